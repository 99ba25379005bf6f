import itertools

import numpy as np
import pytest
from small import CLOSE_CALL, close_call, with_values

from tco.uncertainty.heatmap import _chains, _pieces, heat_map

KEYS = ("fee.amount", "machine.amount")


@pytest.fixture(scope="module")
def heat():
    return heat_map(close_call().bound, "rent", *KEYS, n=9)


def test_every_cell_is_a_single_evaluation(heat):
    assert heat.savings.shape == (9, 9)
    for i, j in itertools.product((0, 3, 8), (0, 5, 8)):
        alone = with_values(close_call(), dict(zip(KEYS, (heat.a[i], heat.b[j]), strict=True)))
        assert heat.savings[i, j] == pytest.approx(alone.value("rent", "saving_pv"), rel=1e-9)
    assert heat.own_saving == pytest.approx(close_call().value("rent", "saving_pv"))
    assert heat.own[:2] == (130000.0, 700000.0)


def test_put_back_every_point_of_the_line_saves_nothing(heat):
    spots = [spot for line in heat.contour for spot in line]
    assert len(heat.contour) == 1
    assert len(spots) > 8
    for spot in spots[::3]:
        saving = with_values(close_call(), dict(zip(KEYS, spot[:2], strict=True))).value("rent", "saving_pv")
        assert abs(saving) < 1e-6 * np.abs(heat.savings).max()
        assert not spot.jumps


def test_the_line_goes_from_edge_to_edge_without_leaving_a_gap(heat):
    line = heat.contour[0]
    assert all(
        spot.a in (heat.a[0], heat.a[-1]) or spot.b in (heat.b[0], heat.b[-1]) for spot in (line[0], line[-1])
    )
    for one, two in itertools.pairwise(line):
        assert abs(one.a - two.a) <= (heat.a[1] - heat.a[0]) * (1 + 1e-9)
        assert abs(one.b - two.b) <= (heat.b[1] - heat.b[0]) * (1 + 1e-9)


def test_a_jump_is_called_one():
    heat = heat_map(close_call().bound, "rent", "refit.every_years", "discount_rate", n=9)
    assert heat.a == (1.0, 2.0, 3.0, 4.0, 5.0, 6.0)  # a step of the grid is a whole number
    along = [spot for line in heat.contour for spot in line if spot.b in heat.b and spot.a not in heat.a]
    assert along
    assert all(spot.jumps for spot in along)


def test_without_a_change_of_sign_there_is_no_line():
    text = CLOSE_CALL.replace(
        "value = 700000.0, low = 500000.0", "value = 9000000.0, low = 8000000.0"
    ).replace("high = 1500000.0", "high = 9500000.0")
    heat = heat_map(close_call(text).bound, "rent", *KEYS, n=5)
    assert heat.contour == ()
    assert heat.savings.min() > 0


def test_a_circle_is_one_closed_line_and_a_saddle_is_two():
    x = np.linspace(-1, 1, 12)
    circle = list(_chains(list(_pieces(x[:, None] ** 2 + x[None, :] ** 2 - 0.5))))
    assert len(circle) == 1
    assert circle[0][0] == circle[0][-1]
    saddle = list(_chains(list(_pieces(x[:, None] * x[None, :] - 0.001))))
    assert len(saddle) == 2
    assert len(list(_pieces(np.array([[1.0, -1.0], [-1.0, 1.0]])))) == 2
    assert list(_pieces(np.ones((3, 3)))) == []
