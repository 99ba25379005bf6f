"""Payback times: where they lie, in batches, and what adding up leaves of zero."""

import numpy as np
import pytest
from finance_numbers import flow
from hypothesis import assume, given
from hypothesis import strategies as st

from tco import finance


@given(st.lists(flow, min_size=1, max_size=15), st.sampled_from([0.5, 1.0]))
def test_payback_lies_between_the_last_negative_point_and_the_first_recovered_one(flows, step):
    times = np.arange(len(flows)) * step
    total = np.cumsum(flows)
    assume(np.abs(total).min() > 1e-3)
    result = finance.payback(times, flows)
    first_negative = next((index for index, value in enumerate(total) if value < 0), None)
    if first_negative is None:
        assert result == 0
        return
    recovered = next((i for i in range(first_negative, len(flows)) if total[i] > 0), None)
    if recovered is None:
        assert result is None
        return
    assert times[recovered - 1] <= result <= times[recovered]
    assert np.interp(result, times, total) == pytest.approx(0, abs=1e-9 * np.abs(flows).sum())


@given(st.lists(st.lists(flow, min_size=5, max_size=5), min_size=1, max_size=6), st.booleans())
def test_a_batch_of_paybacks_equals_single_ones(rows, whole_years):
    single = [finance.payback(range(5), row, whole_years=whole_years) for row in rows]
    batch = finance.payback_batch(range(5), rows, whole_years=whole_years)
    assert batch == pytest.approx(np.array(single, dtype=float), nan_ok=True)


@pytest.mark.parametrize(
    ("flows", "interpolated", "whole"),
    [
        ([-100, 40, 40, 40], 2.5, 3),
        ([-100, 50, 50, 50], 2, 2),
        ([-100, 60, 60, -90, 80], 5 / 3, 2),
        ([50, -100, 25, 50], 2.5, 3),
        ([0, 0, 10], 0, 0),
        ([-100, 10, 10], None, None),
        ([], 0, 0),
    ],
)
def test_payback_is_interpolated_or_the_end_of_that_year(flows, interpolated, whole):
    assert finance.payback(range(len(flows)), flows) == pytest.approx(interpolated)
    assert finance.payback(range(len(flows)), flows, whole_years=True) == whole


def test_what_adding_up_leaves_of_zero_is_neither_a_debt_nor_a_shortfall():
    assert sum([0.3, -0.1, -0.1, -0.1]) != 0
    assert finance.payback(range(4), [0.3, -0.1, -0.1, -0.1]) == 0
    assert finance.payback(range(4), [-0.3, 0.1, 0.1, 0.1], whole_years=True) == 3


def test_payback_reads_half_years():
    assert finance.payback([0, 0.5, 1, 1.5], [-90, 0, 60, 60]) == pytest.approx(1.25)
