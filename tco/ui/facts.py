"""What the sentences of the page are made from, read off a result.

Promise: every figure is a line or metric of the model. Imports numpy, `results`, `cumulative` and `palette`
only.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from tco.cumulative import Crossing, crossings, difference, narrowest
from tco.results import Result
from tco.ui.palette import moves

#: What the alternatives are compared by, with the metric that says it.
MEASURES = {"present": "present_value", "total": "total_cost", "risk": "present_value_with_risk"}


@dataclass(frozen=True)
class Rival:
    """An alternative with its present value."""

    title: str
    value: float


@dataclass(frozen=True)
class Facts:
    """One alternative against the baseline.

    Attributes:
        saving: baseline less alternative by the measure; negative where the alternative costs more.
        shares: saving as a share of the baseline: in present value, in total, in the last year's run rate.
        ends: sign of the cumulative difference at the horizon, undiscounted; 1: the alternative is ahead.
        narrowest: date and size of the smallest gap after it first narrowed.
        rivals: all alternatives, in the order of the case.
        leaves: whether the alternative moves anything off own equipment, and the baseline nothing.
        lost_again: whether the extra funding is recovered, and outstanding again at the horizon.
        measure: what `saving` and the values of the rivals are.
    """

    years: int
    currency: str
    baseline: Rival
    alternative: Rival
    saving: float
    shares: tuple[float | None, float | None, float | None]
    payback: float | None
    payback_note: str
    peak: float
    peak_date: float
    crossings: tuple[Crossing, ...]
    narrowest: tuple[float, float] | None
    ends: int
    rivals: tuple[Rival, ...]
    leaves: bool
    measure: str = "present"
    lost_again: bool = False

    @property
    def share(self) -> float | None:
        """The saving as a share of the baseline."""
        return self.saving / self.baseline.value if self.baseline.value else None


def read(result: Result, alternative: str, language: str, measure: str = "present") -> Facts:
    """The facts of one alternative, by one of `MEASURES`."""
    case = result.bound.case
    rivals = {
        name: Rival(result.title(name, language), result.metric(name, MEASURES[measure]) or 0.0)
        for name in result.alternatives
    }
    metric = result.metrics(alternative)
    dates, gap = difference(result, alternative)
    return Facts(
        years=result.horizon,
        currency=result.bound.pack.head.currency,
        baseline=rivals[case.baseline],
        alternative=rivals[alternative],
        saving=rivals[case.baseline].value - rivals[alternative].value,
        shares=(metric["saving_pv_pct"], metric["saving_total_pct"], metric["run_rate_saving_pct"]),
        payback=metric["payback_years"],
        payback_note=result.notes(alternative, language).get("payback_years", ""),
        peak=metric["peak_extra_funding"] or 0.0,
        peak_date=metric["peak_extra_funding_date"] or 0.0,
        crossings=tuple(crossings(dates, gap)),
        narrowest=narrowest(dates, gap),
        ends=int(np.sign(gap[-1])),
        rivals=tuple(rivals.values()),
        leaves=moves(case.alternatives[alternative]) and not moves(case.alternatives[case.baseline]),
        measure=measure,
        lost_again=result.is_lost_again(alternative),
    )
