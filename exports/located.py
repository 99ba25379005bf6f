"""Where a number stands in the workbook, and the formula that stands there, without writing the workbook.

Promise: sheet, cell and text are those that `write_workbook` writes for the same result. Imports `layout`,
`grid`, `excel_formula`, `language` and `model` only.
"""

from __future__ import annotations

from dataclasses import dataclass

from exports.excel_formula import filled
from exports.grid import CONSTANT, FIRST, LETTERS, ZERO
from exports.layout import COMPARE, TIMELINE, Layout
from tco.language import ONCE, POINTS
from tco.model import Instance


@dataclass(frozen=True)
class Located:
    """A cell of the workbook."""

    sheet: str
    cell: str
    formula: str


def formula_at(layout: Layout, alternative: str, line: str, year: float = 0) -> Located | None:
    """The cell of a line's value; nothing where the baseline would be compared with itself.

    Args:
        layout: the places of a result.
        alternative: whose value; without effect for a line that all alternatives share.
        line: id of a line or metric.
        year: −15 to 15; for lines of half-years the date.
    """
    instance = layout.model.instances[line]
    place = layout.sheet_of(instance)
    if place == "compare" and alternative == layout.bound.case.baseline:
        return None
    sheet, number, reader = _row(layout, place, alternative, line)
    column = _column(instance, year)
    template = layout.formula(instance, reader, alternative if place == "compare" else "")
    formula = filled(template, LETTERS[column], LETTERS[column - 1])
    return Located(sheet, f"{LETTERS[column]}{number}", formula)


def _row(layout: Layout, place: str, alternative: str, line: str) -> tuple[str, int, str]:
    """The sheet, the row's number, and the sheet as a formula on it names itself."""
    if place == "timeline":
        return TIMELINE, layout.timeline.number[line], TIMELINE
    if place == "factors":
        return COMPARE, layout.compare.number[line], COMPARE
    if place == "compare":
        return COMPARE, layout.compare.number[(alternative, line)], COMPARE
    return layout.sheet[alternative], layout.alternative.number[line], ""


def _column(instance: Instance, year: float) -> int:
    if instance.line.axis == ONCE:
        return CONSTANT
    return FIRST + round(2 * year) if instance.line.axis == POINTS else ZERO + round(year)
