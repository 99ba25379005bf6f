import json

import numpy as np
import pytest
from small import CLOSE_CALL, close_call, with_values

from tco.case import parse_text
from tco.cli import main
from tco.results import run
from tco.switching import range_of
from tco.uncertainty.asked import Asked, chosen_alternative
from tco.uncertainty.driver_documents import drivers_document, switch_document
from tco.uncertainty.driver_sentences import switch_line, words_for
from tco.uncertainty.drivers import rank_shares, rank_shares_of, sobol, tornado
from tco.uncertainty.simulation import simulate
from tco.uncertainty.switching_values import switch
from tco.wording import read_texts


def settings_of(result, keys):
    """Uniform for these inputs, nothing else drawn."""
    asked = Asked(result.bound, "rent")
    drawn = {key: {"kind": "uniform" if key in keys else "fixed"} for key in asked.ranged()}
    kind = type(result.bound.case.uncertainty)
    return kind.model_validate({"draws": 1024, "distributions": drawn})


def test_a_bar_is_two_single_evaluations():
    bars = tornado(close_call().bound, "rent")
    assert len(bars) >= 4
    assert [bar.swing for bar in bars] == sorted((bar.swing for bar in bars), reverse=True)
    for bar in bars[:4]:
        for value, saving in zip(bar.values, bar.savings, strict=True):
            alone = with_values(close_call(), {bar.key: value}).value("rent", "saving_pv")
            assert saving == pytest.approx(alone, rel=1e-9)
        assert len(bar.values) == 2


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


def test_an_input_without_a_range_is_searched_over_all_that_it_may_be():
    text = CLOSE_CALL.replace('"fee.amount" = { value = 130000.0, low = 100000.0, high = 160000.0 }', "")
    result = close_call(text)
    found = switch(result.bound, "rent", "fee.amount")
    assert not found.own_range
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
    assert found["sobol"]["draws"] == 64
    assert found["tornado"][0]["swing"] > 0
    assert main(["drivers", file, "--heat", "fee.amount,machine.amount", "--json", "-"]) == 0
    assert json.loads(capsys.readouterr().out)["zero_contour"]


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
