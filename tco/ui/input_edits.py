"""Edits of inputs: where the document gives one, what changes it, and what puts it back.

Promise: an input is changed where the case gives it, so that no second value hides behind the first; a range
of one's own always holds its value. Pure functions; imports `edits` and `inputs` only.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from tco.edits import Document, Path, changed_inputs, part_of, put_back, with_part
from tco.inputs import BoundModel, Input

#: Where an alternative gives a number of its own, by the name that the rules read.
OF_PLACEMENT = {"move_start": "start", "move_duration": "duration", "overlap": "overlap"}
OF_QUOTE = {
    "quote_price_per_bed": "price_per_bed", "quote_price_per_user": "price_per_user",
    "quote_lump_sum": "lump_sum", "quote_setup_fee": "setup_fee", "quote_term": "term",
    "quote_uplift": "uplift", "renewal_increase": "renewal_increase",
}  # fmt: skip


def place_of(document: Mapping[str, Any], key: str) -> Path:
    """Where the document gives an input, or would."""
    if part_of(document, ("overrides", key)) is not None:
        return ("overrides", key)
    owner, _, rest = key.partition(".")
    if owner in document.get("alternatives", {}):
        for path in _within_alternative(owner, rest):
            if part_of(document, path) is not None:
                return path
    return ("overrides", key)


def _within_alternative(owner: str, rest: str) -> Iterable[Path]:
    start = ("alternatives", owner)
    workload, _, name = rest.rpartition(".")
    if name in OF_PLACEMENT:
        yield (*start, *(("workloads", workload) if workload else ()), OF_PLACEMENT[name])
    if rest in OF_QUOTE:
        yield (*start, "quote", OF_QUOTE[rest])
    yield (*start, "overrides", rest)


def is_structure(each: Input, document: Mapping[str, Any]) -> bool:
    """Whether a switch or count is set by what the alternatives and registers are, not as a number."""
    if not each.overridden or part_of(document, ("hospital", each.id)) is not None:
        return each.declaration.origin == "common/placement.toml" and each.declaration.format == "flag"
    return part_of(document, place_of(document, each.id)) is None


def typed(
    document: Mapping[str, Any], original: Mapping[str, Any], each: Input, first: Input | None, value: float
) -> Document:
    """The document with a value that was typed; an own range is widened where it lies outside."""
    path = place_of(document, each.id)
    given = part_of(document, path)
    if isinstance(given, Mapping) or has_own_range(each):
        return with_part(document, path, {**_as_table(each, given), **_around(each, value)})
    if first is not None and value == first.value and part_of(original, path) is None:
        return put_back(document, original, path)
    return with_part(document, path, value)


def _as_table(each: Input, given: Any) -> dict[str, Any]:
    """What the document gives of an input, with the reason that stands elsewhere."""
    if isinstance(given, Mapping):
        return dict(given)
    return {"value": each.value, **({"reason": each.reason} if each.reason else {})}


def _around(each: Input, value: float) -> dict[str, float]:
    if not has_own_range(each):
        return {"value": value}
    assert each.low is not None
    assert each.high is not None
    return {"value": value, "low": min(each.low, value), "high": max(each.high, value)}


def has_own_range(each: Input) -> bool:
    """Whether the range is the case's own, not the declared one."""
    declared = each.declaration
    return each.has_range and (each.low, each.high) != (declared.low, declared.high)


def ranged(
    document: Mapping[str, Any], each: Input, low: float | None, value: float, high: float | None, reason: str
) -> Document:
    """The document with its own value, range and reason of an input; a declared range is not repeated."""
    declared = each.declaration
    given: dict[str, Any] = {"value": value}
    if (low, high) != (declared.low, declared.high):
        given |= {name: end for name, end in (("low", low), ("high", high)) if end is not None}
    if reason:
        given["reason"] = reason
    return with_part(document, place_of(document, each.id), given if len(given) > 1 else value)


def can_have_range(each: Input, document: Mapping[str, Any]) -> bool:
    """Whether a range can be given: not for switches, nor for what a quote or a placement gives."""
    if each.declaration.format in ("flag", "timing") or each.series is not None:
        return False
    return place_of(document, each.id)[-2] == "overrides"


def changes(original: Mapping[str, Any], document: Mapping[str, Any]) -> dict[str, Path]:
    """The inputs that the document gives otherwise than the original, with the place."""
    found: dict[str, Path] = {key: ("overrides", key) for key in changed_inputs(original, document)}
    for name in document.get("alternatives", {}):
        for key, path in _given_within(document, name) | _given_within(original, name):
            if part_of(original, path) != part_of(document, path):
                found.setdefault(key, path)
    return found


def _given_within(document: Mapping[str, Any], owner: str) -> set[tuple[str, Path]]:
    """Ids and places of the numbers that an alternative gives."""
    alternative = part_of(document, ("alternatives", owner)) or {}
    found = {f"{owner}.{name}" for name, field in OF_PLACEMENT.items() if field in alternative}
    found |= {
        f"{owner}.{name}" for name, field in OF_QUOTE.items() if field in (alternative.get("quote") or {})
    }
    found |= {f"{owner}.{key}" for key in alternative.get("overrides") or {}}
    for workload, placement in (alternative.get("workloads") or {}).items():
        found |= {f"{owner}.{workload}.{name}" for name, field in OF_PLACEMENT.items() if field in placement}
    known = {}
    for key in found:
        paths = _within_alternative(*key.split(".", 1))
        known[key] = next((path for path in paths if part_of(document, path) is not None), None)
    return {(key, path) for key, path in known.items() if path}


def all_back(document: Mapping[str, Any], original: Mapping[str, Any], paths: Iterable[Path]) -> Document:
    """The document with each of these places as it was in the original."""
    result: Document = dict(document)
    for path in paths:
        result = put_back(result, original, path)
    return result


def first_of(each: Input, unchanged: BoundModel) -> Input | None:
    """The input in the case as it was opened; a value made for one member has that of all of them."""
    known = unchanged.inputs.get(each.id)
    if known is None:
        owners, name = each.id.split(".")[:-1], each.id.rsplit(".", 1)[-1]
        candidates = [".".join([*owners[at:], name]) for at in range(1, len(owners) + 1)]
        known = next((unchanged.inputs[key] for key in candidates if key in unchanged.inputs), None)
    return known
