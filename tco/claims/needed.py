"""What would have to be true: the values of single inputs from which on a condition is met.

Promise: a value given here, put back into the model with all else as in the case, meets the condition; an
input that never does within its range is not named, and the one that comes closest is. Imports numpy,
`bench`, `findings`, `shown` and `switching` only.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Any, NamedTuple

import numpy as np

from tco.claims.bench import Bench, Job, Quantity
from tco.claims.findings import Condition, Need, NeededValue, Wanted
from tco.claims.shown import shown
from tco.switching import range_of, ranged

Array = Any
GRID, PARTS, ROUNDS = 7, 8, 8
AT_MOST = 6  # values given for one figure, the least stretched first
QUOTED = ("quote_price_per_bed", "quote_price_per_user", "quote_lump_sum")


class _Bracket(NamedTuple):
    """Two values of a job's inputs, of which the condition is met at one only."""

    wanted: int
    job: int
    meets: float
    misses: float


def needed(bench: Bench, wanted: Sequence[Wanted], jobs: Sequence[Job] | None = None) -> list[Need]:
    """For each condition, the single inputs that meet it (or cease to), and how far each has to go.

    Args:
        bench: the case.
        wanted: the conditions.
        jobs: what is moved, and over which values; every input with a range where left out.
    """
    if not wanted:
        return []
    moved = list(jobs) if jobs is not None else _ranged_jobs(bench, {each.alternative for each in wanted})
    quantities = list(dict.fromkeys(bench.quantity(id) for each in wanted for id in each.ids))
    rows = bench.along(moved, quantities)
    figures = [[_figures(bench, row, quantities, each) for row in rows] for each in wanted]
    brackets = [
        bracket for at, each in enumerate(wanted) for bracket in _chosen(bench, each, at, moved, figures[at])
    ]
    values = _refined(bench, wanted, moved, quantities, brackets)
    pairs = list(zip(brackets, values, strict=True))
    return [
        _need(bench, each, moved, [pair for pair in pairs if pair[0].wanted == at], figures[at])
        for at, each in enumerate(wanted)
    ]


def over_bounds(bench: Bench, keys: tuple[str, ...], n: int = 65) -> Job:
    """Inputs over everything that is possible, evenly or, over more than three decades, by factors."""
    declared = bench.input(keys[0]).declaration
    now = bench.own(keys[0])
    low = declared.minimum if declared.minimum is not None else min(0.0, now)
    high = declared.maximum if declared.maximum is not None else max(2 * now, 1.0)
    if low > 0 and high / low > 1000:
        return Job(keys, np.unique(np.append(np.geomspace(low, high, n), now)))
    return Job(keys, np.unique(np.append(np.linspace(low, high, n), now)))


def _ranged_jobs(bench: Bench, alternatives: set[str]) -> list[Job]:
    keys = dict.fromkeys(key for name in sorted(alternatives) for key in ranged(bench.bound, name))
    jobs = []
    for key in keys:
        ends = range_of(bench.input(key))
        assert ends is not None
        grid = np.append(np.linspace(*ends, GRID), bench.own(key))
        whole = bench.input(key).declaration.format == "whole"
        jobs.append(Job((key,), np.unique(np.round(grid) if whole else grid)))
    for name in sorted(alternatives):
        for key in (f"{name}.{each}" for each in QUOTED):
            if key in bench.bound.inputs and key not in keys and bench.own(key) > 0:
                jobs.append(Job((key,), np.linspace(0.0, 2 * bench.own(key), GRID)))
    return jobs


def _figures(bench: Bench, row: Array, quantities: Sequence[Quantity], wanted: Wanted) -> Array:
    """The figure that the condition is about, for each value of a job."""
    parts = [quantities.index(bench.quantity(id)) for id in wanted.ids]
    summed = row[:, parts, :].sum(axis=1)
    here = summed[:, bench.bound.alternatives.index(wanted.alternative)]
    if not wanted.share:
        return here
    there = summed[:, bench.bound.baseline]
    return np.divide(here, there, out=np.full_like(here, np.nan), where=there != 0)


def _chosen(
    bench: Bench, wanted: Wanted, at: int, jobs: Sequence[Job], rows: Sequence[Array]
) -> list[_Bracket]:
    """The changes that lie nearest to the case's own values, measured in parts of each range."""
    found = []
    for number, (job, row) in enumerate(zip(jobs, rows, strict=True)):
        met = [wanted.condition.holds(float(value)) for value in row]
        span = float(job.values[-1] - job.values[0]) or 1.0
        nearest: tuple[float, _Bracket] | None = None
        for left, right in pairwise(range(len(met))):
            if met[left] != met[right]:
                ends = (left, right) if met[left] else (right, left)
                bracket = _Bracket(at, number, *(float(job.values[end]) for end in ends))
                stretch = abs(bracket.meets - bench.own(job.keys[0])) / span
                if nearest is None or stretch < nearest[0]:
                    nearest = (stretch, bracket)
        if nearest:
            found.append(nearest)
    found.sort(key=lambda each: each[0])
    return [bracket for _, bracket in found[:AT_MOST]]


def _refined(
    bench: Bench, wanted: Sequence[Wanted], jobs: Sequence[Job], quantities: Sequence[Quantity],
    brackets: Sequence[_Bracket],
) -> list[float]:  # fmt: skip
    """Each bracket narrowed; the value kept is the one at which the condition is met."""
    ends = [(each.meets, each.misses) for each in brackets]
    for _ in range(ROUNDS if brackets else 0):
        inner = [Job(jobs[bracket.job].keys, np.linspace(meets, misses, PARTS + 1)[1:-1])
                 for bracket, (meets, misses) in zip(brackets, ends, strict=True)]  # fmt: skip
        rows = bench.along(inner, quantities)
        for at, (bracket, job, row) in enumerate(zip(brackets, inner, rows, strict=True)):
            if bench.input(job.keys[0]).declaration.format != "whole":
                each = wanted[bracket.wanted]
                figures = _figures(bench, row, quantities, each)
                ends[at] = _narrowed(ends[at], job.values, figures, each.condition)
    return [meets for meets, _ in ends]


def _narrowed(
    ends: tuple[float, float], values: Array, figures: Array, condition: Condition
) -> tuple[float, float]:
    meets, misses = ends
    for value, figure in zip(values, figures, strict=True):
        if not condition.holds(float(figure)):
            return meets, float(value)
        meets = float(value)
    return meets, misses


def _need(
    bench: Bench, wanted: Wanted, jobs: Sequence[Job], found: Sequence[tuple[_Bracket, float]],
    rows: Sequence[Array],
) -> Need:  # fmt: skip
    values = tuple(
        NeededValue(shown(bench, jobs[bracket.job].keys[0]), value, bracket.meets > bracket.misses)
        for bracket, value in found
    )
    met = wanted.condition.holds(_now(bench, wanted))
    nearest, reached = (None, None) if values or met else _closest(bench, wanted, jobs, rows)
    return Need(wanted, met, values, nearest, reached, len(jobs))


def _now(bench: Bench, wanted: Wanted) -> float | None:
    quantities = [bench.quantity(id) for id in wanted.ids]
    here, there = (
        [bench.now(quantity, name) for quantity in quantities]
        for name in (wanted.alternative, bench.baseline)
    )
    total = None if None in here else sum(each or 0.0 for each in here)
    if total is None or not wanted.share:
        return total
    base = sum(each or 0.0 for each in there)
    return total / base if base else None


def _closest(
    bench: Bench, wanted: Wanted, jobs: Sequence[Job], rows: Sequence[Array]
) -> tuple[NeededValue | None, float | None]:
    best: tuple[float, int, int] | None = None
    for number, row in enumerate(rows):
        distance = np.abs(row - wanted.condition.number)
        if np.isfinite(distance).any():
            at = int(np.nanargmin(distance))
            if best is None or distance[at] < best[0]:
                best = (float(distance[at]), number, at)
    if best is None:
        return None, None
    job, at = jobs[best[1]], best[2]
    value = float(job.values[at])
    closest = NeededValue(shown(bench, job.keys[0]), value, value > bench.own(job.keys[0]))
    return closest, float(rows[best[1]][at])
