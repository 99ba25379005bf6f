"""The unit interpreter: what a rule's formula is measured in, against what the line declares.

Promise: amounts that are added have one unit, powers and flags have none, and every line of a bound
model is checked with the units of the inputs that it really reads. Years count periods and are pure
numbers. Imports `language`, `inputs` and `model` only.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from tco.inputs import BoundModel
from tco.language import Call, Formula, Name, Number, Operation
from tco.model import BuiltIn, InputRef, Instance, LineRef

Unit = tuple[tuple[str, int], ...]
NONE: Unit = ()
EQUIVALENT = {"kWh": "kW*hour"}


class UnitError(Exception):
    """A formula whose units do not fit; the message names line, expression and units."""


def parse(text: str) -> Unit:
    """The unit of a text such as `money/vCPU/month`; `1` is a pure number."""
    powers: dict[str, int] = {}
    sign = 1
    for token in text.replace("*", " * ").replace("/", " / ").split():
        if token in "*/":
            sign = 1 if token == "*" else -1
        elif token in EQUIVALENT:
            for name, power in parse(EQUIVALENT[token]):
                powers[name] = powers.get(name, 0) + sign * power
        elif token != "1":
            powers[token] = powers.get(token, 0) + sign
    return _tidy(powers)


def show(unit: Unit) -> str:
    """The unit as text."""
    above = [name for name, power in unit for _ in range(max(int(power), 0))]
    below = [name for name, power in unit for _ in range(max(-int(power), 0))]
    return "*".join(above or ["1"]) + "".join(f"/{name}" for name in below)


def check(bound: BoundModel) -> list[str]:
    """What does not fit, as sentences; empty for a consistent model."""
    problems = []
    for instance in bound.model.instances.values():
        try:
            _check_instance(bound, instance)
        except UnitError as error:
            problems.append(f"line '{instance.id}': {error}")
    return problems


def _check_instance(bound: BoundModel, instance: Instance) -> None:
    declared = parse(instance.line.unit)
    if instance.line.is_total:
        for text in {bound.model.instances[key].line.unit for key in instance.members}:
            if parse(text) != declared:
                raise UnitError(f"adds up {text}, but is declared in {instance.line.unit}")
        return
    units = {name: _unit_of(bound, instance, name) for name in instance.line.parameters}
    assert instance.line.formula is not None
    unit = of(instance.line.formula, units)
    if unit is not None and unit != declared:
        raise UnitError(f"gives {show(unit)}, but is declared in {instance.line.unit}")


def _unit_of(bound: BoundModel, instance: Instance, name: str) -> Unit | None:
    ref = instance.references[name]
    if isinstance(ref, LineRef):
        return parse(bound.model.instances[ref.id].line.unit)
    if isinstance(ref, InputRef):
        ids = bound.resolved[(instance.line.once_per_case, ref)]
        units = {parse(bound.inputs[key].declaration.unit) for key in ids if not bound.inputs[key].fixed}
        if len(units) > 1:
            raise UnitError(f"reads '{name}' in {sorted(show(unit) for unit in units)}")
        return units.pop() if units else None
    return NONE if isinstance(ref, BuiltIn) else None


def of(formula: Formula, units: Mapping[str, Unit | None]) -> Unit | None:
    """The unit of a formula; None where it is 0, which fits any."""
    if isinstance(formula, Number):
        return None if formula.value == 0 else NONE
    if isinstance(formula, Name):
        return units[formula.id]
    if isinstance(formula, Operation):
        return _operation(formula, units)
    assert isinstance(formula, Call)
    return RULES[formula.function]([of(each, units) for each in formula.arguments])


def _operation(formula: Operation, units: Mapping[str, Unit | None]) -> Unit | None:
    left, right = of(formula.left, units), of(formula.right, units)
    if formula.symbol in "+-":
        return _same([left, right])
    if formula.symbol == "**":
        for part in (left, right):
            if part:
                raise UnitError(f"a power needs pure numbers, not {show(part)}")
        return NONE
    if left is None or right is None:
        return None
    sign = 1 if formula.symbol == "*" else -1
    powers = dict(left)
    for name, power in right:
        powers[name] = powers.get(name, 0) + sign * power
    return _tidy(powers)


def _same(units: list[Unit | None]) -> Unit | None:
    known = [unit for unit in units if unit is not None]
    if any(unit != known[0] for unit in known):
        raise UnitError(f"adds or compares {' and '.join(sorted({show(unit) for unit in known}))}")
    return known[0] if known else None


def _flag(units: list[Unit | None]) -> Unit | None:
    _same(units)
    return NONE


def _quotient(units: list[Unit | None]) -> Unit | None:
    if units[0] is None or units[1] is None:
        return None
    powers = dict(units[0])
    for name, power in units[1]:
        powers[name] = powers.get(name, 0) - power
    return _tidy(powers)


def _first(units: list[Unit | None]) -> Unit | None:
    return units[0]


def _tiered(units: list[Unit | None]) -> Unit | None:
    _same(units[:2])
    if units[0] is None or units[2] is None:
        return None
    powers = dict(units[0])
    for name, power in units[2]:
        powers[name] = powers.get(name, 0) + power
    return _tidy(powers)


def _tidy(powers: Mapping[str, int]) -> Unit:
    return tuple(sorted((name, power) for name, power in powers.items() if power))


RULES: dict[str, Callable[[list[Unit | None]], Unit | None]] = {
    "minimum": _same,
    "maximum": _same,
    "at_least": _flag,
    "equal": _flag,
    "ratio": _quotient,
    "round_up": _first,
    "previous": _first,
    "still_serving": _first,
    "years_remaining": _first,
    "on_date": _first,
    "tiered": _tiered,
    "row_sum": _first,
    "internal_rate": lambda units: NONE,
}
