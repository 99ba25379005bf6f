"""Drafts on the first page: found again, told apart, removed."""

import json
import re

from app_pages import address, blocks, open_page, text
from streamlit import config

from tco.case import presets
from tco.edits import with_part
from tco.ui import (
    difference_text,
    drafts,
    start_drafts,
)


def test_a_draft_is_found_again_and_removed_only_after_a_warning():
    app = open_page("start", lang="en")
    app.text_input(key="field:start_beds").set_value("613").run()
    draft = address(app)["draft"]
    again = open_page("start", lang="en")
    assert any(f"draft={draft}" in body for body in blocks(again))
    again.button(key=f"remove:{draft}").click().run()
    assert "is final" in text(again)
    again.button(key=f"spare:{draft}").click().run()
    assert "is final" not in text(again)
    again.button(key=f"remove:{draft}").click().run()
    again.button(key=f"forget:{draft}").click().run()
    assert not any(f"draft={draft}" in body for body in blocks(again))
    assert not again.exception


def test_drafts_of_one_preset_are_told_apart_by_what_was_changed_last():
    store, original = drafts.store(), presets()["kr-general-500"]
    for path, value in ((("overrides", "beds"), 611), (("alternatives", "hybrid", "title", "ko"), "반반")):
        made = store.create("kr-general-500", drafts.text_of(original), drafts.text_of(original), {})
        first = drafts.text_of(with_part(original, ("overrides", "horizon"), 7))
        made = store.edit(made.id, made.version, first, {})
        second = drafts.text_of(with_part(json.loads(first), path, value))
        store.edit(made.id, made.version, second, {})
    found = text(open_page("start"))
    assert "마지막으로 바꾼 것: 운영 병상 수 611 병상" in found
    assert "마지막으로 바꾼 것: ‘반반’" in found
    assert "last changed: Beds in operation 611 beds" in text(open_page("start", lang="en"))


def test_what_was_changed_last_counts_the_other_places():
    original = presets()["kr-general-500"]
    after = with_part(with_part(original, ("overrides", "beds"), 611), ("overrides", "horizon"), 7)
    said = difference_text.last(drafts.text_of(original), drafts.text_of(after), "en")
    assert said.replace("\u00a0", " ") == "Beds in operation 611 beds, and 1 more"
    assert difference_text.last(drafts.text_of(original), drafts.text_of(original), "en") == ""


def test_what_was_changed_last_has_a_name_that_a_reader_knows_or_is_not_said():
    original = presets()["kr-general-500"]
    claim = {
        "id": "third",
        "text": {"en": "a third", "ko": "3분의 1"},
        "metric": "saving_pv_pct",
        "number": 0.3,
    }
    ranged = {"value": 611.0, "low": 500.0, "high": 700.0, "reason": "counted"}
    for path, value, expected in (
        (("claims",), [claim], ""),
        (("overrides", "beds"), ranged, "운영 병상 수"),
    ):
        after = with_part(original, path, value)
        found = difference_text.last(drafts.text_of(original), drafts.text_of(after), "ko")
        assert found.startswith(expected)
        assert not re.search("[a-z]{4,}", found)


def test_drafts_are_not_listed_where_others_may_look():
    assert config.get_option("server.address") == "localhost"
    try:
        config.set_option("server.address", "tco.example.org")
        assert start_drafts._recent() == []
    finally:
        config.set_option("server.address", "localhost")
