"""The calculation sheets: Timeline, one per alternative, Compare.

Promise: one formula per row, the same on every alternative's sheet; each input is linked once per sheet and
read from there; every formula carries the engine's value. Imports numpy, `language`, `model` and this
package only.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from exports.book import Book
from exports.excel_formula import filled
from exports.grid import (
    CONSTANT,
    EMPTY,
    FIRST,
    HEADER_ROW,
    LABEL,
    LAST,
    LETTERS,
    MASTER_ROW,
    TOTAL,
    UNDEFINED,
    UNIT,
    YEAR,
    YEAR_ROW,
    ZERO,
    Sheet,
    cached_row,
)
from exports.inputs_sheet import SERIES
from exports.layout import COMPARE, INPUTS, TIMELINE, first_column
from exports.paper import places_left, side_by_side
from exports.rows import Row, Rows
from exports.sheet_checks import Checks
from exports.styles import number_of_unit, number_of_values
from exports.words import SECTIONS
from tco.language import ONCE, POINTS, YEARS, Place
from tco.model import HISTORY, LAST_YEAR, Instance

STOCKS = frozenset(
    {"value_in_service", "value_under_warranty", "value_in_regular_support", "carried_book_value",
     "book_value", "book_value_total", "stranded_standing", "loan_outstanding", "custom_book_value",
     "custom_spent", "custom_yearly_depreciation", "annualised_price", "annualised_prices",
     "annualised_custom", "custom_salvage_at_horizon", "leaving_project"}
)  # fmt: skip
FLOWS = frozenset({"money", "kWh", "kgCO2e", "hour"})
LABEL_WIDTHS, UNIT_WIDTH = (42.0, 60.0), 16.0
TOTAL_WIDTH = 12.5  # of the heads of its columns at least
NEAR = 20  # rows between two runs of rows of the past that are printed along with them
POINT_DATES = [at / 2 for at in range(LAST - FIRST + 1)]


def write_calculations(book: Book, inputs: dict[str, int]) -> None:
    """Write all calculation sheets; `inputs` are the row numbers on the sheet Inputs."""
    _Writer(book, inputs).write()


class _Writer:
    def __init__(self, book: Book, inputs: dict[str, int]):
        self.book, self.inputs, self.layout = book, inputs, book.layout
        self.result, self.words, self.styles = book.result, book.words, book.styles
        self.flags = f"{TIMELINE}!${LETTERS[ZERO]}${self.layout.timeline.number['in_horizon']}:"
        self.flags += f"${LETTERS[LAST]}${self.layout.timeline.number['in_horizon']}"
        self.in_horizon = np.asarray(self.result.row(self.result.alternatives[0], "in_horizon"))
        self.formulas: dict[str, list[str]] = {}
        self.width, self.wider = self._widths()
        self.label = self._label_width()
        self.past: list[int] = []

    def write(self) -> None:
        title = self.words("연도·수요·물가(모든 대안 공통)", "Years, demand and prices (common to all)")
        self._sheet(TIMELINE, title, self.layout.timeline)
        for alternative, name in self.layout.sheet.items():
            title = self.words.member(alternative)
            title += "" if name == alternative else f" ({alternative})"
            self._sheet(name, title, self.layout.alternative, alternative)
        title = self.words("기준안과의 비교", "Comparison with the baseline")
        self._sheet(COMPARE, title, self.layout.compare)

    def _widths(self) -> tuple[float, float]:
        """Of years and of sums: wide enough for the largest amount of the case; a larger one shrinks."""
        yearly, sums = [0.0], [0.0]
        for key, each in self.layout.model.instances.items():
            if each.line.unit != "money":
                continue
            found = np.abs(np.nan_to_num(self.result.lines[key], posinf=0, neginf=0))
            (sums if each.line.axis == ONCE else yearly).append(float(found.max()))
            sums.append(float(found.sum(axis=-1).max()) if self._has_total(each) else 0.0)
        return _places(max(yearly)), max(TOTAL_WIDTH, _places(max(sums)))

    def _label_width(self) -> float:
        """What the years within the horizon leave of a page, within bounds; longer labels take more lines."""
        taken = UNIT_WIDTH + 2 * self.wider + (self.result.horizon + 1) * self.width
        return min(max(LABEL_WIDTHS[0], places_left(taken, self.result.horizon + 4)), LABEL_WIDTHS[1])

    # -- the frame -----------------------------------------------------------------------------------

    def _sheet(self, name: str, title: str, rows: Rows, alternative: str = "") -> None:
        years = f"{LETTERS[ZERO]}:{LETTERS[LAST]}={self.width}"
        widths = f"A:A={self.label} B:B={UNIT_WIDTH} C:D={self.wider} E:E=2 {years}"
        sheet = self.book.frame(name, title, (YEAR_ROW + 1, TOTAL + 1), ZERO, widths)
        sheet.set_column(FIRST, ZERO - 1, self.width, None, {"level": 1})
        self._years(sheet, name)
        self.past = []
        for row in rows.rows:
            self._row(sheet, name, row, alternative)
        self._pages(sheet, rows.next - 1)

    def _pages(self, sheet: Sheet, last: int) -> None:
        """Label to total on every page; first the years within the horizon, then rows of the past."""
        sheet.repeat_columns(LABEL, TOTAL)
        years = side_by_side(sheet, TOTAL, ZERO, ZERO + self.result.horizon)
        past = side_by_side(sheet, TOTAL, FIRST, ZERO - 1)
        areas = [(0, left, last, right) for left, right in years]
        areas += [(top, left, end, right) for top, end in _runs(self.past) for left, right in past]
        sheet.prints(areas)

    def _years(self, sheet: Sheet, name: str) -> None:
        words, header = self.words, self.styles("header", "0")
        notes = (
            (MASTER_ROW, CONSTANT, words("비용은 +, 수입·절감은 −", "Costs +, proceeds −")),
            (HEADER_ROW, FIRST, words("과거(도입연도)", "History (year of purchase)")),
            (
                HEADER_ROW,
                ZERO,
                words("0 = 결정일, 1부터 회계연도", "0 = day of the decision, then fiscal years"),
            ),
        )
        for row, column, note in notes:
            sheet.text(row, column, note, self.styles("note"))
        sheet.text(YEAR_ROW, LABEL, words("행", "Row"), self.styles("header_left"))
        heads = words(("단위", "상수", "기간 합계"), ("Unit", "Constant", "Horizon total"))
        for column, head in enumerate(heads, UNIT):
            sheet.text(YEAR_ROW, column, head, self.styles("header"))
        sheet.write_blank(YEAR_ROW, EMPTY, None, header)
        years = range(-HISTORY, LAST_YEAR + 1)
        if name == TIMELINE:
            for column, year in enumerate(years, FIRST):
                sheet.write_number(YEAR_ROW, column, year, header)
        else:
            links = [f"={TIMELINE}!{LETTERS[column]}${YEAR}" for column in range(FIRST, LAST + 1)]
            sheet.live_row(YEAR_ROW, FIRST, links, header, [float(year) for year in years])

    def _row(self, sheet: Sheet, name: str, row: Row, alternative: str) -> None:
        at = row.number - 1
        if row.kind == "heading":
            self.book.heading(sheet, at, self._section(row), TOTAL)
        elif row.kind == "link":
            self._link(sheet, at, row.key, alternative)
        elif row.kind == "point":
            self._points(sheet, at)
        elif row.kind == "check":
            self._check(sheet, at, str(row.key), alternative)
        elif isinstance(row.key, tuple):
            self._line(sheet, name, at, row.key[1], row.key[0])
        else:
            self._line(sheet, name, at, row.key, alternative)

    def _section(self, row: Row) -> str:
        if isinstance(row.key, tuple):
            return self.words("대안: ", "Alternative: ") + self.words.member(row.key[1])
        return self.words.of(SECTIONS, row.key)

    def _points(self, sheet: Sheet, at: int) -> None:
        style = self.styles("header", "0.0")
        self.past.append(at)
        sheet.text(
            at,
            LABEL,
            self.words("지급 시점(결정 후 년)", "Date, years after the decision"),
            self.styles("label"),
        )
        sheet.text(at, UNIT, "–", self.styles("unit"))
        first = f"${LETTERS[FIRST]}${YEAR}"
        dates = [f"=({LETTERS[column]}${YEAR}-{first})/2" for column in range(FIRST, LAST + 1)]
        sheet.live_row(at, FIRST, dates, style, POINT_DATES)

    def _check(self, sheet: Sheet, at: int, key: str, alternative: str) -> None:
        row = Checks(self.layout, alternative).row(key)
        label = self.words(*row.label)
        fleet = key.partition(".")[2]
        sheet.fold(at, LABEL, f"{label} ({self.words.member(fleet)})" if fleet else label, self.styles("row"))
        sheet.text(at, UNIT, self.words.unit(row.unit), self.styles("unit"))
        style = self.styles("check", number_of_unit(row.unit))
        values = cached_row(row.values)
        if row.once:
            sheet.live_row(at, CONSTANT, [row.template], style, values)
            return
        texts = [filled(row.template, LETTERS[at], LETTERS[at - 1]) for at in range(ZERO, LAST + 1)]
        sheet.live_row(at, ZERO, texts, style, values)

    # -- links to inputs -------------------------------------------------------------------------------

    def _link(self, sheet: Sheet, at: int, key: Any, alternative: str) -> None:
        several = len(key) > 1 and alternative
        own = self.result.bound.inputs[
            key[self.result.alternatives.index(alternative)] if several else key[0]
        ]
        shown = next(
            (self.result.bound.inputs[each] for each in key if not self.result.bound.inputs[each].fixed), own
        )
        words, declared = self.words, shown.declaration
        label = (
            words.input(own)
            if not own.fixed or own is shown
            else f"{words.text(declared.label)} ({words.input(own)})"
        )
        owner = own.id.split(".")[0]
        sheet.fold(at, LABEL, label, self.styles("row"))
        sheet.text(at, UNIT, words.unit(declared.unit, owner), self.styles("unit"))
        if own.series is not None:
            self._link_series(sheet, at, own.id, own.series, own.fixed)
            return
        value = own.in_scenario(self.result.bound.case.scenario)
        number = number_of_values((own.low, own.value, own.high), declared.format)
        if own.fixed:
            sheet.write_number(at, CONSTANT, value, self.styles("constant", number))
        else:
            sheet.live(at, CONSTANT, f"={own.id}", self.styles("link", number), value)

    def _link_series(self, sheet: Sheet, at: int, key: str, series: Sequence[float], fixed: bool) -> None:
        number = number_of_values(series, "number")
        self.past.append(at)
        if fixed:
            for column, value in enumerate(series, FIRST):
                sheet.write_number(at, column, value, self.styles("constant", number))
            return
        shift = SERIES - FIRST
        row = self.inputs[key]
        links = [f"={INPUTS}!{LETTERS[column + shift]}{row}" for column in range(FIRST, LAST + 1)]
        sheet.live_row(at, FIRST, links, self.styles("link", number), list(series))

    # -- lines -----------------------------------------------------------------------------------------

    def _line(self, sheet: Sheet, name: str, at: int, key: str, alternative: str) -> None:
        instance = self.layout.model.instances[key]
        line = instance.line
        role = "total" if line.is_total else "calculation"
        number = number_of_unit(line.unit)
        sheet.fold(at, LABEL, self.words.line(key), self.styles("strong_row" if line.is_total else "row"))
        sheet.text(at, UNIT, self.words.unit(line.unit), self.styles("unit"))
        row = self.result.row(alternative or self.result.alternatives[0], key)
        values = cached_row(row)
        if first_column(instance) == FIRST:
            self.past.append(at)
        if line.defined_by and self.result.metric(alternative, key) is None:
            values = [UNDEFINED]
        start = first_column(instance)
        sheet.live_row(at, start, self._texts(instance, name, alternative), self.styles(role, number), values)
        if line.place is Place.ALTERNATIVE and self._has_total(instance):
            span = f"{LETTERS[ZERO]}{at + 1}:{LETTERS[LAST]}{at + 1}"
            total = float(row[-(LAST_YEAR + 1) :] @ self.in_horizon)
            sheet.live(at, TOTAL, f"=SUMPRODUCT({span},{self.flags})", self.styles(role, number), total)

    def _has_total(self, instance: Instance) -> bool:
        line = instance.line
        return line.axis == YEARS and not line.history and line.unit in FLOWS and line.id not in STOCKS

    def _texts(self, instance: Instance, name: str, alternative: str) -> list[str]:
        if name == COMPARE:
            return self._filled(instance, self.layout.formula(instance, name, alternative))
        if instance.id not in self.formulas:
            reader = TIMELINE if name == TIMELINE else ""
            self.formulas[instance.id] = self._filled(instance, self.layout.formula(instance, reader))
        return self.formulas[instance.id]

    def _filled(self, instance: Instance, template: str) -> list[str]:
        if instance.line.axis == ONCE:
            return [template]
        start = FIRST if instance.line.history or instance.line.axis == POINTS else ZERO
        return [filled(template, LETTERS[column], LETTERS[column - 1]) for column in range(start, LAST + 1)]


def _places(largest: float) -> float:
    """The width of a column for an amount with its sign; commas are narrower than digits."""
    text = f"-{largest:,.0f}"
    return min(max(10.0, len(text) - 0.5 * text.count(",") + 0.6), 24.0)


def _runs(rows: Sequence[int]) -> list[tuple[int, int]]:
    """First and last of rows that stand near each other."""
    found: list[tuple[int, int]] = []
    for row in rows:
        if found and row - found[-1][1] <= NEAR:
            found[-1] = (found[-1][0], row)
        else:
            found.append((row, row))
    return found
