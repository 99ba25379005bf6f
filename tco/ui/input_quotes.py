"""The numbers that a vendor or a bank can tell: how many there are, which came in, and the questions as text.

Promise: a number counts as received once the visitor has typed it. Imports streamlit, the engine and the
page's own modules.
"""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

import streamlit as st

from tco.inputs import Input
from tco.ui.input_text import bare_text, label, value_text
from tco.ui.tables import paragraph
from tco.ui.view import View


def lead(inputs: Sequence[Input], view: View) -> None:
    """How many numbers to ask for, and the questions to be sent."""
    words = view.words
    left = [each for each in inputs if not each.overridden]
    said = words("inputs.quotes.heading", count=len(left)) if left else words("inputs.quotes.none")
    st.html(f"<h2>{escape(said)}</h2>")
    state = words("inputs.quotes.state", received=len(inputs) - len(left), open=len(left))
    st.html(paragraph(f"{words('inputs.quotes.lead')} **{state}**"))
    if left:
        st.download_button(
            words("inputs.quotes.download"), questions(left, view), words("inputs.quotes.file"), "text/plain",
            key="input_questions", on_click="ignore",
        )  # fmt: skip


def questions(inputs: Sequence[Input], view: View) -> str:
    """The numbers to ask for as a text that can be sent."""
    words, bound = view.words, view.result.bound
    title = bound.case.title.in_language(words.language)
    lines = [words("inputs.quotes.text_head", title=title, count=len(inputs)), ""]
    for each in inputs:
        low, high = ("–" if end is None else bare_text(each, end, words) for end in (each.low, each.high))
        value = value_text(each, each.value, bound, words)
        lines.append(
            words("inputs.quotes.line", label=label(each, bound, words), value=value, low=low, high=high)
        )
    return "\n".join([*lines, ""])
