"""The rows of each calculation sheet, in the order in which they stand.

Promise: all alternatives' sheets have the same rows, so that one formula serves them all; members of a
total stand together, so that its formula is short. Imports `language`, `model`, `results` and `grid` only.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property

from exports.grid import YEAR_ROW
from tco.language import POINTS, Category, Place, Treatment
from tco.model import InputRef, Instance
from tco.results import METRICS, Result

POINT = "point"
COST_GROUPS = ("capital", "end", "running", "borrowing", "repayment", "rents", "custom", "beside")
BOOK_CHECKS = ("standing", "opening", "capitalised", "charged", "proceeds", "closing", "book_gap")
UNITS_GAP, CASH_GAP = "units_gap", "cash_gap"
TOTALLING = frozenset({"accounts", "taxes", "totals", "comparison", "metrics", "hospital"})
DISCOUNTED = ("category_flow_discounted", "custom_discounted")
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
        if kind != "heading":
            self.number[key] = self.next
        self.next += 1

    def add_lines(self, instances: Iterable[Instance]) -> None:
        """Append lines in the given order."""
        for each in instances:
            self.add("line", each.id)


class Arrangement:
    """Which rows each sheet has.

    Attributes:
        timeline: rows of the sheet of shared lines.
        alternative: rows of every alternative's sheet.
        compare: rows of the comparison: factors, then a block per alternative; keys of the blocks are
            (alternative, id).
    """

    def __init__(self, result: Result):
        self.result, self.bound, self.model = result, result.bound, result.bound.model
        self.rivals = tuple(each for each in result.alternatives if each != self.bound.case.baseline)
        sheets: dict[str, list[Instance]] = {"timeline": [], "factors": [], "alternative": [], "compare": []}
        for instance in self.model.instances.values():
            sheets[self.sheet_of(instance)].append(instance)
        self.timeline = self._timeline(sheets["timeline"])
        self.alternative = self._alternative(sheets["alternative"])
        self.compare = self._compare(sheets["factors"], sheets["compare"])

    def sheet_of(self, instance: Instance) -> str:
        """`timeline`, `factors` (at the top of the comparison), `alternative` or `compare`."""
        place = instance.line.place
        if place is Place.METRIC:
            return "compare" if instance.id in self.result.comparative else "alternative"
        places = {Place.SHARED: "timeline", Place.FACTORS: "factors", Place.COMPARISON: "compare"}
        return places.get(place, "alternative")

    def _links(self, rows: Rows, shared: bool, instances: Iterable[Instance]) -> None:
        found = dict.fromkeys(self.bound.resolved[(shared, ref)] for ref in _inputs(instances))
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
            by_module.setdefault(_section(each), {}).setdefault(each.line.id, []).append(each)
        for section, lines in by_module.items():
            rows.add("heading", section)
            for members in lines.values():
                rows.add_lines(sorted(members, key=self._member_order))

    def _member_order(self, instance: Instance) -> tuple[object, ...]:
        return (instance.keys.get("moment", ""), self._custom_order(instance))

    def _custom_order(self, instance: Instance) -> tuple[object, ...]:
        return self._customs.get(instance.keys.get("custom", instance.keys.get("asset", "")), ())

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
        rest = [each for each in instances if each.id not in apart]
        self._by_module(rows, (each for each in rest if _section(each) not in TOTALLING))
        self._costs(rows, costs)
        self._by_module(rows, (each for each in rest if _section(each) in TOTALLING))
        if points:
            rows.add("heading", "points")
            rows.add("point", POINT)
            rows.add_lines(points)
        rows.add("heading", "key_figures")
        order = {name: at for at, name in enumerate(METRICS)}
        rows.add_lines(sorted(metrics, key=lambda each: order.get(each.line.id, -1)))
        rows.add("heading", "checks")
        for key in self.checks():
            rows.add("check", key)
        return rows

    def checks(self) -> Iterator[str]:
        """The rows of checks that an alternative's sheet has."""
        if "book_value_total" in self.model.instances:
            yield from BOOK_CHECKS
        for fleet in self.model.shape.fleets:
            if f"survivors.{fleet}" in self.model.instances:
                yield f"{UNITS_GAP}.{fleet}"
        yield CASH_GAP

    def _costs(self, rows: Rows, costs: list[Instance]) -> None:
        for group in COST_GROUPS:
            members = [each for each in costs if _cost_group(each) == group]
            if members:
                rows.add("heading", f"costs.{group}")
                rows.add_lines(sorted(members, key=self._cost_order))

    def _cost_order(self, instance: Instance) -> tuple[object, ...]:
        assert instance.category is not None
        taxed = (not instance.vat, instance.treatment is Treatment.TAX)
        return (*self._custom_order(instance), *taxed, list(Category).index(instance.category))

    def _compare(self, factors: list[Instance], instances: list[Instance]) -> Rows:
        rows = Rows()
        wanted = dict.fromkeys(self.bound.resolved[(True, ref)][0] for ref in _inputs(factors))
        for rival in self.rivals:
            at = self.bound.alternatives.index(rival)
            wanted |= dict.fromkeys(self.bound.resolved[(False, ref)][at] for ref in _inputs(instances))
        rows.add("heading", "inputs")
        for key in wanted:
            rows.add("link", (key,))
        self._by_module(rows, factors)
        if self.rivals:
            rows.add("heading", "points")
            rows.add("point", POINT)
        for rival in self.rivals:
            rows.add("heading", ("alternative", rival))
            for each in sorted(instances, key=_block_order):
                rows.add("line", (rival, each.id))
        return rows


def is_cost(instance: Instance) -> bool:
    """Whether the line is one cost, with its place among the costs of the alternative."""
    known = instance.category is not None and instance.treatment is not None
    return known and instance.line.id not in DISCOUNTED


def _inputs(instances: Iterable[Instance]) -> Iterator[InputRef]:
    for each in instances:
        yield from (ref for ref in each.references.values() if isinstance(ref, InputRef))


def _block_order(instance: Instance) -> tuple[bool, bool]:
    return (instance.line.place is Place.METRIC, instance.line.axis == POINTS)


def _cost_group(instance: Instance) -> str:
    if not instance.in_headline:
        return "beside"
    return "custom" if "custom" in instance.keys else instance.timing


def _section(instance: Instance) -> str:
    return instance.line.module.rsplit(".", 1)[-1]
