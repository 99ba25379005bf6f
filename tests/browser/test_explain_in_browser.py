"""From a cell of the yearly table down to an assumption and back, as a person does it."""

import re

import pytest

import tco
from tco.amounts import money_exact

pytestmark = pytest.mark.browser
SLOW = 180_000


@pytest.fixture
def visitor(page):
    """A page that notes what goes wrong."""
    page.set_default_timeout(SLOW)
    page.problems = []
    page.on("console", lambda message: _note(page, message))
    return page


@pytest.fixture
def opened(visitor, app_address):
    """The years."""
    page = visitor
    page.goto(f"{app_address}/years?lang=en")
    page.locator("table.tco-years").first.wait_for()
    return page


def _note(page, message):
    """Streamlit looks for its own address below the page's first, which is no problem."""
    if message.type == "error" and "_stcore" not in message.location.get("url", ""):
        page.problems.append(message.text)


def headline(page, part):
    page.wait_for_function(
        "part => document.querySelector('h1.tco-headline')?.innerText.includes(part)", arg=part
    )


def test_a_number_is_opened_followed_down_changed_and_left_again(opened):
    page = opened
    result = tco.evaluate("kr-general-500")
    table = page.locator("table.tco-years").first
    line = table.locator("tr.line", has_text="Purchases (Servers)")
    assert not line.is_visible()
    summary = table.locator("summary", has_text="Equipment").first
    summary.focus()
    page.keyboard.press("Enter")
    line.wait_for()
    row = table.locator("tr.group", has_text="Staff")
    row.locator("a").nth(4).click()
    paid = money_exact(result.yearly("stay", "category_cash.staff")[5], "KRW", "en")
    headline(page, paid)
    page.wait_for_url(re.compile("explain.*line=category_cash.staff.*year=5"))
    page.locator("ul.tco-parts a").first.click()
    headline(page, "Cost by category and date within the horizon")
    page.locator(".tco-trail a", has_text="Cost by category within the horizon (Staff)").click()
    headline(page, paid)
    page.go_back()
    headline(page, "Cost by category and date within the horizon")
    page.go_back()
    page.go_back()
    headline(page, "pays most in")
    assert page.problems == []


def test_an_assumption_is_changed_where_the_number_is_explained(visitor, app_address):
    page, line = visitor, "operations_pay.server"
    page.goto(f"{app_address}/explain?lang=en&line={line}&of=stay&year=5")
    before, after = (
        money_exact(tco.evaluate("kr-general-500", changes).yearly("stay", line)[5], "KRW", "en")
        for changes in ([], ["wage_growth=0.07"])
    )
    headline(page, before)
    field = page.get_by_label("Wage growth", exact=True)
    field.fill("7")
    field.press("Enter")
    headline(page, after)
    page.wait_for_url(re.compile("wage_growth=0.07"))
    page.get_by_text("From the values shown below alone it is " + after).wait_for()
    assert page.problems == []


def test_links_work_without_scripts(browser, app_address, opened):
    """The address of a cell, opened by itself, shows the same number."""
    href = opened.locator("table.tco-years a").first.get_attribute("href")
    shown = opened.locator("table.tco-years a").first.inner_text()
    fresh = browser.new_page()
    fresh.set_default_timeout(SLOW)
    fresh.goto(f"{app_address}/{href}")
    marked = fresh.locator("table.tco-along td[aria-current] a")
    marked.wait_for()
    assert shown.replace(",", "") in marked.inner_text().replace(",", "")
    fresh.close()
