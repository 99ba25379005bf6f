"""The sheet Inputs: each assumption with its live value, its range, its source and its defined name.

Promise: a live value follows the scenario selector where the assumption has a range and is typed where it has
none; every cell that may be typed into has a validation that says what is allowed. Imports `inputs`,
`assumptions`, `model` and this package only.
"""

from __future__ import annotations

from typing import Any

from exports.book import Book
from exports.grid import COLUMNS, LETTERS, Sheet, clean
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
    "A:A=46 B:B=16 C:C=15 D:D=16 E:H=14 I:I=12 J:J=40 K:K=40 L:L=22 M:M=46 N:N=80 O:P=3 Q:AU=12"
)  # fmt: skip
ANY = 1e15
FACT_ROLES = {KIND: "note_apart", AS_OF: "note_apart", NAME: "note_row", SOURCE: "note_row"}
GROUPS = {
    "hospital": ("병원", "Hospital"),
    "demand": ("수요와 업무", "Demand and workloads"),
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
    "custom": ("추가 항목", "Custom lines"),
    "finance": ("물가, 할인, 세금, 차입", "Prices, discounting, tax and loans"),
    "settings": ("계산 관례", "Conventions"),
}


def write_inputs(book: Book) -> dict[str, int]:
    """Write the sheet; returns the row number of each input."""
    return _Inputs(book).write()


class _Inputs:
    def __init__(self, book: Book):
        self.book, self.words, self.styles = book, book.words, book.styles
        self.scenario = book.bound.case.scenario
        self.sheet: Sheet = book.frame(
            INPUTS, self.words("입력값", "Inputs"), (HEAD_ROW + 1, 1), widths=WIDTHS
        )
        self.rows: dict[str, int] = {}

    def write(self) -> dict[str, int]:
        self._selector()
        self._head()
        row = HEAD_ROW + 1
        for group, members in self._groups().items():
            row += 1
            self.book.heading(self.sheet, row, self.words.of(GROUPS, group), NOTE)
            for each in members:
                row += 1
                self._input(row, each)
            row += 1
        series = [each for each in self.book.bound.live if each.series is not None]
        if series:
            row += 1
            self._series_head(row)
            for row, each in enumerate(series, row + 2):  # noqa: B020
                self._series(row, each)
        self.sheet.prints([(0, LABEL, row, SOURCE)])
        return self.rows

    def _groups(self) -> dict[str, list[Input]]:
        found: dict[str, list[Input]] = {group: [] for group in GROUPS}
        for each in self.book.bound.live:
            if each.series is None:
                found[self._group(each)].append(each)
        return {group: members for group, members in found.items() if members}

    def _group(self, each: Input) -> str:
        origin = each.declaration.origin.rsplit("/", 1)[-1].removesuffix(".toml")
        if origin in self.book.bound.books:
            return "books"
        return origin if origin in GROUPS else "settings"

    # -- head --------------------------------------------------------------------------------------

    def _selector(self) -> None:
        words, styles, sheet = self.words, self.styles, self.sheet
        title = words("시나리오: 모든 입력값을 한 번에 바꿈", "Scenario: moves every assumption at once")
        sheet.text(SELECTOR_ROW, LABEL, title, styles("strong"))
        sheet.text(SELECTOR_ROW, LIVE, self.scenario, styles("input"))
        rule = {
            "validate": "list",
            "source": list(SCENARIOS),
            "input_title": words("시나리오", "Scenario"),
            "input_message": words(
                "low, base, high 또는 own(직접 입력)", "low, base, high, or own (your values)"
            ),
            "error_title": words("시나리오", "Scenario"),
            "error_message": words("low, base, high, own 중 하나입니다.", "One of low, base, high, own."),
        }
        sheet.data_validation(SELECTOR_ROW, LIVE, SELECTOR_ROW, LIVE, rule)
        self.book.define("scenario", INPUTS, f"${LETTERS[LIVE]}${SELECTOR_ROW + 1}")
        meanings = words(("낮음", "기준", "높음", "직접 입력"), ("low end", "base", "high end", "your own"))
        for column, meaning in enumerate(meanings, LOW):
            sheet.text(SELECTOR_ROW, column, meaning, styles("unit"))
        label = words("선택된 시나리오의 열", "Column of the scenario chosen")
        sheet.text(POSITION_ROW, LABEL, label, styles("note"))
        heads = f"${LETTERS[LOW]}${HEAD_ROW + 1}:${LETTERS[OWN]}${HEAD_ROW + 1}"
        value = SCENARIOS.index(self.scenario) + 1
        sheet.live(POSITION_ROW, LIVE, f"=MATCH(scenario,{heads},0)", styles("calculation", "0"), value)

    def _head(self) -> None:
        words = self.words
        heads = (
            words("입력값", "Input"), words("단위", "Unit"), words("적용값", "Live value"),
            words("구분", "Kind"), *SCENARIOS, words("기준일", "As of"), words("이름", "Name"),
            words("출처", "Source"), words("쪽·조항", "Page"), words("주소", "Address"),
            words("비고", "Note"),
        )  # fmt: skip
        for column, head in enumerate(heads):
            left = column in (LABEL, SOURCE, PAGE, ADDRESS, NOTE)
            role = "header_apart" if column in (KIND, NAME) else "header_left" if left else "header"
            self.sheet.text(HEAD_ROW, column, head, self.styles(role))

    # -- one input ---------------------------------------------------------------------------------

    def _input(self, row: int, each: Input) -> None:
        declared, sheet, styles = each.declaration, self.sheet, self.styles
        self.rows[each.id] = row + 1
        self._facts(row, each)
        number = number_of_values((each.low, each.base, each.high, each.value), declared.format)
        value = each.in_scenario(self.scenario)
        for column, known in ((LOW, each.low), (BASE, each.base), (HIGH, each.high)):
            if known is not None:
                sheet.write_number(row, column, known, styles("scenario", number))
        if each.has_range:
            sheet.write_number(row, OWN, each.value, styles("input", number))
            span = f"{LETTERS[LOW]}{row + 1}:{LETTERS[OWN]}{row + 1}"
            position = f"${LETTERS[LIVE]}${POSITION_ROW + 1}"
            sheet.live(row, LIVE, f"=INDEX({span},{position})", styles("given", number), value)
        else:
            sheet.write_number(row, LIVE, value, styles("input", number))
        rule = self._validation(each)
        sheet.data_validation(row, LIVE, row, LIVE, rule)
        sheet.data_validation(row, LOW, row, OWN, rule)
        self.book.define(each.id, INPUTS, f"${LETTERS[LIVE]}${row + 1}")

    def _facts(self, row: int, each: Input) -> None:
        words, declared, source = self.words, each.declaration, each.source
        self.sheet.fold(row, LABEL, words.input(each), self.styles("row"))
        self.sheet.text(row, UNIT, words.unit(declared.unit, each.id.split(".")[0]), self.styles("unit"))
        facts = {
            KIND: words.of(KINDS, each.kind),
            AS_OF: declared.as_of.isoformat() if declared.as_of else "",
            NAME: each.id,
            SOURCE: source.title if source else "",
            PAGE: declared.page,
            ADDRESS: source.url if source else "",
            NOTE: " ".join(part for part in (words.reason(each.reason), words.text(declared.note)) if part),
        }
        for column, fact in facts.items():
            if fact:
                write = self.sheet.fold if column in (NAME, SOURCE) else self.sheet.text
                write(row, column, fact, self.styles(FACT_ROLES.get(column, "note")))

    # -- rows of inputs ----------------------------------------------------------------------------

    def _series_head(self, row: int) -> None:
        title = self.words("행 단위 입력값(값은 Q열부터)", "Rows of inputs (values from column Q on)")
        self.book.heading(self.sheet, row, title, NOTE)
        for at in range(COLUMNS):
            self.sheet.write_number(row, SERIES + at, at - HISTORY, self.styles("header", "0"))
        note = self.words(
            "자산대장·상승률은 위 연도, 단가 구간은 1~31번째 구간입니다.",
            "Registers and rates: by the years above; tiers: the 1st to 31st tier.",
        )
        self.sheet.text(row + 1, LABEL, note, self.styles("note"))

    def _series(self, row: int, each: Input) -> None:
        assert each.series is not None
        self.rows[each.id] = row + 1
        self._facts(row, each)
        style = self.styles("input", number_of_values(each.series, "number"))
        for at, value in enumerate(each.series, SERIES):
            self.sheet.write_number(row, at, value, style)
        last = SERIES + COLUMNS - 1
        self.sheet.data_validation(row, SERIES, row, last, self._validation(each))
        self.book.define(each.id, INPUTS, f"${LETTERS[SERIES]}${row + 1}:${LETTERS[last]}${row + 1}")

    def _validation(self, each: Input) -> dict[str, Any]:
        declared, words = each.declaration, self.words
        choices = _choices(each)
        allowed = ", ".join(f"{choice:g}" for choice in choices) or _allowed(declared)
        unit = words.unit(declared.unit, each.id.split(".")[0])
        label = clean(words.input(each))[:32]
        rule: dict[str, Any] = {
            "validate": "integer" if declared.format == "whole" else "decimal",
            "criteria": "between",
            "minimum": -ANY if declared.minimum is None else declared.minimum,
            "maximum": ANY if declared.maximum is None else declared.maximum,
            "input_title": label,
            "input_message": f"{allowed} {unit}\n{words.of(KINDS, each.kind)}",
            "error_title": label,
            "error_message": f"{words('허용 범위', 'Allowed')}: {allowed} {unit}",
        }
        return rule | {"validate": "list", "source": choices} if choices else rule


def _choices(each: Input) -> list[float]:
    """The values that an input may take, where they are few: a flag's, or a date on the row of half-years."""
    if each.declaration.format == "timing":
        return [0, 0.5, 1]
    return [0, 1] if each.declaration.format == "flag" else []


def _allowed(declared: Assumption) -> str:
    low, high = declared.minimum, declared.maximum
    if low is not None and high is not None:
        return f"{low:,g} … {high:,g}"
    return f"≥ {low:,g}" if low is not None else f"≤ {high:,g}" if high is not None else "…"
