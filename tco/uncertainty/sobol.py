"""Shares of a result's variance by input: Sobol indices, and rank regression where inputs are correlated.

First order: what an input does alone (Saltelli 2010, the other inputs' linear part taken out as a control
variate); total: with everything it does together with others
(Jansen 1999). The points are scrambled Sobol points; each share's standard error is told by leaving out one
independent scramble after the other, from numerator and variance alike. Promise: any function of points in
the unit cube may be asked. Imports numpy, and scipy when asked.
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
ROUNDING = 1e-9  # of a share


@dataclass(frozen=True)
class Indices:
    """Shares of the variance, for each input in the order asked.

    Attributes:
        first: of each input alone; may be below 0 by its error.
        total: with its interactions.
        first_error: standard errors; not numbers where there is one scramble only.
        alone: the sum of the first-order shares, with its error; what it lacks of 1 is due to interactions.
        variance: of the function; 0 where nothing moves it, and all shares are 0 then.
    """

    first: Array
    total: Array
    first_error: Array
    total_error: Array
    alone: float
    alone_error: float
    variance: float
    draws: int
    scrambles: int
    complete: bool = True

    @property
    def interacts(self) -> bool | None:
        """Whether the inputs alone surely explain less than everything (97.5 %); None without an error."""
        from scipy.special import stdtrit

        if not np.isfinite(self.alone_error):
            return None
        reach = float(stdtrit(self.scrambles - 1, 0.975)) * self.alone_error
        return self.alone + max(reach, ROUNDING) < 1.0


@dataclass(frozen=True)
class RankShares:
    """Rank regression: what part of the ranks' variance goes with which input.

    Attributes:
        coefficients: standardised rank regression coefficients; their sign says in which direction.
        shares: their squares as parts of the sum of squares; they add up to 1.
        errors: standard errors of the shares.
        explained: the part of the ranks' variance that the regression explains, less what as many inputs
            explain by chance (adjusted R²); not a number where there are no draws left to tell it.
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
    middle, variances = _moments(np.stack([here, there]), scrambles)
    linear = _linear(left, here, right)
    rest = there - middle - linear.sum(axis=1)
    parts = np.full((2, dimensions, scrambles), np.nan)
    for at in range(dimensions):
        if progress and not progress(at, dimensions):
            break
        mixed = left.copy()
        mixed[:, at] = right[:, at]
        parts[:, at] = _by_scramble(here, rest + linear[:, at], function(mixed), scrambles)
    return _indices(parts, variances, n)


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


def _moments(values: Array, scrambles: int) -> tuple[float, Array]:
    """The mean, and the variance of all values and of those without each scramble in turn."""
    middle = float(values.mean())
    rows = (values - middle).reshape(2, scrambles, -1)
    means, squares = (_with_left_out(each.mean(axis=(0, 2))) for each in (rows, rows * rows))
    variances = squares - means * means
    return middle, np.where(variances <= FLAT * middle * middle, 0.0, variances)


def _with_left_out(parts: Array) -> Array:
    """Along the last axis the mean of all scrambles, then that without each in turn."""
    count, whole = parts.shape[-1], parts.mean(axis=-1, keepdims=True)
    return np.concatenate([whole, (count * whole - parts) / max(count - 1, 1)], axis=-1)


def _by_scramble(here: Array, there: Array, mixed: Array, scrambles: int) -> Array:
    """The two numerators, averaged in each scramble."""
    moved = (mixed - here).reshape(scrambles, -1)
    alone = (there.reshape(scrambles, -1) * moved).mean(axis=1)
    return np.stack([alone, (moved * moved).mean(axis=1) / 2])


def _indices(parts: Array, variances: Array, n: int) -> Indices:
    """Shares of all scrambles, with errors from the shares without each of them (jackknife)."""
    numerators = _with_left_out(parts)
    shares = np.divide(numerators, variances, out=numerators * 0.0, where=variances > 0)
    shares = np.concatenate([shares, shares[:1].sum(axis=1, keepdims=True).repeat(2, axis=0)], axis=1)
    whole, errors = shares[..., 0], _jackknife(shares[..., 1:])
    complete = not np.isnan(parts).any()
    return Indices(
        whole[0, :-1], whole[1, :-1], errors[0, :-1], errors[1, :-1], float(whole[0, -1]),
        float(errors[0, -1]), float(variances[0]), n, parts.shape[-1], complete,
    )  # fmt: skip


def _jackknife(left_out: Array) -> Array:
    """Standard errors of what was told without each scramble in turn; not numbers of one scramble."""
    count = left_out.shape[-1]
    if count < 2:
        return np.full(left_out.shape[:-1], np.nan)
    gaps = left_out - left_out.mean(axis=-1, keepdims=True)
    return np.sqrt((count - 1) / count * (gaps * gaps).sum(axis=-1))


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
    explained = _explained(ranks, result, coefficients)
    return RankShares(coefficients, _squares(coefficients), _left_out(ranks, result, groups), explained)


def _explained(ranks: Array, result: Array, coefficients: Array) -> float:
    """Adjusted R²: residual and whole variance, each over what is free to vary in it."""
    if not result.any():
        return 0.0
    inputs = int(np.linalg.matrix_rank(ranks.T @ ranks, hermitian=True, rtol=1e-9)) if ranks.size else 0
    free = len(result) - 1 - inputs
    residual = result - ranks @ coefficients
    left = float(residual @ residual) / len(result)
    return 1.0 - left * (len(result) - 1) / free if free > 0 else np.nan


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
    found = [_squares(_fitted(ranks[groups != name], result[groups != name])) for name in names]
    return _jackknife(np.stack(found, axis=-1))
