"""Figures that only a case with a hospital has. Imports the language only."""

from tco.language import ONCE, Place, equal, line, ratio, row_sum

METRIC = {"place": Place.METRIC, "axis": ONCE}


@line("There are beds", "병상 존재 여부", unit="1", **METRIC)
def cost_per_bed_defined(beds):
    """A group of clinics has none."""
    return 1 - equal(beds, 0)


@line(
    "Cost per bed and year", "병상당 연간 비용", unit="money/bed", defined_by="cost_per_bed_defined", **METRIC
)
def cost_per_bed_year(equivalent_annual_cost, beds):
    """Equivalent annual cost over the beds."""
    return ratio(equivalent_annual_cost, beds)


@line("Present value with expected losses", "예상손실 포함 현재가치", unit="money", **METRIC)
def present_value_with_risk(present_value, risk_discounted):
    """The second figure beside the headline."""
    return present_value + row_sum(risk_discounted)


@line("Cost to leave at the horizon", "분석기간 말 이탈 비용", unit="money", **METRIC)
def leaving_cost(cost_to_leave):
    """In the money of that year; not in the headline unless the case counts it."""
    return row_sum(cost_to_leave)


@line("Electricity over the horizon", "분석기간 전력 사용량", unit="kWh", **METRIC)
def electricity_total(electricity_in_horizon):
    """On own equipment."""
    return row_sum(electricity_in_horizon)


@line("Electricity within the horizon", "분석기간 내 전력 사용량", unit="kWh")
def electricity_in_horizon(electricity_used, in_horizon):
    """Years after the horizon do not count."""
    return electricity_used * in_horizon


@line("Carbon over the horizon", "분석기간 탄소배출", unit="kgCO2e", **METRIC)
def carbon_total(carbon_in_horizon):
    """Electricity on both sides, and the making of own servers."""
    return row_sum(carbon_in_horizon)


@line("Carbon within the horizon", "분석기간 내 탄소배출", unit="kgCO2e")
def carbon_in_horizon(carbon, in_horizon):
    """Years after the horizon do not count."""
    return carbon * in_horizon
