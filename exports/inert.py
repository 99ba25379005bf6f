"""Inputs that do not move the result of this case, and why.

Promise: an input is called inert only after it was moved up, down and to its bounds, each time alone, and no
key figure of any alternative moved; the reason names the line at which its effect ends. Imports numpy,
`language`, `model`, `results`, `inputs` and this package only.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np

from exports.influence import Change, Influence
from exports.words import Words
from tco.inputs import Input
from tco.language import (
    FUNCTIONS,
    REGISTRY,
    ROW_ARGUMENTS,
    Call,
    Formula,
    Name,
    Number,
    Operation,
    parts,
    walk,
)
from tco.model import InputRef, Instance, LineRef
from tco.results import METRICS, Result

Array = Any
BESIDE = ("residual_total", "present_value_with_risk", "leaving_cost", "electricity_total", "carbon_total",
          "peak_extra_funding_date")  # fmt: skip
NOISE = 1e-12
OPERATIONS = {"+": np.add, "-": np.subtract, "*": np.multiply, "/": np.divide, "**": np.power}
LARGE = 1e12


@dataclass(frozen=True)
class Inert:
    """An input that does not move the headline.

    Attributes:
        in_steps: it moves the result, but a change of a tenth does not.
    """

    input: Input
    reason: str
    in_steps: bool = False


def inert_inputs(result: Result, words: Words) -> list[Inert]:
    """The inputs that move no key figure of the contract, or only in steps."""
    live = result.bound.live
    first = [(each, _candidates(result, each)[0]) for each in live]
    moving = _moving(result, first)[0]
    rest = [(each, value) for each in live if each.id not in moving for value in _candidates(result, each)]
    if not rest:
        return []
    later, influence, changes = _moving(result, rest)
    reasons = _Reasons(result, words, influence, changes)
    return [
        Inert(each, reasons.in_steps() if each.id in later else reasons.of(each), each.id in later)
        for each in live
        if each.id not in moving
    ]


def _candidates(result: Result, each: Input) -> list[float | tuple[float, ...]]:
    """Other values that the input may take: first a tenth away, then further."""
    declared, value = each.declaration, each.in_scenario(result.bound.case.scenario)
    if each.series is not None:
        return [tuple(1.1 * part for part in each.series), tuple(part + 1 for part in each.series)]
    if declared.format == "flag":
        return [1.0 - value]
    low = -LARGE if declared.minimum is None else declared.minimum
    high = LARGE if declared.maximum is None else declared.maximum
    tenth = 1.1 * value if value else (each.high or min(high, 1.0))
    tenth = tenth if low <= tenth <= high else 0.9 * value
    wished = [tenth, each.high, each.low, 2 * value, value / 2, value + 1, value - 1, high, low]
    if declared.format == "whole":
        wished = [value + 1, value - 1, *wished[1:]]
    allowed = (
        float(wish) for wish in wished if wish is not None and low <= wish <= high and abs(wish) < LARGE
    )
    whole = (float(round(wish)) if declared.format == "whole" else wish for wish in allowed)
    return [wish for wish in dict.fromkeys(whole) if wish != value] or [value]


def _moving(result: Result, tried: list[tuple[Input, Any]]) -> tuple[set[str], Influence, list[Change]]:
    changes: list[Change] = [(each.id, value) for each, value in tried]
    influence = Influence(result, changes)
    counted = [name for name in METRICS if name not in BESIDE and name in result.bound.model.instances]
    numbers = {number for name in counted for number in moved_metric(influence, name)}
    return {changes[number][0] for number in numbers}, influence, changes


def moved_metric(influence: Influence, name: str) -> set[int]:
    """The changes that move a metric where it has a value, or that give it one or take it."""
    instance = influence.instances[name]
    flag = instance.line.defined_by.replace("__", ".")
    read = [key for key in (name, flag) if key in influence.moved]
    if not read:
        return set()
    numbers = np.unique(np.concatenate([influence.moved[key][0] for key in read]))
    before, after = influence.base[name], _at(influence, name, numbers)
    if flag:
        before = np.where(influence.base[flag] == 0, np.nan, before)
        after = np.where(_at(influence, flag, numbers) == 0, np.nan, after)
    difference = np.abs(after - before) > NOISE * np.maximum(np.abs(before), np.abs(after))
    moved = difference | (np.isnan(before) != np.isnan(after))
    return set(numbers[moved.any(axis=(1, 2))].tolist())


def _at(influence: Influence, key: str, numbers: Array) -> Array:
    base = influence.base[key]
    array = np.repeat(base[None], len(numbers), axis=0)
    if key in influence.moved:
        own, values = influence.moved[key]
        array[np.searchsorted(numbers, own)] = values
    return array


class _Reasons:
    """Why an input's effect ends before the key figures."""

    def __init__(self, result: Result, words: Words, influence: Influence, changes: list[Change]):
        self.result, self.words, self.influence = result, words, influence
        self.instances = influence.instances
        self.changed: dict[str, set[str]] = {}
        self.places: list[int] = []
        self.order = {key: at for at, key in enumerate(self.instances)}
        self.readers: dict[str, list[str]] = {}
        for instance in self.instances.values():
            for source in self._sources(instance):
                self.readers.setdefault(source, []).append(instance.id)
        self.movers = {
            name: {changes[number][0] for number in moved_metric(influence, name)}
            for name in BESIDE if name in self.instances
        }  # fmt: skip
        for line, (numbers, _) in influence.moved.items():
            if isinstance(line, str):
                for number in numbers.tolist():
                    self.changed.setdefault(changes[number][0], set()).add(line)

    def _sources(self, instance: Instance) -> Iterator[str]:
        """Ids of the lines and inputs that a line reads."""
        yield from instance.dependencies
        for ref in instance.references.values():
            if isinstance(ref, InputRef):
                yield from set(self.result.bound.resolved[(instance.line.once_per_case, ref)])

    def in_steps(self) -> str:
        return self.words(
            "계단식으로만 움직입니다: 10 % 바꾸면 올림이나 한도에 머물고 더 크게 바꾸면 움직입니다.",
            "Moves the result in steps: a tenth stays within rounding or a limit, a larger change does not.",
        )

    def of(self, each: Input) -> str:
        beside = [name for name, movers in self.movers.items() if each.id in movers]
        if beside:
            named = ", ".join(self.words.line(name) for name in beside)
            return self.words(
                f"주 지표 밖의 값만 움직입니다: {named}.", f"Moves only figures beside the headline: {named}."
            )
        changed = self.changed.get(each.id, set())
        answers = [ids for ids in self.result.bound.resolved.values() if each.id in ids]
        self.places = sorted({at for ids in answers for at, key in enumerate(ids) if key == each.id})
        readers = {key for source in (each.id, *changed) for key in self.readers.get(source, ())}
        for key in sorted(readers - changed, key=self.order.__getitem__):
            reason = self._end(each, self.instances[key], changed)
            if reason:
                return reason
        ends = [self.words.line(key) for key in self.instances if key in changed]
        last = ends[-1] if ends else self.words.input(each)
        return self.words(
            f"「{last}」까지만 쓰이고 지표에는 들어가지 않습니다.",
            f"Ends at “{last}”, which no key figure counts.",
        )

    def _end(self, each: Input, instance: Instance, changed: set[str]) -> str:
        """Whether the effect reaches this line and ends there, and what keeps it from moving."""
        if set(instance.members) & changed:
            return ""
        for name, ref in instance.references.items():
            reached = isinstance(ref, LineRef) and ref.id in changed
            if isinstance(ref, InputRef):
                reached = each.id in self.result.bound.resolved[(instance.line.once_per_case, ref)]
            if reached and instance.line.formula is not None:
                line = self.words.line(instance.id)
                for factor in self._stopping(instance, instance.line.formula, name):
                    return self.words(
                        f"「{line}」에서 멈춥니다(「{factor}」 = 0).", f"Ends at “{line}”: “{factor}” is 0."
                    )
                return self.words(
                    f"「{line}」에서 멈춥니다: 한도, 올림 또는 조건 때문에 달라지지 않습니다.",
                    f"Ends at “{line}”: a limit, rounding or a condition keeps it as it is.",
                )
        return ""

    def _stopping(self, instance: Instance, formula: Formula, name: str) -> Iterator[str]:
        """Labels of what the named parameter is multiplied with, where that is 0."""
        for part in walk(formula):
            if isinstance(part, Operation) and part.symbol in "*/":
                inside_left, inside_right = (_names(side) for side in (part.left, part.right))
                pairs = (
                    ((part.left, inside_right), (part.right, inside_left))
                    if part.symbol == "*"
                    else ((part.left, inside_right),)
                )
                for other, there in pairs:
                    if name in there and self._is_zero(instance, other):
                        yield from self._labels(instance, other)

    def _labels(self, instance: Instance, formula: Formula) -> Iterator[str]:
        """What in the formula is 0, in words: a name, or 1 less a name."""
        for name in _names(formula):
            if self._is_zero(instance, Name(name)):
                yield self._named(instance, name)
        for part in walk(formula):
            if isinstance(part, Operation) and part.symbol == "-" and isinstance(part.right, Name):
                if isinstance(part.left, Number) and self._is_zero(instance, part):
                    yield f"{part.left.value:g} − {self._named(instance, part.right.id)}"

    def _named(self, instance: Instance, name: str) -> str:
        ref = instance.references[name]
        if isinstance(ref, LineRef):
            return self.words.line(ref.id)
        if isinstance(ref, InputRef):
            ids = self.result.bound.resolved[(instance.line.once_per_case, ref)]
            inputs = [self.result.bound.inputs[key] for key in ids]
            return self.words.text(
                next((each for each in inputs if not each.fixed), inputs[0]).declaration.label
            )
        line = REGISTRY[name][0] if name in REGISTRY else None
        return self.words(line.label_ko, line.label) if line else name

    def _is_zero(self, instance: Instance, formula: Formula) -> bool:
        value = self._value(instance, formula)
        if value is not None and value.ndim > 1 and value.shape[-2] == len(self.result.alternatives):
            value = value[..., self.places, :]
        return value is not None and not np.any(value)

    def _value(self, instance: Instance, formula: Formula) -> Array | None:
        """The value of a part of a formula in the case as it is; None where that takes whole rows to know."""
        if isinstance(formula, Number):
            return np.array(formula.value)
        if isinstance(formula, Name):
            return self._value_of(instance, formula.id)
        inside = [value for part in parts(formula) if (value := self._value(instance, part)) is not None]
        if len(inside) < len(parts(formula)):
            return None
        with np.errstate(all="ignore"):
            try:
                if isinstance(formula, Operation):
                    return OPERATIONS[formula.symbol](*inside)
                assert isinstance(formula, Call)
                if ROW_ARGUMENTS[formula.function]:
                    factors = (
                        formula.arguments[::2] if formula.function == "tiered" else formula.arguments[:1]
                    )
                    return np.zeros(()) if any(self._is_zero(instance, each) for each in factors) else None
                return np.asarray(FUNCTIONS[formula.function](*inside))
            except ValueError:
                return None

    def _value_of(self, instance: Instance, name: str) -> Array | None:
        ref = instance.references[name]
        if isinstance(ref, LineRef):
            return self.influence.base[ref.id]
        if isinstance(ref, InputRef):
            return self.influence.base[(instance.line.once_per_case, ref)]
        return np.zeros((1, 1)) if ref == "zero" else None


def _names(formula: Formula) -> dict[str, None]:
    return {part.id: None for part in walk(formula) if isinstance(part, Name)}
