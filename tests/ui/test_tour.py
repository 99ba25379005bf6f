"""The tour over the pages in large type."""

import re

import pytest
from app_pages import address, blocks, open_page
from start_seen import document_of, said

import tco
from tco.case import presets
from tco.ui import (
    sentences,
    tour,
)
from tco.ui.facts import read
from tco.ui.words import LANGUAGES, Words


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_tour_leads_over_the_pages_in_large_type(language):
    words, result = Words(language), tco.evaluate("kr-general-500")
    app = open_page("start", lang=language, tour="1")
    for step, name in enumerate(tour.STEPS[:2], 1):
        body = next(body for body in blocks(app) if "tco-tour" in body)
        assert words("tour.step", step=step, count=len(tour.STEPS)) in body
        assert any("135%" in each.proto.body for each in app.get("html"))
        assert f"{tour.STEPS[step]}?" in body
        if name == "answer":
            assert said(result, "cloud_ncp", language) in re.sub("<[^>]+>", "", body)
        app = open_page(tour.STEPS[step], lang=language, tour=str(step + 1))
        assert not app.exception


def test_without_the_tour_no_page_shows_it():
    assert not any("tco-tour" in body for body in blocks(open_page("start")))


def test_reset_puts_the_case_back_and_keeps_the_draft():
    app = open_page("start", lang="en", tour="1")
    app.text_input(key="field:start_beds").set_value("900").run()
    draft = address(app)["draft"]
    app.button(key="tour:reset").click().run()
    assert document_of(app) == presets()["kr-general-500"]
    assert "draft" not in address(app)
    assert address(app)["tour"] == "1"
    assert any(f"draft={draft}" in body for body in blocks(app))


@pytest.mark.parametrize("alternative", ["cloud_ncp", "hybrid", "stay_longer"])
def test_what_the_tour_says_of_cash_is_what_the_result_says(alternative):
    facts = read(tco.evaluate("kr-general-500"), alternative, "en")
    sentence = tour._funding(facts, Words("en"))
    assert ("At no time" in sentence) == (facts.peak == 0)
    assert facts.peak == 0 or f"year {sentences.year_of(facts.peak_date)}," in sentence
