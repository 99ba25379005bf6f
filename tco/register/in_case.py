"""The register in the case: vintages and prices of the fleets, and what the model makes of their book value.

Promise: whatever is changed stands in the case with its reason; the book value that the model derives is set
beside the register's own, and the steps between them add up. Imports this package, `case` and `results` only.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from tco.case import Case, FleetRegister, Override, parse_case
from tco.register.fleets import Fleet
from tco.register.register import Register, today
from tco.register.tax import unrecovered_vat
from tco.results import Result, run

LONGEST_LIFE = 15.0


@dataclass(frozen=True)
class BookValue:
    """A fleet's book value on the decision date: the register's own, and each step to the model's."""

    register: float
    one_life: float
    price_today: float
    tax: float
    retired: float

    @property
    def model(self) -> float:
        """What the model derives."""
        return self.register + self.one_life + self.price_today + self.tax + self.retired


def with_register(case: Case, register: Register, origin: str) -> Case:
    """The case with the register's fleets in place of what it said of them before.

    Accounting life and power become overrides without a range: what is known does not vary.
    """
    fleets, overrides = dict(case.fleets), dict(case.overrides)
    for name, fleet in register.fleets.items():
        fleets[name] = FleetRegister(
            vintages=fleet.units,
            prices=fleet.prices,
        )
        overrides |= dict(_overrides(name, fleet, origin))
    changes: dict[str, Any] = {"fleets": fleets, "overrides": overrides}
    if register.reading.decision_date != case.decision_date:
        changes["decision_date"] = register.reading.decision_date
    return parse_case(case.model_copy(update=changes).model_dump(exclude_unset=False), case.id)


def _overrides(name: str, fleet: Fleet, origin: str) -> Iterator[tuple[str, Override]]:
    rows = len(fleet.assets)
    reason = f"from the asset register {origin}, {rows} row{'s' if rows > 1 else ''}"
    if fleet.life:
        life = float(min(LONGEST_LIFE, max(1.0, round(fleet.life))))
        shown = "" if life == fleet.life else f"; weighted by price {fleet.life:.2f} years, made whole"
        yield f"{name}.accounting_life", Override(value=life, low=life, high=life, reason=reason + shown)
    if fleet.watts_per_unit is not None and name != "plant":
        watts = round(fleet.watts_per_unit, 3)
        known = sum(asset.kilowatts is not None for asset in fleet.assets)
        shown = f" ({known} with power)" if known < rows else ""
        yield f"{name}.power_draw", Override(value=watts, low=watts, high=watts, reason=reason + shown)


def book_values(register: Register, result: Result) -> dict[str, BookValue]:
    """For each fleet of the register, in a case that holds it."""
    tax = 1 + unrecovered_vat(result.bound)
    lives, prices = today(result.bound, "accounting_life"), today(result.bound, "unit_price")
    found = {}
    for name, fleet in register.fleets.items():
        own, one_life = fleet.book_value(), fleet.book_value(lives[name])
        missing = _unpriced_value(fleet, lives[name], prices[name])
        net = one_life / fleet.tax + missing
        model = float(result.yearly(result.bound.case.baseline, f"book_value.{name}")[0])
        taxed = net * tax
        found[name] = BookValue(own, one_life - own, missing, taxed - one_life - missing, model - taxed)
    return found


def _unpriced_value(fleet: Fleet, life: float, price_today: float) -> float:
    """Units without a price stand in the model at the mean of their year, or at today's price."""
    total = 0.0
    for asset in fleet.assets:
        if not asset.price:
            each = fleet.prices.get(asset.vintage, price_today)
            left = max(0.0, 1 - (1 - asset.vintage) / life)
            total += fleet.units_of(asset) * each * left
    return total


def standing(register: Register, result: Result) -> dict[str, dict[str, float]]:
    """Units in the register, those beyond the refresh cycle, and what the case needs today."""
    cycles = today(result.bound, "refresh_cycle")
    found = {}
    for name, fleet in register.fleets.items():
        beyond = sum(units for year, units in fleet.units.items() if year + cycles[name] < 1)
        needed = float(result.value(result.bound.case.baseline, f"required_today.{name}"))
        found[name] = {"units": sum(fleet.units.values()), "beyond_cycle": beyond, "needed": needed}
    return found


def evaluated(case: Case, register: Register, origin: str) -> tuple[Case, Result]:
    """The case with the register, and its result; raises `Problems` where the register breaks a bound."""
    changed = with_register(case, register, origin)
    return changed, run(changed)
