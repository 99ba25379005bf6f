"""What a cell says: dates, amounts and numbers as people in hospitals write them.

Promise: a value is read in one way or refused with a sentence that says how to write it; what two
readers would read differently is called ambiguous. Imports this package only.

Policy: a comma groups thousands, a point begins decimals. A year alone stands for its middle (1 July), a
month alone for its 15th day. A cell that names its own unit is taken at its word, whatever the header says.
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
SMALL = {"천": 1e3, "백": 1e2, "십": 1e1}
BIG = {"조": 1e12, "억": 1e8, "만": 1e4}
ENGLISH = {
    "k": 1e3, "thousand": 1e3, "m": 1e6, "mn": 1e6, "million": 1e6, "b": 1e9, "bn": 1e9, "billion": 1e9,
}  # fmt: skip
CURRENCIES = {
    "KRW": ("krw", "₩", "won"), "USD": ("us$", "usd", "$", "달러"), "GBP": ("gbp", "£"),
    "EUR": ("eur", "€", "유로"), "JPY": ("jpy", "¥", "엔"), "CNY": ("cny", "rmb", "위안"),
}  # fmt: skip
CODES = {sign: code for code, signs in CURRENCIES.items() for sign in signs}
CURRENCY = re.compile(
    "|".join(
        rf"(?<![a-z]){re.escape(sign)}(?![a-z])" if sign.isalpha() and sign.isascii() else re.escape(sign)
        for sign in sorted(CODES, key=len, reverse=True)
    ),
    re.IGNORECASE,
)
UNIT_AFTER = re.compile(r"단위[:=]?([^)\]]*)")
UNIT_INSIDE = re.compile(
    r"[(\[]([^)\]]*(?:원|억|won|krw|usd|gbp|\$|£|000|million|thousand|mn|\bm)[^)\]]*)[)\]]"
)
UNITS = (
    ("십억", 1e9), ("억", 1e8), ("천만", 1e7), ("백만", 1e6), ("십만", 1e5), ("만", 1e4), ("천", 1e3),
    ("billion", 1e9), ("million", 1e6), ("thousand", 1e3), ("000s", 1e3), ("'000", 1e3), ("mn", 1e6),
)  # fmt: skip


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
    _refuse_unreadable(cell)
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
    _refuse_unreadable(cell)
    if isinstance(cell, int | float):
        return _finite(float(cell))
    if isinstance(cell, date):
        raise _a_date(cell)
    text, sign = _signed(plain(cell))
    found = re.fullmatch(r"([\d.,\s]+)(%?)\s*(.*)", text)
    if not found:
        raise _not("a number", "숫자", cell)
    factors = {word.casefold(): factor for word, factor in (units or {}).items()} | {"": 1.0}
    word = found[3].strip().casefold()
    if word not in factors:
        known = f"; known here: {', '.join(units)}" if units else ""
        shown = found[3].strip()
        raise Unreadable(
            f"'{cell}': '{shown}' is not a unit of this column{known}",
            f"'{cell}': 이 열의 단위로 '{shown}'을(를) 읽을 수 없습니다",
        )
    return sign * _digits(found[1], cell) * factors[word] * (0.01 if found[2] else 1.0)


def parse_money(cell: Cell, unit_factor: float = 1.0, currency: str = "KRW") -> float:
    """The amount of a cell in whole units of the currency.

    Args:
        cell: a number or a text such as "1,234천원", "3.2억", "1억 2,340만 원", "US$ 12,000", "(1,234)".
        unit_factor: what the header says one stands for; a cell that names a unit does not need it.
        currency: the case's; another one is refused by name.

    Raises:
        Unreadable: a ValueError with a sentence.
    """
    if isinstance(cell, date):
        raise _a_date(cell)
    _refuse_unreadable(cell)
    if isinstance(cell, int | float):
        return _finite(float(cell) * unit_factor)
    text, sign = _signed(_without_currency(plain(cell), cell, currency))
    text, won = re.subn(r"\s*원(정)?\s*$", "", text)
    if won and currency != "KRW":
        raise _foreign(cell, "KRW", currency)
    if NUMBER.fullmatch(text.replace(" ", "")) or re.fullmatch(r"[\d.,\s]+", text):
        return _finite(sign * _digits(text, cell) * (1.0 if won else unit_factor))
    english = re.fullmatch(r"([\d.,\s]+?)\s*([a-z]+)\.?", text.casefold())
    if english and english[2] in ENGLISH:
        return _finite(sign * _digits(english[1], cell) * ENGLISH[english[2]])
    return _finite(sign * _korean(text.replace(" ", ""), cell))


def unit_named(header: Cell) -> float | None:
    """The unit of amounts that a header or title names, such as (천원); None if it names none."""
    text = plain(header or "").casefold().replace(" ", "")
    if re.search(r"\$k\b|\(k\)|\(k(krw|usd|gbp)\)|[£$]000", text):
        return 1e3
    inside = UNIT_AFTER.search(text) or UNIT_INSIDE.search(text)
    if not inside:
        return None
    for word, factor in UNITS:
        if word in inside[1]:
            return factor
    if re.fullmatch(r"[$£₩]?m", inside[1]):
        return 1e6
    return 1.0 if re.search(r"원|won|krw|usd|gbp|\$|£", inside[1]) else None


def currency_named(header: Cell) -> str:
    """The currency that a header or title names, empty if it names none: KRW for 취득가액(천원)."""
    text = plain(header or "")
    found = CURRENCY.search(text)
    if found:
        return CODES[found[0].casefold()]
    inside = UNIT_AFTER.search(text.replace(" ", "")) or UNIT_INSIDE.search(text)
    return "KRW" if inside and "원" in inside[1] else ""


def unit_of_header(header: Cell) -> float:
    """What one in the column stands for: 1,000 under "취득가액(천원)", 1 where the header says nothing."""
    return unit_named(header) or 1.0


def _refuse_unreadable(cell: Cell) -> None:
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


def _finite(value: float) -> float:
    if not math.isfinite(value) or abs(value) > LARGEST:
        raise Unreadable(
            f"{value:g} is beyond {LARGEST:g}; check the number and the unit in the header",
            f"{value:g}은(는) 한도 {LARGEST:g}을(를) 넘습니다. 숫자와 머리글의 단위를 확인하십시오",
        )
    return value


def _signed(text: str) -> tuple[str, float]:
    """Text without its sign; brackets and triangles are negative, as accountants write."""
    inside = re.fullmatch(r"\((.*)\)", text)
    if inside:
        return inside[1].strip(), -1.0
    if text[:1] in "-−–△▲":
        return text[1:].strip(), -1.0
    return text.removeprefix("+").strip(), 1.0


def _digits(text: str, cell: Cell) -> float:
    """A plain number; what a European would read otherwise is named."""
    text = re.sub(r"\s+", "", text)
    if NUMBER.fullmatch(text):
        return _finite(float(text.replace(",", "")))
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
    raise _not("a number", "숫자", cell)


def _not(what: str, what_ko: str, cell: Cell) -> Unreadable:
    return Unreadable(f"'{cell}' is not {what}", f"'{cell}'은(는) {what_ko}이(가) 아닙니다")


def _a_date(cell: date) -> Unreadable:
    return Unreadable(
        f"{cell:%Y-%m-%d} is a date, not a number; check the column and the cell's format",
        f"{cell:%Y-%m-%d}은(는) 숫자가 아니라 날짜입니다. 열과 셀 서식을 확인하십시오",
    )


def _foreign(cell: Cell, found: str, wanted: str) -> Unreadable:
    return Unreadable(
        f"'{cell}' is in {found}, but the case is in {wanted}; convert it",
        f"'{cell}'의 통화는 {found}인데 사례의 통화는 {wanted}입니다. 환산해서 적으십시오",
    )


def _without_currency(text: str, cell: Cell, currency: str) -> str:
    found = CURRENCY.search(text)
    if not found:
        return text
    code = CODES[found[0].casefold()]
    if code != currency:
        raise _foreign(cell, code, currency)
    return f"{text[: found.start()]}{text[found.end() :]}".strip()


def _korean(text: str, cell: Cell) -> float:
    """An amount in 조, 억, 만 and 천: each part in front of a larger one than the next."""
    if not re.search(r"\d", text):
        raise _not("an amount", "금액", cell)
    amount, rest, largest = 0.0, text, math.inf
    while rest:
        found = re.match(r"([\d.,]*(?:[천백십][\d.,]*)*)([조억만]?)", rest)
        if not found or not found[0]:
            raise _not("an amount", "금액", cell)
        part, word = found[1], found[2]
        factor = BIG.get(word, 1.0)
        if factor >= largest or (not part and not word):
            raise _not("an amount", "금액", cell)
        if not word and math.isfinite(largest) and "천" in part:
            raise Unreadable(
                f"'{cell}' is ambiguous: 천 after 억 or 만 may mean 천만; write it in figures",
                f"'{cell}'의 '천'이 1천인지 1천만인지 분명하지 않습니다. 숫자로 적으십시오",
            )
        amount += _small(part, cell) * factor
        rest, largest = rest[found.end() :], factor
    return amount


def _small(text: str, cell: Cell) -> float:
    """A number below 만: 12.5, 3천, 3천5백, 12.5백."""
    if not re.search("[천백십]", text):
        return _digits(text, cell) if text else 1.0
    amount, largest = 0.0, math.inf
    for digits, word in re.findall(r"([\d.,]*)([천백십]|$)", text):
        if not digits and not word:
            continue
        factor = SMALL.get(word, 1.0)
        if factor >= largest:
            raise _not("an amount", "금액", cell)
        amount += (_digits(digits, cell) if digits else 1.0) * factor
        largest = factor
    return amount
