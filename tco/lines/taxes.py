"""Value-added tax that is not recovered, and income tax with its shields. Imports the language only."""

from tco.language import Category, Treatment, line, total

TAX = {"category": Category.TAXES, "treatment": Treatment.TAX, "timing": "running"}


def _taxed_capital(cost, keys):
    return cost.in_headline and cost.vat and cost.treatment == Treatment.CAPITAL


def _taxed_running(cost, keys):
    return cost.vat and _running(cost, keys)


def _running(cost, keys):
    return cost.in_headline and cost.treatment == Treatment.RUNNING


def _end_values(cost, keys):
    return cost.in_headline and cost.category == Category.RESIDUAL and cost.timing == "end"


total("taxed_capital", "Capital spending with value-added tax", "부가세 과세 자본지출", unit="money",
      of=_taxed_capital, sentence="Equipment and custom capital lines marked so.")  # fmt: skip
total("taxed_running", "Running costs with value-added tax", "부가세 과세 운영비", unit="money",
      of=_taxed_running, sentence="Services, power and licences; wages carry none.")  # fmt: skip


@line("Unrecovered tax on equipment", "장비 불공제 부가세", unit="money", category=Category.TAXES,
      treatment=Treatment.CAPITAL, follows="taxed_capital")  # fmt: skip
def vat_on_equipment(taxed_capital, unrecovered_vat):
    """Capitalised with the equipment."""
    return taxed_capital * unrecovered_vat


@line("Unrecovered tax on services", "서비스 불공제 부가세", unit="money", category=Category.TAXES,
      treatment=Treatment.RUNNING, follows="taxed_running")  # fmt: skip
def vat_on_services(taxed_running, unrecovered_vat):
    """Expensed, also where a foreign provider's customer owes it."""
    return taxed_running * unrecovered_vat


total("running_costs", "Running costs", "운영비", unit="money", of=_running,
      sentence="Everything paid in the year that is not capital, loan or income tax.")  # fmt: skip
total("end_values", "Residual values and salvage", "잔존가액·매각수입", unit="money", of=_end_values,
      sentence="Negative costs.")  # fmt: skip


@line("Rest of book value at the horizon", "분석기간 말 장부가액 정리", unit="money")
def horizon_write_off(last_year, count_residual, book_value_total):
    """Where the residual value counts, equipment is taken as sold for it on the last day."""
    return last_year * count_residual * book_value_total


@line("Interest and rents", "이자·리스료", unit="money")
def financing_expense(interest, lease_interest_booked, rents_off_books):
    """Of loans and leases."""
    return interest + lease_interest_booked + rents_off_books


@line("Cost in the profit-and-loss view", "손익 기준 비용", unit="money")
def profit_and_loss_cost(
    running_costs, depreciation_total, write_off_total, financing_expense, horizon_write_off, end_values
):
    """Running costs, depreciation, write-offs, interest and rents; gains at the end are taken off."""
    used = depreciation_total + write_off_total + horizon_write_off + end_values
    return running_costs + used + financing_expense


@line("Deductible cost", "손금산입 비용", unit="money")
def deductible_cost(profit_and_loss_cost, use_reserve, depreciation_total):
    """Equipment bought from the tax-free reserve is not deducted a second time."""
    return profit_and_loss_cost - use_reserve * depreciation_total


@line("Income tax", "법인세 효과", unit="money", **TAX)
def income_tax(deductible_cost, income_tax_rate, in_horizon):
    """Every deductible cost saves tax in its year; savings are negative costs."""
    return 0 - deductible_cost * income_tax_rate * in_horizon


@line("Relief by the reserve", "고유목적사업준비금 효과", unit="money", follows="taxed_capital", **TAX)
def reserve_relief(taxed_capital, use_reserve, reserve_tax_rate):
    """Buying equipment counts as use of the reserve, a fee does not; off unless a tax adviser confirms it."""
    return 0 - taxed_capital * use_reserve * reserve_tax_rate
