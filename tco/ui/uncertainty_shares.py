"""Where the uncertainty comes from: the part that each input brings, under a message of the same numbers.

Promise: shares and errors are the engine's, from the first draws, correlations kept. Imports pandas,
streamlit, the engine and the page's own modules.
"""

from __future__ import annotations

import math

import pandas as pd
import streamlit as st

from tco.amounts import NOTHING, number, percent, significant
from tco.ui import tables
from tco.ui import uncertainty_charts as pictures
from tco.ui.rows import rows_of
from tco.ui.uncertainty_futures import Shares
from tco.ui.view import heading, picture
from tco.ui.words import Words
from tco.uncertainty.driver_sentences import POOR

TOP = 3


def show(found: Shares, words: Words) -> None:
    """The picture with its message, or that there is nothing to share out."""
    heading("uncertainty.section.shares", words)
    if not found.bars:
        st.html(tables.paragraph(words("uncertainty.shares.flat")))
        return
    parts = frame(found, words)
    said = message(parts, words)
    header = [words(f"uncertainty.shares.{key}") for key in ("input", "part", "error", "direction")]
    rows = [(row.label, row.text, row.error_text, row.direction) for row in rows_of(parts)]
    alt = words("uncertainty.shares.alt", count=len(parts), message=said)
    table = tables.table(header, rows, frozenset({0, 3}))
    picture("futures_shares", said, pictures.shares(parts, words), alt, table, words)
    key = "uncertainty.shares.note" if found.explained >= POOR else "uncertainty.shares.poor"
    note = words(key, draws=f"{found.draws:,}", explained=percent(found.explained))
    st.html(tables.paragraph(note, "tco-faint"))


def frame(found: Shares, words: Words) -> pd.DataFrame:
    """A row for each input, the largest part first."""
    rows = [
        (each.label.in_language(words.language), each.part, each.error, _text(each.part, each.error, words),
         _points(each.error, words),
         words(f"uncertainty.shares.{'cheaper' if each.saves else 'dearer'}"))
        for each in found.bars
    ]  # fmt: skip
    return pd.DataFrame(rows, columns=["label", "part", "error", "text", "error_text", "direction"])


def message(parts: pd.DataFrame, words: Words) -> str:
    """Which input brings the largest part, and what the first ones bring together."""
    top, few = parts.iloc[0], parts.head(TOP)
    first = words("uncertainty.shares.message", label=top["label"], part=top["text"])
    if len(few) < 2:
        return first
    return f"{first} {words('uncertainty.shares.top', count=len(few), sum=percent(few['part'].sum()))}"


def _text(part: float, error: float, words: Words) -> str:
    """A part with its error, which tells how many of its digits are sure."""
    return percent(part) if math.isnan(error) else f"{percent(part)} (±{_points(error, words)})"


def _points(error: float, words: Words) -> str:
    if math.isnan(error):
        return NOTHING
    return words("uncertainty.points", number=number(100 * significant(error, 2), 2))
