"""Statistics of draws with their errors, told from the differences between independent scrambles.

Promise: every figure carries the standard error that its scrambles support, or says that there is none;
`rounded` keeps no digit that the error does not carry. Imports numpy and `amounts`; scipy for the
t-distribution.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np

from tco.amounts import significant

Array = Any
LEVELS = (5, 10, 50, 90, 95)
CONFIDENCE = 0.95
ROUNDING = 1e-13  # of the figure: what rounding in the last digits leaves is no error


@dataclass(frozen=True)
class Estimate:
    """A figure read off draws.

    Attributes:
        value: not a number where no draw has one; infinite where it is never reached.
        error: its standard error; None where it cannot be told.
        scrambles: how many independent repetitions the error was told from.
        is_share: whether it cannot lie outside 0 to 1.
    """

    value: float
    error: float | None
    scrambles: int
    is_share: bool = False

    @property
    def interval(self) -> tuple[float, float] | None:
        """Between which the value lies that ever more draws would lead to, 95 times of 100."""
        if self.error is None:
            return None
        half = student(self.scrambles - 1) * self.error
        low, high = self.value - half, self.value + half
        return (max(low, 0.0), min(high, 1.0)) if self.is_share else (low, high)

    @property
    def rounded(self) -> float:
        """The value without the digits that the error makes meaningless."""
        return rounded(self.value, self.error)

    @property
    def is_lost(self) -> bool:
        """Whether the error leaves no digit of a value that is not 0."""
        return bool(self.value) and not self.rounded

    @property
    def told(self) -> float:
        """The rounded value; where nothing would be left of it its first digit, to stand beside the error."""
        return significant(self.value, 1) if self.is_lost else self.rounded

    def document(self) -> dict[str, float | None]:
        """As plain data; None where there is no value or no error."""
        ends = self.interval or (math.nan, math.nan)
        found = {"value": self.value, "standard_error": self.error, "low": ends[0], "high": ends[1]}
        return {
            key: each if each is not None and math.isfinite(each) else None for key, each in found.items()
        }


@cache
def student(freedom: int) -> float:
    """How many standard errors the interval reaches to each side."""
    from scipy.special import stdtrit

    return float(stdtrit(freedom, (1.0 + CONFIDENCE) / 2.0))


def rounded(value: float, error: float | None) -> float:
    """To the power of ten that is not below the error."""
    if not error or not math.isfinite(value) or not math.isfinite(error):
        return value
    places = -math.ceil(math.log10(error) - 1e-9)
    return round(value, places) + 0.0


def probability(holds: Array, scrambles: int) -> Estimate:
    """The share of draws in which something holds, or the mean of shares between 0 and 1.

    The error is never below what one draw more or less would change: no run can tell 0 from a little.
    """
    found = mean(np.asarray(holds, dtype=float), scrambles)
    error = None if found.error is None else max(found.error, 1.0 / len(holds))
    return Estimate(found.value, error, scrambles, is_share=True)


def mean(values: Array, scrambles: int) -> Estimate:
    """The mean of the draws that have a value."""
    return _estimate(values, scrambles, lambda rows: _mean_of(rows)[:, None])[0]


def quantiles(values: Array, scrambles: int, levels: Sequence[int] = LEVELS) -> dict[int, Estimate]:
    """Percentiles of the draws that have a value; between two draws on a straight line.

    Where draws are infinite (never), a percentile is one of the draws.
    """
    steps = bool(np.isinf(values).any())
    found = _estimate(values, scrambles, lambda rows: _quantiles_of(rows, levels, steps))
    return dict(zip(levels, found, strict=True))


def _estimate(values: Array, scrambles: int, statistic: Callable[[Array], Array]) -> list[Estimate]:
    """Statistics of (scrambles, draws) rows: of all draws, with the error from those of each scramble."""
    values = np.asarray(values, dtype=float)
    whole = statistic(values[None, :])[0]
    if scrambles < 2 or len(values) < scrambles:
        return [Estimate(float(value), None, scrambles) for value in whole]
    parts = statistic(np.ascontiguousarray(values.reshape(-1, scrambles).T))
    with np.errstate(invalid="ignore"):
        errors = parts.std(axis=0, ddof=1) / math.sqrt(scrambles)
        errors[errors <= ROUNDING * np.abs(whole)] = 0.0
    return [
        Estimate(float(value), float(error) if np.isfinite(error) else None, scrambles)
        for value, error in zip(whole, errors, strict=True)
    ]


def _mean_of(rows: Array) -> Array:
    known = ~np.isnan(rows)
    counts = known.sum(axis=1)
    sums = np.where(known, rows, 0.0).sum(axis=1)
    return np.divide(sums, counts, out=np.full(len(rows), np.nan), where=counts > 0)


def _quantiles_of(rows: Array, levels: Sequence[int], steps: bool) -> Array:
    """Of what is a number in each row; only the ranks that are asked for are put in their place."""
    missing = np.isnan(rows)
    if missing.any():
        known = (row[~gone][None, :] for row, gone in zip(rows, missing, strict=True))
        return np.concatenate([_ranked(row, levels, steps) for row in known])
    return _ranked(rows, levels, steps)


def _ranked(rows: Array, levels: Sequence[int], steps: bool) -> Array:
    count = rows.shape[1]
    if not count:
        return np.full((len(rows), len(levels)), np.nan)
    places = np.array(levels) / 100.0 * (count - 1)
    below = np.floor(places + (0.5 if steps else 0.0)).astype(int)
    above = below if steps else np.minimum(below + 1, count - 1)
    ordered = np.partition(rows, np.unique([below, above]), axis=1)
    start, end = ordered.take(below, axis=1), ordered.take(above, axis=1)
    return start if steps else start + (end - start) * (places - below)
