"""Texts in lines: where they are cut, and how many lines they take in a column.

Promise: lines break between words; a line is measured in digits, as columns are. Imports nothing of the
project.
"""

from __future__ import annotations

import math
import unicodedata

WIDE = 1.8  # a Korean letter
THIN, NARROW, BROAD = " iIjl.,:;'|!·", 'ftr()[]-/“”"', "mwMW%@—"


def lines_of(text: str, places: int) -> list[str]:
    """A text cut between words into lines of so many places; a longer word has a line of its own."""
    lines: list[str] = []
    for word in text.split(" "):
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and _places(longer) <= places:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


def count_of_lines(text: str, places: int) -> int:
    """How many lines a text takes in a column, where words longer than a line are broken."""
    lines = (line for part in text.split("\n") for line in lines_of(part, places))
    return sum(max(1, math.ceil(_places(line) / places)) for line in lines)


def _places(text: str) -> float:
    return sum(_width(each) for each in text)


def _width(letter: str) -> float:
    """How wide a letter is beside a digit, about as in Calibri and 맑은 고딕."""
    if unicodedata.east_asian_width(letter) in "WF":
        return WIDE
    if letter in THIN:
        return 0.5
    if letter in NARROW:
        return 0.7
    return 1.7 if letter in BROAD else 1.2 if letter.isupper() else 1.0
