"""Zeros planted where a grid does not show them, and noise that is none."""

import numpy as np
import pytest

from tco.roots import Search

HERE, GAP = 0.4, 1 / 32  # a cell of the grid that begins near here


def zeros(function, whole=False, low=0.0, high=1.0, noise=1e-11, near=1e-9):
    asked = []

    def ask(rows):
        asked.append(sum(len(grid) for _, grid in rows))
        return [function(grid) for _, grid in rows]

    grid = np.linspace(low, high, 33)
    grid = np.unique(np.round(grid)) if whole else grid
    (found,) = Search(ask, [whole], noise, near).zeros([grid], [function(grid)])
    assert sum(asked) < 1000  # the search is bounded
    return found


def product(*roots):
    return lambda x: np.prod([x - root for root in roots], axis=0)


def values(found):
    return [each.value for each in found]


@pytest.mark.parametrize("gap", [0.01, 1e-3, 1e-5])
@pytest.mark.parametrize("start", [0.391, 0.4003, 0.41, 0.71])
def test_two_roots_in_one_cell_are_both_found(gap, start):
    found = zeros(product(start, start + gap), noise=0.0)
    assert values(found) == pytest.approx([start, start + gap], abs=1e-7)
    assert [(each.before, each.after) for each in found] == [(1, -1), (-1, 1)]


@pytest.mark.parametrize("roots", [(0.38, 0.39, 0.4), (0.4003, 0.4013, 0.4022), (0.4, 0.4001, 0.401)])
def test_three_roots_in_one_cell_are_all_found(roots):
    found = zeros(product(*roots), noise=0.0)
    assert values(found) == pytest.approx(roots, abs=1e-7)
    assert [each.after for each in found] == [1, -1, 1]


@pytest.mark.parametrize("sign", [1, -1])
def test_a_root_that_is_touched_turns_nothing(sign):
    for function in (lambda x: sign * np.abs(x - HERE), lambda x: sign * (x - HERE) ** 2):
        (found,) = zeros(function)
        assert found.value == pytest.approx(HERE, abs=1e-5)
        assert (found.before, found.after, found.turns) == (sign, sign, False)


def test_what_only_comes_near_is_no_root():
    assert zeros(lambda x: (x - HERE) ** 2 + 1e-6) == []
    assert zeros(lambda x: x + 1e-3) == []


def test_noise_around_zero_changes_no_sign():
    def noise(x):
        return 1e-13 * np.sin(1e9 * x)

    assert zeros(noise) == []
    (found,) = zeros(lambda x: x - HERE + noise(x))
    assert found.value == pytest.approx(HERE)


def test_over_a_very_long_range_a_bent_function_is_followed_to_its_root():
    def bent(x):
        return np.sign(x) * np.sqrt(np.abs(x)) - 350.0

    (found,) = zeros(bent, low=-1e15, high=1e15)
    assert found.value == pytest.approx(350.0**2, rel=1e-9)


def test_a_step_is_found_between_the_values_of_the_grid():
    found = zeros(lambda x: np.where(np.abs(x - 0.403) < 0.004, -1.0, 1.0))
    assert values(found) == pytest.approx([0.399, 0.407], abs=1e-8)


def test_of_whole_numbers_the_first_with_the_other_sign_is_given():
    (found,) = zeros(lambda x: x - 237.5, whole=True, high=1000.0)
    assert found.value == 238.0
    (found,) = zeros(lambda x: x - 237.0, whole=True, high=1000.0)
    assert found.value == 237.0
    assert values(zeros(product(236.5, 240.5), whole=True, high=1000.0)) == [237.0, 241.0]


def test_zero_along_a_stretch_turns_at_the_side_that_is_positive():
    (found,) = zeros(lambda x: np.maximum(x - 0.4, 0.0) - np.maximum(0.3 - x, 0.0))
    assert found.turns
    assert found.value == pytest.approx(0.4, abs=2e-3)
    (end,) = zeros(lambda x: np.maximum(x - 0.5, 0.0))
    assert (end.value, end.before, end.after, end.turns) == (0.5, 0, 1, False)
    assert zeros(lambda x: 0.0 * x) == []
