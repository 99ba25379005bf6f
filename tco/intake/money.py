"""Amounts of money as people in hospitals write them, and the units and currencies that headers name.

Promise: an amount is read in one way or refused with a sentence that says how to write it. Imports this
package only.

Policy: a cell that names its own unit is taken at its word, whatever the header says.
"""

from __future__ import annotations

import math
import re
from datetime import date

from tco.intake.table import Cell
from tco.intake.unreadable import Unreadable
from tco.intake.values import (
    date_instead,
    not_a,
    plain,
    plain_number,
    refuse_unreadable,
    within_limits,
    without_sign,
)

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
        raise date_instead(cell)
    refuse_unreadable(cell)
    if isinstance(cell, int | float):
        return within_limits(float(cell) * unit_factor)
    text, sign = without_sign(_without_currency(plain(cell), cell, currency))
    text, won = re.subn(r"\s*원(정)?\s*$", "", text)
    if won and currency != "KRW":
        raise _foreign(cell, "KRW", currency)
    if re.fullmatch(r"[\d.,\s]+", text):
        return within_limits(sign * plain_number(text, cell) * (1.0 if won else unit_factor))
    english = re.fullmatch(r"([\d.,\s]+?)\s*([a-z]+)\.?", text.casefold())
    if english and english[2] in ENGLISH:
        return within_limits(sign * plain_number(english[1], cell) * ENGLISH[english[2]])
    return within_limits(sign * _korean(text.replace(" ", ""), cell))


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
        raise not_a("an amount", "금액", cell)
    amount, rest, largest = 0.0, text, math.inf
    while rest:
        found = re.match(r"([\d.,]*(?:[천백십][\d.,]*)*)([조억만]?)", rest)
        if not found or not found[0]:
            raise not_a("an amount", "금액", cell)
        part, word = found[1], found[2]
        factor = BIG.get(word, 1.0)
        if factor >= largest or (not part and not word):
            raise not_a("an amount", "금액", cell)
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
        return plain_number(text, cell) if text else 1.0
    amount, largest = 0.0, math.inf
    for digits, word in re.findall(r"([\d.,]*)([천백십]|$)", text):
        if not digits and not word:
            continue
        factor = SMALL.get(word, 1.0)
        if factor >= largest:
            raise not_a("an amount", "금액", cell)
        amount += (plain_number(digits, cell) if digits else 1.0) * factor
        largest = factor
    return amount
