"""Where the answer turns as one input moves, all others as in the case.

Promise: a value given as a switching point, put back into the model, makes the difference vanish; where
the model jumps over it (whole units, whole years) the point says so; a value at which both cost the same
and nobody becomes cheaper is none, and is told apart. Imports numpy, `compute`, `inputs`, `reduced` and
`roots` only.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, NamedTuple

import numpy as np

from tco.compute import evaluate
from tco.inputs import BoundModel, Input
from tco.reduced import reduced
from tco.roots import Search, Zero

Array = Any
Costs = Callable[[Mapping[str, Array]], Array]
COST = "present_value"
CHUNK = 128  # draws of one evaluation: larger blocks leave the processor's cache
ZERO, NOISE = 1e-9, 1e-11  # of the baseline's cost: what counts as no difference, and what rounding leaves


@dataclass(frozen=True)
class Point:
    """Where the difference changes sign.

    Attributes:
        rises: whether the alternative is the cheaper one above the value.
        jumps: the difference passes 0 in a step here and is not 0 at the value itself.
    """

    value: float
    rises: bool
    jumps: bool


@dataclass(frozen=True)
class Driver:
    """One input moved over its range.

    Attributes:
        savings: baseline less alternative in present value, at each of `values`.
        shares: the same as a share of the baseline.
        points: where the alternative starts or stops to be the cheaper one; may be empty.
        touches: where the difference is 0 and has one sign on both sides, or none on one.
    """

    key: str
    values: tuple[float, ...]
    savings: tuple[float, ...]
    shares: tuple[float, ...]
    points: tuple[Point, ...] = ()
    touches: tuple[float, ...] = ()

    @property
    def swing(self) -> float:
        """How much the difference moves over the range."""
        return max(self.savings) - min(self.savings)


class _Job(NamedTuple):
    key: str
    grid: Array


def ranged(bound: BoundModel, alternative: str) -> list[str]:
    """Inputs with a range that the baseline or the alternative reads."""
    at = (bound.baseline, bound.alternatives.index(alternative))
    used = {ids[0] if len(ids) == 1 else ids[each] for ids in bound.resolved.values() for each in at}
    return [key for key in bound.inputs if key in used and range_of(bound.inputs[key])]


def range_of(each: Input) -> tuple[float, float] | None:
    """From low to high, widened to the case's own value; None for what is no uncertain number."""
    if each.fixed or each.series is not None or each.declaration.format == "flag" or not each.has_range:
        return None
    assert each.low is not None
    assert each.high is not None
    return min(each.low, each.value), max(each.high, each.value)


def swings(bound: BoundModel, alternative: str, costs: Costs | None = None, n: int = 2) -> list[Driver]:
    """Every input with a range at both its ends, the largest effect on the difference first.

    Args:
        bound: the case with its model and inputs.
        alternative: compared with the baseline.
        costs: gives the present values (baseline and alternative, draws) for draws of inputs; by
            evaluation of the case where left out.
        n: number of values over each range; more than its ends find what moves inside it alone.
    """
    jobs = [_Job(key, _grid(bound.inputs[key], n)) for key in ranged(bound, alternative)]
    rows = _Comparison(bound, alternative, costs).costs(jobs)
    found = [_driver(job, pair) for job, pair in zip(jobs, rows, strict=True)]
    return sorted(found, key=lambda driver: -driver.swing)


def switching_points(
    bound: BoundModel,
    alternative: str,
    keys: Iterable[str],
    n: int = 33,
    share: float = 0.0,
    costs: Costs | None = None,
) -> list[Driver]:
    """Each input over its range, with the values at which the winner changes.

    Args:
        bound: the case with its model and inputs.
        alternative: compared with the baseline.
        keys: ids of inputs with a range.
        n: number of values over each range; more find closer structure.
        share: instead of the winner, where the saving passes this share of the baseline.
        costs: see `swings`.

    Returns:
        A driver for each key, in the order given.
    """
    comparison = _Comparison(bound, alternative, costs, share)
    jobs = [_Job(key, _grid(bound.inputs[key], n)) for key in keys]
    rows = comparison.costs(jobs)
    found = zip(jobs, rows, comparison.turning(jobs, rows), strict=True)
    return [_driver(job, pair, *turning) for job, pair, turning in found]


def _driver(
    job: _Job, costs: Array, points: tuple[Point, ...] = (), touches: tuple[float, ...] = ()
) -> Driver:
    baseline, other = costs
    saving = baseline - other
    share = np.divide(saving, baseline, out=np.zeros_like(saving), where=baseline != 0)
    return Driver(
        job.key, tuple(job.grid.tolist()), tuple(saving.tolist()), tuple(share.tolist()), points, touches
    )


class _Comparison:
    """Baseline and alternative in present value, for many values of single inputs at once."""

    def __init__(self, bound: BoundModel, alternative: str, costs: Costs | None = None, share: float = 0.0):
        self.bound = _pair(bound, alternative)
        self.share = share
        self.draws = costs or self._evaluated

    def costs(self, jobs: Sequence[_Job]) -> list[Array]:
        """Both present values along the grid of each job, as one batch."""
        if not jobs:
            return []
        own = self.bound.values()
        ends = np.cumsum([len(job.grid) for job in jobs])
        columns = {job.key: np.full(ends[-1], float(own[job.key])) for job in jobs}  # type: ignore[arg-type]
        for job, end in zip(jobs, ends, strict=True):
            columns[job.key][end - len(job.grid) : end] = job.grid
        return np.split(self.draws(columns), ends[:-1], axis=1)

    def _evaluated(self, columns: Mapping[str, Array]) -> Array:
        """The batch cut into blocks."""
        count = len(next(iter(columns.values())))
        return np.concatenate([self._block(part) for part in _blocks(columns, count)], axis=1)[:, :count]

    def _block(self, columns: Mapping[str, Array]) -> Array:
        cost = evaluate(self.bound, columns)[COST]
        draws = len(next(iter(columns.values())))
        cost = np.broadcast_to(cost, (draws, *cost.shape[-2:]))[..., 0]
        return np.stack([cost[:, self.bound.baseline], cost[:, 1 - self.bound.baseline]])

    def distance(self, pair: Array) -> Array:
        """How far the saving is above the share that is asked for; 0 is the winner's own switching point."""
        return (1 - self.share) * pair[0] - pair[1]

    def turning(
        self, jobs: Sequence[_Job], rows: Sequence[Array]
    ) -> Iterator[tuple[tuple[Point, ...], tuple[float, ...]]]:
        """For each job its switching points, put back into the model, and what is only touched."""
        scale = abs(float(evaluate(self.bound)[COST][self.bound.baseline, 0])) or 1.0
        whole = [self._is_whole(job.key) for job in jobs]

        def ask(asked: Sequence[tuple[int, Array]]) -> list[Array]:
            moved = [_Job(jobs[at].key, grid) for at, grid in asked]
            return [self.distance(pair) for pair in self.costs(moved)]

        search = Search(ask, whole, NOISE * scale, ZERO * scale)
        zeros = search.zeros([job.grid for job in jobs], [self.distance(pair) for pair in rows])
        asked = [(at, np.array([zero.value])) for at, each in enumerate(zeros) for zero in each]
        left = iter([abs(float(row[0])) > ZERO * scale for row in ask(asked)])
        for each in zeros:
            jumps = [next(left) for _ in each]
            yield _points(each, jumps), tuple(zero.value for zero in each if not zero.turns)

    def _is_whole(self, key: str) -> bool:
        return self.bound.inputs[key].declaration.format == "whole"


def _pair(bound: BoundModel, alternative: str) -> BoundModel:
    """The baseline and one alternative, and of the lines those that reach the cost."""
    pair = {bound.case.baseline, alternative}
    if len(pair) != 2 or not pair <= set(bound.alternatives):
        raise ValueError(f"'{alternative}' is not an alternative to the baseline")
    return reduced(bound, (COST,), sorted(pair))


def _grid(each: Input, n: int) -> Array:
    ends = range_of(each)
    if ends is None:
        raise ValueError(f"'{each.id}' has no range to move it over")
    grid = np.linspace(*ends, n)
    return np.unique(np.round(grid)) if each.declaration.format == "whole" else grid


def _blocks(columns: Mapping[str, Array], count: int) -> Iterable[Mapping[str, Array]]:
    """Parts of nearly equal length; a single draw is doubled, since one number alone is not a draw."""
    if count == 1:
        yield {key: np.repeat(column, 2) for key, column in columns.items()}
        return
    bounds = np.linspace(0, count, -(-count // CHUNK) + 1).astype(int)
    for start, end in pairwise(bounds):
        yield {key: column[start:end] for key, column in columns.items()}


def _points(zeros: Sequence[Zero], jumps: Sequence[bool]) -> tuple[Point, ...]:
    return tuple(
        Point(zero.value, zero.after > 0, jump) for zero, jump in zip(zeros, jumps, strict=True) if zero.turns
    )
