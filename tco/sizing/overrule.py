"""Overruling a figure of the inventory: what drives it is scaled openly until the figure is the one typed.

Promise: the figure becomes the number to within a billionth, and nothing moves but what depends on it: an
input that several members share is given to the one member alone. What cannot be scaled is refused with what
to set instead. Imports `compute`, `rescale`, `results`, `case`, `errors`, `inputs`, `reduced` and this
package only.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from tco.case import Case, FleetRegister
from tco.compute import evaluate
from tco.errors import Problems, UserError, nearest
from tco.inputs import BoundModel
from tco.reduced import reduced
from tco.rescale import given, scaled, scaling_problems
from tco.results import Result, run
from tco.sizing.figures import Choice, Figure, column_of, figures, input_of, value_of

EXACT = 1e-9
MOST_UNITS = 1e6


@dataclass(frozen=True)
class Wish:
    """A figure that the user knows better, and by which choice of inputs it is to be met."""

    figure: str
    value: float
    choice: str = ""


@dataclass(frozen=True)
class Driver:
    """An input behind a figure: the id that is read today, and the one under which it becomes its own."""

    present: str
    own: str


def parse_wish(text: str) -> Wish:
    """`FIGURE=VALUE` or `FIGURE:CHOICE=VALUE`; raises `UserError` with what is wrong."""
    left, separator, right = text.partition("=")
    name, _, choice = (part.strip() for part in left.partition(":"))
    try:
        value = float(right.replace(",", "").strip()) if separator else math.nan
    except ValueError:
        value = math.nan
    if not name or not math.isfinite(value) or value < 0:
        raise UserError(
            f"--overrule {text}: must read FIGURE=VALUE with a number from 0, such as emr.machines=120"
        )
    return Wish(name, value, choice)


def overruled(case: Case, wishes: Iterable[Wish]) -> Case:
    """The case in which each of these figures is the one given.

    Figures that follow from others are met after them, whatever the order in which they are given.

    Raises:
        Problems: with every figure that does not exist, cannot be scaled, or does not hold in the end.
    """
    named = {each.key: each for each in figures(run(case).bound)}
    wishes = [Wish(_key(each.figure, named), each.value, each.choice) for each in wishes]
    problems = [problem for wish in wishes for problem in _unknown(wish, named)]
    keys = [wish.figure for wish in wishes]
    problems += [f"{key}: is given twice; keep one" for key in dict.fromkeys(keys) if keys.count(key) > 1]
    if not problems:
        order = list(named)
        wishes.sort(key=lambda wish: order.index(wish.figure))
        for wish in wishes:
            try:
                case = _met(run(case), wish)
            except Problems as error:
                problems += error.problems
        problems = problems or list(_unmet(case, wishes))
    if problems:
        raise Problems("inventory", problems)
    return case


def drivers_of(bound: BoundModel, figure: Figure, choice: Choice) -> list[Driver]:
    """The inputs behind a figure, those of every member where all take part."""
    members = bound.model.shape.families()[choice.over] if choice.over else (figure.member,)
    found = {}
    for name in choice.inputs:
        for member in members:
            present = input_of(bound, name, member)
            if present and not _is_nothing(bound, present):
                own = present if choice.over else _own(bound, present, name, member)
                found[own] = Driver(present, own)
    return list(found.values())


def _is_nothing(bound: BoundModel, key: str) -> bool:
    """An input at 0 without a range stays 0, whatever it is multiplied with."""
    each = bound.inputs[key]
    return each.value == 0 and not each.has_range


def _own(bound: BoundModel, present: str, name: str, member: str) -> str:
    """The id that only this member reads: its own already, or the one to be made."""
    owners = present.split(".")[:-1]
    if not member or member in owners:
        return present
    return ".".join([*(each for each in owners if each in bound.alternatives), member, name])


def _key(name: str, named: Mapping[str, Figure]) -> str:
    """The figure's key; `staff.server` is taken for `server.staff`."""
    turned = ".".join(reversed(name.split(".")))
    return turned if turned in named and name not in named else name


def _unknown(wish: Wish, named: Mapping[str, Figure]) -> Iterator[str]:
    figure = named.get(wish.figure)
    if figure is None:
        yield f"'{wish.figure}' is not a figure of this inventory{nearest(wish.figure, named)}"
    elif wish.choice and wish.choice not in [choice.name for choice in figure.kind.choices]:
        known = ", ".join(choice.name for choice in figure.kind.choices) or "none"
        yield f"{figure.key}: '{wish.choice}' is not a way to meet it; there are: {known}"


def _met(result: Result, wish: Wish) -> Case:
    """The case of a result with one more figure met."""
    figure = next(each for each in figures(result.bound) if each.key == wish.figure)
    present = value_of(result, figure)
    if figure.kind.name == "standing":
        return _with_count(result.bound.case, figure, wish.value)
    if not figure.kind.choices:
        instead = figure.kind.instead.format(member=figure.member)
        raise Problems(figure.key, [f"{figure.key}: is not scaled by itself: {instead}"])
    if present == wish.value:
        return result.bound.case
    choices = [each for each in figure.kind.choices if wish.choice in ("", each.name)]
    for choice in choices:
        fixed = _fixed_part(result.bound, figure, choice, present)
        if abs(present - fixed) > EXACT * abs(present):
            share = (wish.value - fixed) / (present - fixed)
            return _scaled(result, figure, choice, share, wish.value)
    raise Problems(figure.key, [_unscalable(result.bound, figure, choices[-1], wish.value)])


def _with_count(case: Case, figure: Figure, value: float) -> Case:
    fleet = figure.member
    register = case.fleets.get(fleet, FleetRegister())
    problem = ""
    if register.vintages:
        problem = f"stands in the asset register by year of purchase; change fleets.{fleet}.vintages"
    elif value > MOST_UNITS:
        problem = f"{value:,.10g} is above the maximum {MOST_UNITS:,.0f}"
    if problem:
        raise Problems(figure.key, [f"{figure.key}: {problem}"])
    changed = register.model_copy(update={"count": value})
    return case.model_copy(update={"fleets": {**case.fleets, fleet: changed}})


def _fixed_part(bound: BoundModel, figure: Figure, choice: Choice, present: float) -> float:
    """What of the figure does not follow these inputs: the model is asked with all of them doubled."""
    if figure.is_input:
        return 0.0
    own = bound.values()
    keys = [each.present for each in drivers_of(bound, figure, choice)]
    twice = {key: 2 * float(own[key]) for key in keys}  # type: ignore[arg-type]
    lines = evaluate(reduced(bound, [figure.line], (bound.case.baseline,)), twice)
    doubled = float(lines[figure.line][0, column_of(bound.model, figure)])
    return 2 * doubled - present if choice.divides else 2 * present - doubled


def _scaled(result: Result, figure: Figure, choice: Choice, share: float, value: float) -> Case:
    bound, case = result.bound, result.bound.case
    present = value_of(result, figure)
    factor = share if not choice.divides else (1 / share if share > 0 else math.nan)
    drivers = drivers_of(bound, figure, choice)
    if not share >= 0 or math.isnan(factor):
        least = f"{value:,.10g} cannot be reached by scaling {_names(drivers)}"
        raise Problems(
            figure.key, [f"{figure.key}: {least}: a part of it does not follow them, or it would be 0"]
        )
    problems = [text for each in drivers for text in scaling_problems(bound, each.present, factor)]
    if problems:
        raise Problems(figure.key, [f"{figure.key}={value:,.10g}: {text}" for text in problems])
    unit = unit_of(bound, figure)
    reason = f"inventory: {figure.key} is {value:,.10g} instead of {present:,.10g} derived (unit: {unit})"
    for each in drivers:
        case = given(case, each.own, scaled(bound, each.present, factor, reason))
    return case


def unit_of(bound: BoundModel, figure: Figure) -> str:
    """The unit of the line or input."""
    if figure.is_input:
        return bound.inputs[figure.line].declaration.unit
    return bound.model.instances[figure.line].line.unit


def _unscalable(bound: BoundModel, figure: Figure, choice: Choice, value: float) -> str:
    drivers = drivers_of(bound, figure, choice)
    own = bound.values()
    if any(own[each.present] for each in drivers):
        return f"{figure.key}: is 0, whatever {_names(drivers)} is: overrule first what it is counted per"
    first = f"{figure.member}.{choice.inputs[0]}".lstrip(".")
    return (
        f"{figure.key}: {' and '.join(choice.inputs)} is 0, and no multiple of 0 makes {value:,.10g}; "
        f"set it instead: --set {first}={value:,.10g}"
    )


def _names(drivers: Iterable[Driver]) -> str:
    return ", ".join(each.own for each in drivers)


def _unmet(case: Case, wishes: Iterable[Wish]) -> Iterator[str]:
    """What does not hold once everything is written: figures that contradict each other."""
    result = run(case)
    named = {each.key: each for each in figures(result.bound)}
    for wish in wishes:
        found = value_of(result, named[wish.figure])
        if abs(found - wish.value) > EXACT * max(abs(wish.value), EXACT):
            yield (
                f"{wish.figure}: would be {found:,.10g} instead of {wish.value:,.10g}, since the figures "
                "given with it contradict it; leave one of them out"
            )
