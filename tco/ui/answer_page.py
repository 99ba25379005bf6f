"""The answer: one sentence, four figures, the pictures behind them, what would change it, the yearly table.

Promise: the page reads results and computes nothing. Imports streamlit and the page's own modules.
"""

from __future__ import annotations

import pandas as pd
import streamlit as st

from tco.amounts import cell, money, percent, table_scale
from tco.claims import load_claims
from tco.results import Result
from tco.sizing import warnings
from tco.ui import charts, downloads, frames, sentences, tables, turning, uncertainty_line
from tco.ui.answers import Question, turns
from tco.ui.calibration import show as show_calibration
from tco.ui.facts import Facts, Rival, read
from tco.ui.palette import colours
from tco.ui.rows import rows_of
from tco.ui.view import View
from tco.ui.words import Words

CLAIMS, CLAIM = "dailymedi_2021", "saving_40"


def show(view: View) -> None:
    """The whole page below the choice of the alternative."""
    result, question, alternative, words = view.result, view.question, view.alternative, view.words
    facts = read(result, alternative, words.language)
    _answer(facts, words)
    futures_place = uncertainty_line.place(words)
    claim_place = st.container()
    _claim(facts, words, claim_place)
    _sizes(result, words)
    _figures(result, alternative, facts, words)
    _cumulative(result, alternative, facts, words)
    _bridge(result, alternative, facts, words)
    turning_place = st.container()
    _years(result, alternative, words)
    show_calibration(result, words)
    _heading("section.downloads", words)
    downloads.show(result, words)
    _turning(result, question, alternative, facts, words, turning_place, claim_place)
    uncertainty_line.fill(futures_place, question, alternative, words)


def _heading(key: str, words: Words) -> None:
    st.html(f"<h2>{words(key)}</h2>")


def _answer(facts: Facts, words: Words) -> None:
    st.html(f'<h1 class="tco-headline">{tables.rich(sentences.headline(facts, words))}</h1>')
    st.html(tables.paragraph(f"{sentences.timeline(facts, words)} {sentences.field(facts, words)}".strip()))


def _claim(facts: Facts, words: Words, place: st.delta_generator.DeltaGenerator) -> None:
    if facts.leaves:
        claims = load_claims(CLAIMS)
        said = tables.rich(sentences.claim(facts, claims, CLAIM, words))
        link = f'<a href="{claims.source.url}" target="_blank" rel="noopener">{words("claim.source")}</a>'
        place.html(f'<div class="tco-claim"><b>{words("claim.heading")}</b> {said} {link}</div>')


def _sizes(result: Result, words: Words) -> None:
    """What is larger or smaller than anything published, where the answer rests on it."""
    found = [each.sentence.in_language(words.language) for each in warnings(result)]
    if found:
        rows = "".join(f"<li>{tables.rich(sentence)}</li>" for sentence in found)
        st.html(f'<div class="tco-claim"><b>{words("sizes.heading")}</b><ul>{rows}</ul></div>')


def _figures(result: Result, alternative: str, facts: Facts, words: Words) -> None:
    def amount(rival: Rival) -> str:
        return money(rival.value, facts.currency, words.language, digits=3)

    rate = percent(result.value(alternative, "discount_rate_applied"))
    peak = money(facts.peak, facts.currency, words.language, digits=3)
    peak_note = words("figure.peak_note", year=sentences.year_of(facts.peak_date))
    st.html(
        tables.figures(
            [
                (words("figure.present"), f"{amount(facts.baseline)} → {amount(facts.alternative)}",
                 words("figure.present_note", rate=rate)),
                (words("figure.run_rate"), sentences.change(facts.shares[2], words),
                 words("figure.run_rate_note", year=facts.years)),
                (words("figure.payback"), sentences.payback(facts, words),
                 (facts.payback is not None and facts.payback_note) or words("figure.payback_note")),
                (words("figure.peak"), peak, peak_note if facts.peak else words("figure.peak_none")),
            ]
        )
    )  # fmt: skip
    _savings(result, alternative, facts, words)


def _savings(result: Result, alternative: str, facts: Facts, words: Words) -> None:
    frame = frames.three_savings(result, alternative)
    scale, unit = table_scale(
        facts.currency, words.language, float(frame[["baseline", "alternative"]].abs().max().max())
    )
    rows = []
    for row in rows_of(frame):
        saving = row.baseline - row.alternative
        share = saving / row.baseline if row.baseline else None
        difference = turning.signed(-saving, scale)
        pair = (cell(row.baseline, scale), cell(row.alternative, scale))
        rows.append((words(f"savings.{row.measure}"), *pair, difference, sentences.change(share, words)))
    header = [words("savings.measure"), facts.baseline.title, facts.alternative.title,
              words("savings.difference"), words("savings.share")]  # fmt: skip
    st.html(
        f"<h3>{words('savings.heading')}</h3>"
        + tables.table(header, rows)
        + tables.paragraph(words("savings.note", unit=unit), "tco-faint")
        + tables.paragraph(f"{words('savings.terms')} {words('savings.risk_note')}", "tco-faint")
    )


def _cumulative(result: Result, alternative: str, facts: Facts, words: Words) -> None:
    _heading("section.timeline", words)
    frame = frames.cumulative(result, words.language)
    marks = [
        (each.date, frames.cost_at(frame, alternative, each.date),
         words("mark.crossing", year=sentences.year_of(each.date)))
        for each in facts.crossings
    ]  # fmt: skip
    figure = charts.cumulative(frame, marks, frames.first_calendar_year(result), facts.currency, words)
    sentence = sentences.timeline(facts, words)
    last = frame.groupby("alternative", sort=False).last()
    ends = ", ".join(
        f"{row.title} {money(row.cost, facts.currency, words.language)}" for row in rows_of(last)
    )
    alt = words("chart.cumulative_alt", horizon=facts.years, ends=ends, sentence=sentence)
    st.html(tables.paragraph(f"**{sentence}**"))
    _chart(figure, alt, "cumulative")


def _bridge(result: Result, alternative: str, facts: Facts, words: Words) -> None:
    _heading("section.bridge", words)
    frame = frames.bridge(result, alternative, facts, words)
    colour = colours(result.bound.case)
    pair = (colour[result.bound.case.baseline], colour[alternative])
    figure = charts.bridge(
        frame, pair, frames.first_calendar_year(result), facts.years, facts.currency, words
    )
    steps = ", ".join(
        f"{row.label} {turning.plus(row.amount, facts.currency, words)}"
        for row in rows_of(frame[frame["role"] == "step"])
    )
    start, end = (
        money(value, facts.currency, words.language)
        for value in (facts.baseline.value, facts.alternative.value)
    )
    st.html(
        tables.paragraph(f"**{sentences.bridge(frame, facts.currency, words)}** {words('chart.bridge_key')}")
    )
    _chart(figure, words("chart.bridge_alt", start=start, end=end, steps=steps), "bridge")


def _turning(
    result: Result, question: Question, alternative: str, facts: Facts, words: Words,
    place: st.delta_generator.DeltaGenerator, claim_place: st.delta_generator.DeltaGenerator,
) -> None:  # fmt: skip
    """Last in time, since it evaluates the case some hundred times; the places for it are higher up."""
    claimed = load_claims(CLAIMS).claims[CLAIM].figure
    assert claimed is not None
    found, bound = turns(question, alternative, claimed), result.bound
    if facts.leaves and (facts.shares[0] or 0.0) < claimed:
        claim_place.html(tables.paragraph(turning.reach(found, claimed, bound, words), "tco-faint"))
    largest = max((abs(saving) for driver in found.swings for saving in driver.savings), default=0.0)
    scale, unit = table_scale(facts.currency, words.language, largest)
    keys = ("input", "", "now", "range", "at_low", "at_high", "turns")
    header = [words(f"switch.{key}") if key else "" for key in keys]
    caveats = turning.caveats(found, bound, facts.currency, words)
    with place:
        _heading("section.switching", words)
        st.html(tables.paragraph(f"**{turning.statement(found, facts, bound, words)}**"))
        st.html(
            tables.table(header, turning.rows(found, bound, scale, words), frozenset({0, 1}))
            + tables.paragraph(words("switch.unit_note", unit=unit), "tco-faint")
        )
        _heading("section.caveats", words)
        lead = words("caveat.lead" if caveats else "caveat.none")
        st.html(tables.paragraph(lead) + tables.bullets(caveats))
        quotes = turning.quotes(found, bound, words)
        if quotes:
            with st.expander(words("caveat.quotes", count=len(quotes))):
                st.html(tables.paragraph(words("caveat.quotes_note"), "tco-faint") + tables.bullets(quotes))


def _years(result: Result, alternative: str, words: Words) -> None:
    _heading("section.table", words)
    labels = {view: words(f"table.{view}") for view in frames.VIEWS}
    left, right = st.columns([3, 2], vertical_alignment="bottom")
    view = left.segmented_control(
        words("table.show"), list(labels), format_func=labels.__getitem__, default="cash",
        required=True, key="view",
    ) or "cash"  # fmt: skip
    lines = right.toggle(words("table.lines"), key="table_lines", disabled=view != "cash")
    pair = [result.bound.case.baseline, alternative]
    tables_of = [frames.year_table(result, name, view, words, lines and view == "cash") for name in pair]
    largest = max(float(frame[[*result.years, "sum"]].abs().max().max()) for frame in tables_of)
    currency = result.bound.pack.head.currency
    scale, unit = table_scale(currency, words.language, largest)
    first = frames.first_calendar_year(result)
    years = [words("axis.year", year=each, calendar=first + each) for each in result.years]
    header = [words("table.item"), *(each.replace("<br>", "\n") for each in years), words("table.sum")]
    for name, frame in zip(pair, tables_of, strict=True):
        caption = (
            f"**{result.title(name, words.language)}** · {labels[view]} · {words('table.unit', unit=unit)}"
        )
        st.html(tables.year_table(frame, header, scale, caption))
    if view == "cash":
        _stacks(result, pair, words)


def _stacks(result: Result, pair: list[str], words: Words) -> None:
    frame = frames.yearly_groups(result, pair, words)
    span, currency = charts.stack_span(frame), result.bound.pack.head.currency
    shown = frames.groups_shown(frame)[["label", "colour", "outlined"]]
    st.html(tables.paragraph(f"**{words('chart.yearly_message')}**") + tables.legend(rows_of(shown)))
    for column, (name, part) in zip(st.columns(2), frame.groupby("alternative", sort=False), strict=True):
        total: pd.Series[float] = part.groupby("year")["amount"].sum()
        year = int(total.to_numpy().argmax())
        alt = words("chart.yearly_alt", title=result.title(str(name), words.language), year=year,
                    amount=money(float(total.max()), currency, words.language))  # fmt: skip
        with column:
            _chart(
                charts.yearly(part, frames.first_calendar_year(result), span, currency, words),
                alt,
                f"yearly_{name}",
            )


def _chart(figure: object, alt: str, key: str) -> None:
    with st.container(key=f"tco_chart_{key}"):
        st.plotly_chart(figure, width="stretch", config=charts.CONFIG, alt=alt, key=f"chart:{key}")
