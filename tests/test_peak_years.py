"""Which years stand out, against the lines."""

from types import SimpleNamespace

import numpy as np
import pytest
from small_cases import custom, of_lines

import tco
from tco.case import parse_case
from tco.peak_years import bulk_purchases, peak
from tco.results import run

PRESET = "kr-general-500"
ALTERNATIVES = ("stay", "cloud_ncp", "cloud_aws", "hybrid", "stay_longer")


@pytest.fixture(scope="module")
def result():
    return tco.evaluate(PRESET)


@pytest.mark.parametrize("alternative", ALTERNATIVES)
def test_the_peak_is_the_year_with_most_cash_and_its_cause_the_category_furthest_above(result, alternative):
    found, paid = peak(result, alternative), result.yearly(alternative, "total_cash")
    assert found.amount == paid.max() == paid[found.year]
    rest = [year for year in result.years[1:] if year != found.year]
    above = {
        category: row[found.year] - row[rest].mean()
        for category in result.categories()
        for row in [np.asarray(result.yearly(alternative, f"category_cash.{category}"))]
    }
    assert found.above == pytest.approx(max(above.values()))
    assert above[found.cause] == pytest.approx(found.above)
    assert found.stands_out == (found.amount > 1.05 * paid[rest].mean())


@pytest.mark.parametrize(("first", "later", "year"), [(900.0, 100.0, 0), (50.0, 100.0, 1)])
def test_the_day_of_the_decision_may_be_the_peak_and_is_in_no_average(first, later, year):
    lines = [custom("once_x", first, first_year=0, last_year=0), custom("yearly_x", later, first_year=1)]
    found = peak(run(parse_case(of_lines(*lines))), "other")
    assert (found.year, found.amount) == (year, max(first, later))
    assert found.above == pytest.approx(max(first, later) - later)
    assert found.stands_out == (first > later)


def test_a_year_that_replaces_a_quarter_of_the_servers_is_a_wave():
    bought, serving = np.zeros(11), np.full(11, 40.0)
    bought[[2, 7]], bought[4] = [30.0, 12.0], 9.0

    lines = {"bought.servers": bought, "servers_in_service": serving}
    model = SimpleNamespace(instances=lines)
    bulk = SimpleNamespace(bound=SimpleNamespace(model=model), yearly=lambda _, line: lines[line])

    assert bulk_purchases(bulk, "stay") == [(2, 30.0), (7, 12.0)]
    bought[[2, 7]] = 8.0
    assert bulk_purchases(bulk, "stay") == [(4, 9.0)]
    bought[1:] = 4.0
    assert bulk_purchases(bulk, "stay") == []
    bought[:] = 0.0
    assert bulk_purchases(bulk, "stay") == []
