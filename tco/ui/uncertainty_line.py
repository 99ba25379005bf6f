"""One line of the answer's page: in how many futures the alternative is cheaper, and where to read more.

Promise: it comes after everything else, from the draws that are made at once. Imports streamlit and the
page's own modules.
"""

from __future__ import annotations

import streamlit as st

from tco.ui.answers import Question, answer
from tco.ui.tables import paragraph
from tco.ui.uncertainty_answers import first
from tco.ui.uncertainty_draws import asked_for
from tco.ui.words import Words

ADDRESS = "uncertainty"


Place = st.delta_generator.DeltaGenerator


def place(words: Words) -> Place:
    """Room for the chance beside the link, so that nothing moves when it comes."""
    with st.container(horizontal=True, vertical_alignment="center", key="tco_futures_line"):
        room = st.empty()
        st.page_link(st.Page(_elsewhere, url_path=ADDRESS), label=words("uncertainty.link"))
    return room


def fill(room: Place, question: Question, alternative: str, words: Words) -> None:
    """The chance."""
    found = first(asked_for(question, alternative, answer(question).bound.case.uncertainty.seed))
    if found.inputs:
        chance = found.said[words.language].chance
        room.html(paragraph(words("uncertainty.line", chance=f"**{chance}**")), width="content")


def _elsewhere() -> None:
    """Stands for the page, which the address names."""
