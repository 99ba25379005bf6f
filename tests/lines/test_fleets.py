"""The vintage rule, rule by rule, with numbers that can be checked by hand."""

import numpy as np
import pytest

from tco.language import round_up
from tco.lines import fleets

HISTORY = np.arange(-15.0, 16.0)


def test_rounding_up_forgets_the_noise_of_binary_numbers():
    assert round_up(100 * 1.1, 6) == 110
    assert round_up(110.001, 6) == 111


def test_servers_are_sized_by_cores_or_memory_whichever_binds():
    assert fleets.server_units(320.0, 32.0, 2000.0, 512.0, 0.2) == pytest.approx(12.0)
    assert fleets.server_units(320.0, 32.0, 7680.0, 512.0, 0.2) == pytest.approx(18.0)


def test_production_and_standby_are_rounded_up_one_after_the_other():
    standby = fleets.standby_units(100 * 1.1, 0.1, 6)
    assert standby == pytest.approx(11.0)
    assert fleets.required(100 * 1.1, standby, 1.0, 6) == 121
    assert fleets.required(10.2, fleets.standby_units(10.2, 0.65, 6), 1.0, 6) == 19  # 11 + 7.15


def test_standby_is_sized_for_what_it_stands_in_for_wherever_that_runs():
    # all production has left, standby has stayed
    assert fleets.required(0.0, fleets.standby_units(20.0, 0.65, 6), 1.0, 6) == 13
    # production has stayed, half of the standby has left
    assert fleets.required(20.0, fleets.standby_units(20.0, 0.65, 6), 0.5, 6) == 27


def test_a_cycle_shortens_from_vintage_to_vintage_down_to_a_floor():
    life = fleets.service_life(6.0, 0.5, 4.0, HISTORY)
    assert list(life[15:22]) == [6.0, 5.5, 5.0, 4.5, 4.0, 4.0, 4.0]
    assert set(life[:15]) == {6.0}


def test_a_cycle_below_the_floor_is_left_alone():
    assert set(fleets.service_life(2.0, 0.5, 3.0, HISTORY)) == {2.0}


@pytest.mark.parametrize("cycle", [1.0, 3.0, 4.5, 6.0, 15.0])
def test_a_known_count_is_spread_evenly_over_todays_cycle(cycle):
    spread = fleets.existing(0.0, np.zeros(31), cycle, 90.0, HISTORY)
    assert spread.sum() == pytest.approx(90.0)
    assert spread[16:].sum() == 0.0
    assert spread[15] == pytest.approx(90.0 / cycle)
    assert np.count_nonzero(spread) == np.ceil(cycle)


def test_an_asset_register_is_taken_as_it_is():
    register = np.zeros(31)
    register[13:16] = [5.0, 0.0, 7.0]
    assert list(fleets.existing(1.0, register, 4.0, 90.0, HISTORY)) == list(register)


def test_bought_is_what_the_survivors_do_not_cover():
    assert list(fleets.bought(1.0, np.array([30.0, 30.0]), np.array([20.0, 35.0]))) == [10.0, 0.0]
    assert fleets.bought(0.0, 30.0, 0.0) == 0.0


def test_the_year_end_decides_what_is_bought_unless_the_policy_is_to_buy():
    assert fleets.target(8.0, 30.0, 0.0) == 8.0
    assert fleets.target(8.0, 30.0, 1.0) == 30.0
    assert fleets.target(30.0, 8.0, 1.0) == 30.0


def test_the_gap_to_the_peak_is_run_on():
    assert fleets.extended(1.0, 30.0, 20.0, 0.0) == 10.0
    assert fleets.extended(1.0, 30.0, 20.0, 10.0) == 0.0


def test_a_release_takes_the_same_share_of_everything_that_stands():
    assert fleets.keep(20.0, 8.0, 8.0) == pytest.approx(0.4)
    assert fleets.keep(20.0, 30.0, 30.0) == 1.0
    assert fleets.keep(0.0, 0.0, 0.0) == 1.0
    assert fleets.keep(20.0, 30.0, 15.0) == pytest.approx(0.5)  # bought for the peak, half of all released


def test_shares_kept_multiply_up_and_are_never_zero():
    keep = np.array([1.0, 0.5, 0.0, 1.0, 0.0])
    kept = np.zeros(5)
    for year in range(5):
        kept[year] = fleets.kept(kept, np.arange(5.0), keep, 1e-12)[year]
    assert kept == pytest.approx([1, 0.5, 0.5e-12, 0.5e-12, 0.5e-24], rel=1e-9, abs=0)


def test_a_vintage_is_carried_as_if_it_had_suffered_the_earlier_releases():
    assert list(fleets.carried(np.array([0.0, 10.0, 12.0]), np.array([1.0, 0.5, 0.25]))) == [0.0, 10.0, 24.0]


def test_racks_follow_servers_and_storage():
    assert fleets.network_units(32.0, 16.0, 100.0, 200.0, 100.0, 400.0) == pytest.approx(3.0)
