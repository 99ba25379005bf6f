"""The nearest point of a box at which a function is not negative, by constrained optimisation.

The function may have steps. From several starts SLSQP follows slopes measured over wide and then narrow
distances; each end is pulled back along the ray until the condition is just met; whole axes are tried one
step to either side; a random search around the best catches what slopes cannot see. Promise: the point
given meets the condition; the same call gives the same point. Imports numpy, and scipy when asked.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

Array = Any
Function = Callable[[Array], Array]
PROBES, SEED = 512, 5  # points of a box looked at first
CLIMBS, STARTS = 40, 3
WIDE, NARROW = 0.05, 1e-4  # over how much of a range slopes are measured
GRID, PARTS, ROUNDS = 128, 16, 9
SPREADS = (0.5, 0.2, 0.05, 0.01)  # of the best's distance
TRIED, NEARER, WALKS = 256, 1e-3, 25
FOLLOWED, SEARCHES, ALIKE = 15, 4, 1e-6


@dataclass(frozen=True)
class Box:
    """Where a point may lie, seen from the origin, which lies inside.

    Attributes:
        steps: an axis with a step other than 0 takes only its multiples.
    """

    low: Array
    high: Array
    steps: Array

    def inside(self, points: Array) -> Array:
        """The nearest points of the box, on the steps."""
        snapped = np.array(points, dtype=float)
        whole = self.steps > 0
        snapped[..., whole] = np.round(snapped[..., whole] / self.steps[whole]) * self.steps[whole]
        return np.clip(snapped, self.low, self.high)

    def held(self, at: int, value: float) -> Box:
        """The box in which one axis cannot move."""
        low, high = self.low.copy(), self.high.copy()
        low[at] = high[at] = value
        return replace(self, low=low, high=high)


@dataclass(frozen=True)
class Nearest:
    """What was found.

    Attributes:
        met: whether the condition is met at the point; else it is where the function is largest.
    """

    point: Array
    met: bool


def nearest_point(function: Function, box: Box) -> Nearest:
    """The point with the least Euclidean distance from the origin at which the function is from 0 on."""
    asked = _Asked(function, box)
    origin = np.zeros(len(box.low))
    if asked(origin[None])[0] >= 0:
        return Nearest(origin, True)
    top = asked.top()
    if asked(top[None])[0] < 0:
        return Nearest(top, False)
    starts = asked.starts(top)
    best = asked.closest([*starts, *(asked.followed(box, each, WIDE) for each in starts)], top)
    for _ in range(SEARCHES):
        found = asked.closest([best, asked.followed(box, best, NARROW), *asked.stepped(best)], top)
        found = asked.wandered(found, top)
        if not _size(found) < _size(best) * (1 - ALIKE):
            break
        best = found
    return Nearest(min(best, found, key=_size), True)


def _size(point: Array) -> float:
    return float(np.sqrt((point * point).sum()))


class _Asked:
    """The function on a box, where it is undefined the worst that there is."""

    def __init__(self, function: Function, box: Box):
        self.function, self.box = function, box
        self.worst = 0.0
        self.random = np.random.default_rng(SEED)

    def __call__(self, points: Array) -> Array:
        found = np.asarray(self.function(self.box.inside(points)), dtype=float)
        known = np.isfinite(found)
        self.worst = min(self.worst, float(found[known].min(initial=0.0)))
        return np.where(known, found, 2 * self.worst - 1.0)

    def top(self) -> Array:
        """Where the function is largest: the best of some points, then from corner to corner."""
        low, high = self.box.low, self.box.high
        probes = low + (high - low) * _probes(len(low))
        slopes = self._sloped(self.box, np.zeros(len(low)), WIDE, 1.0)[1]
        corner = np.where(slopes > 0, high, np.where(slopes < 0, low, 0.0))
        candidates = np.concatenate([np.zeros((1, len(low))), corner[None], probes])
        return self._climbed(candidates[int(np.argmax(self(candidates)))])

    def _climbed(self, point: Array) -> Array:
        best = float(self(point[None])[0])
        for _ in range(CLIMBS):
            around = np.stack(list(self._around(point)))
            values = self(around)
            at = int(np.argmax(values))
            if not values[at] > best:
                break
            point, best = around[at], float(values[at])
        return self.box.inside(point)

    def _around(self, point: Array) -> Iterator[Array]:
        for at in range(len(point)):
            low, high = self.box.low[at], self.box.high[at]
            near = point[at] + (high - low) * np.array([-0.1, -0.02, 0.02, 0.1])
            for value in (*np.linspace(low, high, 5), 0.0, *np.clip(near, low, high)):
                moved = point.copy()
                moved[at] = value
                yield moved

    def starts(self, top: Array) -> list[Array]:
        """Where to begin: on the ray to the top, along single axes, and nearest probes that meet it."""
        low, high = self.box.low, self.box.high
        alone = np.concatenate([np.diag(low), np.diag(high)])
        points = np.concatenate([alone, low + (high - low) * _probes(len(low))])
        met = points[self(points) >= 0]
        near = sorted(met, key=_size)[: STARTS - 1]
        return [self.pulled(each, top) for each in (top, *near)]

    def followed(self, box: Box, start: Array, step: float) -> Array:
        """SLSQP to the least distance, with slopes measured over the step."""
        from scipy.optimize import minimize

        scale = max(abs(float(self(np.zeros((1, len(start))))[0])), 1e-300)
        seen: dict[bytes, tuple[float, Array]] = {}

        def at(point: Array) -> tuple[float, Array]:
            if point.tobytes() not in seen:
                seen[point.tobytes()] = self._sloped(box, point, step, scale)
            return seen[point.tobytes()]

        condition = {"type": "ineq", "fun": lambda x: at(x)[0], "jac": lambda x: at(x)[1]}
        found = minimize(
            lambda x: float(x @ x) / 2, np.clip(start, box.low, box.high), jac=lambda x: x,
            method="SLSQP", bounds=list(zip(box.low, box.high, strict=True)), constraints=[condition],
            options={"maxiter": FOLLOWED, "ftol": 1e-14},
        )  # fmt: skip
        end = found.x if np.isfinite(found.x).all() else start
        return np.clip(end, box.low, box.high)

    def _sloped(self, box: Box, point: Array, step: float, scale: float) -> tuple[float, Array]:
        """Value and slopes: differences to both sides, over no less than a step of a whole axis."""
        width, every = np.maximum(step, box.steps), np.arange(len(point))
        below, above = (np.clip(point + sign * width, self.box.low, self.box.high) for sign in (-1, 1))
        points = np.repeat(point[None], 2 * len(point) + 1, axis=0)
        points[every, every], points[every + len(point), every] = below, above
        values, placed = self(points) / scale, self.box.inside(points)
        gap = np.diagonal(placed[len(point) : -1] - placed[: len(point)])
        rise = values[len(point) : -1] - values[: len(point)]
        return float(values[-1]), np.divide(rise, gap, out=np.zeros_like(rise), where=gap > 0)

    def pulled(self, point: Array, top: Array) -> Array:
        """The first point that meets the condition on the way from the origin to it, or on to the top."""
        ways = ((np.zeros(len(point)), self.box.inside(point)), (self.box.inside(point), top))
        for start, end in ways:
            found = self._first_met(start, end)
            if found is not None:
                return found
        return top

    def _first_met(self, start: Array, end: Array) -> Array | None:
        """Narrowed between the last point that fails and the first that meets it."""
        low, high, parts = 0.0, 1.0, GRID
        for _ in range(ROUNDS):
            shares = np.linspace(low, high, parts + 1)
            met = self(start + (end - start) * shares[:, None]) >= 0
            if not met.any():
                return None
            at = int(np.argmax(met))
            low, high, parts = float(shares[max(at - 1, 0)]), float(shares[at]), PARTS
            if low == high:
                break
        return self.box.inside(start + (end - start) * high)

    def closest(self, points: Iterable[Array], top: Array) -> Array:
        """Of some points, pulled to where the condition is just met, the nearest."""
        return min((self.pulled(each, top) for each in points), key=_size)

    def stepped(self, best: Array) -> Iterator[Array]:
        """With each whole axis held a step to either side or not moved, the others following."""
        for at in np.flatnonzero((self.box.steps > 0) & (self.box.high > self.box.low)):
            for value in {0.0, best[at] - self.box.steps[at], best[at], best[at] + self.box.steps[at]}:
                if self.box.low[at] <= value <= self.box.high[at]:
                    start = best.copy()
                    start[at] = value
                    yield self.followed(self.box.held(int(at), value), start, NARROW)

    def wandered(self, best: Array, top: Array) -> Array:
        """Nearer points by chance, in directions around the best one's own, as long as there are any."""
        for _ in range(WALKS):
            size, points = _size(best), self._around_ray(best)
            sizes = np.sqrt((points * points).sum(axis=1))
            met = (sizes < size * (1 - NEARER / 2)) & (self(points) >= 0)
            if not met.any():
                break
            best = self.closest([best, points[int(np.argmin(np.where(met, sizes, np.inf)))]], top)
        return best

    def _around_ray(self, best: Array) -> Array:
        """Random directions, from all around to very near, each at some lengths below the best's own."""
        size, parts = _size(best), []
        for spread in SPREADS:
            noise = self.random.standard_normal((TRIED, len(best))) / np.sqrt(len(best))
            aside = self.box.inside(best + spread * size * noise)
            lengths = np.sqrt((aside * aside).sum(axis=1))[:, None]
            shares = 1 - NEARER * self.random.choice((1.0, 10.0, 50.0), (TRIED, 1))
            parts.append(self.box.inside(aside * (size * shares / np.maximum(lengths, 1e-300))))
        return np.concatenate(parts)


def _probes(dimensions: int) -> Array:
    from scipy.stats import qmc

    points: Array = qmc.Sobol(dimensions, scramble=True, rng=np.random.default_rng(SEED)).random(PROBES)
    return points


def box_of(own: Sequence[float] | Array, ends: Sequence[tuple[float, float]], whole: Sequence[bool]) -> Box:
    """The box of some inputs in units of each one's own range, seen from their own values."""
    middle, limits = np.array(own), np.array(ends, dtype=float).reshape(-1, 2)
    width = limits[:, 1] - limits[:, 0]
    low, high = (limits[:, at] - middle for at in (0, 1))
    counted = np.array(whole, dtype=bool)
    low, high = np.where(counted, np.ceil(low), low), np.where(counted, np.floor(high), high)
    return Box(low / width, high / width, np.where(counted, 1.0, 0.0) / width)
