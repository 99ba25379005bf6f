"""Lines computed together, side by side or for all years at once have the bits that they have alone."""

import inspect
import random

import numpy as np
import pytest
from hypothesis import given, reject, settings
from hypothesis import strategies as st

from tco import compute
from tco.binding import bind
from tco.case import parse_case, presets
from tco.compute import evaluate
from tco.errors import Problems
from tco.language import REGISTRY, Line, Name, Row, previous, walk, years_remaining
from tco.model import HISTORY, BuiltIn, InputRef, LineRef, width
from tco.reduced import reduced
from tco.tasks import ROWS_OF_INPUTS
from tco.year_by_year import Part, side_by_side

PRESETS = presets()
BOUND = {name: bind(parse_case(document)) for name, document in PRESETS.items()}


def alone(bound, values=None):
    """Each line by itself, as many draws are computed."""
    plan, store = compute.plan_of(bound.model), compute.started(bound)
    numbers = dict(bound.values()) | (values or {})
    for question, keys in bound.resolved.items():
        store[plan.tasks.questions[question]] = compute.input_array(bound, keys, numbers)
    compute.carry_out(plan.alone, store)
    return {key: store[key] for key in bound.model.instances}


def same(found, expected):
    assert list(found) == list(expected)
    for key, array in expected.items():
        assert (found[key].shape, found[key].dtype) == (array.shape, array.dtype), key
        assert bits(found[key]) == bits(array), key


def bits(array):
    """The bits of an array, in which one not-a-number is like another."""
    return np.where(np.isnan(array), np.nan, array).tobytes()


def choices(each):
    """Values that an input may have."""
    if each.declaration.format == "flag":
        return [0.0, 1.0]
    return [each.low, each.high] if each.has_range else [each.value * 2]


def some(rng, bound, most):
    """Some inputs that are one number."""
    live = [each for each in bound.live if each.series is None]
    return rng.sample(live, rng.choice((0, 1, most)))


def of_one_alternative(bound):
    """The inputs that alternatives may have of their own."""
    shared = {key for (once, _), keys in bound.resolved.items() if once for key in keys}
    own = {key for (_, ref), keys in bound.resolved.items() for key in keys if key in names_of(ref)}
    return sorted(key for key in own - shared if bound.inputs[key].has_range)


def names_of(ref):
    return {ref.name, *(f"{member}.{ref.name}" for member in ref.members)}


@pytest.mark.parametrize("name", PRESETS)
@settings(max_examples=5, deadline=None)
@given(seed=st.integers(0, 2**32))
def test_together_as_alone(name, seed):
    rng, document, bound = random.Random(seed), PRESETS[name], BOUND[name]
    alternatives = {key: dict(each) for key, each in document["alternatives"].items()}
    for key in rng.sample(of_one_alternative(bound), rng.choice((0, 1, 5))):
        each = alternatives[rng.choice(list(alternatives))]
        each["overrides"] = each.get("overrides", {}) | {key: bound.inputs[key].high}
    scenario = rng.choice(("own", "low", "base", "high"))
    try:
        changed = bind(parse_case(document | {"alternatives": alternatives, "scenario": scenario}))
    except Problems:  # what is chosen has no effect for the alternative
        reject()
    values = {each.id: rng.choice(choices(each)) for each in some(rng, changed, 20)}
    same(evaluate(changed, values), alone(changed, values))


@pytest.mark.parametrize("name", PRESETS)
@settings(max_examples=5, deadline=None)
@given(seed=st.integers(0, 2**32))
def test_together_as_alone_where_much_is_nothing_or_not_a_number(name, seed):
    rng, part = (
        random.Random(seed),
        reduced(BOUND[name], ("cumulative.discounted", "run_rate", "latest_sign")),
    )
    values = {each.id: rng.choice((0.0, -0.0)) for each in some(rng, part, 5)}
    same(evaluate(part, values), alone(part, values))


@pytest.mark.parametrize("name", PRESETS)
def test_a_part_of_the_lines_and_of_the_alternatives(name):
    bound = BOUND[name]
    for names in ({bound.case.baseline}, {*bound.alternatives[-2:], bound.case.baseline}):
        part = reduced(bound, ("present_value", "saving_pv"), names)
        same(evaluate(part), alone(part))


def test_alike_lines_are_computed_in_one_call():
    plan = compute.plan_of(BOUND["kr-general-500"].model)
    assert len(plan.together.steps) < len(plan.alone) / 2


def test_every_rule_reads_each_of_its_parameters():
    lines = [each for variants in REGISTRY.values() for each in variants if each.formula is not None]
    for each in lines:
        assert {part.id for part in walk(each.formula) if isinstance(part, Name)} == {*each.parameters}, (
            each.id
        )


# --- Lines that read each other's earlier years -------------------------------------------------------------


def draws_of(bound, chosen):
    rng = np.random.default_rng(4)
    return {
        key: rng.uniform(each.low, each.high, 5)
        for key, each in bound.inputs.items()
        if each.has_range and chosen(key)
    }


def year_by_year(bound, group, lines, values):
    """The lines of a group from all others, each rule called as it stands for one year after the other."""
    size = width(bound.model.instances[group[0]].line)
    shape = np.broadcast_shapes(*(lines[key].shape[:-1] for key in group))
    own = {key: np.zeros((*shape, size)) for key in group}

    def argument(line, parameter, ref, column):
        history, array = False, np.zeros((1, 1))
        if isinstance(ref, LineRef):
            array, history = own.get(ref.id, lines[ref.id]), bound.model.instances[ref.id].line.history
        elif isinstance(ref, InputRef):
            array = compute.input_array(bound, bound.resolved[line.once_per_case, ref], values)
            history = ref.name in ROWS_OF_INPUTS
        elif isinstance(ref, BuiltIn):
            array, history = compute.started(bound)[ref.id], ref.id == "year"
        lead = HISTORY if history else 0
        if parameter in line.rows:
            return Row(array, lead, column)
        return array[..., column + lead if array.shape[-1] > 1 else 0]

    for column in range(size):
        for key in group:
            each = bound.model.instances[key]
            given = [argument(each.line, *reference, column) for reference in each.references.items()]
            own[key][..., column] = each.line.rule(*given)
    return own


@pytest.mark.parametrize("name", PRESETS)
def test_a_group_side_by_side_with_others_as_alone(name):
    bound = BOUND[name]
    for draws in (
        {},
        draws_of(bound, lambda _: True),
        draws_of(bound, lambda key: key.startswith("servers.")),
    ):
        lines = evaluate(bound, draws)
        recursive = [group for group in bound.model.steps if is_recursive(bound, group)]
        assert len(recursive) > 10
        for group in recursive:
            for key, array in year_by_year(bound, group, lines, dict(bound.values()) | draws).items():
                assert bits(array) == bits(lines[key]), key


def is_recursive(bound, group):
    return len(group) > 1 or group[0] in bound.model.instances[group[0]].dependencies


def test_a_row_of_the_group_may_be_read_in_its_own_year_already():
    def bought(left, target):
        return target - previous(left)

    def left(bought, expiry):
        return years_remaining(bought, expiry)

    rows = {"bought": ("bought", bought, ("row of left", "target")),
            "left": ("left", left, ("row of bought", "row 0 16 of expiry"))}  # fmt: skip
    group = [Part(key, line_of(key, rule), names) for key, rule, names in rows.values()]
    target, expiry = np.arange(16.0)[None, :] ** 2, np.arange(16.0)[None, :] + 3
    ours = side_by_side([group])([target, Row(expiry)])
    own = [np.zeros((1, 16)), np.zeros((1, 16))]
    for column in range(16):
        own[0][..., column] = bought(Row(own[1], 0, column), target[..., column])
        own[1][..., column] = left(Row(own[0], 0, column), Row(expiry, 0, column))
    assert own[1].any()
    assert [bits(each) for each in own] == [bits(each[0]) for each in ours]


def line_of(key, rule):
    names = tuple(inspect.signature(rule).parameters)
    return Line(
        key, "", "", "1", "", rule=rule, formula=rule(*map(Name, names)), parameters=names, place=None
    )
