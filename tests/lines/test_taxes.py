"""Value-added tax, the profit-and-loss view and income tax."""

import pytest

from tco.lines import accounts, taxes, totals


def test_only_the_share_that_is_not_recovered_is_a_cost():
    rate = accounts.unrecovered_vat(0.1, 0.9)
    assert taxes.vat_on_equipment(1000.0, rate) == pytest.approx(90)
    assert taxes.vat_on_services(500.0, rate) == pytest.approx(45)


def test_the_profit_and_loss_view_has_depreciation_in_place_of_purchases():
    cost = taxes.profit_and_loss_cost(700.0, 250.0, 40.0, 10.0, 60.0, -80.0)
    assert cost == 700 + 250 + 40 + 10 + 60 - 80


def test_a_value_above_book_at_the_horizon_is_a_taxed_gain():
    cost = taxes.profit_and_loss_cost(0.0, 0.0, 0.0, 0.0, 60.0, -80.0)
    assert taxes.income_tax(taxes.deductible_cost(cost, 0.0, 0.0), 0.25, 1.0) == pytest.approx(5.0)


def test_a_deductible_cost_saves_tax_within_the_horizon_only():
    assert taxes.income_tax(1000.0, 0.25, 1.0) == -250.0
    assert taxes.income_tax(1000.0, 0.25, 0.0) == 0.0


def test_equipment_paid_from_the_reserve_is_not_deducted_twice():
    assert taxes.deductible_cost(1000.0, 1.0, 300.0) == 700.0
    assert taxes.reserve_relief(400.0, 1.0, 0.1) == -40.0
    assert taxes.reserve_relief(400.0, 0.0, 0.1) == 0.0


def test_a_book_value_is_cleared_at_the_horizon_only_where_the_residual_counts():
    assert taxes.horizon_write_off(1.0, 1.0, 60.0) == 60.0
    assert taxes.horizon_write_off(1.0, 0.0, 60.0) == 0.0
    assert taxes.horizon_write_off(0.0, 1.0, 60.0) == 0.0


def test_a_run_rate_is_without_moving_and_without_the_tax_that_moving_carried():
    # 1000 running, of it 200 of migration with 20 of tax and 80 of severance without
    assert totals.recurring_costs(1000.0, 280.0, 200.0, 0.1) == pytest.approx(700.0)
    assert totals.run_rate(700.0, 100.0, 0.1, 30.0, 1.0) == pytest.approx(840.0)
