"""What the sentences of the page are made from, read off a result.

Promise: every figure is a line or metric of the model. Imports `results`, `cumulative` and `palette` only.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from tco.cumulative import Crossing, crossings, difference, narrowest
from tco.results import Result
from tco.ui.palette import moves


@dataclass(frozen=True)
class Rival:
    """An alternative with its present value."""

    title: str
    value: float


@dataclass(frozen=True)
class Facts:
    """One alternative against the baseline.

    Attributes:
        saving: baseline less alternative in present value; negative where the alternative costs more.
        shares: saving as a share of the baseline: in present value, in total, in the last year's run rate.
        ends: sign of the cumulative difference at the horizon, undiscounted; 1: the alternative is ahead.
        narrowest: date and size of the smallest gap after it first narrowed.
        rivals: all alternatives, in the order of the case.
        leaves: whether the alternative moves anything off own equipment.
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


def read(result: Result, alternative: str, language: str) -> Facts:
    """The facts of one alternative."""
    case = result.bound.case
    rivals = {
        name: Rival(result.title(name, language), result.metric(name, "present_value") or 0.0)
        for name in result.alternatives
    }
    metric = result.metrics(alternative)
    dates, gap = difference(result, alternative)
    return Facts(
        years=result.horizon,
        currency=result.bound.pack.head.currency,
        baseline=rivals[case.baseline],
        alternative=rivals[alternative],
        saving=metric["saving_pv"] or 0.0,
        shares=(metric["saving_pv_pct"], metric["saving_total_pct"], metric["run_rate_saving_pct"]),
        payback=metric["payback_years"],
        payback_note=result.notes(alternative, language).get("payback_years", ""),
        peak=metric["peak_extra_funding"] or 0.0,
        peak_date=metric["peak_extra_funding_date"] or 0.0,
        crossings=tuple(crossings(dates, gap)),
        narrowest=narrowest(dates, gap),
        ends=int(np.sign(gap[-1])),
        rivals=tuple(rivals.values()),
        leaves=moves(case.alternatives[alternative]),
    )
