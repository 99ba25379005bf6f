"""What takes longer than a page may wait: computed in other processes, found again by its arguments.

Promise: the process that serves pages stays free to answer; what takes seconds has a process of its own, so
that nobody's first answer waits for it; while pages queue for the processor, they go first; a session's
newest question takes the place of its older one of the same kind; a result is found by its complete
arguments only, so that one visitor's numbers never reach another's page; a process that ends or hangs is
replaced. Imports the standard library, `errors`, `gate`, `other_process` and `worker`.
"""

from __future__ import annotations

import time
from collections import OrderedDict
from contextlib import suppress
from threading import Condition, Event, Lock, Thread
from typing import Any

from tco.errors import UserError
from tco.ui.gate import gate
from tco.ui.other_process import LONG_TASKS, TASKS
from tco.ui.worker import Key, Worker

KEPT, LONGEST_QUEUE = 128, 256
HANGS = 60.0  # seconds after which the second process is replaced
LONGER = 10  # times as long the third process may take
USUAL = 0.2  # seconds that a job is thought to take before the first was done
PAGES_FIRST, LOOK = 1.0, 0.02  # seconds for which pages go first, and between two looks
LAST = 0.2  # weight of the newest in how long a job usually takes
WARM_UP: Key = ("warm_up", ())


class Job:
    """A computation that was asked for.

    Attributes:
        owners: the sessions that want it.
        dropped: whether it left the queue without having been done; who still wants it asks again.
    """

    def __init__(self, key: Key, owner: str):
        self.key, self.owners, self.dropped = key, {owner}, False
        self.asked = time.monotonic()
        self.outcome: tuple[bool, Any] | None = None
        self.finished = Event()

    def finish(self, fine: bool, outcome: Any) -> None:
        """Take the outcome over; who wanted it no longer matters."""
        self.owners.clear()
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
    """The queue before another process; one of it serves all sessions.

    Args:
        longer: times as long as usual a job may take; where more than one, a newer question breaks it off.
    """

    def __init__(self, longer: int = 1) -> None:
        self._warm, self._longer = False, longer
        self._kept: OrderedDict[Key, Job] = OrderedDict()
        self._waiting: list[Job] = []
        self._running: Job | None = None
        self._change = Condition(Lock())
        self._worker = Worker(longer * HANGS, own_session=longer > 1)
        self._thread: Thread | None = None
        self._usual = USUAL

    def start(self) -> None:
        """Start the second process, so that the first question finds it ready."""
        with self._change:
            if self._thread is None:
                self._thread = Thread(target=self._serve, name="background", daemon=True)
                self._thread.start()

    def warm_up(self) -> None:
        """Have the second process prepare what it is asked for most, now and whenever it is replaced."""
        self.start()
        with self._change:
            self._warm = True
            self._prepare()
            self._change.notify()

    def _prepare(self) -> None:
        if self._warm:
            self._waiting.append(Job(WARM_UP, ""))

    def ask(self, task: str, arguments: tuple[Any, ...], owner: str) -> Job:
        """The job for these arguments: done already, under way, or put into the queue."""
        assert task in TASKS | LONG_TASKS, task
        key = (task, arguments)
        self.start()
        with self._change:
            place = self._leave(task, owner, key)
            if self._longer > 1:
                self._break_off(task, owner, key)
            job = self._kept.get(key)
            if job is not None:
                self._kept.move_to_end(key)
                if not job.finished.is_set():
                    job.owners.add(owner)
                return job
            job = self._kept[key] = Job(key, owner)
            self._waiting.insert(place, job)
            if len(self._waiting) > LONGEST_QUEUE:
                self._drop(self._waiting.pop(0))
            while len(self._kept) > KEPT + len(self._waiting):
                self._kept.popitem(last=False)
            self._change.notify()
        return job

    def done(self, task: str, arguments: tuple[Any, ...]) -> Job | None:
        """The job for these arguments where it is done already; nothing is asked."""
        with self._change:
            job = self._kept.get((task, arguments))
            return job if job is not None and job.finished.is_set() else None

    def stop(self, task: str, owner: str) -> None:
        """Take back what a session asked; what is under way for nobody else is broken off."""
        with self._change:
            self._leave(task, owner, None)
            self._break_off(task, owner, None)

    def expected(self, job: Job) -> float:
        """In how many seconds a job will be done, as far as one can tell."""
        with self._change:
            if job.finished.is_set():
                return 0.0
            before = self._waiting.index(job) + 1 if job in self._waiting else 0
            return (before + 1) * self._usual

    def _leave(self, task: str, owner: str, key: Key | None) -> int:
        """Take back what a session asked before; the place in the queue that its next question has."""
        for place, job in enumerate(self._waiting):
            if job.key[0] == task and owner in job.owners and job.key != key:
                job.owners.discard(owner)
                if not job.owners:
                    self._drop(self._waiting.pop(place))
                    return place
                break
        return len(self._waiting)

    def _break_off(self, task: str, owner: str, key: Key | None) -> None:
        """The same for what is under way: where nobody else wants it, it ends."""
        job = self._running
        if job is not None and job.key[0] == task and job.key != key and owner in job.owners:
            job.owners.discard(owner)
            if not job.owners:
                self._drop(job)
                self._worker.break_off()

    def _drop(self, job: Job) -> None:
        job.dropped = True
        self._kept.pop(job.key, None)

    def _serve(self) -> None:
        """Answer one question after the other, whatever goes wrong with one of them."""
        with suppress(Exception):  # said by the first question, which begins it again
            self._worker.begin()
        while True:
            with self._change:
                while not self._waiting:
                    self._change.wait()
            _let_pages_pass()
            with self._change:
                if not self._waiting:
                    continue  # taken back meanwhile
                job = self._running = self._waiting.pop(0)
            start, before = time.monotonic(), self._worker.process
            try:
                fine, outcome = self._worker.compute(job.key)
            except Exception as error:  # noqa: BLE001 - such as no memory for another process
                fine, outcome = False, RuntimeError(f"the second process cannot be used: {error}")
            with self._change:
                self._running = None
                self._take_note(job, before, time.monotonic() - start)
                if not fine and not isinstance(outcome, UserError):
                    self._kept.pop(job.key, None)
            job.finish(fine, outcome)

    def _take_note(self, job: Job, before: object, taken: float) -> None:
        """How long jobs take; a process that was replaced is prepared again."""
        if job.key != WARM_UP:
            self._usual += LAST * (taken - self._usual)
            if self._worker.process is not before:
                self._prepare()


def _let_pages_pass() -> None:
    """Two cores are often two halves of one: what is computed here slows the pages that others wait for."""
    until = time.monotonic() + PAGES_FIRST
    while gate.is_crowded and time.monotonic() < until:
        time.sleep(LOOK)


def lane(task: str) -> Background:
    """Who computes a task."""
    return patient if task in LONG_TASKS else background


background, patient = Background(), Background(LONGER)
