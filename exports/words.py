"""What the workbook says, in Korean and English: names of sheets' sections, units, categories and kinds.

Promise: the reader's language throughout; ids and defined names stay as they are. Imports `inputs`,
`results`, `assumptions`, `labels`, `language` and `messages` only.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeVar

from tco.assumptions import Text
from tco.inputs import Input
from tco.labels import CATEGORIES, unit_in
from tco.language import Category
from tco.messages import where_known
from tco.results import Result

SECTIONS = {
    "inputs": ("이 시트에서 쓰는 입력값", "Inputs used on this sheet"),
    "timeline": ("연도·물가·할인", "Years, prices and discounting"),
    "demand": ("수요", "Demand"),
    "placement": ("이전과 자체 잔류", "What moves and what stays"),
    "fleets": ("자체 장비: 도입연도 규칙", "Own equipment: the vintage rule"),
    "equipment": ("자체 장비: 가치", "Own equipment: values"),
    "software": ("소프트웨어", "Software"),
    "facilities": ("전력·상면", "Power and room"),
    "staff": ("인력", "Staff"),
    "security": ("보안", "Security"),
    "cloud": ("클라우드 사용량과 단가", "Cloud volumes and prices"),
    "subscription": ("구독 견적", "Quoted subscription"),
    "response": ("응답시간", "Response time"),
    "network": ("회선", "Lines"),
    "transition": ("이전과 이탈", "Moving and leaving"),
    "risk": ("위험", "Risk"),
    "carbon": ("탄소배출", "Carbon"),
    "custom": ("추가 항목", "Custom lines"),
    "financing": ("금융", "Financing"),
    "accounts": ("상각과 장부가액", "Depreciation and book value"),
    "taxes": ("부가세와 법인세", "Value-added and income tax"),
    "totals": ("합계", "Totals"),
    "comparison": ("자본지출 현재가치", "Capital in present value"),
    "metrics": ("지표 계산 준비", "Towards the key figures"),
    "hospital": ("병원 지표", "Figures of the hospital"),
    "points": ("반기 시점(반기 단위 열)", "Half-years (columns are dates, not years)"),
    "costs.capital": ("비용: 자본지출", "Costs: capital"),
    "costs.end": ("비용: 매각·잔존가액", "Costs: proceeds and end values"),
    "costs.running": ("비용: 운영", "Costs: running"),
    "costs.borrowing": ("비용: 차입", "Costs: borrowing"),
    "costs.repayment": ("비용: 상환", "Costs: repayment"),
    "costs.rents": ("비용: 리스료", "Costs: lease rents"),
    "costs.custom": ("비용: 추가 항목", "Costs: custom lines"),
    "costs.beside": ("합계에 넣지 않는 비용", "Costs beside the headline"),
    "key_figures": ("지표", "Key figures"),
    "checks": ("검산", "Checks of this sheet"),
}
KINDS = {
    "sourced": ("출처 있음", "sourced"),
    "judgement": ("판단값", "judgement"),
    "quote_needed": ("견적 필요", "quote needed"),
    "own": ("병원 값", "the hospital's own"),
    "convention": ("관례·구조", "convention"),
    "definition": ("정의", "definition"),
}
Said = TypeVar("Said")


@dataclass(frozen=True)
class Words:
    """The words of one language, for one result."""

    result: Result
    language: str

    def __call__(self, korean: Said, english: Said) -> Said:
        """The text in the reader's language."""
        return korean if self.language == "ko" else english

    def text(self, text: Text | None) -> str:
        """A text of the case or the pack."""
        return text.in_language(self.language) if text else ""

    def reason(self, reason: str) -> str:
        """Why a value was chosen: the program's own sentences in the reader's language, others as written."""
        return where_known(reason, self.language)

    def of(self, table: dict[str, tuple[str, str]], key: str) -> str:
        """The word of a table; the key itself where there is none."""
        return self(*table.get(key, (key, key)))

    def member(self, member: str) -> str:
        """The label of an alternative, a price book, a workload, a fleet, a category or a moment."""
        if member in self.result.bound.case.alternatives:
            return self.result.title(member, self.language)
        book = self.result.bound.books.get(member)
        label = book.head.title if book else self.result.bound.label_of_member(member)
        return self.text(label) or member

    def category(self, category: str) -> str:
        """The label of a category, which may share its id with a fleet."""
        return self.text(CATEGORIES[Category(category)])

    def line(self, key: str) -> str:
        """The label of a line with those of its members."""
        instance = self.result.bound.model.instances[key]
        label = self(instance.line.label_ko, instance.line.label)
        named = [
            self.category(member) if family == "category" else self.member(member)
            for family, member in instance.keys.items()
        ]
        return f"{label} ({', '.join(named)})" if named else label

    def input(self, each: Input) -> str:
        """The label of an input with the alternative, workload or fleet it belongs to."""
        label = self.text(each.declaration.label)
        owners = each.id.split(".")[:-1]
        if each.fixed:
            owners = [owner for owner in owners if owner != "no_price_book"]
        named = [self.member(owner) for owner in owners if not self._within(owner, each)]
        return f"{label} ({', '.join(named)})" if named else label

    def _within(self, owner: str, each: Input) -> bool:
        """Whether the declaration's own label already names the owner."""
        declared = each.declaration.id.split(".")[:-1] if each.series is None else []
        return owner in declared and owner not in self.result.bound.case.alternatives

    def unit(self, unit: str, owner: str = "") -> str:
        """A unit as it is read; money in the currency of the case or of the price book."""
        if unit in ("1", "month"):
            return "–" if unit == "1" else self("개월", "month")
        book = self.result.bound.books.get(owner)
        currency = (book or self.result.bound.pack).head.currency
        if self.language == "ko":
            return unit_in(self.language, unit, currency)
        return unit.replace("money", currency)
