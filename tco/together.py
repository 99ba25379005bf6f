"""Alike tasks carried out together: one call for all their members, whose results stand in one array.

Promise: every line has the shape and the bits that it has alone (one not-a-number is like another), in an
evaluation without draws. The first axis of an array of members is the member. Members that read all of an
array in its order read it as it is; other parts are taken, and what stands in several arrays is put
together, once for all who read it. Imports numpy, `tasks`, `steps` and `inputs` only.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from graphlib import TopologicalSorter
from itertools import chain, groupby, pairwise
from operator import itemgetter
from typing import Any, NamedTuple

import numpy as np

from tco.inputs import Question
from tco.steps import Step, Steps, Store
from tco.tasks import BASELINE, ROWS_OF_INPUTS, Source, Task, Tasks

Array = Any
Names = tuple[str, ...]


class Together(Steps):
    """The steps of all tasks, alike ones in one step.

    Attributes:
        asked: for each array of inputs the answers in it.
    """

    def __init__(self, tasks: Tasks):
        super().__init__()
        self.asked: dict[str, Names] = {}
        self._inputs = frozenset(tasks.questions.values())
        self._place: dict[str, tuple[str, int]] = {}
        self._arrays: dict[Names, str] = {}
        for alike in _bundles(tasks.all):
            self._add(alike)

    def _add(self, alike: Sequence[Task]) -> None:
        reads = [tuple(chain(*each)) for each in zip(*(task.reads for task in alike), strict=True)]
        adds = [tuple(chain(*each)) for each in zip(*(task.adds for task in alike), strict=True)]
        if alike[0].recursive or any(len(set(each)) > 1 for each in reads):
            self._add_members(alike[0], reads, adds)
        else:
            for task in alike:
                for (source,) in task.reads:
                    self._argument((source,))
                self.add_alone(task)

    def _add_members(self, task: Task, reads: Sequence[tuple[Source, ...]], adds: Sequence[Names]) -> None:
        names = tuple(self._argument(each) for each in reads)
        arrays = [f"all like {members[0]}" for members in adds]
        for array, members in zip(arrays, adds, strict=True):
            self._arrays[members] = array
            self._place.update((key, (array, at)) for at, key in enumerate(members))
        self.steps.append(Step(_members(task, names, arrays, adds), names, (*arrays, *chain(*adds))))

    def _argument(self, sources: Sequence[Source]) -> str:
        """The store's name of what the members read: the same for all, or an array of theirs."""
        first, names = sources[0], _names(sources)
        if len(set(sources)) == 1:
            array = first.name
            if array in self._inputs:
                self.asked[array] = (array,)
        elif names in self._arrays:
            array = self._arrays[names]
        else:
            array = self._arrays[names] = f"array {len(self._arrays)}"
            if first.name in self._inputs:
                self.asked[array] = names
            else:
                self._put_together(array, names)
        return self.fitted(array, first.fits)

    def _put_together(self, array: str, names: Names) -> None:
        pieces = self._pieces(names)
        run = _joined(array, pieces) if len(pieces) > 1 else _taken(array, *pieces)
        self.steps.append(Step(run, tuple(each.array for each in pieces), (array,)))

    def _pieces(self, names: Names) -> list[Piece]:
        """The members as parts of arrays, one after the other."""
        found, stop = [], 0
        for array, each in groupby((self._place.get(name, (name, -1)) for name in names), itemgetter(0)):
            members = [at for _, at in each]
            start, stop = stop, stop + len(members)
            found.append(Piece(array, _part(members) if members[0] >= 0 else ..., slice(start, stop)))
        return found


class Piece(NamedTuple):
    """A part of an array of members, or a whole array that is alone, and which members it is elsewhere."""

    array: str
    part: Any
    members: slice


def _names(sources: Sequence[Source]) -> Names:
    return tuple(each.name for each in sources)


def _part(members: Sequence[int]) -> slice | Array:
    """What takes these members from an array: without copying if there are as many between all of them."""
    step = members[1] - members[0] if len(members) > 1 else 1
    even = step > 0 and all(after - before == step for before, after in pairwise(members))
    return slice(members[0], members[-1] + 1, step) if even else np.array(members)


def _taken(array: str, piece: Piece) -> Callable[[Store], None]:
    def run(store: Store) -> None:
        store[array] = store[piece.array][piece.part]

    return run


def _joined(array: str, pieces: Sequence[Piece]) -> Callable[[Store], None]:
    size = pieces[-1].members.stop

    def run(store: Store) -> None:
        found = [store[name][part] for name, part, _ in pieces]
        rows, columns = (max(each.shape[axis] for each in found) for axis in (-2, -1))
        result = np.empty((size, rows, columns))
        for each, (_, _, members) in zip(found, pieces, strict=True):
            result[members] = each
        store[array] = result

    return run


def _members(
    task: Task, names: Names, arrays: Sequence[str], adds: Sequence[Names]
) -> Callable[[Store], None]:
    results = list(zip(arrays, adds, strict=True))

    def run(store: Store) -> None:
        narrow = store["narrow"]
        for (array, members), result in zip(results, task.work([store[name] for name in names]), strict=True):
            store[array] = result
            for key, each in zip(members, result, strict=True):
                store[key] = each[:1] if key in narrow else each

    return run


# --- Which tasks go together --------------------------------------------------------------------------------


def _bundles(tasks: Sequence[Task]) -> Iterator[list[Task]]:
    """Tasks that are alike, after those whose results they read: all of a kind at once where that can be."""
    kinds = [at if task.alike is None else task.alike for at, task in enumerate(tasks)]
    left, ready = Counter(kinds), defaultdict(list)
    order = TopologicalSorter(_before(tasks))
    order.prepare()
    while order.is_active():
        for at in order.get_ready():
            ready[kinds[at]].append(at)
        whole = [kind for kind, found in ready.items() if len(found) == left[kind]]
        for kind in whole or [max(ready, key=lambda kind: len(ready[kind]) / left[kind])]:
            chosen = sorted(ready.pop(kind))
            left[kind] -= len(chosen)
            yield [tasks[at] for at in chosen]
            order.done(*chosen)


def _before(tasks: Sequence[Task]) -> dict[int, set[int]]:
    """For each task those whose results it reads."""
    owner = {key: at for at, task in enumerate(tasks) for members in task.adds for key in members}
    return {
        at: {owner[name] for sources in task.reads for name, _ in sources if name in owner}
        for at, task in enumerate(tasks)
    }


# --- The inputs of a case -----------------------------------------------------------------------------------


class Inputs:
    """Which inputs stand where, for all cases that answer the same questions with the same inputs.

    Attributes:
        keys: for each array the inputs in it.
    """

    def __init__(self, tasks: Tasks, asked: Mapping[str, Names], resolved: Mapping[Question, Names]):
        ids = {name: resolved[question] for question, name in tasks.questions.items()}
        rows = {name for question, name in tasks.questions.items() if question[1].name in ROWS_OF_INPUTS}
        narrow = {name for name, each in ids.items() if each.count(each[0]) == len(each)}
        self.narrow = _narrow(tasks, narrow)
        self.keys: dict[str, frozenset[str]] = {}
        self._numbers: dict[str, int] = {}
        self._cells: list[tuple[str, slice, tuple[int, ...]]] = []
        self._rows: list[tuple[str, list[str], tuple[int, ...]]] = []
        index: list[int] = []
        for array, names in asked.items():
            columns = 1 if narrow.issuperset(names) else len(ids[names[0]])
            keys = [key for name in names for key in ids[name][:columns]]
            shape = (columns, -1) if names == (array,) else (len(names), columns, -1)
            self.keys[array] = frozenset(keys)
            if names[0] in rows:
                self._rows.append((array, keys, shape))
            else:
                self._cells.append((array, slice(len(index), len(index) + len(keys)), shape))
                index += [self._numbers.setdefault(key, len(self._numbers)) for key in keys]
        self._index = np.array(index, dtype=int)

    def fill(self, store: Store, values: Mapping[str, Any], changed: AbstractSet[str] | None = None) -> None:
        """Add the arrays of inputs to a store; where it has them already, those in which an input changed."""
        cells = np.array([values[key] for key in self._numbers], dtype=float)[self._index]
        for array, part, shape in self._cells:
            if changed is None or not changed.isdisjoint(self.keys[array]):
                store[array] = cells[part].reshape(shape)
        for array, keys, shape in self._rows:
            if changed is None or not changed.isdisjoint(self.keys[array]):
                store[array] = np.array([values[key] for key in keys], dtype=float).reshape(shape)
        store["narrow"] = self.narrow


def _narrow(tasks: Tasks, narrow: AbstractSet[str]) -> frozenset[str]:
    """The lines and inputs that are the same for all alternatives, whose arrays have one row."""
    found = {"zero", "year", "point", *narrow}
    for task in tasks.all:
        if all(name in found or BASELINE in fits for sources in task.reads for name, fits in sources):
            found.update(key for members in task.adds for key in members)
    return frozenset(found)
