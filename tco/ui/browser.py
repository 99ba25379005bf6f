"""What the browser was told, and what it may send from before it has read that.

Promise: an address or a value from before a change never takes the change back, and what somebody is typing
stays; times are those of whoever looks. Imports streamlit and `unbroken`.
"""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import streamlit as st

from tco.ui.unbroken import GONE_TO

#: In the state of a session from a change on the page until the whole page is drawn again.
TOUCHED = "touched"
RETITLED, SHOWN, UNREAD, AGAIN, BEHIND = "retitled", "shown", "unread", "again", "behind"
#: In the state of a session: what is done after a change that a field made.
AFTER = "after"
READ_AFTER, LONGEST = 0.5, 20.0  # seconds
MOST_ADDRESSES = 100  # the newest of those that the browser had


# --- The address --------------------------------------------------------------------------------------------


def renew_address() -> None:
    """Put the address right that the browser sent from before it was told another.

    It has the new one only once it has read the answer, and sends the old one with whatever it asks until
    then. A visitor who goes back to it says so; from page to page the menu sends none at all.
    """
    sent, written = dict(st.query_params), st.session_state.get("written")
    if written is None or sent == written or _was_gone_to():
        return
    if not sent or sent in st.session_state["had"]:
        st.session_state[BEHIND] = bool(sent)
        st.query_params.from_dict(written)


def _was_gone_to() -> bool:
    """Whether Back, Forward or a link led to the address that was sent."""
    return GONE_TO in st.session_state


def note_address(address: dict[str, str]) -> None:
    """Note what the address says; the browser may yet send what it said before."""
    had = st.session_state.setdefault("had", deque(maxlen=MOST_ADDRESSES))
    if address not in had:
        had.append(address)
    st.session_state["written"] = address
    st.session_state.pop(GONE_TO, None)


# --- Fields -------------------------------------------------------------------------------------------------


def offered(key: str, value: Any, act: Callable[..., None], *given: Any) -> dict[str, Any]:
    """What makes a field of options show a value and have `act` take over what is chosen instead."""
    if RETITLED in st.session_state or st.session_state.get(key) != value or key in _unread():
        _tell(key, value)
    return {"key": key, "on_change": _take, "args": (key, act, given)}


def held(key: str, value: Any, act: Callable[..., None], *given: Any) -> dict[str, Any]:
    """What makes a field show a value and have `act` take over what is typed over it.

    What is being typed stays unless the value becomes another. On the first page of a session the browser has
    no earlier value, and one that were sent after the field could meet what is typed by then.
    """
    state = st.session_state
    known = key in state
    if key in _again() or (state[key] != value if known else "wandered" in state):
        _tell(key, value)
        _again().discard(key)
    return {"key": key, "value": value, "on_change": _take, "args": (key, act, given)}


def _take(key: str, act: Callable[..., None], given: tuple[Any, ...]) -> None:
    """Hand over what was typed, unless it is what the field showed before the browser was told another value.

    What was typed while another value was on its way is shown again. No option at all is what a browser sends
    that was told the titles of other ones. A field that went with another change has nothing to hand over.
    """
    renew_address()
    begin()
    if st.session_state.get(key) is None:
        return
    if key in _unread():
        _, before = _unread()[key]
        if st.session_state[key] in before:
            return
        _again().add(key)
    act(*given)
    after = st.session_state.get(AFTER)
    if after is not None:
        after()


def leave(keys: list[str]) -> None:
    """The fields of a page that is left go; the browser may still send what they showed."""
    st.session_state["wandered"] = True
    for key in keys:
        _note(key)
        del st.session_state[key]


def _tell(key: str, value: Any) -> None:
    _note(key, value)
    st.session_state[key] = value


def _note(key: str, value: Any = None) -> None:
    """That the browser may still have what a field shows, before it is another value or none."""
    _, before = _unread().get(key, (0.0, []))
    last = st.session_state.get(key, value)
    _unread()[key] = (time.monotonic(), before if last == value else [*before, last])


def _unread() -> dict[str, tuple[float, list[Any]]]:
    """The fields whose values the browser may not have read, each with when and what it showed before.

    Streamlit drops what it has not sent of a page when it begins the next one. The browser would go on from
    the earlier value, or from none, and send that back as if somebody had chosen it.
    """
    found: dict[str, tuple[float, list[Any]]] = st.session_state.setdefault(UNREAD, {})
    return found


def _again() -> set[str]:
    """The fields whose values are sent once more."""
    found: set[str] = st.session_state.setdefault(AGAIN, set())
    return found


# --- The page -----------------------------------------------------------------------------------------------


def local(moment: datetime, form: str) -> str:
    """A moment by the clock of whoever looks; by the server's where the browser does not say its zone."""
    zone = None
    with suppress(ZoneInfoNotFoundError, ValueError, OSError):
        zone = ZoneInfo(st.context.timezone) if st.context.timezone else None
    return moment.astimezone(zone).strftime(form)


def begin() -> None:
    """A page begins; with the address of one that was shown a while ago, the browser has read all of it."""
    shown, behind = st.session_state.pop(SHOWN, None), st.session_state.pop(BEHIND, False)
    now = time.monotonic()
    if shown is not None and not behind and now - shown > READ_AFTER:
        _unread().clear()
    for key in [key for key, (told, _) in _unread().items() if now - told > LONGEST]:
        del _unread()[key]


def retitle() -> None:
    """Show every option anew: a browser sends it back by its title, which is now another."""
    st.session_state[RETITLED] = True


def shown() -> None:
    """The page was shown to its end, all options with their titles of now."""
    st.session_state.pop(RETITLED, None)
    st.session_state[SHOWN] = time.monotonic()
