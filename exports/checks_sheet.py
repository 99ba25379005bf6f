"""The sheet Checks: every check with its tolerance and result, and the one master check over them.

Promise: an error turns the master check to FAIL, also where a cell holds no number; an alert (the inputs
are no longer those of the export) does not. Imports this package only.
"""

from __future__ import annotations

from exports.book import Book
from exports.checks import Check, Declarations
from exports.grid import LABEL, LETTERS, MASTER_ROW, UNIT, Sheet
from exports.layout import CHECKS
from exports.year_tables import Places

KIND, WHERE, TOLERANCE, VALUE, _, RESULT, AT_EXPORT = range(UNIT, UNIT + 7)
ALERT_ROW, HEAD_ROW = 2, 4
WIDTHS = "A:A=74 B:B=12 C:C=44 D:D=14 E:E=20 F:F=3 G:G=12 H:H=20"
HEADS_KO = ("검산 항목", "종류", "대안", "허용 오차", "값", "", "결과", "내보낸 시점의 값")
HEADS_EN = ("Check", "Class", "Alternative", "Tolerance", "Value", "", "Result", "Value at export")


def write_checks(book: Book, places: Places) -> None:
    """Write the sheet, and the master check on every other one."""
    words, styles = book.words, book.styles
    sheet = book.frame(CHECKS, words("검산", "Checks"), (HEAD_ROW + 1, 1), widths=WIDTHS)
    for column, head in enumerate(words(HEADS_KO, HEADS_EN)):
        right = column in (TOLERANCE, VALUE, AT_EXPORT)
        sheet.text(HEAD_ROW, column, head, styles("header" if right else "header_left"))
    checks = Declarations(book, places).all()
    for row, check in enumerate(checks, HEAD_ROW + 1):
        _write(book, sheet, row, check)
    _write_master(book, sheet, checks)


def _write_master(book: Book, sheet: Sheet, checks: list[Check]) -> None:
    words, styles = book.words, book.styles
    first, last = HEAD_ROW + 2, HEAD_ROW + 1 + len(checks)
    kinds, results, error = f"B{first}:B{last}", f"G{first}:G{last}", words("오류", "error")
    master = f'=IF(COUNTIFS({kinds},"{error}",{results},"OK")=COUNTIF({kinds},"{error}"),"OK","FAIL")'
    holds = all(check.holds for check in checks)
    sheet.live(MASTER_ROW, UNIT, master, styles("master"), "OK" if holds else "FAIL")
    book.show_master("OK" if holds else "FAIL")
    label = words("알림 수(입력이 내보낸 뒤 바뀌었음)", "Alerts (inputs changed since the export)")
    sheet.text(ALERT_ROW, LABEL, label, styles("note"))
    sheet.live(ALERT_ROW, UNIT, f'=COUNTIF({results},"ALERT")', styles("check", "0"), 0.0)
    book.flag_failures(sheet, HEAD_ROW + 1, RESULT, last - 1, RESULT)


def _write(book: Book, sheet: Sheet, row: int, check: Check) -> None:
    words, styles = book.words, book.styles
    alert = check.at_export is not None
    label = words(*check.label) + (f" ({words.member(check.member)})" if check.member else "")
    sheet.fold(row, LABEL, label, styles("row"))
    kind = words("알림", "alert") if alert else words("오류", "error")
    where = words.member(check.where) if check.where else words("전체", "All")
    sheet.text(row, KIND, kind, styles("note"))
    sheet.fold(row, WHERE, where, styles("note_row"))
    sheet.write_number(row, TOLERANCE, check.tolerance, styles("constant", "General"))
    formula = check.formula
    if check.at_export is not None:
        sheet.write_number(row, AT_EXPORT, check.at_export, styles("constant", "#,##0.######"))
        formula += f"-{LETTERS[AT_EXPORT]}{row + 1}"
    sheet.live(row, VALUE, formula, styles("check", "#,##0.000000"), check.value)
    value, bound = f"{LETTERS[VALUE]}{row + 1}", f"{LETTERS[TOLERANCE]}{row + 1}"
    failed = "ALERT" if alert else "FAIL"
    result = f'=IF(ABS({value})<={bound},"OK","{failed}")'
    sheet.live(row, RESULT, result, styles("check"), "OK" if check.holds else failed)
