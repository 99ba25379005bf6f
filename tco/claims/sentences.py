"""Sentences about findings, made from their numbers.

Promise: nothing is said that a finding does not hold. Pure functions; imports `findings`, `examine`, `data`,
`figures` and `words` only.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tco.claims.data import Claim, LatencyTest
from tco.claims.examine import Finding, Report
from tco.claims.findings import Cost, Effect, Left, Measure, Need, NeededValue, Shown, Wanted
from tco.claims.words import Words
from tco.figures import SAVINGS


def how_much(report: Report, finding: Finding, words: Words) -> str:
    """By how much the claim holds or fails, or what can be said instead, in one sentence."""
    outcome = finding.outcome
    if isinstance(finding.said, Claim) and isinstance(finding.said.test, LatencyTest):
        return _latency(finding.said.test, words)
    known = [each for each in outcome.measures if each.verdict != "cannot_be_tested"]
    if known:
        untested = outcome.held_back
        more = [untested.in_language(words.language)] if untested else []
        return " ".join([_closest(report, known, words), *more])
    reason = outcome.reason.in_language(words.language) if outcome.reason else ""
    if not reason and outcome.measures:
        note = outcome.measures[0].note
        reason = note.in_language(words.language) if note else ""
    if outcome.effects:
        return _effect(report, outcome.effects, reason, words)
    if outcome.costs:
        return words("summary_cost", list=_costs(report, outcome.costs, words), reason=reason)
    return words("summary_reason", reason=reason)


def _closest(report: Report, known: Sequence[Measure], words: Words) -> str:
    """The measure with the least room to its number."""
    nearest = min(
        known, key=lambda each: abs(each.difference) if each.difference is not None else float("inf")
    )
    return words(
        "summary_metric",
        count=len(known),
        closest=title(report, nearest.alternative, words),
        label=nearest.label.in_language(words.language),
        measured=_told(nearest.ids, nearest.measured, nearest.unit, words),
        claimed=words.claimed(nearest.condition.comparison, nearest.condition.number, nearest.unit),
        difference=distance(nearest, words),
    )


def _told(ids: Sequence[str], value: float | None, unit: str, words: Words) -> str:
    """A figure; a saving below zero as what is paid more."""
    is_saving = bool(ids) and SAVINGS.issuperset(ids)
    return words.saving(value, unit) if is_saving else words.figure(value, unit)


def distance(measure: Measure, words: Words) -> str:
    """How far the figure is from its number."""
    if measure.difference is None:
        return words("never")
    if abs(measure.difference) <= 1e-9 * max(1.0, abs(measure.condition.number)):
        return words("equal")
    key = "above" if measure.difference > 0 else "below"
    return words(key, size=words.size(abs(measure.difference), measure.unit))


def _latency(test: LatencyTest, words: Words) -> str:
    for reading in test.readings:
        floor = reading.distance * test.delay / 1000
        if reading.printed < floor:
            gap = floor - reading.printed
            return words(
                "summary_latency", printed=f"{reading.printed:g}", distance=f"{reading.distance:g}",
                gap=f"{gap:.3g}", share=words.figure(gap / floor, "%"),
                gap_there=f"{2 * floor - reading.printed:.3g}",
            )  # fmt: skip
    return words("summary_latency_possible")


def latency_reach(test: LatencyTest, words: Words) -> Iterator[str]:
    """How far light in fibre gets in each printed time."""
    for reading in test.readings:
        yield words(
            "latency_reach", printed=f"{reading.printed:g}", claimed=f"{reading.distance:g}",
            distance=f"{reading.printed * 1000 / test.delay:.3g}",
        )  # fmt: skip


def _effect(report: Report, effects: Sequence[Effect], reason: str, words: Words) -> str:
    """The largest move of the first figure, with the claim granted."""
    first = [each for each in effects if each.id == effects[0].id and each.setting == effects[0].setting]
    largest = max(first, key=lambda each: abs(each.moved or 0.0))
    return words(
        "summary_effect",
        label=largest.label.in_language(words.language),
        moved=words.change(largest.moved or 0.0, largest.unit),
        alternative=title(report, largest.alternative, words),
        share=_share(largest, words),
        reason=reason,
    )


def _share(effect: Effect, words: Words) -> str:
    if effect.share_of_missing is None or effect.wanted is None:
        return ""
    wanted = words.figure(effect.wanted.number, effect.unit)
    return words("effect_share", share=words.figure(effect.share_of_missing, "%"), wanted=wanted)


def _costs(report: Report, costs: Sequence[Cost], words: Words) -> str:
    """Every cost of the claim, alternative by alternative."""
    order = list(dict.fromkeys(each.alternative for each in costs))
    return "; ".join(
        cost(report, each, words) for name in order for each in costs if each.alternative == name
    )


def cost(report: Report, each: Cost, words: Words) -> str:
    """One present value."""
    return words(
        "cost" if each.alternative else "cost_of_one",
        alternative=title(report, each.alternative, words),
        label=each.label.in_language(words.language),
        amount=words.figure(each.amount, each.unit) + _noted(each, words),
    )


def _noted(each: Cost, words: Words) -> str:
    return words("cost_note", note=each.note.in_language(words.language)) if each.note else ""


def measure(report: Report, each: Measure, words: Words) -> str:
    """One figure against its number."""
    name, label = title(report, each.alternative, words), each.label.in_language(words.language)
    if each.note and each.measured is None:
        reason = each.note.in_language(words.language)
        return words("measure_unknown", alternative=name, label=label, reason=reason)
    condition = each.condition
    claimed = words.claimed(condition.comparison, condition.number, each.unit)
    return words(
        "measure" if name else "measure_floor",
        alternative=name,
        label=label,
        measured=_told(each.ids, each.measured, each.unit, words),
        claimed=claimed if name else words.figure(condition.number, each.unit),
        verdict=words(f"verdicts.{each.verdict}"),
        difference=distance(each, words),
    )


def effect(report: Report, each: Effect, setting_unit: str, words: Words) -> str:
    """One figure before and after."""
    limit = ""
    if each.unlimited is not None and each.unlimited != each.after:
        value = _told([each.id], each.unlimited, each.unit, words)
        limit = words("effect_limit", limit=each.limit, value=value)
    return words(
        "effect",
        alternative=title(report, each.alternative, words),
        setting=words.figure(each.setting, setting_unit),
        label=each.label.in_language(words.language),
        before=_told([each.id], each.before, each.unit, words),
        after=_told([each.id], each.after, each.unit, words),
        moved=words.change(each.moved or 0.0, each.unit),
        share=_share(each, words),
        limit=limit,
    )


def shown_input(each: Shown, words: Words) -> str:
    """An input with its range."""
    ends, unit = "", _unit_beside(each, words)
    if each.low is not None and each.high is not None and each.low < each.high:
        ends = words("range", low=words.figure(each.low, unit), high=words.figure(each.high, unit))
    label = each.label.in_language(words.language)
    return words("input", label=label, value=words.figure(each.value, unit), range=ends, id=each.id)


def need(report: Report, each: Need, words: Words) -> str:
    """What would have to be true, or up to where it is."""
    wanted = each.wanted
    places = {
        "alternative": title(report, wanted.alternative, words),
        "label": wanted.label.in_language(words.language),
        "claimed": words.claimed(wanted.condition.comparison, wanted.condition.number, wanted.unit),
        "count": each.searched,
    }
    return _need(each, wanted, places, words) + "".join(_left(left, wanted, words) for left in each.left)


def _need(each: Need, wanted: Wanted, places: dict[str, object], words: Words) -> str:
    if each.values:
        listed = "; ".join(_value(value, words) for value in each.values)
        return words("need_met" if each.met else "need_one", list=listed, **places)
    if each.met:
        return words("need_met_always" if each.searched > 1 else "need_met_single", **places)
    return _not_reached(each, wanted, places, words)


def _left(each: Left, wanted: Wanted, words: Words) -> str:
    """What remains at the best of all possible values, and what it is made of."""
    parts = (
        f"{part.label.in_language(words.language)} {words.figure(part.amount, wanted.unit)}"
        for part in each.parts
    )
    return words(
        "need_left",
        input=each.input.label.in_language(words.language),
        value=words.figure(each.value, _unit_beside(each.input, words)),
        reached=_told(wanted.ids, each.reached, wanted.unit, words),
        parts=", ".join(parts) or "–",
    )


def _not_reached(each: Need, wanted: Wanted, places: dict[str, object], words: Words) -> str:
    if each.nearest is None or each.reached is None:
        return words("need_nothing", **places)
    found = each.nearest
    return words(
        "need_none" if each.searched > 1 else "need_none_single",
        input=found.input.label.in_language(words.language),
        value=words.figure(found.value, _unit_beside(found.input, words)),
        reached=_told(wanted.ids, each.reached, wanted.unit, words),
        **places,
    )


def _unit_beside(each: Shown, words: Words) -> str:
    return words.unit_beside(each.label.in_language(words.language), each.unit)


def _value(each: NeededValue, words: Words) -> str:
    unit = _unit_beside(each.input, words)
    return words(
        "need_value_at_least" if each.at_least else "need_value_at_most",
        label=each.input.label.in_language(words.language),
        value=words.figure(each.value, unit),
        now=words.figure(each.input.value, unit) + (_range(each.input, unit, words) if each.outside else ""),
    )


def _range(each: Shown, unit: str, words: Words) -> str:
    return words("need_outside", low=words.figure(each.low, unit), high=words.figure(each.high, unit))


def title(report: Report, alternative: str, words: Words) -> str:
    """The alternative's name, or its id where that is enough; nothing for what is about none."""
    return (
        alternative
        if words.short or not alternative
        else report.bench.result.title(alternative, words.language)
    )
