"""What would have to be true, as a message over a table for people who read no command line.

Promise: everything told is of the numbers found; a saving is told as what the alternative costs more or
less. Imports `required`, `driver_sentences`, `figures`, `results` and `wording` only.
"""

from __future__ import annotations

from typing import NamedTuple

from tco.figures import SAVINGS
from tco.results import Result
from tco.uncertainty.driver_sentences import figure_told, size_line, together_line
from tco.uncertainty.required import Required
from tco.wording import Words


class Told(NamedTuple):
    """A joint move for readers.

    Attributes:
        rows: each input that moves, the farthest first: its name, its value now and then, and how far that
            is as a part of its range.
        notes: how far that is in all, among which inputs it was searched, and what else must be known of it.
    """

    message: str
    rows: tuple[tuple[str, str, str, str], ...]
    notes: tuple[str, ...]


def told(result: Result, found: Required, words: Words) -> Told:
    """What has to move, and how far that is."""
    rows, notes = _rows(found, words), _notes(result, found, words)
    return Told(message(result, found, words), tuple(rows), tuple(notes))


def message(result: Result, found: Required, words: Words) -> str:
    """What stands above the table of moves, or alone where nothing moves."""
    key = "told_needs" if found.moves else "told_holds"
    if not found.met:
        key = "told_unreachable" if found.moves else "told_stuck" if found.inputs else "told_unmoved"
    now, reached = (_amount(result, found, value, words) for value in (found.now, found.reached))
    return words(f"req.{key}", now=now, reached=reached, count=len(found.inputs))


def _amount(result: Result, found: Required, value: float | None, words: Words) -> str:
    """A figure; a saving as what it costs more or less."""
    if value is None or found.quantity.line not in SAVINGS:
        return figure_told(result, found, value, words)
    if not value:
        return words("req.equal_cost")
    key = "less_cost" if value > 0 else "more_cost"
    return words(f"req.{key}", amount=words.figure(abs(value), found.unit))


def _rows(found: Required, words: Words) -> list[tuple[str, str, str, str]]:
    rows = []
    for each in found.moves:
        label = each.label.in_language(words.language)
        unit = words.unit_beside(label, each.unit)
        start, end = (words.figure(value, unit) for value in (each.start, each.printed))
        rows.append((label, start, end, words.figure(abs(each.parts), "%")))
    return rows


def _notes(result: Result, found: Required, words: Words) -> list[str]:
    notes = [size_line(found, words)] if found.met and found.largest else []
    if found.moves:
        key = "told_searched" if found.named else "told_searched_most"
        notes.append(words(f"req.{key}", count=len(found.inputs)))
    return [*notes, *together_line(result.bound, found.together, words)]
