"""Where a difference of costs crosses zero; allowed imports: numpy, scipy (late), the standard library."""

from collections.abc import Callable
from itertools import pairwise
from typing import NamedTuple

import numpy as np

# How close beside a 0 the function is looked at, as a share of an interval of the scan.
NEARBY_SHARE = 1e-3


class _Point(NamedTuple):
    at: float
    value: float


def break_even(
    function: Callable[[float], float], low: float, high: float, *, intervals: int = 100
) -> list[float]:
    """All values between two bounds at which the function is 0 or jumps across it; there may be none.

    The range is scanned in equal intervals. Where the function comes closer to 0 and turns back, the
    turning point is looked up, so that two crossings inside one interval are found. A stretch of zeros
    counts as its first point.

    Args:
        function: A difference of two costs as one driver varies.
        low: Lower bound of the driver, included.
        high: Upper bound of the driver, included.
        intervals: Number of intervals of the scan; more find closer structure.

    Returns:
        Values of the driver in rising order.

    Raises:
        ValueError: Bounds are not in order, intervals are below 1, or the function is not finite somewhere.
    """
    if not (low < high and intervals >= 1):
        raise ValueError(
            f"low must be below high, and intervals 1 or more, not {low}, {high} and {intervals}"
        )
    scanned = [_evaluate(function, float(at)) for at in np.linspace(low, high, intervals + 1)]
    points = sorted({*scanned, *_beside_zeros(function, scanned), *_turns_beyond_zero(function, scanned)})
    zeros = [points[0].at] if points[0].value == 0 else []
    for left, right in pairwise(points):
        if np.sign(left.value) * np.sign(right.value) < 0:
            zeros.append(_root(function, left.at, right.at))
        elif right.value == 0 and left.value != 0:
            zeros.append(right.at)
    return zeros


def _evaluate(function: Callable[[float], float], at: float) -> _Point:
    value = float(function(at))
    if not np.isfinite(value):
        raise ValueError(f"the function has no finite value at {at}")
    return _Point(at, value)


def _beside_zeros(function: Callable[[float], float], scanned: list[_Point]) -> list[_Point]:
    """Points close to either side of a scanned 0, which tell on which side the function leaves it."""
    near = NEARBY_SHARE * (scanned[1].at - scanned[0].at)
    beside = [point.at + side for point in scanned if point.value == 0 for side in (-near, near)]
    return [_evaluate(function, at) for at in beside if scanned[0].at < at < scanned[-1].at]


def _turns_beyond_zero(function: Callable[[float], float], scanned: list[_Point]) -> list[_Point]:
    """Turning points on the far side of 0, or on it, between points that all lie on the near side."""
    dips = (scanned[max(index - 1, 0) : index + 2] for index in range(len(scanned)) if _dips(scanned, index))
    turns = [(dip[0], _turn(function, dip)) for dip in dips]
    return [turn for near, turn in turns if np.sign(near.value) != np.sign(turn.value)]


def _dips(scanned: list[_Point], index: int) -> bool:
    here = scanned[index].value
    around = [point.value for point in scanned[max(index - 1, 0) : index + 2]]
    near_side = here != 0 and all(np.sign(value) == np.sign(here) for value in around)
    return near_side and abs(here) == min(map(abs, around)) < max(map(abs, around))


def _turn(function: Callable[[float], float], dip: list[_Point]) -> _Point:
    from scipy.optimize import minimize_scalar

    side = np.sign(dip[0].value)
    found = minimize_scalar(lambda at: side * function(at), bounds=(dip[0].at, dip[-1].at), method="bounded")
    return _evaluate(function, float(found.x))


def _root(function: Callable[[float], float], low: float, high: float) -> float:
    from scipy.optimize import brentq

    return float(brentq(function, low, high, xtol=1e-13 * (high - low), rtol=1e-14))
