import dataclasses
import json

import numpy as np
import pytest
from small import CLOSE_CALL, close_call, with_values

from tco.case import parse_text
from tco.cli import main
from tco.results import run
from tco.switching import Point, range_of, swings
from tco.uncertainty.asked import Asked, chosen_alternative
from tco.uncertainty.driver_documents import drivers_document, switch_document
from tco.uncertainty.driver_sentences import index_lines, rank_lines, tornado_lines, words_for
from tco.uncertainty.drivers import Influence, rank_shares, rank_shares_of, sobol, tornado
from tco.uncertainty.heatmap import heat_map
from tco.uncertainty.simulation import simulate
from tco.uncertainty.sobol import Indices
from tco.uncertainty.switching_text import heat_title, switch_line
from tco.uncertainty.switching_values import switch
from tco.wording import read_texts


def settings_of(result, keys):
    """Uniform for these inputs, nothing else drawn."""
    asked = Asked(result.bound, "rent")
    drawn = {key: {"kind": "uniform" if key in keys else "fixed"} for key in asked.ranged()}
    kind = type(result.bound.case.uncertainty)
    return kind.model_validate({"draws": 1024, "distributions": drawn})


def test_a_bar_is_single_evaluations_from_end_to_end():
    bars = tornado(close_call().bound, "rent")
    assert len(bars) >= 4
    assert [bar.swing for bar in bars] == sorted((bar.swing for bar in bars), reverse=True)
    for bar in bars[:4]:
        for value, saving in zip(bar.values, bar.savings, strict=True):
            alone = with_values(close_call(), {bar.key: value}).value("rent", "saving_pv")
            assert saving == pytest.approx(alone, rel=1e-9)
        asked = Asked(close_call().bound, "rent")
        assert (bar.values[0], bar.values[-1]) == asked.range_of(bar.key)
        assert len(bar.values) >= 5


def test_an_input_whose_effect_turns_back_within_its_range_keeps_its_bar():
    """Between its ends, at which the bills are alike, the fee's own rate of growth moves the saving."""
    bound = close_call().bound
    low, high = Asked(bound, "rent").range_of("fee.amount")

    def costs(columns):
        place = (columns["fee.amount"] - low) / (high - low)
        return np.stack([np.full(len(place), 100.0), 90.0 + 40.0 * place * (1 - place)])

    at_ends = {each.key: each.swing for each in swings(bound, "rent", costs)}
    over_all = {each.key: each for each in swings(bound, "rent", costs, 5)}
    assert at_ends["fee.amount"] == 0.0
    assert over_all["fee.amount"].swing == pytest.approx(10.0)
    result, words = close_call(), words_for(bound, "en")
    said = list(tornado_lines(result, "rent", [over_all["fee.amount"]], words))
    assert any("inside the range" in line for line in said)
    document = drivers_document(
        result,
        "rent",
        [over_all["fee.amount"]],
        sobol(bound, "rent", settings_of(result, ()), 64),
        None,
        "en",
    )
    assert document["tornado"][0]["greatest"] - document["tornado"][0]["least"] == pytest.approx(10.0)


def test_inputs_that_are_drawn_together_but_moved_apart_are_named():
    text = CLOSE_CALL.replace(
        "draws = 1024",
        'draws = 1024\ncorrelations = [{ between = ["fee.amount", "machine.amount"], rank = -1.0 }]',
    )
    for case, named in ((CLOSE_CALL, False), (text, True)):
        result = close_call(case)
        for language in ("en", "ko"):
            words = words_for(result.bound, language)
            said = list(tornado_lines(result, "rent", tornado(result.bound, "rent"), words))
            start = words("drv.together", list="")[:8]
            assert any(line.startswith(start) for line in said) is named


def test_that_inputs_act_together_is_said_only_where_it_shows():
    words = words_for(close_call().bound, "en")
    alike = {"draws": 64, "scrambles": 8, "variance": 1.0, "first": np.array([1.0]), "total": np.array([1.0]),
             "first_error": np.array([0.1]), "total_error": np.array([0.1])}  # fmt: skip
    for alone, error, said in ((0.7, 0.02, "the rest comes"), (0.97, 0.02, "do not tell apart from 100"),
                               (1.04, 0.02, "104"), (0.97, np.nan, "does not tell how sure")):  # fmt: skip
        indices = Indices(**alike, alone=alone, alone_error=error)
        found = Influence("rent", ("fee.amount",), indices, (), 0, 8)
        lines = list(index_lines(close_call().bound, found, words))
        assert said in lines[-1]
        assert ("acting together" in lines[-1]) is (alone == 0.7)


def test_too_few_draws_for_the_inputs_have_no_shares():
    settings = settings_of(close_call(), ("fee.amount", "machine.amount", "refit.every_years"))
    few = settings.model_copy(update={"draws": 4, "scrambles": 4})
    words = words_for(close_call().bound, "en")
    for asked, told in ((few, False), (settings, True)):
        ranks = rank_shares_of(close_call().bound, "rent", asked)
        lines = list(rank_lines(close_call().bound, ranks, words))
        assert (len(lines) > 1) is told
        assert ("too few" in lines[0]) is not told


def test_a_bar_that_crosses_zero_has_its_switching_value():
    crossing = [bar for bar in tornado(close_call().bound, "rent") if min(bar.savings) < 0 < max(bar.savings)]
    assert crossing
    assert all(bar.points for bar in crossing)


def test_indices_of_a_linear_case_are_its_squared_slopes():
    keys = ("fee.amount", "machine.amount")
    found = sobol(close_call().bound, "rent", settings_of(close_call(), keys), 512)
    assert set(found.keys) == set(keys)
    bars = {bar.key: bar.swing for bar in tornado(close_call().bound, "rent", 20)}
    truth = np.array([bars[key] ** 2 for key in found.keys])
    assert found.indices.total == pytest.approx(truth / truth.sum(), abs=0.01)
    assert found.indices.first == pytest.approx(truth / truth.sum(), abs=0.01)


def test_rank_shares_come_from_a_simulation_or_from_draws_of_their_own():
    settings = settings_of(close_call(), ("fee.amount", "machine.amount"))
    alone = rank_shares_of(close_call().bound, "rent", settings)
    simulated = rank_shares(simulate(close_call().bound, settings), "rent")
    assert alone.keys == simulated.keys
    assert alone.ranks.shares == pytest.approx(simulated.ranks.shares, abs=1e-9)
    assert alone.ranks.explained > 0.95
    signs = dict(zip(alone.keys, np.sign(alone.ranks.coefficients), strict=True))
    assert signs == {"fee.amount": -1, "machine.amount": 1}


def test_correlated_inputs_are_said_and_their_shares_kept():
    keys = ("fee.amount", "machine.amount")
    settings = settings_of(close_call(), keys)
    pair = type(settings).model_validate({"correlations": [{"between": keys, "rank": 0.7}]}).correlations
    settings = settings.model_copy(update={"correlations": pair})
    found = sobol(close_call().bound, "rent", settings, 64)
    assert [(set((each.first, each.second)), each.rank) for each in found.correlated] == [(set(keys), 0.7)]
    ranks = rank_shares_of(close_call().bound, "rent", settings)
    document = drivers_document(close_call(), "rent", [], found, ranks, "en")
    assert any("take the inputs as independent" in each for each in document["sentences"])
    assert document["sobol"]["correlated_pairs"]


def test_nothing_that_varies_drives_nothing():
    settings = settings_of(close_call(), ())
    found = sobol(close_call().bound, "rent", settings, 64)
    assert found.keys == ()
    document = drivers_document(close_call(), "rent", [], found, None, "ko")
    assert document["sobol"]["variance"] == 0
    assert read_texts("tco.uncertainty", "drivers.ko.toml")["drv.flat"] in document["sentences"]
    json.dumps(document, allow_nan=False)


@pytest.mark.parametrize("key", ["fee.amount", "discount_rate", "machine.amount"])
@pytest.mark.parametrize("share", [0.0, 0.05])
def test_a_switching_value_put_back_leaves_no_difference(key, share):
    found = switch(close_call().bound, "rent", key, share)
    assert found.points
    for point in found.points:
        there = with_values(close_call(), {key: point.value})
        gap = there.value("rent", "saving_pv") - share * there.value("buy", "present_value")
        assert abs(gap) < 1e-6 * there.value("buy", "present_value")
        assert not point.jumps


def test_a_switching_value_between_steps_is_called_a_jump():
    found = switch(close_call().bound, "rent", "refit.every_years")
    assert found.points
    assert all(point.jumps for point in found.points)
    said = switch_line(close_call(), found, words_for(close_call().bound, "en"))
    assert "a jump" in said


def test_of_whole_numbers_the_value_is_the_first_at_which_it_saves():
    result = close_call()
    found = switch(result.bound, "rent", "refit.every_years")
    for point in found.points:
        at, before = (
            with_values(result, {"refit.every_years": point.value - step}).value("rent", "saving_pv")
            for step in (0.0, 1.0)
        )
        assert (at >= 0 > before) if point.rises else (before >= 0 > at)
    rising = dataclasses.replace(found, points=(Point(5.0, True, True),))
    said = switch_line(result, rising, words_for(result.bound, "en"))
    assert "5, from which on it saves" in said
    falling = dataclasses.replace(found, points=(Point(5.0, False, True),))
    assert "5, below which it saves" in switch_line(result, falling, words_for(result.bound, "en"))


def test_what_is_only_touched_is_said_not_to_change_the_winner():
    found = dataclasses.replace(switch(close_call().bound, "rent", "fee.amount"), points=(), touches=(120e3,))
    for language, said in (("en", "does not change the winner"), ("ko", "우열이 바뀌지 않습니다")):
        words = words_for(close_call().bound, language)
        assert said in switch_line(close_call(), found, words)
        both = dataclasses.replace(found, points=(Point(110e3, True, False),))
        assert words("switch.touches", value="")[:8] in switch_line(close_call(), both, words)
    assert switch_document(close_call(), [found], "en")["switching"][0]["touches"] == [120e3]


@pytest.mark.parametrize(
    ("savings", "said"),
    [((0.0, 5.0), "no pair of values does Rent cost more"), ((1.0, 5.0), "every pair of values Rent saves"),
     ((0.0, 0.0), "costs the same"), ((-5.0, -1.0), "At no pair of values does Rent save")],
)  # fmt: skip
def test_a_map_without_a_line_says_no_more_than_its_least_saving_holds(savings, said):
    heat = heat_map(close_call().bound, "rent", "fee.amount", "machine.amount", n=2)
    planted = dataclasses.replace(heat, savings=np.array([savings, savings]), contour=())
    assert said in heat_title(close_call(), planted, words_for(close_call().bound, "en"))


def test_an_input_without_a_range_is_searched_over_all_that_it_may_be():
    text = CLOSE_CALL.replace('"fee.amount" = { value = 130000.0, low = 100000.0, high = 160000.0 }', "")
    result = close_call(text)
    found = switch(result.bound, "rent", "fee.amount")
    words = words_for(result.bound, "en")
    assert found.searched == "possible"
    assert "all that it may be" in switch_line(result, found, words)
    each = result.bound.inputs["fee.amount"]
    open_end = each.declaration.model_copy(update={"minimum": None, "maximum": None})
    inputs = {**result.bound.inputs, "fee.amount": dataclasses.replace(each, declaration=open_end)}
    assumed = switch(dataclasses.replace(result.bound, inputs=inputs), "rent", "fee.amount")
    assert (assumed.low, assumed.high, assumed.searched) == (0.0, 260e3, "assumed")
    assert "where none is declared, 0 to twice its value" in switch_line(result, assumed, words)
    assert found.low <= 0 < 130000 < found.high
    there = run(parse_text(text + f'"fee.amount" = {found.points[0].value!r}\n'))
    assert abs(there.value("rent", "saving_pv")) < 1e-6 * there.value("buy", "present_value")


def test_what_is_not_reached_or_moves_nothing_is_said():
    far = switch(close_call().bound, "rent", "fee.amount", 0.9)
    assert far.points == ()
    assert far.most < 0.9
    idle = switch(close_call().bound, "rent", _idle_key())
    assert not idle.matters
    for language, words in (("en", ("not reached", "does not move")), ("ko", ("도달하지", "변하지"))):
        said = [
            switch_line(close_call(), each, words_for(close_call().bound, language)) for each in (far, idle)
        ]
        assert words[0] in said[0]
        assert words[1] in said[1]
    json.dumps(switch_document(close_call(), [far, idle], "en"), allow_nan=False)


def _idle_key():
    bound, asked = close_call().bound, Asked(close_call().bound, "rent")
    return next(key for key, each in bound.inputs.items() if range_of(each) and key not in asked.read)


def test_the_alternative_meant_is_the_cheapest_of_those_that_move_anything():
    assert chosen_alternative(close_call()) == "rent"
    with pytest.raises(ValueError, match="did you mean 'rent'"):
        chosen_alternative(close_call(), "rend")


def test_both_languages_have_the_same_texts_with_the_same_places():
    english, korean = (read_texts("tco.uncertainty", f"drivers.{each}.toml") for each in ("en", "ko"))
    assert english.keys() == korean.keys()
    for key, text in english.items():
        assert {part.split("}")[0] for part in text.split("{")[1:]} == {
            part.split("}")[0] for part in korean[key].split("{")[1:]
        }, key


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "case.toml"
    path.write_text(CLOSE_CALL, encoding="utf-8")
    return str(path)


def test_the_commands_answer_in_both_languages_and_as_data(file, capsys):
    for language in ("en", "ko"):
        assert main(["drivers", file, "--draws", "64", "--language", language]) == 0
        assert main(["switch", file, "fee.amount", "--language", language]) == 0
        assert main(["drivers", file, "--heat", "fee.amount,machine.amount", "--language", language]) == 0
    assert "{" not in capsys.readouterr().out
    assert main(["drivers", file, "--draws", "64", "--json", "-"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert main(["drivers", file, "--draws", "64", "--seed", "7", "--json", "-"]) == 0
    other = json.loads(capsys.readouterr().out)
    assert other["sobol"]["seed"] == 7
    assert other["sobol"]["inputs"] != found["sobol"]["inputs"]
    assert main(["drivers", file, "--seed", "-1"]) == 2
    assert "seed" in capsys.readouterr().err
    assert found["sobol"]["draws"] == 64
    assert found["tornado"][0]["swing"] > 0
    assert main(["drivers", file, "--heat", "fee.amount,machine.amount", "--json", "-"]) == 0
    assert json.loads(capsys.readouterr().out)["zero_contour"]


def test_ctrl_c_keeps_the_shares_of_the_draws_that_are_complete(tmp_path, capsys, interrupted):
    path = tmp_path / "case.toml"
    between = 'correlations = [{ between = ["fee.amount", "machine.amount"], rank = 0.5 }]'
    path.write_text(CLOSE_CALL.replace("draws = 1024", f"draws = 32768\n{between}"), encoding="utf-8")
    assert main(["drivers", str(path), "--draws", "64", "--json", "-"]) == 0
    assert "of 32,768 draws; Ctrl-C stops" in interrupted[0]
    assert json.loads(capsys.readouterr().out)["rank_regression"]["draws"] == 8192


def test_questions_that_mean_nothing_are_refused_all_at_once(file, capsys):
    assert main(["drivers", file, "--heat", "fee.amoun", "--draws", "63", "--alternative", "rend"]) == 2
    said = capsys.readouterr().err
    assert "4 problems" in said
    assert "'fee.amount'" in said
    assert main(["switch", file, "fee.amoun", "--share", "2"]) == 2
    said = capsys.readouterr().err
    assert "2 problems" in said
    assert main(["switch", file, _flag()]) == 2
    assert "is a switch" in capsys.readouterr().err


def _flag():
    bound = close_call().bound
    return next(key for key, each in bound.inputs.items()
                if each.declaration.format == "flag" and not each.fixed and each.series is None)  # fmt: skip
