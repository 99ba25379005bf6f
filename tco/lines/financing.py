"""Buying own equipment on a loan or leasing it. Imports the language only."""

from tco.language import (
    ONCE,
    Category,
    Treatment,
    equal,
    line,
    on_date,
    previous,
    ratio,
    still_serving,
    total,
)

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


@line("Share leased", "리스 비율", unit="1", axis=ONCE)
def lease_share(financed_share, leased_share):
    """Of all purchases: a share of what no loan pays for."""
    return (1 - financed_share) * leased_share


@line("Leased", "리스 금액", unit="money")
def leased(purchases_total, unrecovered_vat, lease_share):
    """A share of what is bought, tax included."""
    return purchases_total * (1 + unrecovered_vat) * lease_share


@line("Paid by the lessor", "리스사 지급액", unit="money", timing="borrowing", **LOAN)
def lease_inflow(leased):
    """The lessor pays the supplier in the hospital's place: a negative cost."""
    return 0 - leased


@line("Discount over the lease", "리스 기간 할인계수", unit="1", axis=ONCE)
def lease_discount(lease_rate, lease_term):
    """What an amount at the end of the term is worth at its start."""
    return 1 / (1 + lease_rate) ** lease_term


@line("Yearly rent per amount leased", "연간 리스료율", unit="1", axis=ONCE)
def lease_rent(
    lease_rate, lease_term, lease_discount, lease_balloon, borrowing__payment_offset, rents__payment_offset
):  # fmt: skip
    """Equal rents on their date of payment that, with the last amount, are worth what is leased."""
    rented = 1 - lease_balloon * lease_discount
    later = (1 + lease_rate) ** (borrowing__payment_offset - rents__payment_offset - 1)
    return rented * (ratio(lease_rate, 1 - lease_discount) * later + equal(lease_rate, 0) / lease_term)


@line("End of the lease", "리스 종료 연도", unit="1")
def lease_expiry(year, lease_term):
    """The term is counted from the year of purchase."""
    return year + lease_term


@line("Lease rents", "리스료", unit="money", timing="rents", **LOAN)
def lease_rents(leased, lease_expiry, lease_rent):
    """Of the leases of this and earlier years."""
    return (still_serving(leased, lease_expiry) + leased) * lease_rent


@line("Last year of the lease", "리스 마지막 해", unit="1")
def lease_last_year(lease_expiry):
    """The last amount falls due at its end."""
    return lease_expiry - 1


@line("Last amount of the lease", "리스 만기 잔가 지급", unit="money", timing="repayment", **LOAN)
def lease_last_amount(leased, lease_last_year, year, lease_balloon):
    """The equipment becomes the hospital's for it and serves on to the end of its life."""
    return on_date(leased, lease_last_year, year) * lease_balloon


@line("Interest in the rents", "리스 이자비용", unit="money")
def lease_interest(lease_outstanding, leased, lease_rate, lease_rents, rents__payment_offset):
    """On what is owed at the start of the year, less what the rents save until the year's end."""
    earlier = (1 + lease_rate) ** rents__payment_offset - 1
    return (previous(lease_outstanding) + leased) * lease_rate - lease_rents * earlier


@line("Lease outstanding", "리스 부채 잔액", unit="money")
def lease_outstanding(lease_outstanding, leased, lease_interest, lease_rents, lease_last_amount):
    """At the end of the year."""
    return previous(lease_outstanding) + leased + lease_interest - lease_rents - lease_last_amount


@line("Lease settled at the horizon", "분석기간 말 리스 정산", unit="money", timing="repayment", **LOAN)
def lease_settlement(last_year, lease_outstanding):
    """What is still owed at the horizon is paid, so that no side leaves debt behind."""
    return last_year * lease_outstanding


@line("Leased off the balance sheet", "부외 리스 금액", unit="money")
def leased_off_books(leased, lease_on_balance_sheet):
    """No capital is asked for it, and nothing is depreciated."""
    return leased * (1 - lease_on_balance_sheet)


@line("Rents of leases off the balance sheet", "부외 리스료", unit="money")
def rents_off_books(lease_rents, lease_last_amount, lease_settlement, lease_on_balance_sheet):
    """All that is paid to the lessor is a running cost of its year."""
    return (lease_rents + lease_last_amount + lease_settlement) * (1 - lease_on_balance_sheet)


@line("Interest of leases on the balance sheet", "금융리스 이자비용", unit="money")
def lease_interest_booked(lease_interest, lease_on_balance_sheet):
    """Beside the depreciation of what is leased."""
    return lease_interest * lease_on_balance_sheet
