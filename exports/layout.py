"""Where everything stands: the cells that a rule's names mean, seen from the sheet that reads them.

Promise: the formula of a line is the same on every alternative's sheet. Imports `language`, `model`,
`results` and this package's grid, rows and formulas only.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from exports.excel_formula import HERE, Cells, cell_formula
from exports.grid import CONSTANT, FIRST, LAST, LETTERS, YEAR, ZERO
from exports.rows import POINT, Arrangement
from tco.language import ONCE, POINTS
from tco.model import BuiltIn, InputRef, Instance, LineRef, Ref
from tco.results import Result

COVER, SUMMARY, UNCERTAINTY, INPUTS, TIMELINE, COMPARE, CHECKS, SOURCES, CASE = (
    "Cover", "Summary", "Uncertainty", "Inputs", "Timeline", "Compare", "Checks", "Sources", "Case",
)  # fmt: skip
FIXED_SHEETS = (COVER, SUMMARY, UNCERTAINTY, INPUTS, TIMELINE, COMPARE, CHECKS, SOURCES, CASE)
REFERENCE = re.compile(r"r\d*c\d*|[a-z]{1,3}\d+|r|c|true|false")
LONGEST_NAME = 31


class Layout(Arrangement):
    """The places of all lines and inputs of a result.

    Attributes:
        sheet: each alternative's sheet name.
    """

    def __init__(self, result: Result):
        super().__init__(result)
        self.sheet = dict(zip(result.alternatives, _sheet_names(result.alternatives), strict=True))

    def line_cells(self, key: str, reader: str, alternative: str) -> Cells:
        """The cells of an alternative's line; `reader` is the sheet that reads, empty for its own."""
        instance = self.model.instances[key]
        place = self.sheet_of(instance)
        if place == "timeline":
            sheet, number = TIMELINE, self.timeline.number[key]
        elif place == "factors":
            sheet, number = COMPARE, self.compare.number[key]
        elif place == "compare":
            sheet, number = COMPARE, self.compare.number[(alternative, key)]
        else:
            sheet, number = self.sheet[alternative] if reader else "", self.alternative.number[key]
        return cells(instance, number, "" if sheet in (reader, "") else f"{sheet}!")

    def cell(self, alternative: str, key: str, reader: str) -> str:
        """The one cell of a line that has one value."""
        found = self.line_cells(key, reader, alternative)
        return f"{found.sheet}{found.column}{found.row}"

    def formula(self, instance: Instance, reader: str, alternative: str = "") -> str:
        """The template of a rule's or a total's cells; `reader` is empty for the alternatives' sheets."""
        if instance.line.is_total:
            return self._sum(instance, reader, alternative)
        assert instance.line.formula is not None
        names = {
            name: self._reference(ref, instance, reader, alternative)
            for name, ref in instance.references.items()
        }
        flag = instance.line.defined_by.replace("__", ".")
        guard = self.line_cells(flag, reader, alternative).here if flag else ""
        return cell_formula(instance.id, instance.line.formula, names, f"{HERE}${YEAR}", guard)

    def _reference(self, ref: Ref, instance: Instance, reader: str, alternative: str) -> Cells:
        if isinstance(ref, LineRef):
            return self.line_cells(ref.id, reader, self.bound.case.baseline if ref.baseline else alternative)
        if isinstance(ref, BuiltIn):
            rows = self.compare if reader == COMPARE else self.alternative
            return Cells(YEAR if ref.id == "year" else rows.number[POINT], pinned=True)
        if isinstance(ref, InputRef):
            return self._input_cells(ref, instance.line.once_per_case, reader, alternative)
        return Cells(0, constant="0")

    def input_of(self, instance: Instance, parameter: str, alternative: str) -> tuple[Cells, float]:
        """The cells of an input that a line of an alternative's sheet reads, and the input's value."""
        ref = instance.references[parameter]
        assert isinstance(ref, InputRef)
        key = self.bound.resolved[(False, ref)][self.bound.alternatives.index(alternative)]
        value = self.bound.inputs[key].in_scenario(self.bound.case.scenario)
        return self._input_cells(ref, False, "", alternative), value

    def _input_cells(self, ref: InputRef, shared: bool, reader: str, alternative: str) -> Cells:
        ids = self.bound.resolved[(shared, ref)]
        if reader == TIMELINE:
            number = self.timeline.number[ids]
        elif reader == COMPARE:
            own = ids[0] if shared else ids[self.bound.alternatives.index(alternative)]
            number = self.compare.number[(own,)]
        else:
            number = self.alternative.number[ids]
        if self.bound.inputs[ids[0]].series is None:
            return Cells(number, column=LETTERS[CONSTANT])
        return Cells(number, first=LETTERS[FIRST], last=LETTERS[LAST], lead=LETTERS[FIRST - 1])

    def _sum(self, instance: Instance, reader: str, alternative: str) -> str:
        """The sum of a total's members, adjacent rows as one range."""
        members = [self.line_cells(key, reader, alternative) for key in instance.members]
        column = LETTERS[CONSTANT] if instance.line.axis == ONCE else HERE
        runs: list[list[Cells]] = []
        for each in sorted(members, key=lambda each: (each.sheet, each.row)):
            if runs and runs[-1][-1].sheet == each.sheet and runs[-1][-1].row + 1 == each.row:
                runs[-1].append(each)
            else:
                runs.append([each])
        return f"=SUM({','.join(_range(run, column) for run in runs)})"


def _range(run: list[Cells], column: str) -> str:
    first = f"{run[0].sheet}{column}{run[0].row}"
    return f"{first}:{column}{run[-1].row}" if len(run) > 1 else first


def cells(instance: Instance, number: int, prefix: str = "") -> Cells:
    """The cells of a line that stands in a row."""
    if instance.line.axis == ONCE:
        return Cells(number, prefix, column=LETTERS[CONSTANT])
    start = first_column(instance)
    return Cells(number, prefix, first=LETTERS[start], last=LETTERS[LAST], lead=LETTERS[start - 1])


def first_column(instance: Instance) -> int:
    """The column of a line's first value."""
    if instance.line.axis == ONCE:
        return CONSTANT
    return FIRST if instance.line.history or instance.line.axis == POINTS else ZERO


def _sheet_names(alternatives: Iterable[str]) -> Iterator[str]:
    """An alternative's id, unless a spreadsheet reads it otherwise or another sheet has it."""
    taken = {each.lower() for each in FIXED_SHEETS}
    for each in alternatives:
        name, at = each[:LONGEST_NAME], 1
        while name in taken or REFERENCE.fullmatch(name):
            at += 1
            name = f"{each[: LONGEST_NAME - 6]}_alt{at}"
        taken.add(name)
        yield name
