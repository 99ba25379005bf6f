"""The answer in figures: what is compared by which measure, the key figures, the saving said three ways.

Promise: every figure is a link to how it is made. Imports streamlit, the engine and the page's own modules.
"""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from tco.amounts import cell, money, percent, table_scale
from tco.differences import savings
from tco.ui import sentences, tables
from tco.ui.browser import offered
from tco.ui.compared import Bridge, Course, highest
from tco.ui.facts import MEASURES, Facts, Rival
from tco.ui.state import choose_own
from tco.ui.turning import signed
from tco.ui.view import View

ADDRESS = "measure"


def switch(facts: Facts, view: View) -> None:
    """The choice of the measure."""
    words = view.words
    names = {name: words(f"measure.{name}") for name in MEASURES}
    st.segmented_control(
        words("measure.label"), list(names), format_func=names.__getitem__, required=True,
        help=words("measure.help"),
        **offered("field:measure", facts.measure, choose_own, ADDRESS, "field:measure"),
    )  # fmt: skip
    if facts.measure != "present":
        st.html(tables.paragraph(words("measure.only_present"), "tco-faint"))


def show(facts: Facts, view: View) -> None:
    """Four figures, and the difference measured in all ways."""
    st.html(tables.figures(_figures(facts, view)) + _savings(facts, view))


def _figures(facts: Facts, view: View) -> list[tuple[str, str, str]]:
    words, alternative = view.words, view.alternative

    def value(rival: Rival, name: str) -> str:
        text = money(rival.value, facts.currency, words.language)
        return view.explained(text, MEASURES[facts.measure], name)

    rate = percent(view.result.value(alternative, "discount_rate_applied"))
    peak = money(facts.peak, facts.currency, words.language)
    peak_note = words("figure.peak_note", year=sentences.year_of(facts.peak_date))
    return [
        (words(f"figure.{facts.measure}"),
         f"{value(facts.baseline, view.baseline)} → {value(facts.alternative, alternative)}",
         words(f"figure.{facts.measure}_note", rate=rate)),
        (words("figure.run_rate"),
         view.explained(sentences.change(facts.shares[2], words), "run_rate_saving_pct", alternative),
         words("figure.run_rate_note", year=facts.years)),
        (words("figure.payback"),
         view.explained(sentences.payback(facts, words), "payback_years", alternative),
         facts.payback_note if facts.payback == 0 else words("figure.payback_note")),
        (words("figure.peak"), view.explained(peak, "peak_extra_funding", alternative),
         peak_note if facts.peak else words("figure.peak_none")),
    ]  # fmt: skip


def _savings(facts: Facts, view: View) -> str:
    words = view.words
    found = savings(view.result, view.alternative)
    largest = max(abs(cost) for each in found for cost in (each.baseline, each.alternative))
    scale, unit = table_scale(facts.currency, words.language, largest)
    rows = []
    for each in found:
        costs = ((each.baseline, view.baseline), (each.alternative, view.alternative))
        pair = [view.explained(cell(cost, scale), each.line, name) for cost, name in costs]
        name = words(f"savings.{each.measure}")
        rows.append((name, *pair, signed(-each.amount, scale), sentences.change(each.share, words)))
    header = [words("savings.measure"), facts.baseline.title, facts.alternative.title,
              words("savings.difference"), words("savings.share")]  # fmt: skip
    return (
        tables.heading(words("savings.heading"))
        + tables.linked(header, rows)
        + tables.paragraph(words("savings.note", unit=unit), "tco-faint")
        + tables.paragraph(f"{words('savings.terms')} {words('savings.risk_note')}", "tco-faint")
    )


def cumulative_table(found: Sequence[Course], view: View) -> str:
    """The cumulative cost of each alternative at the end of each year."""
    words, years = view.words, view.result.years
    scale, unit = table_scale(view.currency, words.language, highest(found))
    rows = [(each.title, *(cell(cost, scale) for cost in each.at(years))) for each in found]
    header = [f"{words('table.item')} ({unit})", *(words("timeline.year", year=year) for year in years)]
    return tables.table(header, rows)


def bridge_table(found: Bridge, facts: Facts, view: View) -> str:
    """The steps of the bridge in figures."""
    words = view.words
    scale, unit = table_scale(facts.currency, words.language, found.largest)
    rows = [
        (each.label, (signed if each.role == "step" else cell)(each.amount, scale)) for each in found.bars
    ]
    return tables.table([words("table.item"), unit], rows)
