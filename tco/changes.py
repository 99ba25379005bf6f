"""Changes of a case by name: `KEY=VALUE`, with any assumption id or dotted case key.

Promise: a key that means nothing is refused with the nearest name; a value is read as TOML. Imports `case`,
`inputs`, `errors` and `binding` only.
"""

from __future__ import annotations

import copy
import tomllib
from collections.abc import Iterable
from typing import Any

from tco.binding import bind
from tco.case import Case, parse_case, read_document
from tco.errors import Problems, nearest
from tco.inputs import BoundModel


def load(name: str, changes: Iterable[str] = ()) -> Case:
    """A preset or case file with changes applied; raises `Problems` with everything that is wrong."""
    document = read_document(name)
    changes = list(changes)
    return change(document, changes, name) if changes else parse_case(document, name)


def change(document: dict[str, Any], changes: Iterable[str], origin: str = "case") -> Case:
    """The case of a document with changes applied, in order."""
    changed, problems = _edited(document, changes, origin)
    try:
        case = parse_case(changed, origin)
    except Problems as error:
        problems.extend(error.problems)
    if problems:
        raise Problems("changes", problems)
    return case


def edited(document: dict[str, Any], changes: Iterable[str], origin: str = "case") -> dict[str, Any]:
    """A document with changes applied, in order; the one given stays as it was."""
    changed, problems = _edited(document, changes, origin)
    if problems:
        raise Problems("changes", problems)
    return changed


def _edited(
    document: dict[str, Any], changes: Iterable[str], origin: str
) -> tuple[dict[str, Any], list[str]]:
    """The document with the changes that can be made, and what is wrong with the others."""
    bound = bind(parse_case(document, origin))
    changed, problems = copy.deepcopy(document), []
    for text in changes:
        key, separator, value = text.partition("=")
        key = key.strip()
        if not separator or not key:
            problems.append(f"--set {text}: must read KEY=VALUE")
            continue
        problem = _apply(bound, changed, key, _parsed(value.strip()))
        if problem:
            problems.append(f"--set {key}: {problem}")
    return changed, problems


def _parsed(text: str) -> Any:
    try:
        return tomllib.loads(f"value = {text}")["value"]
    except (ValueError, RecursionError):
        return text


def _apply(bound: BoundModel, document: dict[str, Any], key: str, value: Any) -> str:
    """Set one key; returns what is wrong, or nothing."""
    if key in _input_keys(bound):
        if isinstance(value, str | bool) or not isinstance(value, int | float):
            return f"'{value}' is not a number; write digits alone, such as 500, or 0.05 for 5 %"
        document.setdefault("overrides", {})[key] = float(value)
        return ""
    return _set_in_document(bound, document, key, value)


def _input_keys(bound: BoundModel) -> set[str]:
    """Every id that may be overridden: what the case reads, and the same for one alternative or member."""
    keys = {each.id for each in bound.live if each.series is None}
    keys |= {key for key in bound.pack.assumptions if not key.startswith("custom.")}
    for (shared, ref), _ in bound.resolved.items():
        keys |= {
            f"{member}.{ref.name}" for member in ref.members if member not in ("year_end", "peak", "average")
        }
        if not shared:
            for alternative in bound.alternatives:
                keys.add(f"{alternative}.{ref.name}")
                keys |= {f"{alternative}.{member}.{ref.name}" for member in ref.members}
    return keys


def _set_in_document(bound: BoundModel, document: dict[str, Any], key: str, value: Any) -> str:
    """Set a key of the case's document; what the case makes of it, the case says."""
    *path, last = key.split(".")
    place: Any = document
    for at, part in enumerate(path):
        if isinstance(place, list):
            place = {each.get("id"): each for each in place if isinstance(each, dict)}
        if at == 0 and part in ("hospital", "overrides", "spending"):
            place.setdefault(part, {})
        if not isinstance(place, dict) or part not in place:
            return _unknown(bound, key, path[:at], place)
        place = place[part]
    free = len(path) >= 2 or path in (["hospital"], ["overrides"], ["spending"])
    if not isinstance(place, dict) or not (free or last in place or (not path and last in Case.model_fields)):
        return _unknown(bound, key, path, place)
    place[last] = value
    return ""


def _unknown(bound: BoundModel, key: str, path: list[str], place: Any) -> str:
    here = [".".join([*path, each]) for each in place] if isinstance(place, dict) else []
    fields = () if path else tuple(Case.model_fields)
    hint = nearest(key, [*_input_keys(bound), *here, *fields])
    return f"is neither an assumption nor a key of the case{hint}"
