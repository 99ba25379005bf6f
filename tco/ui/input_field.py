"""One input as a field: label, value, unit, range, kind, source in its help, and the way back.

Promise: everything comes from the declaration; what is typed becomes an edit of the document; a text that
cannot be used stays in the field with the reason beside it, and the earlier value stays in use. Imports
streamlit, the engine and the page's own modules.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

import streamlit as st

from tco.edits import Document, Path, put_back
from tco.errors import UserError
from tco.inputs import Input
from tco.ui.answers import Question, answer
from tco.ui.browser import held, offered
from tco.ui.input_edits import first_of, place_of, typed
from tco.ui.input_reading import Refused, field_text, read
from tco.ui.input_text import help_text, label, plain, timing_text, track, used_text, value_text
from tco.ui.state import OF_CASE, edit, touch
from tco.ui.tables import paragraph, sentences_of
from tco.ui.view import View, touched

#: Texts that could not be used, by input: the text, and the value that it was typed over.
Refusals = dict[str, tuple[str, float]]
REFUSED = f"{OF_CASE}input_refused"
LONGEST = 60
TIMES = (1.0, 0.5, 0.0)


@dataclass(frozen=True)
class Face:
    """What a field says.

    Attributes:
        value: in use.
        shown: in the field, which is the text that was refused where there is one.
        refusal: why, as HTML.
        more: below the field, as HTML.
        reset: the text of the way back, where the input was changed.
    """

    label: str
    help: str
    value: float
    shown: str
    refusal: str = ""
    more: str = ""
    reset: str = ""


def field(each: Input, view: View) -> None:
    """The field of an input, what it says of itself, and how to put it back."""
    show_field(each, face(each, view), view)


def face(each: Input, view: View) -> Face:
    """What a field and everything below it says."""
    bound, words = view.result.bound, view.words
    in_use = used_text(each, bound, words)
    said = paragraph(in_use, "tco-fact") if in_use else ""
    more = track(each, each.in_scenario(bound.case.scenario), bound, words) + said
    return replace(_entry_face(each, view), more=more, reset=_reset_text(each, view))


def holds(each: Input, said: Face) -> bool:
    """Whether the field holds what it says; a visitor may have typed the same value otherwise, or nothing."""
    typed = st.session_state.get(f"input:{each.id}")
    return not isinstance(typed, str) or typed == said.shown


def show_field(each: Input, said: Face, view: View) -> None:
    """A field as it says it."""
    _show_entry(each, said, view)
    st.html(said.more)
    if said.reset:
        _show_reset(each, said.reset, view)


def entry(each: Input, view: View) -> None:
    """Where the value is typed, switched or chosen; below it why a text was refused."""
    _show_entry(each, _entry_face(each, view), view)


def _entry_face(each: Input, view: View) -> Face:
    bound, words = view.result.bound, view.words
    refused = refused_text(REFUSED, each)
    return Face(
        label=plain(label(each, bound, words)),
        help=help_text(each, bound, words),
        value=each.value,
        shown=field_text(each, each.value) if refused is None else refused,
        refusal="" if refused is None else paragraph(_reason(each, refused, view)),
    )


def _show_entry(each: Input, said: Face, view: View) -> None:
    key, words = f"input:{each.id}", view.words
    arguments: dict[str, Any] = {"label": said.label, "help": said.help}
    if each.declaration.format == "flag":
        st.toggle(**arguments, **held(key, bool(each.value), _typed, each, view))
    elif each.declaration.format == "timing":
        st.selectbox(options=TIMES, format_func=lambda value: timing_text(value, words),
                     **offered(key, each.value, _typed, each, view), **arguments)  # fmt: skip
    else:
        held_as = held(key, said.shown, _typed, each, view)
        st.text_input(max_chars=LONGEST, autocomplete="off", **arguments, **held_as)
    if said.refusal:
        st.html(f'<div role="alert" class="tco-refused">{said.refusal}</div>')


def refused_text(kept: str, each: Input) -> str | None:
    """The text that was refused for this value, if any; `kept` is where in the session."""
    known: Refusals = st.session_state.get(kept, {})
    text, value = known.get(each.id, ("", None))
    return text if value == each.value else None


def take_over(kept: str, each: Input, text: str, made: Callable[[], Document], view: View) -> None:
    """Go on from what a text makes of the document, or keep the text where it stands."""
    known: Refusals = st.session_state.setdefault(kept, {})
    known.pop(each.id, None)
    try:
        document = made()
        refused = bool(problem_of(view, document))
    except Refused:
        refused = True
    if refused:
        known[each.id] = (text, each.value)
    else:
        edit(document)


def _reason(each: Input, text: str, view: View) -> str:
    """Why a text was refused, and what is in use instead."""
    bound, words = view.result.bound, view.words
    kept = words("inputs.refused.kept", value=value_text(each, each.value, bound, words))
    try:
        problem = problem_of(view, with_typed(view, each, read(each, text, bound, words)))
    except Refused as refused:
        problem = str(refused)
    return f"{problem} {kept}"


def with_typed(view: View, each: Input, value: float) -> Document:
    """The document of the page with a value that was typed."""
    choice = view.choice
    return typed(choice.document, choice.original, each, first_of(each, view.unchanged.bound), value)


def problem_of(view: View, document: Mapping[str, Any]) -> str:
    """What the engine has against a document, or nothing; a case that was wrong before may stay so."""
    try:
        answer(Question.of(document))
    except UserError as error:
        try:
            answer(view.choice.question)
        except UserError:
            return ""
        return "; ".join(sentences_of(error, view.words.language))
    return ""


def _typed(each: Input, view: View) -> None:
    """Take over what was typed, or keep it where it stands with the reason; an emptied field is put back."""
    view, given = touched(view), st.session_state[f"input:{each.id}"]
    text = given if isinstance(given, str) else field_text(each, float(given))
    if not text.strip():
        st.session_state.get(REFUSED, {}).pop(each.id, None)
        reset(place_of(view.choice.document, each.id))
        return
    bound, words = view.result.bound, view.words
    take_over(REFUSED, each, text, lambda: with_typed(view, each, read(each, text, bound, words)), view)


def put_back_button(each: Input, view: View) -> None:
    """The way back to the case as it was opened, where the input differs from it."""
    text = _reset_text(each, view)
    if text:
        _show_reset(each, text, view)


def _reset_text(each: Input, view: View) -> str:
    first = first_of(each, view.unchanged.bound)
    if first is None or place_of(view.choice.document, each.id) not in changed_places(view):
        return ""
    text = view.words("inputs.reset", value=value_text(first, first.value, view.result.bound, view.words))
    return plain(text)


def _show_reset(each: Input, text: str, view: View) -> None:
    path = place_of(view.choice.document, each.id)
    st.button(text, key=f"reset:{each.id}", type="tertiary", on_click=reset, args=(path,))


def changed_places(view: View) -> frozenset[Path]:
    """Where the document gives inputs otherwise than the case as it was opened."""
    return frozenset(view.changed.values())


def reset(path: Path) -> None:
    """Put one place back to the case as it was opened."""
    choice = touch()
    edit(put_back(choice.document, choice.original, path))
