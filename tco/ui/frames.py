"""Results as data frames, one per picture or table.

Promise: cells are lines of the model, put in order, labelled and grouped; a group's sum is all that is
added. Imports pandas, `results`, `facts`, `palette` and `words` only.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd

from tco.language import Category
from tco.results import Result
from tco.ui.facts import Facts
from tco.ui.palette import GROUPS, colours
from tco.ui.words import Words


def first_calendar_year(result: Result) -> int:
    """The year of the decision."""
    return result.bound.decision_date.year


def cumulative(result: Result, language: str) -> pd.DataFrame:
    """Cumulative cost of each alternative on the dates on which it pays."""
    count = 2 * result.horizon + 1
    dates = np.arange(count) / 2.0
    colour = colours(result.bound.case)
    parts = []
    for name in result.alternatives:
        paid = np.asarray(result.row(name, "cash_on_dates"))[:count]
        pays = paid != 0
        pays[[0, -1]] = True
        parts.append(
            pd.DataFrame(
                {
                    "alternative": name,
                    "title": result.title(name, language),
                    "colour": colour[name],
                    "baseline": name == result.bound.case.baseline,
                    "date": dates[pays],
                    "cost": np.cumsum(paid)[pays],
                }
            )
        )
    return _with_basis(pd.concat(parts, ignore_index=True), result)


def _with_basis(frame: pd.DataFrame, result: Result) -> pd.DataFrame:
    """The frame with the kind of prices that its amounts are in."""
    frame.attrs["basis"] = "real" if result.bound.values()["real_terms"] else "nominal"
    return frame


def cost_at(frame: pd.DataFrame, alternative: str, date: float) -> float:
    """The height of an alternative's line on a date, for a mark on it."""
    part = frame[frame["alternative"] == alternative]
    return float(np.interp(date, part["date"], part["cost"]))


def by_year(frame: pd.DataFrame, years: Sequence[int]) -> dict[str, list[float]]:
    """By title of each alternative, the height of its line at the end of each year."""
    return {
        str(title): np.interp(years, part["date"].to_numpy(), part["cost"].to_numpy()).tolist()
        for title, part in frame.groupby("title", sort=False)
    }


def bridge(result: Result, alternative: str, facts: Facts, words: Words) -> pd.DataFrame:
    """From the baseline's cost to the alternative's, category by category; what falls away first."""
    baseline = result.bound.case.baseline
    steps = []
    for category in result.categories():
        before, after = (_category(result, name, category, facts.measure) for name in (baseline, alternative))
        if after != before:
            steps.append((words.category(category), after - before, "step"))
    if facts.measure == "risk":
        before, after = (_expected_losses(result, name) for name in (baseline, alternative))
        steps.append((words.category(Category.RISK), after - before, "step"))
    steps.sort(key=lambda each: each[1])
    rows = [
        (facts.baseline.title, facts.baseline.value, "baseline"),
        *steps,
        (facts.alternative.title, facts.alternative.value, "alternative"),
    ]
    frame = pd.DataFrame(rows, columns=["label", "amount", "role"])
    frame.attrs["measure"] = facts.measure
    return frame


def _category(result: Result, alternative: str, category: str, measure: str) -> float:
    """What a category costs by the measure."""
    if measure == "total":
        return float(result.yearly(alternative, f"category_cash.{category}").sum())
    return result.value(alternative, f"category_value.{category}")


def _expected_losses(result: Result, alternative: str) -> float:
    return float(result.yearly(alternative, "risk_discounted").sum())


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
    return _with_basis(pd.DataFrame(rows, columns=columns), result)


def groups_shown(frame: pd.DataFrame) -> pd.DataFrame:
    """One row for each group that costs something, in the order in which they are stacked."""
    order = list(GROUPS)
    shown = frame[frame["amount"] != 0].drop_duplicates("group")
    return shown.sort_values("group", key=lambda groups: groups.map(order.index))


def three_savings(result: Result, alternative: str) -> pd.DataFrame:
    """Both costs in total, in present value, in the last year's run rate, and with expected losses."""
    names = {"total": "total_cost", "present": "present_value", "run_rate": "run_rate_last_year",
             "risk": "present_value_with_risk"}  # fmt: skip
    rows = []
    for key, line in names.items():
        if line in result.bound.model.instances:
            pair = [result.value(name, line) for name in (result.bound.case.baseline, alternative)]
            rows.append((key, line, *pair))
    return pd.DataFrame(rows, columns=["measure", "line", "baseline", "alternative"])
