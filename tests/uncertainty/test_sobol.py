"""Sobol indices and rank regression against functions whose answers are known."""

import numpy as np
import pytest

from tco.uncertainty.sobol import rank_regression, sobol_indices


def same(u):
    return u


def angle(u):
    return np.pi * (2 * u - 1)


def ishigami(x, a=7.0, b=0.1):
    return np.sin(x[:, 0]) + a * np.sin(x[:, 1]) ** 2 + b * x[:, 2] ** 4 * np.sin(x[:, 0])


def ishigami_shares(a=7.0, b=0.1):
    one, two = 0.5 * (1 + b * np.pi**4 / 5) ** 2, a**2 / 8
    both = b**2 * np.pi**8 * (1 / 18 - 1 / 50)
    whole = one + two + both
    return np.array([one, two, 0.0]) / whole, np.array([one + both, two, both]) / whole, whole


WEIGHTS = np.array([0.0, 1.0, 4.5, 9.0, 99.0, 99.0])


def g_function(x):
    return np.prod((np.abs(4 * x - 2) + WEIGHTS) / (1 + WEIGHTS), axis=1)


def g_shares():
    alone = 1 / (3 * (1 + WEIGHTS) ** 2)
    whole = np.prod(1 + alone) - 1
    return alone / whole, alone * np.prod(1 + alone) / (1 + alone) / whole, whole


CASES = {
    "ishigami": (ishigami, [angle] * 3, ishigami_shares()),
    "g": (g_function, [same] * 6, g_shares()),
}


@pytest.mark.parametrize("name", CASES)
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_indices_are_the_analytic_ones(name, seed):
    function, quantiles, (first, total, whole) = CASES[name]
    found = sobol_indices(function, quantiles, 2**13, 8, seed)
    assert found.first == pytest.approx(first, abs=0.02)
    assert found.total == pytest.approx(total, abs=0.02)
    assert found.variance == pytest.approx(whole, rel=0.02)
    assert found.complete


@pytest.mark.parametrize("name", CASES)
def test_the_printed_error_covers_the_analytic_value(name):
    function, quantiles, (first, total, _) = CASES[name]
    covered = []
    for seed in range(25):
        found = sobol_indices(function, quantiles, 2**11, 8, seed)
        pairs = ((found.first, found.first_error, first), (found.total, found.total_error, total))
        for values, errors, truth in pairs:
            big = truth > 0.01
            covered += list(np.abs(values - truth)[big] <= 2.36 * errors[big] + 1e-4)
    assert np.mean(covered) > 0.85


@pytest.mark.parametrize("n", [64, 256])
def test_errors_are_those_of_ratios_whose_variance_is_uncertain_too(n):
    """Large values are rare: the share of the quiet input varies because the whole variance does."""
    shares, told = [], []
    for seed in range(40):
        found = sobol_indices(lambda x: x[:, 0] ** 20 + 0.1 * x[:, 1], [same] * 2, n, 8, seed)
        shares.append(found.total[1])
        told.append(found.total_error[1])
    assert np.std(shares) / 2 < np.median(told) < 2 * np.std(shares)


def test_the_sum_of_what_inputs_do_alone_has_an_error_that_covers_it():
    for function, quantiles, (first, _, _) in CASES.values():
        found = [sobol_indices(function, quantiles, 2**11, 8, seed) for seed in range(25)]
        gaps = [abs(each.alone - first.sum()) / each.alone_error for each in found]
        assert np.mean(np.array(gaps) < 2.36) > 0.85
        assert np.mean([each.interacts for each in found]) > 0.85
    plain = [sobol_indices(lambda x: x @ np.array([3.0, 1.0]) + x[:, 0] ** 3, [same] * 2, 256, 8, seed)
             for seed in range(20)]  # fmt: skip
    assert np.mean([found.interacts for found in plain]) <= 0.1
    assert sobol_indices(ishigami, [angle] * 3, 64, 1, 0).interacts is None


def test_alone_is_never_more_than_together_and_the_sums_keep_their_limits():
    for function, quantiles, _ in CASES.values():
        found = sobol_indices(function, quantiles, 2**12, 8, 5)
        assert (found.first <= found.total + 3 * (found.first_error + found.total_error) + 1e-9).all()
        assert found.first.sum() < 1.02
        assert found.total.sum() > 0.98


def test_a_sum_has_no_interactions():
    slopes = np.array([3.0, -2.0, 1.0, 0.0])
    found = sobol_indices(lambda x: x @ slopes, [same] * 4, 1024, 8, 0)
    truth = slopes**2 / (slopes**2).sum()
    assert found.first == pytest.approx(truth, abs=0.01)
    assert found.total == pytest.approx(truth, abs=0.01)
    assert found.total[3] == 0
    assert found.first[3] == 0


def test_of_many_inputs_the_first_order_is_narrow_and_its_error_told():
    rng = np.random.default_rng(1)
    slopes = rng.uniform(0.5, 1, 40)

    def model(x):
        return x @ slopes + (x[:, 0] - 0.5) * (x[:, 1] - 0.5)

    truth = (slopes**2 / 12) / ((slopes**2).sum() / 12 + 1 / 144)
    covered = []
    for seed in range(5):
        found = sobol_indices(model, [same] * 40, 1024, 8, seed)
        assert np.abs(found.first - truth).max() < 0.005
        assert found.first_error.max() < 0.005
        covered += list(np.abs(found.first - truth) <= 2.36 * found.first_error)
    assert np.mean(covered) > 0.85


def test_nothing_that_moves_is_no_division_by_zero():
    found = sobol_indices(lambda x: np.full(len(x), 7.0), [same] * 3, 64, 8, 0)
    assert found.variance == 0
    assert found.first.tolist() == found.total.tolist() == [0, 0, 0]
    none = sobol_indices(lambda x: np.full(len(x), 7.0), [], 64, 8, 0)
    assert none.first.shape == (0,)


def test_equal_seeds_give_equal_bytes_and_others_do_not():
    one, two, other = (sobol_indices(ishigami, [angle] * 3, 256, 4, seed) for seed in (9, 9, 10))
    assert one.total.tobytes() == two.total.tobytes()
    assert one.total.tobytes() != other.total.tobytes()


def test_one_scramble_has_no_error_and_odd_numbers_are_refused():
    assert np.isnan(sobol_indices(ishigami, [angle] * 3, 64, 1, 0).total_error).all()
    with pytest.raises(ValueError, match="powers of two"):
        sobol_indices(ishigami, [angle] * 3, 96, 8, 0)


def test_a_run_that_is_stopped_keeps_what_is_complete():
    seen = []

    def told(done, whole):
        seen.append((done, whole))
        return done < 2

    found = sobol_indices(ishigami, [angle] * 3, 64, 4, 0, told)
    assert seen == [(0, 3), (1, 3), (2, 3)]
    assert np.isfinite(found.total).tolist() == [True, True, False]
    assert not found.complete


def test_rank_shares_of_independent_inputs_are_their_squared_slopes():
    rng = np.random.default_rng(0)
    x = rng.standard_normal((8192, 3))
    found = rank_regression(x, np.exp((x @ [2.0, -1.0, 0.0]) / 3), np.arange(8192) % 8)
    of_ranks = 6 / np.pi * np.arcsin(np.array([2, -1, 0]) / np.sqrt(5) / 2)  # of normal variables
    truth = of_ranks**2 / (of_ranks**2).sum()
    assert found.coefficients == pytest.approx(of_ranks, abs=0.02)
    assert found.coefficients[0] > 0 > found.coefficients[1]
    assert found.explained > 0.97
    assert found.shares.sum() == pytest.approx(1)
    assert (np.abs(found.shares - truth) < 4 * found.errors + 1e-4).all()


def test_inputs_that_are_drawn_together_share_alike():
    rng = np.random.default_rng(0)
    one, two = rng.standard_normal((2, 4096))
    found = rank_regression(np.stack([one, one, two], axis=1), 2 * one + two)
    assert found.shares[0] == pytest.approx(found.shares[1])
    assert np.isnan(found.errors).all()


def test_correlated_inputs_keep_their_own_slopes():
    rng = np.random.default_rng(0)
    one, noise = rng.standard_normal((2, 8192))
    two = 0.8 * one + 0.6 * noise
    found = rank_regression(np.stack([one, two], axis=1), one.copy())
    assert found.shares == pytest.approx([1, 0], abs=0.001)


def test_what_many_inputs_explain_by_chance_is_not_counted():
    rng = np.random.default_rng(0)
    found = [rank_regression(rng.standard_normal((64, 40)), rng.standard_normal(64)) for _ in range(20)]
    assert np.mean([each.explained for each in found]) == pytest.approx(0.0, abs=0.15)
    assert np.isnan(rank_regression(rng.standard_normal((16, 20)), rng.standard_normal(16)).explained)


def test_a_constant_result_or_input_has_no_share():
    x = np.random.default_rng(0).standard_normal((256, 2))
    assert rank_regression(x, np.ones(256)).shares.tolist() == [0, 0]
    x[:, 1] = 4.0
    assert rank_regression(x, x[:, 0]).shares == pytest.approx([1, 0])
