"""Quotes of alternatives: their terms, and what they cover.

Promise: what a quote no longer covers is paid by the price book. Imports this package and `edits` only.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tco.edits import Document, part_of, with_part
from tco.plans.alternatives import alternative_of, workloads_of
from tco.plans.own_values import own_keys, unhidden
from tco.plans.placements import OWN, QUOTE, placed, priced, put, unquoted


def with_quote(document: Mapping[str, Any], name: str, fields: Mapping[str, Any], book: str = "") -> Document:
    """The document with terms of a quote; a new one covers what moves, or everything where nothing does.

    A term that is None, or an empty list, is left to its default.
    """
    if "quote" not in alternative_of(document, name):
        workloads = workloads_of(document)
        moving = [each for each in workloads if placed(document, name, each).place != OWN]
        for workload in moving or workloads:
            document = put(document, name, workload, QUOTE, book, {})
    hidden = [f"quote_{key}" for key in fields if key != "includes"]
    if "includes" in fields:
        hidden += [key for key in own_keys(document, name) if key.startswith("includes_")]
    document = unhidden(document, name, [*hidden, *(key for key in fields if key == "renewal_increase")])
    before = part_of(document, ("alternatives", name, "quote")) or {}
    quote = {key: value for key, value in {**before, **fields}.items() if value not in (None, [], ())}
    return with_part(document, ("alternatives", name, "quote"), quote)


def without_quote(document: Mapping[str, Any], name: str, book: str = "") -> Document:
    """The document without an alternative's quote; what it covered is paid by the price book."""
    alternative_of(document, name)
    return priced(unquoted(document, name), name, book)
