"""Between which two numbers the result of an operation lies, whatever the draws.

Promise: the bounds hold for the rounded results too, since each operation is rounded to the nearest
and thus keeps the order of its operands; powers, which no library rounds so exactly, are widened. A
result that may be undefined is unbounded on both sides and stays so. Imports numpy only.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

Array = Any
Bounds = tuple[Array, Array]
Rule = Callable[[Array, Array, Array, Array], Bounds]
#: Relative width added to bounds of powers, some thousand times their error.
POWER_ERROR = 1e-12


def ratio(numerator: Array, denominator: Array) -> Array:
    """Numerator / denominator, and 0 where the denominator is 0."""
    zero = denominator == 0.0
    return np.where(zero, 0.0, numerator / np.where(zero, 1.0, denominator))


def round_up(value: Array, scale: Array) -> Array:
    """The next whole number, after rounding to 1 / scale."""
    return np.ceil(np.copysign(np.floor(np.abs(value) * scale + 0.5), value) / scale) + 0.0


def at_least(left: Array, right: Array) -> Array:
    """1 where left is at least right, else 0."""
    return np.greater_equal(left, right) * 1.0


def equal(left: Array, right: Array) -> Array:
    """1 where the two are equal, else 0."""
    return np.equal(left, right) * 1.0


def _sum(a: Array, b: Array, c: Array, d: Array) -> Bounds:
    return a + c, b + d


def _difference(a: Array, b: Array, c: Array, d: Array) -> Bounds:
    return a - d, b - c


def _corners(function: Callable[[Array, Array], Array], *ends: Array) -> Bounds:
    a, b, c, d = ends
    first, second, third, fourth = function(a, c), function(a, d), function(b, c), function(b, d)
    low = np.minimum(np.minimum(first, second), np.minimum(third, fourth))
    return low, np.maximum(np.maximum(first, second), np.maximum(third, fourth))


def _product(a: Array, b: Array, c: Array, d: Array) -> Bounds:
    if a.min() >= 0.0 and c.min() >= 0.0:
        return a * c, b * d
    return _corners(np.multiply, a, b, c, d)


def _quotient(a: Array, b: Array, c: Array, d: Array) -> Bounds:
    low, high = _corners(np.divide, a, b, c, d)
    return _unbounded(low, high, (c <= 0.0) & (d >= 0.0))


def _ratio(a: Array, b: Array, c: Array, d: Array) -> Bounds:
    """Two amounts of which neither is negative have a ratio that is not negative either."""
    low, high = _quotient(a, b, c, d)
    none = (c == 0.0) & (d == 0.0) | (a == 0.0) & (b == 0.0)
    positive = (a >= 0.0) & (b < np.inf) & (c >= 0.0) & (d < np.inf)
    return (
        np.where(none | positive & ~(low >= 0.0), 0.0, low),
        np.where(none, 0.0, np.where(positive & np.isnan(high), np.inf, high)),
    )


def _smaller(a: Array, b: Array, c: Array, d: Array) -> Bounds:
    return _unbounded(np.minimum(a, c), np.minimum(b, d), _undefined(a, b) | _undefined(c, d))


def _larger(a: Array, b: Array, c: Array, d: Array) -> Bounds:
    return _unbounded(np.maximum(a, c), np.maximum(b, d), _undefined(a, b) | _undefined(c, d))


def _at_least(a: Array, b: Array, c: Array, d: Array) -> Bounds:
    return at_least(a, d), at_least(b, c)


def _equal(a: Array, b: Array, c: Array, d: Array) -> Bounds:
    same = (a == b) & (c == d) & (a == c)
    return same * 1.0, ((a <= d) & (c <= b)) * 1.0


def _power(a: Array, b: Array, c: Array, d: Array) -> Bounds:
    low, high = _corners(np.power, a, b, c, d)
    return _unbounded(low * (1.0 - POWER_ERROR), high * (1.0 + POWER_ERROR), a <= 0.0)


def _rounded_up(a: Array, b: Array, c: Array, d: Array) -> Bounds:
    return _unbounded(round_up(a, c), round_up(b, c), (c != d) | _undefined(a, b))


def _undefined(low: Array, high: Array) -> Array:
    return (low == -np.inf) & (high == np.inf)


def _unbounded(low: Array, high: Array, where: Array) -> Bounds:
    return np.where(where, -np.inf, low), np.where(where, np.inf, high)


PLAIN: dict[str, Callable[[Array, Array], Array]] = {
    "+": np.add, "-": np.subtract, "*": np.multiply, "/": np.divide, "**": np.power,
    "minimum": np.minimum, "maximum": np.maximum, "at_least": at_least, "equal": equal,
    "ratio": ratio, "round_up": round_up,
}  # fmt: skip
BOUNDS: dict[str, Rule] = {
    "+": _sum, "-": _difference, "*": _product, "/": _quotient, "**": _power,
    "minimum": _smaller, "maximum": _larger, "at_least": _at_least, "equal": _equal,
    "ratio": _ratio, "round_up": _rounded_up,
}  # fmt: skip
