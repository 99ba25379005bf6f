"""The shown inputs as a table that is edited by keyboard, or pasted into from a spreadsheet.

Promise: all cells that can be used are applied in one edit; those that cannot stay in the table as they were
typed, with all reasons in one message. Imports streamlit, pandas, the engine and the page's own modules.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

import pandas as pd
import streamlit as st

from tco.edits import Document, put_back
from tco.inputs import Input
from tco.ui.input_edits import can_have_range, first_of, place_of, ranged, typed
from tco.ui.input_field import problem_of
from tco.ui.input_reading import Refused, field_text, read
from tco.ui.input_rows import ENDS, read_range
from tco.ui.input_text import label, unit_text
from tco.ui.state import OF_CASE, edit
from tco.ui.tables import bullets, paragraph
from tco.ui.view import View, touched

EDITED = (*ENDS, "reason")
STATE = f"{OF_CASE}input_table"
ROW_HEIGHT, MOST_ROWS = 35, 22


@dataclass(frozen=True)
class Outcome:
    """What became of the cells that were typed.

    Attributes:
        refused: by input and column, the texts that stay in the table.
        problems: why, as sentences.
        applied: how many inputs were changed.
    """

    document: Document
    refused: Mapping[tuple[str, str], str]
    problems: Sequence[str]
    applied: int


def show(inputs: Sequence[Input], view: View) -> None:
    """The table, the button that applies it, and what could not be used."""
    words = view.words
    outcome: Outcome | None = st.session_state.get(STATE)
    st.html(paragraph(words("inputs.table.lead"), "tco-faint"))
    with st.form("table_form", border=False), st.container(key="tco_input_table"):
        rows = table_of(inputs, view, outcome.refused if outcome else {})
        names = [words(f"inputs.table.{column}") for column in rows.columns]
        key = f"field:inputs:table:{hash((tuple(rows.index), *map(tuple, rows.to_numpy().tolist())))}"
        st.data_editor(
            rows, key=key, num_rows="fixed", hide_index=True, width="stretch",
            height=ROW_HEIGHT * (min(len(rows), MOST_ROWS) + 1) + 3, disabled=["label", "unit", "kind"],
            column_config={
                column: st.column_config.TextColumn(name, width=_width(column), alignment=_side(column))
                for column, name in zip(rows.columns, names, strict=True)
            }, alt=words("inputs.table.alt", count=len(rows)),
        )  # fmt: skip
        st.form_submit_button(words("inputs.table.apply"), on_click=_apply, args=(key, list(inputs), view))
    _say(outcome, view)


def _width(column: str) -> int:
    return {"label": 260, "unit": 120, "kind": 80, "reason": 220}.get(column, 110)


def _side(column: str) -> Literal["left", "right"]:
    return "right" if column in ENDS else "left"


def _say(outcome: Outcome | None, view: View) -> None:
    """What was applied, and all that was not."""
    words = view.words
    if outcome is None:
        return
    key = "applied" if outcome.applied or outcome.problems else "nothing"
    st.html(f'<div role="status">{paragraph(words(f"inputs.table.{key}", count=outcome.applied))}</div>')
    if outcome.problems:
        heading = paragraph(f"**{words('inputs.refused.heading', count=len(outcome.problems))}**")
        rest = bullets(outcome.problems) + paragraph(words("inputs.refused.next"))
        st.html(f'<div role="alert" class="tco-alert">{heading}{rest}</div>')


def table_of(inputs: Sequence[Input], view: View, refused: Mapping[tuple[str, str], str]) -> pd.DataFrame:
    """The inputs as texts, with what was refused where it was typed; the index is the id."""
    bound, words = view.result.bound, view.words
    rows = []
    for each in inputs:
        texts = _texts(each) | {name: text for (key, name), text in refused.items() if key == each.id}
        rows.append(
            {
                "label": label(each, bound, words), **{name: texts[name] for name in ENDS},
                "unit": unit_text(each, bound, words), "kind": words(f"kind.{each.kind}"),
                "reason": texts["reason"],
            }
        )  # fmt: skip
    columns = ["label", *ENDS, "unit", "kind", "reason"]
    return pd.DataFrame(rows, index=[each.id for each in inputs], columns=columns)


def _texts(each: Input) -> dict[str, str]:
    """What the editable cells of an input hold."""
    ends = {"low": each.low, "value": each.value, "high": each.high}
    shown = {name: "" if value is None else field_text(each, value) for name, value in ends.items()}
    return {**shown, "reason": each.reason}


def _apply(key: str, inputs: list[Input], view: View) -> None:
    view, cells = touched(view), cells_of(st.session_state[key]["edited_rows"], inputs)
    earlier: Outcome | None = st.session_state.get(STATE)
    outcome = applied(with_refused(cells, earlier), inputs, view)
    st.session_state[STATE] = outcome
    edit(outcome.document)


def cells_of(edited: Mapping[Any, Mapping[str, Any]], inputs: Sequence[Input]) -> dict[str, dict[str, str]]:
    """The cells that were typed, by input and column; an emptied cell is an empty text."""
    return {
        inputs[int(at)].id: {name: str(text or "") for name, text in cells.items() if name in EDITED}
        for at, cells in edited.items()
    }


def with_refused(
    cells: Mapping[str, Mapping[str, str]], earlier: Outcome | None
) -> dict[str, dict[str, str]]:
    """The typed cells, with those that were refused before and have not been typed again."""
    found = {key: dict(texts) for key, texts in cells.items()}
    for (key, name), text in (earlier.refused if earlier else {}).items():
        found.setdefault(key, {}).setdefault(name, text)
    return found


def applied(cells: Mapping[str, Mapping[str, str]], inputs: Sequence[Input], view: View) -> Outcome:
    """The document with every row that can be used, and what is wrong with the others."""
    document, count = view.choice.document, 0
    refused: dict[tuple[str, str], str] = {}
    problems: list[str] = []
    for each in (one for one in inputs if one.id in cells):
        changed = {name: text for name, text in cells[each.id].items() if text != _texts(each)[name]}
        if not changed:
            continue
        after, wrong = _with_row(document, each, _texts(each) | changed, changed, view)
        if wrong:
            name = label(each, view.result.bound, view.words)
            problems += [f"{name}: {problem}" for problem in wrong]
            refused |= {(each.id, column): text for column, text in changed.items()}
        else:
            document, count = after, count + 1
    return Outcome(document, refused, problems, count)


def _with_row(
    document: Document, each: Input, texts: dict[str, str], changed: Mapping[str, str], view: View
) -> tuple[Document, list[str]]:
    """The document with one row, or what is wrong with it."""
    if changed.keys() <= {"value"}:
        after, problems = _with_value(document, each, texts["value"], view)
    else:
        after, problems = _with_range(document, each, texts, view)
    problems = problems or [problem for problem in (problem_of(view, after),) if problem]
    return (document if problems else after), problems


def _with_value(document: Document, each: Input, text: str, view: View) -> tuple[Document, list[str]]:
    """A value as in its field: an emptied cell puts it back, and it may lie outside of the declared range."""
    original = view.choice.original
    if not text.strip():
        return put_back(document, original, place_of(document, each.id)), []
    try:
        value = read(each, text, view.result.bound, view.words)
    except Refused as refused:
        return document, [str(refused)]
    return typed(document, original, each, first_of(each, view.unchanged.bound), value), []


def _with_range(
    document: Document, each: Input, texts: dict[str, str], view: View
) -> tuple[Document, list[str]]:
    """Value, range and reason together, as in the editor of a range."""
    if not can_have_range(each, document):
        return document, [view.words("inputs.refused.no_range")]
    values, problems = read_range(each, texts, view)
    if problems:
        return document, problems
    low, value, high = (values.get(name) for name in ENDS)
    assert value is not None
    return ranged(document, each, low, value, high, texts["reason"].strip()), []
