"""Depreciation: what every method promises, and the example of one page."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tco import finance

assets = st.tuples(st.floats(1, 1e9), st.floats(0, 1), st.integers(1, 20))


@given(assets)
def test_every_method_that_promises_it_writes_off_cost_less_salvage(asset):
    cost, share, life = asset
    salvage = cost * share
    periods = range(1, life + 1)
    expected = pytest.approx(cost - salvage, rel=1e-9, abs=1e-9 * cost)
    assert life * finance.sln(cost, salvage, life) == expected
    assert sum(finance.syd(cost, salvage, life, period) for period in periods) == expected
    assert finance.vdb(cost, salvage, life, 0, life) == expected


@given(assets, st.floats(0.5, 4))
def test_declining_balances_never_fall_below_salvage(asset, factor):
    cost, share, life = asset
    salvage = cost * share
    total = sum(finance.ddb(cost, salvage, life, period, factor) for period in range(1, life + 1))
    assert total <= (cost - salvage) * (1 + 1e-9) + 1e-9 * cost


@given(assets, st.floats(0.5, 4), st.floats(0, 1), st.booleans())
def test_variable_depreciation_adds_up_over_any_split(asset, factor, split, no_switch):
    cost, share, life = asset
    middle = split * life
    parts = [
        finance.vdb(cost, cost * share, life, start, end, factor, no_switch=no_switch)
        for start, end in [(0, middle), (middle, life), (0, life)]
    ]
    assert parts[0] + parts[1] == pytest.approx(parts[2], rel=1e-9, abs=1e-9 * cost)


@given(assets, st.floats(0.5, 4))
def test_variable_depreciation_without_switch_is_the_declining_balance(asset, factor):
    cost, share, life = asset
    salvage = cost * share
    for period in range(1, life + 1):
        variable = finance.vdb(cost, salvage, life, period - 1, period, factor, no_switch=True)
        declining = finance.ddb(cost, salvage, life, period, factor)
        assert variable == pytest.approx(declining, rel=1e-9, abs=1e-9 * cost)


def test_a_life_of_part_years_is_written_off_at_its_end():
    assert finance.vdb(900, 0, 4.5, 0, 4.5) == pytest.approx(900)
    assert finance.vdb(900, 0, 4.5, 4, 4.5, factor=1) == pytest.approx(100)


def test_a_fixed_declining_balance_follows_the_example_of_its_page_to_the_part_year_at_the_end():
    charges = [finance.db(1_000_000, 100_000, 6, year, 7) for year in range(1, 8)]
    expected = [186083.33, 259639.42, 176814.44, 120410.64, 81999.64, 55841.76, 15845.10]
    assert charges == pytest.approx(expected, abs=0.006)
