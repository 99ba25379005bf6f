"""Where everything stands: the rows of each calculation sheet, and the cells that a rule's names mean.

Promise: all alternatives' sheets have the same rows, so that one formula serves them all; members of a
total stand together, so that its formula is short. Imports `language`, `model`, `results` and `grid` only.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property

from exports.excel_formula import HERE, Cells, cell_formula
from exports.grid import CONSTANT, FIRST, LAST, LETTERS, YEAR, YEAR_ROW, ZERO
from tco.language import ONCE, POINTS, Category, Place, Treatment
from tco.model import BuiltIn, InputRef, Instance, LineRef, Ref
from tco.results import METRICS, Result

TIMELINE, COMPARE, INPUTS, SUMMARY, CHECKS, COVER, SOURCES = (
    "Timeline", "Compare", "Inputs", "Summary", "Checks", "Cover", "Sources",
)  # fmt: skip
FIXED_SHEETS = (TIMELINE, COMPARE, INPUTS, SUMMARY, CHECKS, COVER, SOURCES)
POINT = "point"
COST_GROUPS = ("capital", "end", "running", "borrowing", "repayment", "custom", "beside")
BOOK_CHECKS = ("standing", "opening", "capitalised", "charged", "proceeds", "closing", "book_gap")
UNITS_GAP, CASH_GAP = "units_gap", "cash_gap"
TOTALLING = frozenset({"accounts", "taxes", "totals", "comparison", "metrics", "hospital"})
REFERENCE = re.compile(r"r\d*c\d*|[a-z]{1,3}\d+|r|c|true|false")
Key = str | tuple[str, ...]


@dataclass(frozen=True)
class Row:
    """One row of a calculation sheet.

    Attributes:
        kind: `heading`, `link` (to an input), `point` (dates of half-years), `line` or `check`.
        key: the instance's id, the input's id per alternative, or the heading's name.
        number: the row's number, from 1.
    """

    kind: str
    key: Key
    number: int


@dataclass
class Rows:
    """The rows of one sheet, found by key."""

    rows: list[Row] = field(default_factory=list)
    number: dict[Key, int] = field(default_factory=dict)
    next: int = YEAR_ROW + 3

    def add(self, kind: str, key: Key) -> None:
        """Append a row; a heading leaves an empty row before it."""
        self.next += kind == "heading"
        self.rows.append(Row(kind, key, self.next))
        self.number[key if kind != "heading" else ("heading", *_as_tuple(key))] = self.next
        self.next += 1


def _as_tuple(key: Key) -> tuple[str, ...]:
    return (key,) if isinstance(key, str) else key


class Layout:
    """The places of all lines and inputs of a result.

    Attributes:
        sheet: each alternative's sheet name.
        timeline: rows of the sheet of shared lines.
        alternative: rows of every alternative's sheet.
        compare: rows of the comparison: factors, then a block per alternative; keys of the blocks are
            (alternative, id).
    """

    def __init__(self, result: Result):
        self.result, self.bound, self.model = result, result.bound, result.bound.model
        self.sheet = dict(zip(result.alternatives, _sheet_names(result.alternatives), strict=True))
        self.rivals = tuple(each for each in result.alternatives if each != self.bound.case.baseline)
        places: dict[str, list[Instance]] = {"timeline": [], "factors": [], "alternative": [], "compare": []}
        for instance in self.model.instances.values():
            places[self._place(instance)].append(instance)
        self.timeline = self._timeline(places["timeline"])
        self.alternative = self._alternative(places["alternative"])
        self.compare = self._compare(places["factors"], places["compare"])

    def _place(self, instance: Instance) -> str:
        place = instance.line.place
        if place is Place.METRIC:
            return "compare" if instance.id in self.result.comparative else "alternative"
        return {Place.SHARED: "timeline", Place.FACTORS: "factors", Place.COMPARISON: "compare"}.get(
            place, "alternative"
        )

    # -- rows --------------------------------------------------------------------------------------

    def _links(self, rows: Rows, shared: bool, instances: Iterable[Instance]) -> None:
        asked = (ref for each in instances for ref in each.references.values() if isinstance(ref, InputRef))
        found = dict.fromkeys(self.bound.resolved[(shared, ref)] for ref in asked)
        if found:
            rows.add("heading", "inputs")
        for ids in sorted(found, key=lambda ids: self.bound.inputs[ids[0]].series is not None):
            rows.add("link", ids)

    def _timeline(self, instances: list[Instance]) -> Rows:
        rows = Rows()
        self._links(rows, True, instances)
        self._by_module(rows, instances)
        return rows

    def _by_module(self, rows: Rows, instances: Iterable[Instance]) -> None:
        by_module: dict[str, dict[str, list[Instance]]] = {}
        for each in instances:
            module = by_module.setdefault(_section(each), {})
            module.setdefault(each.line.id, []).append(each)
        for section, lines in by_module.items():
            rows.add("heading", section)
            for members in lines.values():
                for each in sorted(members, key=self._member_order):
                    rows.add("line", each.id)

    def _member_order(self, instance: Instance) -> tuple[object, ...]:
        custom = self._customs.get(instance.keys.get("custom", instance.keys.get("asset", "")), ())
        return (instance.keys.get("moment", ""), custom)

    @cached_property
    def _customs(self) -> dict[str, tuple[object, ...]]:
        return {
            custom.id: (not custom.capital, not custom.vat, list(Category).index(custom.category), at)
            for at, custom in enumerate(self.model.shape.customs)
        }

    def _alternative(self, instances: list[Instance]) -> Rows:
        rows = Rows()
        self._links(rows, False, instances)
        costs = [each for each in instances if is_cost(each)]
        metrics = [each for each in instances if each.line.place is Place.METRIC]
        points = [each for each in instances if each.line.axis == POINTS]
        apart = {each.id for each in (*costs, *metrics, *points)}
        self._by_module(rows, (each for each in instances if each.id not in apart and not _adds_costs(each)))
        for group, members in self._cost_groups(costs):
            rows.add("heading", group)
            for each in members:
                rows.add("line", each.id)
        self._by_module(rows, (each for each in instances if each.id not in apart and _adds_costs(each)))
        _add_points(rows, points, "points")
        _add_metrics(rows, metrics)
        rows.add("heading", "checks")
        for key in self._checks():
            rows.add("check", key)
        return rows

    def _checks(self) -> Iterator[str]:
        if "book_value_total" in self.model.instances:
            yield from BOOK_CHECKS
        for fleet in self.model.shape.fleets:
            if f"survivors.{fleet}" in self.model.instances:
                yield f"{UNITS_GAP}.{fleet}"
        yield CASH_GAP

    def _cost_groups(self, costs: list[Instance]) -> Iterator[tuple[str, list[Instance]]]:
        for group in COST_GROUPS:
            members = [each for each in costs if _cost_group(each) == group]
            if members:
                yield f"costs.{group}", sorted(members, key=self._cost_order)

    def _cost_order(self, instance: Instance) -> tuple[object, ...]:
        assert instance.category is not None
        custom = self._customs.get(instance.keys.get("custom", instance.keys.get("asset", "")), ())
        taxed = (not instance.vat, instance.treatment is Treatment.TAX)
        return (*custom, *taxed, list(Category).index(instance.category))

    def _compare(self, factors: list[Instance], instances: list[Instance]) -> Rows:
        rows = Rows()
        wanted = dict.fromkeys(
            self.bound.resolved[(True, ref)][0]
            for each in factors for ref in each.references.values() if isinstance(ref, InputRef)
        )  # fmt: skip
        wanted |= dict.fromkeys(
            self.bound.resolved[(False, ref)][self.bound.alternatives.index(rival)]
            for rival in self.rivals
            for each in instances for ref in each.references.values() if isinstance(ref, InputRef)
        )  # fmt: skip
        rows.add("heading", "inputs")
        for key in wanted:
            rows.add("link", (key,))
        self._by_module(rows, factors)
        if self.rivals:
            rows.add("heading", "points")
            rows.add("point", POINT)
        for rival in self.rivals:
            self._compare_block(rows, rival, instances)
        return rows

    def _compare_block(self, rows: Rows, rival: str, instances: list[Instance]) -> None:
        rows.add("heading", ("alternative", rival))
        metrics = [each for each in instances if each.line.place is Place.METRIC]
        lines = [each for each in instances if each.line.place is not Place.METRIC]
        for each in sorted(lines, key=lambda each: each.line.axis == POINTS):
            rows.add("line", (rival, each.id))
        for each in metrics:
            rows.add("line", (rival, each.id))

    # -- cells -------------------------------------------------------------------------------------

    def line_cells(self, key: str, reader: str, alternative: str) -> Cells:
        """The cells of a line of an alternative, seen from a sheet."""
        instance = self.model.instances[key]
        place = self._place(instance)
        if place == "timeline":
            sheet, number = TIMELINE, self.timeline.number[key]
        elif place == "factors":
            sheet, number = COMPARE, self.compare.number[key]
        elif place == "compare":
            sheet, number = COMPARE, self.compare.number[(alternative, key)]
        else:
            sheet, number = self.sheet[alternative] if alternative else "", self.alternative.number[key]
        prefix = "" if sheet in (reader, "") else f"{sheet}!"
        return cells(instance, number, prefix)

    def cell(self, alternative: str, key: str, reader: str = "") -> str:
        """The one cell of a line that has one value."""
        found = self.line_cells(key, reader, alternative)
        return f"{found.sheet}{found.column}{found.row}"

    def formula(self, instance: Instance, reader: str, alternative: str = "") -> str:
        """The template of a rule's or a total's cells; without an alternative, that of all their sheets."""
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
            here = self.compare if reader == COMPARE else self.alternative
            return Cells(YEAR if ref.id == "year" else here.number[POINT], pinned=True)
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
        members = [self.line_cells(key, reader, alternative) for key in instance.members]
        once = instance.line.axis == ONCE
        runs: list[list[Cells]] = []
        for each in sorted(members, key=lambda each: (each.sheet, each.row)):
            if runs and runs[-1][-1].sheet == each.sheet and runs[-1][-1].row + 1 == each.row:
                runs[-1].append(each)
            else:
                runs.append([each])
        column = LETTERS[CONSTANT] if once else HERE
        texts = []
        for run in runs:
            first, last = f"{run[0].sheet}{column}{run[0].row}", f"{column}{run[-1].row}"
            texts.append(f"{first}:{last}" if len(run) > 1 else first)
        return f"=SUM({','.join(texts)})"


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


def is_cost(instance: Instance) -> bool:
    """Whether the line is one cost, with its place among the costs of the alternative."""
    return (
        instance.category is not None
        and instance.treatment is not None
        and instance.line.id not in ("category_flow_discounted", "custom_discounted")
    )


def _cost_group(instance: Instance) -> str:
    if not instance.in_headline:
        return "beside"
    return "custom" if "custom" in instance.keys else instance.timing


def _adds_costs(instance: Instance) -> bool:
    return _section(instance) in TOTALLING


def _section(instance: Instance) -> str:
    return instance.line.module.rsplit(".", 1)[-1]


def _add_points(rows: Rows, points: list[Instance], heading: str) -> None:
    if points:
        rows.add("heading", heading)
        rows.add("point", POINT)
        for each in points:
            rows.add("line", each.id)


def _add_metrics(rows: Rows, metrics: list[Instance]) -> None:
    rows.add("heading", "metrics")
    order = {name: at for at, name in enumerate(METRICS)}
    for each in sorted(metrics, key=lambda each: order.get(each.line.id, -1)):
        rows.add("line", each.id)


def _sheet_names(alternatives: Iterable[str]) -> Iterator[str]:
    """An alternative's id, unless a spreadsheet reads it otherwise or another sheet has it."""
    taken = {each.lower() for each in FIXED_SHEETS}
    for each in alternatives:
        name = each[:31]
        while name in taken or _reads_as_reference(name):
            name = f"{name[:27]}_alt" if not name.endswith("_alt") else f"{name[:28]}{len(taken)}"
        taken.add(name)
        yield name


def _reads_as_reference(name: str) -> bool:
    return REFERENCE.fullmatch(name) is not None
