"""The parts of a case: overrides, workloads, fleets, alternatives, own lines and claims.

Promise: every figure has its bounds here and nowhere else, and an unknown key is an error. Imports pydantic,
`assumptions`, `fields` and `language` only.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping
from typing import Annotated, Any, Literal

from pydantic import Discriminator, Field, Tag, field_validator

from tco.assumptions import Text
from tco.fields import Figure, Identifier, Key, Part
from tco.language import Category

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
