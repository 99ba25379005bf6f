"""When each workload of an alternative moves, in months from the decision.

Promise: dates are the inputs and the duration that the model uses; what lies beyond the horizon is cut there.
Imports `plans`, `model`, `edits` and `results` only.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tco import plans
from tco.edits import Document
from tco.model import InputRef
from tco.results import Result

MONTHS = 12


@dataclass(frozen=True)
class Move:
    """A workload with the months at which it begins to move, has moved, and has left own equipment.

    Attributes:
        place: one of `plans.PLACES`; what stays on own equipment has dates that nothing reads.
    """

    workload: str
    place: str
    resources: tuple[str, ...]
    start: float
    moved: float
    left: float

    @property
    def stays(self) -> bool:
        """Whether it remains on own equipment."""
        return self.place == plans.OWN


def schedule(result: Result, document: Document, name: str) -> list[Move]:
    """Each workload of an alternative, in the order of the case."""
    bound = result.bound
    values, at = bound.values(), bound.alternatives.index(name)
    found = []
    for workload in bound.case.workloads:
        placed = plans.placed(document, name, workload)
        start, overlap = (
            float(values[bound.resolved[False, InputRef(key, (workload,))][at]])  # type: ignore[arg-type]
            for key in ("move_start", "overlap")
        )
        moved = start + result.value(name, f"duration_of_move.{workload}")
        found.append(Move(workload, placed.place, placed.resources, start, moved, moved + overlap))
    return found


def all_moved(moves: Sequence[Move]) -> float | None:
    """The month at which the last workload has moved; none where nothing does."""
    return max((each.moved for each in moves if not each.stays), default=None)


def dual_running_months(moves: Sequence[Move], horizon: int) -> float:
    """For how many months own equipment and the cloud run side by side for any workload."""
    end, reached, months = float(horizon * MONTHS), 0.0, 0.0
    for each in sorted((each for each in moves if not each.stays), key=lambda each: each.start):
        begin, until = max(reached, each.start), min(end, each.left)
        months += max(0.0, until - begin)
        reached = max(reached, until)
    return months
