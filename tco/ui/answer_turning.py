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
from tco.ui.view import View
from tco.uncertainty.conditions import ARTICLE

KEYS = ("input", "kind", "now", "range", "at_low", "at_high", "turns")


def show(job: Job, facts: Facts, view: View, place: Place, claim_place: Place) -> None:
    """Both sections in their empty places; always in present value."""
    claim_place.empty()
    found, why = awaited.answered(job, view.words)
    turns: Turns | None = found
    with place.container():
        if turns is None:
            st.html(tables.heading(view.words("section.switching")) + why)
            return
        if facts.measure != "present":
            facts = read(view.result, view.alternative, view.words.language)
        st.html(_switching(turns, facts, view) + _caveats(turns, facts, view))
        _quotes(turns, view)
    if facts.leaves and (facts.share or 0.0) < ARTICLE.number:
        reach = turning.reach(turns, ARTICLE.number, view.result.bound, view.words)
        claim_place.html(tables.paragraph(reach, "tco-faint"))


def _switching(found: Turns, facts: Facts, view: View) -> str:
    words, bound = view.words, view.result.bound
    largest = max((abs(saving) for driver in found.swings for saving in driver.savings), default=0.0)
    scale, unit = table_scale(facts.currency, words.language, largest)
    header = [words(f"switch.{key}") for key in KEYS]
    return (
        tables.heading(words("section.switching"))
        + tables.paragraph(f"**{turning.statement(found, facts, bound, words)}**")
        + tables.table(header, turning.rows(found, bound, scale, words), frozenset({0, 1}))
        + tables.paragraph(words("switch.unit_note", unit=unit), "tco-faint")
    )


def _caveats(found: Turns, facts: Facts, view: View) -> str:
    words = view.words
    caveats = turning.caveats(found, view.result.bound, facts.currency, words)
    lead = words("caveat.lead" if caveats else "caveat.none")
    return tables.heading(words("section.caveats")) + tables.paragraph(lead) + tables.bullets(caveats)


def _quotes(found: Turns, view: View) -> None:
    words = view.words
    quotes = turning.quotes(found, view.result.bound, words)
    if quotes:
        with st.expander(words("caveat.quotes", count=len(quotes))):
            more = link(words("inputs.lead.see_quotes"), view.href("inputs", show="quote_needed"))
            st.html(
                tables.paragraph(words("caveat.quotes_note"), "tco-faint")
                + tables.bullets(quotes)
                + f"<p>{more}</p>"
            )
