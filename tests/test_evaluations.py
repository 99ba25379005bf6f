"""A case evaluated after others has the bits that it has alone."""

import random
from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tco import compute
from tco.binding import bind
from tco.case import parse_case, presets
from tco.compute import evaluate
from tco.evaluations import Evaluations
from tco.reduced import reduced

PRESETS = presets()


def with_values(name, values):
    document = PRESETS[name]
    return bind(parse_case(document | {"overrides": document.get("overrides", {}) | values}))


@pytest.fixture(scope="module")
def movable():
    """Preset to its inputs that can be overridden, each with values that it may have."""
    found = {}
    for name in PRESETS:
        bound = with_values(name, {})
        found[name] = {
            key: [0.0, 1.0] if each.declaration.format == "flag" else [each.low, each.value, each.high]
            for key, each in bound.inputs.items()
            if each.declaration.format == "flag" and not each.fixed or each.has_range
        }
    return found


def changed(movable, name, rng):
    keys = rng.sample(list(movable[name]), rng.choice((0, 1, 1, 2, 5)))
    return with_values(name, {key: rng.choice(movable[name][key]) for key in keys})


def same(lines, bound):
    alone = evaluate(bound)
    assert list(lines) == list(alone)
    for key, array in alone.items():
        assert lines[key].shape == array.shape, key
        assert lines[key].tobytes() == array.tobytes(), key


@pytest.mark.parametrize("name", PRESETS)
@settings(max_examples=6, deadline=None)
@given(seed=st.integers(0, 2**32))
def test_after_other_changes_every_line_has_the_bits_that_it_has_alone(movable, name, seed):
    rng, evaluated = random.Random(seed), Evaluations(most=4)
    for _ in range(4):
        bound = changed(movable, name, rng)
        same(evaluated(bound), bound)


def test_cases_of_any_structure_take_turns(movable):
    rng, evaluated = random.Random(1), Evaluations(most=32)
    for _ in range(3):
        for name in PRESETS:
            bound = changed(movable, name, rng)
            same(evaluated(bound), bound)
            others = bound.alternatives[-2:]
            part = reduced(bound, ("present_value", "saving_pv"), {*others, bound.case.baseline})
            same(evaluated(part), part)


def test_another_baseline_is_another_case():
    evaluated, document = Evaluations(most=4), PRESETS["kr-general-500"]
    for name in document["alternatives"]:
        bound = bind(parse_case(document | {"baseline": name}))
        same(evaluated(bound), bound)


def test_nothing_and_less_than_nothing_are_told_apart():
    evaluated = Evaluations(most=4)
    for value in (0.0, -0.0, 0.0):
        bound = with_values("kr-clinics-10", {"price_growth": value})
        same(evaluated(bound), bound)


def test_what_a_change_does_not_reach_is_not_computed_again(monkeypatch):
    evaluated = Evaluations(most=4)
    steps = []
    carry_out = compute.carry_out

    def counted(chosen, store):
        chosen = list(chosen)
        steps.append(len(chosen))
        carry_out(chosen, store)

    monkeypatch.setattr("tco.evaluations.carry_out", counted)
    for value in (0.04, 0.05, 0.05):
        evaluated(with_values("kr-general-500", {"discount_rate": value}))
    first, second, third = steps
    assert 0 < second < first / 4
    assert third == 0


def test_nobody_can_write_to_what_is_kept():
    lines = Evaluations(most=1)(with_values("kr-clinics-10", {}))
    with pytest.raises(ValueError, match="read-only"):
        lines["present_value"][:] = 0.0


def test_no_more_are_kept_than_told(movable):
    rng, evaluated = random.Random(2), Evaluations(most=3)
    for _ in range(8):
        evaluated(changed(movable, "kr-clinics-10", rng))
    assert len(evaluated._kept) == 3


def test_several_threads_at_once(movable):
    rng, evaluated = random.Random(3), Evaluations(most=3)
    bounds = [changed(movable, rng.choice(["kr-clinics-10", "us-academic-700"]), rng) for _ in range(24)]
    with ThreadPoolExecutor(6) as pool:
        for lines, bound in zip(pool.map(evaluated, bounds), bounds, strict=True):
            same(lines, bound)
