"""Edits of a case's document, what differs between two documents, and a text that carries the difference.

Promise: an edit returns a new document and leaves the old one as it was, parts that did not change are
shared; a difference put onto the document it was taken from gives the other document again. Pure functions;
imports `errors` and the standard library only.
"""

from __future__ import annotations

import base64
import json
import zlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from tco.errors import UserError

Document = dict[str, Any]
Path = tuple[str, ...]
LARGEST_PATCH = 200_000  # bytes once unpacked


@dataclass(frozen=True)
class Difference:
    """A place of the document with what stood and what stands there; None where there is nothing."""

    path: Path
    before: Any
    after: Any


def with_part(document: Mapping[str, Any], path: Sequence[str], value: Any) -> Document:
    """The document with another value at a place; None removes it, and a table left empty goes with it."""
    first, *rest = path
    changed = dict(document)
    if rest:
        inner = document.get(first)
        value = with_part(inner if isinstance(inner, Mapping) else {}, rest, value) or None
    if value is None:
        changed.pop(first, None)
    else:
        changed[first] = value
    return changed


def part_of(document: Mapping[str, Any], path: Sequence[str]) -> Any:
    """What stands at a place, or None."""
    found: Any = document
    for name in path:
        found = found.get(name) if isinstance(found, Mapping) else None
    return found


def with_value(document: Mapping[str, Any], key: str, value: float) -> Document:
    """The document with its own value of an input; its range and reason stay."""
    given = part_of(document, ("overrides", key))
    return with_part(
        document, ("overrides", key), {**given, "value": value} if isinstance(given, Mapping) else value
    )


def with_range(document: Mapping[str, Any], key: str, low: float, value: float, high: float) -> Document:
    """The document with its own value and range of an input; its reason stays."""
    given = part_of(document, ("overrides", key))
    reason = {"reason": given["reason"]} if isinstance(given, Mapping) and given.get("reason") else {}
    return with_part(document, ("overrides", key), {"value": value, "low": low, "high": high, **reason})


def put_back(document: Mapping[str, Any], original: Mapping[str, Any], path: Sequence[str]) -> Document:
    """The document with one place as it was in the original."""
    return with_part(document, path, part_of(original, path))


def changed_inputs(original: Mapping[str, Any], document: Mapping[str, Any]) -> dict[str, Any]:
    """The inputs that the document gives otherwise than the original; None stands for the default."""
    before, after = original.get("overrides", {}), document.get("overrides", {})
    return {key: after.get(key) for key in {**before, **after} if before.get(key) != after.get(key)}


def differences(original: Mapping[str, Any], document: Mapping[str, Any]) -> list[Difference]:
    """Every place in which two documents differ, in the order of the later one."""
    return list(_differences((), original, document))


def _differences(path: Path, before: Any, after: Any) -> Iterator[Difference]:
    tables = [each for each in (before, after) if isinstance(each, Mapping) and each]
    if tables and all(each is None or isinstance(each, Mapping) for each in (before, after)):
        before, after = before or {}, after or {}
        for name in {**after, **before}:
            yield from _differences((*path, name), before.get(name), after.get(name))
    elif before != after:
        yield Difference(path, before, after)


def patch(original: Mapping[str, Any], document: Mapping[str, Any]) -> Document:
    """The difference as a document of changed places (a JSON merge patch, RFC 7396): null removes."""
    found: Document = {}
    for name in {**document, **original}:
        before, after = original.get(name), document.get(name)
        if isinstance(before, Mapping) and isinstance(after, Mapping):
            inner = patch(before, after)
            if inner:
                found[name] = inner
        elif before != after:
            found[name] = after
    return found


def patched(original: Mapping[str, Any], change: Mapping[str, Any]) -> Document:
    """The original with a difference put onto it."""
    result = dict(original)
    for name, value in change.items():
        if value is None:
            result.pop(name, None)
        elif isinstance(value, Mapping):
            before = result.get(name)
            result[name] = patched(before if isinstance(before, Mapping) else {}, value)
        else:
            result[name] = value
    return result


def packed(change: Mapping[str, Any]) -> str:
    """A difference as text for an address."""
    text = json.dumps(change, ensure_ascii=False, separators=(",", ":"), default=str)
    return base64.urlsafe_b64encode(zlib.compress(text.encode(), 9)).decode().rstrip("=")


def unpacked(text: str) -> Document:
    """The difference that a text carries; raises `UserError` where it carries none."""
    try:
        raw = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
        stream = zlib.decompressobj()
        content = stream.decompress(raw, LARGEST_PATCH)
        found = json.loads(content) if stream.eof else None
    except (ValueError, RecursionError, zlib.error):
        found = None
    if not isinstance(found, dict):
        raise UserError("the link's part `edits` is damaged: ask for it again, or for the case file")
    return found
