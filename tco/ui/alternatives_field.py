"""A number of the document as a field, and the notice of what was done with the undo beside it.

Promise: one entry is one step that undo takes back; a text that cannot be used stays in the field with the
reason below it; an emptied field goes back to what holds without it. Imports streamlit, the engine and the
page's own modules.
"""

from __future__ import annotations

from collections.abc import Callable
from html import escape
from typing import Any

import streamlit as st

from tco import plans
from tco.edits import Document
from tco.inputs import Input
from tco.ui import drafts
from tco.ui.browser import held
from tco.ui.input_field import LONGEST, problem_of, refused_text, take_over
from tco.ui.input_reading import Refused, field_text, read
from tco.ui.input_text import echo, help_text, label, plain, value_text
from tco.ui.state import OF_CASE, edit, touch
from tco.ui.tables import paragraph
from tco.ui.view import View, touched
from tco.ui.words import Words

REFUSED, SAID = f"{OF_CASE}alternatives_refused", f"{OF_CASE}alternatives_said"
FIELD = "field:alternatives:"
#: The document with a value, or without one.
Write = Callable[[Document, float | None], Document]


def entry(
    view: View, each: Input, label: str, write: Write, with_echo: bool = False, key: str = "", note: str = ""
) -> None:
    """The field of a number; below it its unit in words, or why a text was refused."""
    bound, words = view.result.bound, view.words
    key = key or FIELD + each.id
    refused = refused_text(REFUSED, each)
    shown = field_text(each, each.value) if refused is None else refused
    st.text_input(
        plain(label), max_chars=LONGEST, autocomplete="off", help=note or help_text(each, bound, words),
        **held(key, shown, _typed, key, view, each, write),
    )  # fmt: skip
    if refused is not None:
        st.html(
            f'<div role="alert" class="tco-refused">{paragraph(_reason(view, each, refused, write))}</div>'
        )
    elif with_echo:
        st.html(paragraph(echo(each, each.value, bound, words), "tco-faint"))


def _reason(view: View, each: Input, text: str, write: Write) -> str:
    bound, words = view.result.bound, view.words
    try:
        problem = problem_of(view, write(view.choice.document, read(each, text, bound, words)))
    except Refused as refused:
        problem = str(refused)
    return f"{problem} {words('inputs.refused.kept', value=value_text(each, each.value, bound, words))}"


def _typed(key: str, view: View, each: Input, write: Write) -> None:
    view, text = touched(view), st.session_state[key]

    def made() -> Document:
        value = read(each, text, view.result.bound, view.words) if text.strip() else None
        return write(view.choice.document, value)

    take_over(REFUSED, each, text, made, view)


def headed(key: str, words: Words) -> str:
    """A heading with the sentence below it."""
    return f"<h3>{escape(words(f'{key}.heading'))}</h3>{paragraph(words(f'{key}.lead'), 'tco-faint')}"


def done(document: Document, key: str, **values: Any) -> None:
    """Take an edit over, and say below the list what was done for as long as it stands."""
    edit(document)
    st.session_state[SAID] = (document, key, values)


def done_with_losses(view: View, changed: Document, key: str, name: str, **values: Any) -> None:
    """Take over an edit of an alternative, and name the inputs that went with its price book."""
    bound = view.result.bound
    keys = plans.lost(view.choice.document, changed, name)
    labels = [label(bound.inputs[each], bound, view.words) if each in bound.inputs else each for each in keys]
    if labels:
        done(changed, f"{key}_with", inputs="; ".join(labels), **values)
    else:
        done(changed, key, **values)


def notice(view: View) -> None:
    """What was done last on this page, with the way back."""
    document, key, values = st.session_state.get(SAID, (None, "", {}))
    if document != view.choice.document:
        return
    with st.container(horizontal=True, vertical_alignment="center", key="tco_alternatives_said"):
        said = paragraph(view.words(f"alternatives.said.{key}", **values))
        st.html(f'<div role="status">{said}</div>', width="content")
        if drafts.can_undo(view.choice):
            st.button(view.words("frame.undo"), key="alternatives_undo", on_click=_undo)


def _undo() -> None:
    drafts.undo(touch())
