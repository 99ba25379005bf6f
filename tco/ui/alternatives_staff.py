"""The people of an alternative, and the inputs that it has otherwise than the others.

Promise: head counts are lines of the model; a value typed here holds for this alternative only, and goes back
to the common one. Imports streamlit, the engine and the page's own modules.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from functools import partial
from html import escape

import streamlit as st

from tco import plans
from tco.amounts import number, percent
from tco.edits import Document
from tco.inputs import Input
from tco.results import Result
from tco.ui import tables
from tco.ui.alternatives_field import entry, headed
from tco.ui.alternatives_reading import has_own, is_computed, own_input
from tco.ui.frames import years
from tco.ui.input_text import label, value_text
from tco.ui.links import link
from tco.ui.state import edit, touch
from tco.ui.view import View
from tco.ui.words import Words

STAFF = ("staff_kept_ratio", "minimum_shift_staff", "staff_release_lag", "severance_per_person",
         "vendor_management_staff", "vendor_management_staff_per_bed", "cost_management_staff",
         "cost_management_staff_per_bed", "cloud_role_pay", "training_price")  # fmt: skip
YEARLY = (("operations_staff", number), ("staff_released", number), ("cloud_presence", percent))
IN_A_ROW = 3


def staff(view: View, name: str) -> None:
    """Who works today, what becomes of them, who is added, and the head count by year."""
    words = view.words
    known = is_computed(view) and "operations_staff" in view.result.bound.model.instances
    today = _today(view) if known else ""
    lead = tables.paragraph(words("alternatives.staff.lead"), "tco-faint")
    st.html(f"<h3>{words('alternatives.staff.heading')}</h3>{today}{lead}")
    _entries(view, name, STAFF)
    if known:
        result = view.result
        said = tables.paragraph(staff_message(result, name, words))
        st.html(f"<h3>{words('alternatives.staff.years')}</h3>{said}{staff_table(result, name, words)}")


def _today(view: View) -> str:
    result, words = view.result, view.words
    lines = [*(f"staff_today.{role}" for role in result.bound.pack.roles), "staff_today_total"]
    rows = []
    for line in lines:
        member = result.bound.label_of_member(line.partition(".")[2])
        title = member.in_language(words.language) if member else words("alternatives.staff.all")
        rows.append((title, number(result.value(view.baseline, line))))
    header = [words("alternatives.staff.role"), words("alternatives.staff.today")]
    to_inputs = link(words("alternatives.staff.change"), view.href("inputs"))
    return tables.table(header, rows) + f'<p class="tco-text tco-faint">{to_inputs}</p>'


def staff_message(result: Result, name: str, words: Words) -> str:
    """From how many to how many operations staff, and how many new roles."""
    row = result.yearly(name, "operations_staff")
    return words(
        "alternatives.staff.message", first=number(float(row[0])), last=number(float(row[-1])),
        years=result.horizon, added=number(result.value(name, "cloud_staff"), 3),
        presence=percent(float(result.yearly(name, "cloud_presence")[-1])),
    )  # fmt: skip


def staff_table(result: Result, name: str, words: Words) -> str:
    """Head counts by year."""
    rows = [
        (words(f"alternatives.staff.{line}"), *(text(float(value)) for value in result.yearly(name, line)))
        for line, text in YEARLY
    ]
    return tables.table([words("alternatives.staff.line"), *years(result, words)], rows)


def own_values(view: View, name: str) -> None:
    """Refresh cycles of this alternative, and every other value that it has of its own."""
    words = view.words
    st.html(headed("alternatives.own", words))
    keys = [f"{fleet}.refresh_cycle" for fleet in view.result.bound.pack.fleets]
    keys += [f"{fleet}.refresh_shortening" for fleet in view.result.bound.pack.fleets]
    _entries(view, name, keys)
    known = {*keys, *STAFF}
    others = [key for key in plans.own_keys(view.choice.document, name) if key not in known]
    if others:
        st.html(f"<h3>{words('alternatives.own.others')}</h3>")
        _entries(view, name, others)


def _entries(view: View, name: str, keys: Iterable[str]) -> None:
    known = [each for key in keys if (each := own_input(view, name, key)) is not None]
    for at in range(0, len(known), IN_A_ROW):
        columns = st.columns(IN_A_ROW, gap="small")
        for column, each in zip(columns, known[at : at + IN_A_ROW], strict=False):
            with column:
                _entry(view, name, each)


def _entry(view: View, name: str, each: Input) -> None:
    key, words, bound = each.id.removeprefix(f"{name}."), view.words, view.result.bound
    text = label(replace(each, id=key), bound, words)
    entry(view, each, text, partial(_written, name=name, key=key))
    if has_own(view.choice.document, each.id):
        st.button(words("alternatives.own.back"), key=f"alternatives_back:{each.id}", type="tertiary",
                  on_click=_back, args=(name, key))  # fmt: skip
    else:
        said = words("alternatives.own.common", value=value_text(each, each.value, bound, words))
        st.html(f'<p class="tco-faint">{escape(said)}</p>')


def _written(document: Document, value: float | None, *, name: str, key: str) -> Document:
    if value is None:
        return plans.without_own_value(document, name, key)
    return plans.with_own_value(document, name, key, value)


def _back(name: str, key: str) -> None:
    edit(plans.without_own_value(touch().document, name, key))
