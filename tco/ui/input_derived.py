"""Sizes that the model derives from the inputs, each with its explanation, and a field for who knows better.

Promise: a derived size is never shown as an input; overruling it goes through `tco.sizing` alone and is one
edit. Imports streamlit, the engine and the page's own modules.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape
from typing import Any

import streamlit as st

from tco.amounts import number, parse
from tco.case import parse_case
from tco.edits import Document, part_of, with_part
from tco.errors import UserError
from tco.sizing import Derived, Wish, changes, figures, overruled, warnings
from tco.ui import input_answers
from tco.ui.input_field import LONGEST, reset
from tco.ui.state import OF_CASE, TYPED, edit
from tco.ui.tables import bullets, linked, paragraph, sentences_of
from tco.ui.unit_text import unit_text
from tco.ui.view import View, touched

#: Where the sizes of a group of the inventory stand on the page.
GROUP_OF_SIZES = {
    "computing": "today", "storage": "today", "imaging": "today", "staff": "staff", "equipment": "refresh",
    "power": "space",
}  # fmt: skip
WISH, PROBLEM = f"{TYPED}size", f"{OF_CASE}input_size_refused"


def show(group: str, view: View) -> None:
    """Warnings, then the sizes of a group behind a line that opens them."""
    if not view.result.bound.case.workloads or group not in (*GROUP_OF_SIZES.values(), "hospital"):
        return
    _warnings(view)
    count = sum(GROUP_OF_SIZES[each.kind.group] == group for each in figures(view.result.bound))
    if not count:
        return
    words = view.words
    with st.expander(
        words("inputs.derived.heading", count=count), on_change="rerun", key=f"sizes:{group}"
    ) as box:
        if box.open:
            found = [each for each in input_answers.derived(input_answers.question_of(view), words.language)
                     if GROUP_OF_SIZES[each.figure.kind.group] == group]  # fmt: skip
            st.html(paragraph(words("inputs.derived.lead"), "tco-faint") + sizes_table(found, view))
            _overruling(found, view)


def _warnings(view: View) -> None:
    """What is larger or smaller than anything published."""
    found = [each.sentence.in_language(view.words.language) for each in warnings(view.result)]
    if found:
        heading = paragraph(f"**{view.words('inputs.derived.heading_warnings')}**")
        st.html(f'<div class="tco-claim">{heading}{bullets(found)}</div>')


def sizes_table(found: Sequence[Derived], view: View) -> str:
    """Each size with its range, unit and year; the number opens its explanation."""
    words, baseline = view.words, view.baseline
    names = ("figure", "value", "low", "high", "unit", "year")
    rows = []
    for each in found:
        value = escape(number(each.value))
        if each.year is not None:
            value = view.explained(number(each.value), each.figure.line, baseline, each.year)
        year = words("inputs.derived.at_year", year=each.year) if each.year else words("inputs.derived.today")
        unit = unit_text(each.unit, view.currency, words)
        ends = (number(each.low), number(each.high))
        rows.append((each.label, value, *ends, escape(unit), escape(year)))
    header = [words(f"inputs.derived.{name}") for name in names]
    return linked(header, rows, frozenset({0, 4, 5}), words("inputs.derived.figure"))


def _overruling(found: Sequence[Derived], view: View) -> None:
    """Which size, to what, and by scaling what; the figure is typed as any other."""
    words = view.words
    known = {each.figure.key: each for each in found if _can_be_overruled(each)}
    if not known:
        return
    chosen = st.selectbox(words("inputs.derived.which"), list(known), key=f"{WISH}:which",
                          format_func=lambda key: known[key].label)  # fmt: skip
    ways = [choice.name for choice in known[chosen].figure.kind.choices]
    with st.form("size", border=False):
        if len(ways) > 1:
            st.selectbox(words("inputs.derived.choice"), ["", *ways], key=f"{WISH}:way",
                         format_func=lambda name: words(f"inputs.derived.way_{name or 'any'}"))  # fmt: skip
        st.text_input(
            words("inputs.derived.number"), key=f"{WISH}:value", max_chars=LONGEST, autocomplete="off"
        )
        if st.session_state.get(PROBLEM):
            st.html(f'<div role="alert" class="tco-refused">{bullets(st.session_state[PROBLEM])}</div>')
        st.html(paragraph(words("inputs.derived.note"), "tco-faint"))
        st.form_submit_button(words("inputs.derived.apply"), on_click=_overrule, args=(known[chosen], view))
    _counts(found, view)


def _can_be_overruled(each: Derived) -> bool:
    return bool(each.figure.kind.choices) or each.figure.kind.name == "standing"


def _overrule(each: Derived, view: View) -> None:
    """Make a size the figure typed, or say why that cannot be."""
    text = str(st.session_state[f"{WISH}:value"])
    way = str(st.session_state.get(f"{WISH}:way", ""))
    view = touched(view)
    st.session_state.pop(PROBLEM, None)
    try:
        document = with_size(view.choice.document, Wish(each.figure.key, parse(text), way))
    except ValueError:
        st.session_state[PROBLEM] = [view.words("inputs.refused.text", text=text)]
    except UserError as error:
        lead = view.words("inputs.derived.refused", figure=each.label, value=text)
        st.session_state[PROBLEM] = [lead, *sentences_of(error, view.words.language)]
    else:
        st.session_state[f"{WISH}:value"] = ""
        edit(document)


def with_size(document: Mapping[str, Any], wish: Wish) -> Document:
    """The document in which a derived size is the figure wished for.

    Raises:
        Problems: the size cannot be made this figure.
    """
    before = parse_case(document)
    result: Document = dict(document)
    for key, given in changes(before, overruled(before, [wish])).items():
        section, _, rest = key.partition(".")
        if section == "fleets":
            result = with_part(result, ("fleets", rest.rpartition(".")[0], "count"), given["value"])
        else:
            table = {name: part for name, part in given.items() if part is not None}
            result = with_part(result, ("overrides", key), table)
    return result


def _counts(found: Sequence[Derived], view: View) -> None:
    """Own counts of what stands, each with the way back."""
    words, choice = view.words, view.choice
    for each in found:
        path = ("fleets", each.figure.member, "count")
        now, first = (part_of(document, path) for document in (choice.document, choice.original))
        if each.figure.kind.name == "standing" and now != first:
            said = words("inputs.derived.counted", value=number(float(now or 0)))
            st.html(paragraph(f"**{each.label}** {said}"))
            back = words("inputs.derived.back")
            if first is not None:
                back = words("inputs.reset", value=number(float(first)))
            st.button(back, key=f"reset:{each.figure.key}", type="tertiary", on_click=reset, args=(path,))
