"""What an input is to a comparison: a growth rate, an overhead or labour, read from units and formulas.

Promise: no input is named here. A growth rate compounds over the years, is carried on from year to year, or
is multiplied by them; labour is counted in people, or is a price that follows pay; an overhead is any other
pure number that is no count of years and no switch. Imports `language`, `inputs` and `model` only.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from tco.inputs import BoundModel, Input
from tco.language import Call, Formula, Name, Number, Operation, walk
from tco.model import BuiltIn, InputRef, Instance, LineRef

Role = Literal["growth", "labour", "overhead"]
SWITCHES = frozenset({"flag", "timing", "whole"})
LARGEST, FLAGS = frozenset({"minimum", "maximum"}), frozenset({"at_least", "equal"})
PEOPLE = "FTE"


def roles(bound: BoundModel) -> dict[str, Role]:
    """Growth rates, labour and overheads among the inputs that the case reads."""
    reader = _Reader(bound)
    growth, labour, years = reader.growth(), reader.labour(), reader.years()
    found: dict[str, Role] = {}
    for key, each in bound.inputs.items():
        if each.fixed or each.declaration.format in SWITCHES:
            continue
        if key in growth:
            found[key] = "growth"
        elif key in labour:
            found[key] = "labour"
        elif each.declaration.unit == "1" and key not in years:
            found[key] = "overhead"
    return found


def canonical(bound: BoundModel, key: str) -> str:
    """The input's name with its members, whichever alternative, price book or currency it is for."""
    *owners, name = key.split(".")
    currencies = {book.head.currency.lower() for book in bound.books.values()}
    several = {*bound.alternatives, *bound.books, *currencies}
    return ".".join([*(owner for owner in owners if owner not in several), name])


class _Reader:
    """The formulas of a bound model with what their names stand for."""

    def __init__(self, bound: BoundModel):
        self.bound = bound
        self.instances = [each for each in bound.model.instances.values() if each.line.formula is not None]
        self.dated: set[str] = set()
        for step in bound.model.steps:
            self.dated |= {key for key in step if self._counts_years(bound.model.instances[key])}

    def ids(self, instance: Instance, name: str) -> Iterator[str]:
        """Inputs behind a parameter of the rule, if it is one."""
        ref = instance.references[name]
        if isinstance(ref, InputRef):
            yield from self.bound.resolved[(instance.line.once_per_case, ref)]

    def behind(self, instance: Instance, name: str) -> set[str]:
        """The same, through other lines of pure numbers too."""
        found, seen, rest = set(), set(), [(instance, name)]
        while rest:
            at, parameter = rest.pop()
            found |= set(self.ids(at, parameter))
            ref = at.references[parameter]
            if isinstance(ref, LineRef) and ref.id not in seen:
                seen.add(ref.id)
                other = self.bound.model.instances[ref.id]
                rest += [(other, each) for each in other.line.parameters if other.line.unit == "1"]
        return found

    def growth(self) -> set[str]:
        """What compounds, is carried on, or is multiplied by the years; and what stands beside it."""
        found: set[str] = set()
        for instance in self.instances:
            for name in self._growing(instance):
                found |= {key for key in self.behind(instance, name) if self._is_rate(key)}
            if instance.line.unit == "1" and self._has_power_of_years(instance):
                beside = (key for name in instance.line.parameters for key in self.ids(instance, name))
                found |= {key for key in beside if self._input(key).declaration.format == "percent"}
        return found

    def _growing(self, instance: Instance) -> Iterator[str]:
        for part in walk(instance.line.formula):  # type: ignore[arg-type]
            if not isinstance(part, Operation):
                continue
            if part.symbol == "**" and self._is_dated(instance, part.right):
                yield from _names(part.left)
            if part.symbol == "*" and _carries_on(instance, part):
                yield from _names(part.right)
            if part.symbol == "*" and self._is_dated(instance, part.left):
                yield from _names(part.right)
            if part.symbol == "*" and self._is_dated(instance, part.right):
                yield from _names(part.left)

    def _has_power_of_years(self, instance: Instance) -> bool:
        return any(
            isinstance(part, Operation) and part.symbol == "**" and self._is_dated(instance, part.right)
            for part in walk(instance.line.formula)  # type: ignore[arg-type]
        )

    def labour(self) -> set[str]:
        """Inputs counted in people, shares of people, and prices in lines that follow pay."""
        per_person = {key for key in self.bound.inputs if PEOPLE in self._input(key).declaration.unit}
        pay = set()
        for instance in self.instances:
            if instance.line.category and self._reads(instance) & per_person:
                pay |= set(self._indexes(instance))
        found = set(per_person)
        for instance in self.instances:
            found |= {
                key for key in self._paid(instance, pay) if "money" in self._input(key).declaration.unit
            }
            if instance.line.unit == PEOPLE:
                found |= {key for key in self._reads(instance) if self._is_rate(key)}
        return found

    def _paid(self, instance: Instance, pay: set[str]) -> Iterator[str]:
        """Inputs multiplied by an index of pay."""
        indexes = {name for name, ref in instance.references.items()
                   if isinstance(ref, LineRef) and ref.id in pay}  # fmt: skip
        for part in walk(instance.line.formula) if indexes else ():  # type: ignore[arg-type]
            if isinstance(part, Operation) and part.symbol == "*" and indexes.intersection(_names(part)):
                for name in _names(part):
                    yield from self.ids(instance, name)

    def _indexes(self, instance: Instance) -> Iterator[str]:
        """Indexes of growth that the rule multiplies by."""
        for ref in instance.references.values():
            if isinstance(ref, LineRef):
                other = self.bound.model.instances[ref.id]
                if other in self.instances and other.line.unit == "1" and self._has_power_of_years(other):
                    yield ref.id

    def years(self) -> set[str]:
        """Counts of years: what is added to, taken from or compared with the year."""
        found: set[str] = set()
        for instance in self.instances:
            for part in walk(instance.line.formula):  # type: ignore[arg-type]
                terms = list(_terms(part))
                if len(terms) > 1 and any(self._is_dated(instance, term) for term in terms):
                    rest = (term for term in terms if not self._is_dated(instance, term))
                    for name in (name for term in rest for name in _names(term)):
                        found |= self.behind(instance, name)
        return found

    def _reads(self, instance: Instance) -> set[str]:
        return {key for name in instance.line.parameters for key in self.ids(instance, name)}

    def _input(self, key: str) -> Input:
        return self.bound.inputs[key]

    def _is_rate(self, key: str) -> bool:
        declared = self._input(key).declaration
        return declared.unit == "1" and declared.format not in SWITCHES and not self._input(key).fixed

    def _counts_years(self, instance: Instance) -> bool:
        """A line made of the year, definitions and switches alone, and no switch itself."""
        formula = instance.line.formula
        if formula is None or not self._is_dated(instance, formula):
            return False
        names = _names(formula)
        return all(self._is_plain(instance, name) for name in names)

    def _is_plain(self, instance: Instance, name: str) -> bool:
        ref = instance.references[name]
        if isinstance(ref, InputRef):
            given = [self._input(key) for key in self.ids(instance, name)]
            return all(each.fixed or each.declaration.format in ("flag", "timing") for each in given)
        return isinstance(ref, BuiltIn) or (isinstance(ref, LineRef) and ref.id in self.dated)

    def _is_dated(self, instance: Instance, formula: Formula) -> bool:
        """Whether it grows with the year: the year itself, a sum with it, or a multiple of it."""
        if isinstance(formula, Name):
            ref = instance.references[formula.id]
            return isinstance(ref, BuiltIn) or (isinstance(ref, LineRef) and ref.id in self.dated)
        if isinstance(formula, Operation) and formula.symbol in "+-*":
            return self._is_dated(instance, formula.left) or self._is_dated(instance, formula.right)
        if isinstance(formula, Call) and formula.function in LARGEST:
            return any(self._is_dated(instance, each) for each in formula.arguments)
        return False


def _names(formula: Formula) -> list[str]:
    return [part.id for part in walk(formula) if isinstance(part, Name)]


def _terms(formula: Formula) -> Iterator[Formula]:
    """What a formula adds, takes away or compares."""
    if isinstance(formula, Operation) and formula.symbol in "+-":
        yield from (*_terms(formula.left), *_terms(formula.right))
    elif isinstance(formula, Call) and formula.function in LARGEST | FLAGS:
        for each in formula.arguments:
            yield from _terms(each)
    elif not isinstance(formula, Number):
        yield formula


def _carries_on(instance: Instance, product: Operation) -> bool:
    """The line's own earlier value times one and a rate."""
    right = product.right
    earlier = any(
        isinstance(part, Call) and part.function == "previous" and _names(part) == [instance.line.id]
        for part in walk(product.left)
    )
    one_more = isinstance(right, Operation) and right.symbol == "+" and isinstance(right.left, Number)
    return earlier and one_more
