"""What the futures of a question say, for the page: first quickly, then from more draws in the background.

Promise: found by question, alternative, seed and draws only, so that one visitor's numbers never reach
another's page; kept are the statistics, not the draws. Imports the engine, `answers` and `prepared`.
"""

from __future__ import annotations

import gc
from collections import OrderedDict
from collections.abc import Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from threading import Lock
from typing import Any

import numpy as np

from tco.compute import evaluate
from tco.errors import UserError
from tco.inputs import BoundModel
from tco.switching import Driver
from tco.ui import prepared
from tco.ui.answers import Question, answer, turns
from tco.uncertainty import sentences
from tco.uncertainty.answer import Answer, Versus
from tco.uncertainty.conditions import ARTICLE
from tco.uncertainty.estimates import Estimate
from tco.uncertainty.heatmap import HeatMap, heat_map
from tco.uncertainty.information import Information, Worth, information
from tco.uncertainty.information_text import sentence, summary
from tco.uncertainty.information_text import words_of as worth_words
from tco.uncertainty.simulation import PRESENT_VALUE, Run, Simulation, simulate
from tco.uncertainty_settings import Uncertainty
from tco.wording import Words

Array = Any
FIRST = 1024
CHOICES = (FIRST, 4096, 16_384, 65_536)
LANGUAGES = ("ko", "en")
BARS = 10
CURVE = 400  # steps of the probability curve
AT_ONCE = 256  # draws evaluated together where nothing is prepared
MOST_KEPT = 64
_POOL = ThreadPoolExecutor(2, thread_name_prefix="futures")
_KEPT: OrderedDict[Asked, Futures] = OrderedDict()
_LOCK = Lock()


@dataclass(frozen=True)
class Asked:
    """Which futures: those of a question's alternative and its baseline."""

    question: Question
    alternative: str
    seed: int
    draws: int = FIRST

    def __reduce__(self) -> tuple[type[Asked], tuple[Question, str, int, int]]:
        """The same in another process, without what was found for it here."""
        return type(self), (self.question, self.alternative, self.seed, self.draws)

    @property
    def first(self) -> Asked:
        """The same from the draws that are made at once."""
        return replace(self, draws=FIRST)

    @cached_property
    def bound(self) -> BoundModel:
        """The case."""
        return answer(self.question).bound

    @property
    def pair(self) -> tuple[str, str]:
        """What is compared."""
        return self.bound.case.baseline, self.alternative

    @property
    def settings(self) -> Uncertainty:
        """The case's own, with seed and draws in their place."""
        own = self.bound.case.uncertainty
        return own.model_copy(update={"seed": self.seed, "draws": max(self.draws, own.scrambles)})


@dataclass(frozen=True)
class Said:
    """Sentences of the engine in one language; `leading` is the chance in the headline."""

    headline: str
    leading: str
    range: str
    chance: str
    chance_of_claim: str
    how: tuple[str, ...]


@dataclass(frozen=True)
class Worths:
    """What it is worth to find out inputs before choosing.

    Attributes:
        said: by language, what to choose, what knowing all is worth; `messages` the same for the first bar.
    """

    settled: bool
    bars: tuple[Worth, ...]
    said: Mapping[str, tuple[str, ...]]
    messages: Mapping[str, str]


@dataclass(frozen=True)
class Futures:
    """Statistics of the draws.

    Attributes:
        curve: savings in present value as shares of the baseline, from the least to the greatest, at equal
            steps of probability.
        known: what it is worth to find out inputs, where that was asked of these draws.
    """

    asked: Asked
    draws: int
    seed: int
    inputs: int
    horizon: int
    versus: Versus
    curve: Array
    said: Mapping[str, Said]
    known: Worths | None = None

    @property
    def stopped(self) -> bool:
        """Whether fewer draws are complete than were asked for."""
        return self.draws < self.asked.draws

    @property
    def claim(self) -> Estimate:
        """How probably the article's claim holds."""
        return self.versus.claims[0]


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
        found = replace(futures_of(self.asked, simulation), known=_worths(simulation))
        if not found.stopped:
            keep(found)
        return found


def kept(asked: Asked) -> Futures | None:
    """What was found before, if it still is there."""
    with _LOCK:
        return _KEPT.get(asked)


def keep(found: Futures) -> None:
    """Keep what was found, here or in the second process, for whoever asks the same."""
    with _LOCK:
        _KEPT[found.asked] = found
        while len(_KEPT) > MOST_KEPT:
            _KEPT.popitem(last=False)


def first(asked: Asked) -> Futures:
    """From the draws that are made at once; a prepared case takes a fraction of the time."""
    found = kept(asked.first)
    if found is None:
        found = futures_of(asked.first, _simulation(asked.first))
        keep(found)
    return found


@lru_cache(maxsize=16)
def _simulation(asked: Asked) -> Simulation:
    run = _run(asked)
    if prepared.is_prepared(run):
        return run.upto(run.settings.draws)
    prepared.prepare(run)
    return _directly(run)


@lru_cache(maxsize=64)
def _first_worths(asked: Asked) -> Worths:
    return _worths(_simulation(asked))


def worths(found: Futures) -> Worths:
    """What it is worth to find out inputs before choosing between the two."""
    return found.known or _first_worths(found.asked.first)


def warm_up(question: Question, alternative: str) -> None:
    """Load and prepare what the first visitor would wait for; a server calls it before anyone asks."""
    prepared.load_compiled()
    asked = Asked(question, alternative, seed=0)
    waiting = prepared.prepare(_run(asked))
    if waiting:
        waiting.result()
    turns(question, alternative, ARTICLE.number)
    first(asked)
    gc.collect()
    gc.freeze()  # what is loaded now stays: looking through it again and again took most of a change's time


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


def futures_of(asked: Asked, simulation: Simulation) -> Futures:
    """The statistics of a simulation; the draws are let go."""
    told = Answer(simulation, (ARTICLE,), asked.alternative)
    versus = told.versus[asked.alternative]
    shares = simulation.saving(asked.alternative, ARTICLE.metric)
    shares = np.sort(shares[np.isfinite(shares)])
    at = np.linspace(0, max(0, len(shares) - 1), CURVE + 1 if len(shares) else 0).round().astype(int)
    return Futures(
        asked, simulation.draws, asked.seed, len(simulation.sample.keys), simulation.horizon, versus,
        shares[at], {each: _said(told, versus, each) for each in LANGUAGES},
    )  # fmt: skip


def _said(told: Answer, versus: Versus, language: str) -> Said:
    words = sentences.words_of(told, language)
    draws, contest = told.simulation.draws, versus.contest
    headline = sentences.headline(told, versus, words)
    how = (*sentences.caveats(told, words), *sentences.how(told, words))
    rest = sentences.sentences(told, language)
    spread = rest[rest.index(headline) + 1] if "saving_pv" in versus.metrics else ""
    chances = [sentences.chance(each, draws, words) for each in (contest.less, contest.more, contest.same)]
    leading = next((each for each in chances if each in headline), "")
    of_claim = sentences.chance(versus.claims[0], draws, words)
    return Said(headline, leading, spread, chances[0], of_claim, how)


def _worths(simulation: Simulation) -> Worths:
    found = information(simulation)
    sure = sorted((each for each in found.inputs if each.value.sure), key=lambda each: -each.value.amount)
    bars = tuple(sure[:BARS])
    words = {each: worth_words(found, each) for each in LANGUAGES}
    said = {each: _told(found, words[each]) for each in LANGUAGES}
    messages = {each: sentence(bars[0], found, words[each]) if bars else said[each][-1] for each in LANGUAGES}
    return Worths(found.settled, bars, said, messages)


def _told(found: Information, words: Words) -> tuple[str, ...]:
    """The summary without what to ask first, which the picture says."""
    leading = sentence(found.inputs[0], found, words, "voi.first") if found.inputs else ""
    return tuple(each for each in summary(found, words) if each != leading)


@lru_cache(maxsize=64)
def bars(question: Question, alternative: str) -> tuple[Driver, ...]:
    """The inputs with the largest effect at the ends of their ranges, with their switching values."""
    found = turns(question, alternative, ARTICLE.number)
    points = {each.key: each.points for each in found.flips}
    largest = [each for each in found.swings if each.swing > 0][:BARS]
    return tuple(replace(each, points=points.get(each.key, ())) for each in largest)


def movable(question: Question, alternative: str) -> Sequence[str]:
    """The inputs that a map may have, the largest effect first."""
    found = turns(question, alternative, ARTICLE.number).swings
    return [each.key for each in found if each.swing > 0]


@lru_cache(maxsize=64)
def heat(question: Question, alternative: str, keys: tuple[str, str]) -> HeatMap:
    """The saving over the ranges of two inputs."""
    return heat_map(answer(question).bound, alternative, *keys)


@lru_cache(maxsize=64)
def field(question: Question, seed: int) -> tuple[Mapping[str, Estimate], Estimate, Worths]:
    """All alternatives: how probably each is the cheapest, a tie, and what knowing more is worth."""
    bound = answer(question).bound
    own = bound.case.uncertainty
    settings = own.model_copy(update={"seed": seed, "draws": max(FIRST, own.scrambles)})
    simulation = simulate(bound, settings, lines=(PRESENT_VALUE,), compiled=False)
    shares, tie = Answer(simulation).cheapest
    return shares, tie, _worths(simulation)
