"""The futures of a question: what is asked, and what their draws say in figures and sentences.

Promise: kept are statistics, not draws; every figure and sentence is the engine's. Imports numpy, the engine,
`answers` and `words` only.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import numpy as np

from tco.assumptions import Text
from tco.figures import input_label
from tco.inputs import BoundModel
from tco.ui.answers import Question, answer
from tco.ui.words import LANGUAGES
from tco.uncertainty import sentences
from tco.uncertainty.answer import Answer, Versus
from tco.uncertainty.conditions import ARTICLE, Claim
from tco.uncertainty.drivers import rank_shares
from tco.uncertainty.estimates import Estimate
from tco.uncertainty.information import Information, Worth, information
from tco.uncertainty.information_text import sentence, summary
from tco.uncertainty.information_text import words_of as worth_words
from tco.uncertainty.required_text import Told
from tco.uncertainty.simulation import Simulation
from tco.uncertainty_settings import Uncertainty
from tco.wording import Words

Array = Any
FIRST = 1024  # draws that are made at once
BARS = 10
#: What would have to be true, by condition and language.
Moves = Mapping[Claim, Mapping[str, Told]]
CURVE = 400  # steps of the probability curve


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
class Share:
    """What part of the uncertainty about the saving an input brings.

    Attributes:
        error: not a number where it cannot be told.
        saves: whether more of it means more saving.
    """

    label: Text
    part: float
    error: float
    saves: bool


@dataclass(frozen=True)
class Shares:
    """Where the uncertainty comes from, by rank regression.

    Attributes:
        bars: the largest parts first.
        explained: what the regression explains of the order of the futures.
    """

    bars: tuple[Share, ...]
    explained: float
    draws: int


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


def worths_of(simulation: Simulation) -> Worths:
    """What the draws of a simulation say on finding out more."""
    found = information(simulation)
    sure = sorted((each for each in found.inputs if each.value.sure), key=lambda each: -each.value.amount)
    bars = tuple(sure[:BARS])
    words = {each: worth_words(found, each) for each in LANGUAGES}
    said = {each: _told(found, words[each]) for each in LANGUAGES}
    messages = {each: sentence(bars[0], found, words[each]) if bars else said[each][-1] for each in LANGUAGES}
    return Worths(found.settled, bars, said, messages)


def shares_of(simulation: Simulation, alternative: str) -> Shares:
    """Which inputs the uncertainty of the draws comes from; none where every future is the same."""
    found = rank_shares(simulation, alternative)
    ranks = found.ranks
    bars = tuple(
        Share(
            input_label(simulation.bound, found.keys[at]), float(ranks.shares[at]), float(ranks.errors[at]),
            bool(ranks.coefficients[at] > 0),
        )
        for at in found.order[:BARS]
        if ranks.shares[at] > 0.0
    )  # fmt: skip
    return Shares(bars, float(ranks.explained), found.draws)


def _told(found: Information, words: Words) -> tuple[str, ...]:
    """The summary without what to ask first, which the picture says."""
    leading = sentence(found.inputs[0], found, words, "voi.first") if found.inputs else ""
    return tuple(each for each in summary(found, words) if each != leading)
