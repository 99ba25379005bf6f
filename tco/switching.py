"""Where the answer turns: along each input, and along time.

Promise: a value given as a switching point, put back into the model, makes the difference vanish; where
the model jumps over it (whole units, whole years) the point says so. Imports numpy, `compute`,
`inputs` and `results` only.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any

import numpy as np

from tco.compute import evaluate
from tco.inputs import BoundModel, Input
from tco.results import Result

Array = Any
COST = "present_value"
CHUNK = 256
ROUNDS = 6
TOLERANCE = 1e-9


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
    """One input moved over its range, all others as in the case.

    Attributes:
        savings: baseline less alternative in present value, at each of `values`.
        points: where the alternative starts or stops to be the cheaper one; may be empty.
    """

    key: str
    values: tuple[float, ...]
    savings: tuple[float, ...]
    points: tuple[Point, ...]

    @property
    def swing(self) -> float:
        """How much the difference moves over the range."""
        return max(self.savings) - min(self.savings)


@dataclass(frozen=True)
class Crossing:
    """A date at which cumulative costs cross; `ahead`: the alternative has cost less from there on."""

    date: float
    ahead: bool


def ranged(bound: BoundModel, alternative: str) -> list[str]:
    """Inputs with a range that the baseline or the alternative reads."""
    at = {bound.baseline, bound.alternatives.index(alternative)}
    used = {ids[min(each, len(ids) - 1)] for ids in bound.resolved.values() for each in at}
    return [key for key in bound.inputs if key in used and _range(bound.inputs[key]) is not None]


def swings(bound: BoundModel, alternative: str) -> list[Driver]:
    """Every input with a range at both its ends, the largest effect first."""
    keys = ranged(bound, alternative)
    grids = {key: np.array(_range(bound.inputs[key])) for key in keys}
    found = [
        Driver(key, tuple(grids[key].tolist()), tuple(row.tolist()), ())
        for key, row in zip(keys, _savings(bound, alternative, grids), strict=True)
    ]
    return sorted(found, key=lambda driver: -driver.swing)


def switching_points(
    bound: BoundModel, alternative: str, keys: Iterable[str], n: int = 33, share: float = 0.0
) -> list[Driver]:
    """Each input over its range, with the values at which the winner changes.

    Args:
        bound: the case with its model and inputs.
        alternative: compared with the baseline.
        keys: ids of inputs with a range.
        n: number of values over each range; narrower structure needs more.
        share: instead of the winner, where the saving passes this share of the baseline.

    Returns:
        A driver for each key, in the order given.
    """
    grids = {key: _grid(bound.inputs[key], n) for key in keys}
    rows = _savings(bound, alternative, grids, share)
    brackets = [
        (key, float(left), float(right), float(below), float(above))
        for key, row in zip(grids, rows, strict=True)
        for (left, right), (below, above) in zip(pairwise(grids[key]), pairwise(row), strict=True)
        if (below < 0) != (above < 0)
    ]
    points = _refined(bound, alternative, brackets, share)
    return [
        Driver(key, tuple(grids[key].tolist()), tuple(row.tolist()), tuple(p for k, p in points if k == key))
        for key, row in zip(grids, rows, strict=True)
    ]


def crossings(result: Result, alternative: str) -> list[Crossing]:
    """Where the cumulative costs of baseline and alternative cross, before discounting, within the horizon."""
    dates, gap = cumulative_difference(result, alternative)
    found: list[Crossing] = []
    last_sign, last_date, last_gap = 0.0, 0.0, 0.0
    for date, value in zip(dates, gap, strict=True):
        sign = float(np.sign(value))
        if sign and last_sign and sign != last_sign:
            at = last_date + (date - last_date) * last_gap / (last_gap - value)
            found.append(Crossing(float(at), sign > 0))
        if sign:
            last_sign = sign
        if value != last_gap or not sign:
            last_date, last_gap = date, value
        else:
            last_date = date
    return found


def closest_again(result: Result, alternative: str) -> tuple[float, float] | None:
    """Date and size of the smallest gap after the first time that the gap has narrowed; None if it never does."""
    dates, gap = cumulative_difference(result, alternative)
    size = np.abs(gap)
    falls = np.flatnonzero(np.diff(size) < 0)
    if not falls.size:
        return None
    after = int(falls[0]) + 1
    at = after + int(np.argmin(size[after:]))
    return float(dates[at]), float(size[at])


def cumulative_difference(result: Result, alternative: str) -> tuple[Array, Array]:
    """Half-year dates of the horizon, and what the alternative has saved by then; below a won it is 0."""
    count = 2 * result.horizon + 1
    gap = np.array(result.row(alternative, "cumulative.plain")[:count])
    smallest = float(result.bound.values()["smallest_amount"])  # type: ignore[arg-type]
    gap[np.abs(gap) < smallest] = 0.0
    return np.arange(count) / 2.0, gap


def _range(each: Input) -> tuple[float, float] | None:
    """From low to high, widened to the case's own value."""
    if each.fixed or each.series is not None or not each.has_range or each.declaration.format == "flag":
        return None
    assert each.low is not None
    assert each.high is not None
    return min(each.low, each.value), max(each.high, each.value)


def _grid(each: Input, n: int) -> Array:
    found = _range(each)
    if found is None:
        raise ValueError(f"'{each.id}' has no range to move it over")
    if each.declaration.format == "whole":
        return np.unique(np.round(np.linspace(*found, n)))
    return np.linspace(*found, n)


def _savings(
    bound: BoundModel, alternative: str, grids: Mapping[str, Array], share: float = 0.0
) -> list[Array]:
    """The saving along each grid, other inputs at the case's values: one batch, cut where memory asks for it."""
    if not grids:
        return []
    own = bound.values()
    ends = np.cumsum([len(grid) for grid in grids.values()])
    columns = {}
    for (key, grid), end in zip(grids.items(), ends, strict=True):
        columns[key] = np.full(ends[-1], float(own[key]))  # type: ignore[arg-type]
        columns[key][end - len(grid) : end] = grid
    saving = np.concatenate([_batch(bound, alternative, part, share) for part in _chunks(columns, ends[-1])])
    return np.split(saving, ends[:-1])


def _chunks(columns: Mapping[str, Array], count: int) -> Iterable[Mapping[str, Array]]:
    """Blocks of nearly equal length, none of a single draw."""
    bounds = np.linspace(0, count, max(1, -(-count // CHUNK)) + 1).astype(int)
    for start, end in pairwise(bounds):
        repeat = 2 if end - start == 1 else 1
        yield {key: np.repeat(column[start:end], repeat) for key, column in columns.items()}


def _batch(bound: BoundModel, columns: Mapping[str, Array], share: float) -> Array:
    cost = evaluate(bound, columns)[COST]
    if cost.ndim == 2:  # no input of the batch reaches a cost
        cost = np.broadcast_to(cost, (len(next(iter(columns.values()))), *cost.shape))
    baseline = cost[:, bound.baseline, 0]
    other = cost[:, 1 - bound.baseline, 0]
    return baseline - other - share * baseline


def _two(bound: BoundModel, alternative: str) -> BoundModel:
    """The same model with the baseline and one alternative, and of its lines those that reach the cost."""
    kept = [name for name in bound.alternatives if name in (bound.case.baseline, alternative)]
    if len(kept) != 2:
        raise ValueError(f"'{alternative}' is not an alternative to the baseline")
    at = [bound.alternatives.index(name) for name in kept]
    case = bound.case.model_copy(update={"alternatives": {name: bound.case.alternatives[name] for name in kept}})
    resolved = {
        question: ids if len(ids) == 1 else tuple(ids[each] for each in at)
        for question, ids in bound.resolved.items()
    }
    needed, rest = set(), [COST]
    while rest:
        key = rest.pop()
        if key not in needed:
            needed.add(key)
            rest.extend(bound.model.instances[key].dependencies)
    steps = tuple(step for step in bound.model.steps if needed.intersection(step))
    return replace(bound, case=case, resolved=resolved, model=replace(bound.model, steps=steps))


def _refined(
    bound: BoundModel, alternative: str, brackets: Sequence[tuple[str, float, float, float, float]], share: float
) -> list[tuple[str, Point]]:
    """Each change of sign narrowed together: every round divides all intervals by sixteen."""
    whole = {key for key, *_ in brackets if bound.inputs[key].declaration.format == "whole"}
    found = [(key, Point(right, above >= 0, True)) for key, _, right, _, above in brackets if key in whole]
    open_ends = [each for each in brackets if each[0] not in whole]
    for _ in range(ROUNDS):
        open_ends = _narrowed(bound, alternative, open_ends, share)
    for key, left, right, below, above in open_ends:
        value = left + (right - left) * below / (below - above)
        found.append((key, Point(value, above >= 0, False)))
    return _checked(bound, alternative, found, share)


def _narrowed(
    bound: BoundModel, alternative: str, brackets: Sequence[tuple[str, float, float, float, float]], share: float
) -> list[tuple[str, float, float, float, float]]:
    grids = {f"{at}": np.linspace(left, right, 17) for at, (_, left, right, _, _) in enumerate(brackets)}
    rows = _savings_at(bound, alternative, [each[0] for each in brackets], list(grids.values()), share)
    found = []
    for (key, *_), grid, row in zip(brackets, grids.values(), rows, strict=True):
        step = int(np.flatnonzero((row[:-1] < 0) != (row[1:] < 0))[0])
        found.append((key, float(grid[step]), float(grid[step + 1]), float(row[step]), float(row[step + 1])))
    return found


def _savings_at(
    bound: BoundModel, alternative: str, keys: Sequence[str], grids: Sequence[Array], share: float
) -> list[Array]:
    """Like `_savings`, where an input may have several grids."""
    rows: list[Array] = [None] * len(keys)
    rest = list(range(len(keys)))
    while rest:
        first = {keys[at]: at for at in reversed(rest)}
        for at, row in zip(
            first.values(),
            _savings(bound, alternative, {key: grids[at] for key, at in first.items()}, share),
            strict=True,
        ):
            rows[at] = row
        rest = [at for at in rest if at not in first.values()]
    return rows


def _checked(
    bound: BoundModel, alternative: str, points: Sequence[tuple[str, Point]], share: float
) -> list[tuple[str, Point]]:
    """Each point put back into the model; one at which the difference is not 0 lies on a step."""
    rows = _savings_at(bound, alternative, [key for key, _ in points], [np.array([p.value, p.value]) for _, p in points], share)
    scale = abs(float(evaluate(bound)["present_value"][bound.baseline, 0])) or 1.0
    return [
        (key, Point(point.value, point.rises, bool(abs(row[0]) > TOLERANCE * scale)))
        for (key, point), row in zip(points, rows, strict=True)
    ]
