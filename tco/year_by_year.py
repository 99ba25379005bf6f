"""Lines that read each other's earlier years: computed one year at a time.

Promise: groups of the same form are computed side by side, each with the bits that it has alone. Imports
numpy, `language` and `model` only.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Hashable, Sequence
from typing import Any, NamedTuple

import numpy as np

from tco.language import Call, Formula, Line, Name, Number, Row, parts
from tco.language.functions import FUNCTIONS, ROW_ARGUMENTS
from tco.model import width

Array = Any
OWN_ROW = "row of "
OPERATORS = {"+": operator.add, "-": operator.sub, "*": operator.mul, "/": operator.truediv, "**": operator.pow}
Instruction = tuple[Callable[..., Any], Sequence[int], int]


class Part(NamedTuple):
    """A line of a group: its id, and the store's names of its parameters.

    A line of the group itself goes by its id, as a whole row by `OWN_ROW` and its id.
    """

    id: str
    line: Line
    names: Sequence[str]

    @property
    def rule(self) -> Callable[..., Array]:
        """The line's rule; a total reads no earlier year."""
        assert self.line.rule is not None
        return self.line.rule


Group = Sequence[Part]


def outer_names(groups: Sequence[Group]) -> list[tuple[str, ...]]:
    """What groups of one form read of other lines and of inputs, for each argument by group."""
    places = _places(groups[0])
    return list(dict.fromkeys(
        tuple(group[at].names[argument] for group in groups)
        for at, part in enumerate(groups[0])
        for argument, name in enumerate(part.names)
        if name not in places
    ))


def form(group: Group) -> Hashable:
    """What groups that are computed side by side have in common: all but which members they read."""
    places = _places(group)

    def kind(name: str) -> Hashable:
        view = name.partition(" of ")[0]
        return places.get(name, view if view.startswith("row ") else "")

    return tuple((part.rule, width(part.line), tuple(map(kind, part.names))) for part in group)


def _places(group: Group) -> dict[str, tuple[bool, int]]:
    """For each name of a line of the group whether it is the whole row, and of which line."""
    return {
        name: (whole, at)
        for at, part in enumerate(group)
        for whole, name in ((False, part.id), (True, OWN_ROW + part.id))
    }


def side_by_side(groups: Sequence[Group]) -> Callable[..., Sequence[Array]]:
    """What computes groups of one form: from the arguments by `outer_names` to a row for each part.

    The first axis of a row, and of an argument in which the groups differ, is the group. Alone, an argument
    has `depth` axes.
    """
    size, program = width(groups[0][0].line), _Program(groups)

    def compute(arguments: Sequence[Any], depth: int = 2) -> Sequence[Array]:
        leading = (_plain(each).shape[:-1] for each in arguments)
        shape = np.broadcast_shapes((len(groups), *[1] * (depth - 1)), *leading)
        own = [np.zeros((*shape, size)) for _ in groups[0]]
        values = [*arguments, *map(Row, own), *program.others]
        for function, reads, at in program.at_once:
            values[at] = function(*[values[each] for each in reads])
        cells = [(at, _cells(values[at], size)) for at in program.read_by_year]
        for _, at in program.kept:
            values[at] = np.zeros(shape)
        for column in range(size):
            for at, row in cells:
                values[at] = row[column]
            for row, (instructions, result) in zip(own, program.by_year, strict=True):
                for function, reads, at in instructions:
                    values[at] = function(*[values[each] for each in reads])
                row[..., column] = values[result]
            for result, at in program.kept:
                values[at] = values[result]
        return own

    return compute


class _Program:
    """The formulas of a group's parts as instructions: a function, the places it reads, and its result's.

    The first places are those of the arguments and of the group's own rows.

    Attributes:
        others: what stands in the other places at first: a number, or nothing.
        at_once: the instructions that read no line of the group, for all years at once.
        by_year: for each part the others, for one year after the other, and where its result stands.
        kept: the results that stand in another place one year later.
        read_by_year: the places of rows of which they read a year.
    """

    def __init__(self, groups: Sequence[Group]):
        self._outer = {names: at for at, names in enumerate(outer_names(groups))}
        self._rows = range(len(self._outer), len(self._outer) + len(groups[0]))
        self._yearly = set(self._rows)
        self._before: dict[int, int] = {}
        self.others: list[Array | None] = []
        self.at_once: list[Instruction] = []
        self.by_year: list[tuple[list[Instruction], int]] = []
        for at, part in enumerate(groups[0]):
            found = self._parameters(groups, at)
            instructions: list[Instruction] = []
            assert part.line.formula is not None
            self.by_year.append((instructions, self._place(part.line.formula, found, instructions)))
        self.kept = [(self.by_year[row - self._rows.start][1], at) for row, at in self._before.items()]
        code = [each for instructions, _ in self.by_year for each in instructions]
        read = {each for _, reads, _ in code for each in reads}.union(result for _, result in self.by_year)
        known = {at for at, each in enumerate(self.others, self._rows.stop) if each is not None}
        self.read_by_year = sorted(read - {at for _, _, at in code} - known - {*self._before.values()})

    def _parameters(self, groups: Sequence[Group], at: int) -> dict[Any, int]:
        """Where the parameters of a part stand."""
        places, part = _places(groups[0]), groups[0][at]
        found: dict[Any, int] = {}
        for argument, (parameter, name) in enumerate(zip(part.line.parameters, part.names, strict=True)):
            if name in places:
                whole, which = places[name]
                found[parameter] = self._rows[which] if whole else self.by_year[which][1]
            else:
                found[parameter] = self._outer[tuple(group[at].names[argument] for group in groups)]
        return found

    def _place(self, formula: Formula, found: dict[Any, int], by_year: list[Instruction]) -> int:
        """Where the value of a formula stands; its instructions are added."""
        if isinstance(formula, Name):
            return found[formula.id]
        if formula in found:
            return found[formula]
        reads = [self._place(each, found, by_year) for each in parts(formula)]
        if isinstance(formula, Number):
            at = self._new(np.array(formula.value))
        elif isinstance(formula, Call) and formula.function == "previous" and reads[0] in self._rows:
            at = self._before[reads[0]] = self._before[reads[0]] if reads[0] in self._before else self._new()
            self._yearly.add(at)
        else:
            at = self._new()
            alone = self._yearly.isdisjoint(reads) and not _in_one_year(formula)
            (self.at_once if alone else by_year).append((_function(formula), reads, at))
            if not alone:
                self._yearly.add(at)
        found[formula] = at
        return at

    def _new(self, value: Array | None = None) -> int:
        self.others.append(value)
        return self._rows.stop + len(self.others) - 1


def _in_one_year(formula: Formula) -> bool:
    """Whether the value of a year has its bits only where it is computed alone."""
    return bool(ROW_ARGUMENTS[formula.function]) if isinstance(formula, Call) else formula.symbol == "**"


def _function(formula: Formula) -> Callable[..., Any]:
    return FUNCTIONS[formula.function].__wrapped__ if isinstance(formula, Call) else OPERATORS[formula.symbol]


def stacked(arguments: Sequence[Sequence[Any]]) -> tuple[list[Any], int]:
    """The arguments of single groups as those of `side_by_side`, and how many axes each has alone."""
    depth = max(_plain(each).ndim for row in arguments for each in row)
    return [_stacked(each, depth) for each in arguments], depth


def _plain(each: Array | Row) -> Array:
    return each.values if isinstance(each, Row) else each


def _stacked(each: Sequence[Any], depth: int) -> Any:
    """Arrays or rows of all groups as one, which has an axis of groups where they differ."""
    first = each[0]
    if all(other is first for other in each):
        return first
    if isinstance(first, Row):
        return Row(_stacked([row.values for row in each], depth), first.lead, None, first.width)
    aligned = (array.reshape((1,) * (depth - array.ndim) + array.shape) for array in each)
    return np.stack(np.broadcast_arrays(*aligned))


def _cells(row: Array | Row, size: int) -> list[Any]:
    """What a parameter is in each column: its value, or its whole row with the column marked."""
    if isinstance(row, Row):
        return [Row(row.values, row.lead, column) for column in range(size)]
    return [row[..., column if row.shape[-1] > 1 else 0] for column in range(size)]
