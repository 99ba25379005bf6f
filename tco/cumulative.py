"""Cumulative costs of baseline and alternative: whether and when they cross.

Promise: read from the model's own row of half-years, before discounting and within the horizon. Imports
numpy and `results` only.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from tco.results import Result

Array = Any


@dataclass(frozen=True)
class Crossing:
    """A date at which cumulative costs cross; `ahead`: the alternative has cost less from there on."""

    date: float
    ahead: bool


def difference(result: Result, alternative: str) -> tuple[Array, Array]:
    """Half-year dates, and what the alternative has saved by then; less than the smallest amount is 0."""
    count = 2 * result.horizon + 1
    gap = np.array(result.row(alternative, "cumulative.plain")[:count])
    smallest = float(result.bound.values()["smallest_amount"])  # type: ignore[arg-type]
    gap[np.abs(gap) < smallest] = 0.0
    return np.arange(count) / 2.0, gap


def crossings(dates: Array, gap: Array) -> list[Crossing]:
    """Where the difference changes sign; between two payments it is read as a straight line."""
    paid = np.append(True, np.diff(gap) != 0)
    dates, gap = dates[paid], gap[paid]
    found: list[Crossing] = []
    sign = 0.0
    for at, value in enumerate(gap):
        new = float(np.sign(value))
        if new and sign and new != sign:
            start = dates[at - 1]
            part = gap[at - 1] / (gap[at - 1] - value)
            found.append(Crossing(float(start + (dates[at] - start) * part), new > 0))
        sign = new or sign
    return found


def narrowest(dates: Array, gap: Array) -> tuple[float, float] | None:
    """Date and size of the smallest gap at a year's end after it first narrowed; None if it only widens."""
    whole = dates == np.round(dates)
    dates, size = dates[whole], np.abs(gap[whole])
    falls = np.flatnonzero(np.diff(size) < 0)
    if not falls.size:
        return None
    at = int(falls[0]) + 1 + int(np.argmin(size[int(falls[0]) + 1 :]))
    return float(dates[at]), float(size[at])
