"""The native charts of the sheet Uncertainty, drawn from its own tables.

Promise: a chart's title is its message; lines and bars differ in pattern as well as in colour; axes name
what they measure and its unit. Imports this package only.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from exports import uncertainty_text as text
from exports.charts import HEIGHT, WIDTH, colours
from exports.grid import LABEL
from exports.layout import UNCERTAINTY
from exports.styles import CLOUD, GREY, GRID, OWN
from exports.summary import CHART_ROWS
from exports.uncertainty_table import FIRST, Tables

#: of the lines of a fan: width and dashes
LINES = {
    "P5": (1.25, "round_dot"), "P10": (1.5, "dash"), "P50": (3, "solid"), "P90": (1.5, "dash"),
    "P95": (1.25, "round_dot"),
}  # fmt: skip
LONGEST_TITLE = 255
SECOND_COLUMN = FIRST + 4
OVERLAP = 60  # of two bars of an input: a short one is not hidden by a long one of the same sign
SMALL = {"size": 9}


class Charts:
    """Charts beside each other under the tables that they draw."""

    def __init__(self, page: Tables):
        self.page, self.book, self.words = page, page.book, page.words
        self.colours = colours(page.book)
        number, unit = page.book.amounts
        self.number, self.unit = number.split(";")[0], unit

    def pass_over(self) -> None:
        """Leave the rows that charts cover."""
        self.page.blocks.append(self.page.row)
        self.page.row += CHART_ROWS + 1

    def fan(self, name: str, message: str, rows: Mapping[str, int], years: int) -> None:
        """The cumulative saving by year: a line for each percentile."""
        chart, last = self.book.chart("line"), FIRST + years - 1
        for level, (width, dash) in LINES.items():
            chart.add_series({
                "name": [UNCERTAINTY, rows[level], LABEL],
                "categories": [UNCERTAINTY, rows["years"], FIRST, rows["years"], last],
                "values": [UNCERTAINTY, rows[level], FIRST, rows[level], last],
                "line": {"color": self.colours[name], "width": width, "dash_type": dash},
            })  # fmt: skip
        chart.set_x_axis(self._axis(self.words(*text.YEARS), label_position="low"))
        chart.set_y_axis(self._amounts(self.words(*text.SO_FAR)))
        self._insert(LABEL, chart, message)

    def bars(self, message: str, rows: tuple[int, int], columns: tuple[int, int]) -> None:
        """The tornado: how far each input moves the saving at its low and at its high value."""
        chart = self._lying()
        fills: tuple[dict[str, Any], ...] = (
            {"pattern": {"pattern": "wide_upward_diagonal", "fg_color": OWN, "bg_color": "#FFFFFF"}},
            {"fill": {"color": CLOUD}},
        )
        for column, fill in zip(columns, fills, strict=True):
            chart.add_series({
                "name": [UNCERTAINTY, rows[0] - 1, column], "overlap": OVERLAP, "gap": 40, **fill,
                "categories": [UNCERTAINTY, rows[0], LABEL, rows[1], LABEL],
                "values": [UNCERTAINTY, rows[0], column, rows[1], column],
            })  # fmt: skip
        chart.set_x_axis(self._amounts(self.words(*text.CHANGE)))
        self._insert(SECOND_COLUMN, chart, message)

    def worths(self, message: str, rows: tuple[int, int], column: int) -> None:
        """What it is worth to find out each input."""
        chart = self._lying()
        chart.add_series({
            "name": self.words(*text.WORTH), "fill": {"color": CLOUD}, "gap": 40,
            "categories": [UNCERTAINTY, rows[0], LABEL, rows[1], LABEL],
            "values": [UNCERTAINTY, rows[0], column, rows[1], column],
        })  # fmt: skip
        chart.set_x_axis(self._amounts(self.words(*text.WORTH)))
        chart.set_legend({"none": True})
        self._insert(LABEL, chart, message)

    def _lying(self) -> Any:
        """A bar chart with the first row of its table on top and the axis of amounts below."""
        chart = self.book.chart("bar")
        axis = {"reverse": True, "crossing": "max", "label_position": "low", "num_font": SMALL}
        chart.set_y_axis({**axis, "major_gridlines": {"visible": False}})
        return chart

    def _amounts(self, name: str) -> dict[str, Any]:
        grid = {"visible": True, "line": {"color": GRID, "width": 0.75}}
        return self._axis(f"{name} ({self.unit})", num_format=self.number, major_gridlines=grid)

    def _axis(self, name: str, **more: Any) -> dict[str, Any]:
        return {
            "name": name,
            "name_font": {**SMALL, "bold": False},
            "num_font": SMALL,
            "line": {"color": GREY},
        } | more

    def _insert(self, column: int, chart: Any, message: str) -> None:
        title = message if len(message) <= LONGEST_TITLE else f"{message[: LONGEST_TITLE - 1]}…"
        chart.set_title({"name": title, "name_font": {"size": 11, "bold": True}, "overlay": False})
        chart.set_size({"width": WIDTH, "height": HEIGHT})
        self.page.sheet.insert_chart(self.page.row, column, chart, {"object_position": 2})
