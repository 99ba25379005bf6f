"""A model prepared for many draws: what is to be calculated for some lines, kept for the next change.

Promise: a plan holds for all draws within its limits and for one value of every other input; a plan that
holds is used again, and an input that changed since gets room to move, so that the next change of it finds a
plan. Imports numpy, `inputs`, `reduced` and the modules of this package below it.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Mapping
from threading import Lock
from types import MappingProxyType
from typing import Any

import numpy as np

from tco.inputs import BoundModel
from tco.reduced import reduced
from tco.uncertainty.cells import KNOWN
from tco.uncertainty.program import Stage, stages_of
from tco.uncertainty.tracing import Limits, trace

Array = Any
Ends = tuple[float, float]
HORIZON = "horizon"  # a fixed one saves the most, so that it gets room only once it has changed
MOST_PLANS, MOST_AT_WORK = 24, 4
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
        codes = [each.codes for each in self.cells.values()]
        self.stages: list[Stage] = stages_of(graph, codes)
        self.ends = {int(node) for each in codes for node in each.flat if node != KNOWN}
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
            and (other.resolved is self.bound.resolved or other.resolved == self.bound.resolved)
        )

    def strangers(self, bound: BoundModel, limits: Limits) -> list[str]:
        """The inputs whose values or limits are not those of the plan."""
        values = bound.values()
        return [
            key for key, known in self.values.items() if not self._covers(key, known, values[key], limits)
        ]

    def _covers(self, key: str, known: Any, value: Any, limits: Limits) -> bool:
        if key not in self.limits:
            return key not in limits and bool(known == value)
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
    found, alike = _kept(bound, limits, lines)
    return found or _new(bound, _with_room(bound, limits, alike), lines)


def is_prepared(bound: BoundModel, limits: Limits, lines: tuple[str, ...]) -> bool:
    """Whether a plan that holds for these draws is kept."""
    return _kept(reduced(bound, lines), limits, lines)[0] is not None


def prepare(bound: BoundModel, limits: Limits, lines: tuple[str, ...]) -> None:
    """Keep a plan that holds whichever amount, rate or count of the case is changed next."""
    bound = reduced(bound, lines)
    found, alike = _kept(bound, limits, lines)
    if not found:
        room = {key: ends for key, value in bound.values().items() if (ends := _room(bound, key, value))}
        usual = {key: ends for key, ends in room.items() if key != HORIZON}
        _new(bound, usual | _with_room(bound, limits, alike, room), lines)


def _kept(bound: BoundModel, limits: Limits, lines: tuple[str, ...]) -> tuple[Plan | None, Plan | None]:
    """A plan that holds, and the last one of the same structure."""
    with _LOCK:
        alike = [(key, plan) for key, plan in reversed(_PLANS.items()) if plan.alike(bound, lines)]
        for key, plan in alike:
            if not plan.strangers(bound, limits):
                _PLANS.move_to_end(key)
                _rest()
                return plan, plan
    return None, alike[0][1] if alike else None


def _new(bound: BoundModel, limits: Limits, lines: tuple[str, ...]) -> Plan:
    plan = Plan(bound, limits, lines)
    with _LOCK:
        _PLANS[id(plan)] = plan
        _rest()
    return plan


def _rest() -> None:
    """Registers are kept for the plans used last, since they take more room than all else."""
    while len(_PLANS) > MOST_PLANS:
        _PLANS.popitem(last=False)
    for plan in list(_PLANS.values())[:-MOST_AT_WORK]:
        plan.executors.clear()


def _with_room(
    bound: BoundModel, limits: Limits, before: Plan | None, room: Limits = MappingProxyType({})
) -> dict[str, Ends]:
    """The limits, at least an input's own range; and those of inputs that changed since the plan before."""
    wide = {key: _hull(bound, key, ends) for key, ends in limits.items()}
    if before is None:
        return wide
    for key in before.strangers(bound, wide):
        value, old = bound.values()[key], before.values[key]
        if not isinstance(value, int | float) or not isinstance(old, int | float) or not _moves(bound, key):
            continue
        low, high = wide.get(key, room.get(key, (value, value)))
        least, most = before.limits.get(key, (old, old))
        wide[key] = _hull(bound, key, (min(low, least), max(high, most)))
    return wide


def _hull(bound: BoundModel, key: str, ends: Ends) -> Ends:
    own = bound.inputs[key]
    if own.low is None or own.high is None:
        return ends
    return min(ends[0], own.low), max(ends[1], own.high)


def _moves(bound: BoundModel, key: str) -> bool:
    """Switches decide what is calculated at all; only amounts, rates and counts get room."""
    return bound.inputs[key].declaration.format not in ("flag", "timing")


def _room(bound: BoundModel, key: str, value: Any) -> Ends | None:
    """From half to twice the value; nothing stays nothing."""
    own = bound.inputs[key]
    if own.fixed or not isinstance(value, int | float) or not value or not _moves(bound, key):
        return None
    low, high = sorted((0.5 * value, 2.0 * value))
    least, most = own.declaration.minimum, own.declaration.maximum
    return low if least is None else max(low, least), high if most is None else min(high, most)
