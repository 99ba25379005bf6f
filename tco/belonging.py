"""What a document says of one alternative or price book alone, by the first part of its keys.

Promise: what belongs to an owner goes with it, and nothing else does; an edit returns a new document. Pure
functions; imports `edits` only.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from tco.edits import Document, part_of, with_part

#: Tables whose keys name an alternative or a price book by their first part, and pairs of such keys.
TABLES = (("overrides",), ("hospital",), ("uncertainty", "distributions"))
PAIRS = ("uncertainty", "correlations")


def is_of(key: str, owner: str) -> bool:
    """Whether a key belongs to an owner."""
    return key.startswith(f"{owner}.")


def keys_of(document: Mapping[str, Any], owner: str) -> list[str]:
    """The inputs that the document gives for an owner alone."""
    return [
        key for table in ("overrides", "hospital") for key in document.get(table, {}) if is_of(key, owner)
    ]


def without(document: Mapping[str, Any], owner: str) -> Document:
    """The document without what belongs to an owner."""
    changed: Document = dict(document)
    for path in TABLES:
        table = part_of(document, path)
        if isinstance(table, Mapping):
            kept = {key: value for key, value in table.items() if not is_of(key, owner)}
            changed = with_part(changed, path, kept or None) if kept != table else changed
    return with_list(
        changed, PAIRS, lambda pair: [] if any(is_of(key, owner) for key in pair["between"]) else [pair]
    )


def books_of(document: Mapping[str, Any]) -> set[str]:
    """The price books that alternatives are priced by."""
    return {
        each["price_book"] for each in document.get("alternatives", {}).values() if each.get("price_book")
    }


def without_unused_books(document: Mapping[str, Any], before: Mapping[str, Any]) -> Document:
    """The document without values of price books that it no longer prices by, and an earlier one did."""
    changed: Document = dict(document)
    for book in sorted(books_of(before) - books_of(document)):
        changed = without(changed, book)
    return changed


def with_list(document: Document, path: Sequence[str], change: Callable[[Any], Iterable[Any]]) -> Document:
    """The document with each entry of a list replaced by those that `change` makes of it."""
    before = part_of(document, path)
    after = [each for entry in before or () for each in change(entry)]
    return document if after == list(before or ()) else with_part(document, path, after or None)
