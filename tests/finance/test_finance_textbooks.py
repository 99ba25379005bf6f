"""The finance functions against calculations in textbooks and official handbooks."""

import numpy as np
import pytest
from published import published

from tco import finance


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
