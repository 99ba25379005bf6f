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
