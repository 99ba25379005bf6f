"""What assumption files may declare: assumptions and tiers with their provenance, packs and price books.

Promise: an unknown key, a missing unit, date, source or label, a base outside low..high and a bound that is
crossed are errors. Imports pydantic only.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, field_validator, model_validator

Kind = Literal["sourced", "judgement", "quote_needed", "own", "convention", "definition"]
UNDATED = ("convention", "definition")
IDENTIFIER = r"^[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)*$"


class Strict(BaseModel):
    """Unknown keys are errors; values never change after loading."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Text(Strict):
    """A text in both languages."""

    en: str = Field(min_length=1)
    ko: str = Field(min_length=1)

    def in_language(self, language: str) -> str:
        """The text in Korean or English."""
        return self.ko if language == "ko" else self.en


class Source(Strict):
    """Where a value was read."""

    title: str = Field(min_length=3)
    url: str = Field(pattern=r"^(https?://|doi:)")
    publisher: str = ""
    published: date | str | int = ""
    retrieved: date
    confidence: Literal["high", "medium", "low"]


class Assumption(Strict):
    """One declared input with range, bounds and provenance."""

    id: str = Field(pattern=IDENTIFIER)
    label: Text
    unit: str = Field(min_length=1)
    format: Literal["number", "percent", "flag", "whole", "timing"] = "number"
    low: float | None = None
    base: float | None = None
    high: float | None = None
    minimum: float | None = None
    maximum: float | None = None
    kind: Kind
    source: str = ""
    page: str = ""
    as_of: date | None = None
    note: Text | None = None
    origin: str = ""

    @field_validator("low", "base", "high", "minimum", "maximum", mode="before")
    @classmethod
    def _number(cls, value: Any) -> Any:
        if isinstance(value, bool):
            raise ValueError("must be a number, not true or false")
        return value

    @model_validator(mode="after")
    def _complete(self) -> Self:
        problems = list(self._missing()) + list(self._disorder())
        if problems:
            raise ValueError("; ".join(problems))
        return self

    def _missing(self) -> Iterator[str]:
        if self.kind == "sourced" and not self.source:
            yield "kind 'sourced' needs a source"
        if self.kind in ("judgement", "quote_needed") and self.source:
            yield f"kind '{self.kind}' must not carry a source: name what brackets it in the note"
        if self.kind not in UNDATED and self.as_of is None:
            yield "as_of (date) is missing"
        if self.kind not in UNDATED and self.note is None:
            yield "note is missing"
        if self.base is None and self.kind != "own":
            yield "base is missing"
        if self.kind in ("sourced", "judgement", "quote_needed") and None in (self.low, self.high):
            yield "low and high are missing"

    def _disorder(self) -> Iterator[str]:
        chain = [("minimum", self.minimum), ("low", self.low), ("base", self.base), ("high", self.high),
                 ("maximum", self.maximum)]  # fmt: skip
        known = [(name, value) for name, value in chain if value is not None]
        for (below, small), (above, large) in zip(known, known[1:], strict=False):
            if small > large:
                yield f"{below} ({small:g}) is above {above} ({large:g})"

    @property
    def has_range(self) -> bool:
        """Whether low and high differ from the base."""
        return self.low is not None and self.high is not None and self.low < self.high


class Step(Strict):
    """One tier: the price of each unit beyond `start`."""

    start: float = Field(alias="from", ge=0)
    price: float = Field(ge=0)


class Tiers(Strict):
    """A price that changes with volume."""

    unit: str
    steps: tuple[Step, ...] = Field(min_length=1, max_length=31)
    label: Text | None = None
    kind: Kind
    source: str = ""
    page: str = ""
    as_of: date
    note: Text

    def thresholds(self) -> tuple[float, ...]:
        """Where each tier begins."""
        return tuple(step.start for step in self.steps)

    def increments(self) -> tuple[float, ...]:
        """What each tier adds to the price of the one before."""
        prices = [step.price for step in self.steps]
        return tuple(new - old for old, new in zip([0.0, *prices], prices, strict=False))


class Member(Strict):
    """A workload, fleet, role or modality."""

    label: Text


class PackHead(Strict):
    """What a pack is."""

    id: str
    title: Text
    country: str
    currency: str = Field(pattern="^[A-Z]{3}$")
    version: str
    as_of: date
    licence: str = ""


class Pack(Strict):
    """A country's assumptions, with the conventions common to all."""

    head: PackHead
    fleets: dict[str, Member]
    workloads: dict[str, Member]
    roles: dict[str, Member]
    modalities: dict[str, Member]
    sources: dict[str, Source]
    assumptions: dict[str, Assumption]

    @property
    def label(self) -> str:
        """Name and version as printed on every export."""
        return f"{self.head.id} {self.head.version} ({self.head.as_of:%Y-%m-%d})"

    def __hash__(self) -> int:
        return hash(self.head.id)


class BookHead(Strict):
    """What a price book is."""

    id: str
    title: Text
    provider: str
    region: str
    currency: str = Field(pattern="^[A-Z]{3}$")
    as_of: date


class PriceBook(Strict):
    """Dated list prices of one provider in its own currency."""

    head: BookHead
    sources: dict[str, Source]
    assumptions: dict[str, Assumption]
    tiers: dict[str, Tiers]

    def __hash__(self) -> int:
        return hash(self.head.id)
