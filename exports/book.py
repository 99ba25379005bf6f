"""The workbook under construction: its sheets in order, one frame for all of them.

Promise: every sheet has its title and the master check in its frozen rows, prints on A4, hides nothing and
merges nothing. Imports xlsxwriter, `results` and this package's grid, paper, styles, words and layout
only.
"""

from __future__ import annotations

from datetime import datetime, time
from functools import cached_property
from typing import IO, Any

from xlsxwriter import Workbook

from exports.grid import LABEL, MASTER_ROW, TITLE_ROW, UNIT, Sheet
from exports.layout import (
    CASE,
    CHECKS,
    COMPARE,
    COVER,
    INPUTS,
    SOURCES,
    SUMMARY,
    TIMELINE,
    UNCERTAINTY,
    Layout,
)  # fmt: skip
from exports.paper import MARGINS
from exports.styles import FONTS, GREY, Styles, three_parts
from exports.words import Words
from tco.results import MODEL_VERSION, Result

MASTER = f"{CHECKS}!$B$2"
OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}


class Book:
    """One workbook for one result in one language.

    Attributes:
        sheets: its worksheets by name, in order; Uncertainty only where it was asked for.
    """

    def __init__(self, result: Result, target: str | IO[bytes], language: str, uncertain: bool = False):
        self.result, self.bound = result, result.bound
        self.words = Words(result, language)
        font = {"font_name": FONTS[language], "font_size": 10}
        self.workbook = Workbook(target, {**OPTIONS, "default_format_properties": font})
        self.styles = Styles(self.workbook)
        self.layout = Layout(result)
        self.sheets: dict[str, Sheet] = {}
        drawn = (UNCERTAINTY,) if uncertain else ()
        middle = (INPUTS, TIMELINE, *self.layout.sheet.values(), COMPARE)
        for name in (COVER, SUMMARY, *drawn, *middle, CHECKS, SOURCES, CASE):
            self.sheets[name] = self.workbook.add_worksheet(name, worksheet_class=Sheet)
        self._describe()

    def _describe(self) -> None:
        pack = self.bound.pack.head
        self.workbook.set_properties(
            {
                "title": self.words.text(self.bound.case.title),
                "subject": self.words("병원 전산 총소유비용", "Total cost of ownership of hospital IT"),
                "comments": f"model {MODEL_VERSION}; {self.bound.pack.label}; case {self.result.case_hash}",
                "created": datetime.combine(pack.as_of, time()),
            }
        )
        self.workbook.set_calc_mode("auto")

    @property
    def currency(self) -> str:
        """The currency of the case."""
        return self.bound.pack.head.currency

    @cached_property
    def amounts(self) -> tuple[str, str]:
        """How Summary shows amounts: a number format in millions, thousands or ones, and the unit's name."""
        largest = max(abs(self.result.value(each, "total_cost")) for each in self.result.alternatives)
        money, currency = self.words.unit("money"), self.currency
        if largest >= 1e9:
            return three_parts("#,##0,,"), self.words(f"백만 {money}", f"{currency} M")
        if largest >= 1e6:
            return three_parts("#,##0,"), self.words(f"천 {money}", f"{currency} k")
        return three_parts("#,##0"), money

    def frame(self, name: str, title: str, freeze: tuple[int, int], left: int = 0, widths: str = "") -> Sheet:
        """Give a sheet its title, its master check and its page.

        Args:
            name: the sheet.
            title: what stands in its first cell.
            freeze: how many rows and columns stay in view.
            left: the first column shown beside the frozen ones.
            widths: column ranges with widths, such as `A:A=40 B:B=10`.
        """
        sheet, styles = self.sheets[name], self.styles
        for part in widths.split():
            columns, width = part.split("=")
            sheet.set_column(columns, float(width))
        sheet.hide_gridlines(2)
        sheet.text(TITLE_ROW, LABEL, title, styles("title"))
        sheet.text(
            MASTER_ROW,
            LABEL,
            self.words("전체 검산(Checks 시트)", "Master check (sheet Checks)"),
            styles("note"),
        )
        self.flag_failures(sheet, MASTER_ROW, UNIT, MASTER_ROW, UNIT)
        sheet.freeze_panes(*freeze, freeze[0], max(left, freeze[1]))
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.set_margins(*MARGINS)
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(0, freeze[0] - 1)
        sheet.set_footer(f"&L&8{self._imprint()}&R&8&A  &P / &N")
        return sheet

    def _imprint(self) -> str:
        return f"{self.bound.pack.label} · model {MODEL_VERSION} · {self.result.case_hash}".replace("&", "&&")

    def show_master(self, value: str) -> None:
        """Link every sheet's cell of the master check to the sheet Checks."""
        for name, sheet in self.sheets.items():
            if name != CHECKS:
                sheet.live(MASTER_ROW, UNIT, f"={MASTER}", self.styles("master"), value)

    def flag_failures(self, sheet: Sheet, *area: int) -> None:
        """Paint failed checks; the word says it, too."""
        rule = {"type": "cell", "criteria": "==", "value": '"FAIL"', "format": self.styles("failed")}
        sheet.conditional_format(*area, rule)

    def heading(self, sheet: Sheet, row: int, text: str, until: int) -> None:
        """A heading with a rule under it."""
        style = self.styles("heading")
        sheet.text(row, LABEL, text, style)
        for column in range(1, until + 1):
            sheet.write_blank(row, column, None, style)

    def define(self, name: str, sheet: str, area: str) -> None:
        """Give cells a name."""
        self.workbook.define_name(name, f"={sheet}!{area}")

    def chart(self, kind: str, stacked: bool = False) -> Any:
        """A native chart in the workbook's look."""
        chart = self.workbook.add_chart({"type": kind, **({"subtype": "stacked"} if stacked else {})})
        chart.set_plotarea({"border": {"none": True}})
        chart.set_chartarea({"border": {"none": True}})
        chart.set_legend({"position": "bottom", "font": {"size": 9, "color": GREY}})
        return chart
