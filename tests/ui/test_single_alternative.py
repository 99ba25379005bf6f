"""A case of which one alternative is left: nothing is compared with itself, and pages say what to do."""

import re

import pytest
from app_pages import blocks, go_to, open_page, text

from tco.case import presets
from tco.edits import packed
from tco.ui.pages import PAGES
from tco.ui.words import Words

CASE = "kr-general-500"
GONE = {"alternatives": {name: None for name in presets()[CASE]["alternatives"] if name != "stay"}}
ALONE = [each.name for each in PAGES if each.alone]
PAIRS = [each.name for each in PAGES if not each.alone]


def page(name, **address):
    return open_page(name, edits=packed(GONE), **address)


def said(words):
    title = words.quoted(presets()[CASE]["alternatives"]["stay"]["title"][words.language])
    return words("alternatives.headline.single", baseline=title).replace("**", "")


@pytest.mark.parametrize("language", ["ko", "en"])
@pytest.mark.parametrize("name", [*PAIRS, "start"])
def test_a_page_that_compares_says_that_there_is_nothing_to_compare(name, language):
    app = page(name, lang=language)
    assert not app.exception
    assert not app.error
    assert said(Words(language)) in text(app)
    link = next(body for body in blocks(app) if "tco-open" in body and "alternatives?" in body)
    assert "edits=" in link
    assert not re.search("about the same|거의 같습니다", text(app))


def test_the_pages_that_compare_are_those():
    assert PAIRS == ["answer", "inputs", "uncertainty", "claims", "response", "print"]


@pytest.mark.parametrize("name", ALONE)
def test_the_other_pages_show_what_they_have(name):
    app = page(name, lang="en")
    assert not app.exception
    assert not app.error
    assert [body for body in blocks(app) if body.startswith("<h1")]


def test_the_tour_tells_nothing_of_one_alternative_against_itself():
    for name in ("answer", "start", "years"):
        shown = text(page(name, lang="en", tour="1"))
        assert "about the same" not in shown


def test_another_alternative_brings_the_comparison_back():
    app = page("alternatives", lang="en")
    app.button(key="alternatives_add").click().run()
    go_to(app, "answer")
    assert not app.error
    assert [body for body in blocks(app) if body.startswith("<h1")]
