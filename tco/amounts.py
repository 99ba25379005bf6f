"""Amounts and shares as people read them: 1억 2,340만 원, ₩123.4 M, 6.3 %.

Promise: at most four significant digits in text and three in charts, a true minus, and `parse` reads
back whatever `money` writes. Pure functions; imports the standard library only.
"""

from __future__ import annotations

import math
import re
from decimal import ROUND_HALF_UP, Decimal

MINUS, GAP, NOTHING = "−", "\u00a0", "–"
MYRIADS = ((10**12, "조"), (10**8, "억"), (10**4, "만"))
THOUSANDS = ((10**12, "T"), (10**9, "B"), (10**6, "M"), (10**3, "K"))
SYMBOLS = {"KRW": "₩", "USD": "$", "EUR": "€", "GBP": "£", "JPY": "¥"}
KOREAN_NAMES = {"KRW": "원", "USD": "달러", "EUR": "유로", "GBP": "파운드", "JPY": "엔"}
WORDS = {
    "조": 1e12, "천억": 1e11, "백억": 1e10, "십억": 1e9, "억": 1e8, "천만": 1e7, "백만": 1e6,
    "만": 1e4, "천": 1e3,
    "t": 1e12, "b": 1e9, "m": 1e6, "k": 1e3,
}  # fmt: skip
SMALL = 10_000
#: Digits in groups of three, or of four as Korean counts.
GROUPS = re.compile(r"(?<![\d.,])[1-9](?:\d{0,2}(?:,\d{3})+|\d{0,3}(?:,\d{4})+)(?![\d,])")


def significant(value: float, digits: int = 4) -> float:
    """The value with this many significant digits, half rounded away from zero."""
    if value == 0 or not math.isfinite(value):
        return 0.0 if value == 0 else value
    exact = Decimal(repr(float(value)))
    step = Decimal(1).scaleb(exact.adjusted() - digits + 1)
    return float(exact.quantize(step, ROUND_HALF_UP)) if abs(exact) >= step else 0.0


def number(value: float, digits: int = 4) -> str:
    """A plain number: grouped, at most four significant digits below 10,000, none of them invented."""
    shown = significant(value, digits) if abs(value) < SMALL else round(value)
    text = f"{abs(shown):,.10f}".rstrip("0").rstrip(".")
    return (MINUS if shown < 0 else "") + text


def percent(share: float) -> str:
    """A share as a percentage: 6.3 %, 25 %, −12 %."""
    hundredfold = abs(share) * 100
    decimals = 0 if hundredfold >= 9.95 else 1
    text = f"{hundredfold:,.{decimals}f}".removesuffix(".0")
    return (MINUS if share < 0 and float(text.replace(",", "")) else "") + text + GAP + "%"


def money(value: float, currency: str, language: str, digits: int = 4) -> str:
    """An amount in a sentence, at most four significant digits; it does not break over rows."""
    rounded = significant(value, digits)
    sign, size = (MINUS if rounded < 0 else ""), abs(rounded)
    if language == "ko":
        text = _myriads(size)
        return sign + text + _korean_name(currency, after_unit=not text[-1].isdigit())
    return sign + _symbol(currency) + _thousands(size, GAP)


def money_short(value: float, language: str, digits: int = 3) -> str:
    """An amount beside a mark of a chart, whose title has the currency: 12.3억, 12.3M."""
    rounded = significant(value, digits)
    sign, size = (MINUS if rounded < 0 else ""), abs(rounded)
    if language != "ko":
        return sign + _thousands(size, "")
    for unit, name in MYRIADS:
        if size >= unit:
            return f"{sign}{number(size / unit, digits)}{name}"
    return sign + number(size, digits)


def money_exact(value: float, currency: str, language: str) -> str:
    """The amount to the last unit of its currency."""
    sign = MINUS if round(value) < 0 else ""
    if language == "ko":
        return f"{sign}{abs(round(value)):,}{_korean_name(currency)}"
    return f"{sign}{_symbol(currency)}{abs(round(value)):,}"


def table_scale(currency: str, language: str, largest: float) -> tuple[float, str]:
    """What a table divides by, and the unit that stands in its header; four digits where there are any."""
    korean, name, symbol = language == "ko", _korean_name(currency).strip(), _symbol(currency).strip()
    if abs(largest) >= 1e9:
        return 1e6, f"백만{GAP}{name}" if korean else f"{symbol}{GAP}million"
    if abs(largest) >= 1e6:
        return 1e3, f"천{GAP}{name}" if korean else f"{symbol}{GAP}thousand"
    return 1.0, name if korean else symbol


def chart_scale(currency: str, language: str, largest: float) -> tuple[float, str]:
    """What an axis divides by, and the unit that stands in the chart's title."""
    steps = MYRIADS if language == "ko" else THOUSANDS
    unit, name = next(((unit, name) for unit, name in steps[1:] if abs(largest) >= unit), (1, ""))
    if language == "ko":
        return float(unit), f"{name}{GAP}{_korean_name(currency).strip()}".strip()
    words = {"B": "billion", "M": "million", "K": "thousand", "": ""}
    return float(unit), f"{_symbol(currency).strip()}{GAP}{words[name]}".strip()


def between(low: str, high: str, language: str) -> str:
    """Both ends of a range, as each language writes it."""
    return f"{low}~{high}" if language == "ko" else f"{low}–{high}"


def cell(value: float, scale: float) -> str:
    """A whole number of a table; zero is a dash, what rounds to zero is 0."""
    if value == 0:
        return NOTHING
    rounded = round(value / scale)
    return f"{MINUS if rounded < 0 else ''}{abs(rounded):,}"


def parse(text: str) -> float:
    """The amount a person typed: `1,200,000`, `120만`, `1.2억`, `1억 2,340만 원`, `₩1.2 M`.

    Raises:
        ValueError: the text is not an amount, or could be two (`1억 2천` may mean 2천 or 2천만; `1,2,3`).
    """
    plain = re.sub(r"[\s₩$€£¥\u00a0]|원|달러|유로|파운드|엔|[A-Z]{3}(?![A-Za-z])", "", text)
    plain = ungrouped(plain.replace(MINUS, "-"))
    negative = plain.startswith("-")
    plain = plain.removeprefix("-").lower()
    units = "|".join(sorted(WORDS, key=len, reverse=True))
    pattern = re.compile(rf"(\d+(?:\.\d+)?|\.\d+)({units})?")
    total, at, last = 0.0, 0, math.inf
    while at < len(plain):
        found = pattern.match(plain, at)
        unit = WORDS.get(found[2], 1.0) if found else 0.0
        ambiguous = unit == WORDS["천"] and WORDS["억"] <= last < math.inf
        if not found or unit >= last or ambiguous:
            raise ValueError(text)
        total, at, last = total + float(found[1]) * unit, found.end(), unit
    if math.isinf(last):
        raise ValueError(text)
    return -total if negative else total


def ungrouped(text: str) -> str:
    """A text without the commas that group the digits of its numbers.

    Raises:
        ValueError: a comma stands elsewhere, where it may be meant for a point or between numbers.
    """
    if "," in GROUPS.sub("", text):
        raise ValueError(text)
    return text.replace(",", "")


def _myriads(size: float) -> str:
    if size < SMALL:
        return number(size)
    rest, parts = round(size), []
    for unit, name in MYRIADS:
        count, rest = divmod(rest, unit)
        if count:
            parts.append(f"{count:,}{name}")
    if rest:
        parts.append(f"{rest:,}")
    return GAP.join(parts)


def _thousands(size: float, gap: str) -> str:
    if size < SMALL:
        return number(size)
    for unit, name in THOUSANDS:
        if size >= unit:
            return f"{number(size / unit)}{gap}{name}"
    return number(size)


def _korean_name(currency: str, after_unit: bool = False) -> str:
    """The currency's name, apart from a unit word or if it is a code."""
    name = KOREAN_NAMES.get(currency, currency)
    return f"{GAP}{name}" if after_unit or currency not in KOREAN_NAMES else name


def _symbol(currency: str) -> str:
    return SYMBOLS.get(currency, f"{currency}{GAP}")
