"""The numpy interpreter: a bound model and its values in, every line out.

Promise: the same rules for one evaluation and for many draws; the last axis of every array is the
year (or half-year), the one before the alternative, the first, if any, the draw. Lines that read
each other's earlier years are computed one year at a time. Imports numpy, `inputs`, `model`,
`tasks`, `steps` and `together` only.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property, lru_cache
from typing import Any
from weakref import WeakKeyDictionary

import numpy as np

from tco.inputs import BoundModel, Same
from tco.model import LAST_YEAR, Model
from tco.steps import Step, Store, alone, carry_out
from tco.tasks import YEARS, Tasks
from tco.together import Inputs, Together

Array = Any
Values = Mapping[str, Any]
POINTS = np.arange(2 * LAST_YEAR + 1, dtype=float) / 2.0
ZERO = np.zeros((1, 1))


def evaluate(bound: BoundModel, values: Values | None = None) -> dict[str, Array]:
    """Every line of the model.

    Args:
        bound: the case with its model and inputs.
        values: input id to number, row of 31 numbers, or array of draws (one axis); the case's own
            values where left out.

    Returns:
        Line id to array of shape (alternatives or 1, columns), with a leading axis of draws where an
        input has one. Columns begin in year 0, or in year −15 for lines with a history.
    """
    given = {**bound.values(), **(values or {})}
    plan, store = plan_of(bound.model), started(bound)
    if all(isinstance(each, int | float | tuple) for each in (values or {}).values()):
        inputs_of(bound).fill(store, given)
        carry_out(plan.together.steps, store)
    else:
        arrays = {keys: input_array(bound, keys, given) for keys in set(bound.resolved.values())}
        store.update(
            (plan.tasks.questions[question], arrays[keys]) for question, keys in bound.resolved.items()
        )
        carry_out(plan.alone, store)
    return {key: store[key] for key in bound.model.instances}


def started(bound: BoundModel) -> Store:
    """What a plan's steps read besides inputs and lines."""
    return {"year": YEARS[None, :], "point": POINTS[None, :], "zero": ZERO, "baseline": bound.baseline}


def input_array(bound: BoundModel, keys: tuple[str, ...], values: Values) -> Array:
    """The input's values as (alternatives or 1, 1 or 31), with the axis of draws in front if it has one."""
    keys = keys[:1] if keys.count(keys[0]) == len(keys) else keys
    if all(isinstance(values[key], int | float) for key in keys):
        return np.array([values[key] for key in keys], dtype=float)[:, None]
    cells = [np.asarray(values[key], dtype=float) for key in keys]
    if bound.inputs[keys[0]].series is not None:
        return np.stack(cells)
    return np.stack(np.broadcast_arrays(*(np.atleast_1d(cell) for cell in cells)), axis=-1)[:, :, None]


class Plan:
    """The steps of a model, prepared once."""

    def __init__(self, model: Model):
        self.tasks = Tasks(model)

    @cached_property
    def alone(self) -> list[Step]:
        """Each task by itself, for one evaluation or many draws."""
        return alone(self.tasks.all)

    @cached_property
    def together(self) -> Together:
        """Alike tasks at once, for one evaluation."""
        return Together(self.tasks)


_PLANS: WeakKeyDictionary[Model, Plan] = WeakKeyDictionary()


def plan_of(model: Model) -> Plan:
    """The plan of a model, the same for every case of its structure."""
    plan = _PLANS.get(model)
    if plan is None:
        plan = _PLANS[model] = Plan(model)
    return plan


def inputs_of(bound: BoundModel) -> Inputs:
    """Where the inputs of a case stand in the arrays of its plan's steps together."""
    return _inputs(Same(bound.resolved), bound.model)


@lru_cache(maxsize=64)
def _inputs(same: Same, model: Model) -> Inputs:
    plan = plan_of(model)
    return Inputs(plan.tasks, plan.together.asked, same.resolved)
