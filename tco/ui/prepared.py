"""Comparisons prepared for many draws, so that the next change of a case is answered quickly.

Promise: whether a comparison is prepared changes how long an answer takes, and no figure beyond rounding;
what is kept holds for one structure of case and any numbers, and is nobody's own. Imports numpy and the
engine, and scipy when the engine uses it.
"""

from __future__ import annotations

from collections.abc import Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from threading import BoundedSemaphore, Event
from typing import Any

import numpy as np

from tco.inputs import BoundModel
from tco.reduced import reduced
from tco.switching import COST, Costs, range_of, ranged
from tco.uncertainty import plan
from tco.uncertainty.batch import has_compiled, outcomes
from tco.uncertainty.sampling import Source
from tco.uncertainty.simulation import DEFAULT_LINES, Run, with_flags
from tco.uncertainty.tracing import Limits

Array = Any
NOT_SHOWN = ("irr", "irr_defined", "equivalent_annual_cost")
LINES = tuple(line for line in DEFAULT_LINES if line not in NOT_SHOWN)
MOST_WAITING = 8
_POOL = ThreadPoolExecutor(1, thread_name_prefix="prepare")  # one: the next in line may find it done
_WAITING = BoundedSemaphore(MOST_WAITING)
_COMPILED = Event()


def is_compiled() -> bool:
    """Whether draws take the compiled path: loading it takes a second, which nobody is made to wait for."""
    return _COMPILED.is_set()


def load_compiled() -> None:
    """Load what makes draws, and the compiled path where it is installed; for a server that starts."""
    import scipy.stats  # noqa: F401 (slow to import, so only when asked)

    if has_compiled():
        _COMPILED.set()


def is_prepared(run: Run) -> bool:
    """Whether the draws of a simulation need no preparation."""
    return plan.is_prepared(run.part, _limits(run), run.ids)


def prepare(run: Run) -> Future[None] | None:
    """Prepare in the background, for whichever input is changed next; None where too many wait already."""
    if not _WAITING.acquire(blocking=False):
        return None
    found = _POOL.submit(plan.prepare, run.part, _limits(run), run.ids)
    found.add_done_callback(lambda _: _WAITING.release())
    return found


def _limits(run: Run) -> Limits:
    return Source(run.sampler, 0).limits()


def costs(bound: BoundModel, alternative: str) -> Costs | None:
    """Present values of baseline and alternative for draws of inputs; None where nothing is prepared."""
    here = bound.case.baseline
    ids = with_flags(bound, LINES)
    part = reduced(bound, ids, (here, alternative))
    limits = {key: ends for key in ranged(bound, alternative) if (ends := range_of(bound.inputs[key]))}
    if not plan.is_prepared(part, limits, ids):
        return None
    order = [part.alternatives.index(here), part.alternatives.index(alternative)]

    def found(columns: Mapping[str, Array]) -> Array:
        cost = outcomes(part, columns, ids, compiled=is_compiled())[COST][..., 0]
        return np.ascontiguousarray(np.broadcast_to(cost, (len(cost), 2)).T[order])

    return found
