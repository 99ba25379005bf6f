"""Relations that hold whatever the numbers are, and faults sown into the rules that they must find.

Each relation is a function of an engine (document in, result out) that raises when it does not hold, so
that the same relations run on the true engine and on engines with one rule spoilt.
"""

import copy
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from small_cases import TITLE, custom, of_archive, of_lines

from tco import units
from tco.binding import bind
from tco.case import parse_case, presets
from tco.compute import evaluate
from tco.language import maximum
from tco.results import METRICS, Result

PRESET = presets()["kr-general-500"]
AWAY = {"title": TITLE, "price_book": "aws_seoul", "moves": ["archive"], "start": 6.0, "duration": 12.0}
PRICES = {"archive_storage.price_growth": -0.03, "cloud_price_growth": 0.01, "usd.exchange_rate_drift": 0.02}


def engine(document, faults=None):
    """The evaluated document, with the rules of some lines replaced."""
    bound = bind(parse_case(copy.deepcopy(document)))
    if faults:
        instances = {
            key: replace(each, line=replace(each.line, rule=faults[each.line.id]))
            if each.line.id in faults
            else each
            for key, each in bound.model.instances.items()
        }
        bound = replace(bound, model=replace(bound.model, instances=instances))
    return Result(bound, evaluate(bound))


def moving(**overrides):
    """A hospital whose archive may move to a price book in dollars, with a refresh and price trends."""
    return of_archive(alternatives={"away": AWAY}, **PRICES, **overrides)


def changed(document, **overrides):
    document = copy.deepcopy(document)
    document["overrides"] |= {key.replace("__", "."): value for key, value in overrides.items()}
    return document


def close(left, right, what=""):
    left, right = np.broadcast_arrays(left, right)
    assert left == pytest.approx(right, rel=1e-9, abs=1e-6), what


# --- Relations ---------------------------------------------------------------------------------------------


def money_in(unit):
    return dict(units.parse(unit)).get("money", 0)


def rescaled(bound, factor):
    """All inputs in money, multiplied."""
    values = bound.values()
    return {
        key: np.asarray(values[key]) * factor ** money_in(each.declaration.unit)
        if each.series is not None
        else values[key] * factor ** money_in(each.declaration.unit)
        for key, each in bound.inputs.items()
    }


def all_prices_times_k_is_money_times_k(run):
    before = run(moving())
    after = evaluate(before.bound, rescaled(before.bound, 7.0))
    for key, instance in before.bound.model.instances.items():
        if key not in ("irr", "mirr"):
            close(after[key], before.lines[key] * 7.0 ** money_in(instance.line.unit), key)


def without_prices_there_is_no_cost(run):
    bound = run(moving()).bound
    close(evaluate(bound, rescaled(bound, 0.0))["total_cash"], 0.0)


def without_a_rate_the_present_value_is_the_plain_sum(run):
    result = run(moving(discount_rate=0.0, discount_rate_is_real=0.0))
    for name in result.alternatives:
        close(result.metric(name, "present_value"), result.yearly(name, "all_costs").sum())


def a_higher_rate_never_means_a_higher_value_of_costs(run):
    values = [run(moving(discount_rate=rate, count_residual=0.0)) for rate in (0.0, 0.03, 0.1)]
    for name in values[0].alternatives:
        costs = [each.metric(name, "present_value") for each in values]
        assert costs == sorted(costs, reverse=True)
        assert costs[0] > costs[-1]


def without_escalation_a_yearly_cost_is_an_annuity(run):
    for horizon in (3, 10):
        value = run(of_lines(custom("fee_x", 100.0), horizon=horizon)).metric("other", "present_value")
        close(value, 100 * (1 - 1.1**-horizon) / 0.1)


def the_first_payment_is_not_escalated(run):
    result = run(of_lines(custom("fee_x", 100.0, escalation=0.5), rate=0.0))
    close(result.yearly("other", "custom_cash.fee_x")[:3], [0, 100, 150])
    close(
        run(moving(electricity_price=500.0, energy_price_growth=0.2)).row("stay", "energy_price_index")[:2],
        [1, 1],
    )


def what_is_paid_at_the_decision_is_not_discounted(run):
    for timing in ("start", "middle", "end"):
        line = custom("fee_x", 100.0, first_year=0, last_year=0, timing=timing)
        close(run(of_lines(line)).metric("other", "present_value"), 100)


def swapping_the_baseline_changes_the_signs(run):
    document = moving()
    there, back = run(document), run(document | {"baseline": "away"})
    for name in ("saving_total", "saving_pv", "npv"):
        close(there.metric("away", name), -back.metric("stay", name), name)
    close(there.row("away", "difference.plain"), -back.row("stay", "difference.plain"))


def identical_alternatives_differ_by_nothing(run):
    document = moving()
    document["alternatives"]["twin"] = document["alternatives"]["stay"]
    result = run(document)
    for name in ("saving_total", "saving_pv", "peak_extra_funding", "payback_years"):
        assert result.metric("twin", name) == 0, name
    for name in ("irr", "mirr", "roi", "sir", "airr"):
        assert result.metric("twin", name) is None, name


def a_dearer_price_never_makes_its_alternative_cheaper(run):
    document = moving(count_residual=0.0, **{"archive_storage.resale_factor": 0.0})
    before = run(document)
    prices = [
        each for each in before.bound.live if money_in(each.declaration.unit) == 1 and each.series is None
    ]
    values = before.bound.values()
    for each in prices:
        if each.id not in ("smallest_amount",):
            after = evaluate(before.bound, {each.id: values[each.id] * 1.5 + 1})["present_value"]
            assert (after >= before.lines["present_value"] - 1e-6).all(), each.id


def a_dearer_offer_saves_less(run):
    dear, cheap = (run(moving(**{"aws_seoul.archive_storage_price": price})) for price in (0.05, 0.02))
    assert dear.metric("away", "saving_pv") < cheap.metric("away", "saving_pv")
    assert dear.metric("stay", "present_value") == cheap.metric("stay", "present_value")


def another_year_adds_that_years_discounted_cost(run):
    for document in (moving(count_residual=0.0), of_lines(custom("fee_x", 100.0, escalation=0.1))):
        shorter, longer = (run(changed(document, horizon=float(years))) for years in (6, 7))
        for name in shorter.alternatives:
            added = longer.metric(name, "present_value") - shorter.metric(name, "present_value")
            close(added, longer.row(name, "total_discounted")[7], name)
            assert len(shorter.yearly(name, "total_cash")) == 7


def a_year_later_is_worth_a_year_less(run):
    values = [
        run(of_lines(custom("fee_x", 100.0, first_year=year, last_year=year))).metric(
            "other", "present_value"
        )
        for year in (3, 4)
    ]
    close(values[0], values[1] * 1.1)


def half_the_dollars_at_twice_the_rate_cost_the_same(run):
    before = run(moving())
    values, bound = before.bound.values(), before.bound
    halves = {
        key: np.asarray(values[key]) * 0.5 ** money_in(each.declaration.unit)
        for key, each in bound.inputs.items()
        if key.startswith("aws_seoul.")
    }
    halves = {key: value.tolist() if value.ndim else float(value) for key, value in halves.items()}
    after = evaluate(bound, halves | {"usd.exchange_rate": values["usd.exchange_rate"] * 2})
    close(after["total_cash"], before.lines["total_cash"])


def paid_at_the_start_of_the_year_real_and_nominal_terms_agree(run):
    line = custom("fee_x", 100.0, escalation=0.05, timing="start")
    rates = {"general_inflation": 0.03, "discount_rate_is_real": 1.0}
    nominal, real = (run(of_lines(line, real_terms=terms, **rates)) for terms in (0.0, 1.0))
    close(nominal.metric("other", "present_value"), real.metric("other", "present_value"))
    assert nominal.metric("other", "total_cost") > real.metric("other", "total_cost")


def the_parts_add_up_to_the_whole(run):
    result = run(moving())
    for name in result.alternatives:
        parts = sum(result.yearly(name, f"category_cash.{each}") for each in result.categories())
        close(parts, result.yearly(name, "total_cash"))
        close(result.yearly(name, "all_costs"), result.yearly(name, "total_cash"))
        discounted = sum(result.yearly(name, f"category_discounted.{each}") for each in result.categories())
        close(discounted, result.yearly(name, "total_discounted"))
        close(result.row(name, "cash_on_dates").sum(), result.metric(name, "total_cost"))


RELATIONS = (
    all_prices_times_k_is_money_times_k,
    without_prices_there_is_no_cost,
    without_a_rate_the_present_value_is_the_plain_sum,
    a_higher_rate_never_means_a_higher_value_of_costs,
    without_escalation_a_yearly_cost_is_an_annuity,
    the_first_payment_is_not_escalated,
    what_is_paid_at_the_decision_is_not_discounted,
    swapping_the_baseline_changes_the_signs,
    identical_alternatives_differ_by_nothing,
    a_dearer_price_never_makes_its_alternative_cheaper,
    a_dearer_offer_saves_less,
    another_year_adds_that_years_discounted_cost,
    a_year_later_is_worth_a_year_less,
    half_the_dollars_at_twice_the_rate_cost_the_same,
    paid_at_the_start_of_the_year_real_and_nominal_terms_agree,
    the_parts_add_up_to_the_whole,
)


@pytest.mark.parametrize("relation", RELATIONS, ids=lambda relation: relation.__name__)
def test_relation(relation):
    relation(engine)


# --- Faults ------------------------------------------------------------------------------------------------

FAULTS = {
    "off by one at the horizon": {"in_horizon": lambda horizon, year: (year < horizon) * 1.0},
    "a constant that is no price": {"purchases": lambda units, price, index: units * price * index + 1000.0},
    "the rate with the wrong sign": {"discount_factor": lambda rate, date: (1 + rate) ** date},
    "escalation a year early": {"escalation_years": lambda year, flag: maximum(0, year + flag)},
    "everything paid at the end of the year": {"payment_date": lambda year, offset: year + 0.0 * offset},
    "something paid before the decision": {"payment_date": lambda year, offset: year - offset},
    "the saving with the wrong sign": {"saving_pv": lambda baseline, own: own - baseline},
    "a saving against itself": {"saving_pv": lambda baseline, own: baseline - own + 1.0},
    "the currency forgotten": {"exchange_level": lambda rate, drift, years: 1.0 + 0 * years},
    "a price subtracted": {"data_migration": lambda data, price, index: 0 - data * price * index},
    "an exchange rate that is added": {
        "cloud_price_level": lambda rate, drift, growth, deflator, years: rate + (1 + growth) ** years
    },
    "inflation taken out twice": {"deflator": lambda inflation, real: (1 + inflation * real) ** 2},
    "a category counted twice": {"category_cash": lambda cost, horizon: 2 * cost * horizon},
}  # fmt: skip


def finds(relation, faults):
    try:
        relation(lambda document: engine(document, faults))
    except AssertionError:
        return True
    return False


@pytest.mark.parametrize("fault", FAULTS)
def test_a_sown_fault_is_found(fault):
    assert any(finds(relation, FAULTS[fault]) for relation in RELATIONS)


# --- Relations over random custom lines --------------------------------------------------------------------

one_line = st.builds(
    lambda amount, first, last, escalation, timing, capital, vat, owner: {
        "title": TITLE, "alternatives": [owner], "amount": float(amount), "first_year": min(first, last),
        "last_year": max(first, last), "escalation": escalation, "timing": timing, "vat": vat,
        "treatment": "capital" if capital else "expense",
    },
    st.integers(-5000, 5000), st.integers(0, 12), st.integers(0, 12), st.sampled_from([0.0, 0.04, -0.1]),
    st.sampled_from(["start", "middle", "end", "default"]), st.booleans(), st.booleans(),
    st.sampled_from(["base", "other"]),
)  # fmt: skip
some_lines = st.lists(one_line, min_size=1, max_size=5)
TAXES = {"vat_rate": 0.1, "vat_unrecovered_share": 0.8, "income_tax_rate": 0.2}


def values_of(lines):
    document = of_lines(*[line | {"id": f"line_{at}_x"} for at, line in enumerate(lines)], horizon=8, **TAXES)
    result = engine(document)
    return np.array([result.row(name, "total_cash") for name in result.alternatives])


@settings(max_examples=15, deadline=None)
@given(some_lines)
def test_a_line_split_into_halves_costs_the_same(lines):
    halves = [line | {"amount": line["amount"] / 2} for line in lines for _ in range(2)]
    close(values_of(halves), values_of(lines))


@settings(max_examples=15, deadline=None)
@given(some_lines, one_line)
def test_a_line_of_nothing_changes_nothing(lines, other):
    close(values_of([*lines, other | {"amount": 0.0}]), values_of(lines))


@settings(max_examples=15, deadline=None)
@given(some_lines, st.randoms(use_true_random=False))
def test_the_order_of_lines_does_not_matter(lines, random):
    shuffled = list(lines)
    random.shuffle(shuffled)
    close(values_of(shuffled), values_of(lines))


# --- The preset as a whole ---------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def preset():
    return engine(PRESET)


def test_a_batch_of_draws_gives_each_line_as_single_evaluations_do(preset):
    bound, random = preset.bound, np.random.default_rng(7)
    ranged = [each for each in bound.live if each.has_range and each.series is None]
    draws = {each.id: random.uniform(each.low, each.high, 3) for each in ranged}
    for each in ranged:
        if each.declaration.format in ("whole", "flag"):
            draws[each.id] = np.round(draws[each.id])
    batch = evaluate(bound, draws)
    for draw in range(3):
        single = evaluate(bound, {key: float(values[draw]) for key, values in draws.items()})
        for key, array in single.items():
            found = batch[key][draw] if batch[key].ndim == 3 else batch[key]
            assert found == pytest.approx(array, rel=1e-9, abs=1e-6, nan_ok=True), key


def test_all_prices_times_k_in_the_preset(preset):
    after = evaluate(preset.bound, rescaled(preset.bound, 3.0))
    for key, instance in preset.bound.model.instances.items():
        if instance.line.id not in ("irr", "mirr"):
            close(after[key] / 3.0 ** money_in(instance.line.unit), preset.lines[key], key)


def test_swapping_the_baseline_of_the_preset_changes_every_sign(preset):
    for name in ("cloud_ncp", "stay_longer"):
        back = engine(PRESET | {"baseline": name})
        assert back.metric("stay", "saving_pv") == pytest.approx(-preset.metric(name, "saving_pv"))
        assert back.metric(name, "present_value") == preset.metric(name, "present_value")


def test_an_alternative_does_not_depend_on_its_rivals(preset):
    fewer = copy.deepcopy(PRESET)
    del fewer["alternatives"]["cloud_aws"], fewer["alternatives"]["hybrid"]
    result = engine(fewer)
    for name in result.alternatives:
        for metric in METRICS:
            assert result.metric(name, metric) == preset.metric(name, metric), (name, metric)
