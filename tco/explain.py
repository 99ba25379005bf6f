"""The explanation interpreter: any number back to the assumptions it rests on.

Promise: what a number depends on is read from the rule itself, each year of a window by itself, down
to inputs with value, range, source and date; nothing is shown that the rule does not use. Imports
`language`, `labels`, `model`, `inputs` and `results` only.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from tco.inputs import Input
from tco.labels import IN_THE_BOOKS_CURRENCY, sentence_of
from tco.language import ONCE, POINTS, ROW_ARGUMENTS, Call, Formula, Name, Number, Operation, Place, walk
from tco.model import HISTORY, BuiltIn, InputRef, Instance, LineRef
from tco.results import Result

SYMBOLS = {"+": "+", "-": "−", "*": "×", "/": "÷", "**": "^"}
PRECEDENCE = {"+": 1, "-": 1, "*": 2, "/": 2, "**": 3}
WORDS = {
    "en": {
        "minimum": "smaller of ({0}; {1})", "maximum": "larger of ({0}; {1})", "at_least": "[{0} ≥ {1}]",
        "equal": "[{0} = {1}]", "ratio": "({0}) ÷ ({1}), 0 if nothing", "round_up": "rounded up ({0})",
        "previous": "{0} of the year before", "still_serving": "what still serves of earlier {0} until {1}",
        "years_remaining": "{0} × years left until {1}", "on_date": "{0} due by {1} on {2}",
        "tiered": "{0} at the tiers beginning at {1}, stepping by {2}", "row_sum": "sum of {0}",
        "internal_rate": "rate at which {0} is worth 0",
    },
    "ko": {
        "minimum": "작은 값({0}; {1})", "maximum": "큰 값({0}; {1})", "at_least": "[{0} ≥ {1}]",
        "equal": "[{0} = {1}]", "ratio": "({0}) ÷ ({1}), 없으면 0", "round_up": "올림({0})",
        "previous": "전년도 {0}", "still_serving": "{1} 전까지 존속하는 과거 {0}",
        "years_remaining": "{0} × {1}까지 남은 연수", "on_date": "{1} 기준 {2} 시점의 {0}",
        "tiered": "{0}에 {1}부터의 구간 증분 {2} 적용", "row_sum": "{0} 합계",
        "internal_rate": "{0}의 현재가치가 0이 되는 이율",
    },
}  # fmt: skip


@dataclass(frozen=True)
class Node:
    """A number with what it is made of.

    Attributes:
        year: the year, a half-year date, or None for a figure without one.
        alternative: whose number it is.
        currency: of its money, where it has any.
        note: why a metric has no value, or what qualifies it.
        formula: the rule in words; empty for an input.
        input: the assumption, for a leaf.
        repeated: whether its parts stand elsewhere in the same tree.
    """

    id: str
    label: str
    value: float
    unit: str
    alternative: str = ""
    year: float | None = None
    sentence: str = ""
    formula: str = ""
    input: Input | None = None
    parts: list[Node] = field(default_factory=list)
    repeated: bool = False
    zeros: int = 0
    note: str = ""
    currency: str = ""


def explain(
    result: Result, line: str, alternative: str, year: float = 0, *, language: str = "en", depth: int = 99
) -> Node:
    """The tree of a line's value in a year (or of a metric), down to assumptions.

    Args:
        result: an evaluated case.
        line: id of a line or metric.
        alternative: id of the alternative.
        year: 0..15, from −15 for lines with a history; for lines of half-years the date.
        language: "en" or "ko".
        depth: how many levels to open.

    Raises:
        KeyError: if the line does not exist.
    """
    instance = result.bound.model.instances[line]
    column = _column(instance, year)
    return _Explainer(result, language).node(line, alternative, column, depth)


def _column(instance: Instance, year: float) -> int:
    if instance.line.axis == ONCE:
        return 0
    if instance.line.axis == POINTS:
        return round(2 * year)
    return round(year) + HISTORY if instance.line.history else round(year)


class _Explainer:
    def __init__(self, result: Result, language: str):
        self.result = result
        self.language = language
        self.seen: set[tuple[str, str, int]] = set()
        self._notes: dict[str, dict[str, str]] = {}

    def node(self, line: str, alternative: str, column: int, depth: int) -> Node:
        instance = self.result.bound.model.instances[line]
        key = (line, alternative, column)
        repeated = key in self.seen
        self.seen.add(key)
        opened = depth > 0 and not repeated
        parts = list(self._parts(instance, alternative, column, depth - 1)) if opened else []
        shown = [part for part in parts if part.value != 0.0 or not instance.line.is_total]
        return Node(
            id=line,
            label=self.result.label(line, self.language),
            value=self._value(instance, alternative, column),
            unit=instance.line.unit,
            alternative=alternative,
            year=_year(instance, column),
            sentence=sentence_of(instance.line, self.language),
            formula=self.words(instance, alternative),
            note=self.notes(alternative).get(line, ""),
            parts=shown,
            repeated=repeated and bool(instance.dependencies or instance.references),
            zeros=len(parts) - len(shown),
            currency=self._currency(instance, alternative),
        )

    def _currency(self, instance: Instance, alternative: str) -> str:
        """The country's, or the price book's where a line adds up its prices before they are exchanged."""
        bound = self.result.bound
        name = bound.case.alternatives[alternative].price_book
        if instance.line.id in IN_THE_BOOKS_CURRENCY and name:
            return bound.books[name].head.currency
        return bound.pack.head.currency

    def _value(self, instance: Instance, alternative: str, column: int) -> float:
        """Not-a-number where a metric is not defined, as the result says."""
        if instance.line.place is not Place.METRIC:
            return float(self.result.row(alternative, instance.id)[column])
        value = self.result.metric(alternative, instance.id)
        return math.nan if value is None else value

    def _parts(self, instance: Instance, alternative: str, column: int, depth: int) -> Iterator[Node]:
        for member in instance.members:
            yield self.node(member, alternative, column, depth)
        for name, ref in instance.references.items():
            if isinstance(ref, InputRef):
                yield self._leaf(instance, alternative, ref)
            elif isinstance(ref, LineRef):
                owner = self.result.bound.case.baseline if ref.baseline else alternative
                source = self.result.bound.model.instances[ref.id]
                for at in self._columns(instance, name, source, owner, column):
                    yield self.node(ref.id, owner, at, depth)

    def _columns(
        self, instance: Instance, name: str, source: Instance, alternative: str, column: int
    ) -> list[int]:
        """Which columns of a line the rule reads in its own column."""
        row = self.result.row(alternative, source.id)
        if source.line.axis == ONCE:
            return [0]
        shift = HISTORY * (source.line.history - instance.line.history)
        here = column + shift
        found: set[int] = set()
        formula = instance.line.formula
        assert formula is not None
        for call in (part for part in walk(formula) if isinstance(part, Call)):
            for position in ROW_ARGUMENTS[call.function]:
                argument = call.arguments[position]
                if isinstance(argument, Name) and argument.id == name:
                    found |= set(self._window(call, instance, alternative, column, row, here))
        if name not in instance.line.rows or _is_read_now(formula, name):
            found.add(here)
        return sorted(at for at in found if 0 <= at < len(row))

    def _window(
        self, call: Call, instance: Instance, alternative: str, column: int, row: Any, here: int
    ) -> Iterator[int]:
        if call.function == "previous":
            yield here - 1
        elif call.function in ("still_serving", "years_remaining"):
            amounts = self._row_of(instance, call.arguments[0], alternative)
            stop = here + (call.function == "years_remaining")
            lead = len(row) - len(amounts)
            yield from (at for at in range(min(stop, len(row))) if at >= lead and amounts[at - lead] != 0.0)
        elif call.function == "on_date":
            dates = self._row_of(instance, call.arguments[1], alternative)
            yield from (at for at in range(len(row)) if dates[at] == column / 2 and row[at] != 0.0)
        else:
            yield from (at for at in range(len(row)) if row[at] != 0.0)

    def _row_of(self, instance: Instance, argument: Formula, alternative: str) -> Any:
        assert isinstance(argument, Name)
        ref = instance.references[argument.id]
        assert isinstance(ref, LineRef)
        return self.result.row(alternative, ref.id)

    def _input(self, instance: Instance, ref: InputRef, alternative: str) -> Input:
        bound = self.result.bound
        ids = bound.resolved[(instance.line.once_per_case, ref)]
        return bound.inputs[ids[0] if len(ids) == 1 else ids[bound.alternatives.index(alternative)]]

    def _leaf(self, instance: Instance, alternative: str, ref: InputRef) -> Node:
        given, bound = self._input(instance, ref, alternative), self.result.bound
        owner = bound.books.get(given.id.partition(".")[0]) or bound.pack
        return Node(
            id=given.id,
            label=given.declaration.label.in_language(self.language),
            value=given.value if given.series is not None else given.in_scenario(bound.case.scenario),
            unit=given.declaration.unit,
            input=given,
            currency=owner.head.currency,
        )

    def notes(self, alternative: str) -> dict[str, str]:
        """Why a metric has no value, read once."""
        if alternative not in self._notes:
            self._notes[alternative] = self.result.notes(alternative, self.language)
        return self._notes[alternative]

    def words(self, instance: Instance, alternative: str) -> str:
        """The rule in words, with the labels of what it reads."""
        if instance.line.is_total:
            return "합계" if self.language == "ko" else "the sum of its parts"
        assert instance.line.formula is not None
        return self._say(instance, instance.line.formula, alternative)

    def _say(self, instance: Instance, formula: Formula, alternative: str) -> str:
        if isinstance(formula, Number):
            return f"{formula.value:g}"
        if isinstance(formula, Name):
            return self._name(instance, formula.id, alternative)
        if isinstance(formula, Operation):
            own = PRECEDENCE[formula.symbol]
            left = self._say(instance, formula.left, alternative)
            right = self._say(instance, formula.right, alternative)
            if _binds_weaker(formula.left, own, False):
                left = f"({left})"
            if _binds_weaker(formula.right, own, formula.symbol in "-/**"):
                right = f"({right})"
            return f"{left} {SYMBOLS[formula.symbol]} {right}"
        assert isinstance(formula, Call)
        said = [self._say(instance, each, alternative) for each in formula.arguments]
        return WORDS[self.language][formula.function].format(*said)

    def _name(self, instance: Instance, name: str, alternative: str) -> str:
        ref, korean = instance.references[name], self.language == "ko"
        if isinstance(ref, BuiltIn):
            return {"year": "연차" if korean else "year", "point": "시점" if korean else "date"}[ref.id]
        if isinstance(ref, InputRef):
            given = self._input(instance, ref, alternative)
            return given.declaration.label.in_language(self.language)
        if not isinstance(ref, LineRef):
            return "0"
        label = self.result.label(ref.id, self.language)
        if ref.baseline:
            return f"{'기준안' if korean else 'baseline'} {label}"
        return label


def _binds_weaker(formula: Formula, own: int, equal_too: bool) -> bool:
    if not isinstance(formula, Operation):
        return False
    inner = PRECEDENCE[formula.symbol]
    return inner < own or (equal_too and inner == own)


def _is_read_now(formula: Formula, name: str) -> bool:
    if isinstance(formula, Name):
        return formula.id == name
    if isinstance(formula, Call):
        inside = [
            each for at, each in enumerate(formula.arguments) if at not in ROW_ARGUMENTS[formula.function]
        ]
    else:
        inside = [formula.left, formula.right] if isinstance(formula, Operation) else []
    return any(_is_read_now(each, name) for each in inside)


def _year(instance: Instance, column: int) -> float | None:
    if instance.line.axis == ONCE:
        return None
    if instance.line.axis == POINTS:
        return column / 2
    return column - HISTORY if instance.line.history else column
