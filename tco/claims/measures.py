"""Tests that hold a figure against a number: results, levels of cost, waits, and the speed of light.

Promise: a measure names the lines that it was read from, and is made of them by no more than a sum, a share
or the worst of several. Imports numpy, `bench`, `data`, `findings`, `needed`, `assumptions`, `shown` and
`figures` only.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from tco.assumptions import Text
from tco.claims.bench import Bench, Job
from tco.claims.data import Group, LatencyTest, LevelTest, MetricTest, WaitTest
from tco.claims.findings import (
    Cost,
    Measure,
    Need,
    NeededValue,
    Outcome,
    Wanted,
)
from tco.claims.needed import over_bounds
from tco.claims.shown import shown
from tco.figures import NO_HOSPITAL, TOLERANCE, Condition, Quantity

NOTHING_MOVES = Text(en="no alternative of the case moves anything", ko="이전하는 대안이 없는 사례입니다")
BASELINE_MOVES = Text(
    en="not applicable: the claim compares with own equipment, which the baseline of the case leaves",
    ko="자체 장비와 비교하는 주장인데 기준안도 자체 장비를 떠나므로 해당하지 않습니다",
)
NO_OTHERS = Text(en="the case has no alternative to the baseline", ko="기준안 외에 대안이 없는 사례입니다")
STAYS = Text(en="its programs and images stay where they are", ko="프로그램과 영상이 그대로 있는 대안입니다")
NOTHING_TO_SHARE = Text(en="the baseline spends nothing on it", ko="기준안에 해당 비용이 없습니다")
SPEED_ROUNDS = 4
PATHS = (("one way", "편도"), ("there and back", "왕복"))


def nobody(bench: Bench) -> Outcome | None:
    """Where a case has no baseline or no alternative that a claim could be about, why."""
    if bench.baseline_moves:
        return Outcome(reason=BASELINE_MOVES)
    if bench.moving:
        return None
    return Outcome(reason=NOTHING_MOVES if bench.others else NO_OTHERS)


def metric(bench: Bench, test: MetricTest, alternatives: Sequence[str]) -> Outcome:
    """Each figure of each alternative against the number."""
    condition = Condition(test.comparison, test.number)
    absent = [each for each in test.quantities if not bench.has(each)]
    if absent:
        return Outcome(reason=NO_HOSPITAL)
    quantities = [bench.quantity(each) for each in test.quantities]
    pairs = [(name, quantity) for name in alternatives for quantity in quantities]
    measures = tuple(_read(bench, name, quantity, condition) for name, quantity in pairs)
    return Outcome(measures, wanted=tuple(_wanted(each) for each in measures))


def _wanted(measure: Measure, *, share: bool = False) -> Wanted:
    return Wanted(measure.alternative, measure.label, measure.unit, measure.ids, measure.condition, share)


def _read(bench: Bench, name: str, quantity: Quantity, condition: Condition) -> Measure:
    value = bench.now(quantity, name)
    note = bench.why_undefined(quantity) if value is None else None
    never = quantity.line.endswith("payback_years") and value is None
    return Measure(
        name, bench.label(quantity), (str(quantity),), bench.unit(quantity), value, condition,
        None if never else bench.now(quantity, bench.baseline), None if never else note,
    )  # fmt: skip


def level(bench: Bench, test: LevelTest) -> Outcome:
    """What remains of each group of costs, as a share of the baseline's."""
    if any(not any(bench.has(each) for each in group.quantities) for group in test.groups):
        return Outcome(reason=NO_HOSPITAL)
    condition = Condition(test.comparison, test.number)
    measures = tuple(_share(bench, name, group, condition) for name in bench.moving for group in test.groups)
    known = [each for each in measures if each.measured is not None]
    wanted = (replace(_wanted(each, share=True), possible=test.possible) for each in known)
    return Outcome(measures, wanted=tuple(wanted))


def _share(bench: Bench, name: str, group: Group, condition: Condition) -> Measure:
    quantities = [bench.quantity(each) for each in group.quantities if bench.has(each)]
    here, there = (
        sum(bench.now(each, alternative) or 0.0 for each in quantities)
        for alternative in (name, bench.baseline)
    )
    value = here / there if there else None
    note = None if there else NOTHING_TO_SHARE
    ids = tuple(map(str, quantities))
    return Measure(name, group.label, ids, "%", value, condition, there, note)


def latency(test: LatencyTest) -> Outcome:
    """A printed time that light in fibre cannot keep, for the shorter reading of the distance, fails."""
    measures = []
    possible, certain = True, True
    for reading in test.readings:
        for ways, (english, korean) in zip((1, 2), PATHS, strict=True):
            floor = ways * reading.distance * test.delay / 1000
            label = Text(
                en=f"printed {reading.printed:g} ms; light over {reading.distance:g} km {english}",
                ko=f"인쇄된 {reading.printed:g} ms, {reading.distance:g} km {korean} 빛의 시간",
            )
            condition = Condition(">=", floor)
            measures.append(Measure("", label, ("delay", "distance"), "ms", reading.printed, condition))
        possible = possible and measures[-2].verdict == "holds"
        certain = certain and measures[-1].verdict == "holds"
    return Outcome(tuple(measures), decided="holds" if certain else "in_part" if possible else "fails")


def response_inputs(bench: Bench, *names: str) -> tuple[str, ...]:
    """The inputs of the response time that the case reads."""
    return tuple(key for name in names for key in bench.ids(name))


def wait(bench: Bench, test: WaitTest) -> Outcome:
    """The longest wait of all workloads against each limit."""
    workloads = [f"{test.after}.{each}" for each in bench.bound.case.workloads]
    if not workloads or not all(bench.has(each) for each in workloads):
        return Outcome(reason=NO_HOSPITAL)
    measures = tuple(
        _worst(bench, name, workloads, test.today, Condition("<=", limit))
        for name in bench.moving
        for limit in test.limits
    )
    known = [each for each in measures if each.measured is not None]
    wanted = tuple(replace(_wanted(each), ids=each.ids[:1]) for each in known)
    names = ("round_trips_per_screen", "screen_processing", "own_round_trip", "distance", "equipment_delay")
    inputs = tuple(shown(bench, key) for key in response_inputs(bench, *names))
    return Outcome(measures, inputs=inputs, wanted=wanted, untested=test.untested)


def _worst(bench: Bench, name: str, lines: Sequence[str], today: str, condition: Condition) -> Measure:
    if not bench.moves_computing(name):
        quantity = bench.quantity(lines[0])
        ids, unit = (lines[0], today), bench.unit(quantity)
        return Measure(name, bench.label(quantity), ids, unit, None, condition, note=STAYS)
    values = {each: bench.now(bench.quantity(each), name) or 0.0 for each in lines}
    slowest = max(values, key=lambda each: values[each])
    quantity = bench.quantity(slowest)
    now = bench.now(bench.quantity(today), bench.baseline)
    unit = bench.unit(quantity)
    return Measure(name, bench.label(quantity), (slowest, today), unit, values[slowest], condition, now)


def transfer(bench: Bench) -> Outcome:
    """Whether some line speed makes every study as fast as today, which, and what it costs."""
    modalities = [each.id for each in bench.bound.model.of_line("study_wait")]
    keys = bench.ids("line_speed")
    if not modalities or not keys:
        return Outcome(reason=NO_HOSPITAL)
    names = [name for name in bench.moving if bench.now(bench.quantity("images_from_cloud_total"), name)]
    if not names:
        return Outcome(reason=STAYS)
    parts = [_provided(bench, name, modalities) for name in names]
    needs = tuple(need for _, _, need in parts)
    asked = ("line_speed", "line_efficiency", "target_study_wait", "cache_hit_share", "acknowledged_share")
    inputs = tuple(shown(bench, key) for key in response_inputs(bench, *asked))
    measures = tuple(measure for found, _, _ in parts for measure in found)
    costs = tuple(cost for _, found, _ in parts for cost in found)
    return Outcome(measures, costs=costs, inputs=inputs, needs=needs)


def _provided(bench: Bench, name: str, lines: Sequence[str]) -> tuple[list[Measure], list[Cost], Need]:
    """Each kind of study at the lowest line speed at which all are as fast as today, or at the fastest."""
    after = [bench.quantity(each) for each in lines]
    today = [bench.quantity(each.replace("study_wait", "study_wait_today", 1)) for each in lines]
    job = over_bounds(bench, bench.ids("line_speed"))
    (row,) = bench.along([job], [*after, *today])
    found = _fastest_needed(bench, name, job, after, today)
    speed, enough, waits, limits = found
    measures = [
        Measure(name, _at_speed(bench.label(quantity), speed), (str(quantity), str(same_today)),
                bench.unit(quantity), float(waits[each]),
                Condition("<=", float(limits[each])), bench.now(quantity, name))
        for each, (quantity, same_today) in enumerate(zip(after, today, strict=True))
    ]  # fmt: skip
    met = speed <= bench.own(job.keys[0])
    value = NeededValue(shown(bench, job.keys[0]), speed, at_least=True)
    last = max(measures, key=lambda each: each.difference or 0.0)
    wanted = replace(_wanted(last), ids=last.ids[:1])
    need = Need(wanted, met and enough, (value,), None, None, 1)
    if not enough:
        need = Need(wanted, False, (), value, last.measured, 1)
    return measures, list(_prices(bench, name, job.keys, speed if enough else None)), need


def _fastest_needed(
    bench: Bench, name: str, job: Job, after: Sequence[Quantity], today: Sequence[Quantity]
) -> tuple[float, bool, Any, Any]:
    """The lowest speed at which every wait is within its limit, or the highest; with the waits there."""
    at = bench.bound.alternatives.index(name)
    values, best = job.values, None
    for _ in range(SPEED_ROUNDS):
        (row,) = bench.along([Job(job.keys, values)], [*after, *today])
        waits, limits = row[:, : len(after), at], row[:, len(after) :, at]
        within = np.flatnonzero((waits <= limits * (1 + TOLERANCE)).all(axis=1))
        if not len(within):
            break
        first = int(within[0])
        best = (float(values[first]), True, waits[first], limits[first])
        if first == 0:
            break
        values = np.linspace(values[first - 1], values[first], len(values))
    return best or (float(values[-1]), False, waits[-1], limits[-1])


def _at_speed(label: Text, speed: float) -> Text:
    return Text(
        en=f"{label.en}, at {speed:,.0f} Mbit/s against today",
        ko=f"{label.ko}, {speed:,.0f} Mbps일 때 현재 대비",
    )


def _prices(bench: Bench, name: str, keys: tuple[str, ...], speed: float | None) -> Iterator[Cost]:
    """The lines as priced, and more for the target and, where a speed is enough, for studies as today."""
    price = bench.quantity("present_value")
    ids = ("private_lines", "connection_ports")
    ordered = bench.now(bench.quantity("line_speed_ordered"), name) or 0.0
    needed = bench.now(bench.quantity("line_speed_needed_most"), name) or 0.0
    priced = Text(en=f"lines as priced, {ordered:,.0f} Mbit/s, without tax",
                  ko=f"현재 계산된 회선 {ordered:,.0f} Mbps, 부가세 제외")  # fmt: skip
    yield Cost(name, priced, ids, "money", sum(bench.present_value_of(each, name) for each in ids))
    to_target = Job(bench.ids("line_follows_target"), np.array([1.0]))
    asked = [
        (Text(en=f"more for the target wait, which needs {needed:,.0f} Mbit/s",
              ko=f"목표 대기시간({needed:,.0f} Mbps 필요)을 맞추는 추가 비용"),
         to_target),
    ]  # fmt: skip
    if speed is not None:
        text = Text(en=f"more for studies as fast as today, {speed:,.0f} Mbit/s",
                    ko=f"지금과 같은 속도({speed:,.0f} Mbps)의 추가 비용")  # fmt: skip
        asked.append((text, Job(keys, np.array([speed]))))
    now, at = bench.now(price, name) or 0.0, bench.bound.alternatives.index(name)
    for (text, job), row in zip(asked, bench.along([job for _, job in asked], [price]), strict=True):
        note = _beyond_target(bench, name, to_target) if job is to_target else None
        yield Cost(name, text, ("present_value",), "money", float(row[0, 0, at]) - now, note)


def _beyond_target(bench: Bench, name: str, to_target: Job) -> Text | None:
    """What opens later than the target even over the line that it needs."""
    lines = bench.bound.model.of_line("study_wait")
    (row,) = bench.along([to_target], [bench.quantity(each.id) for each in lines])
    waits = row[0, :, bench.bound.alternatives.index(name)]
    keys = bench.ids("target_study_wait")
    target = bench.own(next((key for key in keys if key.startswith(f"{name}.")), keys[0]))
    late = [(bench.bound.label_of_member(each.keys["modality"]), float(wait))
            for each, wait in zip(lines, waits, strict=True) if wait > target * (1 + TOLERANCE)]  # fmt: skip
    if not late:
        return None
    english, korean = (
        ", ".join(f"{label.in_language(language)} {wait:.3g}" for label, wait in late if label)
        for language in ("en", "ko")
    )
    return Text(
        en=f"longer than the target of {target:g} s even over that line, in s: {english}; the network in the "
        "hospital and acknowledgements take time that no line shortens",
        ko=f"그 회선에서도 목표 {target:g}초를 넘는 검사(초): {korean}. 원내 네트워크와 영상별 응답에 걸리는 "
        "시간은 회선으로 줄지 않음",
    )
