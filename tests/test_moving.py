"""When workloads move, against the lines of the model."""

from copy import deepcopy

import pytest

from tco.case import parse_case, presets
from tco.moving import all_moved, dual_running_months, schedule
from tco.results import run

PRESET = "kr-general-500"


def computed(document):
    return run(parse_case(deepcopy(document)))


@pytest.mark.parametrize(
    ("start", "duration", "overlap"), [(0.0, 1.0, 0.0), (7.0, 15.0, 4.0), (30.0, 24.0, 12.0)]
)
def test_the_months_shown_are_those_in_which_the_model_moves(start, duration, overlap):
    given = deepcopy(presets()[PRESET])
    given["alternatives"]["cloud_ncp"] |= {"start": start, "duration": duration, "overlap": overlap}
    result = computed(given)
    move = schedule(result, given, "cloud_ncp")[0]
    assert (move.start, move.moved, move.left) == (start, start + duration, start + duration + overlap)
    for year in result.years:
        moved = result.yearly("cloud_ncp", "moved_year_end.emr")[year]
        left = result.yearly("cloud_ncp", "left_year_end.emr")[year]
        assert (moved >= 1 - 1e-9) == (12 * year >= move.moved)
        assert (left >= 1 - 1e-9) == (12 * year >= move.left)
        assert (moved > 0) == (12 * year > move.start)


def test_dual_running_of_several_workloads_is_counted_once():
    given = deepcopy(presets()[PRESET])
    given["alternatives"]["cloud_ncp"]["workloads"] = {
        "emr": {"start": 0.0, "duration": 6.0, "overlap": 6.0},
        "pacs": {"start": 6.0, "duration": 6.0, "overlap": 6.0},
        "ancillary": {"start": 60.0, "duration": 6.0, "overlap": 6.0},
        "analytics": {"moves": []},
    }
    result = computed(given)
    moves = schedule(result, given, "cloud_ncp")
    assert dual_running_months(moves, result.horizon) == 18 + 12
    assert dual_running_months(moves, 5) == 18
    assert all_moved(moves) == 66
    assert all_moved(schedule(result, given, "stay")) is None
    assert dual_running_months(schedule(result, given, "stay"), result.horizon) == 0
