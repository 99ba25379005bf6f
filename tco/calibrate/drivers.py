"""What of the model drives a category of cost: prices first, rates where a cost is a share of another.

Promise: found from the model's own structure, never from a list: an input drives a line if the line of
year 1 is exactly proportional to it. Imports numpy, `compute`, `results` and what is below them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from tco.compute import evaluate
from tco.inputs import BoundModel, Input
from tco.model import InputRef, Instance, LineRef
from tco.results import Result

Array = Any
STEP = 1.25  # a power of two makes rounding errors vanish; this one does not hide them
PROPORTIONAL = 1e-9
DERIVED = frozenset({"custom_cash", "custom_discounted"})


@dataclass(frozen=True)
class Drivers:
    """The inputs that scale a category in year 1.

    Attributes:
        inputs: their ids, in the order of the model.
        lines: the cost lines that have a value in year 1, with the inputs that each is proportional to.
        undriven: those that follow neither an input of their own nor another line of the category, such as
            a tax on other costs.
    """

    category: str
    inputs: tuple[str, ...]
    lines: Mapping[str, tuple[str, ...]]
    undriven: tuple[str, ...]


def drivers(result: Result, category: str) -> Drivers:
    """What scales a category of the baseline in year 1.

    Of each line: the prices to which it is proportional, alone or all together, among its own inputs and
    those that it reads through lines that are no money; for a share of other costs its own rate; for the
    rest the prices behind amounts that are no cost themselves. What follows from another line of the
    category needs no driver.
    """
    bound = result.bound
    lines = _lines(result, category)
    found = _first_proportional(bound, lines, lambda line: _prices(bound, line))
    driven = {line for line, keys in found.items() if keys}
    following = {line for line in lines if not found[line] and driven & ancestors(bound, line)}
    for candidates in (_rates, _prices_behind):
        open_lines = [line for line in lines if not found[line] and line not in following]
        found |= _first_proportional(bound, open_lines, lambda line, ask=candidates: ask(bound, line))  # type: ignore[misc]
    inputs = {key for keys in found.values() for key in keys}
    undriven = tuple(line for line in lines if not found[line] and line not in following)
    return Drivers(category, tuple(key for key in bound.inputs if key in inputs), found, undriven)


def _first_proportional(
    bound: BoundModel, lines: Sequence[str], candidates: Callable[[str], tuple[str, ...]]
) -> dict[str, tuple[str, ...]]:
    """Of each line the candidates to which it is proportional one by one, else all of them together."""
    wanted = {line: candidates(line) for line in lines}
    sets = {line: [*((key,) for key in keys), keys] for line, keys in wanted.items()}
    moved = _proportional(bound, sets)
    return {
        line: tuple(key for key in keys if (line, (key,)) in moved) or (keys if (line, keys) in moved else ())
        for line, keys in wanted.items()
    }


def _prices(bound: BoundModel, line: str) -> tuple[str, ...]:
    return tuple(key for key in _reached(bound, line) if _is_price(bound.inputs[key]))


def _prices_behind(bound: BoundModel, line: str) -> tuple[str, ...]:
    return tuple(key for key in _reached(bound, line, through_amounts=True) if _is_price(bound.inputs[key]))


def _rates(bound: BoundModel, line: str) -> tuple[str, ...]:
    return tuple(key for key in _direct(bound, line) if _is_rate(bound.inputs[key]))


def ancestors(bound: BoundModel, line: str) -> set[str]:
    """The lines that a line reads, directly or through others."""
    found: set[str] = set()
    rest = list(bound.model.instances[line].dependencies)
    while rest:
        key = rest.pop()
        if key not in found:
            found.add(key)
            rest.extend(bound.model.instances[key].dependencies)
    return found - {line}


def _lines(result: Result, category: str) -> list[str]:
    """Cost lines of the category that the baseline pays in year 1."""
    baseline = result.bound.case.baseline
    return [
        key
        for key, each in result.bound.model.instances.items()
        if each.in_headline
        and each.category == category
        and not each.line.is_total
        and each.line.id not in DERIVED
        and result.yearly(baseline, key)[1] != 0
    ]


def _answer(bound: BoundModel, instance: Instance, ref: InputRef) -> str:
    ids = bound.resolved[(instance.line.once_per_case, ref)]
    return ids[0] if len(ids) == 1 else ids[bound.baseline]


def _direct(bound: BoundModel, line: str) -> list[str]:
    instance = bound.model.instances[line]
    refs = (ref for ref in instance.references.values() if isinstance(ref, InputRef))
    return [_answer(bound, instance, ref) for ref in refs]


def _reached(bound: BoundModel, line: str, through_amounts: bool = False) -> list[str]:
    """Inputs that a line reads itself, or through lines in other units than money, or that are no cost."""
    found: dict[str, None] = {}
    seen: set[str] = set()
    rest = [line]
    while rest:
        key = rest.pop()
        seen.add(key)
        found |= dict.fromkeys(_direct(bound, key))
        instance = bound.model.instances[key]
        for other in dict.fromkeys([*_lines_read(instance), *instance.members]):
            read = bound.model.instances[other]
            passable = read.line.unit != "money" or (through_amounts and read.category is None)
            if other not in seen and passable:
                rest.append(other)
    return list(found)


def _lines_read(instance: Instance) -> Iterable[str]:
    return (ref.id for ref in instance.references.values() if isinstance(ref, LineRef))


def _is_price(each: Input) -> bool:
    return _is_quantity(each) and each.declaration.unit.split("/")[0] == "money"


def _is_rate(each: Input) -> bool:
    return _is_quantity(each) and each.declaration.unit == "1" and each.declaration.kind != "convention"


def _is_quantity(each: Input) -> bool:
    switch = each.declaration.format in ("flag", "timing", "whole") or each.declaration.kind == "definition"
    return not (switch or each.fixed or each.series is not None)


def _proportional(
    bound: BoundModel, asked: Mapping[str, Sequence[tuple[str, ...]]]
) -> set[tuple[str, tuple[str, ...]]]:
    """The pairs of line and inputs of which the line of year 1 is a multiple: one draw for each."""
    own = bound.values()
    sets = [keys for keys in dict.fromkeys(keys for each in asked.values() for keys in each) if keys]
    if not sets:
        return set()
    moved = dict.fromkeys(key for keys in sets for key in keys)
    values = {key: np.full(len(sets) + 1, float(own[key])) for key in moved}  # type: ignore[arg-type]
    for at, keys in enumerate(sets, 1):
        for key in keys:
            values[key][at] *= STEP
    evaluated = evaluate(bound, values)
    found = set()
    for line, wanted in asked.items():
        cells = _year_one(bound, evaluated[line], len(sets) + 1)
        for at, keys in enumerate(sets, 1):
            if keys in wanted and abs(cells[at] - cells[0] * STEP) <= PROPORTIONAL * abs(cells[0]):
                found.add((line, keys))
    return found


def _year_one(bound: BoundModel, array: Array, count: int) -> Array:
    row = array[..., min(bound.baseline, array.shape[-2] - 1), 1]
    return np.broadcast_to(row, (count,))
