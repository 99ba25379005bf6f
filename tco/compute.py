"""The numpy interpreter: a bound model and its values in, every line out.

Promise: the same rules for one evaluation and for many draws; the last axis of every array is the
year (or half-year), the one before the alternative, the first, if any, the draw. Lines that read
each other's earlier years are computed one year at a time. Imports numpy, `language`, `model` and
`inputs` only.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any
from weakref import WeakKeyDictionary

import numpy as np

from tco.inputs import BoundModel, Question
from tco.language import Row
from tco.model import HISTORY, LAST_YEAR, BuiltIn, InputRef, Instance, LineRef, Model, width

Array = Any
Values = Mapping[str, Any]
YEARS = np.arange(-HISTORY, LAST_YEAR + 1, dtype=float)
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
    given = dict(bound.values())
    given.update(values or {})
    store: dict[Any, Array] = {question: _input(bound, question, given) for question in bound.resolved}
    store |= {"year": YEARS[None, :], "point": POINTS[None, :], "zero": ZERO}
    with np.errstate(over="ignore", invalid="ignore", divide="ignore", under="ignore"):
        for step in _plan(bound.model):
            step(store, bound.baseline)
    return {key: store[key] for key in bound.model.instances}


def _input(bound: BoundModel, question: Question, values: Values) -> Array:
    """The input's values as (alternatives or 1, 1 or 31), with the axis of draws in front if it has one."""
    keys = bound.resolved[question]
    keys = keys[:1] if keys.count(keys[0]) == len(keys) else keys
    if all(isinstance(values[key], int | float) for key in keys):
        return np.array([values[key] for key in keys], dtype=float)[:, None]
    cells = [np.asarray(values[key], dtype=float) for key in keys]
    if bound.inputs[keys[0]].series is not None:
        return np.stack(cells)
    return np.stack(np.broadcast_arrays(*(np.atleast_1d(cell) for cell in cells)), axis=-1)[:, :, None]


@dataclass(frozen=True, slots=True)
class _Argument:
    """Where a parameter's array is found and how it is fitted to the columns that are computed."""

    key: Any
    baseline: bool
    fit: str
    lead: int
    width: int

    def fetch(self, store: Mapping[Any, Array], baseline: int) -> Array:
        array = store[self.key]
        if self.baseline and array.shape[-2] > 1:
            array = array[..., baseline : baseline + 1, :]
        if self.fit == "plain":
            return array
        if self.fit == "row":
            return Row(array, self.lead, None, self.width)
        if self.fit == "cut":
            return array[..., HISTORY:]
        return np.concatenate([np.zeros((*array.shape[:-1], HISTORY)), array], axis=-1)


def _argument(model: Model, instance: Instance, name: str) -> _Argument:
    ref, line = instance.references[name], instance.line
    key: Any = "zero"
    history, columns, baseline = False, 1, False
    if isinstance(ref, LineRef):
        source = model.instances[ref.id].line
        key, history, columns, baseline = ref.id, source.history, width(source), ref.baseline
    elif isinstance(ref, InputRef):
        key = (line.once_per_case, ref)
        history = ref.name in ROWS_OF_INPUTS
        columns = len(YEARS) if history else 1
    elif isinstance(ref, BuiltIn):
        key, history, columns = ref.id, ref.id == "year", len(YEARS)
    lead = HISTORY if history and not line.history else 0
    if name in line.rows:
        return _Argument(key, baseline, "row", lead, width(line))
    if lead:
        return _Argument(key, baseline, "cut", lead, width(line))
    padded = line.history and not history and columns == LAST_YEAR + 1
    return _Argument(key, baseline, "pad" if padded else "plain", 0, width(line))


ROWS_OF_INPUTS = frozenset(
    {"outbound_thresholds", "outbound_steps", "support_thresholds", "support_steps", "register",
     "escalation_rates"}
)  # fmt: skip
Step = Callable[[dict[Any, Array], int], None]
_PLANS: WeakKeyDictionary[Model, list[Step]] = WeakKeyDictionary()


def _plan(model: Model) -> list[Step]:
    """The steps of a model, prepared once."""
    if model not in _PLANS:
        _PLANS[model] = [_step(model, [model.instances[key] for key in group]) for group in model.steps]
    return _PLANS[model]


def _step(model: Model, group: list[Instance]) -> Step:
    first = group[0]
    if len(group) > 1 or first.id in first.dependencies:
        return _year_by_year(model, group)
    return _total(first) if first.line.is_total else _rule(model, first)


def _rule(model: Model, instance: Instance) -> Step:
    arguments = [_argument(model, instance, name) for name in instance.line.parameters]
    rule, key, columns = instance.line.rule, instance.id, width(instance.line)
    assert rule is not None

    def compute(store: dict[Any, Array], baseline: int) -> None:
        result = rule(*[argument.fetch(store, baseline) for argument in arguments])
        result = result.cells if isinstance(result, Row) else result
        store[key] = result if result.shape[-1] == columns else _widened(result, columns)

    return compute


def _total(instance: Instance) -> Step:
    key, members, columns = instance.id, instance.members, width(instance.line)

    def compute(store: dict[Any, Array], baseline: int) -> None:
        result = store[members[0]]
        for member in members[1:]:
            result = result + store[member]
        store[key] = result if result.shape[-1] == columns else _widened(result, columns)

    return compute


def _widened(array: Array, columns: int) -> Array:
    return np.broadcast_to(array, (*array.shape[:-1], columns))


def _year_by_year(model: Model, group: list[Instance]) -> Step:
    inside = {instance.id for instance in group}
    plan = [
        (
            instance.id,
            instance.line.rule,
            [_argument(model, instance, name) for name in instance.line.parameters],
        )
        for instance in group
    ]
    size = width(group[0].line)

    def compute(store: dict[Any, Array], baseline: int) -> None:
        outer = {
            id(argument): argument.fetch(store, baseline)
            for _, _, arguments in plan
            for argument in arguments
            if argument.key not in inside
        }
        leading = (np.shape(each.values if isinstance(each, Row) else each)[:-1] for each in outer.values())
        shape = np.broadcast_shapes(*leading)
        for key in inside:
            store[key] = np.zeros((*shape, size))
        for column in range(size):
            for key, rule, arguments in plan:
                cells = [_cell(store, outer.get(id(each)), each, column) for each in arguments]
                store[key][..., column] = rule(*cells)  # type: ignore[misc]

    return compute


def _cell(store: Mapping[Any, Array], outer: Array, argument: _Argument, column: int) -> Array:
    """The parameter's value in one column, or its whole row with that column marked."""
    if outer is None:
        array = store[argument.key]
        return Row(array, 0, column) if argument.fit == "row" else array[..., column]
    if isinstance(outer, Row):
        return Row(outer.values, outer.lead, column)
    return outer[..., column if outer.shape[-1] > 1 else 0]
