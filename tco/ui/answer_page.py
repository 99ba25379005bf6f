"""The answer: one sentence, four figures, the pictures behind them, what would change it, the years in short.

Promise: the page reads results and computes nothing. Imports streamlit and the page's own modules.
"""

from __future__ import annotations

import streamlit as st

from tco.amounts import money
from tco.claims import load_claims
from tco.claims.examine import PUBLISHED, SAVING
from tco.results import MODEL_VERSION
from tco.sizing import warnings
from tco.ui import answer_figures, answer_turning, answer_years, awaited, charts, frames, sentences, tables
from tco.ui import uncertainty_line as futures
from tco.ui.answer_figures import ADDRESS as MEASURE
from tco.ui.background import Job
from tco.ui.facts import MEASURES, Facts, read
from tco.ui.links import link, outside
from tco.ui.palette import colours
from tco.ui.rows import rows_of
from tco.ui.turning import plus
from tco.ui.uncertainty_futures import Futures
from tco.ui.view import View, heading, picture
from tco.uncertainty.conditions import ARTICLE


def show(view: View) -> None:
    """The whole page below the choice of the alternative."""
    jobs = [ask_turns(view), futures.ask(view)]
    measure = view.own.get(MEASURE, "present")
    facts = read(
        view.result, view.alternative, view.words.language, measure if measure in MEASURES else "present"
    )
    head = sentence(facts, view)
    futures_place = st.empty()
    around(facts, view)
    claim_place = claim(facts, view)
    sizes(view)
    answer_figures.switch(facts, view)
    answer_figures.show(facts, view)
    cumulative(facts, view)
    bridge(facts, view)
    turning_place = st.container()
    answer_years.show(view)
    _away(view)
    answer_turning.show(jobs[0], facts, view, turning_place, claim_place)
    judge(futures.fill(jobs[1], futures_place, view), facts, head, view)
    awaited.follow(jobs)


def ask_turns(view: View) -> Job:
    """Have what would change the answer computed."""
    return awaited.ask("turns", view.question, view.alternative, ARTICLE.number)


def sentence(facts: Facts, view: View) -> awaited.Place:
    """The answer in one sentence; its place, in case it is too close to call."""
    head = st.empty()
    head.html(tables.page_heading(sentences.headline(facts, view.words)))
    return head


def judge(found: Futures | None, facts: Facts, head: awaited.Place, view: View) -> None:
    """Say first that it is too close to call, where the futures do not agree on who is cheaper."""
    if found is not None and facts.measure == "present" and futures.too_close(found):
        said = sentences.headline(facts, view.words)
        head.html(tables.page_heading(view.words("headline.close", headline=said)))


def around(facts: Facts, view: View) -> None:
    """When the costs cross, and where the others stand."""
    more = f"{sentences.timeline(facts, view.words)} {sentences.field(facts, view.words)}"
    st.html(tables.paragraph(more.strip()))


def claim(facts: Facts, view: View) -> awaited.Place:
    """What the article claims, beside what it is here; with room for what would make it true."""
    room = st.container()
    if facts.leaves:
        claims, words = load_claims(PUBLISHED), view.words
        said = tables.rich(sentences.claim(facts, claims, SAVING, words))
        source = outside(words("claim.source"), claims.source.url)
        more = link(words("claim.all"), view.href("claims"))
        ways = f'<span class="tco-screen">{source} · {more}</span>'
        room.html(f'<div class="tco-claim"><b>{words("claim.heading")}</b> {said} {ways}</div>')
    return room


def sizes(view: View) -> None:
    """What is larger or smaller than anything published, where the answer rests on it."""
    room = st.container()  # also where it stays empty: what follows keeps its place and is not drawn anew
    found = [each.sentence.in_language(view.words.language) for each in warnings(view.result)]
    if found:
        rows = "".join(f"<li>{tables.rich(sentence)}</li>" for sentence in found)
        room.html(f'<div class="tco-claim"><b>{view.words("sizes.heading")}</b><ul>{rows}</ul></div>')


def cumulative(facts: Facts, view: View) -> None:
    """When the costs cross, or that they do not."""
    words, result = view.words, view.result
    heading("section.timeline", words)
    frame = frames.cumulative(result, words.language)
    marks = [
        (each.date, frames.cost_at(frame, view.alternative, each.date),
         words("mark.crossing", year=sentences.year_of(each.date)))
        for each in facts.crossings
    ]  # fmt: skip
    figure = charts.cumulative(frame, marks, frames.first_calendar_year(result), facts.currency, words)
    message = sentences.timeline(facts, words)
    last = frame.groupby("alternative", sort=False).last()
    ends = ", ".join(
        f"{row.title} {money(row.cost, facts.currency, words.language)}" for row in rows_of(last)
    )
    alt = words("chart.cumulative_alt", horizon=facts.years, ends=ends, sentence=message)
    picture("cumulative", message, figure, alt, answer_figures.cumulative_table(frame, view), words)


def bridge(facts: Facts, view: View) -> None:
    """What makes the difference, category by category."""
    words, result = view.words, view.result
    heading("section.bridge", words)
    frame = frames.bridge(result, view.alternative, facts, words)
    colour = colours(result.bound.case)
    pair = (colour[view.baseline], colour[view.alternative])
    first = frames.first_calendar_year(result)
    figure = charts.bridge(frame, pair, first, facts.years, facts.currency, words)
    steps = ", ".join(
        f"{row.label} {plus(row.amount, facts.currency, words)}"
        for row in rows_of(frame[frame["role"] == "step"])
    )
    start, end = (
        money(rival.value, facts.currency, words.language) for rival in (facts.baseline, facts.alternative)
    )
    alt = words("chart.bridge_alt", start=start, end=end, steps=steps)
    message = sentences.bridge(frame, facts.currency, words)
    picture("bridge", message, figure, alt, answer_figures.bridge_table(frame, facts, view), words)
    st.html(tables.paragraph(words("chart.bridge_key"), "tco-faint"))


def _away(view: View) -> None:
    """Where to take the answer from, and the versions that made it."""
    words, result = view.words, view.result
    heading("section.downloads", words)
    st.html(f"<p>{link(words('download.open'), view.href('export'))}</p>")
    versions = {"model": MODEL_VERSION, "pack": result.bound.pack.label, "hash": result.case_hash}
    st.html(tables.paragraph(words("download.version", **versions), "tco-version"))
