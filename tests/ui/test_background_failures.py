"""What goes wrong around the second process: it cannot be begun, its pipes break, a question is cut short."""

import pickle
import subprocess
import sys

import pytest

from tco.ui import background as module
from tco.ui import other_process
from tco.ui.background import Background
from tco.ui.worker import Worker

LONG = 120  # seconds, only to end a test that would hang
ECHO = "from tco.ui import other_process; other_process.compute = lambda *asked: asked; other_process.main()"


def failing(*_):
    raise OSError("no process left")


@pytest.fixture
def queue(monkeypatch):
    """One whose second process gives back what it is asked."""
    popen = subprocess.Popen
    monkeypatch.setattr(
        subprocess, "Popen", lambda command, **given: popen([sys.executable, "-c", ECHO], **given)
    )
    monkeypatch.setitem(module.TASKS, "asked", ("nowhere", "nothing"))
    found = Background()
    yield found
    if found._worker.process is not None:
        found._worker.process.kill()


def outcome(job):
    assert job.finished.wait(LONG)
    return job.outcome


@pytest.mark.parametrize("step", ["begin", "compute"])
def test_a_second_process_that_cannot_be_used_fails_its_job_and_answers_the_next(queue, monkeypatch, step):
    with monkeypatch.context() as patch:
        patch.setattr(Worker, step, failing)
        job = queue.ask("asked", (1,), "a")
        fine, problem = outcome(job)
        assert not fine
        with pytest.raises(RuntimeError, match="no process left"):
            raise problem
    assert queue.ask("asked", (1,), "a") is not job
    assert outcome(queue.ask("asked", (2,), "a")) == ("asked", (2,))


def ends_quietly(process):
    with process:
        assert process.wait(LONG) == 0
        assert process.stderr.read() == b""


@pytest.fixture
def second():
    return subprocess.Popen([sys.executable, "-c", ECHO], stdin=-1, stdout=-1, stderr=-1)


def test_it_ends_quietly_when_nobody_takes_its_answer(second):
    second.stdout.close()
    other_process.send(second.stdin, ("asked", ("long" * 100_000,)))
    ends_quietly(second)


def test_it_ends_quietly_when_a_question_is_cut_short(second):
    second.stdin.write(pickle.dumps(("asked", ("long" * 1_000,)))[:-100])
    second.stdin.close()
    ends_quietly(second)
