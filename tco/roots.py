"""Zeros of functions of one variable over their ranges, looked for in many functions at once.

Promise: given is every change of sign that a grid shows, each part of it divided again and again so that
none inside is passed over, and every zero that is touched without a change where the grid comes near one.
What is nearer to zero than rounding leaves is zero, so that noise changes no sign. Imports numpy only.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from typing import Any, NamedTuple

import numpy as np

Array = Any
Rows = Callable[[Sequence[tuple[int, Array]]], list[Array]]
PARTS = 16
CROSSED, TOUCHED = 6, 8  # rounds of division: a straight line ends the search for a change of sign
MOST_ROUNDS, NARROW = 14, 1e-6  # over very long ranges as many more as it takes to know six digits
MOST = 48  # spans of one function that are divided further
STEEPER = 2.0  # than between neighbours a function may be before it is looked for between them


class Zero(NamedTuple):
    """A value at which a function is zero, or passes it in a step.

    Attributes:
        before: the sign below the value; 0 where the function is zero down to its range's end.
        after: the sign above it; equal signs are those of a zero that is touched.
    """

    value: float
    before: int
    after: int

    @property
    def turns(self) -> bool:
        """Whether the function has opposite signs on both sides."""
        return self.before * self.after < 0


class _Span(NamedTuple):
    """Two values between which a function changes its sign or, where both are alike, may touch zero.

    Attributes:
        nearest: the value seen between them that counts as the zero; not a number where none does.
        distance: of the function there from zero.
    """

    at: int
    left: float
    right: float
    below: float
    above: float
    nearest: float = np.nan
    distance: float = np.inf

    @property
    def crosses(self) -> bool:
        return (self.below < 0) != (self.above < 0)


class Search:
    """Functions whose zeros are asked for.

    Args:
        ask: gives the functions, each by its number, for rows of values; all rows at once.
        whole: for each function whether it is defined at whole numbers only.
        noise: what is no farther from zero is zero.
        near: what is no farther from zero where a function is nearest to it touches it.
    """

    def __init__(self, ask: Rows, whole: Sequence[bool], noise: float, near: float):
        self.ask, self.whole, self.noise, self.near = ask, whole, noise, near

    def zeros(self, grids: Sequence[Array], rows: Sequence[Array]) -> list[list[Zero]]:
        """For each function its zeros in rising order, from its values on a grid of at least one."""
        found: list[list[Zero]] = [list(self._at_ends(*pair)) for pair in zip(grids, rows, strict=True)]
        spans = [each for at, pair in enumerate(zip(grids, rows, strict=True))
                 for each in self._spans(at, *pair)]  # fmt: skip
        for span in self._divided(spans):
            found[span.at] += self._zero(span)
        return [list(_apart(sorted(each), grid)) for each, grid in zip(found, grids, strict=True)]

    def _at_ends(self, grid: Array, row: Array) -> Iterator[Zero]:
        """Where a function is zero from an end of its range on."""
        signs = self._signs(row)
        known = np.flatnonzero(signs)
        if known.size and known[0] > 0:
            yield Zero(float(grid[known[0] - 1]), 0, int(signs[known[0]]))
        if known.size and known[-1] < len(row) - 1:
            yield Zero(float(grid[known[-1] + 1]), int(signs[known[-1]]), 0)

    def _signs(self, row: Array) -> Array:
        return np.where(np.abs(row) <= self.noise, 0.0, np.sign(row))

    def _spans(self, at: int, grid: Array, row: Array) -> Iterator[_Span]:
        """The parts of a grid that hold a change of sign or a zero, or may touch one."""
        signs = self._signs(row)
        known = np.flatnonzero(signs).tolist()
        dips = _dips(row, self.noise)
        for left, right in pairwise(known):
            span = _Span(at, *(float(each) for each in (grid[left], grid[right], row[left], row[right])))
            inside = slice(left + 1, right)
            if span.crosses:
                yield self._passed(span, grid[inside]) if right > left + 1 else span
            elif right > left + 1 or dips[left]:
                yield self._nearest(span, grid[left : right + 1], row[left : right + 1])

    def _nearest(self, span: _Span, grid: Array, row: Array) -> _Span:
        """With the value nearest to zero; of several alike the one in their middle."""
        size = np.abs(row)
        alike = np.flatnonzero(size <= max(float(size.min()), self.noise))
        at = int(alike[len(alike) // 2])
        return span._replace(nearest=float(grid[at]), distance=float(size[at]))

    def _passed(self, span: _Span, zeros: Array) -> _Span:
        """Of several zeros between two signs the one next to where the function is positive."""
        return span._replace(nearest=float(zeros[-1 if span.above > 0 else 0]), distance=0.0)

    def _divided(self, spans: list[_Span]) -> list[_Span]:
        """The spans divided until a straight line, or a nearest value, will do."""
        done: list[_Span] = []
        for number in range(MOST_ROUNDS):
            ready = [each for each in spans if self._is_narrow(each, number)]
            done += ready
            spans = [each for each in spans if each not in ready]
            if not spans:
                break
            grids = [self._grid(each) for each in spans]
            rows = self.ask([(each.at, grid) for each, grid in zip(spans, grids, strict=True)])
            found = [each for span, grid, row in zip(spans, grids, rows, strict=True)
                     for each in self._spans(span.at, grid, row)]  # fmt: skip
            spans = list(_first(found))
        return done + spans

    def _is_narrow(self, span: _Span, number: int) -> bool:
        if self.whole[span.at]:
            return span.right - span.left <= 1
        enough = span.right - span.left <= NARROW * max(abs(span.left), abs(span.right))
        rounds = CROSSED if span.crosses else TOUCHED
        return (enough and number >= rounds) or bool(np.nextafter(span.left, np.inf) >= span.right)

    def _grid(self, span: _Span) -> Array:
        grid = np.linspace(span.left, span.right, PARTS + 1)
        return np.unique(np.round(grid)) if self.whole[span.at] else grid

    def _zero(self, span: _Span) -> Iterator[Zero]:
        before, after = (int(np.sign(each)) for each in (span.below, span.above))
        if not span.crosses:
            if span.distance <= self.near:
                yield Zero(span.nearest, before, after)
            return
        part = span.below / (span.below - span.above)
        between = span.right if self.whole[span.at] else span.left + (span.right - span.left) * part
        yield Zero(between if np.isnan(span.nearest) else span.nearest, before, after)


def _dips(row: Array, noise: float) -> Array:
    """For each pair of neighbours of one sign, whether the function may come down to zero between them.

    From both sides it is taken on as steeply as it came, and more; beyond the ends of a grid as steeply as
    next to them. Where it is much flatter than next to them, it may bend between them as well.
    """
    if len(row) < 2:
        return np.zeros(0, dtype=bool)
    rise = np.diff(row)
    steep = np.abs(rise)
    before = np.concatenate([[np.nan], rise[:-1]])
    after = np.concatenate([rise[1:], [np.nan]])
    sign = np.sign(row[:-1])
    around = np.fmax(steep, np.fmax(np.abs(np.nan_to_num(before)), np.abs(np.nan_to_num(after))))
    falls = STEEPER * np.where(np.isnan(before), around, np.maximum(-sign * before, 0.0))
    rises = STEEPER * np.where(np.isnan(after), around, np.maximum(sign * after, 0.0))
    left, right = np.abs(row[:-1]), np.abs(row[1:])
    lowest = left * rises + right * falls - falls * rises
    dips = (falls > 0) & (rises > 0) & (lowest <= noise * (falls + rises))
    bends = (STEEPER * steep <= around) & (np.minimum(left, right) <= around)
    return (sign == np.sign(row[1:])) & (dips | bends)


def _first(spans: Sequence[_Span]) -> Iterator[_Span]:
    """Of each function as many as are divided further, changes of sign before what may touch zero."""
    count: dict[int, int] = {}
    for span in sorted(spans, key=lambda each: not each.crosses):
        count[span.at] = count.get(span.at, 0) + 1
        if count[span.at] <= MOST:
            yield span


def _apart(zeros: Sequence[Zero], grid: Array) -> Iterator[Zero]:
    """Without a zero that was found from both its sides."""
    least = 1e-6 * float(np.diff(grid).min(initial=np.inf))
    before: Zero | None = None
    for each in zeros:
        touches = before and not each.turns and not before.turns
        if not (before and touches and each.value - before.value <= least):
            yield each
            before = each
