"""How far a long command is, on standard error, and Ctrl-C that ends it with what is complete.

Imports `wording` for types only.
"""

from __future__ import annotations

import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tco.wording import Words

Progress = Callable[[int, int], bool]
QUIET, STEPS = 2**14, 16  # a log that is no screen is told of runs of more steps than this, this often


class Stop:
    """Whether Ctrl-C was pressed; a second time it ends the program."""

    def __init__(self) -> None:
        self.asked = False

    def __call__(self, *_: Any) -> None:
        """Ctrl-C was pressed."""
        if self.asked:
            raise KeyboardInterrupt
        self.asked = True

    def progress(self, words: Words, key: str, quiet: int | None = None) -> Progress:
        """Tells of each step in the text of the key; a log only of runs longer than the quiet ones."""
        steps: list[int] = []
        least = QUIET if quiet is None else quiet

        def told(done: int, total: int) -> bool:
            step = done * STEPS // total
            if sys.stderr.isatty() or (total > least and step not in steps):
                text = words(key, done=f"{done:,}", wanted=f"{total:,}")
                say(text, passing=done < total and not self.asked)
            steps[:] = [step]
            return not self.asked

        return told


@contextmanager
def stoppable() -> Iterator[Stop]:
    """While this lasts, Ctrl-C is a wish that progress passes on."""
    stop, before = Stop(), None
    with suppress(ValueError):  # only the main thread may listen to signals
        before = signal.signal(signal.SIGINT, stop)
    try:
        yield stop
    finally:
        if before is not None:
            signal.signal(signal.SIGINT, before)


def say(text: str, passing: bool = False) -> None:
    """A line on standard error; on a screen the next one takes the place of one that passes."""
    if sys.stderr.isatty():
        print(f"\r\x1b[K{text}", end="" if passing else "\n", file=sys.stderr, flush=True)
    else:
        print(text, file=sys.stderr, flush=True)
