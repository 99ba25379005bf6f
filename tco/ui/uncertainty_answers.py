"""What the futures of a question say, computed: first quickly, then from more draws in the background.

Promise: found by question, alternative, seed and draws only, so that one visitor's numbers never reach
another's page; what is not a `Job` is asked of the second process, see `uncertainty_awaited`. Imports numpy,
the engine, `answers`, `kept`, `prepared`, `uncertainty_futures` and the words.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import replace
from functools import lru_cache
from typing import Any

import numpy as np

from tco.compute import evaluate
from tco.errors import UserError
from tco.switching import Driver
from tco.ui import prepared
from tco.ui.answers import Question, Turns, answer, turns
from tco.ui.kept import Kept
from tco.ui.uncertainty_futures import (
    BARS,
    FIRST,
    Asked,
    Futures,
    Moves,
    Shares,
    Worths,
    futures_of,
    shares_of,
    worths_of,
)
from tco.ui.words import LANGUAGES
from tco.uncertainty.answer import Answer
from tco.uncertainty.conditions import ARTICLE, BREAK_EVEN, Claim
from tco.uncertainty.driver_sentences import words_for
from tco.uncertainty.estimates import Estimate
from tco.uncertainty.heatmap import HeatMap, heat_map
from tco.uncertainty.required import required
from tco.uncertainty.required_text import Told, told
from tco.uncertainty.simulation import PRESENT_VALUE, Run, Simulation

Array = Any
CHOICES = (FIRST, 4096, 16_384, 65_536)
AT_ONCE = 256  # draws evaluated together where nothing is prepared
_POOL = ThreadPoolExecutor(2, thread_name_prefix="futures")
_KEPT: Kept[Asked, Futures] = Kept(64)


class Job:
    """More draws, made in the background until they are complete or no longer wanted."""

    def __init__(self, asked: Asked):
        self.asked, self.done, self.wanted = asked, 0, True
        self._result: Future[Futures] = _POOL.submit(self._work)

    def stop(self) -> None:
        """Keep what is complete, and make no more."""
        self.wanted = False

    @property
    def finished(self) -> bool:
        """Whether there is a result, or none to come."""
        return self._result.done()

    @property
    def result(self) -> Futures | None:
        """What was found; None where it was stopped too early or went wrong."""
        return self._result.result() if self.finished and self._result.exception() is None else None

    def _progress(self, done: int, total: int) -> bool:
        self.done = done
        return self.wanted

    def _work(self) -> Futures:
        if not self.wanted:
            raise UserError("stopped before the first draws were complete")
        simulation = _run(self.asked).upto(self.asked.draws, self._progress)
        found = replace(futures_of(self.asked, simulation), known=worths_of(simulation))
        if not found.stopped:
            keep(found)
        return found


def kept(asked: Asked) -> Futures | None:
    """What was found before, if it still is there."""
    return _KEPT.get(asked)


def keep(found: Futures) -> None:
    """Keep what was found, here or in the second process, for whoever asks the same."""
    _KEPT.put(found.asked, found)


def first(asked: Asked) -> Futures:
    """From the draws that are made at once; a prepared case takes a fraction of the time."""
    found = kept(asked.first)
    if found is None:
        found = futures_of(asked.first, _simulation(asked.first))
        keep(found)
    return found


@lru_cache(maxsize=16)
def _simulation(asked: Asked) -> Simulation:
    return _drawn(_run(asked))


def _drawn(run: Run) -> Simulation:
    """The draws; where nothing is prepared, the next ones will find that it is."""
    if prepared.is_prepared(run):
        return run.upto(run.settings.draws)
    prepared.prepare(run)
    return _directly(run)


@lru_cache(maxsize=64)
def worths(asked: Asked) -> Worths:
    """What it is worth to find out inputs before choosing between the two, from the first draws."""
    return worths_of(_simulation(asked))


@lru_cache(maxsize=64)
def shares(asked: Asked) -> Shares:
    """Which inputs the uncertainty comes from, from the first draws."""
    return shares_of(_simulation(asked), asked.alternative)


def moves(question: Question, alternative: str, keys: tuple[str, ...]) -> Moves:
    """For each condition the smallest joint move of these inputs that makes it hold, in both languages."""
    result = answer(question)
    found: dict[Claim, Mapping[str, Told]] = {}
    for condition in (BREAK_EVEN, ARTICLE):
        move = required(result, str(condition), keys, alternative)
        found[condition] = {each: told(result, move, words_for(result.bound, each)) for each in LANGUAGES}
    return found


def warm_up(question: Question, alternative: str) -> None:
    """Load and prepare what the first visitor would wait for; a server calls it before anyone asks."""
    prepared.load_compiled()
    asked = Asked(question, alternative, seed=0)
    waiting = prepared.prepare(_run(asked))
    if waiting:
        waiting.result()
    turns(question, alternative, ARTICLE.number)
    first(asked)


def _run(asked: Asked) -> Run:
    return Run(asked.bound, asked.settings, asked.pair, prepared.LINES, compiled=prepared.is_compiled())


def _directly(run: Run) -> Simulation:
    """A simulation without preparing the case for many draws."""
    drawn, part, count = run.sampler.sample(run.settings.draws), run.part, run.settings.draws
    parts: dict[str, list[Array]] = {key: [] for key in run.ids}
    for at in range(0, count, AT_ONCE):
        values = drawn.values[at : at + AT_ONCE]
        found = evaluate(part, dict(zip(drawn.keys, values.T, strict=True)))
        for key in run.ids:
            array = found[key][..., : run.years]
            parts[key].append(np.broadcast_to(array, (len(values), *array.shape[-2:])))
    lines = {key: np.concatenate(each) for key, each in parts.items()}
    return Simulation(run.bound, drawn, lines, run.settings, run.alternatives, count)


def bars(found: Turns) -> tuple[Driver, ...]:
    """The inputs with the largest effect at the ends of their ranges, with their switching values."""
    points = {each.key: each.points for each in found.flips}
    largest = [each for each in found.swings if each.swing > 0][:BARS]
    return tuple(replace(each, points=points.get(each.key, ())) for each in largest)


def movable(found: Turns) -> Sequence[str]:
    """The inputs that a map may have, the largest effect first."""
    return [each.key for each in found.swings if each.swing > 0]


@lru_cache(maxsize=64)
def heat(question: Question, alternative: str, keys: tuple[str, str]) -> HeatMap:
    """The saving over the ranges of two inputs."""
    return heat_map(answer(question).bound, alternative, *keys)


@lru_cache(maxsize=64)
def cheapest(question: Question, seed: int) -> Mapping[str, Estimate]:
    """How probably each alternative is the cheapest of all."""
    shares, _ = Answer(_all_drawn(question, seed)).cheapest
    return shares


@lru_cache(maxsize=64)
def worths_of_all(question: Question, seed: int) -> Worths:
    """What it is worth to find out inputs before choosing among all alternatives."""
    return worths_of(_all_drawn(question, seed))


@lru_cache(maxsize=16)
def _all_drawn(question: Question, seed: int) -> Simulation:
    bound = answer(question).bound
    own = bound.case.uncertainty
    settings = own.model_copy(update={"seed": seed, "draws": max(FIRST, own.scrambles)})
    return _drawn(Run(bound, settings, lines=(PRESENT_VALUE,), compiled=prepared.is_compiled()))
