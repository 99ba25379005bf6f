"""The instructions of a stage carried out by numpy, one call for a block of draws each.

Promise: the same operations in the same order as the compiled loop. Imports numpy and `program`.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from operator import call
from os import getpid
from typing import Any

import numpy as np

from tco.uncertainty.program import FUNCTIONS, Stage

Array = Any
#: Functions, left and right operands and results.
Calls = tuple[list[Any], list[Array], list[Array], list[Array]]


def _smaller(left: Array, right: Array, out: Array) -> None:
    np.minimum(left, right, out=out)  # numpy takes no third operand by its place here


def _larger(left: Array, right: Array, out: Array) -> None:
    np.maximum(left, right, out=out)


def _at_least(left: Array, right: Array, out: Array) -> None:
    np.copyto(out, np.greater_equal(left, right))


def _equal(left: Array, right: Array, out: Array) -> None:
    np.copyto(out, np.equal(left, right))


def _ratio(left: Array, right: Array, out: Array) -> None:
    nothing = np.equal(right, 0.0)
    np.divide(left, right, out)
    np.copyto(out, 0.0, where=nothing)


def _round_up(value: Array, scale: Array, out: Array) -> None:
    np.abs(value, out)
    np.multiply(out, scale, out)
    np.add(out, 0.5, out)
    np.floor(out, out)
    np.copysign(out, value, out)
    np.divide(out, scale, out)
    np.ceil(out, out)
    np.add(out, 0.0, out)


def _root(value: Array, _: Array, out: Array) -> None:
    np.sqrt(value, out)


CALLS: dict[str, Callable[[Array, Array, Array], Any]] = {
    "+": np.add, "-": np.subtract, "*": np.multiply, "/": np.divide, "minimum": _smaller,
    "maximum": _larger, "at_least": _at_least, "equal": _equal, "ratio": _ratio,
    "round_up": _round_up, "**": np.power, "sqrt": _root,
}  # fmt: skip


class Vectors:
    """The registers of one thread for one stage, and its calls prepared on them.

    A process that was forked gets registers of its own: those of its parent would be copied page by page, and
    without the large pages that numpy asks for, in which they are reached faster.
    """

    def __init__(self, stage: Stage):
        self.placed = stage.placed(over_operands=True)
        self.numbers = [np.array(value) for value in stage.numbers]
        called = [CALLS[function] for function in FUNCTIONS]
        self.codes, *self.places = self.placed.code.T.tolist()
        self.calls = [called[code // 3] for code in self.codes]
        self.memory, self.process = np.empty(0), getpid()
        self.laid_out: dict[int, tuple[Array, Calls]] = {}

    def _registers(self, width: int) -> tuple[Array, Calls]:
        """Registers of this width and the calls on them; those of all widths share their memory."""
        room = self.placed.registers * width
        if self.process != getpid() or self.memory.size < room:
            self.laid_out.clear()
            self.memory, self.process = np.empty(room), getpid()
        if width not in self.laid_out:
            self.laid_out[width] = self._laid_out(self.memory[:room].reshape(-1, width))
        return self.laid_out[width]

    def _laid_out(self, registers: Array) -> tuple[Array, Calls]:
        rows, numbers = list(registers), self.numbers
        sides = ((rows, rows), (rows, numbers), (numbers, rows))
        firsts, seconds, results = self.places
        # lists and no tuple for each call: so many at once would set the garbage collector to work
        lefts = [sides[code % 3][0][at] for code, at in zip(self.codes, firsts, strict=True)]
        rights = [sides[code % 3][1][at] for code, at in zip(self.codes, seconds, strict=True)]
        return registers, (self.calls, lefts, rights, [rows[at] for at in results])

    def run(self, given: Array, width: int) -> Array:
        """The results (stored, draws) of the sources (sources, draws), so many draws at a time."""
        total, placed = given.shape[1], self.placed
        kept = np.empty((len(placed.stores), total))
        registers, calls = self._registers(width)
        with np.errstate(all="ignore"):
            for start in range(0, total, width):
                n = min(width, total - start)
                registers[placed.loads, :n] = given[:, start : start + n]
                deque(map(call, *calls), maxlen=0)
                kept[:, start : start + n] = registers[placed.stores, :n]
        return kept
