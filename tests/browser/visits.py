"""Windows of visitors upon a server that a test may freeze, kill or start again, all of them watched."""

import re
from urllib.parse import urlsplit

import pytest
from conftest import Server

SLOW = 180_000
BEDS = {"ko": "운영 병상 수", "en": "Beds in operation"}
TRACE = re.compile(r"Traceback|File \"|StreamlitAPI|Oh no|NoneType|KeyError")
# What Chromium and Streamlit log while the server is gone, frozen or refuses what it should.
ALLOWED = re.compile(
    r"WebSocket connection|net::ERR_|Cannot send rerun|DoInitPings|timed out|not responding|still running"
    r"|status of 4(03|13)|No response received"
    # A picture's code is fetched when the first one is shown, which may be while the server is gone.
    r"|dynamically imported module"
)


@pytest.fixture(scope="module")
def database(tmp_path_factory):
    return tmp_path_factory.mktemp("faults") / "drafts.sqlite"


@pytest.fixture(scope="module")
def server(database):
    running = Server(database).start()
    try:
        yield running
        assert not TRACE.search(running.errors())
    finally:
        running.stop()


@pytest.fixture
def window(browser, server):
    """Opens windows of one visitor, and sees that no page asks another host, opens a dialog or fails."""
    contexts, problems = [], []

    def watch(page):
        page.set_default_timeout(SLOW)
        page.on("console", lambda each: each.type == "error" and problems.append(_logged(each)))
        page.on("pageerror", lambda each: problems.append(str(each)))
        page.on("dialog", lambda each: (problems.append(f"dialog: {each.message}"), each.dismiss()))
        page.on("request", lambda each: _stranger(each.url) and problems.append(each.url))

    def opened(path="answer", of=None):
        context = of or browser.new_context(accept_downloads=True)
        contexts.append(context)
        page = context.new_page()
        watch(page)
        page.goto(f"{server.address}/{path}")
        page.locator(".tco-title").wait_for()
        return page

    yield opened
    for context in contexts:
        for page in context.pages:
            assert not TRACE.search(page.locator("body").inner_text())
        context.close()
    assert [each for each in problems if not ALLOWED.search(each)] == []


def _logged(message):
    return f"{message.text} {message.location.get('url', '')}"


def _stranger(url):
    place = urlsplit(url)
    return place.scheme in ("http", "https", "ws", "wss") and place.hostname not in ("localhost", "127.0.0.1")


def beds(page, value, language="ko"):
    """Another value is typed into the field."""
    field = page.get_by_label(BEDS[language], exact=True)
    field.fill(str(value))
    field.press("Enter")


def shows(page, value):
    page.wait_for_function(
        "([name, value]) => document.querySelector(`input[aria-label='${name}']`)?.value === value",
        arg=[BEDS["ko"], str(value)],
    )


def settled(page, value):
    """The edit is in the field and in the address."""
    page.wait_for_url(re.compile(rf"[?&]beds={value}(&|$)"))
    shows(page, value)


def told(page, text):
    page.get_by_text(text).first.wait_for()


def download(page, key):
    with page.expect_download() as found:
        page.locator(f".st-key-download-{key} button").click()
    return found.value.path().read_bytes()
