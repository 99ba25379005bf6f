"""Metrics with a hand calculation each."""

import pytest
from small_cases import custom, metric, of_lines, result


def machine(alternative="other", amount=1000.0, **fields):
    """A machine bought at the decision."""
    return custom("machine_x", amount, alternative, treatment="capital", category="equipment",
                  first_year=0, last_year=0, accounting_life=5, **fields)  # fmt: skip


def test_total_present_value_and_equivalent_annual_cost():
    document = of_lines(custom("fee_x", 100.0), machine(), rate=0.1, horizon=4)
    value = 1000 + 100 * (1 - 1.1**-4) / 0.1
    assert metric(document, "total_cost") == pytest.approx(1400)
    assert metric(document, "present_value") == pytest.approx(value)
    assert metric(document, "equivalent_annual_cost") == pytest.approx(value * 0.1 / (1 - 1.1**-4))


def test_without_interest_the_annual_cost_is_the_average():
    document = of_lines(custom("fee_x", 100.0), machine(), rate=0.0, horizon=4)
    assert metric(document, "equivalent_annual_cost") == pytest.approx(350)


def test_the_three_dates_of_a_year():
    for timing, date in (("start", 2), ("middle", 2.5), ("end", 3)):
        document = of_lines(custom("fee_x", 100.0, timing=timing, first_year=3, last_year=3))
        assert metric(document, "present_value") == pytest.approx(100 * 1.1**-date)


def test_nothing_is_paid_before_the_decision():
    for timing in ("start", "middle", "end"):
        document = of_lines(custom("fee_x", 100.0, timing=timing, first_year=0, last_year=0))
        assert metric(document, "present_value") == pytest.approx(100)


def test_capital_is_a_share_of_the_cost_before_residual():
    document = of_lines(custom("fee_x", 100.0), machine(salvage_share=0.5), horizon=4)
    assert metric(document, "total_cost") == pytest.approx(900)
    assert metric(document, "residual_total") == pytest.approx(-500)
    assert metric(document, "capex_share") == pytest.approx(1000 / 1400)


def test_a_residual_that_does_not_count_changes_the_cost_but_not_the_share():
    document = of_lines(custom("fee_x", 100.0), machine(salvage_share=0.5), horizon=4, count_residual=0.0)
    assert metric(document, "total_cost") == pytest.approx(1400)
    assert metric(document, "capex_share") == pytest.approx(1000 / 1400)


def test_savings_are_shares_of_the_baseline():
    document = of_lines(custom("fee_x", 200.0, "base"), custom("rent_x", 150.0), horizon=4)
    assert metric(document, "saving_total_pct") == pytest.approx(0.25)
    assert metric(document, "saving_pv_pct") == pytest.approx(0.25)
    assert metric(document, "run_rate_saving_pct") == pytest.approx(0.25)


def test_a_share_of_nothing_is_null_with_its_reason():
    evaluated = result(of_lines(custom("fee_x", 200.0), horizon=4))
    assert evaluated.metric("other", "saving_total_pct") is None
    assert evaluated.notes("other")["saving_total_pct"] == "the baseline costs nothing"
    assert evaluated.metric("base", "capex_share") is None


def test_a_run_rate_is_the_last_year_with_capital_by_year_of_life_and_without_moving():
    moving = custom("moving_x", 500.0, category="transition", vat=True, first_year=4, last_year=4)
    severance = custom("severance_x", 70.0, category="transition", first_year=4, last_year=4)
    shipping = custom("shipping_x", 90.0, category="transition", treatment="capital", accounting_life=3,
                      first_year=4, last_year=4)  # fmt: skip
    base = custom("fee_x", 400.0, "base")
    document = of_lines(base, custom("rent_x", 100.0, vat=True), moving, severance, shipping, machine(),
                        horizon=4, vat_rate=0.1, vat_unrecovered_share=1.0)  # fmt: skip
    # rent with its tax, a fifth of the machine, a third of the shipping
    assert metric(document, "run_rate_saving_pct") == pytest.approx(1 - (110 + 200 + 30) / 400)


def test_return_on_what_is_spent_more_category_by_category():
    document = of_lines(
        custom("staff_x", 300.0, "base", category="staff"), custom("people_x", 100.0, category="staff"),
        custom("rent_x", 120.0, category="subscription"), rate=0.0, horizon=4,
    )  # fmt: skip
    assert metric(document, "roi") == pytest.approx((4 * 80) / (4 * 120))


def test_savings_to_investment_and_adjusted_rate():
    document = of_lines(
        machine("base", 200.0),
        custom("upkeep_x", 500.0, "base"),
        machine(salvage_share=0.1) | {"id": "heat_pump_x"},
        custom("care_x", 100.0),
        rate=0.1,
        horizon=4,
    )
    investment = 1000 - 100 / 1.1**4 - 200
    savings = 400 * (1 - 1.1**-4) / 0.1
    assert metric(document, "sir") == pytest.approx(savings / investment)
    assert metric(document, "airr") == pytest.approx(1.1 * (savings / investment) ** 0.25 - 1)


def test_less_capital_than_the_baseline_has_no_savings_to_investment_ratio():
    evaluated = result(of_lines(machine("base"), custom("rent_x", 10.0), horizon=4))
    assert evaluated.metric("other", "sir") is None
    assert evaluated.metric("other", "airr") is None
    assert "no more capital" in evaluated.notes("other")["sir"]


def test_depreciation_and_interest_never_reach_cash():
    plain = of_lines(machine(), horizon=4)
    longer = of_lines(machine() | {"accounting_life": 15}, horizon=4)
    assert metric(plain, "total_cost") == metric(longer, "total_cost") == pytest.approx(1000)


def test_tax_takes_its_share_of_every_deductible_cost_in_its_year():
    document = of_lines(custom("fee_x", 100.0), machine(), rate=0.0, horizon=5, income_tax_rate=0.2)
    assert metric(document, "total_cost") == pytest.approx((500 + 1000) * 0.8)


def test_a_gain_at_the_horizon_is_taxed():
    # sold for 500 with a book value of 200 after four of five years
    document = of_lines(machine(salvage_share=0.5), rate=0.0, horizon=4, income_tax_rate=0.2)
    shield, gain = 0.2 * 800, 0.2 * (500 - 200)
    assert metric(document, "total_cost") == pytest.approx(1000 - 500 - shield + gain)
