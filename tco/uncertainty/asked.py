"""One figure of one alternative as a function of the inputs, for many of their values at once.

Promise: what comes out is what the case gives with those values put in, all others as they are; whole inputs
are rounded, undefined figures are not numbers. Imports numpy, `figures`, `compute`, `inputs`, `reduced`,
`switching`, `errors`, `batch`, `results` and `table` only.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import Any

import numpy as np

from tco.compute import evaluate
from tco.errors import nearest
from tco.figures import Quantity, cells, lines_of
from tco.inputs import BoundModel, Input
from tco.reduced import reduced
from tco.results import Result
from tco.switching import CHUNK, range_of
from tco.table import moves_anything
from tco.uncertainty.batch import outcomes

Array = Any
FEW = 2048  # draws, of all calls together, that are evaluated sooner than prepared
EXACT = 16  # draws at once up to which they are evaluated in any case: what is put back meets what was found
SAVING = Quantity("saving_pv")


@dataclass(frozen=True)
class Asked:
    """A figure of an alternative, beside the baseline."""

    bound: BoundModel
    alternative: str
    quantity: Quantity = SAVING

    @cached_property
    def pair(self) -> BoundModel:
        """The part of the model that the figure needs, for the two alternatives."""
        names = {self.bound.case.baseline, self.alternative}
        return reduced(self.bound, lines_of(self.bound, self.quantity), sorted(names))

    @cached_property
    def read(self) -> frozenset[str]:
        """The inputs that the figure depends on."""
        return frozenset(key for keys in self.pair.resolved.values() for key in keys)

    @cached_property
    def own(self) -> float:
        """The figure in the case as it stands."""
        return float(self._figure(evaluate(self.pair), 1)[0])

    def __call__(self, columns: Mapping[str, Array]) -> Array:
        """The figure for each row of the columns, which hold values of inputs by id."""
        given = {key: self._rounded(key, column) for key, column in columns.items()}
        count = len(next(iter(given.values())))
        read = {key: column for key, column in given.items() if key in self.read}
        if not read:
            return np.full(count, self.own)
        if count <= EXACT or self._sooner(count):
            return self._evaluated(read, count)
        return self._figure(outcomes(self.pair, read, lines_of(self.bound, self.quantity)), count)

    def _sooner(self, count: int) -> bool:
        """Whether these draws are evaluated sooner than prepared; many small calls add up."""
        self._calls.append(count)
        return sum(self._calls) <= FEW

    @cached_property
    def _calls(self) -> list[int]:
        return []

    def _evaluated(self, columns: Mapping[str, Array], count: int) -> Array:
        """In blocks that stay in the processor's cache: too few draws to prepare for."""
        ends = np.linspace(0, count, -(-count // CHUNK) + 1).astype(int)
        parts = [({key: column[a:b] for key, column in columns.items()}, b - a) for a, b in pairwise(ends)]
        rows = [self._figure(evaluate(self.pair, part), size) for part, size in parts]
        return np.concatenate([np.empty(0), *rows])

    def _figure(self, lines: Mapping[str, Array], count: int) -> Array:
        found = cells(self.pair, lines, self.quantity)[:, self.pair.alternatives.index(self.alternative)]
        return np.broadcast_to(found, count)

    def _rounded(self, key: str, column: Array) -> Array:
        column = np.asarray(column, dtype=float)
        return np.round(column) if is_whole(self.bound.inputs[key]) else column

    def value(self, key: str) -> float:
        """An input's value in the case's scenario."""
        return float(self.bound.values()[key])  # type: ignore[arg-type]

    def range_of(self, key: str) -> tuple[float, float]:
        """An input's range, widened to its value."""
        ends = range_of(self.bound.inputs[key])
        assert ends is not None
        return min(ends[0], self.value(key)), max(ends[1], self.value(key))

    def ranged(self) -> list[str]:
        """The inputs with a range that the figure depends on."""
        return [key for key, each in self.bound.inputs.items() if key in self.read and range_of(each)]

    def at_ends(self, keys: Sequence[str]) -> Array:
        """The figure at both ends of each input's range, as (inputs, 2)."""
        columns = {key: np.full(2 * len(keys), self.value(key)) for key in keys}
        for at, key in enumerate(keys):
            columns[key][2 * at : 2 * at + 2] = self._rounded(key, np.array(self.range_of(key)))
        return self._evaluated(columns, 2 * len(keys)).reshape(-1, 2)


def is_whole(each: Input) -> bool:
    """Whether an input is counted."""
    return each.declaration.format == "whole"


def chosen_alternative(result: Result, name: str = "") -> str:
    """The one that is asked for; else, of those that move anything (or of all), the cheapest.

    Raises `ValueError` with a sentence where there is none or the name is none.
    """
    bound = result.bound
    others = [each for each in bound.alternatives if each != bound.case.baseline]
    if name and name not in others:
        listed = ", ".join(others) or "none"
        hint = "" if name == bound.case.baseline else nearest(name, others)
        raise ValueError(
            f"alternative: '{name}' is not an alternative to the baseline{hint}; there are: {listed}"
        )
    if not others:
        raise ValueError("the case has no alternative to the baseline; add one under alternatives")
    moving = [each for each in others if moves_anything(bound.case.alternatives[each])]
    return name or min(moving or others, key=lambda each: result.value(each, "present_value"))


def key_problems(bound: BoundModel, keys: Iterable[str], place: str) -> Iterable[str]:
    """Why inputs cannot be moved over their ranges, as sentences."""
    seen: set[str] = set()
    for key in keys:
        if key not in bound.inputs:
            yield f"{place}: '{key}' is not an input that this case reads{nearest(key, bound.inputs)}"
        elif key in seen:
            yield f"{place}: '{key}' is named twice; name each input once"
        elif range_of(bound.inputs[key]) is None:
            yield f"{place}: '{key}' {_why_not(bound.inputs[key])}"
        seen.add(key)


def _why_not(each: Input) -> str:
    if each.series is not None:
        return "is a row of figures by year and no single number; change it where it comes from"
    if each.fixed:
        return "is a constant that no case changes; name another input"
    if each.declaration.format == "flag":
        return f"is a switch; compare with `--set {each.id}=0` and `--set {each.id}=1`"
    return (
        "has no range; give it one in the case file, under [overrides]: "
        f'"{each.id}" = {{ value = {each.value:g}, low = …, high = … }}'
    )
