"""What a cell says: dates and numbers as people in hospitals write them.

Promise: a value is read in one way or refused with a sentence that says how to write it; what two
readers would read differently is called ambiguous. Imports this package only.

Policy: a comma groups thousands, a point begins decimals. A year alone stands for its middle (1 July), a
month alone for its 15th day.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Mapping
from datetime import date, datetime

from tco.intake.dates import date_of_number, date_of_text
from tco.intake.table import Cell
from tco.intake.unreadable import Unreadable

EMPTY = frozenset({"", "-", "–", "—", "−", "--", "n/a", "na", "없음", "해당없음", "미상", "."})
ERRORS = ("#N/A", "#REF!", "#DIV/0!", "#VALUE!", "#NAME?", "#NUM!", "#NULL!")
LARGEST = 1e15
DECIMALS = 6  # of a number that is only shown
NUMBER = re.compile(r"(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?|\.\d+")


def plain(text: object) -> str:
    """A text with full-width digits and signs as usual ones, without outer blanks."""
    return unicodedata.normalize("NFKC", str(text)).replace("\u200b", "").strip()


def legible(cell: Cell) -> str:
    """A cell as people read it; a number without the digits that only its storage has."""
    if isinstance(cell, float):
        return f"{cell:.{DECIMALS}f}".rstrip("0").rstrip(".")
    return plain(cell)


def is_empty(cell: Cell) -> bool:
    """Whether a cell says nothing: blank, a dash, or a word for "none"."""
    return cell is None or (isinstance(cell, str) and plain(cell).casefold() in EMPTY)


def parse_date(cell: Cell, date_1904: bool = False, order: str = "") -> date:
    """The day that a cell names.

    Args:
        cell: a date, a text, or a serial number of a spreadsheet.
        date_1904: whether serial numbers count from 1904.
        order: how to read what is ambiguous: `ymd`, `dmy` or `mdy`; empty refuses it.

    Raises:
        Unreadable: a ValueError with a sentence.
    """
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, date):
        return cell
    refuse_unreadable(cell)
    if isinstance(cell, int | float):
        return date_of_number(float(cell), date_1904)
    return date_of_text(plain(cell), date_1904, order)


def parse_number(cell: Cell, units: Mapping[str, float] | None = None) -> float:
    """The number of a cell, with thousands grouped by commas; "5 %" is 0.05.

    Args:
        cell: a number or a text.
        units: words that may follow the number, with what they multiply it by (`{"kW": 1, "W": 0.001}`).

    Raises:
        Unreadable: a ValueError with a sentence.
    """
    refuse_unreadable(cell)
    if isinstance(cell, int | float):
        return within_limits(float(cell))
    if isinstance(cell, date):
        raise date_instead(cell)
    text, sign = without_sign(plain(cell))
    found = re.fullmatch(r"([\d.,\s]+)(%?)\s*(.*)", text)
    if not found:
        raise not_a("a number", "숫자", cell)
    factors = {word.casefold(): factor for word, factor in (units or {}).items()} | {"": 1.0}
    word = found[3].strip().casefold()
    if word not in factors:
        known = f"; known here: {', '.join(units)}" if units else ""
        shown = found[3].strip()
        raise Unreadable(
            f"'{cell}': '{shown}' is not a unit of this column{known}",
            f"'{cell}': 이 열의 단위로 '{shown}'을(를) 읽을 수 없습니다",
        )
    return sign * plain_number(found[1], cell) * factors[word] * (0.01 if found[2] else 1.0)


def refuse_unreadable(cell: Cell) -> None:
    """Raise what keeps a cell from being a number, an amount or a date at all."""
    if is_empty(cell):
        raise Unreadable("is empty", "비어 있습니다")
    if isinstance(cell, bool):
        shown = str(cell).upper()
        raise Unreadable(f"is {shown}, neither a number nor a date", f"{shown}은(는) 숫자도 날짜도 아닙니다")
    if isinstance(cell, str) and cell.startswith("="):
        raise Unreadable(
            f"is a formula without a stored result ({cell[:40]}); open the file in a spreadsheet program, "
            "save it and try again",
            f"계산값이 저장되지 않은 수식입니다({cell[:40]}). 엑셀에서 열어 저장한 뒤 다시 올리십시오",
        )
    if isinstance(cell, str) and cell.strip() in ERRORS:
        raise Unreadable(
            f"is the spreadsheet error {cell.strip()}; mend the formula in the file",
            f"엑셀 오류값 {cell.strip()}입니다. 파일의 수식을 고치십시오",
        )


def within_limits(value: float) -> float:
    """The value, unless no hospital has so much of anything."""
    if not math.isfinite(value) or abs(value) > LARGEST:
        raise Unreadable(
            f"{value:g} is beyond {LARGEST:g}; check the number and the unit in the header",
            f"{value:g}은(는) 한도 {LARGEST:g}을(를) 넘습니다. 숫자와 머리글의 단위를 확인하십시오",
        )
    return value


def without_sign(text: str) -> tuple[str, float]:
    """Text without its sign; brackets and triangles are negative, as accountants write."""
    inside = re.fullmatch(r"\((.*)\)", text)
    if inside:
        return inside[1].strip(), -1.0
    if text[:1] in "-−–△▲":
        return text[1:].strip(), -1.0
    return text.removeprefix("+").strip(), 1.0


def plain_number(text: str, cell: Cell) -> float:
    """A plain number; what a European would read otherwise is named."""
    text = re.sub(r"\s+", "", text)
    if NUMBER.fullmatch(text):
        return within_limits(float(text.replace(",", "")))
    if re.fullmatch(r"\d+,\d+", text):
        decimal, whole = text.replace(",", "."), text.replace(",", "")
        raise Unreadable(
            f"'{cell}' is ambiguous: the comma may begin decimals or stand wrong; write {decimal} or {whole}",
            f"'{cell}'의 쉼표가 소수점인지 자릿수 구분인지 모호합니다. {decimal} 또는 {whole}처럼 적으십시오",
        )
    if re.fullmatch(r"\d{1,3}(\.\d{3})+(,\d+)?", text):
        usual = text.replace(".", "").replace(",", ".")
        raise Unreadable(
            f"'{cell}' groups thousands by points; write {usual}",
            f"'{cell}'은(는) 점으로 천 단위를 구분했습니다. {usual}으로(로) 적으십시오",
        )
    raise not_a("a number", "숫자", cell)


def not_a(what: str, what_ko: str, cell: Cell) -> Unreadable:
    """What a cell is not, in both languages."""
    return Unreadable(f"'{cell}' is not {what}", f"'{cell}'은(는) {what_ko}이(가) 아닙니다")


def date_instead(cell: date) -> Unreadable:
    """A date where a number is wanted."""
    return Unreadable(
        f"{cell:%Y-%m-%d} is a date, not a number; check the column and the cell's format",
        f"{cell:%Y-%m-%d}은(는) 숫자가 아니라 날짜입니다. 열과 셀 서식을 확인하십시오",
    )
