"""Inputs: each number that the model of a case reads, and the case bound to them.

Promise: an input knows its range, its provenance and whether the case changed it; nothing here reads a file
or computes. Imports `case`, `assumptions`, `model` and `labels` only.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from types import MappingProxyType

from tco.assumptions import Assumption, Pack, PriceBook, Source, Text
from tco.case import Case
from tco.labels import of_member
from tco.model import HISTORY, LAST_YEAR, InputRef, Model

COLUMNS = HISTORY + LAST_YEAR + 1
# shared lines read one value for all alternatives; the others one per alternative
Question = tuple[bool, InputRef]


@dataclass(frozen=True)
class Input:
    """One number (or row of numbers) that the model reads.

    Attributes:
        value: the case's own value: the override, or the base.
        series: for a row, its 31 values; `value` is then their sum.
        base: the value in the scenario `base`: the declaration's, or the override's if it has a range.
        fixed: a constant (a definition, or no price book), shown but not an input.
    """

    id: str
    declaration: Assumption
    value: float
    low: float | None = None
    base: float | None = None
    high: float | None = None
    series: tuple[float, ...] | None = None
    overridden: bool = False
    reason: str = ""
    source: Source | None = None
    fixed: bool = False

    @property
    def has_range(self) -> bool:
        """Whether scenarios move it."""
        return self.low is not None and self.high is not None and self.low < self.high

    def in_scenario(self, scenario: str) -> float:
        """The value under `own`, `low`, `base` or `high`; without a range always the case's own."""
        if scenario == "own" or not self.has_range:
            return self.value
        return {"low": self.low, "base": self.base, "high": self.high}[scenario]  # type: ignore[return-value]

    @property
    def kind(self) -> str:
        """Sourced, judgement, quote needed, own or convention; a changed value is the hospital's own."""
        ranged = self.declaration.kind in ("sourced", "judgement", "quote_needed")
        return "own" if self.overridden and ranged else self.declaration.kind


@dataclass(frozen=True)
class BoundModel:
    """A case with its model and inputs: everything that is needed to compute.

    Attributes:
        resolved: for each (name, members) that the model asks, the input's id per alternative; one id
            for lines that are shared.
    """

    case: Case
    pack: Pack
    books: Mapping[str, PriceBook]
    model: Model
    inputs: Mapping[str, Input]
    resolved: Mapping[Question, tuple[str, ...]]

    @property
    def alternatives(self) -> tuple[str, ...]:
        """Ids in the order of the case."""
        return tuple(self.case.alternatives)

    @property
    def decision_date(self) -> date:
        """The day on which year 1 begins."""
        return self.case.decision_date or self.pack.head.as_of

    @property
    def baseline(self) -> int:
        """The baseline's position."""
        return self.alternatives.index(self.case.baseline)

    @property
    def live(self) -> tuple[Input, ...]:
        """The inputs that a user may change, in the order of first use."""
        return tuple(each for each in self.inputs.values() if not each.fixed)

    def values(self) -> Mapping[str, float | tuple[float, ...]]:
        """Each input's value in the case's scenario."""
        return self._values

    @cached_property
    def _values(self) -> Mapping[str, float | tuple[float, ...]]:
        return MappingProxyType(
            {
                key: each.series if each.series is not None else each.in_scenario(self.case.scenario)
                for key, each in self.inputs.items()
            }
        )

    def label_of_member(self, member: str) -> Text | None:
        """The label of a workload, fleet, role, modality, custom line, moment or category."""
        workload = self.case.workloads.get(member)
        if workload and workload.title:
            return workload.title
        for family in (self.pack.workloads, self.pack.fleets, self.pack.roles, self.pack.modalities):
            if member in family:
                return family[member].label
        titles = {line.id: line.title for line in self.case.custom_lines}
        return titles.get(member) or of_member(member)


class Same:
    """What resolves the questions of a case: equal to itself only, so that it is found again quickly."""

    def __init__(self, resolved: Mapping[Question, tuple[str, ...]]):
        self.resolved = resolved

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Same) and other.resolved is self.resolved

    def __hash__(self) -> int:
        return id(self.resolved)
