"""Claims, response time and sources, as a person uses them in a real browser."""

import pytest

pytestmark = pytest.mark.browser
SLOW = 120_000


@pytest.fixture
def opened(page, app_address):
    """The page of claims, with what the browser complained of."""
    page.set_default_timeout(SLOW)
    page.problems = []
    page.on("pageerror", lambda error: page.problems.append(str(error)))
    page.goto(f"{app_address}/claims?lang=en")
    page.locator("details.tco-said").first.wait_for()
    return page


def test_a_claim_of_ones_own_is_added_by_keyboard_tested_and_taken_back(opened):
    page = opened
    page.get_by_role("radio", name="Your own (0)").click()
    page.get_by_label("What was said (your words)").fill("<i>a third</i> less")
    page.get_by_label("Number", exact=True).fill("lots")
    page.get_by_role("button", name="Add", exact=True).click()
    page.get_by_text("“lots” cannot be read").wait_for()
    page.get_by_label("Number", exact=True).fill("33")
    page.get_by_label("Number", exact=True).press("Enter")
    card = page.locator("details.tco-said")
    card.get_by_text("“<i>a third</i> less”").wait_for()
    page.get_by_role("radio", name="Your own (1)").wait_for()
    card.locator("summary").focus()
    page.keyboard.press("Enter")
    card.get_by_text("What would have to be true").wait_for()
    page.get_by_role("button", name="Undo", exact=True).click()
    page.get_by_role("radio", name="Your own (0)").wait_for()
    assert page.locator("details.tco-said").count() == 0
    assert page.problems == []


def test_a_printed_claim_opens_and_leads_to_its_source(opened):
    page = opened
    card = page.locator("details.tco-said", has_text="saves 40 % or more")
    page.get_by_text("The inputs are being moved one by one").first.wait_for(state="detached")
    card.locator("summary").click()
    card.get_by_text("What the percentage is of: cost of the baseline").wait_for()
    source = card.locator("a[target=_blank]").first
    assert source.get_attribute("href").startswith("https://")
    assert "noopener" in source.get_attribute("rel")
