"""Exchange rates of bills. Promise: a rate is given, or the case's own, and said; never guessed.

Imports `results`, `errors` and this package only.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from tco.bills.calendar import MONTHS
from tco.errors import Problems
from tco.results import Result

HOME, GIVEN, PLAN, CASE = "home", "given", "plan", "case"


@dataclass(frozen=True)
class Rate:
    """The case's money for one unit of a currency.

    Attributes:
        by_year: of the plan's years from 1; one figure where it is the same in all.
        origin: `home` (no conversion), `given` by the user, of the `plan` by year, or of the `case`.
    """

    by_year: tuple[float, ...]
    origin: str

    def at(self, month: int) -> float:
        """The rate of a month of the plan; outside of it that of the nearest year."""
        year = min(max(month // MONTHS, 0), len(self.by_year) - 1)
        return self.by_year[year]


def rates(
    result: Result, alternative: str, currencies: Iterable[str], given: Mapping[str, float]
) -> dict[str, Rate]:
    """The rate of each currency; raises `Problems` naming those without one."""
    problems = [*_wrong(result, given)]
    found = {}
    for currency in sorted(currencies):
        rate = _rate(result, alternative, currency, given)
        if rate is None:
            problems.append(
                f"the bills are in {currency or 'an unnamed currency'}, for which the case has no rate; "
                f"give it with --exchange-rate {currency or 'USD'}=RATE "
                f"({result.bound.pack.head.currency} for one unit)"
            )
        else:
            found[currency] = rate
    if problems:
        raise Problems("bill", problems)
    return found


def _wrong(result: Result, given: Mapping[str, float]) -> Iterator[str]:
    for currency, rate in given.items():
        if not 0 < rate < 1e9:
            yield f"--exchange-rate {currency}={rate:g}: must be a number above 0"
        elif currency == result.bound.pack.head.currency and rate != 1:
            yield f"--exchange-rate {currency}={rate:g}: {currency} is the case's own currency; leave it out"


def _rate(result: Result, alternative: str, currency: str, given: Mapping[str, float]) -> Rate | None:
    bound = result.bound
    if currency == bound.pack.head.currency:
        return Rate((1.0,), HOME)
    if currency in given:
        return Rate((given[currency],), GIVEN)
    book = bound.case.alternatives[alternative].price_book
    if book and bound.books[book].head.currency == currency:
        return Rate(tuple(float(each) for each in result.yearly(alternative, "exchange_level")[1:]), PLAN)
    key = f"{currency.lower()}.exchange_rate"
    if key in bound.inputs:
        return Rate((bound.inputs[key].in_scenario(bound.case.scenario),), CASE)
    declared = bound.pack.assumptions.get(key)
    return Rate((declared.base,), CASE) if declared and declared.base else None
