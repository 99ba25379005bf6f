"""Rates of return: properties that hold for any numbers, and an independent library."""

from datetime import date

import numpy as np
import numpy_financial
import pytest
from finance_numbers import flow, investments, rates
from hypothesis import assume, given
from hypothesis import strategies as st

from tco import finance


@given(investments())
def test_npv_at_the_irr_is_zero(flows):
    rate = finance.irr(flows)
    factors = np.exp(-np.log1p(rate) * np.arange(len(flows)))
    gross = float(np.abs(flows) @ factors)
    # A rate near -1 has few digits left in 1 + rate, and they are raised to the number of periods.
    lost = len(flows) * 1e-15 / min(1, 1 + rate)
    assert float(np.array(flows) @ factors) == pytest.approx(0, abs=gross * (1e-12 + 10 * lost))


@given(investments())
def test_lending_and_borrowing_have_the_same_irr(flows):
    assert finance.irr([-amount for amount in flows]) == finance.irr(flows)


@given(investments(), st.floats(1e-6, 1e6))
def test_irr_does_not_depend_on_the_unit_of_money(flows, unit):
    scaled = finance.irr([amount * unit for amount in flows])
    assert 1 + scaled == pytest.approx(1 + finance.irr(flows), rel=1e-9)


def test_irr_in_billions_of_won_agrees_with_an_independent_library():
    random = np.random.default_rng(20261123)
    flows = random.uniform(1e9, 60e9, (200, 21))
    flows[:, 0] *= -8
    independent = [numpy_financial.irr(row / 1e9) for row in flows]
    assert finance.irr_batch(flows) == pytest.approx(np.array(independent), abs=1e-10)


@pytest.mark.parametrize("flows", [[], [0, 0], [1, 2], [-1, -2], [-1, 3, -1], [-1, 2, 0, -0.5, 4]])
def test_irr_is_undefined_without_exactly_one_change_of_sign(flows):
    assert finance.irr(flows) is None


def test_zeros_are_no_change_of_sign():
    assert finance.sign_changes([0, -1, 0, 0, 2, 0]) == 1
    assert finance.irr([-100, 0, 121, 0]) == pytest.approx(0.1)


def test_a_rate_beyond_all_numbers_is_none():
    flows = [0.0, 0.0, 0.0, 0.0, -9.165030888639143e-299, 16475913110.0]
    assert finance.irr(flows) is None
    assert np.isnan(finance.irr_batch([flows])).all()


def test_irr_of_a_near_total_loss_exists():
    assert finance.irr([-1e9, 0, 0, 1]) == pytest.approx(1e-3 - 1)


@given(st.lists(st.lists(flow, min_size=6, max_size=6), min_size=1, max_size=8))
def test_a_batch_of_irr_equals_single_ones_where_money_is_spent_first(rows):
    for row, rate in zip(rows, finance.irr_batch(rows), strict=True):
        spends_first = next((amount for amount in row if amount), 0) < 0
        single = finance.irr(row) if spends_first else None
        assert rate == pytest.approx(np.nan if single is None else single, rel=1e-9, nan_ok=True)


def test_a_batch_keeps_the_shape_of_its_leading_axes():
    flows = np.tile([-100.0, 60.0, 60.0], (2, 3, 1))
    flows[1, 2] = [100, -60, -60]
    rate = finance.irr([-100, 60, 60])
    assert finance.irr_batch(flows) == pytest.approx(
        np.array([[rate, rate, rate], [rate, rate, np.nan]]), nan_ok=True
    )


def test_a_batch_longer_than_a_block_is_solved_to_its_end():
    earned = np.linspace(50, 150, 1234)
    flows = np.stack([np.full(1234, -100.0), earned], axis=-1)
    assert finance.irr_batch(flows) == pytest.approx(earned / 100 - 1, abs=1e-12)


@given(investments(), st.floats(-0.2, 0.5))
def test_mirr_lies_between_the_irr_and_the_rate_at_which_money_waits(flows, rate):
    assume(flows[0] < 0)
    low, high = sorted([finance.irr(flows), rate])
    assert low - 1e-9 * (1 + abs(low)) <= finance.mirr(flows, rate, rate) <= high + 1e-9 * (1 + abs(high))


@given(st.lists(flow, min_size=2, max_size=20), rates, rates)
def test_mirr_agrees_with_an_independent_library(flows, finance_rate, reinvest_rate):
    assume(min(flows) < -1e-3 and max(flows) > 1e-3)
    independent = numpy_financial.mirr(np.array(flows), finance_rate, reinvest_rate)
    assert 1 + finance.mirr(flows, finance_rate, reinvest_rate) == pytest.approx(1 + independent, rel=1e-9)


def test_a_batch_of_mirr_equals_single_ones_and_takes_a_rate_per_row():
    flows, costs = [[-100, 60, 70], [-100, -20, 200], [-1, -2, -3]], np.array([0.05, 0.1, 0.05])
    single = [finance.mirr(row, cost, 0.08) for row, cost in zip(flows, costs, strict=True)]
    assert finance.mirr_batch(flows, costs, 0.08) == pytest.approx(np.array(single, dtype=float), nan_ok=True)
    assert single[2] is None


def test_xirr_reads_flows_in_order_of_their_dates():
    dates = [date(2025, 1, 1), date(2027, 1, 1), date(2026, 1, 1)]
    assert finance.xirr([-100, 60, 60], dates) == pytest.approx(finance.irr([-100, 60, 60]))
    assert finance.xirr([-100, 120, -30], dates) == pytest.approx(finance.irr([-100, -30, 120]))


def test_xirr_is_undefined_for_costs_alone_and_for_flows_on_one_day():
    assert finance.xirr([-100, -60], [date(2025, 1, 1), date(2026, 1, 1)]) is None
    assert finance.xirr([-100, 160], [date(2025, 1, 1), date(2025, 1, 1)]) is None
