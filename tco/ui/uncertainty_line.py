"""One line of the answer's page: in how many futures the alternative is cheaper, and where to read more.

Promise: it is shown when it has been computed, from the draws that are made at once. Imports streamlit and
the page's own modules.
"""

from __future__ import annotations

import streamlit as st

from tco.ui import awaited
from tco.ui.background import Job
from tco.ui.tables import paragraph
from tco.ui.uncertainty_answers import Futures, keep
from tco.ui.uncertainty_draws import asked_for
from tco.ui.view import View, link


def ask(view: View) -> Job:
    """Have the first futures drawn."""
    return awaited.ask("futures", asked_for(view))


def place(view: View) -> awaited.Place:
    """Room for the chance above the link, so that nothing moves when it comes."""
    with st.container(key="tco_futures_line"):
        room = st.empty()
        st.html(f"<p>{link(view.words('uncertainty.link'), view.href('uncertainty'))}</p>")
    return room


def fill(job: Job, room: awaited.Place, view: View) -> None:
    """The chance."""
    found: Futures | None = awaited.outcome(job, room, view.words)
    if found is not None:
        keep(found)
    if found is not None and found.inputs:
        chance = found.said[view.words.language].chance
        room.html(paragraph(view.words("uncertainty.line", chance=f"**{chance}**")))
