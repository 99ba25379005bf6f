"""Lines: a rule with a label, a unit and a place, registered under the name of its function.

Promise: `@line` traces the rule once with names, so a rule that cannot be written in the language
fails when its module is imported. A line may exist once per member of a *family* (each workload,
each fleet …); it is then known as `<line>.<member>`. Imports numpy (through the functions) and
this package only.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from tco.language.formula import Call, Formula, Name, Number, as_formula, parts, walk
from tco.language.functions import EARLIER_ONLY, ROW_ARGUMENTS


class Place(StrEnum):
    """The sheet on which a line stands; lines off the alternatives' sheets exist once per case."""

    SHARED = "shared"
    FACTORS = "factors"
    ALTERNATIVE = "alternative"
    COMPARISON = "comparison"
    METRIC = "metric"


class Category(StrEnum):
    """What a cost is for, as a finance person groups it; the last three stay out of the headline."""

    EQUIPMENT = "equipment"
    MAINTENANCE = "maintenance"
    SOFTWARE = "software"
    FACILITIES = "facilities"
    STAFF = "staff"
    SECURITY = "security"
    CLOUD = "cloud"
    SUBSCRIPTION = "subscription"
    NETWORK = "network"
    TRANSITION = "transition"
    FINANCING = "financing"
    TAXES = "taxes"
    RESIDUAL = "residual"
    CUSTOM = "custom"
    UNCHANGED = "unchanged"
    RISK = "risk"
    LEAVING = "leaving"


class Treatment(StrEnum):
    """Capital, running, loan or tax: decides budget and profit-and-loss view; a memo is in no total."""

    CAPITAL = "capital"
    RUNNING = "running"
    LOAN = "loan"
    TAX = "tax"
    MEMO = "memo"


YEARS, POINTS, ONCE = "years", "points", "once"


@dataclass(frozen=True)
class Line:
    """One row of the model.

    Attributes:
        id: the name by which rules, results and commands know it.
        rule: the function; None for a total.
        members: ids (lines, families of lines) that a total adds up, or a choice among cost lines.
        each: the families over which the line exists, in the order of its id's parts.
        only: the members to which this rule is limited, where another rule serves the others.
        excluding: members for which the line does not exist.
        axis: `years` (0..15), `points` (half-years 0, ½ … 15) or `once` (one value).
        rows: the parameters that the rule reads as whole rows.
        earlier: those of them of which it reads earlier years only.
        history: whether its columns begin in year −15 instead of year 0.
        timing: the payment date's group where it differs from the treatment's.
        defined_by: for a metric, the line that is 1 where it has a value.
        follows: a line whose absence in a case makes this one absent.
        vat: whether value-added tax is charged on it.
    """

    id: str
    label: str
    label_ko: str
    unit: str
    sentence: str
    place: Place = Place.ALTERNATIVE
    category: Category | None = None
    treatment: Treatment | None = None
    vat: bool = False
    timing: str = ""
    each: tuple[str, ...] = ()
    only: Mapping[str, str] = field(default_factory=dict)
    excluding: tuple[str, ...] = ()
    axis: str = YEARS
    history: bool = False
    defined_by: str = ""
    follows: str = ""
    rule: Callable[..., Any] | None = None
    formula: Formula | None = None
    parameters: tuple[str, ...] = ()
    rows: frozenset[str] = frozenset()
    earlier: frozenset[str] = frozenset()
    members: tuple[str, ...] | Callable[..., bool] = ()
    module: str = ""

    @property
    def once_per_case(self) -> bool:
        """Whether the line stands once per case instead of once per alternative."""
        return self.place in (Place.SHARED, Place.FACTORS)

    @property
    def is_total(self) -> bool:
        """Whether the line is a plain sum of other lines."""
        return self.rule is None


REGISTRY: dict[str, list[Line]] = {}


class ModelError(Exception):
    """A line that cannot be part of the model; the message names line, place and remedy."""


def _row_names(line_id: str, formula: Formula) -> frozenset[str]:
    """The parameters that the rule reads as whole rows; refuses numbers and expressions in their place."""
    rows: set[str] = set()
    for part in walk(formula):
        if isinstance(part, Number) and part.value not in (0.0, 1.0):
            raise ModelError(f"line '{line_id}' contains the number {part.value:g}: declare an assumption")
        for position in ROW_ARGUMENTS[part.function] if isinstance(part, Call) else ():
            argument = part.arguments[position]  # type: ignore[attr-defined]
            if not isinstance(argument, Name):
                raise ModelError(
                    f"line '{line_id}': `{part.function}` reads whole rows, "  # type: ignore[attr-defined]
                    f"so its argument {position + 1} must be a line's name; give the expression its own line"
                )
            rows.add(argument.id)
    return frozenset(rows)


def _names_now(formula: Formula) -> set[str]:
    """The parameters whose value in the rule's own year matters."""
    if isinstance(formula, Name):
        return {formula.id}
    inside = parts(formula)
    if isinstance(formula, Call) and formula.function in EARLIER_ONLY:
        inside = tuple(each for at, each in enumerate(inside) if at not in ROW_ARGUMENTS[formula.function])
    return set().union(*(_names_now(each) for each in inside))


def register(new: Line) -> Line:
    """Add a line; rules may share an id if each serves other members, the most specific one first."""
    others = REGISTRY.setdefault(new.id, [])
    for other in others:
        if other.each != new.each or other.only == new.only:
            raise ModelError(f"line '{new.id}' is declared twice ({other.module}, {new.module})")
    others.append(new)
    return new


def line(label: str, label_ko: str, *, unit: str, name: str = "", **placing: Any) -> Callable[..., Any]:
    """Declare a rule as a line of the model; `placing` are further fields of `Line`."""

    def declare(rule: Callable[..., Any]) -> Callable[..., Any]:
        line_id = name or rule.__name__
        parameters = tuple(inspect.signature(rule).parameters)
        formula = as_formula(rule(*(Name(parameter) for parameter in parameters)))
        rows = _row_names(line_id, formula)
        register(
            Line(
                id=line_id,
                label=label,
                label_ko=label_ko,
                unit=unit,
                sentence=inspect.getdoc(rule) or "",
                rule=rule,
                formula=formula,
                parameters=parameters,
                rows=rows,
                earlier=rows - _names_now(formula),
                module=rule.__module__,
                **placing,
            )
        )
        return rule

    return declare


def total(
    name: str,
    label: str,
    label_ko: str,
    *,
    unit: str,
    of: tuple[str, ...] | Callable[..., bool],
    sentence: str,
    **placing: Any,
) -> Line:
    """Declare a line that adds up others: all members of the named lines, or all cost lines chosen."""
    frame = inspect.currentframe()
    assert frame is not None
    assert frame.f_back is not None
    return register(
        Line(
            id=name,
            label=label,
            label_ko=label_ko,
            unit=unit,
            sentence=sentence,
            members=of,
            module=frame.f_back.f_globals["__name__"],
            **placing,
        )
    )
