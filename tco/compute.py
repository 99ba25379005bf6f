"""The numpy interpreter: a bound model and its values in, every line out.

Promise: the same rules for one evaluation and for many draws; the last axis of every array is the
year (or half-year), the one before the alternative, the first, if any, the draw. Lines that read
each other's earlier years are computed one year at a time. Imports numpy, `language`, `model` and
`inputs` only.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from collections.abc import Set as AbstractSet
from typing import Any
from weakref import WeakKeyDictionary

import numpy as np

from tco.inputs import BoundModel, Question
from tco.language import Line, Row
from tco.model import HISTORY, LAST_YEAR, BuiltIn, InputRef, Instance, LineRef, Model, Ref, width

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
    plan = _plan(bound.model)
    store: dict[str, Any] = {"year": YEARS[None, :], "point": POINTS[None, :], "zero": ZERO}
    store["baseline"] = bound.baseline
    arrays: dict[tuple[str, ...], Array] = {}
    for question, keys in bound.resolved.items():
        if keys not in arrays:
            arrays[keys] = _input(bound, keys, given)
        store[plan.questions[question]] = arrays[keys]
    with np.errstate(over="ignore", invalid="ignore", divide="ignore", under="ignore"):
        for step in plan.steps:
            step(store)
    return {key: store[key] for key in bound.model.instances}


def _input(bound: BoundModel, keys: tuple[str, ...], values: Values) -> Array:
    """The input's values as (alternatives or 1, 1 or 31), with the axis of draws in front if it has one."""
    keys = keys[:1] if keys.count(keys[0]) == len(keys) else keys
    if all(isinstance(values[key], int | float) for key in keys):
        return np.array([values[key] for key in keys], dtype=float)[:, None]
    cells = [np.asarray(values[key], dtype=float) for key in keys]
    if bound.inputs[keys[0]].series is not None:
        return np.stack(cells)
    return np.stack(np.broadcast_arrays(*(np.atleast_1d(cell) for cell in cells)), axis=-1)[:, :, None]


Step = Callable[[dict[str, Any]], None]


class _Plan:
    """The steps of a model, prepared once: each reads from a store by name and adds to it."""

    def __init__(self, model: Model):
        self.model = model
        self.questions: dict[Question, str] = {}
        self.steps: list[Step] = []
        self.views: set[str] = set()
        for group in model.steps:
            self._add([model.instances[key] for key in group])

    def _add(self, group: list[Instance]) -> None:
        first = group[0]
        if len(group) > 1 or first.id in first.dependencies:
            inside = {instance.id for instance in group}
            parts = [(each.id, each.line, self._arguments(each, inside)) for each in group]
            self.steps.append(_year_by_year(parts, inside))
        elif first.line.is_total:
            self.steps.append(_total(first))
        else:
            self.steps.append(_rule(first, self._arguments(first)))

    def _arguments(self, instance: Instance, inside: AbstractSet[str] = frozenset()) -> list[str]:
        return [self._argument(instance, name, inside) for name in instance.line.parameters]

    def _argument(self, instance: Instance, name: str, inside: AbstractSet[str]) -> str:
        """The store's name of the parameter, fitted to the columns that the line computes."""
        line, ref = instance.line, instance.references[name]
        key, history, columns = self._source(line, ref)
        baseline = isinstance(ref, LineRef) and ref.baseline
        if key in inside and not baseline:
            return f"row of {key}" if name in line.rows else key
        if baseline:
            key = self._view(f"baseline {key}", _baseline(key))
        if name in line.rows:
            lead = HISTORY if history and not line.history else 0
            return self._view(f"row {lead} {width(line)} of {key}", _row(key, lead, width(line)))
        if history and not line.history:
            return self._view(f"years of {key}", _cut(key))
        if line.history and not history and columns == LAST_YEAR + 1:
            return self._view(f"history of {key}", _pad(key))
        return key

    def _source(self, line: Line, ref: Ref) -> tuple[str, bool, int]:
        """The store's name of what a parameter refers to, whether it has a history, and its columns."""
        if isinstance(ref, LineRef):
            source = self.model.instances[ref.id].line
            return ref.id, source.history, width(source)
        if isinstance(ref, InputRef):
            key = self.questions.setdefault((line.once_per_case, ref), f"input {len(self.questions)}")
            history = ref.name in ROWS_OF_INPUTS
            return key, history, len(YEARS) if history else 1
        return (ref.id, ref.id == "year", len(YEARS)) if isinstance(ref, BuiltIn) else ("zero", False, 1)

    def _view(self, name: str, make: Callable[[Mapping[str, Any]], Array]) -> str:
        """A fitted array that several lines may share, added before its first use."""
        if name not in self.views:
            self.views.add(name)
            self.steps.append(lambda store: store.__setitem__(name, make(store)))
        return name


ROWS_OF_INPUTS = frozenset(
    {"outbound_thresholds", "outbound_steps", "support_thresholds", "support_steps", "register",
     "register_price",
     "escalation_rates"}
)  # fmt: skip
_PLANS: WeakKeyDictionary[Model, _Plan] = WeakKeyDictionary()


def _plan(model: Model) -> _Plan:
    if model not in _PLANS:
        _PLANS[model] = _Plan(model)
    return _PLANS[model]


def _baseline(key: str) -> Callable[[Mapping[str, Any]], Array]:
    def view(store: Mapping[str, Any]) -> Array:
        array, at = store[key], store["baseline"]
        return array[..., at : at + 1, :] if array.shape[-2] > 1 else array

    return view


def _row(key: str, lead: int, columns: int) -> Callable[[Mapping[str, Any]], Row]:
    return lambda store: Row(store[key], lead, None, columns)


def _cut(key: str) -> Callable[[Mapping[str, Any]], Array]:
    return lambda store: store[key][..., HISTORY:]


def _pad(key: str) -> Callable[[Mapping[str, Any]], Array]:
    def view(store: Mapping[str, Any]) -> Array:
        array = store[key]
        return np.concatenate([np.zeros((*array.shape[:-1], HISTORY)), array], axis=-1)

    return view


def _rule(instance: Instance, arguments: list[str]) -> Step:
    rule, key, columns = instance.line.rule, instance.id, width(instance.line)
    assert rule is not None

    def compute(store: dict[str, Any]) -> None:
        result = rule(*[store[argument] for argument in arguments])
        result = result.cells if isinstance(result, Row) else result
        store[key] = result if result.shape[-1] == columns else _widened(result, columns)

    return compute


def _total(instance: Instance) -> Step:
    key, members, columns = instance.id, instance.members, width(instance.line)

    def compute(store: dict[str, Any]) -> None:
        result = store[members[0]]
        for member in members[1:]:
            result = result + store[member]
        store[key] = result if result.shape[-1] == columns else _widened(result, columns)

    return compute


def _widened(array: Array, columns: int) -> Array:
    return np.broadcast_to(array, (*array.shape[:-1], columns))


def _year_by_year(parts: list[tuple[str, Line, list[str]]], inside: AbstractSet[str]) -> Step:
    size = width(parts[0][1])
    own = inside | {f"row of {key}" for key in inside}

    def compute(store: dict[str, Any]) -> None:
        outer = {name: store[name] for _, _, names in parts for name in names if name not in own}
        leading = (np.shape(each.values if isinstance(each, Row) else each)[:-1] for each in outer.values())
        shape = np.broadcast_shapes(*leading)
        for key in inside:
            store[key] = np.zeros((*shape, size))
        cells = {name: _cells(store, name, size) for _, _, names in parts for name in names}
        plan = [(store[key], line.rule, [cells[name] for name in names]) for key, line, names in parts]
        for column in range(size):
            for row, rule, arguments in plan:
                row[..., column] = rule(*[each[column] for each in arguments])  # type: ignore[misc]

    return compute


def _cells(store: Mapping[str, Any], name: str, size: int) -> list[Array]:
    """What a parameter is in each column: its value, or its whole row with the column marked."""
    row = store[name.removeprefix("row of ")] if name.startswith("row of ") else store[name]
    if isinstance(row, Row):
        return [Row(row.values, row.lead, column) for column in range(size)]
    if name.startswith("row of "):
        return [Row(row, 0, column) for column in range(size)]
    return [row[..., column if row.shape[-1] > 1 else 0] for column in range(size)]
