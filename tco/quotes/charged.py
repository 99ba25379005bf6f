"""What a quote counts by: beds, users, or nothing where it is a lump sum.

Promise: a quote is said in the unit in which its vendor states it. Imports `results` only.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from tco.results import Result

COUNTED: dict[Literal["bed", "user", "month"], tuple[str, str]] = {
    "bed": ("price_per_bed", "beds"),
    "user": ("price_per_user", "users"),
    "month": ("lump_sum", ""),
}


@dataclass(frozen=True)
class Charge:
    """A month's fee is said for each of so many beds or users, or as a whole."""

    unit: Literal["bed", "user", "month"]
    count: float


def charged(result: Result, name: str) -> Charge:
    """The one price that a quote has, or would have where none is filled in; several are one sum a month."""
    bound = result.bound
    quote = bound.case.alternatives[name].quote
    values = bound.values()
    asked = {unit for unit, (term, _) in COUNTED.items() if quote and term in quote.model_fields_set}
    priced = {unit for unit, (term, _) in COUNTED.items() if values[f"{name}.quote_{term}"]}
    units = priced or asked
    unit = units.pop() if len(units) == 1 else "month"
    counts = {"bed": float(values["beds"]), "user": result.value(name, "users"), "month": 1.0}  # type: ignore[arg-type]
    return Charge(unit, counts[unit]) if counts[unit] else Charge("month", 1.0)
