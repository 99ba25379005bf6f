"""One page at a time: many threads that compute at once take longer than one after the other.

Promise: who waits for something else lets the others through; nobody waits for himself. Imports the standard
library only.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock, local


class Gate:
    """A lock that its holder may take again, and leave for a while."""

    def __init__(self) -> None:
        self._lock, self._own = Lock(), local()

    @contextmanager
    def passed(self) -> Iterator[None]:
        """Hold it, unless this thread does so already."""
        if getattr(self._own, "holds", False):
            yield
            return
        with self._lock:
            self._own.holds = True
            try:
                yield
            finally:
                self._own.holds = False

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
            self._lock.acquire()
            self._own.holds = True


gate = Gate()
