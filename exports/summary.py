"""The sheet Summary: the answer in a sentence, the key figures, and the money by category and by year.

Promise: every figure is a live formula; every key figure has the defined name `<alternative>__<metric>`.
Imports `results`, `language`, `model` and this package only.
"""

from __future__ import annotations

from exports.answer import Answer
from exports.book import Book
from exports.grid import LABEL, LAST, LETTERS, UNDEFINED, UNIT, ZERO, Sheet
from exports.layout import COMPARE, SUMMARY
from exports.paper import pages
from exports.styles import three_parts
from exports.year_tables import FIRST, SUM, YEARS, Places, YearTables
from tco.language import Name
from tco.model import LineRef
from tco.results import METRICS, REASONS

HEAD_ROW = 5
CHART_ROWS = 21
PERCENT = frozenset(
    {"capex_share", "saving_total_pct", "saving_pv_pct", "run_rate_saving_pct", "irr", "mirr", "airr"}
)
IN_YEARS = frozenset({"payback_years", "discounted_payback_years", "peak_extra_funding_date"})


def write_summary(book: Book) -> Places:
    """Write the sheet and say where its figures stand."""
    return _Summary(book).write()


class _Summary:
    def __init__(self, book: Book):
        self.book, self.layout, self.result = book, book.layout, book.result
        self.words, self.styles = book.words, book.styles
        self.money, self.money_unit = book.amounts
        self.places = Places.of(book)
        last, after, total = (LETTERS[at] for at in (FIRST + YEARS - 1, FIRST + YEARS, SUM))
        widths = f"A:A=40 B:B=10 C:{last}=10 {after}:{after}=2 {total}:{total}=11"
        title = self.words.text(self.result.bound.case.title)
        self.sheet: Sheet = book.frame(SUMMARY, title, (4, 1), widths=widths)

    def write(self) -> Places:
        charts = self._metrics(HEAD_ROW)
        self.places.charts = charts + 1
        values = charts + 2 * CHART_ROWS + 2
        bridge = self._values(values)
        years = YearTables(self.book, self.sheet, self.places)
        row = years.write(self._bridge(bridge))
        answer = Answer(self.book, self.sheet, self.places.metrics["present_value"], HEAD_ROW)
        answer.write(row)
        self._pages([0, charts, values, bridge, *years.blocks, row], answer.row)
        return self.places

    def _pages(self, blocks: list[int], end: int) -> None:
        """Key figures, charts, and the tables, as many on a page as there is room for."""
        self.sheet.prints(pages(self.sheet, blocks, end, SUM))

    # -- key figures -------------------------------------------------------------------------------

    def _metrics(self, head: int) -> int:
        self._titles(head, self.words("지표", "Key figure"))
        end = FIRST + len(self.places.columns)
        self.sheet.text(head, end, self.words("n/a의 뜻", "When n/a"), self.styles("header_left"))
        for at, metric in enumerate(METRICS, head + 1):
            self.places.metrics[metric] = at
            instance = self.layout.model.instances.get(metric)
            unit = instance.line.unit if instance else "money"
            label = self.words.line(metric) if instance else self._absent(metric)
            self.sheet.fold(at, LABEL, label, self.styles("row"))
            self.sheet.text(at, UNIT, self._unit(metric, unit), self.styles("unit"))
            for alternative, column in self.places.columns.items():
                self._metric(at, column, alternative, metric, unit)
            if metric in REASONS:
                english, korean = REASONS[metric]
                reason = self.words(korean, english).format(horizon=self.result.horizon)
                self.sheet.text(at, end, reason, self.styles("note_apart"))
        return head + len(METRICS) + 2

    def _absent(self, metric: str) -> str:
        """The label of a figure that only a case with a hospital has."""
        return self.words(f"{metric}(병원이 있는 사례만)", f"{metric} (cases with a hospital only)")

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

    # -- by category -------------------------------------------------------------------------------

    def _titles(self, row: int, first: str) -> None:
        self.sheet.text(row, LABEL, first, self.styles("header_left"))
        self.sheet.text(row, UNIT, self.words("단위", "Unit"), self.styles("header"))
        for alternative, column in self.places.columns.items():
            self.sheet.fold(row, column, self.words.member(alternative), self.styles("header_wrapped"))

    def _label(self, row: int, text: str, strong: bool = False) -> None:
        self.sheet.fold(row, LABEL, text, self.styles("strong_row" if strong else "row"))
        self.sheet.text(row, UNIT, self.money_unit, self.styles("unit"))

    def _categories(self, row: int, title: str, total: str) -> tuple[int, int]:
        """The frame of a table of categories by alternative; returns its first row and that of its sum."""
        self.book.heading(self.sheet, row, title, FIRST + 5)
        self._titles(row + 1, self.words("항목", "Category"))
        first = row + 2
        for at, category in enumerate(self.places.categories, first):
            self._label(at, self.words.category(category))
        end = first + len(self.places.categories)
        self._label(end, total, strong=True)
        return first, end

    def _column(self, first: int, column: int, formulas: list[str], values: list[float]) -> None:
        for at, (formula, value) in enumerate(zip(formulas, values, strict=True), first):
            self.sheet.live(at, column, formula, self.styles("calculation", self.money), value)
        end = first + len(formulas)
        span = f"{LETTERS[column]}{first + 1}:{LETTERS[column]}{end}"
        self.sheet.live(end, column, f"=SUM({span})", self.styles("sum", self.money), sum(values))

    def _values(self, row: int) -> int:
        title = self.words("현재가치: 항목별", "Present value by category")
        first, end = self._categories(row, title, self.words("현재가치", "Present value"))
        self.places.values = first
        keys = [f"category_value.{category}" for category in self.places.categories]
        for alternative, column in self.places.columns.items():
            formulas = [f"={self.layout.cell(alternative, key, SUMMARY)}" for key in keys]
            self._column(first, column, formulas, [self.result.value(alternative, key) for key in keys])
        return end + 2

    def _bridge(self, row: int) -> int:
        if not self.layout.rivals:
            return row
        title = self.words(
            "기준안 대비 절감액의 현재가치: 항목별(+ 절감)",
            "Saving against the baseline in present value, by category (+ saves)",
        )
        first, end = self._categories(row, title, self.words("절감액의 현재가치", "Saving in present value"))
        keys = [f"category_saving.{category}" for category in self.places.categories]
        for rival in self.layout.rivals:
            numbers = [self.layout.compare.number[(rival, key)] for key in keys]
            spans = [f"{COMPARE}!{LETTERS[ZERO]}{number}:{LETTERS[LAST]}{number}" for number in numbers]
            values = [float(self.result.row(rival, key).sum()) for key in keys]
            self._column(first, self.places.columns[rival], [f"=SUM({span})" for span in spans], values)
        return end + 2
