"""Quantile functions against scipy.stats, at their ends and where there is nothing to draw."""

import copy

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats
from small_cases import of_lines

from tco.binding import bind
from tco.case import parse_case
from tco.uncertainty.distributions import Spread, spread_of
from tco.uncertainty_settings import Distribution

U = np.concatenate(
    [
        np.random.default_rng(1).random(8_000),
        2.0 ** -np.linspace(1, 31, 2_000),
        1 - 2.0 ** -np.linspace(1, 31, 2_000),
    ]
)


def bound_of(**overrides):
    return bind(parse_case(copy.deepcopy(of_lines(**overrides))))


def spread(kind="pert", low=0.0, mode=0.3, high=1.0, **fields):
    return Spread(kind, low, mode, high, **fields)


@pytest.mark.parametrize("peak", [0.0, 1e-6, 0.02, 0.1, 0.37, 0.5, 0.73, 0.999, 1.0])
@pytest.mark.parametrize(("low", "width"), [(0.0, 1.0), (-3.0, 1e9), (1e6, 2.0)])
def test_pert_is_the_beta_distribution_to_a_millionth_of_its_range(peak, low, width):
    found = spread(low=low, mode=low + peak * width, high=low + width).quantile(U)
    expected = low + width * stats.beta.ppf(U, 1 + 4 * peak, 5 - 4 * peak)
    assert np.abs(found - expected).max() <= 1e-6 * width


def test_pert_has_the_mean_that_gives_it_its_name():
    middle = (np.arange(2**16) + 0.5) / 2**16
    assert spread(low=2.0, mode=3.0, high=10.0).quantile(middle).mean() == pytest.approx(
        (2 + 4 * 3 + 10) / 6, rel=1e-6
    )


@pytest.mark.parametrize("mode", [2.0, 3.0, 7.0, 10.0])
def test_triangular_and_uniform_are_those_of_scipy(mode):
    found = spread("triangular", 2.0, mode, 10.0).quantile(U)
    np.testing.assert_allclose(found, stats.triang.ppf(U, (mode - 2) / 8, 2, 8), atol=1e-12)
    np.testing.assert_allclose(spread("uniform", 2.0, mode, 10.0).quantile(U), 2 + 8 * U, atol=1e-12)


def test_lognormal_is_that_of_scipy_where_the_range_is_even_in_logarithms():
    found = spread("lognormal", 5.0, 10.0, 20.0).quantile(U)
    sigma = np.log(2) / stats.norm.ppf(0.95)
    np.testing.assert_allclose(found, stats.lognorm.ppf(U, sigma, scale=10), rtol=1e-9)


def test_lognormal_meets_median_and_both_ends_of_an_uneven_range():
    found = spread("lognormal", 5.0, 6.0, 60.0).quantile(np.array([0.05, 0.5, 0.95]))
    np.testing.assert_allclose(found, [5, 6, 60], rtol=1e-12)


def test_discrete_takes_each_value_as_often_as_its_weight():
    asked = Distribution(kind="discrete", values=(7.0, 1.0, 3.0), weights=(1.0, 2.0, 0.0))
    bound = bound_of(discount_rate={"value": 0.06, "low": 0.02, "high": 0.15})
    made = spread_of(bound, bound.inputs["discount_rate"], asked)
    found = made.quantile((np.arange(3000) + 0.5) / 3000)
    assert [(found == value).mean() for value in (1.0, 7.0)] == pytest.approx([2 / 3, 1 / 3])
    assert set(found) == {1.0, 7.0}


@given(
    st.sampled_from(["pert", "triangular", "uniform", "lognormal"]),
    st.lists(st.floats(1e-3, 1e6), min_size=3, max_size=3),
)
def test_every_distribution_rises_and_keeps_to_its_limits(kind, numbers):
    low, mode, high = sorted(numbers)
    made = spread(kind, low, mode, high, minimum=low / 2, maximum=high * 2)
    found = made.quantile(np.sort(U[::8]))
    assert (np.diff(found) >= -1e-15 * high).all()
    first, last = made.limits
    assert first <= found[0]
    assert found[-1] <= last
    if kind != "lognormal":
        assert low <= first
        assert last <= high
    assert low / 2 <= first
    assert last <= high * 2


@pytest.mark.parametrize("kind", ["pert", "triangular", "uniform", "lognormal", "fixed"])
def test_a_range_without_width_is_a_certain_value(kind):
    assert set(spread(kind, 4.0, 4.0, 4.0).quantile(U)) == {4.0}


def test_all_mass_at_a_bound():
    made = spread("discrete", 0.0, 1.0, 1.0, maximum=1.0, values=(1.0,), reached=(1.0,))
    assert set(made.quantile(U)) == {1.0}
    found = spread("lognormal", 0.9, 1.0, 1.1, minimum=1.2, maximum=1.2).quantile(U)
    assert set(found) == {1.2}


def test_a_lognormal_does_not_pass_the_hard_bounds():
    found = spread("lognormal", 0.5, 0.8, 1.0, minimum=0.45, maximum=1.0).quantile(U)
    assert found.max() == 1.0
    assert found.min() == 0.45
    assert (found[:8_000] == 1.0).mean() == pytest.approx(0.05, abs=0.01)  # of the evenly drawn ones


def test_whole_numbers_stay_whole_and_inside():
    found = spread("uniform", 3.0, 5.0, 5.0, whole=True, minimum=1.0, maximum=5.0).quantile(U)
    assert set(found) == {3.0, 4.0, 5.0}


EVEN = (np.arange(30_000) + 0.5) / 30_000


@pytest.mark.parametrize(("low", "high"), [(3.0, 5.0), (2.2, 5.9)])
def test_of_evenly_drawn_whole_numbers_the_ends_are_as_probable_as_the_middle(low, high):
    found = spread("uniform", low, 4.0, high, whole=True).quantile(EVEN)
    shares = [(found == value).mean() for value in (3.0, 4.0, 5.0)]
    assert shares == pytest.approx([1 / 3] * 3, abs=1e-3)


@pytest.mark.parametrize("kind", ["pert", "triangular"])
def test_whole_numbers_have_the_probability_of_what_is_rounded_to_them(kind):
    found = spread(kind, 3.0, 4.0, 7.0, whole=True).quantile(EVEN)
    wide = spread(kind, 2.5, 4.0, 7.5).quantile(EVEN)
    for value in (3.0, 4.0, 7.0):
        assert (found == value).mean() == pytest.approx((np.abs(wide - value) <= 0.5).mean(), abs=1e-3)
    assert set(found) == {3.0, 4.0, 5.0, 6.0, 7.0}


def test_a_range_without_a_whole_number_is_the_one_next_to_its_value():
    assert set(spread("pert", 3.1, 3.3, 3.8, whole=True).quantile(EVEN)) == {3.0}


def test_the_peak_is_the_case_s_own_value_and_the_range_reaches_to_it():
    bound = bound_of(discount_rate=0.2)
    own = bound.inputs["discount_rate"]
    made = spread_of(bound, own, None)
    assert (made.kind, made.low, made.mode, made.high) == ("pert", own.low, 0.2, 0.2)
    document = copy.deepcopy(of_lines(discount_rate=0.2)) | {"scenario": "base"}
    based = bind(parse_case(document))
    assert spread_of(based, based.inputs["discount_rate"], None).mode == own.base


def test_what_is_certain_a_switch_or_fixed_is_not_drawn():
    bound = bound_of(discount_rate={"value": 0.06, "low": 0.06, "high": 0.06})
    assert spread_of(bound, bound.inputs["discount_rate"], None) is None
    assert spread_of(bound, bound.inputs["discount_rate_is_real"], None) is None
    assert spread_of(bound, bound.inputs["wage_growth"], Distribution(kind="fixed")) is None
    assert spread_of(bound, bound.inputs["wage_growth"], None) is not None
