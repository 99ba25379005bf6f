"""Depreciation, write-offs and book value of a fleet, with numbers that can be checked by hand."""

import numpy as np
import pytest

from tco.language import Row
from tco.lines import accounts, equipment

YEAR = np.arange(-15.0, 16.0)


def history(**by_year):
    """A row of 31 columns with amounts in the given years (`y1=…`, `y_2=…` for year −2)."""
    row = np.zeros(31)
    for name, amount in by_year.items():
        row[15 + int(name[1:].replace("_", "-"))] = amount
    return Row(row, 15)


def bought(amount, year=1):
    """Purchases of one amount in one year, and the same as prices paid by vintage."""
    purchases = np.zeros(16)
    purchases[year] = amount
    return purchases, history(**{f"y{year}": amount})


def depreciation(life, accounting_life, amount=1000.0, booked=1.0):
    purchases, paid = bought(amount)
    yearly = Row(accounts.yearly_depreciation(paid.values, 0.1, booked, accounting_life), 15)
    expiry = Row(accounts.depreciation_expiry(YEAR, life, accounting_life), 15)
    first = accounts.first_depreciation(purchases, 0.1, booked, accounting_life)
    return accounts.depreciation(np.ones(16), yearly, expiry, first)


def test_straight_line_over_the_accounting_life_with_a_full_first_year():
    assert list(depreciation(life=8.0, accounting_life=5.0)[:8]) == pytest.approx([0, *[220] * 5, 0, 0])


def test_what_is_leased_off_the_balance_sheet_is_not_depreciated():
    assert list(depreciation(life=8.0, accounting_life=5.0, booked=0.25)[:3]) == pytest.approx([0, 55, 55])
    assert list(accounts.booked_share(0.75, 0.0, np.array([-1.0, 0.0, 1.0]))) == [1, 1, 0.25]
    assert list(accounts.booked_share(0.75, 1.0, np.array([0.0, 1.0]))) == [1, 1]
    assert accounts.capitalised_equipment(1000.0, 0.1, 0.25) == pytest.approx(275)


def test_equipment_that_is_retired_early_stops_depreciating():
    assert list(depreciation(life=3.0, accounting_life=5.0)[:6]) == pytest.approx([0, 220, 220, 220, 0, 0])


def test_what_is_left_is_written_off_when_the_replacement_begins_to_serve():
    stranded = Row(accounts.stranded(history(y1=220.0).values, 5.0, 3.0), 15)
    expiry = Row(YEAR + 3.0, 15)
    standing = accounts.stranded_standing(stranded, expiry)
    lost = accounts.retirement_write_off(np.ones(16), np.ones(16), standing, stranded, expiry)
    assert list(lost[:7]) == pytest.approx([0, 0, 0, 0, 440, 0, 0])


def test_book_value_is_what_has_still_to_be_depreciated_or_written_off():
    yearly, life = history(y1=220.0), 3.0
    expiry = Row(accounts.depreciation_expiry(YEAR, life, 5.0), 15)
    stranded = Row(accounts.stranded(yearly.values, 5.0, life), 15)
    standing = accounts.stranded_standing(stranded, Row(YEAR + life, 15))
    book = accounts.book_value(np.ones(16), accounts.carried_book_value(yearly, expiry, standing))
    assert list(book[1:6]) == pytest.approx([880, 660, 440, 0, 0])


def test_a_release_writes_off_its_book_value_net_of_proceeds():
    assert accounts.release_write_off(0.5, 800.0, -150.0) == 250.0


def test_support_begins_after_the_warranty_and_is_extended_after_the_usual_period():
    purchases, paid = bought(1000.0)
    kept, life = np.ones(16), 8.0

    def until(expiry):
        return Row(expiry, 15)

    warranty = equipment.value_under_warranty(
        kept, paid, until(equipment.warranty_expiry(YEAR, 3.0, life)), 3.0, purchases
    )
    regular = equipment.value_in_regular_support(
        kept, paid, until(equipment.support_expiry(YEAR, 6.0, 3.0, life)), 6.0, 3.0, purchases
    )
    service = equipment.value_in_service(kept, paid, until(YEAR + life), purchases)
    assert list(equipment.support(regular, warranty, 0.08)[:10]) == pytest.approx(
        [0, 0, 0, 0, 80, 80, 80, 0, 0, 0]
    )
    extended = equipment.extended_support(service, regular, np.zeros(16), 1000.0, 0.16)
    assert list(extended[:10]) == pytest.approx([0, 0, 0, 0, 0, 0, 0, 160, 160, 0])


def test_a_warranty_longer_than_the_usual_period_never_makes_support_negative():
    purchases, paid = bought(1000.0)
    kept, life = np.ones(16), 9.0
    warranty = equipment.value_under_warranty(
        kept, paid, Row(equipment.warranty_expiry(YEAR, 8.0, life), 15), 8.0, purchases
    )
    regular = equipment.value_in_regular_support(
        kept, paid, Row(equipment.support_expiry(YEAR, 6.0, 8.0, life), 15), 6.0, 8.0, purchases
    )
    assert not equipment.support(regular, warranty, 0.08).any()


def test_units_run_on_are_supported_at_the_extended_price():
    assert equipment.extended_support(500.0, 500.0, 4.0, 1000.0, 0.16) == pytest.approx(640)


def test_the_residual_is_the_price_of_the_years_still_to_serve_with_its_tax():
    price_per_year = Row(equipment.price_per_year(history(y8=1200.0, y10=1000.0).values, 4.0), 15)
    last = (np.arange(16) == 10) * 1.0
    expiry = Row(YEAR + 4.0, 15)
    left = equipment.value_left(np.ones(16), price_per_year, expiry)
    value = equipment.residual_value(last, 1.0, left, 0.0)
    assert list(value[9:12]) == pytest.approx([0, -(300 * 1 + 250 * 3), 0])
    taxed = equipment.residual_value(last, 1.0, left, 0.08)
    assert taxed == pytest.approx(1.08 * value)
    assert not equipment.residual_value(last, 0.0, left, 0.08).any()


def test_servers_are_taken_out_when_replaced_and_when_left():
    # 20 stand today; 5 are replaced in year 1 and 4 in year 2; a move releases 12, then the rest
    survivors, bought = np.array([0.0, 15, 16, 8, 0]), np.array([0.0, 5, 4, 0, 0])
    standing, existing = np.array([18.0, 13, 9, 4, 0]), np.array([2.0, 0, 0, 0, 0])
    today = equipment.servers_standing(standing, existing, np.arange(5.0))
    serving = equipment.servers_in_service(survivors, bought, today)
    assert list(serving) == [20, 20, 20, 8, 0]
    taken_out = equipment.servers_decommissioned(serving, survivors)
    assert list(taken_out) == [0, 5, 4, 12, 8]
    assert list(equipment.decommissioning(taken_out, 100.0, 1.5)) == [0, 750, 600, 1800, 1200]


def test_the_market_pays_for_young_equipment_only():
    yearly = Row(equipment.resale_per_year(history(y1=1000.0).values, 0.4, 4.0), 15)
    expiry = Row(equipment.resale_expiry(YEAR, 4.0, 6.0), 15)
    released = np.full(16, 0.5)
    # half of it released after 1, 2, 3, 4, 5 years of service
    assert list(equipment.resale_proceeds(released, yearly, expiry)[1:6]) == pytest.approx(
        [-150, -100, -50, 0, 0]
    )
