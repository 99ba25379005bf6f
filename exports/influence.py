"""What each input, changed alone, moves: every line, for many changes in one pass.

Promise: a line is computed anew only for the changes that reach it, by the same rules as in the engine; the
tests hold it against the engine. Imports numpy, `language`, `model`, `results` and `inputs` only.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from tco.inputs import Question
from tco.language import Row
from tco.model import HISTORY, LAST_YEAR, BuiltIn, InputRef, Instance, LineRef, width
from tco.results import Result

Array = Any
Change = tuple[str, float | tuple[float, ...]]
YEARS = np.arange(-HISTORY, LAST_YEAR + 1, dtype=float)[None, :]
POINTS = (np.arange(2 * LAST_YEAR + 1, dtype=float) / 2.0)[None, :]
NONE = np.zeros((1, 1))
Moved = tuple[Array, Array]


class Influence:
    """The effect of single changes.

    Attributes:
        moved: for each line that any change moves, the numbers of the changes that do, and its values
            under them.
    """

    def __init__(self, result: Result, changes: Sequence[Change]):
        self.result, self.bound, self.instances = result, result.bound, result.bound.model.instances
        self.moved: dict[Any, Moved] = {}
        self.values = self.bound.values()
        self.base: dict[Any, Array] = dict(result.lines)
        users = self._users()
        for number, (key, value) in enumerate(changes):
            for question in users.get(key, ()):
                self._change(question, key, value, number)
        with np.errstate(all="ignore"):
            for step in self.bound.model.steps:
                self._step([self.instances[key] for key in step])

    def _users(self) -> dict[str, list[Question]]:
        users: dict[str, list[Question]] = {}
        for question, ids in self.bound.resolved.items():
            several = ids if len(set(ids)) > 1 else ids[:1]
            self.base[question] = np.array([np.atleast_1d(self.values[key]) for key in several], dtype=float)
            for key in dict.fromkeys(ids):
                users.setdefault(key, []).append(question)
        return users

    def _change(self, question: Question, key: str, value: float | tuple[float, ...], number: int) -> None:
        ids = self.bound.resolved[question]
        array = self.base[question].copy()
        places = [at for at, each in enumerate(ids) if each == key] if array.shape[0] > 1 else [0]
        array[places] = value
        numbers, values = self.moved.get(question, (np.zeros(0, int), np.zeros((0, *array.shape))))
        self.moved[question] = np.append(numbers, number), np.concatenate([values, array[None]])

    # -- one step of the model -----------------------------------------------------------------------------

    def _step(self, group: list[Instance]) -> None:
        inside = {each.id for each in group}
        read = [key for each in group for key in self._read(each) if key in self.moved]
        if not read:
            return
        numbers = np.unique(np.concatenate([self.moved[key][0] for key in read]))
        if len(group) > 1 or group[0].id in group[0].dependencies:
            found = self._year_by_year(group, inside, numbers)
        elif group[0].line.is_total:
            found = {group[0].id: sum(self._expanded(key, numbers) for key in group[0].members)}
        else:
            found = {group[0].id: self._rule(group[0], numbers)}
        for key, values in found.items():
            self._keep(key, numbers, values)

    def _read(self, instance: Instance) -> list[Any]:
        refs = (
            self._key(instance, ref)
            for ref in instance.references.values()
            if not isinstance(ref, BuiltIn | str)
        )
        return [*refs, *instance.members]

    def _key(self, instance: Instance, ref: Any) -> Any:
        return ref.id if isinstance(ref, LineRef) else (instance.line.once_per_case, ref)

    def _keep(self, key: str, numbers: Array, values: Array) -> None:
        base = self.base[key]
        values = np.broadcast_to(values, (len(numbers), *base.shape))
        same = (values == base) | (np.isnan(values) & np.isnan(base))
        different = ~same.all(axis=(1, 2))
        if different.any():
            self.moved[key] = numbers[different], values[different]

    def _expanded(self, key: Any, numbers: Array) -> Array:
        base = self.base[key]
        if key not in self.moved:
            return base
        own, values = self.moved[key]
        array = np.repeat(base[None], len(numbers), axis=0)
        array[np.searchsorted(numbers, own)] = values
        return array

    def _argument(self, instance: Instance, name: str, numbers: Array) -> Array:
        """The parameter's values, fitted to the columns that the line computes."""
        ref, line = instance.references[name], instance.line
        array, history = NONE, False
        if isinstance(ref, BuiltIn):
            array, history = (YEARS, True) if ref.id == "year" else (POINTS, False)
        elif isinstance(ref, LineRef | InputRef):
            array = self._expanded(self._key(instance, ref), numbers)
            history = self.instances[ref.id].line.history if isinstance(ref, LineRef) else array.shape[-1] > 1
            if isinstance(ref, LineRef) and ref.baseline and array.shape[-2] > 1:
                array = array[..., self.bound.baseline : self.bound.baseline + 1, :]
        if name in line.rows:
            return Row(array, HISTORY if history and not line.history else 0, None, width(line))
        if history and not line.history:
            return array[..., HISTORY:]
        if line.history and not history and array.shape[-1] == LAST_YEAR + 1:
            return np.concatenate([np.zeros((*array.shape[:-1], HISTORY)), array], axis=-1)
        return array

    def _rule(self, instance: Instance, numbers: Array) -> Array:
        assert instance.line.rule is not None
        result = instance.line.rule(
            *(self._argument(instance, name, numbers) for name in instance.line.parameters)
        )
        return result.cells if isinstance(result, Row) else result

    def _year_by_year(self, group: list[Instance], inside: set[str], numbers: Array) -> dict[str, Array]:
        size = width(group[0].line)
        found = {each.id: np.zeros((len(numbers), *self.base[each.id].shape)) for each in group}
        outer = {
            (each.id, name): self._argument(each, name, numbers)
            for each in group
            for name, ref in each.references.items()
            if not (isinstance(ref, LineRef) and ref.id in inside)
        }
        for column in range(size):
            for each in group:
                cells = [self._cell(each, name, column, outer, found) for name in each.line.parameters]
                found[each.id][..., column] = each.line.rule(*cells)  # type: ignore[misc]
        return found

    def _cell(
        self, instance: Instance, name: str, column: int, outer: dict[Any, Array], found: dict[str, Array]
    ) -> Array:
        fitted = outer.get((instance.id, name))
        if fitted is None:
            ref = instance.references[name]
            assert isinstance(ref, LineRef)
            return Row(found[ref.id], 0, column) if name in instance.line.rows else found[ref.id][..., column]
        if isinstance(fitted, Row):
            return Row(fitted.values, fitted.lead, column)
        return fitted[..., column if fitted.shape[-1] > 1 else 0]
