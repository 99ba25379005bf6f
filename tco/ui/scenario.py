"""At which ends of their ranges the inputs are taken: said above every result, and chosen.

Promise: no result of another scenario than the values as entered stands without saying so, with the way back
beside it. Imports streamlit, the engine and the page's own modules.
"""

from __future__ import annotations

import streamlit as st

from tco.edits import with_part
from tco.ui.state import edit, touch
from tco.ui.tables import paragraph
from tco.ui.view import View

OWN = "own"
SCENARIOS = (OWN, "low", "base", "high")


def notice(view: View) -> None:
    """That the result is not that of the values as entered, and the way back to them."""
    words, scenario = view.words, view.result.bound.case.scenario
    if scenario == OWN:
        return
    with st.container(horizontal=True, vertical_alignment="center", key="tco_scenario"):
        said = paragraph(words(f"frame.scenario.{scenario}"))
        st.html(f'<div role="status" class="tco-alert">{said}</div>', width="content")
        st.button(words("frame.scenario.back"), key="scenario:back", on_click=choose, args=(OWN,))


def choose(scenario: str) -> None:
    """Take the inputs with a range as entered, or all at one end; what was entered is kept."""
    choice = touch()
    given = choice.original.get("scenario")
    edit(with_part(choice.document, ("scenario",), given if scenario == (given or OWN) else scenario))
