"""The alternatives: which are compared and what each costs; one is opened to be changed.

Promise: every change is one step that undo takes back; the baseline is never removed; nothing that was typed
is lost. Imports streamlit, the engine and the page's own modules.
"""

from __future__ import annotations

from html import escape

import streamlit as st

from tco import plans
from tco.errors import UserError
from tco.ui import alternatives_moves as moves
from tco.ui import alternatives_offer as offer
from tco.ui import alternatives_staff as people
from tco.ui import alternatives_text as text
from tco.ui import tables
from tco.ui.alternatives_field import FIELD, done, done_with_losses, notice
from tco.ui.alternatives_reading import is_computed
from tco.ui.browser import held, offered, retitle
from tco.ui.state import OF_CASE, edit, keep_own, note_own, touch
from tco.ui.view import View, touched
from tco.ui.words import LANGUAGES

OPEN, PART, REFUSED = (f"{OF_CASE}alternatives_{each}" for each in ("open", "part", "refused_title"))
OWN = "open"  # its parameter of the address
PARTS = ("moves", "offer", "staff", "own")
LONGEST_TITLE = 80


def show(view: View) -> None:
    """What is compared, the list, and the alternative that is open."""
    words, document, computed = view.words, view.choice.document, is_computed(view)
    said = text.headline(view.result, words) if computed else words("alternatives.headline.broken")
    st.html(tables.page_heading(said))
    without_fee = text.without_fee(view.result, words) if computed else ""
    if without_fee:
        st.html(tables.paragraph(without_fee))
    names = plans.names(document)
    if not names:
        return
    opened = _which(view, names)
    st.html(text.listing(view, opened, computed))
    _tools(view, names, opened)
    notice(view)
    _opened(view, opened)


def _which(view: View, names: list[str]) -> str:
    """The alternative that is open; one that does not open by itself stands in the address."""
    usual = view.alternative if view.alternative in names else names[0]
    asked = (view.own.get(OWN, ""), st.session_state.get(OPEN, ""))
    opened = next((each for each in asked if each in names), usual)
    if opened != usual:
        st.session_state[OPEN] = opened
    note_own(**{OWN: "" if opened == usual else opened})
    return opened


def _turn_to_alternative(name: str) -> None:
    st.session_state[OPEN] = name
    keep_own(**{OWN: name})


def _tools(view: View, names: list[str], opened: str) -> None:
    """Which one is open, a new one, a copy."""
    words, full = view.words, len(names) >= plans.MOST
    left, right = st.columns((5, 6), vertical_alignment="bottom")
    titles = {each: text.title_of(view.choice.document, each, words.language) for each in names}
    key = f"{FIELD}open"
    left.selectbox(words("alternatives.open"), names, format_func=titles.__getitem__,
                   **offered(key, opened, _open, key))  # fmt: skip
    with right.container(horizontal=True):
        st.button(
            words("alternatives.add"), key="alternatives_add", on_click=_add, args=(view,), disabled=full
        )
        st.button(words("alternatives.copy"), key="alternatives_copy", on_click=_copy, args=(view, opened),
                  disabled=full)  # fmt: skip
    if full:
        st.html(tables.paragraph(words("alternatives.full", count=plans.MOST), "tco-faint"))


def _open(key: str) -> None:
    _turn_to_alternative(st.session_state[key])


def _add(view: View) -> None:
    view = touched(view)
    words = view.words
    title = words("alternatives.new_title", number=len(plans.names(view.choice.document)) + 1)
    document, name = plans.added(view.choice.document, title)
    _turn_to_alternative(name)
    st.session_state[PART] = PARTS[0]
    pack = view.result.bound.pack.head.title.in_language(words.language)
    done(document, "added", title=words.quoted(title), pack=pack)


def _copy(view: View, opened: str) -> None:
    view = touched(view)
    words = view.words
    before = text.title_of(view.choice.document, opened, words.language)
    title = words("alternatives.copy_title", title=before)[:LONGEST_TITLE]
    document, name = plans.copied(view.choice.document, opened, title)
    _turn_to_alternative(name)
    done(document, "copied", title=words.quoted(before))


def _opened(view: View, name: str) -> None:
    words, document = view.words, view.choice.document
    st.html(f"<h2>{escape(text.title_of(document, name, words.language))}</h2>")
    _names(view, name)
    _standing(view, name)
    part = st.session_state.get(PART, PARTS[0])
    key = f"{FIELD}part"
    st.segmented_control(
        words("alternatives.part.label"), PARTS, format_func=lambda each: words(f"alternatives.part.{each}"),
        required=True, **offered(key, part, _turn_to, key),
    )  # fmt: skip
    {"moves": moves.show, "offer": offer.show, "staff": people.staff, "own": people.own_values}[part](
        view, name
    )


def _turn_to(key: str) -> None:
    touch()
    st.session_state[PART] = st.session_state[key]


def _names(view: View, name: str) -> None:
    """The name in the page's language, and in the other one where it differs."""
    words = view.words
    title = view.choice.document["alternatives"][name].get("title", {})
    first = words.language
    other = next(each for each in LANGUAGES if each != first)
    shown = {
        first: title.get(first, ""),
        other: "" if title.get(other) == title.get(first) else title.get(other, ""),
    }
    owner, before, refused, why = st.session_state.get(REFUSED, ("", "", {}, ""))
    is_refused = (owner, before) == (name, title.get(first))
    if is_refused:
        shown = refused
    for column, language in zip(st.columns(2), (first, other), strict=True):
        column.text_input(
            words(f"alternatives.title.{'own' if language == first else 'other'}"), max_chars=LONGEST_TITLE,
            autocomplete="off", placeholder="" if language == first else title.get(first, ""),
            **held(f"{FIELD}{name}.title.{language}", shown[language], _rename, view, name),
        )  # fmt: skip
    if is_refused:
        kept = words.quoted(str(title.get(first, "")))
        said = tables.paragraph(words(f"alternatives.title.{why}", title=kept))
        st.html(f'<div role="alert" class="tco-refused">{said}</div>')


def _rename(view: View, name: str) -> None:
    typed = {each: str(st.session_state[f"{FIELD}{name}.title.{each}"]) for each in LANGUAGES}
    document = touch().document
    retitle()
    st.session_state.pop(REFUSED, None)
    try:
        edit(plans.renamed(document, name, **typed))
    except UserError:
        before = document["alternatives"][name]["title"].get(view.words.language)
        why = "taken" if any(each.strip() for each in typed.values()) else "empty"
        st.session_state[REFUSED] = (name, before, typed, why)


def _standing(view: View, name: str) -> None:
    """Whether it is the baseline; to make it the baseline, to remove it."""
    words = view.words
    if name == view.choice.document.get("baseline", "stay"):
        st.html(tables.paragraph(words("alternatives.is_baseline"), "tco-faint"))
        return
    with st.container(horizontal=True):
        st.button(words("alternatives.make_baseline"), key="alternatives_baseline", on_click=_make_baseline,
                  args=(view, name))  # fmt: skip
        st.button(
            words("alternatives.remove"), key="alternatives_remove", on_click=_remove, args=(view, name)
        )


def _make_baseline(view: View, name: str) -> None:
    view = touched(view)
    title = text.title_of(view.choice.document, name, view.words.language)
    done(plans.with_baseline(view.choice.document, name), "baseline", title=view.words.quoted(title))


def _remove(view: View, name: str) -> None:
    view = touched(view)
    title = text.title_of(view.choice.document, name, view.words.language)
    st.session_state.pop(OPEN, None)
    note_own(**{OWN: ""})
    changed = plans.removed(view.choice.document, name)
    done_with_losses(view, changed, "removed", name, title=view.words.quoted(title))
