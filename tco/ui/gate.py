"""One page at a time: many threads that compute at once take longer than one after the other.

Promise: who waits for something else lets the others through; nobody waits for himself; whether somebody
waits can be seen by those who had better not be in the way. Imports the standard library only.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock, local


class Gate:
    """A lock that its holder may take again, and leave for a while."""

    def __init__(self) -> None:
        self._lock, self._own = Lock(), local()
        self._waiting, self._counted = 0, Lock()

    @property
    def is_crowded(self) -> bool:
        """Whether somebody waits before it."""
        return self._waiting > 0

    def _take(self) -> None:
        if not self._lock.acquire(blocking=False):
            with self._counted:
                self._waiting += 1
            self._lock.acquire()
            with self._counted:
                self._waiting -= 1
        self._own.holds = True

    @contextmanager
    def passed(self) -> Iterator[None]:
        """Hold it, unless this thread does so already."""
        if getattr(self._own, "holds", False):
            yield
            return
        self._take()
        try:
            yield
        finally:
            self._own.holds = False
            self._lock.release()

    @contextmanager
    def left(self) -> Iterator[None]:
        """Let others through meanwhile."""
        if not getattr(self._own, "holds", False):
            yield
            return
        self._own.holds = False
        self._lock.release()
        try:
            yield
        finally:
            self._take()


gate = Gate()
