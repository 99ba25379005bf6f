"""The sidebar: case, and every input with its range, its kind and its source.

Promise: label, unit, bounds and help come from the declaration alone; a value can be put back, and a value
that is refused leaves everything as it was. Imports streamlit and the page's own modules.
"""

from __future__ import annotations

from typing import Any

import streamlit as st

from tco.case import presets
from tco.errors import Problems, UserError
from tco.inputs import BoundModel, Input
from tco.ui.input_groups import OPEN, grouped
from tco.ui.input_text import decimals, help_text, label, meant, plain, shown, step, track, value_text
from tco.ui.state import OWN_FILE, Choice, hold, open_file, touch
from tco.ui.words import Words

LARGEST_FILE = 1_000_000


def show(choice: Choice, bound: BoundModel, unchanged: BoundModel, alternative: str, words: Words) -> None:
    """The whole sidebar."""
    with st.sidebar:
        _case(choice, words)
        st.html(f"<h2>{words('inputs.heading')}</h2>")
        count = len(choice.changes)
        if count:
            st.button(words("inputs.reset_all", count=count), key="reset_all", on_click=_reset_all)
        for group, (main, rest) in grouped(bound, alternative, choice.changes).items():
            with st.expander(words(f"group.{group}"), expanded=group in OPEN):
                for each in main:
                    _input(each, bound, unchanged, words)
                more = words("inputs.more", count=len(rest))
                if rest and (not main or st.toggle(more, key=f"more:{group}")):
                    for each in rest:
                        _input(each, bound, unchanged, words)
        _file(choice, words)


def _case(choice: Choice, words: Words) -> None:
    titles = {key: document["title"][words.language] for key, document in presets().items()}
    if choice.own_file:
        titles[OWN_FILE] = words("app.own_file")
    st.selectbox(
        words("app.case"), list(titles), format_func=titles.__getitem__, key=hold("case", choice.case),
        on_change=_choose_case,
    )  # fmt: skip


def _choose_case() -> None:
    choice = touch()
    choice.case = st.session_state["case"]
    choice.alternative, choice.changes, choice.spending = "", {}, {}


def _input(each: Input, bound: BoundModel, unchanged: BoundModel, words: Words) -> None:
    key, default = f"input:{each.id}", _default(each, unchanged)
    arguments: dict[str, Any] = {
        "label": plain(label(each, bound, words)),
        "help": help_text(each, bound, words),
        "on_change": _change,
        "args": (each, default),
    }
    if each.declaration.format == "flag":
        st.toggle(key=hold(key, bool(each.value)), **arguments)
    else:
        _number(each, key, arguments)
    st.html(track(each, each.value, bound, words))
    if each.value != default:
        text = words("inputs.reset", value=value_text(each, default, bound, words))
        st.button(plain(text), key=f"reset:{each.id}", type="tertiary", on_click=_reset, args=(each.id,))


def _number(each: Input, key: str, arguments: dict[str, Any]) -> None:
    kind = int if each.declaration.format == "whole" else float
    value = kind(shown(each, each.value))
    low, high = (
        None if bound is None else kind(shown(each, bound))
        for bound in (each.declaration.minimum, each.declaration.maximum)
    )
    st.number_input(
        key=hold(key, value), min_value=low, max_value=high, step=kind(step(each)),
        format=f"%.{decimals(each, value)}f" if kind is float else "%d", **arguments,
    )  # fmt: skip


def _default(each: Input, unchanged: BoundModel) -> float:
    known = unchanged.inputs.get(each.id)
    return known.value if known else each.value


def _change(each: Input, default: float) -> None:
    field = st.session_state[f"input:{each.id}"]
    if field is None:
        return
    choice, value = touch(), meant(each, float(field))
    if value == default:
        choice.changes.pop(each.id, None)
    else:
        choice.changes[each.id] = value


def _reset(key: str) -> None:
    touch().changes.pop(key, None)


def _reset_all() -> None:
    touch().changes.clear()


def _file(choice: Choice, words: Words) -> None:
    with st.expander(words("file.heading")):
        with st.container(key="tco_upload"):
            upload = st.file_uploader(words("file.upload"), type=["toml"], key="upload", max_upload_size=1)
        st.caption(words("file.hint"))
        if upload is not None and st.session_state.get("opened") != upload.file_id:
            st.session_state["opened"] = upload.file_id
            st.session_state["file_problems"] = _read(choice, upload.getvalue(), words)
            if not st.session_state["file_problems"]:
                st.session_state["touched"] = True
                st.rerun()
        problems = st.session_state.get("file_problems", ()) if upload is not None else ()
        if problems:
            st.error(plain(problems[0]))
            if len(problems) > 1:
                st.html(f"<p>{words('file.detail', count=len(problems) - 1)}</p>")
                st.code("\n".join(problems[1:]), language=None, wrap_lines=True)
        if choice.case == OWN_FILE:
            st.caption(words("file.link"))


def _read(choice: Choice, content: bytes, words: Words) -> tuple[str, ...]:
    """Open an uploaded file; what is wrong with it, or nothing."""
    if len(content) > LARGEST_FILE:
        return (words("file.large"),)
    try:
        open_file(choice, content.decode("utf-8"))
    except (UserError, UnicodeDecodeError) as error:
        found = error.problems if isinstance(error, Problems) else (str(error),)
        return (words("file.broken"), *found)
    return ()
