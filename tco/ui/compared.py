"""What the answer's pictures and tables compare: courses of cost, and the steps of a bridge.

Promise: numbers are lines of the model, put in order and labelled; a running total is all that is added.
Imports numpy, `language`, `results`, `facts`, `palette` and `words` only.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from tco.language import Category
from tco.results import Result
from tco.ui.facts import Facts
from tco.ui.palette import colours
from tco.ui.words import Words


@dataclass(frozen=True)
class Course:
    """Cumulative cost of an alternative.

    Attributes:
        dates: on which it pays, in years from the decision.
        costs: paid until then.
    """

    alternative: str
    title: str
    colour: str
    is_baseline: bool
    dates: tuple[float, ...]
    costs: tuple[float, ...]

    def at(self, dates: Sequence[float]) -> list[float]:
        """The height of its line on any dates."""
        return [float(each) for each in np.interp(dates, self.dates, self.costs)]


@dataclass(frozen=True)
class Step:
    """A bar of a bridge; `role` is `baseline`, `step` or `alternative`."""

    label: str
    amount: float
    role: str


@dataclass(frozen=True)
class Bridge:
    """From one cost to another by a measure."""

    measure: str
    bars: tuple[Step, ...]

    @property
    def steps(self) -> list[Step]:
        """The bars between the two costs."""
        return [each for each in self.bars if each.role == "step"]

    @property
    def largest(self) -> float:
        """The longest bar."""
        return max(abs(each.amount) for each in self.bars)


def courses(result: Result, language: str) -> list[Course]:
    """The course of each alternative, in the order of the case."""
    count = 2 * result.horizon + 1
    dates = np.arange(count) / 2.0
    colour, baseline = colours(result.bound.case), result.bound.case.baseline
    found = []
    for name in result.alternatives:
        paid = np.asarray(result.row(name, "cash_on_dates"))[:count]
        pays = paid != 0
        pays[[0, -1]] = True
        found.append(
            Course(name, result.title(name, language), colour[name], name == baseline,
                   tuple(dates[pays].tolist()), tuple(np.cumsum(paid)[pays].tolist()))
        )  # fmt: skip
    return found


def highest(found: Sequence[Course]) -> float:
    """The height that a picture of courses needs."""
    return max(abs(cost) for course in found for cost in course.costs)


def bridge(result: Result, alternative: str, facts: Facts, words: Words) -> Bridge:
    """From the baseline's cost to the alternative's, category by category; what falls away first."""
    pair = (result.bound.case.baseline, alternative)
    amounts = {
        category: [_category(result, name, category, facts.measure) for name in pair]
        for category in result.categories()
    }
    if facts.measure == "risk":
        amounts[Category.RISK] = [float(result.yearly(name, "risk_discounted").sum()) for name in pair]
    steps = [
        Step(words.category(category), after - before, "step")
        for category, (before, after) in amounts.items()
        if after != before
    ]
    steps.sort(key=lambda each: each.amount)
    first = Step(facts.baseline.title, facts.baseline.value, "baseline")
    last = Step(facts.alternative.title, facts.alternative.value, "alternative")
    return Bridge(facts.measure, (first, *steps, last))


def _category(result: Result, alternative: str, category: str, measure: str) -> float:
    """What a category costs by the measure."""
    if measure == "total":
        return float(result.yearly(alternative, f"category_cash.{category}").sum())
    return result.value(alternative, f"category_value.{category}")
