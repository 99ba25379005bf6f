"""The case: the one document that a user saves.

Promise: a case names its pack, its hospital, its workloads and its alternatives, and overrides any
assumption; whatever it gets wrong is listed in one message with place, value, bound and remedy.
Imports pydantic, `assumptions` and `errors` only.
"""

from __future__ import annotations

import datetime
import hashlib
import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import (
    Discriminator,
    Field,
    StringConstraints,
    Tag,
    ValidationError,
    field_validator,
)

from tco.assumptions import Text, data_folder, parse_toml, place_of, read_toml, validation_messages
from tco.errors import Problems, UserError, nearest
from tco.fields import Figure, Identifier, Key, Part
from tco.language import Category
from tco.uncertainty_settings import Uncertainty

Resource = Literal["compute", "archive", "backup", "standby"]
Inclusion = Literal["archive", "traffic", "backup", "standby", "operating_system", "database", "security",
                    "lines", "migration", "applications"]  # fmt: skip
TIMINGS = {"start": 1.0, "middle": 0.5, "end": 0.0}


Amount = Annotated[Figure, Field(ge=-1e15, le=1e15)]
Units = Annotated[Figure, Field(ge=0, le=1e6)]
Price = Annotated[Figure, Field(gt=0, le=1e12)]


class Override(Part):
    """A case's own value of an assumption, with its reason."""

    value: Figure
    low: Figure | None = None
    high: Figure | None = None
    reason: str = Field(default="", max_length=500)


def _form(value: Any) -> str:
    """Which of the forms of a value is meant, so that only that one is reported when it is wrong."""
    if isinstance(value, Mapping | Override):
        return "<table>"
    return "<list>" if isinstance(value, list | tuple) else "<number>"


Number = Annotated[Figure, Tag("<number>")]
Given = Annotated[
    Number | Annotated[Override, Tag("<table>")],
    Discriminator(_form, custom_error_type="form", custom_error_message="must be a number or have a `value`"),
]
Rates = Annotated[
    Number | Annotated[tuple[Figure, ...], Tag("<list>")],
    Discriminator(_form, custom_error_type="form", custom_error_message="must be a rate or a list of rates"),
]


class Title(Text):
    """A name in both languages, short enough for a heading and a sheet of a workbook."""

    en: str = Field(min_length=1, max_length=200)
    ko: str = Field(min_length=1, max_length=200)


class Workload(Part):
    """A hospital system; its figures come from the pack unless given in `overrides`."""

    title: Title | None = None


class FleetRegister(Part):
    """Equipment that stands today: units by year of purchase (0 is the year just closed), or a count.

    Attributes:
        prices: what a unit of a year's purchase cost, without tax; years left out take today's price.
    """

    vintages: dict[int, Units] = Field(default_factory=dict)
    prices: dict[int, Price] = Field(default_factory=dict)
    count: Units | None = None

    @field_validator("vintages", "prices", mode="before")
    @classmethod
    def _years(cls, value: Any) -> Any:
        if not isinstance(value, Mapping):
            raise ValueError("must be a table of figures by year of purchase, such as { -2 = 10, 0 = 5 }")
        strange = [key for key in value if not re.fullmatch(r"-?\d{1,4}", str(key))]
        if strange:
            raise ValueError(f"{strange} are no years; write whole numbers from -15 to 0")
        years = {int(key): each for key, each in value.items()}
        wrong = [year for year in years if not -15 <= year <= 0]
        if wrong:
            raise ValueError(f"years {wrong} are outside -15..0; 0 is the fiscal year that closes today")
        return years


class Placement(Part):
    """What of one workload moves, and when."""

    moves: tuple[Resource, ...] | None = None
    start: Figure | None = Field(default=None, ge=0, le=180)
    duration: Figure | None = Field(default=None, ge=1, le=120)
    overlap: Figure | None = Field(default=None, ge=0, le=60)
    subscribed: bool | None = None


class Quote(Part):
    """A quoted subscription."""

    price_per_bed: Figure = Field(default=0, ge=0)
    price_per_user: Figure = Field(default=0, ge=0)
    lump_sum: Figure = Field(default=0, ge=0)
    setup_fee: Figure = Field(default=0, ge=0)
    term: Figure = Field(default=3, gt=0, le=15)
    uplift: Figure | None = Field(default=None, ge=-0.5, le=1)
    renewal_increase: Figure = Field(default=0, ge=-0.9, le=10)
    includes: tuple[Inclusion, ...] = ()


class Alternative(Placement):
    """One way of running all workloads."""

    title: Title
    price_book: Identifier | None = None
    quote: Quote | None = None
    workloads: dict[Identifier, Placement] = Field(default_factory=dict)
    overrides: dict[Key, Given] = Field(default_factory=dict)


class CustomLine(Part):
    """Any cost or saving that a user adds; a saving is a negative amount."""

    id: Identifier
    title: Title
    alternatives: tuple[Identifier, ...] = Field(min_length=1)
    category: Category = Category.CUSTOM
    amount: Amount
    first_year: Figure = Field(default=1, ge=0, le=15)
    last_year: Figure | None = Field(default=None, ge=0, le=15)
    every: Figure = Field(default=1, ge=1, le=15)
    escalation: Rates = 0.0
    timing: Literal["start", "middle", "end", "default"] = "default"
    treatment: Literal["expense", "capital"] = "expense"
    accounting_life: Figure = Field(default=5, ge=1, le=15)
    salvage_share: Figure = Field(default=0, ge=0, le=1)
    salvage_amount: Figure = Field(default=0, ge=0)
    salvage_at: Literal["horizon", "end_of_life"] = "horizon"
    vat: bool = False

    @field_validator("escalation", mode="after")
    @classmethod
    def _rates(cls, value: float | tuple[float, ...]) -> float | tuple[float, ...]:
        rates = value if isinstance(value, tuple) else (value,)
        if len(rates) > 15 or any(not -0.9 <= rate <= 10 for rate in rates):
            raise ValueError("at most 15 yearly rates, each between -0.9 and 10 (0.03 is 3 %)")
        return value

    @field_validator("category", mode="after")
    @classmethod
    def _counted(cls, value: Category) -> Category:
        if value in (Category.UNCHANGED, Category.RISK, Category.LEAVING):
            raise ValueError("is outside the headline; choose another category")
        return value


class CaseClaim(Part):
    """What a vendor says, as a figure of the result that can be held against it."""

    id: Identifier
    text: Text | None = None
    speaker: Text | None = None
    date: datetime.date | None = None
    source: str = Field(default="", max_length=500)
    metric: str = Field(max_length=80)
    comparison: Literal[">=", "<=", ">", "<"] = ">="
    number: Figure
    alternative: Identifier | None = None


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


def presets() -> dict[str, dict[str, Any]]:
    """The documents of the presets that ship with the program, by id."""
    folder = data_folder().joinpath("presets")
    found = sorted((each for each in folder.iterdir() if each.name.endswith(".toml")), key=lambda f: f.name)
    return {file.name.removesuffix(".toml"): read_toml(file) for file in found}


def read_document(name: str) -> dict[str, Any]:
    """The document of a preset id or of a TOML file."""
    shipped = presets()
    if name in shipped:
        return shipped[name]
    path = Path(name)
    if path.is_file():
        if path.stat().st_size > 1_000_000:
            raise UserError(f"{name} is larger than 1 MB: a case file is a short text")
        return _with_own_books(read_toml(path), path.parent)
    hint = nearest(name, shipped)
    raise UserError(f"'{name}' is neither a preset nor a file{hint}; presets: {', '.join(shipped)}")


def _with_own_books(document: dict[str, Any], folder: Path) -> dict[str, Any]:
    """The document with each price book that it names by file, as seen from the case file, read into it."""
    books = document.get("price_books")
    if isinstance(books, dict):
        read = {key: read_toml(folder / each) for key, each in books.items() if isinstance(each, str)}
        document["price_books"] = {**books, **read}
    return document


def parse_case(document: Mapping[str, Any], origin: str = "case") -> Case:
    """The case of a document; raises `Problems` with everything that is wrong in its form.

    What is wrong between its parts and in its values is found, all at once, when it is bound.
    """
    try:
        return Case.model_validate(document)
    except ValidationError as error:
        raise Problems(origin, _sentences(error)) from error


def parse_text(text: str, origin: str = "case") -> Case:
    """The case of a TOML text."""
    return parse_case(parse_toml(text, origin), origin)


def _sentences(error: ValidationError) -> Iterator[str]:
    for sentence, each in zip(validation_messages(error, ""), error.errors(), strict=True):
        place = place_of(each["loc"])
        if each["type"] == "extra_forbidden":
            yield f"{place}: unknown key{nearest(str(each['loc'][-1]), _known_fields())}"
        elif each["type"] == "missing":
            yield f"{place}: is missing; add it"
        else:
            yield sentence


def _known_fields() -> list[str]:
    models = (Case, Alternative, Placement, Quote, CustomLine, CaseClaim, FleetRegister, Workload, Override)
    return sorted({name for model in models for name in model.model_fields})
