"""The sentences that state what the futures say, made from numbers.

Promise: chances are said as so many futures of a hundred, or of ten where the error allows no more; a
higher cost is never called a saving; no digit is shown that the standard error does not carry. Imports
`answer`, `conditions`, `estimates`, `figures` and `wording` only.
"""

from __future__ import annotations

import math
from collections.abc import Iterator

from tco.figures import Figures, Quantity
from tco.inputs import BoundModel
from tco.uncertainty.answer import Answer, Versus
from tco.uncertainty.conditions import Claim
from tco.uncertainty.estimates import Estimate
from tco.wording import Words, read_texts

CLEAR = 2.0 / 3.0  # below this chance neither side is called the cheaper one
FINE, COARSE = 0.01, 0.1  # standard errors up to which a chance is said in hundredths, in tenths


def words_for(bound: BoundModel, language: str) -> Words:
    """The texts for a case."""
    chosen = "ko" if language == "ko" else "en"
    texts = read_texts("tco.uncertainty", f"simulation.{chosen}.toml")
    return Words(texts, chosen, bound.pack.head.currency)


def words_of(answer: Answer, language: str) -> Words:
    """The texts for an answer."""
    return words_for(answer.simulation.bound, language)


def sentences(answer: Answer, language: str) -> list[str]:
    """All of them, the answer first, how it was made last."""
    words = words_of(answer, language)
    found = [*caveats(answer, words)]
    for each in answer.versus.values():
        found += [headline(answer, each, words), *_range(each, words)]
        found += [claim(answer, each, at, words) for at in range(len(answer.claims))]
        found += payback(answer, each, words)
    if len(answer.simulation.alternatives) > 2:
        found += cheapest(answer, words)
    return [*found, *how(answer, words)]


def chance(found: Estimate, draws: int, words: Words) -> str:
    """How probable something is, as a count of futures."""
    value = min(max(found.value, 0.0), 1.0)
    if value in (0.0, 1.0):
        return words("sim.all" if value else "sim.none", draws=f"{draws:,}")
    if found.error is None or found.error > COARSE:
        return words("sim.counted", count=f"{value * draws:,.4g}", of=f"{draws:,}")
    of = 100 if found.error <= FINE else 10
    count = math.floor(value * of + 0.5)
    if count == of:
        return words("sim.over", count=of - 1, of=of)
    return words("sim.count", count=count, of=of) if count else words("sim.under", of=of)


def headline(answer: Answer, each: Versus, words: Words) -> str:
    """Who costs less, and in how many futures."""
    contest, draws = each.contest, answer.simulation.draws
    shares = {"less": contest.less, "more": contest.more, "same": contest.same}
    kind, found = next(
        ((key, share) for key, share in shares.items() if share.value >= CLEAR), ("close", contest.less)
    )
    said = words(
        f"sim.{kind}", chance=chance(found, draws, words), years=answer.simulation.horizon,
        alternative=title(answer, each.alternative, words),
        baseline=title(answer, answer.simulation.baseline, words),
    )  # fmt: skip
    if kind == "same" or not contest.same.value:
        return said
    return f"{said} {words('sim.same_part', chance=chance(contest.same, draws, words))}"


def _range(each: Versus, words: Words) -> Iterator[str]:
    saving = each.metrics.get("saving_pv")
    if saving is None or math.isnan(saving.quantiles[50].value):
        return
    low, middle, high = (_difference(saving.quantiles[level], words) for level in (5, 50, 95))
    if saving.quantiles[95].value <= 0:
        low, high = high, low  # both cost more: the smaller amount is named first
    key = "sim.point" if saving.quantiles[5].value == saving.quantiles[95].value else "sim.range"
    yield words(key, low=low, middle=middle, high=high)


def _difference(found: Estimate, words: Words) -> str:
    """What the alternative costs more or less, to the digits that the error carries."""
    value = found.rounded
    if not value:
        return words("sim.amount_same")
    key = "sim.amount_less" if value > 0 else "sim.amount_more"
    return words(key, amount=words.figure(abs(value), "money"))


def claim(answer: Answer, each: Versus, at: int, words: Words) -> str:
    """How probably a claim holds."""
    return words(
        "sim.claim", claim=claim_text(answer, answer.claims[at], words),
        alternative=title(answer, each.alternative, words),
        chance=chance(each.claims[at], answer.simulation.draws, words),
    )  # fmt: skip


def claim_text(answer: Answer, asked: Claim, words: Words) -> str:
    """What a claim says: a figure, a sign and a number."""
    figures = Figures(answer.result)
    label = figures.label(asked.quantity).in_language(words.language)
    return f"{label} {words.claimed(asked.condition.comparison, asked.number, figures.unit(asked.quantity))}"


def figure(answer: Answer, metric: str, value: float, words: Words, error: float | None = None) -> str:
    """A value of a metric with its unit."""
    if math.isnan(value):
        return words("sim.undefined")
    if math.isinf(value):
        return words("never")
    unit = unit_of(answer, metric)
    return words.percent(value, error) if error and unit == "%" else words.figure(value, unit)


def unit_of(answer: Answer, metric: str) -> str:
    """The unit of a metric, `%` for shares."""
    return Figures(answer.result).unit(Quantity(metric))


def payback(answer: Answer, each: Versus, words: Words) -> Iterator[str]:
    """When extra funding is recovered, if ever."""
    found, draws = each.payback, answer.simulation.draws
    if found is None:
        return
    recovered = each.metrics["payback_years"].defined
    others = found.none_needed.value + found.lost_again.value
    within = Estimate(recovered.value - others, recovered.error, recovered.scrambles)
    parts = (
        ("recovered", within),
        ("lost", found.lost_again),
        ("never", found.never),
        ("none", found.none_needed),
    )
    named = [
        words(f"sim.payback_{key}", years=answer.simulation.horizon, chance=chance(share, draws, words))
        for key, share in parts
        if share.value > 1e-12
    ]
    yield words("sim.payback", alternative=title(answer, each.alternative, words), list=", ".join(named))


def cheapest(answer: Answer, words: Words) -> Iterator[str]:
    """Which alternatives are ever the cheapest, the most probable first."""
    shares, tie = answer.cheapest
    draws = answer.simulation.draws
    ranked = sorted(((name, share) for name, share in shares.items() if share.value),
                    key=lambda each: -each[1].value)  # fmt: skip
    named = [
        words("sim.cheapest_item", alternative=title(answer, name, words), chance=chance(share, draws, words))
        for name, share in ranked
    ]
    yield words("sim.cheapest", count=len(shares), list=", ".join(named))
    if tie.value:
        yield words("sim.ties", chance=chance(tie, draws, words))


def caveats(answer: Answer, words: Words) -> Iterator[str]:
    """What has to be known before the answer: a run that was stopped, an error that is too large."""
    simulation = answer.simulation
    if simulation.stopped:
        yield words("sim.stopped", draws=f"{simulation.draws:,}", wanted=f"{simulation.wanted:,}")
    if answer.target and answer.largest_error > answer.target and math.isfinite(answer.largest_error):
        target, error = (words.points(each) for each in (answer.target, answer.largest_error))
        yield words("sim.missed", target=target, error=error)
    if not simulation.sample.keys:
        yield words("sim.certain")


def how(answer: Answer, words: Words) -> Iterator[str]:
    """Draws, seed and error, and what was not drawn as asked."""
    simulation = answer.simulation
    if simulation.sample.keys:
        yield words(
            "sim.run" if math.isfinite(answer.largest_error) else "sim.run_one",
            draws=f"{simulation.draws:,}", inputs=len(simulation.sample.keys),
            seed=simulation.settings.seed, scrambles=simulation.settings.scrambles,
            error=words.points(answer.largest_error) if math.isfinite(answer.largest_error) else "",
        )  # fmt: skip
    yield from (note.in_language(words.language) for note in simulation.notes)


def title(answer: Answer, alternative: str, words: Words) -> str:
    """An alternative's name in quotes."""
    return words("sim.title", text=answer.result.title(alternative, words.language))
