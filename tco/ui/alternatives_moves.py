"""Where each workload of an alternative runs and when it moves: fields, parts that move, the picture.

Promise: a choice is one step that undo takes back; a quote that nothing is left in is kept aside. Imports
streamlit, the engine and the page's own modules.
"""

from __future__ import annotations

from functools import partial

import streamlit as st

from tco import plans
from tco.amounts import money
from tco.edits import Document
from tco.moving import schedule
from tco.results import Result
from tco.ui import alternatives_timeline as timeline
from tco.ui import tables
from tco.ui.alternatives_field import FIELD, done, entry, headed
from tco.ui.alternatives_reading import is_computed, own_input, usual_book
from tco.ui.browser import offered
from tco.ui.frames import first_calendar_year, years
from tco.ui.input_text import plain
from tco.ui.state import OF_CASE, edit
from tco.ui.view import View, picture, touched

#: Quotes that nothing is left in, by alternative.
ASIDE = f"{OF_CASE}alternatives_aside"


def show(view: View, name: str) -> None:
    """The workloads, what of each moves, and the picture of it."""
    words = view.words
    workloads = list(view.choice.document.get("workloads", {}))
    if not workloads:
        st.html(tables.paragraph(words("alternatives.no_workloads")))
        return
    st.html(headed("alternatives.moves", words))
    for workload in workloads:
        _row(view, name, workload)
    moving = [each for each in workloads if plans.placed(view.choice.document, name, each).place != plans.OWN]
    if moving:
        with st.expander(words("alternatives.moves.more"), key="alternatives_parts"):
            st.html(tables.paragraph(words("alternatives.moves.parts"), "tco-faint"))
            for workload in moving:
                _parts(view, name, workload)
    if is_computed(view):
        _picture(view, name)


def labels(result: Result, language: str) -> dict[str, str]:
    """Names of the workloads."""
    found = {}
    for workload in result.bound.case.workloads:
        label = result.bound.label_of_member(workload)
        found[workload] = label.in_language(language) if label else workload
    return found


def _label(view: View, workload: str) -> str:
    return labels(view.result, view.words.language).get(workload, workload)


def _row(view: View, name: str, workload: str) -> None:
    words, placed = view.words, plans.placed(view.choice.document, name, workload)
    with st.container(key=f"tco_row_{workload}"):
        columns = st.columns((5, 3, 3, 3), gap="small")
        key = f"{FIELD}{name}.{workload}.place"
        columns[0].selectbox(
            plain(_label(view, workload)), plans.PLACES,
            format_func=lambda place: words(f"alternatives.place.{place}"),
            **offered(key, placed.place, _put, view, name, workload, key),
        )  # fmt: skip
        for column, (date, parameter) in zip(columns[1:], plans.DATES.items(), strict=True):
            each = own_input(view, name, f"{workload}.{parameter}")
            if placed.place != plans.OWN and each is not None:
                with column:
                    label = words(f"alternatives.date.{date}")
                    entry(view, each, label, partial(_dated, name=name, workload=workload, date=date))


def _dated(document: Document, value: float | None, *, name: str, workload: str, date: str) -> Document:
    return plans.with_date(document, name, date, value, workload)


def _put(view: View, name: str, workload: str, key: str) -> None:
    view, place = touched(view), st.session_state[key]
    before, aside = view.choice.document, st.session_state.setdefault(ASIDE, {})
    quote = aside.get(name, plans.FIRST_QUOTE)
    document = plans.put(before, name, workload, place, usual_book(view, name), quote)
    had, has = ("quote" in each["alternatives"][name] for each in (before, document))
    if had and not has:
        aside[name] = before["alternatives"][name]["quote"]
        done(document, "quote_aside", workload=_label(view, workload))
    elif has and not had:
        done(document, "quote_back" if name in aside else "quote_begun", workload=_label(view, workload))
    else:
        edit(document)


def _parts(view: View, name: str, workload: str) -> None:
    words, key = view.words, f"{FIELD}{name}.{workload}.parts"
    placed = plans.placed(view.choice.document, name, workload)
    st.pills(
        plain(_label(view, workload)), plans.RESOURCES, selection_mode="multi",
        format_func=lambda each: words(f"alternatives.resource.{each}"), 
        **offered(key, list(placed.resources), _choose_parts, view, name, workload, key),
    )  # fmt: skip


def _choose_parts(view: View, name: str, workload: str, key: str) -> None:
    view, chosen = touched(view), st.session_state[key]
    edit(plans.with_resources(view.choice.document, name, workload, chosen, usual_book(view, name)))


def _picture(view: View, name: str) -> None:
    result, words = view.result, view.words
    moves = schedule(result, view.choice.document, name)
    purchases, first = timeline.purchases_of(result, name), first_calendar_year(result)
    called = labels(result, words.language)
    figure = timeline.picture(moves, purchases, called, first, view.currency, words)
    st.html(f"<h3>{words('alternatives.timeline.heading')}</h3>{_legend(view)}")
    header = [words(f"alternatives.timeline.{each}") for each in
              ("workload", "place", "start", "moved", "left", "parts")]  # fmt: skip
    bought = [
        (year, money(amount, view.currency, words.language) if amount else "–")
        for year, amount in zip(years(result, words), purchases, strict=True)
    ]
    table = tables.table(header, timeline.rows(moves, called, words), frozenset({0, 1, 5})) + tables.table(
        [words("alternatives.timeline.year"), words("alternatives.timeline.purchases")], bought
    )
    said = timeline.message(moves, result.horizon, first, words)
    picture("alternatives", said, figure, timeline.alt(moves, called, words), table, words)
    st.html(tables.paragraph(words("alternatives.timeline.note"), "tco-faint"))


def _legend(view: View) -> str:
    parts = "".join(
        f'<span><i class="tco-lane-{each}"></i>{view.words(f"alternatives.timeline.{each}")}</span>'
        for each in ("own", "both", "cloud")
    )
    return f'<div class="tco-legend" aria-hidden="true">{parts}</div>'
