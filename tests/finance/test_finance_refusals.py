"""Arguments without a meaning are refused by name."""

from datetime import date

import pytest

from tco import finance


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: finance.discount_factor(-1, 3), "above -1"),
        (lambda: finance.npv([1, 2], float("nan")), "above -1"),
        (lambda: finance.npv([1, float("nan")], 0.1), "finite"),
        (lambda: finance.npv(5, 0.1), "series"),
        (lambda: finance.irr([-1, float("inf")]), "finite"),
        (lambda: finance.irr([[-1, 2]]), "batch"),
        (lambda: finance.irr_batch([[-1, float("nan")]]), "finite"),
        (lambda: finance.annuity_factor(0.1, 0), "years"),
        (lambda: finance.adjusted_irr(-0.1, 0.03, 10), "ratio"),
        (lambda: finance.xnpv([-1, 2], [date(2026, 1, 1)], 0.1), "dates"),
        (lambda: finance.xirr([-1, 2], [date(2026, 1, 1), date(2025, 1, 1)]), "precede"),
        (lambda: finance.payback([0, 1, 1], [-1, 1, 1]), "increase"),
        (lambda: finance.payback([0, 1], [-1, 1, 1]), "increase"),
        (lambda: finance.payback([-100, 60, 60], [0, 1, 2]), "increase"),
        (lambda: finance.pmt(0.1, 0, 100), "payment"),
        (lambda: finance.pmt(-2, 3, 100), "above -1"),
        (lambda: finance.nper(0.1, -10, 100), "number of periods"),
        (lambda: finance.rate(10, 1, 100), "rate"),
        (lambda: finance.ipmt(0.1, 4, 3, 100), "interest part"),
        (lambda: finance.ppmt(0.1, 0, 3, 100), "principal part"),
        (lambda: finance.sln(100, 0, 0), "life"),
        (lambda: finance.syd(100, 0, 5, 6), "period"),
        (lambda: finance.db(100, 0, 5, 6), "period"),
        (lambda: finance.db(100, 0, 5, 1, 13), "month"),
        (lambda: finance.ddb(100, 120, 5, 1), "salvage"),
        (lambda: finance.ddb(100, 0, 5, 1, 0), "factor"),
        (lambda: finance.vdb(100, 0, 5, 3, 2), "order"),
        (lambda: finance.break_even(lambda at: at, 1, 1), "low"),
        (lambda: finance.break_even(lambda at: float("nan"), 0, 1), "no finite value"),
        (lambda: finance.break_even_lease_payment(100, 3, 0.1, tax_rate=1), "tax rate"),
    ],
)
def test_an_argument_without_meaning_is_refused_by_name(call, message):
    with pytest.raises(ValueError, match=message):
        call()
