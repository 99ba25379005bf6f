"""The page "Year by year": when each alternative pays most and for what, the tables behind it, quantities.

Promise: the page reads results and computes nothing; what it shows beside the case stands in its address.
Imports streamlit, pandas, the engine, the page's own modules and how `exports` writes CSV.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import pandas as pd
import streamlit as st

from exports.csv_text import as_csv
from tco import peak_years
from tco.amounts import cell, table_scale
from tco.differences import Terms
from tco.results import Result
from tco.ui import charts, frames, tables, years_frames, years_table, years_text
from tco.ui.answers import Question, answer
from tco.ui.browser import held, offered
from tco.ui.calibration import show as show_calibration
from tco.ui.explain_links import Links
from tco.ui.input_text import plain
from tco.ui.rows import rows_of
from tco.ui.state import keep_own
from tco.ui.tables import paragraph
from tco.ui.view import View, heading, picture
from tco.ui.words import Words
from tco.ui.years_frames import CATEGORY_VIEWS, VIEWS
from tco.ui.years_table import Sheet

DIFFERENCE = "-difference"
SHOWN, BASIS, COMPARED = "field:years_of", "field:years_view", "field:years_difference"


@dataclass(frozen=True)
class Asked:
    """What of the years is shown, as the address has it."""

    view: str
    difference: bool
    shown: tuple[str, ...]
    unknown: tuple[str, ...] = ()


def read(view: View) -> Asked:
    """What the address asks for; what it does not say is the cash of the baseline and the alternative."""
    result, text = view.result, view.own.get("view", "")
    name = text.removesuffix(DIFFERENCE)
    wished = [each for each in view.own.get("of", "").split(",") if each]
    shown = [each for each in result.alternatives if each in wished]
    pair = dict.fromkeys((view.baseline, view.alternative))
    return Asked(
        name if name in VIEWS else VIEWS[0], text.endswith(DIFFERENCE), tuple(shown or pair),
        tuple(each for each in wished if each not in result.alternatives),
    )  # fmt: skip


def show(view: View) -> None:
    """The whole page."""
    result, words, asked = view.result, view.words, read(view)
    peaks = {name: peak_years.peak(result, name) for name in result.alternatives}
    said = years_text.headline(result, [peaks[name] for name in asked.shown[:2]], words)
    st.html(tables.page_heading(said))
    _columns(view, list(peaks.values()))
    _tables(view, asked)
    show_calibration(result, words)


def _columns(view: View, peaks: list[peak_years.Peak]) -> None:
    """Small multiples at one scale, with what they are of above them."""
    result, words, currency = view.result, view.words, view.currency
    heading("years.columns", words)
    note = paragraph(words("years.chart_note"), "tco-faint")
    st.html(paragraph(f"**{years_text.highest(peaks, result, currency, words)}**") + note)
    found = drawn(view.question, words.language)
    st.html(found.legend)
    for start in range(0, len(peaks), 2):
        places = st.columns(2, vertical_alignment="bottom")
        for place, each in zip(places, peaks[start : start + 2], strict=False):
            said = years_text.peak_text(result, each, currency, words)
            figure, alt, behind = found.pictures[each.alternative]
            with place:
                picture(f"yearly_{each.alternative}", said, figure, alt, behind, words)
    st.html(paragraph(words("years.peaks"), "tco-faint"))


@dataclass(frozen=True)
class Drawn:
    """The columns of a case: the legend, and of each alternative the figure, its text and its table."""

    legend: str
    pictures: Mapping[str, tuple[Any, str, str]]


@lru_cache(maxsize=8)
def drawn(question: Question, language: str) -> Drawn:
    """The columns of a case, kept while only the tables below them change."""
    result, words = answer(question), Words(language)
    currency, first = result.bound.pack.head.currency, frames.first_calendar_year(result)
    frame = frames.yearly_groups(result, list(result.alternatives), words)
    span = charts.stack_span(frame)
    pictures = {}
    for name, part in frame.groupby("alternative", sort=False):
        marks = peak_years.bulk_purchases(result, str(name))
        peak = peak_years.peak(result, str(name))
        figure = years_text.columns(part, marks, span, first, currency, words)
        alt = years_text.alt_text(result, peak, marks, currency, words)
        pictures[str(name)] = (figure, alt, _behind(part, currency, words))
    shown = frames.groups_shown(frame)[["label", "colour", "outlined"]]
    return Drawn(tables.legend(rows_of(shown)), pictures)


def _behind(part: pd.DataFrame, currency: str, words: Words) -> str:
    """The figures of one picture."""
    scale, unit = table_scale(currency, words.language, float(part["amount"].abs().max()))
    wide = part.pivot(index="label", columns="year", values="amount").loc[part["label"].unique()]
    rows = [(str(label), *(cell(float(value), scale) for value in row)) for label, row in
            zip(wide.index, wide.to_numpy(), strict=True) if row.any()]  # fmt: skip
    return tables.table([unit, *(str(year) for year in wide.columns)], rows)


def _tables(view: View, asked: Asked) -> None:
    words = view.words
    heading("years.table", words)
    _fields(view, asked)
    if asked.unknown:
        said = [words("years.unknown", value=each) for each in asked.unknown]
        st.html(f'<div role="alert">{tables.bullets(said)}</div>')
    links = Links.of(view)
    st.html(paragraph(words("years.long_note" if links.are_long else "years.open_note"), "tco-faint"))
    every = {each: years_frames.year_table(terms, asked.view, words) for each, terms in _terms(view, asked)}
    for name in asked.shown:
        if name in every:
            st.html(_money_table(view, asked, name, links, every))
        else:
            itself = words("years.own_baseline", title=words.quoted(view.title(name)))
            st.html(paragraph(itself, "tco-faint"))
    if asked.difference:
        st.html(paragraph(words("years.difference_note"), "tco-faint"))
    if asked.view == "present" or view.result.bound.values()["real_terms"]:
        st.html(paragraph(words("years.factor_note"), "tco-faint"))
    st.download_button(
        words("years.csv"), data=lambda: csv_of(view, asked), mime="text/csv", on_click="ignore",
        file_name=f"tco-years-{view.result.bound.case.id}-{view.result.case_hash}.csv", key="years_csv",
    )  # fmt: skip
    _quantities(view, asked, links)


def _fields(view: View, asked: Asked) -> None:
    words = view.words
    labels = {each: words(f"table.{each}") for each in VIEWS}
    titles = {each: plain(view.title(each)) for each in view.result.alternatives}
    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.segmented_control(
            words("table.show"), list(labels), format_func=labels.__getitem__, required=True,
            **offered(BASIS, asked.view, _choose),
        )  # fmt: skip
        st.toggle(words("years.difference"), **held(COMPARED, asked.difference, _choose))
    st.pills(
        words("years.of"), list(titles), format_func=titles.__getitem__, selection_mode="multi",
        **offered(SHOWN, list(asked.shown), _choose),
    )  # fmt: skip


def _choose() -> None:
    """Write what was chosen into the address."""
    state = st.session_state
    keep_own(view=state[BASIS] + (DIFFERENCE if state[COMPARED] else ""), of=",".join(state[SHOWN]))


def _terms(view: View, asked: Asked) -> Iterator[tuple[str, Terms]]:
    """What each shown table is of."""
    for name in asked.shown:
        if not (asked.difference and name == view.baseline):
            yield name, Terms(view.result, name, asked.difference)


def _money_table(view: View, asked: Asked, name: str, links: Links, every: Mapping[str, pd.DataFrame]) -> str:
    """One alternative's table, in the unit that fits all that are shown."""
    words, result = view.words, view.result
    largest = max(float(each[[*result.years, "sum"]].abs().max().max()) for each in every.values())
    scale, unit = table_scale(view.currency, words.language, largest)
    sheet = Sheet(
        name, f"**{caption(view, asked, name)}** · {words('table.unit', unit=unit)}",
        words("years.region", title=view.title(name)), links,
        years_table.money_cells(scale, asked.difference), words("years.open_row"), words("years.skip"),
    )  # fmt: skip
    return years_table.year_table(every[name], header(result, words), sheet)


def caption(view: View, asked: Asked, name: str) -> str:
    """What a table shows, with the kind of its prices."""
    words, basis = view.words, view.words(f"table.{asked.view}")
    if asked.view in CATEGORY_VIEWS:
        basis += f", {words('chart.real' if view.result.bound.values()['real_terms'] else 'chart.nominal')}"
    if asked.difference:
        titles = {"title": view.title(name), "baseline": view.title(view.baseline)}
        return words("years.difference_of", view=basis, **titles)
    return f"{view.title(name)} · {basis}"


def header(result: Result, words: Words) -> list[str]:
    """Item, years with their calendar years, and the sum."""
    return [words("table.item"), *frames.years(result, words, "\n"), words("table.sum")]


def _quantities(view: View, asked: Asked, links: Links) -> None:
    words = view.words
    heading("years.physical", words)
    st.html(paragraph(words("years.physical_note"), "tco-faint"))
    for name in asked.shown:
        st.html(quantities(view.question, words.language, name, links.base))


@lru_cache(maxsize=32)
def quantities(question: Question, language: str, name: str, base: str) -> str:
    """The quantities of an alternative, kept while only the tables above them change."""
    result, words = answer(question), Words(language)
    frame = years_frames.physical_table(Terms(result, name), words)
    if frame.empty:
        return paragraph(words("years.physical_none"))
    title = words("years.physical_of", title=result.title(name, language))
    sheet = Sheet(name, f"**{title}**", words("years.region", title=title), Links(base),
                  years_table.quantity, words("years.open_row"), words("years.skip"))  # fmt: skip
    currency = result.bound.pack.head.currency
    return years_table.physical_table(frame, header(result, words), sheet, currency, words)


def csv_of(view: View, asked: Asked) -> bytes:
    """The tables on the screen in full amounts, one below the other."""
    words, result = view.words, view.result
    rows: list[tuple[Any, ...]] = []
    for name, terms in _terms(view, asked):
        about = (view.title(name), caption(view, asked, name))
        for label, _, line, *values in rows_of(years_frames.year_table(terms, asked.view, words)):
            rows.append((*about, label, line, view.currency, *map(float, values)))
    for name in asked.shown:
        about = (view.title(name), words("years.physical"))
        for _, label, unit, line, *values in rows_of(years_frames.physical_table(Terms(result, name), words)):
            rows.append((*about, label, line, unit, *map(float, values)))
    names = [words(f"years.csv_{each}") for each in ("alternative", "view")]
    item, *years = (each.replace("\n", " ") for each in header(result, words))
    header_row = [*names, item, words("years.csv_line"), words("years.csv_unit"), *years]
    return as_csv(header_row, ([years_table.full(each) for each in row] for row in rows))
