"""Rows of an asset register: each is used, or explained.

Promise: rows in = rows used + rows explained, and so for units and purchase prices. Imports this package,
`tco.intake`, `tco.assumptions`, `tco.wording` and `tco.errors` only.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date

from tco.assumptions import Text
from tco.errors import UserError
from tco.intake import (
    Ambiguous,
    Cell,
    Column,
    Matched,
    Unreadable,
    is_empty,
    parse_date,
    parse_money,
    parse_number,
)  # fmt: skip
from tco.intake.columns import folded
from tco.intake.dates import Middle, settled_for
from tco.intake.table import Row
from tco.intake.values import plain
from tco.register.classes import IGNORE, NOT_PART, PIECE, SOFTWARE, STORAGE, classify, vocabulary
from tco.register.records import Asset, Explained, Reading, vintage_of
from tco.register.words import LABELS, REASONS
from tco.wording import Speech

OLDEST = -15
MOST_ROWS = 10_000
WATTS_FROM = 50.0
COLUMNS = tuple(
    Column(key, tuple(each["words"]), each["required"], tuple(each["never"]))
    for key, each in vocabulary()["columns"].items()
)
PER_UNIT = re.compile(r"단가|대당|개당|단위당|per unit|per piece|each|unit (?:price|cost|capacity|power)")
TOTAL = re.compile(r"총|합계|전체|total")
TOTAL_ROW = re.compile(r"(합계|소계|총계|총합계|누계|계|합|total|sub ?total|grand total|sum)(\b.*)?")
EXAMPLE = re.compile(r"^\s*[\[(<]\s*(예시|예|example)\s*[\])>]", re.IGNORECASE)
GONE = re.compile(r"폐기|매각|처분|불용|반납|망실|dispos|retired|sold|scrap|written off", re.IGNORECASE)
DISPOSAL_DATE = re.compile(r"(처분|폐기|매각|불용)일|dispos\w* date|date of dispos", re.IGNORECASE)
KEPT = re.compile(
    r"(미|비)\s*(처분|폐기)|아님|not disposed|사용\s*중|운용|정상|in use|active|^n$|^no$", re.IGNORECASE
)
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


class _Plan:
    """What holds for every row: units and meanings of the columns, from their headers."""

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


class _Row:
    """One row on its way to being used or explained; what cannot be read is collected."""

    def __init__(self, plan: _Plan, number: int, row: Row):
        self.plan, self.number, self.whole = plan, number, row
        self.cells = plan.matched.cells(row)
        self.problems: list[Text] = []
        self.name, self.kind = (_text(self.cells.get(key)) for key in ("asset", "class"))
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
        factor, currency = self.plan.money, self.plan.reading.currency
        each = self.read("price", lambda cell: parse_money(cell, factor, currency))
        if each is None or not self.plan.per_unit["price"]:
            return each
        return None if self.count is None else each * self.count

    def purchased(self) -> date | None:
        """The day of purchase, None with a problem when it cannot be read."""
        cell, reading = self.cells.get("date"), self.plan.reading
        settled = settled_for(cell, reading.settled, reading.order)
        try:
            return parse_date(
                cell, self.plan.matched.table.date_1904, settled.order if settled else reading.order
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
        factor = self.plan.factors[key]
        named = factor is not None or _names_unit(self.cells.get(key))
        each = self.read(
            key, lambda cell: parse_number(cell, units) * (1.0 if _names_unit(cell) else factor or 1.0)
        )
        count = self.count or 0.0
        if each is None or not count:
            return None
        total = each * count if self.plan.per_unit[key] else each
        return total / 1000 if key == "power" and not named and total / count >= WATTS_FROM else total

    def own_book(self) -> float | None:
        """The file's own book value; what cannot be read is as if it were not there."""
        try:
            return parse_money(self.cells.get("book"), self.plan.book_money, self.plan.reading.currency)
        except Unreadable:
            return None

    def without_capacity(self) -> Explained:
        """The row of storage, left out; a capacity that its name or model says is named but not taken."""
        has_column = "capacity" in self.cells
        models = [_text(self.whole[at]) for at in self.plan.models if at < len(self.whole)]
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


def read_rows(matched: Matched, reading: Reading) -> Iterator[Asset | Explained]:
    """Every row below the header, used or explained; blank rows between them too."""
    filled = sum(1 for _, row in matched.body() if row)
    if filled > MOST_ROWS:
        raise UserError(
            f"{matched.table.place} has {filled:,} filled rows, more than {MOST_ROWS:,}; keep those of "
            "the data centre's equipment, or split the register"
        )
    blank, plan = 0, _Plan(matched, reading)
    for number, row in matched.body():
        if not row or is_blank(row):
            blank += 1
            continue
        if blank:
            yield _blank(number - blank, blank)
            blank = 0
        yield _outcome(_Row(plan, number, row))
    if blank:
        yield _blank(matched.table.first_row + len(matched.table.rows) - blank, blank)


def is_blank(row: Row) -> bool:
    """Whether no cell of a row says anything."""
    return not row or all(is_empty(cell) for cell in row)


def _blank(first: int, rows: int) -> Explained:
    return Explained(first, "empty", REASONS["empty"], "", "", rows=rows)


def is_per_unit(matched: Matched, key: str) -> bool:
    """Whether a column is of one unit: as its header says; else prices are of the row, the rest of a unit."""
    header = plain(matched.headers.get(key, "")).casefold()
    if PER_UNIT.search(header):
        return True
    return key != "price" and not TOTAL.search(header)


def _outcome(row: _Row) -> Asset | Explained:
    """The first reason that holds keeps a row out; unreadable cells matter only in what would be used."""
    why = _not_an_asset(row)
    if why:
        return row.explained(why)
    fleet = classify(row.name, row.kind, row.plan.reading.classes)
    if fleet in ("", IGNORE, NOT_PART, PIECE, SOFTWARE):
        return row.explained(fleet or "unrecognised", kind=row.kind or row.name, name=row.name)
    purchased = row.purchased()
    if row.problems or purchased is None:
        return row.unreadable()
    return _dated(row, fleet, purchased)


def _not_an_asset(row: _Row) -> str:
    if is_empty(row.cells.get("date")) and _is_total(row):
        return "total"
    if any(isinstance(each, str) and EXAMPLE.match(each) for each in row.whole):
        return "example"
    headers = row.plan.matched.headers
    if row.name == headers["asset"] and all(_text(row.cells[key]) == each for key, each in headers.items()):
        return "header"
    if _is_gone(row.cells.get("status"), row.plan.dated_disposals):
        return "disposed"
    return "" if row.name or row.kind else "nameless"


def _is_total(row: _Row) -> bool:
    first = next((each for each in row.whole if not is_empty(each)), None)
    texts = [folded(each) for each in (row.cells.get("asset"), row.cells.get("class"), first)]
    return any(TOTAL_ROW.fullmatch(text) for text in texts if text)


def _is_gone(cell: Cell, dated: bool) -> bool:
    """A status that says so, or any date in a column of disposals."""
    if is_empty(cell) or (isinstance(cell, str) and KEPT.search(plain(cell))):
        return False
    return dated or bool(GONE.search(_text(cell)))


def _dated(row: _Row, fleet: str, purchased: date) -> Asset | Explained:
    decision = row.plan.reading.decision_date
    if isinstance(purchased, Middle) and purchased.first <= decision < purchased:
        purchased = decision
    if purchased > decision:
        return row.explained("future", date=purchased, decision=decision)
    if row.count is None:
        return row.explained("no_count")
    if row.count <= 0 or row.count != int(row.count):
        return row.explained("count", count=row.count)
    if row.price is not None and row.price < 0:
        return row.explained("negative", price=row.price)
    vintage = vintage_of(purchased, decision)
    if vintage < OLDEST:
        return row.explained("too_old", date=purchased)
    return _used(row, fleet, purchased, vintage)


def _used(row: _Row, fleet: str, purchased: date, vintage: int) -> Asset | Explained:
    terabytes = row.total_of("capacity", CAPACITY_UNITS) if fleet in STORAGE else None
    kilowatts = row.total_of("power", POWER_UNITS)
    life = row.read("life", lambda cell: parse_number(cell, LIFE_UNITS))
    if row.problems:
        return row.unreadable()
    if fleet in STORAGE and not terabytes:
        return row.without_capacity()
    if life is not None and not 1 <= life <= 40:
        return row.explained("life", life=life)
    if (kilowatts or 0) < 0 or (terabytes or 0) < 0:
        return row.explained("below_zero")
    return Asset(
        row.number, row.name, row.kind, fleet, row.count or 0.0, purchased, vintage,
        row.price or None, life, kilowatts or None, terabytes, row.own_book(),
    )  # fmt: skip


def _named_capacity(text: str) -> set[str]:
    """The capacities that a text says, such as 200 TB."""
    units = {"tb": "TB", "tib": "TiB", "pb": "PB", "pib": "PiB"}
    return {f"{number} {units[unit.casefold()]}" for number, unit in NAMED_CAPACITY.findall(text)}


def _names_unit(cell: Cell) -> bool:
    return isinstance(cell, str) and bool(re.search(r"[^\d.,\s]", plain(cell)))


def _text(cell: Cell) -> str:
    return re.sub(r"\s+", " ", plain("" if cell is None else cell))[:80]
