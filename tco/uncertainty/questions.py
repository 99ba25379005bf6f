"""Questions about drivers, held against the case before anything is computed.

Promise: all that is wrong with a question is told at once. Imports `asked`, `switching_values`, `drivers`,
`errors` and `results` only.
"""

from __future__ import annotations

from collections.abc import Sequence

from tco.errors import Problems
from tco.results import Result
from tco.uncertainty.asked import chosen_alternative, key_problems
from tco.uncertainty.drivers import DRAWS
from tco.uncertainty.switching_values import with_range

MOST_POINTS = 2**16


def drivers_question(
    result: Result, alternative: str, heat: Sequence[str] | None = None, draws: int = 0
) -> tuple[str, int]:
    """The alternative that is meant, and the points of the indices."""
    problems: list[str] = []
    name = _alternative(result, alternative, problems)
    if heat is not None:
        if len(heat) != 2:
            problems.append(f"heat: a map has two inputs, not {len(heat)}; write --heat key_a,key_b")
        problems += key_problems(result.bound, heat, "heat")
    fewest = min(2 * result.bound.case.uncertainty.scrambles, MOST_POINTS)
    n = draws or max(DRAWS, fewest)
    if n & (n - 1) or not fewest <= n <= MOST_POINTS:
        problems.append(f"draws: {draws} is not a power of two from {fewest} to {MOST_POINTS}; try {DRAWS}")
    if problems:
        raise Problems("drivers", problems)
    return name, n


def switch_question(result: Result, alternative: str, key: str, share: float) -> tuple[str, ...]:
    """The alternatives that are meant: the one named, or all but the baseline."""
    problems: list[str] = []
    _alternative(result, alternative, problems)
    try:
        with_range(result.bound, key)
    except ValueError as error:
        problems.append(str(error))
    if not -10 <= share < 1:
        problems.append(f"share: {share:g} is no share of the baseline; write a number below 1, such as 0.4")
    if problems:
        raise Problems("switch", problems)
    others = (each for each in result.bound.alternatives if each != result.bound.case.baseline)
    return (alternative,) if alternative else tuple(others)


def _alternative(result: Result, name: str, problems: list[str]) -> str:
    try:
        return chosen_alternative(result, name)
    except ValueError as error:
        problems.append(str(error))
        return ""
