"""Paybacks, returns and peak funding: known answers, and an independent calculation for random flows."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from small_cases import custom, flows, metric, of_lines, result

from tco.lines import comparison, metrics


def case(*difference, rate=0.1, horizon=None, **overrides):
    """A case in which the alternative saves the given amounts at the end of years 0, 1, 2 …"""
    lines = flows([-amount for amount in difference])
    return of_lines(*lines, rate=rate, horizon=horizon or max(3, len(difference) - 1), **overrides)


@pytest.mark.parametrize(
    ("difference", "years"),
    [
        ((-100, 40, 40, 40), 2.5),
        ((-100, 100, 0, 0), 1.0),
        ((-100, 30, 30, 30), None),
        ((50, 10, 10, 10), 0.0),  # never in need of extra funding
        ((20, -50, 0, 60), 1 + 2 * 30 / 60),  # a year without payment lies between
        ((-100, 150, -100, 200), 2 / 3),  # recovered, lost and recovered again: the first time counts
        ((0, 0, -60, 0, 80), 2 + 2 * 60 / 80),  # a straight line between two payments two years apart
    ],
)
def test_payback_is_interpolated_between_payments(difference, years):
    assert metric(case(*difference), "payback_years") == (None if years is None else pytest.approx(years))


def test_payback_in_whole_years_is_the_first_that_ends_after_it():
    whole = {"payback_in_whole_years": 1.0}
    assert metric(case(-100, 40, 40, 40, **whole), "payback_years") == 3
    assert metric(case(-100, 50, 50, 40, **whole), "payback_years") == 2


def test_discounted_payback_is_that_of_discounted_cash():
    assert metric(case(-100, 60, 60, 60), "discounted_payback_years") == pytest.approx(
        1 + (100 - 60 / 1.1) / (60 / 1.21)
    )


def test_a_payback_that_is_lost_again_says_so():
    evaluated = result(case(-100, 150, -100, 20))
    assert evaluated.metric("other", "payback_years") == pytest.approx(2 / 3)
    assert evaluated.notes("other")["payback_years"] == "it is recovered and lost again"


def test_a_payback_that_is_never_reached_is_null_with_the_horizon():
    evaluated = result(case(-100, 10, 10, 10))
    assert evaluated.metric("other", "payback_years") is None
    assert evaluated.notes("other")["payback_years"] == "never within 3 years"


def test_no_extra_funding_is_a_payback_of_nothing():
    evaluated = result(case(5, 10, 10, 10))
    assert evaluated.metric("other", "payback_years") == 0
    assert evaluated.notes("other")["payback_years"] == "no extra funding is needed"


@pytest.mark.parametrize(
    "difference",
    [
        (100, 10, 10),  # only gains
        (-100, -10, -10),  # only losses
        (100, -60, -60),  # gains before losses
        (-100, 230, -132, 5),  # three changes of sign
        (0, 0, 0, 0),
    ],
)
def test_rates_of_return_need_exactly_one_change_from_loss_to_gain(difference):
    evaluated = result(case(*difference))
    for name in ("irr", "mirr"):
        assert evaluated.metric("other", name) is None
        assert "exactly once" in evaluated.notes("other")[name]


def test_years_without_a_difference_are_no_change_of_sign():
    assert metric(case(-100, 0, -21, 0, 0, 200), "irr") is not None


def test_a_rate_of_return_on_half_years_is_a_yearly_one():
    # 100 paid at the decision, 110 received in the middle of year 1
    lines = [*flows([100]), custom("gain_x", -110.0, timing="middle", first_year=1, last_year=1)]
    assert metric(of_lines(*lines, horizon=3), "irr") == pytest.approx(1.1**2 - 1)


def test_the_largest_extra_funding_has_its_date():
    evaluated = result(case(-100, 50, -80, 10, 300))
    assert evaluated.metric("other", "peak_extra_funding") == pytest.approx(130)
    assert evaluated.metric("other", "peak_extra_funding_date") == 2


def test_the_baseline_is_not_compared_with_itself():
    evaluated = result(case(-100, 60, 60, 60))
    for name in ("saving_pv", "npv", "irr", "roi", "sir", "payback_years", "peak_extra_funding"):
        assert evaluated.metric("base", name) is None
        assert evaluated.notes("base")[name] == "this is the baseline"


amounts = st.lists(st.integers(-200, 200), min_size=4, max_size=10)


@settings(max_examples=60, deadline=None)
@given(amounts, st.sampled_from([0.0, 0.03, 0.1]))
def test_metrics_of_random_flows_are_those_of_an_independent_calculation(difference, rate):
    evaluated = result(case(*difference, rate=rate))
    years = np.arange(len(difference))
    discounted = np.array(difference) / (1 + rate) ** years
    assert evaluated.metric("other", "npv") == pytest.approx(discounted.sum(), abs=1e-9)
    assert evaluated.metric("other", "payback_years") == _approx(payback(difference))
    assert evaluated.metric("other", "discounted_payback_years") == _approx(payback(discounted))
    assert evaluated.metric("other", "peak_extra_funding") == pytest.approx(
        max(0, -np.cumsum(difference).min()), abs=1e-9
    )
    assert evaluated.metric("other", "irr") == _approx(rate_of_return(difference), rel=1e-6, abs=1e-9)
    if rate_of_return(difference) is not None:
        horizon = len(difference) - 1
        gains = sum(max(0, each) * (1 + rate) ** (horizon - year) for year, each in enumerate(difference))
        losses = sum(max(0, -each) / (1 + rate) ** year for year, each in enumerate(difference))
        assert evaluated.metric("other", "mirr") == pytest.approx((gains / losses) ** (1 / horizon) - 1)


def _approx(value, **tolerance):
    return None if value is None else pytest.approx(value, **tolerance)


def payback(difference):
    """The first date on which money once spent is recovered."""
    total, since, owed = 0.0, 0, False
    for year, amount in enumerate(difference):
        if owed and total + amount >= -1e-9:
            return since + (year - since) * -total / amount
        total += amount
        owed = owed or total < -1e-9
        since = year if abs(amount) > 1e-9 else since
    return None if owed else 0.0


def rate_of_return(difference):
    """By halving an interval; None unless the signs change exactly once, from loss to gain."""
    signs = [np.sign(each) for each in difference if each]
    changes = [pair for pair in zip(signs, signs[1:], strict=False) if pair[0] != pair[1]]
    if changes != [(-1, 1)]:
        return None
    low, high = -1 + 1e-12, 1e6
    for _ in range(300):
        middle = (low + high) / 2
        worth = sum(each / (1 + middle) ** year for year, each in enumerate(difference))
        low, high = (middle, high) if worth > 0 else (low, middle)
    return low


def test_small_rules_with_plain_numbers():
    assert comparison.saving(100.0, 80.0) == 20
    assert comparison.recovered(np.array([0.0, 1, 1, 0, 0])).tolist() == [0, 0, 0, 1, 0]
    assert comparison.gain(-5.0) == 0
    assert comparison.loss(-5.0) == 5
    assert comparison.gain_at_horizon(100.0, 0.1, 3.0, 1.0) == pytest.approx(121)
    assert comparison.loss_today(121.0, 0.1, 2.0) == pytest.approx(100)
    assert metrics.annuity(0.1, 3.0) == pytest.approx(0.402114804)
    assert metrics.annuity(0.0, 4.0) == 0.25
