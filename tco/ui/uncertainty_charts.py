"""Pictures of what the futures say: functions from a data frame to a drawing.

Promise: as in `charts`; a difference is the alternative less the baseline, so that + means it costs more.
Imports pandas, `amounts`, `charts`, `drawing`, `palette`, `rows` and `words` only.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import pandas as pd

from tco.amounts import GAP, chart_scale, money_exact, money_short, percent
from tco.ui.charts import (
    CLEAR,
    GRID,
    HOLLOW,
    blank,
    end_labels,
    room_for_numbers,
    tint,
    wrapped,
    years_axis,
)
from tco.ui.drawing import Drawing
from tco.ui.palette import STRUCTURE
from tco.ui.rows import rows_of
from tco.ui.words import Words

BANDS = (("p5", "p95", 0.18), ("p10", "p90", 0.25))
LEVELS = ("p95", "p90", "p50", "p10", "p5")
ZERO = {"+0": "0", f"+0{GAP}%": "0"}
MIDDLE = "#F2F2F2"  # of the map, where both cost the same
LINE, HALO = "#111111", "#FFFFFF"
ROW, ROOM = 34, 120  # height of a bar that lies, and of what stands around all of them
LABEL = 24  # Korean letters beside a bar that lies
SLIVER = 1e-4  # of the longest bar: what one without length is drawn as, for its direction
AIR = 0.16  # of the axis, for the labels at the ends of bars


def plus(value: float, text: str) -> str:
    """A difference with its sign, where anything of it is left."""
    return f"+{text}" if value > 0 and re.search("[1-9]", text) else text


def fan(frame: pd.DataFrame, colour: str, first_year: int, currency: str, words: Words) -> Drawing:
    """The difference by the end of each year: the middle future, and how far the others spread."""
    scale, unit = chart_scale(currency, words.language, float(frame[list(LEVELS)].abs().max().max()))
    horizon = int(frame["year"].max())
    figure = blank(words("uncertainty.fan.chart", unit=unit, first=first_year, last=first_year + horizon))
    years = frame["year"].tolist()
    for low, high, share in BANDS:
        edge = (frame[high] / scale).tolist() + (frame[low] / scale).tolist()[::-1]
        figure.add_scatter(x=years + years[::-1], y=edge, fill="toself", fillcolor=tint(colour, share),
                           mode="lines", line={"width": 0}, hoverinfo="skip")  # fmt: skip
    ends = [_percentile(figure, frame, level, colour, (scale, currency), words) for level in LEVELS]
    end_labels(figure, ends, horizon)
    years_axis(figure, horizon, first_year, words)
    figure.update_xaxes(range=[0, horizon])
    figure.update_yaxes(nticks=7, zeroline=True, zerolinecolor=STRUCTURE, zerolinewidth=2,
                        tickformat="+~g", labelalias=ZERO)  # fmt: skip
    spread = frame[list(LEVELS)] / scale
    room_for_numbers(figure, float(spread.min().min()), float(spread.max().max()), signed=True)
    return figure


def _percentile(
    figure: Drawing, frame: pd.DataFrame, level: str, colour: str, money: tuple[float, str], words: Words
) -> tuple[float, str]:
    """Draw one line of the fan; where it ends, and its label."""
    name, values = words("uncertainty.spread.level", level=level[1:]), (frame[level] / money[0]).tolist()
    if level == "p50":
        name = words("uncertainty.fan.middle")
    figure.add_scatter(
        x=frame["year"].tolist(), y=values, name=level, meta=name, mode="lines",
        customdata=[plus(each, money_exact(each, money[1], words.language)) for each in frame[level]],
        line={"color": colour, "width": 3.5 if level == "p50" else 1},
        hovertemplate=words("uncertainty.fan.hover") + "<extra></extra>",
    )  # fmt: skip
    last = float(frame[level].iloc[-1])
    return values[-1], f"{name} {plus(last, money_short(last, words.language))}"


def curve(
    frame: pd.DataFrame, marks: Sequence[tuple[float, float, str]], colour: str, words: Words
) -> Drawing:
    """How probable a difference of at most so much is; `marks` are difference, chance and label."""
    figure = blank(words("uncertainty.curve.chart"))
    hover = [plus(each, percent(each)) for each in frame["difference"]]
    figure.add_scatter(
        x=(100 * frame["difference"]).tolist(), y=(100 * frame["chance"]).tolist(), mode="lines",
        line={"color": colour, "width": 3.5}, customdata=hover,
        hovertemplate=words("uncertainty.curve.hover") + "<extra></extra>",
    )  # fmt: skip
    for x, chance, label in marks:
        figure.add_vline(x=100 * x, line={"color": STRUCTURE, "width": 1.5, "dash": "dot" if x else "solid"})
        figure.add_scatter(
            x=[100 * x], y=[100 * chance], mode="markers", hoverinfo="skip",
            marker={"size": 12, "color": CLEAR, "line": {"color": STRUCTURE, "width": 2.5}},
        )  # fmt: skip
        figure.add_annotation(x=100 * x, y=1, yref="paper", text=label, showarrow=False, yanchor="bottom")
    least = min([*frame["difference"], *(mark[0] for mark in marks)])
    most = max([*frame["difference"], *(mark[0] for mark in marks)])
    room = 0.12 * (most - least) or 0.05
    title = {"text": words("uncertainty.curve.axis"), "standoff": 8, "font": {"size": 14}}
    figure.update_xaxes(range=[100 * (least - room), 100 * (most + room)], ticksuffix=f"{GAP}%", nticks=9,
                        tickformat="+~g", labelalias=ZERO, title=title)  # fmt: skip
    figure.update_yaxes(range=[-3, 104], tickvals=[0, 25, 50, 75, 100], showgrid=True)
    figure.update_layout(margin={"t": 86, "b": 60})
    room_for_numbers(figure, 0.0, 100.0)
    return figure


def tornado(frame: pd.DataFrame, own: float, colour: str, currency: str, words: Words) -> Drawing:
    """The difference at the low and the high end of each input; the case as it stands is in the middle."""
    edges = [*frame["at_low"], *frame["at_high"], own]
    scale, unit = chart_scale(currency, words.language, max(abs(each) for each in edges))
    figure = blank(words("uncertainty.tornado.chart", unit=unit))
    rows = list(range(len(frame)))
    for end, other, fill in (("low", "high", HOLLOW), ("high", "low", colour)):
        exact = [plus(each, money_exact(each, currency, words.language)) for each in frame[f"at_{end}"]]
        figure.add_bar(
            orientation="h", y=rows, base=own / scale, 
            x=_lengths(frame[f"at_{end}"] - own, frame[f"at_{other}"] - own, scale),
            text=frame[f"{end}_text"].tolist(), textposition="outside", cliponaxis=False, width=0.62,
            name=end, meta=words(f"uncertainty.tornado.{end}"), textangle=0,
            customdata=exact, marker={"color": fill, "line": {"color": colour, "width": 2}},
            hovertemplate="%{meta} %{text}: %{customdata}<extra></extra>",
        )  # fmt: skip
    _line_at(figure, own / scale, words("uncertainty.tornado.now", amount=_short(own, words)))
    least, most = min(edges) / scale, max(edges) / scale
    if min(edges) < 0 < max(edges):
        figure.add_vline(x=0, line={"color": STRUCTURE, "width": 2, "dash": "dot"})
    room = AIR * (most - least) or 1.0
    _lying(figure, frame["label"].tolist(), words)
    figure.update_xaxes(range=[least - room, most + room], showgrid=True, gridcolor=GRID, nticks=7,
                        tickformat="+~g", labelalias=ZERO)  # fmt: skip
    figure.update_layout(barmode="overlay", margin={"t": 66})
    return figure


def _lengths(ends: pd.Series, others: pd.Series, scale: float) -> list[float]:
    """Bars from the case as it stands; one without length lies opposite to the other, as does its label."""
    sliver = SLIVER * max(others.abs().max(), 1.0)
    pairs = zip(ends.tolist(), others.tolist(), strict=True)
    return [(end or (-sliver if other > 0 else sliver)) / scale for end, other in pairs]


def _short(value: float, words: Words) -> str:
    return plus(value, money_short(value, words.language))


def _line_at(figure: Drawing, x: float, label: str) -> None:
    figure.add_vline(x=x, line={"color": STRUCTURE, "width": 2})
    figure.add_annotation(x=x, y=1, yref="paper", yanchor="bottom", text=label, showarrow=False)


def _lying(figure: Drawing, labels: Sequence[str], words: Words) -> None:
    """Names beside bars that lie, the first on top."""
    texts = [wrapped(each, LABEL, words) for each in labels]
    figure.update_yaxes(tickvals=list(range(len(labels))), ticktext=texts, showgrid=False, zeroline=False,
                        range=[len(labels) - 0.4, -0.6], ticklabelstandoff=6)  # fmt: skip
    rows = sum(max(1, 0.62 * (1 + each.count("<br>"))) for each in texts)
    figure.update_layout(height=int(ROOM + ROW * rows))


def heat(
    frame: pd.DataFrame, lines: Sequence[Sequence[tuple[float, float]]], own: tuple[float, float],
    colours: tuple[str, str], currency: str, words: Words,
) -> Drawing:  # fmt: skip
    """The difference over two inputs; `frame` has a row for each value of the second, a column for the first.

    Its attributes name both axes and the texts at their ticks; `lines` is where both cost the same.
    """
    largest = float(frame.abs().max().max())
    scale, unit = chart_scale(currency, words.language, largest)
    figure = blank(words("uncertainty.heat.chart", unit=unit))
    texts = [[plus(each, money_exact(each, currency, words.language)) for each in row]
             for row in frame.to_numpy().tolist()]  # fmt: skip
    ends = [_short(-largest, words), "0", _short(largest, words)]
    figure.add_heatmap(
        x=frame.columns.tolist(), y=frame.index.tolist(), z=(frame / scale).to_numpy().tolist(), text=texts,
        colorscale=[[0.0, colours[1]], [0.5, MIDDLE], [1.0, colours[0]]],
        zmin=-largest / scale, zmax=largest / scale, hovertemplate="%{text}<extra></extra>",
        colorbar={"tickvals": [-largest / scale, 0, largest / scale], "ticktext": ends, "thickness": 14,
                  "outlinewidth": 0},
    )  # fmt: skip
    for line in lines:
        x, y = [spot[0] for spot in line], [spot[1] for spot in line]
        for colour, width in ((HALO, 7), (LINE, 3)):
            figure.add_scatter(
                x=x, y=y, mode="lines", line={"color": colour, "width": width}, hoverinfo="skip"
            )
        at = len(line) // 2
        _flag(figure, x[at], y[at], words("uncertainty.heat.line"))
    figure.add_scatter(x=[own[0]], y=[own[1]], mode="markers", hoverinfo="skip",
                       marker={"size": 12, "color": HALO, "line": {"color": LINE, "width": 2.5}})  # fmt: skip
    _flag(figure, *own, words("uncertainty.heat.now"))
    _map_axes(figure, frame)
    return figure


def _flag(figure: Drawing, x: float, y: float, text: str) -> None:
    figure.add_annotation(x=x, y=y, text=text, showarrow=False, yshift=17, bgcolor=HALO, borderpad=2,
                          font={"color": LINE, "size": 12})  # fmt: skip


def _map_axes(figure: Drawing, frame: pd.DataFrame) -> None:
    for update, name in ((figure.update_xaxes, "x"), (figure.update_yaxes, "y")):
        values, texts = frame.attrs[f"{name}_ticks"]
        update(tickvals=values, ticktext=texts, showgrid=False, zeroline=False,
               title={"text": frame.attrs[f"{name}_title"], "standoff": 8, "font": {"size": 13}})  # fmt: skip
    figure.update_layout(margin={"b": 60, "l": 60})


def worth(frame: pd.DataFrame, currency: str, words: Words) -> Drawing:
    """What finding out each input is worth, with its standard error; what nobody can be asked is hollow."""
    scale, unit = chart_scale(currency, words.language, float(frame["amount"].max()))
    figure = blank(words("uncertainty.worth.chart", unit=unit))
    errors = [0.0 if pd.isna(each) else each / scale for each in frame["error"]]
    figure.add_bar(
        orientation="h", y=list(range(len(frame))), x=(frame["amount"] / scale).tolist(), width=0.62,
        error_x={"array": errors, "color": STRUCTURE, "thickness": 1.5},
        marker={"color": [STRUCTURE if each else HOLLOW for each in frame["to_ask"]],
                "line": {"color": STRUCTURE, "width": 2}},
        customdata=frame["text"].tolist(), hovertemplate="%{customdata}<extra></extra>",
    )  # fmt: skip
    most = max(amount / scale + error for amount, error in zip(frame["amount"], errors, strict=True))
    for at, (row, error) in enumerate(zip(rows_of(frame), errors, strict=True)):
        figure.add_annotation(x=row.amount / scale + error, y=at, text=row.text, xanchor="left", xshift=6,
                              showarrow=False)  # fmt: skip
    _lying(figure, frame["label"].tolist(), words)
    figure.update_xaxes(range=[0, most * 1.3], showgrid=True, gridcolor=GRID, nticks=6)
    return figure


def shares(frame: pd.DataFrame, words: Words) -> Drawing:
    """The part of the uncertainty that each input brings, in per cent, with its standard error."""
    figure = blank(words("uncertainty.shares.chart"))
    errors = [0.0 if pd.isna(each) else 100 * each for each in frame["error"]]
    parts = (100 * frame["part"]).tolist()
    figure.add_bar(
        orientation="h", y=list(range(len(frame))), x=parts, width=0.62,
        error_x={"array": errors, "color": STRUCTURE, "thickness": 1.5},
        marker={"color": STRUCTURE}, customdata=frame[["text", "direction"]].to_numpy().tolist(),
        hovertemplate="%{customdata[0]}: %{customdata[1]}<extra></extra>",
    )  # fmt: skip
    for at, (part, error, text) in enumerate(zip(parts, errors, frame["text"], strict=True)):
        figure.add_annotation(x=part + error, y=at, text=text, xanchor="left", xshift=6, showarrow=False)
    most = max(part + error for part, error in zip(parts, errors, strict=True))
    _lying(figure, frame["label"].tolist(), words)
    figure.update_xaxes(range=[0, most * 1.3], showgrid=True, gridcolor=GRID, nticks=6, ticksuffix=f"{GAP}%")
    return figure
