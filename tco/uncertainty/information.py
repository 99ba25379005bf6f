"""What it is worth to find out inputs before the alternatives are chosen between.

Promise: the choice is the alternative with the least expected present value; what is worth nothing is 0,
and an amount that its error does not hold apart from 0 is not called worth anything. That no draw has another
alternative cheaper is told apart from a proof that none can. Imports numpy, `knowing`, `certain`, `sampling`,
`correlations`, `simulation`, `figures`, `inputs`, `reduced`, `assumptions`, `wording` and `errors` only.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import PurePosixPath
from typing import Any

import numpy as np

from tco.assumptions import Text
from tco.errors import Problems, nearest
from tco.figures import input_label
from tco.inputs import BoundModel
from tco.reduced import reduced
from tco.uncertainty.certain import is_certain
from tco.uncertainty.correlations import FULL, pairs
from tco.uncertainty.knowing import LARGEST, Choice, Estimate
from tco.uncertainty.sampling import Sampler
from tco.uncertainty.simulation import PRESENT_VALUE, Simulation
from tco.wording import read_texts

Array = Any
TO_ASK = ("quote_needed", "own")


@dataclass(frozen=True)
class Worth:
    """What it is worth to find out an input, with those drawn together with it, or a group.

    Attributes:
        id: of the input, or of the group.
        kind: of the input; empty for a group.
        also: inputs of which it tells through correlations, which its worth includes.
        cost: what finding out costs, where the user said so.
    """

    id: str
    keys: tuple[str, ...]
    label: Text
    kind: str
    value: Estimate
    also: tuple[str, ...] = ()
    cost: float | None = None

    @property
    def to_ask(self) -> bool:
        """Whether somebody can be asked for it: a quote, or a figure of the hospital."""
        return self.kind in TO_ASK

    @property
    def worth_asking(self) -> bool | None:
        """Whether it is worth more than it costs; None where no cost was given or the error hides it."""
        if self.cost is None:
            return None
        if self.value.limit <= self.cost:
            return False
        return True if self.value.sure and self.value.least > self.cost else None


@dataclass(frozen=True)
class Information:
    """The value of information of a simulated case.

    Attributes:
        alternatives: between which the choice is, with their expected present values.
        best: the one chosen without finding out anything.
        elsewhere: the share of draws in which another one is cheaper.
        everything: what it is worth to know all inputs.
        told_from: how many draws the worths of inputs and groups are told from.
        certain: whether the best one is the cheapest whatever is drawn, which bounds prove or do not.
        inputs: every input read, quotes and own figures first, each part by its worth.
        groups: by subject, if asked for.
    """

    simulation: Simulation
    alternatives: Mapping[str, float]
    best: str
    elsewhere: float
    everything: Estimate
    told_from: int
    certain: bool
    inputs: tuple[Worth, ...]
    groups: tuple[Worth, ...] = ()

    @property
    def settled(self) -> bool:
        """Whether no draw has another alternative that is cheaper."""
        return self.everything.amount == 0.0


def information(
    simulation: Simulation,
    alternatives: Sequence[str] | None = None,
    costs: Mapping[str, float] | None = None,
    grouped: bool = False,
) -> Information:
    """What it is worth to find out everything, each input and, if asked for, each group of inputs.

    Args:
        simulation: with the present value.
        alternatives: between which the choice is; all that were simulated where left out.
        costs: what it costs to find out an input, by its id.
        grouped: also by subject.

    Raises:
        Problems: with every name that is not known.
    """
    asked = _Question(simulation, alternatives)
    _check_costs(asked, costs or {})
    worths = [asked.input(key, costs or {}) for key in asked.keys]
    groups = input_groups(simulation.bound, asked.keys) if grouped else {}
    found = [asked.group(name, keys, worths) for name, keys in groups.items()]
    means = dict(zip(asked.alternatives, asked.choice.means().tolist(), strict=True))
    best, everything = asked.alternatives[asked.choice.chosen], asked.choice.everything
    return Information(
        simulation, means, best, asked.choice.elsewhere, everything, asked.choice.n,
        everything.amount == 0.0 and is_certain(simulation, best, asked.alternatives),
        tuple(sorted(worths, key=lambda each: (not each.to_ask, -each.value.amount))),
        tuple(sorted(found, key=lambda each: -each.value.amount)),
    )  # fmt: skip


def evpi(simulation: Simulation, alternatives: Sequence[str] | None = None) -> Estimate:
    """The expected value of perfect information."""
    return _Question(simulation, alternatives).choice.everything


def evppi(
    simulation: Simulation, groups: Iterable[Sequence[str]], alternatives: Sequence[str] | None = None
) -> list[Estimate]:
    """The expected value of perfect information about each group of one or more inputs.

    Inputs that are drawn together with one of a group belong to it.
    """
    asked = _Question(simulation, alternatives)
    return [asked.choice.knowing(asked.columns(keys)) for keys in groups]


def input_groups(bound: BoundModel, keys: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """Inputs by subject: the file that declares them, or the price book that prices them."""
    found: dict[str, list[str]] = {}
    for key in keys:
        found.setdefault(PurePosixPath(bound.inputs[key].declaration.origin).stem, []).append(key)
    return {stem: tuple(each) for stem, each in found.items()}


class _Question:
    """A choice between alternatives of a simulation, with inputs by id.

    Attributes:
        together: each drawn input with those that are drawn together with it.
        keys: of those that are drawn together the first, as far as the present value depends on them.
    """

    def __init__(self, simulation: Simulation, alternatives: Sequence[str] | None):
        self.simulation, self.bound = simulation, simulation.bound
        self.alternatives = tuple(dict.fromkeys(alternatives or simulation.alternatives))
        _check_alternatives(simulation, self.alternatives)
        drawn = simulation.sample.keys
        linked = pairs(self.bound, simulation.settings, drawn)
        self.together = _sets(drawn, (each[:2] for each in linked if abs(each.rank) >= FULL))
        part = reduced(self.bound, (PRESENT_VALUE,), self.alternatives)
        read = {key for ids in part.resolved.values() for key in ids}
        self.keys = tuple(
            key for key in drawn if self.together[key][0] == key and read.intersection(self.together[key])
        )
        self.links = {(self.together[a][0], self.together[b][0]) for a, b, *_ in linked}

    @cached_property
    def choice(self) -> Choice:
        """The draws, one column for each set of inputs that are drawn together."""
        simulation = self.simulation
        at = [simulation.alternatives.index(name) for name in self.alternatives]
        costs = np.asarray(simulation.present_value[:, at], dtype=float)
        place = {key: number for number, key in enumerate(self.keys)}
        linked = [(place[a], place[b]) for a, b in self.links if a != b and {a, b} <= place.keys()]
        return Choice(costs, self._values(min(len(costs), LARGEST)), simulation.sample.scramble, linked)

    def _values(self, count: int) -> Array:
        """Of inputs drawn together, the one with most values stands for all: others may be rounded."""
        sample = self.simulation.sample
        if len(sample.values) < count:
            sample = Sampler(self.bound, self.simulation.settings).sample(count)
        column = {key: sample.values[:count, at] for at, key in enumerate(sample.keys)}
        values = np.empty((count, len(self.keys)))
        for at, key in enumerate(self.keys):
            twins = [column[twin] for twin in self.together[key]]
            values[:, at] = max(twins, key=_variety) if len(twins) > 1 else twins[0]
        return values

    def columns(self, keys: Iterable[str]) -> list[int]:
        """Where inputs stand among the draws; those that the present value does not depend on do not."""
        leaders = dict.fromkeys(self.together[key][0] for key in keys if key in self.together)
        return [self.keys.index(key) for key in leaders if key in self.keys]

    def input(self, key: str, costs: Mapping[str, float]) -> Worth:
        """One input with those that are drawn together with it; what it costs to ask for them all."""
        keys = self.together[key]
        given = [costs[each] for each in keys if each in costs]
        kinds = [self.bound.inputs[each].kind for each in keys]
        labels = [input_label(self.bound, each) for each in keys]
        label = Text(en=_list(each.en for each in labels), ko=_list(each.ko for each in labels))
        return Worth(
            key, keys, label, next((each for each in kinds if each in TO_ASK), kinds[0]),
            self.choice.knowing(self.columns([key])), tuple(self._also(key)), sum(given) if given else None,
        )  # fmt: skip

    def _also(self, key: str) -> Iterator[str]:
        for pair in sorted(self.links):
            if key in pair and pair[0] != pair[1]:
                yield pair[0] if pair[1] == key else pair[1]

    def group(self, name: str, keys: Sequence[str], worths: Iterable[Worth]) -> Worth:
        """Inputs of one subject; whoever knows them all knows each, so they are worth no less than one."""
        value = self.choice.knowing(self.columns(keys))
        for each in (each.value for each in worths if each.id in keys):
            larger = each if each.sure and each.amount > value.amount else value
            value = replace(larger, limit=max(value.limit, each.limit))
        members = tuple(twin for key in keys for twin in self.together[key])
        return Worth(name, members, self._subject(name), "", value)

    def _subject(self, name: str) -> Text:
        if name in self.bound.books:
            return self.bound.books[name].head.title
        named = {each: read_texts("tco.uncertainty", f"information.{each}.toml") for each in ("en", "ko")}
        return Text(**{each: texts.get(f"subjects.{name}", name) for each, texts in named.items()})


def _variety(values: Array) -> int:
    return int(np.unique(values).size)


def _list(labels: Iterable[str]) -> str:
    return " + ".join(dict.fromkeys(labels))


def _sets(keys: Sequence[str], pairs: Iterable[Sequence[str]]) -> dict[str, tuple[str, ...]]:
    """For each key all that hang together with it, in the order of the keys."""
    found = {key: {key} for key in keys}
    for one, other in pairs:
        joined = found[one] | found[other]
        for key in joined:
            found[key] = joined
    return {key: tuple(each for each in keys if each in found[key]) for key in keys}


def _check_alternatives(simulation: Simulation, names: Sequence[str]) -> None:
    known = simulation.alternatives
    problems = [
        f"'{name}' is no alternative that was simulated{nearest(name, known)}; there are: {', '.join(known)}"
        for name in names
        if name not in known
    ]
    if not problems and len(names) < 2:
        problems.append(f"only '{names[0]}' is named, but a choice is between two; name another")
    if problems:
        raise Problems("alternatives", problems)


def _check_costs(asked: _Question, costs: Mapping[str, float]) -> None:
    known = {twin for key in asked.keys for twin in asked.together[key]}
    problems = [
        f"{key}: is not an uncertain input of this choice{nearest(key, known)}"
        for key in costs
        if key not in known
    ]
    problems += [
        f"{key}: the cost is {cost:g}, but must be a finite amount from 0"
        for key, cost in costs.items()
        if not 0 <= cost < np.inf
    ]
    if problems:
        raise Problems("costs of finding out", problems)
