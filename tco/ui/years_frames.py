"""The yearly tables as data frames: what is paid, discounted, charged or asked for, and in what quantities.

Promise: cells are lines of the model; a category's lines are put in the terms of the category, so that they
add up to it; a difference is the alternative less the baseline. Imports pandas, `results` and `words` only.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from tco.results import Result
from tco.ui.words import Words

#: Views by category: the line of a category, the total, and what the lines inside are multiplied by.
CATEGORY_VIEWS = {
    "cash": ("category_cash", "total_cash", ("price_factor",)),
    "present": ("category_discounted", "total_discounted", ("price_factor", "discount_factor")),
}
#: Views by account: the lines that make up each, and its total.
LINE_VIEWS = {
    "profit": (
        ("running_costs", "depreciation_total", "write_off_total", "financing_expense", "horizon_write_off",
         "end_values"),
        "profit_and_loss",
    ),
    "budget": (("capital_budget", "running_budget"), ""),
}  # fmt: skip
VIEWS = (*CATEGORY_VIEWS, *LINE_VIEWS)
TOTAL, GROUP, LINE = 0, 1, 2
NOISE = 1e-12  # of two sums of the same amounts in another order

#: What is counted in other units than money, in the order in which it is shown: a group, and of each of its
#: lines the id, the moment of the year if it has several, and the cost line without which it does not count.
#: Chosen are the quantities that are bought, kept, used or moved: the steps in between open from these.
PHYSICAL: dict[str, tuple[tuple[str, str, str], ...]] = {
    "units": (
        ("bought", "", ""), ("required", "year_end", ""), ("extended", "", ""),
        ("servers_decommissioned", "", ""),
    ),
    "data": (
        ("own_fast_total", "year_end", ""), ("own_archive_total", "year_end", ""),
        ("own_backup_total", "year_end", ""), ("data_in_cloud_total", "", ""),
    ),
    "machines": (
        ("own_machines_total", "average", ""), ("cloud_machines_total", "", ""),
        ("subscribed_machines_total", "", ""),
    ),
    "people": (
        ("operations_staff", "", ""), ("staff_released", "", ""), ("cloud_staff", "", "cloud_roles"),
    ),
    "power": (
        ("electricity_used", "", ""), ("equipment_load_total", "average", ""),
        ("standby_load_total", "", ""), ("room_load", "", ""),
    ),
    "network": (("line_speed_ordered", "", "private_lines"), ("billed_outbound_total", "", "")),
    "carbon": (("carbon", "", ""),),
}  # fmt: skip
#: Quantities of which a year has a part each; of the others a sum over the years means nothing.
FLOWS = frozenset({"bought", "servers_decommissioned", "staff_released", "electricity_used", "carbon"})
WAVE = 0.25  # a year that buys this share of the servers in service replaces them in bulk
CLEARLY = 1.2  # times the average year


@dataclass(frozen=True)
class Terms:
    """In which terms a table is: of one alternative, or of its difference from the baseline."""

    result: Result
    alternative: str
    difference: bool = False

    def values(self, line: str, factors: tuple[str, ...] = ()) -> Any:
        """A line's years 0..N, multiplied by the factors of its date of payment."""
        found = self._of(self.alternative, line, factors)
        if not self.difference:
            return found
        other = self._of(self.result.bound.case.baseline, line, factors)
        return np.where(np.isclose(found, other, rtol=NOISE, atol=0.0), 0.0, found - other)

    def _of(self, alternative: str, line: str, factors: tuple[str, ...]) -> Any:
        result = self.result
        if line not in result.bound.model.instances:
            return np.zeros(result.horizon + 1)
        values = result.yearly(alternative, line)
        timing = result.bound.model.instances[line].timing
        for factor in factors:
            values = values * result.yearly(alternative, f"{factor}.{timing}")
        return values


def year_table(terms: Terms, view: str, words: Words) -> pd.DataFrame:
    """Years and their sum as columns; `level` 0 is a total, 1 a category or account, 2 a line inside it."""
    make = _by_category if view in CATEGORY_VIEWS else _by_account
    rows = list(make(terms, view, words))
    return pd.DataFrame(rows, columns=["label", "level", "line", *terms.result.years, "sum"])


def _by_category(terms: Terms, view: str, words: Words) -> Iterator[tuple[Any, ...]]:
    name, total, factors = CATEGORY_VIEWS[view]
    for category in terms.result.categories():
        line = f"{name}.{category}"
        yield _row(words.category(category), GROUP, line, terms.values(line))
        yield from _lines(terms, _lines_of(terms.result, category), factors, words)
    yield _row(words("table.total"), TOTAL, total, terms.values(total))


def _by_account(terms: Terms, view: str, words: Words) -> Iterator[tuple[Any, ...]]:
    members, total = LINE_VIEWS[view]
    instances = terms.result.bound.model.instances
    for line in members:
        values = terms.values(line)
        if np.any(values):
            yield _row(words(f"account.{line}"), GROUP, line, values)
            yield from _lines(terms, instances[line].members, (), words)
    if total:
        yield _row(words(f"account.{total}"), TOTAL, total, terms.values(total))


def _lines_of(result: Result, category: str) -> tuple[str, ...]:
    """The lines that a category adds up."""
    instances = result.bound.model.instances.items()
    return tuple(
        key for key, each in instances
        if each.in_headline and each.category == category and not each.line.is_total
    )  # fmt: skip


def _lines(
    terms: Terms, lines: tuple[str, ...], factors: tuple[str, ...], words: Words
) -> Iterator[tuple[Any, ...]]:
    """The lines that are not 0 in every year."""
    for key in lines:
        values = terms.values(key, factors)
        if np.any(values):
            yield _row(terms.result.label(key, words.language), LINE, key, values)


def _row(label: str, level: int, line: str, values: Any) -> tuple[Any, ...]:
    return (label, level, line, *map(float, values), float(np.sum(values)))


def physical_table(terms: Terms, words: Words) -> pd.DataFrame:
    """Quantities by year, with group, unit and line; no sum where a year's stock is counted."""
    rows = []
    for group, lines in PHYSICAL.items():
        for key, needed in _quantities(terms.result, lines):
            instance = terms.result.bound.model.instances[key]
            values = terms.values(key)
            if needed:
                values = values * (terms.values(needed) != 0)
            if np.any(values):
                total = float(np.sum(values)) if instance.line.id in FLOWS else np.nan
                label = terms.result.label(key, words.language)
                rows.append((group, label, instance.line.unit, key, *map(float, values), total))
    return pd.DataFrame(rows, columns=["group", "label", "unit", "line", *terms.result.years, "sum"])


def _quantities(result: Result, lines: tuple[tuple[str, str, str], ...]) -> Iterator[tuple[str, str]]:
    """The chosen lines that the case has, fleet by fleet, each with the cost line it counts with."""
    fleets = [*result.bound.model.shape.fleets, ""]
    found = [
        (fleets.index(each.keys.get("fleet", "")), each.id, needed)
        for line, moment, needed in lines
        for each in result.bound.model.of_line(line)
        if not moment or each.keys.get("moment") == moment
    ]
    for _, line, needed in sorted(found, key=lambda each: each[0]):
        yield line, needed


def waves(result: Result, alternative: str) -> list[tuple[int, float]]:
    """The years that replace many servers at once, else the one that clearly buys most, with how many."""
    if "bought.servers" not in result.bound.model.instances:
        return []
    bought = result.yearly(alternative, "bought.servers")
    serving = result.yearly(alternative, "servers_in_service")
    large = [year for year, count in enumerate(bought) if count and count >= WAVE * serving[year]]
    most = int(np.argmax(bought))
    if not large and bought[most] > CLEARLY * np.mean(bought[1:]):
        large = [most]
    return [(year, float(bought[year])) for year in large]


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


STANDS_OUT = 1.05


def peak(result: Result, alternative: str) -> Peak:
    """The year with the largest cash, among the years after the decision."""
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
