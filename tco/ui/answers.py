"""Results for the page, kept by what was asked.

Promise: the same document and changes give the same result object, which nobody can change; a result is found
by its inputs only, so one visitor's numbers never reach another's page. Imports the engine,
`evaluator`, `gate` and `prepared`.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from tco.binding import bind
from tco.case import parse_case
from tco.results import Result
from tco.switching import Driver, swings, switching_points
from tco.symmetry import Symmetry, symmetry
from tco.ui.evaluator import evaluator
from tco.ui.gate import gate
from tco.ui.prepared import costs

MAIN_DRIVERS = 12


@dataclass(frozen=True)
class Question:
    """What is evaluated.

    Attributes:
        document: the case as JSON text, so that it cannot change.
    """

    document: str

    @classmethod
    def of(cls, document: Mapping[str, Any]) -> Question:
        """The question that a document asks."""
        return cls(json.dumps(document, ensure_ascii=False, default=str))


@dataclass(frozen=True)
class Turns:
    """What moves the answer.

    Attributes:
        swings: every input with a range at both its ends, the largest effect first.
        flips: the inputs that change the winner, with where.
        reaches: the inputs that alone bring the saving to the claimed share, with where.
    """

    swings: tuple[Driver, ...]
    flips: tuple[Driver, ...]
    reaches: tuple[Driver, ...]


@lru_cache(maxsize=64)
def answer(question: Question) -> Result:
    """The result; raises `Problems` with everything that is wrong."""
    with gate.passed():
        bound = bind(parse_case(json.loads(question.document)))
        return Result(bound, evaluator.lines(question.document, bound))


@lru_cache(maxsize=8)
def sides(question: Question) -> Symmetry:
    """Which rules apply to one side only; raises `UserError` where there are no two sides."""
    return symmetry(answer(question).bound.case)


@lru_cache(maxsize=64)
def turns(question: Question, alternative: str, claimed: float) -> Turns:
    """Where the answer turns, and whether one input alone makes a claimed share come true."""
    bound = answer(question).bound
    quick = costs(bound, alternative)
    found = swings(bound, alternative, quick)
    turning = [driver.key for driver in found if (min(driver.savings) < 0) != (max(driver.savings) < 0)]
    main = dict.fromkeys([*turning, *(driver.key for driver in found[:MAIN_DRIVERS])])
    flips = switching_points(bound, alternative, main, costs=quick)
    near = [driver.key for driver in found if min(driver.shares) < claimed <= max(driver.shares)]
    reaches = switching_points(bound, alternative, near, n=9, share=claimed, costs=quick)
    order = {driver.key: at for at, driver in enumerate(found)}
    flips.sort(key=lambda driver: order[driver.key])
    return Turns(
        tuple(found),
        tuple(each for each in flips if each.points),
        tuple(each for each in reaches if each.points),
    )
