"""Inputs as a person types them in a real browser: in a field, in the table by keyboard, and pasted."""

import re

import pytest

from tco.case import presets
from tco.ui.answers import Question, answer

pytestmark = pytest.mark.browser
SLOW = 60_000
CASE = "kr-general-500"
ROW = 35  # pixels of a row of the table
VALUE = 420  # pixels from the table's left edge to the middle of its values


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


def table_of(page):
    """Where the table stands once the page has come to rest; it is a drawing, so cells are found by place."""
    table = page.locator('[data-testid="stDataFrame"]')
    table.locator("canvas").first.wait_for()
    page.locator('[data-test-script-state="notRunning"]').wait_for()
    box = None
    while box != table.bounding_box():
        box = table.bounding_box()
        page.wait_for_timeout(700)
    return box


def test_an_amount_in_words_is_used_echoed_and_undone(opened):
    page = opened("group=refresh")
    field = page.get_by_label("서버 단가", exact=True)
    assert field.input_value() == "18,000,000"
    field.fill("2천만")
    field.press("Enter")
    page.wait_for_url(re.compile(f"check={check_of(**{'servers.unit_price': 20e6})}"))
    page.get_by_text("= 2,000만 원/대").wait_for()
    assert field.input_value() == "20,000,000"
    field.fill("아주 비쌈")
    field.press("Tab")
    page.get_by_role("alert").filter(has_text="“아주 비쌈”는 숫자로 읽을 수 없습니다").wait_for()
    assert field.input_value() == "아주 비쌈"
    page.get_by_role("button", name="바꾼 입력 1개 모두 되돌리기").click()
    page.wait_for_url(re.compile(f"check={check_of()}"))
    page.wait_for_function(
        "() => [...document.querySelectorAll('input')].some(e => e.value === '18,000,000')"
    )


def test_cells_are_typed_and_pasted_and_applied_in_one_step(opened):
    page = opened("group=space&as=table")
    box = table_of(page)
    page.mouse.click(box["x"] + VALUE, box["y"] + 1.5 * ROW)
    page.keyboard.press("Enter")
    page.locator("#portal textarea, #portal input").first.wait_for()
    page.keyboard.press("Control+a")
    page.keyboard.insert_text("12만")
    page.keyboard.press("Enter")
    page.evaluate("text => navigator.clipboard.writeText(text)", "모름\n1.8")
    page.mouse.click(box["x"] + VALUE, box["y"] + 1.5 * ROW)
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Control+v")
    page.wait_for_timeout(500)
    page.get_by_role("button", name="반영", exact=True).click()
    page.get_by_role("alert").filter(has_text="“모름”는 숫자로 읽을 수 없습니다").wait_for()
    expected = check_of(room_price=120e3, power_usage_effectiveness=1.8)
    page.wait_for_url(re.compile(f"check={expected}"))
    page.get_by_role("button", name="되돌리기", exact=True).click()
    page.wait_for_url(re.compile(f"check={check_of()}"))


def test_no_english_menu_of_the_table_is_seen_on_the_korean_page(opened):
    page = opened("group=space&as=table")
    box = table_of(page)
    page.mouse.move(box["x"] + VALUE, box["y"] + ROW / 2)
    page.mouse.click(box["x"] + VALUE + 45, box["y"] + ROW / 2)
    page.mouse.click(box["x"] + VALUE, box["y"] + 1.5 * ROW)
    page.keyboard.press("Control+f")
    page.wait_for_timeout(500)
    seen = page.evaluate("() => document.querySelector('[data-testid=\"stApp\"]').innerText")
    assert re.findall(r"\b(?:Type|Sort|Search|Pin|Hide|Download|Fullscreen|results)\b", seen) == []


def test_a_phone_needs_no_sideways_scrolling(opened):
    page = opened("group=refresh&servers.unit_price=20000000")
    page.set_viewport_size({"width": 390, "height": 844})
    page.wait_for_timeout(500)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    main = page.locator('[data-testid="stMain"]')
    assert main.evaluate("each => each.scrollWidth <= each.clientWidth")
