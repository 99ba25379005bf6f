"""A quote on the first page: its unit, its fee and what the fee includes.

Promise: the alternative is made when there is a fee; the amount stays when its unit is changed, and what
cannot be read stays in the field with the reason. Imports streamlit, the engine and the page's own modules.
"""

from __future__ import annotations

from typing import Any

import streamlit as st

from tco.inputs import Input
from tco.plans import with_quote
from tco.ui import start_answers
from tco.ui.alternatives_reading import usual_book
from tco.ui.browser import held, offered
from tco.ui.input_field import LONGEST, refused_text
from tco.ui.input_reading import Refused, field_text, read
from tco.ui.input_text import echo, plain, unit_text, value_text
from tco.ui.start_answers import MONTHS, QUOTE
from tco.ui.state import OF_CASE, edit
from tco.ui.tables import paragraph
from tco.ui.view import View, touched
from tco.ui.words import LANGUAGES, Words

BASIS, FEE, INCLUDES = (f"field:start_{each}" for each in ("basis", "fee", "includes"))
ASKED = f"{OF_CASE}start_quote"  # a quote was chosen, by its basis, before there is a fee
REFUSED = f"{OF_CASE}start_refused"
PER_BED, PER_YEAR = BASES = ("bed", "year")
#: What a quote can include beside servers and fast storage, in the order in which it is asked.
INCLUSIONS = ("archive", "backup", "standby", "operating_system", "database", "security", "lines", "traffic",
              "migration", "applications")  # fmt: skip


def ask() -> None:
    """A quote is on the table that has no fee yet."""
    st.session_state[ASKED] = PER_BED


def is_asked() -> bool:
    """Whether a fee is waited for."""
    return ASKED in st.session_state


def ask_no_more() -> None:
    """Something else is on the table, or there is a fee."""
    st.session_state.pop(ASKED, None)


def show(view: View, name: str) -> None:
    """Fee and scope of a quote; `name` is its alternative, if there is one."""
    words = view.words
    basis = _basis(view, name)
    st.segmented_control(
        words("start.quote.basis"), _bases(view), format_func=lambda each: words(f"start.quote.{each}"),
        required=True, **offered(BASIS, basis, _choose_basis, view, name),
    )  # fmt: skip
    _fee(view, name, basis)
    included = [each for each in INCLUSIONS if each in _terms(view, name).get("includes", ())]
    st.pills(
        words("start.quote.includes"), INCLUSIONS, selection_mode="multi",
        format_func=lambda each: words(f"alternatives.includes.{each}"),
        **offered(INCLUDES, included if name else st.session_state.get(INCLUDES, []), _include, view, name),
    )  # fmt: skip
    st.html(paragraph(words("start.quote.compute_note"), "tco-faint"))


def _terms(view: View, name: str) -> Any:
    return start_answers.quote_of(view.choice.document, name) if name else {}


def _bases(view: View) -> tuple[str, ...]:
    return BASES if start_answers.beds_of(view.choice.document) else (PER_YEAR,)


def _basis(view: View, name: str) -> str:
    """The unit of the quote, or the one that was chosen for it before there is a fee."""
    bases = _bases(view)
    found = st.session_state.get(ASKED) or (PER_YEAR if _terms(view, name).get("lump_sum") else PER_BED)
    return found if found in bases else bases[-1]


def _asked(view: View, name: str, basis: str) -> Input:
    """The fee as an input: declared as the terms of a quote are, for a year instead of a month."""
    known = view.result.bound.pack.assumptions
    declared = known["quote_price_per_bed"]
    if basis == PER_YEAR:
        declared = known["quote_lump_sum"]
        most = None if declared.maximum is None else declared.maximum * MONTHS
        declared = declared.model_copy(update={"unit": "money/year", "maximum": most})
    return Input("fee", declared, start_answers.fee_of(_terms(view, name), basis == PER_BED))


def _fee(view: View, name: str, basis: str) -> None:
    """The field of the fee; below it the amount in words, or why it cannot be used."""
    words, bound = view.words, view.result.bound
    each = _asked(view, name, basis)
    refused = refused_text(REFUSED, each)
    shown = refused if refused is not None else field_text(each, each.value) if each.value else ""
    label = words(f"start.quote.fee_{basis}", unit=unit_text(each, bound, words).partition("/")[0])
    st.text_input(plain(label), max_chars=LONGEST, autocomplete="off",
                  **held(FEE, shown, _typed, view, name, basis))  # fmt: skip
    if refused is not None:
        said = paragraph(_reason(view, each, refused))
        st.html(f'<div role="alert" class="tco-refused">{said}</div>')
    elif each.value:
        st.html(paragraph(echo(each, each.value, bound, words), "tco-faint"))


def _reason(view: View, each: Input, text: str) -> str:
    """Why a text is no fee, and what is in use instead, if anything is."""
    bound, words = view.result.bound, view.words
    problem = words("start.quote.missing")
    try:
        read(each, text, bound, words)
    except Refused as refused:
        problem = str(refused)
    kept = words("inputs.refused.kept", value=value_text(each, each.value, bound, words))
    return f"{problem} {kept}" if each.value else problem


def _typed(view: View, name: str, basis: str) -> None:
    """The fee as typed, in the unit that is chosen by now; without a fee it waits."""
    view, text = touched(view), str(st.session_state[FEE])
    name, basis = name or _quoted(view), st.session_state.get(BASIS) or basis
    each = _asked(view, name, basis)
    known = st.session_state.setdefault(REFUSED, {})
    known.pop(each.id, None)
    if not text.strip():
        return
    try:
        fee = read(each, text, view.result.bound, view.words)
    except Refused:
        fee = 0.0
    if fee:
        _put(view, name, fee, basis)
    else:
        known[each.id] = (text, each.value)


def _choose_basis(view: View, name: str) -> None:
    """Another unit, in which the amount that was typed stays as it is."""
    view, basis = touched(view), st.session_state[BASIS]
    name = name or _quoted(view)
    terms = _terms(view, name)
    fee = start_answers.fee_of(terms, not terms.get("lump_sum"))
    if fee:
        _put(view, name, fee, basis)
    else:
        st.session_state[ASKED] = basis


def _quoted(view: View) -> str:
    """The quote that was made since the page was shown, if one was."""
    return next(iter(start_answers.of_kind(view.choice.document, QUOTE)), "")


def _put(view: View, name: str, fee: float, basis: str) -> None:
    """A quote of this fee, with what was chosen while it was waited for."""
    fields: dict[str, Any] = dict(start_answers.terms(fee, basis == PER_BED))
    if not name:
        fields["includes"] = list(st.session_state.get(INCLUDES, ()))  # the page may not have come that far
    titles = {language: Words(language)("start.quote.title") for language in LANGUAGES}
    book = usual_book(view, name)
    document, quoted = start_answers.quoted(view.choice.document, name, fields, titles, book)
    view.choice.alternative = quoted
    edit(document)
    ask_no_more()


def _include(view: View, name: str) -> None:
    """What the fee includes; its amounts stay. Before there is a quote, the choice waits for the fee."""
    view = touched(view)
    name = name or _quoted(view)
    if name:
        edit(with_quote(view.choice.document, name, {"includes": list(st.session_state[INCLUDES])}))
