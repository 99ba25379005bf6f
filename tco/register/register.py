"""An asset register, read: what is used, what is explained, and that both together are the file.

Promise: whatever is wrong with the table or with what the user says of it is refused at once, before a row is
read. Imports `tco.assumptions`, `tco.intake`, `tco.inputs`, `tco.errors` and this package only.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from tco.assumptions import Text
from tco.errors import Problems, nearest
from tco.inputs import BoundModel
from tco.intake import Matched, Table, fits, is_empty, match
from tco.intake.columns import folded
from tco.intake.dates import settled_for, settled_orders
from tco.intake.values import plain
from tco.register.cells import POWER_UNITS, cell_at, factor_of
from tco.register.classes import FLEETS, IGNORE, corrections
from tco.register.fleets import Fleet, fleets_of
from tco.register.records import Asset, Explained, Reading
from tco.register.repeated import repeated
from tco.register.rows import COLUMNS, read_rows
from tco.register.tax import tax_of
from tco.register.totals import Totals, is_total, totals_of, totals_of_file

VAT = ("included", "excluded")


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
        """Used rows that repeat another: exactly; in the columns used alone; and what tells these apart."""
        return repeated(self.matched, self.assets)

    @cached_property
    def settled(self) -> dict[str, tuple[str, str, int]]:
        """By the date that settled it: the order, a date read by it, and how many rows were."""
        found: dict[str, tuple[str, str, int]] = {}
        at = self.matched.columns["date"]
        for asset in self.assets:
            cell = cell_at(self.matched.row(asset.row), at)
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
        return totals_of(self.assets)

    @property
    def explained_totals(self) -> Totals:
        """Of the rows explained; rows that are totals themselves count as rows only."""
        return totals_of(self.explained)

    @cached_property
    def file_totals(self) -> Totals:
        """Added up from the cells of the file alone, without the rows of totals."""
        left_out = {each.row for each in self.explained if is_total(each)}
        return totals_of_file(self.matched, self.reading.currency, left_out)

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
    matched = _matched(table, choices, bound.pack.head.currency)
    reading = _reading(matched, choices, bound)
    rows = tuple(read_rows(matched, reading))
    tax, tax_from = tax_of(matched, choices.vat, bound)
    fleets = fleets_of(
        (each for each in rows if isinstance(each, Asset)), today(bound, "unit_price"),
        today(bound, "accounting_life"), tax,
    )  # fmt: skip
    titles = {name: bound.pack.fleets[name].label for name in fleets}
    return Register(matched, reading, rows, fleets, tax, tax_from, titles)


def _matched(table: Table, choices: Choices, currency: str) -> Matched:
    """The table with its columns known, once nothing is wrong with it or with the choices."""
    problems, where = choices.problems(), f"the register {table.place}"
    try:
        matched = match(table, COLUMNS, choices.columns)
    except Problems as error:
        raise Problems(where, [*problems, *error.problems]) from error
    problems += _unknown_classes(matched, choices.classes)
    named = matched.currency("price")
    if named not in ("", currency):
        problems.append(
            f"prices are in {named}, as the file says, but the case is in {currency}; convert them"
        )
    if problems:
        raise Problems(where, problems)
    return matched


def _reading(matched: Matched, choices: Choices, bound: BoundModel) -> Reading:
    currency = bound.pack.head.currency
    order = choices.order or ("ymd" if currency == "KRW" else "")
    dates = () if choices.order else (cells["date"] for _, cells in matched.records())
    return Reading(
        choices.decision_date or bound.decision_date, currency, order, corrections(choices.classes),
        settled_orders(dates),
    )  # fmt: skip


def today(bound: BoundModel, name: str) -> dict[str, float]:
    """An input of the case by fleet; a fleet without its own takes the common one."""
    found = {}
    for fleet in FLEETS:
        each = bound.inputs.get(f"{fleet}.{name}") or bound.inputs.get(name)
        if each is not None:
            found[fleet] = each.in_scenario(bound.case.scenario)
    return found


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
