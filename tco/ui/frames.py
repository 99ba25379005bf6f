"""Results as data frames, one per picture or table.

Promise: cells are lines of the model, put in order, labelled and grouped; a group's sum is all that is
added, and lines are put in constant prices where their category is. Imports pandas, `results` and
`palette` only.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from tco.results import Result
from tco.ui.facts import Facts
from tco.ui.palette import GROUPS, colours
from tco.ui.words import Words

#: Views of the year table: the lines that make up each, and its total. `{}` stands for a category.
CATEGORY_VIEWS = {
    "cash": ("category_cash.{}", "total_cash", "saving"),
    "present": ("category_discounted.{}", "total_discounted", "saving_discounted"),
}
LINE_VIEWS = {
    "profit": (
        (
            "running_costs",
            "depreciation_total",
            "write_off_total",
            "financing_expense",
            "horizon_write_off",
            "end_values",
        ),
        "profit_and_loss",
    ),
    "budget": (("capital_budget", "running_budget"), ""),
}
VIEWS = (*CATEGORY_VIEWS, *LINE_VIEWS)


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


def bridge(result: Result, alternative: str, facts: Facts, words: Words) -> pd.DataFrame:
    """From the baseline's present value to the alternative's, category by category; what falls away first."""
    baseline = result.bound.case.baseline
    steps = []
    for category in result.categories():
        line = f"category_value.{category}"
        step = result.value(alternative, line) - result.value(baseline, line)
        if step:
            steps.append((words.category(category), step, "step"))
    steps.sort(key=lambda each: each[1])
    rows = [
        (facts.baseline.title, facts.baseline.value, "baseline"),
        *steps,
        (facts.alternative.title, facts.alternative.value, "alternative"),
    ]
    return pd.DataFrame(rows, columns=["label", "amount", "role"])


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


def year_table(
    result: Result, alternative: str, view: str, words: Words, lines: bool = False
) -> pd.DataFrame:
    """Years and their sum as columns, categories or accounts as rows; `level` 0 total, 1 category, 2 line."""
    rows: list[tuple[Any, ...]] = []
    if view in CATEGORY_VIEWS:
        pattern, total, saving = CATEGORY_VIEWS[view]
        for category in result.categories():
            rows.append((words.category(category), 1, *_row(result, alternative, pattern.format(category))))
            if lines and view == "cash":
                rows += _lines(result, alternative, category, words.language)
        rows.append((words("table.total"), 0, *_row(result, alternative, total)))
        if alternative != result.bound.case.baseline:
            rows.append((words("table.saving"), 0, *_row(result, alternative, saving)))
    else:
        members, total = LINE_VIEWS[view]
        for line in members:
            values = _row(result, alternative, line)
            if any(values):
                rows.append((words(f"account.{line}"), 1, *values))
        if total:
            rows.append((words(f"account.{total}"), 0, *_row(result, alternative, total)))
    return pd.DataFrame(rows, columns=["label", "level", *result.years, "sum"])


def _row(result: Result, alternative: str, line: str) -> list[float]:
    if line not in result.bound.model.instances:
        return [0.0] * (result.horizon + 2)
    values = [float(value) for value in result.yearly(alternative, line)]
    return [*values, sum(values)]


def _lines(result: Result, alternative: str, category: str, language: str) -> list[tuple[Any, ...]]:
    """The lines that a category adds up, in its terms, without those that are 0 in every year."""
    rows = []
    for key, each in result.bound.model.instances.items():
        if each.in_headline and each.category == category and not each.line.is_total:
            values = result.yearly(alternative, key)
            values = values * result.yearly(alternative, f"price_factor.{each.timing}")
            if np.any(values):
                rows.append((result.label(key, language), 2, *map(float, values), float(values.sum())))
    return rows


def three_savings(result: Result, alternative: str) -> pd.DataFrame:
    """Both costs in total, in present value, in the last year's run rate, and with expected losses."""
    names = {"total": "total_cost", "present": "present_value", "run_rate": "run_rate_last_year",
             "risk": "present_value_with_risk"}  # fmt: skip
    rows = []
    for key, line in names.items():
        if line in result.bound.model.instances:
            pair = [result.value(name, line) for name in (result.bound.case.baseline, alternative)]
            rows.append((key, *pair))
    return pd.DataFrame(rows, columns=["measure", "baseline", "alternative"])
