"""Tables of computed values, written from the top of the sheet Uncertainty down.

Promise: every number is marked as computed; a figure's standard error stands beside it; what has no value
says so in a word. Imports `tco.uncertainty` and this package only.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

from exports import uncertainty_text as text
from exports.book import Book
from exports.grid import LABEL, UNDEFINED, UNIT, Sheet
from exports.lines import lines_of
from exports.styles import three_parts
from exports.summary import IN_YEARS, PERCENT
from exports.uncertainty import Findings
from tco.uncertainty.estimates import Estimate

FIRST = UNIT + 1
SHARE, SHARE_ERROR = "0.0%;-0.0%;0.0%", "0.00%"
NOTHING = "–"
LONGEST = 200  # places of a row of text: what the columns of numbers take
Pair = text.Pair


class Tables:
    """The sheet as it grows.

    Attributes:
        row: the next free row.
        blocks: the first row of each part that is better not cut by the end of a page.
    """

    def __init__(self, book: Book, sheet: Sheet, findings: Findings):
        self.book, self.sheet, self.findings = book, sheet, findings
        self.answer, self.simulation = findings.answer, findings.answer.simulation
        self.words, self.styles = book.words, book.styles
        self.money, self.money_unit = book.amounts
        self.row = 5
        self.blocks = [0]

    def start(self, title: Pair, until: int) -> None:
        """A heading, and the row under it."""
        self.blocks.append(self.row)
        self.book.heading(self.sheet, self.row, self.words(*title), until)
        self.row += 1

    def say(self, sentence: str, role: str = "label") -> None:
        """A sentence, in as many rows as keep it inside the page when it is printed."""
        for line in lines_of(sentence, LONGEST):
            self.sheet.text(self.row, LABEL, line, self.styles(role))
            self.row += 1

    def heads(self, first: Pair, titles: Sequence[str]) -> None:
        """The head of a table: what its rows are, their unit, and its columns."""
        self.sheet.text(self.row, LABEL, self.words(*first), self.styles("header_left"))
        self.sheet.text(self.row, UNIT, self.words(*text.UNIT), self.styles("header"))
        for column, title in enumerate(titles, FIRST):
            self.sheet.fold(self.row, column, title, self.styles("header_wrapped"))
        self.row += 1

    def label(self, label: str, unit: str) -> None:
        """The beginning of a row."""
        self.sheet.fold(self.row, LABEL, label, self.styles("row"))
        self.sheet.text(self.row, UNIT, unit, self.styles("unit"))

    def number(self, column: int, value: float | None, number: str) -> None:
        """A computed value, or the word for none."""
        style = self.styles("computed", number)
        if value is None:
            self.sheet.text(self.row, column, NOTHING, style)
        elif math.isfinite(value):
            self.sheet.write_number(self.row, column, value, style)
        else:
            never = self.words(*text.NEVER) if math.isinf(value) else UNDEFINED
            self.sheet.text(self.row, column, never, style)

    def estimate(self, column: int, found: Estimate, number: str) -> None:
        """A statistic with its standard error in the next column."""
        self.number(column, found.value, number)
        self.number(column + 1, self.error(found), error_number(number))

    def rows(self, label: str, unit: str, found: Sequence[Estimate], number: str) -> None:
        """Statistics side by side, and their standard errors in the row below."""
        self.label(label, unit)
        for column, each in enumerate(found, FIRST):
            self.number(column, each.value, number)
        self.row += 1
        self.label(f"{label}: {self.words(*text.ERROR)}", unit)
        for column, each in enumerate(found, FIRST):
            self.number(column, self.error(each), error_number(number))
        self.row += 1

    def error(self, found: Estimate) -> float | None:
        """The standard error, where there is one of a finite figure."""
        return found.error if math.isfinite(found.value) else None

    def with_errors(self, titles: Sequence[str]) -> list[str]:
        """Titles of columns, each followed by that of its standard error."""
        return [each for title in titles for each in (title, self.words(*text.ERROR))]

    def look(self, metric: str) -> tuple[str, str]:
        """Number format and unit of a key figure."""
        if metric in PERCENT:
            return SHARE, "%"
        if metric in IN_YEARS:
            return "0.00", self.words("년", "years")
        return self.money, self.money_unit


def error_number(number: str) -> str:
    """The number format of a figure's standard error: one digit more."""
    if number == SHARE:
        return SHARE_ERROR
    pattern = number.split(";")[0]
    return three_parts(pattern.replace("#,##0", "#,##0.0")) if "#,##0" in pattern else f"{pattern}0"
