"""A part of a page that cannot be shown: a sentence in its place, the rest as ever, the reason in the log."""

import pytest
from app_pages import address, headline, open_page, text, type_in
from streamlit.testing.v1 import AppTest

from tco.edits import packed
from tco.errors import UserError
from tco.ui import inputs_panel, tour, uncertainty_awaited
from tco.ui.frame import LONGEST_REASON

SAID = {"ko": "이 부분을 보여 드리지 못합니다", "en": "keeps this part from being shown"}
NO_PART = "This part cannot be computed"


def failing(error):
    def show(*_):
        raise error

    return show


@pytest.mark.parametrize(("part", "name"), [(inputs_panel, "show"), (tour, "bar")], ids=["inputs", "tour"])
@pytest.mark.parametrize("language", ["ko", "en"])
def test_a_part_that_fails_leaves_the_others(monkeypatch, caplog, part, name, language):
    whole = headline(open_page("answer", lang=language))
    monkeypatch.setattr(part, name, failing(KeyError("a defect")))
    app = open_page("answer", lang=language)
    assert headline(app) == whole
    assert [SAID[language] in each.value for each in app.error] == [True]
    assert not app.exception
    assert "a defect" in caplog.text


@pytest.mark.parametrize(("part", "name"), [(uncertainty_awaited, "heat"), (uncertainty_awaited, "worths")])
def test_a_part_that_is_redrawn_alone_fails_alone(monkeypatch, part, name):
    monkeypatch.setattr(part, name, failing(KeyError("a defect")))
    app = open_page("uncertainty", lang="en", case="kr-clinics-10", vs="subscription_example")
    assert [SAID["en"] in each.value for each in app.error] == [True]
    assert not app.exception
    assert "futures of" in text(app)


def test_what_is_wrong_with_a_part_is_said_as_such(monkeypatch):
    monkeypatch.setattr(inputs_panel, "show", failing(UserError("a value is missing: enter it")))
    app = open_page("answer", lang="en")
    assert "a value is missing: enter it" in text(app)
    assert NO_PART in text(app)
    assert headline(app)


def test_edits_of_a_link_that_cannot_be_used_are_told_with_the_first_reasons():
    wrong = packed({"overrides": {"beds": -1, "studies_per_bed": -2, "discount_rate": -3}})
    app = open_page("answer", lang="en", edits=wrong)
    assert "The reason: overrides.beds: -1 is below the minimum 0" in text(app)
    assert "overrides.studies_per_bed" in text(app)
    assert "overrides.discount_rate" not in text(app)
    assert "overrides.beds: -1은 최솟값 0보다 작습니다" in text(open_page("answer", edits=wrong))


def test_a_reason_is_text_and_short():
    app = open_page("answer", lang="en", edits=packed({"<u>**x**": 1, "y" * 2 * LONGEST_REASON: 1}))
    found = text(app)
    assert "y" * LONGEST_REASON not in found
    assert not any("<u>" in each.proto.body for each in app.get("html"))


@pytest.mark.parametrize("key", ["language", "field:measure", "field:years"])
def test_a_browser_that_sends_no_option_back_changes_nothing(key):
    app = open_page("answer", lang="en", vs="hybrid", discount_rate="0.06")
    before = address(app)
    (field,) = [each for each in app.get("button_group") if each.key == key]
    field.set_value(None)
    app.run()
    assert address(app) == before


def test_a_value_that_a_browser_sends_back_because_it_was_not_sent_another_is_no_edit(monkeypatch):
    """A page that breaks off may not have reached the browser, which goes on from what it had."""
    app = open_page("answer", lang="en")
    type_in(app, "beds", 610)
    with monkeypatch.context() as patch:
        patch.setattr("tco.ui.pages.anew.end", failing(RuntimeError("broken off")))
        app.button(key="tco_undo").click().run()
    type_in(app, "beds", 610)
    assert app.text_input(key="input:beds").value == "500"
    assert app.text_input(key="input:beds").proto.set_value
    assert "beds" not in app.query_params
    type_in(app, "beds", 620)
    assert app.query_params["beds"] in ("620", ["620"])
    app.button(key="tco_undo").click().run()
    monkeypatch.setattr("tco.ui.browser.READ_AFTER", -1)
    type_in(app, "beds", 620)
    assert app.query_params["beds"] in ("620", ["620"])


def test_no_option_at_all_is_not_chosen_by_anybody():
    """It is what a browser sends that was told other titles of the options meanwhile."""

    def page():
        import streamlit as st

        from tco.ui.browser import offered

        st.session_state["seen"] = []
        held = offered("other", "a", st.session_state["seen"].append, "called")
        st.session_state["other"] = None
        held["on_change"](*held["args"])
        st.session_state["other"] = "b"
        held["on_change"](*held["args"])

    assert AppTest.from_function(page).run().session_state["seen"] == ["called"]


def test_a_field_that_went_with_another_change_has_nothing_to_hand_over():
    def page():
        import streamlit as st

        from tco.ui.browser import held

        st.session_state["seen"] = []
        gone = held("gone", "a", st.session_state["seen"].append, "called")
        gone["on_change"](*gone["args"])

    app = AppTest.from_function(page).run()
    assert not app.exception
    assert app.session_state["seen"] == []


@pytest.mark.parametrize(("language", "said"), [("ko", "방금 바꾼 것을 반영하지"), ("en", "the last change")])
def test_a_change_that_fails_is_said_in_the_language_of_the_page(monkeypatch, language, said):
    app = open_page("answer", lang=language)
    whole = headline(app)
    monkeypatch.setattr("tco.ui.input_field.touched", failing(KeyError("a defect")))
    type_in(app, "beds", 610)
    assert not app.exception
    assert [said in each.value for each in app.error] == [True]
    assert headline(app) == whole
    assert not app.run().error


def test_what_is_typed_while_another_value_is_on_its_way_is_shown_in_the_end():
    app = open_page("answer", lang="en")
    type_in(app, "beds", 610)
    app.button(key="tco_undo").click().run()
    type_in(app, "beds", 630)
    assert app.text_input(key="input:beds").value == "630"
    assert app.text_input(key="input:beds").proto.set_value


def test_a_field_that_somebody_may_type_into_is_not_set_while_its_value_stays():
    app = open_page("answer", lang="en")
    assert app.text_input(key="input:beds").proto.default == "500"
    for _ in range(2):
        assert not app.text_input(key="input:beds").proto.set_value
        app.run()
