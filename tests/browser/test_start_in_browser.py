"""From opening the page to the answer, a file in the field, and the tour by keyboard, in a real browser."""

import re

import pytest

import tco
from tco.case_file import to_toml
from tco.changes import load
from tco.results import run
from tco.ui import sentences
from tco.ui.facts import read
from tco.ui.words import Words

pytestmark = pytest.mark.browser
SLOW = 180_000


def said(result, alternative, language="ko"):
    return sentences.headline(read(result, alternative, language), Words(language)).replace("**", "")


@pytest.fixture
def start(page, app_address):
    """The first page, with what it logged."""
    page.set_default_timeout(SLOW)
    page.problems = []
    page.on("console", lambda message: message.type == "error" and page.problems.append(message.text))
    page.goto(app_address)
    page.locator(".tco-start-answer").wait_for()
    return page


def shows(page, selector, text):
    page.wait_for_function(
        "([where, text]) => document.querySelector(where)?.innerText === text", arg=[selector, text]
    )


def test_three_answers_lead_to_the_answer_page(start):
    page = start
    page.get_by_role("radiogroup", name="어떤 병원입니까").get_by_text("300병상 종합병원(한국)").click()
    shows(page, ".tco-start-answer", said(tco.evaluate("kr-general-300"), "cloud_ncp"))
    beds = page.get_by_role("textbox", name="2. 운영 병상 수")
    beds.fill("350")
    beds.press("Enter")
    page.get_by_text("일부만 클라우드로(혼용)").click()
    text = said(tco.evaluate("kr-general-300", ["beds=350"]), "hybrid")
    shows(page, ".tco-start-answer", text)
    page.get_by_role("link", name="결과 보기").click()
    shows(page, "h1.tco-headline", text)
    assert page.evaluate("window.tcoPage")
    page.wait_for_url(re.compile("/answer\\?.*case=kr-general-300.*beds=350"))
    assert page.problems == []


def test_a_fee_that_is_typed_is_taken_over_when_its_unit_is_clicked_next(start):
    page = start
    page.get_by_text("받은 구독 견적").click()
    page.get_by_label("구독료(원/병상/월)").fill("150000")
    page.get_by_text("연간 금액").click()
    page.get_by_text("= 15만 원/년").wait_for()
    assert page.get_by_label("구독료(원/년)").input_value() == "150,000"
    page.locator(".tco-start-answer").wait_for()
    assert "KeyError" not in page.locator("body").inner_text()
    assert page.problems == []


def test_a_case_file_is_opened_and_no_english_word_stands_in_the_field(start, tmp_path):
    page = start
    page.locator('[data-testid="stFileUploaderDropzone"] button p').wait_for()
    look = """([before]) => {
        const field = document.querySelector('[data-testid="stFileUploaderDropzone"] button p');
        return [getComputedStyle(field).fontSize, getComputedStyle(field, before).content];
    }"""
    assert page.evaluate(look, ["::after"]) == ["0px", '"파일 고르기"']
    assert not page.locator('[data-testid="stFileUploaderDropzoneInstructions"]').is_visible()
    file = tmp_path / "ours.toml"
    case = load("uk-trust-600", ["beds=650"])
    file.write_text(to_toml(case), encoding="utf-8")
    page.set_input_files("input[type=file]", file)
    shows(page, ".tco-start-answer", said(run(case), "cloud_aws"))
    assert "ours.toml" in page.locator(".tco-alert").inner_text()
    assert page.problems == []


def test_the_tour_is_walked_by_keyboard(start):
    page = start
    page.get_by_role("link", name=re.compile("안내 보기")).press("Enter")
    bar = page.locator(".tco-tour")
    bar.wait_for()
    assert page.evaluate("parseFloat(getComputedStyle(document.documentElement).fontSize)") > 20
    bar.get_by_role("link", name="다음").press("Enter")
    shows(page, "h1.tco-headline", said(tco.evaluate("kr-general-500"), "cloud_ncp"))
    page.wait_for_function("() => document.querySelector('.tco-tour')?.innerText.startsWith('2/7')")
    bar.get_by_role("link", name="이전").press("Enter")
    page.wait_for_function("() => document.querySelector('.tco-tour')?.innerText.startsWith('1/7')")
    bar.get_by_role("link", name="안내 끝내기").press("Enter")
    bar.wait_for(state="detached")
    page.locator(".tco-start-answer").wait_for()
    assert page.problems == []
