"""What a visitor works on, kept in the session, in a draft and in the address.

Promise: an edit is saved as a draft before anything is drawn from it, and only Back, Forward or a link goes
behind it. Imports streamlit, `edits`, `address`, `answers`, `browser`, `choice`, `drafts` and the words.
"""

from __future__ import annotations

import streamlit as st

from tco.edits import Document
from tco.ui import drafts
from tco.ui.address import address_of
from tco.ui.answers import Question, answer
from tco.ui.browser import TOUCHED, begin, note_address, renew_address
from tco.ui.choice import OWN_FILE, Choice
from tco.ui.words import LANGUAGES

#: How the names begin of what a page keeps of one case beside its document, and of fields in which a text
#: waits to be taken over.
OF_CASE, TYPED = "of_case:", "field:typed:"


def current() -> Choice:
    """The choice of this session, read again whenever the address is not the one last written.

    A change made on the page goes before the address, which the browser may send before it has been renewed.
    """
    begin()
    sent = dict(st.query_params)
    touched = st.session_state.pop(TOUCHED, False)
    if "choice" not in st.session_state:
        st.session_state["choice"] = drafts.arrive(sent)
    elif sent != st.session_state["written"] and not touched:
        before = st.session_state["choice"]
        st.session_state["choice"] = drafts.follow(before, sent)
        if st.session_state["choice"] is not before:
            _forget_case()
    note_address(sent)
    choice: Choice = st.session_state["choice"]
    return choice


def _forget_case() -> None:
    """Drop what was kept of a case when another one takes its place: neither quotes nor texts go along."""
    for key in [key for key in map(str, st.session_state) if key.startswith((OF_CASE, TYPED))]:
        del st.session_state[key]


def spoken() -> str:
    """The language before anything is shown: of a change just made, else of the address, else as it was."""
    choice = st.session_state.get("choice")
    asked = "" if st.session_state.get(TOUCHED) else st.query_params.get("lang", "")
    return asked if asked in LANGUAGES else choice.language if choice else LANGUAGES[0]


def touch() -> Choice:
    """The choice, for a change made on the page; what the address got wrong has been read by then."""
    renew_address()
    choice: Choice = st.session_state["choice"]
    choice.notices, choice.sent_check, choice.restored = [], "", False
    st.session_state[TOUCHED] = True
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
    _forget_case()
    st.session_state["choice"] = new = Choice(language=old.language, case=case, original=original)
    new.document = original if document is None else document
    if new.is_edited or case == OWN_FILE:
        drafts.save(new)


def publish(choice: Choice, check: str, own: dict[str, str]) -> None:
    """Write the choice into the address, with what is the page's own."""
    wanted = {**address_of(choice, check), **own}
    if dict(st.query_params) != wanted:
        st.query_params.from_dict(wanted)
    note_address(wanted)
    drafts.keep_view(choice)


def choose_own(name: str, key: str) -> None:
    """Keep what a field says in a parameter of the address that only its page reads."""
    if st.session_state[key] is not None:
        keep_own(**{name: str(st.session_state[key])})


def keep_own(**asked: str) -> None:
    """Keep what a page is asked for in parameters of the address that only it reads."""
    touch()
    st.query_params.update(asked)
    note_address(dict(st.query_params))


def note_own(**asked: str) -> None:
    """Write what a page shows into parameters of the address that only it reads; an empty one goes."""
    wanted = {**dict(st.query_params), **asked}
    wanted = {name: text for name, text in wanted.items() if text or name not in asked}
    if dict(st.query_params) != wanted:
        st.query_params.from_dict(wanted)
    note_address(wanted)
