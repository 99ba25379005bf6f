"""Uploads on the first page: cases, workbooks that come back, registers, and what is none of them."""

import io
import json

import pytest
from app_pages import address, blocks, open_page, text
from start_seen import KO, REGISTER, answer_on, document_of, said, upload

import tco
from exports.csv_text import as_csv
from exports.workbook import write_workbook
from tco.case import presets
from tco.case_file import to_toml
from tco.changes import load
from tco.intake.values import legible
from tco.register.words import REASONS, SENTENCES
from tco.results import run
from tco.ui import (
    export_page,
    start_register,
    start_upload,
)
from tco.ui.words import LANGUAGES, Words


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
