"""The case: the one document that a user saves.

Promise: a case names its pack, its hospital, its workloads and its alternatives, and overrides any
assumption; equal cases have equal fingerprints. Imports pydantic, `parts`, `errors`, `fields`, `language` and
`uncertainty_settings` only.
"""

from __future__ import annotations

import datetime
import hashlib
import json
from collections.abc import Iterator
from typing import Annotated, Any, Literal

from pydantic import Field, StringConstraints

from tco.case.parts import Alternative, Amount, CaseClaim, CustomLine, FleetRegister, Given, Title, Workload
from tco.errors import nearest
from tco.fields import Identifier, Key, Part
from tco.language import Category
from tco.uncertainty_settings import Uncertainty


class Case(Part):
    """A comparison of alternatives for one hospital.

    Attributes:
        decision_date: the day on which year 1 begins; without it the day for which the pack holds.
    """

    format: Literal[1] = 1
    id: Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9-]*$", max_length=60)] = "case"
    title: Title
    pack: Identifier
    decision_date: datetime.date | None = None
    baseline: Identifier = "stay"
    scenario: Literal["own", "low", "base", "high"] = "own"
    hospital: dict[Key, Given] = Field(default_factory=dict)
    workloads: dict[Identifier, Workload] = Field(default_factory=dict)
    fleets: dict[Identifier, FleetRegister] = Field(default_factory=dict)
    alternatives: dict[Identifier, Alternative] = Field(min_length=1, max_length=12)
    overrides: dict[Key, Given] = Field(default_factory=dict)
    custom_lines: tuple[CustomLine, ...] = Field(default=(), max_length=60)
    spending: dict[Category, Amount] = Field(default_factory=dict)
    price_books: dict[Identifier, dict[str, Any]] = Field(default_factory=dict, max_length=12)
    claims: tuple[CaseClaim, ...] = Field(default=(), max_length=40)
    uncertainty: Uncertainty = Field(default_factory=Uncertainty)
    note: str = Field(default="", max_length=4000)

    def problems(self) -> Iterator[str]:
        """What is wrong between the parts of the case, as sentences."""
        if self.baseline not in self.alternatives:
            hint = nearest(self.baseline, self.alternatives)
            yield f"baseline: '{self.baseline}' is not an alternative{hint}"
        yield from self._custom_problems()
        yield from () if self.workloads else self._idle_without_workloads()
        yield from self._idle_prices()
        for name, alternative in self.alternatives.items():
            for workload in set(alternative.workloads) - set(self.workloads):
                hint = nearest(workload, self.workloads)
                yield f"alternatives.{name}.workloads: '{workload}' is not a workload{hint}"
        if not self.workloads and not self.custom_lines:
            yield "the case has neither workloads nor custom lines: there is nothing to compare"

    def _idle_prices(self) -> Iterator[str]:
        for fleet, register in self.fleets.items():
            idle = sorted(set(register.prices) - set(register.vintages))
            if idle:
                yield f"fleets.{fleet}.prices: nothing was bought in the years {idle}; add them to vintages"

    def _idle_without_workloads(self) -> Iterator[str]:
        if self.fleets:
            yield "fleets: without workloads nothing runs on own equipment; add workloads or remove fleets"
        for name, alternative in self.alternatives.items():
            if alternative.moves or alternative.quote:
                yield f"alternatives.{name}: without workloads nothing moves; add workloads"

    def _custom_problems(self) -> Iterator[str]:
        for line in self.custom_lines:
            for name in set(line.alternatives) - set(self.alternatives):
                hint = nearest(name, self.alternatives)
                yield f"custom_lines.{line.id}.alternatives: '{name}' is not an alternative{hint}"
            if line.last_year is not None and line.last_year < line.first_year:
                yield (
                    f"custom_lines.{line.id}.last_year: {line.last_year:g} is before "
                    f"first_year {line.first_year:g}"
                )

    def fingerprint(self, model_version: str, pack: str) -> str:
        """A hash of the case with the versions that made its result; equal cases have equal hashes."""
        document = self.model_dump(mode="json", exclude={"note", "claims"})
        text = json.dumps([model_version, pack, document], sort_keys=True, ensure_ascii=False)
        return hashlib.sha256(text.encode()).hexdigest()[:16]
