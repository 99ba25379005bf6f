"""The forecast's errors by hand, and the case re-based on what was paid."""

import numpy as np
import pytest
from samples import focus, focus_row, money
from test_plan import of_subscription

import tco
from tco.bills import Options, Plan, Stream, as_text, compare
from tco.bills.categories import categories
from tco.bills.standing import errors
from tco.case import parse_text
from tco.case_file import to_toml
from tco.cli import main
from tco.results import run

FACTORS = {"computing": 1.2, "fast_storage": 0.9, "archive_and_backup_storage": 1.1, "traffic": 1.7,
           "network_ports": 0.5, "support": 1.4}  # fmt: skip


def of(result, first, paid, alternative="cloud_aws", extra=(), **options):
    bill = Stream(focus(paid, extra=extra), "bill.csv")
    return compare(result, alternative, [bill], Options(first_month=first, **options))


@pytest.fixture(scope="module")
def comparison(result, first):
    return of(result, first, money(result, "cloud_aws", 24, 6, FACTORS, first_month=first))


def test_errors_by_hand():
    found = errors(np.array([100.0, 100.0, 100.0]), np.array([80.0, 125.0, 0.0]))
    assert found.bias == pytest.approx(95 / 205)
    assert found.mean_absolute == pytest.approx((0.25 + 0.2) / 2)  # a month without cost has no share
    assert found.weighted_absolute == pytest.approx((20 + 25 + 100) / 205)


def test_run_rate_is_the_last_three_months_at_the_pace_of_a_year(comparison):
    rate = comparison.run_rate()
    assert rate["months"] == ["2029-04", "2029-05", "2029-06"]
    assert rate["actual"] == pytest.approx(4 * comparison.total_actual[3:].sum())
    lines = [line for group in comparison.groups.values() for line in group.lines]
    assert rate["plan_of_year"] == pytest.approx(
        Plan(comparison.result, "cloud_aws").of_lines(lines)[24:36].sum()
    )
    assert rate["year"] == 3


def test_the_rebased_plan_is_what_was_paid(comparison):
    after = run(comparison.rebased.case)
    plan = Plan(after, "cloud_aws")
    for group in FACTORS:
        row = plan.of_lines(categories().groups[group].lines)[24:30]
        assert row.sum() == pytest.approx(comparison.actual(group).sum(), rel=1e-9)
    assert {fit.state for fit in comparison.rebased.fits} == {"fitted"}
    assert all(abs(fit.rest) <= 1e-6 * fit.actual for fit in comparison.rebased.fits)


def test_only_the_billed_alternative_moves(comparison):
    overrides = comparison.rebased.case.overrides
    shared = {key for key in overrides if not key.startswith("cloud_aws.")} - {"move_start", "move_duration"}
    assert shared == set()
    before, after = comparison.rebased.before, comparison.rebased.after
    for name in ("stay", "hybrid", "stay_longer"):
        assert after.metric(name, "present_value") == pytest.approx(before.metric(name, "present_value"))
    assert after.metric("cloud_aws", "present_value") > before.metric("cloud_aws", "present_value")


def test_a_rebase_is_an_override_with_its_reason_and_range(comparison):
    override = comparison.rebased.case.overrides["cloud_aws.processor_price"]
    book = comparison.result.bound.inputs["aws_seoul.processor_price"]
    assert override.value == pytest.approx(1.2 * book.value)
    assert override.low == pytest.approx(1.2 * book.low)
    assert "bills of 2029-01 to 2029-06" in override.reason
    assert parse_text(to_toml(comparison.rebased.case)) == comparison.rebased.case


def test_a_bill_that_equals_the_plan_moves_nothing(result, first):
    made = of(result, first, money(result, "cloud_aws", 24, 6, first_month=first))
    assert made.errors().bias == pytest.approx(0, abs=1e-12)
    prices = [each for fit in made.rebased.fits for each in fit.drivers if fit.group != "support"]
    assert prices == []
    value = made.rebased.after.metric("cloud_aws", "present_value")
    assert value == pytest.approx(result.metric("cloud_aws", "present_value"), rel=1e-12)


def test_support_below_what_the_tiers_give_leaves_a_difference_that_is_said(result, first):
    made = of(result, first, money(result, "cloud_aws", 24, 6, {"support": 0.5}, first_month=first))
    fit = next(each for each in made.rebased.fits if each.group == "support")
    assert fit.state == "near"
    assert fit.rest == pytest.approx(fit.planned - fit.actual)
    assert f"{fit.rest:,.0f}" in "\n".join(as_text(made.document("en"), "en"))


def test_groups_without_charges_and_services_without_lines_keep_the_plan(result, first):
    paid = {key: each for key, each in money(result, "cloud_aws", 24, 6, 2.0, first_month=first).items()
            if key[0] in ("computing", "support")}  # fmt: skip
    made = of(result, first, paid, extra=[focus_row("other", first + 24, 40.0)])
    states = {fit.group: fit.state for fit in made.rebased.fits}
    assert states["fast_storage"] == "not_billed"
    assert states["other"] == "no_driver"
    assert "cloud_aws.fast_storage_price" not in made.rebased.case.overrides
    assert "Threat watch" in " ".join(made.document("en")["notes"])


def test_services_without_lines_become_a_custom_line_where_asked(result, first):
    paid = {("computing", first + month): 1e6 for month in (33, 34, 35, 36)}
    extra = [focus_row("other", first + 33, 40.0), focus_row("other", first + 36, 80.0)]
    made = of(result, first, paid, extra=extra, add_other=True)
    fit = next(each for each in made.rebased.fits if each.group == "other")
    assert (fit.state, fit.rest) == ("added", pytest.approx(0, abs=1e-9))
    yearly = made.rebased.after.yearly("cloud_aws", "custom_amount.other_services_on_bills")
    assert yearly.tolist() == pytest.approx([0, 0, 0] + [30 * 12] * 8)
    again = of(made.rebased.after, first, paid, extra=extra, add_other=True)
    assert len(again.rebased.case.custom_lines) == 1


def test_paid_before_the_plan_moves(result, first):
    made = of(result, first, {("computing", first): 1000.0})
    states = {fit.group: fit.state for fit in made.rebased.fits}
    assert states["computing"] == "not_planned"


def test_what_an_input_cannot_be_is_said(result, first):
    made = of(result, first, money(result, "cloud_aws", 24, 6, {"computing": 1e6}, first_month=first))
    fit = next(each for each in made.rebased.fits if each.group == "computing")
    assert fit.state == "impossible"
    assert "above the maximum" in fit.message
    assert "problem" not in fit.message
    said = [each["said"] for each in made.document("ko")["rebased"]["groups"]]
    assert not any("\n" in each for each in (*said, fit.message))
    assert "cloud_aws.processor_price" not in made.rebased.case.overrides


def test_a_ramp_is_named_as_a_reason_for_differences(result, first):
    made = of(result, first, money(result, "cloud_aws", 8, 12, FACTORS, first_month=first))
    assert {fit.state for fit in made.rebased.fits} == {"fitted"}
    assert any("pace of the move" in note for note in made.document("en")["notes"])
    plan = Plan(made.rebased.after, "cloud_aws").of_lines(["cloud_computing", "cloud_standby_computing"])
    assert plan[8:20].sum() == pytest.approx(made.actual("computing").sum())


def test_prices_of_single_workloads_keep_their_proportion(first):
    result = tco.evaluate("kr-general-500", ["cloud_ncp.pacs.archive_storage_price=14"])
    paid = money(result, "cloud_ncp", 36, 3, {"archive_and_backup_storage": 1.5}, first_month=first)
    made = of(result, first, paid, "cloud_ncp")
    after = made.rebased.case.overrides
    assert after["cloud_ncp.pacs.archive_storage_price"].value == pytest.approx(21)
    assert after["cloud_ncp.archive_storage_price"].value == pytest.approx(42)
    fit = next(each for each in made.rebased.fits if each.group == "archive_and_backup_storage")
    assert fit.state == "fitted"


def test_a_subscription_is_rebased_by_its_quote(first):
    result = of_subscription()
    row = Plan(result, "cloud_ncp").of_lines(["subscription_fee"])
    rows = [focus_row("other", first + at, 1.25 * float(row[at])) for at in range(24, 27)]
    made = of(result, first, {}, "cloud_ncp", rows, categories={"Threat watch": "subscription"})
    assert made.rebased.case.overrides["cloud_ncp.quote_price_per_bed"].value == pytest.approx(112500)
    assert made.errors("subscription").bias == pytest.approx(1 / 1.25 - 1)


def test_taxes_are_compared_with_the_plans_tax_on_the_same_lines(result, first, comparison):
    assert comparison.planned_tax.sum() == pytest.approx(0.1 * comparison.total_planned.sum())


def test_the_command_says_it_in_both_languages_and_writes_the_case(tmp_path, capsys, result, first):
    paid = money(result, "cloud_aws", 24, 3, FACTORS, first_month=first)
    bill = tmp_path / "bill.csv"
    bill.write_bytes(focus(paid))
    case, answer = tmp_path / "case.toml", tmp_path / "answer.json"
    start = ["bill", "kr-general-500", "cloud_aws", str(bill), "--first-month", "2027-01",
             "--set", "move_start=6", "--set", "move_duration=15"]  # fmt: skip
    assert main([*start, "--write", str(case), "--json", str(answer)]) == 0
    said = capsys.readouterr().out
    assert "Re-based on what was paid" in said
    assert "× 1.2000" in said
    assert tco.evaluate(str(case), []).bound.case.overrides["cloud_aws.processor_price"].reason
    assert '"alternative": "cloud_aws"' in answer.read_text()
    assert main([*start, "--language", "ko"]) == 0
    assert "실제 지급액 기준 재산정" in capsys.readouterr().out


def test_wrong_options_come_in_one_message(capsys):
    wrong = ["bill", "kr-general-500", "cloud_aws", "x.csv", "--map", "amount", "--include", "credits",
             "--exchange-rate", "USD=much"]  # fmt: skip
    assert main(wrong) == 2
    said = capsys.readouterr().err
    assert all(each in said for each in ("--map amount", "did you mean 'credit'", "'much' is not a number"))
    assert main(["bill", "kr-general-500", "cloud_aws", "none.csv", "also_none.csv"]) == 2
    assert capsys.readouterr().err.count("there is no such file") == 2
    assert main(["bill", "kr-general-500", "cloud_aws", "tests"]) == 2
    assert "is a folder" in capsys.readouterr().err
