"""The formats of bills: FOCUS, AWS CUR, and any table by mapping; each row as one charge.

Promise: the format is recognised by its headers and said, with the cost that is used and why; a row that
cannot be read raises a sentence. Imports `intake` and this package only.

Policy: the effective (amortised) cost is compared by default, because the plan spreads commitments evenly
over the months; the billed cost puts a prepayment into the month of the invoice.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from tco.bills.calendar import day_of_cell, month_of_cell
from tco.bills.categories import Service, categories
from tco.intake import Cell, is_empty, parse_money

USE, UPFRONT, TAX, CREDIT, REFUND, ADJUSTMENT = "use", "upfront", "tax", "credit", "refund", "adjustment"
Row = tuple[Cell, ...]


def is_blank(cell: Cell) -> bool:
    """Whether a cell says nothing; long texts are not looked at, since bills have millions of cells."""
    return cell is None or cell == "" or (not (isinstance(cell, str) and len(cell) > 8) and is_empty(cell))


class Charge(NamedTuple):
    """One row of a bill.

    Attributes:
        month: of the bill.
        amount: the cost that is compared, in the row's currency.
        billed: the cost as on the invoice.
        start: the first day of what is charged, where the row says it.
        end: the day after the last one.
    """

    month: int
    kind: str
    service: Service
    amount: float
    billed: float
    currency: str
    start: date | None = None
    end: date | None = None


@dataclass(frozen=True)
class Layout:
    """How the rows of one file are read.

    Attributes:
        positions: where each known column stands.
        cost: `effective`, `billed` or `given` (a table with one amount).
        unit: what one stands for in a column of amounts.
        currency: of rows that name none.
    """

    format: str
    header_row: int
    positions: Mapping[str, int]
    headers: Mapping[str, str]
    cost: str
    currency: str
    unit: float = 1.0
    date_1904: bool = False
    unused: tuple[str, ...] = field(default=())

    def charge(self, row: Row) -> Charge:
        """The charge of a row; raises ValueError with a sentence."""
        return READERS[self.format](self, row)

    def cell(self, row: Row, key: str) -> Cell:
        """A row's cell, None where the column is missing or the cell blank."""
        at = self.positions.get(key)
        cell = row[at] if at is not None and at < len(row) else None
        return None if is_blank(cell) else cell

    def text(self, row: Row, key: str) -> str:
        """A row's text."""
        cell = self.cell(row, key)
        return "" if cell is None else str(cell).strip()

    def amount(self, row: Row, key: str) -> float:
        """A row's amount; raises ValueError where there is none."""
        cell = self.cell(row, key)
        if cell is None:
            name = self.headers.get(key)
            raise ValueError(
                f"'{name}' is empty" if name else f"the file has no column {NAMES.get(key, key)}"
            )
        if isinstance(cell, str) and PLAIN_NUMBER.fullmatch(cell):
            cell = float(cell)  # parse_money reads a number at once and knows the largest
        return parse_money(cell, self.unit, self.currency_of(row))

    def currency_of(self, row: Row) -> str:
        """The row's currency, else the file's."""
        return self.text(row, "currency").upper() or self.currency

    def day(self, row: Row, key: str) -> date | None:
        """A row's day, None where it has none."""
        cell = self.cell(row, key)
        return None if cell is None else day_of_cell(cell, self.date_1904)

    def month(self, row: Row, *keys: str) -> int:
        """A row's month: the first of the columns that says one."""
        for key in keys:
            cell = self.cell(row, key)
            if cell is not None:
                return month_of_cell(cell, self.date_1904)
        raise ValueError(f"'{self.headers.get(keys[0], keys[0])}' is empty: the row has no month")


PLAIN_NUMBER = re.compile(r"-?\d+(\.\d+)?([eE][+-]?\d+)?")
# what a row that needs a column is told, where the file has none
NAMES = {
    "savings_plan": "savingsPlan/SavingsPlanEffectiveCost", "commitment": "savingsPlan/TotalCommitmentToDate",
    "used": "savingsPlan/UsedCommitment", "reservation": "reservation/EffectiveCost",
    "unused_upfront": "reservation/UnusedAmortizedUpfrontFeeForBillingPeriod",
    "unused_recurring": "reservation/UnusedRecurringFee",
}  # fmt: skip
FOCUS_KINDS = {"usage": USE, "purchase": USE, "tax": TAX, "credit": CREDIT, "adjustment": ADJUSTMENT}
CUR_KINDS = {
    "tax": TAX, "credit": CREDIT, "refund": REFUND, "savingsplanupfrontfee": UPFRONT, "usage": USE,
    "discountedusage": USE, "savingsplancoveredusage": USE, "savingsplannegation": USE, "fee": USE,
    "savingsplanrecurringfee": USE, "rifee": USE,
}  # fmt: skip


def focus(layout: Layout, row: Row) -> Charge:
    """A row of FOCUS 1.x: refunds are corrections of closed months, prepayments are one-time purchases."""
    billed = layout.amount(row, "billed" if "billed" in layout.positions else "effective")
    amount = layout.amount(row, layout.cost)
    meter = layout.text(row, "meter") or layout.text(row, "description")
    subject = (
        layout.text(row, "service"),
        meter,
        layout.text(row, "category"),
        layout.text(row, "subcategory"),
    )
    return Charge(
        layout.month(row, "month", "start"), _focus_kind(layout, row), Service(*subject), amount, billed,
        layout.currency_of(row), layout.day(row, "start"), layout.day(row, "end"),
    )  # fmt: skip


def _focus_kind(layout: Layout, row: Row) -> str:
    said = layout.text(row, "kind").casefold()
    if said not in FOCUS_KINDS:
        raise ValueError(
            f"ChargeCategory '{layout.text(row, 'kind')}' is not one of FOCUS: {', '.join(FOCUS_KINDS)}"
        )
    if said in ("usage", "purchase") and layout.text(row, "class").casefold() == "correction":
        return REFUND
    once = layout.text(row, "frequency").casefold() == "one-time"
    return UPFRONT if said == "purchase" and once else FOCUS_KINDS[said]


def cur(layout: Layout, row: Row) -> Charge:
    """A row of the AWS Cost and Usage Report, legacy or 2.0."""
    said = layout.text(row, "kind").casefold()
    reserved = bool(layout.text(row, "arn"))
    kind = CUR_KINDS.get(said, USE if said.endswith("discount") else ADJUSTMENT)
    if said == "fee" and reserved:
        kind = UPFRONT
    billed = layout.amount(row, "billed")
    amount = billed if layout.cost == "billed" else _amortised(layout, row, said, billed, reserved)
    service = Service(layout.text(row, "service"), layout.text(row, "meter"), layout.text(row, "category"))
    return Charge(
        layout.month(row, "month", "start"), kind, service, amount, billed, layout.currency_of(row),
        layout.day(row, "start"), layout.day(row, "end"),
    )  # fmt: skip


def _amortised(layout: Layout, row: Row, said: str, billed: float, reserved: bool) -> float:
    """The cost with prepayments spread over what they cover, and what of them was not used."""
    if said == "savingsplancoveredusage":
        return layout.amount(row, "savings_plan")
    if said == "savingsplanrecurringfee":
        return layout.amount(row, "commitment") - layout.amount(row, "used")
    if said in ("savingsplannegation", "savingsplanupfrontfee") or (said == "fee" and reserved):
        return 0.0
    if said == "discountedusage":
        return layout.amount(row, "reservation")
    if said == "rifee":
        return layout.amount(row, "unused_upfront") + layout.amount(row, "unused_recurring")
    return billed


def plain(layout: Layout, row: Row) -> Charge:
    """A row of any table with month, service and amount."""
    service, meter = layout.text(row, "service"), layout.text(row, "meter")
    amount = layout.amount(row, "amount")
    kind = categories().kinds.of(layout.text(row, "kind") or service)
    return Charge(
        layout.month(row, "month"), kind, Service(service, meter), amount, amount, layout.currency_of(row)
    )  # fmt: skip


READERS: dict[str, Callable[[Layout, Row], Charge]] = {"focus": focus, "cur": cur, "plain": plain}
