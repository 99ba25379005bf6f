"""Edits of whole alternatives: which there are, their names, the baseline and the price book.

Promise: nothing of a removed alternative stays behind, and a copy takes with it all that the case says of the
first. Imports `edits`, `titles`, `belonging` and `errors` only.
"""

from __future__ import annotations

from collections.abc import Mapping
from copy import deepcopy
from typing import Any

from tco.belonging import PAIRS, TABLES, books_of, is_of, keys_of, with_list, without, without_unused_books
from tco.edits import Document, part_of, with_part
from tco.errors import UserError
from tco.titles import free, given

MOST = 12


def names(document: Mapping[str, Any]) -> list[str]:
    """Ids of the alternatives in their order."""
    return list(document.get("alternatives", {}))


def added(document: Mapping[str, Any], title: str) -> tuple[Document, str]:
    """The document with another alternative, in which everything stays on own equipment, and its id."""
    name = _free_name(document)
    return with_part(document, ("alternatives", name), {"title": free(document, title)}), name


def copied(document: Mapping[str, Any], name: str, title: str) -> tuple[Document, str]:
    """The document with a copy of an alternative, which all that the case says of the first holds for too."""
    new, copy = _free_name(document), deepcopy(dict(alternative_of(document, name)))
    changed = with_part(document, ("alternatives", new), {**copy, "title": free(document, title)})
    for path in TABLES:
        table = part_of(document, path)
        if isinstance(table, Mapping):
            changed = with_part(changed, path, {**table, **_renamed_keys(table, name, new)} or None)
    changed = with_list(changed, ("custom_lines",), lambda line: [_also_for(line, name, new)])
    return with_list(changed, PAIRS, lambda pair: [pair, *_renamed_pair(pair, name, new)]), new


def renamed(document: Mapping[str, Any], name: str, ko: str = "", en: str = "") -> Document:
    """The document with another title; what is given in one language only is used for both."""
    alternative_of(document, name)
    return with_part(document, ("alternatives", name, "title"), given(document, name, ko, en))


def removed(document: Mapping[str, Any], name: str) -> Document:
    """The document without an alternative, all that names it, and values of a price book that only it used.

    The baseline cannot be removed.
    """
    alternative_of(document, name)
    if name == document.get("baseline", "stay"):
        raise UserError(
            f"alternatives.{name}: is the baseline; make another alternative the baseline, then remove it"
        )
    changed = with_part(document, ("alternatives", name), None)
    changed = with_list(changed, ("custom_lines",), lambda line: _only_for_others(line, name))
    changed = with_list(
        changed, ("claims",), lambda claim: [] if claim.get("alternative") == name else [claim]
    )
    return without_unused_books(without(changed, name), document)


def lost(document: Mapping[str, Any], changed: Mapping[str, Any], name: str) -> list[str]:
    """The inputs that went with an edit of an alternative, without those that carry its own name."""
    owners = sorted(books_of(document) - books_of(changed))
    return [key for owner in owners for key in keys_of(document, owner) if owner != name]


def with_baseline(document: Mapping[str, Any], name: str) -> Document:
    """The document with another baseline."""
    alternative_of(document, name)
    return with_part(document, ("baseline",), name)


def with_book(document: Mapping[str, Any], name: str, book: str) -> Document:
    """The document with another price book for an alternative; values of one that nothing uses now go."""
    alternative_of(document, name)
    return without_unused_books(with_part(document, ("alternatives", name, "price_book"), book), document)


def alternative_of(document: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    """An alternative as it stands in the document."""
    found = document.get("alternatives", {}).get(name)
    if not isinstance(found, Mapping):
        raise UserError(
            f"alternatives.{name}: is not an alternative; there are: {', '.join(names(document))}"
        )
    return found


def workloads_of(document: Mapping[str, Any]) -> list[str]:
    """Ids of the workloads in their order."""
    return list(document.get("workloads", {}))


def _free_name(document: Mapping[str, Any]) -> str:
    """`alternative_2` and so on: a word of no pack, and of nothing else in the document."""
    if len(names(document)) >= MOST:
        raise UserError(f"alternatives: a case has at most {MOST}; remove one first")
    taken = {*names(document), *workloads_of(document), *document.get("price_books", {})}
    taken |= {line.get("id") for line in document.get("custom_lines", ())}
    return next(f"alternative_{at}" for at in range(2, len(taken) + 3) if f"alternative_{at}" not in taken)


def _renamed_keys(table: Mapping[str, Any], name: str, new: str) -> dict[str, Any]:
    return {new + key.removeprefix(name): deepcopy(value) for key, value in table.items() if is_of(key, name)}


def _renamed_pair(pair: Mapping[str, Any], name: str, new: str) -> list[dict[str, Any]]:
    keys = [new + key.removeprefix(name) if is_of(key, name) else key for key in pair["between"]]
    return [] if keys == list(pair["between"]) else [{**pair, "between": keys}]


def _also_for(line: Mapping[str, Any], name: str, new: str) -> dict[str, Any]:
    more = [new] if name in line["alternatives"] else []
    return {**line, "alternatives": [*line["alternatives"], *more]}


def _only_for_others(line: Mapping[str, Any], name: str) -> list[Mapping[str, Any]]:
    others = [each for each in line["alternatives"] if each != name]
    if len(others) == len(line["alternatives"]):
        return [line]
    return [{**line, "alternatives": others}] if others else []
