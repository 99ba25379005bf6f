"""The sheet Inputs: each assumption with its live value, its range, its source and its defined name.

Promise: a live value follows the scenario selector where the assumption has a range and is typed where it
has none; every cell that may be typed into has a validation that says what is allowed. Imports `inputs`
and this package only.
"""

from __future__ import annotations

from typing import Any

from exports.book import Book
from exports.grid import COLUMNS, LETTERS, Sheet
from exports.layout import INPUTS
from exports.styles import number_of_values
from exports.words import KINDS
from tco.assumptions import Assumption
from tco.inputs import Input
from tco.model import HISTORY

LABEL, UNIT, LIVE, KIND, LOW, BASE, HIGH, OWN, AS_OF, NAME, SOURCE, PAGE, ADDRESS, NOTE = range(14)
SERIES = 16
SELECTOR_ROW, POSITION_ROW, HEAD_ROW = 2, 3, 4
SCENARIOS = ("low", "base", "high", "own")
WIDTHS = (
    "A:A=58 B:B=17 C:C=17 D:D=12 E:H=15 I:I=12 J:J=36 K:K=46 L:L=22 M:M=46 N:N=80 O:P=3 Q:AU=12"
)  # fmt: skip
ANY = 1e15
GROUPS = {
    "hospital": ("병원", "Hospital"),
    "demand": ("수요와 워크로드", "Demand and workloads"),
    "equipment": ("장비: 가격, 교체주기, 유지보수", "Equipment: prices, refresh and support"),
    "staff": ("인력", "People"),
    "facilities": ("전력과 상면", "Room and power"),
    "software": ("소프트웨어", "Software"),
    "security": ("보안과 인증", "Security and audits"),
    "cloud": ("클라우드 이용", "Use of the cloud"),
    "books": ("가격표", "Price books"),
    "quote": ("구독 견적", "Quoted subscription"),
    "network": ("회선", "Lines"),
    "placement": ("무엇을 언제 옮기는가", "What moves, and when"),
    "transition": ("이전과 이탈", "Moving and leaving"),
    "risk": ("위험", "Risk"),
    "carbon": ("탄소배출", "Carbon"),
    "custom": ("사용자 항목", "Custom lines"),
    "finance": ("물가, 할인, 세금, 차입", "Prices, discounting, tax and loans"),
    "settings": ("계산 관례", "Conventions"),
}


def write_inputs(book: Book) -> dict[str, int]:
    """Write the sheet; returns the row number of each input."""
    words, styles = book.words, book.styles
    sheet = book.frame(INPUTS, words("입력값", "Inputs"), (HEAD_ROW + 1, 1), widths=WIDTHS)
    _write_selector(book, sheet)
    _write_head(book, sheet)
    row, rows = HEAD_ROW + 1, {}
    for group, members in _groups(book).items():
        row += 1
        book.heading(sheet, row, words.of(GROUPS, group), NOTE)
        for each in members:
            row += 1
            rows[each.id] = row + 1
            _write_input(book, sheet, row, each)
        row += 1
    row = _write_series_head(book, sheet, row + 1)
    for each in (each for each in book.bound.live if each.series is not None):
        row += 1
        rows[each.id] = row + 1
        _write_series(book, sheet, row, each)
    sheet.text(row + 2, LABEL, words("끝", "End"), styles("note"))
    return rows


def _groups(book: Book) -> dict[str, list[Input]]:
    found: dict[str, list[Input]] = {group: [] for group in GROUPS}
    for each in book.bound.live:
        if each.series is None:
            found.setdefault(_group(book, each), []).append(each)
    return {group: members for group, members in found.items() if members}


def _group(book: Book, each: Input) -> str:
    origin = each.declaration.origin.rsplit("/", 1)[-1].removesuffix(".toml")
    if origin in book.bound.books:
        return "books"
    return origin if origin in GROUPS else "settings"


def _write_selector(book: Book, sheet: Sheet) -> None:
    words, styles = book.words, book.styles
    sheet.text(SELECTOR_ROW, LABEL, words("시나리오: 모든 입력값을 한 번에 바꿉니다", "Scenario: moves every assumption at once"), styles("strong"))
    sheet.text(SELECTOR_ROW, LIVE, book.bound.case.scenario, styles("input"))
    sheet.data_validation(
        SELECTOR_ROW, LIVE, SELECTOR_ROW, LIVE,
        {"validate": "list", "source": list(SCENARIOS),
         "input_title": words("시나리오", "Scenario"),
         "input_message": words("low 낮음, base 기준, high 높음, own 직접 입력", "low, base, high, or your own values"),
         "error_title": words("시나리오", "Scenario"),
         "error_message": words("low, base, high, own 가운데 하나입니다.", "One of low, base, high, own.")},
    )  # fmt: skip
    book.define("scenario", INPUTS, f"${LETTERS[LIVE]}${SELECTOR_ROW + 1}")
    for column, word in zip(range(LOW, OWN + 1), (("낮음", "low end"), ("기준", "base"), ("높음", "high end"), ("직접 입력", "your own")), strict=True):  # fmt: skip
        sheet.text(SELECTOR_ROW, column, words(*word), styles("unit"))
    sheet.text(POSITION_ROW, LABEL, words("선택된 시나리오의 열", "Column of the scenario chosen"), styles("note"))
    heads = f"${LETTERS[LOW]}${HEAD_ROW + 1}:${LETTERS[OWN]}${HEAD_ROW + 1}"
    value = SCENARIOS.index(book.bound.case.scenario) + 1
    sheet.live(POSITION_ROW, LIVE, f"=MATCH(scenario,{heads},0)", styles("calculation", "0"), value)


def _write_head(book: Book, sheet: Sheet) -> None:
    words, styles = book.words, book.styles
    heads = [
        ("입력값", "Input"), ("단위", "Unit"), ("적용값", "Live value"), ("구분", "Kind"), *((each, each) for each in SCENARIOS),
        ("기준일", "As of"), ("이름", "Name"), ("출처", "Source"), ("쪽·조항", "Page"), ("주소", "Address"),
        ("비고", "Note"),
    ]  # fmt: skip
    for column, (korean, english) in enumerate(heads):
        left = column in (LABEL, KIND, NAME, SOURCE, PAGE, ADDRESS, NOTE)
        sheet.text(HEAD_ROW, column, words(korean, english), styles("header_left" if left else "header"))


def _write_input(book: Book, sheet: Sheet, row: int, each: Input) -> None:
    styles, declared = book.styles, each.declaration
    known = (each.low, declared.base, each.high, each.value)
    number = number_of_values(known, declared.format)
    _write_facts(book, sheet, row, each)
    value = each.in_scenario(book.bound.case.scenario)
    for column, known_value in ((LOW, each.low), (BASE, declared.base), (HIGH, each.high)):
        if known_value is not None:
            sheet.write_number(row, column, known_value, styles("scenario", number))
    if each.has_range:
        sheet.write_number(row, OWN, each.value, styles("input", number))
        span = f"{LETTERS[LOW]}{row + 1}:{LETTERS[OWN]}{row + 1}"
        position = f"${LETTERS[LIVE]}${POSITION_ROW + 1}"
        sheet.live(row, LIVE, f"=INDEX({span},{position})", styles("given", number), value)
    else:
        sheet.write_number(row, LIVE, value, styles("input", number))
    sheet.data_validation(row, LIVE, row, LIVE, _validation(book, each))
    sheet.data_validation(row, LOW, row, OWN, _validation(book, each))
    book.define(each.id, INPUTS, f"${LETTERS[LIVE]}${row + 1}")


def _write_facts(book: Book, sheet: Sheet, row: int, each: Input) -> None:
    words, styles, declared = book.words, book.styles, each.declaration
    note = " ".join(part for part in (each.reason, words.text(declared.note)) if part)
    owner = each.id.split(".")[0]
    sheet.text(row, LABEL, words.input(each), styles("label"))
    sheet.text(row, UNIT, words.unit(declared.unit, owner), styles("unit"))
    sheet.text(row, KIND, words.of(KINDS, each.kind), styles("note"))
    sheet.text(row, NAME, each.id, styles("note"))
    facts = {
        AS_OF: declared.as_of.isoformat() if declared.as_of else "",
        SOURCE: each.source.title if each.source else "",
        PAGE: declared.page,
        ADDRESS: each.source.url if each.source else "",
        NOTE: note,
    }
    for column, text in facts.items():
        if text:
            sheet.text(row, column, text, styles("note"))


def _write_series_head(book: Book, sheet: Sheet, row: int) -> int:
    words, styles = book.words, book.styles
    if any(each.series is not None for each in book.bound.live):
        book.heading(sheet, row, words("행 단위 입력값(값은 오른쪽 Q열부터)", "Rows of inputs (values from column Q on)"), NOTE)
        for at in range(COLUMNS):
            sheet.write_number(row, SERIES + at, at - HISTORY, styles("header", "0"))
        sheet.text(row + 1, LABEL, words("자산대장·상승률은 위 연도, 단가 구간은 1~31번째 구간입니다.", "Registers and rates: by the years above; tiers: the 1st to 31st tier."), styles("note"))  # fmt: skip
        return row + 1
    return row


def _write_series(book: Book, sheet: Sheet, row: int, each: Input) -> None:
    assert each.series is not None
    number = number_of_values(each.series, "number")
    _write_facts(book, sheet, row, each)
    for at, value in enumerate(each.series):
        sheet.write_number(row, SERIES + at, value, book.styles("input", number))
    last = SERIES + COLUMNS - 1
    sheet.data_validation(row, SERIES, row, last, _validation(book, each))
    book.define(each.id, INPUTS, f"${LETTERS[SERIES]}${row + 1}:${LETTERS[last]}${row + 1}")


def _validation(book: Book, each: Input) -> dict[str, Any]:
    declared, words = each.declaration, book.words
    allowed = _allowed(declared, words("에서", "to"))
    unit = words.unit(declared.unit, each.id.split(".")[0])
    label = words.input(each)
    rule: dict[str, Any] = {
        "validate": "integer" if declared.format == "whole" else "decimal",
        "criteria": "between",
        "minimum": -ANY if declared.minimum is None else declared.minimum,
        "maximum": ANY if declared.maximum is None else declared.maximum,
        "input_title": label[:32],
        "input_message": f"{allowed} {unit}\n{words.of(KINDS, each.kind)}"[:255],
        "error_title": label[:32],
        "error_message": f"{words('허용 범위', 'Allowed')}: {allowed} {unit}"[:255],
    }
    if declared.format == "flag":
        rule |= {"validate": "list", "source": [0, 1]}
    return rule


def _allowed(declared: Assumption, to: str) -> str:
    if declared.format == "flag":
        return "0, 1"
    low, high = declared.minimum, declared.maximum
    if low is None or high is None:
        return f"≥ {low:,g}" if low is not None else f"≤ {high:,g}" if high is not None else "…"
    return f"{low:,g} {to} {high:,g}"
