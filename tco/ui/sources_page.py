"""Sources & method: what is modelled and what is not, where each number comes from, how it was checked.

Promise: lists are generated from packs, price books, claims and the model's lines; what is not modelled
stands as plainly as what is. Imports streamlit, the engine and the page's own modules.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from html import escape

import streamlit as st

from tco.symmetry import Symmetry
from tco.symmetry.sides import other_side
from tco.ui import awaited, tables
from tco.ui import sources_rows as rows
from tco.ui.background import Job
from tco.ui.parts import Place, room
from tco.ui.sources_html import matching, prose_table
from tco.ui.sources_rows import Cell, Row
from tco.ui.view import View
from tco.ui.words import Words

PARTS = ("method", "lines", "sources", "judgement", "quote_needed", "symmetry", "terms")
BLCC = "https://github.com/usnistgov/blcc"
#: Where the published calculations are found that the model reproduces, in the order of their texts.
CHECKED = (
    BLCC, BLCC, "https://pravda.ufcontent.com/i/1285868-the-total-economic-impact-of-salesloft-final-3-1/20",
    "https://www.healthit.gov/faq/how-much-going-cost-me",
    "https://www.ajjacobson.us/hill-companies/answers-to-chapter-review-and-selftest-problems-fxp.html",
    "https://openstax.org/details/books/principles-finance-2e",
    "https://www.scribd.com/document/392425980/cfa-hw",
    "https://support.microsoft.com/ko-kr/Excel/mirr-function",
)  # fmt: skip
Section = Callable[[View, str], bool]


def show(view: View) -> None:
    """The whole page."""
    words, found = view.words, rows.counts(view.result.bound)
    st.html(tables.page_heading(headline(found, words)))
    st.html(tables.paragraph(words("sources.lead")))
    find = st.text_input(
        words("sources.find"), key="sources_find", placeholder=words("sources.find_example")
    ).strip()
    labels = {part: words(f"sources.part.{part}") for part in PARTS}
    chosen = st.segmented_control(
        words("sources.show"), PARTS, format_func=labels.__getitem__, default=PARTS[0], required=True,
        key="sources_part", disabled=bool(find),
    ) or PARTS[0]  # fmt: skip
    if not find:
        SECTIONS[chosen](view, "")
    elif not any([SECTIONS[part](view, find) for part in PARTS]):
        st.html(tables.paragraph(words("sources.none", find=words.quoted(find))))


def headline(counts: dict[str, int], words: Words) -> str:
    """How many numbers stand behind the case, and on what they rest."""
    return words(
        "sources.headline",
        total=sum(counts.values()),
        rest=counts["convention"] + counts["definition"],
        **{kind: counts[kind] for kind in ("sourced", "judgement", "quote_needed", "own")},
    )


def _table(title: str, header: list[str], found: list[Row], lead: str = "") -> bool:
    """A heading with its table, where anything is left to show."""
    if found:
        st.html(f"<h2>{escape(title)}</h2>{tables.paragraph(lead)}{prose_table(header, found, title)}")
    return bool(found)


def numbered(key: str, words: Words) -> Iterator[str]:
    """The texts `key.1`, `key.2` … in order."""
    at = 1
    while f"{key}.{at}" in words:
        yield words(f"{key}.{at}")
        at += 1


def _method(view: View, find: str) -> bool:
    """Versions, how the numbers are made, what is not modelled, uncertainty, checks, licence, access."""
    words = view.words
    shown = [_table(words("sources.versions"), [], matching(rows.versions(view.result, words), find))]
    for name in ("made", "not_modelled", "uncertain"):
        shown.append(_list(f"sources.{name}", words, find))
    header = [words("sources.checked_what"), words("sources.checked_how")]
    shown.append(
        _table(words("sources.checked_heading"), header, matching(_checked(words), find),
               words("sources.checked_lead"))
    )  # fmt: skip
    for name in ("licence", "access"):
        shown.append(_list(f"sources.{name}", words, find))
    return any(shown)


def _list(key: str, words: Words, find: str) -> bool:
    texts = [row[0].text for row in matching((rows.plain(each) for each in numbered(key, words)), find)]
    if texts:
        st.html(f"<h2>{escape(words(f'{key}.heading'))}</h2>{tables.bullets(texts)}")
    return bool(texts)


def _checked(words: Words) -> Iterator[Row]:
    titles = numbered("sources.checked_title", words)
    for title, how, address in zip(titles, numbered("sources.checked", words), CHECKED, strict=True):
        yield (Cell(title, address, outside=True), Cell(how))


def _lines(view: View, find: str) -> bool:
    """What is modelled: every cost line with its policy."""
    words, shown = view.words, []
    header = [words("sources.column.line"), words("sources.column.policy")]
    if not find:
        st.html(tables.paragraph(words("sources.lines_lead")))
    for category, found in rows.cost_lines(view.result, words, view.href):
        shown.append(_table(category, header, matching(found, find)))
    return any(shown)


def _sources(view: View, find: str) -> bool:
    words = view.words
    keys = ("title", "publisher", "published", "retrieved", "confidence", "supports")
    header = [words(f"sources.column.{key}") for key in keys]
    found = matching(rows.sources(view.result.bound, words, view.href), find)
    return _table(words("sources.part.sources"), header, found, words("sources.sources_lead"))


def _kind(kind: str) -> Section:
    def section(view: View, find: str) -> bool:
        words = view.words
        keys = ("input", "value", "range", "as_of", "note")
        header = [words(f"sources.column.{key}") for key in keys]
        found = matching(rows.values(view.result.bound, kind, words, view.href), find)
        return _table(words(f"sources.part.{kind}"), header, found, words(f"sources.{kind}_lead"))

    return section


def _symmetry(view: View, find: str) -> bool:
    """What applies to one side only, once it was found; until then it may be what is sought."""
    if not other_side(view.result.bound.case):
        if not find:
            st.html(tables.paragraph(view.words("sources.one_side")))
        return False
    job, place, shown = awaited.ask("sides", view.question), room(), list[bool]()
    awaited.fill([job], lambda: shown.append(_one_sided(view, find, job, place)), view.words)
    return any(shown)


def _one_sided(view: View, find: str, job: Job, place: Place) -> bool:
    place.empty()
    words = view.words
    found: Symmetry | None = awaited.outcome(job, place, words)
    if found is None:
        return True
    header = [words(f"sources.column.{key}") for key in ("rule", "side", "why", "other_side")]
    lead = words("sources.symmetry_lead", count=len(found.one_sided), total=len(found.rules),
                 unexplained=len(found.unexplained))  # fmt: skip
    shown = matching(rows.one_sided(found, words), find)
    with place.container():
        return _table(words("sources.part.symmetry"), header, shown, lead)


def _terms(view: View, find: str) -> bool:
    words = view.words
    titles, texts = numbered("sources.term", words), numbered("sources.meaning", words)
    found = [rows.plain(title, text) for title, text in zip(titles, texts, strict=True)]
    return _table(words("sources.part.terms"), [], matching(found, find))


SECTIONS: dict[str, Section] = {
    "method": _method,
    "lines": _lines,
    "sources": _sources,
    "judgement": _kind("judgement"),
    "quote_needed": _kind("quote_needed"),
    "symmetry": _symmetry,
    "terms": _terms,
}
