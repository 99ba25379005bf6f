"""The finance functions against published values, and against properties that hold for any numbers."""

import json
from datetime import date
from decimal import Decimal
from pathlib import Path

import numpy as np
import numpy_financial
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from tco import finance

VALIDATION = Path(__file__).parent / "validation"


def published(name):
    return json.loads((VALIDATION / f"{name}.json").read_text(encoding="utf-8"))


# --- Function reference ------------------------------------------------------------------------------------

REFERENCE = json.loads(
    (VALIDATION / "spreadsheet_function_reference.json").read_text(encoding="utf-8"), parse_float=Decimal
)
INPUTS = published("spreadsheet_function_reference")["inputs"]
OTHER = INPUTS["numpy_financial"]


def fraction(text):
    """A rate as printed: a number, or a yearly rate over periods such as "0.08/12"."""
    numerator, _, denominator = str(text).partition("/")
    return float(numerator) / float(denominator or 1)


def days(key):
    return [date.fromisoformat(day) for day in INPUTS["xirr"][key]]


def first_years(flows, years):
    return flows[: years + 1]


def loan(function, inputs, period):
    return function(fraction(inputs["rate"]), period, inputs["n"], inputs["pv"])


def mirr_of(years, reinvest_rate=INPUTS["mirr"]["reinvest_rate"]):
    flows = first_years(INPUTS["mirr"]["flows"], years)
    return finance.mirr(flows, INPUTS["mirr"]["finance_rate"], reinvest_rate)


def pmt_of(inputs):
    rate, due = fraction(inputs["rate"]), inputs.get("type") == 1
    return finance.pmt(rate, inputs["n"], inputs["pv"], inputs.get("fv", 0), due=due)


def fv_of(inputs):
    rate, due = fraction(inputs["rate"]), inputs.get("type") == 1
    return finance.fv(rate, inputs["n"], inputs["pmt"], inputs["pv"], due=due)


def nper_of(inputs):
    rate, due = fraction(inputs["rate"]), inputs.get("type") == 1
    return finance.nper(rate, inputs["pmt"], inputs["pv"], inputs.get("fv", 0), due=due)


def pv_of(inputs):
    return finance.pv(fraction(inputs["rate"]), inputs["n"], inputs["pmt"], inputs.get("fv", 0))


def rate_of(inputs):
    return finance.rate(inputs["n"], inputs["pmt"], inputs["pv"])


def irr_of(years):
    return finance.irr(first_years(INPUTS["irr"]["flows"], years))


def loan_table(inputs):
    rate, periods, balance, rows = fraction(inputs["rate"]), inputs["n"], inputs["principal"], []
    for period in range(1, periods + 1):
        principal = finance.ppmt(rate, period, periods, inputs["principal"])
        interest = finance.ipmt(rate, period, periods, inputs["principal"])
        balance += principal
        rows.append([principal, interest, balance])
    return rows


COMPUTED = {
    "IRR 4 years": lambda: irr_of(4),
    "IRR 5 years": lambda: irr_of(5),
    "IRR 2 years": lambda: irr_of(2),
    "MIRR 5 years": lambda: mirr_of(5),
    "MIRR 3 years": lambda: mirr_of(3),
    "MIRR 5 years, reinvest 14%": lambda: mirr_of(5, 0.14),
    "XIRR 2008 dates": lambda: finance.xirr(INPUTS["xirr"]["flows"], days("dates_2008")),
    "XIRR 2014 dates": lambda: finance.xirr(INPUTS["xirr"]["flows"], days("dates_2014")),
    "XNPV 2014 dates, 9%": lambda: finance.xnpv(
        INPUTS["xirr"]["flows"], days("dates_2014"), INPUTS["xirr"]["xnpv_rate"]
    ),
    "NPV function 6.5% (first value discounted one period)": lambda: finance.spreadsheet_npv(
        INPUTS["npv"]["flows"], INPUTS["npv"]["rate"]
    ),
    "PMT 8%/12, 10, 10000, due": lambda: pmt_of(INPUTS["pmt_due"]),
    "PMT saving": lambda: pmt_of(INPUTS["pmt_saving"]),
    "SLN": lambda: finance.sln(**INPUTS["sln"]),
    "DDB factor 1.5 period 5": lambda: finance.ddb(**INPUTS["ddb"]),
    "SYD 1": lambda: finance.syd(30000, 7500, 10, INPUTS["syd"]["periods"][0]),
    "SYD 10": lambda: finance.syd(30000, 7500, 10, INPUTS["syd"]["periods"][1]),
    "DB(1000000,0,6,1,2)": lambda: finance.db(**INPUTS["db"]),
    "VDB day 1": lambda: finance.vdb(**INPUTS["vdb"][0]),
    "VDB months 6-18 factor 3": lambda: finance.vdb(**INPUTS["vdb"][1]),
    "VDB 0-0.875 factor 1.5": lambda: finance.vdb(**INPUTS["vdb"][2]),
    "PV annuity": lambda: pv_of(INPUTS["pv"]),
    "FV": lambda: fv_of(INPUTS["fv"]),
    "NPER": lambda: nper_of(INPUTS["nper"]),
    "RATE": lambda: rate_of(INPUTS["rate"]),
    "IPMT first month": lambda: loan(finance.ipmt, INPUTS["ipmt"][0], INPUTS["ipmt"][0]["per"]),
    "IPMT 10% year 3 of 3": lambda: loan(finance.ipmt, INPUTS["ipmt"][1], INPUTS["ipmt"][1]["per"]),
    "PPMT first month": lambda: loan(finance.ppmt, INPUTS["ppmt"][0], INPUTS["ppmt"][0]["per"]),
    "PPMT year 10 of 10": lambda: loan(finance.ppmt, INPUTS["ppmt"][1], INPUTS["ppmt"][1]["per"]),
    "numpy-financial fv": lambda: fv_of(OTHER["fv"]),
    "numpy-financial pmt": lambda: pmt_of(OTHER["pmt"]),
    "numpy-financial nper": lambda: nper_of(OTHER["nper"]),
    "numpy-financial pv": lambda: pv_of(OTHER["pv"]),
    "numpy-financial loan table (principal, interest, balance)": lambda: loan_table(OTHER["loan"]),
}


def half_of_last_digit(printed):
    """What rounding to the printed digits can hide, but never less than the reference's own 1e-8."""
    if isinstance(printed, int):
        return 1e-8
    return max(0.5 * 10.0 ** printed.as_tuple().exponent, 1e-8)


def test_every_value_of_the_function_reference_is_computed():
    assert set(COMPUTED) == set(REFERENCE["expected_outputs"])


@pytest.mark.parametrize("name", [name for name in COMPUTED if "table" not in name])
def test_a_function_gives_the_value_that_its_reference_page_prints(name):
    printed = REFERENCE["expected_outputs"][name]
    assert COMPUTED[name]() == pytest.approx(float(printed), rel=0, abs=half_of_last_digit(printed))


def test_the_loan_table_is_right_to_the_cent():
    name = "numpy-financial loan table (principal, interest, balance)"
    printed = np.array(REFERENCE["expected_outputs"][name], dtype=float)
    assert np.array(COMPUTED[name]()) == pytest.approx(printed, rel=0, abs=0.005)


@pytest.mark.parametrize(
    ("years", "reinvest_rate", "percent"), [(5, 0.12, 12.61), (3, 0.12, -4.80), (5, 0.14, 13.48)]
)
def test_mirr_has_the_digits_that_its_page_rounds_away(years, reinvest_rate, percent):
    assert 100 * mirr_of(years, reinvest_rate) == pytest.approx(percent, abs=0.005)


# --- Published calculations --------------------------------------------------------------------------------


def test_leasing_a_server_is_worth_what_ross_prints():
    case = published("ross_server_lease_or_buy")
    given_, expected = case["inputs"], case["expected_outputs"]
    terms = {"price": given_["price"], "years": given_["life_years"], "tax_rate": given_["tax_rate"]}
    borrowing = {"borrowing_rate": given_["borrowing_rate"]}
    flows = finance.lease_flows(lease_payment=given_["lease_payment"], **terms)
    assert flows == pytest.approx(expected["incremental_cash_flow"])
    value = finance.lease_npv(lease_payment=given_["lease_payment"], **terms, **borrowing)
    assert value == pytest.approx(expected["NPV_leasing"], abs=0.01)
    payment = finance.break_even_lease_payment(**terms, **borrowing)
    assert payment == pytest.approx(expected["breakeven_lease_payment"], abs=0.01)
    assert payment * (1 - 0.34) == pytest.approx(expected["breakeven_after_tax_lease"], abs=0.01)


def test_the_general_break_even_finds_the_payment_of_ross():
    case = published("ross_server_lease_or_buy")
    roots = finance.break_even(
        lambda payment: finance.lease_npv(75000, payment, 3, 0.1, tax_rate=0.34), 10_000, 60_000
    )
    assert roots == [pytest.approx(case["expected_outputs"]["breakeven_lease_payment"], abs=0.01)]


def test_the_embroidery_machine_has_the_results_of_its_textbook():
    case = published("openstax_embroidery_npv_irr_mirr")
    given_, expected = case["inputs"], case["expected_outputs"]
    flows, rate, years = given_["regular_machine"], given_["rate"], range(7)
    discounted = np.array(flows) * finance.discount_factor(rate, years)
    assert discounted == pytest.approx(expected["discounted_flows"], abs=0.0051)
    assert finance.npv(flows, rate) == pytest.approx(expected["NPV"], abs=0.02)
    assert finance.irr(flows) == pytest.approx(expected["IRR"], abs=0.0001)
    assert finance.mirr(flows, 0.09, 0.09) == pytest.approx(expected["MIRR"], abs=0.005)
    assert finance.payback(years, flows) == expected["simple_payback_years"]
    assert finance.payback(years, discounted) == pytest.approx(
        expected["discounted_payback_years"], abs=0.005
    )
    assert finance.npv(flows, given_["npv_profile_rates"]) == pytest.approx(expected["npv_profile"], abs=0.6)
    heavy = given_["heavy_duty_machine"]
    assert finance.npv(heavy, rate) == pytest.approx(expected["heavy_duty"]["NPV"], abs=0.02)
    assert finance.irr(heavy) == pytest.approx(expected["heavy_duty"]["IRR"], abs=0.0001)


@pytest.mark.parametrize("project", ["growing", "solar"])
def test_ten_years_of_savings_have_the_results_of_their_textbook(project):
    case = published("openstax_growing_flows_and_solar")
    given_, expected = case["inputs"][project], case["expected_outputs"][project]
    assert finance.npv(given_["flows"], given_["rate"]) == pytest.approx(expected["NPV"], abs=0.6)
    assert finance.irr(given_["flows"]) == pytest.approx(expected["IRR"], abs=0.0005)


def test_a_spreadsheets_npv_of_later_years_leaves_out_the_first_outlay():
    case = published("openstax_growing_flows_and_solar")
    later = case["inputs"]["growing"]["flows"][1:]
    expected = case["expected_outputs"]["growing"]["spreadsheet_NPV_of_years_1_to_7"]
    assert finance.spreadsheet_npv(later, 0.09) == pytest.approx(expected, abs=0.6)


def test_two_rates_of_return_are_both_found_and_neither_is_called_the_irr():
    flows = published("openstax_growing_flows_and_solar")["inputs"]["two_irr_flows_million"]
    roots = finance.break_even(lambda rate: finance.npv(flows, rate), 0, 1)
    assert roots == pytest.approx([0.0918, 0.6225], abs=0.00005)
    assert finance.sign_changes(flows) == 2
    assert finance.irr(flows) is None


def test_a_taxpaying_hospital_keeps_its_depreciation_shield():
    case = published("city_hospital_taxpaying_equipment")
    given_, expected = case["inputs"], case["expected_outputs"]
    shield = finance.sln(given_["cost"], given_["salvage"], given_["life_years"]) * given_["tax_rate"]
    yearly = given_["annual_cash_saving"] * (1 - given_["tax_rate"]) + shield
    flows = [-given_["cost"], *[yearly] * given_["life_years"]]
    assert yearly == pytest.approx(expected["derived_after_tax_cash_flow"])
    assert finance.npv(flows, given_["required_return"]) == pytest.approx(expected["NPV"], abs=4)
    assert finance.payback(range(11), flows) == pytest.approx(expected["payback_years"], abs=0.005)


@pytest.mark.parametrize(
    ("flows_name", "answer_name"),
    [("winston_clinic", "winston"), ("porter_project_x", "porter_x"), ("porter_project_y", "porter_y")],
)
def test_hospital_projects_have_the_results_of_their_textbook(flows_name, answer_name):
    case = published("gapenski_hospital_capital_budgeting")
    flows, expected = case["inputs"][flows_name], case["expected_outputs"][answer_name]
    assert finance.npv(flows, 0.12) == pytest.approx(expected["NPV"], abs=0.6)
    assert finance.irr(flows) == pytest.approx(expected["IRR"], abs=0.0005)
    assert finance.payback(range(len(flows)), flows) == pytest.approx(expected["payback"], abs=0.005)


def test_winston_clinic_has_the_mirr_of_its_textbook():
    case = published("gapenski_hospital_capital_budgeting")
    result = finance.mirr(case["inputs"]["winston_clinic"], *case["inputs"]["mirr_rates"])
    assert result == pytest.approx(case["expected_outputs"]["winston"]["MIRR"], abs=0.005)


def test_nist_discounts_escalating_savings_at_the_middle_of_the_year():
    case = published("nist_blcc_ecip_midyear_2019")
    given_, expected = case["inputs"], case["expected_outputs"]
    years = np.arange(2, 22)
    grown = (1 + given_["recurring_escalation"]) ** (years - 0.5)
    factor = finance.present_value(grown, years - 0.5, given_["discount_rate"])
    assert factor == pytest.approx(expected["recurring_factor"], abs=0.0005)
    for item in given_["one_off_savings_by_years_after_occupancy"]:
        value = finance.present_value([item["amount"]], [item["year"] + 1], given_["discount_rate"])
        assert value == pytest.approx(expected["one_off_discounted"][str(item["year"])], abs=3)


def test_nist_adjusts_the_irr_of_the_air_conditioning():
    case = published("nist_blcc_ecip_midyear_2019")
    given_, expected = case["inputs"], case["expected_outputs"]
    ratio = expected["total_discounted_savings"] / given_["total_investment"]
    assert ratio == pytest.approx(expected["SIR"], abs=0.005)
    adjusted = finance.adjusted_irr(ratio, given_["discount_rate"], given_["economic_life_years"])
    assert adjusted == pytest.approx(expected["AIRR"], abs=0.00005)


def test_nist_adjusts_the_irr_and_spreads_the_cost_of_the_heat_pump():
    case = published("nist_blcc_heat_pump_2019_components")
    expected = case["expected_outputs"]
    ratio = expected["PV_non_investment_savings"] / expected["increased_total_investment"]
    assert finance.adjusted_irr(ratio, 0.03, 15) == pytest.approx(expected["AIRR"], abs=0.0001)
    for system, yearly in expected["annual_value"].items():
        assert finance.equivalent_annual_cost(expected[system], 0.03, 15) == pytest.approx(yearly, abs=0.6)


@pytest.mark.parametrize("system", ["base", "alternative"])
def test_nist_spreads_each_part_of_the_life_cycle_cost_over_the_years(system):
    expected = published("nist_blcc_heat_pump_2020")["expected_outputs"][system]
    for part in ("initial", "energy", "recurring", "LCC"):
        yearly = finance.equivalent_annual_cost(expected["PV"][part], 0.03, 15)
        assert yearly == pytest.approx(expected["annual_value"][part], abs=0.6)


@pytest.mark.parametrize("method", ["A", "B"])
def test_costs_alone_have_a_present_value_and_no_rate_of_return(method):
    case = published("capitol_health_plans_cost_only")
    flows, expected = case["inputs"][f"method_{method}"], case["expected_outputs"]
    yearly = -np.array(flows[1:]) * finance.discount_factor(0.09, range(1, 6))
    assert yearly == pytest.approx(expected[f"yearly_PV_{method}"], abs=0.011)
    cost = expected["derived_not_printed"][f"PV_cost_{method}"]
    assert finance.npv(flows, 0.09) == pytest.approx(-cost, abs=0.011)
    assert finance.irr(flows) is None
    assert finance.mirr(flows, 0.09, 0.09) is None


def test_forrester_discounts_costs_and_benefits_and_leaves_the_initial_column_alone():
    case = published("forrester_tei_salesloft")
    given_, expected = case["inputs"], case["expected_outputs"]
    costs, benefits = (finance.npv(given_[name], 0.1) for name in ("total_costs", "total_benefits"))
    assert costs == pytest.approx(expected["PV_costs"], abs=1)
    assert benefits == pytest.approx(expected["PV_benefits"], abs=1)
    assert benefits - costs == pytest.approx(expected["NPV"], abs=1)
    months = 12 * finance.payback(range(4), expected["net_benefits"])
    assert months == pytest.approx(0.68, abs=0.005)


# --- Properties --------------------------------------------------------------------------------------------

amounts = st.floats(0.01, 1e12)
rates = st.floats(-0.5, 2)
flow = st.floats(-1e12, 1e12)


@st.composite
def investments(draw):
    """Some spending, then some receipts, zeros anywhere."""
    spent = draw(st.lists(amounts | st.just(0.0), max_size=4)) + [draw(amounts)]
    earned = draw(st.lists(amounts | st.just(0.0), max_size=20)) + [draw(amounts)]
    return [-amount for amount in spent] + earned


@given(investments())
def test_npv_at_the_irr_is_zero(flows):
    rate = finance.irr(flows)
    factors = np.exp(-np.log1p(rate) * np.arange(len(flows)))
    gross = float(np.abs(flows) @ factors)
    # A rate near -1 has few digits left in 1 + rate, and they are raised to the number of periods.
    lost = len(flows) * 1e-15 / min(1, 1 + rate)
    assert float(np.array(flows) @ factors) == pytest.approx(0, abs=gross * (1e-12 + 10 * lost))


@given(investments())
def test_lending_and_borrowing_have_the_same_irr(flows):
    assert finance.irr([-amount for amount in flows]) == finance.irr(flows)


@given(investments(), st.floats(1e-6, 1e6))
def test_irr_does_not_depend_on_the_unit_of_money(flows, unit):
    scaled = finance.irr([amount * unit for amount in flows])
    assert 1 + scaled == pytest.approx(1 + finance.irr(flows), rel=1e-9)


def test_irr_in_billions_of_won_agrees_with_an_independent_library():
    random = np.random.default_rng(20261123)
    flows = random.uniform(1e9, 60e9, (200, 21))
    flows[:, 0] *= -8
    independent = [numpy_financial.irr(row / 1e9) for row in flows]
    assert finance.irr_batch(flows) == pytest.approx(np.array(independent), abs=1e-10)


@pytest.mark.parametrize("flows", [[], [0, 0], [1, 2], [-1, -2], [-1, 3, -1], [-1, 2, 0, -0.5, 4]])
def test_irr_is_undefined_without_exactly_one_change_of_sign(flows):
    assert finance.irr(flows) is None


def test_zeros_are_no_change_of_sign():
    assert finance.sign_changes([0, -1, 0, 0, 2, 0]) == 1
    assert finance.irr([-100, 0, 121, 0]) == pytest.approx(0.1)


def test_a_rate_beyond_all_numbers_is_none():
    flows = [0.0, 0.0, 0.0, 0.0, -9.165030888639143e-299, 16475913110.0]
    assert finance.irr(flows) is None
    assert np.isnan(finance.irr_batch([flows])).all()


def test_irr_of_a_near_total_loss_exists():
    assert finance.irr([-1e9, 0, 0, 1]) == pytest.approx(1e-3 - 1)


@given(st.lists(st.lists(flow, min_size=6, max_size=6), min_size=1, max_size=8))
def test_a_batch_of_irr_equals_single_ones_where_money_is_spent_first(rows):
    for row, rate in zip(rows, finance.irr_batch(rows), strict=True):
        spends_first = next((amount for amount in row if amount), 0) < 0
        single = finance.irr(row) if spends_first else None
        assert rate == pytest.approx(np.nan if single is None else single, rel=1e-9, nan_ok=True)


def test_a_batch_keeps_the_shape_of_its_leading_axes():
    flows = np.tile([-100.0, 60.0, 60.0], (2, 3, 1))
    flows[1, 2] = [100, -60, -60]
    rate = finance.irr([-100, 60, 60])
    assert finance.irr_batch(flows) == pytest.approx(
        np.array([[rate, rate, rate], [rate, rate, np.nan]]), nan_ok=True
    )


def test_a_batch_longer_than_a_block_is_solved_to_its_end():
    earned = np.linspace(50, 150, 1234)
    flows = np.stack([np.full(1234, -100.0), earned], axis=-1)
    assert finance.irr_batch(flows) == pytest.approx(earned / 100 - 1, abs=1e-12)


@given(investments(), st.floats(-0.2, 0.5))
def test_mirr_lies_between_the_irr_and_the_rate_at_which_money_waits(flows, rate):
    assume(flows[0] < 0)
    low, high = sorted([finance.irr(flows), rate])
    assert low - 1e-9 * (1 + abs(low)) <= finance.mirr(flows, rate, rate) <= high + 1e-9 * (1 + abs(high))


@given(st.lists(flow, min_size=2, max_size=20), rates, rates)
def test_mirr_agrees_with_an_independent_library(flows, finance_rate, reinvest_rate):
    assume(min(flows) < -1e-3 and max(flows) > 1e-3)
    independent = numpy_financial.mirr(np.array(flows), finance_rate, reinvest_rate)
    assert 1 + finance.mirr(flows, finance_rate, reinvest_rate) == pytest.approx(1 + independent, rel=1e-9)


def test_a_batch_of_mirr_equals_single_ones_and_takes_a_rate_per_row():
    flows, costs = [[-100, 60, 70], [-100, -20, 200], [-1, -2, -3]], np.array([0.05, 0.1, 0.05])
    single = [finance.mirr(row, cost, 0.08) for row, cost in zip(flows, costs, strict=True)]
    assert finance.mirr_batch(flows, costs, 0.08) == pytest.approx(np.array(single, dtype=float), nan_ok=True)
    assert single[2] is None


@given(st.lists(flow, min_size=1, max_size=20))
def test_at_rate_zero_the_present_value_is_the_sum(flows):
    assert finance.npv(flows, 0) == pytest.approx(sum(flows), rel=1e-9, abs=1e-3)
    assert finance.spreadsheet_npv(flows, 0) == finance.npv(flows, 0)


@given(st.lists(flow, min_size=1, max_size=20), rates)
def test_a_spreadsheets_npv_is_one_period_later_than_the_npv_of_finance(flows, rate):
    later = finance.spreadsheet_npv(flows, rate) * (1 + rate)
    gross = finance.npv(np.abs(flows), rate)
    assert later == pytest.approx(finance.npv(flows, rate), rel=1e-9, abs=1e-9 * gross)


def test_present_value_takes_a_rate_per_row():
    values = finance.present_value([[100, 100], [100, 100]], [0, 0.5], [0, 0.21])
    assert values == pytest.approx([200, 100 + 100 / 1.1])


@given(st.floats(-0.3, 1), st.integers(1, 40))
def test_the_annuity_factor_is_the_sum_of_its_discount_factors(rate, years):
    expected = finance.discount_factor(rate, range(1, years + 1)).sum()
    assert finance.annuity_factor(rate, years) == pytest.approx(expected, rel=1e-9)


@pytest.mark.parametrize("rate", [0, 1e-300, -1e-17, 1e-12])
def test_near_rate_zero_the_equivalent_annual_cost_is_the_average(rate):
    assert finance.equivalent_annual_cost(1000, rate, 8) == pytest.approx(125, rel=1e-10)


@given(st.floats(0, 1e12), rates, st.integers(1, 30))
def test_the_equivalent_annual_cost_has_the_present_value_it_came_from(value, rate, years):
    yearly = finance.equivalent_annual_cost(value, rate, years)
    assert finance.spreadsheet_npv([yearly] * years, rate) == pytest.approx(value, rel=1e-9)


@given(rates, st.floats(-0.2, 0.5))
def test_real_and_nominal_rates_convert_both_ways(real, inflation):
    nominal = finance.real_to_nominal(real, inflation)
    assert finance.nominal_to_real(nominal, inflation) == pytest.approx(real, abs=1e-12)


def test_real_and_nominal_rates_compound_rather_than_add():
    assert finance.real_to_nominal(0.03, 0.02) == pytest.approx(0.0506)


@given(st.lists(flow, min_size=1, max_size=12), rates)
def test_whole_years_of_365_days_make_xnpv_an_npv(flows, rate):
    dates = [date.fromordinal(730_000 + 365 * year) for year in range(len(flows))]
    gross = finance.npv(np.abs(flows), rate)
    assert finance.xnpv(flows, dates, rate) == pytest.approx(finance.npv(flows, rate), abs=1e-12 * gross)


def test_xirr_reads_flows_in_order_of_their_dates():
    dates = [date(2025, 1, 1), date(2027, 1, 1), date(2026, 1, 1)]
    assert finance.xirr([-100, 60, 60], dates) == pytest.approx(finance.irr([-100, 60, 60]))
    assert finance.xirr([-100, 120, -30], dates) == pytest.approx(finance.irr([-100, -30, 120]))


def test_xirr_is_undefined_for_costs_alone_and_for_flows_on_one_day():
    assert finance.xirr([-100, -60], [date(2025, 1, 1), date(2026, 1, 1)]) is None
    assert finance.xirr([-100, 160], [date(2025, 1, 1), date(2025, 1, 1)]) is None


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


# --- Payback -----------------------------------------------------------------------------------------------


@given(st.lists(flow, min_size=1, max_size=15), st.sampled_from([0.5, 1.0]))
def test_payback_lies_between_the_last_negative_point_and_the_first_recovered_one(flows, step):
    times = np.arange(len(flows)) * step
    total = np.cumsum(flows)
    assume(np.abs(total).min() > 1e-3)
    result = finance.payback(times, flows)
    first_negative = next((index for index, value in enumerate(total) if value < 0), None)
    if first_negative is None:
        assert result == 0
        return
    recovered = next((i for i in range(first_negative, len(flows)) if total[i] > 0), None)
    if recovered is None:
        assert result is None
        return
    assert times[recovered - 1] <= result <= times[recovered]
    assert np.interp(result, times, total) == pytest.approx(0, abs=1e-9 * np.abs(flows).sum())


@given(st.lists(st.lists(flow, min_size=5, max_size=5), min_size=1, max_size=6), st.booleans())
def test_a_batch_of_paybacks_equals_single_ones(rows, whole_years):
    single = [finance.payback(range(5), row, whole_years=whole_years) for row in rows]
    batch = finance.payback_batch(range(5), rows, whole_years=whole_years)
    assert batch == pytest.approx(np.array(single, dtype=float), nan_ok=True)


@pytest.mark.parametrize(
    ("flows", "interpolated", "whole"),
    [
        ([-100, 40, 40, 40], 2.5, 3),
        ([-100, 50, 50, 50], 2, 2),
        ([-100, 60, 60, -90, 80], 5 / 3, 2),
        ([50, -100, 25, 50], 2.5, 3),
        ([0, 0, 10], 0, 0),
        ([-100, 10, 10], None, None),
        ([], 0, 0),
    ],
)
def test_payback_is_interpolated_or_the_end_of_that_year(flows, interpolated, whole):
    assert finance.payback(range(len(flows)), flows) == pytest.approx(interpolated)
    assert finance.payback(range(len(flows)), flows, whole_years=True) == whole


def test_what_adding_up_leaves_of_zero_is_neither_a_debt_nor_a_shortfall():
    assert sum([0.3, -0.1, -0.1, -0.1]) != 0
    assert finance.payback(range(4), [0.3, -0.1, -0.1, -0.1]) == 0
    assert finance.payback(range(4), [-0.3, 0.1, 0.1, 0.1], whole_years=True) == 3


def test_payback_reads_half_years():
    assert finance.payback([0, 0.5, 1, 1.5], [-90, 0, 60, 60]) == pytest.approx(1.25)


# --- Depreciation ------------------------------------------------------------------------------------------

assets = st.tuples(st.floats(1, 1e9), st.floats(0, 1), st.integers(1, 20))


@given(assets)
def test_every_method_that_promises_it_writes_off_cost_less_salvage(asset):
    cost, share, life = asset
    salvage = cost * share
    periods = range(1, life + 1)
    expected = pytest.approx(cost - salvage, rel=1e-9, abs=1e-9 * cost)
    assert life * finance.sln(cost, salvage, life) == expected
    assert sum(finance.syd(cost, salvage, life, period) for period in periods) == expected
    assert finance.vdb(cost, salvage, life, 0, life) == expected


@given(assets, st.floats(0.5, 4))
def test_declining_balances_never_fall_below_salvage(asset, factor):
    cost, share, life = asset
    salvage = cost * share
    total = sum(finance.ddb(cost, salvage, life, period, factor) for period in range(1, life + 1))
    assert total <= (cost - salvage) * (1 + 1e-9) + 1e-9 * cost


@given(assets, st.floats(0.5, 4), st.floats(0, 1), st.booleans())
def test_variable_depreciation_adds_up_over_any_split(asset, factor, split, no_switch):
    cost, share, life = asset
    middle = split * life
    parts = [
        finance.vdb(cost, cost * share, life, start, end, factor, no_switch=no_switch)
        for start, end in [(0, middle), (middle, life), (0, life)]
    ]
    assert parts[0] + parts[1] == pytest.approx(parts[2], rel=1e-9, abs=1e-9 * cost)


@given(assets, st.floats(0.5, 4))
def test_variable_depreciation_without_switch_is_the_declining_balance(asset, factor):
    cost, share, life = asset
    salvage = cost * share
    for period in range(1, life + 1):
        variable = finance.vdb(cost, salvage, life, period - 1, period, factor, no_switch=True)
        declining = finance.ddb(cost, salvage, life, period, factor)
        assert variable == pytest.approx(declining, rel=1e-9, abs=1e-9 * cost)


def test_a_life_of_part_years_is_written_off_at_its_end():
    assert finance.vdb(900, 0, 4.5, 0, 4.5) == pytest.approx(900)
    assert finance.vdb(900, 0, 4.5, 4, 4.5, factor=1) == pytest.approx(100)


def test_a_fixed_declining_balance_follows_the_example_of_its_page_to_the_part_year_at_the_end():
    charges = [finance.db(1_000_000, 100_000, 6, year, 7) for year in range(1, 8)]
    expected = [186083.33, 259639.42, 176814.44, 120410.64, 81999.64, 55841.76, 15845.10]
    assert charges == pytest.approx(expected, abs=0.006)


# --- Break-even --------------------------------------------------------------------------------------------


@given(st.lists(st.floats(-9.9, 9.9), min_size=1, max_size=5))
def test_every_planted_crossing_is_found(planted):
    planted = sorted(planted)
    assume(all(right - left > 0.02 for left, right in zip(planted, planted[1:], strict=False)))
    # the scan's intervals are 0.2 wide, and two crossings in one of them is what is promised
    assume(all(right - left > 0.4 for left, right in zip(planted, planted[2:], strict=False)))

    def difference(at):
        return float(np.prod([at - root for root in planted]))

    assert finance.break_even(difference, -10, 10) == pytest.approx(planted, abs=1e-6)


def test_two_crossings_inside_one_interval_of_the_scan_are_found():
    roots = finance.break_even(lambda at: (at - 3.301) * (at - 3.304), 0, 10, intervals=10)
    assert roots == pytest.approx([3.301, 3.304], abs=1e-9)


def test_a_crossing_beside_one_on_a_point_of_the_scan_is_found():
    roots = finance.break_even(lambda at: at * (at - 0.125), -10, 10)
    assert roots == pytest.approx([0, 0.125], abs=1e-9)


def test_crossings_are_found_in_differences_too_small_to_multiply():
    assert finance.break_even(lambda at: (at - 1) * 1e-300, -10, 10.5) == [pytest.approx(1)]


def test_crossings_at_the_bounds_and_on_points_of_the_scan_are_found_once():
    roots = finance.break_even(lambda at: at * (at - 5) * (at - 10), 0, 10, intervals=10)
    assert roots == pytest.approx([0, 5, 10], abs=1e-9)


def test_a_jump_across_zero_is_a_crossing():
    assert finance.break_even(lambda at: 1 if at > 2.5 else -1, 0, 10) == [pytest.approx(2.5, abs=1e-9)]


def test_a_stretch_of_zeros_counts_once():
    assert finance.break_even(lambda at: max(0.0, 4 - at), 0, 10, intervals=10) == [4]


@pytest.mark.parametrize("difference", [lambda at: at**2 + 1, lambda at: 7.0, lambda at: -1 - at])
def test_a_winner_that_never_changes_has_no_break_even(difference):
    assert finance.break_even(difference, 0, 10) == []


@given(st.floats(1, 1e9), st.integers(1, 15), st.floats(0, 0.3), st.floats(0, 0.6), st.floats(0, 1))
def test_at_the_break_even_payment_leasing_is_worth_nothing(price, years, borrowing, tax, share):
    terms = {"tax_rate": tax, "salvage": price * share}
    payment = finance.break_even_lease_payment(price, years, borrowing, **terms)
    assert finance.lease_npv(price, payment, years, borrowing, **terms) == pytest.approx(0, abs=1e-8 * price)


def test_a_tax_exempt_lease_without_interest_breaks_even_at_the_price_spread_over_its_years():
    assert finance.break_even_lease_payment(75000, 3, 0) == pytest.approx(25000)


# --- Refusals ----------------------------------------------------------------------------------------------


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
