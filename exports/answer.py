"""The answer in a sentence: who costs least in present value, by how much, the baseline included.

Promise: the sentence is made of live cells and true whoever wins; a tie is called one. Imports this package
only.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from exports.book import Book
from exports.grid import CONSTANT, LABEL, LETTERS, UNIT, Sheet
from exports.layout import TIMELINE

SENTENCE_ROW, SCOPE_ROW = 2, 3
HUNDRED_MILLIONS = {"KRW": "억 원", "JPY": "억 엔"}
C = LETTERS[CONSTANT]
Label = tuple[str, str]


@dataclass(frozen=True)
class Standing:
    """Who costs least, and whom it is compared with: the baseline, or the next cheapest where that wins."""

    values: tuple[float, ...]
    baseline: int

    @property
    def least(self) -> int:
        """The place of the cheapest."""
        return self.values.index(min(self.values))

    @property
    def second(self) -> float:
        """The second smallest value."""
        return sorted(self.values)[1]

    @property
    def other(self) -> int:
        """The place of the one that it is compared with."""
        return self.values.index(self.second) if self.least == self.baseline else self.baseline


class Answer:
    """The cells of the sentence, written under the tables of Summary."""

    def __init__(self, book: Book, sheet: Sheet, values: int, titles: int):
        self.book, self.sheet, self.words, self.styles = book, sheet, book.words, book.styles
        self.result, self.money = book.result, book.amounts[0]
        last = LETTERS[CONSTANT + len(self.result.alternatives) - 1]
        self.values = f"{C}{values + 1}:{last}{values + 1}"
        self.titles = f"{C}{titles + 1}:{last}{titles + 1}"
        self.row = 0
        self.cells: dict[str, str] = {}

    def write(self, row: int) -> None:
        """Write the cells from a row on, and the sentence at the top of the sheet."""
        title = self.words("문장에 쓰인 계산", "How the sentence is made")
        self.book.heading(self.sheet, row, title, CONSTANT)
        self.row = row + 1
        self._scope()
        if len(self.result.alternatives) == 1:
            text = self.words("비교할 대안이 하나뿐입니다.", "There is only one alternative.")
            self.sheet.text(SENTENCE_ROW, LABEL, text, self.styles("message"))
            return
        present = tuple(self.result.value(each, "present_value") for each in self.result.alternatives)
        standing = Standing(present, self.result.bound.baseline)
        self._least(standing)
        self._difference(standing)
        self._sentence(standing)

    def _start(self, key: str, label: Label, number: str) -> None:
        unit = self.book.amounts[1] if number == self.money else "%" if number == "0.0%" else "–"
        self.sheet.text(self.row, LABEL, self.words(*label), self.styles("label"))
        self.sheet.text(self.row, UNIT, unit, self.styles("unit"))
        self.row += 1
        self.cells[key] = f"{C}{self.row}"

    def _live(self, key: str, label: Label, formula: str, value: float | str, number: str = "") -> None:
        self._start(key, label, number)
        style = self.styles("figure", number) if number else self.styles("said")
        self.sheet.live(self.row - 1, CONSTANT, formula, style, value)

    def _given(self, key: str, label: Label, value: float | str, number: str = "") -> None:
        self._start(key, label, number)
        style = self.styles("constant", number) if number else self.styles("said_constant")
        if isinstance(value, str):
            self.sheet.text(self.row - 1, CONSTANT, value, style)
        else:
            self.sheet.write_number(self.row - 1, CONSTANT, value, style)

    def _title(self, at: int) -> str:
        return self.words.member(self.result.alternatives[at])

    def _least(self, standing: Standing) -> None:
        cells, at = self.cells, standing.least
        self._given("baseline", ("기준안의 위치", "Place of the baseline"), standing.baseline + 1.0, "0")
        least = ("가장 작은 현재가치", "Least present value")
        self._live("least", least, f"=MIN({self.values})", standing.values[at], self.money)
        self._live(
            "at", ("그 대안의 위치", "Its place"), f"=MATCH({cells['least']},{self.values},0)", at + 1, "0"
        )
        self._live("name", ("그 대안", "Its name"), f"=INDEX({self.titles},{cells['at']})", self._title(at))
        second = ("두 번째로 작은 현재가치", "Second least")
        self._live("second", second, f"=SMALL({self.values},2)", standing.second, self.money)
        formula = f"=INDEX({self.titles},MATCH({cells['second']},{self.values},0))"
        follower = self._title(standing.values.index(standing.second))
        self._live("second_name", ("그 대안", "Its name"), formula, follower)
        wins = ("기준안이 가장 저렴하면 1", "1 where the baseline costs least")
        formula = f"=({cells['at']}={cells['baseline']})*1"
        self._live("wins", wins, formula, float(at == standing.baseline), "0")

    def _difference(self, standing: Standing) -> None:
        cells, other = self.cells, standing.values[standing.other]
        choose = f"=IF({cells['wins']}=1,{{}},INDEX({{}},{cells['baseline']}))".format
        label = ("비교 대상의 현재가치", "Present value it is compared with")
        self._live("other", label, choose(cells["second"], self.values), other, self.money)
        formula = choose(cells["second_name"], self.titles)
        self._live("other_name", ("비교 대상", "Compared with"), formula, self._title(standing.other))
        gap = other - standing.values[standing.least]
        self._live("gap", ("차이", "Difference"), f"={cells['other']}-{cells['least']}", gap, self.money)
        formula = f"=IF({cells['other']}=0,0,{cells['gap']}/{cells['other']})"
        share = gap / other if other else 0.0
        self._live("share", ("차이 비율", "Difference, share"), formula, share, "0.0%")
        unit, name = self._spoken_in()
        self._given("unit", ("금액 표시 단위", "Amounts are said in"), unit, "#,##0")
        self._given("unit_name", ("단위 이름", "Name of the unit"), name)
        formula = f'=TEXT({cells["gap"]}/{cells["unit"]},"#,##0.0")&{cells["unit_name"]}'
        self._live("amount", ("차이, 글로", "Difference in words"), formula, half_up(gap / unit, 1) + name)
        formula = f'=TEXT({cells["share"]},"0.0%")'
        self._live("percent", ("비율, 글로", "Share in words"), formula, f"{half_up(100 * share, 1)}%")
        self.spoken = f"{half_up(gap / unit, 1)}{name} ({half_up(100 * share, 1)}%)"

    def _spoken_in(self) -> tuple[float, str]:
        """The unit in which the sentence says amounts, and its name."""
        currency, words = self.book.currency, self.words
        if words.language == "ko" and currency in HUNDRED_MILLIONS:
            return 1e8, HUNDRED_MILLIONS[currency]
        return 1e6, words(f"백만 {words.unit('money')}", f" M {currency}")

    def _sentence(self, standing: Standing) -> None:
        cells, words = self.cells, self.words
        opened, opening = self._opening()
        self._live("start", ("문장 앞부분", "Opening"), opened, opening)
        before, between, after = words(
            ("「", "」입니다. 「", "」보다 "), ("“", "” costs least: less than “", "” by ")
        )
        formula = f'="{before}"&{cells["name"]}&"{between}"&{cells["other_name"]}&"{after}"'
        middle = f"{before}{self._title(standing.least)}{between}{self._title(standing.other)}{after}"
        self._live("middle", ("누가 가장 저렴한가", "Who costs least"), formula, middle)
        ending = words(") 적습니다.", ").")
        formula = f'={cells["amount"]}&" ("&{cells["percent"]}&"{ending}"'
        self._live("end", ("문장 끝부분", "Ending"), formula, f"{self.spoken[:-1]}{ending}")
        tied = words("둘 이상이며 비용이 같습니다.", "two or more alternatives cost the same, and least.")
        self._given("tied", ("같을 때의 문장", "Where they are equal"), tied)
        chosen = f"{cells['tied']},{cells['middle']}&{cells['end']}"
        formula = f"={cells['start']}&IF({cells['least']}={cells['second']},{chosen})"
        tie = standing.values[standing.least] == standing.second
        value = opening + (tied if tie else f"{middle}{self.spoken[:-1]}{ending}")
        self.sheet.live(SENTENCE_ROW, LABEL, formula, self.styles("message"), value)

    def _opening(self) -> tuple[str, str]:
        """How the sentence begins, as a formula and as a text."""
        years = self.result.horizon
        if self.words.language == "ko":
            text = "년 동안 현재가치로 가장 적게 드는 안은 "
            return f'=TEXT(horizon,"0")&"{text}"', f"{years}{text}"
        return (
            '="Over "&TEXT(horizon,"0")&" years, in present value, "',
            f"Over {years} years, in present value, ",
        )

    def _scope(self) -> None:
        """Under the sentence: at which discount rate, and under which scenario."""
        number = self.book.layout.timeline.number["discount_rate_applied"]
        rate = self.result.value(self.result.alternatives[0], "discount_rate_applied")
        start, middle = self.words(("할인율 ", ", 시나리오 "), ("Discount rate ", ", scenario "))
        formula = f'="{start}"&TEXT({TIMELINE}!{C}{number},"0.00%")&"{middle}"&scenario'
        value = f"{start}{half_up(100 * rate, 2)}%{middle}{self.result.bound.case.scenario}"
        self.sheet.live(SCOPE_ROW, LABEL, formula, self.styles("note"), value)


def half_up(value: float, digits: int) -> str:
    """A number as a spreadsheet prints it."""
    step = Decimal(1).scaleb(-digits)
    return f"{Decimal(repr(float(value))).quantize(step, ROUND_HALF_UP):,}"
