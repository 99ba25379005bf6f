"""How long a change takes in a real browser: from the key that ends it to the frame that shows all of it."""

import shutil
import time
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import count

from playwright.sync_api import TimeoutError, sync_playwright

FLAGS = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
         "--disable-background-networking", "--disable-component-update", "--disable-sync"]  # fmt: skip
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
SLOW = 60_000
PAUSE = 0.35  # seconds between two changes: what one left to do is done before the next
WARM = 5  # changes before the first that counts
STEP = 12  # between two numbers, so that another sentence follows; every page has numbers of its own
FIRST_NUMBERS = count(501)
# Starts the clock at the next key or click; stops it in the frame after all charts have been drawn again and
# the address and each part watched differ.
WATCH = """([charts, parts, address]) => {
  const all = () => [...document.querySelectorAll('.js-plotly-plot')];
  const shown = () => parts.map(part => document.querySelector(part)?.outerHTML);
  const texts = () => address ? [location.search, ...shown()] : shown();
  const before = texts(), old = new Map(all().map(each => [each, false]));
  old.forEach((_, each) => each.once('plotly_afterplot', () => old.set(each, true)));
  window.start = window.took = null;
  const begin = event => {
    if (event.type === 'keydown' && event.key !== 'Enter') return;
    window.start = performance.now();
    document.removeEventListener('keydown', begin, true);
    document.removeEventListener('click', begin, true);
  };
  document.addEventListener('keydown', begin, true);
  document.addEventListener('click', begin, true);
  const drawn = () => all().filter(each => old.get(each) !== false && each.querySelector('.main-svg')).length;
  const look = () => {
    const now = window.start === null ? before : texts();
    if (before.every((each, at) => each !== now[at]) && (!charts || drawn() >= charts))
      requestAnimationFrame(() => { window.took = performance.now() - window.start; });
    else requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
}"""

AT_REST = """([charts, parts]) =>
  document.querySelector('[data-testid="stApp"]')?.dataset.testScriptState === 'notRunning'
  && parts.every(part => document.querySelector(part))
  && document.querySelectorAll('.js-plotly-plot .main-svg').length >= charts"""


@dataclass(frozen=True)
class Change:
    """What is changed, and what then has to differ on the page.

    Attributes:
        path: of the page, with its parameters.
        label: of the field that is filled, or empty where `options` are clicked in turn.
        parts: selectors of what must differ.
        charts: how many charts there are at least, all of which must be drawn again too.
        address: whether the address must differ.
    """

    name: str
    path: str
    label: str
    parts: tuple[str, ...]
    charts: int = 0
    options: tuple[str, ...] = ()
    address: bool = True


@contextmanager
def chromium():
    """The system's browser."""
    found = next((path for path in map(shutil.which, BROWSERS) if path), None)
    if found is None:
        raise SystemExit(
            "no Chromium was found; `bash .ci/system_packages.sh browser` installs it or says how"
        )
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=found, args=FLAGS)
        yield browser
        browser.close()


def opened(browser, address, change):
    """The page, once everything that is watched is there and has come to rest."""
    page = browser.new_context(viewport={"width": 1440, "height": 1400}).new_page()
    page.set_default_timeout(SLOW)
    page.goto(address + change.path)
    page.wait_for_function(AT_REST, arg=[change.charts, change.parts])
    time.sleep(PAUSE)
    return page


def milliseconds(page, change, times):
    """Of this many changes, each different from all before."""
    numbers, found = count(next(FIRST_NUMBERS), STEP), []
    for at in range(times + WARM):
        page.evaluate(WATCH, [change.charts, change.parts, change.address])
        if change.options:
            page.get_by_role("radio", name=change.options[at % len(change.options)], exact=True).click()
        else:
            field = page.get_by_label(change.label, exact=True)
            field.fill(str(next(numbers)))
            field.press("Enter")
        try:
            page.wait_for_function("() => window.took !== null", polling="raf")
        except TimeoutError:
            raise SystemExit(f"{change.name}: a change was not seen within {SLOW / 1000:.0f} s") from None
        found.append(page.evaluate("window.took"))
        page.wait_for_function(AT_REST, arg=[change.charts, change.parts])
        time.sleep(PAUSE)
    return found[WARM:]
