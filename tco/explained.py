"""A number computed again from the parts that its explanation shows, and its rule with those numbers put in.

Promise: nothing but the shown parts is read, so what agrees here can be checked by hand. Imports numpy,
`explain`, `language`, `model`, `results` and `inputs` only.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

from tco.explain import Node, _Explainer
from tco.inputs import Input
from tco.language import (
    FUNCTIONS,
    ONCE,
    POINTS,
    ROW_ARGUMENTS,
    Call,
    Formula,
    Line,
    Name,
    Number,
    Operation,
    Row,
)
from tco.model import HISTORY, BuiltIn, InputRef, Instance, LineRef, width
from tco.results import Result

Write = Callable[[float, Input | None], str]
OPERATIONS: dict[str, Callable[[Any, Any], Any]] = {
    "+": np.add, "-": np.subtract, "*": np.multiply, "/": np.divide, "**": np.power,
}  # fmt: skip
TOLERANCE = 1e-9
MOST_ADDENDS = 8


def recomputed(result: Result, node: Node) -> float | None:
    """The number from its parts; None where there are none or one of them is not defined.

    Args:
        result: the result that was explained.
        node: an opened node, its parts shown.
    """
    if node.input is not None or node.repeated or any(math.isnan(part.value) for part in node.parts):
        return None
    instance = result.bound.model.instances[node.id]
    if instance.line.is_total:
        return math.fsum(part.value for part in node.parts)
    if math.isnan(node.value):
        return None
    assert instance.line.rule is not None
    found = arguments(result, node)
    with np.errstate(all="ignore"):
        value = instance.line.rule(*[found[name] for name in instance.line.parameters])
    return float(np.squeeze(value.cells if isinstance(value, Row) else value))


def agrees(result: Result, node: Node) -> bool | None:
    """Whether the number is what its parts make it; None where that cannot be said."""
    value = recomputed(result, node)
    if value is None:
        return None
    return math.isclose(value, node.value, rel_tol=TOLERANCE, abs_tol=TOLERANCE)


def arguments(result: Result, node: Node) -> dict[str, Any]:
    """What each parameter of the rule is, from the shown parts alone."""
    reader = _Parts(result, node)
    return {name: reader.argument(name) for name in reader.instance.line.parameters}


class _Parts:
    """The shown parts of a node, as rows and numbers."""

    def __init__(self, result: Result, node: Node):
        self.result, self.node = result, node
        self.instance: Instance = result.bound.model.instances[node.id]
        self.column = column_of(node, self.instance.line)
        self.inputs = {part.id: part for part in node.parts if part.input is not None}

    def argument(self, name: str) -> Any:
        ref = self.instance.references[name]
        if isinstance(ref, BuiltIn):
            return np.array([float(self.node.year or 0.0)])
        if isinstance(ref, InputRef):
            return self._input(name, ref)
        return self._line(name, ref) if isinstance(ref, LineRef) else 0.0

    def _line(self, name: str, ref: LineRef) -> Any:
        line = self.instance.line
        owner = self.result.bound.case.baseline if ref.baseline else self.node.alternative
        source = self.result.bound.model.instances[ref.id].line
        row = np.zeros(width(source))
        for part in self.node.parts:
            if part.id == ref.id and part.alternative == owner:
                row[column_of(part, source)] = part.value
        if source.axis == ONCE:
            return row[0]
        lead = HISTORY * (source.history - line.history)
        if name not in line.rows:
            return row[self.column + lead]
        return Row(row, lead, self.column) if line.axis != ONCE else row

    def _input(self, name: str, ref: InputRef) -> Any:
        """The input as shown: a number, or a row of numbers by year."""
        bound, line = self.result.bound, self.instance.line
        ids = bound.resolved[(line.once_per_case, ref)]
        part = self.inputs[ids[0] if len(ids) == 1 else ids[bound.alternatives.index(self.node.alternative)]]
        assert part.input is not None
        if part.input.series is None:
            return part.value
        lead = 0 if line.history else HISTORY
        series = np.array(part.input.series)
        return Row(series, lead, self.column) if name in line.rows else series[self.column + lead]


def column_of(node: Node, line: Line) -> int:
    """The column in which a node's value stands in its row."""
    if line.axis == ONCE or node.year is None:
        return 0
    if line.axis == POINTS:
        return round(2 * node.year)
    return round(node.year) + (HISTORY if line.history else 0)


def in_numbers(result: Result, node: Node, write: Write, language: str) -> str:
    """The rule with the shown numbers put in; empty where that says nothing, as for a long sum.

    Args:
        result: the result that was explained.
        node: an opened node.
        write: a number as text, given the assumption it comes from, if any.
        language: "en" or "ko".
    """
    instance = result.bound.model.instances[node.id]
    if instance.line.is_total:
        few = len(node.parts) <= MOST_ADDENDS
        return " + ".join(write(part.value, None) for part in node.parts) if few else ""
    if any(math.isnan(each.value) for each in (node, *node.parts)):
        return ""
    return _Numbers(result, language, node, write).words(instance, node.alternative)


class _Numbers(_Explainer):
    """The explainer, saying values instead of labels."""

    def __init__(self, result: Result, language: str, node: Node, write: Write):
        super().__init__(result, language)
        self.write, self.values = write, arguments(result, node)

    def _name(self, instance: Instance, name: str, alternative: str) -> str:
        ref = instance.references[name]
        given = self._input(instance, ref, alternative) if isinstance(ref, InputRef) else None
        return self.write(_number(self.values[name]), given)

    def _say(self, instance: Instance, formula: Formula, alternative: str) -> str:
        if isinstance(formula, Call) and ROW_ARGUMENTS[formula.function]:
            with np.errstate(all="ignore"):
                return self.write(_number(_value(formula, self.values)), None)
        return super()._say(instance, formula, alternative)


def _value(formula: Formula, values: Mapping[str, Any]) -> Any:
    if isinstance(formula, Number):
        return formula.value
    if isinstance(formula, Name):
        return values[formula.id]
    if isinstance(formula, Operation):
        return OPERATIONS[formula.symbol](_value(formula.left, values), _value(formula.right, values))
    assert isinstance(formula, Call)
    return FUNCTIONS[formula.function](*[_value(each, values) for each in formula.arguments])


def _number(value: Any) -> float:
    return float(np.squeeze(value.cells if isinstance(value, Row) else value))
