"""Which number is to be explained, read from the address, and the way by which a visitor came to it.

Promise: what of the address cannot be used is said and mended; going up again is always possible. Imports
streamlit for the session, `explain` and the page's own modules only.
"""

from __future__ import annotations

import difflib
from dataclasses import dataclass
from typing import Any

import numpy as np
import streamlit as st

from tco.language import ONCE, POINTS
from tco.model import HISTORY, LAST_YEAR, Instance
from tco.results import Result
from tco.ui.explain_categories import of_total
from tco.ui.frames import first_calendar_year
from tco.ui.state import OF_CASE
from tco.ui.view import View
from tco.ui.words import Words

TRAIL = f"{OF_CASE}explain_trail"
LONGEST_TRAIL = 12
Step = tuple[str, str, float]


@dataclass(frozen=True)
class Asked:
    """A line or metric of an alternative, in a year or on a date.

    Attributes:
        problems: what of the address could not be used, as sentences.
    """

    line: str
    alternative: str
    year: float
    problems: tuple[str, ...] = ()

    @property
    def step(self) -> Step:
        """What the way is made of."""
        return self.line, self.alternative, self.year


def read(view: View) -> Asked | None:
    """What the address asks for; nothing where it names no line of the case."""
    line, owner, year = (view.own.get(each, "") for each in ("line", "of", "year"))
    instance = view.result.bound.model.instances.get(line)
    if instance is None:
        return None
    problems = []
    alternative = owner if owner in view.result.alternatives else view.alternative
    if owner and owner != alternative:
        used = view.words.quoted(view.title(alternative))
        problems.append(view.words("explain.unknown_alternative", value=owner, used=used))
    at = _year(instance, view.result, alternative, year)
    if year and _number(year) != at and instance.line.axis != ONCE:
        used = when(instance, at, view.result, view.words)
        problems.append(view.words("explain.unknown_year", value=year, used=used))
    return Asked(line, alternative, at, tuple(problems))


def _number(text: str) -> float | None:
    try:
        return float(text)
    except ValueError:
        return None


def _year(instance: Instance, result: Result, alternative: str, text: str) -> float:
    """The year asked for, if the line has it; otherwise the one in which its value is largest."""
    if instance.line.axis == ONCE:
        return 0.0
    wished = _number(text)
    if wished is not None and wished in dates(instance):
        return wished
    counted = np.abs(result.row(alternative, instance.id)[first_column(instance) :])
    step = 2.0 if instance.line.axis == POINTS else 1.0
    return float(np.argmax(counted[: round(result.horizon * step) + 1]) / step)


def first_column(instance: Instance) -> int:
    """The column of year 0."""
    return HISTORY if instance.line.history else 0


def dates(instance: Instance) -> list[float]:
    """The years, or dates, that a line has."""
    if instance.line.axis == ONCE:
        return [0.0]
    if instance.line.axis == POINTS:
        return [at / 2 for at in range(2 * LAST_YEAR + 1)]
    return [float(year) for year in range(-first_column(instance), LAST_YEAR + 1)]


def similar(result: Result, line: str) -> list[str]:
    """Lines whose ids are like an unknown one."""
    return difflib.get_close_matches(line, list(result.bound.model.instances), n=3)


def when(instance: Instance, year: float | None, result: Result, words: Words) -> str:
    """The year or date of a value in words; empty where it has none."""
    if year is None or instance.line.axis == ONCE:
        return ""
    if instance.line.axis == POINTS:
        return words("explain.date", date=f"{year:g}")
    return words("explain.year", year=f"{year:g}".replace("-", "−"),
                 calendar=first_calendar_year(result) + round(year))  # fmt: skip


def _below(line: str, result: Result) -> list[str]:
    """What a line is made of: what its rule reads, and its categories."""
    return [*result.bound.model.instances[line].dependencies, *of_total(result, line)]


def way(asked: Asked, result: Result) -> list[Step]:
    """The numbers that were opened on the way to this one; kept for the session.

    A number that the last one is made of is a step down; one that was passed before is a step back; any
    other begins a new way.
    """
    kept: Any = st.session_state.get(TRAIL, [])
    instances = result.bound.model.instances
    trail = [step for step in kept if step[0] in instances and step[1] in result.alternatives]
    if asked.step in trail:
        trail = trail[: trail.index(asked.step) + 1]
    elif trail and asked.line == trail[-1][0]:
        trail = [*trail[:-1], asked.step]
    elif trail and asked.line in _below(trail[-1][0], result):
        trail = [*trail, asked.step][-LONGEST_TRAIL:]
    else:
        trail = [asked.step]
    st.session_state[TRAIL] = trail
    return trail
