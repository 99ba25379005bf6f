"""What the page Uncertainty is given: the engine's futures, shares and joint moves."""

import math

import numpy as np
import pytest
from futures_asked import EN, KO, OPEN, asked, first_futures, turning

from tco.amounts import percent
from tco.assumptions import Text
from tco.errors import UserError
from tco.ui import uncertainty_answers as answers
from tco.ui import uncertainty_awaited, uncertainty_shares
from tco.ui import uncertainty_charts as pictures
from tco.ui import uncertainty_text as text
from tco.ui.answers import answer
from tco.ui.uncertainty_answers import Job
from tco.ui.uncertainty_futures import Share, Shares
from tco.uncertainty.conditions import ARTICLE, BREAK_EVEN
from tco.uncertainty.driver_sentences import words_for
from tco.uncertainty.drivers import rank_shares
from tco.uncertainty.estimates import Estimate
from tco.uncertainty.required import required
from tco.uncertainty.required_text import told
from tco.uncertainty.simulation import simulate


@pytest.fixture(scope="module")
def found():
    return first_futures()


@pytest.fixture(scope="module")
def simulation():
    return simulate(asked().bound, asked().settings, asked().pair, compiled=False)


def test_the_first_answer_is_that_of_the_engine(found, simulation):
    saving = simulation.saving(OPEN, "saving_pv")
    assert found.versus.contest.less.value == pytest.approx((saving > 0).mean())
    assert found.claim.value == pytest.approx((simulation.saving(OPEN) >= 0.4).mean())
    share = np.sort(simulation.saving(OPEN))
    assert found.curve[[0, -1]] == pytest.approx(share[[0, -1]])


def test_seed_and_draws_are_part_of_what_is_kept(found):
    other = answers.first(asked(seed=8))
    assert other.curve.tolist() != found.curve.tolist()
    assert answers.kept(asked()) is found
    assert answers.kept(asked(draws=4096)) is None


def test_more_draws_come_in_the_background_and_narrow_the_error(found):
    job = Job(asked(draws=4096))
    deeper = job._result.result()
    assert (deeper.draws, deeper.stopped, job.done) == (4096, False, 4096)
    assert answers.kept(asked(draws=4096)) is deeper
    assert deeper.versus.contest.less.error < found.versus.contest.less.error
    assert uncertainty_awaited.worths(deeper) is deeper.known


def test_a_stopped_job_keeps_what_is_complete_and_does_not_pass_for_all():
    job = Job(asked(draws=65_536, seed=9))
    job.stop()
    error = job._result.exception()
    if error is None:  # it was stopped after some draws of each scramble were complete
        assert job.result.stopped
        assert 0 < job.result.draws < 65_536
    else:
        assert isinstance(error, UserError)
        assert "stopped before the first draws were complete" in str(error)
        assert job.result is None
    assert answers.kept(asked(draws=65_536, seed=9)) is None


def test_shares_are_those_of_the_engine_and_the_message_is_that_of_its_bars(found, simulation):
    shares, ranks = answers.shares(found.asked.first), rank_shares(simulation, OPEN).ranks
    assert [each.part for each in shares.bars] == pytest.approx(
        sorted(ranks.shares, reverse=True)[:10], rel=1e-6
    )
    assert shares.explained == pytest.approx(ranks.explained, abs=1e-9)
    assert shares.draws == 1024
    for language in (KO, EN):
        frame = uncertainty_shares.frame(shares, language)
        said = uncertainty_shares.message(frame, language)
        assert frame["label"][0] in said
        assert frame["text"][0] in said
        assert percent(frame["part"][:3].sum()) in said
        figure = pictures.shares(frame, language)
        assert figure.data[0].x == pytest.approx((100 * frame["part"]).tolist())
        assert figure.layout.xaxis.range[0] == 0


def test_a_share_stands_with_its_error():
    bars = [Share(Text(en="A", ko="가"), 0.0634, error, saves=False) for error in (0.014, math.nan)]
    frame = uncertainty_shares.frame(Shares(tuple(bars), 0.9, 1024), EN)
    assert frame["text"].tolist() == ["6.3\u00a0% (±1.4 points)", "6.3\u00a0%"]
    assert frame["error_text"].tolist() == ["1.4 points", "–"]
    assert set(frame["direction"]) == {"dearer"}
    alone = uncertainty_shares.message(frame.head(1), EN)
    assert alone.endswith("6.3\u00a0% (±1.4 points).")


def test_what_would_have_to_be_true_is_the_engines_joint_move():
    question = asked().question
    keys = tuple(answers.movable(turning(question))[:4])
    found = answers.moves(question, OPEN, keys)
    assert list(found) == [BREAK_EVEN, ARTICLE]
    for condition, said in found.items():
        expected = required(answer(question), str(condition), keys, OPEN)
        for language in ("ko", "en"):
            words = words_for(asked().bound, language)
            assert said[language] == told(answer(question), expected, words)
            assert [row[0] for row in said[language].rows] == [
                each.label.in_language(language) for each in expected.moves
            ]
            share = words.figure(abs(expected.now), expected.unit)
            assert {"en": f"Here it is {share} more", "ko": f"현재 {share} 더 듦"}[language] in said[
                language
            ].message


def test_differences_in_the_table_are_savings_turned_round(found):
    rows = {row[0]: row for row, _ in text.spread_rows(found, 1e6, "M", EN)}
    assert len(rows) == len(text.ROWS)
    shares = rows[EN("uncertainty.row.saving_pv_pct", unit="M")][1:]
    quantiles = found.versus.metrics["saving_pv_pct"].quantiles
    for level, share in zip((5, 10, 50, 90, 95), shares, strict=True):
        value = float(share.replace("−", "-").replace("+", "").removesuffix("\u00a0%")) / 100
        assert value == pytest.approx(-quantiles[100 - level].rounded, abs=0.006)
    assert rows[EN("uncertainty.row.payback_years", unit="M")][-1] == "never"
    assert all("−+" not in cell and "+−" not in cell for row in rows.values() for cell in row)


@pytest.mark.parametrize(
    ("kind", "values", "error", "said"),
    [
        ("money", (2.31e10, 2.34e10, 2.91e10, 3.48e10, 3.52e10), 4e8, "23,100 23,400 29,000 34,800 35,200"),
        ("money", (2.31e10, 2.31e10, 2.91e10, 3.5e10, 3.7e10), 4e8, "23,000 23,000 29,000 35,000 37,000"),
        ("share", (0.503, 0.506, 0.728, 1.0, 1.1), 0.004, "50 51 73 100 110"),
        ("share", (0.482, 0.523, 0.728, 1.02, 1.14), 0.04, "48 52 70 100 110"),
        ("share", (0.0512, 0.0514, 0.08, 0.09, 0.0995), 0.0009, "5.12 5.14 8 9 10"),
        ("years", (4.511, 4.513, 6.0, math.inf, math.inf), 0.008, "4.511 4.513 6 never never"),
    ],
)  # fmt: skip
def test_levels_that_differ_and_read_the_same_get_one_digit_more(kind, values, error, said):
    found = text._levels([Estimate(value, error, 8) for value in values], 1, kind, 1e6, EN)
    assert [each.removesuffix("\u00a0%") for each in found] == said.split()


def test_the_levels_of_a_row_are_rounded_alike():
    levels = [Estimate(value, error, 8) for value, error in ((0.4641, 0.06), (0.5131, 0.009), (0.7, 0.009))]
    assert [each.replace("\u00a0", "") for each in text._levels(levels, 1, "share", 1.0, EN)] == [
        "46%", "51%", "70%"
    ]  # fmt: skip


def test_a_difference_keeps_its_sign_with_one_digit_more():
    levels = [Estimate(value, 0.004, 8) for value in (-0.5031, -0.5036, 0.0, 0.1, 0.2)]
    assert [each.replace("\u00a0", "") for each in text._levels(levels, -1, "share", 1.0, EN)] == [
        "+50.3%", "+50.4%", "0%", "−10%", "−20%"
    ]  # fmt: skip
