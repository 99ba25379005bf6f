"""Totals of a register: of the rows used, of the rows explained, and of the file.

Promise: those of the file are added up on their own, from its cells, so that a row lost on the way would
show. Imports this package and `tco.intake` only.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from tco.intake import Matched, Unreadable, parse_money, parse_number
from tco.intake.table import Row
from tco.register.cells import COUNT_UNITS, is_blank, is_per_unit
from tco.register.records import Asset, Explained


@dataclass(frozen=True)
class Totals:
    """Rows, units and purchase prices; nothing is added where no cell could be read."""

    rows: int
    units: float
    price: float


def totals_of(rows: Sequence[Asset | Explained]) -> Totals:
    """Of rows read; rows that are totals themselves count as rows only."""
    number = sum(each.rows if isinstance(each, Explained) else 1 for each in rows)
    counted = [each for each in rows if not is_total(each)]
    return Totals(
        number, sum(each.count or 0.0 for each in counted), sum(each.price or 0.0 for each in counted)
    )


def totals_of_file(matched: Matched, currency: str, left_out: set[int]) -> Totals:
    """Added up from the cells of the file alone, without the rows of totals."""
    factor, per_unit = matched.unit("price"), is_per_unit(matched, "price")
    units, price, rows = 0.0, 0.0, 0
    for number, row in matched.body():
        rows += 1
        if row and number not in left_out:
            count = _number(matched, row, "count", lambda cell: parse_number(cell, COUNT_UNITS))
            if count is None and "count" not in matched.columns and not is_blank(row):
                count = 1.0  # without a column of counts each row is one unit
            paid = _number(matched, row, "price", lambda cell: parse_money(cell, factor, currency))
            units += count or 0.0
            price += (paid or 0.0) * ((count or 0.0) if per_unit else 1.0)
    return Totals(rows, units, price)


def doubtful_totals(rows: Iterable[Asset | Explained]) -> Iterator[tuple[int, float, float]]:
    """Rows of totals whose price is that of no rows above: their number, what they say, what there is."""
    whole = part = 0.0
    for each in rows:
        if not is_total(each):
            whole, part = whole + (each.price or 0.0), part + (each.price or 0.0)
            continue
        said = each.price
        if said is not None and min(abs(said - whole), abs(said - part)) > max(1.0, 1e-6 * abs(said)):
            yield each.row, said, whole
        part = 0.0


def is_total(row: Asset | Explained) -> bool:
    """Whether a row adds up others."""
    return isinstance(row, Explained) and row.why == "total"


def _number(matched: Matched, row: Row, key: str, parse: Callable[..., float]) -> float | None:
    at = matched.columns.get(key)
    try:
        return None if at is None or at >= len(row) else parse(row[at])
    except Unreadable:
        return None
