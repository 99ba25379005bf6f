"""The answer for paper: everything of it in one column that fits A4, without anything to press.

Promise: no picture is wider than the page and every sheet carries the versions; what is not known yet stands
beside the answer. Imports streamlit and the page's own modules.
"""

from __future__ import annotations

import streamlit as st

from tco.ui import answer_figures, answer_page, answer_years, awaited, tables
from tco.ui.difference_text import rows
from tco.ui.links import link
from tco.ui.parts import room
from tco.ui.view import View, heading

WIDTH = 704  # of A4 within its margins, in the pixels of a browser


def show(view: View) -> None:
    """The answer, its pictures, what would change it, what was changed, and what is not known."""
    jobs = answer_page.ask(view)
    facts = answer_page.measured(view)
    with st.container(width=WIDTH, key="tco_paper"):
        _top(view)
        head = answer_page.sentence(facts, view)
        reach = answer_page.around(facts, view)
        answer_page.sizes(view)
        answer_figures.show(facts, view)
        answer_page.cumulative(facts, view)
        answer_page.bridge(facts, view)
        turning = room()
        heading("section.table", view.words)
        chosen = view.own.get("view", "cash")
        st.html(answer_years.table(view, chosen if chosen in answer_years.VIEWS else "cash"))
        _changed(view)
    places = (head, reach, turning)
    awaited.fill(jobs, lambda: answer_page.later(jobs, facts, view, places), view.words)


def _top(view: View) -> None:
    """What case this is; the versions, which the style puts onto every sheet."""
    words, result = view.words, view.result
    case = result.bound.case.title.in_language(words.language)
    print_now = f'<a class="tco-print" role="button" href="#">{words("download.print_now")}</a>'
    back = link(words("download.back"), view.href("answer"))
    made = words("download.made", case=case, date=result.bound.decision_date.isoformat())
    st.html(
        f'<p class="tco-screen">{print_now} · {back}</p>'
        + tables.paragraph(made)
        + f"<style>{_foot(view.versions)}</style>"
    )


def _foot(text: str) -> str:
    """The style that puts a text below every sheet, beside the sheet's number."""
    safe = "".join(each for each in text if each.isalnum() or each in " .,·-()_")
    font = "font-size: 7.5pt; font-family: Pretendard, sans-serif;"
    return (
        f'@page {{ @bottom-left {{ content: "{safe}"; {font} }} '
        f'@bottom-right {{ content: counter(page) " / " counter(pages); {font} }} }}'
    )


def _changed(view: View) -> None:
    words, choice = view.words, view.choice
    heading("download.changed", words)
    found = rows(choice.original, choice.document, words)
    header = [words("conflict.place"), words("download.before"), words("download.after")]
    if found:
        st.html(tables.table(header, found, frozenset({0, 1, 2})))
    else:
        st.html(tables.paragraph(words("download.changed_none")))
