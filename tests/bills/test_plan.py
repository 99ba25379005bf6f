"""The plan by month adds up to the model's years, and follows the move within them."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import tco
from tco.bills import Plan
from tco.bills.calendar import nearest_month, parse_month
from tco.bills.categories import categories
from tco.case import parse_case, presets
from tco.results import run

LINES = {line for group in categories().groups.values() for line in group.lines}


def of_subscription(**quote):
    document = presets()["kr-general-500"]
    quoted = {"price_per_bed": 90000.0, "setup_fee": 5e8, "term": 3.0, "uplift": 0.03} | quote
    alternative = document["alternatives"]["cloud_ncp"] | {"subscribed": True, "quote": quoted, "start": 4.0}
    return run(parse_case(document | {"alternatives": document["alternatives"] | {"cloud_ncp": alternative}}))


def test_every_line_of_the_table_is_a_line_of_the_model(result):
    assert {each.line.id for each in result.bound.model.instances.values()} >= LINES


@settings(max_examples=20, deadline=None)
@given(
    start=st.floats(0, 60), duration=st.floats(1, 36), other=st.floats(0, 130),
    alternative=st.sampled_from(["cloud_ncp", "cloud_aws", "hybrid"]),
)  # fmt: skip
def test_twelve_months_add_up_to_the_year(start, duration, other, alternative):
    changes = [f"move_start={start}", f"move_duration={duration}", f"{alternative}.pacs.move_start={other}"]
    result = tco.evaluate("kr-general-500", changes)
    plan = Plan(result, alternative)
    for key, instance in result.bound.model.instances.items():
        if instance.line.id in LINES:
            months = plan.of_line(key)
            yearly = result.yearly(alternative, key)[1:]
            np.testing.assert_allclose(months.reshape(-1, 12).sum(axis=1), yearly, rtol=1e-12, atol=1e-6)
            assert (months >= 0).all()


def test_a_ramp_of_fifteen_months_by_hand(result):
    share = Plan(result, "cloud_aws").moved_in_month("emr")
    assert share[5] == 0  # the move starts after six months
    assert share[6] == pytest.approx(0.5 / 15)  # half a fifteenth on average in its first month
    assert share[20] == pytest.approx(14.5 / 15)
    assert share[21] == 1


def test_computing_follows_what_has_moved_within_each_year(result):
    plan = Plan(result, "cloud_aws")
    row = plan.of_line("cloud_computing.emr")
    assert row[:6].sum() == 0
    assert row[11] / row[6] == pytest.approx(11)  # 5.5 fifteenths against half of one
    assert row[35] == pytest.approx(row[24])  # level within a year after the move


def test_ports_are_charged_by_the_year(result):
    row = Plan(result, "cloud_aws").of_line("connection_ports")
    assert row[0] == row[11] > 0


def test_a_subscription_begins_with_its_setup_fee_and_steps_at_renewal():
    result = of_subscription(renewal_increase=0.5)
    plan = Plan(result, "cloud_ncp")
    fee, setup = plan.of_line("subscription_fee"), plan.of_line("setup_fee")
    yearly = result.yearly("cloud_ncp", "subscription_fee")[1:]
    np.testing.assert_allclose(fee.reshape(-1, 12).sum(axis=1), yearly, rtol=1e-12)
    assert np.flatnonzero(setup).tolist() == [4]
    assert setup.sum() == 5e8
    begin = 4 + 3 * 12
    assert fee[begin] / fee[begin - 1] == pytest.approx(1.5)


@pytest.mark.parametrize(("day", "month"), [("2026-11-23", "2026-12"), ("2026-11-15", "2026-11"),
                                            ("2026-12-31", "2027-01")])  # fmt: skip
def test_year_1_begins_with_the_nearest_month(day, month):
    import datetime

    assert nearest_month(datetime.date.fromisoformat(day)) == parse_month(month, "test")
