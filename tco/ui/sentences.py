"""The sentences that state the answer, made from numbers.

Promise: who wins, by how much and when is read from the facts and true for every result; a cost increase is
never called a saving. Pure functions; imports `claims`, `compared`, `facts`, `amounts` and `words` only.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

from tco.amounts import money, percent
from tco.claims import ClaimSet
from tco.ui.compared import Bridge
from tco.ui.facts import Facts, Rival
from tco.ui.words import Words

NOISE = 0.005  # below this share of the baseline two costs are called about equal


def verdict(saving: float, share: float | None) -> str:
    """`less`, `more` or `equal`: what the alternative costs against the baseline."""
    if saving == 0 or (share is not None and abs(share) < NOISE):
        return "equal"
    return "less" if saving > 0 else "more"


def headline(facts: Facts, words: Words) -> str:
    """The answer in one sentence; the part between ** is its core."""
    return words(
        f"headline.{verdict(facts.saving, facts.share)}",
        years=facts.years,
        baseline=words.quoted(facts.baseline.title),
        alternative=words.quoted(facts.alternative.title),
        size=_size(facts.saving, facts.share, facts.currency, words),
        basis=words(f"basis.{facts.measure}"),
    )


def timeline(facts: Facts, words: Words) -> str:
    """Whether and when the cumulative costs cross."""
    names = {
        "alternative": words.quoted(facts.alternative.title),
        "baseline": words.quoted(facts.baseline.title),
        "horizon": facts.years,
    }
    if len(facts.crossings) == 1:
        crossing = facts.crossings[0]
        key = "timeline.overtakes" if crossing.ahead else "timeline.falls_behind"
        return words(key, year=year_of(crossing.date), **names)
    if facts.crossings:
        years = ", ".join(words("timeline.year", year=year_of(each.date)) for each in facts.crossings)
        leader = names["alternative"] if facts.ends > 0 else names["baseline"]
        key = "timeline.several" if facts.ends else "timeline.several_even"
        return words(key, count=len(facts.crossings), years=years, leader=leader, **names)
    return _without_crossing(facts, words, names)


def _without_crossing(facts: Facts, words: Words, names: dict[str, object]) -> str:
    if facts.peak and facts.narrowest:
        date, gap = facts.narrowest
        return words(
            "timeline.narrows", year=year_of(date), gap=money(gap, facts.currency, words.language), **names
        )
    if facts.peak:
        return words("timeline.widens", **names)
    return words("timeline.ahead" if facts.ends > 0 else "timeline.same", **names)


def field(facts: Facts, words: Words) -> str:
    """Which of all alternatives costs least; empty where there are only two."""
    if len(facts.rivals) < 3:
        return ""
    best, near = cheapest(facts.rivals, facts.baseline)
    text = words(
        "field.best",
        count=len(facts.rivals),
        best=words.quoted(best.title),
        basis=words(f"basis.{facts.measure}"),
        amount=money(best.value, facts.currency, words.language),
    )
    if best not in (facts.baseline, facts.alternative):
        gap = facts.baseline.value - best.value
        share = gap / facts.baseline.value if facts.baseline.value else None
        if verdict(gap, share) == "less":
            text += " " + words("field.against_baseline", size=_size(gap, share, facts.currency, words))
    if near:
        text += " " + words("field.near", others=", ".join(words.quoted(each.title) for each in near))
    return text


def cheapest(rivals: Sequence[Rival], baseline: Rival) -> tuple[Rival, list[Rival]]:
    """Which costs least, and which cost about as much."""
    best = min(rivals, key=lambda rival: rival.value)
    room = NOISE * abs(baseline.value)
    return best, [each for each in rivals if each is not best and each.value - best.value < room]


def change(share: float | None, words: Words) -> str:
    """A share as `6 % more`, `12 % less` or `about equal`."""
    if share is None:
        return words("change.undefined")
    return words(f"change.{verdict(share, share)}", share=percent(abs(share)))


def claim(facts: Facts, claims: ClaimSet, key: str, words: Words) -> str:
    """What a vendor said, and what it is here."""
    said = claims.claims[key]
    shares = [change(share, words) for share in facts.shares]
    assert said.figure is not None
    holds = facts.shares[0] is not None and facts.shares[0] >= said.figure
    return words(
        "claim.holds" if holds else "claim.fails",
        text=said.text.in_language(words.language),
        speaker=claims.speaker.in_language(words.language),
        publisher=claims.source.publisher,
        date=claims.source.published,
        value=shares[0],
        total=shares[1],
        run_rate=shares[2],
    )


def payback(facts: Facts, words: Words) -> str:
    """When the extra funding is recovered, and whether it is lost again."""
    if facts.payback is None:
        return words("payback.never", years=facts.years)
    if facts.payback == 0:
        return words("payback.none")
    if facts.lost_again:
        return words("payback.lost", year=year_of(facts.payback))
    return words("payback.years", years=f"{facts.payback:.1f}")


def bridge(found: Bridge, currency: str, words: Words) -> str:
    """The largest increase and the largest decrease between two costs."""
    steps = [(each.label, each.amount) for each in found.steps]
    named = {}
    for name, pick in (("up", max), ("down", min)):
        label, amount = pick(steps, key=lambda step: step[1], default=("", 0.0))
        if (amount > 0) == (name == "up") and amount:
            sign = "+" if amount > 0 else ""
            named[name] = words(
                "chart.item", label=label, amount=sign + money(amount, currency, words.language)
            )
    key = {("up", "down"): "message", ("up",): "only_up", ("down",): "only_down"}.get(tuple(named), "none")
    return words(f"chart.bridge_{key}", **named)


def year_of(date: float) -> int:
    """The year in which a date falls; year 1 begins on the day of the decision."""
    return max(1, math.ceil(round(date, 9)))


def _size(saving: float, share: float | None, currency: str, words: Words) -> str:
    amount = money(abs(saving), currency, words.language)
    if share is None:
        return amount
    return words("amount.with_share", amount=amount, share=percent(abs(share)))
