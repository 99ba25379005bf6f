"""The formula objects: what a rule returns when it is called with names instead of numbers.

Promise: a formula is an inert tree (numbers, names, four operations and a power, calls of the few
functions in `functions`), compared by identity and never simplified, so that what the spreadsheet
shows is what the rule says. Imports nothing of this project.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, NoReturn

PRECEDENCE = {"+": 1, "-": 1, "*": 2, "/": 2, "**": 3}


class Formula:
    """A tree of operations; operators build larger trees, tests of truth are refused."""

    def __add__(self, other: Any) -> Operation:
        return Operation("+", self, as_formula(other))

    def __radd__(self, other: Any) -> Operation:
        return Operation("+", as_formula(other), self)

    def __sub__(self, other: Any) -> Operation:
        return Operation("-", self, as_formula(other))

    def __rsub__(self, other: Any) -> Operation:
        return Operation("-", as_formula(other), self)

    def __mul__(self, other: Any) -> Operation:
        return Operation("*", self, as_formula(other))

    def __rmul__(self, other: Any) -> Operation:
        return Operation("*", as_formula(other), self)

    def __truediv__(self, other: Any) -> Operation:
        return Operation("/", self, as_formula(other))

    def __rtruediv__(self, other: Any) -> Operation:
        return Operation("/", as_formula(other), self)

    def __pow__(self, other: Any) -> Operation:
        return Operation("**", self, as_formula(other))

    def __rpow__(self, other: Any) -> Operation:
        return Operation("**", as_formula(other), self)

    def __bool__(self) -> NoReturn:
        raise TypeError(
            "a formula has no truth value: instead of `if`, `and` or `or` multiply by a flag "
            "(`at_least`, `equal`); instead of min() and max() use `minimum` and `maximum`"
        )

    def _refuse(self, replacement: str) -> NoReturn:
        raise TypeError(f"this operator has no spreadsheet form that means the same: use {replacement}")

    def __neg__(self) -> NoReturn:
        self._refuse("`0 - x`")

    def __abs__(self) -> NoReturn:
        self._refuse("`maximum(x, 0 - x)`")

    def __round__(self, digits: int = 0) -> NoReturn:
        self._refuse("`round_up(x, digits)`")

    def __lt__(self, other: Any) -> NoReturn:
        self._refuse("`1 - at_least(x, y)`")

    def __gt__(self, other: Any) -> NoReturn:
        self._refuse("`1 - at_least(y, x)`")

    def __le__(self, other: Any) -> NoReturn:
        self._refuse("`at_least(y, x)`")

    def __ge__(self, other: Any) -> NoReturn:
        self._refuse("`at_least(x, y)`")

    def __mod__(self, other: Any) -> NoReturn:
        self._refuse("`x / y` with `round_up`")

    def __floordiv__(self, other: Any) -> NoReturn:
        self._refuse("`0 - round_up(0 - x / y, digits)`")


@dataclass(frozen=True, eq=False)
class Number(Formula):
    """A constant of the rule itself: 0 or 1; everything else is an assumption."""

    value: float


@dataclass(frozen=True, eq=False)
class Name(Formula):
    """A parameter of the rule: the line or input of that name, in the rule's own year."""

    id: str


@dataclass(frozen=True, eq=False)
class Operation(Formula):
    """One of + - * / ** between two formulas."""

    symbol: str
    left: Formula
    right: Formula


@dataclass(frozen=True, eq=False)
class Call(Formula):
    """A call of one of the language's functions."""

    function: str
    arguments: tuple[Formula, ...]


def as_formula(value: Any) -> Formula:
    """A number becomes a constant; a formula stays itself."""
    if isinstance(value, Formula):
        return value
    if isinstance(value, int | float) and not isinstance(value, bool):
        return Number(float(value))
    raise TypeError(f"{value!r} is neither a number nor a formula")


def parts(formula: Formula) -> tuple[Formula, ...]:
    """The formulas directly inside this one."""
    if isinstance(formula, Operation):
        return (formula.left, formula.right)
    return formula.arguments if isinstance(formula, Call) else ()


def walk(formula: Formula) -> Iterator[Formula]:
    """This formula and all inside it, outermost first."""
    yield formula
    for part in parts(formula):
        yield from walk(part)
