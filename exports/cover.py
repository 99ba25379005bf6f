"""The sheets Cover and Sources: what this workbook is, what it is made of, and what it does not do.

Promise: every export says its model, pack, price books, case and hash; what is not live, and which inputs
do not move this case, is said with the reason. Imports `results` and this package only.
"""

from __future__ import annotations

from collections.abc import Iterator

from exports.book import Book
from exports.grid import LABEL, UNIT, Sheet
from exports.inert import Inert, inert_inputs
from exports.layout import CHECKS, COMPARE, COVER, INPUTS, SOURCES, SUMMARY, TIMELINE
from tco.assumptions import Source
from tco.results import MODEL_VERSION

VALUE, REASON = UNIT, UNIT + 1
ROLES = (
    ("input", ("입력", "Input"), ("직접 고칠 수 있는 값", "a value to type over")),
    ("given", ("입력, 시나리오에 따름", "Input by scenario"), ("낮음·기준·높음·직접 입력 가운데 선택된 값(덮어써도 됩니다)", "the value that the scenario picks (may be typed over)")),
    ("scenario", ("범위", "Range"), ("낮음·기준·높음", "low, base, high")),
    ("link", ("연결", "Link"), ("Inputs 시트의 값을 이 시트로 한 번 가져온 것", "an input brought to the sheet once")),
    ("calculation", ("계산", "Calculation"), ("한 행에 하나의 수식", "one formula per row")),
    ("total", ("합계", "Total"), ("다른 행의 합", "a sum of other rows")),
    ("constant", ("고정값", "Fixed"), ("사례의 구조가 정한 값(가격표 없음, 내보낸 시점의 값)", "given by the structure of the case (no price book, values at export)")),
    ("check", ("검산", "Check"), ("0이어야 하는 값과 그 결과", "what must be 0, and whether it is")),
)  # fmt: skip


def write_cover(book: Book) -> None:
    """Write the cover."""
    _Cover(book).write()


class _Cover:
    def __init__(self, book: Book):
        self.book, self.words, self.styles = book, book.words, book.styles
        self.result, self.case = book.result, book.bound.case
        title = f"{self.words.text(self.case.title)}: {self.words('총소유비용 비교', 'total cost of ownership')}"
        self.sheet: Sheet = book.frame(COVER, title, (2, 0), widths="A:A=58 B:B=44 C:C=110")
        self.row = 3

    def write(self) -> None:
        words = self.words
        self._section(words("이 통합문서", "This workbook"), self._about())
        self._section(words("시트", "Sheets"), self._sheets())
        self._key()
        self._section(words("바꾸어도 움직이지 않는 것", "What is not live"), self._not_live())
        self._section(words("검증과 한계", "Checks and limits"), self._limits())
        found = inert_inputs(self.result, words)
        self._inert(words("이 사례에서 결과를 움직이지 않는 입력값", "Inputs that do not move the result of this case"), [each for each in found if not each.in_steps])
        self._inert(words("계단식으로만 움직이는 입력값", "Inputs that move the result in steps only"), [each for each in found if each.in_steps])

    def _section(self, title: str, lines: Iterator[tuple[str, str]]) -> None:
        self.book.heading(self.sheet, self.row, title, REASON)
        for label, value in lines:
            self.row += 1
            self.sheet.text(self.row, LABEL, label, self.styles("label"))
            self.sheet.text(self.row, VALUE, value, self.styles("label"))
        self.row += 2

    def _about(self) -> Iterator[tuple[str, str]]:
        words, bound = self.words, self.book.bound
        yield words("무엇", "What"), words("병원 전산 인프라를 운영하는 여러 방법의 비용을 같은 범위에서 비교한 모형입니다. 모든 숫자가 수식입니다.", "A model that compares ways of running a hospital's IT infrastructure on the same scope. Every number is a live formula.")
        yield words("누구를 위해", "For whom"), words("재무 책임자, 검토자, 컨설턴트", "Finance officers, reviewers, consultants")
        yield words("사례", "Case"), f"{words.text(self.case.title)} ({self.case.id})"
        if self.case.note:
            yield words("사례 비고", "Note of the case"), self.case.note
        for at, each in enumerate(self.result.alternatives):
            role = words(" — 기준안", " — the baseline") if each == self.case.baseline else ""
            yield words("대안", "Alternatives") if at == 0 else "", f"{words.member(each)} ({each}){role}"
        yield words("모형 버전", "Model version"), MODEL_VERSION
        yield words("가정 묶음", "Assumption pack"), bound.pack.label
        for book in bound.books.values():
            yield words("가격표", "Price book"), f"{words.text(book.head.title)} ({book.head.id}), {book.head.as_of}, {book.head.currency}"
        yield words("사례 지문", "Case hash"), self.result.case_hash
        yield words("기준일", "As of"), str(bound.pack.head.as_of)
        yield words("통화, 시나리오", "Currency, scenario"), f"{self.book.currency}, {self.case.scenario}"
        yield words("언어", "Language"), words("한국어", "English")
        yield words("부호", "Signs"), words("비용은 +, 수입과 환급은 −. 절감액 = 기준안 비용 − 대안 비용.", "Costs are positive, proceeds negative. A saving is baseline cost less alternative cost.")
        yield words("누가 만들었나", "Made by"), words("hospital-tco: 중립 계산기. 어느 사업자도 비용을 대지 않았습니다.", "hospital-tco, a neutral calculator; no vendor paid for it.")

    def _sheets(self) -> Iterator[tuple[str, str]]:
        words = self.words
        yield SUMMARY, words("답, 지표, 그림, 연도·항목별 표", "The answer, key figures, charts, tables by year and category")
        yield INPUTS, words("모든 가정: 적용값, 범위, 출처, 시나리오 선택", "Every assumption: live value, range, source; the scenario selector")
        yield TIMELINE, words("연도, 수요, 물가: 모든 대안에 공통", "Years, demand and prices, common to all alternatives")
        for each, name in self.book.layout.sheet.items():
            yield name, words.member(each)
        yield COMPARE, words("할인계수, 기준안과의 비교, 수익률과 회수기간", "Discount factors, comparison with the baseline, returns and paybacks")
        yield CHECKS, words("검산과 전체 검산(모든 시트 위에 보입니다)", "Checks and the master check (shown on every sheet)")
        yield SOURCES, words("출처 목록", "Sources")

    def _key(self) -> None:
        self.book.heading(self.sheet, self.row, self.words("색과 모양", "Key of colours and shapes"), REASON)
        for role, name, meaning in ROLES:
            self.row += 1
            self.sheet.text(self.row, LABEL, self.words(*name), self.styles(role))
            self.sheet.text(self.row, VALUE, self.words(*meaning), self.styles("label"))
        self.row += 2

    def _not_live(self) -> Iterator[tuple[str, str]]:
        words = self.words
        yield words("구조", "Structure"), words("대안, 워크로드, 장비군, 직무, 사용자 항목의 수와 이름, 대안이 쓰는 가격표", "Which alternatives, workloads, fleets, roles and custom lines there are, and which price book an alternative uses")
        yield words("그림의 연도 축", "Years of the charts"), words("내보낸 시점의 분석기간까지(표와 지표는 15년까지 바뀝니다)", "Up to the horizon at the export (tables and figures follow up to 15 years)")
        yield words("글", "Texts"), words("n/a의 뜻, 아래의 목록, 비고와 출처", "The meanings of n/a, the lists below, notes and sources")
        yield words("내보낸 시점의 값", "Values at the export"), words("Checks의 알림이 비교하는 현재가치", "The present values that the alerts on Checks compare with")

    def _limits(self) -> Iterator[tuple[str, str]]:
        words = self.words
        yield words("검증", "Checked"), words("배포 전 시험에서 모든 수식 셀을 LibreOffice로 다시 계산해 엔진 값과 비교합니다(상대오차 1e-9).", "Before a release, tests recalculate every formula cell in LibreOffice and compare it with the engine (relative 1e-9).")
        yield words("하지 않은 것", "Not done"), words("Microsoft Excel에서의 재계산, 외부 감사", "Recalculation in Microsoft Excel itself; an outside audit")
        yield words("포함하지 않는 것", "Not covered"), words("병원정보시스템 교체, 의료기기, 서버 운영과 무관한 인력", "Replacing the hospital information system, medical devices, staff that hosting does not touch")

    def _inert(self, title: str, found: list[Inert]) -> None:
        self.book.heading(self.sheet, self.row, f"{title} ({len(found)})", REASON)
        note = self.words("하나씩 위·아래와 허용 한계까지 바꾸어 본 결과입니다.", "Each was moved alone, up, down and to its bounds.")
        self.sheet.text(self.row + 1, LABEL, note, self.styles("note"))
        self.row += 2
        for each in found:
            self.sheet.text(self.row, LABEL, self.words.input(each.input), self.styles("label"))
            self.sheet.text(self.row, VALUE, each.input.id, self.styles("note"))
            self.sheet.text(self.row, REASON, each.reason, self.styles("note"))
            self.row += 1
        self.row += 1


def write_sources(book: Book) -> None:
    """Write every source of the pack and of the price books."""
    words, styles = book.words, book.styles
    widths = "A:A=80 B:B=13 C:C=28 D:D=14 E:E=12 F:F=80 G:G=30"
    sheet = book.frame(SOURCES, words("출처", "Sources"), (4, 1), widths=widths)
    heads = (("제목", "Title"), ("확인일", "Retrieved"), ("발행처", "Publisher"), ("발행", "Published"),
             ("신뢰도", "Confidence"), ("주소", "Address"), ("어디에", "Belongs to"))  # fmt: skip
    for column, head in enumerate(heads):
        sheet.text(3, column, words(*head), styles("header_left"))
    for row, (owner, source) in enumerate(_sources(book), 4):
        facts = (source.title, str(source.retrieved), source.publisher, str(source.published), source.confidence, source.url, owner)
        for column, fact in enumerate(facts):
            sheet.text(row, column, fact, styles("label" if column == 0 else "note"))


def _sources(book: Book) -> Iterator[tuple[str, Source]]:
    pack = book.bound.pack
    for source in pack.sources.values():
        yield pack.label, source
    for price_book in book.bound.books.values():
        for source in price_book.sources.values():
            yield f"{price_book.head.id} ({price_book.head.as_of})", source
