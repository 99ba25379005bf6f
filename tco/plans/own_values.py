"""Values of inputs that one alternative has for itself.

Promise: a value takes the place of one that hides it, and a range given for it takes it in. Imports
`alternatives`, `belonging` and `edits` only.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from tco.belonging import keys_of
from tco.edits import Document, part_of, with_part
from tco.plans.alternatives import alternative_of


def with_own_value(document: Mapping[str, Any], name: str, key: str, value: float) -> Document:
    """The document with a value of an input for one alternative only; a range given for it takes it in."""
    alternative_of(document, name)
    here, inside = ("overrides", f"{name}.{key}"), ("alternatives", name, "overrides", key)
    path = inside if part_of(document, here) is None and part_of(document, inside) is not None else here
    return with_part(document, path, _revalued(part_of(document, path), value))


def without_own_value(document: Mapping[str, Any], name: str, key: str) -> Document:
    """The document in which an alternative takes an input's common value again."""
    return unhidden(document, name, [key])


def own_keys(document: Mapping[str, Any], name: str) -> list[str]:
    """The inputs that an alternative has a value of its own for."""
    inside = part_of(document, ("alternatives", name, "overrides")) or {}
    return [*inside, *(key.removeprefix(f"{name}.") for key in keys_of(document, name))]


def unhidden(document: Mapping[str, Any], name: str, keys: Sequence[str]) -> Document:
    """The document without values of inputs that would hide what is said in another place."""
    changed: Document = dict(document)
    for key in set(keys) & set(own_keys(document, name)):
        changed = with_part(changed, ("alternatives", name, "overrides", key), None)
        for table in ("overrides", "hospital"):
            if table in changed:
                changed = with_part(changed, (table, f"{name}.{key}"), None)
    return changed


def _revalued(given: Any, value: float) -> Any:
    if not isinstance(given, Mapping):
        return value
    ends = {
        key: pick(given[key], value)
        for key, pick in (("low", min), ("high", max))
        if given.get(key) is not None
    }
    return {**given, **ends, "value": value}
