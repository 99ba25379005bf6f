"""The sheet Summary: the answer in a sentence, the key figures, and the money by year and by category.

Promise: every figure is a live formula; every key figure has the defined name `<alternative>__<metric>`.
Imports `results` and this package only.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import numpy as np

from exports.answer import Answer
from exports.book import Book
from exports.grid import LABEL, LAST, LETTERS, UNDEFINED, UNIT, ZERO, Sheet, cached
from exports.layout import COMPARE, SUMMARY, TIMELINE
from exports.styles import three_parts
from exports.words import CATEGORIES
from tco.language import Category, Name
from tco.model import LineRef
from tco.results import METRICS, REASONS

FIRST = 2
YEARS = LAST - ZERO + 1
HEAD_ROW = 5
CHART_ROWS = 21
PERCENT = frozenset({"capex_share", "saving_total_pct", "saving_pv_pct", "run_rate_saving_pct", "irr", "mirr", "airr"})
IN_YEARS = frozenset({"payback_years", "discounted_payback_years", "peak_extra_funding_date"})


@dataclass
class Places:
    """Where things stand on Summary; rows and columns are counted from 0.

    Attributes:
        metrics: the row of each metric.
        tables: the first row of each alternative's table of categories by year.
    """

    metrics: dict[str, int] = field(default_factory=dict)
    columns: dict[str, int] = field(default_factory=dict)
    values: int = 0
    bridge: int = 0
    totals: int = 0
    cumulative: int = 0
    tables: dict[str, int] = field(default_factory=dict)
    charts: int = 0
    categories: tuple[str, ...] = ()


def write_summary(book: Book) -> Places:
    """Write the sheet and say where its figures stand."""
    return _Summary(book).write()


class _Summary:
    def __init__(self, book: Book):
        self.book, self.layout, self.result = book, book.layout, book.result
        self.words, self.styles = book.words, book.styles
        present = (str(each) for each in Category if f"category_cash.{each}" in self.layout.model.instances)
        self.places = Places(categories=tuple(present))
        self.places.columns = {each: FIRST + at for at, each in enumerate(self.result.alternatives)}
        self.flags = np.asarray(self.result.row(self.result.alternatives[0], "in_horizon"))
        self.money, self.money_unit = book.amounts
        widths = f"A:A=42 B:B=12 C:{LETTERS[FIRST + YEARS + 1]}=13"
        title = self.words.text(self.result.bound.case.title)
        self.sheet: Sheet = book.frame(SUMMARY, title, (4, 1), widths=widths)

    def write(self) -> Places:
        row = self._metrics(HEAD_ROW)
        self.places.charts = row + 1
        row += 2 * CHART_ROWS + 2
        row = self._values(row)
        row = self._bridge(row)
        row = self._totals(row)
        for alternative in self.result.alternatives:
            row = self._table(row, alternative)
        row = self._views(row)
        row = self._calibration(row)
        Answer(self.book, self.sheet, self.places.metrics["present_value"], HEAD_ROW).write(row)
        return self.places

    # -- key figures -------------------------------------------------------------------------------------

    def _metrics(self, head: int) -> int:
        self._titles(head, self.words("지표", "Key figure"))
        end = FIRST + len(self.places.columns)
        self.sheet.text(head, end, self.words("n/a의 뜻", "When n/a"), self.styles("header_left"))
        for at, metric in enumerate(METRICS, head + 1):
            self.places.metrics[metric] = at
            instance = self.layout.model.instances.get(metric)
            unit = instance.line.unit if instance else "money"
            label = self.words.line(metric) if instance else self.words("병상당 연간 비용", metric)
            self.sheet.text(at, LABEL, label, self.styles("label"))
            self.sheet.text(at, UNIT, self._unit(metric, unit), self.styles("unit"))
            for alternative, column in self.places.columns.items():
                self._metric(at, column, alternative, metric, unit)
            if metric in REASONS:
                reason = self.words(*REASONS[metric][::-1]).format(horizon=self.result.horizon)
                self.sheet.text(at, end, reason, self.styles("note_apart"))
        return head + len(METRICS) + 2

    def _metric(self, row: int, column: int, alternative: str, metric: str, unit: str) -> None:
        value = self.result.metric(alternative, metric)
        itself = metric in self.result.comparative and alternative == self.result.bound.case.baseline
        role = "figure_strong" if metric == "present_value" else "figure"
        style = self.styles(role, self._number(metric, unit))
        if itself or metric not in self.layout.model.instances:
            self.sheet.text(row, column, UNDEFINED, style)
        else:
            cell = self.layout.cell(alternative, self._source(metric), SUMMARY)
            self.sheet.live(row, column, f"={cell}", style, UNDEFINED if value is None else value)
        self.book.define(f"{alternative}__{metric}", SUMMARY, f"${LETTERS[column]}${row + 1}")

    def _source(self, metric: str) -> str:
        """The line whose cell is shown: where a metric only repeats another, that other."""
        instance = self.layout.model.instances[metric]
        formula = instance.line.formula
        if isinstance(formula, Name) and not instance.line.defined_by:
            ref = instance.references[formula.id]
            if isinstance(ref, LineRef) and not ref.baseline:
                return self._source(ref.id)
        return metric

    def _unit(self, metric: str, unit: str) -> str:
        if metric in PERCENT:
            return "%"
        if metric in IN_YEARS:
            return self.words("년", "years")
        return self.money_unit if unit == "money" else self.words.unit(unit)

    def _number(self, metric: str, unit: str) -> str:
        if metric in PERCENT:
            return "0.0%;-0.0%;0.0%"
        if unit == "money":
            return self.money
        return "0.00" if unit == "1" else three_parts("#,##0")

    # -- tables --------------------------------------------------------------------------------------------

    def _titles(self, row: int, first: str) -> None:
        self.sheet.set_row(row, 44)
        self.sheet.text(row, LABEL, first, self.styles("header_left"))
        self.sheet.text(row, UNIT, self.words("단위", "Unit"), self.styles("header"))
        for alternative, column in self.places.columns.items():
            self.sheet.text(row, column, self.words.member(alternative), self.styles("header_wrapped"))

    def _label(self, row: int, text: str, strong: bool = False) -> None:
        self.sheet.text(row, LABEL, text, self.styles("strong" if strong else "label"))
        self.sheet.text(row, UNIT, self.money_unit, self.styles("unit"))

    def _column_total(self, row: int, column: int, first: int, value: float) -> None:
        span = f"{LETTERS[column]}{first + 1}:{LETTERS[column]}{row}"
        self.sheet.live(row, column, f"=SUM({span})", self.styles("total", self.money), value)

    def _values(self, row: int) -> int:
        self.book.heading(self.sheet, row, self.words("현재가치: 항목별", "Present value by category"), FIRST + 5)
        self._titles(row + 1, self.words("항목", "Category"))
        self.places.values = first = row + 2
        for at, category in enumerate(self.places.categories, first):
            self._label(at, self.words.of(CATEGORIES, category))
            for alternative, column in self.places.columns.items():
                key = f"category_value.{category}"
                value = self.result.value(alternative, key) if key in self.layout.model.instances else 0.0
                cell = self.layout.cell(alternative, key, SUMMARY)
                self.sheet.live(at, column, f"={cell}", self.styles("calculation", self.money), value)
        end = first + len(self.places.categories)
        self._label(end, self.words("현재가치", "Present value"), strong=True)
        for alternative, column in self.places.columns.items():
            self._column_total(end, column, first, self.result.value(alternative, "present_value"))
        return end + 2

    def _bridge(self, row: int) -> int:
        if not self.layout.rivals:
            return row
        title = self.words("기준안 대비 절감액의 현재가치: 항목별(+ 절감)", "Saving against the baseline in present value, by category (+ saves)")
        self.book.heading(self.sheet, row, title, FIRST + 5)
        self._titles(row + 1, self.words("항목", "Category"))
        self.places.bridge = first = row + 2
        end = first + len(self.places.categories)
        for at, category in enumerate(self.places.categories, first):
            self._label(at, self.words.of(CATEGORIES, category))
        self._label(end, self.words("절감액의 현재가치", "Saving in present value"), strong=True)
        for rival in self.layout.rivals:
            column, total = self.places.columns[rival], 0.0
            for at, category in enumerate(self.places.categories, first):
                key = f"category_saving.{category}"
                number = self.layout.compare.number[(rival, key)]
                value = float(self.result.row(rival, key).sum())
                total += value
                formula = f"=SUM({COMPARE}!{LETTERS[ZERO]}{number}:{LETTERS[LAST]}{number})"
                self.sheet.live(at, column, formula, self.styles("calculation", self.money), value)
            self._column_total(end, column, first, total)
        return end + 2

    def _year_titles(self, row: int, first: str) -> None:
        self.sheet.text(row, LABEL, first, self.styles("header_left"))
        self.sheet.text(row, UNIT, self.words("단위", "Unit"), self.styles("header"))
        links = [f"={TIMELINE}!{LETTERS[ZERO + at]}$4" for at in range(YEARS)]
        self.sheet.live_row(row, FIRST, links, self.styles("header", "0"), [float(at) for at in range(YEARS)])
        self.sheet.text(row, FIRST + YEARS + 1, self.words("기간 합계", "Total"), self.styles("header"))

    def _year_row(self, row: int, alternative: str, key: str, role: str = "calculation") -> None:
        """One line of an alternative by year, with its sum; its cells count years within the horizon only."""
        number = self.layout.alternative.number[key]
        sheet, style = self.layout.sheet[alternative], self.styles(role, self.money)
        links = [f"={sheet}!{LETTERS[ZERO + at]}{number}" for at in range(YEARS)]
        values = [cached(value) for value in self.result.row(alternative, key).tolist()]
        self.sheet.live_row(row, FIRST, links, style, values)
        self._row_total(row, float(self.result.row(alternative, key).sum()), role)

    def _row_total(self, row: int, value: float, role: str = "calculation") -> None:
        span = f"{LETTERS[FIRST]}{row + 1}:{LETTERS[FIRST + YEARS - 1]}{row + 1}"
        self.sheet.live(row, FIRST + YEARS + 1, f"=SUM({span})", self.styles(role, self.money), value)

    def _totals(self, row: int) -> int:
        words = self.words
        self.book.heading(self.sheet, row, words("연간 총비용", "Total cost by year"), FIRST + YEARS + 1)
        self._year_titles(row + 1, words("대안", "Alternative"))
        self.places.totals = row + 2
        for at, alternative in enumerate(self.result.alternatives, row + 2):
            self._label(at, words.member(alternative))
            self._year_row(at, alternative, "total_cash")
        row += len(self.result.alternatives) + 3
        self.book.heading(self.sheet, row, words("누적 총비용(연말까지)", "Cumulative cost to the year's end"), FIRST + YEARS + 1)
        self._year_titles(row + 1, words("대안", "Alternative"))
        self.places.cumulative = row + 2
        for at, alternative in enumerate(self.result.alternatives):
            here, source = row + 2 + at, self.places.totals + at + 1
            self._label(here, words.member(alternative))
            first = LETTERS[FIRST]
            sums = [f"=SUM(${first}{source}:{LETTERS[FIRST + year]}{source})" for year in range(YEARS)]
            values = np.cumsum(self.result.row(alternative, "total_cash")).tolist()
            self.sheet.live_row(here, FIRST, sums, self.styles("calculation", self.money), values)
        return row + len(self.result.alternatives) + 3

    def _table(self, row: int, alternative: str) -> int:
        words = self.words
        title = f"{words('연도·항목별 비용', 'Cost by year and category')}: {words.member(alternative)}"
        self.book.heading(self.sheet, row, title, FIRST + YEARS + 1)
        self._year_titles(row + 1, words("항목", "Category"))
        self.places.tables[alternative] = first = row + 2
        for at, category in enumerate(self.places.categories, first):
            self._label(at, words.of(CATEGORIES, category))
            self._year_row(at, alternative, f"category_cash.{category}")
        end = first + len(self.places.categories)
        self._label(end, words("총비용", "Total cost"), strong=True)
        sums = [f"=SUM({LETTERS[FIRST + at]}{first + 1}:{LETTERS[FIRST + at]}{end})" for at in range(YEARS)]
        values = [cached(value) for value in self.result.row(alternative, "total_cash").tolist()]
        self.sheet.live_row(end, FIRST, sums, self.styles("total", self.money), values)
        self._row_total(end, self.result.value(alternative, "total_cost"), "total")
        return end + 2

    def _views(self, row: int) -> int:
        words = self.words
        title = words("세 가지 관점: 예산과 손익(현금은 위 표)", "Three views: budget and profit and loss (cash is above)")
        self.book.heading(self.sheet, row, title, FIRST + YEARS + 1)
        self._year_titles(row + 1, words("대안", "Alternative"))
        row += 2
        for alternative in self.result.alternatives:
            for key in ("capital_budget", "running_budget", "profit_and_loss"):
                self._label(row, f"{words.line(key)}: {words.member(alternative)}")
                self._year_row(row, alternative, key)
                row += 1
        return row + 1

    # -- calibration ---------------------------------------------------------------------------------------

    def _calibration(self, row: int) -> int:
        rows = self.result.calibration()
        if not rows:
            return row
        words = self.words
        self.book.heading(self.sheet, row, words("검증: 작년 실제 지출과 기준안 1년 차", "Calibration: last year's spending beside the baseline's year 1"), FIRST + 4)
        heads = (("실제 지출", "Actual"), ("모형 1년 차", "Model, year 1"), ("모형/실제", "Model / actual"))
        self.sheet.text(row + 1, LABEL, words("항목", "Category"), self.styles("header_left"))
        self.sheet.text(row + 1, UNIT, words("단위", "Unit"), self.styles("header"))
        for at, head in enumerate(heads):
            self.sheet.text(row + 1, FIRST + 2 * at, words(*head), self.styles("header"))
        for at, each in enumerate(rows, row + 2):
            self._calibration_row(at, each)
        return row + 3 + len(rows)

    def _calibration_row(self, row: int, each: dict[str, Any]) -> None:
        category = each["category"]
        self._label(row, self.words.of(CATEGORIES, category))
        self.sheet.write_number(row, FIRST, each["actual"], self.styles("input", self.money))
        if category in self.places.categories:
            baseline = self.result.bound.case.baseline
            number = self.layout.alternative.number[f"category_cash.{category}"]
            source = f"={self.layout.sheet[baseline]}!{LETTERS[ZERO + 1]}{number}"
            self.sheet.live(row, FIRST + 2, source, self.styles("calculation", self.money), each["modelled"])
        else:
            self.sheet.write_number(row, FIRST + 2, 0.0, self.styles("constant", self.money))
        actual, model = f"{LETTERS[FIRST]}{row + 1}", f"{LETTERS[FIRST + 2]}{row + 1}"
        formula = f'=IF({actual}=0,"{UNDEFINED}",{model}/{actual})'
        value = UNDEFINED if each["ratio"] is None else each["ratio"]
        self.sheet.live(row, FIRST + 4, formula, self.styles("figure", "0%"), value)
