"""Assumption packs and price books: the only way from the TOML files into the program.

Promise: a file with an unknown key, a missing unit, date, source or label, a base outside
low..high or a bound that is crossed is refused, with all problems named at once. Imports pydantic,
`errors` and `language` only.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from datetime import date
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator, model_validator

from tco.errors import Problems, UserError, nearest

Kind = Literal["sourced", "judgement", "quote_needed", "own", "convention", "definition"]
DEEPEST = 200  # names in a dotted key: the parser's memory grows with their square
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

    __eq__, __hash__ = object.__eq__, object.__hash__  # what follows from it is kept for itself alone

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

    __eq__, __hash__ = object.__eq__, object.__hash__  # what follows from it is kept for itself alone

    head: BookHead
    sources: dict[str, Source]
    assumptions: dict[str, Assumption]
    tiers: dict[str, Tiers]


@cache
def data_folder() -> Traversable:
    """The folder of assumption files, in the repository or inside the installed package."""
    beside = Path(__file__).resolve().parent.parent / "assumptions"
    return beside if beside.is_dir() else files("assumptions")


def read_toml(file: Traversable) -> dict[str, Any]:
    """The file's tables; a syntax error names file and line."""
    try:
        text = file.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise UserError(f"{file.name} is not a valid TOML file, but {error}") from error
    except OSError as error:
        raise UserError(f"{file.name} cannot be read: {error.strerror}") from error
    return parse_toml(text, file.name)


def parse_toml(text: str, origin: str) -> dict[str, Any]:
    """The tables of a TOML text; a syntax error names origin and line."""
    for number, line in enumerate(text.splitlines(), 1):
        if line.partition("=")[0].count(".") > DEEPEST:
            raise UserError(
                f"{origin}, line {number}: more than {DEEPEST} names in one key; no such key exists"
            )
    try:
        return tomllib.loads(text)
    except ValueError as error:  # a syntax error, or a whole number of thousands of digits
        raise UserError(f"{origin} is not a valid TOML file: {error}") from error
    except RecursionError as error:
        raise UserError(f"{origin} is not a valid TOML file: brackets are nested too deeply") from error


def place_of(location: tuple[str | int, ...]) -> str:
    """The dotted key of a finding; which form of a value was tried, written `<form>`, is no part of it."""
    return ".".join(str(part) for part in location if not str(part).startswith("<"))


def _shortened(value: str | int | float) -> str:
    text = repr(value)
    return text if len(text) <= 60 else f"{text[:40]}… with {len(text)} characters"


def validation_messages(error: ValidationError, where: str) -> Iterator[str]:
    """Pydantic's findings as sentences that name the place and the value."""
    for each in error.errors():
        place = place_of(each["loc"])
        message = each["msg"].removeprefix("Value error, ")
        value = each.get("input")
        shown = f" (found {_shortened(value)})" if isinstance(value, str | int | float | bool) else ""
        yield f"{where}{'.' if place and where else ''}{place}: {message}{shown}"


def _assumptions(tables: Mapping[str, Any], origin: str, problems: list[str]) -> dict[str, Assumption]:
    found = {}
    for key, table in tables.items():
        if not isinstance(table, dict):
            problems.append(f"{origin}: '{key}' stands outside any table")
            continue
        try:
            found[key] = Assumption(id=key, origin=origin, **table)
        except ValidationError as error:
            problems.extend(validation_messages(error, f"{origin}: {key}"))
        except TypeError as error:
            problems.append(f"{origin}: {key}: {error}")
    return found


def _merge(folder: Traversable, skip: frozenset[str], problems: list[str]) -> dict[str, Assumption]:
    merged: dict[str, Assumption] = {}
    for file in sorted(folder.iterdir(), key=lambda each: each.name):
        if not file.name.endswith(".toml") or file.name in skip:
            continue
        origin = f"{folder.name}/{file.name}"
        for key, assumption in _assumptions(read_toml(file), origin, problems).items():
            if key in merged:
                problems.append(f"{origin}: '{key}' is already declared in {merged[key].origin}")
            merged[key] = assumption
    return merged


def _check_sources(
    entries: Mapping[str, Any], sources: Mapping[str, Source], where: str, problems: list[str]
) -> None:
    for key, entry in entries.items():
        if entry.source and entry.source not in sources:
            hint = nearest(entry.source, sources)
            problems.append(f"{where}: {key}: source '{entry.source}' is not in sources{hint}")


def pack_ids() -> list[str]:
    """Ids of the packs that exist."""
    return sorted(each.name for each in data_folder().iterdir() if each.joinpath("pack.toml").is_file())


@cache
def load_pack(pack_id: str) -> Pack:
    """The pack with the common conventions; raises `UserError` with every problem found."""
    if pack_id not in pack_ids():
        raise UserError(
            f"pack '{pack_id}' does not exist{nearest(pack_id, pack_ids())}; "
            f"there are: {', '.join(pack_ids())}"
        )
    folder = data_folder().joinpath(pack_id)
    problems: list[str] = []
    common = _merge(data_folder().joinpath("common"), frozenset(), problems)
    own = _merge(folder, frozenset({"pack.toml", "sources.toml"}), problems)
    problems += [f"{own[key].origin}: '{key}' is a common convention" for key in own.keys() & common.keys()]
    head = read_toml(folder.joinpath("pack.toml"))
    try:
        sources = {key: Source(**each) for key, each in read_toml(folder.joinpath("sources.toml")).items()}
        pack = Pack(
            head=head.pop("pack", {}),
            sources=sources,
            assumptions=common | own,
            **{family: head.pop(family, {}) for family in ("fleets", "workloads", "roles", "modalities")},
        )
    except ValidationError as error:
        raise Problems(f"pack {pack_id}", [*problems, *validation_messages(error, pack_id)]) from error
    problems += [f"{pack_id}/pack.toml: unknown table '{key}'" for key in head]
    _check_sources(pack.assumptions, pack.sources, pack_id, problems)
    if problems:
        raise Problems(f"pack {pack_id}", problems)
    return pack


@cache
def book_ids() -> tuple[str, ...]:
    """Ids of the price books that exist."""
    folder = data_folder().joinpath("price_books")
    found = (each.name for each in folder.iterdir() if each.name.endswith(".toml"))
    return tuple(sorted(name.removesuffix(".toml") for name in found))


@cache
def load_book(book_id: str) -> PriceBook:
    """The price book; raises `UserError` with every problem found."""
    if book_id not in book_ids():
        raise UserError(
            f"price book '{book_id}' does not exist{nearest(book_id, book_ids())}; "
            f"there are: {', '.join(book_ids())}"
        )
    return parse_book(data_folder().joinpath("price_books", f"{book_id}.toml"))


def parse_book(file: Traversable) -> PriceBook:
    """A price book from its file."""
    return book_of(read_toml(file), file.name)


def book_of(given: Mapping[str, Any], origin: str) -> PriceBook:
    """A price book from the tables of a file; raises `Problems` with everything that is wrong."""
    tables, problems = dict(given), list[str]()
    head, sources, tiers = (tables.pop(key, {}) for key in ("book", "sources", "tiers"))
    entries = _assumptions(tables, origin, problems)
    try:
        book = PriceBook(head=head, sources=sources, tiers=tiers, assumptions=entries)
    except ValidationError as error:
        raise Problems(origin, [*problems, *validation_messages(error, origin)]) from error
    _check_sources(book.assumptions, book.sources, origin, problems)
    _check_sources(book.tiers, book.sources, origin, problems)
    if problems:
        raise Problems(f"price book {origin}", problems)
    return book
