"""Sizing held against what has been published: far outside of it a case gets a warning with the range.

Promise: a warning names the figure, the range and its source, and whether that range was read, derived or
chosen between published figures; what a hospital has none of, it left out on purpose and is not warned of.
Nothing here enters a result. Imports pydantic, `assumptions`, `results`, `errors` and this package only.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any, Literal, Self

from pydantic import Field, ValidationError, model_validator

from tco.assumptions import Source, Strict, Text, data_folder, read_toml, validation_messages
from tco.errors import Problems
from tco.results import Result
from tco.sizing.figures import input_of

FILE = "plausibility.toml"
WORDS = {
    "sourced": Text(en="the published", ko="공개된"),
    "derived": Text(en="the range derived from published figures,", ko="공개 수치에서 계산한"),
    "judgement": Text(
        en="the range that we set around published figures,", ko="공개 수치를 바탕으로 우리가 정한"
    ),
}


class Expectation(Strict):
    """A published range of one figure of sizing."""

    id: str
    label: Text
    numerator: tuple[str, ...] = Field(min_length=1)
    denominator: str = ""
    without: tuple[str, ...] = ()
    scale: float = Field(default=1.0, gt=0)
    year: int = Field(default=1, ge=0, le=15)
    low: float | None = None
    low_base: float = 0.0
    high: float | None = None
    high_base: float = 0.0
    basis: Literal["sourced", "derived", "judgement"]
    countries: tuple[str, ...] = ()
    beds_from: float = 0.0
    beds_below: float | None = None
    source: Source
    note: Text

    @model_validator(mode="after")
    def _ordered(self) -> Self:
        if self.low is None and self.high is None:
            raise ValueError("low or high is missing")
        if self.low is not None and self.high is not None and self.low >= self.high:
            raise ValueError(f"low ({self.low:g}) is not below high ({self.high:g})")
        if self.beds_below is not None and self.beds_below <= self.beds_from:
            raise ValueError(f"beds_below ({self.beds_below:g}) is not above beds_from ({self.beds_from:g})")
        return self


@dataclass(frozen=True)
class SizingWarning:
    """A figure of the case outside of its range.

    Attributes:
        low: the range for this hospital; None where it is open.
        sentence: the warning in both languages.
    """

    id: str
    label: Text
    value: float
    low: float | None
    high: float | None
    basis: str
    source: Source
    note: Text
    sentence: Text


@cache
def expectations() -> tuple[Expectation, ...]:
    """The ranges that ship with the program; raises `Problems` with everything that is wrong in the file."""
    return parse_expectations(read_toml(data_folder().joinpath(FILE)))


def parse_expectations(tables: dict[str, Any], origin: str = FILE) -> tuple[Expectation, ...]:
    """The ranges of a file's tables."""
    found, problems = [], []
    for key, table in tables.items():
        if not isinstance(table, dict):
            problems.append(f"'{key}' stands outside any table")
            continue
        try:
            found.append(Expectation(**{**table, "id": key}))
        except ValidationError as error:
            problems.extend(validation_messages(error, key))
    if problems:
        raise Problems(origin, problems)
    return tuple(found)


def warnings(result: Result) -> list[SizingWarning]:
    """What of the baseline's sizing lies outside of the published ranges, in the order of the file."""
    found = (_warning(result, each) for each in applicable(result))
    return [each for each in found if each is not None]


def applicable(result: Result) -> list[Expectation]:
    """The ranges that are for a hospital of this country and size."""
    if not result.bound.case.workloads:
        return []
    country, beds = result.bound.pack.head.country, quantity(result, "beds") or 0.0
    return [each for each in expectations() if _applies(each, country, beds)]


def _applies(each: Expectation, country: str, beds: float) -> bool:
    if each.countries and country not in each.countries:
        return False
    return each.beds_from <= beds < (each.beds_below or float("inf"))


def measured(result: Result, each: Expectation) -> tuple[float, float] | None:
    """The case's figure and the amount that it is counted per; None where there is nothing of it."""
    counted = [quantity(result, name, each) for name in each.numerator]
    per = quantity(result, each.denominator, each) if each.denominator else 1.0
    if None in counted or not per:
        return None
    return each.scale * sum(value or 0.0 for value in counted) / per, per


def quantity(result: Result, name: str, each: Expectation | None = None) -> float | None:
    """A line of the baseline, a line's sum over its members, or an input; None if the case has none."""
    bound, year = result.bound, each.year if each else 1
    baseline, without = bound.case.baseline, set(each.without if each else ())
    if name in bound.model.instances:
        return float(result.yearly(baseline, name)[year])
    members = [
        instance.id
        for instance in bound.model.of_line(name)
        if not without.intersection(instance.keys.values())
    ]
    if members:
        return float(sum(result.yearly(baseline, member)[year] for member in members))
    *owner, last = name.split(".")
    key = input_of(bound, last, owner[0] if owner else "")
    return bound.inputs[key].in_scenario(bound.case.scenario) if key else None


def _warning(result: Result, each: Expectation) -> SizingWarning | None:
    found = measured(result, each)
    if found is None or found[0] == 0:
        return None
    value, per = found
    low = None if each.low is None else each.low + each.low_base / per
    high = None if each.high is None else each.high + each.high_base / per
    if (low is None or value >= low) and (high is None or value <= high):
        return None
    sentence = Text(en=_english(each, value, low, high), ko=_korean(each, value, low, high))
    return SizingWarning(each.id, each.label, value, low, high, each.basis, each.source, each.note, sentence)


def _english(each: Expectation, value: float, low: float | None, high: float | None) -> str:
    if low is not None and high is not None:
        place, ends = "outside", f"{shown(low)} to {shown(high)}"
    else:
        place, ends = ("below", shown(low)) if low is not None else ("above", shown(high or 0.0))
    return f"{each.label.en}: {shown(value)}, {place} {WORDS[each.basis].en} {ends} ({about(each.source)})"


def _korean(each: Expectation, value: float, low: float | None, high: float | None) -> str:
    if low is not None and high is not None:
        ends = f"{shown(low)}~{shown(high)} 범위를 벗어납니다"
    else:
        ends = f"{shown(low)}보다 작습니다" if low is not None else f"{shown(high or 0.0)}보다 큽니다"
    return f"{each.label.ko}: {shown(value)}, {WORDS[each.basis].ko} {ends}({about(each.source)})"


def about(source: Source) -> str:
    """A source's title and year, as a warning names it."""
    published = source.published
    return f"{source.title}, {published.year if isinstance(published, date) else published}"


def shown(value: float) -> str:
    """Three digits that matter, never as a power of ten."""
    if abs(value) >= 100:
        return f"{value:,.0f}"
    text = f"{value:.3g}"
    return f"{value:.6f}".rstrip("0") if "e" in text else text
