"""The main inputs beside the answer, each with its range, its kind and its source.

Promise: label, unit, bounds and help come from the declaration alone; a value can be put back. Imports
streamlit and the page's own modules.
"""

from __future__ import annotations

import streamlit as st

from tco.ui.input_field import field
from tco.ui.input_groups import OPEN, grouped
from tco.ui.view import View, link


def show(view: View) -> None:
    """Main and changed inputs by group; all others are a page away."""
    words, bound = view.words, view.result.bound
    with st.sidebar:
        st.html(f"<h2>{words('inputs.heading')}</h2>")
        for group, (main, _) in grouped(bound, view.alternative, view.choice.changed).items():
            if main:
                with st.expander(words(f"group.{group}"), expanded=group in OPEN):
                    for each in main:
                        field(each, view)
        st.html(f"<p>{link(words('inputs.all'), view.href('inputs'))}</p>")
