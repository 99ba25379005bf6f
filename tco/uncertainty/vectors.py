"""The instructions of a stage carried out by numpy, one call for a block of draws each.

Promise: the same operations in the same order as the compiled loop. Imports numpy and `program`.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from tco.uncertainty.program import FUNCTIONS, Stage

Array = Any


def _smaller(left: Array, right: Array, out: Array) -> None:
    np.minimum(left, right, out=out)


def _larger(left: Array, right: Array, out: Array) -> None:
    np.maximum(left, right, out=out)


def _at_least(left: Array, right: Array, out: Array) -> None:
    np.copyto(out, np.greater_equal(left, right))


def _equal(left: Array, right: Array, out: Array) -> None:
    np.copyto(out, np.equal(left, right))


def _ratio(left: Array, right: Array, out: Array) -> None:
    np.divide(left, right, out)
    np.copyto(out, 0.0, where=np.equal(right, 0.0))


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
    """The registers of one thread for one stage, and its calls prepared on them."""

    def __init__(self, stage: Stage, width: int):
        self.stage, self.width = stage, width
        self.registers = np.zeros((stage.registers, width))
        rows, numbers = list(self.registers), [np.array(value) for value in stage.numbers]
        sides = ((rows, rows), (rows, numbers), (numbers, rows))
        called = [CALLS[function] for function in FUNCTIONS]
        codes, firsts, seconds, results = stage.code.T.tolist()
        # four lists and no tuple for each call: so many at once would set the garbage collector to work
        self.calls = [called[code // 3] for code in codes]
        self.lefts = [sides[code % 3][0][at] for code, at in zip(codes, firsts, strict=True)]
        self.rights = [sides[code % 3][1][at] for code, at in zip(codes, seconds, strict=True)]
        self.outs = [rows[at] for at in results]

    def run(self, given: Array) -> Array:
        """The results (stored, draws) of the sources (sources, draws)."""
        total, width, stage = given.shape[1], self.width, self.stage
        kept = np.empty((len(stage.stored), total))
        with np.errstate(all="ignore"):
            for start in range(0, total, width):
                n = min(width, total - start)
                self.registers[stage.loads, :n] = given[:, start : start + n]
                for call, left, right, out in zip(
                    self.calls, self.lefts, self.rights, self.outs, strict=True
                ):
                    call(left, right, out)
                kept[:, start : start + n] = self.registers[stage.stores, :n]
        return kept
