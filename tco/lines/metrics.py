"""The figures a decision is made on, each a formula over finished rows. Imports the language only."""

from tco.language import (
    ONCE,
    Place,
    at_least,
    equal,
    internal_rate,
    line,
    maximum,
    ratio,
    round_up,
    row_sum,
    total,
)

METRIC = {"place": Place.METRIC, "axis": ONCE}
FLAG = {"unit": "1", **METRIC}
MONEY = {"unit": "money", **METRIC}


@line("Total cost", "총비용", **MONEY)
def total_cost(total_cash):
    """Cash over the horizon, less residual value where it counts; nominal unless in constant prices."""
    return row_sum(total_cash)


@line("Present value of the cost", "비용의 현재가치", **MONEY)
def present_value(total_discounted):
    """The total cost, discounted to the day of the decision."""
    return row_sum(total_discounted)


@line("Annuity factor", "연금환산계수", unit="1", place=Place.SHARED, axis=ONCE)
def annuity(discount_rate_applied, horizon):
    """The yearly payment that is worth 1 today; 1 / N without discounting."""
    growth = (1 + discount_rate_applied) ** horizon
    return ratio(discount_rate_applied, 1 - 1 / growth) + equal(discount_rate_applied, 0) / horizon


@line("Equivalent annual cost", "연간 등가비용", **MONEY)
def equivalent_annual_cost(present_value, annuity):
    """The level yearly payment with the same present value."""
    return present_value * annuity


@line("Residual value counted", "반영된 잔존가액", **MONEY)
def residual_total(end_values_in_horizon):
    """Negative, as proceeds are."""
    return row_sum(end_values_in_horizon)


@line("Residual values within the horizon", "분석기간 내 잔존가액", unit="money")
def end_values_in_horizon(end_values, in_horizon, price_factor__end):
    """Years after the horizon do not count."""
    return end_values * in_horizon * price_factor__end


@line("Capital part of the cost", "자본지출 비중", unit="1", defined_by="capex_share_defined", **METRIC)
def capex_share(capital_budget, gross_cost):
    """Of the total cost before residual value; nothing where more is sold than bought."""
    return ratio(maximum(0, row_sum(capital_budget)), row_sum(gross_cost))


@line("There is a cost", "비용 존재 여부", **FLAG)
def capex_share_defined(gross_cost):
    """Without a cost there is no share of it."""
    return 1 - equal(row_sum(gross_cost), 0)


@line("Saving in total", "총 절감액", **MONEY)
def saving_total(baseline_total_cost, total_cost):
    """Baseline less alternative; negative where the alternative costs more."""
    return baseline_total_cost - total_cost


@line("The baseline costs something", "기준안 비용 존재 여부", **FLAG)
def baseline_cost_defined(baseline_total_cost):
    """A share of nothing is not defined."""
    return 1 - equal(baseline_total_cost, 0)


@line("Saving in total, share", "총 절감률", unit="1", defined_by="baseline_cost_defined", **METRIC)
def saving_total_pct(saving_total, baseline_total_cost):
    """Of the baseline's total cost."""
    return ratio(saving_total, baseline_total_cost)


@line("Saving in present value", "절감액 현재가치", **MONEY)
def saving_pv(baseline_present_value, present_value):
    """Baseline less alternative, discounted."""
    return baseline_present_value - present_value


@line(
    "Saving in present value, share",
    "현재가치 절감률",
    unit="1",
    defined_by="baseline_value_defined",
    **METRIC,
)
def saving_pv_pct(saving_pv, baseline_present_value):
    """Of the baseline's present value."""
    return ratio(saving_pv, baseline_present_value)


@line("The baseline has a present value", "기준안 현재가치 존재 여부", **FLAG)
def baseline_value_defined(baseline_present_value):
    """A share of nothing is not defined."""
    return 1 - equal(baseline_present_value, 0)


@line("Run rate of the last year", "마지막 해 경상비용", **MONEY)
def run_rate_last_year(run_rate):
    """What the last year costs, with equipment at the yearly share of its price."""
    return row_sum(run_rate)


@line("The baseline has a run rate", "기준안 경상비용 존재 여부", **FLAG)
def run_rate_defined(baseline_run_rate_last_year):
    """A share of nothing is not defined."""
    return 1 - equal(baseline_run_rate_last_year, 0)


@line("Saving in the last year's run rate, share", "마지막 해 경상비용 절감률", unit="1",
      defined_by="run_rate_defined", **METRIC)  # fmt: skip
def run_rate_saving_pct(baseline_run_rate_last_year, run_rate_last_year):
    """Of the baseline's run rate."""
    return ratio(baseline_run_rate_last_year - run_rate_last_year, baseline_run_rate_last_year)


@line("Net present value against the baseline", "순현재가치", **MONEY)
def npv(saving_pv):
    """The saving in present value."""
    return saving_pv


@line("Gains", "이득 합계", **MONEY)
def gains(gain):
    """All half-years in which the alternative pays less."""
    return row_sum(gain)


@line("Losses", "손실 합계", **MONEY)
def losses(loss):
    """All half-years in which the alternative pays more."""
    return row_sum(loss)


@line("First guess of the rate", "수익률 초기값", unit="1", **METRIC)
def rate_guess(gains, losses, points_per_year, point_count):
    """Spreadsheets need a start near the answer."""
    return maximum(ratio(gains, losses), equal(gains, 0)) ** (points_per_year / point_count) - 1


@line("A rate of return is defined", "내부수익률 정의 여부", **FLAG)
def irr_defined(turned_up, turned_down):
    """Exactly one change of sign, from extra spending to saving."""
    return equal(row_sum(turned_up), 1) * equal(row_sum(turned_down), 0)


@line("Internal rate of return", "내부수익률", unit="1", defined_by="irr_defined", **METRIC)
def irr(difference__plain, rate_guess, points_per_year):
    """The yearly rate that the extra spending earns."""
    return (1 + internal_rate(difference__plain, rate_guess)) ** points_per_year - 1


@line("Modified rate of return", "수정 내부수익률", unit="1", defined_by="irr_defined", **METRIC)
def mirr(gain_at_horizon, loss_today, horizon):
    """Savings are reinvested and extra spending is financed at the discount rate."""
    return ratio(row_sum(gain_at_horizon), row_sum(loss_today)) ** (1 / horizon) - 1


@line(
    "Present value of the category",
    "항목별 현재가치",
    each=("category",),
    follows="category_discounted",
    **MONEY,
)
def category_value(category_discounted):
    """Parts of the present value."""
    return row_sum(category_discounted)


@line(
    "More spent on the category",
    "항목별 추가 지출",
    each=("category",),
    excluding=("residual",),
    follows="category_discounted",
    **MONEY,
)
def extra_category_value(category_value, baseline_category_value):
    """Where the alternative costs more; a residual value that is smaller is not spending."""
    return maximum(0, category_value - baseline_category_value)


total("extra_spending", "Present value of what is spent more", "추가 지출의 현재가치",
      of=("extra_category_value",), sentence="Category by category.", **MONEY)  # fmt: skip


@line("More is spent somewhere", "추가 지출 존재 여부", **FLAG)
def roi_defined(extra_spending, smallest_amount):
    """Without extra spending there is no return on it."""
    return at_least(extra_spending, smallest_amount)


@line("Return on the extra spending", "투자수익률", unit="1", defined_by="roi_defined", **METRIC)
def roi(npv, extra_spending):
    """Net present value over the present value of what is spent more, category by category."""
    return ratio(npv, extra_spending)


@line("Present value of capital", "자본지출 현재가치", **MONEY)
def capital_value(capital_discounted):
    """Capital spending less end values."""
    return row_sum(capital_discounted)


@line("Extra investment", "추가 투자", **MONEY)
def extra_investment(capital_value, baseline_capital_value):
    """In present value, end values taken off."""
    return capital_value - baseline_capital_value


@line("More is invested", "추가 투자 존재 여부", **FLAG)
def sir_defined(extra_investment, smallest_amount):
    """A savings-to-investment ratio needs an investment."""
    return at_least(extra_investment, smallest_amount)


@line("Savings-to-investment ratio", "절감액 대 투자 비율", unit="1", defined_by="sir_defined", **METRIC)
def sir(saving_pv, extra_investment):
    """Savings in running cost over the extra investment, both in present value."""
    return ratio(saving_pv + extra_investment, extra_investment)


@line("An adjusted rate is defined", "조정수익률 정의 여부", **FLAG)
def airr_defined(sir_defined, saving_pv, extra_investment):
    """The investment saves something."""
    return sir_defined * (1 - at_least(0, saving_pv + extra_investment))


@line("Adjusted rate of return", "조정 내부수익률", unit="1", defined_by="airr_defined", **METRIC)
def airr(discount_rate_applied, sir, horizon):
    """Savings are reinvested at the discount rate."""
    return (1 + discount_rate_applied) * maximum(sir, 0) ** (1 / horizon) - 1


@line("A payback is defined", "회수기간 정의 여부", each=("basis",), **FLAG)
def payback_defined(first_outstanding, first_recovery):
    """Never needed extra funding, or recovered it within the horizon."""
    return maximum(1 - row_sum(first_outstanding), row_sum(first_recovery))


@line("Payback by basis", "회수기간(기준별)", unit="1", each=("basis",), **METRIC)
def payback(recovery_date, payback_in_whole_years, rounding_digits):
    """The date on which the extra funding is recovered, or the first whole year that ends after it."""
    date = row_sum(recovery_date)
    return date + payback_in_whole_years * (round_up(date, rounding_digits) - date)


@line("Payback", "회수기간", unit="1", defined_by="payback_defined__plain", **METRIC)
def payback_years(payback__plain):
    """Years until the extra funding is recovered; 0 where none is needed."""
    return payback__plain


@line("Discounted payback", "할인 회수기간", unit="1", defined_by="payback_defined__discounted", **METRIC)
def discounted_payback_years(payback__discounted):
    """The same on discounted cash."""
    return payback__discounted


@line("Largest extra funding", "최대 추가 자금", **MONEY)
def peak_extra_funding(deepening):
    """The deepest point of the cumulative difference in cash."""
    return row_sum(deepening)


@line("Date of the largest extra funding", "최대 추가 자금 시점", unit="1", **METRIC)
def peak_extra_funding_date(deepest_date_step):
    """Years after the decision."""
    return row_sum(deepest_date_step)
