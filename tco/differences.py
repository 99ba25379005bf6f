"""How an alternative differs from the baseline: savings by each measure, and lines by year.

Promise: a share that the model has as a metric is that metric; a yearly difference is the alternative less
the baseline, and what rounding leaves of two equal sums is 0. Imports numpy and `results` only.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from tco.results import Result

NOISE = 1e-12  # of two sums of the same amounts in another order
#: By measure the cost, and the metric that is the saving as a share of the baseline's, where there is one.
MEASURES: Mapping[str, tuple[str, str]] = {
    "total": ("total_cost", "saving_total_pct"),
    "present": ("present_value", "saving_pv_pct"),
    "run_rate": ("run_rate_last_year", "run_rate_saving_pct"),
    "risk": ("present_value_with_risk", ""),
}


@dataclass(frozen=True)
class Saving:
    """Both costs by one measure.

    Attributes:
        line: the line that both costs are of.
        share: what the alternative costs less, as a share of the baseline; none where that costs nothing.
    """

    measure: str
    line: str
    baseline: float
    alternative: float
    share: float | None

    @property
    def amount(self) -> float:
        """What the alternative costs less."""
        return self.baseline - self.alternative


def savings(result: Result, alternative: str) -> list[Saving]:
    """The saving by every measure that the case has."""
    pair = (result.bound.case.baseline, alternative)
    found = []
    for measure, (line, metric) in MEASURES.items():
        if line in result.bound.model.instances:
            baseline, cost = (result.value(name, line) for name in pair)
            share = result.metric(alternative, metric) if metric else _share(baseline, cost)
            found.append(Saving(measure, line, baseline, cost, share))
    return found


def _share(baseline: float, alternative: float) -> float | None:
    return (baseline - alternative) / baseline if baseline else None


@dataclass(frozen=True)
class Terms:
    """In which terms lines are shown: of one alternative, or of its difference from the baseline."""

    result: Result
    alternative: str
    difference: bool = False

    def values(self, line: str, factors: tuple[str, ...] = ()) -> Any:
        """A line's years 0..N, multiplied by the factors of its date of payment."""
        found = self._of(self.alternative, line, factors)
        if not self.difference:
            return found
        other = self._of(self.result.bound.case.baseline, line, factors)
        return np.where(np.isclose(found, other, rtol=NOISE, atol=0.0), 0.0, found - other)

    def _of(self, alternative: str, line: str, factors: tuple[str, ...]) -> Any:
        result = self.result
        if line not in result.bound.model.instances:
            return np.zeros(result.horizon + 1)
        values = result.yearly(alternative, line)
        timing = result.bound.model.instances[line].timing
        for factor in factors:
            values = values * result.yearly(alternative, f"{factor}.{timing}")
        return values
