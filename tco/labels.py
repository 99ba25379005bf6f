"""Names of what the model is structured by, in both languages, and the sentence of each line.

Promise: one place for words that are not in a pack. Imports `assumptions`, `language` and `wording` only.
"""

from __future__ import annotations

import re

from tco.assumptions import Text
from tco.language import Category
from tco.language.line import Line
from tco.wording import KOREAN_PER, read_texts

MEMBERS = {
    "year_end": Text(en="at the year's end", ko="연말"),
    "peak": Text(en="highest of the year", ko="연중 최대"),
    "average": Text(en="average of the year", ko="연평균"),
    "capital": Text(en="capital, start of the year", ko="자본지출, 연초"),
    "running": Text(en="running costs, middle of the year", ko="운영비, 연중"),
    "end": Text(en="end of the year", ko="연말"),
    "borrowing": Text(en="loans paid out", ko="차입"),
    "repayment": Text(en="loan payments", ko="상환"),
    "rents": Text(en="lease rents, middle of the year", ko="리스료, 연중"),
    "plain": Text(en="not discounted", ko="할인 전"),
    "discounted": Text(en="discounted", ko="할인 후"),
}
CATEGORIES = {
    Category.EQUIPMENT: Text(en="Equipment", ko="장비 구매"),
    Category.MAINTENANCE: Text(en="Maintenance", ko="유지보수"),
    Category.SOFTWARE: Text(en="Software", ko="소프트웨어"),
    Category.FACILITIES: Text(en="Room and power", ko="상면·전력"),
    Category.STAFF: Text(en="Staff", ko="인력"),
    Category.SECURITY: Text(en="Security and audits", ko="보안·인증"),
    Category.CLOUD: Text(en="Cloud", ko="클라우드"),
    Category.SUBSCRIPTION: Text(en="Subscription", ko="구독료"),
    Category.NETWORK: Text(en="Private lines", ko="전용회선"),
    Category.TRANSITION: Text(en="Moving", ko="이전"),
    Category.FINANCING: Text(en="Financing", ko="금융"),
    Category.TAXES: Text(en="VAT and taxes", ko="부가세·세금"),
    Category.RESIDUAL: Text(en="Residual value", ko="잔존가액"),
    Category.CUSTOM: Text(en="Own lines", ko="추가 항목"),
    Category.UNCHANGED: Text(en="Unchanged costs", ko="불변 비용"),
    Category.RISK: Text(en="Expected losses", ko="예상손실"),
    Category.LEAVING: Text(en="Cost to leave", ko="이탈 비용"),
}
KINDS = {
    "sourced": Text(en="sourced", ko="출처 있음"),
    "judgement": Text(en="judgement", ko="판단값"),
    "quote_needed": Text(en="quote needed", ko="견적 필요"),
    "own": Text(en="own", ko="병원 값"),
    "convention": Text(en="convention", ko="관례·구조"),
    "definition": Text(en="definition", ko="정의"),
}
LINES = "tco.lines"
IN_THE_BOOKS_CURRENCY = ("monthly_bill", "support_minimum_charged", "path_ports")
CURRENCIES = {"KRW": "원", "USD": "달러", "EUR": "유로", "GBP": "파운드", "JPY": "엔"}
WHOLE_UNITS = {"Mbit/s": "Mbps"}


def of_member(member: str) -> Text | None:
    """The label of a moment, date of payment, basis or category."""
    if member in MEMBERS:
        return MEMBERS[member]
    return CATEGORIES[Category(member)] if member in set(Category) else None


def sentence_of(line: Line, language: str) -> str:
    """The policy of a line in one sentence; a rule for certain members has its own."""
    package, _, subject = line.module.rpartition(".")
    if language != "ko" or package != LINES:
        return line.sentence
    return read_texts(LINES, f"ko/{subject}.toml")[".".join([line.id, *line.only.values()])]


def whole_unit(language: str, unit: str) -> str:
    """The unit; one that is a single word in Korean as that word."""
    return WHOLE_UNITS.get(unit, unit) if language == "ko" else unit


def unit_in(language: str, unit: str, currency: str) -> str:
    """A unit as it is read after a number; in English the code that files and commands use."""
    if language != "ko":
        return unit
    names = {**KOREAN_PER, "money": CURRENCIES.get(currency, currency)}
    if unit in ("1", "month"):
        return "" if unit == "1" else "개월"
    whole = whole_unit(language, unit)
    return re.sub(r"[A-Za-z][A-Za-z0-9]*", lambda found: names.get(found[0], found[0]), whole)


def part_in(language: str, part: str) -> str:
    """One factor of a unit, other than money, as it is read."""
    return KOREAN_PER.get(part, part) if language == "ko" else part
