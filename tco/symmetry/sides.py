"""What an input moves on either side: while everything is kept, and once everything has moved.

Promise: sides are read from the model's values, not from names: the case is evaluated with nothing moved and
with everything moved on the first day, each input is tried at other values, and the cost lines that change
are noted. Imports numpy, `compute`, `binding`, `model`, `table`, `case`, `inputs` and `language` only.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import Any

import numpy as np

from tco.binding import bind
from tco.case import Alternative, Case, Override, Placement, Quote
from tco.compute import evaluate
from tco.inputs import BoundModel, Input
from tco.language import Category, Place
from tco.model import DERIVED, Instance
from tco.table import RESOURCES, moves_anything

Array = Any
Group = tuple[str, tuple[str, ...]]
OWN = ""
POINT = 0.01
BLOCK = 24  # draws of one evaluation, each of which keeps every line of the model
NOISE = 1e-9
SMALLEST = 1e-6
NOTABLE = 0.05
FIRST_SETTLED_YEAR = 2


def other_side(case: Case) -> tuple[str, ...]:
    """The alternatives that move something; without a hospital, every alternative but the baseline."""
    others = {key: each for key, each in case.alternatives.items() if key != case.baseline}
    return tuple(key for key, each in others.items() if moves_anything(each) or not case.workloads)


def _both_ends(case: Case, moved: Mapping[str, float]) -> Case:
    """The case with every alternative at an end: nothing moved, or everything, on the first day."""
    if not case.workloads:
        return case
    going = other_side(case)
    ends = {
        name: _fully_moved(each) if name in going else _kept(each) for name, each in case.alternatives.items()
    }
    forced = {f"{name}.{key}": Override(value=value) for name in going for key, value in moved.items()}
    return case.model_copy(update={"alternatives": ends, "overrides": {**case.overrides, **forced}})


def _kept(alternative: Alternative) -> Alternative:
    if not moves_anything(alternative):
        return alternative
    return alternative.model_copy(
        update={"moves": None, "quote": None, "subscribed": None, "price_book": None, "workloads": {}}
    )


def _fully_moved(alternative: Alternative) -> Alternative:
    """Everything moves at once; without a price book the quote is taken to include all that moves."""
    quote, placements = alternative.quote, alternative.workloads
    subscribed = {key: Placement(subscribed=each.subscribed) for key, each in placements.items()}
    changes: dict[str, Any] = {
        "moves": RESOURCES, "start": 0.0, "duration": 1.0, "overlap": 0.0, "workloads": subscribed,
    }  # fmt: skip
    if quote and not alternative.price_book:
        changes |= {"quote": _covering(quote), "subscribed": True, "workloads": {}}
    return alternative.model_copy(update=changes)


def _covering(quote: Quote) -> Quote:
    return quote.model_copy(update={"includes": tuple(dict.fromkeys((*quote.includes, *RESOURCES[1:])))})


def _trials(bound: BoundModel, ids: tuple[str, ...]) -> Iterator[dict[str, Any]]:
    """Values to try: a point more, a quarter more, and both ends of the range, as far as is possible."""
    for trial in ("point", "quarter", "low", "high"):
        moved = {key: _tried(bound.inputs[key], bound.values()[key], trial) for key in ids}
        if any(moved[key] != bound.values()[key] for key in ids):
            yield moved


def _tried(each: Input, value: Any, trial: str) -> Any:
    if each.series is not None:
        share = 1.0 + POINT if trial == "point" else 1.25
        return tuple(share * cell for cell in each.series)
    ends = {"point": value + POINT, "quarter": value * 1.25, "low": each.low, "high": each.high}
    wanted = value if ends[trial] is None else ends[trial]
    least, most = each.declaration.minimum, each.declaration.maximum
    wanted = wanted if most is None else min(wanted, most)
    wanted = wanted if least is None else max(wanted, least)
    return value - POINT if trial == "point" and wanted == value else wanted


class Sides:
    """The settled case: which cost lines an input moves while everything is kept, and once all has moved."""

    def __init__(self, case: Case, moved: Mapping[str, float]):
        bound, moving = bind(_both_ends(case, moved)), other_side(case)
        self.bound = bound
        self.moving = {name: bound.alternatives.index(name) for name in moving}
        self.sides = (OWN, *self.moving)
        self.own = [at for at, name in enumerate(bound.alternatives) if name not in moving]
        self.costs = [
            key
            for key, each in bound.model.instances.items()
            if is_cost(each) and each.category is not Category.LEAVING
        ]
        horizon = round(float(bound.values()["horizon"]))  # type: ignore[arg-type]
        self.years = slice(0, horizon + 1)
        self.base = {key: array[0] for key, array in self._lines([{}]).items()}
        self.visible = NOISE * max((np.abs(array).max() for array in self.base.values()), default=0.0)

    def _lines(self, trials: list[dict[str, Any]]) -> dict[str, Array]:
        """Every cost line as (trials, alternatives, years)."""
        keys = {key for trial in trials for key in trial}
        own = self.bound.values()
        single = {key for key in keys if self.bound.inputs[key].series is None}
        columns = {key: np.array([trial.get(key, own[key]) for trial in trials]) for key in single}
        rows = {key: trial[key] for trial in trials for key in trial if key not in single}
        lines = evaluate(self.bound, {**columns, **rows})
        shape = (len(trials), len(self.bound.alternatives))
        return {
            key: np.broadcast_to(lines[key], (*shape, lines[key].shape[-1]))[..., self.years]
            for key in self.costs
        }

    def effects(self, groups: list[Group]) -> dict[Group, dict[str, list[str]]]:
        """For each group, by alternative (OWN for the own side), the cost lines that it moves.

        A side on which it moves less than a twentieth of what it moves on the other does not count.
        """
        found: dict[Group, dict[str, dict[str, float]]] = {each: defaultdict(dict) for each in groups}
        trials = [(group, trial) for group in groups for trial in _trials(self.bound, group[1])]
        for block in _blocks(trials, self.bound):
            lines = self._lines([trial for _, trial in block])
            for key, moved in lines.items():
                sizes = self._sizes(key, moved)
                for at, side in np.argwhere(sizes):
                    noted = found[block[at][0]][self.sides[side]]
                    noted[key] = max(float(sizes[at, side]), noted.get(key, 0.0))
        return {group: self._notable(by_side) for group, by_side in found.items()}

    def _sizes(self, key: str, moved: Array) -> Array:
        """How far a cost line moves in each trial on each side, over the years that count for it."""
        base = self.base[key]
        changes = np.abs(moved - base)
        changes[changes <= NOISE * np.abs(base).max() + SMALLEST] = 0.0
        first = FIRST_SETTLED_YEAR if self._family(key) in self._own_families else 0
        own = changes[:, self.own].sum(axis=-1).max(axis=-1, initial=0.0)
        return np.stack([own, *(changes[:, at, first:].sum(axis=-1) for at in self.moving.values())], axis=-1)

    def _notable(self, by_side: dict[str, dict[str, float]]) -> dict[str, list[str]]:
        sizes = {side: sum(lines.values()) for side, lines in by_side.items()}
        own = sizes.get(OWN, 0.0)
        moved = max((size for side, size in sizes.items() if side != OWN), default=0.0)
        return {
            side: list(lines)
            for side, lines in by_side.items()
            if (own if side == OWN else moved) >= NOTABLE * max(own, moved)
        }

    def _family(self, key: str) -> str:
        return self.bound.model.instances[key].line.id

    @cached_property
    def _own_families(self) -> set[str]:
        """Lines of own equipment and people: a moved hospital's month of them before the move does not count.

        What begins with the move, such as the proceeds of what it releases, counts from the first year.
        """
        return {self._family(key) for key in self.costs if self._has_value(key, self.own)}

    def _has_value(self, key: str, places: list[int], first: int = 0) -> bool:
        return bool((np.abs(self.base[key][places, first:]) > self.visible).any())

    def _settled(self, key: str) -> bool:
        return self._has_value(key, list(self.moving.values()), FIRST_SETTLED_YEAR)

    @property
    def own_only(self) -> set[str]:
        """Cost lines that a hospital stops paying once everything has moved."""
        return {key for key in self.costs if self._has_value(key, self.own) and not self._settled(key)}

    @property
    def cloud_only(self) -> set[str]:
        """Cost lines that are paid in every later year once everything has moved, and not before."""
        return {key for key in self.costs if self._settled(key) and not self._has_value(key, self.own)}

    def needs(self, key: str) -> frozenset[str]:
        """The needs of the workloads, wherever they run, that drive a cost line."""
        instances = self.bound.model.instances
        found: set[str] = set()
        seen, rest = set(), [key]
        while rest:
            for other in instances[rest.pop()].dependencies:
                line = instances[other].line
                if line.place is Place.SHARED and line.each == ("workload",):
                    found |= {line.id} if line.unit != "1" else set()
                elif other not in seen:
                    seen.add(other)
                    rest.append(other)
        return frozenset(found)


def is_cost(instance: Instance) -> bool:
    """A line of money that stands for one cost, in the headline or beside it."""
    return (
        instance.category is not None
        and instance.treatment is not None
        and not instance.line.is_total
        and instance.line.id not in DERIVED
    )


Trial = tuple[Group, dict[str, Any]]


def _blocks(trials: list[Trial], bound: BoundModel) -> Iterator[list[Trial]]:
    """Whole rows are tried one by one; single numbers many at once, doubled where there is only one."""
    single = [each for each in trials if all(bound.inputs[key].series is None for key in each[1])]
    for start in range(0, len(single), BLOCK):
        block = single[start : start + BLOCK]
        yield block * 2 if len(block) == 1 else block
    yield from ([each] for each in trials if each not in single)
