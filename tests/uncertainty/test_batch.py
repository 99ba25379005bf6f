"""Many draws at once give what one draw at a time gives, however they are cut; on both paths."""

import sys
import threading
import warnings

import numpy as np
import pytest
from small_cases import custom, of_archive, of_lines

from tco.binding import bind
from tco.case import parse_case, presets
from tco.compute import evaluate
from tco.uncertainty import plan
from tco.uncertainty.batch import blocks, has_compiled, outcomes

AWAY = {"title": {"en": "Test", "ko": "시험"}, "price_book": "aws_seoul", "moves": ["archive"],
        "start": 6.0, "duration": 12.0}  # fmt: skip
LINES = ("present_value", "total_cost", "saving_pv", "total_cash", "cumulative.discounted", "payback_years",
         "irr", "mirr", "npv", "in_horizon", "discount_rate_applied", "required_today.servers",
         "vintages.servers", "existing.plant", "demand_index.emr", "support_plan")  # fmt: skip


@pytest.fixture(scope="module", params=["numpy", "compiled"])
def compiled(request):
    if request.param == "compiled" and not has_compiled():
        pytest.skip("the optional extra `fast` (numba) is not installed")
    return request.param == "compiled"


def preset(name):
    return bind(parse_case(presets()[name]))


def ranged(bound):
    return [each for each in bound.inputs.values() if each.has_range and each.series is None]


def drawn(bound, count, seed=1, keys=None):
    rng = np.random.default_rng(seed)
    return {
        each.id: rng.uniform(each.low, each.high, count)
        for each in ranged(bound)
        if keys is None or each.id in keys
    }


def in_model(bound, lines=LINES):
    return tuple(line for line in lines if line in bound.model.instances)


def agree(found, bound, draws, lines):
    """With one evaluation of the draws, relative to the largest number of the line."""
    count = len(next(iter(draws.values())))
    several = {key: np.append(column, column[-1:]) for key, column in draws.items()}
    expected = evaluate(bound, several)
    assert list(found) == list(lines)
    for key in lines:
        whole = np.broadcast_to(expected[key], (count + 1, *expected[key].shape[-2:]))[:count]
        assert found[key].shape == whole.shape, key
        assert (np.isnan(found[key]) == np.isnan(whole)).all(), key
        scale = max(1e-300, float(np.nanmax(np.abs(whole), initial=0.0)))
        assert np.nanmax(np.abs(found[key] - whole), initial=0.0) <= 1e-12 * scale, key


def same(left, right):
    assert list(left) == list(right)
    for key, values in left.items():
        assert values.shape == right[key].shape, key
        assert values.tobytes() == right[key].tobytes(), key


@pytest.mark.parametrize("name", ["kr-general-500", "kr-clinics-10"])
def test_every_ranged_input_drawn(name, compiled):
    bound = preset(name)
    draws, lines = drawn(bound, 40), in_model(bound)
    assert len(draws) > 100
    found = outcomes(bound, draws, lines, compiled=compiled)
    assert found.compiled is compiled
    agree(found, bound, draws, lines)


def test_every_line_of_the_model(compiled):
    bound = preset("kr-general-500")
    some = [each.id for each in ranged(bound)][::9]
    draws, lines = drawn(bound, 6, keys=some), tuple(bound.model.instances)
    agree(outcomes(bound, draws, lines, compiled=compiled), bound, draws, lines)


@pytest.mark.parametrize("count", [1, 2, 3, 5])
def test_dates_of_the_move_and_few_draws(count, compiled):
    bound = preset("kr-general-500")
    keys = ["move_start", "move_duration", "refresh_cycle", "network.refresh_cycle", "general_inflation"]
    draws, lines = drawn(bound, count, keys=keys), in_model(bound)
    assert len(draws) == len(keys)
    agree(outcomes(bound, draws, lines, compiled=compiled), bound, draws, lines)


def test_custom_lines_alone(compiled):
    document = of_lines(custom("fee_x", 100.0, escalation=0.1), custom("works_x", 50.0, "base"))
    bound = bind(parse_case(document))
    assert bound.inputs["fee_x.amount"].value == 100.0
    draws = {"discount_rate": np.linspace(0.01, 0.2, 9), "fee_x.amount": np.linspace(-50.0, 200.0, 9)}
    lines = in_model(bound)
    agree(outcomes(bound, draws, lines, compiled=compiled), bound, draws, lines)


def test_a_hospital_that_only_archives(compiled):
    bound = bind(parse_case(of_archive(alternatives={"away": AWAY}, stored_data_growth=0.1)))
    draws, lines = drawn(bound, 30), in_model(bound)
    agree(outcomes(bound, draws, lines, compiled=compiled), bound, draws, lines)


def test_rates_near_zero_and_amounts_that_vanish(compiled):
    """Guards against a division by zero meet draws on both of their sides."""
    bound = bind(parse_case(of_archive(alternatives={"away": AWAY})))
    draws = {
        "discount_rate": np.array([0.0, 0.05, -0.01, 0.0]),
        "emr.archive_fixed": np.array([0.0, 30.0, 0.0, 1e-9]),
        "archive_storage.unit_price": np.array([0.0, 0.0, 1000.0, 1000.0]),
    }
    lines = in_model(bound)
    agree(outcomes(bound, draws, lines, compiled=compiled), bound, draws, lines)


def test_blocks_and_workers_change_no_bit(compiled):
    bound = preset("kr-clinics-10")
    draws, lines = drawn(bound, 200), ("present_value", "irr", "total_cash")
    whole = outcomes(bound, draws, lines, compiled=compiled, workers=1)
    for block, workers in ((1_000, 2), (64, 2), (37, 1), (37, 3)):
        same(whole, outcomes(bound, draws, lines, compiled=compiled, workers=workers, block=block))
    one = {key: column[123:124] for key, column in draws.items()}
    alone = outcomes(bound, one, lines, compiled=compiled)
    for key in lines:
        assert alone[key][0].tobytes() == whole[key][123].tobytes()


def test_both_paths_differ_by_rounding_only():
    if not has_compiled():
        pytest.skip("the optional extra `fast` (numba) is not installed")
    bound = preset("kr-general-500")
    draws, lines = drawn(bound, 200), in_model(bound)
    slow, fast = (outcomes(bound, draws, lines, compiled=each) for each in (False, True))
    for key in lines:
        scale = np.nanmax(np.abs(slow[key]), initial=0.0)
        np.testing.assert_allclose(fast[key], slow[key], rtol=1e-12, atol=1e-12 * scale)


def test_no_draws(compiled):
    bound = preset("kr-clinics-10")
    nothing = {"discount_rate": np.empty(0)}
    found = outcomes(bound, nothing, ("present_value", "in_horizon"), compiled=compiled)
    assert found["present_value"].shape == (0, len(bound.alternatives), 1)
    assert found["in_horizon"].shape == (0, 1, 16)


def test_all_draws_alike(compiled):
    """Low = base = high everywhere: the answer is the single evaluation, for every draw."""
    bound = preset("kr-general-500")
    draws = {each.id: np.full(3, each.value) for each in ranged(bound)}
    agree(outcomes(bound, draws, in_model(bound), compiled=compiled), bound, draws, in_model(bound))


def test_an_input_that_nothing_reads_is_let_be(compiled):
    bound = preset("kr-general-500")
    draws = drawn(bound, 4, keys=["embodied_carbon_per_server"])
    agree(outcomes(bound, draws, ("present_value",), compiled=compiled), bound, draws, ("present_value",))


def test_lines_that_no_draw_changes_take_no_memory(compiled):
    bound = preset("kr-general-500")
    found = outcomes(bound, drawn(bound, 50, keys=["discount_rate"]), ("total_cash",), compiled=compiled)
    assert found["total_cash"].strides[0] == 0
    assert found["total_cash"][49] == pytest.approx(evaluate(bound)["total_cash"])


class Made:
    """Draws that are made block by block."""

    def __init__(self, draws):
        self.draws, self.count = draws, len(next(iter(draws.values())))
        self.asked = []

    def limits(self):
        return {key: (column.min(), column.max()) for key, column in self.draws.items()}

    def part(self, at):
        self.asked.append(at.start)
        return {key: column[at] for key, column in self.draws.items()}


@pytest.mark.parametrize("workers", [1, 2])
def test_draws_made_when_needed_and_a_run_that_is_left(workers, compiled):
    bound = preset("kr-clinics-10")
    made = Made(drawn(bound, 1000, keys=["discount_rate", "beds"]))
    kept = outcomes(bound, made.draws, ("present_value",), compiled=compiled)["present_value"]
    seen = list(blocks(bound, made, ("present_value",), compiled=compiled, block=300, workers=workers))
    assert [at for at, _ in seen] == [slice(0, 300), slice(300, 600), slice(600, 900), slice(900, 1000)]
    assert np.concatenate([part["present_value"] for _, part in seen]).tobytes() == kept.tobytes()
    made.asked.clear()
    for _ in blocks(bound, made, ("present_value",), compiled=compiled, block=10, workers=workers):
        break
    assert len(made.asked) <= 1 + 2 * workers
    assert threading.active_count() < 20


def test_draws_beyond_their_stated_limits_are_refused(compiled):
    bound = preset("kr-clinics-10")
    made = Made({"discount_rate": np.array([0.02, 0.03, 0.9])})
    made.limits = lambda: {"discount_rate": (0.0, 0.1)}
    with pytest.raises(ValueError, match="outside the limits"):
        outcomes(bound, made, ("present_value",), compiled=compiled)


def test_a_plan_serves_the_next_change(compiled):
    """Another seed; and from the second change on, another value of an input that is not drawn."""
    plan._PLANS.clear()
    document, lines = presets()["kr-general-500"], ("present_value", "total_cash")
    for value, plans in ((0.10, 1), (0.20, 2), (0.15, 2), (0.12, 2)):
        overrides = document.get("overrides", {}) | {"income_tax_rate": value}
        bound = bind(parse_case(document | {"overrides": overrides}))
        for seed in (1, 2):
            draws = drawn(bound, 20, seed, keys=["discount_rate", "refresh_cycle", "servers.unit_price"])
            agree(outcomes(bound, draws, lines, compiled=compiled), bound, draws, lines)
        assert len(plan._PLANS) == plans, value


def test_a_prepared_case_needs_no_other_plan_whichever_amount_rate_or_count_changes(compiled):
    plan._PLANS.clear()
    document, lines = presets()["kr-general-500"], ("present_value", "total_cash")

    def case(**values):
        return bind(parse_case(document | {"overrides": document.get("overrides", {}) | values}))

    limits = {key: (column.min(), column.max()) for key, column in drawn(case(), 50).items()}
    plan.prepare(case(), limits, lines)
    for values in ({}, {"beds": 380.0}, {"line_paths": 3.0, "line_speed": 1500.0}):
        bound = case(**values)
        assert plan.is_prepared(bound, limits, lines), values
        draws = {key: column[:6] for key, column in drawn(case(), 50).items()}
        agree(outcomes(bound, draws, lines, compiled=compiled), bound, draws, lines)
    assert len(plan._PLANS) == 1
    for values in ({"count_residual": 0.0}, {"horizon": 7.0}):
        assert not plan.is_prepared(case(**values), limits, lines)
    plan.prepare(case(horizon=7.0), limits, lines)
    assert all(plan.is_prepared(case(horizon=value), limits, lines) for value in (5.0, 8.0, 10.0))


def test_other_switches_get_a_plan_of_their_own(compiled):
    plan._PLANS.clear()
    document, lines = presets()["kr-general-500"], ("present_value", "total_cash")
    for name, value in (("horizon", 10.0), ("horizon", 7.0), ("count_residual", 0.0), ("real_terms", 1.0)):
        bound = bind(parse_case(document | {"overrides": document.get("overrides", {}) | {name: value}}))
        draws = drawn(bound, 10, keys=["discount_rate", "refresh_cycle"])
        agree(outcomes(bound, draws, lines, compiled=compiled), bound, draws, lines)
    changed = document | {"baseline": list(document["alternatives"])[1]}
    agree(
        outcomes(bind(parse_case(changed)), draws, ("npv",), compiled=compiled),
        bind(parse_case(changed)),
        draws,
        ("npv",),
    )


@pytest.mark.parametrize(
    ("draws", "message"),
    [
        ({"nothing_such": np.ones(3)}, "no|not an input"),
        ({"discount_rate": np.array([0.1, np.nan])}, "finite"),
        ({"discount_rate": np.ones(3), "beds": np.ones(2)}, "same number"),
        ({"discount_rate": np.ones((3, 2))}, "same number"),
        ({}, "same number"),
    ],
)
def test_draws_that_cannot_be_used(draws, message):
    with pytest.raises(ValueError, match=message):
        outcomes(preset("kr-clinics-10"), draws, ("present_value",))


def test_a_row_cannot_be_drawn():
    bound = bind(parse_case(of_archive(alternatives={"away": AWAY})))
    row = next(each.id for each in bound.inputs.values() if each.series is not None)
    with pytest.raises(ValueError, match="row"):
        outcomes(bound, {row: np.ones(31)}, ("present_value",))


@pytest.fixture
def without_numba(monkeypatch):
    monkeypatch.setitem(sys.modules, "numba", None)
    monkeypatch.delitem(sys.modules, "tco.uncertainty.compiled", raising=False)
    has_compiled.cache_clear()
    yield
    has_compiled.cache_clear()


@pytest.mark.usefixtures("without_numba")
@pytest.mark.parametrize("wanted", [None, True, False])
def test_without_the_extra_the_result_says_so(wanted):
    bound = preset("kr-clinics-10")
    draws = drawn(bound, 5, keys=["discount_rate"])
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        found = outcomes(bound, draws, ("present_value",), compiled=wanted)
    assert found.compiled is False
    agree(found, bound, draws, ("present_value",))
