"""What runs in a process beside the one that serves pages: it answers questions from its standard input.

Promise: an answer is the outcome or what went wrong, and nothing else gets between the answers; it ends with
the server. Imports the standard library and `errors`; what it computes, it finds by name.
"""

from __future__ import annotations

import os
import pickle
import signal
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from threading import Thread
from typing import IO, Any

from tco.errors import UserError

#: What the second process computes, by name: module and function.
TASKS = {
    "turns": ("tco.ui.answers", "turns"),
    "sides": ("tco.ui.answers", "sides"),
    "futures": ("tco.ui.uncertainty_answers", "first"),
    "worths": ("tco.ui.uncertainty_answers", "worths"),
    "shares": ("tco.ui.uncertainty_answers", "shares"),
    "heat": ("tco.ui.uncertainty_answers", "heat"),
    "cheapest": ("tco.ui.uncertainty_answers", "cheapest"),
    "worths_of_all": ("tco.ui.uncertainty_answers", "worths_of_all"),
    "offers": ("tco.ui.alternatives_quotes", "offers"),
    "warm_up": ("tco.ui.warm_up", "second_process"),
}
#: What takes seconds, for the third process.
LONG_TASKS = {
    "moves": ("tco.ui.uncertainty_answers", "moves"),
    "book": ("tco.ui.uncertainty_book", "made"),
}
#: What a page waits for, for the process that evaluates.
SHORT_TASKS = {"lines": ("tco.ui.evaluator", "computed")}
ALL = TASKS | LONG_TASKS | SHORT_TASKS
NICENESS = 10
SESSION = Path("/proc/self/autogroup")


def send(stream: IO[bytes] | None, content: Any) -> None:
    """Write a question or an answer."""
    assert stream is not None
    pickle.dump(content, stream, protocol=pickle.HIGHEST_PROTOCOL)
    stream.flush()


def receive(stream: IO[bytes] | None) -> Any:
    """Read the next one; raises what a broken stream gives."""
    assert stream is not None
    return pickle.load(stream)


def compute(task: str, arguments: tuple[Any, ...]) -> tuple[bool, Any]:
    """What a task gives, or what went wrong."""
    try:
        return True, _named(ALL[task])(*arguments)
    except UserError as error:
        return False, error
    except Exception as error:  # noqa: BLE001 - the visitor is told; the process goes on for the others
        return False, RuntimeError(f"{type(error).__name__}: {error}")


def _named(place: tuple[str, str]) -> Callable[..., Any]:
    module, name = place
    function: Callable[..., Any] = getattr(import_module(module), name)
    return function


def main() -> None:
    """Answer questions from standard input until it ends; what takes longer gives way to what does not."""
    with suppress(EOFError, BrokenPipeError, pickle.UnpicklingError), _own_output() as answers:
        _answer(answers)


def _answer(answers: IO[bytes]) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C is for the server, whose end ends this one
    Thread(target=_end_with, args=(os.getppid(),), daemon=True).start()
    given = 0
    while True:
        task, arguments = receive(sys.stdin.buffer)
        due = NICENESS * ((task not in SHORT_TASKS) + (task in LONG_TASKS))
        if due > given:
            _give_way(due - given)
            given = due
        send(answers, compute(task, arguments))


def _give_way(more: int) -> None:
    """Take what others leave of the processor."""
    if hasattr(os, "nice"):
        level = os.nice(more)
        if os.getsid(0) == os.getpid():  # Linux may weigh sessions against each other before their processes
            with suppress(OSError):
                SESSION.write_text(str(level), encoding="ascii")


def _own_output() -> IO[bytes]:
    """Where the answers go; whatever else is printed goes to the errors and cannot get between them."""
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    return answers


def _end_with(server: int) -> None:
    """End as soon as the server has, even in the middle of a computation."""
    while os.getppid() == server:
        time.sleep(1)
    os._exit(0)


if __name__ == "__main__":
    main()
