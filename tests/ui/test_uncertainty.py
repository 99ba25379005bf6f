"""The page that says how sure the answer is."""

import re

import pytest
from app_pages import go_to, headline, open_page, type_in, wait_for
from app_pages import text as shown
from futures_asked import CASE, EN, OPEN, SETTLED, asked, turning

from tco.case import presets
from tco.ui import uncertainty_answers as answers
from tco.ui import uncertainty_text as text
from tco.ui.answers import Question
from tco.uncertainty.conditions import ARTICLE


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


def test_what_finding_out_is_worth_is_also_told_of_the_choice_among_all(english):
    told = answers.worths_of_all(Question.of(presets()[CASE]), own_seed())
    said = [each.replace("**", "").replace("\u00a0", " ") for each in told.said["en"]]
    assert not all(each in shown(english) for each in said)
    app = page(lang="en")
    app.button_group(key="worth_between").set_value("all").run()
    assert not app.exception
    assert [each for each in said if each not in shown(app)] == []
