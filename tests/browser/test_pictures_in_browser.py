"""Pictures where there is little room: on paper, and on the screen of a phone."""

import re

import pytest

from tco.ui.words import Words

pytestmark = pytest.mark.browser
SLOW = 60_000
SHEET = 704  # pixels of A4 within its margins
DRAWN = "() => document.querySelectorAll('[class*=st-key-tco_chart] .main-svg').length >= 2"
RIGHT_EDGES = """() => [...document.querySelectorAll('[class*=tco_chart] .js-plotly-plot')].map(each => {
    const drawn = each.querySelector('.main-svg').getBoundingClientRect();
    return drawn.right - each.closest('[class*=st-key-tco_picture]').getBoundingClientRect().left;
})"""
APART = """() => {
    const edges = [...document.querySelector('table.tco thead').querySelectorAll('th')].map(each => {
        const text = document.createRange();
        text.selectNodeContents(each);
        return text.getBoundingClientRect();
    });
    return Math.min(...edges.slice(1).map((edge, at) => edge.left - edges[at].right));
}"""
ROOM = """() => {
    const name = document.querySelector('table.tco tbody th');
    return name && name.getBoundingClientRect().width >= 150
        && getComputedStyle(name).backgroundClip === 'padding-box';
}"""


ANSWERED = """() => document.querySelectorAll('.st-key-tco_paper h2').length >= 7
    && document.querySelectorAll('[class*=st-key-tco_chart] .main-svg').length >= 2"""
PAPERS = [(case, language) for case in ("kr-general-500", "kr-clinics-10") for language in ("ko", "en")]


@pytest.mark.parametrize(("case", "language"), PAPERS)
def test_the_answer_takes_three_sheets_of_paper(page, app_address, case, language):
    page.set_default_timeout(SLOW)
    page.goto(f"{app_address}/print?case={case}&lang={language}")
    page.wait_for_function(ANSWERED)
    printed = page.pdf(prefer_css_page_size=True)
    assert len(re.findall(rb"/Type\s*/Page\b", printed)) == 3
    page.emulate_media(media="print")
    assert max(page.evaluate(RIGHT_EDGES)) <= SHEET


@pytest.mark.parametrize("width", [1280, 1920])
def test_printed_from_the_answer_no_picture_is_wider_than_the_sheet(page, app_address, width):
    page.set_default_timeout(SLOW)
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(f"{app_address}/answer?lang=en")
    page.wait_for_function(DRAWN)
    assert max(page.evaluate(RIGHT_EDGES)) > SHEET
    page.emulate_media(media="print")
    assert max(page.evaluate(RIGHT_EDGES)) <= SHEET


def test_on_a_phone_it_is_said_that_a_wide_picture_can_be_pushed(page, app_address):
    page.set_default_timeout(SLOW)
    hint = page.locator("[class*=st-key-tco_picture_bridge]").get_by_text(Words("ko")("frame.push"))
    page.set_viewport_size({"width": 390, "height": 800})
    page.goto(f"{app_address}/answer?lang=ko")
    hint.wait_for()
    page.set_viewport_size({"width": 1280, "height": 800})
    hint.wait_for(state="hidden")


def test_heads_of_the_printed_table_do_not_touch(page, app_address):
    page.set_default_timeout(SLOW)
    page.set_viewport_size({"width": SHEET, "height": 1000})
    page.emulate_media(media="print")
    page.goto(f"{app_address}/print?lang=en")
    page.locator("table.tco thead").first.wait_for()
    assert page.evaluate(APART) >= 6
    name = page.locator("table.tco tbody th").first
    assert name.evaluate("each => getComputedStyle(each).position") == "static"


def test_names_of_rows_have_room_on_a_phone(page, app_address):
    page.set_default_timeout(SLOW)
    page.set_viewport_size({"width": 390, "height": 800})
    page.goto(f"{app_address}/uncertainty?lang=en")
    page.wait_for_function(ROOM)


@pytest.mark.parametrize("language", ["ko", "en"])
@pytest.mark.parametrize("path", ["answer", "answer?measure=total_cost", "years", "uncertainty"])
def test_every_number_beside_a_picture_has_room(page, app_address, path, language):
    """Where the room is not measured by the browser, none is cut off."""
    page.set_default_timeout(SLOW)
    page.goto(f"{app_address}/{path}{'&' if '?' in path else '?'}lang={language}")
    page.locator(".js-plotly-plot .ytick text").first.wait_for()
    page.wait_for_function("() => !document.querySelector('.tco-later')")
    cut = """() => [...document.querySelectorAll('.js-plotly-plot')].flatMap(each => {
        const whole = each.getBoundingClientRect();
        return [...each.querySelectorAll('.xtick text, .ytick text')].filter(text => {
            const at = text.getBoundingClientRect();
            return at.left < whole.left - 1 || at.right > whole.right + 1 || at.bottom > whole.bottom + 1;
        }).map(text => text.textContent);
    })"""
    assert page.evaluate(cut) == []
