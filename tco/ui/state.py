"""What a visitor works on, kept in the session, in a draft and in the address.

Promise: an edit is saved as a draft before anything is drawn from it, and only Back, Forward or a link goes
behind it; fields follow the choice. Imports streamlit, `address`, `answers`, `choice` and `drafts`.
"""

from __future__ import annotations

import time
from collections import deque
from typing import Any

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from tco.edits import Document
from tco.ui import drafts
from tco.ui.address import address_of
from tco.ui.answers import Question, answer
from tco.ui.choice import OWN_FILE, Choice
from tco.ui.words import LANGUAGES

RETITLED, UNSENT, SHOWN = "retitled", "unsent", "shown"
SENT_AFTER = 0.5  # seconds
MOST_ADDRESSES = 100  # of those the browser had, the newest


def renew_address() -> None:
    """Put the address right that the browser sent from before it was told another.

    It has the new one only once it has read the answer, and sends the old one with whatever it asks until
    then. A visitor who goes back to it says so; from page to page the menu sends none at all.
    """
    sent, written = dict(st.query_params), st.session_state.get("written")
    if written is None or sent == written or _was_gone_to():
        return
    if not sent or sent in st.session_state["had"]:
        st.query_params.from_dict(written)


def _was_gone_to() -> bool:
    """Whether Back, Forward or a link led to the address that was sent."""
    run = get_script_run_ctx()
    return run is not None and run.is_history_navigation


def _write(address: dict[str, str]) -> None:
    """Note what the address says; the browser may yet send what it said before."""
    had = st.session_state.setdefault("had", deque(maxlen=MOST_ADDRESSES))
    if address not in had:
        had.append(address)
    st.session_state["written"] = address


def current() -> Choice:
    """The choice of this session, read again whenever the address is not the one last written.

    A change made on the page goes before the address, which the browser may send before it has been renewed.
    """
    _begin()
    sent = dict(st.query_params)
    touched = st.session_state.pop("touched", False)
    if "choice" not in st.session_state:
        st.session_state["choice"] = drafts.arrive(sent)
    elif sent != st.session_state["written"] and not touched:
        st.session_state["choice"] = drafts.follow(st.session_state["choice"], sent)
    _write(sent)
    choice: Choice = st.session_state["choice"]
    return choice


def spoken() -> str:
    """The language before anything is shown: of a change just made, else of the address, else as it was."""
    choice = st.session_state.get("choice")
    asked = "" if st.session_state.get("touched") else st.query_params.get("lang", "")
    return asked if asked in LANGUAGES else choice.language if choice else LANGUAGES[0]


def touch() -> Choice:
    """The choice, for a change made on the page; what the address got wrong has been read by then."""
    renew_address()
    choice: Choice = st.session_state["choice"]
    choice.notices, choice.sent_check, choice.restored = [], "", False
    st.session_state["touched"] = True
    return choice


def edit(document: Document) -> None:
    """Go on from an edited document; it is saved before anything is drawn from it."""
    choice = touch()
    if document != choice.document:
        choice.document = document
        drafts.save(choice)


def open_case(case: str, original: Document, document: Document | None = None) -> None:
    """Go on from another case; what was edited in the earlier one stays in its draft.

    Raises:
        UserError: the case cannot be computed; nothing has changed.
    """
    answer(Question.of(document or original))
    old = touch()
    st.session_state["choice"] = new = Choice(language=old.language, case=case, original=original)
    new.document = original if document is None else document
    if new.is_edited or case == OWN_FILE:
        drafts.save(new)


def hold(key: str, value: Any) -> str:
    """The key of a widget of options, made to show this one; the choice decides, the widget follows."""
    if RETITLED in st.session_state:
        _unsent().add(key)
    return hold_typed(key, value)


def hold_typed(key: str, value: Any) -> str:
    """The key of a field made to show this value; what is being typed over the same value stays."""
    if st.session_state.get(key) != value or key in _unsent():
        st.session_state[key] = value
        _unsent().add(key)
    return key


def _unsent() -> set[str]:
    """The keys of fields whose values the browser may not have been sent.

    Streamlit drops what it has not sent of a page when it begins the next one. The browser would go on from
    the earlier value, or from none, and send that back as if somebody had chosen it.
    """
    found: set[str] = st.session_state.setdefault(UNSENT, set())
    return found


def _begin() -> None:
    """A page begins; where the one before was shown to its end, and not just now, all of it has been sent."""
    shown = st.session_state.pop(SHOWN, None)
    if shown is not None and time.monotonic() - shown > SENT_AFTER:
        _unsent().clear()


def retitle() -> None:
    """Show every option anew: a browser sends it back by its title, which is now another."""
    st.session_state[RETITLED] = True


def shown() -> None:
    """The page was shown to its end, all options with their titles of now."""
    st.session_state.pop(RETITLED, None)
    st.session_state[SHOWN] = time.monotonic()


def publish(choice: Choice, check: str, own: dict[str, str]) -> None:
    """Write the choice into the address, with what is the page's own."""
    wanted = {**address_of(choice, check), **own}
    if dict(st.query_params) != wanted:
        st.query_params.from_dict(wanted)
    _write(wanted)
    drafts.keep_view(choice)


def choose_own(name: str, key: str) -> None:
    """Keep what a field says in a parameter of the address that only its page reads."""
    if st.session_state[key] is not None:
        touch()
        st.query_params[name] = str(st.session_state[key])
