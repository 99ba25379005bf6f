"""A case on the bench: any figure of its result, as it stands or with inputs set to other values.

Promise: figures come from the model's own lines and nothing else; many values of inputs are evaluated in one
batch. Imports numpy, `figures`, `reduced`, `compute`, `inputs`, `switching` and `table` only.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

import numpy as np

from tco.compute import evaluate
from tco.figures import Figures, Quantity, cells, lines_of
from tco.inputs import Input
from tco.reduced import reduced
from tco.switching import CHUNK
from tco.table import moves_anything

Array = Any


class Job(NamedTuple):
    """Inputs that are moved together over a row of values."""

    keys: tuple[str, ...]
    values: Array


@dataclass(frozen=True)
class Bench(Figures):
    """A result with the ways to ask it further.

    Attributes:
        chosen: the one alternative that is asked about; all where empty.
    """

    chosen: str = ""

    @property
    def baseline(self) -> str:
        """What the alternatives are compared with."""
        return self.bound.case.baseline

    @cached_property
    def others(self) -> tuple[str, ...]:
        """The alternatives besides the baseline that are asked about."""
        return tuple(
            name for name in self.bound.alternatives if name != self.baseline and self.chosen in ("", name)
        )

    @cached_property
    def moving(self) -> tuple[str, ...]:
        """Those that a claim about moving is about; where a case has no workloads, all others."""
        case = self.bound.case
        if not case.workloads:
            return self.others
        return tuple(name for name in self.others if moves_anything(case.alternatives[name]))

    @property
    def baseline_moves(self) -> bool:
        """Whether the baseline itself leaves own equipment, so that a move is compared with a move."""
        case = self.bound.case
        return bool(case.workloads) and moves_anything(case.alternatives[case.baseline])

    def moves_computing(self, alternative: str) -> bool:
        """Whether any workload of the alternative runs elsewhere."""
        own = self.bound.case.alternatives[alternative]
        placements = [own.workloads.get(each) for each in self.bound.case.workloads]
        moves = [own.moves if each is None or each.moves is None else each.moves for each in placements]
        return any("compute" in (each or ()) for each in moves)

    def has(self, text: str) -> bool:
        """Whether the case's model has the line."""
        return text.partition("@")[0] in self.bound.model.instances

    def parts(self, line: str) -> list[str]:
        """The lines that a sum is made of, as far down as they are sums or rearranged costs themselves."""
        found: list[str] = []
        rest = [line]
        while rest:
            each = self.bound.model.instances[rest.pop()]
            inner = list(each.members)
            if not inner and each.category is not None and not each.in_headline:
                read = (self.bound.model.instances[key] for key in each.dependencies)
                inner = [other.id for other in read if other.line.unit == "money"]
            rest += inner
            found += [] if inner else [each.id]
        return found

    def present_value_of(self, line: str, alternative: str) -> float:
        """All instances of a cost line over the horizon, discounted as the headline is."""
        found = 0.0
        for instance in self.bound.model.of_line(line):
            row = self.result.yearly(alternative, instance.id)
            dates = instance.timing
            for name in (f"discount_factor.{dates}", f"price_factor.{dates}"):
                row = row * self.result.yearly(alternative, name)
            found += float(row.sum())
        return found

    def ids(self, name: str, member: str = "") -> tuple[str, ...]:
        """The inputs that serve a parameter (of one member), in any alternative."""
        found = {
            each: None
            for (_, ref), keys in self.bound.resolved.items()
            if ref.name == name and (not member or member in ref.members)
            for each in keys
        }
        return tuple(found)

    def known_ids(self, keys: Sequence[str]) -> tuple[str, ...]:
        """Of `member.name` or plain names, the inputs that the case reads."""
        found: dict[str, None] = {}
        for key in keys:
            member, _, name = key.rpartition(".")
            found |= dict.fromkeys(self.ids(name, member))
        return tuple(found)

    def input(self, key: str) -> Input:
        """One input."""
        return self.bound.inputs[key]

    def own(self, key: str) -> float:
        """Its value in the case's scenario."""
        return float(self.bound.values()[key])  # type: ignore[arg-type]

    def along(
        self, jobs: Sequence[Job], quantities: Sequence[Quantity], fixed: Mapping[str, float] | None = None
    ) -> list[Array]:
        """For each job the figures as (values, quantities, alternatives); not a number where undefined.

        Args:
            jobs: what is moved, one job at a time.
            quantities: the figures asked for.
            fixed: inputs that have another value throughout.
        """
        found: list[Array] = []
        for block in _blocks(jobs):
            cells = self._evaluated(block, quantities, fixed or {})
            ends = np.cumsum([len(job.values) for job in block])
            found += np.split(cells[: ends[-1]], ends[:-1])
        return found

    def _evaluated(
        self, block: Sequence[Job], quantities: Sequence[Quantity], fixed: Mapping[str, float]
    ) -> Array:
        count = max(2, sum(len(job.values) for job in block))  # a row of one number is not taken for draws
        columns = {key: np.full(count, self.own(key)) for job in block for key in job.keys}
        start = 0
        for job in block:
            for key in job.keys:
                columns[key][start : start + len(job.values)] = job.values
            start += len(job.values)
        asked = [line for each in quantities for line in lines_of(self.bound, each)]
        part = reduced(self.bound, asked)
        lines = evaluate(part, {**fixed, **columns})
        found = [np.broadcast_to(self._compared(lines, each), (count, len(self.bound.alternatives)))
                 for each in quantities]  # fmt: skip
        return np.stack(found, axis=1)

    def _compared(self, lines: Mapping[str, Array], quantity: Quantity) -> Array:
        """The figure by alternative; the baseline has none that compares with itself."""
        found = np.array(cells(self.bound, lines, quantity))
        if quantity.line in self.result.comparative:
            found[:, self.bound.baseline] = np.nan
        return found


def _blocks(jobs: Sequence[Job]) -> Iterator[list[Job]]:
    block: list[Job] = []
    for job in jobs:
        if block and sum(len(each.values) for each in block) + len(job.values) > CHUNK:
            yield block
            block = []
        block.append(job)
    if block:
        yield block
