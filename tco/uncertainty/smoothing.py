"""Smooth functions of drawn inputs, and regressions on them in which no draw predicts itself.

Promise: the draws stand in blocks of equal length, and what is predicted for a block is fitted to the
other blocks alone. Imports numpy, and scipy when a function is made.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np

Array = Any
KNOTS = 8
FEW_VALUES = 6
CONSTANT = 1e12  # a penalty under which nothing but the mean is left


class Basis(NamedTuple):
    """Functions of one input or several, one a column.

    Attributes:
        columns: (draws, functions), each with mean 0 and variance 1.
        roughness: how bent each is; 0 for a straight line.
    """

    columns: Array
    roughness: Array


class Penalty(NamedTuple):
    """How dear a regression makes a function: by its roughness, and each alike."""

    bent: float
    any: float = 1e-9

    def on(self, roughness: Array) -> Array:
        """The penalty of each function."""
        return self.bent * roughness + self.any


def functions_of(values: Array) -> Basis:
    """Functions of one input, from the straightest to the most bent; none where it does not vary.

    They span the cubic splines with knots at its quantiles, or, where it takes few values, everything.
    """
    spread = values.std()
    known = np.unique(values)
    if known.size < 2 or spread <= 1e-12 * max(abs(known[0]), abs(known[-1])):
        return Basis(np.zeros((values.size, 0)), np.zeros(0))
    scaled = (values - values.mean()) / spread
    if known.size <= FEW_VALUES:
        powers = scaled[:, None] ** np.arange(1, known.size)
        columns = np.linalg.qr(powers - powers.mean(axis=0))[0] * np.sqrt(values.size)
        return Basis(columns, (np.arange(known.size - 1) ** 4).astype(float))
    return _splines(scaled)


def _splines(scaled: Array) -> Basis:
    """Splines turned so that their roughness is told apart (Demmler and Reinsch)."""
    from scipy.interpolate import BSpline

    inner = np.unique(np.quantile(scaled, np.linspace(0, 1, KNOTS + 2)))
    knots = np.concatenate([np.repeat(inner[0], 3), inner, np.repeat(inner[-1], 3)])
    spline = BSpline(knots, np.eye(knots.size - 4), 3)
    columns = spline(scaled)
    columns -= columns.mean(axis=0)
    sizes, directions = np.linalg.eigh(columns.T @ columns / scaled.size)
    kept = sizes > 1e-9 * sizes[-1]
    whitening = directions[:, kept] / np.sqrt(sizes[kept])
    half = np.diff(inner) / 2
    middle = inner[:-1] + half
    nodes = np.concatenate([middle - half / np.sqrt(3), middle + half / np.sqrt(3)])
    bends = spline.derivative(2)(nodes) * np.sqrt(np.tile(half, 2))[:, None] @ whitening
    roughness, turned = np.linalg.eigh(bends.T @ bends)
    columns = columns @ (whitening @ turned)
    return Basis(columns, np.where(np.arange(roughness.size), np.maximum(roughness, 0.0), 0.0))


def product(left: Array, right: Array) -> Array:
    """The product of two functions, with mean 0 and, where it varies, variance 1."""
    column = left * right
    column = column - column.mean()
    spread = column.std()
    return column / spread if spread > 1e-12 else column * 0.0


def coefficients(basis: Basis, targets: Array, penalties: Sequence[Penalty]) -> Array:
    """For each penalty and block, the functions' coefficients fitted to the other blocks.

    Args:
        basis: the functions.
        targets: (blocks, draws, outputs): what to fit when a block is left out.
        penalties: one regression is made for each.

    Returns:
        (penalties, blocks, 1 + functions, outputs); the first coefficient is the mean.
    """
    blocks, n, outputs = targets.shape
    columns = _with_mean(basis.columns)
    inside = columns.reshape(blocks, n // blocks, -1)
    own = targets.reshape(blocks, blocks, n // blocks, outputs)[np.arange(blocks), np.arange(blocks)]
    grams = inside.transpose(0, 2, 1) @ inside
    grams = grams.sum(axis=0) - grams
    sums = columns.T @ targets - inside.transpose(0, 2, 1) @ own
    used = n - n // blocks
    found = []
    for penalty in penalties:
        ridge = np.concatenate([[0.0], penalty.on(basis.roughness)]) * used
        found.append(np.linalg.solve(grams + np.diag(ridge), sums))
    return np.stack(found)


def predictions(basis: Basis, fitted: Array) -> Array:
    """For each penalty, (draws, outputs): each block's by the regression that did not see it."""
    _, blocks, _, outputs = fitted.shape
    columns = _with_mean(basis.columns)
    inside = columns.reshape(blocks, -1, columns.shape[1])
    return (inside @ fitted).reshape(len(fitted), -1, outputs)


def unseen(targets: Array) -> Array:
    """(draws, outputs): of each block, what is to be fitted when that block is left out."""
    blocks, n, outputs = targets.shape
    at = np.arange(blocks)
    return targets.reshape(blocks, blocks, n // blocks, outputs)[at, at].reshape(n, outputs)


def best(predicted: Array, actual: Array) -> Array:
    """For each output, the penalty whose predictions are nearest to what they did not see."""
    return ((predicted - actual) ** 2).mean(axis=1).argmin(axis=0)


def _with_mean(columns: Array) -> Array:
    return np.concatenate([np.ones((len(columns), 1)), columns], axis=1)
