"""Loans, and the break-even of a lease: properties that hold for any numbers."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from tco import finance


@given(st.floats(1, 1e6), st.floats(0.001, 0.5), st.integers(2, 40), st.booleans())
def test_a_loan_is_repaid_by_its_payments(principal, rate, periods, due):
    payment = finance.pmt(rate, periods, principal, due=due)
    assert finance.pv(rate, periods, payment, due=due) == pytest.approx(principal, rel=1e-9)
    assert finance.fv(rate, periods, payment, principal, due=due) == pytest.approx(
        0, abs=1e-9 * principal * (1 + rate) ** periods
    )
    parts = finance.ipmt(rate, 2, periods, principal, due=due) + finance.ppmt(
        rate, 2, periods, principal, due=due
    )
    assert parts == pytest.approx(payment, rel=1e-9)


@given(st.floats(-0.05, 0.3), st.integers(2, 60), st.booleans())
def test_rate_and_number_of_periods_are_recovered_from_the_payment(rate, periods, due):
    assume(abs(rate) > 1e-3)
    payment = finance.pmt(rate, periods, 1000, due=due)
    assert finance.rate(periods, payment, 1000, due=due) == pytest.approx(rate, abs=1e-9)
    assume((1 + rate) ** periods < 1e6)  # beyond, the payment is all interest to the last digits
    assert finance.nper(rate, payment, 1000, due=due) == pytest.approx(periods, rel=1e-6)


def test_payments_without_interest_have_rate_zero():
    assert finance.rate(10, -10, 100) == pytest.approx(0, abs=1e-15)


@given(st.floats(1, 1e9), st.integers(1, 15), st.floats(0, 0.3), st.floats(0, 0.6), st.floats(0, 1))
def test_at_the_break_even_payment_leasing_is_worth_nothing(price, years, borrowing, tax, share):
    terms = {"tax_rate": tax, "salvage": price * share}
    payment = finance.break_even_lease_payment(price, years, borrowing, **terms)
    assert finance.lease_npv(price, payment, years, borrowing, **terms) == pytest.approx(0, abs=1e-8 * price)


def test_a_tax_exempt_lease_without_interest_breaks_even_at_the_price_spread_over_its_years():
    assert finance.break_even_lease_payment(75000, 3, 0) == pytest.approx(25000)
