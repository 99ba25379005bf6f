"""The main inputs beside the answer, each with its range, its kind and its source.

Promise: label, unit, bounds and help come from the declaration alone; a value can be put back. Imports
streamlit, the engine and the page's own modules.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping
from functools import partial

import streamlit as st

from tco.inputs import Input
from tco.ui.anew import SAYS, VIEW
from tco.ui.input_field import Face, face, holds, show_field
from tco.ui.input_groups import OPEN, short
from tco.ui.links import link
from tco.ui.view import View, heading

#: The fields of a group in their order: id of the input, what it says, whether its field holds that already.
Faces = tuple[tuple[str, Face, Hashable], ...]
Part = Callable[[str, Callable[[], None]], None]
PART = "inputs "  # how the names of the parts begin
REST = "all inputs"


def says(view: View) -> Mapping[str, Faces | str]:
    """What main and changed inputs say, by the name of their group's part; and where all others are."""
    groups = short(view.result.bound, view.alternative, view.changed)
    parts = {f"{PART}{group}": tuple(_said(each, view) for each in found) for group, found in groups.items()}
    return {**parts, REST: f"<p>{link(view.words('inputs.all'), view.href('inputs'))}</p>"}


def _said(each: Input, view: View) -> tuple[str, Face, Hashable]:
    """A text that was typed otherwise is like nothing that was said before."""
    said = face(each, view)
    return each.id, said, holds(each, said) or object()


def show(view: View, part: Part) -> None:
    """The groups as they say it, each as a part of the page, and where all other inputs are."""
    heading("inputs.heading", view.words)
    for name in (each for each in st.session_state[SAYS] if each.startswith(PART)):
        group = name.removeprefix(PART)
        with st.expander(view.words(f"group.{group}"), expanded=group in OPEN):
            part(name, partial(_group, name))
    with st.container():
        part(REST, _rest)


def _rest() -> None:
    st.html(st.session_state[SAYS][REST])


def _group(name: str) -> None:
    view: View = st.session_state[VIEW]
    for key, said, _ in st.session_state[SAYS][name]:
        show_field(view.result.bound.inputs[key], said, view)
