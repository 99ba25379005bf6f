"""What would have to be true: the smallest joint move of some inputs that makes a condition hold.

Each input is measured in units of its own range (low to high, widened to the case's value), the move as a
Euclidean distance. Promise: the values given, put back into the case, meet the condition, also as they are
printed; where nothing was found within the ranges that does, the closest that was found is told and so named.
Imports numpy, `asked`, `nearest_point`, `correlations`, `sampling`, `figures`, `results`, `errors` and
`assumptions` only.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from tco.assumptions import Text
from tco.errors import Problems, UserError
from tco.figures import Condition, Figures, Quantity, input_label, parse_condition
from tco.results import Result
from tco.uncertainty.asked import Asked, chosen_alternative, is_whole, key_problems
from tco.uncertainty.correlations import Pair
from tco.uncertainty.nearest_point import box_of, nearest_point
from tco.uncertainty.sampling import drawn_together

Array = Any
INPUTS = 10  # moved where none are named: those with the largest swing
DIGITS = (4, 5, 6, 7, 8, 10, 12, 15)
UNMOVED = 1e-9  # of a range


@dataclass(frozen=True)
class Move:
    """One input moved.

    Attributes:
        parts: how far, in units of the input's own range; negative downwards.
        printed: the value with as few digits as still meet the condition together with the others'.
    """

    key: str
    label: Text
    unit: str
    start: float
    end: float
    printed: float
    parts: float


@dataclass(frozen=True)
class Required:
    """What it takes for a figure of an alternative to meet a condition.

    Attributes:
        now: the figure in the case as it stands; None where it is not defined, also in `reached`.
        reached: the figure with the moves made.
        met: whether it meets the condition; else the moves lead to where it comes closest.
        moves: the inputs that move, the farthest first; none where the condition holds already.
        inputs: all inputs that could move.
        named: whether the question named them.
        together: of the inputs that move, pairs that are drawn together in futures and are moved apart here.
    """

    alternative: str
    quantity: Quantity
    label: Text
    unit: str
    condition: Condition
    now: float | None
    reached: float | None
    met: bool
    moves: tuple[Move, ...]
    inputs: tuple[str, ...]
    named: bool
    together: tuple[Pair, ...]

    @property
    def distance(self) -> float:
        """The joint move in units of ranges."""
        return float(np.sqrt(sum(each.parts**2 for each in self.moves)))

    @property
    def largest(self) -> Move | None:
        """The single input that moves farthest."""
        return self.moves[0] if self.moves else None


@dataclass(frozen=True)
class Wanted:
    """A question that was found to make sense."""

    asked: Asked
    condition: Condition
    keys: tuple[str, ...]
    named: bool
    figures: Figures


def required(result: Result, condition: str, keys: Sequence[str] = (), alternative: str = "") -> Required:
    """The smallest joint move that makes a condition hold.

    Args:
        result: the case, evaluated.
        condition: `METRIC>=NUMBER` or `line@year<NUMBER`; `40%` is 0.4.
        keys: ids of the inputs that may move; where none are named, the ten with the largest swing of
            the figure over their ranges.
        alternative: whose figure; where none is named, the cheapest of those that move anything.

    Raises `Problems` with everything that is wrong in the question.
    """
    return solved(wanted(result, condition, keys, alternative))


def wanted(result: Result, condition: str, keys: Sequence[str], alternative: str) -> Wanted:
    """The question, held against the case; raises `Problems` with everything that is wrong in it."""
    figures, problems = Figures(result), list(key_problems(result.bound, keys, "vary"))
    name, quantity, found = "", Quantity(""), Condition(">=", 0.0)
    try:
        name = chosen_alternative(result, alternative)
    except ValueError as error:
        problems.append(str(error))
    try:
        wish = parse_condition(condition)
        quantity, found = figures.quantity(wish.metric), wish.condition
    except UserError as error:
        problems.append(f"condition: {error}")
    if problems:
        raise Problems("require", problems)
    asked = Asked(result.bound, name, quantity)
    return Wanted(asked, found, tuple(keys) or _largest(asked), bool(keys), figures)


def _largest(asked: Asked) -> tuple[str, ...]:
    """The inputs over whose ranges the figure moves most; where it becomes undefined, before all others."""
    keys = asked.ranged()
    ends = asked.at_ends(keys)
    sizes = np.abs(ends[:, 1] - ends[:, 0])
    at_one_end = np.isfinite(ends).sum(axis=1) == 1
    sizes = np.where(at_one_end, np.inf, np.where(np.isfinite(sizes), sizes, 0.0))
    order = np.argsort(-sizes, kind="stable")[:INPUTS]
    return tuple(keys[at] for at in order if sizes[at] > 0)


def solved(question: Wanted) -> Required:
    """The answer to a question."""
    asked, condition, keys = question.asked, question.condition, question.keys
    own = np.array([asked.value(key) for key in keys])
    ends = [asked.range_of(key) for key in keys]
    width = np.array([high - low for low, high in ends])
    moves: tuple[Move, ...] = ()
    met = condition.holds(asked.own)
    if not met and keys:
        box = box_of(own, ends, [is_whole(asked.bound.inputs[key]) for key in keys])
        found = nearest_point(lambda points: condition.surely(_at(asked, keys, own + points * width)), box)
        values, met = _within(own + found.point * width, ends), found.met
        moves = _moves(asked, condition, keys, values, met)
    reached = float(_at(asked, keys, _row(own, keys, moves))[0]) if keys else asked.own
    figures, quantity = question.figures, asked.quantity
    settings = asked.bound.case.uncertainty
    together = drawn_together(asked.bound, settings, (each.key for each in moves)) if moves else ()
    return Required(
        asked.alternative, quantity, figures.label(quantity), figures.unit(quantity), condition,
        _known(asked.own), _known(reached), met, moves, keys, question.named, together,
    )  # fmt: skip


def _known(value: float) -> float | None:
    return value if np.isfinite(value) else None


def _at(asked: Asked, keys: Sequence[str], points: Array) -> Array:
    return asked(dict(zip(keys, points.T, strict=True)))


def _within(values: Array, ends: Sequence[tuple[float, float]]) -> Array:
    limits = np.array(ends)
    return np.clip(values, limits[:, 0], limits[:, 1])


def _row(own: Array, keys: Sequence[str], moves: Sequence[Move]) -> Array:
    ends = {each.key: each.end for each in moves}
    return np.array([[ends.get(key, start) for key, start in zip(keys, own, strict=True)]])


def _moves(
    asked: Asked, condition: Condition, keys: Sequence[str], values: Array, met: bool
) -> tuple[Move, ...]:
    own = np.array([asked.value(key) for key in keys])
    values = np.where([is_whole(asked.bound.inputs[key]) for key in keys], np.round(values), values)
    printed = _printed(asked, condition, keys, values) if met else values
    found = []
    for key, start, end, short in zip(keys, own, values, printed, strict=True):
        low, high = asked.range_of(key)
        each = asked.bound.inputs[key].declaration
        unit = "%" if each.format == "percent" else each.unit
        label = input_label(asked.bound, key)
        found.append(Move(key, label, unit, float(start), float(end), float(short),
                          float((end - start) / (high - low))))  # fmt: skip
    moved = [each for each in found if abs(each.parts) > UNMOVED]
    return tuple(sorted(moved, key=lambda each: -abs(each.parts)))


def _printed(asked: Asked, condition: Condition, keys: Sequence[str], values: Array) -> Array:
    """The values rounded away from the case's own, with the fewest digits that still meet the condition."""
    own = np.array([asked.value(key) for key in keys])
    limits = np.array([asked.range_of(key) for key in keys])
    tried = np.array([list(_rounded(own, values, limits, digits)) for digits in DIGITS] + [values])
    met = condition.surely(_at(asked, keys, tried)) >= 0
    return tried[int(np.argmax(met))] if met.any() else values


def _rounded(own: Array, values: Array, limits: Array, digits: int) -> Iterator[float]:
    for start, value, (low, high) in zip(own, values, limits, strict=True):
        if value in (start, low, high) or value == 0:
            yield value
            continue
        step = 10.0 ** (np.floor(np.log10(abs(value))) - digits + 1)
        away = np.ceil if value > start else np.floor
        short = float(f"{away(value / step) * step:.{digits}g}")
        yield min(max(short, low), high)
