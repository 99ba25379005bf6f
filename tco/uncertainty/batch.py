"""Many draws of a case: the lines asked for, block by block.

Promise: each draw gives what `tco.compute.evaluate` gives for it (relative 1e-12), bit for bit the same
however the draws are cut into blocks and workers; only the lines asked for are kept, so memory does not grow
with the model. Imports numpy, `finance`, `inputs` and the modules of this package below it.
"""

from __future__ import annotations

from collections.abc import Generator, Iterator, Mapping, Sequence
from contextlib import closing
from functools import cache
from itertools import pairwise
from typing import Any, Protocol

import numpy as np

from tco.finance.returns import irr_batch
from tco.inputs import BoundModel
from tco.uncertainty import vectors
from tco.uncertainty.cells import KNOWN
from tco.uncertainty.plan import Plan, plan_for
from tco.uncertainty.program import Stage
from tco.uncertainty.tracing import Limits
from tco.uncertainty.workers import Work, can_fork, in_processes, in_threads

Array = Any
#: Draws per block at most unless told: what a worker takes at once, and the caller gets at once; and those
#: that numpy calculates at a time: many enough that the work per call does not count.
BLOCK, WIDTH, LINE = 16_384, 8192, 64
#: Blocks at a time where that pays; draws from which on processes earn the time that it takes to begin them.
WORKERS, WORTH_PROCESSES = 2, 2**14


class Draws(Protocol):
    """Draws that are made when they are needed; several threads may ask for parts at a time."""

    count: int

    def limits(self) -> Limits:
        """For each drawn input the numbers between which all its draws lie."""

    def part(self, at: slice) -> Mapping[str, Array]:
        """Each drawn input's draws of a range."""


class Outcomes(dict[str, Array]):
    """Line id to array (draws, alternatives or 1, columns).

    Attributes:
        compiled: whether the compiled path made them; it needs the optional extra `fast`.
    """

    compiled: bool = False


class _InMemory:
    def __init__(self, draws: Mapping[str, Array]):
        self.draws = {key: np.asarray(column, dtype=float) for key, column in draws.items()}
        counts = {column.shape for column in self.draws.values()}
        if len(counts) != 1 or len(next(iter(counts))) != 1:
            raise ValueError("every input needs the same number of draws, along one axis")
        self.count = next(iter(counts))[0]

    def limits(self) -> Limits:
        return {key: (float(column.min()), float(column.max())) for key, column in self.draws.items()}

    def part(self, at: slice) -> Mapping[str, Array]:
        return {key: column[at] for key, column in self.draws.items()}


@cache
def has_compiled() -> bool:
    """Whether the optional extra `fast` is installed and works here."""
    try:
        import tco.uncertainty.compiled  # noqa: F401 (slow to import, so only when asked)
    except ImportError:
        return False
    return True


def outcomes(
    bound: BoundModel,
    draws: Mapping[str, Array] | Draws,
    lines: Sequence[str],
    *,
    workers: int = 0,
    compiled: bool | None = None,
    block: int = 0,
) -> Outcomes:
    """The lines' values for every draw.

    Args:
        bound: the case; an input that is not drawn has the case's own value.
        draws: input id to array of draws, or draws made when needed.
        lines: ids of the lines to keep.
        workers: how many blocks are calculated at a time, in threads on the compiled path, else in processes;
            0 for what pays. Where no process can be begun, it is one.
        compiled: whether to use the compiled path; None where it is installed. Without the extra the
            result says that it was not.
        block: draws per block; 0 for what suits the cache.
    """
    source = _source(draws)
    found = Outcomes()
    found.compiled = _is_compiled(compiled)
    for at, part in blocks(bound, source, lines, workers=workers, compiled=compiled, block=block):
        for key, values in part.items():
            if key not in found:
                found[key] = _empty(values, source.count)
            if found[key].strides[0]:
                found[key][at] = values
    return found


def blocks(
    bound: BoundModel,
    draws: Mapping[str, Array] | Draws,
    lines: Sequence[str],
    *,
    workers: int = 0,
    compiled: bool | None = None,
    block: int = 0,
) -> Iterator[tuple[slice, dict[str, Array]]]:
    """The same in parts, in the order of the draws; leaving the loop cancels what is not begun."""
    source = _source(draws)
    plan = plan_for(bound, _limits(bound, source), tuple(dict.fromkeys(lines)))
    fast = _is_compiled(compiled)
    size = block or _even(source.count, BLOCK, WORKERS)
    run = _Run(plan, fast, min(size, source.count))
    starts = [*range(0, source.count, size), source.count] if source.count else [0, 0]
    jobs = [slice(start, end) for start, end in pairwise(starts)]

    def values(at: slice) -> dict[int, Array]:
        part, count = source.part(at), at.stop - at.start
        _check(plan, part)
        return run.values(plan.sources(part, bound, count), count)

    with closing(_in_order(values, jobs, workers, fast)) as found:
        for at, known in zip(jobs, found, strict=True):
            yield at, run.lines(known, at.stop - at.start)


def _in_order(
    work: Work, jobs: list[slice], workers: int, fast: bool
) -> Generator[dict[int, Array], None, None]:
    if not workers:
        workers = WORKERS if fast or jobs[-1].stop >= WORTH_PROCESSES else 1
    if workers == 1 or len(jobs) == 1 or not (fast or can_fork()):
        yield from map(work, jobs)
    else:
        yield from (in_threads if fast else in_processes)(work, jobs, workers)


class _Run:
    """Blocks of draws through the stages of a plan."""

    def __init__(self, plan: Plan, fast: bool, longest: int):
        self.plan, self.fast = plan, fast
        self.width = max(1, -(-_even(longest, WIDTH) // LINE)) * LINE

    def values(self, known: dict[int, Array], count: int) -> dict[int, Array]:
        """The values of the lines' nodes from those of the inputs' nodes."""
        for at, stage in enumerate(self.plan.stages):
            if len(stage.code):
                self._stage(at, stage, known, count)
            for node, operands in stage.rates:
                flows = np.empty((count, len(operands)))
                for column, each in enumerate(operands):
                    flows[:, column] = known[each] if each >= 0 else stage.numbers[~each]
                known[node] = irr_batch(flows)
        return {node: known[node] for node in self.plan.ends}

    def lines(self, known: dict[int, Array], count: int) -> dict[str, Array]:
        """The lines from the values of their nodes."""
        return {key: self._line(key, known, count) for key in self.plan.lines}

    def _stage(self, at: int, stage: Stage, known: dict[int, Array], count: int) -> None:
        given = np.empty((len(stage.sources), count))
        for row, node in enumerate(stage.sources):
            given[row] = known[node]
        idle = self.plan.executors.setdefault((at, self.fast), [])
        try:
            executor = idle.pop()
        except IndexError:
            executor = _executor(stage, self.fast)
        kept = executor.run(given, self.width)
        idle.append(executor)
        known.update(zip(stage.stored, kept, strict=True))

    def _line(self, key: str, known: dict[int, Array], count: int) -> Array:
        cells = self.plan.cells[key]
        if cells.nodes is None:
            return np.broadcast_to(cells.low, (count, *cells.shape))
        values = np.empty((*cells.shape, count))
        for at in np.ndindex(cells.shape):
            node = int(cells.nodes[at])
            values[at] = cells.low[at] if node == KNOWN else known[node]
        return np.moveaxis(values, -1, 0)


def _executor(stage: Stage, fast: bool) -> Any:
    if not fast:
        return vectors.Vectors(stage)
    from tco.uncertainty.compiled import Compiled  # numba is an optional extra, and slow to import

    return Compiled(stage)


def _even(count: int, most: int, among: int = 1) -> int:
    """The length of pieces that are alike and not too long; as many for each, if one is not enough."""
    pieces = -(-count // most)
    if pieces > 1:
        pieces = -(-pieces // among) * among
    return -(-count // max(1, pieces))


def _source(draws: Mapping[str, Array] | Draws) -> Draws:
    return _InMemory(draws) if isinstance(draws, Mapping) else draws


def _is_compiled(compiled: bool | None) -> bool:
    return compiled is not False and has_compiled()


def _limits(bound: BoundModel, source: Draws) -> Limits:
    """The limits of the draws; refuses what is no input of the case, a row, or not finite."""
    limits = (
        source.limits() if source.count else {key: _point(bound, key) for key in source.part(slice(0, 0))}
    )
    for key, ends in limits.items():
        if key not in bound.inputs:
            raise ValueError(f"'{key}' is not an input of this case")
        if bound.inputs[key].series is not None:
            raise ValueError(f"'{key}' is a row of numbers and cannot be drawn")
        if not np.isfinite(ends).all():
            raise ValueError(f"a draw of '{key}' is not a finite number")
    return limits


def _check(plan: Plan, part: Mapping[str, Array]) -> None:
    """What the plan leaves out, it leaves out for draws within its limits."""
    for key, (low, high) in plan.limits.items():
        column = part.get(key, ())
        if len(column) and not (low <= column.min() and column.max() <= high):
            raise ValueError(f"a draw of '{key}' lies outside the limits {low:g} … {high:g} that were stated")


def _point(bound: BoundModel, key: str) -> tuple[float, float]:
    value = bound.inputs[key].value if key in bound.inputs else 0.0
    return value, value


def _empty(values: Array, count: int) -> Array:
    """Room for all draws, the draw innermost; what no draw changes takes none."""
    if not values.strides[0] and len(values):
        return np.broadcast_to(values[0], (count, *values.shape[1:]))
    return np.moveaxis(np.empty((*values.shape[1:], count)), -1, 0)
