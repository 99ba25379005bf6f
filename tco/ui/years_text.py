"""What the years show, in sentences and as pictures with their marks.

Promise: which year costs most, why, and which years buy servers in bulk is read from `tco.peak_years`. Pure
functions; imports pandas, plotly through `charts`, `amounts` and the page's own text modules only.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd

from tco.amounts import chart_scale, money, number
from tco.peak_years import Peak
from tco.results import Result
from tco.ui import charts
from tco.ui.frames import first_calendar_year
from tco.ui.palette import STRUCTURE
from tco.ui.words import Words

HEAD_ROOM = 1.2  # above the highest column, for the labels of refresh waves
LEVELS = (1.06, 0.93)  # where the labels of two neighbouring years stand, as shares of the head room


def headline(result: Result, peaks: Sequence[Peak], words: Words) -> str:
    """When each of one or two alternatives pays most, and what for."""
    first, *rest = peaks
    values = {"first": _title(result, first, words), "year": first.year, "why": _why(first, words),
              "calendar": _calendar(result, first)}  # fmt: skip
    if not rest:
        return words("years.only", **values)
    second = rest[0]
    values |= {"second": _title(result, second, words), "why_two": _why(second, words),
               "year_two": second.year, "calendar_two": _calendar(result, second)}  # fmt: skip
    return words("years.same" if first.year == second.year else "years.both", **values)


def peak_text(result: Result, found: Peak, currency: str, words: Words) -> str:
    """The year in which an alternative pays most, with the amount and the cause."""
    values = {"title": _title(result, found, words), "year": found.year,
              "calendar": _calendar(result, found),
              "amount": money(found.amount, currency, words.language, digits=3)}  # fmt: skip
    if not found.stands_out:
        return words("years.peak_flat", **values)
    above = money(found.above, currency, words.language, digits=3)
    return words("years.peak", cause=words.category(found.cause), above=above, **values)


def highest(peaks: Sequence[Peak], result: Result, currency: str, words: Words) -> str:
    """The message of the columns: the most that any alternative pays in a year."""
    top = max(peaks, key=lambda each: each.amount)
    return words("years.chart_message", title=_title(result, top, words), year=top.year,
                 calendar=_calendar(result, top),
                 amount=money(top.amount, currency, words.language, digits=3))  # fmt: skip


def alt_text(
    result: Result, found: Peak, bulk: Sequence[tuple[int, float]], currency: str, words: Words
) -> str:
    """What the columns of one alternative show."""
    listed = ", ".join(words("years.wave_in", year=year, count=number(count, 2)) for year, count in bulk)
    said = words("years.chart_waves", list=listed) if bulk else words("years.chart_no_waves")
    return words("years.chart_alt", title=result.title(found.alternative, words.language), year=found.year,
                 amount=money(found.amount, currency, words.language, digits=3), waves=said)  # fmt: skip


def columns(
    frame: pd.DataFrame, bulk: Sequence[tuple[int, float]], span: tuple[float, float], first_year: int,
    currency: str, words: Words,
) -> Any:  # fmt: skip
    """The stacked years of one alternative, with its refresh waves marked above their years."""
    wider = (span[0], span[1] * HEAD_ROOM)
    figure = charts.yearly(frame, first_year, wider, currency, words)
    scale, _ = chart_scale(currency, words.language, max(abs(each) for each in wider))
    tops = frame[frame["amount"] > 0].groupby("year")["amount"].sum()
    for at, (year, count) in enumerate(bulk):
        figure.add_annotation(
            x=year, y=float(tops.get(year, 0.0)) / scale, showarrow=True, arrowcolor=STRUCTURE, arrowwidth=1,
            arrowhead=0, axref="x", ayref="y", ax=year, ay=wider[1] / scale * LEVELS[at % 2],
            text=words("years.wave", count=number(count, 2)), font={"size": 12},
        )  # fmt: skip
    return figure


def _title(result: Result, found: Peak, words: Words) -> str:
    return words.quoted(result.title(found.alternative, words.language))


def _calendar(result: Result, found: Peak) -> int:
    return first_calendar_year(result) + found.year


def _why(found: Peak, words: Words) -> str:
    if not found.stands_out:
        return words("years.why_flat")
    return words("years.why", cause=words.category(found.cause))
