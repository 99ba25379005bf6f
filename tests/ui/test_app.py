"""The page as a visitor drives it, without a browser."""

import re

import pytest
from app_pages import address, blocks, headline, open_page, text

import tco
from tco.ui import sentences
from tco.ui.facts import read
from tco.ui.words import Words


def page(**parameters):
    return open_page("answer", **parameters)


def expected(changes=(), alternative="cloud_ncp", language="ko"):
    found = read(tco.evaluate("kr-general-500", changes), alternative, language)
    return sentences.headline(found, Words(language)).replace("**", "")


@pytest.fixture(scope="module")
def fresh():
    return page()


def test_the_first_screen_answers_in_korean(fresh):
    assert not fresh.exception
    assert headline(fresh) == expected()
    scripts = [each.proto.body for each in fresh.get("html") if each.proto.body.startswith("<script")]
    assert len(scripts) == 1
    assert "document.documentElement.lang = 'ko'" in scripts[0]


def test_no_english_sentence_on_the_korean_page(fresh):
    words = set(re.findall(r"\b[a-z]{4,}\b", text(fresh)))
    assert words == set()
    labels = [
        each.label for each in [*fresh.number_input, *fresh.selectbox, *fresh.text_input, *fresh.toggle]
    ]
    assert [each for each in labels if not re.search("[가-힣]", each)] == []


def test_every_picture_has_a_text_for_those_who_do_not_see_it(fresh):
    pictures = [each.proto for each in fresh.get("plotly_chart")]
    assert len(pictures) == 4
    assert all(len(each.alt) > 40 for each in pictures)


def test_the_english_page_says_the_same(fresh):
    app = page(lang="en")
    assert headline(app) == expected(language="en")
    assert not re.search("[가-힣]", text(app).replace("한국어", ""))
    assert address(app)["check"] == address(fresh)["check"]


def test_changing_an_input_changes_the_answer_and_the_address():
    app = page()
    app.number_input(key="input:beds").set_value(800).run()
    assert headline(app) == expected(["beds=800"])
    assert address(app)["beds"] == "800"
    app.button(key="reset:beds").click().run()
    assert headline(app) == expected()
    assert "beds" not in address(app)


@pytest.mark.parametrize(
    ("lang", "heading"), [("ko", "규모부터 확인하십시오"), ("en", "Check the size first")]
)
def test_an_implausible_size_is_said_with_its_range_and_source(lang, heading):
    plain, large = page(lang=lang), page(lang=lang, studies_per_bed="900")
    assert heading not in text(plain)
    assert heading in text(large)
    shown = text(large).partition(heading)[2]
    assert all(figure in shown for figure in ("900", "119", "500", "2004"))


def test_shares_are_typed_as_percentages():
    app = page()
    app.number_input(key="input:staff_kept_ratio").set_value(25.0).run()
    assert address(app)["staff_kept_ratio"] == "0.25"
    assert headline(app) == expected(["staff_kept_ratio=0.25"])


def test_bounds_of_fields_are_the_declared_ones(fresh):
    bound = tco.evaluate("kr-general-500").bound
    for field in fresh.number_input:
        declared = bound.inputs[field.key.removeprefix("input:")].declaration
        factor = 100 if declared.format == "percent" else 1
        for shown, meant in ((field.min, declared.minimum), (field.max, declared.maximum)):
            assert shown == pytest.approx(meant * factor)


def test_a_link_reproduces_the_page():
    first = page(vs="hybrid", lang="en")
    first.number_input(key="input:horizon").set_value(7).run()
    second = page(**{key.replace(".", "__"): value for key, value in address(first).items()})
    assert headline(second) == headline(first) == expected(["horizon=7"], "hybrid", "en")
    assert "could not be used" not in text(second)


@pytest.mark.parametrize(
    ("key", "value", "said"),
    [
        ("beds", "99999", "above the maximum 5,000 beds"),
        ("beds", "many", "is not a number"),
        ("beds", "500.5", "is not a whole number"),
        ("staff_kept_ratio", "-1", "below the minimum 0"),
        ("no_such_input", "3", "is not a name of this case"),
        ("vs", "moon", "no alternative “moon”"),
        ("case", "gone", "no case “gone”"),
        ("spending__fun", "3", "is not a cost category"),
        ("check", "0123456789abcdef", "another version"),
        ("beds", "<b>nan</b>", "is not a number"),
    ],
)
def test_what_a_link_gets_wrong_is_said(key, value, said):
    app = page(lang="en", **{key: value})
    assert not app.exception
    assert said in text(app)
    assert "<b>nan</b>" not in "".join(blocks(app))
    assert headline(app) == expected(language="en")


def test_a_key_of_one_alternative_is_taken_from_the_link():
    app = page(lang="en", **{"hybrid.move_start": "24", "vs": "hybrid"})
    assert headline(app) == expected(["hybrid.move_start=24"], "hybrid", "en")
    assert "could not be used" not in text(app)


def test_the_page_says_what_turns_the_answer_or_that_nothing_does():
    app = page(lang="en", vs="hybrid")
    assert "No single input turns the answer" in text(app) or "turn the answer on their own" in text(app)


def test_switching_the_language_keeps_the_numbers():
    app = page(beds="640")
    before = address(app)["check"]
    app.button_group(key="language").set_value("en").run()
    assert address(app)["lang"] == "en"
    assert address(app)["check"] == before
    assert address(app)["beds"] == "640"


def test_last_years_spending_is_compared_and_nonsense_keeps_the_earlier_value():
    app = page(lang="en")
    app.text_input(key="spent:staff").set_value("500M").run()
    assert "within ±20 %" in text(app)
    assert address(app)["spending.staff"] == "500000000"
    app.text_input(key="spent:staff").set_value("a lot").run()
    assert "“a lot” cannot be read" in text(app)
    assert address(app)["spending.staff"] == "500000000"
    app.text_input(key="spent:staff").set_value("9억").run()
    assert "beyond ±20 %" in text(app)


def test_two_visitors_do_not_see_each_others_numbers():
    one, other = page(beds="111", lang="en"), page(beds="999", lang="en")
    one.run()
    assert headline(one) == expected(["beds=111"], language="en")
    assert headline(other) == expected(["beds=999"], language="en")


def test_the_tables_show_every_view():
    for view in ("present", "profit", "budget"):
        app = page(lang="en")
        app.button_group(key="view").set_value(view).run()
        assert not app.exception
        name = Words("en")(f"table.{view}")
        assert f"· {name} ·" in text(app)
