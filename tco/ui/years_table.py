"""The yearly tables as HTML that opens to lines without the server.

Promise: it stays one table; a category is opened by a native control that the keyboard reaches; every number
that is not 0 is a link to its explanation. Imports pandas, `amounts` and the page's own modules only.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from hashlib import sha256
from html import escape
from typing import Any

import pandas as pd

from tco.amounts import NOTHING, cell, number
from tco.ui.explain_links import Links
from tco.ui.rows import rows_of
from tco.ui.tables import rich, scrolled
from tco.ui.unit_text import unit_text
from tco.ui.words import Words
from tco.ui.years_frames import GROUP, LINE, TOTAL

#: The key figure that a total's sum over the years is.
SUMS = {"total_cash": "total_cost", "total_discounted": "present_value"}
SMALLEST = 1e-9  # of a quantity; what is less is noise


@dataclass(frozen=True)
class Sheet:
    """What a table is of.

    Attributes:
        alternative: whose explanations its numbers open.
        caption: what stands above it, with ** for strong.
        region: its name for those who do not see it.
        write: a number as text.
        skip: what leads past its many links.
    """

    alternative: str
    caption: str
    region: str
    links: Links
    write: Callable[[float], str]
    open_row: str
    skip: str


def money_cells(scale: float, signed: bool) -> Callable[[float], str]:
    """Amounts in the table's unit; a difference says + where it is more."""

    def write(value: float) -> str:
        return ("+" if signed and round(value / scale) > 0 else "") + cell(value, scale)

    return write


def quantity(value: float) -> str:
    """A quantity with the digits that matter."""
    return NOTHING if abs(value) < SMALLEST or math.isnan(value) else number(value, 3)


def year_table(frame: pd.DataFrame, header: Sequence[str], sheet: Sheet) -> str:
    """The table by category or account; each opens to its lines."""
    blocks: list[list[str]] = []
    styles = {TOTAL: "total", GROUP: "group", LINE: "line"}
    following = [*(int(level) for level in frame["level"].tolist()[1:]), TOTAL]
    for row, after in zip(rows_of(frame), following, strict=True):
        name, level, line, *values = row
        if level != LINE:
            blocks.append([])
        opens = level == GROUP and after == LINE
        title = f"<details><summary>{escape(name)}</summary></details>" if opens else escape(name)
        blocks[-1].append(_row(title, styles[level], line, values, sheet))
    return _frame("".join(f"<tbody>{''.join(block)}</tbody>" for block in blocks), header, sheet)


def physical_table(
    frame: pd.DataFrame, header: Sequence[str], sheet: Sheet, currency: str, words: Words
) -> str:
    """Quantities by group, each row with its unit."""
    blocks = []
    for group, part in frame.groupby("group", sort=False):
        title = escape(words(f"physical.{group}"))
        rows = [f'<tr class="group"><th scope="rowgroup" colspan="{len(header)}">{title}</th></tr>']
        for _, label, unit, line, *values in rows_of(part):
            said = unit_text(unit, currency, words)
            shown = f"{escape(label)} <small>{escape(said)}</small>"
            rows.append(_row(shown, "part", line, values, sheet))
        blocks.append(f"<tbody>{''.join(rows)}</tbody>")
    return _frame("".join(blocks), header, sheet, "tco-years tco-quantities")


def _row(title: str, style: str, line: str, values: Sequence[float], sheet: Sheet) -> str:
    *years, total = (float(value) for value in values)
    cells = [_linked(value, line, year, sheet) for year, value in enumerate(years)]
    cells.append(_linked(total, SUMS.get(line, ""), None, sheet))
    if sheet.links.are_long:
        link = sheet.links.number(sheet.open_row, line, sheet.alternative, len(years) - 1)
        title += f" <small>{link}</small>"
    inside = "".join(f"<td>{each}</td>" for each in cells)
    return f'<tr class="{style}"><th scope="row">{title}</th>{inside}</tr>'


def _linked(value: float, line: str, year: int | None, sheet: Sheet) -> str:
    text = sheet.write(value) if not math.isnan(value) else ""
    if not line or text in ("", NOTHING) or sheet.links.are_long:
        return escape(text)
    return sheet.links.number(text, line, sheet.alternative, year)


def _frame(body: str, header: Sequence[str], sheet: Sheet, style: str = "tco-years") -> str:
    head = "".join(f'<th scope="col">{escape(each).replace(chr(10), "<br>")}</th>' for each in header)
    caption = f'<caption class="tco-faint"><span>{rich(sheet.caption)}</span></caption>'
    table = f'<table class="tco wide {style}">{caption}<thead><tr>{head}</tr></thead>{body}</table>'
    end = f"tco-end-{sha256((style + sheet.region).encode()).hexdigest()[:8]}"
    past = f'<a class="tco-skip" href="#{end}">{escape(sheet.skip)}</a>'
    after = f'<span id="{end}" tabindex="-1"></span>'
    return f'<div class="tco-skipped">{past}{scrolled(table, sheet.region)}{after}</div>'


def full(value: Any) -> Any:
    """All digits that matter; nothing where there is no sum."""
    if not isinstance(value, float):
        return value
    return "" if math.isnan(value) else int(value) if value.is_integer() else round(value, 6)
