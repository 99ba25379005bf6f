"""A browser is told of what is drawn in few pieces: it prepares the whole page for each of them.

Streamlit sends every element as soon as it is drawn, and tells of a run that has drawn nothing when another
takes its place, as each change does that draws only parts of the page anew.

Promise: the same messages in the same order, at most a moment later; a run that is begun anew before it has
drawn anything is not told. Imports streamlit only.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from contextlib import suppress
from functools import wraps
from threading import local
from typing import Any

from streamlit.runtime.app_session import AppSession
from streamlit.runtime.scriptrunner.script_runner import ScriptRunner, ScriptRunnerEvent

#: For how long what is drawn waits for more.
MOMENT = 0.06  # seconds
TELL = "_on_scriptrunner_event"
BEGUN, DRAWN, BEGUN_ANEW = (
    ScriptRunnerEvent.SCRIPT_STARTED,
    ScriptRunnerEvent.ENQUEUE_FORWARD_MSG,
    ScriptRunnerEvent.SCRIPT_STOPPED_FOR_RERUN,
)
Tell = Callable[..., None]
_drawing = local()


def tell_in_few_pieces() -> None:
    """Have every session do so; once for the process, however often it is said."""
    own = getattr(AppSession, TELL)
    if not hasattr(own, "__wrapped__"):
        setattr(AppSession, TELL, _together(own))


def tell_now() -> None:
    """Have what this thread has drawn told; for when it waits for something else."""
    if hasattr(_drawing, "waiting"):
        _drawing.waiting.now()


def _together(tell: Tell) -> Tell:
    @wraps(tell)
    def told(session: AppSession, sender: ScriptRunner, event: ScriptRunnerEvent, **about: Any) -> None:
        waiting: _Waiting = session.__dict__.setdefault("_waiting", _Waiting(session, tell))
        _drawing.waiting = waiting
        waiting.take(sender, event, about)

    return told


class _Waiting:
    """What a session has not been told yet; its event loop alone takes something out."""

    def __init__(self, session: AppSession, tell: Tell):
        self._session, self._tell = session, tell
        self._events: deque[tuple[ScriptRunner, ScriptRunnerEvent, dict[str, Any]]] = deque()
        self._is_anew = self._is_awaited = False

    def take(self, sender: ScriptRunner, event: ScriptRunnerEvent, about: dict[str, Any]) -> None:
        """Note an event of the thread that draws; its end, or a moment, has all of it told."""
        if event == BEGUN_ANEW and self._events and self._events[-1][1] == BEGUN:
            self._events.pop()
            self._is_anew = True
            return
        self._events.append((sender, event, about))
        if event == DRAWN:
            self._soon()
        elif event != BEGUN or self._is_anew:
            self._is_anew = False
            self.now()

    def now(self) -> None:
        """Have all of it told."""
        self._on_loop(self._out)

    def _soon(self) -> None:
        if not self._is_awaited:
            self._is_awaited = True
            self._on_loop(lambda: self._session._event_loop.call_later(MOMENT, self._out))

    def _on_loop(self, act: Callable[[], Any]) -> None:
        with suppress(RuntimeError):  # the server has ended
            self._session._event_loop.call_soon_threadsafe(act)

    def _out(self) -> None:
        self._is_awaited = False
        while self._events:
            sender, event, about = self._events.popleft()
            self._tell(self._session, sender, event, **about)
