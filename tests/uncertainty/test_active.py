"""Inputs that can move a figure: what is left out moves none, whatever the others are."""

import numpy as np
import pytest
from small_cases import custom, of_lines

from tco.binding import bind
from tco.case import parse_case, presets
from tco.uncertainty.active import active
from tco.uncertainty.answer import Answer
from tco.uncertainty.batch import outcomes
from tco.uncertainty.sampling import draws, sample, spreads
from tco.uncertainty.sentences import sentences
from tco.uncertainty.simulation import DEFAULT_LINES, simulate, with_flags
from tco.uncertainty_settings import Uncertainty

SWITCH = "apply_optimism_bias"


def preset(name="kr-general-500", **overrides):
    document = presets()[name]
    return bind(parse_case({**document, "overrides": {**document.get("overrides", {}), **overrides}}))


def those_that_move(bound, alternatives=()):
    names = alternatives or bound.alternatives
    return active(bound, tuple(spreads(bound, Uncertainty())), with_flags(bound, DEFAULT_LINES), names)


@pytest.fixture(scope="module")
def bound():
    return preset()


def test_what_is_left_out_moves_nothing_whatever_the_others_are(bound):
    """All idle inputs take other draws at once; every line of every future stays to the last bit."""
    drawn = sample(bound, Uncertainty(draws=64))
    idle = set(drawn.keys) - set(those_that_move(bound))
    assert idle
    own, others = draws(drawn), draws(sample(bound, Uncertainty(draws=64, seed=5)))
    lines = with_flags(bound, DEFAULT_LINES)
    before, after = (
        outcomes(bound, each, lines, compiled=False)
        for each in (own, {**own, **{key: others[key] for key in idle}})
    )
    for line in lines:
        assert np.array_equal(before[line], after[line], equal_nan=True), line


def test_nearly_all_that_are_kept_do_move_something(bound):
    """The proof is by factors of 0; limits and rounding may keep some more inputs from moving these draws."""
    kept = those_that_move(bound)
    drawn = sample(bound, Uncertainty(draws=8))
    own, others = draws(drawn), draws(sample(bound, Uncertainty(draws=8, seed=5)))
    columns = {key: np.tile(column, len(kept) + 1) for key, column in own.items()}
    for at, key in enumerate(kept, 1):
        columns[key][8 * at : 8 * (at + 1)] = others[key]
    found = outcomes(bound, columns, ("present_value",), compiled=False)["present_value"][..., 0]
    moved = [bool((found[8 * at : 8 * (at + 1)] != found[:8]).any()) for at in range(1, len(kept) + 1)]
    assert np.mean(moved) > 0.9


def test_an_uplift_counts_only_while_its_switch_is_on(bound):
    uplifts = {"optimism_bias_cost", "optimism_bias_duration"}
    names = {key.rpartition(".")[2] for key in spreads(bound, Uncertainty())}
    assert uplifts <= names
    off, on = (
        {key.rpartition(".")[2] for key in those_that_move(each)} for each in (bound, preset(**{SWITCH: 1.0}))
    )
    assert not uplifts & off
    assert uplifts <= on


def test_inputs_of_other_alternatives_do_not_count_for_a_pair(bound):
    pair = (bound.case.baseline, next(each for each in bound.alternatives if each != bound.case.baseline))
    assert set(those_that_move(bound, pair)) < set(those_that_move(bound))


def test_an_amount_times_nothing_does_not_count_and_the_sentence_says_how_many_do():
    line = custom("own_x", 100.0, "base", last_year=10.0)
    document = of_lines(line, discount_rate={"value": 0.06, "low": 0.02, "high": 0.15})
    document["custom_lines"].append(custom("idle_x", 0.0, last_year=10.0))
    document["overrides"]["wage_growth"] = {"value": 0.04, "low": 0.0, "high": 0.08}
    bound = bind(parse_case(document))
    found = simulate(bound, Uncertainty(draws=64), compiled=False)
    assert "discount_rate" in found.moving
    assert f"64 futures of {len(found.moving)} uncertain inputs" in " ".join(sentences(Answer(found), "en"))
