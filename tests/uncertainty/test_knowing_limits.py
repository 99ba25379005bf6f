"""How much a worth may be at most: planted steps that a smooth rule misses, and what no draw shows."""

import itertools
import json

import numpy as np
import pytest
from scipy.special import ndtri
from worth import document, points, simulated, two

from tco.assumptions import Text
from tco.uncertainty.certain import is_certain
from tco.uncertainty.hindsight import Rule, improved
from tco.uncertainty.information import Worth, information
from tco.uncertainty.information_text import as_document, as_text, asking, words_of
from tco.uncertainty.knowing import Choice, Estimate

WORTH = 0.4


def step(low, high, noise):
    """A second option that saves between two quantiles of the first input and costs more elsewhere."""
    share = high - low

    def difference(uniform):
        inside = (uniform[:, 0] > low) & (uniform[:, 0] < high)
        mean = np.where(inside, -WORTH / share, (WORTH + 0.05) / (1 - share))
        return mean + noise * ndtri(uniform[:, 1])

    return difference


@pytest.mark.parametrize("noise", [0.2, 3.0])
@pytest.mark.parametrize(("low", "high"), [(0.5, 1.0), (0.9, 1.0), (0.97, 1.0), (0.99, 1.0), (0.4, 0.45)])
def test_the_limit_covers_what_a_smooth_rule_misses_of_a_step(low, high, noise):
    covered = 0
    for seed in range(50):
        uniform, scramble = points(1024, 2, seed=1000 + seed)
        choice = Choice(two(step(low, high, noise)(uniform)), uniform, scramble)
        found = choice.knowing([0])
        covered += found.limit >= WORTH
        assert found.amount <= found.limit <= choice.everything.limit
    assert covered >= 45


def test_a_rare_event_that_falls_alike_into_every_scramble_is_not_known_exactly():
    covered = 0
    for seed in range(50):
        uniform, scramble = points(4096, 2, seed=seed)
        choice = Choice(two(step(0.99, 1.0, 0.1)(uniform)), uniform, scramble)
        covered += choice.everything.limit >= WORTH
    assert covered >= 45


def test_of_unused_inputs_the_limit_stays_small():
    uniform, scramble = points(4096, 12)
    drawn = ndtri(uniform)
    choice = Choice(two(0.3 + drawn[:, 0] + drawn[:, 1] * drawn[:, 2]), drawn, scramble)
    limits = [choice.knowing([at]).limit for at in range(3, 12)]
    assert max(limits) < 0.15 * choice.everything.amount


@pytest.mark.parametrize("seed", range(5))
def test_no_other_change_over_one_stretch_would_have_saved_more(seed):
    random = np.random.default_rng(seed)
    values, actual = random.integers(0, 7, 12).astype(float), random.normal(size=(12, 2))
    rule = Rule(np.eye(3, dtype=bool)[random.integers(0, 3, 12)][:, :2], actual, actual)
    known = np.unique(values)
    saved = []
    for low, high in itertools.combinations_with_replacement(known, 2):
        for choice in range(3):
            taken = rule.taken.copy()
            taken[(values >= low) & (values <= high)] = np.arange(2) == choice - 1
            saved.append(-(actual * taken).sum())
    found = improved(rule, values)
    assert -(actual * found.taken).sum() == pytest.approx(max(saved))
    for value in known:  # equal values are not told apart where the rule does not
        changed = (found.taken != rule.taken).any(axis=1)[values == value]
        same = (found.taken[values == value] == found.taken[values == value][0]).all()
        assert same or not changed.any()


def test_whether_asking_pays_is_told_from_the_lower_limit_and_not_from_an_upper_one_that_was_cut():
    cut = Estimate(10.0, 3.0, 11.0, True, 3.0)  # cut to what knowing everything is worth at most
    text = Text(en="a", ko="a")
    assert Worth("a", ("a",), text, "own", cut, cost=8.5).worth_asking is None
    assert Worth("a", ("a",), text, "own", cut, cost=2.9).worth_asking is True
    assert Worth("a", ("a",), text, "own", cut, cost=11.0).worth_asking is False


def rarely(**changes):
    """The own bill is nearly always the cheaper one; once in some thousand futures it is ruinous."""
    case = document(**changes)
    case["overrides"]["a_x.amount"] = {"value": 60.0, "low": 60.0, "high": 1e5}
    case["uncertainty"]["distributions"]["a_x.amount"] = {
        "kind": "discrete", "values": [60.0, 1e5], "weights": [9999.0, 1.0]
    }  # fmt: skip
    return case


def test_what_no_draw_shows_is_not_called_impossible():
    found = information(simulated(rarely()))
    assert found.settled
    assert not found.certain
    said = {language: "\n".join(as_text(found, language)) for language in ("en", "ko")}
    assert "Nothing can flip" not in said["en"]
    assert "In none of the 1,024 draws" in said["en"]
    assert "0.3" in said["en"]
    assert "표본 1,024개 가운데" in said["ko"]
    data = as_document(found)
    assert (data["no_draw_has_another_cheaper"], data["proven_for_all_draws"]) == (True, False)
    json.dumps(data, allow_nan=False)


def test_certain_is_only_what_bounds_prove():
    case = document()
    case["overrides"]["b_x.amount"] = {"value": 400.0, "low": 300.0, "high": 500.0}
    simulation = simulated(case)
    assert is_certain(simulation, "base", ("base", "other"))
    assert not is_certain(simulation, "other", ("base", "other"))
    assert not is_certain(simulated(document()), "base", ("base", "other"))


def test_how_many_draws_the_worths_of_inputs_are_told_from_is_said():
    found = information(simulated(document(), draws=2**14), costs={"a_x.amount": 1.0})
    assert found.told_from == 2**13
    assert "told from 8,192 of the draws" in "\n".join(as_text(found))
    assert as_document(found)["draws_for_inputs"] == 2**13
    unsure = Worth("a_x.amount", ("a_x.amount",), Text(en="a", ko="a"), "own",
                   Estimate(10.0, 3.0, 11.0, True, 3.0), cost=5.0)  # fmt: skip
    words = words_of(found, "en")
    assert "take more draws" not in asking(unsure, found, words)
    assert "more than 8,192 draws are not used" in asking(unsure, found, words)
