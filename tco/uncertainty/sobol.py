"""Shares of a result's variance by input: Sobol indices, and rank regression where inputs are correlated.

First order: what an input does alone (Saltelli 2010, the other inputs' linear part taken out as a control
variate); total: with everything it does together with others
(Jansen 1999). The points are scrambled Sobol points; each figure's standard error is that between
independent scrambles. Promise: any function of points in the unit cube may be asked. Imports numpy, and
scipy when asked.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

Array = Any
Function = Callable[[Array], Array]
Progress = Callable[[int, int], bool]
FLAT = 1e-18  # of the square of the mean: what rounding leaves is no variance
ENOUGH = 4  # points for each slope of a fit
FEW = 8  # inputs whose two sets may come from one sequence


@dataclass(frozen=True)
class Indices:
    """Shares of the variance, for each input in the order asked.

    Attributes:
        first: of each input alone; may be below 0 by its error.
        total: with its interactions.
        first_error: standard errors; not numbers where there is one scramble only.
        variance: of the function; 0 where nothing moves it, and all shares are 0 then.
    """

    first: Array
    total: Array
    first_error: Array
    total_error: Array
    variance: float
    draws: int
    complete: bool = True


@dataclass(frozen=True)
class RankShares:
    """Rank regression: what part of the ranks' variance goes with which input.

    Attributes:
        coefficients: standardised rank regression coefficients; their sign says in which direction.
        shares: their squares as parts of the sum of squares; they add up to 1.
        errors: standard errors of the shares.
        explained: R², the part of the ranks' variance that the regression explains.
    """

    coefficients: Array
    shares: Array
    errors: Array
    explained: float


def sobol_indices(
    function: Function, quantiles: Sequence[Function], n: int, scrambles: int = 8, seed: int = 0,
    progress: Progress | None = None,
) -> Indices:  # fmt: skip
    """First-order and total indices of a function of independent inputs.

    Args:
        function: takes values of the inputs as (any number, inputs), gives a value for each.
        quantiles: for each input what it is worth at some probabilities.
        n: points in all, a power of two, spread over the scrambles; the function is asked n (d + 2) times.
        scrambles: independent repetitions.
        seed: equal seeds give equal points.
        progress: told (done, total) inputs; answering False ends with those done, the others are NaN.
    """
    dimensions = len(quantiles)
    left, right = _points(quantiles, n, scrambles, seed)
    here, there = function(left), function(right)
    middle, variance = _moments(np.concatenate([here, there]))
    linear = _linear(left, here, right)
    rest = there - middle - linear.sum(axis=1)
    parts = np.full((2, dimensions, scrambles), np.nan)
    for at in range(dimensions):
        if progress and not progress(at, dimensions):
            break
        mixed = left.copy()
        mixed[:, at] = right[:, at]
        parts[:, at] = _by_scramble(here, rest + linear[:, at], function(mixed), scrambles)
    return _indices(parts, variance, n)


def _points(quantiles: Sequence[Function], n: int, scrambles: int, seed: int) -> tuple[Array, Array]:
    """Two independent sets of values, one scramble after the other."""
    if n % scrambles or n // scrambles & (n // scrambles - 1):
        raise ValueError(f"{n} points cannot be spread over {scrambles} scrambles in powers of two")
    seeds = np.random.SeedSequence(seed).spawn(scrambles)
    points = np.concatenate([_scramble(len(quantiles), n // scrambles, each) for each in seeds])
    for at, column in enumerate(points.T):
        points[:, at] = quantiles[at % len(quantiles)](column)
    return points[:, : len(quantiles)], points[:, len(quantiles) :]


def _scramble(inputs: int, count: int, seed: np.random.SeedSequence) -> Array:
    """Both sets of one scramble side by side.

    Many columns of few Sobol points have pairs that are far from independent, alike in every scramble, so
    that the error told would be too small: of many inputs the second set comes in an order of its own.
    """
    from scipy.stats import qmc

    random = np.random.default_rng(seed)
    points: Array = qmc.Sobol(2 * inputs, scramble=True, rng=random).random(count)
    if inputs > FEW:
        points[:, inputs:] = points[random.permutation(count), inputs:]
    return points


def _linear(left: Array, here: Array, right: Array) -> Array:
    """What each input of the right points contributes, by a linear fit to the left ones.

    What the other inputs of the right points do has nothing to do with the difference that moving one input
    of the left points makes; taking it out leaves the first order as it is and narrows its error.
    """
    if len(left) < ENOUGH * left.shape[1]:
        return np.zeros_like(right)
    middle = left.mean(axis=0)
    slopes = np.linalg.lstsq(left - middle, here - here.mean(), rcond=None)[0]
    return (right - middle) * slopes


def _moments(values: Array) -> tuple[float, float]:
    middle, variance = float(values.mean()), float(values.var())
    flat = variance <= FLAT * middle * middle
    return middle, 0.0 if flat else variance


def _by_scramble(here: Array, there: Array, mixed: Array, scrambles: int) -> Array:
    """The two numerators, averaged in each scramble."""
    moved = (mixed - here).reshape(scrambles, -1)
    alone = (there.reshape(scrambles, -1) * moved).mean(axis=1)
    return np.stack([alone, (moved * moved).mean(axis=1) / 2])


def _indices(parts: Array, variance: float, n: int) -> Indices:
    shares = parts / variance if variance else np.where(np.isnan(parts), np.nan, 0.0)
    count = parts.shape[-1]
    alone = np.full(shares.shape[:2], np.nan)
    errors = shares.std(axis=-1, ddof=1) / np.sqrt(count) if count > 1 else alone
    first, total = shares.mean(axis=-1)
    return Indices(first, total, errors[0], errors[1], variance, n, not np.isnan(parts).any())


def rank_regression(inputs: Array, values: Array, groups: Array | None = None) -> RankShares:
    """Squared standardised rank regression coefficients as shares.

    Inputs that are drawn together (rank correlation 1) share alike what they do together.

    Args:
        inputs: drawn values (n, d); one that never moves has share 0.
        values: the result of each draw.
        groups: the scramble of each draw; the errors are those of leaving one out in turn.
    """
    from scipy.stats import rankdata

    ranks, result = _standard(rankdata(inputs, axis=0)), _standard(rankdata(values)[:, None])[:, 0]
    coefficients = _fitted(ranks, result)
    residual = result - ranks @ coefficients
    explained = 1 - float(residual @ residual) / len(result) if result.any() else 0.0
    return RankShares(coefficients, _squares(coefficients), _left_out(ranks, result, groups), explained)


def _standard(columns: Array) -> Array:
    centred = columns - columns.mean(axis=0)
    spread = centred.std(axis=0)
    return np.divide(centred, spread, out=np.zeros_like(centred), where=spread > 0)


def _fitted(ranks: Array, result: Array) -> Array:
    """Least squares; of many solutions the smallest, which treats equals alike."""
    from scipy.linalg import pinvh

    return pinvh(ranks.T @ ranks, rtol=1e-9) @ (ranks.T @ result)


def _squares(coefficients: Array) -> Array:
    squares = coefficients * coefficients
    return squares / squares.sum() if squares.any() else squares


def _left_out(ranks: Array, result: Array, groups: Array | None) -> Array:
    """The jackknife's standard error of the shares over the groups."""
    names: Array = np.unique(groups) if groups is not None else np.empty(0)
    if len(names) < 2:
        return np.full(ranks.shape[1], np.nan)
    found = np.stack([_squares(_fitted(ranks[groups != name], result[groups != name])) for name in names])
    count = len(names)
    return np.sqrt((count - 1) / count * ((found - found.mean(axis=0)) ** 2).sum(axis=0))
