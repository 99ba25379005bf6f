"""Claims that are inputs, what a service costs, and what would have to be true."""

import numpy as np
import pytest
from claim_runs import MOVING, quoted, rerun
from small_cases import result

from tco.claims import examine
from tco.compute import evaluate
from tco.switching import swings, switching_points


@pytest.mark.parametrize(
    ("claim", "change"),
    [
        ("staff_quarter", "staff_kept_ratio=0.25"),
        ("refresh_shortening", "refresh_shortening=0.1"),
        ("recovery_time", "cloud_recovery_time=0.25"),
        ("rival_labour_40", "staff_kept_ratio=0.4"),
    ],
)
def test_a_claim_granted_in_full_moves_the_answer_as_the_model_says(base, report, claim, change):
    finding, granted = report[claim], rerun(change)
    assert finding.verdict == "cannot_be_tested"
    assert finding.outcome.reason
    value = finding.said.test.value
    shown = [each for each in finding.outcome.effects if each.setting == value]
    assert {each.alternative for each in shown} == set(MOVING)
    for each in shown:
        line, _, year = each.id.partition("@")
        before, after = (
            found.yearly(each.alternative, line)[int(year)] if year else found.metric(each.alternative, line)
            for found in (base, granted)
        )
        assert each.before == pytest.approx(before, rel=1e-12)
        assert each.after == pytest.approx(after, rel=1e-9)
        if each.id == "saving_pv_pct":
            assert each.share_of_missing == pytest.approx((after - before) / (0.4 - before), rel=1e-9)


def test_the_shift_of_a_running_room_limits_what_fewer_people_save():
    moves = [f"hybrid.{each}.compute_moves=1" for each in ("emr", "pacs", "ancillary")]
    changes = [*moves, "minimum_shift_staff=5"]
    report = examine(rerun(*changes), only="staff_quarter", alternative="hybrid")
    outcome = report["staff_quarter"].outcome
    each = next(each for each in outcome.effects if each.id == "operations_staff@10")
    granted = [*changes, "staff_kept_ratio=0.25"]
    limited = rerun(*granted).yearly("hybrid", "operations_staff")[10]
    free = rerun(*moves, "staff_kept_ratio=0.25", "minimum_shift_staff=0").yearly(
        "hybrid", "operations_staff"
    )[10]
    assert free < 4.0 < limited == 5.0
    assert each.after == pytest.approx(limited)
    assert each.unlimited == pytest.approx(free)
    assert each.limit == "minimum_shift_staff"


def test_recovery_up_to_three_hours_keeps_downtime_below_that_of_own_servers(base, report):
    values = base.bound.values()
    longest = values["own_recovery_time"] * values["outages_per_year"] / values["cloud_outages_per_year"]
    needs = {each.wanted.alternative: each for each in report["recovery_time"].outcome.needs}
    assert needs["cloud_ncp"].values[0].value == pytest.approx(longest, rel=1e-5)
    assert not needs["cloud_ncp"].values[0].at_least


def test_no_staff_at_all_does_not_reach_40_per_cent_here(report):
    need = next(
        each for each in report["staff_quarter"].outcome.needs if each.wanted.alternative == "cloud_ncp"
    )
    assert not need.values
    assert need.nearest.value == 0.0
    assert need.reached == pytest.approx(
        rerun("staff_kept_ratio=0").metric("cloud_ncp", "saving_pv_pct"), rel=1e-9
    )


def test_standby_costs_what_the_total_falls_by_without_it(base, report):
    fleets = ("servers", "fast_storage", "archive_storage", "backup_storage")
    bare = rerun(*(f"{fleet}.standby_ratio=0" for fleet in fleets))
    for each in report["failover"].outcome.costs:
        now, without = (found.metric(each.alternative, "present_value") for found in (base, bare))
        assert each.amount == pytest.approx(now - without, rel=1e-9)
    assert [each.alternative for each in report["failover"].outcome.costs] == ["stay", *MOVING]


def test_present_values_of_lines_add_up_to_their_category(base, report):
    shown = [*report["monitoring"].outcome.costs, *report["certifications"].outcome.costs]
    for name in ("stay", *MOVING):
        total = sum(each.amount for each in shown if each.alternative == name)
        assert total == pytest.approx(base.value(name, "category_value.security"), rel=1e-9)
    post = next(each for each in shown if not each.alternative)
    values = base.bound.values()
    assert post.amount == values["minimum_shift_staff"] * values["loaded_pay"]


def test_a_value_named_meets_the_number_and_one_short_of_it_does_not(base):
    claim = "saving_pv_pct>=-0.7"
    needs = examine(base, add=[claim], only="added_1", alternative="cloud_ncp")["added_1"].outcome.needs
    assert len(needs) == 1
    assert needs[0].values
    assert not needs[0].met
    for each in needs[0].values:
        step = 1e-4 * (each.input.high - each.input.low)
        short = each.value - step if each.at_least else each.value + step
        cost = evaluate(base.bound, {each.input.id: np.array([each.value, short])})["saving_pv_pct"]
        at, beside = cost[:, base.alternatives.index("cloud_ncp"), 0]
        assert at >= -0.7 - 1e-9
        assert beside < -0.7
    names = [each.input.id for each in needs[0].values]
    other = switching_points(base.bound, "cloud_ncp", names, share=-0.7)
    for each, driver in zip(needs[0].values, other, strict=True):
        assert min(abs(each.value - point.value) for point in driver.points) < 1e-4 * abs(each.value) + 1e-6


def test_where_no_single_input_is_enough_the_closest_is_named(base, report):
    for need in report["saving_40"].outcome.needs:
        if need.wanted.ids == ("saving_pv_pct",):
            best = max(max(driver.shares) for driver in swings(base.bound, need.wanted.alternative))
            assert best < 0.4
            assert not need.values
            assert need.reached >= best - 1e-9
            again = rerun(f"{need.nearest.input.id}={need.nearest.value!r}")
            assert again.metric(need.wanted.alternative, "saving_pv_pct") == pytest.approx(
                need.reached, rel=1e-9
            )


def test_the_price_that_a_quote_would_have_to_have_is_found():
    found = result(quoted(60_000.0))
    need = examine(found, only="saving_40")["saving_40"].outcome.needs[0]
    price = next(each for each in need.values if each.input.id == "offer.quote_price_per_bed")
    assert result(quoted(price.value)).metric("offer", "saving_pv_pct") >= 0.4 - 1e-9
    assert result(quoted(price.value * 1.01)).metric("offer", "saving_pv_pct") < 0.4
