"""Custom lines: any cost or saving that a user adds to an alternative. Imports the language only."""

from tco.language import (
    Category,
    Treatment,
    at_least,
    equal,
    line,
    minimum,
    previous,
    round_up,
    still_serving,
    years_remaining,
)

CUSTOM = {"each": ("custom",)}
ASSET = {"each": ("asset",)}


@line("Escalation applies", "물가 상승 적용 여부", unit="1", **CUSTOM)
def custom_grows(escalation_years):
    """From the first year in which prices grow."""
    return at_least(escalation_years, 1)


@line("Escalation of the year", "연도별 상승률", unit="1", **CUSTOM)
def custom_rate(escalation, custom_grows, escalation_rates, escalate_in_first_year):
    """One rate for all years, or a list of yearly rates from the first year in which prices grow."""
    later = previous(escalation_rates) * (1 - escalate_in_first_year)
    return escalation * custom_grows + (escalation_rates * escalate_in_first_year + later)


@line("Index", "지수", unit="1", **CUSTOM)
def custom_index(custom_index, year, custom_rate):
    """Each year's rate on top of the year before."""
    return (previous(custom_index) + equal(year, 0)) * (1 + custom_rate)


@line("Due in the year", "지급 여부", unit="1", **CUSTOM)
def custom_due(year, first_year, final_year, every_years, rounding_digits):
    """From the first to the last year, every so many years."""
    step = (year - first_year) / every_years
    in_turn = at_least(step, round_up(step, rounding_digits))
    return at_least(year, first_year) * at_least(final_year, year) * in_turn


@line("Amount", "금액", unit="money", category=Category.CUSTOM, treatment=Treatment.RUNNING, **CUSTOM)
def custom_amount(amount, applies, custom_due, custom_index):
    """The amount of today's prices in each year in which it is due; savings are negative."""
    return amount * applies * custom_due * custom_index


@line("Cost with unrecovered tax", "취득원가", unit="money", **ASSET)
def custom_cost(custom_amount, charged_vat, unrecovered_vat):
    """Capitalised tax is part of the cost."""
    return custom_amount * (1 + charged_vat * unrecovered_vat)


@line("Beginning to serve", "사용 개시액", unit="money", **ASSET)
def custom_begun(custom_cost, year):
    """An outlay of year 0 begins to serve in year 1."""
    return custom_cost * at_least(year, 1) + previous(custom_cost) * equal(year, 1)


@line("End of the accounting life", "상각 종료 연도", unit="1", **ASSET)
def custom_expiry(year, accounting_life):
    """Straight line over the accounting life."""
    return year + accounting_life


@line("Depreciation per year", "연간 상각액", unit="money", **ASSET)
def custom_yearly_depreciation(custom_begun, accounting_life):
    """The same amount every year."""
    return custom_begun / accounting_life


@line("Depreciation", "감가상각비", unit="money", **ASSET)
def custom_depreciation(custom_yearly_depreciation, custom_expiry):
    """A full year in the year in which it begins to serve."""
    return still_serving(custom_yearly_depreciation, custom_expiry) + custom_yearly_depreciation


@line("Book value", "장부가액", unit="money", **ASSET)
def custom_book_value(custom_yearly_depreciation, custom_expiry):
    """What has still to be depreciated."""
    return years_remaining(custom_yearly_depreciation, custom_expiry)


@line("Last year of the accounting life", "상각 마지막 연도", unit="1", **ASSET)
def custom_final_service(year, accounting_life):
    """The year at whose end it is sold."""
    return year + accounting_life - 1


@line("Serving in the year", "사용 중인 취득원가", unit="money", **ASSET)
def custom_serving(custom_begun, custom_expiry):
    """What began earlier and still serves, and what begins."""
    return still_serving(custom_begun, custom_expiry) + custom_begun


@line("Serving beyond the year", "이듬해에도 사용할 취득원가", unit="money", **ASSET)
def custom_serving_on(custom_begun, custom_final_service, accounting_life):
    """The same, without what serves for the last time."""
    return still_serving(custom_begun, custom_final_service) + custom_begun * minimum(1, accounting_life - 1)


@line("Reaching the end of its life", "수명 종료분", unit="money", **ASSET)
def custom_retired(custom_serving, custom_serving_on):
    """At the end of the year."""
    return custom_serving - custom_serving_on


@line("Spent so far", "누적 지출", unit="money", **ASSET)
def custom_spent(custom_spent, custom_amount):
    """Up to the end of the year."""
    return previous(custom_spent) + custom_amount


@line("Salvage", "매각수입", unit="money", category=Category.RESIDUAL, treatment=Treatment.CAPITAL,
      timing="end", **ASSET)  # fmt: skip
def custom_salvage(custom_salvage_at_horizon, custom_salvage_at_end):
    """A negative cost at the horizon or at the end of each life."""
    return 0 - custom_salvage_at_horizon - custom_salvage_at_end


@line("Sold at the horizon", "분석기간 말 매각 여부", unit="1", **ASSET)
def custom_sold_at_horizon(last_year, salvage_at_horizon, count_residual):
    """In the last year, where what is left then counts and is not sold earlier."""
    return last_year * salvage_at_horizon * count_residual


@line("Salvage at the horizon", "분석기간 말 매각수입", unit="money", **ASSET)
def custom_salvage_at_horizon(custom_sold_at_horizon, salvage_share, custom_spent, salvage_amount, applies):
    """A share of what was spent, or an amount."""
    return custom_sold_at_horizon * (salvage_share * custom_spent + salvage_amount * applies)


@line("Salvage at the end of life", "수명 종료 시 매각수입", unit="money", **ASSET)
def custom_salvage_at_end(salvage_at_horizon, salvage_share, custom_retired, salvage_amount, smallest_amount):
    """A share of the cost of what is retired, or an amount for each retirement."""
    retiring = at_least(custom_retired, smallest_amount)
    return (1 - salvage_at_horizon) * (salvage_share * custom_retired + salvage_amount * retiring)


@line("Amount within the horizon", "분석기간 내 금액", unit="money", **CUSTOM)
def custom_cash(custom_amount, in_horizon, price_factor):
    """Years after the horizon do not count; in constant prices where the case says so."""
    return custom_amount * in_horizon * price_factor


@line("Discounted amount", "할인 금액", unit="money", **CUSTOM)
def custom_discounted(custom_cash, payment_date, discount_rate_applied):
    """From the line's own date of payment."""
    return custom_cash / (1 + discount_rate_applied) ** payment_date
