"""Drafts of this computer, to go on with or to remove.

Promise: they are listed only where the program listens to this computer alone; that a removal is final is
said before it is done. Imports streamlit, the engine and the page's own modules.
"""

from __future__ import annotations

import json
import logging
from html import escape

import streamlit as st

from tco.edits import differences
from tco.safe_settings import LOOPBACK
from tco.store import Draft, StoreUnavailable
from tco.ui import drafts
from tco.ui.browser import local
from tco.ui.difference_text import last
from tco.ui.links import link
from tco.ui.state import touch
from tco.ui.tables import paragraph
from tco.ui.view import View, heading
from tco.ui.words import Words

LOG = logging.getLogger(__name__)
SHOWN = 5
DOUBTED = "start_removing"


def show(view: View) -> None:
    """The drafts that were saved last."""
    found = _recent()
    if not found:
        return
    words = view.words
    heading("start.drafts.heading", words)
    st.html(paragraph(words("start.drafts.lead"), "tco-faint"))
    for draft in found:
        _draft(draft, view)


def _recent() -> list[Draft]:
    if st.get_option("server.address") not in LOOPBACK:
        return []
    try:
        return drafts.store().recent(SHOWN)
    except StoreUnavailable as error:
        LOG.warning("%s", error)
        return []


def _draft(draft: Draft, view: View) -> None:
    words = view.words
    original, document = json.loads(draft.original), json.loads(draft.document)
    title = str(document.get("title", {}).get(words.language, draft.origin))
    when = local(draft.saved_at, "%Y-%m-%d %H:%M")
    places = {each.path[:2] for each in differences(original, document)}
    facts = words("start.drafts.edits", when=when, count=len(places))
    changed = _changed_last(draft, words)
    if changed:
        facts += f" · {words('start.drafts.last', what=changed)}"
    is_open = view.choice.draft is not None and view.choice.draft.id == draft.id
    if is_open:
        facts += f" · {words('start.drafts.now')}"
    if st.session_state.get(DOUBTED) == draft.id:
        _doubt(draft, title, words)
        return
    way = (
        "" if is_open else link(words("start.drafts.open"), f"answer?draft={draft.id}&lang={words.language}")
    )
    with st.container(horizontal=True, vertical_alignment="center", key=f"tco_draft_{draft.id}"):
        st.html(f'<p class="tco-draft"><b>{escape(title)}</b> <span>{escape(facts)}</span> {way}</p>')
        st.button(words("start.drafts.remove"), key=f"remove:{draft.id}", type="tertiary",
                  on_click=_ask, args=(draft.id,))  # fmt: skip


def _changed_last(draft: Draft, words: Words) -> str:
    """What the last edit of a draft changed; nothing where that cannot be told."""
    try:
        before = drafts.store().before(draft)
    except StoreUnavailable as error:
        LOG.warning("%s", error)
        return ""
    return "" if before is None else last(before, draft.document, words.language)


def _doubt(draft: Draft, title: str, words: Words) -> None:
    """What removing means, before it is done."""
    with st.container(horizontal=True, vertical_alignment="center", key=f"tco_draft_{draft.id}"):
        st.html(f'<div role="alert">{paragraph(words("start.drafts.final", title=title))}</div>')
        st.button(words("start.drafts.yes"), key=f"forget:{draft.id}", on_click=_forget, args=(draft.id,))
        st.button(words("start.drafts.no"), key=f"spare:{draft.id}", on_click=_ask, args=("",))


def _ask(draft_id: str) -> None:
    st.session_state[DOUBTED] = draft_id


def _forget(draft_id: str) -> None:
    """Remove a draft; what is on the screen stays, and is saved anew with its next edit."""
    st.session_state[DOUBTED] = ""
    choice = touch()
    try:
        drafts.store().forget(draft_id)
    except StoreUnavailable as error:
        LOG.warning("%s", error)
        choice.unsaved = str(error)
        return
    if choice.draft is not None and choice.draft.id == draft_id:
        choice.draft = None
