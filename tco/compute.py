"""The numpy interpreter: a bound model and its values in, every line out.

Promise: the same rules for one evaluation and for many draws; the last axis of every array is the
year (or half-year), the one before the alternative, the first, if any, the draw. Lines that read
each other's earlier years are computed one year at a time. Imports numpy, `language`, `model` and
`inputs` only.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from graphlib import TopologicalSorter
from typing import Any, NamedTuple
from weakref import WeakKeyDictionary

import numpy as np

from tco.inputs import BoundModel, Question
from tco.language import Line, Row
from tco.model import HISTORY, LAST_YEAR, BuiltIn, InputRef, Instance, LineRef, Model, Ref, width
from tco.year_by_year import OWN_ROW, Group, Part, form, outer_names, side_by_side

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
    plan = plan_of(bound.model)
    store = started(bound)
    arrays: dict[tuple[str, ...], Array] = {}
    for question, keys in bound.resolved.items():
        if keys not in arrays:
            arrays[keys] = input_array(bound, keys, given)
        store[plan.questions[question]] = arrays[keys]
    carry_out(plan.steps, store)
    return {key: store[key] for key in bound.model.instances}


def started(bound: BoundModel) -> dict[str, Any]:
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


Work = Callable[[dict[str, Any]], None]


class Step(NamedTuple):
    """One step of a plan: what it does to a store, and the names in it that it reads and adds."""

    run: Work
    reads: tuple[str, ...]
    adds: tuple[str, ...]


def carry_out(steps: Iterable[Step], store: dict[str, Any]) -> None:
    """The steps in their order; what is not defined is infinite or not a number."""
    with np.errstate(over="ignore", invalid="ignore", divide="ignore", under="ignore"):
        for step in steps:
            step.run(store)


class Plan:
    """The steps of a model, prepared once.

    Attributes:
        questions: the name in the store of each question's answer.
    """

    def __init__(self, model: Model):
        self.instances = model.instances  # not the model itself, which goes when no case has it any more
        self.questions: dict[Question, str] = {}
        self.steps: list[Step] = []
        self.views: set[str] = set()
        for groups in _in_order(model):
            self._add([[model.instances[key] for key in group] for group in groups])

    def _add(self, groups: list[list[Instance]]) -> None:
        first = groups[0][0]
        if _is_recursive(groups[0]):
            self._add_recursive(groups)
        elif first.line.is_total:
            self.steps.append(Step(_total(first), first.members, (first.id,)))
        else:
            names = self._arguments(first)
            self.steps.append(Step(_rule(first, names), tuple(names), (first.id,)))

    def _add_recursive(self, groups: list[list[Instance]]) -> None:
        alike: dict[Hashable, list[Group]] = {}
        for group in groups:
            inside = {each.id for each in group}
            parts = [Part(each.id, each.line, self._arguments(each, inside)) for each in group]
            alike.setdefault(form(parts), []).append(parts)
        for each in alike.values():
            reads = dict.fromkeys(name for group in each for name in outer_names(group))
            adds = tuple(part.id for group in each for part in group)
            self.steps.append(Step(side_by_side(each), tuple(reads), adds))

    def _arguments(self, instance: Instance, inside: AbstractSet[str] = frozenset()) -> list[str]:
        return [self._argument(instance, name, inside) for name in instance.line.parameters]

    def _argument(self, instance: Instance, name: str, inside: AbstractSet[str]) -> str:
        """The store's name of the parameter, fitted to the columns that the line computes."""
        line, ref = instance.line, instance.references[name]
        key, history, columns = self._source(line, ref)
        baseline = isinstance(ref, LineRef) and ref.baseline
        if key in inside and not baseline:
            return OWN_ROW + key if name in line.rows else key
        if baseline:
            key = self._view(f"baseline {key}", key, _baseline(key))
        if name in line.rows:
            lead = HISTORY if history and not line.history else 0
            return self._view(f"row {lead} {width(line)} of {key}", key, _row(key, lead, width(line)))
        if history and not line.history:
            return self._view(f"years of {key}", key, _cut(key))
        if line.history and not history and columns == LAST_YEAR + 1:
            return self._view(f"history of {key}", key, _pad(key))
        return key

    def _source(self, line: Line, ref: Ref) -> tuple[str, bool, int]:
        """The store's name of what a parameter refers to, whether it has a history, and its columns."""
        if isinstance(ref, LineRef):
            source = self.instances[ref.id].line
            return ref.id, source.history, width(source)
        if isinstance(ref, InputRef):
            key = self.questions.setdefault((line.once_per_case, ref), f"input {len(self.questions)}")
            history = ref.name in ROWS_OF_INPUTS
            return key, history, len(YEARS) if history else 1
        return (ref.id, ref.id == "year", len(YEARS)) if isinstance(ref, BuiltIn) else ("zero", False, 1)

    def _view(self, name: str, key: str, make: Callable[[Mapping[str, Any]], Array]) -> str:
        """A fitted array that several lines may share, added before its first use."""
        if name not in self.views:
            self.views.add(name)
            self.steps.append(Step(lambda store: store.__setitem__(name, make(store)), (key,), (name,)))
        return name


ROWS_OF_INPUTS = frozenset(
    {"outbound_thresholds", "outbound_steps", "support_thresholds", "support_steps", "register",
     "register_price",
     "escalation_rates"}
)  # fmt: skip
_PLANS: WeakKeyDictionary[Model, Plan] = WeakKeyDictionary()


def plan_of(model: Model) -> Plan:
    """The plan of a model, the same for every case of its structure."""
    plan = _PLANS.get(model)
    if plan is None:
        plan = _PLANS[model] = Plan(model)
    return plan


def _is_recursive(group: Sequence[Instance]) -> bool:
    return len(group) > 1 or group[0].id in group[0].dependencies


def _in_order(model: Model) -> Iterator[list[tuple[str, ...]]]:
    """The model's steps, each after what it reads; recursive ones wait for each other, to go side by side."""
    owner = {key: step for step in model.steps for key in step}
    order = TopologicalSorter(
        {
            step: {owner[key] for each in step for key in model.instances[each].dependencies} - {step}
            for step in model.steps
        }
    )
    order.prepare()
    waiting: list[tuple[str, ...]] = []
    while order.is_active():
        ready = order.get_ready()
        plain = [step for step in ready if not _is_recursive([model.instances[key] for key in step])]
        waiting += [step for step in ready if step not in plain]
        yield from ([step] for step in plain)
        order.done(*plain)
        if not plain:
            yield waiting
            order.done(*waiting)
            waiting = []


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


def _rule(instance: Instance, arguments: list[str]) -> Work:
    rule, key, columns = instance.line.rule, instance.id, width(instance.line)
    assert rule is not None

    def compute(store: dict[str, Any]) -> None:
        result = rule(*[store[argument] for argument in arguments])
        result = result.cells if isinstance(result, Row) else result
        store[key] = result if result.shape[-1] == columns else _widened(result, columns)

    return compute


def _total(instance: Instance) -> Work:
    key, members, columns = instance.id, instance.members, width(instance.line)

    def compute(store: dict[str, Any]) -> None:
        result = store[members[0]]
        for member in members[1:]:
            result = result + store[member]
        store[key] = result if result.shape[-1] == columns else _widened(result, columns)

    return compute


def _widened(array: Array, columns: int) -> Array:
    return np.broadcast_to(array, (*array.shape[:-1], columns))
