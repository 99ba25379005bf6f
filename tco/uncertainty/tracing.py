"""The rules of a bound model followed cell by cell, from the drawn inputs to the lines asked for.

Promise: the same values as `tco.compute.evaluate`, apart from the order in which amounts are added and from
powers written as products (relative 1e-12); lines that read no drawn input are taken from one evaluation.
Reads the rules' formulas only. Imports numpy, `language`, `model`, `inputs`, `compute`, `tasks`, `formulas`
and `cells`.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from tco.compute import POINTS, evaluate
from tco.inputs import BoundModel
from tco.language import Line
from tco.model import HISTORY, LAST_YEAR, BuiltIn, InputRef, Instance, LineRef, width
from tco.tasks import ROWS_OF_INPUTS, YEARS
from tco.uncertainty.cells import Cells, Graph, joined, widened
from tco.uncertainty.formulas import Window, value_of

Limits = Mapping[str, tuple[float, float]]
ZERO = Cells(np.zeros((1, 1)))
INPUT = "input"


Argument = Cells | Window


def trace(bound: BoundModel, limits: Limits, lines: tuple[str, ...]) -> tuple[Graph, dict[str, Cells]]:
    """The graph of operations, and the cells of the lines asked for."""
    traced = _Trace(bound, limits)
    return traced.graph, {key: traced.cells[key] for key in lines}


class _Trace:
    def __init__(self, bound: BoundModel, limits: Limits):
        self.bound, self.limits, self.graph = bound, limits, Graph()
        self.values = dict(bound.values())
        self.inputs: dict[tuple[bool, InputRef], Cells] = {}
        drawn = self._drawn()
        fixed = evaluate(bound)
        self.cells = {key: Cells(fixed[key]) for key in bound.model.instances if key not in drawn}
        with np.errstate(all="ignore"):
            for group in bound.model.steps:
                if group[0] in drawn:
                    self._step([bound.model.instances[key] for key in group])

    def _drawn(self) -> set[str]:
        """The lines that read a drawn input, directly or not."""
        found: set[str] = set()
        for group in self.bound.model.steps:
            parts = [self.bound.model.instances[key] for key in group]
            if any(found.intersection(each.dependencies) or self._reads_draw(each) for each in parts):
                found.update(group)
        return found

    def _reads_draw(self, instance: Instance) -> bool:
        return any(
            isinstance(ref, InputRef)
            and not self.limits.keys().isdisjoint(self.bound.resolved[instance.line.once_per_case, ref])
            for ref in instance.references.values()
        )

    def _step(self, group: list[Instance]) -> None:
        first = group[0]
        if len(group) > 1 or first.id in first.dependencies:
            self._by_year(group)
            return
        if first.line.is_total:
            result = self._total([self.cells[key] for key in first.members])
        else:
            names = {name: self._argument(first, name) for name in first.line.parameters}
            result = value_of(self.graph, first.line.formula, names)
        columns = width(first.line)
        if result.shape[-1] != columns:
            result = widened(result, (*result.shape[:-1], columns))
        self.cells[first.id] = result

    def _total(self, members: list[Cells]) -> Cells:
        stacked = [each[..., None] for each in members]
        return self.graph.added(_stacked(stacked))

    # --- What a rule reads ---------------------------------------------------------------------------------

    def _argument(self, instance: Instance, name: str) -> Argument:
        """The parameter's cells, fitted to the columns that the line computes."""
        line, ref = instance.line, instance.references[name]
        cells, history, columns = self._source(line, ref)
        if name in line.rows:
            return Window(cells, HISTORY if history and not line.history else 0, None, width(line))
        if history and not line.history:
            return cells[..., HISTORY:]
        if line.history and not history and columns == LAST_YEAR + 1:
            return joined([Cells(np.zeros((*cells.shape[:-1], HISTORY))), cells])
        return cells

    def _source(self, line: Line, ref: Any) -> tuple[Cells, bool, int]:
        """The cells of what a parameter refers to, whether they have a history, and their columns."""
        if isinstance(ref, LineRef):
            source = self.bound.model.instances[ref.id].line
            return self._line(ref), source.history, width(source)
        if isinstance(ref, InputRef):
            history = ref.name in ROWS_OF_INPUTS
            return self._input(line.once_per_case, ref), history, len(YEARS) if history else 1
        if isinstance(ref, BuiltIn):
            row = YEARS if ref.id == "year" else POINTS
            return Cells(row[None, :]), ref.id == "year", len(YEARS)
        return ZERO, False, 1

    def _line(self, ref: LineRef) -> Cells:
        cells, at = self.cells[ref.id], self.bound.baseline
        return cells[..., at : at + 1, :] if ref.baseline and cells.shape[-2] > 1 else cells

    def _input(self, shared: bool, ref: InputRef) -> Cells:
        question = (shared, ref)
        if question not in self.inputs:
            keys = self.bound.resolved[question]
            keys = keys[:1] if keys.count(keys[0]) == len(keys) else keys
            self.inputs[question] = joined([self._one(key) for key in keys], axis=0)
        return self.inputs[question]

    def _one(self, key: str) -> Cells:
        if key not in self.limits:
            return Cells(np.atleast_1d(np.asarray(self.values[key], dtype=float))[None, :])
        low, high = self.limits[key]
        node = self.graph.node(INPUT, key)
        if low == high:
            return Cells(np.full((1, 1), low))
        return Cells(np.full((1, 1), low), np.full((1, 1), high), np.full((1, 1), node))

    # --- Lines that read each other's earlier years --------------------------------------------------------

    def _by_year(self, group: list[Instance]) -> None:
        inside = {each.id for each in group}
        outer = {each.id: self._outer(each, inside) for each in group}
        leading = [_plain(each).shape[:-1] for names in outer.values() for each in names.values()]
        shape = np.broadcast_shapes(*leading)
        columns = width(group[0].line)
        for key in inside:
            self.cells[key] = Cells(np.zeros((*shape, columns)))
        done: dict[str, list[Cells]] = {key: [] for key in inside}
        for column in range(columns):
            for each in group:
                names = {
                    name: _in_column(argument, column) for name, argument in outer[each.id].items()
                } | self._inner(each, inside, done, column, columns)
                result = value_of(self.graph, each.line.formula, names)
                done[each.id].append(widened(result, shape)[..., None])
        self.cells.update({key: joined(parts) for key, parts in done.items()})

    def _outer(self, instance: Instance, inside: set[str]) -> dict[str, Argument]:
        return {
            name: self._argument(instance, name)
            for name, ref in instance.references.items()
            if not _is_inside(ref, inside)
        }

    def _inner(
        self, instance: Instance, inside: set[str], done: Mapping[str, list[Cells]], column: int, columns: int
    ) -> dict[str, Argument]:
        """What stands in the group's own lines up to this column."""
        found: dict[str, Argument] = {}
        for name, ref in instance.references.items():
            if not _is_inside(ref, inside):
                continue
            ready = done[ref.id]  # type: ignore[union-attr]
            if name not in instance.line.rows:
                found[name] = ready[column][..., 0]
            else:
                blank = Cells(np.zeros((*self.cells[ref.id].shape[:-1], columns - len(ready))))  # type: ignore[union-attr]
                found[name] = Window(joined([*ready, blank]), 0, column, columns)
        return found


def _is_inside(ref: Any, inside: set[str]) -> bool:
    return isinstance(ref, LineRef) and ref.id in inside and not ref.baseline


def _plain(argument: Argument) -> Cells:
    return argument.cells if isinstance(argument, Window) else argument


def _in_column(argument: Argument, column: int) -> Argument:
    if isinstance(argument, Window):
        return Window(argument.cells, argument.lead, column, argument.width)
    return argument[..., column if argument.shape[-1] > 1 else 0]


def _stacked(parts: list[Cells]) -> Cells:
    shape = np.broadcast_shapes(*(each.shape for each in parts))
    return joined([widened(each, shape) for each in parts])
