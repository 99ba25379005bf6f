"""A line along its years, the opened one marked, and the same line in every alternative.

Promise: bars begin at zero and share one scale; each year and each alternative is a link. Pure functions;
imports `explain` and the page's own text modules only.
"""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from tco.amounts import NOTHING, cell, table_scale
from tco.explain import Node
from tco.language import ONCE, POINTS, Place
from tco.results import Result
from tco.ui.explain_asked import Asked, dates, first_column, when
from tco.ui.explain_links import Links
from tco.ui.tables import rich, scrolled
from tco.ui.unit_text import plain_number, unit_text, value_with_unit
from tco.ui.view import View

BAR = 56  # pixels from the lowest to the highest value


def along(view: View, node: Node, asked: Asked, links: Links) -> str:
    """The line's years, or dates, as columns and as numbers; nothing where it has one value only."""
    instance, result, words = view.result.bound.model.instances[node.id], view.result, view.words
    if instance.line.axis == ONCE:
        return ""
    years = _years(result, asked)
    row = result.row(asked.alternative, node.id)
    step = 2 if instance.line.axis == POINTS else 1
    values = [float(row[first_column(instance) + round(year * step)]) for year in years]
    texts, unit = _texts(values, node, view)
    bars = _bars(values)
    head, drawn, written = [], [], []
    for year, bar, text in zip(years, bars, texts, strict=True):
        name = when(instance, year, result, words).replace("(", "\n(")
        mark = ' aria-current="true"' if year == asked.year else ""
        head.append(f'<th scope="col"{mark}>{escape(name).replace(chr(10), "<br>")}</th>')
        drawn.append(f"<td{mark}>{bar}</td>")
        written.append(f"<td{mark}>{links.number(text, node.id, asked.alternative, year)}</td>")
    caption = rich(words("table.unit", unit=unit or "–"))
    table = (
        f'<table class="tco tco-along"><caption class="tco-faint">{caption}</caption>'
        f"<thead><tr>{''.join(head)}</tr></thead><tbody>"
        f'<tr aria-hidden="true">{"".join(drawn)}</tr><tr>{"".join(written)}</tr></tbody></table>'
    )
    return scrolled(table, words("explain.along_region", label=node.label))


def _years(result: Result, asked: Asked) -> list[float]:
    """The years up to the horizon, and the earlier ones in which the line has a value."""
    instance = result.bound.model.instances[asked.line]
    row, first = result.row(asked.alternative, asked.line), first_column(instance)
    past = [year for year in dates(instance) if year < 0 and row[first + round(year)] != 0]
    start = min([0.0, asked.year, *past])
    last = max(float(result.horizon), asked.year)
    return [year for year in dates(instance) if start <= year <= last]


def _texts(values: Sequence[float], node: Node, view: View) -> tuple[list[str], str]:
    """The numbers in a unit that stands above them."""
    if node.unit == "money":
        scale, unit = table_scale(node.currency, view.words.language, max(map(abs, values)))
        if scale > 1:
            return [cell(value, scale) for value in values], unit
    texts = [plain_number(value) if value else NOTHING for value in values]
    return texts, unit_text(node.unit, node.currency, view.words)


def _bars(values: Sequence[float]) -> list[str]:
    """Columns from zero, at one scale."""
    low, high = min([0.0, *values]), max([0.0, *values])
    span = (high - low) or 1.0
    found = []
    for value in values:
        height, bottom = abs(value) / span * BAR, (min(value, 0.0) - low) / span * BAR
        found.append(f'<div class="tco-bar" style="height:{BAR}px"><i style="height:{height:.1f}px;'
                     f'bottom:{bottom:.1f}px"></i></div>')  # fmt: skip
    return found


def across(view: View, asked: Asked, links: Links) -> str:
    """The same line and year in every alternative; nothing for what all alternatives share."""
    result, words = view.result, view.words
    instance = result.bound.model.instances[asked.line]
    if instance.line.once_per_case:
        return ""
    rows = []
    for name in result.alternatives:
        value = _value(result, asked, name)
        own = ' aria-current="true"' if name == asked.alternative else ""
        text = words("explain.undefined") if value is None else \
            value_with_unit(value, instance.line.unit, view.currency, words)  # fmt: skip
        year = None if instance.line.axis == ONCE else asked.year
        link = links.number(text, asked.line, name, year)
        rows.append(f'<tr{own}><th scope="row">{escape(view.title(name))}</th><td>{link}</td></tr>')
    inside = f'<table class="tco tco-along tco-across"><tbody>{"".join(rows)}</tbody></table>'
    return scrolled(inside, words("explain.sides_table"))


def _value(result: Result, asked: Asked, alternative: str) -> float | None:
    instance = result.bound.model.instances[asked.line]
    if instance.line.place is Place.METRIC:
        return result.metric(alternative, asked.line)
    step = 2 if instance.line.axis == POINTS else 1
    column = 0 if instance.line.axis == ONCE else first_column(instance) + round(asked.year * step)
    return float(result.row(alternative, asked.line)[column])
