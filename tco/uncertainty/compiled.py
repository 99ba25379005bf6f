"""The instructions of a stage carried out by a compiled loop; needs the optional extra `fast` (numba).

Promise: one interpreter of vector instructions, compiled once for all models and kept on disk by
numba. Each instruction runs over a block of draws that fits the cache, without leaving out or
reordering a rounding. Imports numba and numpy; `program` fixes the codes: three to a function, in
the order of its `FUNCTIONS`, for two vectors, a number on the right and a number on the left.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import numba
import numpy as np

from tco.uncertainty.program import Stage

Array = Any
WIDTH = 512  # draws at a time, whose registers of use stay in the nearest cache

#: Put into the loop that calls it: a fifth faster than a call for each instruction.
inlined: Callable[[Callable[..., None]], Callable[..., None]] = numba.njit(
    inline="always", error_model="numpy"
)


def compiled(function: Callable[..., None]) -> Callable[..., None]:
    """Compiled at its first call, and kept on disk where there is a place to write."""
    options: dict[str, Any] = {"nogil": True, "error_model": "numpy"}
    try:
        kept: Callable[..., None] = numba.njit(cache=True, **options)(function)
    except RuntimeError:  # numba found no folder that it may write to
        kept = numba.njit(**options)(function)
    return kept


@inlined
def _calculate(k: int, x: Array, y: Array, c: float, z: Array) -> None:  # noqa: C901 (a branch an instruction)
    """The four operations; `c` stands for the number."""
    if k == 0:
        for t in range(z.size):
            z[t] = x[t] + y[t]
    elif k == 6:
        for t in range(z.size):
            z[t] = x[t] * y[t]
    elif k == 7:
        for t in range(z.size):
            z[t] = x[t] * c
    elif k == 1:
        for t in range(z.size):
            z[t] = x[t] + c
    elif k == 3:
        for t in range(z.size):
            z[t] = x[t] - y[t]
    elif k == 4:
        for t in range(z.size):
            z[t] = x[t] - c
    elif k == 5:
        for t in range(z.size):
            z[t] = c - y[t]
    elif k == 9:
        for t in range(z.size):
            z[t] = x[t] / y[t]
    elif k == 10:
        for t in range(z.size):
            z[t] = x[t] / c
    else:
        for t in range(z.size):
            z[t] = c / y[t]


@inlined
def _choose(k: int, x: Array, y: Array, c: float, z: Array) -> None:  # noqa: C901 (a branch an instruction)
    """The smaller, the larger, the flags; a comparison with what is not a number does not hold."""
    if k == 12:
        for t in range(z.size):
            z[t] = x[t] if x[t] <= y[t] or x[t] != x[t] else y[t]
    elif k == 13:
        for t in range(z.size):
            z[t] = x[t] if x[t] <= c or x[t] != x[t] else c
    elif k == 15:
        for t in range(z.size):
            z[t] = x[t] if x[t] >= y[t] or x[t] != x[t] else y[t]
    elif k == 16:
        for t in range(z.size):
            z[t] = x[t] if x[t] >= c or x[t] != x[t] else c
    elif k == 18:
        for t in range(z.size):
            z[t] = 1.0 if x[t] >= y[t] else 0.0
    elif k == 19:
        for t in range(z.size):
            z[t] = 1.0 if x[t] >= c else 0.0
    elif k == 20:
        for t in range(z.size):
            z[t] = 1.0 if c >= y[t] else 0.0
    elif k == 21:
        for t in range(z.size):
            z[t] = 1.0 if x[t] == y[t] else 0.0
    else:
        for t in range(z.size):
            z[t] = 1.0 if x[t] == c else 0.0


@inlined
def _others(k: int, x: Array, y: Array, c: float, z: Array) -> None:  # noqa: C901 (a branch an instruction)
    """Ratios, rounding up, powers and the square root."""
    if k == 24:
        for t in range(z.size):
            z[t] = x[t] / y[t] if y[t] != 0.0 else 0.0
    elif k == 25:
        for t in range(z.size):
            z[t] = x[t] / c if c != 0.0 else 0.0
    elif k == 26:
        for t in range(z.size):
            z[t] = c / y[t] if y[t] != 0.0 else 0.0
    elif k == 27:
        for t in range(z.size):
            rounded = math.floor(abs(x[t]) * y[t] + 0.5) / y[t]
            z[t] = math.ceil(-rounded if x[t] < 0.0 else rounded) + 0.0
    elif k == 28:
        for t in range(z.size):
            rounded = math.floor(abs(x[t]) * c + 0.5) / c
            z[t] = math.ceil(-rounded if x[t] < 0.0 else rounded) + 0.0
    elif k == 30:
        for t in range(z.size):
            z[t] = x[t] ** y[t]
    elif k == 31:
        for t in range(z.size):
            z[t] = x[t] ** c
    elif k == 32:
        for t in range(z.size):
            z[t] = c ** y[t]
    else:
        for t in range(z.size):
            z[t] = math.sqrt(x[t])


@compiled
def _execute(
    code: Array, numbers: Array, places: tuple[Array, Array], given: Array, kept: Array, registers: Array
) -> None:
    """All draws of `given` (sources, draws) to `kept` (stored, draws), block by block."""
    total, size = given.shape[1], registers.shape[1]
    for start in range(0, total, size):
        n = min(size, total - start)
        for i in range(places[0].size):
            registers[places[0][i], :n] = given[i, start : start + n]
        for i in range(code.shape[0]):
            k = code[i, 0]
            x, y = registers[code[i, 1]], registers[code[i, 2]]
            c = numbers[code[i, 4]]
            if k < 12:
                _calculate(k, x, y, c, registers[code[i, 3]])
            elif k < 24:
                _choose(k, x, y, c, registers[code[i, 3]])
            else:
                _others(k, x, y, c, registers[code[i, 3]])
        for i in range(places[1].size):
            kept[i, start : start + n] = registers[places[1][i], :n]


class Compiled:
    """The registers of one thread for one stage."""

    def __init__(self, stage: Stage):
        self.stage = stage
        self.placed = placed = stage.placed(over_operands=False)  # the loops count on results of their own
        self.registers = np.zeros((placed.registers + 1, WIDTH))
        code = np.column_stack([placed.code, np.zeros(len(placed.code), np.int64)])
        for variant, column in ((1, 2), (2, 1)):
            rows = code[:, 0] % 3 == variant
            code[rows, 4] = code[rows, column]
            code[rows, column] = 0
        self.code = code

    def run(self, given: Array, _: int) -> Array:
        """The results (stored, draws) of the sources (sources, draws)."""
        placed, kept = self.placed, np.empty((len(self.placed.stores), given.shape[1]))
        places = placed.loads, placed.stores
        _execute(self.code, self.stage.numbers, places, given, kept, self.registers)
        return kept
