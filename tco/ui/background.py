"""What takes longer than a page may wait: computed in a second process, found again by its arguments.

Promise: the process that serves pages stays free to answer; a session's newest question replaces its older
ones of the same kind; a result is found by its complete arguments only, so that one visitor's numbers never
reach another's page. Imports the standard library, `errors` and, in the second process, what it computes.
"""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
from collections import OrderedDict
from collections.abc import Callable
from importlib import import_module
from threading import Condition, Event, Lock, Thread
from typing import IO, Any

from tco.errors import UserError

#: What the second process computes, by name: module and function.
TASKS = {
    "turns": ("tco.ui.answers", "turns"),
    "futures": ("tco.ui.uncertainty_answers", "first"),
    "offers": ("tco.ui.alternatives_quotes", "offers"),
}
KEPT, LONGEST_QUEUE, NICENESS = 128, 32, 10
Key = tuple[str, tuple[Any, ...]]


class Job:
    """A computation that was asked for."""

    def __init__(self, key: Key, owner: str):
        self.key, self.owner = key, owner
        self.outcome: tuple[bool, Any] | None = None
        self.finished = Event()

    def finish(self, fine: bool, outcome: Any) -> None:
        """Take the outcome over."""
        self.outcome = (fine, outcome)
        self.finished.set()

    @property
    def result(self) -> Any:
        """What was computed; raises what went wrong."""
        assert self.outcome is not None
        fine, outcome = self.outcome
        if not fine:
            raise outcome
        return outcome


class Background:
    """The queue before the second process; one of it serves all sessions."""

    def __init__(self) -> None:
        self._kept: OrderedDict[Key, Job] = OrderedDict()
        self._waiting: OrderedDict[Key, Job] = OrderedDict()
        self._change = Condition(Lock())
        self._process: subprocess.Popen[bytes] | None = None
        self._thread: Thread | None = None

    def start(self) -> None:
        """Start the second process, so that the first question finds it ready."""
        with self._change:
            if self._thread is None:
                self._thread = Thread(target=self._serve, name="background", daemon=True)
                self._thread.start()

    def ask(self, task: str, arguments: tuple[Any, ...], owner: str) -> Job:
        """The job for these arguments: done already, under way, or put into the queue."""
        key = (task, arguments)
        self.start()
        with self._change:
            if key in self._kept:
                self._kept.move_to_end(key)
                return self._kept[key]
            self._drop_older(task, owner)
            job = Job(key, owner)
            self._kept[key] = self._waiting[key] = job
            if len(self._waiting) > LONGEST_QUEUE:
                self._drop(next(iter(self._waiting.values())))
            while len(self._kept) > KEPT:
                self._kept.popitem(last=False)
            self._change.notify()
        return job

    @property
    def length(self) -> int:
        """How many jobs wait."""
        return len(self._waiting)

    def _drop_older(self, task: str, owner: str) -> None:
        for job in list(self._waiting.values()):
            if job.owner == owner and job.key[0] == task:
                self._drop(job)

    def _drop(self, job: Job) -> None:
        self._waiting.pop(job.key, None)
        self._kept.pop(job.key, None)

    def _serve(self) -> None:
        process = self._begin()
        while True:
            with self._change:
                while not self._waiting:
                    self._change.wait()
                key, job = self._waiting.popitem(last=False)
            try:
                if process.poll() is not None:
                    process = self._begin()
                _send(process.stdin, key)
                fine, outcome = _receive(process.stdout)
            except (OSError, EOFError, pickle.PickleError) as error:
                fine, outcome = False, RuntimeError(f"the second process ended: {error}")
            if not fine and not isinstance(outcome, UserError):
                with self._change:
                    self._kept.pop(key, None)
            job.finish(fine, outcome)

    def _begin(self) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-m", "tco.ui.background"]
        return subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)


def _send(stream: IO[bytes] | None, content: Any) -> None:
    assert stream is not None
    pickle.dump(content, stream, protocol=pickle.HIGHEST_PROTOCOL)
    stream.flush()


def _receive(stream: IO[bytes] | None) -> Any:
    assert stream is not None
    return pickle.load(stream)


def compute(task: str, arguments: tuple[Any, ...]) -> tuple[bool, Any]:
    """What a task gives, or what went wrong."""
    module, name = TASKS[task]
    try:
        function: Callable[..., Any] = getattr(import_module(module), name)
        return True, function(*arguments)
    except UserError as error:
        return False, error
    except Exception as error:  # noqa: BLE001 - the visitor is told; the process goes on for the others
        return False, RuntimeError(f"{type(error).__name__}: {error}")


def main() -> None:
    """Answer questions from standard input until it ends, at a lower priority than the pages."""
    os.nice(NICENESS)
    answers = os.fdopen(os.dup(1), "wb")
    sys.stdout = sys.stderr
    for module, _ in TASKS.values():
        import_module(module)
    while True:
        try:
            task, arguments = _receive(sys.stdin.buffer)
        except EOFError:
            return
        _send(answers, compute(task, arguments))


background = Background()

if __name__ == "__main__":
    main()
