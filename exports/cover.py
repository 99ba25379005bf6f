"""The sheets Cover and Sources: what this workbook is, what it is made of, and what it does not do.

Promise: every export says its model, pack, price books, case and hash; what is not live, and which inputs do
not move this case, is said with the reason. Imports `results`, `assumptions` and this package only.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from exports import cover_text as text
from exports import uncertainty_text as drawn
from exports.book import Book
from exports.grid import LABEL, UNIT, Sheet
from exports.inert import Inert, inert_inputs
from exports.layout import COVER, SOURCES, UNCERTAINTY
from exports.lines import lines_of
from exports.paper import pages
from tco.assumptions import Source
from tco.results import MODEL_VERSION

VALUE, REASON = UNIT, UNIT + 1
FIRST_ROW = 3
PLACES = 140  # of a row of text from the column of values on
UNDATED = ("", "undated")


def write_cover(book: Book) -> None:
    """Write the cover."""
    _Cover(book).write()


class _Cover:
    def __init__(self, book: Book):
        self.book, self.words, self.styles = book, book.words, book.styles
        self.result, self.case = book.result, book.bound.case
        subject = self.words("총소유비용 비교", "total cost of ownership")
        title = f"{self.words.text(self.case.title)}: {subject}"
        self.sheet: Sheet = book.frame(COVER, title, (2, 0), widths="A:A=52 B:B=46 C:C=100")
        self.row = FIRST_ROW
        self.blocks = [0]
        self.drawn = UNCERTAINTY in book.sheets

    def write(self) -> None:
        words = self.words
        self._section(words("이 엑셀 파일", "This workbook"), self._about())
        self._section(words("시트", "Sheets"), self._sheets())
        self._key()
        self._section(words("바꾸어도 움직이지 않는 것", "What is not live"), self._not_live())
        self._section(words("검증과 한계", "Checks and limits"), self._said(text.LIMITS))
        found = inert_inputs(self.result, words)
        self._inert(words(*text.INERT), [each for each in found if not each.in_steps])
        self._inert(words(*text.IN_STEPS), [each for each in found if each.in_steps])
        self.sheet.prints(pages(self.sheet, self.blocks, self.row - 1, REASON))

    def _heading(self, title: str) -> None:
        if self.row > FIRST_ROW:
            self.blocks.append(self.row)
        self.book.heading(self.sheet, self.row, title, REASON)

    def _said(self, pairs: Iterable[tuple[text.Pair, text.Pair]]) -> Iterator[tuple[str, str]]:
        for label, value in pairs:
            yield self.words(*label), self.words(*value)

    def _not_live(self) -> Iterator[tuple[str, str]]:
        yield from self._said(text.NOT_LIVE)
        if self.drawn:
            yield from self._said((drawn.NOT_LIVE,))

    def _section(self, title: str, lines: Iterable[tuple[str, str]]) -> None:
        self._heading(title)
        for label, value in lines:
            for at, line in enumerate(lines_of(value, PLACES)):
                self.row += 1
                self.sheet.text(self.row, LABEL, "" if at else label, self.styles("label"))
                self.sheet.text(self.row, VALUE, line, self.styles("label"))
        self.row += 2

    def _about(self) -> Iterator[tuple[str, str]]:
        words, bound = self.words, self.book.bound
        what, *further = text.ABOUT
        yield from self._said(((what[0], drawn.WHAT) if self.drawn else what, *further))
        yield words("사례", "Case"), f"{words.text(self.case.title)} ({self.case.id})"
        if self.case.note:
            yield words("사례 비고", "Note of the case"), self.case.note
        for at, each in enumerate(self.result.alternatives):
            role = words(", 기준안", ", the baseline") if each == self.case.baseline else ""
            yield words("대안", "Alternatives") if at == 0 else "", f"{words.member(each)} ({each}){role}"
        yield words("모형 버전", "Model version"), MODEL_VERSION
        yield words("가정 묶음", "Assumption pack"), bound.pack.label
        for book in bound.books.values():
            dated = f"{book.head.id}, {book.head.as_of}, {book.head.currency}"
            yield words("가격표", "Price book"), f"{words.text(book.head.title)} ({dated})"
        yield words("사례 지문", "Case hash"), self.result.case_hash
        yield words("기준일", "As of"), str(bound.pack.head.as_of)
        yield words("통화, 시나리오", "Currency, scenario"), f"{self.book.currency}, {self.case.scenario}"
        yield words("언어", "Language"), words("한국어", "English")
        yield from self._said((text.SIGNS, text.AUTHOR))

    def _sheets(self) -> Iterator[tuple[str, str]]:
        names = {name: alternative for alternative, name in self.book.layout.sheet.items()}
        for sheet in self.book.sheets:
            if sheet in names:
                yield sheet, self.words.member(names[sheet])
            elif sheet in (texts := text.SHEETS | drawn.SHEETS):
                yield sheet, self.words(*texts[sheet])

    def _key(self) -> None:
        self._heading(self.words("색과 모양", "Key of colours and shapes"))
        for role, name, meaning in (*text.KEY, *(drawn.KEY if self.drawn else ())):
            self.row += 1
            self.sheet.text(self.row, LABEL, self.words(*name), self.styles(role))
            self.sheet.text(self.row, VALUE, self.words(*meaning), self.styles("label_apart"))
        self.row += 2

    def _inert(self, title: str, found: list[Inert]) -> None:
        self._heading(f"{title} ({len(found)})")
        self.sheet.text(self.row + 1, LABEL, self.words(*text.TRIED), self.styles("note"))
        self.row += 2
        for each in found:
            self.sheet.fold(self.row, LABEL, self.words.input(each.input), self.styles("row"))
            self.sheet.fold(self.row, VALUE, each.input.id, self.styles("note_row"))
            self.sheet.fold(self.row, REASON, each.reason, self.styles("note_row"))
            self.row += 1
        self.row += 1


def write_sources(book: Book) -> None:
    """Write every source of the pack and of the price books."""
    words, styles = book.words, book.styles
    widths = "A:A=60 B:B=12 C:C=36 D:D=12 E:E=11 F:F=70 G:G=26"
    sheet = book.frame(SOURCES, words("출처", "Sources"), (4, 1), widths=widths)
    heads = (
        words("제목", "Title"), words("확인일", "Retrieved"), words("발행처", "Publisher"),
        words("발행", "Published"), words("신뢰도", "Confidence"), words("주소", "Address"),
        words("어디에", "Belongs to"),
    )  # fmt: skip
    for column, head in enumerate(heads):
        sheet.text(3, column, head, styles("header_left"))
    for row, (owner, source) in enumerate(_sources(book), 4):
        sheet.fold(row, 0, source.title, styles("row"))
        published = source.published if source.published not in UNDATED else words(*text.UNDATED)
        confidence = words(*text.CONFIDENCE[source.confidence])
        facts = (source.retrieved, source.publisher, published, confidence, source.url, owner)
        for column, fact in enumerate(facts, 1):
            sheet.fold(row, column, str(fact), styles("note_row"))


def _sources(book: Book) -> Iterator[tuple[str, Source]]:
    pack = book.bound.pack
    for source in pack.sources.values():
        yield pack.label, source
    for price_book in book.bound.books.values():
        for source in price_book.sources.values():
            yield f"{price_book.head.id} ({price_book.head.as_of})", source
