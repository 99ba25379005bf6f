"""What the page "Uncertainty" shows, awaited from the second process.

Promise: the process that serves pages computes none of it. Imports the engine, `awaited`, `answers`,
`uncertainty_futures` and, for its types, `uncertainty_answers`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from tco.switching import Driver
from tco.ui import awaited
from tco.ui import uncertainty_answers as computed
from tco.ui.answers import Question, Turns
from tco.ui.uncertainty_futures import Asked, Futures, Shares, Worths
from tco.uncertainty.conditions import ARTICLE
from tco.uncertainty.estimates import Estimate
from tco.uncertainty.heatmap import HeatMap


def ahead(asked: Asked) -> None:
    """Have the draws that are made at once made while the page is being drawn, and nothing beside them."""
    if computed.kept(asked.first) is None:
        awaited.stop("moves")
        awaited.ask("futures", asked.first)


def first(asked: Asked) -> Futures:
    """From the draws that are made at once."""
    found = computed.kept(asked.first)
    if found is None:
        found = awaited.result("futures", asked.first)
        computed.keep(found)
    return found


def _turns(question: Question, alternative: str) -> Turns:
    found: Turns = awaited.result("turns", question, alternative, ARTICLE.number)
    return found


def bars(question: Question, alternative: str) -> tuple[Driver, ...]:
    """The inputs with the largest effect at the ends of their ranges, with their switching values."""
    return computed.bars(_turns(question, alternative))


def movable(question: Question, alternative: str) -> Sequence[str]:
    """The inputs that a map may have, the largest effect first."""
    return computed.movable(_turns(question, alternative))


def heat(question: Question, alternative: str, keys: tuple[str, str]) -> HeatMap:
    """The saving over the ranges of two inputs."""
    found: HeatMap = awaited.result("heat", question, alternative, keys)
    return found


def shares(asked: Asked) -> Shares:
    """Which inputs the uncertainty comes from, from the first draws."""
    found: Shares = awaited.result("shares", asked.first)
    return found


def worths(found: Futures) -> Worths:
    """What it is worth to find out inputs before choosing between the two."""
    known: Worths = found.known or awaited.result("worths", found.asked.first)
    return known


def cheapest(question: Question, seed: int) -> Mapping[str, Estimate]:
    """How probably each alternative is the cheapest of all."""
    found: Mapping[str, Estimate] = awaited.result("cheapest", question, seed)
    return found


def worths_of_all(question: Question, seed: int) -> Worths:
    """What it is worth to find out inputs before choosing among all alternatives."""
    found: Worths = awaited.result("worths_of_all", question, seed)
    return found
