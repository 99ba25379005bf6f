"""What a visitor takes away: the workbook, and the one with the sheet Uncertainty when it is asked for."""

import hashlib
import io
import sys
import tomllib
from datetime import date
from pathlib import Path

import pytest
from app_pages import go_to, open_page, text
from openpyxl import load_workbook

from exports.uncertainty import workbook
from exports.workbook import write_workbook
from tco.ui import awaited, background, uncertainty_book
from tco.ui.answers import Question, answer
from tco.ui.export_page import workbook as plain
from tco.uncertainty.answer import Answer
from tco.uncertainty.conditions import ARTICLE
from tco.uncertainty.simulation import simulate

sys.path.append(str(Path(__file__).parents[1] / "uncertainty"))
from small import CLOSE_CALL  # noqa: E402

CASE, DAY = "kr-clinics-10", date(2026, 11, 23)


@pytest.fixture(scope="module")
def question():
    return Question.of(tomllib.loads(CLOSE_CALL.replace("draws = 1024", "draws = 64")))


def sheets(content):
    return load_workbook(io.BytesIO(content), read_only=True).sheetnames


def test_the_workbook_made_has_the_sheet_of_the_command_line_and_the_plain_one_stays_as_it_is(question):
    result = answer(question)
    settings = result.bound.case.uncertainty
    found = Answer(simulate(result.bound, settings, compiled=False), (ARTICLE,))
    made = uncertainty_book.made(question, "en", DAY)
    assert made == workbook(found, DAY, "en", compiled=False)
    assert "Uncertainty" in sheets(made)
    stream = io.BytesIO()
    write_workbook(result, stream, "en")
    assert hashlib.sha256(plain(result, "en")).digest() == hashlib.sha256(stream.getvalue()).digest()
    assert "Uncertainty" not in sheets(plain(result, "en"))


class Played:
    """A process that has made every file at once."""

    def ask(self, task, arguments, owner):
        job = background.Job((task, arguments), owner)
        job.finish(True, b"file")
        return job

    def done(self, task, arguments):
        return None

    def expected(self, job):
        return 0.0


def test_it_is_made_after_a_press_and_then_offered(monkeypatch):
    """A workbook of the whole preset takes half a minute; what the third process makes is played here."""
    monkeypatch.setattr(awaited, "lane", lambda task: Played())
    app = open_page("export", lang="en", case=CASE)
    assert not app.exception
    assert len(app.get("download_button")) == 4
    app.button(key="book_make").click().run()
    assert not app.exception
    assert "The live workbook with the sheet Uncertainty: values from 4,096 futures of this case" in text(app)
    assert len(app.get("download_button")) == 5


class Long(Played):
    """A process that is at work on the last that it was asked."""

    def __init__(self):
        self.asked, self.stopped = [], 0

    def ask(self, task, arguments, owner):
        if task == "book":
            self.asked.append(arguments)
        return background.Job((task, arguments), owner)

    def stop(self, task, owner):
        self.stopped += 1

    def expected(self, job):
        return 60.0


def test_what_is_being_made_gives_way_to_another_language_and_to_another_case(monkeypatch):
    lane = Long()
    monkeypatch.setattr(awaited, "lane", lambda task: lane)
    app = open_page("export", lang="en", case=CASE)
    app.button(key="book_make").click().run()
    assert [language for _, language, _ in lane.asked] == ["en"]
    app.button_group(key="language").set_value("ko").run()
    assert (lane.asked[-1][1], lane.stopped) == ("ko", 1)
    assert "파일을 만들고 있습니다" in text(app)
    asked = len(lane.asked)
    go_to(app, "answer")
    app.text_input(key="input:beds").set_value("120").run()
    go_to(app, "export")
    assert (len(lane.asked), lane.stopped) == (asked, 2)
    assert "book_make" in {each.key for each in app.button}


def test_what_is_being_made_can_be_stopped():
    app = open_page("export", lang="en", case="us-community-200")
    app.button(key="book_make").click().run()
    assert "is being made" in text(app)
    app.button(key="book_stop").click().run()
    assert "Make one with Uncertainty" in {each.label for each in app.button}
    assert "is being made" not in text(app)
