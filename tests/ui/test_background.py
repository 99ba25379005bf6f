"""The second process as it is: asked, ended in the middle, hanging, printing; with an answer for each."""

import os
import signal
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from unittest.mock import patch

import pytest
from app_pages import open_page, text, type_in

from tco.case import presets
from tco.errors import UserError
from tco.ui import background as module
from tco.ui import other_process
from tco.ui.answers import Question, turns
from tco.ui.background import Background
from tco.ui.worker import Worker

LONG = 120  # seconds, only to end a test that would hang
CASE = presets()["kr-general-500"]


def asked(beds, alternative="cloud_ncp"):
    return Question.of({**CASE, "overrides": {"beds": beds}}), alternative, 0.4


def result(job):
    assert job.finished.wait(LONG)
    return job.result


def holds(job, *given):
    """Whether a job has what this process computes, which need not be prepared for it."""
    found, expected = result(job), turns(*asked(*given))
    savings = {each.key: each.savings for each in expected.swings}
    return {each.key: pytest.approx(each.savings, rel=1e-9) for each in found.swings} == savings


def passes():
    with module.gate.passed():
        pass


def until(condition):
    end = time.monotonic() + LONG
    while not condition():
        assert time.monotonic() < end
        time.sleep(0.01)


@pytest.fixture(scope="module")
def running():
    found = Background()
    result(found.ask("turns", asked(500.0), "first"))
    yield found
    found._worker.process.kill()


@pytest.fixture
def waiting(monkeypatch):
    """A queue that nobody serves."""
    found = Background()
    monkeypatch.setattr(found, "start", lambda: None)
    return found


def test_it_gives_what_this_process_would_compute(running):
    assert holds(running.ask("turns", asked(510.0), "a"), 510.0)


def test_two_sessions_get_their_own_answers_and_share_an_equal_one(running):
    mine, theirs = (running.ask("turns", asked(beds), who) for beds, who in ((520.0, "a"), (530.0, "b")))
    assert holds(mine, 520.0)
    assert holds(theirs, 530.0)
    assert not holds(theirs, 520.0)
    assert running.ask("turns", asked(520.0), "b") is mine


def test_pages_that_queue_go_first(running, monkeypatch):
    monkeypatch.setattr(module, "PAGES_FIRST", LONG)
    with ThreadPoolExecutor(1) as pool:
        with module.gate.passed():
            page = pool.submit(passes)
            until(lambda: module.gate.is_crowded)
            job = running.ask("turns", asked(515.0), "a")
            time.sleep(0.3)
            assert job in running._waiting
        page.result(LONG)
        assert holds(job, 515.0)


def test_wrong_input_is_told_as_such_and_what_breaks_is_not_kept(running):
    job = running.ask("turns", asked(-1.0), "a")
    with pytest.raises(UserError, match="beds"):
        result(job)
    broken = running.ask("turns", asked(500.0, "nobody"), "a")
    with pytest.raises(RuntimeError):
        result(broken)
    until(lambda: running.ask("turns", asked(500.0, "nobody"), "a") is not broken)


def test_a_process_that_is_killed_in_the_middle_is_replaced_and_asked_again(running):
    before = running._worker.process
    os.kill(before.pid, signal.SIGSTOP)
    job = running.ask("turns", asked(540.0), "a")
    until(lambda: not running._waiting)
    before.kill()
    assert holds(job, 540.0)
    assert running._worker.process.pid != before.pid


def test_a_process_that_hangs_is_replaced_and_the_next_question_answered(running, monkeypatch):
    monkeypatch.setattr(running._worker, "longest", 0.5)
    hanging = running._worker.process
    os.kill(hanging.pid, signal.SIGSTOP)
    with pytest.raises(RuntimeError, match="ended"):
        result(running.ask("turns", asked(550.0), "a"))
    monkeypatch.undo()
    assert holds(running.ask("turns", asked(560.0), "a"), 560.0)


def test_what_takes_seconds_has_a_process_of_its_own():
    long = [task for task in module.LONG_TASKS if module.lane(task) is not module.patient]
    quick = [task for task in module.TASKS if module.lane(task) is not module.background]
    assert long == quick == []
    assert len(other_process.ALL) == sum(
        map(len, (module.TASKS, module.LONG_TASKS, other_process.SHORT_TASKS))
    )


def test_it_does_linear_algebra_in_one_thread(running):
    with open(f"/proc/{running._worker.process.pid}/environ", "rb") as file:
        assert b"OPENBLAS_NUM_THREADS=" in file.read()


def test_what_nobody_asks_any_more_is_broken_off_and_the_next_question_answered(running):
    before = running._worker.process
    os.kill(before.pid, signal.SIGSTOP)
    job = running.ask("turns", asked(570.0), "a")
    until(lambda: running._running is job)
    running.stop("turns", "b")
    assert not job.dropped
    running.stop("turns", "a")
    assert job.dropped
    until(job.finished.is_set)
    assert running.done("turns", asked(570.0)) is None
    assert holds(running.ask("turns", asked(580.0), "a"), 580.0)
    assert running.done("turns", asked(580.0)) is not None
    assert running._worker.process is not before


def test_a_newer_question_breaks_off_what_takes_seconds():
    patient = Background(longer=2)
    try:
        result(patient.ask("turns", asked(500.0), "a"))
        before = patient._worker.process
        os.kill(before.pid, signal.SIGSTOP)
        older = patient.ask("turns", asked(590.0), "a")
        until(lambda: patient._running is older)
        assert holds(patient.ask("turns", asked(600.0), "a"), 600.0)
        assert older.dropped
    finally:
        patient._worker.process.kill()


def test_a_session_s_newest_question_takes_the_place_of_its_older_one(waiting):
    first, other = waiting.ask("turns", asked(1.0), "a"), waiting.ask("turns", asked(2.0), "b")
    kind = waiting.ask("futures", asked(1.0), "a")
    newest = waiting.ask("turns", asked(3.0), "a")
    assert waiting._waiting == [newest, other, kind]
    assert first.dropped
    assert waiting.expected(newest) < waiting.expected(other) < waiting.expected(kind)


def test_what_another_session_waits_for_too_stays(waiting):
    shared = waiting.ask("turns", asked(1.0), "a")
    assert waiting.ask("turns", asked(1.0), "b") is shared
    newest = waiting.ask("turns", asked(2.0), "a")
    assert waiting._waiting == [shared, newest]
    assert not shared.dropped


def test_a_full_queue_drops_the_oldest_which_can_be_asked_again(waiting, monkeypatch):
    monkeypatch.setattr(module, "LONGEST_QUEUE", 2)
    oldest, *rest = (waiting.ask("turns", asked(float(who)), str(who)) for who in range(3))
    assert oldest.dropped
    assert waiting._waiting == rest
    assert waiting.ask("turns", asked(0.0), "0") is not oldest


def test_only_the_newest_outcomes_are_kept(waiting, monkeypatch):
    monkeypatch.setattr(module, "KEPT", 2)
    for who in range(5):
        waiting.ask("turns", asked(float(who)), str(who))
        waiting._waiting.pop().finish(True, who)
    waiting.ask("turns", asked(5.0), "5")
    kept = [waiting.done("turns", asked(float(who))) for who in range(5)]
    assert [each and each.result for each in kept] == [None, None, None, 3, 4]


def test_what_is_printed_does_not_get_between_the_answers():
    program = (
        "import os; from tco.ui import other_process; "
        "other_process.compute = lambda *asked: (print('chatter'), os.write(1, b'noise'), asked)[2]; "
        "other_process.main()"
    )
    before = weight(os.getpid())
    with subprocess.Popen([sys.executable, "-c", program], stdin=-1, stdout=-1, stderr=-1) as process:
        for number in (1, 2):
            other_process.send(process.stdin, ("turns", (number,)))
            assert other_process.receive(process.stdout) == ("turns", (number,))
        assert weight(os.getpid()) == before  # what shares the session of whoever begins it
        process.stdin.close()
        assert process.wait(LONG) == 0


@pytest.mark.skipif(not hasattr(os, "getpriority"), reason="this system has no priorities")
def test_what_computes_gives_way_to_pages_and_what_takes_seconds_to_both():
    program = (
        "from tco.ui import other_process; other_process.compute = lambda *asked: asked; other_process.main()"
    )
    worker, levels = Worker(LONG, own_session=True), []
    with patch("tco.ui.worker.COMMAND", ("-c", program)):
        for task in ("lines", "turns", "moves"):
            assert worker.compute((task, (1,))) == (task, (1,))
            number = worker.process.pid
            levels.append((os.getpriority(os.PRIO_PROCESS, number), weight(number)))
            time.sleep(0.2)  # Linux weighs a session anew ten times a second at most
    assert os.getsid(number) == number != os.getsid(0)
    worker.end()
    here = os.getpriority(os.PRIO_PROCESS, 0)
    second, third = (min(19, here + times * other_process.NICENESS) for times in (1, 2))
    assert levels[0][0] == here
    assert levels[1:] == [(second, second), (third, third)]


def weight(process):
    """How far the session of a process gives way to others; as the process itself where none is weighed."""
    try:
        said = Path(f"/proc/{process}/autogroup").read_text().split()
    except OSError:
        said = []
    return int(said[-1]) if said else os.getpriority(os.PRIO_PROCESS, process)


@pytest.mark.parametrize("end", [signal.SIGTERM, signal.SIGKILL])
def test_the_second_process_ends_with_the_first_even_in_the_middle(end):
    program = (
        "import time; from tco.ui import background; "
        "background.background.start(); found = background.background._worker\n"
        "while found.process is None: time.sleep(0.01)\n"
        "print(found.process.pid, flush=True); time.sleep(600)"
    )
    with subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE) as first:
        second = int(first.stdout.readline())
        first.send_signal(end)
        first.wait(LONG)
        until(lambda: not _lives(second))


def _lives(process):
    try:
        with open(f"/proc/{process}/stat") as file:
            return file.read().rsplit(")", 1)[1].split()[0] != "Z"
    except OSError:
        return False


def test_the_page_shows_what_follows_and_a_value_that_is_refused_changes_nothing_of_it():
    app = open_page("answer", lang="en")
    type_in(app, "beds", "610")
    until(lambda: "What would change" in text(app.run()) and "being computed" not in text(app))
    assert not app.exception
    type_in(app, "beds", "99999")
    assert "99,999 beds is above the maximum 5,000 beds" in text(app)
    assert "What would change" in text(app)
    assert "being computed" not in text(app)
