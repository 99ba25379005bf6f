"""The tables of Summary along the years: totals, cumulative cost, categories, budget views, calibration.

Promise: cells show the years within the horizon and 0 after it; each table's sum is the total cost of its
alternative. Imports numpy, `language` and this package only.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Self

import numpy as np

from exports.book import Book
from exports.grid import LABEL, LAST, LETTERS, UNDEFINED, UNIT, YEAR, ZERO, Sheet, cached_row
from exports.layout import TIMELINE
from tco.language import Category

FIRST = 2
YEARS = LAST - ZERO + 1
SUM = FIRST + YEARS + 1
VIEWS = ("capital_budget", "running_budget", "profit_and_loss")


@dataclass
class Places:
    """Where things stand on Summary; rows and columns are counted from 0.

    Attributes:
        categories: the categories that the model has, in the order of display.
        columns: the column of each alternative.
        metrics: the row of each metric.
        values: the first row of present values by category.
        totals: the first row of total cost by year.
        cumulative: the first row of cumulative cost.
        tables: the first row of each alternative's table of categories by year.
        charts: the first row left free for charts.
    """

    categories: tuple[str, ...]
    columns: dict[str, int]
    metrics: dict[str, int] = field(default_factory=dict)
    values: int = 0
    totals: int = 0
    cumulative: int = 0
    tables: dict[str, int] = field(default_factory=dict)
    charts: int = 0

    @classmethod
    def of(cls, book: Book) -> Self:
        """The places that are known before anything is written."""
        lines = book.bound.model.instances
        present = tuple(str(each) for each in Category if f"category_cash.{each}" in lines)
        return cls(present, {each: FIRST + at for at, each in enumerate(book.result.alternatives)})


class YearTables:
    """The tables along the years.

    Attributes:
        blocks: the first row of each table.
    """

    def __init__(self, book: Book, sheet: Sheet, places: Places):
        self.book, self.sheet, self.places = book, sheet, places
        self.layout, self.result, self.words, self.styles = book.layout, book.result, book.words, book.styles
        self.money, self.money_unit = book.amounts
        self.blocks: list[int] = []

    def write(self, row: int) -> int:
        """Write the tables from a row on; returns the first free row after them."""
        row = self._totals(row)
        row = self._cumulative(row)
        for alternative in self.result.alternatives:
            row = self._table(row, alternative)
        row = self._views(row)
        return self._calibration(row)

    def _start(self, row: int, title: str, first: str) -> int:
        self.blocks.append(row)
        self.book.heading(self.sheet, row, title, SUM)
        self.sheet.text(row + 1, LABEL, first, self.styles("header_left"))
        self.sheet.text(row + 1, UNIT, self.words("단위", "Unit"), self.styles("header"))
        links = [f"={TIMELINE}!{LETTERS[ZERO + at]}${YEAR}" for at in range(YEARS)]
        years = [float(at) for at in range(YEARS)]
        self.sheet.live_row(row + 1, FIRST, links, self.styles("header", "0"), years)
        self.sheet.text(row + 1, SUM, self.words("기간 합계", "Total"), self.styles("header"))
        return row + 2

    def _label(self, row: int, text: str, strong: bool = False) -> None:
        self.sheet.fold(row, LABEL, text, self.styles("strong_row" if strong else "row"))
        self.sheet.text(row, UNIT, self.money_unit, self.styles("unit"))

    def _line(self, row: int, alternative: str, key: str) -> None:
        """One line of an alternative by year, with its sum."""
        number, sheet = self.layout.alternative.number[key], self.layout.sheet[alternative]
        links = [f"={sheet}!{LETTERS[ZERO + at]}{number}" for at in range(YEARS)]
        values = self.result.row(alternative, key)
        self.sheet.live_row(row, FIRST, links, self.styles("calculation", self.money), cached_row(values))
        self._sum(row, float(values.sum()), "calculation")

    def _sum(self, row: int, value: float, role: str) -> None:
        span = f"{LETTERS[FIRST]}{row + 1}:{LETTERS[FIRST + YEARS - 1]}{row + 1}"
        self.sheet.live(row, SUM, f"=SUM({span})", self.styles(role, self.money), value)

    def _totals(self, row: int) -> int:
        words = self.words
        first = self._start(row, words("연간 총비용", "Total cost by year"), words("대안", "Alternative"))
        self.places.totals = first
        for at, alternative in enumerate(self.result.alternatives, first):
            self._label(at, words.member(alternative))
            self._line(at, alternative, "total_cash")
        return first + len(self.result.alternatives) + 1

    def _cumulative(self, row: int) -> int:
        words = self.words
        title = words("누적 총비용(연말까지)", "Cumulative cost to the year's end")
        first = self._start(row, title, words("대안", "Alternative"))
        self.places.cumulative = first
        start = LETTERS[FIRST]
        for at, alternative in enumerate(self.result.alternatives):
            source = self.places.totals + at + 1
            self._label(first + at, words.member(alternative))
            sums = [f"=SUM(${start}{source}:{LETTERS[FIRST + year]}{source})" for year in range(YEARS)]
            values = cached_row(np.cumsum(self.result.row(alternative, "total_cash")))
            self.sheet.live_row(first + at, FIRST, sums, self.styles("calculation", self.money), values)
        return first + len(self.result.alternatives) + 1

    def _table(self, row: int, alternative: str) -> int:
        words = self.words
        title = f"{words('연도·항목별 비용', 'Cost by year and category')}: {words.member(alternative)}"
        first = self._start(row, title, words("항목", "Category"))
        self.places.tables[alternative] = first
        for at, category in enumerate(self.places.categories, first):
            self._label(at, words.category(category))
            self._line(at, alternative, f"category_cash.{category}")
        end = first + len(self.places.categories)
        self._label(end, words("총비용", "Total cost"), strong=True)
        letters = LETTERS[FIRST : FIRST + YEARS]
        sums = [f"=SUM({letter}{first + 1}:{letter}{end})" for letter in letters]
        values = cached_row(self.result.row(alternative, "total_cash"))
        self.sheet.live_row(end, FIRST, sums, self.styles("sum", self.money), values)
        self._sum(end, self.result.value(alternative, "total_cost"), "sum")
        return end + 2

    def _views(self, row: int) -> int:
        words = self.words
        title = words(
            "세 가지 관점: 예산과 손익(현금은 위 표)", "Three views: budget, profit and loss (cash is above)"
        )
        row = self._start(row, title, words("대안", "Alternative"))
        for alternative in self.result.alternatives:
            for key in VIEWS:
                self._label(row, f"{words.line(key)}: {words.member(alternative)}")
                self._line(row, alternative, key)
                row += 1
        return row + 1

    # -- calibration -------------------------------------------------------------------------------

    def _calibration(self, row: int) -> int:
        rows = self.result.calibration()
        if not rows:
            return row
        words = self.words
        title = words(
            "검증: 작년 실제 지출과 기준안 1년 차",
            "Calibration: last year's spending beside the baseline's year 1",
        )
        self.blocks.append(row)
        self.book.heading(self.sheet, row, title, FIRST + 4)
        self.sheet.text(row + 1, LABEL, words("항목", "Category"), self.styles("header_left"))
        self.sheet.text(row + 1, UNIT, words("단위", "Unit"), self.styles("header"))
        heads = (("실제 지출", "Actual"), ("모형 1년 차", "Model, year 1"), ("모형/실제", "Model / actual"))
        for at, head in enumerate(heads):
            self.sheet.text(row + 1, FIRST + 2 * at, words(*head), self.styles("header"))
        for at, each in enumerate(rows, row + 2):
            self._calibrated(at, each)
        return row + 3 + len(rows)

    def _calibrated(self, row: int, each: dict[str, Any]) -> None:
        category, baseline = each["category"], self.result.bound.case.baseline
        self._label(row, self.words.category(category))
        self.sheet.write_number(row, FIRST, each["actual"], self.styles("constant", self.money))
        if category in self.places.categories:
            number = self.layout.alternative.number[f"category_cash.{category}"]
            source = f"={self.layout.sheet[baseline]}!{LETTERS[ZERO + 1]}{number}"
            style = self.styles("calculation", self.money)
            self.sheet.live(row, FIRST + 2, source, style, each["modelled"])
        else:
            self.sheet.write_number(row, FIRST + 2, 0.0, self.styles("constant", self.money))
        actual, model = f"{LETTERS[FIRST]}{row + 1}", f"{LETTERS[FIRST + 2]}{row + 1}"
        formula = f'=IF({actual}=0,"{UNDEFINED}",{model}/{actual})'
        value = UNDEFINED if each["ratio"] is None else each["ratio"]
        self.sheet.live(row, FIRST + 4, formula, self.styles("figure", "0%"), value)
