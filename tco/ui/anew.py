"""Which parts of a page are drawn anew after a change: those that say something else now.

Streamlit draws a whole page again for every change, most of it as it was. A page may name its parts and what
each of them says; a change that alters nothing around them has only those drawn that say something else.

Promise: whoever asks for a part in any other way has the whole page drawn; all parts show the same view.
Imports streamlit, `browser` and `gate` only.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Hashable, Mapping
from typing import Any

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from tco.ui.browser import READ_AFTER, RETITLED, TOUCHED, renew_address, shown
from tco.ui.gate import gate

#: What each part says, by its name; `AROUND` what stands around them, nothing where it does not stay.
#: `ALWAYS` is said anew every time.
Says = Mapping[str, Hashable]
AROUND, ALWAYS = "around", None
#: In the state of a session: what the page shows, what its parts say, which are due, since when all stand.
VIEW, SAYS, DUE, SINCE = "view", "says", "due", "drawn_since"


def begin() -> None:
    """The whole page is drawn."""
    for key in (SAYS, DUE, SINCE):
        st.session_state.pop(key, None)


def end() -> None:
    """The page, or what was due of it, is drawn to its end."""
    shown()
    st.session_state[SINCE] = time.monotonic()


def part(name: str, draw: Callable[[], None]) -> None:
    """A part of the page that can be drawn anew by its name; nothing may follow it in its box."""

    @st.fragment(key=name)
    def alone() -> None:
        if not _is_alone():
            draw()
        elif name in st.session_state.get(DUE, ()):
            _draw_due(name, draw)
        else:
            st.rerun()

    alone()


def _draw_due(name: str, draw: Callable[[], None]) -> None:
    """With the last part that is due nothing of the change is left to be drawn."""
    due = st.session_state[DUE]
    renew_address()
    if due == [name]:
        st.session_state.pop(TOUCHED, None)
    with gate.passed():
        draw()
    due.remove(name)
    if not due:
        end()


def ask(view: Any, says: Says) -> None:
    """After a change: have what says something else drawn, where nothing around it does."""
    state, before = st.session_state, st.session_state.get(SAYS)
    if before is None or not (_is_alone() and _is_read() and TOUCHED in state and RETITLED not in state):
        return
    if before.keys() != says.keys() or says[AROUND] is None or says[AROUND] != before[AROUND]:
        return
    state[VIEW], state[SAYS] = view, says
    state[DUE] = [name for name, said in says.items() if said is ALWAYS or said != before[name]]
    st.rerun(state[DUE])


def _is_alone() -> bool:
    """Whether Streamlit was asked for a part of the page, not for the whole of it."""
    run = get_script_run_ctx()
    return run is not None and bool(run.fragment_ids_this_run)


def _is_read() -> bool:
    """Streamlit drops what it has not sent of a part that is drawn again, but not of those within it."""
    since: float = st.session_state.get(SINCE, time.monotonic())
    return time.monotonic() - since > READ_AFTER
