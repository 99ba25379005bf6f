"""What an input says of itself beside its field, and the editor of its range and reason.

Promise: kind, unit, range, source, effect and what was changed are read, not computed; a range that does not
hold its value is refused with the reason. Imports streamlit, the engine and the page's own modules.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from html import escape

import streamlit as st

from tco.amounts import money
from tco.edits import Document
from tco.inputs import Input
from tco.messages import where_known
from tco.ui.input_edits import can_have_range, first_of, has_own_range, place_of, ranged
from tco.ui.input_field import LONGEST, changed_places, entry, problem_of, put_back_button
from tco.ui.input_reading import Refused, field_text, read
from tco.ui.input_text import range_text, track, used_text, value_text
from tco.ui.links import outside
from tco.ui.state import OF_CASE, TYPED, edit
from tco.ui.tables import bullets, paragraph, rich
from tco.ui.turning import plus
from tco.ui.view import View, touched

OPEN, WRONG, FIELD = f"{OF_CASE}input_open", f"{OF_CASE}input_range_refused", f"{TYPED}range:"
LONGEST_REASON = 500
ENDS = ("low", "value", "high")


@dataclass(frozen=True)
class Effects:
    """What the shown inputs do to the difference: at both ends of their range, and by what was changed."""

    spans: dict[str, tuple[float, float]]
    moves: dict[str, float]


def row(each: Input, view: View, effects: Effects, group: str = "") -> None:
    """Field on the left, what is to be known on the right; its group where several stand together."""
    with st.container(key=f"tco_row_{each.id.replace('.', '-')}"):
        left, right = st.columns((5, 7), gap="medium")
        with left:
            entry(each, view)
            put_back_button(each, view)
        with right:
            st.html(facts(each, view, effects, group))
            if can_have_range(each, view.choice.document):
                is_open = st.session_state.get(OPEN) == each.id
                text = view.words(f"inputs.row.{'close' if is_open else 'edit'}")
                st.button(text, key=f"range:{each.id}", type="tertiary", on_click=_toggle, args=(each.id,))
        if st.session_state.get(OPEN) == each.id:
            _editor(each, view)


def facts(each: Input, view: View, effects: Effects, group: str = "") -> str:
    """Badge, unit and range, effect, what was changed, and the source one click away."""
    bound, words = view.result.bound, view.words
    used = each.in_scenario(bound.case.scenario)
    parts = [f'<p class="tco-fact tco-group">{escape(group)}</p>'] if group else []
    parts += [track(each, used, bound, words), _effect(each, view, effects), _changed(each, view, effects)]
    if in_use := used_text(each, bound, words):
        parts.append(paragraph(in_use, "tco-fact"))
    if each.reason:
        reason = where_known(each.reason, words.language)
        parts.append(paragraph(words("inputs.row.reason", text=reason), "tco-fact"))
    parts += [_about_range(each, view), _source(each, view)]
    return f'<div class="tco-facts">{"".join(parts)}</div>'


def _about_range(each: Input, view: View) -> str:
    """What becomes of an own range as values are typed, or why there can be none."""
    if has_own_range(each):
        return paragraph(view.words("inputs.row.widened"), "tco-fact")
    counted = each.declaration.format not in ("flag", "timing")
    without = counted and not can_have_range(each, view.choice.document)
    return paragraph(view.words("inputs.row.no_range"), "tco-fact") if without else ""


def _effect(each: Input, view: View, effects: Effects) -> str:
    ends = effects.spans.get(each.id)
    if ends is None:
        return ""
    words, currency = view.words, view.currency
    if ends[0] == ends[1]:
        return paragraph(words("inputs.row.still"), "tco-fact")
    low, high = (plus(end, currency, words) for end in ends)
    return paragraph(words("inputs.row.span", low=low, high=high), "tco-fact")


def _changed(each: Input, view: View, effects: Effects) -> str:
    """Mine, the default, and what the change does; marked by a word, not by colour."""
    words, bound = view.words, view.result.bound
    first = first_of(each, view.unchanged.bound)
    if first is None or place_of(view.choice.document, each.id) not in changed_places(view):
        return ""
    mine, default = (value_text(each, one.value, bound, words) for one in (each, first))
    moved = effects.moves.get(each.id, 0.0)
    move = plus(moved, view.currency, words)
    key = "mine" if move != money(0, view.currency, words.language) else "mine_still"
    text = words(f"inputs.row.{key}", mine=f"**{mine}**", default=default, move=move)
    if each.has_range and (each.low, each.high) != (first.low, first.high):
        default = range_text(first, first.low, first.high, words) if first.has_range else "–"  # type: ignore[arg-type]
        span = range_text(each, each.low, each.high, words)  # type: ignore[arg-type]
        text += " " + words("inputs.row.own_range", range=span, default=default)
    return (
        f'<p class="tco-fact"><b class="tco-mark">{escape(words("inputs.row.changed"))}</b> {rich(text)}</p>'
    )


def _source(each: Input, view: View) -> str:
    """The source as a link, and what the value rests on behind a line that opens."""
    words, declared, source = view.words, each.declaration, each.source
    parts = [escape(words("inputs.row.as_of", date=declared.as_of))] if declared.as_of else []
    if source:
        page = f", {escape(declared.page)}" if declared.page else ""
        parts.insert(0, outside(source.title, source.url) + page)
    shown = f'<p class="tco-fact">{" · ".join(parts)}</p>' if parts else ""
    if declared.note:
        note = escape(declared.note.in_language(words.language))
        shown += f"<details><summary>{escape(words('inputs.row.note'))}</summary>{note}</details>"
    return f'<div class="tco-source">{shown}</div>' if shown else ""


def _toggle(key: str) -> None:
    """Open one editor, and close the other; what was not saved in it is forgotten."""
    st.session_state[OPEN] = None if st.session_state.get(OPEN) == key else key
    st.session_state.pop(WRONG, None)
    for name in (*ENDS, "reason"):
        st.session_state.pop(FIELD + name, None)


def _editor(each: Input, view: View) -> None:
    """Low, value, high and the reason, saved together."""
    words = view.words
    shown = {"low": each.low, "value": each.value, "high": each.high}
    with st.form(f"range_{each.id}", border=True):
        for column, name in zip(st.columns(3), ENDS, strict=True):
            value = shown[name]
            key = FIELD + name
            if key not in st.session_state:
                st.session_state[key] = "" if value is None else field_text(each, value)
            column.text_input(words(f"inputs.row.{name}"), key=key, max_chars=LONGEST, autocomplete="off")
        st.session_state.setdefault(f"{FIELD}reason", each.reason)
        st.text_input(words("inputs.row.reason_label"), key=f"{FIELD}reason", max_chars=LONGEST_REASON,
                      autocomplete="off")  # fmt: skip
        if st.session_state.get(WRONG):
            found = bullets(st.session_state[WRONG]) + paragraph(words("inputs.refused.next_range"))
            st.html(f'<div role="alert" class="tco-refused">{found}</div>')
        st.html(paragraph(words("inputs.row.range_note"), "tco-faint"))
        st.form_submit_button(words("inputs.row.save"), on_click=_save, args=(each, view))


def _save(each: Input, view: View) -> None:
    """Take over range and reason in one edit, or say all that is wrong with them."""
    view = touched(view)
    texts = {name: str(st.session_state.get(FIELD + name, "")) for name in (*ENDS, "reason")}
    values, problems = read_range(each, texts, view)
    if not problems:
        document = with_range(each, values, texts["reason"].strip(), view)
        problem = problem_of(view, document)
        problems = [problem] if problem else []
    if problems:
        st.session_state[WRONG] = problems
        return
    _toggle(each.id)
    edit(document)


def with_range(each: Input, values: Mapping[str, float], reason: str, view: View) -> Document:
    """The document with what was typed of an input; as it was, where that is what it had."""
    low, value, high = (values.get(name) for name in ENDS)
    if (low, value, high, reason) == (each.low, each.value, each.high, each.reason) or value is None:
        return view.choice.document
    return ranged(view.choice.document, each, low, value, high, reason)


def read_range(each: Input, texts: dict[str, str], view: View) -> tuple[dict[str, float], list[str]]:
    """Value and both ends as typed, and all that is wrong with them."""
    bound, words = view.result.bound, view.words
    values: dict[str, float] = {}
    problems = []
    for name in ENDS:
        try:
            if texts[name].strip():
                values[name] = read(each, texts[name], bound, words)
        except Refused as refused:
            problems.append(f"{words(f'inputs.row.{name}')}: {refused}")
    if problems:
        return values, problems
    if "value" not in values:
        return values, [words("inputs.refused.needed")]
    if ("low" in values) != ("high" in values):
        return values, [words("inputs.refused.one_end")]
    said = {name: value_text(each, value, bound, words) for name, value in values.items()}
    wrong = [name for name, sign in (("low", 1), ("high", -1))
             if name in values and sign * values[name] > sign * values["value"]]  # fmt: skip
    return values, [
        words(f"inputs.refused.{name}", **{"value": said["value"], name: said[name]}) for name in wrong
    ]
