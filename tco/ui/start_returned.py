"""A returned workbook on the first page: what differs from the export, before it is taken over.

Promise: every change is shown with its cell, both values and a name; all are taken over as one edit, or none.
Imports streamlit, `exports`, the engine and the page's own modules.
"""

from __future__ import annotations

from html import escape
from typing import Any

import streamlit as st

from exports.returned import Returned, with_changes
from exports.returned_inputs import SCENARIO, Change, Remark
from tco.case import presets
from tco.edits import Document
from tco.errors import UserError
from tco.ui.answers import Question, answer
from tco.ui.choice import OWN_FILE
from tco.ui.input_text import label, value_text
from tco.ui.start_upload import Said, Upload, discard_button, finish, refuse
from tco.ui.state import edit, open_case, touch
from tco.ui.tables import bullets, paragraph, table
from tco.ui.view import View
from tco.ui.words import Words

SHOWN = 200
NUMBERS = ("value", "bound", "low", "high")


def show(upload: Upload, view: View) -> None:
    """The changes, the remarks, and the two ways on."""
    words, returned = view.words, upload.content
    assert isinstance(returned, Returned)
    is_same = returned.result.case_hash == view.result.case_hash
    title = returned.result.bound.case.title.in_language(words.language)
    count = len(returned.changes)
    lead = words("returned.same") if is_same else words("returned.other", title=words.quoted(title))
    found = words("returned.count", count=count) if count else words("returned.none")
    st.html(
        f"<h3>{escape(words('returned.heading', name=upload.name))}</h3>{paragraph(lead)}{paragraph(found)}"
        + (_table(returned, words) if count else "")
    )
    _remarks(returned, words)
    with st.container(horizontal=True):
        if count or not is_same:
            key = "returned.take" if count else "returned.open"
            st.button(words(key, count=count), key="returned:take", type="primary", on_click=_take,
                      args=(upload, is_same))  # fmt: skip
        discard_button(words)


def _table(returned: Returned, words: Words) -> str:
    header = [words(f"returned.{each}") for each in ("input", "before", "after", "cell")]
    rows = [_row(each, returned, words) for each in returned.changes[:SHOWN]]
    if len(returned.changes) > SHOWN:
        rows.append((words("returned.more", count=len(returned.changes) - SHOWN), "", "", ""))
    return table(header, rows, frozenset({0, 3}))


def _row(change: Change, returned: Returned, words: Words) -> tuple[str, str, str, str]:
    if change.id == SCENARIO:
        name = words("returned.part.scenario")
        return name, str(change.before), str(change.after), change.cell
    bound = returned.result.bound
    each = bound.inputs[change.id]
    part = words(f"returned.part.{change.part}")
    before, after = (value_text(each, float(value), bound, words) for value in (change.before, change.after))
    return " · ".join(filter(None, (label(each, bound, words), part))), before, after, change.cell


def _remarks(returned: Returned, words: Words) -> None:
    """What is not taken over and why; formulas by their cells."""
    texts = [_sentence(each, returned, words) for each in returned.remarks]
    formulas = [each.cell for each in returned.changes if each.formula]
    if formulas:
        texts.append(words("returned.formula_more", cells=", ".join(formulas[:SHOWN])))
    if len(texts) > SHOWN:
        texts = [*texts[:SHOWN], words("returned.more", count=len(texts) - SHOWN)]
    if texts:
        st.html(f"<h3>{escape(words('returned.remarks'))}</h3>{bullets(texts)}")


def _sentence(remark: Remark, returned: Returned, words: Words) -> str:
    bound = returned.result.bound
    known = bound.inputs.get(remark.id)
    name = label(known, bound, words) if known else remark.id
    values: dict[str, Any] = {"cell": remark.cell, "label": words.quoted(name)}
    for key, value in remark.values.items():
        if known and key in NUMBERS and isinstance(value, int | float):
            value = value_text(known, value, bound, words)
        values[key] = words.quoted(value) if key == "text" else value
    return words(f"returned.remark.{remark.kind}", **values)


def _take(upload: Upload, is_same: bool) -> None:
    """All changes as one edit; of another case, in that case."""
    returned = upload.content
    try:
        if is_same:
            changed = with_changes(touch().document, returned.changes, returned.result)
            answer(Question.of(changed))
            edit(changed)
        else:
            case, original = _origin(returned)
            open_case(case, original, with_changes(original, returned.changes, returned.result))
    except UserError as error:
        refuse(upload, error)
        return
    count = len(returned.changes)
    title = returned.result.bound.case.title.model_dump()
    key = "returned.taken" if count else "file.opened"
    finish(
        Said(key, {"name": upload.name, "count": count} if count else {"name": upload.name, "title": title})
    )


def _origin(returned: Returned) -> tuple[str, Document]:
    """The preset that a workbook was exported from unchanged; else the case inside it."""
    name = returned.result.bound.case.id
    preset = presets().get(name)
    if preset is not None and answer(Question.of(preset)).case_hash == returned.result.case_hash:
        return name, dict(preset)
    return OWN_FILE, returned.document
