"""The page's pictures: functions from what is compared to a drawing.

Promise: bars begin at zero, the unit and the period stand in the title, labels stand at what they name, and
colours mean what the palette says. Those of texts are the page's own, by its style. A browser draws each
picture once. Imports pandas, `amounts`, `compared`, `drawing`, `palette` and `words` only.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import escape
from itertools import accumulate
from typing import Any

import pandas as pd

from tco.amounts import chart_scale, money_exact, money_short
from tco.ui.compared import Bridge, Course, Step, highest
from tco.ui.drawing import Drawing
from tco.ui.palette import STRUCTURE
from tco.ui.words import Words

HEIGHT = 400
CONFIG = {"displayModeBar": False, "displaylogo": False, "showSendToCloud": False, "plotlyServerURL": ""}
FONT = "Pretendard, sans-serif"
HOLLOW = "rgba(128,128,128,0.04)"
GRID = "rgba(128,128,128,0.25)"
ROOM = 80  # Korean letters below the bars of a bridge
ROW, GROUND = 14, 16  # pixels of a row of such a name, and around all of them
LABEL_ROWS = 6  # of a bar's name; the whole one stands in the hover and the table
CLEAR = "rgba(0,0,0,0)"
BESIDE, LETTER = 16, 8  # pixels beside an axis, and for each letter of its numbers
FINE = 10  # an axis shorter than this has decimals
HEADROOM = 1.05  # of the axis above the data
LABEL_SHARE = 0.066  # of the axis: how close two labels may stand


def cumulative(
    courses: Sequence[Course],
    prices: str,
    crossings: Sequence[tuple[float, float, str]],
    first_year: int,
    currency: str,
    words: Words,
) -> Drawing:
    """Cumulative cost of every alternative; `crossings` are date, cost and label of each crossing."""
    scale, unit = chart_scale(currency, words.language, highest(courses))
    horizon = int(courses[0].dates[-1])
    period = {"first": first_year, "last": first_year + horizon}
    figure = blank(words("chart.cumulative", unit=unit, basis=words(f"chart.{prices}"), **period))
    ordered = sorted(courses, key=lambda course: course.is_baseline)
    rows = max(1, int(1 / LABEL_SHARE) // len(ordered))
    labels = [_line(figure, course, scale, rows, currency, words) for course in ordered]
    end_labels(figure, labels, horizon)
    _marks(figure, crossings, scale)
    years_axis(figure, horizon, first_year, words)
    figure.update_xaxes(range=[0, horizon])
    costs = [0.0, *(cost / scale for course in courses for cost in course.costs)]
    low, high = min(costs) * HEADROOM, max(costs) * HEADROOM
    figure.update_yaxes(range=[low, high], nticks=7)
    room_for_numbers(figure, low, high)
    return figure


def _line(
    figure: Drawing, course: Course, scale: float, rows: int, currency: str, words: Words
) -> tuple[float, str]:
    """Draw one alternative; where its line ends, and the label of so many rows that belongs there."""
    costs = [cost / scale for cost in course.costs]
    figure.add_scatter(
        x=list(course.dates), y=costs, name=course.title, meta=course.title, mode="lines",
        customdata=[money_exact(cost, currency, words.language) for cost in course.costs],
        line={"color": course.colour, "width": 4 if course.is_baseline else 2.2},
        hovertemplate=words("hover.cumulative") + "<extra></extra>",
    )  # fmt: skip
    return costs[-1], f"<span style='color:{course.colour}'>■</span> {fitted(course.title, 11, rows, words)}"


def _marks(figure: Drawing, crossings: Sequence[tuple[float, float, str]], scale: float) -> None:
    for at, (date, cost, label) in enumerate(crossings):
        figure.add_scatter(
            x=[date], y=[cost / scale], mode="markers", hoverinfo="skip",
            marker={"size": 13, "color": CLEAR, "line": {"color": STRUCTURE, "width": 2.5}},
        )  # fmt: skip
        figure.add_annotation(
            x=date,
            y=cost / scale,
            text=label,
            showarrow=True,
            ax=0,
            ay=-36 - 20 * (at % 4),
            arrowcolor=STRUCTURE,
        )


def bridge(
    found: Bridge, colours: tuple[str, str], year: int, years: int, currency: str, words: Words
) -> Drawing:
    """From one cost to the other; what falls away is hollow, what is added is filled."""
    scale, unit = chart_scale(currency, words.language, found.largest)
    name, amounts = words(f"measure.{found.measure}"), [each.amount for each in found.bars]
    figure = blank(words("chart.bridge", measure=name, unit=unit, first=year, last=year + years))
    bars = [_step(each, before, colours) for each, before in zip(found.bars, _before(found), strict=True)]
    texts = [sign + money_short(amount, words.language)
             for amount, (_, _, _, _, sign) in zip(amounts, bars, strict=True)]  # fmt: skip
    places = list(range(len(bars)))
    figure.add_bar(
        x=places, y=[each[1] / scale for each in bars], base=[each[0] / scale for each in bars],
        text=texts, textposition="outside", cliponaxis=False, width=0.62, meta=amounts,
        customdata=[money_exact(each, currency, words.language) for each in amounts],
        marker={"color": [each[2] for each in bars],
                "line": {"color": [each[3] for each in bars], "width": 2}},
        hovertext=[escape(each.label, quote=False) for each in found.bars],
        hovertemplate="%{hovertext}: %{customdata}<extra></extra>",
    )  # fmt: skip
    labels = [fitted(each.label, max(5, ROOM // len(bars)), LABEL_ROWS, words) for each in found.bars]
    figure.update_xaxes(tickvals=places, ticktext=labels, showgrid=False, tickangle=0, tickfont={"size": 11})
    figure.update_yaxes(rangemode="tozero", nticks=6)
    below = ROW * (1 + max(each.count("<br>") for each in labels))
    figure.update_layout(margin={"t": 50, "b": GROUND + below})
    tops = _before(found)
    room_for_numbers(figure, min(tops) / scale, max(tops) / scale)
    return figure


def _before(found: Bridge) -> list[float]:
    """Where each bar begins: at what the bars before it have reached; both costs stand on the ground."""
    return [0.0, *accumulate(each.amount for each in found.bars[:-1])]


def _step(bar: Step, before: float, colours: tuple[str, str]) -> tuple[float, float, str, str, str]:
    """Base, size, fill, outline and sign of a bar."""
    if bar.role != "step":
        colour = colours[bar.role == "alternative"]
        return 0.0, bar.amount, colour, colour, ""
    if bar.amount < 0:
        return before + bar.amount, -bar.amount, HOLLOW, colours[0], ""
    return before, bar.amount, colours[1], colours[1], "+"


def yearly(
    frame: pd.DataFrame, first_year: int, span: tuple[float, float], currency: str, words: Words
) -> Drawing:
    """Cash of one alternative by year and group; `span` is the axis it shares with the others."""
    scale, unit = chart_scale(currency, words.language, max(abs(each) for each in span))
    horizon = int(frame["year"].max())
    title = words(
        "years.chart_title",
        unit=unit,
        basis=words(f"chart.{frame.attrs['basis']}"),
        first=first_year,
        last=first_year + horizon,
    )
    figure = blank(title)
    for _, part in frame.groupby("group", sort=False):
        if not part["amount"].any():
            continue
        first = part.iloc[0]
        fill = tint(first["colour"]) if first["outlined"] else first["colour"]
        figure.add_bar(
            x=part["year"].tolist(), y=(part["amount"] / scale).tolist(),
            name=first["label"], meta=first["label"],
            customdata=[money_exact(each, currency, words.language) for each in part["amount"]],
            marker={"color": fill, "line": {"color": first["colour"], "width": 1}},
            hovertemplate=words("hover.yearly") + "<extra></extra>",
        )  # fmt: skip
    figure.update_layout(barmode="relative", bargap=0.3)
    years_axis(figure, horizon, first_year, words)
    figure.update_xaxes(showgrid=False)
    low, high = span[0] / scale, span[1] / scale
    figure.update_yaxes(range=[low * 1.08, high * 1.08], nticks=6, zeroline=True, zerolinecolor=STRUCTURE)
    room_for_numbers(figure, low, high)
    return figure


def stack_span(frame: pd.DataFrame) -> tuple[float, float]:
    """The lowest and highest stack over all years and alternatives: one scale for all pictures."""
    keys = ["alternative", "year"]
    positive = frame[frame["amount"] > 0].groupby(keys)["amount"].sum()
    negative = frame[frame["amount"] < 0].groupby(keys)["amount"].sum()
    return float(min([0.0, *negative])), float(max([0.0, *positive]))


def wrapped(text: str, width: int, words: Words) -> str:
    """A label in short rows; Latin letters are half as wide as Korean ones."""
    return "<br>".join(escape(row, quote=False) for row in _rows(text, _limit(width, words)))


def fitted(text: str, width: int, most: int, words: Words) -> str:
    """A label in at most so many short rows; what does not fit ends in an ellipsis."""
    limit = _limit(width, words)
    rows = [cut for row in _rows(text, limit) for cut in _pieces(row, limit)]
    if len(rows) > most:
        last = rows[most - 1][: limit - 1].rstrip(" ,·(")
        rows = [*rows[: most - 1], f"{last}…"]
    return "<br>".join(escape(row, quote=False) for row in rows)


def _limit(width: int, words: Words) -> int:
    return width if words.language == "ko" else int(width * 1.6)


def _pieces(row: str, limit: int) -> list[str]:
    """A row, or the parts of one that a single word makes too long by half."""
    if len(row) <= limit * 1.5:
        return [row]
    return [row[at : at + limit] for at in range(0, len(row), limit)]


def _rows(text: str, limit: int) -> list[str]:
    rows: list[str] = []
    for word in re.findall(r"[^\s(·]+(?:\s?·)?\s?|\([^)]*\)?\s?", text):
        if rows and len((rows[-1] + word).rstrip()) <= limit:
            rows[-1] += word
        else:
            rows.append(word)
    return [row.strip() for row in rows]


def spread(values: Sequence[float], gap: float) -> list[float]:
    """Positions at least a gap apart, in the same order and as near to the values as that allows."""
    order = sorted(range(len(values)), key=lambda at: values[at])
    blocks: list[list[Any]] = []
    for at in order:
        blocks.append([values[at], 1, [at]])
        while len(blocks) > 1 and _top(blocks[-2], gap) + gap > _bottom(blocks[-1], gap):
            centre, count, members = blocks.pop()
            below = blocks[-1]
            below[0] = (below[0] * below[1] + centre * count) / (below[1] + count)
            below[1] += count
            below[2] += members
    placed = [0.0] * len(values)
    for block in blocks:
        for position, at in enumerate(block[2]):
            placed[at] = _bottom(block, gap) + position * gap
    return placed


def within(places: Sequence[float], low: float, high: float, gap: float) -> list[float]:
    """The same positions, in the same order, moved between two ends that have room for them."""
    order = sorted(range(len(places)), key=lambda at: places[at])
    found = list(places)
    for left, at in enumerate(reversed(order)):
        found[at] = min(found[at], high - left * gap)
    for left, at in enumerate(order):
        found[at] = max(found[at], low + left * gap)
    return found


def _bottom(block: list[Any], gap: float) -> float:
    return float(block[0] - gap * (block[1] - 1) / 2)


def _top(block: list[Any], gap: float) -> float:
    return float(block[0] + gap * (block[1] - 1) / 2)


def end_labels(figure: Drawing, ends: list[tuple[float, str]], horizon: int) -> None:
    """A label at the right end of each line, none upon another and none beyond the lines."""
    values = [value for value, _ in ends]
    low, high = min(0.0, *values), max(0.0, *values)
    rows = max(label.count("<br>") + 1 for _, label in ends)
    gap = min((high - low or 1.0) * LABEL_SHARE * rows, (high - low or 1.0) / max(1, len(ends) - 1))
    places = within(spread(values, gap), low, high, gap)
    for place, (_, label) in zip(places, ends, strict=True):
        figure.add_annotation(
            x=horizon, y=place, text=label, xanchor="left", xshift=8, showarrow=False, align="left"
        )
    figure.update_layout(margin={"r": 160})


def blank(title: str) -> Drawing:
    """A picture without anything in it, in the page's look.

    Streamlit has every new picture drawn again with a copy of its data. A revision says that they are the
    same; a theme in the picture would have all of it drawn again nevertheless.
    """
    drawing = Drawing(
        title={"text": title, "font": {"size": 13, "weight": "normal"}, "x": 0, "xref": "container",
               "y": 0.98, "yanchor": "top"},
        height=HEIGHT, font={"family": FONT, "size": 13}, showlegend=False, dragmode=False,
        hovermode="closest", margin={"l": 8, "r": 16, "t": 40, "b": 48, "pad": 8}, separators=".,",
        uniformtext={"minsize": 10, "mode": "show"}, hoverlabel={"font": {"family": FONT, "size": 12}},
        paper_bgcolor=CLEAR, plot_bgcolor=CLEAR, datarevision=1,
    )  # fmt: skip
    both = {"fixedrange": True, "automargin": True, "tickfont": {"size": 12}}
    drawing.update_xaxes(showgrid=False, zeroline=False, ticks="", **both)
    drawing.update_yaxes(gridcolor=GRID, zeroline=True, zerolinecolor=GRID, **both)
    return drawing


def room_for_numbers(figure: Drawing, low: float, high: float, signed: bool = False) -> None:
    """Leave as much beside the axis as its numbers take; a browser that has to measure them draws twice."""
    letters = max(len(f"{each:+.0f}" if signed else f"{each:.0f}") for each in (low, high))
    letters += 2 * (high - low < FINE)
    figure.update_layout(margin={"l": BESIDE + LETTER * letters})
    for update in (figure.update_xaxes, figure.update_yaxes):
        update(automargin=False, ticklabeloverflow="allow")


def years_axis(figure: Drawing, horizon: int, first_year: int, words: Words) -> None:
    """Name the years below a picture."""
    ticks = list(range(horizon + 1))
    labels = [words("axis.year", year=year, calendar=first_year + year) for year in ticks]
    figure.update_xaxes(tickvals=ticks, ticktext=labels, tickangle=0)


def tint(colour: str, share: float = 0.3) -> str:
    """A colour let through."""
    red, green, blue = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
    return f"rgba({red},{green},{blue},{share})"
