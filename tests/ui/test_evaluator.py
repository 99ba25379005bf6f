"""The process that evaluates for the pages: the bits of this one, which goes on where it is not there."""

import os
import signal
import time
from threading import Event, Thread

import pytest

from tco.binding import bind
from tco.case import parse_case, presets
from tco.compute import evaluate
from tco.ui import answers
from tco.ui import evaluator as module
from tco.ui.answers import Question
from tco.ui.evaluator import Evaluator
from tco.ui.worker import Worker

LONG = 120  # seconds, only to end a test that would hang
CASES = presets()
PRESET = "kr-general-500"


def document(beds, preset=PRESET):
    return Question.of({**CASES[preset], "overrides": {"beds": float(beds)}}).document


def bound(beds, preset=PRESET):
    return bind(parse_case({**CASES[preset], "overrides": {"beds": float(beds)}}))


def holds(lines, beds, preset=PRESET):
    alone = evaluate(bound(beds, preset))
    assert list(lines) == list(alone)
    for key, array in alone.items():
        assert lines[key].shape == array.shape, key
        assert lines[key].tobytes() == array.tobytes(), key


@pytest.fixture
def evaluator():
    found = Evaluator()
    found.begin(document(500)).join(LONG)
    assert found._is_ready
    yield found
    found._worker.end()


@pytest.fixture
def here(monkeypatch):
    """The beds of what this process evaluates itself."""
    found, evaluations = [], module._EVALUATIONS

    def noted(case):
        found.append(case.values()["beds"])
        return evaluations(case)

    monkeypatch.setattr(module, "_EVALUATIONS", noted)
    return found


def until(condition):
    end = time.monotonic() + LONG
    while not condition():
        assert time.monotonic() < end
        time.sleep(0.01)


def test_it_finds_the_bits_that_this_process_finds(evaluator, here):
    for beds, preset in ((500, PRESET), (620, PRESET), (300, "kr-general-300"), (621, PRESET)):
        holds(evaluator.lines(document(beds, preset), bound(beds, preset)), beds, preset)
    assert here == []


def test_the_pages_results_come_from_it(evaluator, here, monkeypatch):
    monkeypatch.setattr(answers, "evaluator", evaluator)
    holds(answers.answer(Question(document(623))).lines, 623)
    assert here == []


def test_nobody_can_write_to_what_it_found(evaluator):
    lines = evaluator.lines(document(510), bound(510))
    assert not any(each.flags.writeable for each in lines.values())


def test_before_it_is_ready_this_process_evaluates(here):
    holds(Evaluator().lines(document(520), bound(520)), 520)
    assert here == [520]


def test_one_that_ended_is_begun_anew_while_this_process_goes_on(evaluator, here):
    before = evaluator._worker.process
    before.kill()
    before.wait(LONG)
    holds(evaluator.lines(document(530), bound(530)), 530)
    until(lambda: evaluator._is_ready)
    holds(evaluator.lines(document(531), bound(531)), 531)
    assert evaluator._worker.process.pid != before.pid
    assert here == [530]


def test_one_that_hangs_lets_the_other_pages_through_and_is_replaced(evaluator, here, monkeypatch):
    monkeypatch.setattr(module, "LONGEST", 3.0)
    os.kill(evaluator._worker.process.pid, signal.SIGSTOP)
    found, passed = [], Event()

    def page(beds):
        with module.gate.passed():
            found.append(evaluator.lines(document(beds), bound(beds)))

    def another():
        with module.gate.passed():
            passed.set()

    waiting = [Thread(target=page, args=(beds,)) for beds in (540, 540)]
    for each in waiting:
        each.start()
    time.sleep(0.2)
    assert not found
    Thread(target=another).start()
    assert passed.wait(LONG)
    assert not found
    for each in waiting:
        each.join(LONG)
    for lines in found:
        holds(lines, 540)
    assert here == [540, 540]
    until(lambda: evaluator._is_ready)


def test_what_it_cannot_find_this_process_finds_or_says(evaluator, here):
    holds(evaluator.lines("{}", bound(550)), 550)
    assert here == [550]
    holds(evaluator.lines(document(551), bound(551)), 551)
    assert here == [550]


def test_where_it_cannot_begin_this_process_goes_on_alone_until_it_can(here, monkeypatch):
    begin, failed = Worker.begin, []

    def failing(self):
        if len(failed) < 2:
            failed.append(self)
            raise OSError("no process left")
        return begin(self)

    monkeypatch.setattr(Worker, "begin", failing)
    monkeypatch.setattr(module, "PAUSES", (0.0, 0.0))
    alone = Evaluator()
    alone.begin(document(500)).join(LONG)
    holds(alone.lines(document(560), bound(560)), 560)
    assert here == [560]
    alone.begin(document(500)).join(LONG)
    holds(alone.lines(document(561), bound(561)), 561)
    assert here == [560]
    alone._worker.end()


def test_it_weighs_as_much_as_the_pages(evaluator):
    levels = [os.getpriority(os.PRIO_PROCESS, each) for each in (0, evaluator._worker.process.pid)]
    assert levels[0] == levels[1]
