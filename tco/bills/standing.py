"""Plan against actual: bills in the case's money, by group and month, and how far the forecast was off.

Promise: what the files add up to equals what is compared plus what stands beside it plus what lies outside
the plan, month by month; a month without a bill is no month without cost. Imports numpy, `results` and this
package only.

Policy: tax, credits, refunds of closed months, prepayments and adjustments stand beside the comparison; a
month that is not complete is shown and left out of sums and errors.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, NamedTuple

import numpy as np

from tco.bills.calendar import MONTHS, name_of
from tco.bills.categories import KINDS, Group, categories
from tco.bills.formats import USE
from tco.bills.ledger import Bill, Key, Sum
from tco.bills.plan import Plan
from tco.bills.rates import Rate
from tco.results import Result

Array = Any
FULL, PARTIAL, MISSING = "full", "partial", "missing"
RECENT = 3


@dataclass(frozen=True)
class Options:
    """How bills are read and compared.

    Attributes:
        columns: the header that a column's key really is (`--map`).
        categories: the group of a service or meter (`--category`).
        cost: `effective` or `billed`.
        exchange_rates: the case's money for one unit of a currency; the case's own rate where left out.
        currency: of files that name none.
        first_month: the calendar month of month 1; from the decision date where left out.
        include: kinds of charges that count with their group although they usually stand beside.
        partial: months that are not complete although the files do not show it.
        parts: whether several files of one month are parts of one bill.
        add_other: whether a re-base adds services that the plan has no line for, as a custom line.
    """

    columns: Mapping[str, str] = field(default_factory=dict)
    categories: Mapping[str, str] = field(default_factory=dict)
    cost: str = "effective"
    exchange_rates: Mapping[str, float] = field(default_factory=dict)
    currency: str = ""
    first_month: int | None = None
    include: frozenset[str] = frozenset()
    partial: frozenset[int] = frozenset()
    parts: bool = False
    add_other: bool = False


class Errors(NamedTuple):
    """How far a forecast was off; shares of what was paid, None where nothing was.

    Attributes:
        bias: the sum of the plan less that of the actual; positive where the plan was too high.
        mean_absolute: the average of the months' errors, each without its sign.
        weighted_absolute: the sum of the months' errors without their signs, over the sum of the actual.
    """

    bias: float | None
    mean_absolute: float | None
    weighted_absolute: float | None


def errors(plan: Array, actual: Array) -> Errors:
    """The errors of a forecast over some months."""
    gaps, paid = np.abs(plan - actual), np.abs(actual)
    bias = float((plan.sum() - actual.sum()) / actual.sum()) if actual.sum() else None
    mean = float((gaps[paid > 0] / paid[paid > 0]).mean()) if (paid > 0).any() else None
    return Errors(bias, mean, float(gaps.sum() / paid.sum()) if paid.sum() else None)


@dataclass(frozen=True)
class Standing:
    """Bills beside the plan of one alternative.

    Attributes:
        first_month: the calendar month of month 1.
        rates: by currency.
        months: calendar months from the first bill within the plan to the last.
        states: of each of them: full, partial or missing.
    """

    result: Result
    alternative: str
    options: Options
    bills: tuple[Bill, ...]
    first_month: int
    rates: Mapping[str, Rate]
    months: tuple[int, ...]
    states: tuple[str, ...]

    @cached_property
    def plan(self) -> Plan:
        """The plan by month."""
        return Plan(self.result, self.alternative)

    @cached_property
    def at(self) -> Array:
        """The months' positions in the plan."""
        return np.array(self.months) - self.first_month

    @cached_property
    def full(self) -> Array:
        """Which months are complete."""
        return np.array([state == FULL for state in self.states])

    @cached_property
    def groups(self) -> dict[str, Group]:
        """Groups that are compared: those with charges, and those of the plan that a bill must show."""
        found = {}
        for name, group in categories().groups.items():
            billed = self._rows_of(name) > 0
            planned = not group.optional and self.plan.of_lines(group.lines)[self.at].any()
            if billed or planned:
                found[name] = group
        return found

    def is_billed(self, group: str) -> bool:
        """Whether the bills have charges of a group in complete months."""
        return bool(self.actual(group)[self.full].any())

    def planned(self, group: str, plan: Plan | None = None) -> Array:
        """A group's plan by month; of another plan of the same months where one is given."""
        return (plan or self.plan).of_lines(categories().groups[group].lines)[self.at]

    def actual(self, group: str) -> Array:
        """What was paid for a group by month, in the case's money."""
        return self._by_month(lambda key: key.group == group and self._counts(key))

    def beside(self, kind: str) -> Array:
        """Charges of a kind that stand beside the comparison, by month."""
        return self._by_month(lambda key: key.kind == kind and not self._counts(key))

    @cached_property
    def kinds_beside(self) -> tuple[str, ...]:
        """The kinds of charges that stand beside the comparison."""
        found = {key.kind for _, key, _ in self.entries() if not self._counts(key)}
        return tuple(kind for kind in KINDS if kind in found)

    @cached_property
    def total_planned(self) -> Array:
        """The plan of all groups compared, by month."""
        return sum((self.planned(group) for group in self.groups), np.zeros(len(self.months)))

    @cached_property
    def total_actual(self) -> Array:
        """What was paid for all groups, by month."""
        return sum((self.actual(group) for group in self.groups), np.zeros(len(self.months)))

    @cached_property
    def planned_tax(self) -> Array:
        """The value-added tax of the plan on the groups compared, by month."""
        lines = self.result.bound.model.instances
        if "unrecovered_vat" not in lines:
            return np.zeros(len(self.months))
        return self.total_planned * float(self.result.yearly(self.alternative, "unrecovered_vat")[-1])

    def errors(self, group: str | None = None) -> Errors:
        """The forecast's errors over the complete months."""
        plan, actual = (
            (self.total_planned, self.total_actual)
            if group is None
            else (self.planned(group), self.actual(group))
        )
        return errors(plan[self.full], actual[self.full])

    def run_rate(self) -> dict[str, Any] | None:
        """The last complete months at the pace of a year, beside the plan of the last one's year."""
        recent = np.flatnonzero(self.full)[-RECENT:]
        if len(recent) < RECENT:
            return None
        year = int(self.at[recent[-1]]) // MONTHS + 1
        lines = [line for group in self.groups.values() for line in group.lines]
        of_year = self.plan.of_lines(lines)[(year - 1) * MONTHS : year * MONTHS].sum()
        scale = MONTHS / RECENT
        return {
            "months": [name_of(self.months[at]) for at in recent],
            "actual": float(self.total_actual[recent].sum() * scale),
            "plan_of_these_months": float(self.total_planned[recent].sum() * scale),
            "year": year,
            "plan_of_year": float(of_year),
        }

    def entries(self) -> Iterator[tuple[Bill, Key, Sum]]:
        """Everything that was read."""
        for bill in self.bills:
            for key, each in bill.sums.items():
                yield bill, key, each

    def money(self, key: Key, each: Sum, billed: bool = False) -> float:
        """A sum in the case's money."""
        return (each.billed if billed else each.amount) * self.rates[key.currency].at(
            key.month - self.first_month
        )

    def within(self, month: int) -> bool:
        """Whether the plan has the month."""
        return 0 <= month - self.first_month < self.plan.length

    def services(self) -> list[tuple[str, str, float]]:
        """Service, group and what was paid within the plan, the largest first."""
        sums: dict[tuple[str, str], float] = {}
        for _, key, each in self.entries():
            if self.within(key.month) and self._counts(key):
                name = (key.service, key.group)
                sums[name] = sums.get(name, 0.0) + self.money(key, each)
        return sorted(((*name, amount) for name, amount in sums.items()), key=lambda row: -abs(row[2]))

    def outside(self) -> dict[int, float]:
        """What was paid in months that the plan does not have."""
        sums: dict[int, float] = {}
        for _, key, each in self.entries():
            if not self.within(key.month):
                sums[key.month] = sums.get(key.month, 0.0) + self.money(key, each)
        return dict(sorted(sums.items()))

    def reconciliation(self) -> list[dict[str, Any]]:
        """By month: what the files add up to, and where it went."""
        rows = []
        for month in sorted({key.month for _, key, _ in self.entries()}):
            at = self.months.index(month) if month in self.months else None
            file = sum(self.money(key, each) for _, key, each in self.entries() if key.month == month)
            compared = sum(self.actual(group)[at] for group in self.groups) if at is not None else 0.0
            beside = sum(self.beside(kind)[at] for kind in self.kinds_beside) if at is not None else 0.0
            outside = self.outside().get(month, 0.0)
            rows.append(
                {"month": name_of(month), "file": file, "compared": float(compared), "beside": float(beside),
                 "outside": outside, "difference": float(file - compared - beside - outside)}
            )  # fmt: skip
        return rows

    def _counts(self, key: Key) -> bool:
        return key.kind == USE or key.kind in self.options.include

    def _rows_of(self, group: str) -> int:
        return sum(
            each.rows
            for _, key, each in self.entries()
            if key.group == group and self._counts(key) and key.month in self.months
        )

    def _by_month(self, wanted: Callable[[Key], bool]) -> Array:
        row = np.zeros(len(self.months))
        for _, key, each in self.entries():
            if key.month in self.months and wanted(key):
                row[self.months.index(key.month)] += self.money(key, each)
        return row
