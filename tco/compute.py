"""The numpy interpreter: a bound model and its values in, every line out.

Promise: the same rules for one evaluation and for many draws; the last axis of every array is the
year (or half-year), the one before the alternative, the first, if any, the draw. Lines that read
each other's earlier years are computed one year at a time. Imports numpy, `language`, `model` and
`inputs` only.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from tco.inputs import BoundModel
from tco.language import Row
from tco.model import HISTORY, LAST_YEAR, BuiltIn, Instance, LineRef, width

Array = Any
Values = Mapping[str, Any]
YEARS = np.arange(-HISTORY, LAST_YEAR + 1, dtype=float)
POINTS = np.arange(2 * LAST_YEAR + 1, dtype=float) / 2.0


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
    return _Evaluation(bound, given).run()


class _Evaluation:
    def __init__(self, bound: BoundModel, values: Values):
        self.bound = bound
        self.values = values
        self.lines: dict[str, Array] = {}
        self.instances = bound.model.instances
        self.inputs = {key: self._input(*key) for key in bound.resolved}

    def run(self) -> dict[str, Array]:
        with np.errstate(over="ignore", invalid="ignore", divide="ignore", under="ignore"):
            for step in self.bound.model.steps:
                instance = self.instances[step[0]]
                if len(step) > 1 or step[0] in instance.dependencies:
                    self._year_by_year([self.instances[key] for key in step])
                elif instance.line.is_total:
                    self.lines[instance.id] = self._total(instance)
                else:
                    self.lines[instance.id] = self._rule(instance)
        return self.lines

    def _input(self, shared: bool, ref: Any) -> Array:
        keys = self.bound.resolved[(shared, ref)]
        if len(set(keys)) == 1:
            keys = keys[:1]
        cells = [np.asarray(self.values[key], dtype=float) for key in keys]
        if self.bound.inputs[keys[0]].series is not None or cells[0].ndim == 1 and cells[0].size == 1:
            return np.stack([np.atleast_1d(cell) for cell in cells])
        if any(cell.ndim for cell in cells):
            draws = max(cell.size for cell in cells)
            columns = [np.broadcast_to(np.atleast_1d(cell), (draws,)) for cell in cells]
            return np.stack(columns, axis=-1)[:, :, None]
        return np.stack(cells)[:, None]

    def _argument(self, instance: Instance, name: str) -> tuple[Array, bool]:
        """The parameter's array, and whether its columns begin in year −15."""
        ref = instance.references[name]
        if isinstance(ref, LineRef):
            source = self.instances[ref.id].line
            array = self.lines[ref.id]
            if ref.baseline and array.shape[-2] > 1:
                at = self.bound.baseline
                array = array[..., at : at + 1, :]
            return array, source.history
        if isinstance(ref, BuiltIn):
            return (YEARS, True) if ref.id == "year" else (POINTS, False)
        if ref == "zero":
            return np.zeros((1, 1)), False
        shared = (True, ref)
        array = self.inputs[shared] if self._is_shared(instance, shared) else self.inputs[(False, ref)]
        return array, array.shape[-1] == len(YEARS)

    def _is_shared(self, instance: Instance, key: Any) -> bool:
        return key in self.inputs and (
            instance.line.place == "shared" or instance.line.id in ("payment_date", "discount_factor")
        )

    def _fitted(self, instance: Instance, name: str) -> Array:
        array, history = self._argument(instance, name)
        line = instance.line
        if name in line.rows:
            lead = HISTORY if history and not line.history else 0
            return Row(array, lead, width=width(line))
        if history and not line.history and array.shape[-1] > 1:
            return array[..., HISTORY:]
        if line.history and not history and array.shape[-1] == LAST_YEAR + 1:
            before = np.zeros((*array.shape[:-1], HISTORY))
            return np.concatenate([before, array], axis=-1)
        return array

    def _rule(self, instance: Instance) -> Array:
        arguments = (self._fitted(instance, name) for name in instance.line.parameters)
        result = np.asarray(instance.line.rule(*arguments), dtype=float)  # type: ignore[misc]
        return _widened(result, width(instance.line))

    def _total(self, instance: Instance) -> Array:
        members = [self.lines[key] for key in instance.members]
        result = members[0]
        for member in members[1:]:
            result = result + member
        return _widened(result, width(instance.line))

    def _year_by_year(self, group: list[Instance]) -> None:
        inside = {instance.id for instance in group}
        outer = {
            (instance.id, name): self._fitted(instance, name)
            for instance in group
            for name in instance.line.parameters
            if not self._refers_to(instance, name, inside)
        }
        shape = np.broadcast_shapes(
            *(
                (each.values if isinstance(each, Row) else np.atleast_2d(each)).shape[:-1]
                for each in outer.values()
            )
        )
        size = width(group[0].line)
        for instance in group:
            self.lines[instance.id] = np.zeros((*shape, size))
        for column in range(size):
            for instance in group:
                arguments = [self._cell(instance, name, column, outer) for name in instance.line.parameters]
                self.lines[instance.id][..., column] = instance.line.rule(*arguments)  # type: ignore[misc]

    def _refers_to(self, instance: Instance, name: str, inside: set[str]) -> bool:
        ref = instance.references[name]
        return isinstance(ref, LineRef) and ref.id in inside and not ref.baseline

    def _cell(self, instance: Instance, name: str, column: int, outer: Mapping[Any, Array]) -> Array:
        fitted = outer.get((instance.id, name))
        if fitted is None:
            array = self.lines[instance.references[name].id]  # type: ignore[union-attr]
            return Row(array, 0, column) if name in instance.line.rows else array[..., column]
        if isinstance(fitted, Row):
            return Row(fitted.values, fitted.lead, column)
        return fitted[..., column if fitted.shape[-1] > 1 else 0]


def _widened(array: Array, columns: int) -> Array:
    array = np.atleast_2d(array)
    if array.shape[-1] == columns:
        return array
    return np.broadcast_to(array, (*array.shape[:-1], columns))
