"""The page on response time: its sentences against the waits, its picture against its frame."""

import re
from dataclasses import replace

import pytest
from app_pages import blocks, headline, open_page, text, type_in

import tco
from tco.ui import response_charts as pictures
from tco.ui import response_text as said
from tco.ui.palette import CLOUD, OWN
from tco.ui.response_facts import FURTHER, MAIN, Wait, Waits, inputs, read
from tco.ui.words import Words

CASE = "kr-general-500"
EN, KO = Words("en"), Words("ko")
OWN_PART = {"images_from_cloud_total": 1.0, "beyond_target_on_its_line": [], "archive_read_over_line": False}


def waits_of(changes=(), alternative="cloud_ncp", language="en"):
    return read(tco.evaluate(CASE, changes), alternative, language)


def made(screens, studies):
    """Waits of pairs of seconds, today and after; the limits are 1 s and 3 s."""
    waits = [Wait("screen", f"S{at}", f"screen_wait.s{at}", *pair, 1.0) for at, pair in enumerate(screens)]
    waits += [Wait("study", f"T{at}", f"study_wait.t{at}", *pair, 3.0) for at, pair in enumerate(studies)]
    return Waits(tuple(waits), OWN_PART)


@pytest.mark.parametrize(
    ("screen", "study", "parts", "never"),
    [
        ((0.5, 0.7), (2.0, 2.0), ["0.20 s longer", "0.70 s instead of 0.50 s", "as fast as today"], ["less"]),
        ((0.5, 0.5), (2.0, 4.5), ["as long as today", "up to 2.50 s longer", "4.50 s instead of 2.00 s"], []),
        ((0.5, 0.5 + 1e-13), (2.0, 2.0), ["as long as today", "as fast as today"], ["longer", "less"]),
        ((0.7, 0.5), (2.0, 1.0), ["0.20 s less", "every kind of study opens sooner"], ["longer"]),
    ],
)
def test_the_headline_says_longer_only_of_what_is_longer(screen, study, parts, never):
    shown = said.headline(made([screen], [study]), "Move", EN)
    assert [part for part in parts if part not in shown] == []
    assert [part for part in never if part in shown] == []


def test_the_headline_is_about_what_a_move_delays_most():
    shown = said.headline(made([(0.5, 0.6), (0.5, 0.9)], [(3.0, 3.1), (1.0, 2.0)]), "Move", EN)
    assert "0.40 s longer" in shown
    assert "up to 1.00 s longer" in shown
    assert "T1" in shown


@pytest.mark.parametrize("words", [EN, KO])
def test_the_headline_calls_nothing_as_today_where_some_of_it_is_sooner(words):
    shown = said.headline(made([(0.5, 0.5), (0.5, 0.4)], [(2.0, 2.0), (2.0, 1.0)]), "Move", words)
    assert words("response.screen_mixed") in shown
    assert words("response.study_mixed") in shown


@pytest.mark.parametrize("changes", [[], ["distance=400"], ["acknowledged_share=1"], ["line_speed=200"]])
def test_the_message_counts_the_bars_beyond_their_limit(changes):
    waits = waits_of(changes)
    frame = pictures.frame_of(waits.waits, EN)
    late = (frame["after"] > frame["limit"] * (1 + 1e-9)).sum()
    late_today = (frame["today"] > frame["limit"] * (1 + 1e-9)).sum()
    longest = frame.loc[frame["after"].idxmax()]
    shown = said.message(waits, EN)
    assert f"{late} of {len(frame)} after the move, {late_today} today" in shown
    assert f"{longest['label']}, {longest['after']:.2f} s" in shown


def test_bars_begin_at_zero_and_limits_stand_at_their_value():
    waits = waits_of(["target_study_wait=4"])
    frame = pictures.frame_of(waits.waits, EN)
    figure = pictures.bars(frame, (OWN, CLOUD), ("today", "Move"), EN)
    assert figure.layout.xaxis.range[0] == 0
    assert figure.layout.xaxis.range[1] > frame[["today", "after", "limit"]].max().max()
    assert [list(bar.x) for bar in figure.data] == [frame["today"].tolist(), frame["after"].tolist()]
    assert [bar.marker.color for bar in figure.data] == [OWN, CLOUD]
    assert [shape.x0 for shape in figure.layout.shapes] == [1.0, 4.0]
    assert all(shape.x0 == shape.x1 for shape in figure.layout.shapes)


def test_the_line_is_called_enough_only_where_it_is():
    short, enough = waits_of(), waits_of(["line_speed=10000"])
    assert short.own["line_speed_needed_most"] > short.own["line_speed_ordered"]
    assert "is slower than" in said.line(short, EN)
    assert "is enough" in said.line(enough, EN)
    assert "no wait asks" in said.line(waits_of(alternative="hybrid"), EN)
    assert said.missed(replace(enough, own={**enough.own, "beyond_target_on_its_line": []}), EN) == ""
    assert ("CT" in said.missed(enough, EN)) == ("ct" in enough.own["beyond_target_on_its_line"])


def test_an_archive_read_over_the_line_is_not_said_to_open_as_fast():
    shown = said.headline(waits_of(alternative="hybrid"), "Archive away", EN)
    assert "every kind of study" not in shown
    assert "not computed" in shown


def test_a_claim_is_not_called_tested_for_an_alternative_that_it_is_not_about():
    told = {"by_alternative": {"a": "holds", "b": "fails"}, "verdict": "in_part"}
    assert said.verdict(told, "b", EN) == "does not hold"
    assert said.verdict(told, "c", EN) == EN("response.claim_elsewhere")
    assert said.verdict({**told, "by_alternative": {}}, "c", EN) == "holds in part"


def test_every_input_named_is_one_of_the_model():
    bound = tco.evaluate(CASE).bound
    found = {each.declaration.id.rpartition(".")[2] for each in inputs(bound, "cloud_ncp", (*MAIN, *FURTHER))}
    assert found == {*MAIN, *FURTHER}


@pytest.mark.parametrize(("lang", "words"), [("en", EN), ("ko", KO)])
def test_the_page_in_both_languages(lang, words):
    app = open_page("response", lang=lang)
    assert not app.exception
    waits = waits_of(language=lang)
    title = tco.evaluate(CASE).title("cloud_ncp", lang)
    assert headline(app) == said.headline(waits, title, words).replace("**", "")
    (picture,) = app.get("plotly_chart")
    assert said.message(waits, words) in picture.proto.alt
    if lang == "ko":
        assert set(re.findall(r"\b[a-z]{4,}\b", text(app).replace("Mbit", ""))) == set()
    else:
        assert not re.search("[가-힣]", text(app).replace("한국어", ""))
    assert "line=line_speed_needed_most" in "".join(blocks(app))


def test_an_input_beside_the_picture_changes_the_waits():
    app = open_page("response", lang="en")
    type_in(app, "round_trips_per_screen", 1000)
    expected = waits_of(["round_trips_per_screen=1000"]).most_delayed("screen")
    assert f"{expected.after:.2f} s instead of {expected.today:.2f} s" in headline(app)


def test_where_everything_stays_nothing_is_longer():
    app = open_page("response", lang="en", vs="stay_longer")
    assert not app.exception
    assert "as long as today" in headline(app)
    assert "inside the hospital" in text(app)
