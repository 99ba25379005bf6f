"""The template of an asset register, as a workbook or csv text.

Promise: what it calls its columns is what the reader finds, and its example rows are left out when it is
read. Imports XlsxWriter only.
"""

from __future__ import annotations

import csv
import io
from datetime import date

import xlsxwriter

Row = tuple[str | float | date | None, ...]
MARK = {"en": "[example] ", "ko": "[예시] "}
TITLES = {
    "en": "Asset register (amounts in {currency}, price of the whole row without value-added tax)",
    "ko": "자산대장(금액 단위: {unit}, 행 전체 금액, 부가세 별도)",
}
HEADERS = {
    "en": ("asset", "class", "count", "purchase date", "purchase price", "accounting life (years)",
           "power per unit (kW)", "usable capacity per unit (TB)", "status"),
    "ko": ("자산명", "자산분류", "수량", "취득일자", "취득가액", "내용연수(년)", "대당 소비전력(kW)",
           "대당 가용용량(TB)", "상태"),
}  # fmt: skip
EXAMPLES = {
    "en": (
        ("virtualisation host", "server", 10, date(2024, 5, 2), 180_000_000, 5, 0.35, None, "in use"),
        ("all-flash array", "storage", 1, date(2023, 11, 30), 200_000_000, 5, 1.2, 100, "in use"),
        ("core switch", "network", 2, date(2022, 3, 15), 80_000_000, 5, 0.4, None, "in use"),
    ),
    "ko": (
        ("가상화 서버", "서버", 10, date(2024, 5, 2), 180_000_000, 5, 0.35, None, "사용 중"),
        ("올플래시 스토리지", "스토리지", 1, date(2023, 11, 30), 200_000_000, 5, 1.2, 100, "사용 중"),
        ("백본 스위치", "네트워크", 2, date(2022, 3, 15), 80_000_000, 5, 0.4, None, "사용 중"),
    ),
}
NOTES = {
    "en": "Rows that begin with [example] are left out. Fill in below, one row for what was bought together.",
    "ko": "[예시]로 시작하는 행은 읽지 않습니다. 그 아래에 함께 구입한 장비를 한 행씩 적으십시오.",
}


def template_rows(language: str, currency: str = "KRW") -> list[Row]:
    """Title, note, header and examples."""
    unit = "원" if currency == "KRW" else currency
    mark = MARK[language]
    examples = [(mark + str(row[0]), *row[1:]) for row in EXAMPLES[language]]
    title = TITLES[language].format(currency=currency, unit=unit)
    return [(title,), (NOTES[language],), HEADERS[language], *examples]


def template_csv(language: str, currency: str = "KRW") -> bytes:
    """The template as csv that Excel opens with the right letters."""
    text = io.StringIO(newline="")
    csv.writer(text).writerows(
        [["" if cell is None else str(cell) for cell in row] for row in template_rows(language, currency)]
    )
    return text.getvalue().encode("utf-8-sig")


def template_xlsx(language: str, currency: str = "KRW") -> bytes:
    """The template as a workbook."""
    content = io.BytesIO()
    book = xlsxwriter.Workbook(content, {"in_memory": True})
    sheet = book.add_worksheet("자산대장" if language == "ko" else "assets")
    head = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
    plain, bold = book.add_format({"italic": True, "font_color": "#595959"}), book.add_format({"bold": True})
    day = book.add_format({"italic": True, "font_color": "#595959", "num_format": "yyyy-mm-dd"})
    amount = book.add_format({"italic": True, "font_color": "#595959", "num_format": "#,##0.##"})
    for at, row in enumerate(template_rows(language, currency)):
        style = (bold, plain, head)[at] if at < 3 else plain
        for column, cell in enumerate(row):
            if isinstance(cell, date):
                sheet.write_datetime(at, column, cell, day)
            elif isinstance(cell, str):
                sheet.write_string(at, column, cell, style)
            elif cell is not None:
                sheet.write_number(at, column, cell, amount)
    sheet.set_column(3, 3, 12, book.add_format({"num_format": "yyyy-mm-dd"}))
    sheet.set_column(4, 4, 16, book.add_format({"num_format": "#,##0"}))
    sheet.set_column(0, 0, 34)
    sheet.freeze_panes(3, 0)
    book.close()
    return content.getvalue()
