"""Savings by every measure and yearly differences, against the metrics and lines of the model."""

import numpy as np
import pytest
from small_cases import custom, of_lines

import tco
from tco.case import parse_case
from tco.differences import Terms, savings
from tco.results import run

PRESET = "kr-general-500"


@pytest.fixture(scope="module")
def result():
    return tco.evaluate(PRESET)


@pytest.mark.parametrize("alternative", ["cloud_ncp", "hybrid", "stay"])
def test_a_saving_is_that_of_the_metrics(result, alternative):
    found = {each.measure: each for each in savings(result, alternative)}
    assert list(found) == ["total", "present", "run_rate", "risk"]
    for measure, metric in (("total", "saving_total"), ("present", "saving_pv")):
        if alternative != "stay":
            assert found[measure].amount == pytest.approx(result.metric(alternative, metric))
        assert found[measure].share == result.metric(alternative, f"{metric}_pct")
    assert found["run_rate"].share == result.metric(alternative, "run_rate_saving_pct")
    risk = found["risk"]
    assert risk.share == pytest.approx(1 - risk.alternative / risk.baseline)


def test_a_share_of_nothing_is_none():
    case = of_lines(custom("fee_x", 100.0), income_tax_rate=0.0)
    assert {each.share for each in savings(run(parse_case(case)), "other")} == {None}


def test_a_difference_is_the_alternative_less_the_baseline(result):
    cash = Terms(result, "hybrid", difference=True).values("total_cash")
    assert list(cash) == pytest.approx(list(-result.yearly("hybrid", "saving")))
    assert not np.any(Terms(result, "stay", difference=True).values("total_cash"))
    for line in ("profit_and_loss", "capital_budget"):
        gap = result.yearly("hybrid", line) - result.yearly("stay", line)
        assert list(Terms(result, "hybrid", difference=True).values(line)) == pytest.approx(list(gap))


def test_what_rounding_leaves_of_equal_sums_is_no_difference(result):
    class Rounded:
        bound, horizon = result.bound, result.horizon

        def yearly(self, alternative, line):
            row = result.yearly("stay", line)
            return row if alternative == "stay" else row * (1 + 1e-15)

    assert not np.any(Terms(Rounded(), "hybrid", difference=True).values("total_cash"))
