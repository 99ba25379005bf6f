"""The page of sources and method: complete, searchable, and in the page's language."""

import re
from html import unescape

import pytest
from app_pages import blocks, headline, open_page, text, wait_for

import tco
from tco.case import presets
from tco.claims import load_claims
from tco.results import MODEL_VERSION
from tco.sizing import expectations
from tco.ui import sources_rows as rows
from tco.ui.answers import Question, sides
from tco.ui.sources_html import matching, prose_table
from tco.ui.sources_page import CHECKED, PARTS, numbered
from tco.ui.sources_page import headline as counted
from tco.ui.sources_rows import Cell
from tco.ui.words import Words

CASE = "kr-general-500"
EN, KO = Words("en"), Words("ko")


@pytest.fixture(scope="module")
def result():
    return tco.evaluate(CASE)


def href(page, **own):
    return f"{page}?{own}"


def part(lang, name, **address):
    app = open_page("sources", lang=lang, **address)
    return app.button_group(key="sources_part").set_value(name).run()


def test_every_input_is_counted_once(result):
    counts = rows.counts(result.bound)
    assert sum(counts.values()) == len(result.bound.live)
    shown = counted(counts, EN)
    numbers = [int(each) for each in re.findall(r"\d+", shown)]
    assert numbers[0] == sum(numbers[1:])


def test_every_source_is_listed_and_names_what_it_supports(result):
    bound = result.bound
    listed = list(rows.sources(bound, EN, href))
    addresses = {row[0].href for row in listed}
    known = [bound.pack.sources, *(book.sources for book in bound.books.values()),
             load_claims("dailymedi_2021").sources]  # fmt: skip
    cited = {each.url for sources in known for each in sources.values()}
    assert addresses == cited | {each.source.url for each in expectations()}
    links = "\n".join(part.href for row in listed for part in row[-1].parts)
    for each in bound.live:
        if each.source:
            assert f"'find': '{each.id}'" in links


def test_values_without_a_source_are_listed_with_their_note(result):
    for kind in ("judgement", "quote_needed"):
        listed = list(rows.values(result.bound, kind, KO, href))
        single = [each for each in result.bound.live if each.kind == kind and each.series is None]
        assert len(listed) == len(single)
        assert all(row[-1].text != "–" for row in listed)


@pytest.mark.parametrize("words", [EN, KO])
def test_every_cost_line_has_its_rule_in_the_language(result, words):
    found = [row for _, listed in rows.cost_lines(result, words, href) for row in listed]
    assert len(found) > 40
    korean = [bool(re.search("[가-힣]", row[1].text)) for row in found]
    assert set(korean) == {words is KO}


def test_lists_are_numbered_without_a_gap_in_both_languages():
    for key in (
        "made",
        "not_modelled",
        "uncertain",
        "licence",
        "term",
        "meaning",
        "checked",
        "checked_title",
    ):
        listed = [list(numbered(f"sources.{key}", words)) for words in (EN, KO)]
        assert len(listed[0]) == len(listed[1]) > 2, key
    assert len(list(numbered("sources.checked", EN))) == len(CHECKED)
    assert len(list(numbered("sources.term", EN))) == len(list(numbered("sources.meaning", EN)))


def test_a_search_leaves_the_rows_with_all_words():
    found = matching([rows.plain("Power price", "KEPCO"), rows.plain("Server", "quote")], "kepco POWER")
    assert [row[0].text for row in found] == ["Power price"]
    assert len(matching(found, "")) == 1


def test_a_table_escapes_what_it_shows():
    shown = prose_table(["<a>"], [(Cell("<b>x</b>", 'http://x"y', outside=True), Cell("&"))], "r<")
    assert "<b>" not in shown
    assert 'http://x"y' not in shown
    assert "&lt;b&gt;x" in shown


@pytest.mark.parametrize("lang", ["ko", "en"])
def test_the_page_in_both_languages(lang):
    app = open_page("sources", lang=lang)
    assert not app.exception
    words = Words(lang)
    assert MODEL_VERSION in text(app)
    assert all(each in unescape(text(app)) for each in numbered("sources.not_modelled", words))
    for name in PARTS[1:]:
        app.button_group(key="sources_part").set_value(name).run()
        if name == "symmetry":
            wait_for(app, words("sources.column.other_side"))
        assert not app.exception
        bare = re.sub(r"<a [^>]*>.*?</a>|https?://[^\s<,]+", "", "\n".join(blocks(app)))
        if lang == "en":
            assert not re.search("[가-힣]", re.sub(r"<[^>]+>", "", bare).replace("한국어", "")), name
        elif name in ("lines", "symmetry", "terms"):
            bare = re.sub(r"<[^>]+>", "", bare)
            assert set(re.findall(r"\b[a-z]{4,}\b", bare)) <= {"vCPU"}, name


def test_searching_looks_through_all_parts_and_says_where_nothing_is():
    app = open_page("sources", lang="en")
    app.text_input(key="sources_find").set_value("electricity").run()
    wait_for(app, EN("sources.column.other_side"))
    shown = text(app)
    assert not app.exception
    assert all(EN(f"sources.part.{name}") in shown for name in ("judgement", "symmetry"))
    app.text_input(key="sources_find").set_value("xyzzy").run()
    wait_for(app, "Nothing on this page contains")
    assert "Nothing on this page contains" in text(app)
    assert headline(app)


def test_equal_treatment_names_every_rule_of_one_side():
    found = sides(Question.of(presets()[CASE]))
    listed = list(rows.one_sided(found, EN))
    assert len(listed) == len(found.one_sided)
    assert all(row[2].text for row in listed)
