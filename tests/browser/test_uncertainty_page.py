"""How sure the answer is, as a person sees it in a real browser."""

import re

import pytest

from tco.case import presets
from tco.edits import with_value
from tco.ui import uncertainty_answers as answers
from tco.ui.answers import Question
from tco.ui.uncertainty_futures import Asked

pytestmark = pytest.mark.browser
SLOW = 120_000
CASE, ALTERNATIVE = "kr-clinics-10", "subscription_example"
# The button is drawn anew with each look at the progress: it is pressed in the moment in which it is there.
STOP = """() => {
    const buttons = [...document.querySelectorAll('button')];
    const found = buttons.find(each => each.innerText.includes('Stop and keep'));
    if (found) found.click();
    return /Stopped: what is shown|65,536 futures of/.test(document.body.innerText);
}"""
HEADLINE = "text => document.querySelector('h1.tco-headline')?.innerText.startsWith(text)"


def headline(language, **changes):
    document = presets()[CASE]
    for key, value in changes.items():
        document = with_value(document, key, value)
    question = Question.of(document)
    bound = answers.answer(question).bound
    return answers.first(Asked(question, ALTERNATIVE, bound.case.uncertainty.seed)).said[language].headline


@pytest.fixture
def opened(page, app_address):
    """The page, reached from the answer as a person would."""
    page.set_default_timeout(SLOW)
    page.problems = []
    page.on("console", lambda message: message.type == "error" and page.problems.append(message.text))
    page.goto(f"{app_address}/answer?lang=en&case={CASE}&vs={ALTERNATIVE}")
    page.get_by_text(re.compile("cheaper than the baseline in")).wait_for()
    page.get_by_text("How sure is this?").click()
    page.wait_for_function(HEADLINE, arg=headline("en"))
    page.wait_for_function("() => document.querySelectorAll('.js-plotly-plot').length === 6")
    return page


def test_a_change_is_answered_and_goes_along_to_the_other_page_and_back(opened):
    page = opened
    beds = page.get_by_label("Beds in operation", exact=True)
    beds.fill("40")
    beds.press("Enter")
    page.wait_for_function(HEADLINE, arg=headline("en", beds=40.0))
    page.wait_for_url(re.compile("/uncertainty.*beds=40"))
    page.get_by_role("link", name="Answer", exact=True).click()
    page.wait_for_function(HEADLINE, arg="Over 10 years")
    page.wait_for_url(re.compile("beds=40"))
    assert page.get_by_label("Beds in operation", exact=True).input_value() == "40"
    page.go_back()
    page.wait_for_function(HEADLINE, arg=headline("en", beds=40.0))
    assert page.get_by_label("Beds in operation", exact=True).input_value() == "40"
    assert page.problems == []


def test_more_futures_can_be_stopped_or_awaited(page, app_address):
    page.set_default_timeout(SLOW)
    page.goto(f"{app_address}/uncertainty?lang=en&case=kr-general-500")
    page.get_by_text("1,024 futures of").first.wait_for()
    stopped = page.get_by_text(re.compile(r"Stopped: what is shown is from [\d,]+ of 65,536 futures"))
    complete = page.get_by_text(re.compile(r"65,536 futures of"))
    for seed in range(101, 106):  # a fast machine may have made them all before the button is reached
        field = page.get_by_label("Seed", exact=True)
        field.fill(str(seed))
        field.press("Enter")
        page.wait_for_url(re.compile("edits="))
        page.get_by_role("radio", name="65,536").click()
        page.wait_for_function(STOP, polling=100)
        stopped.or_(complete).first.wait_for()
        if stopped.is_visible():
            break
        page.get_by_role("radio", name="1,024").click()
        complete.wait_for(state="detached")
    assert stopped.is_visible()
    page.get_by_role("radio", name="4,096").click()
    page.get_by_text(re.compile("4,096 futures of")).wait_for()
