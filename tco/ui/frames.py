"""Results as data frames, one per picture or table.

Promise: cells are lines of the model, put in order, labelled and grouped; a group's sum is all that is added.
Imports pandas, numpy, `results`, `palette` and `words` only.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from tco.results import Result
from tco.ui.palette import GROUPS
from tco.ui.words import Words


def first_calendar_year(result: Result) -> int:
    """The year of the decision."""
    return result.bound.decision_date.year


def years(result: Result, words: Words, between: str = " ") -> list[str]:
    """The years with their calendar years, as they stand above columns."""
    first = first_calendar_year(result)
    named = (words("axis.year", year=year, calendar=first + year) for year in result.years)
    return [each.replace("<br>", between) for each in named]


def basis(result: Result) -> str:
    """The kind of prices that amounts are in."""
    return "real" if result.bound.values()["real_terms"] else "nominal"


def yearly_groups(result: Result, alternatives: list[str], words: Words) -> pd.DataFrame:
    """Yearly cash by group of categories, for pictures at one scale."""
    rows: list[tuple[Any, ...]] = []
    present = set(result.categories())
    for name in alternatives:
        for group, (members, colour, outlined) in GROUPS.items():
            lines = [f"category_cash.{each}" for each in members if each in present]
            if not lines:
                continue
            for year, amount in enumerate(np.sum([result.yearly(name, line) for line in lines], axis=0)):
                label = words(f"group.{group}")
                rows.append(
                    (name, result.title(name, words.language), group, label, colour, outlined, year, amount)
                )
    columns = ["alternative", "title", "group", "label", "colour", "outlined", "year", "amount"]
    frame = pd.DataFrame(rows, columns=columns)
    frame.attrs["basis"] = basis(result)
    return frame


def groups_shown(frame: pd.DataFrame) -> pd.DataFrame:
    """One row for each group that costs something, in the order in which they are stacked."""
    order = list(GROUPS)
    shown = frame[frame["amount"] != 0].drop_duplicates("group")
    return shown.sort_values("group", key=lambda groups: groups.map(order.index))
