"""A loan: payments, interest and what is settled at the horizon."""

import numpy as np
import pytest

from tco.language import Row
from tco.lines import financing


def loan(term, rate, years=16):
    """Payments, interest and balance of 1000 borrowed in year 2, as the engine computes them."""
    borrowed = np.zeros(years)
    borrowed[2] = 1000.0
    expiry = financing.loan_expiry(np.arange(float(years)), term)
    payments = financing.loan_payments(borrowed, expiry, financing.instalment_rate(rate, term))
    owed, interest = np.zeros(years), np.zeros(years)
    for column in range(years):
        interest[column] = financing.interest(Row(owed, 0, column), borrowed[column], rate)
        owed[column] = financing.loan_outstanding(
            Row(owed, 0, column), borrowed[column], interest[column], payments[column]
        )
    return payments, interest, owed


def test_five_equal_payments_at_the_ends_of_five_years():
    payments, interest, owed = loan(5.0, 0.05)
    assert payments[:8] == pytest.approx([0, 0, *[230.9747981] * 5, 0])
    assert interest[2] == pytest.approx(50)
    assert owed[2:7] == pytest.approx([819.0252, 629.0017, 429.4769, 219.976, 0], abs=1e-3)


def test_a_loan_without_interest_is_repaid_in_equal_parts():
    payments, interest, owed = loan(4.0, 0.0)
    assert payments[2:7] == pytest.approx([250, 250, 250, 250, 0])
    assert not interest.any()
    assert owed[5] == pytest.approx(0, abs=1e-9)


@pytest.mark.parametrize("term", [1.0, 3.0, 15.0])
def test_payments_are_worth_the_amount_borrowed(term):
    payments, _, _ = loan(term, 0.07, 40)
    assert sum(payments[year] / 1.07 ** (year - 1) for year in range(40)) == pytest.approx(1000)


def test_what_is_owed_at_the_horizon_is_paid():
    owed = np.array([0.0, 900.0, 600.0])
    assert list(financing.loan_settlement(np.array([0.0, 0.0, 1.0]), owed)) == [0, 0, 600]


def test_the_tax_on_equipment_is_borrowed_too():
    assert financing.borrowed(1000.0, 0.1, 0.5) == pytest.approx(550)
    assert financing.loan_paid_out(550.0) == -550.0


# --- Leases ------------------------------------------------------------------------------------------------


def lease(term, rate, balloon=0.0, offset=0.5, years=16):
    """Rents, last amounts, interest and balance of 1000 leased in year 2, as the engine computes them."""
    leased = np.zeros(years)
    leased[2] = 1000.0
    year = np.arange(float(years))
    expiry = financing.lease_expiry(year, term)
    discount = financing.lease_discount(rate, term)
    rent = financing.lease_rent(rate, term, discount, balloon, 1.0, offset)
    rents = financing.lease_rents(leased, expiry, rent)
    last = financing.lease_last_amount(leased, financing.lease_last_year(expiry), year, balloon)
    owed, interest = np.zeros(years), np.zeros(years)
    for column in range(years):
        interest[column] = financing.lease_interest(
            Row(owed, 0, column), leased[column], rate, rents[column], offset
        )
        owed[column] = financing.lease_outstanding(
            Row(owed, 0, column), leased[column], interest[column], rents[column], last[column]
        )
    return rents, last, interest, owed


def test_rents_in_mid_year_are_worth_what_is_leased():
    rents, last, _, _ = lease(4.0, 0.06)
    assert rents[1:7] == pytest.approx([0, *[rents[2]] * 4, 0])
    assert not last.any()
    assert sum(rents[2 + back] / 1.06 ** (back + 0.5) for back in range(4)) == pytest.approx(1000)


@pytest.mark.parametrize("offset", [0.0, 0.5, 1.0])
@pytest.mark.parametrize("rate", [0.0, 0.06, 0.3])
@pytest.mark.parametrize("balloon", [0.0, 0.2])
def test_a_lease_ends_at_nothing_owed_and_its_interest_is_what_is_paid_more(offset, rate, balloon):
    rents, last, interest, owed = lease(5.0, rate, balloon, offset)
    assert owed[6:] == pytest.approx(np.zeros(10), abs=1e-9)
    assert last[6] == pytest.approx(1000 * balloon)
    assert interest.sum() == pytest.approx(rents.sum() + last.sum() - 1000, abs=1e-9)
    paid = sum(rents[2 + back] * (1 + rate) ** -(back + 1 - offset) for back in range(5))
    assert paid + 1000 * balloon * (1 + rate) ** -5 == pytest.approx(1000)


def test_a_loan_comes_first_and_a_lease_pays_a_share_of_the_rest():
    assert financing.lease_share(0.4, 0.5) == pytest.approx(0.3)
    assert financing.leased(1000.0, 0.1, 0.3) == pytest.approx(330)
    assert financing.lease_inflow(330.0) == -330


def test_off_the_balance_sheet_everything_paid_is_rent():
    assert financing.rents_off_books(100.0, 20.0, 5.0, 0.0) == 125
    assert financing.rents_off_books(100.0, 20.0, 5.0, 1.0) == 0
    assert financing.lease_interest_booked(7.0, 1.0) == 7
    assert financing.leased_off_books(330.0, 0.0) == 330
    assert financing.lease_settlement(1.0, 42.0) == 42
