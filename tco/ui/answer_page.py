"""The answer: one sentence, four figures, the pictures behind them, what would change it, the years in short.

Promise: the page reads results and computes nothing. Imports streamlit, the engine and the page's own
modules.
"""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from tco.amounts import money
from tco.claims import load_claims
from tco.claims.examine import PUBLISHED, SAVING
from tco.sizing import warnings
from tco.ui import (
    answer_figures,
    answer_turning,
    answer_years,
    awaited,
    charts,
    compared,
    frames,
    sentences,
    tables,
)
from tco.ui import uncertainty_line as futures
from tco.ui.answer_figures import ADDRESS as MEASURE
from tco.ui.background import Job
from tco.ui.facts import MEASURES, Facts, read
from tco.ui.links import link, outside
from tco.ui.palette import colours
from tco.ui.parts import Place, room
from tco.ui.turning import plus
from tco.ui.uncertainty_futures import Futures
from tco.ui.view import View, heading, picture
from tco.uncertainty.conditions import ARTICLE

#: Where what is computed later goes: sentence and chance, what makes the claim true, what turns the answer.
Places = tuple[Place, Place, Place]


def show(view: View) -> None:
    """The whole page below the choice of the alternative."""
    jobs = ask(view)
    facts = measured(view)
    head = sentence(facts, view)
    reach = around(facts, view)
    sizes(view)
    answer_figures.switch(facts, view)
    answer_figures.show(facts, view)
    cumulative(facts, view)
    bridge(facts, view)
    turning = room()
    answer_years.show(view)
    _away(view)
    awaited.fill(jobs, lambda: later(jobs, facts, view, (head, reach, turning)), view.words)


def measured(view: View) -> Facts:
    """The answer by the measure that the address asks for."""
    measure = view.own.get(MEASURE, "present")
    measure = measure if measure in MEASURES else "present"
    return read(view.result, view.alternative, view.words.language, measure)


def later(jobs: Sequence[Job], facts: Facts, view: View, places: Places) -> None:
    """What the second process computes: what turns the answer, and how sure it is."""
    turns, draws = jobs
    head, reach, turning = places
    answer_turning.show(turns, facts, view, turning, reach)
    found, line = futures.read(draws, view)
    head.html(tables.page_heading(judged(found, facts, view)) + line)


def ask(view: View) -> tuple[Job, Job]:
    """Have what would change the answer computed, and the first futures."""
    return awaited.ask("turns", view.question, view.alternative, ARTICLE.number), futures.ask(view)


def sentence(facts: Facts, view: View) -> Place:
    """The answer in one sentence; its place, in case it is too close to call."""
    head = room()
    head.html(tables.page_heading(sentences.headline(facts, view.words)))
    return head


def judged(found: Futures | None, facts: Facts, view: View) -> str:
    """That it is too close to call comes first, where the futures do not agree on who is cheaper."""
    said = sentences.headline(facts, view.words)
    if found is not None and facts.measure == "present" and futures.too_close(found):
        said = view.words("headline.close", headline=said)
    return said


def around(facts: Facts, view: View) -> Place:
    """When the costs cross, where the others stand, and what the article claims beside what it is here.

    With a place for what would make the claim true.
    """
    words = view.words
    more = f"{sentences.timeline(facts, words)} {sentences.field(facts, words)}"
    st.html(tables.paragraph(more.strip()) + (_claim(facts, view) if facts.leaves else ""))
    return room()


def _claim(facts: Facts, view: View) -> str:
    claims, words = load_claims(PUBLISHED), view.words
    said = tables.rich(sentences.claim(facts, claims, SAVING, words))
    source = outside(words("claim.source"), claims.source.url)
    more = link(words("claim.all"), view.href("claims"))
    ways = f'<span class="tco-screen">{source} · {more}</span>'
    return f'<div class="tco-claim"><b>{words("claim.heading")}</b> {said} {ways}</div>'


def sizes(view: View) -> None:
    """What is larger or smaller than anything published, where the answer rests on it."""
    place = st.empty()  # also where it stays so: what follows keeps its place and is not drawn anew
    found = [each.sentence.in_language(view.words.language) for each in warnings(view.result)]
    if found:
        rows = "".join(f"<li>{tables.rich(sentence)}</li>" for sentence in found)
        place.html(f'<div class="tco-claim"><b>{view.words("sizes.heading")}</b><ul>{rows}</ul></div>')


def cumulative(facts: Facts, view: View) -> None:
    """When the costs cross, or that they do not."""
    words, result = view.words, view.result
    heading("section.timeline", words)
    courses = compared.courses(result, words.language)
    own = next(each for each in courses if each.alternative == view.alternative)
    marks = [(each.date, own.at([each.date])[0], words("mark.crossing", year=sentences.year_of(each.date)))
             for each in facts.crossings]  # fmt: skip
    first, prices = frames.first_calendar_year(result), frames.basis(result)
    figure = charts.cumulative(courses, prices, marks, first, facts.currency, words)
    message = sentences.timeline(facts, words)
    ends = ", ".join(
        f"{each.title} {money(each.costs[-1], facts.currency, words.language)}" for each in courses
    )
    alt = words("chart.cumulative_alt", horizon=facts.years, ends=ends, sentence=message)
    picture("cumulative", message, figure, alt, answer_figures.cumulative_table(courses, view), words)


def bridge(facts: Facts, view: View) -> None:
    """What makes the difference, category by category."""
    words, result = view.words, view.result
    heading("section.bridge", words)
    found = compared.bridge(result, view.alternative, facts, words)
    colour = colours(result.bound.case)
    pair = (colour[view.baseline], colour[view.alternative])
    first = frames.first_calendar_year(result)
    figure = charts.bridge(found, pair, first, facts.years, facts.currency, words)
    steps = ", ".join(f"{each.label} {plus(each.amount, facts.currency, words)}" for each in found.steps)
    start, end = (
        money(rival.value, facts.currency, words.language) for rival in (facts.baseline, facts.alternative)
    )
    alt = words("chart.bridge_alt", start=start, end=end, steps=steps)
    message = sentences.bridge(found, facts.currency, words)
    table, key = answer_figures.bridge_table(found, facts, view), words("chart.bridge_key")
    picture("bridge", message, figure, alt, table, words, tables.paragraph(key, "tco-faint"))


def _away(view: View) -> None:
    """Where to take the answer from, and the versions that made it."""
    words = view.words
    st.html(
        tables.heading(words("section.downloads"))
        + f"<p>{link(words('download.open'), view.href('export'))}</p>"
        + tables.paragraph(view.versions, "tco-version")
    )
