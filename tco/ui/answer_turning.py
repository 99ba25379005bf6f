"""What would change the answer, and the numbers to check first.

Promise: it is shown when it has been computed, and the page does not wait for it. Imports streamlit, the
engine and the page's own modules.
"""

from __future__ import annotations

import streamlit as st

from tco.amounts import table_scale
from tco.ui import awaited, tables, turning
from tco.ui.answers import Turns
from tco.ui.background import Job
from tco.ui.facts import Facts, read
from tco.ui.links import link
from tco.ui.parts import Place
from tco.ui.view import View, heading
from tco.uncertainty.conditions import ARTICLE

KEYS = ("input", "kind", "now", "range", "at_low", "at_high", "turns")


def show(job: Job, facts: Facts, view: View, place: Place, claim_place: Place) -> None:
    """Both sections in their empty places; always in present value."""
    claim_place.empty()
    with place.container():
        heading("section.switching", view.words)
        room = st.empty()
        found: Turns | None = awaited.outcome(job, room, view.words)
        if found is None:
            return
        if facts.measure != "present":
            facts = read(view.result, view.alternative, view.words.language)
        _switching(found, facts, view, room)
        _caveats(found, facts, view)
    if facts.leaves and (facts.share or 0.0) < ARTICLE.number:
        reach = turning.reach(found, ARTICLE.number, view.result.bound, view.words)
        claim_place.html(tables.paragraph(reach, "tco-faint"))


def _switching(found: Turns, facts: Facts, view: View, room: Place) -> None:
    words, bound = view.words, view.result.bound
    largest = max((abs(saving) for driver in found.swings for saving in driver.savings), default=0.0)
    scale, unit = table_scale(facts.currency, words.language, largest)
    header = [words(f"switch.{key}") for key in KEYS]
    room.html(
        tables.paragraph(f"**{turning.statement(found, facts, bound, words)}**")
        + tables.table(header, turning.rows(found, bound, scale, words), frozenset({0, 1}))
        + tables.paragraph(words("switch.unit_note", unit=unit), "tco-faint")
    )


def _caveats(found: Turns, facts: Facts, view: View) -> None:
    words, bound = view.words, view.result.bound
    caveats = turning.caveats(found, bound, facts.currency, words)
    heading("section.caveats", words)
    lead = words("caveat.lead" if caveats else "caveat.none")
    st.html(tables.paragraph(lead) + tables.bullets(caveats))
    quotes = turning.quotes(found, bound, words)
    if quotes:
        with st.expander(words("caveat.quotes", count=len(quotes))):
            more = link(words("inputs.lead.see_quotes"), view.href("inputs", show="quote_needed"))
            st.html(
                tables.paragraph(words("caveat.quotes_note"), "tco-faint")
                + tables.bullets(quotes)
                + f"<p>{more}</p>"
            )
