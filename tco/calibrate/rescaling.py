"""Year 1 brought to what was spent: the drivers of a category rescaled openly, and what else that moves.

Promise: afterwards the baseline's year 1 of the category equals the amount to a millionth, or it is said what
remains; every change is an override with its reason, also of what is of the same kind as a driver and moves
along. Imports numpy, `compute`, `rescale`, `results`, `assumptions`, `case`, `errors`, `language`, `reduced`
and this package only.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

import numpy as np

from tco.assumptions import Text
from tco.calibrate.comparison import FOLLOWS, LUMPY, NOTHING, cycle, modelled_of
from tco.calibrate.drivers import drivers
from tco.calibrate.siblings import Sibling, siblings_of
from tco.case import Case
from tco.compute import evaluate
from tco.errors import Problems, UserError, nearest
from tco.language import Category
from tco.reduced import reduced
from tco.rescale import rescaled, scaling_problems
from tco.results import Result, run

EXACT = 1e-6
ENOUGH = 1e-12
PASSES = 30
ALL = "all"


@dataclass(frozen=True)
class Rescaled:
    """A case calibrated to last year's spending.

    Attributes:
        factors: what each input was multiplied by.
        siblings: those of them that drive no category and moved along, and why.
        outside: those of them that are now outside of the range they had before.
        skipped: categories that were left as they are, and why.
        remains: categories that do not fit even so, with what they are now.
        moved: of the other categories, year 1 before and after.
        present_values: of each alternative, before and after.
    """

    case: Case
    factors: Mapping[str, float]
    siblings: Mapping[str, Sibling]
    outside: tuple[str, ...]
    skipped: Mapping[Category, Text]
    remains: Mapping[Category, float]
    moved: Mapping[Category, tuple[float, float]]
    present_values: Mapping[str, tuple[float, float]]


def calibrated(case: Case, categories: Iterable[str], average: bool = False) -> Rescaled:
    """The case with these categories' drivers rescaled to its spending.

    Args:
        case: a case with `spending`.
        categories: ids of categories; `all` is every one that was spent on, but equipment only with
            `average`, since one year's purchases say little about prices.
        average: fit equipment to the average of a refresh cycle instead of year 1.

    Raises:
        Problems: an amount is missing or 0, or a price would leave its bounds; all of them.
    """
    result = run(case)
    wanted, skipped = _wanted(result, list(categories), average)
    search = _Search(result, wanted, average)
    search.fit()
    after = _written(result, search)
    fitted = run(after)
    remains = {
        category: found
        for category in wanted
        if not _fits(
            found := modelled_of(fitted, category, _averaged(category, average)), case.spending[category]
        )
    }
    return Rescaled(
        after,
        search.factors(),
        search.siblings,
        tuple(_outside(result, search.factors())),
        skipped,
        remains,
        _moved(result, fitted, wanted),
        _present_values(result, fitted),
    )


def _wanted(
    result: Result, names: list[str], average: bool
) -> tuple[dict[Category, tuple[str, ...]], dict[Category, Text]]:
    """The categories to fit with their drivers, and those left out with the reason."""
    spending = result.bound.case.spending
    problems = list(_misnamed(spending, names))
    if problems:
        raise Problems("calibration", problems)
    chosen = [category for category in spending if ALL in names or category in names]
    drive = {category: drivers(result, category).inputs for category in chosen}
    skipped = {
        category: reason
        for category in chosen
        if (reason := _left_out(result, category, drive[category], average, category in names)) is not None
    }
    wanted = {category: keys for category, keys in drive.items() if category not in skipped}
    problems = [
        f"{category}: {spending[category]:,.0f} cannot be fitted by a factor; the amount must be above 0"
        for category in wanted
        if spending[category] <= 0
    ]
    if problems:
        raise Problems("calibration", problems)
    return wanted, skipped


def _misnamed(spending: Mapping[Category, float], names: Iterable[str]) -> Iterator[str]:
    if not spending:
        yield "there is no spending to fit; give a file or --spend CATEGORY=AMOUNT"
    for name in names:
        if name not in set(Category) | {ALL}:
            yield f"'{name}' is not a category{nearest(name, [*map(str, Category), ALL])}"
        elif name != ALL and name not in spending:
            yield f"{name}: has no amount; give one with --spend {name}=AMOUNT"


def _left_out(
    result: Result, category: Category, keys: tuple[str, ...], average: bool, named: bool
) -> Text | None:
    """Why a category is not rescaled; None if it is."""
    if category is Category.EQUIPMENT and not (average or named):
        return LUMPY
    if not modelled_of(result, category, _averaged(category, average)):
        return NOTHING
    return None if keys else FOLLOWS


def _averaged(category: str, average: bool) -> bool:
    return average and category == Category.EQUIPMENT


def _fits(found: float, actual: float) -> bool:
    return abs(found - actual) <= EXACT * abs(actual)


class _Search:
    """Factors of several categories, found together since one category's prices may move another's."""

    def __init__(self, result: Result, wanted: Mapping[Category, tuple[str, ...]], average: bool):
        self.result, self.wanted, self.average = result, wanted, average
        lines = [f"category_cash.{category}" for category in wanted]
        self.bound = reduced(result.bound, lines, (result.bound.case.baseline,))
        self.scale = dict.fromkeys(wanted, 1.0)
        self.siblings = siblings_of(result.bound, (key for keys in wanted.values() for key in keys))

    def factors(self, changed: Mapping[Category, float] | None = None) -> dict[str, float]:
        """By input: an input that several categories share is scaled by the first of them."""
        scale = {**self.scale, **(changed or {})}
        found: dict[str, float] = {}
        for category, keys in self.wanted.items():
            for key in keys:
                found.setdefault(key, scale[category])
        return found | {key: found[each.of] for key, each in self.siblings.items()}

    def fit(self) -> None:
        """Each category as a straight line in its factor, until none moves the others any more."""
        spending = self.result.bound.case.spending
        for _ in range(PASSES):
            worst = 0.0
            for category, (now, doubled) in self._modelled().items():
                if doubled == now:
                    continue
                step = 1 + (spending[category] - now) / (doubled - now)
                if not (step > 0 and math.isfinite(step)):
                    raise UserError(_unreachable(category, spending[category], 2 * now - doubled))
                worst = max(worst, abs(now / spending[category] - 1))
                self.scale[category] *= step
            if worst <= ENOUGH:
                break

    def _modelled(self) -> dict[Category, tuple[float, float]]:
        """Each category at the present factors, and with its own doubled: all in one evaluation."""
        own = self.result.bound.values()
        draws = [self.factors(), *(self.factors({each: 2 * self.scale[each]}) for each in self.wanted)]
        columns = {key: float(own[key]) * np.array([draw[key] for draw in draws]) for key in draws[0]}  # type: ignore[arg-type]
        lines = evaluate(self.bound, columns) if columns else {}
        found = {}
        for at, category in enumerate(self.wanted, 1):
            years = cycle(self.result) if _averaged(category, self.average) else 1
            cells = lines[f"category_cash.{category}"][:, 0, 1 : years + 1].mean(axis=-1)
            found[category] = (float(cells[0]), float(cells[at]))
        return found


def _unreachable(category: Category, actual: float, fixed: float) -> str:
    return (
        f"calibration: {category}: {actual:,.0f} is below the {fixed:,.0f} that do not follow its prices; "
        "check the amount, or what counts to it"
    )


def _written(result: Result, search: _Search) -> Case:
    """The factors as overrides, each with the category's reason."""
    case, factors = result.bound.case, search.factors()
    problems = [
        text for key, factor in factors.items() for text in scaling_problems(result.bound, key, factor)
    ]
    if problems:
        raise Problems("calibration", problems)
    for category, keys in search.wanted.items():
        averaged = _averaged(category, search.average)
        own = {key: factors.pop(key) for key in keys if key in factors}
        period = "the average year" if averaged else "year 1"
        reason = (
            f"calibrated: {period} of {category} is {case.spending[category]:,.0f} as spent last year, "
            f"instead of {modelled_of(result, category, averaged):,.0f}"
        )
        case = rescaled(case, own, reason)
    for key, factor in factors.items():
        sibling = search.siblings[key]
        along = f"calibrated: moves along with {sibling.of}, × {factor:.6g}: {sibling.reason.en}"
        case = rescaled(case, {key: factor}, along)
    return case


def _outside(result: Result, factors: Mapping[str, float]) -> Iterator[str]:
    """What has left its range: perhaps the amount covers something else than the category."""
    for key, factor in factors.items():
        each = result.bound.inputs[key]
        if (
            each.low is not None
            and each.high is not None
            and not each.low <= each.value * factor <= each.high
        ):
            yield key


def _moved(before: Result, after: Result, wanted: Iterable[Category]) -> dict[Category, tuple[float, float]]:
    """Year 1 of the categories that were not asked for, where it changed."""
    pairs = {
        category: (modelled_of(before, category), modelled_of(after, category))
        for category in Category
        if category not in set(wanted)
    }
    return {category: pair for category, pair in pairs.items() if not _fits(pair[1], pair[0])}


def _present_values(before: Result, after: Result) -> dict[str, tuple[float, float]]:
    return {
        name: (before.metric(name, "present_value") or 0.0, after.metric(name, "present_value") or 0.0)
        for name in before.alternatives
    }
