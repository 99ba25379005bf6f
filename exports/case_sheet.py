"""The sheet Case: the case file as text, so that the workbook can be read back into the case it came from.

Promise: the text reads as the case file that made the workbook, one line a row; a line longer than a cell
goes on in the cells to its right. Imports `case_file`, `intake.table`, `results` and this package only.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from exports.book import Book
from exports.grid import LABEL, UNIT
from exports.layout import CASE
from tco.case_file import to_toml
from tco.intake.table import Row
from tco.results import MODEL_VERSION

NOTE_ROW, FIRST_ROW = 2, 4
LONGEST = 30_000  # characters of a cell; a spreadsheet takes 32,767
MARK = re.compile(r"# hospital-tco case; model (\S{1,20}); (.{1,200}); case ([0-9a-f]{16})")


def write_case(book: Book) -> None:
    """Write the case file, headed by the versions that made the workbook's figures."""
    words, styles = book.words, book.styles
    sheet = book.frame(CASE, words("사례 파일", "Case file"), (FIRST_ROW, 0), widths="A:A=170 B:B=10")
    note = words(
        "이 엑셀 파일을 만든 사례 파일(TOML)입니다. 값을 바꾼 엑셀 파일을 올리면 프로그램이 이 시트로 "
        "원래 사례를 알아봅니다. 값은 Inputs 시트에서 바꾸십시오.",
        "The case file (TOML) that made this workbook. When a changed workbook is uploaded, the program "
        "knows the case by this sheet. Change values on the sheet Inputs, not here.",
    )
    sheet.fold(NOTE_ROW, LABEL, note, styles("note_row"))
    lines = _lines(book)
    sheet.prints([(0, LABEL, FIRST_ROW + len(lines) - 1, UNIT)])
    for row, line in enumerate(lines, FIRST_ROW):
        for column, at in enumerate(range(0, len(line), LONGEST)):
            sheet.fold(row, column, line[at : at + LONGEST], styles("row"))


def _lines(book: Book) -> list[str]:
    pack, case = book.bound.pack, book.bound.case
    mark = f"# hospital-tco case; model {MODEL_VERSION}; {pack.label}; case {book.result.case_hash}"
    return [mark, *to_toml(case).splitlines()]


def case_text(rows: Iterable[Row]) -> tuple[tuple[str, str, str], str] | None:
    """Model, pack and case as the sheet names them, and the case file's text; None where it has none."""
    lines = ["".join(str(cell) for cell in row if cell is not None) for row in rows]
    for at, line in enumerate(lines):
        mark = MARK.fullmatch(line.strip())
        if mark:
            return (mark[1], mark[2], mark[3]), "\n".join(lines[at + 1 :]) + "\n"
    return None
