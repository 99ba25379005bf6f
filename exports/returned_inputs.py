"""The sheet Inputs of a returned workbook beside the values that were exported.

Promise: every cell that was typed over is a change, or a remark that says why it is none; rows are known by
the names in them, wherever they were moved to. Imports `results`, `edits`, `inputs`, `intake.table` and this
package only.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from exports.inputs_sheet import BASE, HEAD_ROW, HIGH, LIVE, LOW, NAME, OWN, SCENARIOS, SELECTOR_ROW, SERIES
from exports.layout import INPUTS
from exports.reading_cells import SheetCells
from tco.edits import Document, part_of
from tco.inputs import Input
from tco.intake.table import Cell, Row, column_letters
from tco.results import Result

SCENARIO = "scenario"
CLOSE = 1e-12  # spreadsheet programs keep 15 digits
FROM_RANGE = "INDEX("
TIMINGS = (0.0, 0.5, 1.0)


@dataclass(frozen=True)
class Change:
    """One thing that was typed over.

    Attributes:
        id: of the input; "scenario" for the selector.
        part: value, low or high.
        formula: whether a formula was typed, of which the stored result is taken.
    """

    id: str
    part: str
    cell: str
    before: float | str
    after: float | str
    formula: bool = False


@dataclass(frozen=True)
class Remark:
    """What is not taken over, or should be known; `kind` names the sentence that says it."""

    kind: str
    cell: str = ""
    id: str = ""
    values: Mapping[str, Any] = field(default_factory=dict)


def own_range(document: Mapping[str, Any], key: str) -> bool:
    """Whether the case gives the input a range of its own, which its value must lie in."""
    given = part_of(document, ("overrides", key)) or part_of(document, ("hospital", key))
    return isinstance(given, Mapping) and ("low" in given or "high" in given)


class Inputs:
    """The sheet Inputs beside the values that were exported."""

    def __init__(self, result: Result, document: Document, cells: SheetCells):
        self.result, self.document = result, document
        self.rows, self.formulas = cells.rows(), cells.formulas
        self.remarks: list[Remark] = []
        self.scenario = result.bound.case.scenario
        self.places: dict[str, int] = {}

    def changes(self) -> Iterator[Change]:
        """What was typed over, in the order of the sheet; the rest becomes remarks."""
        yield from self._selector()
        self.places = self._places()
        for each in self.result.bound.live:
            row = self.places.get(each.id)
            if row is None:
                self.remarks.append(Remark("row_missing", id=each.id))
            elif each.series is not None:
                self._series(each, row)
            else:
                yield from self._allowed(each, list(self._scalar(each, row)))

    def _selector(self) -> Iterator[Change]:
        cell, before = self._cell(SELECTOR_ROW, LIVE), self.scenario
        if cell in SCENARIOS and cell != before:
            assert isinstance(cell, str)
            self.scenario = cell  # type: ignore[assignment]
            yield Change(SCENARIO, "value", _name(SELECTOR_ROW, LIVE), before, cell)
        elif cell not in SCENARIOS:
            self._remark("scenario", SELECTOR_ROW, LIVE, SCENARIO, text=_shown(cell))

    def _places(self) -> dict[str, int]:
        """The row of each input by the name in its row, wherever rows were moved to."""
        known = {each.id for each in self.result.bound.live}
        found: dict[str, int] = {}
        for row in range(HEAD_ROW + 1, len(self.rows)):
            name = self._cell(row, NAME)
            if name in found:
                self._remark("row_twice", row, NAME, str(name))
            elif name in known:
                found[str(name)] = row
            elif isinstance(name, str) and name:
                self._remark("row_unknown", row, NAME, text=name[:60])
        return found

    def _scalar(self, each: Input, row: int) -> Iterator[Change]:
        if each.has_range:
            yield from self._typed(each, row, LOW, "low", each.low)
            yield from self._typed(each, row, HIGH, "high", each.high)
            yield from self._value_of_range(each, row)
        else:
            yield from self._typed(each, row, LIVE, "value", each.value)
            for column in (LOW, HIGH, OWN):
                if self._cell(row, column) is not None and not (column != OWN and self._stood(each, column)):
                    self._remark("no_range", row, column, each.id, text=_shown(self._cell(row, column)))
        base = self._cell(row, BASE)
        if base is not None and not _same(base, each.base):
            self._remark("base", row, BASE, each.id, text=_shown(base))

    def _stood(self, each: Input, column: int) -> bool:
        """Whether a range without width stands there as it was exported."""
        return _same(self._cell_of(each, column), each.low if column == LOW else each.high)

    def _cell_of(self, each: Input, column: int) -> Cell:
        return self._cell(self.places[each.id], column)

    def _value_of_range(self, each: Input, row: int) -> Iterator[Change]:
        """The column of own values, unless the live value itself was typed over."""
        formula = self.formulas.get((row + 1, LIVE + 1))
        live = self._cell(row, LIVE)
        follows = isinstance(live, str) and live.upper().startswith("=" + FROM_RANGE)
        if follows or (formula is not None and FROM_RANGE in formula.upper()) or self._is_implied(each, row):
            yield from self._typed(each, row, OWN, "value", each.value)
            return
        typed = list(self._typed(each, row, LIVE, "value", each.value))
        if typed and self.scenario != "own":
            self._remark("typed_over", row, LIVE, each.id, scenario=self.scenario)
        yield from typed

    def _is_implied(self, each: Input, row: int) -> bool:
        """Whether the live value is what the scenario picks, as after pasting values."""
        column = (LOW, BASE, HIGH, OWN)[SCENARIOS.index(self.scenario)]
        live = self._cell(row, LIVE)
        return isinstance(live, int | float) and _same(self._cell(row, column), float(live))

    def _typed(self, each: Input, row: int, column: int, part: str, before: Any) -> Iterator[Change]:
        """A change where the cell holds another number; a remark where it holds none."""
        cell = self._cell(row, column)
        formula = (row + 1, column + 1) in self.formulas
        number = float(cell) if isinstance(cell, bool | int | float) else None
        if cell is None:
            self._remark("empty", row, column, each.id)
        elif isinstance(cell, str) and cell.startswith("="):
            self._remark("no_result", row, column, each.id, text=cell[:60])
        elif number is None or not math.isfinite(number):
            self._remark("not_a_number", row, column, each.id, text=_shown(cell))
        elif not _same(number, before):
            yield Change(each.id, part, _name(row, column), float(before), number, formula)

    def _allowed(self, each: Input, changes: list[Change]) -> Iterator[Change]:
        """The changes that the declaration allows, and a range only in order."""
        changes = [change for change in changes if self._within(each, change)]
        parts = {change.part: float(change.after) for change in changes}
        low, value, high = (parts.get(part, getattr(each, part)) for part in ("low", "value", "high"))
        if parts.keys() & {"low", "high"} or (parts and own_range(self.document, each.id)):
            if not low <= value <= high:
                row = self.places[each.id]
                self._remark("order", row, LOW, each.id, low=low, value=value, high=high)
                return
        yield from changes

    def _within(self, each: Input, change: Change) -> bool:
        problem = _broken_rule(each, float(change.after))
        if problem:
            bound = each.declaration.minimum if problem == "below" else each.declaration.maximum
            values = {"value": change.after, "bound": bound}
            self.remarks.append(Remark(problem, change.cell, each.id, values))
        return not problem

    def _series(self, each: Input, row: int) -> None:
        """Rows of values are part of the case's structure: a change is named, not taken over."""
        assert each.series is not None
        for column, before in enumerate(each.series, SERIES):
            if not _same(self._cell(row, column), before):
                self._remark("series", row, column, each.id, text=_shown(self._cell(row, column)))
                return

    def _cell(self, row: int, column: int) -> Cell:
        cells: Row = self.rows[row] if row < len(self.rows) else ()
        found = cells[column] if column < len(cells) else None
        return None if isinstance(found, str) and not found.strip() else found

    def _remark(self, kind: str, row: int, column: int, key: str = "", **values: Any) -> None:
        self.remarks.append(Remark(kind, _name(row, column), key, values))


def _broken_rule(each: Input, value: float) -> str:
    declared = each.declaration
    if declared.minimum is not None and value < declared.minimum:
        return "below"
    if declared.maximum is not None and value > declared.maximum:
        return "above"
    if declared.format == "flag" and value not in (0.0, 1.0):
        return "flag"
    if declared.format == "timing" and value not in TIMINGS:
        return "timing"
    return "whole" if declared.format == "whole" and value != int(value) else ""


def _same(cell: Cell, before: float | None) -> bool:
    if not isinstance(cell, int | float) or before is None:
        return cell is None and before is None
    return math.isclose(float(cell), before, rel_tol=CLOSE, abs_tol=1e-300)


def _name(row: int, column: int) -> str:
    return f"{INPUTS}!{column_letters(column)}{row + 1}"


def _shown(cell: Cell) -> str:
    return "" if cell is None else str(cell)[:60]
