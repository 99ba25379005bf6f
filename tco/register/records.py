"""What a row of an asset register becomes: an asset, or a row explained.

Promise: data alone; nothing is computed but the vintage. Imports `tco.assumptions` and `tco.intake` only.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from tco.assumptions import Text
from tco.intake.dates import Settled


@dataclass(frozen=True)
class Reading:
    """How a register is read, beside its columns.

    Attributes:
        decision_date: the day on which year 1 begins.
        order: how dates such as 21.03.27 are read; empty refuses them.
        classes: fleet (or `ignore`) by folded class or name.
        settled: how dates that leave their order open are read, by their form, as the column's others show.
    """

    decision_date: date
    currency: str = "KRW"
    order: str = ""
    classes: Mapping[str, str] = field(default_factory=dict)
    settled: Mapping[str, Settled] = field(default_factory=dict)


@dataclass(frozen=True)
class Asset:
    """A row that is used; `price`, `kilowatts` and `terabytes` are of all its units.

    Attributes:
        book: the book value that the file itself gives; shown beside ours and used for nothing else.
    """

    row: int
    name: str
    kind: str
    fleet: str
    count: float
    purchased: date
    vintage: int
    price: float | None = None
    life: float | None = None
    kilowatts: float | None = None
    terabytes: float | None = None
    book: float | None = None


@dataclass(frozen=True)
class Explained:
    """A row that is not used, and why; blank rows that follow each other stand together."""

    row: int
    why: str
    reason: Text
    name: str
    kind: str
    count: float | None = None
    price: float | None = None
    rows: int = 1


def vintage_of(purchased: date, decision_date: date) -> int:
    """0 for the 12 months before the decision, and its day; -1 for the 12 before that."""
    years = decision_date.year - purchased.year
    if _anniversary(decision_date, years) <= purchased:
        years -= 1
    return -max(0, years)


def _anniversary(day: date, years: int) -> date:
    try:
        return day.replace(year=day.year - years)
    except ValueError:
        return date(day.year - years, 2, 28)
