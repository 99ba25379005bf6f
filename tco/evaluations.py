"""Evaluations kept for the next change: of a case that differs in a few inputs only, what those reach.

Promise: every line has the same bits as from `tco.compute.evaluate`; what is reused was computed from the
very same numbers, and nobody can write to it. Imports numpy, `compute`, `steps` and `inputs` only.
"""

from __future__ import annotations

from collections import OrderedDict, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import reduce
from itertools import islice
from operator import or_
from threading import Lock
from typing import Any

import numpy as np

from tco.compute import inputs_of, plan_of, started
from tco.inputs import COLUMNS, BoundModel
from tco.steps import carry_out

Array = Any
Reach = Mapping[str, int]
COMPARED = 12  # evaluations among which the nearest is looked for


class Evaluations:
    """The last evaluations, of all cases together.

    Args:
        most: how many are kept.
    """

    def __init__(self, most: int):
        self.most = most
        self._kept: OrderedDict[int, _Kept] = OrderedDict()
        self._lock = Lock()

    def __call__(self, bound: BoundModel) -> Mapping[str, Array]:
        """Every line of the model, see `tco.compute.evaluate`; the arrays cannot be changed."""
        numbers = _Numbers(bound)
        with self._lock:
            newest = reversed(self._kept.values())
            alike = list(islice((each for each in newest if each.is_like(bound, numbers)), COMPARED))
        found = _from_nearest(bound, numbers, alike) if alike else _from_nothing(bound, numbers)
        lines = {key: found.store[key] for key in bound.model.instances}
        for array in lines.values():
            array.setflags(write=False)
        with self._lock:
            self._kept[id(found)] = found
            while len(self._kept) > self.most:
                self._kept.popitem(last=False)
        return lines


class _Numbers:
    """The value of every input, to be compared bit for bit."""

    def __init__(self, bound: BoundModel):
        self.values = bound.values()
        rows = {key: value for key, value in self.values.items() if isinstance(value, tuple)}
        self.keys = (*(key for key in self.values if key not in rows), *rows)
        self.single = np.array([self.values[key] for key in self.keys[: -len(rows) or None]]).view(np.int64)
        self.rows = np.array([*rows.values()]).reshape(-1, COLUMNS).view(np.int64)

    def changed(self, before: _Numbers) -> list[str]:
        """The inputs whose values are not those of before."""
        single = np.flatnonzero(self.single != before.single)
        rows = np.flatnonzero((self.rows != before.rows).any(axis=1)) + len(self.single)
        return [self.keys[at] for at in (*single, *rows)]


@dataclass(frozen=True)
class _Kept:
    """An evaluation with all that its steps left behind."""

    bound: BoundModel
    numbers: _Numbers
    reach: Reach
    store: Mapping[str, Any]

    def is_like(self, bound: BoundModel, numbers: _Numbers) -> bool:
        """Whether the case differs in the numbers of its inputs only."""
        return (
            bound.model is self.bound.model
            and bound.baseline == self.bound.baseline
            and numbers.keys == self.numbers.keys
            and (bound.resolved is self.bound.resolved or bound.resolved == self.bound.resolved)
        )


def _from_nothing(bound: BoundModel, numbers: _Numbers) -> _Kept:
    store = started(bound)
    inputs_of(bound).fill(store, numbers.values)
    carry_out(plan_of(bound.model).together.steps, store)
    return _Kept(bound, numbers, _reach(bound), store)


def _from_nearest(bound: BoundModel, numbers: _Numbers, alike: list[_Kept]) -> _Kept:
    """Only the steps that what changed reaches, after the evaluation that leaves fewest of them."""
    changes = [numbers.changed(each.numbers) for each in alike]
    marks = [_union(each.reach, changed) for each, changed in zip(alike, changes, strict=True)]
    at = min(range(len(alike)), key=lambda each: marks[each].bit_count())
    before, mark, store = alike[at], marks[at], dict(alike[at].store)
    inputs_of(bound).fill(store, numbers.values, frozenset(changes[at]))
    steps = plan_of(bound.model).together.steps
    carry_out((step for place, step in enumerate(steps) if mark >> place & 1), store)
    return _Kept(bound, numbers, before.reach, store)


def _union(reach: Reach, keys: Iterable[str]) -> int:
    return reduce(or_, (reach[key] for key in keys), 0)


def _reach(bound: BoundModel) -> Reach:
    """For each input the steps that depend on it, as the bits of a number."""
    behind: defaultdict[str, int] = defaultdict(int)
    for place, step in reversed(list(enumerate(plan_of(bound.model).together.steps))):
        reached = _union(behind, step.adds) | 1 << place
        for name in step.reads:
            behind[name] |= reached
    reach: defaultdict[str, int] = defaultdict(int)
    for array, keys in inputs_of(bound).keys.items():
        for key in keys:
            reach[key] |= behind[array]
    return reach
