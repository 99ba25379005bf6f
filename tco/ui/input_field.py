"""One input as a field: label, value, unit, range, kind, source in its help, and the way back.

Promise: everything comes from the declaration; what is typed becomes an edit of the document, and a value
equal to the original is no edit. Imports streamlit and the page's own modules.
"""

from __future__ import annotations

from typing import Any

import streamlit as st

from tco.edits import put_back, with_value
from tco.inputs import Input
from tco.ui.input_text import decimals, help_text, label, meant, plain, shown, step, track, value_text
from tco.ui.state import edit, hold, touch
from tco.ui.view import View


def field(each: Input, view: View) -> None:
    """The field of an input, what it says of itself, and how to put it back."""
    bound, words = view.result.bound, view.words
    key, default = f"input:{each.id}", default_of(each, view)
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
        st.button(plain(text), key=f"reset:{each.id}", type="tertiary", on_click=reset, args=(each.id,))


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


def default_of(each: Input, view: View) -> float:
    """The value in the case as it was opened."""
    known = view.unchanged.bound.inputs.get(each.id)
    return known.value if known else each.value


def _change(each: Input, default: float) -> None:
    typed = st.session_state[f"input:{each.id}"]
    if typed is None:
        return
    choice, value = touch(), meant(each, float(typed))
    if value == default:
        reset(each.id)
    else:
        edit(with_value(choice.document, each.id, value))


def reset(key: str) -> None:
    """Put an input back to the case as it was opened."""
    choice = touch()
    edit(put_back(choice.document, choice.original, ("overrides", key)))
