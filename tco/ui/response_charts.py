"""The picture of waits: today and after the move as bars from zero on one scale, with their limits.

Promise: bars begin at zero, their length is the wait, and each limit is drawn where it stands. Imports
plotly, `charts`, `palette`, `response_facts` and `words` only.
"""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
import plotly.graph_objects as go

from tco.ui.charts import blank, wrapped
from tco.ui.palette import STRUCTURE
from tco.ui.response_facts import Wait
from tco.ui.words import Words

ROW = 46  # pixels of a pair of bars
ROOM = 1.16  # of the axis, for the figure behind the longest bar


def frame_of(waits: Sequence[Wait], words: Words) -> pd.DataFrame:
    """The waits as rows, in the order in which they are drawn."""
    rows = [(each.kind, label_of(each, words), each.today, each.after, each.limit) for each in waits]
    return pd.DataFrame(rows, columns=["kind", "label", "today", "after", "limit"])


def label_of(wait: Wait, words: Words) -> str:
    """What is waited for."""
    return words(f"response.{wait.kind}_of", name=wait.label)


def bars(frame: pd.DataFrame, colours: tuple[str, str], titles: tuple[str, str], words: Words) -> go.Figure:
    """Pairs of bars, the first at the top; `colours` and `titles` are of today and of after the move."""
    figure = blank(words("response.chart"))
    at = list(range(len(frame)))
    for name, colour, title in zip(("today", "after"), colours, titles, strict=True):
        figure.add_bar(
            x=frame[name].tolist(), y=at, orientation="h", name=title, meta=title, cliponaxis=False,
            text=[f"{value:.2f}" for value in frame[name]], textposition="outside",
            customdata=frame["label"].tolist(), marker={"color": colour},
            hovertemplate=words("response.hover") + "<extra></extra>",
        )  # fmt: skip
    _limits(figure, frame, words)
    labels = [wrapped(each, 12, words) for each in frame["label"]]
    longest = float(frame[["today", "after", "limit"]].max().max())
    figure.update_layout(barmode="group", bargap=0.35, height=110 + ROW * len(frame))
    figure.update_yaxes(tickvals=at, ticktext=labels, autorange="reversed", showgrid=False, zeroline=False)
    figure.update_xaxes(range=[0, longest * ROOM or 1.0], showgrid=True, gridcolor="rgba(128,128,128,0.25)")
    return figure


def _limits(figure: go.Figure, frame: pd.DataFrame, words: Words) -> None:
    """A line across the rows that share a limit, named at its upper end."""
    for kind, part in frame.groupby("kind", sort=False):
        first, last = int(part.index[0]), int(part.index[-1])
        limit = float(part["limit"].iloc[0])
        figure.add_shape(
            type="line", x0=limit, x1=limit, y0=first - 0.5, y1=last + 0.5, layer="below",
            line={"color": STRUCTURE, "width": 2, "dash": "dash"},
        )  # fmt: skip
        figure.add_annotation(
            x=limit, y=first - 0.5, text=words(f"response.{kind}_limit", limit=f"{limit:g}"), showarrow=False,
            xanchor="left", yanchor="middle", xshift=5,
        )  # fmt: skip
