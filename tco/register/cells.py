"""What the cells of one row of an asset register say, by the units and words of their columns.

Promise: a cell that cannot be read is kept as a problem of its row, in both languages. Imports this package,
`tco.intake`, `tco.assumptions` and `tco.wording` only.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date

from tco.assumptions import Text
from tco.intake import Ambiguous, Cell, Matched, Unreadable, is_empty, parse_date, parse_money, parse_number
from tco.intake.dates import settled_for
from tco.intake.table import Row
from tco.intake.values import plain
from tco.register.records import Explained, Reading
from tco.register.words import LABELS, REASONS
from tco.wording import Speech

WATTS_FROM = 50.0
PER_UNIT = re.compile(r"단가|대당|개당|단위당|per unit|per piece|each|unit (?:price|cost|capacity|power)")
TOTAL = re.compile(r"총|합계|전체|total")
DISPOSAL_DATE = re.compile(r"(처분|폐기|매각|불용)일|dispos\w* date|date of dispos", re.IGNORECASE)
COUNT_UNITS = {
    word: 1.0 for word in ("대", "개", "식", "ea", "set", "sets", "units", "unit", "pcs", "조", "본")
}
LIFE_UNITS = {
    "년": 1.0,
    "years": 1.0,
    "year": 1.0,
    "yr": 1.0,
    "yrs": 1.0,
    "y": 1.0,
    "개월": 1 / 12,
    "months": 1 / 12,
}
POWER_UNITS = {"kw": 1.0, "w": 0.001, "kva": 1.0, "va": 0.001, "킬로와트": 1.0, "와트": 0.001}
CAPACITY_UNITS = {"tb": 1.0, "tib": 1.0, "gb": 0.001, "gib": 0.001, "pb": 1000.0, "테라": 1.0, "t": 1.0}
# a capacity that a name says: neither part of a product (12 x 8TB) nor of a model's number (R-200TB)
NAMED_CAPACITY = re.compile(
    r"(?<![a-z0-9_.,*×/~-])(?<![x*×]\s)"
    r"([1-9]\d{0,2}(?:,\d{3})+|[1-9]\d*(?:\.\d+)?|0\.\d+)\s*(tb|tib|pb|pib)(?![a-z0-9])(?!\s*[x*×]\s*\d)",
    re.IGNORECASE,
)
MODEL = re.compile(r"모델|규격|사양|model|spec", re.IGNORECASE)


class Headers:
    """What the headers say of every row: units and meanings of the columns."""

    def __init__(self, matched: Matched, reading: Reading):
        self.matched, self.reading = matched, reading
        self.money = matched.unit("price")
        self.per_unit = {key: is_per_unit(matched, key) for key in ("price", "power", "capacity")}
        units = {"power": POWER_UNITS, "capacity": CAPACITY_UNITS}
        self.factors = {key: factor_of(matched.headers.get(key, ""), each) for key, each in units.items()}
        self.dated_disposals = bool(DISPOSAL_DATE.search(matched.headers.get("status", "")))
        self.book_money = matched.unit("book")
        header = matched.row(matched.header_row)
        self.models = [at for at, cell in enumerate(header) if isinstance(cell, str) and MODEL.search(cell)]


def factor_of(header: str, units: Mapping[str, float]) -> float | None:
    """The unit that a header names, such as (W); None if it names none."""
    words = re.findall(r"(?<![a-z])[a-z]+(?![a-z])", plain(header).casefold())
    return next((units[word] for word in words if word in units), None)


class RowCells:
    """The cells of one row on its way to being used or explained; what cannot be read is collected."""

    def __init__(self, headers: Headers, number: int, row: Row):
        self.headers, self.number, self.whole = headers, number, row
        self.cells = headers.matched.cells(row)
        self.problems: list[Text] = []
        self.name, self.kind = (text_of(self.cells.get(key)) for key in ("asset", "class"))
        self.count = self.read("count", lambda cell: parse_number(cell, COUNT_UNITS))
        if "count" not in self.cells:
            self.count = 1.0
        self.price = self._price()

    def read(self, key: str, parse: Callable[[Cell], float]) -> float | None:
        """A number of the row; an empty cell is None, an unreadable one a problem."""
        cell = self.cells.get(key)
        if is_empty(cell):
            return None
        try:
            return parse(cell)
        except Unreadable as error:
            self.problem(key, error)
            return None

    def problem(self, key: str, error: Unreadable) -> None:
        """Remember why a cell of the row cannot be read."""
        label = LABELS[key]
        self.problems.append(Text(en=f"{label.en}: {error}", ko=f"{label.ko}: {error.ko}"))

    def _price(self) -> float | None:
        factor, currency = self.headers.money, self.headers.reading.currency
        each = self.read("price", lambda cell: parse_money(cell, factor, currency))
        if each is None or not self.headers.per_unit["price"]:
            return each
        return None if self.count is None else each * self.count

    def purchased(self) -> date | None:
        """The day of purchase, None with a problem when it cannot be read."""
        cell, reading = self.cells.get("date"), self.headers.reading
        settled = settled_for(cell, reading.settled, reading.order)
        try:
            return parse_date(
                cell, self.headers.matched.table.date_1904, settled.order if settled else reading.order
            )
        except Ambiguous as error:
            orders = "|".join(error.orders)
            way = (f"or say --date-order {orders}", f"또는 --date-order {orders}으로(로) 지정하십시오")
            self.problem("date", Unreadable(f"{error}, {way[0]}", f"{error.ko}. {way[1]}"))
            return None
        except Unreadable as error:
            self.problem("date", error)
            return None

    def total_of(self, key: str, units: Mapping[str, float]) -> float | None:
        """Power or capacity of all units of the row; a cell may name its own unit.

        Power without any unit is in kW below 50 a piece and in W from there: no device draws 50 kW or so
        little as 50 W.
        """
        factor = self.headers.factors[key]
        named = factor is not None or _names_unit(self.cells.get(key))
        each = self.read(
            key, lambda cell: parse_number(cell, units) * (1.0 if _names_unit(cell) else factor or 1.0)
        )
        count = self.count or 0.0
        if each is None or not count:
            return None
        total = each * count if self.headers.per_unit[key] else each
        return total / 1000 if key == "power" and not named and total / count >= WATTS_FROM else total

    def own_book(self) -> float | None:
        """The file's own book value; what cannot be read is as if it were not there."""
        try:
            return parse_money(self.cells.get("book"), self.headers.book_money, self.headers.reading.currency)
        except Unreadable:
            return None

    def without_capacity(self) -> Explained:
        """The row of storage, left out; a capacity that its name or model says is named but not taken."""
        has_column = "capacity" in self.cells
        models = [text_of(self.whole[at]) for at in self.headers.models if at < len(self.whole)]
        named: set[str] = set().union(*map(_named_capacity, (self.name, self.kind, *models)))
        said = named.pop() if len(named) == 1 else ""
        told = "said_" if said else ""
        return self.explained(
            "no_capacity", f"no_capacity_{told}{'cell' if has_column else 'column'}", capacity=said
        )

    def explained(self, why: str, reason: str = "", **details: object) -> Explained:
        """The row, left out for a reason, by default that of the same name."""
        text = REASONS[reason or why]
        en, ko = (Speech().format(text.in_language(each), **details) for each in ("en", "ko"))
        return Explained(self.number, why, Text(en=en, ko=ko), self.name, self.kind, self.count, self.price)

    def unreadable(self) -> Explained:
        """The row, left out for all that cannot be read in it."""
        en, ko = ("; ".join(each.in_language(to) for each in self.problems) for to in ("en", "ko"))
        reason = Text(en=en, ko=ko)
        return Explained(self.number, "unreadable", reason, self.name, self.kind, self.count, self.price)


def is_blank(row: Row) -> bool:
    """Whether no cell of a row says anything."""
    return not row or all(is_empty(cell) for cell in row)


def is_per_unit(matched: Matched, key: str) -> bool:
    """Whether a column is of one unit: as its header says; else prices are of the row, the rest of a unit."""
    header = plain(matched.headers.get(key, "")).casefold()
    if PER_UNIT.search(header):
        return True
    return key != "price" and not TOTAL.search(header)


def _named_capacity(text: str) -> set[str]:
    """The capacities that a text says, such as 200 TB."""
    units = {"tb": "TB", "tib": "TiB", "pb": "PB", "pib": "PiB"}
    return {f"{number} {units[unit.casefold()]}" for number, unit in NAMED_CAPACITY.findall(text)}


def _names_unit(cell: Cell) -> bool:
    return isinstance(cell, str) and bool(re.search(r"[^\d.,\s]", plain(cell)))


def text_of(cell: Cell) -> str:
    """A cell as one line of text, not beyond what a list has room for."""
    return re.sub(r"\s+", " ", plain("" if cell is None else cell))[:80]


def cell_at(row: Row, at: int) -> Cell:
    """A cell of a row; None where it says nothing or is beyond the row's end."""
    return row[at] if at < len(row) and not is_empty(row[at]) else None
