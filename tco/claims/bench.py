"""A case on the bench: any figure of its result, as it stands or with inputs set to other values.

Promise: figures come from the model's own lines and nothing else; many values of inputs are evaluated in one
batch. Imports numpy, `reduced`, `results`, `compute`, `switching`, `table`, `model`, `language` and `errors`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

import numpy as np

from tco.assumptions import Text
from tco.compute import evaluate
from tco.errors import UserError, nearest
from tco.inputs import BoundModel, Input
from tco.language import ONCE, POINTS
from tco.model import HISTORY
from tco.reduced import reduced
from tco.results import METRICS, REASONS, Result
from tco.switching import CHUNK
from tco.table import moves_anything

Array = Any
LAST = "last"
UNDEFINED = ("it is not defined here", "이 사례에서 정의되지 않습니다")
NO_HOSPITAL = Text(en="the case has no hospital", ko="병원 정보가 없는 사례입니다")


class Quantity(NamedTuple):
    """A figure of the result: a metric, or a line in one year (`line@3`, `line@last`)."""

    line: str
    year: int | None = None

    def __str__(self) -> str:
        return self.line if self.year is None else f"{self.line}@{self.year}"


class Job(NamedTuple):
    """Inputs that are moved together over a row of values."""

    keys: tuple[str, ...]
    values: Array


@dataclass(frozen=True)
class Bench:
    """A result with the ways to ask it further.

    Attributes:
        chosen: the one alternative that is asked about; all where empty.
    """

    result: Result
    chosen: str = ""

    @property
    def bound(self) -> BoundModel:
        """The case with its model and inputs."""
        return self.result.bound

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

    def moves_computing(self, alternative: str) -> bool:
        """Whether any workload of the alternative runs elsewhere."""
        own = self.bound.case.alternatives[alternative]
        placements = [own.workloads.get(each) for each in self.bound.case.workloads]
        moves = [own.moves if each is None or each.moves is None else each.moves for each in placements]
        return any("compute" in (each or ()) for each in moves)

    def quantity(self, text: str) -> Quantity:
        """The figure that a text names; raises `UserError` with the nearest name."""
        name, at, year = text.strip().partition("@")
        instance = self.bound.model.instances.get(name)
        if instance is None or instance.line.axis == POINTS:
            if name in METRICS and not at:
                raise UserError(f"'{name}' has no value here: {NO_HOSPITAL.en}")
            raise UserError(f"'{name}' is neither a metric nor a line{nearest(name, self._names)}")
        if instance.line.axis == ONCE:
            if at:
                raise UserError(f"'{name}' has one value and no years; write '{name}' alone")
            return Quantity(name)
        if not at:
            raise UserError(f"'{name}' has a value in every year; write '{name}@last' or '{name}@3'")
        return Quantity(name, self._year(name, year))

    def _year(self, name: str, text: str) -> int:
        if text == LAST:
            return self.result.horizon
        if not text.isdigit() or int(text) > self.result.horizon:
            last = self.result.horizon
            raise UserError(f"'{name}@{text}': the year must be 0 to {last}, or '{LAST}'")
        return int(text)

    @property
    def _names(self) -> list[str]:
        instances = self.bound.model.instances
        return [*METRICS, *(key for key, each in instances.items() if each.line.axis != POINTS)]

    def has(self, text: str) -> bool:
        """Whether the case's model has the line."""
        return text.partition("@")[0] in self.bound.model.instances

    def label(self, quantity: Quantity) -> Text:
        """The line's label, with the year where there is one."""
        english, korean = (self.result.label(quantity.line, language) for language in ("en", "ko"))
        if quantity.year is None:
            return Text(en=english, ko=korean)
        return Text(en=f"{english}, year {quantity.year}", ko=f"{korean}, {quantity.year}년 차")

    def unit(self, quantity: Quantity) -> str:
        """The line's unit; `%` for shares of the baseline and rates of return."""
        unit = self.bound.model.instances[quantity.line].line.unit
        rates = ("irr", "mirr", "airr", "roi", "capex_share")
        return "%" if quantity.line.endswith("_pct") or quantity.line in rates else unit

    def why_undefined(self, quantity: Quantity) -> Text:
        """Why a figure has no value."""
        english, korean = REASONS.get(quantity.line, UNDEFINED)
        horizon = self.result.horizon
        return Text(en=english.format(horizon=horizon), ko=korean.format(horizon=horizon))

    def now(self, quantity: Quantity, alternative: str) -> float | None:
        """The figure in the case as it stands."""
        value = float(self._cells(self.result.lines, quantity)[0, self._at(alternative)])
        return value if np.isfinite(value) else None

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
        declared = [self.bound.model.instances[each.line].line for each in quantities]
        flags = [each.defined_by.replace("__", ".") for each in declared if each.defined_by]
        part = reduced(self.bound, [*(each.line for each in quantities), *flags])
        lines = evaluate(part, {**fixed, **columns})
        cells = [np.broadcast_to(self._cells(lines, each), (count, len(self.bound.alternatives)))
                 for each in quantities]  # fmt: skip
        return np.stack(cells, axis=1)

    def _cells(self, lines: Mapping[str, Array], quantity: Quantity) -> Array:
        """The figure as (draws or 1, alternatives)."""
        instance = self.bound.model.instances[quantity.line]
        lead = HISTORY if instance.line.history else 0
        at = 0 if quantity.year is None else lead + quantity.year
        cells = np.array(np.atleast_2d(lines[quantity.line][..., at]), dtype=float)
        cells = np.broadcast_to(cells, (len(cells), len(self.bound.alternatives))).copy()
        if instance.line.defined_by:
            flag = np.atleast_2d(lines[instance.line.defined_by.replace("__", ".")][..., 0])
            cells = np.where(flag == 0.0, np.nan, cells)
        if quantity.line in self.result.comparative:
            cells[:, self.bound.baseline] = np.nan
        return np.where(np.isfinite(cells), cells, np.nan)

    def _at(self, alternative: str) -> int:
        return self.bound.alternatives.index(alternative)


def _blocks(jobs: Sequence[Job]) -> Iterator[list[Job]]:
    block: list[Job] = []
    for job in jobs:
        if block and sum(len(each.values) for each in block) + len(job.values) > CHUNK:
            yield block
            block = []
        block.append(job)
    if block:
        yield block
