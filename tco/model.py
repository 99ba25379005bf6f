"""The model of one case: every line for every member, linked and put in order of computation.

Promise: linking depends on the structure of the case only (which workloads, fleets, roles and
custom lines there are), never on a number; a name that is neither a line nor an input, or a circle
of lines within one year, is an error here and not at run time. Imports `language`, `lines` and `ordering`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache
from itertools import product

import tco.lines  # noqa: F401  (registers the lines)
from tco.language import POINTS, REGISTRY, Category, Line, ModelError, Treatment
from tco.lines.totals import GROUPS
from tco.ordering import in_order

HISTORY = 15
LAST_YEAR = 15
HOSPITAL_MODULES = frozenset(
    f"tco.lines.{name}"
    for name in (
        "demand", "placement", "fleets", "equipment", "software", "facilities", "staff", "security", "cloud",
        "subscription", "response", "network", "transition", "risk", "carbon", "financing", "hospital",
    )
)  # fmt: skip
DERIVED = ("category_flow_cash", "category_flow_discounted", "custom_cash", "custom_discounted")
OUTSIDE_HEADLINE = frozenset({Category.UNCHANGED, Category.RISK, Category.LEAVING})
MOMENTS = ("year_end", "peak", "average")
ALIASES = {"custom": ("timing", "asset"), "asset": ("custom", "timing"), "timing": ("custom", "asset"),
           "payment": ("timing",)}  # fmt: skip


@dataclass(frozen=True)
class CustomShape:
    """What of a custom line decides the structure of the model."""

    id: str
    category: Category
    capital: bool
    vat: bool


@dataclass(frozen=True)
class Shape:
    """The structure of a case: the members of each family, and whether there is a hospital."""

    workloads: tuple[str, ...] = ()
    fleets: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()
    modalities: tuple[str, ...] = ()
    customs: tuple[CustomShape, ...] = ()

    @property
    def has_hospital(self) -> bool:
        """A case may consist of custom lines alone."""
        return bool(self.workloads)

    def families(self) -> dict[str, tuple[str, ...]]:
        """Members by family."""
        customs = tuple(custom.id for custom in self.customs)
        return {
            "workload": self.workloads,
            "fleet": self.fleets,
            "role": self.roles,
            "modality": self.modalities,
            "moment": MOMENTS,
            "timing": GROUPS + customs,
            "payment": GROUPS,
            "basis": ("plain", "discounted"),
            "custom": customs,
            "asset": tuple(custom.id for custom in self.customs if custom.capital),
            "category": tuple(category for category in Category if category not in OUTSIDE_HEADLINE),
        }


@dataclass(frozen=True)
class LineRef:
    """A rule's parameter that is another line, possibly the baseline's."""

    id: str
    baseline: bool = False


@dataclass(frozen=True)
class InputRef:
    """A rule's parameter that is an input, looked up for these members."""

    name: str
    members: tuple[str, ...] = ()


@dataclass(frozen=True)
class BuiltIn:
    """The year or the half-year point of the column."""

    id: str


ZERO = "zero"
Ref = LineRef | InputRef | BuiltIn | str


@dataclass(frozen=True)
class Instance:
    """One line for one combination of members."""

    line: Line
    keys: Mapping[str, str]
    id: str
    category: Category | None
    treatment: Treatment | None
    timing: str
    vat: bool
    references: Mapping[str, Ref] = field(default_factory=dict)
    members: tuple[str, ...] = ()

    @property
    def in_headline(self) -> bool:
        """Whether the line is a cost that the headline counts."""
        return (
            self.category is not None
            and self.category not in OUTSIDE_HEADLINE
            and self.treatment is not None
            and self.treatment is not Treatment.MEMO
            and self.line.id not in DERIVED
        )

    @property
    def dependencies(self) -> tuple[str, ...]:
        """Ids of the lines it reads."""
        read = (ref.id for ref in self.references.values() if isinstance(ref, LineRef))
        return (*read, *self.members)

    @property
    def same_year(self) -> tuple[str, ...]:
        """Ids of the lines whose value in the same year it needs."""
        read = (
            ref.id
            for name, ref in self.references.items()
            if isinstance(ref, LineRef) and name not in self.line.earlier
        )
        return (*read, *self.members)


@dataclass(frozen=True, eq=False)
class Model:
    """All instances in the order of declaration, and the groups in which they are computed."""

    shape: Shape
    instances: Mapping[str, Instance]
    steps: tuple[tuple[str, ...], ...]

    def of_line(self, line_id: str) -> list[Instance]:
        """The instances of one line."""
        return self._by_line.get(line_id, [])

    @cached_property
    def _by_line(self) -> Mapping[str, list[Instance]]:
        found: dict[str, list[Instance]] = {}
        for instance in self.instances.values():
            found.setdefault(instance.line.id, []).append(instance)
        return found


@lru_cache(maxsize=64)
def build(shape: Shape) -> Model:
    """The linked model of a structure; the same structure gives the same object as long as it is kept."""
    return _Linker(shape).link()


class _Linker:
    def __init__(self, shape: Shape):
        self.shape = shape
        self.families = shape.families()
        self.customs = {custom.id: custom for custom in shape.customs}
        self.instances: dict[str, Instance] = {}

    def link(self) -> Model:
        for variants in REGISTRY.values():
            for line, keys in self._chosen(variants):
                instance = self._instance(line, keys)
                self.instances[instance.id] = instance
        self._fill_totals()
        self.instances = {key: self._resolve(each) for key, each in self.instances.items()}
        steps = in_order(
            {key: each.dependencies for key, each in self.instances.items()},
            {key: each.same_year for key, each in self.instances.items()},
        )
        return Model(self.shape, self.instances, tuple(steps))

    def _chosen(self, variants: list[Line]) -> Iterator[tuple[Line, dict[str, str]]]:
        first = variants[0]
        if first.module in HOSPITAL_MODULES and not self.shape.has_hospital:
            return
        for members in product(*(self.families[family] for family in first.each)):
            keys = dict(zip(first.each, members, strict=True))
            fitting = [line for line in variants if line.only.items() <= keys.items()]
            fitting.sort(key=lambda line: -len(line.only))
            if fitting and not set(fitting[0].excluding) & set(members):
                yield fitting[0], keys

    def _instance(self, line: Line, keys: dict[str, str]) -> Instance:
        custom = self.customs.get(keys.get("custom", keys.get("asset", "")))
        category = Category(keys["category"]) if "category" in keys else line.category
        treatment, vat = line.treatment, line.vat
        if custom and line.id in ("custom_amount", "custom_cash", "custom_discounted"):
            category, vat = custom.category, custom.vat
            treatment = Treatment.CAPITAL if custom.capital else Treatment.RUNNING
        timing = line.timing or (treatment.value if treatment else "")
        if custom and line.id == "custom_amount":
            timing = custom.id
        return Instance(line, keys, ".".join((line.id, *keys.values())), category, treatment, timing, vat)

    def _fill_totals(self) -> None:
        """Totals without members, and lines that follow an absent line, are left out, until none is."""
        while True:
            gone = [each.id for each in self.instances.values() if self._is_empty(each)]
            if not gone:
                break
            for key in gone:
                del self.instances[key]
        for key, each in self.instances.items():
            if each.line.is_total:
                self.instances[key] = replace(each, members=self._members(each))

    def _is_empty(self, instance: Instance) -> bool:
        if instance.line.follows:
            followed = ".".join((instance.line.follows, *instance.keys.values()))
            return followed not in self.instances
        return instance.line.is_total and not self._members(instance)

    def _members(self, total: Instance) -> tuple[str, ...]:
        chosen = total.line.members
        if callable(chosen):
            return tuple(
                each.id
                for each in self.instances.values()
                if each.category is not None and each.id != total.id and not each.line.is_total
                and chosen(each, total.keys)
                or each.line.id == "cash_discounted" and chosen(each, total.keys)
            )  # fmt: skip
        return tuple(
            each.id
            for each in self.instances.values()
            if each.line.id in chosen
            and all(each.keys.get(family, member) == member for family, member in total.keys.items())
        )

    def _resolve(self, instance: Instance) -> Instance:
        references = {name: self._reference(instance, name) for name in instance.line.parameters}
        return replace(instance, references=references)

    def _reference(self, instance: Instance, parameter: str) -> Ref:
        name, *fixed = parameter.split("__")
        baseline = name.startswith("baseline_") and name.removeprefix("baseline_") in REGISTRY
        name = name.removeprefix("baseline_") if baseline else name
        context = dict(instance.keys)
        for family in tuple(instance.keys):
            for alias in ALIASES.get(family, ()):
                context.setdefault(alias, instance.keys[family])
        if name in ("year", "point"):
            return BuiltIn(name)
        if name in REGISTRY and self._are_members(name, fixed):
            target = self._target(instance, name, fixed, context)
            return LineRef(target, baseline) if target in self.instances else ZERO
        members = (name,) if fixed else tuple(dict.fromkeys(context.values()))
        return InputRef(fixed[0] if fixed else name, members)

    def _are_members(self, name: str, fixed: list[str]) -> bool:
        """A line and a fleet may share their name: then what follows decides."""
        return all(
            any(member in self.families[family] for family in REGISTRY[name][0].each) for member in fixed
        )

    def _target(self, instance: Instance, name: str, fixed: list[str], context: Mapping[str, str]) -> str:
        parts = [name]
        for family in REGISTRY[name][0].each:
            named = [member for member in fixed if member in self.families[family]]
            if named:
                parts.append(named[0])
            elif family in context:
                parts.append(context[family])
            else:
                raise ModelError(
                    f"line '{instance.id}' reads '{name}', which exists per {family}; "
                    f"name the member ('{name}__member') or declare the line per {family}"
                )
        return ".".join(parts)


def width(line: Line) -> int:
    """How many columns the line has."""
    if line.axis == POINTS:
        return 2 * LAST_YEAR + 1
    if line.axis == "once":
        return 1
    return (HISTORY if line.history else 0) + LAST_YEAR + 1
