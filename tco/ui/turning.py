"""Sentences and table rows about what would change the answer, and what to check first.

Promise: a value that is said to turn the answer is a switching point of the model. Pure functions; imports
`switching`, `facts`, `sentences` and the words.
"""

from __future__ import annotations

from tco.amounts import cell, money, percent
from tco.inputs import BoundModel, Input
from tco.switching import Driver, Point
from tco.ui.answers import Turns
from tco.ui.facts import Facts
from tco.ui.input_text import bare_text, label, range_text, value_text
from tco.ui.sentences import verdict
from tco.ui.words import Words

SHOWN, CAVEATS = 6, 3
UNSOURCED = frozenset({"judgement", "quote_needed"})


def statement(turns: Turns, facts: Facts, bound: BoundModel, words: Words) -> str:
    """Which inputs turn the answer on their own, and where, the first of them; or that none does."""
    count = len(turns.swings)
    if turns.flips:
        flips = len(turns.flips)
        found = [_where(each, each.points[0], facts, bound, words) for each in turns.flips[:CAVEATS]]
        form = "one" if flips == 1 else "some" if flips == len(found) else "many"
        return words(f"switch.{form}", flips=flips, list="; ".join(found))
    if verdict(facts.saving, facts.shares[0]) == "equal":
        return words("switch.none_equal", count=count)
    leader = facts.alternative if facts.saving > 0 else facts.baseline
    return words("switch.none", count=count, leader=words.quoted(leader.title))


def _where(driver: Driver, point: Point, facts: Facts, bound: BoundModel, words: Words) -> str:
    """On the side of the point away from the value in use, who is cheaper."""
    each = bound.inputs[driver.key]
    above = _used(each, bound) < point.value
    alternative_wins = point.rises == above
    cheaper = facts.alternative if alternative_wins else facts.baseline
    return words(
        "switch.above" if above else "switch.below",
        label=label(each, bound, words),
        value=_at(driver, point, bound, words),
        cheaper=words.quoted(cheaper.title),
    )


def _used(each: Input, bound: BoundModel) -> float:
    return each.in_scenario(bound.case.scenario)


def _at(driver: Driver, point: Point, bound: BoundModel, words: Words) -> str:
    text = value_text(bound.inputs[driver.key], point.value, bound, words)
    return f"{text} {words('switch.jump')}" if point.jumps else text


def reach(turns: Turns, share: float, bound: BoundModel, words: Words) -> str:
    """What single input would make a claimed share come true."""
    if not turns.reaches:
        return words("claim.reach_none", count=len(turns.swings), share=percent(share))
    found = [
        f"{label(bound.inputs[each.key], bound, words)} {_at(each, each.points[0], bound, words)}"
        for each in turns.reaches[:CAVEATS]
    ]
    return words("claim.reach_one", share=percent(share), list=", ".join(found))


def rows(turns: Turns, bound: BoundModel, scale: float, words: Words) -> list[tuple[str, ...]]:
    """Inputs that turn the answer, then those with the largest effect: range and difference at its ends."""
    points = {driver.key: driver.points for driver in turns.flips}
    ordered = sorted(turns.swings, key=lambda driver: driver.key not in points)
    found: list[tuple[str, ...]] = []
    for driver in ordered[: max(SHOWN, len(points))]:
        each = bound.inputs[driver.key]
        turns_at = ", ".join(_at(driver, point, bound, words) for point in points.get(driver.key, ()))
        found.append(
            (
                label(each, bound, words),
                words(f"kind.{each.kind}"),
                value_text(each, _used(each, bound), bound, words),
                range_text(each, driver.values[0], driver.values[-1], words),
                signed(-driver.savings[0], scale),
                signed(-driver.savings[-1], scale),
                f"**{turns_at}**" if turns_at else words("switch.never"),
            )
        )
    return found


def caveats(turns: Turns, bound: BoundModel, currency: str, words: Words) -> list[str]:
    """The unsourced inputs with the largest effect."""
    unsourced = [each for each in turns.swings if bound.inputs[each.key].kind in UNSOURCED and each.swing]
    return [_caveat(driver, bound, currency, words) for driver in unsourced[:CAVEATS]]


def _caveat(driver: Driver, bound: BoundModel, currency: str, words: Words) -> str:
    each = bound.inputs[driver.key]
    ends = [-saving for saving in driver.savings]
    return words(
        "caveat.item",
        label=f"**{label(each, bound, words)}**",
        value=value_text(each, _used(each, bound), bound, words),
        kind=words(f"kind.{each.kind}"),
        low=bare_text(each, driver.values[0], words),
        high=bare_text(each, driver.values[-1], words),
        from_amount=plus(ends[0], currency, words),
        to_amount=plus(ends[-1], currency, words),
    )


def quotes(turns: Turns, bound: BoundModel, words: Words) -> list[str]:
    """Every number that a vendor or bank could tell, the largest effect first."""
    asked = [bound.inputs[each.key] for each in turns.swings if bound.inputs[each.key].kind == "quote_needed"]
    return [
        f"{label(each, bound, words)}: {value_text(each, _used(each, bound), bound, words)}" for each in asked
    ]


def signed(amount: float, scale: float) -> str:
    """A difference in a table: + where the alternative costs more."""
    text = cell(amount, scale)
    return f"+{text}" if amount > 0 and text != "0" else text


def plus(amount: float, currency: str, words: Words) -> str:
    """A difference in a sentence, with its sign."""
    text = money(amount, currency, words.language)
    return f"+\u2060{text}" if amount > 0 else text
