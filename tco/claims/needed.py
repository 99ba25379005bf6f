"""What would have to be true: the values of single inputs from which on a condition is met.

Promise: a value given here, put back into the model with all else as in the case, meets the condition; an
input that never does within its range is not named, and the one that comes closest is. Imports numpy,
`bench`, `figures`, `findings`, `shown`, `switching` and `assumptions` only.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Any, NamedTuple

import numpy as np

from tco.assumptions import Text
from tco.claims.bench import Bench, Job
from tco.claims.findings import Left, Need, NeededValue, Part, Wanted
from tco.claims.shown import shown
from tco.figures import TOLERANCE, Condition, Quantity
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
        jobs: what is moved, and over which values; every input with a range where left out. What a
            condition names as `possible` is moved over all that is possible for it besides.
    """
    if not wanted:
        return []
    moved = list(jobs) if jobs is not None else _ranged_jobs(bench, {each.alternative for each in wanted})
    ranged_jobs, possible = len(moved), _possible_jobs(bench, wanted)
    moved += possible.values()
    quantities = list(dict.fromkeys(bench.quantity(id) for each in wanted for id in each.ids))
    rows = bench.along(moved, quantities)
    asked = [[_is_asked(each, job, at >= ranged_jobs, possible) for at, job in enumerate(moved)]
             for each in wanted]  # fmt: skip
    figures = [
        [
            _figures(bench, row, quantities, each) if ask else np.empty(0)
            for ask, row in zip(asks, rows, strict=True)
        ]
        for asks, each in zip(asked, wanted, strict=True)
    ]
    brackets = [
        bracket for at, each in enumerate(wanted) for bracket in _chosen(bench, each, at, moved, figures[at])
    ]
    values = _refined(bench, wanted, moved, quantities, brackets)
    pairs = list(zip(brackets, values, strict=True))
    return [
        _need(bench, each, moved, ranged_jobs, [pair for pair in pairs if pair[0].wanted == at], figures[at])
        for at, each in enumerate(wanted)
    ]


def _possible_jobs(bench: Bench, wanted: Sequence[Wanted]) -> dict[str, Job]:
    """By name, the inputs that some condition wants moved over all that is possible."""
    names = dict.fromkeys(name for each in wanted for name in each.possible)
    return {name: over_bounds(bench, keys) for name in names if (keys := bench.ids(name))}


def _is_asked(wanted: Wanted, job: Job, over_all: bool, possible: Mapping[str, Job]) -> bool:
    """Whether a job is about a condition: an input that is moved over all is not moved over its range too."""
    own = {key for name in wanted.possible if name in possible for key in possible[name].keys}
    return bool(own.intersection(job.keys)) == over_all


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
    bench: Bench, wanted: Wanted, jobs: Sequence[Job], ranged_jobs: int,
    found: Sequence[tuple[_Bracket, float]], rows: Sequence[Array],
) -> Need:  # fmt: skip
    values = tuple(
        NeededValue(shown(bench, jobs[bracket.job].keys[0]), value, bracket.meets > bracket.misses)
        for bracket, value in found
    )
    met = wanted.condition.holds(_now(bench, wanted))
    within = rows[:ranged_jobs]
    nearest, reached = (None, None) if values or met else _closest(bench, wanted, jobs[:ranged_jobs], within)
    left = () if met else tuple(_left(bench, wanted, jobs[ranged_jobs:], rows[ranged_jobs:]))
    return Need(wanted, met, values, nearest, reached, sum(len(row) > 0 for row in within), left)


def _left(bench: Bench, wanted: Wanted, jobs: Sequence[Job], rows: Sequence[Array]) -> Iterator[Left]:
    """What remains of the figure at the best of all possible values, where that moves it and does not do."""
    for job, row in zip(jobs, rows, strict=True):
        moves = len(row) and np.isfinite(row).all() and np.ptp(row) > 0
        if moves and not any(wanted.condition.holds(float(value)) for value in row):
            at = int(np.argmin(np.abs(row - wanted.condition.number)))
            there = Job(job.keys, job.values[at : at + 1])
            parts = tuple(_parts(bench, wanted, there))
            yield Left(shown(bench, job.keys[0]), float(job.values[at]), float(row[at]), parts)


def _parts(bench: Bench, wanted: Wanted, there: Job) -> Iterator[Part]:
    """The lines of which the figure is made, the largest first; none for what has no years."""
    quantities = [bench.quantity(id) for id in wanted.ids]
    found = [Quantity(line, each.year) for each in quantities if each.year is not None
             for line in bench.parts(each.line)]  # fmt: skip
    if not found:
        return
    (row,) = bench.along([there], [*found, *quantities])
    amounts = row[0, : len(found), bench.bound.alternatives.index(wanted.alternative)]
    base = float(row[0, len(found) :, bench.bound.baseline].sum()) if wanted.share else 1.0
    for at in np.argsort(-np.abs(amounts)):
        share = float(amounts[at]) / base
        if abs(share) > TOLERANCE:
            key, result = found[at].line, bench.result
            yield Part(key, Text(en=result.label(key, "en"), ko=result.label(key, "ko")), share)


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
