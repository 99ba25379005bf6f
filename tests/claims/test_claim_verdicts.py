"""Verdicts on a figure against a number, worked out again from results without the helpers that made them."""

import pytest
from claim_runs import MOVING, PRESET, SAVINGS, quoted, word
from small_cases import TITLE, flows, of_lines, result

from tco.changes import load
from tco.claims import as_document, as_text, examine


def test_saving_40_is_tested_on_all_three_savings_of_all_that_move(base, report):
    finding = report["saving_40"]
    found = {(each.alternative, each.ids[0]): each for each in finding.outcome.measures}
    assert set(found) == {(name, metric) for name in MOVING for metric in SAVINGS}
    for (name, metric), each in found.items():
        value = base.metric(name, metric)
        assert each.measured == pytest.approx(value, rel=1e-12)
        assert each.difference == pytest.approx(value - 0.4, rel=1e-12)
        assert each.verdict == ("holds" if value >= 0.4 else "fails")
    assert finding.verdict == word(base.metric(name, metric) >= 0.4 for name, metric in found)


@pytest.mark.parametrize(("price", "expected"), [(1_000.0, "holds"), (400_000.0, "fails")])
def test_saving_40_holds_for_a_very_cheap_quote_and_fails_for_a_dear_one(price, expected):
    found = result(quoted(price))
    finding = examine(found, only="saving_40")["saving_40"]
    shares = [found.metric("offer", metric) for metric in SAVINGS]
    assert word(share >= 0.4 for share in shares) == expected
    assert finding.verdict == expected
    assert finding.outcome.by_alternative() == {"offer": expected}


@pytest.mark.parametrize(("amount", "expected"), [(60, "holds"), (60.001, "fails"), (59.999, "holds")])
def test_exactly_40_per_cent_is_40_per_cent_or_more(amount, expected):
    document = of_lines(
        *flows([0, 100, 100, 100], "base"), *flows([0, amount, amount, amount], name="o"), horizon=3
    )
    outcome = examine(result(document), only="saving_40")["saving_40"].outcome
    judged = [each for each in outcome.measures if each.ids[0] != "run_rate_saving_pct"]
    assert {each.verdict for each in judged} == {expected}


def test_it_holds_in_part_where_the_measures_disagree():
    document = of_lines(*flows([0, 0, 0, 100], "base"), *flows([0, 59, 0, 0], name="o"), horizon=3, rate=0.3)
    found = result(document)
    finding = examine(found, only="saving_40")["saving_40"]
    total, present = (found.metric("other", metric) for metric in ("saving_total_pct", "saving_pv_pct"))
    assert present < 0.4 < total
    assert finding.verdict == "in_part"


def test_levels_of_cost_are_shares_of_the_baseline(base, report):
    groups = ("equipment", "residual", "maintenance", "software", "security", "cloud", "subscription")
    for each in report["rival_level_60"].outcome.measures:
        here, there = (
            sum(base.value(name, f"category_value.{group}") for group in groups)
            for name in (each.alternative, "stay")
        )
        assert each.measured == pytest.approx(here / there, rel=1e-12)
        assert each.of_baseline == pytest.approx(there, rel=1e-12)
    for each in report["no_machine_room"].outcome.measures:
        line = each.ids[0].removesuffix("@10")
        expected = base.yearly(each.alternative, line)[10] / base.yearly("stay", line)[10]
        assert each.measured == pytest.approx(expected, rel=1e-12)
        assert each.verdict == ("holds" if expected <= 0 else "fails")


@pytest.mark.parametrize(("language", "said"), [("en", " years"), ("ko", "년")])
def test_payback_is_printed_in_years(base, language, said):
    for metric in ("payback_years", "discounted_payback_years"):
        found = examine(base, add=[f"{metric}<=4"], only="added_1")
        claim = as_document(found, language)["claims"][0]
        assert claim["printed"] == f"≤ 4 {said.strip()}"
        assert claim["measures"][0]["unit"] == "year"


def test_remarks_on_publishers_are_in_the_language_asked_for(report):
    korean, english = ("\n".join(as_text(report, language)) for language in ("ko", "en"))
    assert "37signals (해당 기업 자체 발표) 2024" in korean
    assert "37signals (the company itself) 2024" in english
    assert "xkyle.com 날짜 미상" in korean
    assert "xkyle.com undated" in english
    for remark in ("the company itself", "undated", "paid by", "a seller", ", on "):
        assert remark not in korean


def test_without_another_alternative_nothing_is_tested():
    document = of_lines(*flows([0, 100], "base"), horizon=3)
    del document["alternatives"]["other"]
    report = examine(result(document))
    judged = {each.id: each.verdict for each in report.findings}
    assert judged.pop("distance_latency") == "fails"
    assert set(judged.values()) == {"cannot_be_tested"}
    assert "no alternative to the baseline" in report["saving_40"].outcome.reason.en


def test_an_alternative_that_moves_nothing_is_not_what_the_claims_are_about():
    document = quoted(1.0)
    document["alternatives"] = {"stay": {"title": TITLE}, "longer": {"title": TITLE}}
    report = examine(result(document), add=["saving_pv_pct>=0.1"])
    assert "moves anything" in report["saving_40"].outcome.reason.en
    assert report["added_1"].outcome.by_alternative() == {"longer": "fails"}


def test_a_claim_on_leaving_own_equipment_is_not_judged_against_a_baseline_in_the_cloud():
    report = examine(result({**load(PRESET).model_dump(mode="json"), "baseline": "cloud_ncp"}), needs=False)
    judged = {each.id: each for each in report.findings}
    judged.pop("distance_latency")
    assert {each.verdict for each in judged.values()} == {"cannot_be_tested"}
    assert "not applicable" in report["saving_40"].outcome.reason.en


def test_a_case_without_a_hospital_says_so():
    document = of_lines(*flows([0, 100, 100], "base"), *flows([0, 50, 50], name="o"), horizon=3)
    report = examine(result(document))
    assert report["saving_40"].verdict == "holds"
    for claim in ("staff_quarter", "recovery_time", "perceived_wait", "failover", "no_machine_room"):
        assert report[claim].verdict == "cannot_be_tested"
        assert report[claim].outcome.reason.en == "the case has no hospital"
