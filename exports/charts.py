"""The native charts of Summary, drawn from its own tables.

Promise: an alternative and a category keep their colour; axes of money start at zero and name their unit; the
years shown are those within the horizon of the export. Imports `table` and this package only.
"""

from __future__ import annotations

from typing import Any

from exports.book import Book
from exports.grid import LABEL, Sheet
from exports.layout import SUMMARY
from exports.styles import CLOUD, FURTHER, GREY, GRID, OWN
from exports.summary import CHART_ROWS
from exports.year_tables import FIRST, Places
from tco.table import moves_anything

WIDTH, HEIGHT = 770, 410
SECOND_COLUMN = 9
LEVEL = 0  # names below an axis in lines, not turned, which would take the room of the bars
DASHES = ("solid", "solid", "dash", "round_dot", "dash_dot", "long_dash")
CATEGORY_COLOURS = {
    "equipment": "#D55E00", "maintenance": "#E58C4F", "software": "#8C8C8C", "facilities": "#F0C39B",
    "staff": "#595959", "security": "#B8B8B8", "cloud": "#0072B2", "subscription": "#56A3D0",
    "network": "#9CCBE6", "transition": "#AA4499", "financing": "#88773A", "taxes": "#3D3D3D",
    "residual": "#117733", "custom": "#5B5EA6",
}  # fmt: skip


def write_charts(book: Book, places: Places) -> None:
    """Put the four charts under the key figures."""
    _Charts(book, places).write()


def colours(book: Book) -> dict[str, str]:
    """One colour per alternative: the baseline's, the first that moves, then the further ones in order."""
    case, chosen = book.bound.case, {book.bound.case.baseline: OWN}
    rest = list(FURTHER)
    for name, alternative in case.alternatives.items():
        if name == case.baseline:
            continue
        moves = moves_anything(alternative) or alternative.quote is not None
        free = CLOUD not in chosen.values() and (moves or not book.bound.model.shape.has_hospital)
        chosen[name] = CLOUD if free else rest.pop(0) if rest else GREY
    return chosen


class _Charts:
    def __init__(self, book: Book, places: Places):
        self.book, self.places, self.words = book, places, book.words
        self.sheet: Sheet = book.sheets[SUMMARY]
        self.last = FIRST + book.result.horizon
        self.colours = colours(book)

    def write(self) -> None:
        top, under = self.places.charts, self.places.charts + CHART_ROWS
        self._insert(top, LABEL, self._cumulative())
        self._insert(top, SECOND_COLUMN, self._totals())
        self._insert(under, LABEL, self._values())
        self._insert(under, SECOND_COLUMN, self._years())

    def _insert(self, row: int, column: int, chart: Any) -> None:
        chart.set_size({"width": WIDTH, "height": HEIGHT})
        self.sheet.insert_chart(row, column, chart, {"object_position": 2})

    def _dressed(self, chart: Any, title: str, along: str) -> Any:
        number, unit = self.book.amounts
        chart.set_title(
            {"name": f"{title} ({unit})", "name_font": {"size": 12, "bold": True}, "overlay": False}
        )
        grid = {"visible": True, "line": {"color": GRID, "width": 0.75}}
        plain = {"none": True}
        chart.set_y_axis(
            {
                "num_format": number.split(";")[0],
                "major_gridlines": grid,
                "line": plain,
                "num_font": {"size": 9},
            }
        )
        chart.set_x_axis(
            {
                "name": along,
                "name_font": {"size": 9, "bold": False},
                "num_font": {"size": 9, "rotation": LEVEL},
                "label_position": "low",
            }
        )
        return chart

    def _range(self, row: int, first: int, last: int) -> list[Any]:
        return [SUMMARY, row, first, row, last]

    def _cumulative(self) -> Any:
        chart = self.book.chart("line")
        for at, alternative in enumerate(self.book.result.alternatives):
            row = self.places.cumulative + at
            heavy = alternative == self.book.bound.case.baseline
            line = {
                "color": self.colours[alternative],
                "width": 3 if heavy else 2,
                "dash_type": DASHES[at % len(DASHES)],
            }
            chart.add_series({
                "name": [SUMMARY, row, LABEL], "values": self._range(row, FIRST, self.last),
                "categories": self._range(self.places.cumulative - 1, FIRST, self.last), "line": line,
            })  # fmt: skip
        return self._dressed(
            chart,
            self.words("누적 총비용, 연말까지", "Cumulative cost to the year's end"),
            self._years_label(),
        )

    def _years_label(self) -> str:
        return self.words("결정 후 연차", "Years after the decision")

    def _totals(self) -> Any:
        chart = self.book.chart("column")
        for at, alternative in enumerate(self.book.result.alternatives):
            row = self.places.totals + at
            chart.add_series({
                "name": [SUMMARY, row, LABEL], "values": self._range(row, FIRST, self.last),
                "categories": self._range(self.places.totals - 1, FIRST, self.last),
                "fill": {"color": self.colours[alternative]}, "gap": 60,
            })  # fmt: skip
        return self._dressed(chart, self.words("연간 총비용", "Total cost by year"), self._years_label())

    def _values(self) -> Any:
        chart = self.book.chart("column", stacked=True)
        last = FIRST + len(self.book.result.alternatives) - 1
        for at, category in enumerate(self._shown()):
            row = self.places.values + self.places.categories.index(category)
            chart.add_series(self._category(category, row, self.places.values - 1, last, at))
        title = self.words("항목별 현재가치", "Present value by category")
        return self._dressed(chart, title, self.words("대안", "Alternative"))

    def _years(self) -> Any:
        baseline = self.book.bound.case.baseline
        table = self.places.tables[baseline]
        chart = self.book.chart("column", stacked=True)
        for at, category in enumerate(self._shown()):
            row = table + self.places.categories.index(category)
            chart.add_series(self._category(category, row, table - 1, self.last, at))
        title = self.words("연도·항목별 비용: ", "Cost by year and category: ") + self.words.member(baseline)
        return self._dressed(chart, title, self._years_label())

    def _shown(self) -> list[str]:
        """Categories that cost something in the case as exported; all of them where none does."""
        return self.book.result.categories() or list(self.places.categories)

    def _category(self, category: str, row: int, head: int, last: int, at: int) -> dict[str, Any]:
        return {
            "name": self.words.category(category), "values": self._range(row, FIRST, last),
            "categories": self._range(head, FIRST, last), "gap": 45,
            "fill": {"color": CATEGORY_COLOURS.get(category, GREY)},
            "border": {"color": "#FFFFFF", "width": 0.5},
        }  # fmt: skip
