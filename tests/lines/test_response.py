"""Waits for screens and studies, and the line that a target needs: physics and arithmetic by hand."""

import pytest
from small_cases import TITLE

from tco.case import parse_case
from tco.lines import network, response
from tco.results import run


@pytest.mark.parametrize(("length", "milliseconds"), [(0.1, 0.00098), (30.0, 0.294), (60.0, 0.588)])
def test_light_in_fibre_goes_there_and_back(length, milliseconds):
    assert response.fibre_round_trip(length, 4.9, 1000.0) == pytest.approx(milliseconds)


def test_a_screen_waits_for_its_round_trips():
    assert response.cloud_round_trip(0.588, 1.4) == pytest.approx(1.988)
    assert response.round_trip(0.3, 1.988, 1.0) == pytest.approx(1.988)
    assert response.round_trip(0.3, 1.988, 0.0) == 0.3
    assert response.screen_wait_today(0.5, 1000.0, 0.3, 1000.0) == pytest.approx(0.8)
    assert response.screen_wait(0.5, 1000.0, 1.988, 1000.0) == pytest.approx(2.488)


def test_a_study_of_1000_slices_takes_five_seconds_over_a_gigabit_and_needs_more_for_three():
    study = response.study_on_line(524.0, 1.0, 1.0, 8.0)
    assert response.study_wait_on_line(study, 1.0, 1000.0, 0.8, 0.0) == pytest.approx(5.24)
    assert response.line_speed_needed(study, 1.0, 3.0, 0.8) == pytest.approx(1746.67, abs=0.01)
    assert response.line_speed_needed(study * 0.4, 1.0, 3.0, 0.8) == pytest.approx(698.67, abs=0.01)


def test_images_acknowledged_one_by_one_cost_a_round_trip_each():
    images = response.acknowledged_images(1000.0, 1.0)
    of_distance = response.study_wait_of_distance(images, 1.0, 1000.0)
    assert response.study_wait_on_line(0.0, 1.0, 1000.0, 0.8, of_distance) == pytest.approx(1)
    assert response.study_wait_today(800.0, 1000.0, 0.8, images, 0.3, 1000.0) == pytest.approx(1.3)


def test_the_cache_takes_readers_off_the_line_but_never_the_last():
    hits = response.cache_hits(0.9, 6.0)
    assert hits == 0.9
    assert response.cache_hits(0.9, 0.0) == 0
    assert response.line_readers(30.0, hits) == pytest.approx(3)
    assert response.line_readers(3.0, hits) == 1
    assert response.concurrent_readers(1.0, 0.004, 500.0) == pytest.approx(3)


def test_a_study_is_never_faster_than_the_way_to_the_workstation():
    assert response.study_wait(3.5, 0.4, 1.0) == 3.5
    assert response.study_wait(3.5, 10.0, 1.0) == 10.0
    assert response.study_wait(3.5, 10.0, 0.0) == 3.5
    assert response.study_wait_average(3.5, 10.0, 0.9) == pytest.approx(4.15)


@pytest.mark.parametrize(
    ("speed", "slower", "faster", "chosen", "price", "ports"),
    [
        (1000.0, 1, 1, 0, 4e6, 300.0), (1001.0, 2, 1, 0, 8e6, 600.0), (3000.0, 3, 1, 0, 12e6, 900.0),
        (3000.1, 4, 1, 1, 12e6, 2250.0), (10_001.0, 11, 2, 1, 24e6, 4500.0),
    ],
)  # fmt: skip
def test_a_path_is_made_of_the_lines_that_cost_less_with_their_ports(
    speed, slower, faster, chosen, price, ports
):
    slow, fast = network.slower_lines(speed, 1000.0, 6.0), network.faster_lines(speed, 10_000.0, 6.0)
    assert (slow, fast) == (slower, faster)
    slow_cost = network.slower_cost(slow, 4e6, 12.0, 300.0, 8760.0, 1.0)
    fast_cost = network.faster_cost(fast, 12e6, 12.0, 2250.0, 8760.0, 1.0)
    picked = network.faster_chosen(slow_cost, fast_cost)
    assert picked == chosen
    assert network.path_price(slow, 4e6, fast, 12e6, picked) == price
    assert network.path_ports(slow, 300.0, fast, 2250.0, picked) == pytest.approx(ports)


def test_dear_ports_of_a_fast_line_keep_the_slower_ones():
    assert network.slower_cost(3.0, 1000.0, 12.0, 1.0, 8760.0, 2.0) == 3 * (12_000 + 17_520)
    assert network.faster_chosen(88_560.0, 100_000.0) == 0
    assert network.faster_chosen(88_560.0, 88_559.0) == 1


def moved(**overrides):
    """A hospital that moves everything, after two years."""
    return run(
        parse_case(
            {
                "title": TITLE,
                "pack": "kr_2026",
                "hospital": {"beds": 500.0},
                "workloads": {"emr": {}, "pacs": {}},
                "alternatives": {
                    "stay": {"title": TITLE},
                    "archive": {"title": TITLE, "price_book": "naver_cloud", "moves": ["archive"]},
                    "away": {"title": TITLE, "price_book": "naver_cloud", "moves": ["compute", "archive"]},
                },
                "overrides": overrides,
            }
        )
    )


def test_the_line_for_a_target_is_priced_into_the_case_with_its_two_paths():
    plain, target = moved(), moved(line_follows_target=1.0, cache_hit_share=0.0)
    # CT of 350 MB for three readers in 3 s at 80 %: 350 x 8 x 3 / (3 x 0.8) = 3,500 Mbit/s
    assert target.value("away", "line_speed_needed_most") == pytest.approx(3500)
    assert target.value("away", "study_wait.ct") == pytest.approx(3.5)  # the workstation's own gigabit
    assert plain.value("away", "study_wait.ct") == pytest.approx(3.5)
    added = target.yearly("away", "private_lines") - plain.yearly("away", "private_lines")
    assert added[1] == pytest.approx(2 * 8e6 * 12)
    assert added[3] == pytest.approx(2 * 8e6 * 12 * 1.02**2)


def test_nothing_waits_longer_where_only_the_archive_moves():
    result = moved()
    assert result.value("archive", "line_speed_needed_most") == 0
    for name in ("stay", "archive"):
        assert result.value(name, "study_wait.ct") == result.value("stay", "study_wait_today.ct")
        assert result.value(name, "screen_wait.emr") == result.value("stay", "screen_wait_today")
