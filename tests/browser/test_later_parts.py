"""What a second process computes reaches the page by itself, and nothing else of the page moves for it."""

import os
import re
import signal
from os import kill
from pathlib import Path

import pytest
from conftest import Server

pytestmark = pytest.mark.browser
SLOW = 180_000


@pytest.fixture
def server(tmp_path):
    running = Server(tmp_path / "drafts.sqlite").start()
    yield running
    running.stop()


def second_process(server):
    """The one that gives way to the pages; the other evaluates for them."""
    here = os.getpriority(os.PRIO_PROCESS, server.process.pid)
    threads = Path(f"/proc/{server.process.pid}/task").iterdir()
    children = [int(each) for thread in threads for each in (thread / "children").read_text().split()]
    (found,) = (each for each in children if os.getpriority(os.PRIO_PROCESS, each) > here)
    return found


def test_a_part_that_comes_late_is_filled_in_while_a_person_types(page, server):
    page.set_default_timeout(SLOW)
    page.goto(f"{server.address}/answer?lang=en")
    chance = page.get_by_text("cheaper than the baseline in")
    chance.wait_for()
    page.get_by_text("Turns the answer at").wait_for()
    page.locator(".tco-later").wait_for(state="detached")
    second = second_process(server)
    kill(second, signal.SIGSTOP)
    try:
        beds = page.get_by_label("Beds in operation", exact=True)
        beds.fill("520")
        beds.press("Enter")
        page.wait_for_url(re.compile("beds=520"))
        page.get_by_text("What would change the answer is being computed").wait_for()
        beds.fill("53")  # not yet entered
    finally:
        kill(second, signal.SIGCONT)
    page.get_by_text("What would change the answer is being computed").wait_for(state="detached")
    chance.wait_for()
    page.get_by_text("Turns the answer at").wait_for()
    assert beds.input_value() == "53"
    assert not page.locator(".st-key-tco_later").is_visible()
    beds.press("Enter")
    page.wait_for_url(re.compile(r"beds=53(&|$)"))


def test_a_change_of_a_part_awaits_anew_what_comes_later(page, server):
    page.set_default_timeout(SLOW)
    page.goto(f"{server.address}/answer?lang=en")
    beds, chance = (
        page.get_by_label("Beds in operation", exact=True),
        page.get_by_text("cheaper than the baseline in"),
    )
    for count in (520, 530):
        chance.wait_for()
        page.locator(".tco-later").wait_for(state="detached")
        page.wait_for_timeout(1000)
        second = second_process(server)
        kill(second, signal.SIGSTOP)
        try:
            beds.fill(str(count))
            beds.press("Enter")
            page.wait_for_url(re.compile(f"beds={count}"))
            chance.wait_for(state="detached")
            page.get_by_text("What would change the answer is being computed").wait_for()
            page.wait_for_timeout(2000)  # in which it is looked for
        finally:
            kill(second, signal.SIGCONT)
        page.get_by_text("Turns the answer at").wait_for()
    assert page.locator("h1").count() == 1
    assert "could not be shown" not in server.errors()
