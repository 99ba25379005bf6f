"""Quantile functions: what an input is worth where a share u of its futures lies below.

Promise: every function is monotone, keeps to the hard bounds of its input and stands for a certain value
where the range has no width; of whole numbers each has the probability of what is rounded to it, the ends
like all others. PERT is read from a table, right to 1e-6 of its range. Imports numpy,
`inputs`, `switching` and `uncertainty_settings`; scipy when a table is first made.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

import numpy as np

from tco.inputs import BoundModel, Input
from tco.switching import range_of
from tco.uncertainty_settings import Distribution

Array = Any
#: Of a probability's 64 bits the table keeps sign, exponent and 7 bits of mantissa: 128 cells an octave.
CELL_BITS, OCTAVES = 7, 32
SHIFT = 52 - CELL_BITS
SMALLEST = 2.0**-OCTAVES
FIRST_CELL = (1023 - OCTAVES) << CELL_BITS
CELLS = (OCTAVES - 1) << CELL_BITS
#: Probability beyond each end of a lognormal's range, as a normal score.
SCORE_OF_RANGE = 1.6448536269514722
PEAK_WEIGHT = 4.0  # of the mode against the ends, in a PERT distribution


@dataclass(frozen=True)
class Spread:
    """How one input is distributed.

    Attributes:
        mode: the peak, or a lognormal's median; between low and high.
        minimum: hard bound, that nothing passes; minus infinity where there is none.
        values: of a discrete distribution, in order, with the probability that each is not exceeded.
        whole: rounded to whole numbers.
    """

    kind: str
    low: float
    mode: float
    high: float
    minimum: float = -np.inf
    maximum: float = np.inf
    values: tuple[float, ...] = ()
    reached: tuple[float, ...] = ()
    whole: bool = False

    @property
    def limits(self) -> tuple[float, float]:
        """The numbers between which all draws lie."""
        return _limits(self)

    def quantile(self, u: Array) -> Array:
        """The values at the probabilities u, each between 0 and 1; a new array."""
        u = np.asarray(u, dtype=float)
        if self.kind == "discrete":
            return _discrete(self, u)
        if self.whole:
            return self._counted(u)
        if not self.low < self.high:
            return np.full(u.shape, self.mode)
        found = _RULES[self.kind](self, u)
        ends = (self.minimum, self.maximum) if self.kind == "lognormal" else (self.low, self.high)
        return np.clip(found, *ends, out=found)

    def _counted(self, u: Array) -> Array:
        """Rounded, from a range that has room for the half of each end's share that rounding takes off."""
        least, most = np.ceil(self.low), np.floor(self.high)
        if not self.low < self.high or least > most:
            return np.full(u.shape, np.floor(self.mode + 0.5))
        wide = replace(self, low=least - 0.5, mode=min(max(self.mode, least), most), high=most + 0.5)
        if self.kind == "lognormal":
            wide, least, most = self, np.ceil(self.minimum), np.floor(self.maximum)
        found = np.floor(_RULES[self.kind](wide, u) + 0.5)
        return np.clip(found, least, most, out=found)


@lru_cache(maxsize=2048)
def _limits(spread: Spread) -> tuple[float, float]:
    ends = spread.quantile(np.array([0.0, 1.0]))
    return float(ends[0]), float(ends[1])


def spread_of(bound: BoundModel, each: Input, asked: Distribution | None) -> Spread | None:
    """How an input is drawn; None where it is not."""
    ends = range_of(each)
    kind = asked.kind if asked else "pert"
    if ends is None or kind == "fixed":
        return None
    declared = each.declaration
    low, high = ends
    mode = mode_of(bound, each)
    values, reached = _steps(asked) if asked and kind == "discrete" else ((), ())
    return Spread(
        kind, low, min(max(mode, low), high), high,
        -np.inf if declared.minimum is None else declared.minimum,
        np.inf if declared.maximum is None else declared.maximum,
        values, reached, declared.format == "whole",
    )  # fmt: skip


def mode_of(bound: BoundModel, each: Input) -> float:
    """The value around which an input is drawn: the case's own, or the base of a case at base values."""
    return each.in_scenario("base" if bound.case.scenario == "base" else "own")


def _steps(asked: Distribution) -> tuple[tuple[float, ...], tuple[float, ...]]:
    weights = asked.weights or (1.0,) * len(asked.values)
    pairs = sorted((value, weight) for value, weight in zip(asked.values, weights, strict=True) if weight)
    shares = np.cumsum([weight for _, weight in pairs]) / sum(weight for _, weight in pairs)
    return tuple(value for value, _ in pairs), tuple(shares.tolist())


def _uniform(spread: Spread, u: Array) -> Array:
    return spread.low + (spread.high - spread.low) * u


def _triangular(spread: Spread, u: Array) -> Array:
    width = spread.high - spread.low
    rising, falling = spread.mode - spread.low, spread.high - spread.mode
    below = spread.low + np.sqrt(u * width * rising)
    above = spread.high - np.sqrt((1.0 - u) * width * falling)
    return np.where(u * width < rising, below, above)


def _lognormal(spread: Spread, u: Array) -> Array:
    """A lognormal on each side of the median, so that both ends of the range are met."""
    from scipy.special import ndtri

    scores = ndtri(np.clip(u, SMALLEST, 1.0 - SMALLEST)) / SCORE_OF_RANGE
    below, above = np.log(spread.mode / spread.low), np.log(spread.high / spread.mode)
    return spread.mode * np.exp(scores * np.where(scores < 0, below, above))


def _discrete(spread: Spread, u: Array) -> Array:
    at = np.searchsorted(np.array(spread.reached[:-1]), u, side="right")
    return np.array(spread.values).take(at)


def _pert(spread: Spread, u: Array) -> Array:
    """A straight line within each cell of the table; cells are finer towards both ends."""
    width = spread.high - spread.low
    starts, slopes = _table((spread.mode - spread.low) / width)
    tail = np.minimum(u, 1.0 - u)
    np.maximum(tail, SMALLEST, out=tail)
    cells = tail.view(np.int64) >> SHIFT
    cells -= FIRST_CELL
    cells += (u > 0.5) * (CELLS + 1)
    tail *= slopes.take(cells)
    tail += starts.take(cells)
    tail *= width
    tail += spread.low
    return np.clip(tail, spread.low, spread.high, out=tail)


_RULES = {"pert": _pert, "triangular": _triangular, "uniform": _uniform, "lognormal": _lognormal}


@lru_cache(maxsize=512)
def _table(peak: float) -> tuple[Array, Array]:
    """Of a PERT distribution from 0 to 1 with its peak there: value and slope of each cell, by tail."""
    alpha = 1.0 + PEAK_WEIGHT * peak
    rising = _half(_tails(), alpha, 1.0 + PEAK_WEIGHT - PEAK_WEIGHT * peak)
    falling = 1.0 - _half(_tails(), 1.0 + PEAK_WEIGHT - PEAK_WEIGHT * peak, alpha)
    parts = [_lines(rising), _lines(falling)]
    return np.concatenate([part[0] for part in parts]), np.concatenate([part[1] for part in parts])


def _lines(nodes: Array) -> tuple[Array, Array]:
    """Start and slope of the straight line over each cell; the last cell holds 0.5 alone."""
    tails = _tails()
    slopes = np.append(np.diff(nodes) / np.diff(tails), 0.0)
    return nodes - slopes * tails, slopes


@lru_cache(maxsize=1)
def _tails() -> Array:
    """Where the cells begin: from the smallest probability to 0.5."""
    bits = (np.arange(CELLS + 1, dtype=np.int64) + FIRST_CELL) << SHIFT
    return bits.view(np.float64)


@lru_cache(maxsize=1)
def _scores() -> tuple[Array, Array]:
    """The same as normal scores, and a coarse grid that spans them."""
    from scipy.special import ndtri

    fine = ndtri(_tails())
    return fine, np.linspace(fine[0], fine[-1], 129)


def _half(tails: Array, alpha: float, beta: float) -> Array:
    """The inverse beta function up to its median: exact on a coarse grid, cubic in the scores between."""
    from scipy.interpolate import CubicHermiteSpline
    from scipy.special import betaincinv, betaln, ndtr, xlog1py, xlogy

    fine, coarse = _scores()
    at = betaincinv(alpha, beta, ndtr(coarse))
    density = np.exp(xlogy(alpha - 1, at) + xlog1py(beta - 1, -at) - betaln(alpha, beta))
    normal = np.exp(-(coarse**2) / 2) / np.sqrt(2 * np.pi)
    return np.maximum.accumulate(CubicHermiteSpline(coarse, at, normal / density)(fine))
