"""The main inputs beside the answer, each with its range, its kind and its source.

Promise: label, unit, bounds and help come from the declaration alone; a value can be put back. Imports
streamlit and the page's own modules.
"""

from __future__ import annotations

import streamlit as st

from tco.ui.input_field import field
from tco.ui.input_groups import OPEN, short
from tco.ui.links import link
from tco.ui.view import View, heading


def show(view: View) -> None:
    """Main and changed inputs by group; all others are a page away."""
    words, changed = view.words, view.changed
    with st.sidebar:
        heading("inputs.heading", words)
        for group, inputs in short(view.result.bound, view.alternative, changed).items():
            with st.expander(words(f"group.{group}"), expanded=group in OPEN):
                for each in inputs:
                    field(each, view)
        st.html(f"<p>{link(words('inputs.all'), view.href('inputs'))}</p>")
