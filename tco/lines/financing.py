"""Buying own equipment on a loan. Imports the language only."""

from tco.language import ONCE, Category, Treatment, equal, line, previous, ratio, still_serving, total

LOAN = {"category": Category.FINANCING, "treatment": Treatment.LOAN}

total("purchases_total", "Purchases, all", "장비 구매 합계", unit="money", of=("purchases",),
      sentence="All fleets, before value-added tax.")  # fmt: skip


@line("Borrowed", "차입액", unit="money")
def borrowed(purchases_total, unrecovered_vat, financed_share):
    """A share of what is bought, tax included."""
    return purchases_total * (1 + unrecovered_vat) * financed_share


@line("Loan paid out", "차입금 유입", unit="money", timing="borrowing", **LOAN)
def loan_paid_out(borrowed):
    """Money that comes in is a negative cost."""
    return 0 - borrowed


@line("Instalment per amount borrowed", "원리금 상환계수", unit="1", axis=ONCE)
def instalment_rate(loan_rate, loan_term):
    """Equal payments at the end of each year of the term."""
    return ratio(loan_rate, 1 - 1 / (1 + loan_rate) ** loan_term) + equal(loan_rate, 0) / loan_term


@line("End of the loan", "상환 종료 연도", unit="1")
def loan_expiry(year, loan_term):
    """The term is counted from the year of purchase."""
    return year + loan_term


@line("Loan payments", "원리금 상환", unit="money", timing="repayment", **LOAN)
def loan_payments(borrowed, loan_expiry, instalment_rate):
    """Interest and repayment of the loans of this and earlier years."""
    return (still_serving(borrowed, loan_expiry) + borrowed) * instalment_rate


@line("Interest", "이자비용", unit="money")
def interest(loan_outstanding, borrowed, loan_rate):
    """On what is owed at the start of the year."""
    return (previous(loan_outstanding) + borrowed) * loan_rate


@line("Loan outstanding", "차입금 잔액", unit="money")
def loan_outstanding(loan_outstanding, borrowed, interest, loan_payments):
    """At the end of the year."""
    return previous(loan_outstanding) + borrowed + interest - loan_payments


@line("Loan settled at the horizon", "분석기간 말 차입금 정산", unit="money", timing="repayment", **LOAN)
def loan_settlement(last_year, loan_outstanding):
    """What is still owed at the horizon is paid, so that no side leaves debt behind."""
    return last_year * loan_outstanding
