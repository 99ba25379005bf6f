"""Sentences that claim no more than their numbers: at the edges of certainty, of errors and of few draws."""

import math
import re
from dataclasses import replace

import numpy as np
import pytest
from small import CLOSE_CALL, close_call
from test_statistics import BOUND, answer_of, simulated

from tco import cli
from tco.case import parse_text
from tco.results import run
from tco.uncertainty.answer import Answer
from tco.uncertainty.conditions import ARTICLE
from tco.uncertainty.estimates import Estimate
from tco.uncertainty.report import lines
from tco.uncertainty.sentences import chance, difference, how, sentences, words_of
from tco.uncertainty.simulation import simulate
from tco.uncertainty.statistics import payback, summary
from tco.uncertainty_settings import MOST_DRAWS, Uncertainty

LANGUAGES = ("en", "ko")


def said(answer, language="en"):
    return " ".join(sentences(answer, language)).replace("\u00a0", " ")


def words(language="en"):
    return words_of(answer_of(0.5), language)


# --- Amounts ------------------------------------------------------------------------------------------


def few_cheaper(share, n=1024):
    """As many futures in which the alternative costs half; in all others it costs the same."""
    costs = np.full((n, 2), 100e6)
    costs[: round(share * n), 1] = 50e6
    return Answer(simulated(costs, scrambles=8))


def test_every_future_is_said_only_where_all_are_alike():
    text = said(few_cheaper(0.03))
    assert "Every future" not in text
    assert "At least nine futures of ten: no difference; all futures drawn lie between" in text
    assert "between no difference and $50 M less" in text
    assert "Every future drawn: no difference." in said(few_cheaper(0.0))
    assert "Every future drawn: $50 M less." in said(few_cheaper(1.0))
    assert "뽑은 모든 미래" not in said(few_cheaper(0.03), "ko")


def test_all_futures_that_cost_more_or_the_same_name_the_smaller_amount_first():
    costs = np.full((1024, 2), 100e6)
    costs[:20, 1] = 150e6
    assert "between no difference and $50 M more" in said(Answer(simulated(costs, scrambles=8)))


@pytest.mark.parametrize(
    ("value", "error", "text"),
    [
        (1.6e6, 3.04e6, "$2 M (±$3 M) less"),
        (-1.6e6, 3.04e6, "$2 M (±$3 M) more"),
        (1.6e6, None, "$1.6 M less"),
        (1.64e6, 1e5, "$1.6 M less"),
        (0.0, 3e6, "no difference"),
    ],
)
def test_an_amount_that_its_error_leaves_nothing_of_is_not_called_none(value, error, text):
    assert difference(Estimate(value, error, 8), words()).replace("\u00a0", " ") == text
    assert ("덜" in difference(Estimate(value, error, 8), words("ko"))) == ("less" in text)


def test_the_report_prints_a_small_amount_beside_its_error_and_not_as_nothing():
    rng = np.random.default_rng(4)
    costs = rng.normal(1e9, 3e7, (256, 2))
    answer = Answer(simulated(costs, scrambles=8))
    middle = answer.versus["other"].metrics["saving_pv"].quantiles[50]
    assert middle.is_lost
    row = next(row for row in lines(answer, "en") if "P50" in row and "−" in row)
    assert "P50 $0" not in row.replace("\u00a0", " ")


# --- Chances ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("value", "error", "text"),
    [
        (0.996, 0.009, "more than 9 of 10 futures"),
        (0.996, 0.005, "more than 99 of 100 futures"),
        (0.004, 0.009, "fewer than 1 of 10 futures"),
        (0.004, 0.005, "fewer than 1 of 100 futures"),
        (0.97, 0.08, "970 of the 1,000 futures drawn"),
        (0.04, 0.07, "40 of the 1,000 futures drawn"),
    ],
)
def test_nearly_all_is_said_only_where_the_error_keeps_it_apart(value, error, text):
    assert chance(Estimate(value, error, 8), 1000, words()) == text


def funded(n=1024, scrambles=8):
    """Futures of which four tenths recover, some only for a while, two never, the rest need none."""
    rng = np.random.default_rng(3)
    kind = rng.permutation(np.arange(n) % 10)
    years = np.where(kind < 4, 3.5, 0.0)
    defined = np.where((kind == 4) | (kind == 5), 0.0, 1.0)
    saving = np.where(kind == 0, -1e6, 1e6)
    stack = [np.column_stack([np.zeros(n), each])[:, :, None] for each in (years, defined, saving)]
    return simulated(
        np.full((n, 2), 1e9), scrambles=scrambles, payback_years=stack[0], saving_total=stack[2],
        total_cost=np.full((n, 2, 1), 1e9), total_cash=np.zeros((n, 2, 11)),
        **{"payback_defined.plain": stack[1]},
    )  # fmt: skip


def test_what_is_recovered_has_an_error_of_its_own():
    found = payback(funded(), "other")
    assert found.recovered.value == pytest.approx(sum(each.value for each in found.by_year))
    assert found.lost_again.value > 0
    parts = (found.none_needed, found.recovered, found.lost_again, found.never)
    assert sum(each.value for each in parts) == pytest.approx(1.0)
    simulation = funded()
    years = simulation.metric("other", "payback_years")
    kept = (years > 0) & (simulation.metric("other", "saving_total") > 0)
    assert found.recovered.error == pytest.approx(
        np.std([kept[at::8].mean() for at in range(8)], ddof=1) / math.sqrt(8)
    )
    answer = Answer(simulation)
    told = next(each for each in sentences(answer, "en") if each.startswith("Extra funding"))
    assert f"in {chance(found.recovered, 1024, words())}" in told
    document = answer.document()["alternatives"]["other"]["payback"]
    assert document["recovered"]["value"] == found.recovered.value


# --- One draw -----------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def close_file(tmp_path_factory):
    path = tmp_path_factory.mktemp("one") / "case.toml"
    path.write_text(CLOSE_CALL.replace("draws = 1024\n", ""), encoding="utf-8")
    return str(path)


def test_no_more_scrambles_than_draws_unless_they_are_stated():
    assert (Uncertainty(draws=1).scrambles, Uncertainty(draws=4).scrambles) == (1, 4)
    assert Uncertainty().scrambles == 8
    with pytest.raises(ValueError, match="cannot be spread over 8 scrambles"):
        Uncertainty(draws=1, scrambles=8)


@pytest.mark.parametrize("language", LANGUAGES)
def test_one_draw_is_answered_as_a_point_without_an_error(close_file, capsys, language):
    assert cli.main(["simulate", close_file, "--draws", "1", "--language", language]) == 0
    text = capsys.readouterr().out
    assert "nan" not in text
    assert "inf" not in text
    assert "±" not in text
    if language == "en":
        assert text.startswith("In the one future drawn, “Rent” costs ")
        assert "The one future drawn: ₩" in text
        assert "holds in 0 of 1 future drawn" in text
        assert "a single draw tells neither chances nor errors" in text
        assert "1 futures" not in text
        assert "Nine futures" not in text
        assert "scramble" not in text


def test_one_scramble_of_many_draws_is_answered(close_file, capsys):
    assert cli.main(["simulate", close_file, "--draws", "64", "--scrambles", "1"]) == 0
    assert "in one scramble: their error cannot be told" in capsys.readouterr().out


def test_a_case_may_ask_for_one_draw():
    found = run(parse_text(CLOSE_CALL.replace("draws = 1024", "draws = 1")))
    simulation = simulate(found.bound, found.bound.case.uncertainty, compiled=False)
    assert (simulation.draws, simulation.settings.scrambles) == (1, 1)
    one = summary(simulation, "rent", "saving_pv")
    assert one.is_one
    assert {each.value for each in one.quantiles.values()} == {one.mean.value}
    assert one.mean.error is None


# --- What was asked for -------------------------------------------------------------------------------


def test_a_run_that_was_stopped_is_not_said_to_have_all_draws_that_are_allowed():
    answer = replace(answer_of(0.5), target=1e-6)
    assert "most draws that are allowed" not in said(answer)
    assert "(0.0001 points) is not reached; it is" in said(answer)
    simulation = replace(answer.simulation, wanted=2048)
    assert "Stopped: 1,024 of 2,048" in said(replace(answer, simulation=simulation))


def test_the_most_draws_that_are_allowed_are_named(monkeypatch):
    monkeypatch.setattr("tco.uncertainty.sentences.MOST_DRAWS", 1024)
    assert MOST_DRAWS > 1024
    assert "with the most draws that are allowed" in said(replace(answer_of(0.5), target=1e-6))


def test_the_error_of_the_saving_may_be_asked_for(close_file, capsys):
    assert cli.main(["simulate", close_file, "--draws", "64", "--target-saving", "3000", "--json", "-"]) == 0
    out = capsys.readouterr()
    import json

    told = json.loads(out.out)
    saving = told["alternatives"]["rent"]["metrics"]["saving_pv"]
    assert told["draws"] > 64
    assert told["target_error_of_saving"] == 3000
    assert max(saving[key]["standard_error"] for key in ("mean", "p50")) <= 3000
    assert "asked ₩3,000" in out.err.replace("\u00a0", " ")
    assert cli.main(["simulate", close_file, "--target-saving", "-1"]) == 2
    assert "--target-saving -1 must be an amount above 0" in capsys.readouterr().err


# --- Notes --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("draws", "warned"), [(512, True), (1024, False)])
@pytest.mark.parametrize("language", LANGUAGES)
def test_too_few_draws_for_the_errors_of_percentiles_are_said(draws, warned, language):
    answer = answer_of(0.5, n=draws)
    enough = "1,024 draws" if language == "en" else "1,024개 이상"
    assert any(enough in each for each in how(answer, words(language))) == warned
    assert any(enough in each for each in answer.document(language)["notes"]) == warned


def test_how_many_inputs_are_drawn_together_is_said():
    bound = close_call().bound
    alone = Answer(simulate(bound, Uncertainty(draws=64), compiled=False), (ARTICLE,))
    assert "Each of these inputs is drawn on its own" in said(alone)
    pair = {"between": ("fee.amount", "machine.amount"), "rank": 0.5}
    linked = Answer(simulate(bound, Uncertainty(draws=64, correlations=(pair,)), compiled=False), (ARTICLE,))
    count = len(linked.simulation.moving)
    text = said(linked)
    assert f"Of these inputs 2 are drawn together, in 1 stated pairs, and the other {count - 2} each" in text
    assert f"64 futures of {count} uncertain inputs" in text
    assert f"나머지 {count - 2}개" in said(linked, "ko")


def test_pairs_of_inputs_that_move_nothing_are_not_counted():
    assert Answer(simulated(np.ones((64, 2)), BOUND)).linked == ()


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_sentence_keeps_a_place_open(language):
    for answer in (few_cheaper(0.03), few_cheaper(1.0), Answer(funded()), answer_of(0.5, n=8)):
        assert not re.search(r"[{}]|nan|None", said(answer, language))
