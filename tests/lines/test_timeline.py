"""Years, escalation and discounting."""

import numpy as np
import pytest

from tco.lines import timeline

YEAR = np.arange(5.0)


@pytest.mark.parametrize(
    ("offset", "dates"), [(1.0, [0, 0, 1, 2, 3]), (0.5, [0, 0.5, 1.5, 2.5, 3.5]), (0.0, [0, 1, 2, 3, 4])]
)
def test_start_middle_and_end_of_a_year_and_nothing_before_the_decision(offset, dates):
    assert list(timeline.payment_date(YEAR, offset)) == dates


def test_money_is_discounted_from_its_date():
    assert timeline.discount_factor(0.1, np.array([0.0, 0.5, 2.0])) == pytest.approx([1, 1.1**-0.5, 1.1**-2])


def test_a_real_rate_enters_nominal_work_with_inflation_and_the_other_way_round():
    assert timeline.discount_rate_applied(0.045, 0.02, 1.0, 0.0) == pytest.approx(1.045 * 1.02 - 1)
    assert timeline.discount_rate_applied(0.045, 0.02, 0.0, 1.0) == pytest.approx(1.045 / 1.02 - 1)
    for same in (0.0, 1.0):
        assert timeline.discount_rate_applied(0.045, 0.02, same, same) == pytest.approx(0.045)


def test_prices_grow_from_year_2_or_already_from_year_1():
    assert list(timeline.escalation_years(np.array([-3.0, *YEAR]), 0.0)) == [0, 0, 0, 1, 2, 3]
    assert list(timeline.escalation_years(np.array([-3.0, *YEAR]), 1.0)) == [0, 0, 1, 2, 3, 4]


def test_years_after_the_horizon_do_not_count():
    assert list(timeline.in_horizon(3.0, YEAR)) == [1, 1, 1, 1, 0]
    assert list(timeline.last_year(3.0, YEAR)) == [0, 0, 0, 1, 0]


@pytest.mark.parametrize(
    "index",
    [
        timeline.general_price_index,
        timeline.wage_index,
        timeline.software_price_index,
        timeline.energy_price_index,
        timeline.equipment_price_index,
    ],
)
def test_an_index_grows_at_its_own_rate(index):
    assert index(0.04, np.array([0.0, 2.0])) == pytest.approx([1, 1.04**2])


def test_volumes_grow_from_year_2():
    assert list(timeline.growth_years(YEAR)) == [0, 0, 1, 2, 3]


def test_in_constant_prices_inflation_is_taken_out_up_to_the_date_of_payment():
    dates = np.array([0.0, 0.5, 2.0])
    assert timeline.price_factor(0.02, 1.0, dates) == pytest.approx([1, 1.02**-0.5, 1.02**-2])
    assert list(timeline.price_factor(0.02, 0.0, dates)) == [1, 1, 1]
