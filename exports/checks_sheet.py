"""The sheet Checks: what must hold in the workbook, and the one master check over it.

Promise: an error turns the master check to FAIL, also where a cell holds no number; an alert (the inputs
are no longer those of the export) does not. Imports `results` and this package only.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from exports.book import Book
from exports.grid import CONSTANT, FIRST, LABEL, LAST, LETTERS, MASTER_ROW, TOTAL, UNIT, ZERO
from exports.layout import CHECKS, COMPARE, SUMMARY, TIMELINE
from exports.rows import CASH_GAP, UNITS_GAP
from exports.sheet_checks import Checks
from exports.year_tables import FIRST as SUMMARY_FIRST
from exports.year_tables import YEARS, Places

KIND, WHERE, TOLERANCE, VALUE, GAP, RESULT, AT_EXPORT = range(UNIT, UNIT + 7)
HEAD_ROW, ALERT_ROW = 4, 2
HEADS_KO = ("검산 항목", "종류", "대안", "허용 오차", "값", "", "결과", "내보낸 시점의 값")
HEADS_EN = ("Check", "Class", "Alternative", "Tolerance", "Value", "", "Result", "Value at export")
UNITS_TOLERANCE = 1e-6
RATE_TOLERANCE = 1e-9


@dataclass(frozen=True)
class Check:
    """One check: a formula that is 0 when all is well.

    Attributes:
        where: the alternative, or nothing for the whole case.
        at_export: for an alert, the figure that the present one is held against.
    """

    label: tuple[str, str]
    formula: str
    value: float
    tolerance: float
    where: str = ""
    at_export: float | None = None


def write_checks(book: Book, places: Places) -> None:
    """Write the sheet."""
    _Checks(book, places).write()


class _Checks:
    def __init__(self, book: Book, places: Places):
        self.book, self.places, self.layout, self.result = book, places, book.layout, book.result
        self.words, self.styles = book.words, book.styles
        largest = max(abs(self.result.value(each, "total_cost")) for each in self.result.alternatives)
        self.money = max(0.01, 10.0 ** (math.ceil(math.log10(max(largest, 1.0))) - 10))

    def write(self) -> None:
        widths = "A:A=74 B:B=12 C:C=44 D:D=14 E:E=20 F:F=3 G:G=12 H:H=20"
        sheet = self.book.frame(CHECKS, self.words("검산", "Checks"), (HEAD_ROW + 1, 1), widths=widths)
        heads = self.words(HEADS_KO, HEADS_EN)
        for column, head in enumerate(heads):
            right = column in (TOLERANCE, VALUE, AT_EXPORT)
            sheet.text(HEAD_ROW, column, head, self.styles("header" if right else "header_left"))
        checks = [*self._errors(), *self._alerts()]
        for row, check in enumerate(checks, HEAD_ROW + 1):
            self._check(row, check)
        first, last = HEAD_ROW + 2, HEAD_ROW + 1 + len(checks)
        kinds, results, error = f"B{first}:B{last}", f"G{first}:G{last}", self.words("오류", "error")
        master = f'=IF(COUNTIFS({kinds},"{error}",{results},"OK")=COUNTIF({kinds},"{error}"),"OK","FAIL")'
        sheet.live(MASTER_ROW, UNIT, master, self.styles("master"), "OK")
        label = self.words("알림 수(입력이 내보낸 뒤 바뀌었음)", "Alerts (inputs changed since the export)")
        sheet.text(ALERT_ROW, LABEL, label, self.styles("note"))
        sheet.live(ALERT_ROW, UNIT, f'=COUNTIF({results},"ALERT")', self.styles("check", "0"), 0.0)
        self.book.flag_failures(sheet, HEAD_ROW + 1, RESULT, last - 1, RESULT)

    def _check(self, row: int, check: Check) -> None:
        sheet, styles = self.book.sheets[CHECKS], self.styles
        alert = check.at_export is not None
        sheet.text(row, LABEL, self.words(*check.label), styles("label"))
        kind = self.words("알림", "alert") if alert else self.words("오류", "error")
        sheet.text(row, KIND, kind, styles("note"))
        sheet.text(
            row,
            WHERE,
            self.words.member(check.where) if check.where else self.words("전체", "All"),
            styles("note"),
        )
        sheet.write_number(row, TOLERANCE, check.tolerance, styles("constant", "General"))
        formula = check.formula
        if alert:
            sheet.write_number(
                row, AT_EXPORT, float(check.at_export or 0.0), styles("constant", "#,##0.######")
            )
            formula += f"-{LETTERS[AT_EXPORT]}{row + 1}"
        sheet.live(row, VALUE, formula, styles("check", "#,##0.000000"), check.value)
        value, bound = f"{LETTERS[VALUE]}{row + 1}", f"{LETTERS[TOLERANCE]}{row + 1}"
        result = f'=IF(ABS({value})<={bound},"OK","{"ALERT" if alert else "FAIL"}")'
        sheet.live(row, RESULT, result, styles("check"), "OK")

    # -- errors --------------------------------------------------------------------------------------------

    def _errors(self) -> Iterator[Check]:
        for alternative in self.result.alternatives:
            yield from self._sums(alternative)
            yield from self._books(alternative)
            yield self._finite(alternative)
        for rival in self.layout.rivals:
            yield from self._differences(rival)
        yield from self._factors()
        yield self._flags()

    def _cell(self, alternative: str, key: str) -> str:
        return self.layout.cell(alternative, key, CHECKS)

    def _rows(self, alternative: str, line: str, first: int = ZERO, last: int = LAST) -> tuple[str, float]:
        """The cells of all instances of a line, which stand together, and their sum."""
        keys = [each.id for each in self.layout.model.of_line(line)]
        numbers = [self.layout.alternative.number[key] for key in keys]
        assert max(numbers) - min(numbers) == len(numbers) - 1, line
        area = (
            f"{self.layout.sheet[alternative]}!{LETTERS[first]}{min(numbers)}:{LETTERS[last]}{max(numbers)}"
        )
        return area, float(sum(self.result.row(alternative, key).sum() for key in keys))

    def _sums(self, alternative: str) -> Iterator[Check]:
        total, present = (self._cell(alternative, key) for key in ("total_cost", "present_value"))
        cost, worth = (self.result.value(alternative, key) for key in ("total_cost", "present_value"))
        area, value = self._rows(alternative, "category_cash")
        yield self._money(
            ("항목별 합계 = 총비용", "Sum by category = total cost"),
            f"=SUM({area})-{total}",
            value - cost,
            alternative,
        )
        area, value = self._rows(alternative, "cash_on_dates", FIRST)
        yield self._money(
            ("지급 시점별 합계 = 총비용", "Sum by date = total cost"),
            f"=SUM({area})-{total}",
            value - cost,
            alternative,
        )
        number = self.layout.alternative.number["all_costs"]
        lines = f"{self.layout.sheet[alternative]}!{LETTERS[TOTAL]}{number}"
        value = float(self.result.row(alternative, "all_costs") @ self.result.row(alternative, "in_horizon"))
        yield self._money(
            ("행별 합계 = 총비용", "Sum by line = total cost"), f"={lines}-{total}", value - cost, alternative
        )
        area, value = self._rows(alternative, "category_value", CONSTANT, CONSTANT)
        yield self._money(
            ("항목별 현재가치 합계 = 현재가치", "Present values by category = present value"),
            f"=SUM({area})-{present}",
            value - worth,
            alternative,
        )
        yield self._shown(alternative, total, cost)

    def _shown(self, alternative: str, total: str, cost: float) -> Check:
        first = self.places.tables[alternative]
        last = first + len(self.places.categories)
        area = f"{SUMMARY}!{LETTERS[SUMMARY_FIRST]}{first + 1}:{LETTERS[SUMMARY_FIRST + YEARS - 1]}{last}"
        value = self._rows(alternative, "category_cash")[1]
        return self._money(
            ("Summary 연도표 합계 = 총비용", "Year table on Summary = total cost"),
            f"=SUM({area})-{total}",
            value - cost,
            alternative,
        )

    def _books(self, alternative: str) -> Iterator[Check]:
        sheet, numbers = self.layout.sheet[alternative], self.layout.alternative.number
        rows = Checks(self.layout, alternative)
        if "book_gap" in numbers:
            area = f"{sheet}!{LETTERS[ZERO]}{numbers['book_gap']}:{LETTERS[LAST]}{numbers['book_gap']}"
            value = float(np.abs(rows.row("book_gap").values).sum())
            yield self._money(
                (
                    "장부가액: 기초 + 자본화 − 상각 − 제각 = 기말",
                    "Book value: opening + capitalised − depreciation − write-offs = closing",
                ),
                f"=SUMPRODUCT(ABS({area}))",
                value,
                alternative,
            )
        units = [key for key in numbers if str(key).startswith(UNITS_GAP)]
        if units:
            places = [numbers[key] for key in units]
            area = f"{sheet}!{LETTERS[ZERO]}{min(places)}:{LETTERS[LAST]}{max(places)}"
            value = float(sum(rows.row(str(key)).values.sum() for key in units))
            yield Check(
                ("수량: 존속 − 처분 + 구매 = 필요", "Units: survivors − released + bought = needed"),
                f"=SUM({area})",
                value,
                UNITS_TOLERANCE,
                alternative,
            )
        gap = float(rows.row(CASH_GAP).values[0])
        yield self._money(
            ("현금 = 손익 + 세금 + 장부가액 증감", "Cash = profit and loss + taxes + change of book value"),
            f"={sheet}!{LETTERS[CONSTANT]}{numbers[CASH_GAP]}",
            gap,
            alternative,
        )

    def _finite(self, alternative: str) -> Check:
        column = LETTERS[self.places.columns[alternative]]
        rows = self.places.metrics.values()
        area = f"{SUMMARY}!{column}{min(rows) + 1}:{column}{max(rows) + 1}"
        return Check(
            ("모든 지표가 값 또는 n/a", "Every key figure is a number or n/a"),
            f"=SUMPRODUCT(ISERROR({area})*1)",
            0.0,
            0.0,
            alternative,
        )

    def _differences(self, rival: str) -> Iterator[Check]:
        numbers = [
            self.layout.compare.number[(rival, each.id)]
            for each in self.layout.model.of_line("category_saving")
        ]
        area = f"{COMPARE}!{LETTERS[ZERO]}{min(numbers)}:{LETTERS[LAST]}{max(numbers)}"
        saved = float(
            sum(
                self.result.row(rival, each.id).sum() for each in self.layout.model.of_line("category_saving")
            )
        )
        value = saved - self.result.value(rival, "saving_pv")
        yield self._money(
            ("항목별 절감액 합계 = 절감액 현재가치", "Bridge: savings by category = saving in present value"),
            f"=SUM({area})-{self._cell(rival, 'saving_pv')}",
            value,
            rival,
        )
        number = self.layout.compare.number[(rival, "difference.plain")]
        area = f"{COMPARE}!{LETTERS[FIRST]}{number}:{LETTERS[LAST]}{number}"
        value = float(self.result.row(rival, "difference.plain").sum()) - self.result.value(
            rival, "saving_total"
        )
        yield self._money(
            ("시점별 차이 합계 = 총 절감액", "Differences by date = saving in total"),
            f"=SUM({area})-{self._cell(rival, 'saving_total')}",
            value,
            rival,
        )

    def _factors(self) -> Iterator[Check]:
        rate = self._cell("", "discount_rate_applied")
        for each in self.layout.model.of_line("discount_factor"):
            factor, date = (
                self.layout.compare.number[f"{line}.{each.keys['timing']}"]
                for line in ("discount_factor", "payment_date")
            )
            span = f"{COMPARE}!{LETTERS[ZERO]}{{0}}:{LETTERS[LAST]}{{0}}".format
            formula = f"=SUMPRODUCT(ABS({span(factor)}*(1+{rate})^{span(date)}-1))"
            name = self.words.member(each.keys["timing"])
            label = (
                f"할인계수 × (1 + 할인율)^지급 시점 = 1 ({name})",
                f"Discount factor × (1 + rate)^date = 1 ({name})",
            )
            yield Check(label, formula, 0.0, RATE_TOLERANCE)

    def _flags(self) -> Check:
        number = self.layout.timeline.number["in_horizon"]
        area = f"{TIMELINE}!{LETTERS[ZERO]}{number}:{LETTERS[LAST]}{number}"
        return Check(
            ("분석기간 안의 해 = 분석기간 + 1", "Years within the horizon = horizon + 1"),
            f"=SUM({area})-(horizon+1)",
            0.0,
            0.0,
        )

    def _money(self, label: tuple[str, str], formula: str, value: float, where: str) -> Check:
        return Check(label, formula, value, self.money, where)

    # -- alerts --------------------------------------------------------------------------------------------

    def _alerts(self) -> Iterator[Check]:
        for alternative in self.result.alternatives:
            worth = self.result.value(alternative, "present_value")
            label = ("현재가치 = 내보낸 시점의 현재가치", "Present value = present value at the export")
            yield Check(
                label,
                f"={self._cell(alternative, 'present_value')}",
                0.0,
                self.money,
                alternative,
                at_export=worth,
            )
