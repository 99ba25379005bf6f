"""Comparing: from bills and a case to plan against actual, and what is refused on the way.

Promise: everything that stands against a comparison is found before a figure is shown. Imports `results`,
`errors` and this package only.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from functools import cached_property
from typing import Any

from tco.bills.calendar import MONTHS, first_day, name_of, nearest_month
from tco.bills.categories import Sorter, categories
from tco.bills.document import document
from tco.bills.ledger import Bill, read
from tco.bills.rates import rates
from tco.bills.rebase import Rebased, rebase
from tco.bills.recognition import Wish
from tco.bills.standing import FULL, MISSING, PARTIAL, Options, Standing
from tco.bills.streams import Rows
from tco.errors import Problems, nearest
from tco.results import Result


class Comparison(Standing):
    """Bills beside the plan of one alternative, and the case re-based on them."""

    @cached_property
    def rebased(self) -> Rebased:
        """The case that fits the complete months of the bills."""
        return rebase(self)

    def document(self, language: str = "en") -> dict[str, Any]:
        """The whole answer as plain data."""
        return document(self, self.rebased, language)


def compare(
    result: Result, alternative: str, tables: Iterable[Rows], options: Options | None = None
) -> Comparison:
    """Bills beside the plan of an alternative.

    Args:
        result: the evaluated case.
        alternative: the one that is billed.
        tables: the bills: tables of `tco.intake` or streams of this package.
        options: how they are read and compared.

    Raises:
        Problems: with everything that stands against it.
    """
    options = options or Options()
    _check_alternative(result, alternative)
    wish = Wish(result.bound.pack.head.currency, options.columns, options.cost, options.currency)
    bills = read(tables, wish, Sorter(options.categories), options.parts)
    first = options.first_month
    first = nearest_month(result.bound.decision_date) if first is None else first
    months = _months(bills, first, MONTHS * result.horizon)
    states = tuple(_state(bills, month, options.partial) for month in months)
    found = rates(
        result, alternative, {key.currency for bill in bills for key in bill.sums}, options.exchange_rates
    )
    comparison = Comparison(result, alternative, options, tuple(bills), first, found, months, states)
    _check_sums(comparison)
    return comparison


def _check_alternative(result: Result, alternative: str) -> None:
    if alternative not in result.alternatives:
        hint = nearest(alternative, result.alternatives)
        raise Problems("bill", [
            f"'{alternative}' is not an alternative{hint}; there are: {', '.join(result.alternatives)}"
        ])  # fmt: skip
    billed = [each for each in result.alternatives if _has_plan(result, each)]
    if alternative not in billed:
        known = f"; those that do: {', '.join(billed)}" if billed else ""
        raise Problems("bill", [f"'{alternative}' has nothing in a cloud that could be billed{known}"])


def _has_plan(result: Result, alternative: str) -> bool:
    lines = {line for group in categories().groups.values() for line in group.lines}
    instances = result.bound.model.instances
    return any(
        result.yearly(alternative, key).any() for key, each in instances.items() if each.line.id in lines
    )


def _months(bills: list[Bill], first: int, length: int) -> tuple[int, ...]:
    """From the first bill within the plan to the last; refuses bills of which none is within."""
    billed = sorted({month for bill in bills for month in bill.months})
    within = [month for month in billed if first <= month < first + length]
    if not within:
        last = name_of(first + length - 1)
        raise Problems("bill", [
            f"the bills are of {name_of(billed[0])} to {name_of(billed[-1])}, the plan of {name_of(first)} "
            f"to {last}; say when month 1 was with --first-month {name_of(billed[0])}"
        ])  # fmt: skip
    return tuple(range(within[0], within[-1] + 1))


def _state(bills: list[Bill], month: int, partial: frozenset[int]) -> str:
    having = [bill for bill in bills if month in bill.months]
    if not having:
        return MISSING
    return PARTIAL if month in partial or _ends_early(having, month) else FULL


def _ends_early(bills: list[Bill], month: int) -> bool:
    """Whether the charges by hour or day of all files together leave out a part of the month."""
    spans = [bill.spans[month] for bill in bills if month in bill.spans]
    if not spans:
        return False
    return min(each.first for each in spans) > first_day(month) or (
        max(each.last for each in spans) < first_day(month + 1)
    )


def _why_partial(comparison: Comparison, month: int) -> str:
    if month in comparison.options.partial:
        return "as --partial says"
    spans = [bill.spans[month] for bill in comparison.bills if month in bill.spans]
    last = max(each.last for each in spans) - timedelta(days=1)
    return f"its charges are of {min(each.first for each in spans)} to {last} only"


def _check_sums(comparison: Comparison) -> None:
    """A bill that gives more than it takes compares with nothing."""
    if not comparison.full.any():
        raise Problems("bill", [
            f"{name_of(month)} is not complete: {_why_partial(comparison, month)}; give at least one bill "
            "of a whole month"
            for month, state in zip(comparison.months, comparison.states, strict=True) if state == PARTIAL
        ])  # fmt: skip
    total = comparison.total_actual[comparison.full].sum()
    if total <= 0:
        raise Problems("bill", [
            f"the complete months add up to {total:,.0f}: costs must be positive; check the sign of the "
            "column, or leave out the credits"
        ])  # fmt: skip
