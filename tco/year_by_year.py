"""Lines that read each other's earlier years: computed one year at a time.

Promise: groups of the same form are computed side by side, each with the bits that it has alone; what of a
rule reads no line of the group is computed for all years before. Imports numpy, `language` and `model` only.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Hashable, Sequence
from typing import Any, NamedTuple

import numpy as np

from tco.language import Call, Formula, Line, Name, Number, Operation, Row, parts
from tco.language.functions import EARLIER_ONLY, ON_ARRAYS, ROW_ARGUMENTS
from tco.model import width

Array = Any
OWN_ROW = "row of "
# of these the value of one year may have other bits among those of all years
ONE_YEAR_ALONE = frozenset({"**", *(name for name, rows in ROW_ARGUMENTS.items() if rows)})
OPERATORS = {
    "+": operator.add,
    "-": operator.sub,
    "*": operator.mul,
    "/": operator.truediv,
    "**": operator.pow,
}
WORK: dict[str, Callable[..., Any]] = {**OPERATORS, **ON_ARRAYS}
Instruction = tuple[Callable[..., Any], Sequence[int], int]


class Part(NamedTuple):
    """A line of a group: its id, and the store's names of its parameters.

    A line of the group itself goes by its id, as a whole row by `OWN_ROW` and its id; what is fitted to the
    part by how it is, " of " and its name.
    """

    id: str
    line: Line
    names: Sequence[str]


Group = Sequence[Part]


def outer_names(groups: Sequence[Group]) -> list[tuple[str, ...]]:
    """What groups of one form read of other lines and of inputs, for each argument by group."""
    places = _places(groups[0])
    return list(
        dict.fromkeys(
            tuple(group[at].names[argument] for group in groups)
            for at, part in enumerate(groups[0])
            for argument, name in enumerate(part.names)
            if name not in places
        )
    )


def form(group: Group) -> Hashable:
    """What groups that are computed side by side have in common: all but which members they read."""
    places = _places(group)

    def kind(name: str) -> Hashable:
        return places.get(name, name.rpartition(" of ")[0])

    return tuple((part.line.rule, width(part.line), tuple(map(kind, part.names))) for part in group)


def _places(group: Group) -> dict[str, tuple[bool, int]]:
    """For each name of a line of the group whether it is the whole row, and of which line."""
    return {
        name: (whole, at)
        for at, part in enumerate(group)
        for whole, name in ((False, part.id), (True, OWN_ROW + part.id))
    }


def side_by_side(groups: Sequence[Group]) -> Callable[..., Sequence[Array]]:
    """What computes groups of one form: from the arguments by `outer_names` to a row for each part.

    The first axis of a row, and of an argument in which the groups differ, is the group; behind it an
    argument has at most `depth` axes.
    """
    size, program = width(groups[0][0].line), _Program(groups)

    def compute(arguments: Sequence[Any], depth: int = 2) -> Sequence[Array]:
        leading = (_plain(each).shape[:-1] for each in arguments)
        shape = np.broadcast_shapes((len(groups), *[1] * (depth - 1)), *leading)
        own = [np.zeros((*shape, size)) for _ in groups[0]]
        program.run(arguments, own)
        return own

    return compute


class _Program:
    """The formulas of a group's parts as instructions: a function, the places it reads, and its result's.

    The first places are those of the arguments, then of the group's own rows.

    Attributes:
        others: what stands in the other places at first: a number, or nothing.
        at_once: the instructions that read no line of the group, for all years at once.
        by_year: the others, for one year after the other.
        results: where the value of each part stands.
        passed_on: where the values stand that are read one year later, and where they do then.
        read_by_year: where the rows stand of which a year is read.
    """

    def __init__(self, groups: Sequence[Group]):
        self._outer = {names: at for at, names in enumerate(outer_names(groups))}
        self._rows = range(len(self._outer), len(self._outer) + len(groups[0]))
        self._yearly = set(self._rows)
        self._previous: dict[int, int] = {}
        self.others: list[Array | None] = []
        self.at_once: list[Instruction] = []
        self.by_year: list[Instruction] = []
        self.results: list[int] = []
        for at, part in enumerate(groups[0]):
            self.results.append(self._place(part.line.formula, self._parameters(groups, at)))
        self.passed_on = [(self.results[of], at) for of, at in self._previous.items()]
        self.read_by_year = self._read_by_year()

    def _parameters(self, groups: Sequence[Group], at: int) -> dict[Any, int]:
        """Where the parameters of a part stand."""
        places, part = _places(groups[0]), groups[0][at]
        found: dict[Any, int] = {}
        for argument, (parameter, name) in enumerate(zip(part.line.parameters, part.names, strict=True)):
            if name in places:
                whole, of = places[name]
                found[parameter] = self._rows[of] if whole else self.results[of]
            else:
                found[parameter] = self._outer[tuple(group[at].names[argument] for group in groups)]
        return found

    def _place(self, formula: Formula | None, found: dict[Any, int]) -> int:
        """Where the value of a formula stands; the instructions for it are added."""
        if isinstance(formula, Name):
            return found[formula.id]
        if formula not in found:
            assert formula is not None
            reads = [self._place(each, found) for each in parts(formula)]
            found[formula] = self._made(formula, reads)
        return found[formula]

    def _made(self, formula: Formula, reads: Sequence[int]) -> int:
        if isinstance(formula, Number):
            return self._new(np.array(formula.value))
        assert isinstance(formula, Call | Operation)
        name = formula.function if isinstance(formula, Call) else formula.symbol
        if name == "previous" and reads[0] in self._rows:
            of = self._rows.index(reads[0])
            if of not in self._previous:
                self._previous[of] = self._new(yearly=True)
            return self._previous[of]
        for row in {*reads}.intersection(self._rows) if name not in EARLIER_ONLY else ():
            value = self.results[self._rows.index(row)]
            self.by_year.append((_write, (row, value), self._new(yearly=True)))
        yearly = name in ONE_YEAR_ALONE or not self._yearly.isdisjoint(reads)
        at = self._new(yearly=yearly)
        (self.by_year if yearly else self.at_once).append((WORK[name], reads, at))
        return at

    def _new(self, value: Array | None = None, yearly: bool = False) -> int:
        at = self._rows.stop + len(self.others)
        self.others.append(value)
        if yearly:
            self._yearly.add(at)
        return at

    def _read_by_year(self) -> list[int]:
        read = {*self.results, *(at for _, reads, _ in self.by_year for at in reads)}
        numbers = {at for at, each in enumerate(self.others, self._rows.stop) if each is not None}
        return sorted(read - numbers - (self._yearly - {*self._rows}))

    def run(self, arguments: Sequence[Any], own: Sequence[Array]) -> None:
        """Fill the group's own rows."""
        values = [*arguments, *map(Row, own), *self.others]
        for function, reads, at in self.at_once:
            values[at] = function(*[values[each] for each in reads])
        for _, at in self.passed_on:
            values[at] = np.zeros(own[0].shape[:-1])
        size = own[0].shape[-1]
        years = [(at, _cells(values[at], size)) for at in self.read_by_year]
        for column in range(size):
            for at, cells in years:
                values[at] = cells[column]
            for function, reads, at in self.by_year:
                values[at] = function(*[values[each] for each in reads])
            for row, result in zip(own, self.results, strict=True):
                row[..., column] = values[result]
            for result, at in self.passed_on:
                values[at] = values[result]


def _write(row: Row, value: Array) -> None:
    """What a year of a row is, for a function that reads it in that year already."""
    row.cells[...] = value


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
    if row.shape[-1] == 1:
        return [row[..., 0]] * size
    return list(np.ascontiguousarray(np.moveaxis(row, -1, 0)))
