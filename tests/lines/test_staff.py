"""People: the kept ratio, the shift that a running room needs, release and severance."""

import numpy as np
import pytest

from tco.lines import staff


def test_staff_falls_to_the_kept_ratio_as_operations_end():
    ended = np.array([0.0, 0.5, 1.0])
    assert staff.operations_staff(8.0, 0.25, ended, 0.0, 1.0) == pytest.approx([8, 5, 2])


def test_a_running_room_keeps_its_shift():
    ended, runs = np.array([0.5, 1.0, 1.0]), np.array([1.0, 1.0, 0.0])
    assert staff.operations_staff(8.0, 0.25, ended, 6.0, runs) == pytest.approx([6, 6, 2])


def test_the_shift_never_asks_for_more_people_than_there_are_today():
    assert staff.operations_staff(3.0, 1.0, 0.0, 5.0, 1.0) == 3.0


def test_a_room_runs_while_one_own_server_runs():
    assert list(staff.room_runs(np.array([30.0, 1.0, 0.0]))) == [1, 1, 0]


def test_whoever_is_released_is_paid_severance_once():
    released = staff.staff_released(np.array([8.0, 8.0, 5.0, 2.0, 2.0]), np.array([0.0, 1, 1, 1, 1]))
    assert list(released) == [0, 0, 3, 3, 0]
    assert staff.severance(3.0, 40e6, 1.04) == pytest.approx(124.8e6)


def test_pay_is_the_same_share_for_every_role_and_grows_with_wages():
    share = staff.operations_staff_share(5.0, 8.0)
    assert staff.operations_pay(2.0, share, 80e6, 1.04, 1.0) == pytest.approx(2 * 0.625 * 80e6 * 1.04)
    assert staff.operations_pay(2.0, share, 80e6, 1.04, 0.0) == 0.0


def test_a_hospital_without_such_staff_has_no_share_of_it():
    assert staff.operations_staff_share(0.0, 0.0) == 0.0


def test_a_workload_is_in_the_cloud_as_soon_as_any_part_of_it_is():
    assert staff.machines_touched(50.0, 0.0, 0.0, 1.0, 0.0, 0.5) == 25.0
    assert staff.machines_touched(50.0, 0.0, 0.0, 0.0, 0.0, 0.5) == 0.0
