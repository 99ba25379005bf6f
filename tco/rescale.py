"""Rescaling: figures of a case multiplied openly, so that what follows from them fits what is known.

Promise: each rescaled figure stands in the case as an override with its reason, value and range moved by
the same factor, where the case had its own value before; nothing else changes, and what cannot be
rescaled is refused, all of it in one message. Imports `case`, `binding`, `inputs` and `errors` only.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from tco.binding import bind
from tco.case import Case, Override
from tco.errors import Problems, nearest
from tco.inputs import BoundModel, Input

LONGEST_REASON = 500
SWITCHES = ("flag", "timing")
WHOLE = 1e-12


def rescaled(case: Case, factors: Mapping[str, float], reason: str) -> Case:
    """The case with each of these inputs multiplied by its factor; raises `Problems` with all that is wrong.

    Value and range are multiplied alike. A range ends where a higher value would be impossible, and is
    widened to the case's own value where that lies outside of it.

    Args:
        case: the case; it stays as it is.
        factors: by the input's id, as in `Result.bound.inputs`.
        reason: said with each override; the reason that stood there before is kept behind it.
    """
    return rescaled_bound(bind(case), factors, reason)


def rescaled_bound(bound: BoundModel, factors: Mapping[str, float], reason: str) -> Case:
    """The same for a case that is bound already."""
    problems = [text for key, factor in factors.items() for text in scaling_problems(bound, key, factor)]
    if problems:
        raise Problems("rescaling", problems)
    case = bound.case
    for key, factor in factors.items():
        case = given(case, key, scaled(bound, key, factor, reason))
    return case


def given(case: Case, key: str, override: Override) -> Case:
    """The case with an own value of one input, in place of the one it has or else under `overrides`.

    Where the case gives the same input in several places, the one that counts is replaced.
    """
    owner, _, rest = key.partition(".")
    if key in case.overrides or key not in case.hospital:
        alternative = case.alternatives.get(owner)
        if key in case.overrides or alternative is None or rest not in alternative.overrides:
            return case.model_copy(update={"overrides": {**case.overrides, key: override}})
        changed = alternative.model_copy(update={"overrides": {**alternative.overrides, rest: override}})
        return case.model_copy(update={"alternatives": {**case.alternatives, owner: changed}})
    return case.model_copy(update={"hospital": {**case.hospital, key: override}})


def scaled(bound: BoundModel, key: str, factor: float, reason: str) -> Override:
    """An input's value and range multiplied; what `rescaled` writes into the case."""
    each = bound.inputs[key]
    value = _multiplied(bound, each, factor)
    said = reason if each.reason in ("", reason) else f"{reason}; before: {each.reason}"
    if each.low is None or each.high is None:
        return Override(value=value, reason=said[:LONGEST_REASON])
    bounded = _bounded(each)
    low, high = min(bounded(each.low * factor), value), max(bounded(each.high * factor), value)
    return Override(value=value, low=low, high=high, reason=said[:LONGEST_REASON])


def _middle(bound: BoundModel, each: Input) -> float:
    """The case's own value; in the scenario `base` the base, which is what the case then uses."""
    return each.in_scenario("base" if bound.case.scenario == "base" else "own")


def _multiplied(bound: BoundModel, each: Input, factor: float) -> float:
    """The value to be; what is counted whole and comes out whole but for rounding is made whole."""
    value = _middle(bound, each) * factor
    whole = each.declaration.format == "whole" and abs(value - round(value)) <= WHOLE * abs(value)
    return float(round(value)) if whole else value


def _bounded(each: Input) -> Callable[[float], float]:
    minimum, maximum = each.declaration.minimum, each.declaration.maximum

    def within(value: float) -> float:
        raised = value if minimum is None else max(value, minimum)
        return raised if maximum is None else min(raised, maximum)

    return within


def scaling_problems(bound: BoundModel, key: str, factor: float) -> Iterator[str]:
    """Why an input cannot be multiplied by the factor, as sentences."""
    each = bound.inputs.get(key)
    if each is None:
        yield f"'{key}' is not an input that this case reads{nearest(key, bound.inputs)}"
    elif not math.isfinite(factor) or factor < 0:
        yield f"{key}: the factor is {factor:g}, but must be a number from 0"
    elif each.series is not None:
        yield f"{key}: is a row of figures by year; change it where it comes from, in the register"
    elif each.fixed or each.declaration.format in SWITCHES or each.declaration.kind == "definition":
        yield f"{key}: is no quantity ({each.declaration.label.en}) and cannot be rescaled"
    else:
        yield from _beyond(bound, each, factor)


def _beyond(bound: BoundModel, each: Input, factor: float) -> Iterator[str]:
    """Where the rescaled value would be impossible."""
    declared, present = each.declaration, _middle(bound, each)
    value = _multiplied(bound, each, factor)
    said = f"{each.id}: {present:,.6g} × {factor:,.6g} = {value:,.6g}"
    about = "; ".join(part for part in (declared.label.en, declared.origin) if part)
    limit: Any = None
    if declared.minimum is not None and value < declared.minimum:
        limit = f"is below the minimum {declared.minimum:,.6g}"
    elif declared.maximum is not None and value > declared.maximum:
        limit = f"is above the maximum {declared.maximum:,.6g}"
    elif declared.format == "whole" and value != int(value):
        limit = "is not a whole number"
    if limit:
        yield f"{said} {limit} ({about}); check the figure that it is to fit, or set it under overrides"
