"""What a visitor works on: what an address, a draft and the session keep of it, and what none of them may."""

import html
import re
from copy import deepcopy
from datetime import UTC, datetime
from urllib.parse import parse_qsl, urlsplit

import pytest
import streamlit
from app_pages import address, blocks, follow, go_to, open_page, text, type_in

from tco.case import parse_case, presets
from tco.case_file import to_toml
from tco.edits import packed, with_part
from tco.store import Conflict, StoreUnavailable
from tco.ui import address as addresses
from tco.ui import browser, drafts, export_page
from tco.ui.choice import Choice
from tco.ui.words import Words

CASE = "kr-general-500"
EN = Words("en")
TITLE = {"alternatives": {"hybrid": {"title": {"ko": "혼합 운영", "en": "Our mix"}}}}


def page(name="answer", **parameters):
    return open_page(name, **{"lang": "en", **parameters})


def choice_of(app):
    return app.session_state["choice"]


def upload(app, document):
    content = to_toml(parse_case(document)).encode()
    app.file_uploader[0].set_value(("case.toml", content, "application/octet-stream"))
    return app.run()


def own_case(case=CASE):
    return {**deepcopy(presets()[case]), "title": {"ko": "우리 병원", "en": "Ours"}}


# --- Addresses ----------------------------------------------------------------------------------------------


def test_edits_without_room_in_an_address_survive_a_reload_and_back(monkeypatch):
    monkeypatch.setattr(addresses, "LONGEST_EDITS", 20)
    first = page(vs="hybrid", edits=packed(TITLE))
    type_in(first, "beds", 640)
    document, version = choice_of(first).document, choice_of(first).draft.version
    assert set(address(first)) == {"lang", "draft", "vs"}
    again = page(**address(first))
    assert choice_of(again).document == document
    assert choice_of(again).draft.version == version


def test_a_file_without_room_in_an_address_survives_a_reload_and_back(monkeypatch):
    monkeypatch.setattr(addresses, "LONGEST_EDITS", 20)
    app = upload(page("start"), own_case())
    before = address(app)
    assert set(before) == {"lang", "draft"}
    app.text_input(key="field:start_beds").set_value("640").run()
    document = choice_of(app).document
    follow(app, **before, measure="risk")
    assert choice_of(app).document == document
    again = page(**before)
    assert choice_of(again).document == document
    assert "could not be used" not in text(again)
    assert EN("download.link_here") in text(go_to(app, "export"))


def test_the_export_page_does_not_speak_of_a_draft_that_there_is_not(monkeypatch):
    monkeypatch.setattr(addresses, "LONGEST_EDITS", 20)
    app = page("export", edits=packed(TITLE))
    assert EN("download.link_long") in text(app)
    assert EN("download.link_here") not in text(app)


def test_a_preset_changed_by_a_release_changes_no_draft(monkeypatch):
    first = page()
    type_in(first, "beds", 640)
    before, document = address(first), choice_of(first).document
    newer = with_part(presets()[CASE], ("overrides", "horizon"), 7)
    monkeypatch.setattr(addresses, "presets", lambda: {**presets(), CASE: newer})
    again = page(**before)
    assert choice_of(again).document == document
    assert drafts.store().load(before["draft"]).version == 1
    type_in(again, "beds", 650)
    follow(again, **before)
    assert choice_of(again).document["overrides"]["beds"] == 650
    assert choice_of(again).draft.version == 2
    assert "another version" in text(again)


def test_the_link_of_a_draft_of_an_older_preset_opens_the_same_case(monkeypatch):
    first = page()
    type_in(first, "beds", 640)
    before, document = address(first), choice_of(first).document
    newer = with_part(presets()[CASE], ("overrides", "horizon"), 7)
    for module in (addresses, export_page):
        monkeypatch.setattr(module, "presets", lambda: {**presets(), CASE: newer})
    app = page("export", **before)
    link = re.search(r'id="tco-link"[^>]*>([^<]+)<', "\n".join(blocks(app)))[1]
    sent = dict(parse_qsl(urlsplit(html.unescape(link)).query))
    assert "draft" not in sent
    opened = page(**sent)
    assert choice_of(opened).document == document
    assert "another version" not in text(opened)


def test_a_draft_whose_figures_are_of_another_version_says_so():
    first = page()
    type_in(first, "beds", 640)
    again = page(**{**address(first), "check": "0123456789abcdef"})
    assert "another version" in text(again)
    assert "another version" not in text(page(**address(first)))


@pytest.mark.parametrize("press", ["alternatives_remove", "alternatives_baseline"])
def test_an_alternative_that_cannot_be_compared_any_more_leaves_the_address(press):
    app = page("alternatives", vs="hybrid")
    app.button(key=press).click().run()
    assert "vs" not in address(app)
    assert "vs=" not in next(body for body in blocks(app) if "tco-plans" in body)
    assert "could not be used" not in text(page("alternatives", **address(app)))
    app.button(key="alternatives_undo").click().run()
    assert address(app)["vs"] == "hybrid"


def test_a_name_in_an_address_that_nothing_reads_is_said():
    assert "seed" in text(page(seed="5"))


# --- What belongs to one case -------------------------------------------------------------------------------


FIELD = "field:alternatives:"


def put_aside(app):
    """A quote is typed, and set aside with the last workload that leaves it."""
    go_to(app, "alternatives")
    app.selectbox(key=f"{FIELD}open").set_value("cloud_ncp").run()
    app.segmented_control(key=f"{FIELD}part").set_value("offer").run()
    app.button(key="quote_begin").click().run()
    app.text_input(key=f"{FIELD}cloud_ncp.quote_price_per_bed").set_value("90000").run()
    app.segmented_control(key=f"{FIELD}part").set_value("moves").run()
    for workload in presets()[CASE]["workloads"]:
        app.selectbox(key=f"{FIELD}cloud_ncp.{workload}.place").set_value("own").run()


def test_a_quote_set_aside_in_one_file_does_not_come_back_in_another():
    app = upload(page("start"), own_case())
    put_aside(app)
    upload(go_to(app, "start"), {**own_case(), "title": {"ko": "다른 병원", "en": "Theirs"}})
    go_to(app, "alternatives")
    app.selectbox(key=f"{FIELD}open").set_value("cloud_ncp").run()
    app.selectbox(key=f"{FIELD}cloud_ncp.emr.place").set_value("quote").run()
    assert choice_of(app).document["alternatives"]["cloud_ncp"]["quote"] == {"price_per_bed": 0.0}


def test_a_text_refused_in_one_file_is_not_shown_in_another():
    app = upload(page("start"), own_case())
    go_to(app, "answer")
    type_in(app, "beds", "many")
    assert app.text_input(key="input:beds").value == "many"
    upload(go_to(app, "start"), {**own_case(), "title": {"ko": "다른 병원", "en": "Theirs"}})
    go_to(app, "answer")
    assert app.text_input(key="input:beds").value == "500"
    assert 'role="alert"' not in "".join(blocks(app))


def test_what_was_typed_in_one_case_does_not_go_along_a_link_to_another():
    app = page("years")
    app.text_input(key="spent:equipment").set_value("lots").run()
    assert "“lots”" in text(app)
    follow(app, case="kr-general-300", check="")
    assert choice_of(app).case == "kr-general-300"
    assert app.text_input(key="spent:equipment").value == ""
    assert "“lots”" not in text(app)


def test_a_claim_being_typed_belongs_to_its_case():
    app = page("claims")
    app.button_group(key="claims_set").set_value("own").run()
    app.text_input(key="field:typed:claim:text").set_value("half")
    next(each for each in app.button if each.label == "Add").click().run()
    assert "cannot be read" in text(app)
    follow(app, case="kr-general-300", check="")
    assert app.text_input(key="field:typed:claim:text").value == ""
    assert "cannot be read" not in text(app)


# --- Saving -------------------------------------------------------------------------------------------------


class Refusing:
    """A store that reads, and writes nothing."""

    def __init__(self, store):
        self.load, self.number_of, self.recent = store.load, store.number_of, store.recent

    def edit(self, *_):
        raise StoreUnavailable("full")

    create = undo = redo = show = keep_view = edit


@pytest.fixture
def saved():
    """A choice with two edits in its draft."""
    choice = Choice(language="en")
    for beds in (610, 620):
        choice.document = with_part(choice.document, ("overrides", "beds"), beds)
        drafts.save(choice)
    return choice


def refused(choice, monkeypatch, beds):
    """Another edit, which cannot be saved."""
    with monkeypatch.context() as patch:
        store = Refusing(drafts.store())
        patch.setattr(drafts, "store", lambda: store)
        choice.document = with_part(choice.document, ("overrides", "beds"), beds)
        drafts.save(choice)
    assert choice.unsaved


def beds(choice):
    return choice.document["overrides"]["beds"]


def test_undo_after_a_failed_save_goes_one_step_back(saved, monkeypatch):
    refused(saved, monkeypatch, 630)
    assert drafts.can_undo(saved)
    assert not drafts.can_redo(saved)
    drafts.undo(saved)
    assert (beds(saved), saved.unsaved) == (620, "")
    drafts.undo(saved)
    assert beds(saved) == 610
    drafts.redo(saved)
    assert beds(saved) == 620


def test_an_edit_that_could_not_be_saved_can_be_taken_back_on_the_page(monkeypatch):
    app = page()
    type_in(app, "beds", 640)
    app.button(key="tco_undo").click().run()
    assert app.button(key="tco_undo").disabled
    store = Refusing(drafts.store())
    monkeypatch.setattr(drafts, "store", lambda: store)
    type_in(app, "beds", 650)
    assert app.button(key="tco_redo").disabled
    app.button(key="tco_undo").click().run()
    assert choice_of(app).document == presets()[CASE]
    assert not choice_of(app).unsaved


def test_a_conflict_met_while_saving_again_is_shown(saved, monkeypatch):
    refused(saved, monkeypatch, 630)
    other = drafts.of_draft(drafts.store().load(saved.draft.id))
    other.document = with_part(other.document, ("overrides", "beds"), 640)
    drafts.save(other)
    drafts.save(saved)
    assert saved.theirs is not None
    assert saved.unsaved == ""


def test_a_conflict_met_while_undoing_is_not_called_unsaved_for_another_reason(saved, monkeypatch):
    class Faster(Refusing):
        def undo(self, *_):
            raise Conflict(saved.draft)

    store = Faster(drafts.store())
    monkeypatch.setattr(drafts, "store", lambda: store)
    saved.unsaved = "full"
    drafts.undo(saved)
    assert (saved.theirs, saved.unsaved) == (saved.draft, "")


# --- Times --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("zone", "shown"),
    [("Asia/Seoul", "2026-12-01 02:30"), ("America/New_York", "2026-11-30 12:30")],
)
def test_times_are_those_of_whoever_looks(monkeypatch, zone, shown):
    monkeypatch.setattr(type(streamlit.context), "timezone", zone)
    moment = datetime(2026, 11, 30, 17, 30, tzinfo=UTC)
    assert browser.local(moment, "%Y-%m-%d %H:%M") == shown


@pytest.mark.parametrize("zone", [None, "", "Nowhere/At all", "../../etc/passwd", "America", "\x00"])
def test_a_zone_that_is_none_gives_the_time_of_the_server(monkeypatch, zone):
    monkeypatch.setattr(type(streamlit.context), "timezone", zone)
    moment = datetime(2026, 11, 30, 17, 30, tzinfo=UTC)
    assert browser.local(moment, "%H:%M") == moment.astimezone().strftime("%H:%M")


def test_the_page_says_when_it_saved_by_the_clock_of_whoever_looks(monkeypatch):
    monkeypatch.setattr(type(streamlit.context), "timezone", "Pacific/Kiritimati")
    app = page("start")
    app.text_input(key="field:start_beds").set_value("641").run()
    saved_at = choice_of(app).draft.saved_at
    assert browser.local(saved_at, "%H:%M") != saved_at.astimezone().strftime("%H:%M")
    assert EN("frame.saved", time=browser.local(saved_at, "%H:%M")) in text(app)
    assert browser.local(saved_at, "%Y-%m-%d %H:%M") in text(app)
