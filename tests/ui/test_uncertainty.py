"""The page that says how sure the answer is: its messages against their data, and the page itself."""

import math
import re

import numpy as np
import pandas as pd
import pytest
from app_pages import go_to, headline, open_page, type_in, wait_for
from app_pages import text as shown
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tco.amounts import percent
from tco.assumptions import Text
from tco.case import presets
from tco.changes import edited
from tco.errors import UserError
from tco.ui import uncertainty_answers as answers
from tco.ui import uncertainty_awaited, uncertainty_shares
from tco.ui import uncertainty_charts as pictures
from tco.ui import uncertainty_text as text
from tco.ui.answers import Question, answer, turns
from tco.ui.uncertainty_answers import Job
from tco.ui.uncertainty_futures import CURVE, Asked, Share, Shares
from tco.ui.uncertainty_text import Pair
from tco.ui.words import Words
from tco.uncertainty.conditions import ARTICLE, BREAK_EVEN
from tco.uncertainty.driver_sentences import words_for
from tco.uncertainty.drivers import rank_shares
from tco.uncertainty.estimates import Estimate
from tco.uncertainty.required import required
from tco.uncertainty.required_text import told
from tco.uncertainty.simulation import simulate

CASE, OPEN, SETTLED = "kr-clinics-10", "subscription_example", "cloud_ncp"
KO, EN = Words("ko"), Words("en")
PAIRS = [Pair("Move", "Keep", "KRW", words) for words in (EN, KO)]


def turning(question):
    return turns(question, OPEN, ARTICLE.number)


AMOUNT = st.floats(-1e9, 1e9).map(lambda value: round(value, 0))


def asked(alternative=OPEN, draws=1024, seed=7, **changes):
    document = edited(presets()[CASE], [f"{key}={value!r}" for key, value in changes.items()])
    return Asked(Question.of(document), alternative, seed, draws)


@pytest.fixture(scope="module")
def found():
    return answers.first(asked())


@pytest.fixture(scope="module")
def simulation():
    return simulate(asked().bound, asked().settings, asked().pair, compiled=False)


# --- Statistics ---------------------------------------------------------------------------------------------


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


# --- Messages -----------------------------------------------------------------------------------------------


def fan_frame(ends, middles):
    rows = [
        (year, middle - 2, middle - 1, middle, middle + 1, middle + 2) for year, middle in enumerate(middles)
    ]
    frame = pd.DataFrame(rows, columns=["year", "p5", "p10", "p50", "p90", "p95"]).astype(float)
    frame.loc[len(middles) - 1, ["p5", "p50", "p95"]] = ends
    return frame


@settings(max_examples=200, deadline=None)
@given(st.lists(AMOUNT, min_size=3, max_size=3), st.lists(AMOUNT, min_size=2, max_size=8))
@example([1e8, 2e8, 3e8], [0, 1e8])
@example([-3e8, -2e8, -1e8], [0, -1e8])
@example([-1e8, 0, 1e8], [0, 0])
def test_the_message_of_the_fan_is_that_of_its_last_year(ends, middles):
    frame = fan_frame(sorted(ends), middles)
    low, middle, high = frame.iloc[-1][["p5", "p50", "p95"]]
    for pair in PAIRS:
        said = text.fan_message(frame, pair)
        for end in (low, middle, high):
            assert pair.amount(end) in said
        assert (pair.words("uncertainty.fan.behind") in said) == (middle >= 0)
    ahead = re.search(r"from the end of year (\d+)", text.fan_message(frame, PAIRS[0]))
    if ahead:
        year = int(ahead[1])
        assert (frame["p50"][year:] < 0).all()
        assert frame["p50"][year - 1] >= 0


def test_the_middle_of_a_year_is_ahead_only_beyond_its_error():
    frame = fan_frame([-3e8, -2e8, -1e8], [0, 1e8, -1e8, -1e8, -2e8])
    assert "the end of year 2 on" in text.fan_message(frame, PAIRS[0])
    frame.attrs["error"] = [0, 0, 2e8, 1e7, 1e7]
    said = text.fan_message(frame, PAIRS[0])
    assert "The middle of the futures in each year is ahead of the baseline from the end of year 3 on" in said
    frame.attrs["error"] = [5e8] * 5
    assert "cannot be told apart from the baseline" in text.fan_message(frame, PAIRS[0])
    assert "middle future" not in said


@given(st.floats(-1e12, 1e12))
def test_more_is_never_called_less(difference):
    said = PAIRS[0].amount(difference)
    assert ("more" in said, "less" in said) == (difference > 0, difference < 0)
    assert "−" not in said


def tornado_frame(*rows):
    return pd.DataFrame(rows, columns=["label", "low_text", "high_text", "at_low", "at_high", "turns"])


def test_the_message_of_the_tornado_names_the_longest_bar_and_what_turns():
    still = tornado_frame(("Price", "1", "2", 1e8, 3e8, ""), ("Growth", "0", "9", 1.5e8, 2e8, ""))
    assert text.tornado_message(still, PAIRS[0]) == (
        "Price moves the difference most: over its own range it goes "
        "from ₩100\u00a0M more to ₩300\u00a0M more. "
        "None of the 2 inputs shown turns the answer on its own."
    )
    turning = tornado_frame(("Price", "1", "2", -1e8, 3e8, "1.25"))
    said = text.tornado_message(turning, PAIRS[0])
    assert "from ₩100\u00a0M less to ₩300\u00a0M more" in said
    assert "Price at 1.25" in said


def map_frame(values):
    frame = pd.DataFrame(values, columns=[1.0, 2.0], index=[10.0, 20.0])
    frame.attrs |= {"x_texts": ["1", "2"], "y_texts": ["10", "20"]}
    return frame


@pytest.mark.parametrize(
    ("values", "parts"),
    [
        ([[1e8, 2e8], [3e8, 4e8]], ["costs more:", "₩100\u00a0M more", "₩400\u00a0M more"]),
        ([[-1e8, -2e8], [-3e8, -4e8]], ["costs less or the same", "₩400\u00a0M less", "₩100\u00a0M less"]),
        ([[1e8, 2e8], [-3e8, 4e8]],
         ["cheaper in 25\u00a0%", "₩300\u00a0M less, with A at 1 and B at 20", "worst ₩400\u00a0M more"]),
        ([[0.0, 0.0], [0.0, 0.0]], ["costs the same as the baseline"]),
        ([[0.0, 1e8], [2e8, 1e8]], ["costs more or the same", "from no difference to ₩200\u00a0M more"]),
    ],
)  # fmt: skip
def test_the_message_of_the_map_is_that_of_its_cells(values, parts):
    said = text.heat_message(map_frame(values), ["A", "B"], PAIRS[0])
    assert [part for part in parts if part not in said] == []


def test_the_message_of_the_curve_is_that_of_its_marks(found):
    said, frame = found.said["en"], text.curve_frame(found)
    message = text.curve_message(said, True, PAIRS[0])
    assert said.chance in message
    assert said.chance_of_claim in message
    count, of = map(int, re.match(r"(\d+) of (\d+)", said.chance).groups())
    at_zero = np.interp(0.0, frame["difference"], frame["chance"])
    assert count / of == pytest.approx(at_zero, abs=0.6 / of + 2 / CURVE)
    assert frame["difference"].is_monotonic_increasing
    for x, chance, _ in text.curve_marks(found, True, EN):
        drawn = np.interp(x, frame["difference"], frame["chance"], left=0.0, right=1.0)
        assert chance == pytest.approx(drawn, abs=2 / CURVE)


def test_the_message_of_the_worths_names_the_longest_bar(found):
    worths = answers.worths(found.asked.first)
    amounts = [each.value.amount for each in worths.bars]
    assert amounts == sorted(amounts, reverse=True)
    assert amounts[0] > 0
    for language in ("ko", "en"):
        assert worths.bars[0].label.in_language(language) in worths.messages[language]
    settled = answers.worths(asked(SETTLED).first)
    assert settled.settled
    assert settled.bars == ()
    assert "In none of the 1,024 draws is another alternative cheaper" in settled.messages["en"]


# --- Where the uncertainty comes from -----------------------------------------------------------------------


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


# --- Pictures -----------------------------------------------------------------------------------------------


def test_the_fan_holds_its_bands_and_ends_at_its_labels(found):
    frame = text.fan_frame(found)
    assert frame["year"].tolist() == list(range(found.horizon + 1))
    assert (np.diff(frame[["p5", "p10", "p50", "p90", "p95"]].to_numpy(), axis=1) >= 0).all()
    figure = pictures.fan(frame, "#0072B2", 2026, "KRW", EN)
    lines = {trace.name: trace for trace in figure.data if trace.name}
    for level, trace in lines.items():
        assert trace.y[-1] * 1e6 == pytest.approx(frame[level].iloc[-1])
    assert set(lines) == set(pictures.LEVELS)
    assert figure.layout.title.text.endswith("2026–2036; + means the alternative has cost more")
    metrics = found.versus.metrics["saving_total_pct"].quantiles
    assert [np.sign(frame["p5"].iloc[-1]), np.sign(frame["p95"].iloc[-1])] == [
        -np.sign(metrics[95].value),
        -np.sign(metrics[5].value),
    ]


def test_bars_of_the_tornado_reach_from_the_case_to_both_ends():
    bound = asked().bound
    bars = answers.bars(turning(asked().question))
    frame = text.tornado_frame(bars, bound, EN)
    own = -answer(asked().question).value(OPEN, "saving_pv")
    figure = pictures.tornado(frame, own, "#0072B2", "KRW", EN)
    low, high = figure.data
    for trace, column in ((low, "at_low"), (high, "at_high")):
        ends = [trace.base + length for length in trace.x]
        still = (frame[column] == own).to_numpy()
        assert np.array(ends)[~still] * 1e6 == pytest.approx(
            frame[column].to_numpy()[~still], rel=1e-9, abs=1.0
        )
        assert np.array(ends)[still] * 1e6 == pytest.approx(own, rel=1e-3)
    sizes = (frame["at_high"] - frame["at_low"]).abs()
    assert sizes.iloc[0] >= sizes.iloc[-1]
    assert any(frame["turns"])
    assert figure.layout.yaxis.range[0] > figure.layout.yaxis.range[1]


def test_worths_begin_at_zero_and_what_nobody_can_be_asked_is_hollow():
    frame = pd.DataFrame(
        [("A", 3e6, 5e5, True, "3 M"), ("B", 1e6, np.nan, False, "1 M")],
        columns=["label", "amount", "error", "to_ask", "text"],
    )
    figure = pictures.worth(frame, "KRW", EN)
    assert figure.layout.xaxis.range[0] == 0
    assert figure.data[0].x == (3.0, 1.0)
    assert figure.data[0].marker.color[0] != figure.data[0].marker.color[1]


def test_the_map_shows_its_frame_and_the_line_of_equal_cost():
    question, bound = asked().question, asked().bound
    keys = tuple(answers.movable(turning(question))[:2])
    found = answers.heat(question, OPEN, keys)
    frame = text.heat_frame(found, bound, EN)
    lines = text.heat_lines(found, bound)
    figure = pictures.heat(frame, lines, text.heat_own(found, bound), ("#D55E00", "#0072B2"), "KRW", EN)
    area = figure.data[0]
    assert np.array(area.z) * 1e6 == pytest.approx(-found.savings.T)
    assert area.zmin == -area.zmax
    assert area.colorscale[0][1] == "#0072B2"
    assert len(lines) >= 1
    assert len(figure.data) == 2 + 2 * len(lines)


@pytest.mark.parametrize(("value", "shown"), [(0.04, "+4\u00a0%"), (1e-9, "0\u00a0%"), (-0.04, "−4\u00a0%")])
def test_a_sign_stands_only_before_something(value, shown):
    from tco.amounts import percent

    assert pictures.plus(value, percent(value)) == shown


# --- The page -----------------------------------------------------------------------------------------------


def page(**address):
    return open_page("uncertainty", **{"case": CASE, "vs": OPEN, **address})


@pytest.fixture(scope="module")
def english():
    return page(lang="en")


def own_seed():
    return asked().bound.case.uncertainty.seed


def test_the_first_thing_is_the_sentence(english):
    assert not english.exception
    assert not english.error
    said = answers.first(asked(seed=own_seed())).said["en"]
    assert headline(english).startswith(said.headline)
    assert said.chance_of_claim in shown(english)
    assert f"seed {own_seed()}" in shown(english)


def test_every_picture_has_a_message_a_text_and_a_table(english):
    charts = [each.proto for each in english.get("plotly_chart")]
    assert len(charts) == 6
    assert all(len(each.alt) > 60 for each in charts)
    messages = shown(english)
    for each in charts:
        assert each.alt.partition(". ")[2].split(". ")[0].replace("\u00a0", " ") in messages
    behind = [each for each in english.expander if each.label == EN("frame.data")]
    assert len(behind) == 6
    assert not re.search("[가-힣]", shown(english).replace("한국어", ""))


def test_the_korean_page_says_the_same_in_korean(english):
    app = page(lang="ko")
    assert not app.exception
    assert headline(app).startswith(answers.first(asked(seed=own_seed())).said["ko"].headline)
    words = set(re.findall(r"\b[a-z]{4,}\b", shown(app).replace("vCPU", "")))
    assert words == set()


def test_another_seed_gives_other_futures_and_is_said():
    app = page(lang="en")
    app.number_input(key="futures_seed").set_value(5).run()
    assert "seed 5" in shown(app)
    assert headline(app).startswith(answers.first(asked(seed=5)).said["en"].headline)


def test_more_futures_come_after_the_first_answer():
    app = page(lang="en")
    app.button_group(key="futures_draws").set_value(4096).run()
    wait_for(app, "4,096 futures of")
    assert not app.exception


def test_other_inputs_of_the_map_are_chosen():
    app = page(lang="en")
    fields = [app.selectbox(key=f"heat_{name}") for name in ("first", "second")]
    keys = answers.movable(turning(Question.of(presets()[CASE])))
    assert [each.value for each in fields] == list(keys[:2])
    fields[1].set_value(keys[3]).run()
    alts = [each.proto.alt for each in app.get("plotly_chart")]
    label = text.label(asked().bound.inputs[keys[3]], asked().bound, EN)
    assert any(alt.startswith("Heat map") and label in alt for alt in alts)


def test_what_would_have_to_be_true_follows_and_its_inputs_are_chosen():
    app = page(lang="en")
    wait_for(app, "That it saves 40 % or more")
    assert "Has to be" in shown(app)
    assert "That the alternative costs no more than the baseline" in shown(app)
    field = app.multiselect(key="moves_inputs")
    keys = answers.movable(turning(Question.of(presets()[CASE])))
    assert field.value == list(keys[:10])
    field.set_value([keys[0]]).run()
    alone = answers.moves(Question.of(presets()[CASE]), OPEN, (keys[0],))[ARTICLE]["en"].message
    wait_for(app, alone.replace("\u00a0", " "))
    app.multiselect(key="moves_inputs").set_value([]).run()
    assert "Choose at least one input." in shown(app)
    assert not app.exception


def test_a_settled_choice_says_so_and_draws_no_empty_picture():
    app = page(lang="en", vs=SETTLED)
    assert not app.exception
    assert "In none of the 1,024 draws is another alternative cheaper" in shown(app)
    assert len(app.get("plotly_chart")) == 5


def test_the_case_and_its_changes_go_along_from_page_to_page():
    app = page(lang="en")
    type_in(app, "beds", 12)
    before = headline(app)
    go_to(app, "answer")
    assert not app.exception
    assert app.query_params["beds"] in ("12", ["12"])
    assert app.text_input(key="input:beds").value == "12"
    wait_for(app, "cheaper than the baseline in")
    go_to(app, "uncertainty")
    assert headline(app) == before
    assert app.text_input(key="input:beds").value == "12"


def test_the_label_of_an_end_that_moves_nothing_is_not_hidden_under_the_other_bar():
    frame = tornado_frame(("Memory", "11", "26", 1e8, 3e8, ""), ("Discount", "0", "9", 1e8, 5e7, ""))
    low, high = pictures.tornado(frame, 1e8, "#0072B2", "KRW", EN).data
    assert [np.sign(each) for each in low.x] == [-1, 1]
    assert [np.sign(each) for each in high.x] == [1, -1]
    assert abs(low.x[0]) < high.x[0] / 1000


def test_the_cheapest_of_all_is_told_in_futures_and_never_in_one_hundred_per_cent_of_nothing():
    bound, shares = asked().bound, {"a": Estimate(1.0, 0.001, 8), "b": Estimate(0.0, 0.001, 8)}
    said = text.field_message(shares, 1024, bound, {"a": "A", "b": "B"}, EN)
    assert said == "“A” is the cheapest of 2 in all 1,024 futures drawn."
