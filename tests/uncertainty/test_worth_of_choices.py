"""The value of information: against formulas, nested computations and what must hold of any choice."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import beta, norm
from worth import near, normals, points, two

from tco.uncertainty.knowing import Choice, Estimate


def normal_worth(mean, deviation):
    """The worth of knowing a normal difference."""
    ratio = abs(mean) / deviation
    return deviation * norm.pdf(ratio) - abs(mean) * norm.cdf(-ratio)


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
