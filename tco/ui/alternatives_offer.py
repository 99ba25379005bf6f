"""What an alternative pays for what moves: the price book, the quote, and the fee at which costs are equal.

Promise: amounts and break-even fees are those of `tco.quotes`; what the fee stands for and what is paid
beside it is said. Imports streamlit, the engine and the page's own modules.
"""

from __future__ import annotations

from functools import partial
from html import escape
from typing import Any, get_args

import streamlit as st

from tco import plans
from tco.amounts import cell, money, percent, table_scale
from tco.assumptions import PriceBook
from tco.case import Inclusion
from tco.edits import Document, part_of
from tco.quotes import BreakEven, Offer
from tco.quotes.text import LABELS
from tco.ui import awaited, tables
from tco.ui.alternatives_field import FIELD, done, done_with_losses, entry
from tco.ui.alternatives_reading import books, is_computed, own_input, usual_book
from tco.ui.background import Job
from tco.ui.browser import offered
from tco.ui.links import outside
from tco.ui.parts import Place, room
from tco.ui.state import edit, touch
from tco.ui.view import View, touched
from tco.ui.words import Words

AMOUNTS = ("price_per_bed", "price_per_user", "lump_sum", "setup_fee")
TERMS = ("term", "uplift", "renewal_increase")
INCLUSIONS: tuple[str, ...] = get_args(Inclusion)
SHOWN = frozenset({"in the fee", "beside", "not used"})


def show(view: View, name: str) -> None:
    """The price book, and the quote."""
    words, document = view.words, view.choice.document
    workloads = document.get("workloads", {})
    st.html(f"<h3>{words('alternatives.offer.heading')}</h3>")
    if all(plans.placed(document, name, each).place == plans.OWN for each in workloads):
        st.html(tables.paragraph(words("alternatives.offer.none")))
    else:
        _book(view, name)
    if not workloads:
        return
    st.html(f"<h3>{words('alternatives.quote.heading')}</h3>")
    if part_of(document, ("alternatives", name, "quote")) is None:
        st.html(tables.paragraph(words("alternatives.quote.none"), "tco-faint"))
        st.button(words("alternatives.quote.begin"), key="quote_begin", on_click=_begin, args=(view, name))
    else:
        _quote(view, name)


def _book(view: View, name: str) -> None:
    words, (fit, unfit) = view.words, books(view)
    used = view.choice.document["alternatives"][name].get("price_book") or usual_book(view, name)
    options = list(fit) if used in fit else [used, *fit]
    titles = {key: each.head.title.in_language(words.language) for key, each in fit.items()}
    key = f"{FIELD}{name}.book"
    st.selectbox(
        words("alternatives.offer.book"), options, format_func=lambda each: titles.get(each, each),
        **offered(key, used, _choose_book, view, name, key),
    )  # fmt: skip
    if used in fit:
        st.html(_provenance(fit[used], words))
    if unfit:
        listed = ", ".join(
            f"{each.head.title.in_language(words.language)} ({each.head.currency})" for each in unfit
        )
        st.html(tables.paragraph(words("alternatives.offer.unfit", books=listed), "tco-faint"))


def _choose_book(view: View, name: str, key: str) -> None:
    view = touched(view)
    changed = plans.with_book(view.choice.document, name, st.session_state[key])
    done_with_losses(view, changed, "booked", name)


def _provenance(book: PriceBook, words: Words) -> str:
    """Provider, region, currency, date, and where the prices were read."""
    facts = words(
        "alternatives.offer.facts", provider=book.head.provider, region=book.head.region,
        currency=book.head.currency, date=book.head.as_of,
    )  # fmt: skip
    sources = "".join(
        f"<li>{outside(each.title, each.url)} {escape(words('inputs.retrieved', date=each.retrieved))}</li>"
        for each in book.sources.values()
        if each.url.startswith("http")
    )
    return tables.paragraph(facts) + (
        f'<ul class="tco-list tco-faint tco-text">{sources}</ul>' if sources else ""
    )


def _begin(view: View, name: str) -> None:
    view = touched(view)
    document = plans.with_quote(view.choice.document, name, plans.FIRST_QUOTE, usual_book(view, name))
    done(document, "quote_added", count=len(plans.in_quote(document, name)))


def _drop(view: View, name: str) -> None:
    view = touched(view)
    done(plans.without_quote(view.choice.document, name, usual_book(view, name)), "quote_removed")


def _quote(view: View, name: str) -> None:
    words = view.words
    covered = len(plans.in_quote(view.choice.document, name))
    st.html(tables.paragraph(words("alternatives.quote.lead", count=covered), "tco-faint"))
    _terms(view, name, AMOUNTS)
    _terms(view, name, TERMS)
    st.html(tables.paragraph(words("alternatives.quote.start_note"), "tco-faint"))
    key, quote = f"{FIELD}{name}.includes", view.choice.document["alternatives"][name]["quote"]
    st.pills(
        words("alternatives.quote.includes"), INCLUSIONS, selection_mode="multi",
        format_func=lambda each: words(f"alternatives.includes.{each}"),
        **offered(key, [each for each in INCLUSIONS if each in quote.get("includes", ())],
                  _choose_inclusions, name, key),
    )  # fmt: skip
    st.html(tables.paragraph(words("alternatives.quote.rule"), "tco-faint"))
    st.button(words("alternatives.quote.remove"), key="quote_remove", on_click=_drop, args=(view, name))
    if is_computed(view):
        _figures(view, name)


def _terms(view: View, name: str, terms: tuple[str, ...]) -> None:
    start = () if terms is AMOUNTS else ("start",)
    columns = st.columns(4, gap="small")
    for column, term in zip(columns, (*terms, *start), strict=True):
        parameter = {"renewal_increase": term, "start": "move_start"}.get(term, f"quote_{term}")
        each = own_input(view, name, parameter)
        if each is not None:
            with column:
                label = view.words(f"alternatives.quote.{term}")
                entry(view, each, label, partial(_quoted, name=name, term=term), with_echo=terms is AMOUNTS)


def _quoted(document: Document, value: float | None, *, name: str, term: str) -> Document:
    if term == "start":
        return plans.with_date(document, name, "start", value)
    return plans.with_quote(document, name, {term: value})


def _choose_inclusions(name: str, key: str) -> None:
    edit(plans.with_quote(touch().document, name, {"includes": list(st.session_state[key])}))


def _figures(view: View, name: str) -> None:
    """The fee at which costs are equal, and what the fee stands for."""
    words = view.words
    st.html(f"<h3>{words('alternatives.even.heading')}</h3>")
    if not view.result.value(name, "quoted_fee"):
        st.html(tables.paragraph(words("alternatives.quote.empty")))
    job, place = awaited.ask("offers", view.question), room()
    awaited.fill([job], lambda: _offer(view, name, job, place), words)


def _offer(view: View, name: str, job: Job, place: Place) -> None:
    place.empty()
    found: tuple[Offer, ...] | None = awaited.outcome(job, place, view.words)
    offer = next((each for each in found or () if each.id == name), None)
    if offer is not None:
        place.html(offer_text(view, offer))


def offer_text(view: View, offer: Offer) -> str:
    """Break-even fees in sentences, and the scopes as a table."""
    words, currency = view.words, view.currency
    sentences = [_even(view, offer, each) for each in offer.break_even]
    shown = [each for each in offer.scopes if each.status in SHOWN]
    largest = max((abs(a.present_value) for each in shown for a in (each.quoted, each.listed)), default=0.0)
    scale, unit = table_scale(currency, words.language, largest)
    rows = [
        (LABELS[each.id][words.language == "ko"],
         words(f"alternatives.scope.{each.status.replace(' ', '_')}"),
         cell(each.quoted.present_value, scale), cell(each.listed.present_value, scale))
        for each in shown
    ]  # fmt: skip
    header = [words(f"alternatives.scope.{each}") for each in ("what", "status", "quoted", "listed")]
    return (
        tables.bullets(sentences)
        + tables.table(header, rows, frozenset({0, 1}))
        + tables.paragraph(words("alternatives.scope.note", unit=unit), "tco-faint")
    )


def _even(view: View, offer: Offer, each: BreakEven) -> str:
    """At which fee the quote costs as much as another alternative."""
    words = view.words
    book = view.result.bound.books.get(offer.book)
    listed = book.head.title.in_language(words.language) if book else offer.book
    against = (
        words("alternatives.even.listed", book=listed)
        if each.against == offer.twin
        else words("alternatives.even.other", title=words.quoted(view.title(each.against)))
    )
    values: dict[str, Any] = {"against": against}
    if each.in_unit is None:
        amount = money(each.free_still_costs, view.currency, words.language)
        return words(
            f"alternatives.even.{'free' if each.free_still_costs > 0 else 'none'}", more=amount, **values
        )
    values["fee"] = words(
        f"alternatives.even.per_{offer.unit}", fee=money(each.in_unit, view.currency, words.language)
    )
    values["beside"] = ""
    if offer.unit != "bed" and each.per_bed is not None:
        of_beds = money(each.per_bed, view.currency, words.language)
        values["beside"] = words(
            "alternatives.even.beside", fee=words("alternatives.even.per_bed", fee=of_beds)
        )
    if each.change is None:
        return words("alternatives.even.fee", **values)
    key = "higher" if each.change > 0 else "lower"
    return words(f"alternatives.even.{key}", change=percent(abs(each.change)), **values)
