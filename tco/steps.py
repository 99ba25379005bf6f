"""Steps: tasks prepared so that they work on a store of arrays by name.

Promise: a step says what it reads and adds, so that it can be left out where nothing it reads changed.
Each task alone is right for one evaluation and for many draws. Imports numpy, `tasks` and `year_by_year`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any, NamedTuple

import numpy as np

from tco.tasks import Fit, Task
from tco.year_by_year import stacked

Store = dict[str, Any]


class Step(NamedTuple):
    """One step: what it does to a store, and the names in it that it reads and adds."""

    run: Callable[[Store], None]
    reads: tuple[str, ...]
    adds: tuple[str, ...]


def carry_out(steps: Iterable[Step], store: Store) -> None:
    """The steps in their order; what is not defined is infinite or not a number."""
    with np.errstate(over="ignore", invalid="ignore", divide="ignore", under="ignore"):
        for step in steps:
            step.run(store)


class Steps:
    """Steps to which more are added; what several of them read fitted in the same way is fitted once."""

    def __init__(self) -> None:
        self.steps: list[Step] = []
        self._fitted: set[str] = set()

    def fitted(self, name: str, fits: Iterable[Fit]) -> str:
        """The store's name of an array or row after some fits."""
        for fit in fits:
            plain, name = name, f"{fit.name} of {name}"
            if name not in self._fitted:
                self._fitted.add(name)
                self.steps.append(Step(_fit(plain, name, fit), (plain,), (name,)))
        return name

    def add_alone(self, task: Task) -> None:
        """A task with one member."""
        names = tuple(self.fitted(*source) for (source,) in task.reads)
        ((key,),) = task.adds
        self.steps.append(Step(_alone(task, names, key), names, (key,)))


def alone(tasks: Iterable[Task]) -> list[Step]:
    """Each of the tasks by itself."""
    made = Steps()
    for task in tasks:
        if task.recursive:
            names = [tuple(made.fitted(*source) for source in sources) for sources in task.reads]
            reads = tuple(dict.fromkeys(name for each in names for name in each))
            adds = tuple(key for each in task.adds for key in each)
            made.steps.append(Step(_year_by_year(task, names), reads, adds))
        else:
            made.add_alone(task)
    return made.steps


def _fit(plain: str, name: str, fit: Fit) -> Callable[[Store], None]:
    make = fit.make

    def run(store: Store) -> None:
        store[name] = make(store[plain], store["baseline"])

    return run


def _alone(task: Task, names: Sequence[str], key: str) -> Callable[[Store], None]:
    work = task.work

    def run(store: Store) -> None:
        (store[key],) = work([store[name] for name in names])

    return run


def _year_by_year(task: Task, names: Sequence[Sequence[str]]) -> Callable[[Store], None]:
    def run(store: Store) -> None:
        results = task.work(*stacked([[store[name] for name in each] for each in names]))
        for members, result in zip(task.adds, results, strict=True):
            store.update(zip(members, result, strict=True))

    return run
