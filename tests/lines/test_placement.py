"""A move month by month, simulated, against the closed forms."""

import numpy as np
import pytest

from tco.lines import placement

YEARS = np.arange(16.0)
ELAPSED = 12 * YEARS


def share_moved(month, start, duration):
    """The share moved at the end of a month, the move being even."""
    return min(max((month - start) / duration, 0.0), 1.0)


def simulated(start, duration):
    """Average and year-end shares by adding up months, each month the mean of its two ends."""
    ends = [share_moved(month, start, duration) for month in range(16 * 12 + 1)]
    months = [(a + b) / 2 for a, b in zip(ends, ends[1:], strict=False)]
    average = [0.0] + [sum(months[12 * (year - 1) : 12 * year]) / 12 for year in range(1, 16)]
    return np.array(average), np.array(ends[::12][:16])


@pytest.mark.parametrize(
    ("start", "duration"), [(7, 15), (6, 15), (0, 1), (0, 12), (3, 24), (11, 13), (170, 30)]
)
def test_average_and_year_end_of_a_move_are_those_of_its_months(start, duration):
    moving = placement.moving_months(ELAPSED, start, duration)
    months = placement.moved_months(moving, ELAPSED, start, duration)
    average, year_end = simulated(start, duration)
    assert placement.moved_average(months, 12) == pytest.approx(average, abs=1e-12)
    assert placement.moved_year_end(moving, duration) == pytest.approx(year_end, abs=1e-12)


@pytest.mark.parametrize("overlap", [0, 6, 11])
def test_own_equipment_is_left_as_the_move_proceeds_but_the_overlap_later(overlap):
    start, duration = 7, 15
    leaving = placement.leaving_months(ELAPSED, start, overlap, duration)
    months = placement.left_months(leaving, ELAPSED, start, overlap, duration)
    average, year_end = simulated(start + overlap, duration)
    assert placement.left_share_on_average(months, 12) == pytest.approx(average, abs=1e-12)
    left = placement.left_share_at_year_end(placement.left_year_end(leaving, duration))
    assert left == pytest.approx(year_end, abs=1e-12)
    assert placement.left_share_at_peak(left) == pytest.approx(np.append(0.0, year_end[:-1]), abs=1e-12)


def test_staff_can_be_released_after_overlap_and_lag():
    releasing = placement.releasing_months(ELAPSED, 7, 6, 4, 15)
    months = placement.released_months(releasing, ELAPSED, 7, 6, 4, 15)
    assert placement.released_average(months, 12) == pytest.approx(simulated(17, 15)[0], abs=1e-12)


def test_fifteen_months_from_month_seven_by_hand():
    # by the end of year 1 five of fifteen months have passed: 5 * 5 / (2 * 15) full months
    moving = placement.moving_months(np.array([0.0, 12, 24, 36]), 7, 15)
    months = placement.moved_months(moving, np.array([0.0, 12, 24, 36]), 7, 15)
    assert months == pytest.approx([0, 25 / 30, 7.5 + 2, 7.5 + 14])


def test_what_has_left_is_no_longer_on_own_equipment():
    assert placement.own_cores(100.0, 1.0, 0.75) == 25.0
    assert placement.own_cores(100.0, 0.0, 0.75) == 100.0
    assert placement.own_fast_storage(40.0, 1.0, 1.0, 6.0) == 6.0
    assert placement.own_archive_storage(40.0, 1.0, 0.25) == 30.0


def test_the_image_cache_holds_some_months_of_new_images_once_reading_has_moved():
    assert placement.image_cache(24.0, 1.0, 6.0, 1.0, 0.5, 12.0) == 6.0
    assert placement.image_cache(24.0, 1.0, 6.0, 0.0, 0.5, 12.0) == 0.0


def test_the_image_cache_replaces_what_has_left_and_nothing_before():
    assert placement.image_cache(12.0, 1.0, 6.0, 1.0, 0.0, 12.0) == 0
    assert placement.image_cache(12.0, 1.0, 6.0, 1.0, 0.5, 12.0) == 3
