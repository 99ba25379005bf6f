import numpy as np
import pytest
from small_cases import BUY_OR_RENT

from tco.binding import bind
from tco.case import parse_text
from tco.changes import load
from tco.compute import evaluate
from tco.cumulative import crossings, difference, narrowest
from tco.results import run
from tco.switching import ranged, swings, switching_points

KEYS = ("naver_cloud.processor_price", "discount_rate", "servers.unit_price", "staff_kept_ratio")


def saving_pv(bound, alternative, key, value):
    cost = evaluate(bound, {key: np.array([value, value])})["present_value"]
    return float(cost[0, bound.baseline, 0] - cost[0, bound.alternatives.index(alternative), 0])


@pytest.fixture(scope="module")
def close_call():
    """Two custom alternatives of nearly the same cost, one paid at once and one by the year."""
    return bind(parse_text(CLOSE_CALL))


CLOSE_CALL = (
    BUY_OR_RENT
    + """[overrides]
discount_rate = { value = 0.04, low = 0.0, high = 0.2 }
"fee.amount" = { value = 130000.0, low = 100000.0, high = 160000.0 }
"machine.amount" = { value = 1000000.0, low = 500000.0, high = 1500000.0 }
"""
)


def test_a_switching_point_put_back_makes_the_difference_vanish(close_call):
    drivers = switching_points(close_call, "rent", ["discount_rate", "fee.amount", "machine.amount"])
    scale = abs(float(evaluate(close_call)["present_value"][0, 0]))
    assert [len(driver.points) for driver in drivers] == [1, 1, 1]
    for driver in drivers:
        point = driver.points[0]
        assert not point.jumps
        assert abs(saving_pv(close_call, "rent", driver.key, point.value)) < 1e-6 * scale


def test_the_direction_says_on_which_side_the_alternative_is_cheaper(close_call):
    for driver in switching_points(close_call, "rent", ["discount_rate", "fee.amount"]):
        point = driver.points[0]
        above = saving_pv(close_call, "rent", driver.key, point.value * 1.01)
        below = saving_pv(close_call, "rent", driver.key, point.value * 0.99)
        assert (above > 0 > below) == point.rises
        assert (below > 0 > above) == (not point.rises)


def test_the_range_includes_the_value_of_the_case():
    bound = bind(load("kr-general-500", ["staff_kept_ratio=0.2"]))
    driver = switching_points(bound, "hybrid", ["staff_kept_ratio"], n=5)[0]
    assert driver.values == pytest.approx((0.2, 0.4, 0.6, 0.8, 1.0))


def test_a_claimed_share_has_its_own_switching_point(close_call):
    driver = switching_points(close_call, "rent", ["fee.amount"], share=0.1)[0]
    lines = evaluate(close_call, {"fee.amount": np.full(2, driver.points[0].value)})
    assert lines["saving_pv_pct"][0, 1, 0] == pytest.approx(0.1, rel=1e-6)


def test_each_driver_is_the_model_itself_at_every_value():
    bound = bind(load("kr-general-500"))
    keys = [key for key in KEYS if key in ranged(bound, "cloud_ncp")]
    for driver in switching_points(bound, "cloud_ncp", keys, n=3):
        for value, saving in zip(driver.values, driver.savings, strict=True):
            assert saving == pytest.approx(saving_pv(bound, "cloud_ncp", driver.key, value), rel=1e-9)


def test_swings_cover_every_ranged_input_and_come_sorted():
    bound = bind(load("kr-general-500"))
    found = swings(bound, "hybrid")
    assert sorted(driver.key for driver in found) == sorted(ranged(bound, "hybrid"))
    sizes = [driver.swing for driver in found]
    assert sizes == sorted(sizes, reverse=True)
    assert not any(key.startswith(("aws_seoul.", "usd.")) for key in ranged(bound, "hybrid"))


def test_the_baseline_has_nothing_to_switch_to(close_call):
    with pytest.raises(ValueError, match="not an alternative to the baseline"):
        switching_points(close_call, "buy", ["discount_rate"])


def test_cumulative_costs_cross_where_the_straight_line_says():
    dates = np.array([0, 0.5, 1, 1.5, 2])
    found = crossings(dates, np.array([-10.0, -5, 5, 5, 5]))
    assert [(each.date, each.ahead) for each in found] == [(0.75, True)]
    assert crossings(dates, np.array([0.0, 0, 5, 0, 5])) == []
    there_and_back = crossings(dates, np.array([-4.0, 4, 0, -4, -4]))
    assert [(each.date, each.ahead) for each in there_and_back] == [(0.25, True), (1.0, False)]


def test_the_gap_is_narrowest_after_it_has_narrowed():
    dates = np.arange(9) / 2
    gap = np.array([-1.0, -9, -5, -9, -2, -9, -3, -9, -4])
    assert narrowest(dates, gap) == (2.0, 2.0)
    assert narrowest(dates, -np.arange(9.0)) is None


def test_the_crossing_is_the_payback(close_call):
    result = run(close_call.case)
    found = crossings(*difference(result, "rent"))
    back = run(close_call.case.model_copy(update={"baseline": "rent"}))
    assert found[0].ahead is False
    assert crossings(*difference(back, "buy"))[0].date == pytest.approx(back.metric("buy", "payback_years"))


FEE = (100000.0, 160000.0)


def planted(close_call, saving):
    """The fee's driver where the saving, as a share of the baseline's cost, is this function of its place."""
    base = float(evaluate(close_call)["present_value"][close_call.baseline, 0])

    def costs(columns):
        place = (columns["fee.amount"] - FEE[0]) / (FEE[1] - FEE[0])
        return np.stack([np.full(len(place), base), base * (1 - saving(place))])

    return switching_points(close_call, "rent", ["fee.amount"], costs=costs)[0]


def places(values):
    return [(value - FEE[0]) / (FEE[1] - FEE[0]) for value in values]


def test_all_roots_of_one_cell_are_switching_points_and_put_back_leave_nothing(close_call):
    for roots in ((0.4, 0.405), (0.4, 0.404, 0.409)):
        driver = planted(close_call, lambda x, roots=roots: np.prod([x - each for each in roots], axis=0))
        assert places(point.value for point in driver.points) == pytest.approx(roots, abs=1e-6)
        rises = [point.rises for point in driver.points]
        assert rises == [True, False, True][3 - len(roots) :]
        assert not any(point.jumps for point in driver.points)


def test_a_difference_that_only_touches_zero_changes_no_winner_and_is_told(close_call):
    driver = planted(close_call, lambda x: (x - 0.4) ** 2)
    assert driver.points == ()
    assert places(driver.touches) == pytest.approx([0.4], abs=1e-4)


def test_rounding_noise_around_zero_is_no_switching_point(close_call):
    driver = planted(close_call, lambda x: 1e-15 * np.sin(1e7 * x))
    assert (driver.points, driver.touches) == ((), ())
    one = planted(close_call, lambda x: x - 0.4 + 1e-14 * np.sin(1e9 * x))
    assert places(point.value for point in one.points) == pytest.approx([0.4])


def test_present_values_from_elsewhere_give_the_same_drivers(close_call):
    keys = ["discount_rate", "fee.amount", "machine.amount"]
    asked = []

    def costs(columns):
        asked.append(len(columns["discount_rate"]))
        return evaluate(close_call, columns)["present_value"][..., 0].T

    assert swings(close_call, "rent", costs) == swings(close_call, "rent")
    assert len(asked) == 1
    assert switching_points(close_call, "rent", keys, costs=costs) == switching_points(
        close_call, "rent", keys
    )
