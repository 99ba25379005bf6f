"""A register as text for people: the columns, what is used and explained, and what the case becomes.

Promise: nothing stands here that the document (`report`) does not hold. Imports this package and `results`
only.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from tco.register.in_case import BookValue, book_values
from tco.register.records import Explained
from tco.register.register import Register
from tco.register.report import basis_of, changes_of, own_book, remarks
from tco.register.rows import COLUMNS
from tco.register.totals import Totals
from tco.register.words import STEPS
from tco.results import Result

SHOWN = 40
BASES = {"unit": (" (of one unit)", " (개당)"), "row": (" (of the whole row)", " (행 전체)")}


def as_text(register: Register, result: Result | None, language: str = "en") -> Iterator[str]:
    """The register for people."""
    korean = language == "ko"
    matched = register.matched
    yield f"{matched.table.place}, " + (
        f"머리글 {matched.header_row}행, 결정일 {register.reading.decision_date}" if korean
        else f"header in row {matched.header_row}, decision on {register.reading.decision_date}"
    )  # fmt: skip
    yield ""
    yield from _columns_text(register, korean)
    yield ""
    yield from _fleets_text(register, language)
    yield from _own_book_text(register, language)
    if result is not None:
        yield ""
        yield from _book_text(register, result, language)
    yield ""
    yield from _explained_text(register.explained, language)
    yield ""
    yield from _totals_text(register, korean)
    yield ""
    yield from (f"- {each}" for each in remarks(register, result, language))


def _columns_text(register: Register, korean: bool) -> Iterator[str]:
    yield "열(고치려면 --map 키=머리글)" if korean else "columns (correct with --map key=HEADER)"
    for column in COLUMNS:
        header = register.matched.headers.get(column.key)
        basis = basis_of(register.matched, column.key)
        yield f"  {column.key:<10}{header or '–'}{BASES[basis][korean] if basis else ''}"
    if register.matched.unused:
        yield f"  {'쓰지 않음' if korean else 'not used'}: {', '.join(register.matched.unused)}"


def _fleets_text(register: Register, language: str) -> Iterator[str]:
    head = {
        "ko": ("장비군", "행", "취득가액", "장부가액", "도입연도(0 = 결정 전 12개월): 수량 × 단가"),
        "en": (
            "fleet",
            "rows",
            "price",
            "book value",
            "year of purchase (0 = last 12 months): units × price",
        ),
    }[language]
    yield f"{head[0]:<20}{head[1]:>5}{head[2]:>18}{head[3]:>18}  {head[4]}"
    for name, fleet in register.fleets.items():
        vintages = "; ".join(
            f"{year}: {units:,.6g}" + (f" × {fleet.prices[year]:,.0f}" if year in fleet.prices else "")
            for year, units in fleet.units.items()
        )
        title = register.titles[name].in_language(language)
        yield f"{title:<20}{len(fleet.assets):>5}{fleet.paid:>18,.0f}{fleet.book_value():>18,.0f}  {vintages}"


def _own_book_text(register: Register, language: str) -> Iterator[str]:
    """The book values that the file gives beside ours, where it gives them."""
    given = {name: each for name, fleet in register.fleets.items() if (each := own_book(fleet))}
    if not given:
        return
    korean = language == "ko"
    yield ""
    yield (
        "파일의 장부가액, 여기서 계산한 장부가액, 차이(비교용이며 계산에는 쓰지 않음)" if korean
        else "book value in the file, ours, and the difference (to compare; used for nothing else)"
    )  # fmt: skip
    for name, each in given.items():
        fleet = register.fleets[name]
        shown = f"  ({each['rows']}/{len(fleet.assets)}{'행' if korean else ' rows'})"
        part = shown if each["rows"] < len(fleet.assets) else ""
        title = register.titles[name].in_language(language)
        yield f"  {title:<18}{each['file']:>18,.0f}{each['ours']:>18,.0f}{each['difference']:>+18,.0f}{part}"


def _book_text(register: Register, result: Result, language: str) -> Iterator[str]:
    """The book values side by side, and the figures that the case takes over."""
    korean = language == "ko"
    yield "결정일 장부가액: 대장과 모형" if korean else "book value on the decision date: register and model"
    for name, each in book_values(register, result).items():
        steps = [f"{STEPS[key].in_language(language)} {amount:+,.0f}" for key, amount in _steps(each)]
        title = register.titles[name].in_language(language)
        yield f"  {title:<18}{each.register:>18,.0f}{each.model:>18,.0f}  {'; '.join(steps)}".rstrip()
    yield ""
    yield "사례에 들어가는 값" if korean else "what the case takes over, beside units and prices"
    for key, each in changes_of(register, result)["overrides"].items():
        value = each if isinstance(each, float) else each["value"]
        yield f"  {key} = {value:,.6g}"


def _steps(each: BookValue) -> Iterator[tuple[str, float]]:
    for key in STEPS:
        amount = getattr(each, key)
        if abs(amount) >= 0.5:
            yield key, amount


def _explained_text(explained: Iterable[Explained], language: str) -> Iterator[str]:
    """Blank rows together, the rest one by one; a long list says how many are in the JSON document."""
    listed = [each for each in explained if each.why != "empty"]
    korean = language == "ko"
    if listed:
        yield "쓰지 않은 행과 이유" if korean else "rows not used, and why"
    else:
        yield "쓰지 않은 행: 없음" if korean else "rows not used: none"
    for each in listed[:SHOWN]:
        yield f"  {each.row:>5}  {each.name or each.kind}: {each.reason.in_language(language)}"
    if len(listed) > SHOWN:
        more = len(listed) - SHOWN
        yield f"  외 {more}행(--json에 전부 있음)" if korean else f"  and {more} more (all in --json)"
    blank = sum(each.rows for each in explained if each.why == "empty")
    if blank:
        yield f"  빈 행 {blank}개" if korean else f"  blank rows: {blank}"


def _totals_text(register: Register, korean: bool) -> Iterator[str]:
    head = ("대사", "행", "수량", "금액") if korean else ("reconciliation", "rows", "units", "price")
    names = ("파일", "사용", "설명") if korean else ("in the file", "used", "explained")
    yield f"{head[0]:<16}{head[1]:>8}{head[2]:>14}{head[3]:>22}"
    totals: tuple[Totals, ...] = (register.file_totals, register.used_totals, register.explained_totals)
    for name, each in zip(names, totals, strict=True):
        yield f"{name:<16}{each.rows:>8,}{each.units:>14,.6g}{each.price:>22,.0f}"
