"""The sentences that state what the futures say, made from numbers.

Promise: chances are said as so many futures of a hundred, or of ten where the error allows no more; a higher
cost is never called a saving; no digit is shown that the standard error does not carry, but for the first one
of an amount, which then stands with its error. Imports `amounts`, `answer`, `conditions`, `estimates`,
`figures`, `wording`, `inputs` and `uncertainty_settings` only.
"""

from __future__ import annotations

import math
from collections.abc import Iterator

from tco.amounts import significant
from tco.figures import Figures, Quantity
from tco.inputs import BoundModel
from tco.uncertainty.answer import Answer, Versus
from tco.uncertainty.conditions import Claim
from tco.uncertainty.estimates import Estimate
from tco.uncertainty_settings import MOST_DRAWS
from tco.wording import Words, read_texts

CLEAR = 2.0 / 3.0  # below this chance neither side is called the cheaper one
#: Of how many futures a chance is said, with the largest standard error that allows it.
PRECISIONS = ((100, 0.01), (10, 0.1))
ENOUGH = 128  # draws in each scramble, below which the errors of percentiles are told too small


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
        found += [headline(answer, each, words), *_range(answer, each, words)]
        found += [claim(answer, each, at, words) for at in range(len(each.asked))]
        found += payback(answer, each, words)
    if len(answer.simulation.alternatives) > 2:
        found += cheapest(answer, words)
    return [*found, *how(answer, words)]


def chance(found: Estimate, draws: int, words: Words) -> str:
    """How probable something is, as a count of futures."""
    value = min(max(found.value, 0.0), 1.0)
    if value in (0.0, 1.0):
        key = ("sim.only" if value else "sim.not_even") if draws == 1 else "sim.all" if value else "sim.none"
        return words(key, draws=f"{draws:,}")
    for of, largest in PRECISIONS:
        if found.error is not None and found.error <= largest:
            said = _counted(value, found.error, of, words)
            if said:
                return said
    return words("sim.counted", count=f"{value * draws:,.4g}", of=f"{draws:,}")


def _counted(value: float, error: float, of: int, words: Words) -> str:
    """So many of so many futures; nothing where the error does not keep it apart from all or none of them."""
    count = math.floor(value * of + 0.5)
    if count == of:
        return words("sim.over", count=of - 1, of=of) if value - error > 1.0 - 1.0 / of else ""
    if not count:
        return words("sim.under", of=of) if value + error < 1.0 / of else ""
    return words("sim.count", count=count, of=of)


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


def _range(answer: Answer, each: Versus, words: Words) -> Iterator[str]:
    saving = each.metrics.get("saving_pv")
    if saving is None or math.isnan(saving.quantiles[50].value):
        return
    ends = [saving.quantiles[5], saving.quantiles[95]]
    key = "range"
    if saving.is_one:
        key = "one" if answer.simulation.draws == 1 else "point"
    elif ends[0].value == ends[1].value:
        key, ends = "narrow", [Estimate(value, None, 1) for value in (saving.least, saving.most)]
    if ends[1].value <= 0:
        ends.reverse()  # both cost more: the smaller amount is named first
    low, high = (difference(end, words) for end in ends)
    yield words(f"sim.{key}", low=low, middle=difference(saving.quantiles[50], words), high=high)


def difference(found: Estimate, words: Words) -> str:
    """What the alternative costs more or less; with its error where that leaves no digit of the amount."""
    if not found.value:
        return words("sim.amount_same")
    amount = words.figure(abs(found.told), "money")
    if found.is_lost and found.error:
        error = words.figure(significant(found.error, 2), "money")
        amount = words("sim.amount_unsure", amount=amount, error=error)
    return words("sim.amount_less" if found.value > 0 else "sim.amount_more", amount=amount)


def claim(answer: Answer, each: Versus, at: int, words: Words) -> str:
    """How probably a claim holds."""
    return words(
        "sim.claim", claim=claim_text(answer, each.asked[at], words),
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
    parts = {"recovered": found.recovered, "lost": found.lost_again, "never": found.never,
             "none": found.none_needed}  # fmt: skip
    named = [
        words(f"sim.payback_{key}", years=answer.simulation.horizon, chance=chance(share, draws, words))
        for key, share in parts.items()
        if share.value
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
    key = "sim.missed" if simulation.draws < MOST_DRAWS else "sim.missed_most"
    for target, error in errors(answer, words, missed=True):
        yield words(key, target=target, error=error)
    if not simulation.sample.keys:
        yield words("sim.certain")


def errors(answer: Answer, words: Words, missed: bool = False) -> Iterator[tuple[str, str]]:
    """Each standard error that was asked for, and what it is; where `missed`, of those that are larger."""
    if answer.target and (not missed or answer.target < answer.largest_error < math.inf):
        yield words.points(answer.target), words.points(answer.largest_error)
    if answer.target_of_saving and (not missed or answer.target_of_saving < answer.error_of_saving):
        error = significant(answer.error_of_saving, 2)
        yield words.figure(answer.target_of_saving, "money"), words.figure(error, "money")


def how(answer: Answer, words: Words) -> Iterator[str]:
    """Draws, seed and error, what was drawn together, and what was not drawn as asked."""
    if answer.simulation.sample.keys:
        yield _run(answer, words)
        yield from _together(answer, words)
    yield from notes(answer, words)


def _run(answer: Answer, words: Words) -> str:
    simulation, known = answer.simulation, math.isfinite(answer.largest_error)
    key = "run" if known else "run_one" if simulation.draws > 1 else "run_single"
    return words(
        f"sim.{key}", draws=f"{simulation.draws:,}", inputs=len(simulation.moving),
        seed=simulation.settings.seed, scrambles=simulation.settings.scrambles,
        error=words.points(answer.largest_error) if known else "",
    )  # fmt: skip


def _together(answer: Answer, words: Words) -> Iterator[str]:
    """How many inputs are drawn together with others, and what it means that the rest are not."""
    linked = {key for pair in answer.linked for key in (pair.first, pair.second)}
    free = len(answer.simulation.moving) - len(linked)
    if free and len(linked) + free > 1:
        yield words("sim.together" if linked else "sim.alone", linked=len(linked), free=free,
                    pairs=len(answer.linked))  # fmt: skip


def notes(answer: Answer, words: Words) -> Iterator[str]:
    """What was not drawn as asked, and that there are too few draws for the errors of percentiles."""
    simulation = answer.simulation
    yield from (note.in_language(words.language) for note in simulation.notes)
    scrambles = simulation.settings.scrambles
    each = simulation.draws // scrambles
    if simulation.sample.keys and scrambles > 1 and each < ENOUGH:
        yield words("sim.few", each=each, enough=f"{ENOUGH * scrambles:,}")


def title(answer: Answer, alternative: str, words: Words) -> str:
    """An alternative's name in quotes."""
    return words("sim.title", text=answer.result.title(alternative, words.language))
