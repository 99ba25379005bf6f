"""The table as it stands in a file, before anybody says what its columns mean.

Promise: rows keep the numbers that the user sees in his file; a formula without a stored result stays a
text that begins with "=". Imports nothing of `tco`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

Cell = str | int | float | bool | date | datetime | None
Row = tuple[Cell, ...]


@dataclass(frozen=True)
class Table:
    """Rows of cells from one sheet or text file; rows may differ in length.

    Attributes:
        origin: the file's name.
        first_row: the number of the first row, as the user sees it.
        sheet: the sheet that was read; empty for a text file.
        other_sheets: those that were not.
        date_1904: whether bare serial numbers of dates count from 1904.
        notes: what a reader should know about how the file was read, such as its encoding.
    """

    origin: str
    rows: tuple[Row, ...]
    first_row: int = 1
    sheet: str = ""
    other_sheets: tuple[str, ...] = ()
    date_1904: bool = False
    notes: tuple[str, ...] = ()

    @property
    def place(self) -> str:
        """File and sheet, for messages."""
        return f"{self.origin}, sheet '{self.sheet}'" if self.sheet else self.origin

    def numbered(self) -> Iterator[tuple[int, Row]]:
        """Each row with its number."""
        return enumerate(self.rows, self.first_row)


def column_letters(index: int) -> str:
    """The name of a column in a spreadsheet: 0 is A, 26 is AA."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
