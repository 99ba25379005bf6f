"""Changes of a case by name: `KEY=VALUE`, with any assumption id or dotted case key.

Promise: a key that means nothing is refused with the nearest name; a value is read as TOML.
Imports `case`, `inputs` and `errors` only.
"""

from __future__ import annotations

import copy
import tomllib
from collections.abc import Iterable
from typing import Any

from tco.case import Case, parse_case, read_document
from tco.errors import Problems, nearest
from tco.inputs import BoundModel, bind


def load(name: str, changes: Iterable[str] = ()) -> Case:
    """A preset or case file with changes applied; raises `Problems` with everything that is wrong."""
    document = read_document(name)
    changes = list(changes)
    return change(document, changes, name) if changes else parse_case(document, name)


def change(document: dict[str, Any], changes: Iterable[str], origin: str = "case") -> Case:
    """The case of a document with changes applied, in order."""
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
    if problems:
        raise Problems("changes", problems)
    return parse_case(changed, origin)


def _parsed(text: str) -> Any:
    try:
        return tomllib.loads(f"value = {text}")["value"]
    except tomllib.TOMLDecodeError:
        return text


def _apply(bound: BoundModel, document: dict[str, Any], key: str, value: Any) -> str:
    """Set one key; returns what is wrong, or nothing."""
    if key in _input_keys(bound):
        if isinstance(value, str | bool) or not isinstance(value, int | float):
            return f"'{value}' is not a number"
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
    *path, last = key.split(".")
    place: Any = document
    for at, part in enumerate(path):
        if isinstance(place, list):
            place = {each.get("id"): each for each in place if isinstance(each, dict)}
        if part not in place:
            known = [".".join([*path[:at], each]) for each in place] if isinstance(place, dict) else []
            return (
                f"is neither an assumption nor a key of the case{nearest(key, [*_input_keys(bound), *known])}"
            )
        place = place[part]
    if not isinstance(place, dict):
        return "is not a table of the case"
    known_keys = {*place, *(Case.model_fields if not path else ())}
    parent_is_free = path and path[-1] in ("hospital", "overrides", "spending")
    deeper = len(path) >= 2 and path[0] in ("alternatives", "fleets", "custom_lines")
    if last not in known_keys and not parent_is_free and not deeper:
        candidates = [".".join([*path, each]) for each in known_keys]
        return f"is neither an assumption nor a key of the case{nearest(key, [*_input_keys(bound), *candidates])}"
    place[last] = value
    return ""
