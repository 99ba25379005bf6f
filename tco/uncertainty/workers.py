"""Pieces of work several at a time, their results in order: in threads, or in processes of their own.

Promise: leaving the loop ends what is under way and begins nothing more. Processes are forked, so that they
know what their parent knows; only a program without other threads may do so, since locks that these hold
would never be opened there. Imports the standard library only.
"""

from __future__ import annotations

import os
import signal
import sys
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from multiprocessing import current_process, get_context
from threading import active_count
from typing import Any

Work = Callable[[slice], Any]


def can_fork() -> bool:
    """Whether processes can be begun here, and would have a processor each."""
    if sys.platform != "linux":  # what else forks has libraries that do not stand it
        return False
    alone = active_count() == 1 and not current_process().daemon
    return alone and len(os.sched_getaffinity(0)) > 1


def in_threads(work: Work, jobs: Sequence[slice], workers: int) -> Iterator[Any]:
    """For work that leaves the interpreter's lock to others."""
    waiting: deque[Future[Any]] = deque()
    with ThreadPoolExecutor(workers) as pool:
        try:
            for at in jobs:
                waiting.append(pool.submit(work, at))
                if len(waiting) > workers:
                    yield waiting.popleft().result()
            while waiting:
                yield waiting.popleft().result()
        finally:
            for each in waiting:
                each.cancel()


def in_processes(work: Work, jobs: Sequence[slice], workers: int) -> Iterator[Any]:
    """For work that does not; processes take the jobs in turn, each waits until its result is taken."""
    fork, ends, processes = get_context("fork"), [], []
    try:
        for first in range(workers):
            here, there = fork.Pipe(duplex=False)
            process = fork.Process(target=_work_off, args=(work, jobs[first::workers], there), daemon=True)
            process.start()
            there.close()  # so that the end of the process is the end of the stream
            ends.append(here)
            processes.append(process)
        for place in range(len(jobs)):
            fine, found = ends[place % workers].recv()
            if not fine:
                raise found
            yield found
    finally:
        for process in processes:
            process.kill()
            process.join()


def _work_off(work: Work, jobs: Sequence[slice], there: Any) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the parent, who decides what ends
    with suppress(BrokenPipeError):
        for at in jobs:
            try:
                found = True, work(at)
            except Exception as error:  # noqa: BLE001 - raised again by the parent
                found = False, error
            there.send(found)
