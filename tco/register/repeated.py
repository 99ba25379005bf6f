"""Rows of a register that stand there more than once.

Promise: nothing is dropped for it; what tells such rows apart is named. Imports this package and `tco.intake`
only.
"""

from __future__ import annotations

from collections.abc import Iterable

from tco.intake import Matched, column_letters
from tco.intake.table import Row
from tco.intake.values import plain
from tco.register.cells import cell_at
from tco.register.records import Asset


def repeated(matched: Matched, assets: Iterable[Asset]) -> tuple[int, int, tuple[str, ...]]:
    """Used rows that repeat another.

    Returns:
        Those that do so exactly; those equal in the columns used alone; and the columns that tell these
        apart.
    """
    rows = [matched.row(asset.row) for asset in assets]
    cells = [tuple(cell_at(row, at) for at in matched.columns.values()) for row in rows]
    exactly = len(rows) - len({_trimmed(row) for row in rows})
    alike = len(rows) - len(set(cells)) - exactly
    return exactly, alike, _telling(matched, rows, cells) if alike else ()


def _telling(matched: Matched, rows: list[Row], cells: list[Row]) -> tuple[str, ...]:
    """Headers of columns not used in which rows differ that are otherwise equal."""
    first: dict[Row, Row] = {}
    differing = {
        at
        for row, used in zip(rows, cells, strict=True)
        for at in range(max(len(row), len(first.setdefault(used, row))))
        if cell_at(row, at) != cell_at(first[used], at)
    }
    header = matched.row(matched.header_row)
    return tuple(plain(cell_at(header, at) or column_letters(at)) for at in sorted(differing))


def _trimmed(row: Row) -> Row:
    """A row without the blank cells at its end."""
    cells = [cell_at(row, at) for at in range(len(row))]
    while cells and cells[-1] is None:
        cells.pop()
    return tuple(cells)
