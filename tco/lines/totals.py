"""Costs added up by date of payment, by category and by view. Imports the language only."""

from tco.language import POINTS, Category, Treatment, line, on_date, total

GROUPS = ("capital", "running", "end", "borrowing", "repayment", "rents")


def _paid_in_group(cost, keys):
    return cost.in_headline and cost.timing == keys["timing"]


def _in_category_and_group(cost, keys):
    return cost.in_headline and cost.category == keys["category"] and cost.timing == keys["payment"]


def _paid_in_category(cost, keys):
    paid = cost.line.id in ("category_flow_cash", "custom_cash")
    return paid and cost.category == keys["category"]


def _discounted_in_category(cost, keys):
    discounted = cost.line.id in ("category_flow_discounted", "custom_discounted")
    return discounted and cost.category == keys["category"]


def _in_headline(cost, keys):
    return cost.in_headline


def _risk(cost, keys):
    return cost.category == Category.RISK


def _capital(cost, keys):
    end_value = cost.category == Category.RESIDUAL and cost.timing == "end"
    return cost.in_headline and cost.treatment == Treatment.CAPITAL and not end_value


def _unchanged(cost, keys):
    return cost.category == Category.UNCHANGED


def _one_off(cost, keys):
    running = cost.in_headline and cost.treatment == Treatment.RUNNING
    return running and cost.category == Category.TRANSITION


def _taxed_one_off(cost, keys):
    return _one_off(cost, keys) and cost.vat


for _group in GROUPS:
    total("cash", "Paid", "지급액", unit="money", of=_paid_in_group, each=("timing",),
          only={"timing": _group}, sentence="All costs with this date of payment.")  # fmt: skip


@line("Paid", "지급액", unit="money", name="cash", each=("timing",))
def cash_of_custom_line(custom_amount):
    """A custom line has a date of payment of its own."""
    return custom_amount


@line("Paid within the horizon", "분석기간 내 지급액", unit="money", each=("timing",), follows="cash")
def cash_in_horizon(cash, in_horizon, price_factor):
    """Years after the horizon do not count; in constant prices where the case says so."""
    return cash * in_horizon * price_factor


@line("Discounted", "할인 지급액", unit="money", each=("timing",), follows="cash")
def cash_discounted(cash_in_horizon, discount_factor):
    """From the date of payment to the day of the decision."""
    return cash_in_horizon * discount_factor


@line("Paid on the date", "시점별 지급액", unit="money", each=("timing",), axis=POINTS, follows="cash")
def cash_on_date(cash_in_horizon, payment_date, point):
    """Payments on a row of half-years, for returns and paybacks."""
    return on_date(cash_in_horizon, payment_date, point)


total("cash_on_dates", "Paid on the date, all", "시점별 지급액 합계", unit="money", of=("cash_on_date",),
      axis=POINTS, sentence="All costs.")  # fmt: skip
total("total_cash", "Total cost", "총비용", unit="money", of=("cash_in_horizon",),
      sentence="All costs paid in the year, value-added tax and residual value included.")  # fmt: skip
total("total_discounted", "Total cost, discounted", "총비용(현재가치)", unit="money", of=("cash_discounted",),
      sentence="Its sum over the years is the present value.")  # fmt: skip

total("category_flow", "Cost by category and date", "항목·지급시점별 비용", unit="money",
      of=_in_category_and_group, each=("category", "payment"),
      sentence="The costs of a category that share a date of payment.")  # fmt: skip


@line("Cost by category and date within the horizon", "분석기간 내 항목·지급시점별 비용", unit="money",
      each=("category", "payment"), follows="category_flow")  # fmt: skip
def category_flow_cash(category_flow, in_horizon, price_factor):
    """Years after the horizon do not count; in constant prices where the case says so."""
    return category_flow * in_horizon * price_factor


@line("Cost by category and date, discounted", "항목·지급시점별 현재가치", unit="money",
      each=("category", "payment"), follows="category_flow")  # fmt: skip
def category_flow_discounted(category_flow_cash, discount_factor):
    """From the date of payment to the day of the decision."""
    return category_flow_cash * discount_factor


total("category_cash", "Cost by category within the horizon", "분석기간 내 항목별 비용", unit="money",
      of=_paid_in_category, each=("category",),
      sentence="Its sum over the categories is the total cost.")  # fmt: skip


total("category_discounted", "Cost by category, discounted", "항목별 현재가치", unit="money",
      of=_discounted_in_category, each=("category",),
      sentence="Its sum over categories and years is the present value.")  # fmt: skip

total("nominal_cash", "Paid, in the money of each year", "지급액 합계(명목)", unit="money", of=("cash",),
      sentence="Before constant prices and without regard to the horizon, for the check.")  # fmt: skip


@line("Cost before end values", "잔존가액 반영 전 비용", unit="money", follows="nominal_cash")
def gross_cost(nominal_cash, end_values, in_horizon):
    """In the money of each year; what the capital part is a share of."""
    return (nominal_cash - end_values) * in_horizon


total("all_costs", "All costs by line", "전체 비용 합계", unit="money", of=_in_headline,
      sentence="The same total, added up line by line, for the check.")  # fmt: skip
total("capital_spending", "Capital spending", "자본지출", unit="money", of=_capital,
      sentence="Equipment with its tax, less what is sold early; before residual value.")  # fmt: skip


@line("Capital budget", "자본예산", unit="money")
def capital_budget(capital_spending, leased_off_books, in_horizon):
    """What has to be asked for as capital in the fiscal year, in the money of that year."""
    return (capital_spending - leased_off_books) * in_horizon


@line("Running budget", "운영예산", unit="money")
def running_budget(running_costs, rents_off_books, in_horizon):
    """What has to be asked for as running cost in the fiscal year, in the money of that year."""
    return (running_costs + rents_off_books) * in_horizon


@line("Profit-and-loss cost within the horizon", "분석기간 내 손익 기준 비용", unit="money")
def profit_and_loss(profit_and_loss_cost, in_horizon):
    """What the income statement shows before tax, in the money of that year."""
    return profit_and_loss_cost * in_horizon


total("risk_costs", "Expected losses", "예상손실", unit="money", of=_risk,
      sentence="Kept beside the headline.")  # fmt: skip


@line("Expected losses within the horizon, discounted", "예상손실 현재가치", unit="money")
def risk_discounted(risk_costs, discount_factor__running, in_horizon, price_factor__running):
    """Losses fall in the middle of the year like running costs."""
    return risk_costs * discount_factor__running * in_horizon * price_factor__running


total("unchanged_costs", "Unchanged costs", "불변 비용", unit="money", of=_unchanged,
      sentence="Application licences: the same on both sides unless a quote includes them.")  # fmt: skip


@line("Unchanged costs, where counted", "불변 비용(반영분)", unit="money", category=Category.SOFTWARE,
      treatment=Treatment.RUNNING, vat=True, follows="unchanged_costs")  # fmt: skip
def unchanged_counted(unchanged_costs, count_unchanged):
    """In the headline of every alternative as soon as one quote includes them."""
    return unchanged_costs * count_unchanged


total("annualised_prices", "Equipment cost per year of service, all", "사용연수 기준 연간 장비비 합계",
      unit="money", of=("annualised_price",), sentence="All fleets.")  # fmt: skip
total("annualised_custom", "Capital lines per year of life", "사용자 자본항목 연간 환산액", unit="money",
      of=("custom_depreciation",), sentence="Tax included.")  # fmt: skip


@line("Run rate", "연간 경상비용", unit="money")
def run_rate(recurring_costs, annualised_prices, unrecovered_vat, annualised_custom, last_year):
    """The last year's running cost and a year's share of the equipment in service, free of purchase waves."""
    return (recurring_costs + annualised_prices * (1 + unrecovered_vat) + annualised_custom) * last_year


total("one_off_costs", "One-off running costs", "일회성 운영비", unit="money",
      of=_one_off, sentence="Moving costs are not part of a run rate.")  # fmt: skip
total("taxed_one_off_costs", "One-off running costs with value-added tax", "부가세 과세 일회성 운영비",
      unit="money", of=_taxed_one_off, sentence="Severance carries none.")  # fmt: skip


@line("Recurring running costs", "경상 운영비", unit="money")
def recurring_costs(running_costs, one_off_costs, taxed_one_off_costs, unrecovered_vat):
    """Running costs without moving, and without the tax on moving."""
    return running_costs - one_off_costs - taxed_one_off_costs * unrecovered_vat
