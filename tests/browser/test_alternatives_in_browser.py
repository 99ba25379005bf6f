"""Alternatives as a person edits them in a real browser."""

import re

import pytest
from playwright.sync_api import TimeoutError

pytestmark = pytest.mark.browser
SLOW = 180_000


def test_add_move_by_keyboard_and_undo(page, app_address):
    page.set_default_timeout(SLOW)
    problems = []
    page.on("pageerror", lambda error: problems.append(str(error)))
    page.goto(f"{app_address}/alternatives?lang=en&case=kr-clinics-10")
    page.locator("h1.tco-headline").wait_for()
    page.get_by_role("button", name="Add an alternative").focus()
    page.keyboard.press("Enter")
    page.get_by_text(re.compile("Every workload starts on own equipment")).wait_for()
    page.get_by_text("Every workload stays on own equipment.").wait_for()  # all is drawn
    place = page.locator(
        '[class*="st-key-tco_row_"] [role="combobox"], [class*="st-key-tco_row_"] input'
    ).first
    option = page.get_by_role("option", name="Moves, by price book")
    for _ in range(10):  # a list that is opened while the page is drawn anew closes again
        place.focus()
        page.keyboard.press("ArrowDown")
        try:
            option.wait_for(timeout=3_000)
            break
        except TimeoutError:
            page.keyboard.press("Escape")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    start = page.get_by_role("textbox", name="Start (months from now)").first
    start.fill("24")
    start.press("Enter")
    page.get_by_text(re.compile("has moved 36 months after the decision")).wait_for()
    page.get_by_role("button", name="Undo", exact=True).first.click()
    page.get_by_text(re.compile("has moved 36 months after the decision")).wait_for(state="detached")
    assert problems == []


def test_what_is_typed_after_renaming_goes_to_the_renamed_alternative(page, app_address):
    page.set_default_timeout(SLOW)
    page.goto(f"{app_address}/alternatives?lang=en&case=kr-clinics-10")
    page.locator("h1.tco-headline").wait_for()
    page.get_by_role("button", name="Copy this one").click()
    page.locator("h2", has_text="Copy of").wait_for()
    name = page.get_by_label("Name", exact=True)
    name.fill("Later")
    name.press("Enter")
    page.locator("h2", has_text=re.compile("^Later$")).wait_for()
    page.locator("[data-testid=stApp][data-test-script-state=notRunning]").wait_for()
    page.wait_for_timeout(600)  # until then fields may be set once more
    for row, months in enumerate(("24", "36")):
        start = page.get_by_role("textbox", name="Start (months from now)").nth(row)
        start.fill(months)
        start.press("Enter")
        page.get_by_text(re.compile(f"has moved {int(months) + 12} months after the decision")).wait_for()
    assert page.locator("h2").first.inner_text() == "Later"
