"""Differences between two documents of a case, in words.

Promise: each changed place is one row; an input is called by its label. Pure functions; imports `binding`,
`case`, `edits`, `answers` and the words of inputs only.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from tco.amounts import number
from tco.binding import bind
from tco.case import parse_case
from tco.edits import differences, part_of
from tco.errors import UserError
from tco.inputs import BoundModel
from tco.ui.answers import Question, answer
from tco.ui.input_text import label, value_text
from tco.ui.scenario import OWN
from tco.ui.words import Words

MOST = 40


def rows(before: Mapping[str, Any], after: Mapping[str, Any], words: Words) -> list[tuple[str, str, str]]:
    """Place, what stood there and what stands there now."""
    found = differences(before, after)
    bound = _bound(after) or _bound(before)
    rows = [_row(each.path, each.before, each.after, bound, words) for each in found[:MOST]]
    more = len(found) - MOST
    return [*rows, (words("conflict.more", count=more), "", "")] if more > 0 else rows


@lru_cache(maxsize=64)
def last(before: str, after: str, language: str) -> str:
    """The first place in which two documents, as JSON texts, differ, with what stands there now.

    Nothing where the place has no name that a reader knows.
    """
    words, old, new = Words(language), json.loads(before), json.loads(after)
    found = differences(old, new)
    if not found:
        return ""
    path, more = found[0].path, len({each.path[:2] for each in found}) - 1
    if path[0] == "alternatives" and len(path) > 1:
        said = _title(path[1], new, words) or _title(path[1], old, words) or path[1]
    else:
        place, _, value = _row(path[:2], found[0].before, found[0].after, _inputs(new), words)
        if place == ".".join(path[:2]):
            return ""
        said = place if len(path) > 2 else f"{place} {value}"
    return words("conflict.first", said=said, more=more) if more else said


def _title(name: str, document: Mapping[str, Any], words: Words) -> str:
    """The quoted title of an alternative, if the document has it."""
    title = part_of(document, ("alternatives", name, "title", words.language))
    return words.quoted(str(title)) if title else ""


def _inputs(document: Mapping[str, Any]) -> BoundModel | None:
    """What the inputs of a case are, without its figures."""
    try:
        return bind(parse_case(document))
    except UserError:
        return None


def _bound(document: Mapping[str, Any]) -> BoundModel | None:
    try:
        return answer(Question.of(document)).bound
    except UserError:
        return None


def _row(
    path: tuple[str, ...], before: Any, after: Any, bound: BoundModel | None, words: Words
) -> tuple[str, str, str]:
    if path == ("scenario",):
        was, now = (words(f"inputs.scenario.{each or OWN}") for each in (before, after))
        return words("inputs.scenario.label"), was, now
    known = bound.inputs.get(path[1]) if bound and path[0] == "overrides" and len(path) > 1 else None
    if known is None or bound is None:
        return ".".join(path), _plain(before, words), _plain(after, words)

    def said(value: Any) -> str:
        if isinstance(value, int | float):
            return value_text(known, float(value), bound, words)
        return words("conflict.default") if value is None else _plain(value, words)

    tail = f" ({'.'.join(path[2:])})" if len(path) > 2 else ""
    return label(known, bound, words) + tail, said(before), said(after)


def _plain(value: Any, words: Words) -> str:
    if value is None:
        return "–"
    if isinstance(value, bool):
        return words("inputs.yes" if value else "inputs.no")
    if isinstance(value, int | float):
        return number(float(value))
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, default=str)
