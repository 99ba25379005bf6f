"""The inventory that the rules derive from the beds, each figure with its range and its rule.

Promise: every value is a line (or an input) of the model for the baseline. Low and high are the line itself,
evaluated with every assumption that it rests on at that end of its own range which makes it smaller or
larger, all at once: the widest that the ranges allow, not a likely range. Imports numpy, `compute`,
`explain`, `results`, `errors`, `inputs`, `reduced` and this package only.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from tco.compute import evaluate
from tco.errors import UserError
from tco.explain import explain
from tco.inputs import BoundModel, Input
from tco.reduced import reduced
from tco.results import Result
from tco.sizing.figures import Figure, column_of, direct_inputs, figures, inputs_behind, value_of

Array = Any
CHUNK = 128  # as in `switching`: larger blocks leave the processor's cache
STEADY = 1e-12


@dataclass(frozen=True)
class Derived:
    """One figure of the inventory with where it comes from.

    Attributes:
        low: the smallest that the ranges of all its assumptions together allow.
        high: the largest.
        year: the year whose value it is; None for an input.
        rule: how the model finds it, in words; empty for an input.
        sentence: what the rule says.
        inputs: the assumptions that the rule itself reads.
        lines: ids of the lines that it reads.
    """

    figure: Figure
    label: str
    unit: str
    value: float
    low: float
    high: float
    year: int | None
    rule: str
    sentence: str
    inputs: tuple[Input, ...]
    lines: tuple[str, ...]


def inventory(result: Result, language: str = "en") -> list[Derived]:
    """Every figure that the rules derive for the hospital as it stands today.

    Raises:
        UserError: if the case has no workloads, so that nothing is sized.
    """
    bound = result.bound
    if not bound.case.workloads:
        raise UserError(f"{bound.case.id}: has no workloads, so nothing is sized; add [workloads.emr]")
    found = figures(bound)
    computed = [each for each in found if not each.is_input]
    ends = _Ranges(bound, computed).ends() if computed else {}
    return [_derived(result, each, ends.get(each.key), language) for each in found]


def _derived(result: Result, figure: Figure, ends: tuple[float, float] | None, language: str) -> Derived:
    value = value_of(result, figure)
    if figure.is_input:
        given = result.bound.inputs[figure.line]
        low, high = _range(given) or (value, value)
        label, unit = given.declaration.label.in_language(language), given.declaration.unit
        return Derived(figure, label, unit, value, low, high, None, "", "", (given,), ())
    baseline, bound = result.bound.case.baseline, result.bound
    node = explain(result, figure.line, baseline, figure.kind.year, language=language, depth=1)
    instance = bound.model.instances[figure.line]
    low, high = ends or (value, value)
    read = [each for each in bound.inputs if each in direct_inputs(bound, figure.line)]
    return Derived(
        figure, result.label(figure.line, language), instance.line.unit, value, min(low, value),
        max(high, value), figure.kind.year, node.formula, node.sentence,
        tuple(bound.inputs[each] for each in read), tuple(dict.fromkeys(instance.dependencies)),
    )  # fmt: skip


def _range(each: Input) -> tuple[float, float] | None:
    """From low to high, widened to the case's own value; None for what is no uncertain number."""
    if each.fixed or each.series is not None or each.declaration.format == "flag" or not each.has_range:
        return None
    assert each.low is not None
    assert each.high is not None
    return min(each.low, each.value), max(each.high, each.value)


class _Ranges:
    """Low and high of many figures in few evaluations of the model."""

    def __init__(self, bound: BoundModel, wanted: Sequence[Figure]):
        self.wanted = wanted
        self.bound = reduced(bound, [each.line for each in wanted], (bound.case.baseline,))
        self.columns = [column_of(bound.model, each) for each in wanted]
        self.behind = [inputs_behind(bound, each.line) for each in wanted]
        used = set().union(*self.behind)
        self.ranges = {
            key: ends for key in bound.inputs if key in used and (ends := _range(bound.inputs[key]))
        }
        self.own = {key: float(value) for key, value in bound.values().items() if key in self.ranges}  # type: ignore[arg-type]

    def ends(self) -> dict[str, tuple[float, float]]:
        """Both ends by the figure's key."""
        if not self.ranges:
            return {}
        directions = self._directions()
        draws = [corner for row in directions for corner in (self._corner(-row), self._corner(row))]
        values = self._figures(draws)
        return {
            each.key: (float(values[2 * at, at]), float(values[2 * at + 1, at]))
            for at, each in enumerate(self.wanted)
        }

    def _directions(self) -> Array:
        """For each figure and input +1, −1 or 0: where the figure goes as the input rises.

        Asked at the case's own values and with everything low and everything high, since what binds
        (memory or processors) may hide an input at one of them.
        """
        lows, highs = ({key: ends[side] for key, ends in self.ranges.items()} for side in (0, 1))
        effects = np.zeros((len(self.wanted), len(self.ranges)))
        for centre in (self.own, lows, highs):
            draws = [{**centre, key: ends[side]} for key, ends in self.ranges.items() for side in (0, 1)]
            moved = self._figures(draws)
            effects += (moved[1::2] - moved[0::2]).T
        scale = np.abs(effects).max(axis=1, keepdims=True)
        return np.sign(np.where(np.abs(effects) > STEADY * scale, effects, 0.0))

    def _corner(self, directions: Array) -> dict[str, float]:
        return {
            key: self.own[key] if not sign else ends[int(sign > 0)]
            for (key, ends), sign in zip(self.ranges.items(), directions, strict=True)
        }

    def _figures(self, draws: Sequence[Mapping[str, float]]) -> Array:
        """The figures' values, one row for each draw."""
        blocks = [self._block(draws[at : at + CHUNK]) for at in range(0, len(draws), CHUNK)]
        return np.concatenate(blocks)

    def _block(self, draws: Sequence[Mapping[str, float]]) -> Array:
        columns = {
            key: np.array([draw[key] for draw in draws] * (2 if len(draws) == 1 else 1))
            for key in self.ranges
        }
        lines = evaluate(self.bound, columns)
        return np.stack(list(self._cells(lines, len(draws))), axis=1)

    def _cells(self, lines: Mapping[str, Array], count: int) -> Iterator[Array]:
        for figure, column in zip(self.wanted, self.columns, strict=True):
            array = lines[figure.line]
            row = array[..., min(self.bound.baseline, array.shape[-2] - 1), column]
            yield np.broadcast_to(row, (count,)) if row.ndim == 0 else row[:count]
