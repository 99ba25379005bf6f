"""Where a difference of costs crosses zero: every planted crossing, and no other."""

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from tco import finance


@given(st.lists(st.floats(-9.9, 9.9), min_size=1, max_size=5))
def test_every_planted_crossing_is_found(planted):
    planted = sorted(planted)
    assume(all(right - left > 0.02 for left, right in zip(planted, planted[1:], strict=False)))
    # the scan's intervals are 0.2 wide, and two crossings in one of them is what is promised
    assume(all(right - left > 0.4 for left, right in zip(planted, planted[2:], strict=False)))

    def difference(at):
        return float(np.prod([at - root for root in planted]))

    assert finance.break_even(difference, -10, 10) == pytest.approx(planted, abs=1e-6)


def test_two_crossings_inside_one_interval_of_the_scan_are_found():
    roots = finance.break_even(lambda at: (at - 3.301) * (at - 3.304), 0, 10, intervals=10)
    assert roots == pytest.approx([3.301, 3.304], abs=1e-9)


def test_a_crossing_beside_one_on_a_point_of_the_scan_is_found():
    roots = finance.break_even(lambda at: at * (at - 0.125), -10, 10)
    assert roots == pytest.approx([0, 0.125], abs=1e-9)


def test_crossings_are_found_in_differences_too_small_to_multiply():
    assert finance.break_even(lambda at: (at - 1) * 1e-300, -10, 10.5) == [pytest.approx(1)]


def test_crossings_at_the_bounds_and_on_points_of_the_scan_are_found_once():
    roots = finance.break_even(lambda at: at * (at - 5) * (at - 10), 0, 10, intervals=10)
    assert roots == pytest.approx([0, 5, 10], abs=1e-9)


def test_a_jump_across_zero_is_a_crossing():
    assert finance.break_even(lambda at: 1 if at > 2.5 else -1, 0, 10) == [pytest.approx(2.5, abs=1e-9)]


def test_a_stretch_of_zeros_counts_once():
    assert finance.break_even(lambda at: max(0.0, 4 - at), 0, 10, intervals=10) == [4]


@pytest.mark.parametrize("difference", [lambda at: at**2 + 1, lambda at: 7.0, lambda at: -1 - at])
def test_a_winner_that_never_changes_has_no_break_even(difference):
    assert finance.break_even(difference, 0, 10) == []
