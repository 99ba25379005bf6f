"""The value of information: against formulas, nested computations and what must hold of any choice."""

import json
import tomllib
from functools import cache
from importlib.resources import files

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.special import ndtri
from scipy.stats import beta, norm, qmc
from small_cases import custom, of_lines

from tco.binding import bind
from tco.case import parse_case
from tco.case_file import to_toml
from tco.cli import main
from tco.compute import evaluate
from tco.errors import Problems
from tco.reduced import reduced
from tco.uncertainty.information import evpi, evppi, information
from tco.uncertainty.information_text import as_document, as_text, supported_digits
from tco.uncertainty.knowing import Choice, Estimate
from tco.uncertainty.sampling import Sampler
from tco.uncertainty.simulation import simulate

RATES = ("income_tax_rate", "general_inflation", "wage_growth", "software_price_growth",
         "energy_price_growth", "discount_rate")  # fmt: skip


def points(n, inputs, scrambles=8, seed=1):
    """Uniform draws of independent scrambles, one after the other as the sampler deals them."""
    each = [qmc.Sobol(inputs, rng=np.random.default_rng([seed, at])).random(n // scrambles)
            for at in range(scrambles)]  # fmt: skip
    return np.stack(each, axis=1).reshape(n, inputs) + 2.0**-31, np.arange(n) % scrambles


def normals(n, inputs, **options):
    uniform, scramble = points(n, inputs, **options)
    return ndtri(uniform), scramble


def two(benefit):
    """Costs of two options of which the second costs more by the benefit."""
    return np.column_stack([np.zeros_like(benefit), benefit])


def normal_worth(mean, deviation):
    """The worth of knowing a normal difference."""
    ratio = abs(mean) / deviation
    return deviation * norm.pdf(ratio) - abs(mean) * norm.cdf(-ratio)


def near(found, expected, errors=4.0, slack=0.0):
    return abs(found.amount - expected) <= errors * found.error + slack


@pytest.mark.parametrize("mean", [-1.0, 0.0, 0.4, 1.5])
def test_normal_differences_are_worth_what_the_formulas_say(mean):
    drawn, scramble = normals(4096, 6)
    weights = np.array([1.0, 0.6, 0.3, 0.0, 0.0, 0.0])
    choice = Choice(two(mean + drawn @ weights), drawn, scramble)
    assert near(choice.everything, normal_worth(mean, np.sqrt(1.45)))
    for columns in ([0], [1], [0, 1], [0, 2, 4]):
        found = choice.knowing(columns)
        expected = normal_worth(mean, np.linalg.norm(weights[columns]))
        assert near(found, expected, slack=5e-4)  # rare draws far out are not in every sample
        assert found.error < 1e-3
    assert all(choice.knowing([at]).amount <= 1e-3 for at in (3, 4, 5))


def test_three_equal_normals_are_worth_their_expected_minimum():
    drawn, scramble = normals(4096, 4)
    choice = Choice(100.0 + 7.0 * drawn[:, :3], drawn, scramble)
    assert near(choice.everything, 7.0 * 1.5 / np.sqrt(np.pi))
    assert near(choice.knowing([0, 1, 2]), 7.0 * 1.5 / np.sqrt(np.pi), slack=0.02)
    assert near(choice.knowing([2]), 7.0 / np.sqrt(2.0 * np.pi), slack=0.02)


def crooked(x):
    """Three options with products, kinks, steps and waves."""
    first = 10 * x[:, 0] * x[:, 1] + np.maximum(x[:, 2] - 0.5, 0) * 20 * x[:, 3] + 3
    second = 5 * np.exp(x[:, 4]) * x[:, 0]
    third = 4.9 + np.ceil(8 * x[:, 5]) / 4 * x[:, 6] + np.sin(9 * x[:, 7]) * 3 * x[:, 8]
    return np.column_stack([first, second, third])


def nested(model, columns, inputs, outer=512, inner=2048):
    """Knowing some inputs, by drawing all others anew for each of their values."""
    uniform, _ = points(outer, len(columns), scrambles=1, seed=11)
    rest = beta.ppf(points(inner, inputs, scrambles=1, seed=12)[0], 2.5, 3.5)
    means = []
    for values in beta.ppf(uniform, 2.5, 3.5):
        rest[:, columns] = values
        means.append(model(rest).mean(axis=0))
    return np.mean(means, axis=0).min() - np.min(means, axis=1).mean()


@pytest.fixture(scope="module")
def crooked_choice():
    uniform, scramble = points(4096, 14)
    drawn = beta.ppf(uniform, 2.5, 3.5)
    return Choice(crooked(drawn), drawn, scramble)


@pytest.mark.parametrize("columns", [[0], [1], [4], [0, 1], [7, 8], [2, 3]])
def test_a_crooked_model_against_a_nested_computation(crooked_choice, columns):
    found = crooked_choice.knowing(columns)
    assert near(found, nested(crooked, columns, 9), slack=0.0015)


def test_all_that_matters_is_nearly_everything_and_the_rest_nothing(crooked_choice):
    everything = crooked_choice.everything.amount
    assert 0.9 * everything < crooked_choice.knowing(list(range(9))).amount <= everything
    rest = crooked_choice.knowing(list(range(9, 14)))
    assert not rest.sure
    assert rest.amount <= 4 * rest.error


def test_of_many_unused_inputs_none_is_worth_anything():
    drawn, scramble = normals(4096, 170)
    noise = drawn[:, 0] * drawn[:, 1] * drawn[:, 2] + drawn[:, 3] ** 2 + drawn[:, 4]
    choice = Choice(two(noise - noise.mean() + 0.05), drawn, scramble)
    found = [choice.knowing([at]) for at in range(10, 170, 8)]
    assert sum(each.sure for each in found) <= 1
    assert np.mean([each.amount for each in found]) < 0.005 * choice.everything.amount
    assert choice.knowing([4]).sure


def test_what_a_correlated_input_tells_of_another_counts():
    scores, scramble = normals(4096, 3)
    told = 0.8 * scores[:, 0] + 0.6 * scores[:, 1]
    drawn = np.column_stack([scores[:, 0], told, scores[:, 2]])
    costs = two(0.2 + scores[:, 0] + 0.5 * scores[:, 2])
    choice = Choice(costs, drawn, scramble, [(0, 1)])
    assert near(choice.knowing([1]), normal_worth(0.2, 0.8), slack=5e-4)
    assert near(choice.knowing([1, 2]), normal_worth(0.2, np.sqrt(0.64 + 0.25)), slack=5e-4)
    assert near(choice.knowing([0]), normal_worth(0.2, 1.0), slack=5e-4)


def test_identical_options_and_a_dominating_one_leave_nothing_to_find_out():
    drawn, scramble = normals(1024, 3)
    cost = 1e9 + 1e8 * drawn[:, 0]
    same = Choice(np.column_stack([cost, cost, cost * (1 + 1e-13)]), drawn, scramble)
    worse = Choice(np.column_stack([cost, cost + 1.0 + drawn[:, 1] ** 2]), drawn, scramble)
    for choice in (same, worse):
        assert choice.everything == Estimate(0.0, 0.0, 0.0, False)
        assert choice.knowing([0]) == choice.knowing([0, 1, 2]) == choice.everything
        assert choice.elsewhere == 0.0


def test_an_option_that_is_never_chosen_changes_nothing():
    drawn, scramble = normals(1024, 3)
    costs = two(0.1 + drawn[:, 0] + drawn[:, 1])
    more = np.column_stack([costs, costs.max(axis=1) + 5.0])
    with_it, without = Choice(more, drawn, scramble), Choice(costs, drawn, scramble)
    assert with_it.everything == without.everything
    assert with_it.knowing([0]).amount == pytest.approx(without.knowing([0]).amount, rel=0.02)


@given(
    st.integers(0, 10**6), st.integers(2, 5), st.sampled_from([64, 128, 256]), st.sampled_from([1, 2, 8]),
    st.floats(1e-3, 1e12),
)  # fmt: skip
@settings(max_examples=15, deadline=None)
def test_what_holds_of_any_choice(seed, options, n, scrambles, scale):
    drawn, scramble = points(n, 4, scrambles, seed)
    drawn[:, 3] = np.round(drawn[:, 3])
    mixed = np.random.default_rng(seed).normal(size=(5, options))
    costs = scale * (np.column_stack([drawn, drawn[:, 0] * drawn[:, 1]]) @ mixed + 3.0)
    choice = Choice(costs, drawn, scramble)
    everything = choice.everything
    assert 0.0 <= everything.amount <= everything.limit
    for columns in ([0], [3], [0, 1], [0, 1, 2, 3]):
        found = choice.knowing(columns)
        assert 0.0 <= found.amount <= everything.amount
        assert found.least <= found.amount <= found.limit <= everything.limit
        raw = choice.saved(choice.rule(columns))
        error = raw.std(ddof=1) / np.sqrt(raw.size) if raw.size > 1 else np.inf
        margin = 6 * max(error, 1e-3 * scale)
        assert -margin <= raw.mean() <= everything.amount + margin
    again = Choice(costs * 2.0, drawn, scramble)
    assert again.knowing([0]).amount == pytest.approx(2 * choice.knowing([0]).amount, rel=1e-6)


@pytest.mark.parametrize("n", [2, 16])
def test_too_few_draws_tell_no_input_apart(n):
    drawn, scramble = normals(n, 2, scrambles=2)
    choice = Choice(two(drawn[:, 0] - drawn[:, 0].mean()), drawn, scramble)
    assert choice.knowing([0]) == Estimate(0.0, None, choice.everything.limit, False)


def test_constant_inputs_and_few_values_are_worth_what_they_tell():
    drawn, scramble = normals(1024, 3)
    coin = np.sign(drawn[:, 1])
    inputs = np.column_stack([drawn[:, 0], coin, np.full(1024, 5.0)])
    choice = Choice(two(0.2 + drawn[:, 0] + coin), inputs, scramble)
    assert near(choice.knowing([1]), 0.4, slack=1e-3)
    assert choice.knowing([2]).amount == 0.0


# --- on cases ------------------------------------------------------------------------------------------


def document(**changes):
    """Two bills over three years, of which the amounts and one escalation are uncertain."""
    overrides = {
        "a_x.amount": {"value": 100.0, "low": 60.0, "high": 150.0},
        "b_x.amount": {"value": 108.0, "low": 85.0, "high": 130.0},
        "a_x.escalation": {"value": 0.05, "low": 0.0, "high": 0.15},
    }
    lines = [custom(f"{name}_x", 100.0, of, last_year=3) for name, of in (("a", "base"), ("b", "other"))]
    case = of_lines(*lines, horizon=3, **overrides)
    case["uncertainty"] = {"draws": 1024, "distributions": {key: {"kind": "fixed"} for key in RATES}}
    return case | changes


def simulated(case, **settings_):
    bound = bind(parse_case(case))
    asked = bound.case.uncertainty.model_copy(update=settings_)
    return simulate(bound, asked, lines=("present_value",))


@cache
def small():
    return information(simulated(document()), grouped=True)


def test_a_case_against_a_nested_computation_by_single_evaluations():
    simulation = simulated(document())
    bound = simulation.bound
    part = reduced(bound, ("present_value",))
    middle = {n: (np.arange(n) + 0.5) / n for n in (8, 5)}
    spreads = Sampler(bound, bound.case.uncertainty).spreads
    keys = ("a_x.amount", "b_x.amount", "a_x.escalation")
    outer = spreads[keys[0]].quantile(middle[8])
    amounts, rates = (spreads[key].quantile(middle[5]) for key in keys[1:])
    inner = [(amount, rate) for amount in amounts for rate in rates]
    costs = np.array([
        [evaluate(part, dict(zip(keys, map(float, (own, *rest)), strict=True)))["present_value"][:, 0]
         for rest in inner]
        for own in outer
    ])  # fmt: skip
    least = costs.mean(axis=(0, 1)).min()
    found, everything = evppi(simulation, [[keys[0]]])[0], evpi(simulation)
    assert near(found, least - costs.mean(axis=1).min(axis=1).mean(), slack=0.04 * found.amount)
    assert near(everything, least - costs.min(axis=2).mean(), slack=0.04 * everything.amount)
    assert found.sure


def with_an_own_figure(**changes):
    """The other bill is due at the end, so that the hospital's own discount rate decides as well."""
    case = document(**changes)
    case["custom_lines"][1]["first_year"] = 3
    case["overrides"] |= {
        "b_x.amount": {"value": 335.0, "low": 310.0, "high": 360.0},
        "discount_rate": {"value": 0.02, "low": 0.0, "high": 0.3},
    }
    del case["uncertainty"]["distributions"]["discount_rate"]
    return case


def test_the_order_is_quotes_first_and_then_by_worth():
    found = information(simulated(with_an_own_figure()))
    ids = [each.id for each in found.inputs]
    assert ids[0] == "discount_rate"
    assert set(ids[1:]) == {"a_x.amount", "b_x.amount", "a_x.escalation"}
    assert [each.to_ask for each in found.inputs] == [True, False, False, False]
    amounts = [each.value.amount for each in found.inputs]
    assert 0.0 < amounts[0] < amounts[1]
    assert amounts[1:] == sorted(amounts[1:], reverse=True)
    assert "Ask first: it is worth at least about $" in "\n".join(as_text(found))
    assert [each.id for each in small().inputs][0] == "a_x.amount"


def test_a_group_is_worth_no_less_than_its_members():
    found = small()
    (group,) = [each for each in found.groups if "a_x.amount" in each.keys]
    assert group.label.ko == "추가 항목"
    members = [each.value.amount for each in found.inputs if each.id in group.keys]
    assert max(members) <= group.value.amount <= found.everything.amount


def test_inputs_drawn_together_are_one_and_correlated_ones_say_so():
    case = document()
    case["uncertainty"]["correlations"] = [
        {"between": ["a_x.amount", "b_x.amount"], "rank": -1.0},
        {"between": ["a_x.escalation", "b_x.amount"], "rank": 0.5},
    ]
    found = information(simulated(case))
    first = found.inputs[0]
    assert set(first.keys) == {"a_x.amount", "b_x.amount"}
    assert len(found.inputs) == 2
    assert first.also == ("a_x.escalation",)
    assert first.value.amount > small().inputs[0].value.amount
    text = "\n".join(as_text(found))
    assert "drawn together" in text
    assert "Correlated inputs tell of one another" in text


def test_where_nothing_can_flip_the_decision_no_quote_is_worth_anything():
    case = document()
    case["overrides"]["b_x.amount"] = {"value": 400.0, "low": 300.0, "high": 500.0}
    found = information(simulated(case), costs={"a_x.amount": 1.0}, grouped=True)
    assert found.settled
    assert {each.value.amount for each in (*found.inputs, *found.groups)} == {0.0}
    (asked,) = [each for each in found.inputs if each.id == "a_x.amount"]
    assert (asked.cost, asked.worth_asking) == (1.0, False)
    assert found.certain
    assert "no further quote is worth anything" in "\n".join(as_text(found))
    assert "견적을 더 받을 가치는 없습니다" in "\n".join(as_text(found, "ko"))


def test_a_decision_that_hardly_ever_flips_says_so():
    case = document()
    case["overrides"]["b_x.amount"] = {"value": 125.0, "low": 110.0, "high": 140.0}
    case["overrides"]["a_x.amount"] = {"value": 75.0, "low": 60.0, "high": 118.0}
    found = information(simulated(case, draws=4096))
    assert 0.0 < found.elsewhere < 0.001
    assert not any(each.value.sure for each in found.inputs)
    text = "\n".join(as_text(found))
    assert "In fewer than 0.1" in text
    assert "0 % of the draws" not in text
    assert "less than $0" not in text


def test_the_worth_is_held_against_the_cost():
    worth = small().inputs[0].value.amount
    for cost, verdict in ((worth / 10, True), (worth * 10, False), (worth, None)):
        found = information(simulated(document()), costs={"a_x.amount": cost})
        assert found.inputs[0].worth_asking is verdict
    assert "cannot be told yet" in "\n".join(as_text(found))


def test_unknown_names_are_refused_all_at_once():
    simulation = simulated(document())
    with pytest.raises(Problems, match="did you mean 'a_x.amount'") as caught:
        information(simulation, costs={"a_x.amoun": 1.0, "b_x.amount": -1.0})
    assert len(caught.value.problems) == 2
    with pytest.raises(Problems, match="did you mean 'other'"):
        information(simulation, ["base", "othr"])
    with pytest.raises(Problems, match="a choice is between two"):
        information(simulation, ["base"])


def test_one_scramble_and_few_draws_say_so():
    single = information(simulated(document(), scrambles=1))
    assert "single scramble" in "\n".join(as_text(single))
    assert single.inputs[0].value.amount == pytest.approx(small().inputs[0].value.amount, rel=0.15)
    few = information(simulated(document(), draws=8, scrambles=1))
    assert "too few" in "\n".join(as_text(few))
    json.dumps(as_document(few), allow_nan=False)


def test_the_same_seed_gives_the_same_bytes_and_another_one_others(tmp_path, capsys):
    file = tmp_path / "case.toml"
    file.write_text(to_toml(parse_case(document(id="small"))), encoding="utf-8")
    written = []
    for name, seed in (("one", "7"), ("two", "7"), ("three", "8")):
        target = tmp_path / f"{name}.json"
        arguments = ["voi", str(file), "--seed", seed, "--draws", "512", "--group"]
        assert main([*arguments, "--json", str(target)]) == 0
        written.append(target.read_bytes())
    assert written[0] == written[1] != written[2]
    found = json.loads(written[0], parse_constant=pytest.fail)
    assert (found["seed"], found["draws"], found["scrambles"]) == (7, 512, 8)
    assert found["inputs"][0]["sentence"].startswith("Worth at least about $")
    assert [each["can_be_asked_for"] for each in found["inputs"]] == [False, False, False]
    assert "Ask first" not in capsys.readouterr().out


def test_the_command_reads_costs_and_refuses_what_it_cannot(tmp_path, capsys):
    file = tmp_path / "case.toml"
    file.write_text(to_toml(parse_case(document(id="small"))), encoding="utf-8")
    assert main(["voi", str(file), "--cost", "a_x.amount=1", "--language", "ko"]) == 0
    assert "물어볼 가치가 있습니다" in capsys.readouterr().out
    for wrong, said in (
        (["--cost", "a_x.amount"], "KEY=AMOUNT"), (["--draws", "1000"], "power of two"),
        (["--alternatives", "base"], "between two"),
    ):  # fmt: skip
        assert main(["voi", str(file), *wrong]) == 2
        assert said in capsys.readouterr().err


def test_ctrl_c_keeps_what_is_complete_and_says_so(tmp_path, capsys, interrupted):
    file = tmp_path / "case.toml"
    file.write_text(to_toml(parse_case(document(id="small"))), encoding="utf-8")
    assert main(["voi", str(file), "--draws", "32768"]) == 0
    assert "Stopped after 8,192 of 32,768 draws" in capsys.readouterr().out


def test_amounts_keep_the_digits_that_their_error_supports():
    assert supported_digits(12_340_000, 300_000) == 2
    assert supported_digits(12_340_000, 30_000) == 3
    assert supported_digits(12_340_000, 3_000_000) == 1
    assert supported_digits(5.0, 30.0) == 1
    assert supported_digits(5.0, None) == supported_digits(0.0, 0.0) == 3


def test_both_languages_have_the_same_texts_and_places():
    folder = files("tco.uncertainty").joinpath("texts")
    both = [
        tomllib.loads(folder.joinpath(f"information.{name}.toml").read_text("utf-8")) for name in ("en", "ko")
    ]
    assert {part: set(texts) for part, texts in both[0].items()} == {
        part: set(texts) for part, texts in both[1].items()
    }
    for part, texts in both[0].items():
        for key, text in texts.items():
            assert places(text) == places(both[1][part][key]), key


def places(text):
    return {each.split("}")[0] for each in text.split("{")[1:]}
