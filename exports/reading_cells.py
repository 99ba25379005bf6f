"""What the XML of a sheet says: cells with their types, shared texts, and which formats show dates.

Promise: a cell is a number, a text, a date or a truth value as the user sees it; a formula without a
stored result is its own text. Imports `tco.intake` and `tco.errors` only.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from datetime import datetime, timedelta

from tco.errors import UserError
from tco.intake.table import Cell, Row, column_letters

MOST_COLUMNS, MOST_ROWS, LONGEST_TEXT = 1_000, 1_048_576, 32_767
BUILT_IN_DATES = frozenset({14, 15, 16, 17, 22, *range(27, 32), 34, 35, 36, *range(50, 59)})
NOT_LETTERS = re.compile(r'"[^"]*"|\[[^\]]*\]|\\.|_.|\*.')
EPOCHS = {False: datetime(1899, 12, 30), True: datetime(1904, 1, 1)}
Count = Callable[[int], None]


class Strings:
    """The texts that the cells of a workbook share."""

    def __init__(self, name: str, count: Count):
        self._name = name
        self.texts: list[str] = []
        self.count = count
        self._parts: list[str] = []
        self._inside = self._spoken = False
        self.handlers = (self._start, self._end, self._text)

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        if tag == "si":
            self._parts = []
        elif tag == "rPh":
            self._spoken = True
        self._inside = tag == "t" and not self._spoken

    def _end(self, tag: str) -> None:
        self._inside = False
        if tag == "si":
            self.texts.append(_short(self._name, "".join(self._parts)))
            self.count(1)
        elif tag == "rPh":
            self._spoken = False

    def _text(self, text: str) -> None:
        if self._inside:
            self._parts.append(text)


class SheetCells:
    """The cells of one sheet, by row and column.

    Attributes:
        formulas: by row and column, counted from 1, the formula of each cell that has one.
    """

    def __init__(self, name: str, strings: list[str], dates: frozenset[int], date_1904: bool, count: Count):
        self._name = name
        self._strings, self._dates, self._epoch, self._count = strings, dates, EPOCHS[date_1904], count
        self._rows: dict[int, dict[int, Cell]] = {}
        self._columns: dict[str, int] = {}
        self._row = self._column = 0
        self._kind, self._style = "n", 0
        self._into: list[str] | None = None
        self._value: list[str] = []
        self._formula: list[str] | None = None
        self._spoken = False
        self._shared = ""
        self._masters: dict[str, str] = {}
        self.formulas: dict[tuple[int, int], str] = {}
        self.handlers = (self._start, self._end, self._text)

    def rows(self) -> tuple[Row, ...]:
        """All rows up to the last filled one; blank rows are empty."""
        return tuple([_row(self._rows.get(number)) for number in range(1, self.last + 1)])

    @property
    def last(self) -> int:
        """The number of the last filled row."""
        return max(self._rows, default=0)

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        if tag == "c":
            self._open(attributes)
        elif tag == "v" or (tag == "t" and not self._spoken):
            self._into = self._value
        elif tag == "f":
            self._formula = self._into = []
            self._shared = attributes.get("si", "") if attributes.get("t") == "shared" else ""
        elif tag == "row":
            self._row = _whole(attributes.get("r")) or self._row + 1
            self._column = 0
        elif tag == "rPh":
            self._spoken = True

    def _open(self, attributes: dict[str, str]) -> None:
        letters = attributes.get("r", "").rstrip("0123456789")
        self._column = self._columns.get(letters) or self._position(letters)
        self._kind, self._style = attributes.get("t", "n"), _whole(attributes.get("s"))
        self._value, self._formula = [], None

    def _position(self, letters: str) -> int:
        """Columns count from 1 here; a cell without an address follows the one before."""
        if not letters:
            return self._column + 1
        if not re.fullmatch("[A-Z]{1,3}", letters):
            raise UserError(
                f"{self._name}: '{letters[:20]}' is not the address of a cell; save the workbook again"
            )
        at = 0
        for letter in letters:
            at = at * 26 + ord(letter) - 64
        self._columns[letters] = at
        return at

    def _end(self, tag: str) -> None:
        self._into = None
        if tag == "c":
            cell = self._cell()
            if cell is not None:
                self._keep(cell)
                self._keep_formula()
        elif tag == "rPh":
            self._spoken = False

    def _text(self, text: str) -> None:
        if self._into is not None:
            self._into.append(text)

    def _keep(self, cell: Cell) -> None:
        if self._column > MOST_COLUMNS or not 0 < self._row <= MOST_ROWS:
            raise UserError(
                f"{self._name}: cell {column_letters(self._column - 1)}{self._row} is filled, far beyond "
                f"{MOST_COLUMNS:,} columns; delete what stands there and save the workbook again"
            )
        row = self._rows.setdefault(self._row, {})
        self._count(max(1, self._column - next(reversed(row), 0)))
        row[self._column] = cell

    def _keep_formula(self) -> None:
        """What computes a cell; of a formula that cells share, the text that stands with its first."""
        if self._formula is not None:
            text = "".join(self._formula)
            if self._shared:
                text = text or self._masters.get(self._shared, "")
                self._masters[self._shared] = text
            self.formulas[self._row, self._column] = text

    def _cell(self) -> Cell:
        text = _short(self._name, "".join(self._value))
        if not text and self._kind != "inlineStr":
            return f"={''.join(self._formula)}" if self._formula is not None and self._kind != "str" else None
        if self._kind == "s":
            at = _whole(text)
            return (self._strings[at] or None) if at < len(self._strings) else None
        if self._kind == "n":
            return self._number(text)
        if self._kind == "b":
            return text.strip() in ("1", "true")
        if self._kind == "d":
            return _moment(text)
        return text or None

    def _number(self, text: str) -> Cell:
        try:
            number = float(text)
        except ValueError:
            return text
        if self._style in self._dates and 1 <= number < 2_958_466:
            return self._epoch + timedelta(days=int(number), seconds=round(number % 1 * 86_400))
        return int(number) if number.is_integer() and abs(number) < 1e15 else number


def dates_of_styles() -> tuple[Callable[[str, dict[str, str]], None], Callable[[], Iterable[int]]]:
    """A handler of styles.xml, and what it found: the cell formats that show dates."""
    codes: dict[int, str] = {}
    formats: list[int] = []
    inside = [False]

    def start(tag: str, attributes: dict[str, str]) -> None:
        if tag == "numFmt":
            codes[_whole(attributes.get("numFmtId"))] = attributes.get("formatCode", "")
        elif tag in ("cellXfs", "cellStyleXfs", "dxfs"):
            inside[0] = tag == "cellXfs"
        elif tag == "xf" and inside[0]:
            formats.append(_whole(attributes.get("numFmtId")))

    def found() -> Iterable[int]:
        shown = {number: _shows_date(number, codes.get(number)) for number in set(formats)}
        return [at for at, number in enumerate(formats) if shown[number]]

    return start, found


def _shows_date(number: int, code: str | None) -> bool:
    if code is None:
        return number in BUILT_IN_DATES
    letters = NOT_LETTERS.sub("", code[:200]).casefold()
    return "general" not in letters and bool(re.search("[yd]", letters))


def _row(cells: dict[int, Cell] | None) -> Row:
    if not cells:
        return ()
    return tuple([cells.get(at) for at in range(1, max(cells) + 1)])


def _short(name: str, text: str) -> str:
    if len(text) > LONGEST_TEXT:
        raise UserError(
            f"{name}: a cell holds {len(text):,} characters, more than a spreadsheet's {LONGEST_TEXT:,}; "
            f"it begins '{text[:30]}'; shorten it"
        )
    return text


def _whole(text: str | None) -> int:
    text = (text or "").strip()
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0


def _moment(text: str) -> Cell:
    try:
        return datetime.fromisoformat(text.strip().removesuffix("Z"))
    except ValueError:
        return text
