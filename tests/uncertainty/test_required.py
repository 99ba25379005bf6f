"""The nearest point against known answers; joint moves put back into a case."""

import itertools
import json

import numpy as np
import pytest
from small import CLOSE_CALL, close_call, with_values

from tco.cli import main
from tco.errors import Problems
from tco.uncertainty.batch import outcomes
from tco.uncertainty.driver_documents import required_document
from tco.uncertainty.driver_sentences import label_of, required_lines, words_for
from tco.uncertainty.nearest_point import Box, box_of, nearest_point
from tco.uncertainty.required import required


def box(*ends, steps=None):
    low, high = np.array(ends, dtype=float).T
    return Box(low, high, np.zeros(len(low)) if steps is None else np.array(steps, dtype=float))


def size(found):
    return float(np.linalg.norm(found.point))


def test_a_plane_is_met_at_its_foot():
    slopes = np.array([3.0, -4.0, 0.0, 1.0])
    found = nearest_point(lambda z: z @ slopes - 2.0, box(*[(-1, 1)] * 4))
    assert found.met
    assert found.point == pytest.approx(2.0 * slopes / (slopes @ slopes), abs=1e-6)
    assert found.point @ slopes >= 2.0


def test_an_input_at_its_end_leaves_the_rest_to_the_others():
    slopes = np.array([3.0, 1.0, 1.0])
    found = nearest_point(lambda z: z @ slopes - 2.0, box((-0.5, 0.5), (0, 1), (0, 1)))
    assert found.point == pytest.approx([0.5, 0.25, 0.25], abs=1e-6)


def test_a_curve_is_met_where_it_is_nearest():
    found = nearest_point(lambda z: (1 + z[:, 0]) * (1 + z[:, 1]) - 1.44, box((0, 1), (0, 1)))
    assert found.point == pytest.approx([0.2, 0.2], abs=1e-6)


def test_the_nearer_of_two_places_is_found():
    far, near = np.array([0.9, 0.9]), np.array([-0.4, 0.3])

    def hills(z):
        return np.maximum(0.25 - ((z - far) ** 2).sum(axis=1), 0.01 - ((z - near) ** 2).sum(axis=1))

    found = nearest_point(hills, box((-1, 1), (-1, 1)))
    assert size(found) == pytest.approx(0.4, abs=2e-3)


def test_what_holds_needs_no_move_and_what_cannot_is_named_with_the_best():
    holds = nearest_point(lambda z: z[:, 0] + 0.0, box((-1, 1), (-1, 1)))
    assert holds.met
    assert size(holds) == 0
    cannot = nearest_point(lambda z: z @ [1.0, -2.0] - 9.0, box((-1, 1), (-1, 1)))
    assert not cannot.met
    assert cannot.point.tolist() == [1, -1]


def test_a_step_is_taken_whole():
    def stairs(z):
        return np.floor(5 * z[:, 0] + 1e-12) / 5 + np.floor(5 * z[:, 1] + 1e-12) / 5 - 0.6

    found = nearest_point(stairs, box((0, 1), (0, 1)))
    assert stairs(found.point[None])[0] >= 0
    assert size(found) == pytest.approx(np.hypot(0.4, 0.2), abs=1e-3)


def test_whole_inputs_are_moved_by_whole_units_as_every_combination_would_show():
    slopes, steps = np.array([1.0, 1.7, 0.9]), np.array([0.3, 0.2, 0.0])
    limits = [(-0.9, 0.9), (-0.8, 0.8), (-1, 1)]
    found = nearest_point(lambda z: z @ slopes - 1.1, box(*limits, steps=steps))
    best = min(
        np.linalg.norm([a, b, c])
        for a, b in itertools.product(0.3 * np.arange(-3, 4), 0.2 * np.arange(-4, 5))
        if (c := max(0.0, (1.1 - slopes[:2] @ [a, b]) / 0.9)) <= 1
    )
    assert size(found) == pytest.approx(best, abs=1e-5)
    assert found.point[:2] / steps[:2] == pytest.approx(np.round(found.point[:2] / steps[:2]))


def test_where_the_figure_is_undefined_the_condition_does_not_hold():
    def figure(z):
        return np.where(z[:, 0] + z[:, 1] < 1.0, np.nan, 1.0 + z[:, 0])

    found = nearest_point(figure, box((0, 1), (0, 1)))
    assert found.met
    assert size(found) == pytest.approx(np.sqrt(0.5), rel=1e-3)


def test_ten_inputs_on_a_plane():
    slopes = np.linspace(-1, 1, 10)
    found = nearest_point(lambda z: z @ slopes - 1.0, box(*[(-0.7, 0.7)] * 10))
    assert size(found) == pytest.approx(1 / np.linalg.norm(slopes), rel=1e-5)


def test_ranges_are_measured_in_their_own_units():
    found = box_of([10.0, 3.0], [(0.0, 50.0), (1.0, 5.0)], [False, True])
    assert found.low.tolist() == [-0.2, -0.5]
    assert found.high.tolist() == [0.8, 0.5]
    assert found.steps.tolist() == [0.0, 0.25]


KEYS = ("fee.amount", "machine.amount")


def test_put_back_the_joint_move_meets_the_condition_exactly():
    found = required(close_call(), "saving_pv_pct>=0.1", KEYS)
    assert found.met
    assert {each.key for each in found.moves} == set(KEYS)
    exact = with_values(close_call(), {each.key: each.end for each in found.moves})
    assert exact.value("rent", "saving_pv_pct") == pytest.approx(0.1, abs=1e-9)
    printed = with_values(close_call(), {each.key: each.printed for each in found.moves})
    assert 0.1 <= printed.value("rent", "saving_pv_pct") < 0.11
    assert found.reached == pytest.approx(exact.value("rent", "saving_pv_pct"))


def test_the_joint_move_is_the_foot_on_a_line_that_can_be_calculated():
    """Without a refit the saving is machine − fee × factor: linear in both."""
    found = required(close_call(), "saving_pv>=0", KEYS)
    bound = close_call().bound
    now = close_call().value("rent", "saving_pv")
    up = with_values(close_call(), {"fee.amount": 130001.0}).value("rent", "saving_pv") - now
    more = with_values(close_call(), {"machine.amount": 700001.0}).value("rent", "saving_pv") - now
    slopes = np.array([up * 60000, more * 1e6])
    foot = -now * slopes / (slopes @ slopes)
    parts = {each.key: each.parts for each in found.moves}
    assert [parts[key] for key in KEYS] == pytest.approx(foot, rel=1e-3)
    assert found.distance == pytest.approx(np.linalg.norm(foot), rel=1e-3)
    assert found.largest.key == max(parts, key=lambda key: abs(parts[key]))
    assert bound.inputs["fee.amount"].value == 130000.0


def test_a_line_in_a_year_and_the_other_direction_can_be_asked():
    found = required(close_call(), "total_cash@3<120000", ("fee.amount",))
    there = with_values(close_call(), {"fee.amount": found.moves[0].end})
    assert there.yearly("rent", "total_cash")[3] < 120000
    assert there.yearly("rent", "total_cash")[3] == pytest.approx(120000, rel=1e-6)


def test_what_is_true_already_needs_no_move():
    found = required(close_call(), "saving_pv_pct>=-5")
    assert (found.met, found.moves, found.distance, found.largest) == (True, (), 0.0, None)
    said = next(required_lines(close_call(), found, words_for(close_call().bound, "en")))
    assert "holds already" in said


def test_what_cannot_be_reached_says_how_near_it_comes():
    found = required(close_call(), "saving_pv_pct>=0.9")
    assert not found.met
    assert found.reached < 0.9
    alone = with_values(close_call(), {each.key: each.end for each in found.moves})
    assert alone.value("rent", "saving_pv_pct") == pytest.approx(found.reached)
    for key, ends in (("fee.amount", (100000, 160000)), ("machine.amount", (500000, 1500000))):
        for value in ends:
            other = with_values(close_call(), {each.key: each.end for each in found.moves} | {key: value})
            assert other.value("rent", "saving_pv_pct") <= found.reached + 1e-9
    for language, word in (("en", "was found that makes it true"), ("ko", "찾지 못했습니다")):
        assert word in next(required_lines(close_call(), found, words_for(close_call().bound, language)))


def test_the_default_inputs_are_those_with_the_largest_swing():
    found = required(close_call(), "saving_pv_pct>=0.1")
    assert set(found.inputs) >= {"fee.amount", "machine.amount", "discount_rate"}
    assert len(found.inputs) <= 10
    assert found.distance <= required(close_call(), "saving_pv_pct>=0.1", KEYS).distance + 1e-6


@pytest.mark.parametrize("language", ["en", "ko"])
def test_over_which_inputs_it_searched_is_said(language):
    words, bound = words_for(close_call().bound, language), close_call().bound
    for condition, keys in (("saving_pv_pct>=0.1", ()), ("saving_pv_pct>=0.9", ()), ("saving_pv>=0", KEYS)):
        found = required(close_call(), condition, keys)
        key = "req.searched_named" if keys else "req.searched"
        start = words(key, count=len(found.inputs), list="").removesuffix(".").strip()
        (said,) = [line for line in required_lines(close_call(), found, words) if line.startswith(start)]
        assert all(label_of(bound, key, words) in said for key in found.inputs)
        assert found.named is bool(keys)


def test_inputs_that_are_drawn_together_and_moved_apart_are_named():
    text = CLOSE_CALL.replace(
        "draws = 1024",
        'draws = 1024\ncorrelations = [{ between = ["fee.amount", "machine.amount"], rank = 1.0 }]',
    )
    found = required(close_call(text), "saving_pv>=0", KEYS)
    assert [set(pair[:2]) for pair in found.together] == [set(KEYS)]
    said = list(required_lines(close_call(text), found, words_for(close_call(text).bound, "en")))
    assert any("Drawn together in the futures, but moved apart here" in line for line in said)
    assert required_document(close_call(text), found, "en")["drawn_together"] == [list(KEYS)]
    assert required(close_call(), "saving_pv>=0", KEYS).together == ()


def test_everything_wrong_is_told_at_once_with_the_nearest_names():
    keys = ("fee.amoun", "machine.amount", "machine.amount", "horizon")
    with pytest.raises(Problems) as caught:
        required(close_call(), "saving_pv_pc>=0.1", keys, "ren")
    said = str(caught.value)
    assert len(caught.value.problems) == 5
    for word in ("'saving_pv_pct'", "'fee.amount'", "named twice", "'rent'", "horizon"):
        assert word in said


@pytest.mark.parametrize(
    ("condition", "word"),
    [("saving", "must read METRIC"), ("saving_pv>=x", "not a number"), ("total_cash>=1", "@last"),
     ("total_cash@99>=1", "the year must be"), ("saving_pv>=1e99", "outside")],
)  # fmt: skip
def test_conditions_that_mean_nothing_are_refused(condition, word):
    with pytest.raises(Problems, match=word):
        required(close_call(), condition)


def test_inputs_without_a_range_leave_nothing_to_move():
    lines = CLOSE_CALL.split("[overrides]")[0] + '[overrides]\ndiscount_rate = 0.04\n"fee.amount" = 90000.0\n'
    result = close_call(lines)
    found = required(result, "saving_pv_pct>=0.99")
    assert not found.met
    assert "discount_rate" in found.inputs  # which has the range that ships
    assert {"fee.amount", "machine.amount", "refit.every_years"}.isdisjoint(found.inputs)
    assert {each.key for each in found.moves} <= set(found.inputs)
    now = result.value("rent", "saving_pv_pct")
    assert found.reached > now  # what still has a range comes closer
    json.dumps(required_document(result, found, "ko"), allow_nan=False)


def test_the_command_prints_the_sentence_and_the_data(tmp_path, capsys):
    file = tmp_path / "case.toml"
    file.write_text(CLOSE_CALL, encoding="utf-8")
    assert main(["require", str(file), "saving_pv_pct>=10%", "--vary", ",".join(KEYS)]) == 0
    said = capsys.readouterr().out
    assert "the smallest joint move found that makes it true is" in said
    assert "Searched over the inputs that were named: Amount" in said
    back = said.split("Put back: ")[1].split()
    assert main(["evaluate", str(file), *back, "--json", "-"]) == 0
    pct = json.loads(capsys.readouterr().out)["alternatives"]["rent"]["metrics"]["saving_pv_pct"]
    assert 0.1 <= pct < 0.11
    assert main(["require", str(file), "saving_pv_pct>=10%", "--vary", ",".join(KEYS), "--json", "-"]) == 0
    first = capsys.readouterr().out
    assert main(["require", str(file), "saving_pv_pct>=10%", "--vary", ",".join(KEYS), "--json", "-"]) == 0
    assert first == capsys.readouterr().out
    assert json.loads(first)["met"] is True
    assert main(["require", str(file), "saving_pv_pct>=10%", "--vary", " , "]) == 2


def test_many_small_calls_are_prepared_for_and_say_the_same(monkeypatch):
    """A search asks thousands of times for a few draws; what is put back is evaluated as any case is."""
    slow = required(close_call(), "saving_pv>=0")
    prepared = []
    monkeypatch.setattr("tco.uncertainty.asked.FEW", 64)
    monkeypatch.setattr(
        "tco.uncertainty.asked.outcomes", lambda *given: prepared.append(1) or outcomes(*given)
    )
    quick = required(close_call(), "saving_pv>=0")
    assert len(prepared) > 10
    assert quick.distance == pytest.approx(slow.distance, rel=1e-6)
    assert quick.condition.holds(quick.reached)
