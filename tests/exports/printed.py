"""What of a workbook comes onto paper: its areas, how large they are printed, and which texts are cut."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import openpyxl
from openpyxl.utils import range_boundaries

from exports.lines import count_of_lines

A4_WIDTH = 297 / 25.4 * 96  # pixels
LINE = 17.8  # pixels of a line of ten points in the higher of the two fonts


@dataclass(frozen=True)
class Area:
    """Cells that begin a page of their own, counted from 1."""

    left: int
    top: int
    right: int
    bottom: int

    def has(self, row: int, column: int) -> bool:
        return self.top <= row <= self.bottom and self.left <= column <= self.right


class Printed:
    """A sheet as it is printed."""

    def __init__(self, sheet: Any):
        self.sheet = sheet
        texts = re.split(r",(?=')|,(?=[^,]+!)", sheet.print_area or sheet.dimensions)
        self.areas = [Area(*range_boundaries(each.rpartition("!")[2].replace("$", ""))) for each in texts]
        titles = sheet.print_title_cols
        self.titles = range_boundaries(titles.replace("$", ""))[2] if titles else 0
        self.wide: dict[int, float] = {}
        for letters, each in sheet.column_dimensions.items():
            first = range_boundaries(f"{letters}1")[0]
            for column in range(each.min or first, (each.max or first) + 1):
                self.wide[column] = round(each.width * 7)

    def pixels(self, first: int, last: int) -> float:
        """The width of columns."""
        return sum(self.wide.get(column, 64.0) for column in range(first, last + 1))

    @property
    def scale(self) -> float:
        """How large it is printed when its widest area takes the width of the page."""
        margins = (self.sheet.page_margins.left + self.sheet.page_margins.right) * 96
        beside = self.pixels(1, self.titles)
        widest = max(self.pixels(each.left, each.right) for each in self.areas)
        return min(1.0, (A4_WIDTH - margins) / (beside + widest))

    def holds(self, row: int, column: int) -> bool:
        """Whether a cell is printed."""
        if column <= self.titles:
            return any(each.top <= row <= each.bottom for each in self.areas)
        return any(each.has(row, column) for each in self.areas)

    def cut(self) -> Iterator[str]:
        """Printed texts that need more room than they have."""
        for row in self.sheet.iter_rows():
            for cell in row:
                if (
                    isinstance(cell.value, str)
                    and cell.data_type == "s"
                    and self.holds(cell.row, cell.column)
                ):
                    needed, room = self._needed(cell, row)
                    if needed > room * 1.02:
                        place = f"{self.sheet.title}!{cell.coordinate}"
                        yield f"{place}: {cell.value} ({needed:.0f} of {room:.0f})"

    def _needed(self, cell: Any, row: tuple[Any, ...]) -> tuple[float, float]:
        """What a text needs of what it has, lines of a cell that wraps or digits of one that does not."""
        own = self.wide.get(cell.column, 64.0) - 5
        points = (cell.font.sz or 10) / 10
        if cell.alignment.wrap_text:
            height = self.sheet.row_dimensions[cell.row].height or 15.0
            lines = count_of_lines(cell.value, int(own // 7))
            return lines * LINE, max(LINE, height * 96 / 72)
        step = -1 if cell.alignment.horizontal == "right" else 1
        room, column = own, cell.column + step
        while 0 < column <= len(row) and row[column - 1].value is None and self._beside(cell, column):
            room += self.wide.get(column, 64.0)
            column += step
        return points * count_of_lines(cell.value.replace(" ", "i"), 1), room / 7

    def _beside(self, cell: Any, column: int) -> bool:
        return self.holds(cell.row, column) or column <= self.titles


def printed(file: Path) -> dict[str, Printed]:
    """Every sheet as it is printed."""
    return {sheet.title: Printed(sheet) for sheet in openpyxl.load_workbook(file)}


def charts(sheet: Any) -> Iterator[Area]:
    """The cells that the charts of a sheet cover."""
    for chart in sheet._charts:
        start, end = chart.anchor._from, chart.anchor.to
        yield Area(start.col + 1, start.row + 1, end.col + 1, end.row + 1)
