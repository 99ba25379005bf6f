"""Custom lines: when they are due, how they grow, what they leave."""

import numpy as np
import pytest

from tco.lines import custom

YEAR = np.arange(16.0)


def index(rates=(), rate=0.0, first_year=False):
    """The index as the engine builds it, one year after the other."""
    listed = np.zeros(16)
    listed[1 : 1 + len(rates)] = rates
    years = np.maximum(0, YEAR - 1 + first_year)
    grows = custom.custom_grows(years)
    yearly = custom.custom_rate(rate, grows, listed, float(first_year))
    values = np.zeros(16)
    for column in range(16):
        values[column] = custom.custom_index(values, YEAR, yearly)[column]
    return values


def test_prices_are_todays_in_years_0_and_1():
    assert index(rate=0.1)[:4] == pytest.approx([1, 1, 1.1, 1.21])


def test_prices_may_grow_already_in_year_1():
    assert index(rate=0.1, first_year=True)[:4] == pytest.approx([1, 1.1, 1.21, 1.331])


def test_a_list_of_rates_begins_with_the_first_year_that_grows():
    assert index([0.1, -0.2, 0.5])[:6] == pytest.approx([1, 1, 1.1, 0.88, 1.32, 1.32])
    assert index([0.1, -0.2], first_year=True)[:4] == pytest.approx([1, 1.1, 0.88, 0.88])


def test_amounts_count_within_the_horizon_in_constant_prices():
    cash = custom.custom_cash(100 * index(rate=0.02), (YEAR <= 5) * 1.0, 1.02**-YEAR)
    assert cash == pytest.approx(np.where(YEAR <= 5, 100 * 1.02 ** -np.minimum(YEAR, 1), 0))


@pytest.mark.parametrize(
    ("first", "last", "every", "due"),
    [
        (0, 0, 1, [0]),
        (1, 15, 5, [1, 6, 11]),
        (2, 9, 3, [2, 5, 8]),
        (3, 5, 1, [3, 4, 5]),
        (0, 15, 15, [0, 15]),
    ],
)
def test_a_line_is_due_every_so_many_years(first, last, every, due):
    row = custom.custom_due(YEAR, float(first), float(last), float(every), 6)
    assert list(np.flatnonzero(row)) == due


def test_an_outlay_of_year_0_depreciates_from_year_1():
    cost = np.zeros(16)
    cost[0] = 900.0
    begun = custom.custom_begun(cost, YEAR)
    yearly = custom.custom_yearly_depreciation(begun, 3.0)
    expiry = custom.custom_expiry(YEAR, 3.0)
    assert list(custom.custom_depreciation(yearly, expiry)[:5]) == [0, 300, 300, 300, 0]
    assert list(custom.custom_book_value(yearly, expiry)[1:5]) == [600, 300, 0, 0]


@pytest.mark.parametrize("life", [1.0, 3.0, 5.0])
def test_an_asset_is_retired_at_the_end_of_its_last_year(life):
    begun = np.zeros(16)
    begun[2] = 900.0
    serving = custom.custom_serving(begun, custom.custom_expiry(YEAR, life))
    serving_on = custom.custom_serving_on(begun, custom.custom_final_service(YEAR, life), life)
    retired = custom.custom_retired(serving, serving_on)
    assert dict(enumerate(retired[retired != 0])) == {0: 900.0}
    assert np.flatnonzero(retired) == [2 + life - 1]


def test_salvage_is_a_share_or_an_amount_at_the_horizon_or_at_the_end_of_life():
    last = (YEAR == 10) * 1.0
    sold = custom.custom_sold_at_horizon(last, 1.0, 1.0)
    at_horizon = custom.custom_salvage_at_horizon(sold, 0.1, np.full(16, 500.0), 20.0, 1.0)
    assert dict(enumerate(at_horizon[at_horizon != 0])) == {0: 70.0}
    assert not custom.custom_sold_at_horizon(last, 1.0, 0.0).any()
    assert not custom.custom_sold_at_horizon(last, 0.0, 1.0).any()
    assert custom.custom_salvage_at_end(0.0, 0.1, 500.0, 20.0, 0.01) == 70.0
    assert custom.custom_salvage_at_end(0.0, 0.1, 0.0, 20.0, 0.01) == 0.0
    assert custom.custom_salvage_at_end(1.0, 0.1, 500.0, 20.0, 0.01) == 0.0
