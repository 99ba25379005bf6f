"""What every provider's price list is read into: offers, each one priced thing that a price book could use.

Promise: an offer carries its price as printed, the factor that turns it into the price book's unit and the
working a reader can follow; a price that is no number, is negative or comes in an unknown unit is kept as a
sentence, not guessed. Imports `assumptions` and `errors` only.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

from tco.assumptions import Text
from tco.errors import Problems, UserError

SHOWN = 12
TEXT_LIMIT = 120


class Kind(StrEnum):
    """What an offer is, in the words of a price book."""

    MACHINE = "machine"
    FAST = "fast storage"
    OTHER_FAST = "other fast storage"
    OBJECT = "object storage"
    COLD = "cold storage"
    SNAPSHOT = "snapshots"
    PRIVATE_OUT = "traffic over the private line"
    OUTBOUND = "traffic to the internet"
    PORT = "port of 1 Gbit/s"
    FAST_PORT = "port of 10 Gbit/s"


STORED = (Kind.FAST, Kind.OTHER_FAST, Kind.OBJECT, Kind.COLD, Kind.SNAPSHOT)
MOVED = (Kind.PRIVATE_OUT, Kind.OUTBOUND)


class Measure(StrEnum):
    """What a price is per."""

    HOUR = "hour"
    MONTH = "month"
    GB = "GB"
    GB_HOUR = "GB-hour"
    GB_MONTH = "GB-month"


@dataclass(frozen=True)
class Unit:
    """A unit as the provider prints it: what it measures, and how many of it one price buys."""

    printed: str
    measure: Measure | None
    quantity: float = 1.0


@dataclass(frozen=True)
class Offer:
    """One priced thing.

    Attributes:
        sku: what the provider calls it by; `--choose` takes this or one of `names`.
        names: other words for it, by which a price book's note may name it.
        steps: from which volume on (in `unit`) which price holds, as printed.
        size: vCPU of a machine or GB of a disk that is sold whole; 0 otherwise.
        memory: GB of a machine.
        rank: 0 is the reference product; 1 stands in for it; 2 and more only widen the range.
        committed: share saved by a commitment of so many years, nothing paid in advance.
    """

    kind: Kind
    sku: str
    title: str
    currency: str
    unit: Unit
    steps: tuple[tuple[float, float], ...]
    hours: float
    source: str
    since: date | None = None
    names: tuple[str, ...] = ()
    size: float = 0.0
    memory: float = 0.0
    rank: int = 0
    committed: Mapping[int, float] = field(default_factory=dict, hash=False)

    @property
    def conversion(self) -> tuple[float, str] | None:
        """Factor from the printed price to the price book's, with its working; None for an unknown unit."""
        found = _conversion(self)
        if found is None:
            return None
        factor, working = found
        quantity = self.unit.quantity
        return factor / quantity, working + (f" / {quantity:g}" if quantity != 1 else "")

    @property
    def printed(self) -> float:
        """The price of the first unit that is not free."""
        return next((price for _, price in self.steps if price), 0.0)

    @property
    def price(self) -> float:
        """The same in the price book's unit."""
        conversion = self.conversion
        assert conversion is not None
        return self.printed * conversion[0]

    @property
    def working(self) -> str:
        """How the price comes about: what, which SKU, the printed price and the arithmetic."""
        conversion = self.conversion
        factor = conversion[1] if conversion else ""
        price = f"{self.currency} {self.printed:.12g} per {self.unit.printed}"
        return f"{self.title} (SKU {self.sku}): {price}{factor}"

    def is_called(self, word: str) -> bool:
        """Whether a user means this one."""
        return word == self.sku or word in self.names


def _conversion(offer: Offer) -> tuple[float, str] | None:
    hours, measure = offer.hours, offer.unit.measure
    if offer.kind is Kind.MACHINE:
        known = {Measure.HOUR: (hours, f" x {hours:g} h"), Measure.MONTH: (1.0, "")}
        found = known.get(measure) if measure else None
        return (found[0] / offer.size, f"{found[1]} / {offer.size:g} vCPU") if found else None
    if offer.kind in STORED:
        if measure is Measure.MONTH and offer.size:
            return 1 / offer.size, f" / {offer.size:g} GB"
        known = {Measure.GB_MONTH: (1.0, ""), Measure.GB_HOUR: (hours, f" x {hours:g} h")}
    elif offer.kind in MOVED:
        known = {Measure.GB: (1.0, "")}
    else:
        known = {Measure.HOUR: (1.0, ""), Measure.MONTH: (1 / hours, f" / {hours:g} h")}
    return known.get(measure) if measure else None


@dataclass
class Reading:
    """What a price list holds, gathered from one or several files.

    Attributes:
        records: how many entries the files have.
        elsewhere: regions of entries that were passed over, with their number.
        problems: what is wrong with entries that a price book would use, as sentences.
        warnings: what a reader should know, as sentences.
    """

    offers: dict[tuple[str, str], Offer] = field(default_factory=dict)
    lists: list[ListFacts] = field(default_factory=list)
    records: int = 0
    elsewhere: dict[str, int] = field(default_factory=dict)
    problems: list[str] = field(default_factory=list)
    warnings: list[Text] = field(default_factory=list)

    def add(self, offer: Offer) -> None:
        """Take an offer; the same one again must have the same price."""
        key = (offer.kind, offer.sku)
        known = self.offers.get(key)
        if known and known.steps != offer.steps:
            prices = " and ".join(f"{each.printed:.12g} ({each.source})" for each in (known, offer))
            self.problems.append(f"SKU {offer.sku} ({offer.title}) is listed with different prices: {prices}")
        self.offers[key] = offer

    def pass_over(self, region: str) -> None:
        """Count an entry of another region."""
        if region in self.elsewhere or len(self.elsewhere) < 500:
            self.elsewhere[region] = self.elsewhere.get(region, 0) + 1

    def of(self, kind: Kind) -> list[Offer]:
        """Offers of a kind that cost something."""
        return [each for (known, _), each in self.offers.items() if known == kind and each.printed > 0]

    def check(self) -> None:
        """Refuse what was found wrong, all at once."""
        if self.problems:
            shown = list(dict.fromkeys(self.problems))
            left = len(shown) - SHOWN
            raise Problems(
                "price list", shown[:SHOWN] + ([f"and {left} more like these"] if left > 0 else [])
            )


@dataclass(frozen=True)
class ListFacts:
    """Where a price list comes from."""

    file: str
    service: str
    address: str
    published: date | None = None
    version: str = ""


def price_of(value: Any, place: str) -> float:
    """A price that a provider printed as a number or a text; raises `ValueError` with a sentence."""
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        raise ValueError(f"{place}: price {value!r:.40} is not a number")
    try:
        price = float(value)
    except (ValueError, OverflowError) as error:
        raise ValueError(f"{place}: price {value!r:.40} is not a number") from error
    if not math.isfinite(price):
        raise ValueError(f"{place}: price {value!r:.40} is not a number")
    if price < 0:
        raise ValueError(f"{place}: price {price:g} is negative")
    return price


def number_of(value: Any, otherwise: float = 0.0) -> float:
    """A number of a description; whatever is none counts as `otherwise`."""
    try:
        number = float(str(value).replace(",", ""))
    except ValueError:
        return otherwise
    return number if math.isfinite(number) else otherwise


def text_of(value: Any) -> str:
    """A text of a price list, safe to print and to keep: one line, of limited length."""
    raw = value if isinstance(value, str) else "" if value is None else str(value)
    flat = re.sub(r"[\s\x00-\x1f\x7f-\x9f]+", " ", raw[: 4 * TEXT_LIMIT]).strip()
    return flat.encode("utf-8", "replace").decode()[:TEXT_LIMIT]


def date_of(value: Any) -> date | None:
    """The day of a date and time as the providers print it."""
    found = re.match(r"(\d{4})-(\d{2})-(\d{2})", value) if isinstance(value, str) else None
    if not found:
        return None
    try:
        return date(*(int(each) for each in found.groups()))
    except ValueError:
        return None


def in_order(steps: Iterable[tuple[float, float]], place: str) -> tuple[tuple[float, float], ...]:
    """Tiers by rising volume; raises `ValueError` when two begin at the same one with different prices."""
    ordered = sorted(set(steps))
    for (start, price), (following, other) in zip(ordered, ordered[1:], strict=False):
        if start == following:
            raise ValueError(f"{place}: two prices begin at {start:g}: {price:g} and {other:g}")
    return tuple(ordered)


def nothing_in(file: str, what: str, hint: str) -> UserError:
    """The error for a price list that holds nothing."""
    return UserError(f"{file} holds no {what}: {hint}")
