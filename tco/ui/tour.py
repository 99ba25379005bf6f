"""The guided tour: one case over the pages, in large type, with what to look at on each.

Promise: every figure in it is read from the result on the screen and true for whoever wins; "Reset" puts the
case back as it was opened and leaves the draft stored. Imports streamlit, the engine and the page's own
modules.
"""

from __future__ import annotations

from html import escape
from pathlib import Path

import streamlit as st

from tco.amounts import money
from tco.ui import sentences
from tco.ui.facts import Facts, read
from tco.ui.links import link
from tco.ui.state import open_case, touch
from tco.ui.tables import rich
from tco.ui.view import View
from tco.ui.words import Words

STEPS = ("start", "answer", "years", "explain", "uncertainty", "alternatives", "export")
TOUR, EXPLAINED = "tour", "present_value"
STYLE = Path(__file__).with_name("tour.css")


def bar(view: View, page: str) -> None:
    """Step, what to look at, and the ways on, where the address asks for the tour and the page is in it."""
    if TOUR not in view.own or page not in STEPS:
        return
    words, step = view.words, STEPS.index(page)
    st.html(STYLE)
    count = words("tour.step", step=step + 1, count=len(STEPS))
    look = f"{words(f'tour.{page}.look')} {_figure(view, page)}"
    with st.container(key="tco_tour", horizontal=True, vertical_alignment="center"):
        st.html(
            f'<section class="tco-tour" aria-label="{escape(words("tour.name"))}">'
            f"<p><small>{escape(count)}</small> <b>{escape(words(f'tour.{page}.title'))}</b></p>"
            f"<p>{rich(look)}</p><nav>{_ways(view, step)}</nav></section>"
        )
        st.button(words("tour.reset"), key="tour:reset", type="tertiary", on_click=_reset,
                  help=words("tour.reset_help"))  # fmt: skip


def _ways(view: View, step: int) -> str:
    """Links back and on, and out of the tour."""
    ways = [(at, key) for at, key in ((step - 1, "back"), (step + 1, "next")) if 0 <= at < len(STEPS)]
    links = [link(view.words(f"tour.{key}"), _address(view, at)) for at, key in ways]
    return " ".join([*links, link(view.words("tour.end"), view.href(STEPS[step]))])


def _address(view: View, step: int) -> str:
    page = STEPS[step]
    own = {"line": EXPLAINED, "of": view.alternative} if page == "explain" else {}
    return view.href(page, tour=str(step + 1), **own)


def _figure(view: View, page: str) -> str:
    """The sentence of a step that is made from the result, where two are compared."""
    words, result = view.words, view.result
    if view.is_single:
        return ""
    facts = read(result, view.alternative, words.language)
    if page == "answer":
        return sentences.headline(facts, words)
    if page == "years":
        return _funding(facts, words)
    live = result.bound.live
    values = {
        "alternative": words.quoted(facts.alternative.title),
        "baseline": words.quoted(facts.baseline.title),
        "amount": money(facts.alternative.value, facts.currency, words.language),
        "inputs": len(live),
        "ranges": sum(each.has_range for each in live),
        "count": len(facts.rivals),
        "hash": result.case_hash,
    }
    if page == "alternatives":
        return sentences.field(facts, words) or words("tour.alternatives.figure", **values)
    return words(f"tour.{page}.figure", **values)


def _funding(facts: Facts, words: Words) -> str:
    """When the alternative has cost most cash beyond the baseline."""
    names = {
        "alternative": words.quoted(facts.alternative.title),
        "baseline": words.quoted(facts.baseline.title),
    }
    if not facts.peak:
        return words("tour.years.never", **names)
    amount = money(facts.peak, facts.currency, words.language)
    return words("tour.years.figure", year=sentences.year_of(facts.peak_date), amount=amount, **names)


def _reset() -> None:
    """The case as it was opened, compared as at first; what was changed stays in its draft."""
    choice = touch()
    open_case(choice.case, choice.original)
