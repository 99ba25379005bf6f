"""Present values and annuities: properties that hold for any numbers."""

from datetime import date

import numpy as np
import pytest
from finance_numbers import flow, rates
from hypothesis import given
from hypothesis import strategies as st

from tco import finance


@given(st.lists(flow, min_size=1, max_size=20))
def test_at_rate_zero_the_present_value_is_the_sum(flows):
    assert finance.npv(flows, 0) == pytest.approx(sum(flows), rel=1e-9, abs=1e-3)
    assert finance.spreadsheet_npv(flows, 0) == finance.npv(flows, 0)


@given(st.lists(flow, min_size=1, max_size=20), rates)
def test_a_spreadsheets_npv_is_one_period_later_than_the_npv_of_finance(flows, rate):
    later = finance.spreadsheet_npv(flows, rate) * (1 + rate)
    gross = finance.npv(np.abs(flows), rate)
    assert later == pytest.approx(finance.npv(flows, rate), rel=1e-9, abs=1e-9 * gross)


def test_present_value_takes_a_rate_per_row():
    values = finance.present_value([[100, 100], [100, 100]], [0, 0.5], [0, 0.21])
    assert values == pytest.approx([200, 100 + 100 / 1.1])


@given(st.floats(-0.3, 1), st.integers(1, 40))
def test_the_annuity_factor_is_the_sum_of_its_discount_factors(rate, years):
    expected = finance.discount_factor(rate, range(1, years + 1)).sum()
    assert finance.annuity_factor(rate, years) == pytest.approx(expected, rel=1e-9)


@pytest.mark.parametrize("rate", [0, 1e-300, -1e-17, 1e-12])
def test_near_rate_zero_the_equivalent_annual_cost_is_the_average(rate):
    assert finance.equivalent_annual_cost(1000, rate, 8) == pytest.approx(125, rel=1e-10)


@given(st.floats(0, 1e12), rates, st.integers(1, 30))
def test_the_equivalent_annual_cost_has_the_present_value_it_came_from(value, rate, years):
    yearly = finance.equivalent_annual_cost(value, rate, years)
    assert finance.spreadsheet_npv([yearly] * years, rate) == pytest.approx(value, rel=1e-9)


@given(rates, st.floats(-0.2, 0.5))
def test_real_and_nominal_rates_convert_both_ways(real, inflation):
    nominal = finance.real_to_nominal(real, inflation)
    assert finance.nominal_to_real(nominal, inflation) == pytest.approx(real, abs=1e-12)


def test_real_and_nominal_rates_compound_rather_than_add():
    assert finance.real_to_nominal(0.03, 0.02) == pytest.approx(0.0506)


@given(st.lists(flow, min_size=1, max_size=12), rates)
def test_whole_years_of_365_days_make_xnpv_an_npv(flows, rate):
    dates = [date.fromordinal(730_000 + 365 * year) for year in range(len(flows))]
    gross = finance.npv(np.abs(flows), rate)
    assert finance.xnpv(flows, dates, rate) == pytest.approx(finance.npv(flows, rate), abs=1e-12 * gross)
