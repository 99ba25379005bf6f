"""Figures of a result by name, and conditions on them: `saving_pv_pct>=0.3`, `total_cash@3<0`.

Promise: a name that means nothing is refused with the nearest one; a figure that is not defined is not a
number and meets no condition. Imports numpy, `inputs`, `results`, `model`, `language`, `errors` and
`assumptions` only.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np

from tco.assumptions import Text
from tco.errors import UserError, nearest
from tco.inputs import BoundModel
from tco.language import ONCE, POINTS
from tco.model import HISTORY
from tco.results import METRICS, REASONS, Result

Array = Any
LAST = "last"
IN_YEARS = "payback_years"
TOLERANCE = 1e-9  # of the number: what rounding in the last digits leaves is not a difference
LARGEST = 1e15
RATES = ("irr", "mirr", "airr", "roi", "capex_share")
FORM = re.compile(r"^\s*([A-Za-z0-9_.@]+)\s*(>=|<=|>|<)\s*([^:\s]+)\s*(?::(.*))?$", re.DOTALL)
UNDEFINED = ("it is not defined here", "이 사례에서 정의되지 않습니다")
NO_HOSPITAL = Text(en="the case has no hospital", ko="병원 정보가 없는 사례입니다")


@dataclass(frozen=True)
class Condition:
    """A figure has to stand in a relation to a number."""

    comparison: str
    number: float

    def holds(self, value: float | None) -> bool:
        """Whether it does; a figure that is not defined does not."""
        return value is not None and bool(self.where(value))

    def where(self, values: Array) -> Array:
        """Which of many figures meet it."""
        room = self.room(values)
        with np.errstate(invalid="ignore"):
            return room > self._rounding if self.comparison in (">", "<") else room >= -self._rounding

    def room(self, values: Any) -> Any:
        """How far figures are on the side that is asked for; negative where they are on the other."""
        return values - self.number if self.comparison in (">", ">=") else self.number - values

    def surely(self, values: Array) -> Array:
        """The room of figures less what rounding could take: from 0 on, the condition holds."""
        spare = 2 * self._rounding if self.comparison in (">", "<") else 0.0
        return np.where(np.isfinite(values), self.room(values) - spare, -np.inf)

    @property
    def _rounding(self) -> float:
        return TOLERANCE * max(1.0, abs(self.number))


#: Baseline less alternative: below zero the alternative costs more.
SAVINGS = frozenset(
    {"saving_total", "saving_total_pct", "saving_pv", "saving_pv_pct", "run_rate_saving_pct", "npv"}
)


class Quantity(NamedTuple):
    """A figure of the result: a metric, or a line in one year (`line@3`, `line@last`)."""

    line: str
    year: int | None = None

    def __str__(self) -> str:
        return self.line if self.year is None else f"{self.line}@{self.year}"


class Wish(NamedTuple):
    """A condition as it was written: the name of the figure, what is asked of it, and words said with it."""

    metric: str
    condition: Condition
    words: str


def parse_condition(text: str) -> Wish:
    """The parts of `METRIC>=NUMBER`, with words after a colon; raises `UserError`."""
    found = FORM.match(text)
    if not found:
        raise UserError(f"'{text}' must read METRIC>=NUMBER[:TEXT], such as saving_pv_pct>=0.3")
    metric, comparison, figure, said = found.groups()
    try:
        value = float(figure.removesuffix("%")) / (100 if figure.endswith("%") else 1)
    except ValueError:
        raise UserError(f"'{text}': '{figure}' is not a number; write 0.3 or 30%") from None
    if not abs(value) <= LARGEST:
        raise UserError(f"'{text}': {figure} is outside -1e15..1e15")
    return Wish(metric, Condition(comparison, value), (said or "").strip())


@dataclass(frozen=True)
class Figures:
    """A result, asked for its figures by name."""

    result: Result

    @property
    def bound(self) -> BoundModel:
        """The case with its model and inputs."""
        return self.result.bound

    def quantity(self, text: str) -> Quantity:
        """The figure that a text names; raises `UserError` with the nearest name."""
        name, at, year = text.strip().partition("@")
        instance = self.bound.model.instances.get(name)
        if instance is None or instance.line.axis == POINTS:
            if name in METRICS and not at:
                raise UserError(f"'{name}' has no value here: {NO_HOSPITAL.en}")
            raise UserError(f"'{name}' is neither a metric nor a line{nearest(name, self._names)}")
        if instance.line.axis == ONCE:
            if at:
                raise UserError(f"'{name}' has one value and no years; write '{name}' alone")
            return Quantity(name)
        if not at:
            raise UserError(f"'{name}' has a value in every year; write '{name}@last' or '{name}@3'")
        return Quantity(name, self._year(name, year))

    def _year(self, name: str, text: str) -> int:
        if text == LAST:
            return self.result.horizon
        if not text.isdecimal() or int(text) > self.result.horizon:
            last = self.result.horizon
            raise UserError(f"'{name}@{text}': the year must be 0 to {last}, or '{LAST}'")
        return int(text)

    @property
    def _names(self) -> list[str]:
        instances = self.bound.model.instances
        return [*METRICS, *(key for key, each in instances.items() if each.line.axis != POINTS)]

    def label(self, quantity: Quantity) -> Text:
        """The line's label, with the year where there is one."""
        english, korean = (self.result.label(quantity.line, language) for language in ("en", "ko"))
        if quantity.year is None:
            return Text(en=english, ko=korean)
        return Text(en=f"{english}, year {quantity.year}", ko=f"{korean}, {quantity.year}년 차")

    def unit(self, quantity: Quantity) -> str:
        """The line's unit; `%` for shares of the baseline and rates of return, `year` for times in years."""
        if quantity.line.endswith(IN_YEARS):
            return "year"
        if quantity.line.endswith("_pct") or quantity.line in RATES:
            return "%"
        return self.bound.model.instances[quantity.line].line.unit

    def why_undefined(self, quantity: Quantity) -> Text:
        """Why a figure has no value."""
        english, korean = REASONS.get(quantity.line, UNDEFINED)
        horizon = self.result.horizon
        return Text(en=english.format(horizon=horizon), ko=korean.format(horizon=horizon))

    def now(self, quantity: Quantity, alternative: str) -> float | None:
        """The figure in the case as it stands."""
        compared = quantity.line in self.result.comparative and alternative == self.bound.case.baseline
        value = float(cells(self.bound, self.result.lines, quantity)[0, self._at(alternative)])
        return value if np.isfinite(value) and not compared else None

    def _at(self, alternative: str) -> int:
        return self.bound.alternatives.index(alternative)


def lines_of(bound: BoundModel, quantity: Quantity) -> tuple[str, ...]:
    """The line of a figure, and the one that says whether it is defined."""
    flag = bound.model.instances[quantity.line].line.defined_by
    return (quantity.line, flag.replace("__", ".")) if flag else (quantity.line,)


def column_of(bound: BoundModel, quantity: Quantity) -> int:
    """Where a figure stands in the row of its line."""
    if quantity.year is None:
        return 0
    return quantity.year + (HISTORY if bound.model.instances[quantity.line].line.history else 0)


def cells(bound: BoundModel, lines: Mapping[str, Array], quantity: Quantity) -> Array:
    """The figure as (draws or 1, alternatives), from evaluated lines; not a number where undefined."""
    column = lines[quantity.line][..., column_of(bound, quantity)]
    found = np.array(np.atleast_2d(column), dtype=float)
    for flag in lines_of(bound, quantity)[1:]:
        found = np.where(np.atleast_2d(lines[flag][..., 0]) == 0.0, np.nan, found)
    found = np.broadcast_to(found, (len(found), len(bound.alternatives)))
    return np.where(np.isfinite(found), found, np.nan)


def input_label(bound: BoundModel, key: str) -> Text:
    """The label of an input, with whom it holds for where others have their own."""
    return Text(en=_input_label(bound, key, "en"), ko=_input_label(bound, key, "ko"))


def _input_label(bound: BoundModel, key: str, language: str) -> str:
    declared = bound.inputs[key].declaration
    owners = [owner for owner in key.split(".")[:-1] if owner not in declared.id.split(".")]
    names = [_owner(bound, owner, language) for owner in owners]
    return " · ".join([declared.label.in_language(language), *filter(None, names)])


def _owner(bound: BoundModel, owner: str, language: str) -> str:
    if owner in bound.books:
        return bound.books[owner].head.title.in_language(language)
    if owner in bound.case.alternatives:
        return bound.case.alternatives[owner].title.in_language(language)
    found = bound.label_of_member(owner)
    return found.in_language(language) if found else ""
