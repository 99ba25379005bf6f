"""What would have to be true: the smallest joint move of inputs that makes the claim hold or the costs equal.

Promise: messages and figures are the engine's; they are computed in a process of their own and shown when
they are done, and the page does not wait for them. Imports streamlit, the engine and the page's own modules.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import streamlit as st

from tco.amounts import percent
from tco.ui import awaited, tables
from tco.ui.background import Job
from tco.ui.browser import offered
from tco.ui.input_text import label
from tco.ui.parts import Place, room
from tco.ui.uncertainty_futures import Moves
from tco.ui.view import View, heading
from tco.ui.words import Words
from tco.uncertainty.conditions import ARTICLE, BREAK_EVEN
from tco.uncertainty.required_text import Told

FEW, MOST = 10, 16  # inputs that may move unless others are chosen, and of those chosen at most
FIELD, CHOSEN = "moves_inputs", "moves_chosen"


def show(view: View, movable: Sequence[str], leaves: bool) -> tuple[list[Job], Callable[[], None]]:
    """The choice of inputs; the job to wait for, and what fills the room below once it is done."""
    words = view.words
    heading("uncertainty.section.moves", words)
    if not movable:
        st.html(tables.paragraph(words("uncertainty.moves.idle")))
        return [], lambda: None
    st.html(tables.paragraph(words("uncertainty.moves.lead")))
    keys = _keys(view, movable)
    place = room()
    if not keys:
        place.html(tables.paragraph(words("uncertainty.moves.none")))
        return [], lambda: None
    job = awaited.ask("moves", view.question, view.alternative, keys)
    return [job], lambda: _fill(job, place, leaves, words)


def _keys(view: View, movable: Sequence[str]) -> tuple[str, ...]:
    """The inputs that may move: those with the largest effect until others were chosen."""
    bound, words = view.result.bound, view.words
    titles = {key: label(bound.inputs[key], bound, words) for key in movable}
    chosen = [key for key in st.session_state.get(CHOSEN, movable[:FEW]) if key in titles]
    st.multiselect(
        words("uncertainty.moves.inputs"), list(movable), format_func=titles.__getitem__,
        placeholder=words("uncertainty.moves.choose"), select_all=False,
        help=words("uncertainty.moves.help", most=MOST),
        **offered(FIELD, chosen, _choose),
    )  # fmt: skip
    return tuple(chosen[:MOST])  # Streamlit would refuse more in English only


def _choose() -> None:
    st.session_state[CHOSEN] = list(st.session_state[FIELD])


def _fill(job: Job, place: Place, leaves: bool, words: Words) -> None:
    found: Moves | None = awaited.outcome(job, place, words)
    if found is None:
        return
    with place.container():
        for condition in (BREAK_EVEN, ARTICLE) if leaves else (BREAK_EVEN,):
            key = "claim" if condition == ARTICLE else "equal"
            title = words(f"uncertainty.moves.{key}", claim=percent(ARTICLE.number))
            st.html(tables.paragraph(f"**{title}**") + _told(found[condition][words.language], title, words))
        st.html(tables.paragraph(words("uncertainty.moves.note"), "tco-faint"))


def _told(found: Told, title: str, words: Words) -> str:
    """The message, the moves as a table where there are any, and what is to be known of them."""
    header = [words(f"uncertainty.moves.{key}") for key in ("input", "now", "then", "part")]
    table = tables.table(header, found.rows, region=title) if found.rows else ""
    notes = (tables.paragraph(each, "tco-faint") for each in found.notes)
    return tables.paragraph(found.message) + table + "".join(notes)
