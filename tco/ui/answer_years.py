"""The years in short: both alternatives and their difference, as cash, as profit and loss or as budgets.

Promise: each number is a line of the model and a link to how it is made. Imports streamlit, numpy, the engine
and the page's own modules.
"""

from __future__ import annotations

import numpy as np
import streamlit as st

from tco.amounts import GAP, cell, table_scale
from tco.differences import Terms
from tco.ui import frames, tables
from tco.ui.browser import offered
from tco.ui.links import link
from tco.ui.state import choose_own
from tco.ui.turning import signed
from tco.ui.view import View, heading

ADDRESS = "view"
VIEWS = {
    "cash": ("total_cash",),
    "profit": ("profit_and_loss",),
    "budget": ("capital_budget", "running_budget"),
}


def show(view: View) -> None:
    """The choice of what the years are shown as, and the table."""
    words = view.words
    heading("section.table", words)
    names = {name: words(f"yearly.{name}") for name in VIEWS}
    chosen = view.own.get(ADDRESS, "cash")
    chosen = chosen if chosen in VIEWS else "cash"
    st.segmented_control(
        words("yearly.show"), list(names), format_func=names.__getitem__, required=True,
        **offered("field:years", chosen, choose_own, ADDRESS, "field:years"),
    )  # fmt: skip
    st.html(f"{table(view, chosen)}<p>{link(words('yearly.more'), view.href('years'))}</p>")


def table(view: View, chosen: str) -> str:
    """Both alternatives and their difference by year."""
    words, result, lines = view.words, view.result, VIEWS[chosen]
    pair = (view.baseline, view.alternative)
    values = {(name, line): np.asarray(result.yearly(name, line)) for line in lines for name in pair}
    largest = max(float(np.abs(row).max()) for row in values.values())
    scale, unit = table_scale(view.currency, words.language, largest)
    rows = []
    for line in lines:
        label = "" if len(lines) == 1 else f" · {result.label(line, words.language)}"
        for name in pair:
            cells = [view.explained(cell(float(each), scale), line, name, year)
                     for year, each in zip(result.years, values[name, line], strict=True)]  # fmt: skip
            rows.append((f"{view.title(name)}{label}", *cells))
        gap = Terms(result, view.alternative, difference=True).values(line)
        rows.append(
            (f"**{words('yearly.difference')}**{label}", *(signed(float(each), scale) for each in gap))
        )
    years = (each.replace(" ", GAP) for each in frames.years(result, words, between="\n"))
    header = [words("table.item"), *years]  # which break before the calendar year only
    note = tables.rich(f"{words(f'yearly.{chosen}_note')} {words('yearly.unit', unit=unit)}")
    press = f'<span class="tco-screen">{tables.rich(words("yearly.press"))}</span>'
    return tables.linked(header, rows) + f'<p class="tco-faint">{note} {press}</p>'
