"""Tables of prose, and the search over them.

Promise: all texts are escaped; a search leaves whole rows. Pure functions; imports `links`, `sources_rows`
and `tables` only.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape

from tco.ui.links import link, outside
from tco.ui.sources_rows import Cell, Row
from tco.ui.tables import scrolled

SHORT, WIDE = 13, 3  # letters that stay on one row; columns from which a narrow screen pushes sideways


def matching(rows: Iterable[Row], find: str) -> list[Row]:
    """The rows in which every word that is looked for occurs."""
    parts = find.casefold().split()
    return [row for row in rows if all(part in _text(row) for part in parts)]


def _text(row: Row) -> str:
    return " ".join(each.text for each in row).casefold()


def prose_table(header: Sequence[str], rows: Iterable[Row], region: str) -> str:
    """A table whose texts may be long; the first column names the row."""
    head = "".join(f'<th scope="col">{escape(each)}</th>' for each in header)
    body = "".join(f"<tr>{_cells(row)}</tr>" for row in rows)
    inside = f"{'<thead><tr>' + head + '</tr></thead>' if header else ''}<tbody>{body}</tbody>"
    wide = " tco-prose-wide" if len(header) >= WIDE else ""
    return scrolled(f'<table class="tco tco-prose{wide}">{inside}</table>', region, "tco-reads")


def _cells(row: Row) -> str:
    first, *rest = row
    return f'<th scope="row">{_inside(first)}</th>' + "".join(_beside(each) for each in rest)


def _beside(cell: Cell) -> str:
    """A cell; what is as short as a date stays on one row."""
    style = ' class="short"' if len(cell.text) <= SHORT else ""
    return f"<td{style}>{_inside(cell)}</td>"


def _inside(cell: Cell) -> str:
    if cell.parts:
        return "; ".join(map(_inside, cell.parts))
    if not cell.href:
        return escape(cell.text)
    if cell.outside:
        return outside(cell.text, cell.href)
    return link(cell.text, cell.href)
