"""What must hold in the workbook: sums that agree, books that balance, factors that undo each other.

Promise: each check is one short formula over finished cells, 0 when all is well; the engine's own value of
it stands beside. Imports numpy and this package only.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np

from exports.book import Book
from exports.grid import CONSTANT, FIRST, LAST, LETTERS, TOTAL, ZERO
from exports.layout import CHECKS, COMPARE, SUMMARY, TIMELINE
from exports.rows import CASH_GAP, UNITS_GAP
from exports.sheet_checks import Checks
from exports.year_tables import FIRST as SUMMARY_FIRST
from exports.year_tables import YEARS, Places

UNITS_TOLERANCE = 1e-6
RATE_TOLERANCE = 1e-9
BY_CATEGORY = ("항목별 합계 = 총비용", "Sum by category = total cost")
BY_DATE = ("지급 시점별 합계 = 총비용", "Sum by date = total cost")
BY_LINE = ("행별 합계 = 총비용", "Sum by line = total cost")
BY_VALUE = ("항목별 현재가치 합계 = 현재가치", "Present values by category = present value")
SHOWN = ("Summary 연도표 합계 = 총비용", "Year table on Summary = total cost")
BOOK = (
    "장부가액: 기초 + 자본화 − 상각 − 제각 = 기말",
    "Book value: opening + capitalised − charged = closing",
)
UNITS = ("수량: 존속 − 처분 + 구매 = 필요", "Units: survivors − released + bought = needed")
CASH = ("현금 = 손익 + 세금 + 장부가액 증감", "Cash = profit and loss + taxes + change of book value")
FIGURES = ("모든 지표가 값 또는 n/a", "Every key figure is a number or n/a")
BRIDGE = ("항목별 절감액 합계 = 절감액 현재가치", "Savings by category = saving in present value")
DIFFERENCE = ("시점별 차이 합계 = 총 절감액", "Differences by date = saving in total")
FACTOR = ("할인계수 × (1 + 할인율)^지급 시점 = 1", "Discount factor × (1 + rate)^date = 1")
FLAGS = ("분석기간 안의 해 = 분석기간 + 1", "Years within the horizon = horizon + 1")
UNCHANGED = ("현재가치 = 내보낸 시점의 현재가치", "Present value = present value at the export")


@dataclass(frozen=True)
class Check:
    """One check: a formula that is 0 when all is well.

    Attributes:
        where: the alternative, or nothing for the whole case.
        member: the date of payment that it is about, where it is about one.
        at_export: for an alert, the figure that the present one is held against.
    """

    label: tuple[str, str]
    formula: str
    value: float
    tolerance: float
    where: str = ""
    member: str = ""
    at_export: float | None = None

    @property
    def holds(self) -> bool:
        """Whether it holds in the engine."""
        return abs(self.value) <= self.tolerance


class Declarations:
    """The checks of one workbook."""

    def __init__(self, book: Book, places: Places):
        self.places, self.layout, self.result = places, book.layout, book.result
        largest = max(abs(self.result.value(each, "total_cost")) for each in self.result.alternatives)
        self.money = max(0.01, 10.0 ** (math.ceil(math.log10(max(largest, 1.0))) - 10))

    def all(self) -> list[Check]:
        """Errors first, alerts last."""
        checks: list[Check] = []
        for alternative in self.result.alternatives:
            checks += [*self._sums(alternative), *self._books(alternative), self._figures(alternative)]
        for rival in self.layout.rivals:
            checks += self._differences(rival)
        checks += [*self._factors(), self._flags()]
        return [*checks, *(self._alert(each) for each in self.result.alternatives)]

    # -- pieces ------------------------------------------------------------------------------------

    def _money(self, label: tuple[str, str], formula: str, value: float, where: str) -> Check:
        return Check(label, formula, float(value), self.money, where)

    def _less(self, label: tuple[str, str], area: str, value: float, where: str, metric: str) -> Check:
        """The sum of an area less a figure."""
        cell = self.layout.cell(where, metric, CHECKS)
        return self._money(label, f"=SUM({area})-{cell}", value - self.result.value(where, metric), where)

    def _values(self, where: str, line: str) -> Any:
        keys = [each.id for each in self.layout.model.of_line(line)]
        return sum(self.result.row(where, key).sum() for key in keys)

    def _area(self, sheet: str, numbers: list[int], first: int = ZERO, last: int = LAST) -> str:
        """Rows that stand together."""
        assert max(numbers) - min(numbers) == len(numbers) - 1, f"{sheet}: rows {numbers} are apart"
        return f"{sheet}!{LETTERS[first]}{min(numbers)}:{LETTERS[last]}{max(numbers)}"

    def _rows(self, where: str, line: str, first: int = ZERO, last: int = LAST) -> str:
        """The cells of all instances of a line on an alternative's sheet."""
        numbers = [self.layout.alternative.number[each.id] for each in self.layout.model.of_line(line)]
        return self._area(self.layout.sheet[where], numbers, first, last)

    def _compared(self, where: str, line: str, first: int = ZERO) -> str:
        """The cells of all instances of a line in a block of the comparison."""
        lines = self.layout.model.of_line(line)
        numbers = [self.layout.compare.number[(where, each.id)] for each in lines]
        return self._area(COMPARE, numbers, first)

    # -- errors ------------------------------------------------------------------------------------

    def _sums(self, where: str) -> Iterator[Check]:
        by_category = self._values(where, "category_cash")
        yield self._less(BY_CATEGORY, self._rows(where, "category_cash"), by_category, where, "total_cost")
        dates = self._rows(where, "cash_on_dates", FIRST)
        yield self._less(BY_DATE, dates, self._values(where, "cash_on_dates"), where, "total_cost")
        sheet, numbers, flags = (
            self.layout.sheet[where], self.layout.alternative.number, self.result.row(where, "in_horizon"),
        )  # fmt: skip
        gap = "-".join(f"{sheet}!{LETTERS[TOTAL]}{numbers[key]}" for key in ("all_costs", "nominal_cash"))
        value = (self.result.row(where, "all_costs") - self.result.row(where, "nominal_cash")) @ flags
        yield self._money(BY_LINE, f"={gap}", value, where)
        worth = self._rows(where, "category_value", CONSTANT, CONSTANT)
        yield self._less(BY_VALUE, worth, self._values(where, "category_value"), where, "present_value")
        first = self.places.tables[where] + 1
        last = first + len(self.places.categories) - 1
        table = self._area(SUMMARY, list(range(first, last + 1)), SUMMARY_FIRST, SUMMARY_FIRST + YEARS - 1)
        yield self._less(SHOWN, table, by_category, where, "total_cost")

    def _books(self, where: str) -> Iterator[Check]:
        sheet, numbers = self.layout.sheet[where], self.layout.alternative.number
        rows = Checks(self.layout, where)
        if "book_gap" in numbers:
            area = self._area(sheet, [numbers["book_gap"]])
            value = np.abs(rows.row("book_gap").values).sum()
            yield self._money(BOOK, f"=SUMPRODUCT(ABS({area}))", value, where)
        units = [key for key in self.layout.checks() if key.startswith(UNITS_GAP)]
        if units:
            area = self._area(sheet, [numbers[key] for key in units])
            value = sum(rows.row(key).values.sum() for key in units)
            yield Check(UNITS, f"=SUM({area})", float(value), UNITS_TOLERANCE, where)
        gap = f"={sheet}!{LETTERS[CONSTANT]}{numbers[CASH_GAP]}"
        yield self._money(CASH, gap, rows.row(CASH_GAP).values[0], where)

    def _figures(self, where: str) -> Check:
        column, rows = LETTERS[self.places.columns[where]], self.places.metrics.values()
        area = f"{SUMMARY}!{column}{min(rows) + 1}:{column}{max(rows) + 1}"
        return Check(FIGURES, f"=SUMPRODUCT(ISERROR({area})*1)", 0.0, 0.0, where)

    def _differences(self, where: str) -> Iterator[Check]:
        saved = self._compared(where, "category_saving")
        yield self._less(BRIDGE, saved, self._values(where, "category_saving"), where, "saving_pv")
        number = self.layout.compare.number[(where, "difference.plain")]
        value = self.result.row(where, "difference.plain").sum()
        yield self._less(DIFFERENCE, self._area(COMPARE, [number], FIRST), value, where, "saving_total")

    def _factors(self) -> Iterator[Check]:
        rate = self.layout.cell("", "discount_rate_applied", CHECKS)
        for each in self.layout.model.of_line("discount_factor"):
            timing = each.keys["timing"]
            factor, date = (
                self._area(COMPARE, [self.layout.compare.number[f"{line}.{timing}"]])
                for line in ("discount_factor", "payment_date")
            )
            formula = f"=SUMPRODUCT(ABS({factor}*(1+{rate})^{date}-1))"
            yield Check(FACTOR, formula, 0.0, RATE_TOLERANCE, member=timing)

    def _flags(self) -> Check:
        area = self._area(TIMELINE, [self.layout.timeline.number["in_horizon"]])
        return Check(FLAGS, f"=SUM({area})-(horizon+1)", 0.0, 0.0)

    # -- alerts ------------------------------------------------------------------------------------

    def _alert(self, where: str) -> Check:
        cell, worth = (
            self.layout.cell(where, "present_value", CHECKS),
            self.result.value(where, "present_value"),
        )
        return Check(UNCHANGED, f"={cell}", 0.0, self.money, where, at_export=worth)
