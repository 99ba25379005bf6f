"""The values of any one input at which the winner changes, or the saving passes a share.

Promise: each value put back into the case makes the difference vanish, or is said to be a jump; "not reached"
is said of a whole range that was searched, and which range that is. Imports `asked`, `switching`, `inputs`
and `errors` only.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

from tco.errors import nearest
from tco.inputs import BoundModel, Input
from tco.switching import Point, range_of, switching_points
from tco.uncertainty.asked import Asked, key_problems

FINE = 65


@dataclass(frozen=True)
class Switch:
    """Where the answer turns along one input.

    Attributes:
        low: the range that was searched.
        searched: what that range is: `own_range`; `possible`, between declared limits; `assumed`, from 0
            to twice the value where no limit is declared.
        matters: whether the input moves the difference at all.
        touches: values at which the difference vanishes and the winner stays.
        least: the smallest saving over the range, as a share of the baseline.
        most: the largest.
    """

    key: str
    alternative: str
    share: float
    own: float
    low: float
    high: float
    searched: str
    matters: bool
    points: tuple[Point, ...]
    touches: tuple[float, ...]
    least: float
    most: float


def switch(bound: BoundModel, alternative: str, key: str, share: float = 0.0, n: int = FINE) -> Switch:
    """All switching values of an input over its range; without one, over everything that it may be.

    Raises `ValueError` with a sentence for what is no single uncertain number.
    """
    widened, searched = with_range(bound, key)
    driver = switching_points(widened, alternative, [key], n, share)[0]
    ends = range_of(widened.inputs[key])
    assert ends is not None
    asked = Asked(bound, alternative)
    matters = key in asked.read and driver.swing > 1e-12 * max(1.0, max(map(abs, driver.savings)))
    return Switch(
        key, alternative, share, asked.value(key), *ends, searched, matters, driver.points,
        driver.touches, min(driver.shares), max(driver.shares),
    )  # fmt: skip


def with_range(bound: BoundModel, key: str) -> tuple[BoundModel, str]:
    """The case in which the input has a range, and what that range is; see `Switch.searched`."""
    each = bound.inputs.get(key)
    if each is None:
        raise ValueError(f"'{key}' is not an input that this case reads{nearest(key, bound.inputs)}")
    if range_of(each) is not None:
        return bound, "own_range"
    if each.series is not None or each.fixed or each.declaration.format == "flag":
        raise ValueError(next(iter(key_problems(bound, [key], "switch"))).removeprefix("switch: "))
    low, high = _possible(each)
    inputs = {**bound.inputs, key: replace(each, low=low, base=each.value, high=high)}
    declared = None not in (each.declaration.minimum, each.declaration.maximum)
    return replace(bound, inputs=inputs), "possible" if declared else "assumed"


def _possible(each: Input) -> tuple[float, float]:
    """From the least to the most that is declared; where nothing is, from 0 to twice the value."""
    low, high = each.declaration.minimum, each.declaration.maximum
    value = each.value
    bottom = low if low is not None and math.isfinite(low) else min(0.0, 2 * value)
    top = high if high is not None and math.isfinite(high) else max(2 * value, bottom + 1.0)
    return min(bottom, value), max(top, value)
