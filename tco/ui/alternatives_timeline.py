"""When each workload of an alternative moves: the picture and its sentence.

Promise: dates are those of `tco.moving`, purchases a line of the model. Pure functions; imports plotly, the
engine and the page's pure modules only.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import plotly.graph_objects as go

from tco import plans
from tco.amounts import money, money_short, number
from tco.moving import MONTHS, Move, all_moved, dual_running_months
from tco.results import Result
from tco.ui.charts import blank, wrapped, years_axis
from tco.ui.palette import CLOUD, OWN
from tco.ui.sentences import year_of
from tco.ui.words import Words

ROW, FULL, HALF = 54, 0.62, 0.28
WHITE = "#FFFFFF"


def message(moves: Sequence[Move], horizon: int, first_year: int, words: Words) -> str:
    """When the last workload has moved, and for how long both run."""
    last = all_moved(moves)
    if last is None:
        return words("alternatives.timeline.stays")
    if last > horizon * MONTHS:
        return words("alternatives.timeline.beyond", years=horizon, month=number(last))
    year = year_of(last / MONTHS)
    return words(
        "alternatives.timeline.message", month=number(last), year=year, calendar=first_year + year,
        months=number(dual_running_months(moves, horizon)),
    )  # fmt: skip


def rows(moves: Sequence[Move], labels: dict[str, str], words: Words) -> list[tuple[str, ...]]:
    """The same as a table."""
    found = []
    for row in moves:
        dates = ("–",) * 3 if row.stays else tuple(map(number, (row.start, row.moved, row.left)))
        parts = ", ".join(words(f"alternatives.resource.{each}") for each in row.resources) or "–"
        found.append((labels[row.workload], words(f"alternatives.place.{row.place}"), *dates, parts))
    return found


def alt(moves: Sequence[Move], labels: dict[str, str], words: Words) -> str:
    """The picture for those who do not see it."""
    parts = []
    for row in moves:
        key = "alt_own" if row.stays else "alt_moves"
        months = {each: number(getattr(row, each)) for each in ("start", "moved", "left")}
        parts.append(words(f"alternatives.timeline.{key}", workload=labels[row.workload], **months))
    return words("alternatives.timeline.alt", parts="; ".join(parts))


def picture(
    moves: Sequence[Move], purchases: list[float], labels: dict[str, str], first_year: int, currency: str,
    words: Words,
) -> go.Figure:  # fmt: skip
    """One bar per workload, own equipment, then both (hatched), then the cloud; purchases below."""
    horizon = len(purchases) - 1
    title = words("alternatives.timeline.title", first=first_year, last=first_year + horizon)
    figure = blank(title)
    count = len(moves)
    for at, row in enumerate(moves):
        _bars(figure, row, float(count - at), horizon, labels[row.workload], words)
    _purchases(figure, purchases, currency, words)
    texts = [*(wrapped(labels[each.workload], 11, words) for each in moves),
             words("alternatives.timeline.purchases")]  # fmt: skip
    figure.update_layout(
        height=ROW * (count + 1) + 110, barmode="overlay", uniformtext=None, margin={"r": 40}
    )
    years_axis(figure, horizon, first_year, words)
    figure.update_xaxes(range=[0, horizon], showgrid=True, gridcolor="rgba(128,128,128,0.25)")
    figure.update_yaxes(
        tickvals=[*range(count, -1, -1)], ticktext=texts, range=[-0.55, count + 0.55], showgrid=False,
        zeroline=False,
    )  # fmt: skip
    return figure


def _bars(figure: go.Figure, row: Move, y: float, horizon: int, label: str, words: Words) -> None:
    if row.stays:
        _bar(figure, y, FULL, 0, horizon, OWN, "own", label, words)
        return
    partly = len(row.resources) < len(plans.RESOURCES)
    height = HALF if partly else FULL
    upper = y + (FULL - HALF) / 2 if partly else y
    start, left = (min(each / MONTHS, horizon) for each in (row.start, row.left))
    _bar(figure, upper, height, 0, start, OWN, "own", label, words)
    _bar(figure, upper, height, start, left, CLOUD, "both", label, words)
    _bar(figure, upper, height, left, horizon, CLOUD, "cloud", label, words)
    if partly:
        _bar(figure, y - (FULL - HALF) / 2, HALF, 0, horizon, OWN, "rest", label, words)
    if horizon - left >= horizon / 4:
        parts = "·".join(words(f"alternatives.resource.{each}") for each in row.resources) if partly else ""
        text = words(f"alternatives.timeline.in_{row.place}") + (f": {parts}" if parts else "")
        figure.add_annotation(
            x=left, y=upper, text=text, showarrow=False, xanchor="left", xshift=6,
            font={"color": WHITE, "size": 12},
        )  # fmt: skip


def _bar(
    figure: go.Figure, y: float, height: float, start: float, end: float, colour: str, part: str, label: str,
    words: Words,
) -> None:  # fmt: skip
    if end <= start:
        return
    pattern = {"shape": "/", "fgcolor": WHITE, "fillmode": "overlay", "size": 7} if part == "both" else None
    said = words(f"alternatives.timeline.{part}")
    figure.add_bar(
        x=[end - start], y=[y], base=[start], width=height, orientation="h", name=part, meta=label,
        customdata=[[said, number(start * MONTHS), number(end * MONTHS)]],
        marker={"color": colour, "pattern": pattern, "line": {"width": 0}},
        hovertemplate=words("alternatives.timeline.hover") + "<extra></extra>",
    )  # fmt: skip


def _purchases(figure: go.Figure, purchases: list[float], currency: str, words: Words) -> None:
    """What is bought in each year, in the middle of the year, as bars from one ground line."""
    largest = max(purchases) or 1.0
    years = [year for year, amount in enumerate(purchases) if amount > 0]
    figure.add_bar(
        x=[year - 0.5 if year else 0.0 for year in years],
        y=[purchases[each] / largest * 0.55 for each in years],
        base=-0.45, width=0.5, orientation="v", name="purchases", meta=[purchases[each] for each in years],
        text=[money_short(purchases[each], words.language) for each in years], textposition="outside",
        cliponaxis=False, marker={"color": OWN, "line": {"width": 0}},
        customdata=[[year, money(purchases[year], currency, words.language)] for year in years],
        hovertemplate=words("alternatives.timeline.hover_purchases") + "<extra></extra>",
    )  # fmt: skip


def purchases_of(result: Result, name: str) -> list[float]:
    """What the alternative's own fleets buy in each year."""
    return [float(each) for each in np.asarray(result.yearly(name, "purchases_total"))]
