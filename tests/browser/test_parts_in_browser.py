"""What a change has drawn anew: only what says something else, or the whole page where more changes."""

import re

import pytest
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from visits import BEDS, beds, settled, shows

pytestmark = pytest.mark.browser
SLOW = 180_000


@pytest.fixture
def opened(page, app_address):
    """The answer of a case, and what it sends from now on."""
    page.set_default_timeout(SLOW)
    sent = []
    page.on("websocket", lambda socket: socket.on("framereceived", lambda raw: sent.append(raw)))
    page.goto(f"{app_address}/answer?lang=ko")
    page.get_by_label(BEDS["ko"], exact=True).wait_for()
    quiet(page)
    sent.clear()
    return page, sent


@pytest.fixture
def answered(opened):
    """The same with a first change made, so that there is a draft."""
    page, sent = opened
    beds(page, 510)
    settled(page, 510)
    quiet(page)
    sent.clear()
    return page, sent


def quiet(page):
    """Nothing is under way, nor awaited, and the browser has read all of it."""
    page.locator('[data-testid="stApp"][data-test-script-state="notRunning"]').wait_for()
    page.wait_for_function("() => !document.querySelector('.tco-later')")
    page.wait_for_timeout(1000)


def drawn(sent):
    """The texts of what was drawn in the main part and beside it, and how much of the style."""
    messages = [ForwardMsg.FromString(each) for each in sent]
    deltas = [each for each in messages if each.WhichOneof("type") == "delta"]
    return tuple([each for each in deltas if each.metadata.delta_path[0] == place] for place in range(3))


def told_runs(sent):
    """How often the browser had to prepare for something to be drawn."""
    return [ForwardMsg.FromString(each).WhichOneof("type") for each in sent].count("new_session")


def fields(deltas):
    found = [each.delta.new_element for each in deltas if each.delta.HasField("new_element")]
    return [each.text_input.label for each in found if each.WhichOneof("type") == "text_input"]


def headline(page):
    return page.locator("h1.tco-headline").inner_text()


def test_a_change_draws_its_field_and_the_answer_and_nothing_else(answered):
    page, sent = answered
    beds(page, 900)
    settled(page, 900)
    quiet(page)
    answer, beside, style = drawn(sent)
    assert told_runs(sent) == 1
    assert fields(beside)[:1] == [BEDS["ko"]]
    assert len(fields(beside)) < page.locator('[data-testid="stSidebar"] input[type="text"]').count() / 2
    assert any(each.delta.new_element.WhichOneof("type") == "plotly_chart" for each in answer)
    assert style == []
    said = headline(page)
    page.reload()
    settled(page, 900)
    quiet(page)
    assert headline(page) == said


def test_the_first_change_draws_no_more_either_and_links_name_the_draft_from_then_on(opened):
    page, sent = opened
    way = page.locator('[data-testid="stSidebar"] a[href^="inputs?"]')
    assert "draft=" not in way.get_attribute("href")
    beds(page, 900)
    settled(page, 900)
    quiet(page)
    answer, beside, style = drawn(sent)
    assert answer
    assert fields(beside)[:1] == [BEDS["ko"]]
    assert len(fields(beside)) < page.locator('[data-testid="stSidebar"] input[type="text"]').count() / 2
    assert style == []
    assert "draft=" in way.get_attribute("href")


def test_a_browser_draws_each_picture_once(answered):
    """Plotly says before it draws a picture again; the first time nobody could have asked it yet."""
    page, _ = answered
    page.evaluate("""() => {
        window.pictures = [];
        window.again = 0;
        new MutationObserver(() => document.querySelectorAll('.js-plotly-plot').forEach(each => {
            if (!each.on || window.pictures.includes(each)) return;
            window.pictures.push(each);
            each.on('plotly_beforeplot', () => { window.again += 1; return true; });
        })).observe(document.body, { subtree: true, childList: true });
    }""")
    for count in (900, 910):
        beds(page, count)
        settled(page, count)
        quiet(page)
    assert page.evaluate("window.pictures.length") >= 4
    assert page.evaluate("window.again") == 0


@pytest.mark.parametrize(("typed", "said"), [("510.0", "510"), ("", "500")])
def test_what_was_typed_otherwise_stands_in_the_field_as_everywhere(answered, typed, said):
    page, _ = answered
    beds(page, typed)
    shows(page, said)


def test_a_choice_within_the_answer_draws_no_field(answered):
    page, sent = answered
    page.locator(".st-key-field-measure").get_by_text("총비용", exact=True).click()
    page.wait_for_url(re.compile("[?&]measure="))
    quiet(page)
    answer, beside, style = drawn(sent)
    assert answer
    assert beside == style == []


def test_what_stands_around_the_parts_is_drawn_when_it_changes(answered):
    """The note that a draft was restored goes with the first change; another language changes everything."""
    page, sent = answered
    page.reload()
    note = page.get_by_text("저장한 초안을 이어서")
    note.wait_for()
    quiet(page)
    beds(page, 640)
    settled(page, 640)
    note.wait_for(state="hidden")
    page.get_by_role("button", name="되돌리기").click()
    settled(page, 510)
    page.get_by_text("English", exact=True).click()
    page.get_by_label(BEDS["en"], exact=True).wait_for()
    quiet(page)
    sent.clear()
    beds(page, 650, "en")
    page.wait_for_url(re.compile("[?&]beds=650&"))
    quiet(page)
    assert drawn(sent)[2] == []
    assert not re.search("[가-힣]", page.locator('[data-testid="stMain"] h1').inner_text())
