"""Cells of the model as operations on draws: known numbers stay numbers, each operation is kept once.

Promise: an operation is left out only where the bounds of the draws prove that its result is one
number or one of its operands, bit for bit; what remains is a graph of operations on whole vectors
of draws. Imports numpy and `bounds`.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from tco.uncertainty.bounds import BOUNDS, PLAIN

Array = Any
KNOWN = -1
COMMUTES = frozenset({"+", "*", "minimum", "maximum", "equal"})
#: Powers with a known whole or half exponent up to this size become products and a square root.
LARGEST_CHAIN = 64.0


class Cells:
    """An array of cells.

    Args:
        low, high: the bounds of each cell; equal where its value is known.
        nodes: the operation behind each cell, −1 where it is known; None if all are.
    """

    __slots__ = ("high", "low", "nodes")

    def __init__(self, low: Array, high: Array | None = None, nodes: Array | None = None):
        self.low = low
        self.high = low if high is None else high
        self.nodes = nodes

    @property
    def shape(self) -> tuple[int, ...]:
        """As of an array of numbers."""
        return tuple(self.low.shape)

    def __getitem__(self, at: Any) -> Cells:
        if self.nodes is None:
            return Cells(self.low[at])
        nodes = self.nodes[at]
        if (nodes == KNOWN).all():
            return Cells(self.low[at])
        return Cells(self.low[at], self.high[at], nodes)

    @property
    def codes(self) -> Array:
        """The nodes, −1 where a cell is known."""
        return np.full(self.shape, KNOWN) if self.nodes is None else self.nodes


def widened(cells: Cells, shape: tuple[int, ...]) -> Cells:
    """Repeated along axes of length 1."""
    if cells.shape == shape:
        return cells
    low = np.broadcast_to(cells.low, shape)
    if cells.nodes is None:
        return Cells(low)
    return Cells(low, np.broadcast_to(cells.high, shape), np.broadcast_to(cells.nodes, shape))


def joined(parts: list[Cells], axis: int = -1) -> Cells:
    """Side by side along an axis, repeated along the others where they are of length 1."""
    axis %= len(parts[0].shape)
    common = np.broadcast_shapes(*((*each.shape[:axis], 1, *each.shape[axis + 1 :]) for each in parts))
    parts = [widened(each, (*common[:axis], each.shape[axis], *common[axis + 1 :])) for each in parts]
    low = np.concatenate([each.low for each in parts], axis=axis)
    if all(each.nodes is None for each in parts):
        return Cells(low)
    high = np.concatenate([each.high for each in parts], axis=axis)
    return Cells(low, high, np.concatenate([each.codes for each in parts], axis=axis))


class Graph:
    """The operations found so far, and the numbers that they read.

    Attributes:
        nodes: function and operands of each operation; an operand's code is a node, or below 0 for
            −1 − its position among the numbers.
        rows: the nodes of rows that are summed up, in whose order of years the work is best done.
    """

    def __init__(self) -> None:
        self.rows: list[Array] = []
        self.nodes: list[tuple[str, Any]] = []
        self.numbers: list[float] = []
        self._found: dict[tuple[str, Any], int] = {}
        self._number: dict[float, int] = {}

    def node(self, function: str, operands: Any) -> int:
        """The node of an operation, new or found."""
        key = (function, operands)
        found = self._found.get(key)
        if found is None:
            found = self._found[key] = len(self.nodes)
            self.nodes.append(key)
        return found

    def number(self, value: float) -> int:
        """The operand's code of a number."""
        found = self._number.get(value)
        if found is None:
            self.numbers.append(value)
            found = self._number[value] = -len(self.numbers)
        return found

    def apply(self, function: str, left: Cells, right: Cells) -> Cells:
        """One operation, cell by cell."""
        if left.nodes is None and right.nodes is None:
            return Cells(np.asarray(PLAIN[function](left.low, right.low)))
        if function == "**" and right.nodes is None:
            return self._power(left, right)
        return self._general(function, left, right)

    def _general(self, function: str, left: Cells, right: Cells) -> Cells:
        low, high = BOUNDS[function](left.low, left.high, right.low, right.high)
        shape = low.shape
        if left.shape != shape:
            left = widened(left, shape)
        if right.shape != shape:
            right = widened(right, shape)
        first, second = left.codes, right.codes
        undefined = np.isnan(low) | np.isnan(high)
        if undefined.any():
            low, high = np.where(undefined, -np.inf, low), np.where(undefined, np.inf, high)
        known = (low == high) & np.isfinite(low)
        plain = (first == KNOWN) & (second == KNOWN)
        if plain.any():
            low = np.where(plain, PLAIN[function](left.low, right.low), low)
            high, known = np.where(plain, low, high), known | plain
        is_left, is_right = _aliases(function, left, right)
        nodes = np.where(is_left, first, np.where(is_right, second, KNOWN))
        open_ends = np.flatnonzero(~(known | is_left | is_right))
        nodes[known] = KNOWN
        if open_ends.size:
            self._fill(function, nodes, left, right, open_ends)
        elif known.all():
            return Cells(low)
        return Cells(low, high, nodes)

    def _fill(self, function: str, nodes: Array, left: Cells, right: Cells, at: Array) -> None:
        """The nodes of those cells that are neither known nor one of their operands."""
        if function == "ratio":
            is_quotient = ((right.low > 0.0) | (right.high < 0.0)).reshape(-1)[at]
            self._fill("/", nodes, left, right, at[is_quotient])
            at = at[~is_quotient]
        firsts, seconds = self._operands(left, at), self._operands(right, at)
        node = self.node
        if function in COMMUTES:
            found = [
                node(function, (a, b) if a >= b else (b, a)) for a, b in zip(firsts, seconds, strict=True)
            ]
        else:
            found = [node(function, pair) for pair in zip(firsts, seconds, strict=True)]
        nodes.reshape(-1)[at] = found

    def _operands(self, cells: Cells, at: Array) -> list[int]:
        codes = cells.codes.reshape(-1)[at].tolist()
        values = cells.low.reshape(-1)[at].tolist()
        return [
            code if code != KNOWN else self.number(value) for code, value in zip(codes, values, strict=True)
        ]

    def _power(self, base: Cells, exponent: Cells) -> Cells:
        """Products and a square root for whole and half exponents: as exact, a hundred times faster."""
        shape = np.broadcast_shapes(base.shape, exponent.shape)
        base, powers = widened(base, shape), np.broadcast_to(exponent.low, shape)
        chained = (2.0 * powers == np.floor(2.0 * powers)) & (np.abs(powers) <= LARGEST_CHAIN)
        chained &= (base.low > 0.0) | (powers >= 0.0) & (powers == np.floor(powers))
        if not chained.all():
            return self._general("**", base, exponent)
        done: list[Cells] = []
        cache: dict[tuple[int, float], Cells] = {}
        for at in np.ndindex(shape):
            key = (int(base.codes[at]), float(powers[at]))
            if key[0] == KNOWN or key not in cache:
                cache[key] = self._chain(base[at], float(powers[at]))
            done.append(cache[key])
        low, high = (
            np.array([getattr(each, end) for each in done]).reshape(shape) for end in ("low", "high")
        )
        return Cells(low, high, np.array([each.codes for each in done]).reshape(shape))

    def _chain(self, base: Cells, exponent: float) -> Cells:
        if base.nodes is None:
            return Cells(np.power(base.low, exponent))
        if exponent < 0.0:
            return self._general("/", Cells(np.float64(1.0)), self._chain(base, -exponent))
        whole = int(exponent)
        result = self._root(base) if exponent != whole else Cells(np.float64(1.0))
        if whole:
            product = self._whole(base, whole)
            result = product if exponent == whole else self._general("*", product, result)
        return result

    def _whole(self, base: Cells, exponent: int) -> Cells:
        if exponent == 1:
            return base
        half = self._whole(base, exponent // 2)
        square = self._general("*", half, half)
        return self._general("*", square, base) if exponent % 2 else square

    def _root(self, base: Cells) -> Cells:
        node = self.node("sqrt", (int(base.codes), self.number(0.0)))
        return Cells(np.sqrt(base.low), np.sqrt(base.high), np.asarray(node))

    def added(self, cells: Cells) -> Cells:
        """The sum along the last axis, in pairs of neighbours, so that sums of like ranges are shared."""
        while cells.shape[-1] > 1:
            even = cells.shape[-1] // 2 * 2
            pairs = self.apply("+", cells[..., 0:even:2], cells[..., 1:even:2])
            cells = joined([pairs, cells[..., even:]]) if cells.shape[-1] > even else pairs
        return cells[..., 0]


def _aliases(function: str, left: Cells, right: Cells) -> tuple[Array, Array]:
    """Where the result is the left, and where it is the right operand, whatever the draws."""
    first, second = left.codes, right.codes
    number_left, number_right = first == KNOWN, second == KNOWN
    never = np.zeros(left.shape, bool)
    if function == "+":
        return number_right & (right.low == 0.0), number_left & (left.low == 0.0)
    if function == "-":
        return number_right & (right.low == 0.0), never
    if function == "*":
        return number_right & (right.low == 1.0), number_left & (left.low == 1.0)
    if function in ("/", "**"):
        return number_right & (right.low == 1.0), never
    same = (first == second) & ~number_left
    if function == "minimum":
        return same | (left.high <= right.low), right.high <= left.low
    if function == "maximum":
        return same | (left.low >= right.high), right.low >= left.high
    return never, never
