"""Each alternative against the baseline, on a row of half-years. Imports the language only.

`baseline_x` is line x of the baseline. Differences are baseline less alternative: a saving is positive.
"""

from tco.language import POINTS, Place, Treatment, at_least, line, maximum, previous, ratio, total

AGAINST = {"place": Place.COMPARISON, "axis": POINTS}
BASIS = {"each": ("basis",), **AGAINST}


@line("Saving of the year", "연간 절감액", unit="money", place=Place.COMPARISON)
def saving(baseline_total_cash, total_cash):
    """What the baseline pays and the alternative does not."""
    return baseline_total_cash - total_cash


@line("Saving of the year, discounted", "연간 절감액(현재가치)", unit="money", place=Place.COMPARISON)
def saving_discounted(baseline_total_discounted, total_discounted):
    """Its sum is the net present value of choosing the alternative."""
    return baseline_total_discounted - total_discounted


@line("Saving by category, discounted", "항목별 절감액(현재가치)", unit="money", place=Place.COMPARISON,
      each=("category",), follows="category_discounted")  # fmt: skip
def category_saving(baseline_category_discounted, category_discounted):
    """The bridge from one present value to the other."""
    return baseline_category_discounted - category_discounted


@line("Difference", "차이", unit="money", name="difference", only={"basis": "plain"}, **BASIS)
def plain_difference(baseline_cash_on_dates, cash_on_dates):
    """Cash of the baseline less cash of the alternative."""
    return baseline_cash_on_dates - cash_on_dates


@line("Difference", "차이", unit="money", name="difference", only={"basis": "discounted"}, **BASIS)
def discounted_difference(difference__plain, discount_rate_applied, point):
    """The difference in cash, discounted to the day of the decision."""
    return difference__plain / (1 + discount_rate_applied) ** point


@line("Cumulative difference", "누적 차이", unit="money", **BASIS)
def cumulative(cumulative, difference):
    """What the alternative has saved so far; negative while it has cost more."""
    return previous(cumulative) + difference


@line("Extra funding outstanding", "추가 자금 소요 여부", unit="1", **BASIS)
def outstanding(cumulative, smallest_amount):
    """The alternative has cost more so far."""
    return at_least(0 - cumulative, smallest_amount)


@line("Date of the latest payment", "최근 지급 시점", unit="1", **BASIS)
def latest_payment(difference, point, latest_payment, smallest_amount):
    """Between two payments the cumulative difference is read as a straight line."""
    nothing = 1 - at_least(maximum(difference, 0 - difference), smallest_amount)
    return point * (1 - nothing) + previous(latest_payment) * nothing


@line("Recovered", "회수 여부", unit="1", **BASIS)
def recovered(outstanding):
    """Extra funding was outstanding and no longer is."""
    return previous(outstanding) * (1 - outstanding)


@line("Recovered for the first time", "최초 회수 여부", unit="1", **BASIS)
def first_recovery(recovered, recovered_before):
    """Only the first recovery is the payback."""
    return recovered * (1 - previous(recovered_before))


@line("Recovered so far", "회수 이력", unit="1", **BASIS)
def recovered_before(recovered_before, recovered):
    """Once recovered, always counted."""
    return maximum(previous(recovered_before), recovered)


@line("Date of recovery", "회수 시점", unit="1", **BASIS)
def recovery_date(first_recovery, latest_payment, point, cumulative, difference):
    """Where the straight line between two payments crosses zero."""
    start = previous(latest_payment)
    return first_recovery * (start + (point - start) * ratio(0 - previous(cumulative), difference))


@line("Ever outstanding", "추가 자금 소요 이력", unit="1", **BASIS)
def ever_outstanding(ever_outstanding, outstanding):
    """Whether extra funding was ever needed."""
    return maximum(previous(ever_outstanding), outstanding)


@line("First need of extra funding", "최초 추가 자금 소요", unit="1", **BASIS)
def first_outstanding(ever_outstanding):
    """Once at most."""
    return ever_outstanding - previous(ever_outstanding)


@line("Gain of the half-year", "반기 이득", unit="money", **AGAINST)
def gain(difference__plain):
    """The positive part of the difference."""
    return maximum(0, difference__plain)


@line("Loss of the half-year", "반기 손실", unit="money", **AGAINST)
def loss(difference__plain):
    """The negative part of the difference, as a positive amount."""
    return maximum(0, 0 - difference__plain)


@line("Sign of the latest difference", "최근 차이 부호", unit="1", **AGAINST)
def latest_sign(latest_sign, gain, loss, smallest_amount):
    """Half-years without a difference are skipped."""
    up, down = at_least(gain, smallest_amount), at_least(loss, smallest_amount)
    return up - down + (1 - up - down) * previous(latest_sign)


@line("Change from loss to gain", "손실→이득 전환", unit="1", **AGAINST)
def turned_up(latest_sign):
    """A rate of return needs exactly one of these."""
    return at_least(latest_sign, 1) * at_least(0 - previous(latest_sign), 1)


@line("Change from gain to loss", "이득→손실 전환", unit="1", **AGAINST)
def turned_down(latest_sign):
    """A rate of return has none of these."""
    return at_least(previous(latest_sign), 1) * at_least(0 - latest_sign, 1)


@line("Gain carried to the horizon", "이득의 종가", unit="money", **AGAINST)
def gain_at_horizon(gain, discount_rate_applied, horizon, point):
    """Reinvested at the discount rate."""
    return gain * (1 + discount_rate_applied) ** (horizon - point)


@line("Loss discounted to the decision", "손실의 현재가치", unit="money", **AGAINST)
def loss_today(loss, discount_rate_applied, point):
    """Financed at the discount rate."""
    return loss / (1 + discount_rate_applied) ** point


@line("Largest extra funding so far", "누적 최대 추가 자금", unit="money", **AGAINST)
def deepest(deepest, cumulative__plain):
    """The deepest point of the cumulative difference."""
    return maximum(previous(deepest), 0 - cumulative__plain)


@line("Increase of the largest extra funding", "최대 추가 자금 증가분", unit="money", **AGAINST)
def deepening(deepest):
    """Adds up to the largest extra funding."""
    return deepest - previous(deepest)


@line("Date of the largest extra funding", "최대 추가 자금 시점", unit="1", **AGAINST)
def deepest_date(deepest_date, deepening, point, smallest_amount):
    """The last date on which it grew."""
    unchanged = 1 - at_least(deepening, smallest_amount)
    return point * (1 - unchanged) + previous(deepest_date) * unchanged


@line("Step of that date", "시점 증가분", unit="1", **AGAINST)
def deepest_date_step(deepest_date):
    """Adds up to the date."""
    return deepest_date - previous(deepest_date)


def _capital_discounted(cost, keys):
    group = cost.line.id == "cash_discounted" and cost.keys["timing"] in ("capital", "end")
    return group or (cost.line.id == "custom_discounted" and cost.treatment == Treatment.CAPITAL)


total("capital_discounted", "Capital spending less end values, discounted", "자본지출 현재가치", unit="money",
      of=_capital_discounted, sentence="The investment side of a savings-to-investment ratio.")  # fmt: skip
