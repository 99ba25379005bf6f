"""A picture being made, as plain data with the verbs of a Plotly figure.

Promise: nothing is checked while a visitor waits (Plotly's checks take ten times as long as the drawing);
whoever reads `data` or `layout`, as the tests do, gets the checked figure. Imports plotly only.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import plotly.graph_objects as go

TITLE_ROOM = 20  # pixels that a drawn title takes


class Drawing(dict[str, Any]):
    """Traces and layout: a figure's own form, which Streamlit shows."""

    def __init__(self, **layout: Any):
        super().__init__(data=[], layout=layout)

    def add_scatter(self, **trace: Any) -> None:
        """Lines or marks."""
        self["data"].append({"type": "scatter", **trace})

    def add_bar(self, **trace: Any) -> None:
        """Bars."""
        self["data"].append({"type": "bar", **trace})

    def add_heatmap(self, **trace: Any) -> None:
        """A map of coloured cells."""
        self["data"].append({"type": "heatmap", **trace})

    def add_annotation(self, **annotation: Any) -> None:
        """A text at a place."""
        self["layout"].setdefault("annotations", []).append(annotation)

    def add_shape(self, **shape: Any) -> None:
        """A line or an area."""
        self["layout"].setdefault("shapes", []).append(shape)

    def add_vline(self, x: float, **shape: Any) -> None:
        """An upright line over the whole height."""
        self.add_shape(type="line", x0=x, x1=x, xref="x", y0=0, y1=1, yref="y domain", **shape)

    def update_layout(self, **layout: Any) -> None:
        """Settings of the whole picture; what is not named stays."""
        _merge(self["layout"], layout)

    def update_xaxes(self, **axis: Any) -> None:
        """Settings of the axis below."""
        _merge(self["layout"].setdefault("xaxis", {}), axis)

    def update_yaxes(self, **axis: Any) -> None:
        """Settings of the axis at the side."""
        _merge(self["layout"].setdefault("yaxis", {}), axis)

    @property
    def title(self) -> str:
        """What is drawn, its unit and its period."""
        return str(self["layout"].get("title", {}).get("text", ""))

    @property
    def untitled(self) -> go.Figure:
        """The figure for a page that writes the title above it, where it wraps."""
        layout = {**self["layout"]}
        if layout.pop("title", None):
            margin = layout["margin"]
            layout["margin"] = {**margin, "t": margin["t"] - TITLE_ROOM}
            layout["height"] -= TITLE_ROOM
        return _Unchecked({"data": self["data"], "layout": layout})

    @property
    def checked(self) -> go.Figure:
        """The figure with every property checked by Plotly."""
        return go.Figure({"data": self["data"], "layout": self["layout"]})

    @property
    def data(self) -> Any:
        """The checked traces."""
        return self.checked.data

    @property
    def layout(self) -> Any:
        """The checked layout."""
        return self.checked.layout


class _Unchecked(go.Figure):  # type: ignore[misc]
    """A figure that is shown as it was written down; Plotly would first copy it."""

    def __new__(cls, content: dict[str, Any]) -> _Unchecked:
        made: _Unchecked = super().__new__(cls)
        made.__dict__["content"] = content
        return made

    def __init__(self, content: dict[str, Any]):
        pass  # nothing of a checked figure is needed

    def to_dict(self) -> dict[str, Any]:
        content: dict[str, Any] = self.__dict__["content"]
        return content


def _merge(into: dict[str, Any], new: Mapping[str, Any]) -> None:
    for name, value in new.items():
        if isinstance(value, Mapping) and isinstance(into.get(name), dict):
            _merge(into[name], value)
        else:
            into[name] = dict(value) if isinstance(value, Mapping) else value
