"""The grid that all calculation sheets share, and a worksheet that takes whole rows of formulas.

Promise: column A names a row, B gives its unit, C holds what does not change over time, D the total over the
horizon, E stays empty, then come the years −15 to 15; nothing stands in the columns before a row's first
year, so that a formula may always look one column back. Imports numpy, xlsxwriter, `lines`
and `model` only.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Sequence
from typing import Any
from xml.sax.saxutils import escape

import numpy as np
from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.worksheet import CellFormulaTuple, Worksheet

from exports.lines import count_of_lines
from tco.model import HISTORY, LAST_YEAR

LABEL, UNIT, CONSTANT, TOTAL, EMPTY, FIRST = range(6)
COLUMNS = HISTORY + LAST_YEAR + 1
ZERO = FIRST + HISTORY
LAST = FIRST + COLUMNS - 1
LETTERS = [xl_col_to_name(column) for column in range(LAST + 60)]
TITLE_ROW, MASTER_ROW, HEADER_ROW, YEAR_ROW = range(4)
YEAR = YEAR_ROW + 1
UNDEFINED = "n/a"
LINE, FURTHER_LINE = 20, 18  # pixels of a row of one line, and of each further one
MOST_LINES = 29  # of the highest row that a spreadsheet takes
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")


def clean(text: str) -> str:
    """The text without characters that a spreadsheet file cannot hold."""
    return _CONTROL.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def cached(value: Any) -> float | str:
    """A value as it is stored beside its formula."""
    if isinstance(value, str):
        return value
    number = float(value) + 0.0
    return number if math.isfinite(number) else "#NUM!"


def cached_row(values: Any) -> list[float | str]:
    """A row of values as they are stored beside their formulas."""
    row = np.asarray(values, dtype=float) + 0.0
    return row.tolist() if np.isfinite(row).all() else [cached(value) for value in row.tolist()]


class Sheet(Worksheet):  # type: ignore[misc]
    """A worksheet whose formulas are the program's own and always carry their values.

    Its formulas use functions old enough to need no prefix, so they are neither parsed nor checked on
    the way, and their cells are written by a shorter way than the library's: nine cells in ten are formulas.
    """

    def text(self, row: int, column: int, text: str, style: Any = None) -> None:
        """Write a text, never a formula or a link, whatever it begins with."""
        self.write_string(row, column, clean(text), style)

    def live(self, row: int, column: int, formula: str, style: Any, value: Any) -> None:
        """Write a formula with its value."""
        self.live_row(row, column, [formula], style, [cached(value)])

    def live_row(
        self, row: int, column: int, formulas: Sequence[str], style: Any, values: Sequence[float | str]
    ) -> None:
        """Write formulas side by side, each with its value."""
        self._check_dimensions(row, column)
        self._check_dimensions(row, column + len(formulas) - 1)
        cells = self.table[row]
        for at, (formula, value) in enumerate(zip(formulas, values, strict=True), column):
            cells[at] = CellFormulaTuple(formula[1:], style, value)

    def fold(self, row: int, column: int, text: str, style: Any) -> None:
        """Write a text into as many lines as its column needs, in a style that wraps."""
        self.text(row, column, text, style)
        lines = min(count_of_lines(text, (self._size_col(column) - 5) // 7), MOST_LINES)
        height = LINE + FURTHER_LINE * (lines - 1)
        if height > self._size_row(row):
            self.set_row_pixels(row, height)

    def high(self, first: int, after: int) -> int:
        """How many pixels rows are high."""
        return sum(self._size_row(row) for row in range(first, after))

    def wide(self, first: int, last: int) -> int:
        """How many pixels columns are wide."""
        return sum(self._size_col(column) for column in range(first, last + 1))

    def prints(self, areas: Iterable[tuple[int, int, int, int]]) -> None:
        """Print these cells only, each area (top, left, bottom, right) from a page of its own on."""
        self.print_area_range = ",".join(self._convert_name_area(*area) for area in areas)

    def _write_cell(self, row: int, col: int, cell: Any) -> None:
        if cell.__class__ is not CellFormulaTuple:
            super()._write_cell(row, col, cell)
            return
        formula, style, value = cell
        kind = ""
        if isinstance(value, str):
            kind = ' t="e"' if value.startswith("#") else ' t="str"'
            value = escape(value)
        if "<" in formula or ">" in formula or "&" in formula:
            formula = escape(formula)
        place = f'r="{LETTERS[col]}{row + 1}" s="{style._get_xf_index()}"'
        self.fh.write(f"<c {place}{kind}><f>{formula}</f><v>{value}</v></c>")

    def _calculate_spans(self) -> None:
        """Spans of rows are a hint that readers do without."""
        self.row_spans: dict[int, str] = {}
