"""A change is taken over as a whole: what else a browser asks for meanwhile comes afterwards.

Streamlit looks for newer requests whenever the state of a session is touched, and breaks off for them what
it is at, even before a click has been noted or within the function that saves what was typed. That change is
lost then, since the newer request brings the same value, which is no change any more.

Promise: the one place that reaches into Streamlit; a test sees that it still holds. Imports streamlit only.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from threading import local
from typing import Any

from streamlit.runtime.scriptrunner.script_runner import ScriptRunner
from streamlit.runtime.state.safe_session_state import SafeSessionState

#: In the state of a session as soon as Back, Forward or a link has led to another address.
GONE_TO = "gone_to"
_taking = local()


def take_changes_whole() -> None:
    """Let nothing break a change off; once for the process, however often it is said."""
    for place, name, made in (
        (SafeSessionState, "on_script_will_rerun", _unbroken),
        (ScriptRunner, "_maybe_handle_execution_control_request", _later),
    ):
        own = getattr(place, name)
        if not hasattr(own, "__wrapped__"):
            setattr(place, name, made(own))


def _unbroken(take: Callable[..., None]) -> Callable[..., None]:
    @wraps(take)
    def taken(state: SafeSessionState, *given: Any, is_history_navigation: bool = False, **more: Any) -> None:
        _taking.now = True
        try:
            if is_history_navigation:
                state[GONE_TO] = True
            take(state, *given, is_history_navigation=is_history_navigation, **more)
        finally:
            _taking.now = False

    return taken


def _later(look: Callable[[ScriptRunner], None]) -> Callable[[ScriptRunner], None]:
    """A look for newer requests that waits until a change has been taken over."""

    @wraps(look)
    def looked(runner: ScriptRunner) -> None:
        if not getattr(_taking, "now", False):
            look(runner)

    return looked
