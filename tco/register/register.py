"""An asset register, read: what is used, what is explained, and that both together are the file.

Promise: the totals of the file are added up on their own, from its cells, so that a row lost on the way
would show. Imports this package, `tco.intake`, `tco.inputs`, `tco.binding` and `tco.errors` only.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from tco.assumptions import Text
from tco.errors import Problems, nearest
from tco.inputs import BoundModel
from tco.intake import (
    Matched,
    Table,
    Unreadable,
    column_letters,
    fits,
    is_empty,
    match,
    parse_money,
    parse_number,
)  # fmt: skip
from tco.intake.columns import folded
from tco.intake.dates import settled_for, settled_orders
from tco.intake.table import Cell, Row
from tco.intake.values import plain
from tco.register.classes import FLEETS, IGNORE, corrections
from tco.register.fleets import Fleet, fleets_of
from tco.register.records import Asset, Explained, Reading
from tco.register.rows import (
    COLUMNS,
    COUNT_UNITS,
    POWER_UNITS,
    factor_of,
    is_blank,
    is_per_unit,
    read_rows,
)  # fmt: skip

VAT = ("included", "excluded")
INCLUDED = re.compile(
    r"(부가세|부가가치세|vat)\s*(포함|inclu|incl)|(incl\w*|with)\.?\s*(vat|tax)", re.IGNORECASE
)

EXCLUDED = re.compile(
    r"(부가세|부가가치세|vat)\s*(별도|제외|미포함|excl)|"
    r"(excl\w*|without|net of)\.?\s*(value-added tax|vat|tax)",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Choices:
    """What the user may say about his register.

    Attributes:
        columns: the header (or the letters of the column) by key.
        classes: fleet or `ignore` by class or name of an asset.
        decision_date: the day on which year 1 begins; default the case's.
        order: `ymd`, `dmy` or `mdy` for dates such as 03/04/21; default `ymd` where the currency is the won.
        vat: whether prices hold value-added tax; default as the header says, else not.
        unread: what could not even be read of the choices, as sentences; refused together with the rest.
    """

    columns: Mapping[str, str]
    classes: Mapping[str, str]
    decision_date: date | None = None
    order: str = ""
    vat: str = ""
    unread: tuple[str, ...] = ()

    def problems(self) -> list[str]:
        """What cannot be meant, as sentences."""
        found = [*self.unread]
        found += [
            f"--class {text}={fleet}: '{fleet}' is neither a fleet nor ignore"
            f"{nearest(fleet, [*FLEETS, IGNORE])}; there are: {', '.join(FLEETS)}"
            for text, fleet in self.classes.items()
            if fleet not in (*FLEETS, IGNORE)
        ]
        if self.vat not in ("", *VAT):
            found.append(f"--vat {self.vat}: must be included or excluded")
        if self.order not in ("", "ymd", "dmy", "mdy"):
            found.append(f"--date-order {self.order}: must be ymd, dmy or mdy")
        return found


@dataclass(frozen=True)
class Totals:
    """Rows, units and purchase prices; None where no cell could be read."""

    rows: int
    units: float
    price: float


@dataclass(frozen=True)
class Register:
    """An asset register beside the case that it belongs to.

    Attributes:
        tax: what the prices hold beyond the price without tax.
        tax_from: whether that was said, stood in the header, or is assumed.
        titles: the names of the fleets.
    """

    matched: Matched
    reading: Reading
    rows: tuple[Asset | Explained, ...]
    fleets: Mapping[str, Fleet]
    tax: float
    tax_from: str
    titles: Mapping[str, Text]

    @cached_property
    def assets(self) -> tuple[Asset, ...]:
        """The rows used."""
        return tuple(each for each in self.rows if isinstance(each, Asset))

    @cached_property
    def explained(self) -> tuple[Explained, ...]:
        """The rows not used, with their reasons."""
        return tuple(each for each in self.rows if isinstance(each, Explained))

    @cached_property
    def repeated(self) -> tuple[int, int, tuple[str, ...]]:
        """Used rows that repeat another.

        Returns:
            Those that do so exactly; those equal in the columns used alone; and the columns that tell these
            apart.
        """
        rows = [self.matched.row(asset.row) for asset in self.assets]
        used = self.matched.columns.values()
        cells = [tuple(_cell(row, at) for at in used) for row in rows]
        whole = [_trimmed(row) for row in rows]
        exactly = len(rows) - len(set(whole))
        alike = len(rows) - len(set(cells)) - exactly
        return exactly, alike, self._telling(rows, cells) if alike else ()

    def _telling(self, rows: list[Row], cells: list[Row]) -> tuple[str, ...]:
        """Headers of columns not used in which rows differ that are otherwise equal."""
        first: dict[Row, Row] = {}
        differing = {
            at
            for row, used in zip(rows, cells, strict=True)
            for at in range(max(len(row), len(first.setdefault(used, row))))
            if _cell(row, at) != _cell(first[used], at)
        }
        header = self.matched.row(self.matched.header_row)
        return tuple(plain(_cell(header, at) or column_letters(at)) for at in sorted(differing))

    @cached_property
    def settled(self) -> dict[str, tuple[str, str, int]]:
        """By the date that settled it: the order, a date read by it, and how many rows were."""
        found: dict[str, tuple[str, str, int]] = {}
        at = self.matched.columns["date"]
        for asset in self.assets:
            cell = _cell(self.matched.row(asset.row), at)
            each = settled_for(cell, self.reading.settled, self.reading.order)
            if each:
                _, first, rows = found.get(each.witness, ("", plain(cell or ""), 0))
                found[each.witness] = (each.order, first, rows + 1)
        return found

    @property
    def power_without_unit(self) -> bool:
        """Whether the column of power has no unit, so that it is told by its size."""
        return (
            "power" in self.matched.columns and factor_of(self.matched.headers["power"], POWER_UNITS) is None
        )

    @property
    def used_totals(self) -> Totals:
        """Of the rows used."""
        return _totals(self.assets)

    @property
    def explained_totals(self) -> Totals:
        """Of the rows explained; rows that are totals themselves count as rows only."""
        found = _totals([each for each in self.explained if each.why != "total"])
        return Totals(sum(each.rows for each in self.explained), found.units, found.price)

    @cached_property
    def file_totals(self) -> Totals:
        """Added up from the cells of the file alone, without the rows of totals."""
        totals = {each.row for each in self.explained if each.why == "total"}
        factor, per_unit = self.matched.unit("price"), is_per_unit(self.matched, "price")
        units, price, rows = 0.0, 0.0, 0
        for number, row in self.matched.body():
            rows += 1
            if row and number not in totals:
                each = self._number(row, "count", lambda cell: parse_number(cell, COUNT_UNITS))
                count = self._default_count(row) if each is None else each
                units += count or 0.0
                each = self._number(
                    row, "price", lambda cell: parse_money(cell, factor, self.reading.currency)
                )
                price += (each or 0.0) * ((count or 0.0) if per_unit else 1.0)
        return Totals(rows, units, price)

    def doubtful_totals(self) -> Iterator[tuple[int, float, float]]:
        """Rows of totals whose price is that of no rows above: their number, what they say, what there is."""
        whole = part = 0.0
        for each in self.rows:
            if not isinstance(each, Explained) or each.why != "total":
                whole, part = whole + (each.price or 0.0), part + (each.price or 0.0)
                continue
            said = each.price
            if said is not None and min(abs(said - whole), abs(said - part)) > max(1.0, 1e-6 * abs(said)):
                yield each.row, said, whole
            part = 0.0

    @property
    def reconciles(self) -> bool:
        """Whether rows used and rows explained together are the file."""
        used, other, file = self.used_totals, self.explained_totals, self.file_totals
        close = 1e-9 * max(1.0, abs(file.price))
        return (
            file.rows == used.rows + other.rows
            and abs(file.units - used.units - other.units) < 1e-6
            and abs(file.price - used.price - other.price) < max(close, 0.01)
        )

    def _default_count(self, row: Row) -> float | None:
        """Without a column of counts each row that is not blank is one unit."""
        return None if is_blank(row) or "count" in self.matched.columns else 1.0

    def _number(self, row: Row, key: str, parse: Callable[..., float]) -> float | None:
        at = self.matched.columns.get(key)
        try:
            return None if at is None or at >= len(row) else parse(row[at])
        except Unreadable:
            return None


def is_register(table: Table, columns: Mapping[str, str] | None = None) -> bool:
    """Whether a sheet has the columns of an asset register, with the corrections given."""
    return fits(table, COLUMNS, columns)


def read_register(table: Table, bound: BoundModel, choices: Choices | None = None) -> Register:
    """The register of a table, in the terms of a case.

    Args:
        table: as read from the file.
        bound: the case, which gives decision date, currency, and what a unit costs today.
        choices: corrections by the user.

    Raises:
        Problems: a required column is missing, or a choice cannot be meant.
    """
    choices = choices or Choices({}, {})
    problems = choices.problems()
    try:
        matched = match(table, COLUMNS, choices.columns)
    except Problems as error:
        raise Problems(f"the register {table.place}", [*problems, *error.problems]) from error
    classes = corrections(choices.classes)
    problems += _unknown_classes(matched, choices.classes)
    currency = bound.pack.head.currency
    if matched.currency("price") not in ("", currency):
        named = matched.currency("price")
        problems.append(
            f"prices are in {named}, as the file says, but the case is in {currency}; convert them"
        )
    if problems:
        raise Problems(f"the register {table.place}", problems)
    decided = choices.decision_date or bound.decision_date
    order = choices.order or ("ymd" if currency == "KRW" else "")
    dates = () if choices.order else (cells["date"] for _, cells in matched.records())
    reading = Reading(decided, currency, order, classes, settled_orders(dates))
    rows = tuple(read_rows(matched, reading))
    tax, tax_from = _tax(matched, choices.vat, bound)
    fleets = fleets_of(
        (each for each in rows if isinstance(each, Asset)), today(bound, "unit_price"),
        today(bound, "accounting_life"), tax,
    )  # fmt: skip
    titles = {name: bound.pack.fleets[name].label for name in fleets}
    return Register(matched, reading, rows, fleets, tax, tax_from, titles)


def today(bound: BoundModel, name: str) -> dict[str, float]:
    """An input of the case by fleet; a fleet without its own takes the common one."""
    found = {}
    for fleet in FLEETS:
        each = bound.inputs.get(f"{fleet}.{name}") or bound.inputs.get(name)
        if each is not None:
            found[fleet] = each.in_scenario(bound.case.scenario)
    return found


def unrecovered_vat(bound: BoundModel) -> float:
    """The share of a price that value-added tax adds for good."""
    rate, share = (bound.inputs[name] for name in ("vat_rate", "vat_unrecovered_share"))
    scenario = bound.case.scenario
    return rate.in_scenario(scenario) * share.in_scenario(scenario)


def _tax(matched: Matched, said: str, bound: BoundModel) -> tuple[float, str]:
    headers = [matched.headers.get("price", "")]
    headers += [str(cell) for _, row in _titles(matched) for cell in row if isinstance(cell, str)]
    inside = any(INCLUDED.search(plain(each)) for each in headers)
    outside = any(EXCLUDED.search(plain(each)) for each in headers)
    included = said == "included" or (not said and inside and not outside)
    rate = bound.inputs.get("vat_rate")
    factor = 1 + (rate.in_scenario(bound.case.scenario) if rate else 0.0)
    return (factor if included else 1.0), ("said" if said else "header" if inside != outside else "assumed")


def _cell(row: Row, at: int) -> Cell:
    return row[at] if at < len(row) and not is_empty(row[at]) else None


def _trimmed(row: Row) -> Row:
    """A row without the blank cells at its end."""
    cells = [_cell(row, at) for at in range(len(row))]
    while cells and cells[-1] is None:
        cells.pop()
    return tuple(cells)


def _titles(matched: Matched) -> list[tuple[int, Row]]:
    return [(number, row) for number, row in matched.table.numbered() if number < matched.header_row]


def _unknown_classes(matched: Matched, given: Mapping[str, str]) -> list[str]:
    """Corrections of classes that are nowhere in the file."""
    keys = [key for key in ("class", "asset") if key in matched.columns]
    texts = {
        plain(cells[key]): folded(cells[key])
        for _, cells in matched.records()
        for key in keys
        if not is_empty(cells[key])
    }
    known = set(texts.values())
    return [
        f"--class {text}=…: no row has this class or name{nearest(text, texts)}"
        for text in given
        if folded(text) not in known
    ]


def _totals(rows: tuple[Asset, ...] | list[Explained]) -> Totals:
    units = sum(each.count or 0.0 for each in rows)
    number = sum(each.rows if isinstance(each, Explained) else 1 for each in rows)
    return Totals(number, units, sum(each.price or 0.0 for each in rows))
