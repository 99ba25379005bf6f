"""The fields in which a claim of one's own is typed, changed and removed.

Promise: one saving is one step that undo takes back; what is wrong is said beside the fields, which keep what
was typed. Imports streamlit, the engine and the page's own modules.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, fields
from html import escape

import streamlit as st

from tco.claims import load_claims
from tco.claims.examine import PUBLISHED
from tco.ui import claims_own as own
from tco.ui.claims_own import Typed
from tco.ui.input_text import plain
from tco.ui.state import OF_CASE, TYPED, edit, touch
from tco.ui.tables import bullets, paragraph
from tco.ui.view import View
from tco.ui.words import Words

FIELD, EDITED, WRONG = f"{TYPED}claim:", f"{OF_CASE}claim_edited", f"{OF_CASE}claim_wrong"


def buttons(key: str, text: str, view: View) -> None:
    """Change or remove one claim."""
    words = view.words
    with st.container(horizontal=True):
        st.button(words("claims.change"), key=f"claim_change:{key}", on_click=_begin, args=(key,),
                  help=plain(words("claims.change_help", text=words.quoted(text))))  # fmt: skip
        st.button(words("claims.remove"), key=f"claim_remove:{key}", on_click=_remove, args=(key,),
                  help=plain(words("claims.remove_help", text=words.quoted(text))))  # fmt: skip


def form(view: View) -> None:
    """The fields of a new claim, or of the one that is being changed."""
    words, key = view.words, str(st.session_state.get(EDITED, ""))
    known = {each["id"]: each for each in own.claims_of(view.choice.document)}
    before = known.get(key)
    start = own.known_fields(before, view.result, words) if before else Typed()
    for name, value in asdict(start).items():
        st.session_state.setdefault(FIELD + name, value)
    st.html(f"<h3>{escape(words('claims.edit_heading' if before else 'claims.add_heading'))}</h3>")
    _wrong(view)
    with st.form("claim_form", border=False):
        _fields(view, str(st.session_state[FIELD + "metric"]))
        with st.container(horizontal=True):
            st.form_submit_button(
                words("claims.save_changed" if before else "claims.save"), on_click=_save, args=(view, key),
                type="primary",
            )  # fmt: skip
            if before:
                st.form_submit_button(words("claims.cancel"), on_click=_begin, args=("",))


def _wrong(view: View) -> None:
    problems = st.session_state.get(WRONG, ())
    if problems:
        head = paragraph(f"**{view.words('claims.wrong')}**")
        st.html(f'<div role="alert" class="tco-alert">{head}{bullets(problems)}</div>')


def _fields(view: View, used: str) -> None:
    words, case = view.words, view.result.bound.case
    metrics = own.choices(view.result, words, (used,))
    others = [name for name in case.alternatives if name != case.baseline]
    titles = {"": words("claims.every_alternative"), **{name: view.title(name) for name in others}}
    said = {each: words(f"claims.comparison.{at}") for at, each in enumerate(own.COMPARISONS)}
    st.text_input(words("claims.field.text"), key=FIELD + "text", placeholder=words("claims.text_example"))
    first, second, third = st.columns([5, 2, 2])
    with first:
        _choice("metric", metrics, words)
    with second:
        _choice("comparison", said, words)
    third.text_input(words("claims.field.number"), key=FIELD + "number", help=words("claims.number_help"))
    _choice("alternative", titles, words)
    left, middle, right = st.columns([3, 2, 4])
    left.text_input(words("claims.field.speaker"), key=FIELD + "speaker")
    middle.text_input(words("claims.field.date"), key=FIELD + "date", placeholder="2026-10-01")
    right.text_input(words("claims.field.source"), key=FIELD + "source")


def _choice(name: str, labels: Mapping[str, str], words: Words) -> None:
    st.selectbox(words(f"claims.field.{name}"), list(labels), key=FIELD + name,
                 format_func=lambda each: labels.get(each, each))  # fmt: skip


def _typed() -> Typed:
    return Typed(**{each.name: str(st.session_state.get(FIELD + each.name) or "") for each in fields(Typed)})


def _begin(key: str) -> None:
    """Fill the fields from a claim; no key begins a new one."""
    st.session_state[EDITED] = key
    st.session_state[WRONG] = ()
    for each in fields(Typed):
        st.session_state.pop(FIELD + each.name, None)


def _save(view: View, key: str) -> None:
    choice = touch()
    known = {each["id"]: each for each in own.claims_of(choice.document)}
    taken = [*known, *load_claims(PUBLISHED).claims]
    try:
        claim = own.read(_typed(), key or own.new_id(taken), known.get(key), view.result, view.words)
    except ValueError as error:
        st.session_state[WRONG] = tuple(map(str, error.args))
        return
    _begin("")
    edit(own.with_claim(choice.document, claim))


def _remove(key: str) -> None:
    if st.session_state.get(EDITED) == key:
        _begin("")
    edit(own.without_claim(touch().document, key))
