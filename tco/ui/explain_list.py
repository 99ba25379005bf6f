"""The list of all numbers: key figures, then lines by cost category, then all others; searched by name or id.

Promise: any number of the case can be opened from here. Imports streamlit, the engine and the page's own
modules; `exports` for the names of the workbook's sections when they are shown.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from html import escape

import streamlit as st

from tco.explain import Node, explain
from tco.language import Category
from tco.results import METRICS, Result
from tco.ui.explain_links import Links
from tco.ui.sentences import year_of
from tco.ui.tables import paragraph
from tco.ui.unit_text import node_text
from tco.ui.view import View
from tco.ui.words import Words

MOST_FOUND = 60
SEARCH = "field:explain_search"
PEAK_DATE = "peak_extra_funding_date"
COUNTED_IN_YEARS = frozenset({"payback_years", "discounted_payback_years", PEAK_DATE})


def show(view: View) -> None:
    """The field to search, and what it finds, or everything by group."""
    words, links = view.words, Links.of(view)
    text = st.text_input(words("explain.search"), key=SEARCH, max_chars=60).strip()
    if text:
        st.html(_found(view, links, text))
        return
    groups = grouped(view.result, words)
    first, *rest = groups.items()
    st.html(_metrics(first[0], first[1], view, links))
    if not links.are_long:
        st.html("".join(_closed(title, lines, view, links) for title, lines in rest))


def grouped(result: Result, words: Words) -> dict[str, list[str]]:
    """All lines, each in one group, in the order of the page."""
    from exports.words import SECTIONS

    instances, korean = result.bound.model.instances, words.language == "ko"
    groups: dict[str, list[str]] = {words("explain.metrics"): [key for key in METRICS if key in instances]}
    placed = set(groups[words("explain.metrics")])
    for category in Category:
        lines = [key for key, each in instances.items() if each.category == category and key not in placed]
        placed |= set(lines)
        if lines:
            groups[words.category(category)] = lines
    for key, each in instances.items():
        if key not in placed:
            section = each.line.module.rsplit(".", 1)[-1]
            names = SECTIONS.get(section, (section, section))
            groups.setdefault(f"{words('explain.others')}: {names[not korean]}", []).append(key)
    return groups


def search(result: Result, text: str, words: Words) -> list[str]:
    """The lines whose name or id has all words of a text, in the order of the list."""
    parts = text.casefold().split()
    ordered = [line for lines in grouped(result, words).values() for line in lines]

    def fits(line: str) -> bool:
        instance = result.bound.model.instances[line]
        said = f"{line} {instance.line.label} {result.label(line, words.language)}".casefold()
        return all(part in said for part in parts)

    return [line for line in ordered if fits(line)]


def _found(view: View, links: Links, text: str) -> str:
    words, found = view.words, search(view.result, text, view.words)
    if not found:
        return f'<div role="status">{paragraph(words("explain.found_none", text=text))}</div>'
    shown = found[:MOST_FOUND]
    key = "explain.found" if len(shown) == len(found) else "explain.found_more"
    said = paragraph(words(key, count=len(found), shown=len(shown)), "tco-faint")
    return f'<div role="status">{said}</div>{_items(shown, view, links)}'


def _metrics(title: str, lines: Iterable[str], view: View, links: Links) -> str:
    """The key figures with their values for the alternative that is looked at."""
    words, items = view.words, []
    known, values = view.result.notes(view.alternative, words.language), view.result.metrics(view.alternative)
    notes = {line: note for line, note in known.items() if values[line] is not None}
    for line in lines:
        node = explain(view.result, line, view.alternative, language=words.language, depth=0)
        link = links.number(node.label, line, view.alternative)
        said = escape(_said(node, words)) + (
            f" <small>{escape(notes[line])}</small>" if line in notes else ""
        )
        head = f"<span>{link} <code>{escape(line)}</code></span><b>{said}</b>"
        items.append(f'<li><div class="tco-part">{head}</div></li>')
    note = paragraph(
        words("explain.metrics_of", title=words.quoted(view.title(view.alternative))), "tco-faint"
    )
    note += paragraph(words("explain.metrics_signs"), "tco-faint")
    return f'<h2>{escape(title)}</h2>{note}<ul class="tco-parts tco-all">{"".join(items)}</ul>'


def _said(node: Node, words: Words) -> str:
    """A key figure with its unit; what is counted in years, or is a year, is said so."""
    if math.isnan(node.value) or node.id not in COUNTED_IN_YEARS:
        return node_text(node, words)
    if node.id == PEAK_DATE:
        return words("timeline.year", year=year_of(node.value)) if node.value else "–"
    return words("payback.years", years=node_text(node, words))


def _closed(title: str, lines: list[str], view: View, links: Links) -> str:
    said = escape(view.words("explain.count", title=title, count=len(lines)))
    return f'<details class="tco-group"><summary>{said}</summary>{_items(lines, view, links)}</details>'


def _items(lines: Iterable[str], view: View, links: Links) -> str:
    items = (
        f"<li>{links.number(view.result.label(line, view.words.language), line, view.alternative)}"
        f" <code>{escape(line)}</code></li>"
        for line in lines
    )
    return f'<ul class="tco-parts tco-all">{"".join(items)}</ul>'
