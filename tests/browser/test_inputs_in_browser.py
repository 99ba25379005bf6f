"""Inputs as a person types them in a real browser: in a field, in the table by keyboard, and pasted."""

import re

import pytest
from playwright.sync_api import expect

from tco.case import presets
from tco.ui.answers import Question, answer

pytestmark = pytest.mark.browser
SLOW = 180_000
CASE = "kr-general-500"
ROW = 35  # pixels of a row of the table
VALUE = 2  # the column of the values


def check_of(**overrides):
    """The fingerprint of the case with these values."""
    return answer(Question.of({**presets()[CASE], "overrides": overrides})).case_hash


@pytest.fixture
def opened(page, app_address):
    """Opens the page of inputs with what the address asks for."""
    page.set_default_timeout(SLOW)
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.set_viewport_size({"width": 1280, "height": 1200})

    def at(query):
        page.goto(f"{app_address}/inputs?lang=ko&case={CASE}&{query}")
        page.locator("h1.tco-headline").wait_for()
        return page

    return at


def cell(page, column, row):
    """A cell of the table as a screen reader finds it; the table itself is a drawing."""
    found = page.get_by_test_id(f"glide-cell-{column}-{row}")
    found.wait_for(state="attached")
    return found


def at_cell(page, column, row):
    page.wait_for_function("id => document.activeElement.id === id", arg=f"glide-cell-{column}-{row}")


def go_to_first_value(page):
    """By keyboard, from the first cell of the table."""
    cell(page, 0, 0).evaluate("each => each.focus()")
    at_cell(page, 0, 0)
    for column in range(VALUE):
        page.keyboard.press("ArrowRight")
        at_cell(page, column + 1, 0)


def type_into(page, row, text):
    """Open the cell, type, and leave it downwards."""
    page.keyboard.press("Enter")
    editor = page.locator("#portal textarea, #portal input").first
    editor.fill(text)
    expect(editor).to_have_value(text)
    page.wait_for_timeout(300)  # the table reads its editor a moment later
    editor.press("Enter")
    expect(cell(page, VALUE, row)).to_have_text(text, timeout=SLOW)


def paste(page, text, shown, last):
    """Paste until the table has taken it: while it is still busy with the cell before, it takes nothing."""
    page.evaluate("text => navigator.clipboard.writeText(text)", text)
    for key in ("ArrowDown", "ArrowUp") * 20:
        page.keyboard.press(key)
        at_cell(page, VALUE, 2 if key == "ArrowDown" else 1)
        if key == "ArrowUp":
            page.keyboard.press("Control+v")
            page.wait_for_timeout(300)
            if shown.text_content() == last:
                return
    pytest.fail("the table took no paste")


def test_an_amount_in_words_is_used_echoed_and_undone(opened):
    page = opened("group=refresh")
    field = page.get_by_label("서버 단가", exact=True)
    expect(field).to_have_value("18,000,000", timeout=SLOW)
    field.fill("2천만")
    field.press("Enter")
    page.wait_for_url(re.compile(f"check={check_of(**{'servers.unit_price': 20e6})}"))
    page.get_by_text("= 2,000만 원/대").wait_for()
    expect(field).to_have_value("20,000,000", timeout=SLOW)
    field.fill("아주 비쌈")
    field.press("Tab")
    page.get_by_role("alert").filter(has_text="“아주 비쌈”은 숫자로 읽을 수 없습니다").wait_for()
    expect(field).to_have_value("아주 비쌈", timeout=SLOW)
    page.get_by_role("button", name="바꾼 입력값 1개 모두 되돌리기").click()
    page.wait_for_url(re.compile(f"check={check_of()}"))
    page.wait_for_function(
        "() => [...document.querySelectorAll('input')].some(e => e.value === '18,000,000')"
    )


def test_cells_are_typed_and_pasted_and_applied_in_one_step(opened):
    page = opened("group=space&as=table")
    go_to_first_value(page)
    type_into(page, 0, "12만")
    at_cell(page, VALUE, 1)
    paste(page, "모름\n1.8", cell(page, VALUE, 2), "1.8")
    page.get_by_role("button", name="반영", exact=True).click()
    page.get_by_role("alert").filter(has_text="“모름”은 숫자로 읽을 수 없습니다").wait_for()
    expected = check_of(room_price=120e3, power_usage_effectiveness=1.8)
    page.wait_for_url(re.compile(f"check={expected}"))
    page.get_by_role("button", name="되돌리기", exact=True).click()
    page.wait_for_url(re.compile(f"check={check_of()}"))


def test_no_english_menu_of_the_table_is_seen_on_the_korean_page(opened):
    page = opened("group=space&as=table")
    go_to_first_value(page)
    box = page.locator('[data-testid="stDataFrame"]').bounding_box()
    page.mouse.click(box["x"] + 0.5 * box["width"], box["y"] + 0.5 * ROW)
    go_to_first_value(page)
    page.keyboard.press("Control+f")
    page.locator(".gdg-search-bar").wait_for()
    seen = page.evaluate("() => document.querySelector('[data-testid=\"stApp\"]').innerText")
    assert re.findall(r"\b(?:Type|Sort|Search|Pin|Hide|Download|Fullscreen|results)\b", seen) == []


def test_a_phone_needs_no_sideways_scrolling(opened):
    page = opened("group=refresh&servers.unit_price=20000000")
    page.set_viewport_size({"width": 390, "height": 844})
    page.wait_for_timeout(500)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    main = page.locator('[data-testid="stMain"]')
    assert main.evaluate("each => each.scrollWidth <= each.clientWidth")
