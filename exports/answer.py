"""The answer in a sentence: who costs least in present value, by how much, the baseline included.

Promise: the sentence is made of live cells and true whoever wins; a tie is called one. Imports `results`
and this package only.
"""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

from exports.book import Book
from exports.grid import CONSTANT, LABEL, LETTERS, UNIT, Sheet
from exports.layout import TIMELINE

SENTENCE_ROW, SCOPE_ROW = 2, 3
#: how amounts are said: the unit's value and its name
SPOKEN = {"KRW": (1e8, "억 원", " × 100 M KRW"), "JPY": (1e8, "억 엔", " × 100 M JPY")}
C = LETTERS[CONSTANT]


class Answer:
    """The cells of the sentence, written under the tables of Summary."""

    def __init__(self, book: Book, sheet: Sheet, values: int, titles: int):
        self.book, self.sheet, self.words, self.styles = book, sheet, book.words, book.styles
        self.result = book.result
        last = LETTERS[CONSTANT + len(self.result.alternatives) - 1]
        self.values = f"{C}{values + 1}:{last}{values + 1}"
        self.titles = f"{C}{titles + 1}:{last}{titles + 1}"
        self.row = 0
        self.cells: dict[str, str] = {}

    def write(self, row: int) -> None:
        """Write the cells from a row on, and the sentence at the top of the sheet."""
        self.book.heading(self.sheet, row, self.words("문장에 쓰인 계산", "How the sentence is made"), CONSTANT)
        self.row = row + 1
        self._scope()
        if len(self.result.alternatives) > 1:
            self._compare()
        else:
            text = self.words("비교할 대안이 하나뿐입니다.", "There is only one alternative.")
            self.sheet.text(SENTENCE_ROW, LABEL, text, self.styles("message"))

    def _cell(self, key: str, label: tuple[str, str], formula: str, value: float | str, number: str = "") -> None:
        self.sheet.text(self.row, LABEL, self.words(*label), self.styles("label"))
        self.sheet.text(self.row, UNIT, "–", self.styles("unit"))
        if formula:
            self.sheet.live(self.row, CONSTANT, formula, self.styles("figure", number), value)
        elif isinstance(value, str):
            self.sheet.text(self.row, CONSTANT, value, self.styles("constant"))
        else:
            self.sheet.write_number(self.row, CONSTANT, value, self.styles("constant", number))
        self.row += 1
        self.cells[key] = f"{C}{self.row}"

    def _compare(self) -> None:
        present = [self.result.value(each, "present_value") for each in self.result.alternatives]
        titles = [self.words.member(each) for each in self.result.alternatives]
        least, second, baseline = min(present), sorted(present)[1], self.result.bound.baseline
        at, cells = present.index(least), self.cells
        other = second if at == baseline else present[baseline]
        name = titles[present.index(second)] if at == baseline else titles[baseline]
        unit, korean, english = SPOKEN.get(self.book.currency, (1e6, f" 백만 {self.book.currency}", f" M {self.book.currency}"))
        gap, share = other - least, (other - least) / other if other else 0.0
        spoken, percent = f"{_half_up(gap / unit, 1)}{self.words(korean, english)}", f"{_half_up(100 * share, 1)}%"
        self._cell("baseline", ("기준안의 위치", "Place of the baseline"), "", float(baseline + 1), "0")
        self._cell("unit", ("금액 표시 단위", "Amounts are said in"), "", unit, "#,##0")
        self._cell("unit_name", ("단위 이름", "Name of the unit"), "", self.words(korean, english))
        self._cell("least", ("가장 작은 현재가치", "Least present value"), f"=MIN({self.values})", least, "#,##0")
        self._cell("at", ("그 대안의 위치", "Its place"), f"=MATCH({cells['least']},{self.values},0)", at + 1.0, "0")
        self._cell("name", ("그 대안", "Its name"), f"=INDEX({self.titles},{cells['at']})", titles[at])
        self._cell("second", ("두 번째로 작은 현재가치", "Second least"), f"=SMALL({self.values},2)", second, "#,##0")
        second_name = f"=INDEX({self.titles},MATCH({cells['second']},{self.values},0))"
        self._cell("second_name", ("그 대안", "Its name"), second_name, titles[present.index(second)])
        self._cell("wins", ("기준안이 가장 저렴(1)", "The baseline costs least (1)"), f"=({cells['at']}={cells['baseline']})*1", float(at == baseline), "0")
        formula = f"=IF({cells['wins']}=1,{cells['second']},INDEX({self.values},{cells['baseline']}))"
        self._cell("other", ("비교 대상의 현재가치", "Present value it is compared with"), formula, other, "#,##0")
        formula = f"=IF({cells['wins']}=1,{cells['second_name']},INDEX({self.titles},{cells['baseline']}))"
        self._cell("other_name", ("비교 대상", "Compared with"), formula, name)
        self._cell("gap", ("차이", "Difference"), f"={cells['other']}-{cells['least']}", gap, "#,##0")
        self._cell("share", ("차이 비율", "Difference, share"), f"=IF({cells['other']}=0,0,{cells['gap']}/{cells['other']})", share, "0.0%")
        amount = f'=TEXT({cells["gap"]}/{cells["unit"]},"#,##0.0")&{cells["unit_name"]}'
        self._cell("amount", ("차이, 글로", "Difference in words"), amount, spoken)
        self._cell("percent", ("비율, 글로", "Share in words"), f'=TEXT({cells["share"]},"0.0%")', percent)
        self._sentence(titles[at], name, spoken, percent, second == least)

    def _sentence(self, winner: str, other: str, spoken: str, percent: str, tie: bool) -> None:
        cells, words = self.cells, self.words
        years = f"{self.result.horizon}"
        start = words('=TEXT(horizon,"0")&"년 동안 현재가치로 가장 적게 드는 안은 "', '="Over "&TEXT(horizon,"0")&" years, "')
        opening = words(f"{years}년 동안 현재가치로 가장 적게 드는 안은 ", f"Over {years} years, ")
        self._cell("start", ("문장 앞부분", "Opening"), start, opening)
        least = words(
            f'="「"&{cells["name"]}&"」입니다. 「"&{cells["other_name"]}&"」보다 "',
            f'="“"&{cells["name"]}&"” costs least in present value: less than “"&{cells["other_name"]}&"” by "',
        )
        middle = words(
            f"「{winner}」입니다. 「{other}」보다 ",
            f"“{winner}” costs least in present value: less than “{other}” by ",
        )
        self._cell("middle", ("누가 가장 저렴한가", "Who costs least"), least, middle)
        end = words(f'={cells["amount"]}&" ("&{cells["percent"]}&") 적습니다."', f'={cells["amount"]}&" ("&{cells["percent"]}&")."')
        ending = words(f"{spoken} ({percent}) 적습니다.", f"{spoken} ({percent}).")
        self._cell("end", ("문장 끝부분", "Ending"), end, ending)
        tied = words("둘 이상이며 비용이 같습니다.", "two or more alternatives cost the same, and least.")
        self._cell("tied", ("같을 때의 문장", "Where they are equal"), "", tied)
        cells = self.cells
        formula = f"={cells['start']}&IF({cells['least']}={cells['second']},{cells['tied']},{cells['middle']}&{cells['end']})"
        value = opening + (tied if tie else middle + ending)
        self.sheet.live(SENTENCE_ROW, LABEL, formula, self.styles("message"), value)

    def _scope(self) -> None:
        """Under the sentence: at which discount rate, and under which scenario."""
        number = self.book.layout.timeline.number["discount_rate_applied"]
        rate = self.result.value(self.result.alternatives[0], "discount_rate_applied")
        scenario = self.result.bound.case.scenario
        start, middle = self.words("할인율 ", "Discount rate "), self.words(", 시나리오 ", ", scenario ")
        formula = f'="{start}"&TEXT({TIMELINE}!{C}{number},"0.00%")&"{middle}"&scenario'
        value = f"{start}{_half_up(100 * rate, 2)}%{middle}{scenario}"
        self.sheet.live(SCOPE_ROW, LABEL, formula, self.styles("note"), value)


def _half_up(value: float, digits: int) -> str:
    """As a spreadsheet prints it."""
    step = Decimal(1).scaleb(-digits)
    return f"{Decimal(repr(float(value))).quantize(step, ROUND_HALF_UP):,}"
