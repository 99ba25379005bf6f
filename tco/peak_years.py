"""Which years of an alternative stand out: the one that pays most, and those that buy servers in bulk.

Promise: amounts and counts are lines of the model; a year is held against the others after the decision.
Imports numpy and `results` only.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from tco.results import Result

STANDS_OUT = 1.05  # times the average of the other years
BULK = 0.25  # a year that buys this share of the servers in service replaces them in bulk
CLEARLY = 1.2  # times the average year


@dataclass(frozen=True)
class Peak:
    """The year in which an alternative pays most, and why.

    Attributes:
        cause: the category that lies furthest above its average of the other years.
        above: by how much it does.
        stands_out: whether the year costs clearly more than the average of the others.
    """

    alternative: str
    year: int
    amount: float
    cause: str
    above: float
    stands_out: bool


def peak(result: Result, alternative: str) -> Peak:
    """The year with the largest cash, year 0 included; the others are years after the decision."""
    paid = result.yearly(alternative, "total_cash")
    year = int(np.argmax(paid))
    above = {
        category: _above_others(result.yearly(alternative, f"category_cash.{category}"), year)
        for category in result.categories()
    }
    cause = max(above, key=above.__getitem__, default="")
    others = _others(paid, year)
    return Peak(alternative, year, float(paid[year]), cause, above.get(cause, 0.0),
                bool(paid[year] > STANDS_OUT * others))  # fmt: skip


def _above_others(values: Any, year: int) -> float:
    return float(values[year] - _others(values, year))


def _others(values: Any, year: int) -> float:
    """The average of the other years after the decision."""
    rest = [value for at, value in enumerate(values) if at not in (0, year)]
    return float(np.mean(rest)) if rest else 0.0


def bulk_purchases(result: Result, alternative: str) -> list[tuple[int, float]]:
    """The years that replace many servers at once, else the one that clearly buys most, with how many."""
    if "bought.servers" not in result.bound.model.instances:
        return []
    bought = result.yearly(alternative, "bought.servers")
    serving = result.yearly(alternative, "servers_in_service")
    large = [year for year, count in enumerate(bought) if count and count >= BULK * serving[year]]
    most = int(np.argmax(bought))
    if not large and bought[most] > CLEARLY * np.mean(bought[1:]):
        large = [most]
    return [(year, float(bought[year])) for year in large]
