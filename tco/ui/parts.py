"""Parts of a page that are drawn again alone, and the places outside of them that they draw into.

Streamlit drops what it has not sent of a part when it draws the part again, the places it stands in as well.
What follows in the same box would move up, or find no place at all on a page that is new; so each stands in a
box of its own.

Promise: a part that is drawn again leaves everything around it where it was. Imports streamlit and
`unbroken`.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec

import streamlit as st

from tco.ui.unbroken import owned

Place = st.delta_generator.DeltaGenerator
Given = ParamSpec("Given")


def room() -> Place:
    """An empty place that a part draws into."""
    box = st.container()
    return owned(box.empty(), box)


def part(run_every: float | None = None) -> Callable[[Callable[Given, None]], Callable[Given, None]]:
    """Make what draws something a part of the page; drawn again from time to time where seconds are given."""

    def made(draw: Callable[Given, None]) -> Callable[Given, None]:
        alone = st.fragment(draw, run_every=run_every)

        @wraps(draw)
        def boxed(*given: Given.args, **named: Given.kwargs) -> None:
            with st.container():
                alone(*given, **named)

        return boxed

    return made
