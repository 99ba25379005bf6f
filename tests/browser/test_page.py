"""What a person sees in a real browser, through the server with its security headers."""

import re
from urllib.parse import urlparse

import pytest

import tco
from tco.ui import sentences
from tco.ui.facts import read
from tco.ui.words import Words

pytestmark = pytest.mark.browser
SLOW = 180_000


def expected(changes, language):
    found = read(tco.evaluate("kr-general-500", changes), "cloud_ncp", language)
    return sentences.headline(found, Words(language)).replace("**", "")


def headline(page):
    return page.locator("h1.tco-headline")


@pytest.fixture
def opened(page, app_address):
    """The page on the screen, with what it logged and what it asked of other hosts."""
    page.set_default_timeout(SLOW)
    page.problems, page.strangers = [], []
    page.on("console", lambda message: message.type == "error" and page.problems.append(message.text))
    page.on("request", lambda request: _note_stranger(page, request.url))
    page.goto(f"{app_address}/answer")
    page.locator(".tco-version").wait_for()
    return page


def _note_stranger(page, url):
    place = urlparse(url)
    if place.scheme in ("http", "https", "ws", "wss") and place.hostname not in ("localhost", "127.0.0.1"):
        page.strangers.append(url)


def test_a_changed_input_gives_a_new_headline_and_a_link_that_reproduces_it(opened, app_address):
    page = opened
    assert headline(page).inner_text() == expected([], "ko")
    assert page.evaluate("document.documentElement.lang") == "ko"
    beds = page.get_by_label("운영 병상 수", exact=True)
    beds.fill("800")
    beds.press("Enter")
    new = expected(["beds=800"], "ko")
    page.wait_for_function("text => document.querySelector('h1.tco-headline')?.innerText === text", arg=new)
    page.wait_for_url(re.compile("beds=800"))
    link = page.url
    page.go_back()
    page.wait_for_function(
        "text => document.querySelector('h1.tco-headline')?.innerText === text", arg=expected([], "ko")
    )
    page.goto(link)
    page.wait_for_function("text => document.querySelector('h1.tco-headline')?.innerText === text", arg=new)
    assert page.strangers == []
    assert page.problems == []


def test_the_language_switch_changes_words_and_the_spoken_language(opened):
    page = opened
    page.get_by_text("English", exact=True).click()
    text = expected([], "en")
    page.wait_for_function("text => document.querySelector('h1.tco-headline')?.innerText === text", arg=text)
    page.wait_for_function("() => document.documentElement.lang === 'en'")
    assert page.get_by_label("Beds in operation", exact=True).input_value() == "500"


def test_the_chosen_alternative_stays_chosen_in_the_other_language(opened):
    page = opened
    page.locator('[data-testid="stSelectbox"]').first.click()
    page.get_by_role("option", name="아카이브").click()
    page.wait_for_url(re.compile("vs=hybrid"))
    page.get_by_text("English", exact=True).click()
    page.get_by_role("heading", level=1).filter(has_text="Archive, backup and standby").wait_for()
    beds = page.get_by_label("Beds in operation", exact=True)
    beds.fill("520")
    beds.press("Enter")
    page.wait_for_url(re.compile("vs=hybrid.*beds=520"))
    assert "Archive, backup and standby" in headline(page).inner_text()


def test_where_a_browser_does_not_copy_the_link_is_selected(page, app_address):
    """As over plain http under a name of the network."""
    page.set_default_timeout(SLOW)
    page.add_init_script("Object.defineProperty(navigator, 'clipboard', { value: undefined })")
    page.goto(f"{app_address}/export?lang=en")
    link = page.locator("#tco-link")
    link.wait_for()
    page.locator("a.tco-copy").click()
    page.wait_for_function("() => getSelection().toString().includes('/answer?')")
    assert page.evaluate("getSelection().toString()").strip() == link.inner_text()
