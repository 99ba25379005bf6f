"""The yearly tables as data frames: what is paid, discounted, charged or asked for, and in what quantities.

Promise: cells are lines of the model; a category's lines are put in the terms of the category, so that they
add up to it. Imports pandas, numpy, `differences`, `results` and `words` only.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
import pandas as pd

from tco.differences import Terms
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
