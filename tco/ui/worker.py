"""Another process that answers one question at a time, see `other_process`.

Promise: one that ends or hangs is told from one that answers what went wrong, and the next question begins it
anew. Imports the standard library and `other_process` only.
"""

from __future__ import annotations

import os
import subprocess
import sys
from contextlib import suppress
from threading import Event, Timer
from typing import IO, Any

from tco.ui.other_process import receive, send

#: Several threads of linear algebra wait for each other where others compute too: ten times as long.
ONE_THREAD = {"OPENBLAS_NUM_THREADS": "1"}
COMMAND = ("-m", "tco.ui.other_process")
PIPE = 2**20  # bytes
Key = tuple[str, tuple[Any, ...]]


class Ended(RuntimeError):
    """The other process ended before it had answered.

    Attributes:
        hung: whether it was ended, since it took too long.
    """

    def __init__(self, problem: object, hung: bool):
        super().__init__(f"the other process ended: {problem}")
        self.hung = hung


class Worker:
    """The other process, begun anew when it has ended.

    Args:
        longest: seconds after which it is thought to hang and ended.
        own_session: whether it has a session of its own, which may weigh less than that of the pages.
    """

    def __init__(self, longest: float, own_session: bool = False) -> None:
        self.process: subprocess.Popen[bytes] | None = None
        self.longest, self._own_session, self._unwanted = longest, own_session, Event()

    def begin(self) -> subprocess.Popen[bytes]:
        """Start it."""
        self.end()
        self.process = subprocess.Popen(
            [sys.executable, *COMMAND],
            bufsize=PIPE,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env={**ONE_THREAD, **os.environ},
            start_new_session=self._own_session,
        )
        _widen(self.process.stdout)
        return self.process

    def end(self) -> None:
        """End it; the next question begins it anew."""
        process, self.process = self.process, None
        if process is not None:
            process.kill()
            with suppress(OSError), process:  # closes both ends; what was not sent any more is lost
                pass

    def compute(self, key: Key) -> tuple[bool, Any]:
        """What it answers; a question on which it ended is asked once more, one on which it hung is not."""
        self._unwanted.clear()
        try:
            return self.ask(key)
        except Ended as problem:
            if problem.hung or self._unwanted.is_set():
                return False, problem
        try:
            return self.ask(key)
        except Ended as problem:
            return False, problem

    def ask(self, key: Key, longest: float | None = None) -> tuple[bool, Any]:
        """Whether it could be computed, and the outcome or what went wrong; raises `Ended`."""
        process, hung = self.process or self.begin(), Event()
        guard = Timer(longest or self.longest, self._hangs, (process, hung))
        guard.start()
        try:
            send(process.stdin, key)
            found: tuple[bool, Any] = receive(process.stdout)
        except Exception as error:  # of a broken stream anything may be read
            self.end()
            raise Ended(error, hung.is_set()) from error
        finally:
            guard.cancel()
        return found

    def break_off(self) -> None:
        """End it in the middle of a question that nobody asks any more."""
        self._unwanted.set()
        process = self.process
        if process is not None:
            process.kill()

    @staticmethod
    def _hangs(process: subprocess.Popen[bytes], hung: Event) -> None:
        hung.set()
        process.kill()


def _widen(pipe: IO[bytes] | None) -> None:
    """Let an answer pass at once; each piece of it would wait for its turn among the threads."""
    with suppress(ImportError, AttributeError, OSError):
        from fcntl import F_SETPIPE_SZ, fcntl

        assert pipe is not None
        fcntl(pipe.fileno(), F_SETPIPE_SZ, PIPE)
