"""A model prepared for many draws: what is to be calculated for some lines, kept for the next change.

Promise: a plan holds for all draws within its limits and for one value of every other input; a plan
that holds is used again, and an input that changed since gets room to move, so that the next change
of it finds a plan. Imports `reduced` and the modules of this package below it.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Mapping
from threading import Lock
from typing import Any

import numpy as np

from tco.inputs import BoundModel
from tco.reduced import reduced
from tco.uncertainty.program import Stage, stages_of
from tco.uncertainty.tracing import Limits, trace

Array = Any
MOST_PLANS = 8
_PLANS: OrderedDict[int, Plan] = OrderedDict()
_LOCK = Lock()


class Plan:
    """The stages for some lines of a bound model.

    Args:
        bound: the case, reduced to what the lines need.
        limits: for each input that may vary, between which values.
        lines: the lines asked for.
    """

    def __init__(self, bound: BoundModel, limits: Limits, lines: tuple[str, ...]):
        self.bound = bound
        asked = {key for keys in self.bound.resolved.values() for key in keys}
        self.lines, self.limits = lines, {key: ends for key, ends in limits.items() if key in asked}
        values = self.bound.values()
        self.values = {key: values[key] for key in asked}
        graph, self.cells = trace(self.bound, self.limits, lines)
        self.stages: list[Stage] = stages_of(graph, [each.codes for each in self.cells.values()])
        self.drawn = {at: key for at, (function, key) in enumerate(graph.nodes) if function == "input"}
        self.executors: dict[Any, list[Any]] = {}

    @property
    def operations(self) -> int:
        """How many operations each draw takes."""
        return sum(len(stage.code) for stage in self.stages)

    def alike(self, other: BoundModel, lines: tuple[str, ...]) -> bool:
        """Whether the other (reduced) case has the same structure, whatever its numbers."""
        return (
            self.lines == lines
            and other.model is self.bound.model
            and other.alternatives == self.bound.alternatives
            and other.baseline == self.bound.baseline
            and other.resolved == self.bound.resolved
        )

    def strangers(self, bound: BoundModel, limits: Limits) -> list[str]:
        """The inputs whose values or limits are not those of the plan."""
        values = bound.values()
        return [
            key for key, known in self.values.items() if not self._covers(key, known, values[key], limits)
        ]

    def _covers(self, key: str, known: Any, value: Any, limits: Limits) -> bool:
        if key not in self.limits:
            return key not in limits and bool(np.array_equal(known, value))
        low, high = self.limits[key]
        first, last = limits.get(key, (value, value))
        return bool(low <= first and last <= high)

    def sources(self, draws: Mapping[str, Array], bound: BoundModel, count: int) -> dict[int, Array]:
        """The values of the plan's inputs, by node; an input that is not drawn has the case's own."""
        values = bound.values()
        return {
            node: draws[key] if key in draws else np.full(count, values[key])
            for node, key in self.drawn.items()
        }


def plan_for(bound: BoundModel, limits: Limits, lines: tuple[str, ...]) -> Plan:
    """A plan that holds for these draws, kept or new."""
    bound = reduced(bound, lines)
    with _LOCK:
        alike = [(key, plan) for key, plan in reversed(_PLANS.items()) if plan.alike(bound, lines)]
        for key, plan in alike:
            if not plan.strangers(bound, limits):
                _PLANS.move_to_end(key)
                _rest()
                return plan
    plan = Plan(bound, _with_room(bound, limits, alike[0][1] if alike else None), lines)
    with _LOCK:
        _PLANS[id(plan)] = plan
        _rest()
    return plan


def _rest() -> None:
    """Registers are kept for the two plans used last, since they take more room than all else."""
    while len(_PLANS) > MOST_PLANS:
        _PLANS.popitem(last=False)
    for plan in list(_PLANS.values())[:-2]:
        plan.executors.clear()


def _with_room(bound: BoundModel, limits: Limits, before: Plan | None) -> dict[str, tuple[float, float]]:
    """The limits, at least an input's own range; and those of inputs that changed since the plan before."""
    wide = {key: _hull(bound, key, ends) for key, ends in limits.items()}
    if before is None:
        return wide
    for key in before.strangers(bound, limits):
        value, old = bound.values()[key], before.values[key]
        if key in wide or not isinstance(value, int | float) or not isinstance(old, int | float):
            continue
        if _moves(bound, key):
            low, high = before.limits.get(key, (old, old))
            wide[key] = _hull(bound, key, (min(value, low), max(value, high)))
    return wide


def _hull(bound: BoundModel, key: str, ends: tuple[float, float]) -> tuple[float, float]:
    own = bound.inputs[key]
    if own.low is None or own.high is None:
        return ends
    return min(ends[0], own.low), max(ends[1], own.high)


def _moves(bound: BoundModel, key: str) -> bool:
    """Switches and counts decide what is calculated at all; only amounts and rates get room."""
    return bound.inputs[key].declaration.format not in ("whole", "flag", "timing")
