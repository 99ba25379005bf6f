"""The first page and the tour as a visitor drives them: questions and answer, drafts, uploads."""

import io
import json
import re

import pytest
import streamlit as st
from app_pages import address, blocks, open_page, text
from hypothesis import example, given, settings
from hypothesis import strategies as some
from streamlit import config

import tco
from exports.csv_text import as_csv
from exports.workbook import write_workbook
from tco.case import parse_case, presets
from tco.case_file import to_toml
from tco.changes import load
from tco.edits import packed, part_of, with_part
from tco.intake.values import legible
from tco.register.words import REASONS, SENTENCES
from tco.results import run
from tco.ui import (
    browser,
    difference_text,
    drafts,
    export_page,
    sentences,
    start_answers,
    start_drafts,
    start_page,
    start_quote,
    start_register,
    start_upload,
    tour,
)
from tco.ui.facts import read
from tco.ui.words import LANGUAGES, Words

KO = Words("ko")
REGISTER = (
    "자산명,분류,수량,취득일자,취득금액\n가상화 서버,서버,10,2024-05-02,180000000\n"
    "백본 스위치,네트워크,2,2022-03-15,80000000\n이상한 것,기타장비,1,2023-01-01,5000000\n"
    "합계,,13,,265000000\n"
).encode()


def said(result, alternative, language="ko"):
    return sentences.headline(read(result, alternative, language), Words(language)).replace("**", "")


def answer_on(app):
    body = next(body for body in blocks(app) if "tco-start-answer" in body)
    return re.sub("<[^>]+>", "", body).replace("&#x27;", "'")


def upload(app, name, content):
    app.file_uploader[0].set_value((name, content, "application/octet-stream"))
    return app.run()


def document_of(app):
    return app.session_state["choice"].document


# --- Three questions ----------------------------------------------------------------------------------------


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
        assert set(re.findall(r"\b[a-z]{4,}\b", shown)) <= {"bills", "prices", "xlsx"}
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


# --- Drafts -------------------------------------------------------------------------------------------------


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


# --- Uploads ------------------------------------------------------------------------------------------------


def test_a_case_file_is_opened_whatever_its_name():
    app = open_page("start", lang="en")
    case = load("uk-trust-600", ["beds=777"])
    upload(app, "table.xlsx", to_toml(case).encode())
    assert "was opened from table.xlsx" in text(app)
    assert answer_on(app) == said(run(case), "cloud_aws", "en")
    assert address(app)["case"] == "file"


def test_a_returned_workbook_is_shown_before_it_is_taken_over_as_one_edit(tmp_path):
    target = io.BytesIO()
    write_workbook(tco.evaluate("kr-general-500", ["beds=510"]), target, "ko")
    app = open_page("start", lang="en")
    before = document_of(app)
    upload(app, "back.xlsx", target.getvalue())
    assert "No input differs" in text(app)
    assert document_of(app) == before
    app.button(key="returned:take").click().run()
    assert document_of(app)["overrides"]["beds"] == 510
    assert "was opened from back.xlsx" in text(app)


def test_a_changed_workbook_of_the_case_on_the_screen_is_one_step_that_can_be_undone(monkeypatch):
    from exports import returned
    from exports.returned_inputs import Change, Remark

    result = tco.evaluate("kr-general-500")
    changes = (
        Change("beds", "value", "Inputs!C8", 500.0, 640.0),
        Change("support_rate", "high", "Inputs!G9", 0.2, 0.3),
    )
    remarks = (Remark("not_a_number", "Inputs!C9", "horizon", {"text": "<b>seven</b>"}),)
    back = returned.Returned(result, dict(presets()["kr-general-500"]), changes, remarks)
    monkeypatch.setattr(start_upload, "kind_of", lambda content, name: "returned")
    monkeypatch.setattr(returned, "read_returned", lambda content, name: back)
    app = upload(open_page("start", lang="en"), "back.xlsx", b"PK")
    assert "640 beds" in text(app)
    assert "&lt;b&gt;seven&lt;/b&gt;" in "".join(blocks(app))
    app.button(key="returned:take").click().run()
    given = document_of(app)["overrides"]
    assert given["beds"] == 640
    assert given["support_rate"]["high"] == 0.3
    app.button(key="tco_undo").click().run()
    assert document_of(app) == json.loads(json.dumps(presets()["kr-general-500"]))


def test_a_register_is_read_reconciled_corrected_and_put_into_the_case():
    app = upload(open_page("start", lang="en"), "register.txt", REGISTER)
    shown = text(app)
    assert "Rows, units and prices agree." in shown
    assert "no known kind of equipment; say which it is above" in shown
    assert "--" not in shown
    app.selectbox(key="field:register_class:기타장비").set_value("servers").run()
    app.selectbox(key="field:register_vat").set_value("included").run()
    assert "no known kind of equipment; say which" not in text(app)
    app.button(key="register:take").click().run()
    fleets = document_of(app)["fleets"]
    assert fleets["servers"]["vintages"] == {"-2": 10, "-3": 1}
    assert fleets["servers"]["prices"]["-2"] == pytest.approx(18_000_000 / 1.1)
    assert "Rows of register.txt put into the case: 3" in text(app)
    app.button(key="tco_undo").click().run()
    assert "fleets" not in document_of(app)


def test_a_column_can_be_chosen_where_none_was_found():
    content = REGISTER.decode().replace("취득금액", "무엇").encode()
    app = upload(open_page("start", lang="en"), "register.csv", content)
    assert "cannot be put into the case yet" in text(app)
    app.selectbox(key="field:register_column:price").set_value("E").run()
    assert "Rows, units and prices agree." in text(app)


def exported_years():
    words = Words("ko")
    row = [words("years.csv_alternative"), words("years.csv_view"), "항목", "2027"]
    return as_csv(row, [["유지", "현금", "서버", 0.1 + 0.2]])


WRONG = {
    "results.csv": (lambda: export_page.table(tco.evaluate("kr-general-500"), "ko"), "result"),
    "results.json": (lambda: export_page.as_json(tco.evaluate("kr-general-500"), "ko"), "result"),
    "years.csv": (exported_years, "result"),
    "list.json": (lambda: b'[{"asset": 1}]', "json"),
    "named.xlsx": (lambda: "메모\n두 번째 줄\n".encode(), "no_workbook"),
    "table.xlsx": (lambda: "이름,메모\n가,나\n".encode(), "no_workbook"),
    "memo.txt": (lambda: "메모\n두 번째 줄\n".encode(), "no_table"),
}


@pytest.mark.parametrize("name", WRONG)
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_file_that_is_no_register_is_called_what_it_is(name, language):
    content, said_of_it = WRONG[name]
    upload = start_upload.received(content(), name, Words(language))
    assert str(upload.problem) == Words(language)(f"file.{said_of_it}")


def test_a_register_is_read_though_it_is_named_like_a_workbook():
    assert start_upload.received(REGISTER, "register.xlsx", KO).problem is None


def test_a_case_file_that_is_broken_is_told_by_its_line():
    app = upload(open_page("start"), "mine.toml", "이름 = 1\nb == 2\n".encode())
    assert "mine.toml은 올바른 TOML 파일이 아닙니다" in text(app)
    assert "1줄" in text(app)


def test_what_a_page_says_of_a_register_can_be_done_on_the_page():
    content = "품목,분량,평균\n가,0.30000000000000004,1\n".encode()
    app = upload(open_page("start", lang="en"), "other.csv", content)
    assert "cannot be put into the case yet" in text(app)
    assert "--map" not in text(app)
    assert "the column chosen above" in text(app)


def test_a_number_is_shown_without_noise():
    assert [legible(each) for each in (0.1 + 0.2, 2027.0, 1e9, "가 ")] == ["0.3", "2027", "1000000000", "가"]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("empty.toml", b""),
        ("bad.toml", b'format = 1\n[hospital]\nbeds = "x"\n'),
        ("deep.toml", b"format = 1\nx = " + b"[" * 100_000),
        ("picture.xlsx", b"\x89PNG\r\n"),
        ("page.csv", b"<html><table></table></html>"),
        ("cut.xlsx", b"PK\x03\x04cut"),
        ("latin.toml", "format = 1\ntitle = 'é'".encode("latin-1")),
        ("<b>name</b>.toml", b"format = 1\npack = 'x'\n"),
    ],
)
def test_a_file_that_cannot_be_used_changes_nothing_and_is_answered(name, content):
    app = open_page("start", lang="en")
    before = document_of(app)
    upload(app, name, content)
    assert not app.exception
    alert = next(body for body in blocks(app) if 'role="alert"' in body)
    assert "cannot be read" in alert or "cannot be put into the case" in alert
    assert "<b>name</b>" not in alert
    assert document_of(app) == before
    assert "draft" not in address(app)


def test_a_file_beyond_the_limit_is_refused_unread():
    found = start_upload.received(b"x" * 5_000_001, "large.toml", KO)
    assert "5 MB" in str(found.problem)
    assert "1 MB" in str(start_upload.received(b"format = 1\n" + b"#" * 1_000_001, "a.toml", KO).problem)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_names_its_own_fields_in_place_of_options(language):
    words = Words(language)
    shown = [each for each in SENTENCES.values()]
    shown += [each for key, each in REASONS.items() if key not in start_register.OWN_REASONS]
    for each in shown:
        assert "--" not in start_register.on_screen(each.in_language(language), words)


# --- The tour -----------------------------------------------------------------------------------------------


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
