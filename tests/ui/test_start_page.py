"""The first page: three questions, and the answer."""

import re

import pytest
import streamlit as st
from app_pages import address, blocks, open_page, text
from hypothesis import example, given, settings
from hypothesis import strategies as some
from start_seen import answer_on, document_of, said

import tco
from tco.case import parse_case, presets
from tco.edits import packed, part_of, with_part
from tco.results import run
from tco.ui import (
    browser,
    drafts,
    start_answers,
    start_page,
    start_quote,
)
from tco.ui.words import LANGUAGES, Words


@pytest.mark.parametrize("language", LANGUAGES)
def test_names_of_workloads_do_not_break_over_rows(language):
    for preset in start_answers.known_presets():
        said = start_page._described(preset, Words(language))
        for workload in preset.workloads:
            name = preset.pack.workloads[workload].label.in_language(language)
            kept = next(each for each in said.rpartition(" · ")[2].split(", ") if unjoined(each) == name)
            assert " " not in kept
            assert re.search("(?<!\u2060)·|·(?!\u2060)", kept) is None


def unjoined(name):
    return name.replace("\u2060", "").replace("\u00a0", " ")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_first_page_answers_at_once(language):
    for each in drafts.store().recent(1000):  # of other tests, whose titles may be in any language
        drafts.store().forget(each.id)
    app = open_page("start", lang=language)
    assert not app.exception
    assert answer_on(app) == said(tco.evaluate("kr-general-500"), "cloud_ncp", language)
    shown = text(app)
    assert not re.search("[가-힣]", shown.replace("한국어", "")) if language == "en" else True
    if language == "ko":
        assert set(re.findall(r"\b[a-z]{4,}\b", shown)) <= {"bill", "prices", "xlsx"}
        labels = [each.label for each in (*app.radio, *app.number_input, *app.file_uploader, *app.button)]
        assert [each for each in labels if not re.search("[가-힣]", each)] == []
    assert any("answer?" in body and "tco-open" in body for body in blocks(app))


def test_country_hospital_beds_and_what_is_on_the_table_lead_to_the_answer():
    app = open_page("start")
    app.segmented_control(key="field:start_country").set_value("US").run()
    assert address(app)["case"] == "us-community-200"
    app.radio(key="field:start_case").set_value("us-academic-700").run()
    app.text_input(key="field:start_beds").set_value("820").run()
    app.radio(key="field:start_kind").set_value("hybrid").run()
    assert answer_on(app) == said(tco.evaluate("us-academic-700", ["beds=820"]), "hybrid")
    assert address(app)["beds"] == "820"
    app.radio(key="field:start_kind").set_value("move").run()
    app.selectbox(key="field:start_vs").set_value("cloud_azure").run()
    assert answer_on(app) == said(tco.evaluate("us-academic-700", ["beds=820"]), "cloud_azure")
    app.text_input(key="field:start_beds").set_value("700").run()
    assert "beds" not in address(app)
    app.radio(key="field:start_case").set_value("us-community-200").run()
    assert address(app)["vs"] == "cloud_aws"


def test_a_quote_waits_for_its_fee_and_becomes_an_alternative():
    app = open_page("start", lang="en")
    app.radio(key="field:start_kind").set_value("quote").run()
    assert "Without a fee nothing is compared" in text(app)
    assert not any("tco-start-answer" in body for body in blocks(app))
    app.text_input(key="field:start_fee").set_value("90,000").run()
    quoted = address(app)["vs"]
    assert part_of(document_of(app), ("alternatives", quoted, "quote")) == {"price_per_bed": 90_000.0}
    app.pills[0].set_value(["backup", "archive"]).run()
    quote = part_of(document_of(app), ("alternatives", quoted, "quote"))
    assert sorted(quote["includes"]) == ["archive", "backup"]
    assert answer_on(app) == said(run(parse_case(document_of(app))), quoted, "en")
    app.segmented_control(key="field:start_basis").set_value("year").run()
    app.text_input(key="field:start_fee").set_value("600,000,000").run()
    quote = part_of(document_of(app), ("alternatives", quoted, "quote"))
    assert quote["lump_sum"] == 50_000_000
    assert "price_per_bed" not in quote
    assert len(document_of(app)["alternatives"]) == len(presets()["kr-general-500"]["alternatives"]) + 1


def asked_for_a_quote(**address):
    app = open_page("start", **address)
    return app.radio(key="field:start_kind").set_value("quote").run()


def test_a_fee_whose_unit_is_chosen_before_the_field_is_left_is_taken_over():
    app = asked_for_a_quote()
    app.text_input(key="field:start_fee").set_value("150000")
    app.segmented_control(key="field:start_basis").set_value("year").run()
    assert not app.exception
    assert not app.error
    quote = part_of(document_of(app), ("alternatives", address(app)["vs"], "quote"))
    assert quote["lump_sum"] == 12_500
    assert app.text_input(key="field:start_fee").value == "150,000"


def broken_off(monkeypatch):
    """A page that ends before it asks what a fee includes, as when the next change comes early."""

    def offered(key, *given):
        return st.stop() if key == start_quote.INCLUDES else browser.offered(key, *given)

    monkeypatch.setattr(start_quote, "offered", offered)


def test_a_fee_that_is_typed_before_the_page_is_whole_is_taken_over(monkeypatch):
    app = open_page("start")
    with monkeypatch.context() as patch:
        broken_off(patch)
        app.radio(key="field:start_kind").set_value("quote").run()
    assert not app.pills
    app.text_input(key="field:start_fee").set_value("150000").run()
    assert not app.error
    quote = part_of(document_of(app), ("alternatives", address(app)["vs"], "quote"))
    assert quote == {"price_per_bed": 150_000.0}


def test_what_a_fee_includes_is_taken_over_before_the_page_shows_the_fee(monkeypatch):
    app = asked_for_a_quote()
    chosen = app.pills[0].set_value(["archive"])._widget_state
    with monkeypatch.context() as patch:
        broken_off(patch)
        app.text_input(key="field:start_fee").set_value("150000")
        app.pills[0].set_value([])
        app.run()
    states = app._tree.get_widget_states()
    states.widgets.append(chosen)
    app._run(states)
    quote = part_of(document_of(app), ("alternatives", address(app)["vs"], "quote"))
    assert quote == {"price_per_bed": 150_000.0, "includes": ["archive"]}
    assert app.pills[0].value == ["archive"]


def test_a_fee_keeps_its_amount_in_another_unit():
    app = asked_for_a_quote()
    app.text_input(key="field:start_fee").set_value("15만").run()
    assert "= 15만 원/병상/월" in text(app)
    app.segmented_control(key="field:start_basis").set_value("year").run()
    assert app.text_input(key="field:start_fee").value == "150,000"
    assert "= 15만 원/년" in text(app)
    quote = part_of(document_of(app), ("alternatives", address(app)["vs"], "quote"))
    assert quote["lump_sum"] == 12_500
    assert "price_per_bed" not in quote


@pytest.mark.parametrize("typed", ["15만원쯤", "-5", "0"])
def test_a_fee_that_cannot_be_used_stays_with_the_reason(typed):
    app = asked_for_a_quote()
    app.text_input(key="field:start_fee").set_value(typed).run()
    assert app.text_input(key="field:start_fee").value == typed
    assert any("tco-refused" in body for body in blocks(app))
    assert document_of(app) == presets()["kr-general-500"]
    app.text_input(key="field:start_fee").set_value("9만").run()
    assert not any("tco-refused" in body for body in blocks(app))
    app.text_input(key="field:start_fee").set_value(typed).run()
    assert "앞의 값 90,000원/병상/월을 그대로 씁니다" in text(app)


@pytest.mark.parametrize(("case", "said"), [
    ("kr-general-500", {"-5": "최소 1 병상", "0": "최소 1 병상", "99999999": "최대 5,000 병상",
                        "오백": "숫자로 읽을 수"}),
    ("kr-clinics-10", {"0": "최소 1보다", "501": "최대 500보다", "2.5": "정수가 아닙니다"}),
])  # fmt: skip
def test_a_size_that_cannot_be_used_stays_with_the_reason_and_the_value_in_use(case, said):
    app = open_page("start", case=case)
    before, kept = document_of(app), "앞의 값 500 병상을" if case == "kr-general-500" else "앞의 값 10을"
    for typed, reason in said.items():
        app.text_input(key="field:start_beds").set_value(typed).run()
        assert reason in text(app)
        assert kept in text(app)
        assert app.text_input(key="field:start_beds").value == typed
        assert document_of(app) == before


PRICES = {"price_per_bed": 90_000.0, "lump_sum": 5_000_000.0, "price_per_user": 3_000.0, "setup_fee": 1e8}


def test_what_a_fee_includes_is_chosen_without_a_change_of_its_prices():
    quoted = {"alternatives": {"cloud_ncp": {"quote": PRICES, "subscribed": True}}}
    app = open_page("start", lang="en", vs="cloud_ncp", edits=packed(quoted))
    app.pills[0].set_value(["backup"]).run()
    quote = part_of(document_of(app), ("alternatives", "cloud_ncp", "quote"))
    assert quote == {**PRICES, "includes": ["backup"]}
    app.pills[0].set_value([]).run()
    assert part_of(document_of(app), ("alternatives", "cloud_ncp", "quote")) == PRICES


def test_what_is_chosen_before_there_is_a_fee_goes_along_with_it():
    app = open_page("start", lang="en")
    app.radio(key="field:start_kind").set_value("quote").run()
    app.pills[0].set_value(["archive"]).run()
    assert document_of(app) == presets()["kr-general-500"]
    app.text_input(key="field:start_fee").set_value("90,000").run()
    quote = part_of(document_of(app), ("alternatives", address(app)["vs"], "quote"))
    assert quote == {"price_per_bed": 90_000.0, "includes": ["archive"]}


def test_a_quote_can_be_typed_where_no_alternative_has_a_price_book():
    document = presets()["kr-general-500"]
    gone = {name: None for name in document["alternatives"] if name not in ("stay", "stay_longer")}
    app = open_page("start", lang="en", edits=packed({"alternatives": gone}))
    app.radio(key="field:start_kind").set_value("quote").run()
    app.text_input(key="field:start_fee").set_value("90,000").run()
    assert not app.exception
    made = document_of(app)["alternatives"][address(app)["vs"]]
    assert made["quote"] == {"price_per_bed": 90_000.0}
    assert made["price_book"]
    assert answer_on(app)


def test_values_that_cannot_be_computed_have_no_answer():
    app = open_page("start", lang="en")
    choice = app.session_state["choice"]
    choice.document = with_part(choice.document, ("alternatives", "cloud_ncp", "price_book"), "gone")
    app.run()
    assert not any("tco-start-answer" in body for body in blocks(app))
    assert Words("en")("start.broken") in text(app)


FEE = ("alternatives", "subscription_example", "quote", "lump_sum")


def test_a_fee_of_ones_own_grows_with_the_sites_and_comes_back():
    original = presets()["kr-clinics-10"]
    document = with_part(original, FEE, 7e6)
    more = start_answers.with_sites(document, original, 10, 25)
    assert part_of(more, FEE) == pytest.approx(17.5e6)
    less = start_answers.with_sites(more, original, 10, 10)
    assert part_of(less, FEE) == pytest.approx(7e6)


def test_a_fee_by_the_user_stays_one_when_the_sites_change():
    original = presets()["kr-clinics-10"]
    document = with_part(with_part(original, FEE, None), (*FEE[:3], "price_per_user"), 5e4)
    changed = start_answers.with_sites(document, original, 10, 25)
    assert part_of(changed, FEE) is None
    assert part_of(changed, (*FEE[:3], "price_per_user")) == 5e4


@settings(max_examples=8, deadline=None)
@given(some.integers(1, 500))
@example(1)
@example(500)
def test_sites_multiply_what_grows_with_them(sites):
    original = presets()["kr-clinics-10"]
    document = start_answers.with_sites(dict(original), original, 10, sites)
    assert start_answers.sites_of(document, original, 10) == sites
    bound = run(parse_case(document)).bound
    assert bound.inputs["staff_fixed"].value == pytest.approx(0.33 * sites / 10)
    assert start_answers.with_sites(document, original, 10, 10) == original


def test_a_dental_group_is_asked_for_its_sites():
    app = open_page("start", case="kr-clinics-10")
    app.text_input(key="field:start_beds").set_value("25").run()
    assert part_of(document_of(app), ("overrides", "users_fixed", "value")) == 200
    assert not app.exception


def test_every_preset_says_what_it_is():
    for each in start_answers.known_presets():
        document = presets()[each.id]
        bound = run(parse_case(document)).bound
        assert bound.inputs["income_tax_rate"].value == each.tax
        assert bound.pack.head.country == each.country
        assert all(start_answers.of_kind(document, kind) for kind in ("keep", "move", "hybrid"))
    assert len(start_answers.known_presets()) == len(presets()) == 8
