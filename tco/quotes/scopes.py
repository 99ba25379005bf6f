"""What a quoted fee can stand for: the cost lines of an alternative by what is paid for.

Promise: a line belongs to the scope whose inclusion its own rule reads, so a new line finds its place by
itself; the scopes add up to the alternative's total and present value. Imports numpy, `sides`, `results`,
`model` and `language` only.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from tco.language import Category
from tco.model import InputRef, Instance, Model
from tco.results import Result
from tco.symmetry.sides import is_cost

INCLUDES = "includes_"
COMPUTING, SERVICES, TAXES, REST = "computing", "services", "taxes", "rest"
FEES = ("subscription_fee", "setup_fee")
ORDER = (COMPUTING, "archive", "backup", "standby", "traffic", SERVICES, "operating_system", "database",
         "security", "lines", "migration", "applications", *FEES, TAXES, REST)  # fmt: skip
ONE_OFF = ("migration", "setup_fee")


@dataclass(frozen=True)
class Amount:
    """What is paid over the horizon, in nominal and in present value, and in one year."""

    total: float
    present_value: float
    in_year: float


def amounts_by_scope(result: Result, alternative: str, year: int | None = None) -> dict[str, Amount]:
    """What an alternative pays for each scope; `in_year` is that of `year`."""
    found: dict[str, Amount] = {}
    for key, scope in scopes(result.bound.model).items():
        one = _amount(result, alternative, key, year)
        sum_so_far = found.get(scope, Amount(0.0, 0.0, 0.0))
        found[scope] = Amount(
            sum_so_far.total + one.total,
            sum_so_far.present_value + one.present_value,
            sum_so_far.in_year + one.in_year,
        )
    return {scope: found[scope] for scope in (*ORDER, *found) if scope in found}


def _amount(result: Result, alternative: str, key: str, year: int | None) -> Amount:
    """The line within the horizon at the model's own price and discount factors for its date."""
    timing = result.bound.model.instances[key].timing
    row = result.yearly(alternative, key)
    cash = (
        row * result.yearly(alternative, "in_horizon") * result.yearly(alternative, f"price_factor.{timing}")
    )
    discounted = cash * result.yearly(alternative, f"discount_factor.{timing}")
    return Amount(float(cash.sum()), float(discounted.sum()), float(row[year]) if year is not None else 0.0)


def scopes(model: Model) -> Mapping[str, str]:
    """The scope of every cost line of the headline."""
    finder = _Finder(model)
    return {key: finder.scope(each) for key, each in model.instances.items() if each.in_headline and
            not each.line.is_total}  # fmt: skip


class _Finder:
    """Scopes of lines by the inclusions that their rules read, through other lines but not through costs."""

    def __init__(self, model: Model):
        self.model = model
        self.known: dict[str, str] = {}

    def scope(self, cost: Instance) -> str:
        if cost.id not in self.known:
            self.known[cost.id] = self._found(cost)
        return self.known[cost.id]

    def _found(self, cost: Instance) -> str:
        if cost.category is Category.SUBSCRIPTION:
            return cost.line.id
        if cost.category is Category.TAXES:
            return TAXES
        inputs, costs = self._read(cost)
        included = {name.removeprefix(INCLUDES) for name in inputs if name.startswith(INCLUDES)}
        if len(included) == 1:
            return included.pop()
        among = {self.scope(each) for each in costs}
        if among:
            return among.pop() if len(among) == 1 else REST if REST in among else SERVICES
        return COMPUTING if "subscribed" in inputs else REST

    def _read(self, cost: Instance) -> tuple[set[str], list[Instance]]:
        """Names of the inputs behind a cost line, and the cost lines on which those paths end."""
        inputs: set[str] = set()
        costs: list[Instance] = []
        seen, rest = {cost.id}, [cost]
        while rest:
            at = rest.pop()
            inputs |= {ref.name for ref in at.references.values() if isinstance(ref, InputRef)}
            for key in at.dependencies:
                other = self.model.instances[key]
                if key not in seen:
                    seen.add(key)
                    (costs if is_cost(other) else rest).append(other)
        return inputs, costs
