"""The first page: what this is, three questions that lead to the answer, drafts, and files to start from.

Promise: the sentence below the questions is the answer to them, from one evaluation; an answer changes the
case by an edit that can be undone. Imports streamlit, the engine and the page's own modules.
"""

from __future__ import annotations

import streamlit as st

from tco.amounts import GAP, number, percent
from tco.case import presets
from tco.ui import frame, sentences, start_answers, start_drafts, start_quote, start_size, start_upload
from tco.ui.alternatives_reading import is_computed
from tco.ui.browser import offered
from tco.ui.choice import DEFAULT_CASE
from tco.ui.facts import read
from tco.ui.input_text import plain
from tco.ui.links import link
from tco.ui.start_answers import KINDS, QUOTE, Preset
from tco.ui.state import open_case, touch
from tco.ui.tables import page_heading, paragraph, rich
from tco.ui.view import View, heading
from tco.ui.words import Words

COUNTRY, CASE, KIND, OFFER = (f"field:start_{each}" for each in ("country", "case", "kind", "vs"))
JOINER = "\u2060"  # where no row may end


def show(view: View) -> None:
    """The whole page."""
    words = view.words
    st.html(page_heading(words("start.headline")))
    st.html(paragraph(words("start.neutral")))
    start_upload.said(words)
    heading("start.questions", words)
    left, right = st.columns((7, 6), gap="large")
    with left:
        _hospital(view)
    with right:
        start_size.show(view)
        _table(view)
    _answer(view)
    start_drafts.show(view)
    start_upload.show(view)


# --- The hospital -------------------------------------------------------------------------------------------


def _hospital(view: View) -> None:
    """Country and preset; a case of one's own stands beside the presets of its country."""
    words, case = view.words, view.choice.case
    known = start_answers.known_presets()
    countries = list(dict.fromkeys(each.country for each in known))
    own = view.result.bound.pack.head.country
    country = own if own in countries else countries[0]
    st.segmented_control(
        words("start.country"), countries, format_func=lambda code: words(f"start.countries.{code}"),
        required=True, **offered(COUNTRY, country, _choose_country),
    )  # fmt: skip
    options = {each.id: each for each in known if each.country == country}
    names = [*(() if case in options else (case,)), *options]
    st.radio(
        words("start.kind"), names, format_func=lambda name: _title(options.get(name), view),
        captions=[_described(options.get(name), words) for name in names],
        **offered(CASE, case, _choose_case),
    )  # fmt: skip


def _title(preset: Preset | None, view: View) -> str:
    if preset is None:
        title = view.result.bound.case.title.in_language(view.words.language)
        return plain(view.words("start.mine", title=title))
    return preset.title[view.words.language]


def _described(preset: Preset | None, words: Words) -> str:
    """A preset in one line, from its document and its pack."""
    if preset is None:
        return words("start.mine_note")
    tax = words("start.taxed", rate=percent(preset.tax)) if preset.tax else words("start.untaxed")
    labels = [
        whole(preset.pack.workloads[each].label.in_language(words.language)) for each in preset.workloads
    ]
    return words("start.preset", workloads=", ".join(labels), tax=tax, date=preset.pack.head.as_of)


def whole(name: str) -> str:
    """A name in a list, which moves to the next row as a whole."""
    return name.replace(" ", GAP).replace("·", f"{JOINER}·{JOINER}")


def _choose_country() -> None:
    country = st.session_state[COUNTRY]
    ids = [each.id for each in start_answers.known_presets() if each.country == country]
    _open(DEFAULT_CASE if DEFAULT_CASE in ids else ids[0])


def _choose_case() -> None:
    if st.session_state[CASE] in presets():
        _open(st.session_state[CASE])


def _open(preset: str) -> None:
    """Another preset, compared with the same kind of alternative as before."""
    before = touch()
    kind = start_answers.kind_of(before.document, before.alternative) if before.alternative else ""
    open_case(preset, dict(presets()[preset]))
    after = touch()
    after.alternative = next(iter(start_answers.of_kind(after.document, kind)), "")


# --- What is on the table -----------------------------------------------------------------------------------


def _table(view: View) -> None:
    words, document = view.words, view.choice.document
    kinds = start_answers.kinds(document)
    kind = _kind(view)
    st.radio(
        words("start.table"), [each for each in KINDS if each in kinds],
        format_func=lambda each: words(f"start.kinds.{each}"), **offered(KIND, kind, _choose_kind),
    )  # fmt: skip
    offers = start_answers.of_kind(document, kind)
    chosen = view.alternative if view.alternative in offers else next(iter(offers), "")
    if len(offers) > 1:
        st.selectbox(
            words("start.offer"), offers, format_func=lambda name: _offer_title(view, name),
            **offered(OFFER, chosen, _choose_offer),
        )  # fmt: skip
    if kind == QUOTE:
        start_quote.show(view, chosen)


def _offer_title(view: View, name: str) -> str:
    known = name in view.result.bound.case.alternatives
    return view.title(name) if known else name


def _kind(view: View) -> str:
    """What is compared now; a quote that has no fee yet is only asked for."""
    document = view.choice.document
    if start_quote.is_asked():
        return QUOTE
    known = view.alternative in document.get("alternatives", {})
    return start_answers.kind_of(document, view.alternative) if known else KINDS[0]


def _choose_kind() -> None:
    kind, choice = st.session_state[KIND], touch()
    offers = start_answers.of_kind(choice.document, kind)
    start_quote.ask_no_more()
    if offers:
        choice.alternative = offers[0]
    elif kind == QUOTE:
        start_quote.ask()


def _choose_offer() -> None:
    touch().alternative = st.session_state[OFFER]


# --- The answer ---------------------------------------------------------------------------------------------


def _answer(view: View) -> None:
    words = view.words
    heading("start.answer", words)
    if not is_computed(view):
        st.html(paragraph(words("start.broken")))
        return
    if start_quote.is_asked():
        st.html(paragraph(words("start.quote.missing")))
        return
    if view.is_single:
        frame.single(view)
        return
    said = sentences.headline(read(view.result, view.alternative, words.language), words)
    button = link(words("start.open"), view.href("answer"), style="tco-button")
    st.html(f'<p class="tco-start-answer" aria-live="polite">{rich(said)}</p>')
    st.html(paragraph(_note(view), "tco-faint"))
    st.html(f"<p>{button} {link(words('start.tour'), view.href('start', tour='1'))}</p>")


def _note(view: View) -> str:
    """What the comparison rests on where the visitor has said nothing."""
    words, bound, name = view.words, view.result.bound, view.alternative
    facts = {"baseline": view.title(view.baseline), "alternative": view.title(name)}
    book = bound.books.get(bound.case.alternatives[name].price_book or "")
    if book:
        facts |= {"book": book.head.title.in_language(words.language), "date": str(book.head.as_of)}
    kind = _kind(view)
    if kind == QUOTE:
        quote = bound.case.alternatives[name].quote
        assert quote is not None
        key = "start.note.quote" if book else "start.note.quote_alone"
        return words(key, term=number(quote.term), increase=percent(quote.renewal_increase), **facts)
    return words(f"start.note.{kind if book else 'keep'}", **facts)
