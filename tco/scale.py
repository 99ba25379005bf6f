"""Amounts in plain text tables: one scale for a table, named in its heading.

Promise: rounding is for the eye only. Imports nothing of this project.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable

STEPS = ((1e8, 1e6, "million ", "백만 "), (1e5, 1e3, "thousand ", "천 "), (0.0, 1.0, "", ""))


def scale(amounts: Iterable[float | None], currency: str, language: str = "en") -> tuple[float, str]:
    """What to divide by so that the largest amount stays short, and the unit's name."""
    largest = max((abs(each) for each in amounts if each is not None), default=0.0)
    _, divisor, english, korean = next(step for step in STEPS if largest >= step[0])
    return divisor, f"{korean if language == 'ko' else english}{currency}"


def shown(amount: float | None, divisor: float = 1.0, digits: int = 0) -> str:
    """An amount in groups of three with a true minus; a dash for nothing."""
    if amount is None:
        return "–"
    text = f"{amount / divisor:,.{digits}f}"
    if float(text.replace(",", "")) == 0.0:
        return "–" if amount == 0.0 else "0"
    return text.replace("-", "−")


def padded(text: str, width: int, *, left: bool = False) -> str:
    """The text filled up to a number of columns, of which a Korean letter takes two."""
    columns = sum(2 if unicodedata.east_asian_width(letter) in "WF" else 1 for letter in text)
    space = " " * max(width - columns, 1)
    return text + space if left else space + text
