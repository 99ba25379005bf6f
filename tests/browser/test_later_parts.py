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


def processes(server):
    """The one that evaluates for the pages, and the one that gives way to them."""
    threads = Path(f"/proc/{server.process.pid}/task").iterdir()
    children = [int(each) for thread in threads for each in (thread / "children").read_text().split()]
    evaluating, second = sorted(children, key=lambda each: os.getpriority(os.PRIO_PROCESS, each))
    here, *found = (
        os.getpriority(os.PRIO_PROCESS, each) for each in (server.process.pid, evaluating, second)
    )
    assert here == found[0] < found[1]
    return evaluating, second


def second_process(server):
    return processes(server)[1]


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


def test_what_is_clicked_while_a_change_is_evaluated_does_not_take_it_back(page, server):
    page.set_default_timeout(SLOW)
    page.goto(f"{server.address}/answer?lang=en")
    page.get_by_text("Turns the answer at").wait_for()
    page.goto(f"{server.address}/?lang=en")
    page.locator(".tco-start-answer").wait_for()
    evaluating, _ = processes(server)
    kill(evaluating, signal.SIGSTOP)
    try:
        beds = page.get_by_role("textbox", name="2. Beds in operation")
        beds.fill("350")
        beds.press("Enter")
        page.get_by_text("Move a part (hybrid)").click()
        page.wait_for_timeout(1000)
    finally:
        kill(evaluating, signal.SIGCONT)
    page.wait_for_url(re.compile("beds=350.*vs=hybrid|vs=hybrid.*beds=350"))
    assert beds.input_value() == "350"
    page.reload()
    page.locator(".tco-start-answer").wait_for()
    assert beds.input_value() == "350"


def test_a_change_is_answered_where_the_process_that_evaluates_was_killed(page, server):
    page.set_default_timeout(SLOW)
    page.goto(f"{server.address}/answer?lang=en")
    page.get_by_text("Turns the answer at").wait_for()
    headline, beds = page.locator("h1.tco-headline"), page.get_by_label("Beds in operation", exact=True)
    said, (before, second) = headline.inner_text(), processes(server)
    kill(before, signal.SIGKILL)
    beds.fill("900")
    beds.press("Enter")
    page.wait_for_url(re.compile("beds=900"))
    page.wait_for_function("said => document.querySelector('h1.tco-headline').innerText !== said", arg=said)
    page.locator(".tco-later").wait_for(state="detached")
    said = headline.inner_text()
    page.reload()
    page.get_by_text("Turns the answer at").wait_for()
    assert headline.inner_text() == said
    assert processes(server)[1] == second
    assert processes(server)[0] != before
