"""The graph of operations as instructions on a few vectors that stay in the processor's cache.

Promise: operations stand in the order in which their results are used up soonest, year by year, each
result in a register that no later use needs, where it may in that of an operand; a rate of return, which is
solved and not calculated, splits the program into stages. Imports numpy, `cells` and `formulas` only.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from tco.uncertainty.cells import KNOWN, Graph
from tco.uncertainty.formulas import RATE

Array = Any
INPUT = "input"
FUNCTIONS = ("+", "-", "*", "/", "minimum", "maximum", "at_least", "equal", "ratio", "round_up", "**", "sqrt")
CODES = {function: 3 * at for at, function in enumerate(FUNCTIONS)}
#: Added to an instruction's code where its right or left operand is a number.
RIGHT_NUMBER, LEFT_NUMBER = 1, 2
#: Instructions whose result must not take the place of what they read: they read it once more afterwards.
READ_TWICE = frozenset({CODES["round_up"] + each for each in (0, RIGHT_NUMBER, LEFT_NUMBER)})


@dataclass(frozen=True)
class Placed:
    """Instructions on registers.

    Attributes:
        loads: for each source its register.
        code: rows of function, left, right, register of the result; operands are registers, or
            positions among the numbers.
        stores: for each node that is kept its register.
    """

    loads: Array
    code: Array
    registers: int
    stores: Array


@dataclass(frozen=True)
class Stage:
    """Straight-line instructions.

    Attributes:
        sources: the nodes whose values are given: inputs, rates and results of earlier stages.
        code: rows of function, left, right, result; operands are nodes, or positions among `numbers`.
        stored: the nodes that are kept.
        rates: rates of return that follow: their node and operands.
    """

    sources: tuple[int, ...]
    code: list[tuple[int, int, int, int]]
    numbers: Array
    stored: tuple[int, ...]
    rates: tuple[tuple[int, tuple[int, ...]], ...]

    def placed(self, over_operands: bool) -> Placed:
        """Registers for all nodes; one is free again after the last use of its result.

        Args:
            over_operands: whether a result may take the place of an operand that is used up with it.
        """
        return _Placing(self).placed(over_operands)


def stages_of(graph: Graph, wanted: Sequence[Array]) -> list[Stage]:
    """The stages that compute the nodes of some lines (−1 for cells that are known)."""
    return _Scheduler(graph, wanted).stages()


class _Scheduler:
    def __init__(self, graph: Graph, wanted: Sequence[Array]):
        self.nodes, self.numbers = graph.nodes, np.array([*graph.numbers, 0.0])
        self.inside = [() if name == INPUT else _nodes_of(each) for name, each in graph.nodes]
        ends = _by_year(wanted)
        self.wanted = set(ends)
        needed = self._needed()
        marks = [node for node in _by_year(graph.rows) if needed[node]]
        self.order = self._order([*marks, *ends])
        self.level = self._levels()

    def _needed(self) -> bytearray:
        """A mark for each node that is wanted or read; operands come before what is made of them."""
        needed = bytearray(len(self.nodes))
        for node in self.wanted:
            needed[node] = 1
        for node in range(len(needed) - 1, -1, -1):
            if needed[node]:
                for each in self.inside[node]:
                    needed[each] = 1
        return needed

    def _order(self, wanted: Iterable[int]) -> list[int]:
        """All nodes needed, operands first, each as late as its first use allows."""
        inside, done, order = self.inside, bytearray(len(self.nodes)), list[int]()
        for first in wanted:
            stack = [first]
            while stack:
                node = stack.pop()
                if node < 0:
                    order.append(~node)
                elif not done[node]:
                    done[node] = 1
                    stack.append(~node)
                    stack += inside[node]
        return order

    def _levels(self) -> list[int]:
        """The stage in which each node is known."""
        level = [0] * len(self.nodes)
        if any(self.nodes[node][0] == RATE for node in self.order):
            for node in self.order:
                before = max((level[each] for each in self.inside[node]), default=0)
                level[node] = before + (self.nodes[node][0] == RATE)
        return level

    def stages(self) -> list[Stage]:
        """One stage for each level."""
        by_level: dict[int, list[int]] = {0: []}
        for node in self.order:
            by_level.setdefault(self.level[node], []).append(node)
        return [self._stage(at, by_level) for at in sorted(by_level)]

    def _stage(self, at: int, by_level: dict[int, list[int]]) -> Stage:
        computed = [node for node in by_level[at] if self.nodes[node][0] not in (INPUT, RATE)]
        later = [node for level in by_level if level > at for node in by_level[level]]
        mine = set(computed)
        kept = mine & self.wanted
        for node in later:
            kept.update(mine.intersection(self.inside[node]))
        read = {each for node in computed for each in self.inside[node]}
        return Stage(
            sources=tuple(sorted(read - mine)),
            code=[self._instruction(node) for node in computed],
            numbers=self.numbers,
            stored=tuple(node for node in computed if node in kept),
            rates=tuple(
                (node, self.nodes[node][1])
                for node in by_level.get(at + 1, ())
                if self.nodes[node][0] == RATE
            ),
        )

    def _instruction(self, node: int) -> tuple[int, int, int, int]:
        function, (left, right) = self.nodes[node]
        variant = RIGHT_NUMBER if right < 0 else LEFT_NUMBER if left < 0 else 0
        first, second = (each if each >= 0 else ~each for each in (left, right))
        return CODES[function] + variant, first, second, node


def _nodes_of(operands: tuple[int, ...]) -> tuple[int, ...]:
    if min(operands) >= 0:
        return operands[::-1]
    return tuple([each for each in reversed(operands) if each >= 0])


def _by_year(rows: Sequence[Array]) -> list[int]:
    """The nodes of some rows, early years first: what one year's lines share is then used up soon."""
    found = [
        (column / row.shape[-1], int(node))
        for row in rows
        for column in range(row.shape[-1])
        for node in row[..., column].flat
        if node != KNOWN
    ]
    return list(dict.fromkeys(node for _, node in sorted(found, key=lambda each: each[0])))


class _Placing:
    """Registers for the nodes of one stage."""

    def __init__(self, stage: Stage):
        self.stage = stage
        self.register: dict[int, int] = {}
        self.free: list[int] = []
        self.count = 0

    def placed(self, over_operands: bool) -> Placed:
        """The instructions on registers."""
        stage, register = self.stage, self.register
        loads = [self._take(each) for each in stage.sources]
        code = self._code(over_operands)
        return Placed(
            loads=np.array(loads, dtype=np.int64),
            code=np.array(code, dtype=np.int64).reshape(-1, 4),
            registers=self.count,
            stores=np.array([register[node] for node in stage.stored], dtype=np.int64),
        )

    def _code(self, over_operands: bool) -> list[tuple[int, int, int, int]]:
        register, free, read = self.register, self.free, [_read(*each[:3]) for each in self.stage.code]
        last = {node: at for at, nodes in enumerate(read) for node in nodes}
        last.update(dict.fromkeys(self.stage.stored, -1))
        placed = []
        for at, (code, first, second, node) in enumerate(self.stage.code):
            if code % 3 != LEFT_NUMBER:
                first = register[first]
            if code % 3 != RIGHT_NUMBER:
                second = register[second]
            used_up = [register[each] for each in read[at] if last[each] == at]
            if over_operands and code not in READ_TWICE:
                free += used_up
                result = self._take(node)
            else:
                result = self._take(node)
                free += used_up
            placed.append((code, first, second, result))
        return placed

    def _take(self, node: int) -> int:
        if self.free:
            register = self.free.pop()
        else:
            register, self.count = self.count, self.count + 1
        self.register[node] = register
        return register


def _read(code: int, first: int, second: int) -> tuple[int, ...]:
    """The nodes that an instruction reads, each once."""
    if code % 3 == RIGHT_NUMBER or first == second:
        return (first,)
    return (second,) if code % 3 == LEFT_NUMBER else (first, second)
