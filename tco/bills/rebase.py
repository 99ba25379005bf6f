"""The case re-based on what was really paid.

Promise: for each group with charges, the re-based plan over the complete months equals what was paid, up to a
difference that is stated; prices move in the billed alternative alone, as overrides with their reason.
Imports scipy, `results`, `rescale`, `compute`, `binding`, `case`, `errors`, `inputs`, `language` and this
package only.

Policy: a group without charges keeps its plan. Prices are multiplied by actual over plan. Of outbound traffic
the volumes move, since its price is a table of tiers; volumes belong to the hospital, so they move in every
alternative, and that is said. Support that the tiers do not explain becomes a share of the bill.
Services without a line are named; where asked, they become a custom line at the average of the months.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from tco.bills.calendar import MONTHS, name_of
from tco.bills.categories import OTHER, Group
from tco.bills.plan import Plan
from tco.bills.standing import Standing
from tco.binding import bind
from tco.case import Case, CustomLine, Override, Title
from tco.compute import evaluate
from tco.errors import UserError
from tco.inputs import BoundModel
from tco.language import Category
from tco.rescale import given, rescaled_bound
from tco.results import Result

LARGEST_FACTOR = 1e4
CLOSE = 1e-9
SAME = 1e-6  # bills are rounded to whole money or cents
SHARE_OF_BILL = "share_of_bill"
ADDED = "other_services_on_bills"
METRICS = ("total_cost", "present_value", "saving_pv", "saving_pv_pct")


class Driver(NamedTuple):
    """One input that a re-base moved.

    Attributes:
        shared: whether it moves in every alternative.
    """

    key: str
    before: float
    after: float
    shared: bool


@dataclass(frozen=True)
class Fit:
    """How one group was re-based.

    Attributes:
        state: `fitted`, `near` (a difference remains), `not_billed`, `not_planned`, `negative`, `no_driver`
            `added` (as a custom line) or `impossible` (beyond the bounds of an input).
        factor: actual over plan of the complete months, before anything moved.
        rest: the re-based plan of these months less what was paid.
    """

    group: str
    state: str
    factor: float | None
    planned: float
    actual: float
    rest: float
    drivers: tuple[Driver, ...] = ()
    message: str = ""


@dataclass(frozen=True)
class Rebased:
    """A case that fits the bills."""

    before: Result
    after: Result
    alternative: str
    fits: tuple[Fit, ...]

    @property
    def case(self) -> Case:
        """The re-based case, to be saved."""
        return self.after.bound.case

    def metrics(self) -> dict[str, dict[str, dict[str, float | None]]]:
        """Of each alternative: total, present value and saving, before and after."""
        return {
            name: {
                metric: {"before": self.before.metric(name, metric), "after": self.after.metric(name, metric)}
                for metric in METRICS
            }
            for name in self.before.alternatives
        }


def rebase(standing: Standing) -> Rebased:
    """The case re-based on the complete months of the bills."""
    work = _Work(standing)
    for name, group in standing.groups.items():
        if name == OTHER and standing.options.add_other:
            work.add_other()
        else:
            work.fit(name, group)
    after = Result(work.bound, evaluate(work.bound))
    plan = Plan(after, standing.alternative)
    fits = tuple(_with_rest(standing, plan, each) for each in work.fits)
    return Rebased(standing.result, after, standing.alternative, fits)


def _with_rest(standing: Standing, plan: Plan, fit: Fit) -> Fit:
    """What the re-based case really gives, evaluated again."""
    row = plan.of_lines((f"custom_amount.{ADDED}",)) if fit.state == "added" else None
    row = standing.planned(fit.group, plan) if row is None else row[standing.at]
    rest = float(row[standing.full].sum()) - fit.actual
    close = abs(rest) <= SAME * max(abs(fit.actual), 1.0)
    state = fit.state if fit.state != "fitted" or close else "near"
    return Fit(fit.group, state, fit.factor, fit.planned, fit.actual, rest, fit.drivers, fit.message)


class _Work:
    """The case as it is re-based group by group; support comes last because it follows the bill."""

    def __init__(self, standing: Standing):
        self.standing = standing
        self.alternative = standing.alternative
        self.bound: BoundModel = standing.result.bound
        self.fits: list[Fit] = []
        months = [name_of(month) for month, full in zip(standing.months, standing.full, strict=True) if full]
        self.reason = f"re-based on bills of {months[0]} to {months[-1]} ({len(months)} complete months)"

    def fit(self, name: str, group: Group) -> None:
        """Re-base one group."""
        standing = self.standing
        planned = float(standing.planned(name)[standing.full].sum())
        actual = float(standing.actual(name)[standing.full].sum())
        factor = actual / planned if planned > 0 else None
        state = self._obstacle(name, group, actual)
        drivers: tuple[Driver, ...] | None = ()
        message = ""
        if not state:
            shared_out = group.solve == SHARE_OF_BILL
            try:
                drivers = self._share(group, actual) if shared_out else self._scale(name, group, actual)
                state = "not_planned" if drivers is None else "fitted"
            except UserError as error:
                state, message = "impossible", _in_one_line(error)
        self.fits.append(Fit(name, state, factor, planned, actual, 0.0, drivers or (), message))

    def add_other(self) -> None:
        """Services without a line, as a cost of the alternative from the first complete month's year on."""
        standing = self.standing
        paid = standing.actual(OTHER)[standing.full]
        title = Title(en="Other services on the bills", ko="청구서의 기타 서비스")
        line = CustomLine(
            id=ADDED, title=title, alternatives=(self.alternative,), category=Category.CLOUD,
            amount=float(paid.mean()) * MONTHS, first_year=float(standing.at[standing.full][0] // MONTHS + 1),
            vat=True,
        )  # fmt: skip
        kept = tuple(each for each in self.bound.case.custom_lines if each.id != ADDED)
        self.bound = bind(self.bound.case.model_copy(update={"custom_lines": (*kept, line)}))
        self.fits.append(Fit(OTHER, "added", None, 0.0, float(paid.sum()), 0.0))

    def _obstacle(self, name: str, group: Group, actual: float) -> str:
        if not self.standing.is_billed(name):
            return "not_billed"
        if actual < 0:
            return "negative"
        if not group.drivers:
            return "no_driver"
        return ""

    def _scale(self, name: str, group: Group, actual: float) -> tuple[Driver, ...] | None:
        """Multiply the group's inputs so that its months add up to what was paid; None where none can."""
        bound = self._with_own_drivers(group)
        keys = tuple(dict.fromkeys(key for _, key in _drivers(bound, self.alternative, group)))
        factor = self._solved(bound, name, keys, actual)
        if factor is None or abs(factor - 1) <= SAME:
            return None if factor is None else ()
        present = {key: _value(bound, key) for key in keys}
        moving = {key: factor for key, value in present.items() if value}
        return self._moved(rescaled_bound(bound, moving, self.reason), present)

    def _share(self, group: Group, actual: float) -> tuple[Driver, ...]:
        """Set the share of the bill so that the group adds up to what was paid; never below 0."""
        standing = self.standing
        plan = Plan(Result(self.bound, evaluate(self.bound)), self.alternative)
        full = standing.at[standing.full]
        read, own = next(_drivers(self.bound, self.alternative, group))
        present = _value(self.bound, read)
        bill = plan.of_lines(("cloud_bill",))[full].sum()
        if bill <= 0:
            raise UserError("the plan has no bill in these months that support could be a share of")
        rest = actual - plan.of_lines(group.lines)[full].sum()
        share = max(0.0, present + rest / bill)
        override = Override(value=share, low=share, high=share, reason=self.reason)
        return self._moved(given(self.bound.case, own, override), {own: present}) if share != present else ()

    def _moved(self, case: Case, before: Mapping[str, float]) -> tuple[Driver, ...]:
        """Take the new case over, and say what moved."""
        self.bound = bind(case)
        return tuple(
            Driver(key, value, _value(self.bound, key), not key.startswith(f"{self.alternative}."))
            for key, value in before.items()
            if _value(self.bound, key) != value
        )

    def _with_own_drivers(self, group: Group) -> BoundModel:
        """The alternative's own copy of each price, at its present value and range."""
        case = self.bound.case
        for present, key in _drivers(self.bound, self.alternative, group):
            if present != key:
                each = self.bound.inputs[present]
                value = _value(self.bound, present)
                ranged = each.has_range and case.scenario == "own"
                low, high = (each.low, each.high) if ranged else (None, None)
                case = given(
                    case, key, Override(value=value, low=_under(low, value), high=_over(high, value))
                )
        return self.bound if case is self.bound.case else bind(case)

    def _solved(self, bound: BoundModel, name: str, keys: tuple[str, ...], actual: float) -> float | None:
        """The factor that gives what was paid: one step where the group is proportional, as most are.

        None where no factor moves the plan of these months.
        """

        def gap(factor: float) -> float:
            values = {key: _value(bound, key) * factor for key in keys}
            plan = Plan(Result(bound, evaluate(bound, values)), self.alternative)
            return float(self.standing.planned(name, plan)[self.standing.full].sum()) - actual

        planned = gap(1.0) + actual
        factor = actual / planned if planned > 0 else LARGEST_FACTOR
        rest = gap(factor)
        if abs(rest) <= CLOSE * max(actual, 1.0):
            return factor
        return None if planned <= 0 and rest <= -actual else _crossing(gap, max(factor, 1.0))


def _in_one_line(error: UserError) -> str:
    """What stands against it, without the headline of a list."""
    return " ".join("; ".join(error.problems).split())


def _crossing(gap: Callable[[float], float], start: float) -> float:
    """Where a rising function passes 0; the largest factor where it does not."""
    from scipy.optimize import brentq

    high = start
    while gap(high) < 0:
        high *= 2
        if high > LARGEST_FACTOR:
            return LARGEST_FACTOR
    return float(brentq(gap, 0.0, high, xtol=1e-14, rtol=1e-14))


def _drivers(bound: BoundModel, alternative: str, group: Group) -> Iterator[tuple[str, str]]:
    """Each input that moves a group in the alternative: as it is read now, and as its own would be called."""
    at = bound.alternatives.index(alternative)
    seen = set()
    for (shared, ref), ids in bound.resolved.items():
        if ref.name not in group.drivers:
            continue
        present = ids[0] if shared or len(ids) == 1 else ids[at]
        is_own = shared or present.startswith(f"{alternative}.")
        own = present if is_own else f"{alternative}.{ref.name}"
        if not bound.inputs[present].fixed and own not in seen:
            seen.add(own)
            yield present, own


def _value(bound: BoundModel, key: str) -> float:
    return bound.inputs[key].in_scenario(bound.case.scenario)


def _under(low: float | None, value: float) -> float | None:
    return None if low is None else min(low, value)


def _over(high: float | None, value: float) -> float | None:
    return None if high is None else max(high, value)
