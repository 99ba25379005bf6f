"""Vendors' quotes side by side, each beside its twin: the same move priced by a price book alone.

Promise: every amount is a line of the model, put in its present value by the model's own factors, or a
difference of two; a break-even fee is solved for and put back. Which costs a quote's fee stands for is read
from the rules. Imports numpy, `charged`, `scopes`, `twins`, `results`, `compute`,
`case`, `errors` and `inputs` only.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from tco.case import Case
from tco.compute import evaluate
from tco.errors import UserError
from tco.inputs import BoundModel
from tco.quotes.charged import charged
from tco.quotes.scopes import FEES, ONE_OFF, REST, TAXES, Amount, amounts_by_scope
from tco.quotes.twins import free_name, quoted, with_twins
from tco.results import Result, run

RENEWAL_TRIED = 0.2
ALWAYS_INCLUDED = "computing"
EXACT = 1e-12
WHOLE = 1.0 - 1e-9
NOTHING = Amount(0.0, 0.0, 0.0)


@dataclass(frozen=True)
class BreakEven:
    """The fee at which the quote costs as much as another alternative in present value.

    Attributes:
        monthly_fee: in today's prices, as a quote states it; None where no fee would do.
        in_unit: the same in the unit of the quote: per bed, per user, or a month.
        per_bed: the same per bed; None without beds.
        change: against the fee quoted.
        left: what is left of the difference when the fee is put back.
        free_still_costs: by how much the alternative would be dearer without any fee, where that is so.
    """

    against: str
    monthly_fee: float | None
    in_unit: float | None
    per_bed: float | None
    change: float | None
    left: float
    free_still_costs: float = 0.0


@dataclass(frozen=True)
class Renewal:
    """What a step in price after the first term costs in present value.

    Attributes:
        assumed: whether the step is tried here rather than stated in the case.
    """

    increase: float
    assumed: bool
    present_value: float
    saving: float


@dataclass(frozen=True)
class Scope:
    """One thing that may be in a quote or not.

    Attributes:
        status: "in the fee", "beside" (paid besides the fee), "not used" (included, but there is
            nothing of it), "none", or nothing for what no quote can include.
        quoted: what is paid for it with the quote, besides the fee.
        listed: what is paid for it by the price book alone.
    """

    id: str
    status: str
    quoted: Amount
    listed: Amount


@dataclass(frozen=True)
class Offer:
    """One quote beside its twin.

    Attributes:
        book_borrowed: whether the quoted alternative names no price book, so that the first one of the
            other alternatives was taken.
        first_full_year: the first year in which everything that it covers is billed; None if there is none.
        renewed_year: the first whole year after its term; None where that is beyond the horizon.
        price_levels: the fee's level by year, against today's.
        unit: what the quote counts by: "bed", "user", or "month" for a lump sum or several prices.
        units: how many of them there are.
        monthly: what is paid a month in the money of the year, `<moment>.<fee, quoted or listed>`.
        renewal_stated: whether the case says what happens at renewal, rather than leaving it at 0.
    """

    id: str
    twin: str
    book: str
    book_borrowed: bool
    quoted_fee: float
    unit: str
    units: float
    beds: float
    scopes: tuple[Scope, ...]
    first_full_year: int | None
    renewed_year: int | None
    price_levels: Mapping[int, float]
    monthly: Mapping[str, float]
    break_even: tuple[BreakEven, ...]
    renewals: tuple[Renewal, ...]
    renewal_stated: bool

    @property
    def beside(self) -> tuple[Scope, ...]:
        """What the quote leaves to be paid besides its fee."""
        return tuple(each for each in self.scopes if each.status == "beside")


@dataclass(frozen=True)
class Comparison:
    """All quotes of a case with their twins, evaluated together."""

    result: Result
    offers: tuple[Offer, ...]

    @property
    def baseline(self) -> str:
        """The baseline's id."""
        return self.result.bound.case.baseline


def compare(case: Case, book: str = "") -> Comparison:
    """Every quote of a case beside its twin.

    The twin is priced by `book`, the alternative's own price book, or the first one of the others.
    """
    offers = quoted(case)
    if not offers:
        raise UserError(
            f"{case.id}: no alternative has a quote; add one with --add ID='price_per_bed=90000,term=5,"
            "includes=archive+backup,book=naver_cloud' or as [alternatives.ID.quote] in the case file"
        )
    twins = {name: free_name(case, f"{name}_listed") for name in offers}
    result = run(with_twins(case, twins, book))
    borrowed = {name for name, each in offers.items() if not (book or each.price_book)}
    return Comparison(
        result, tuple(_offer(result, name, twin, name in borrowed) for name, twin in twins.items())
    )


def _offer(result: Result, name: str, twin: str, borrowed: bool) -> Offer:
    bound = result.bound
    share, renewed = (result.yearly(name, line) for line in ("subscription_share", "renewed_share"))
    full, after = _first(share >= WHOLE), _first((renewed >= WHOLE) & (share >= WHOLE))
    levels = result.yearly(name, "subscription_price_level")
    fee = result.value(name, "quoted_fee")
    beds, charge = _value(bound, "beds"), charged(result, name)
    targets = (twin, bound.case.baseline)
    return Offer(
        id=name,
        twin=twin,
        book=bound.case.alternatives[twin].price_book or "",
        book_borrowed=borrowed,
        quoted_fee=fee,
        unit=charge.unit,
        units=charge.count,
        beds=beds,
        scopes=tuple(_scopes(result, name, twin, full)),
        first_full_year=full,
        renewed_year=after,
        price_levels={year: float(levels[year]) for year in result.years[1:]},
        monthly=_monthly(result, name, twin, full, after),
        break_even=tuple(break_even(bound, name, target, fee, charge.count) for target in targets),
        renewals=tuple(_renewals(bound, name)),
        renewal_stated=_states_renewal(bound, name),
    )


def _value(bound: BoundModel, key: str) -> float:
    return float(bound.values()[key])  # type: ignore[arg-type]


def _first(flags: Any) -> int | None:
    return int(np.argmax(flags)) if flags.any() else None


def _scopes(result: Result, name: str, twin: str, year: int | None) -> list[Scope]:
    mine = amounts_by_scope(result, name, year)
    theirs = amounts_by_scope(result, twin, year)
    quote = result.bound.case.alternatives[name].quote
    included = {ALWAYS_INCLUDED, *(quote.includes if quote else ())}
    return [
        Scope(each, _status(each, each in included, mine.get(each, NOTHING), theirs.get(each, NOTHING)),
              mine.get(each, NOTHING), theirs.get(each, NOTHING))
        for each in dict.fromkeys((*mine, *theirs))
    ]  # fmt: skip


def _status(scope: str, included: bool, mine: Amount, theirs: Amount) -> str:
    if scope in (*FEES, TAXES, REST):
        return ""
    if included:
        return "in the fee" if theirs.total or mine.total else "not used"
    return "beside" if mine.total else "none"


def _monthly(result: Result, name: str, twin: str, full: int | None, after: int | None) -> dict[str, float]:
    """Fee and all that is paid for hosting, a month, nominal: in the first full year and after the term."""
    found: dict[str, float] = {}
    for moment, year in (("first_full_year", full), ("after_the_term", after)):
        if year is not None:
            fee = float(result.yearly(name, "subscription_fee")[year])
            found[f"{moment}.fee"] = fee / 12
            for part, alternative in (("quoted", name), ("listed", twin)):
                amounts = amounts_by_scope(result, alternative, year)
                hosting = (each.in_year for scope, each in amounts.items() if scope not in BESIDE_HOSTING)
                found[f"{moment}.{part}"] = sum(hosting) / 12
    return found


BESIDE_HOSTING = frozenset({REST, TAXES, *ONE_OFF})


def break_even(bound: BoundModel, name: str, against: str, fee: float, units: float = 1.0) -> BreakEven:
    """The monthly fee at which both present values are equal, found on a line and put back."""
    places = bound.alternatives.index(name), bound.alternatives.index(against)
    low, high = 0.0, fee or 1.0
    below, above = _differences(bound, name, places, (low, high))
    scale = abs(_present_values(bound, {})[0, places[1]]) or 1.0
    free, left, at = below, below, low
    for _ in range(4):
        if above == below:
            return BreakEven(against, None, None, None, None, below)
        at = low - below * (high - low) / (above - below)
        left = _differences(bound, name, places, (at, at))[0]
        if abs(left) <= EXACT * scale:
            break
        low, below, high, above = high, above, at, left
    if at < 0.0:
        return BreakEven(against, None, None, None, None, 0.0, free)
    beds = _value(bound, "beds")
    change = at / fee - 1 if fee else None
    return BreakEven(against, at, at / units, at / beds if beds else None, change, left)


def _differences(
    bound: BoundModel, name: str, places: tuple[int, int], fees: tuple[float, float]
) -> tuple[float, float]:
    """Present value of the quote less that of the other alternative, at two monthly fees."""
    nothing = np.zeros(2)
    values = _present_values(bound, {
        f"{name}.quote_price_per_bed": nothing, f"{name}.quote_price_per_user": nothing,
        f"{name}.quote_lump_sum": np.array(fees),
    })  # fmt: skip
    found = values[:, places[0]] - values[:, places[1]]
    return float(found[0]), float(found[1])


def _present_values(bound: BoundModel, values: Mapping[str, Any]) -> Any:
    """Present values as (draws, alternatives)."""
    found = evaluate(bound, values)["present_value"]
    return found.reshape(-1, *found.shape[-2:])[..., 0]


def _renewals(bound: BoundModel, name: str) -> list[Renewal]:
    """The case's own step at renewal, none, and a fifth more: the last is a question, not a forecast."""
    key = f"{name}.renewal_increase"
    own = _value(bound, key)
    steps = sorted({0.0, own, own + RENEWAL_TRIED})
    values = _present_values(bound, {key: np.array(steps)})
    place, base = bound.alternatives.index(name), bound.baseline
    return [
        Renewal(step, step != own, float(row[place]), float(row[base] - row[place]))
        for step, row in zip(steps, values, strict=True)
    ]


def _states_renewal(bound: BoundModel, name: str) -> bool:
    quote = bound.case.alternatives[name].quote
    given = bound.inputs[f"{name}.renewal_increase"]
    return bool(given.reason) or bool(quote and "renewal_increase" in quote.model_fields_set)
