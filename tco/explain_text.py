"""Explanations as text and as plain data.

Promise: nothing is added to what a node holds; a number of another alternative says whose it is.
Imports `explain`, `inputs`, `labels` and `messages` only.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Any

from tco.explain import Node
from tco.inputs import Input
from tco.labels import KINDS, unit_in
from tco.messages import where_known


def as_text(node: Node, indent: int = 0, language: str = "en", owner: str = "") -> Iterator[str]:
    """The tree as indented lines; a number of another alternative than `owner` says whose it is."""
    margin = "  " * indent
    other = f"[{node.alternative}] " if owner and node.alternative not in ("", owner) else ""
    yield margin + other + _headline(node, language)
    if node.formula and not node.repeated and node.parts:
        yield f"{margin}  = {node.formula}"
    for part in node.parts:
        yield from as_text(part, indent + 1, language, node.alternative or owner)
    if node.zeros:
        more = f"{node.zeros}개 항목은 0" if language == "ko" else f"{node.zeros} more that are 0"
        yield f"{margin}  … {more}"


def _headline(node: Node, language: str) -> str:
    korean = language == "ko"
    year = "" if node.year is None else (f", {node.year:g}년 차" if korean else f", year {node.year:g}")
    undefined = "정의되지 않음" if korean else "not defined"
    value = undefined if math.isnan(node.value) else _grouped(node.value) + _unit(node, language)
    text = f"{node.label}{year} = {value}" + (f" ({node.note})" if node.note else "")
    if node.input:
        return f"{text}   <{provenance(node.input, language)}>"
    if node.repeated:
        return f"{text}   ({'위 참조' if korean else 'opened above'})"
    return f"{text}   [{node.sentence}]" if node.sentence else text


def _unit(node: Node, language: str) -> str:
    """Behind a number: in Korean without a space before a Korean word."""
    unit = "" if node.unit == "1" else unit_in(language, node.unit, node.currency)
    return f" {unit}" if unit[:1].isascii() and unit else unit


def _grouped(value: float) -> str:
    """All digits that matter, in groups of three, never as a power of ten."""
    return f"{value:,.2f}" if abs(value) >= 1e6 else f"{value:,.10g}"


def provenance(given: Input, language: str = "en") -> str:
    """Where an input's value comes from, in one line: id, kind, range, source, date."""
    declared = given.declaration
    parts = [given.id, KINDS[given.kind].in_language(language)]
    if given.has_range:
        parts.append(f"{given.low:,.6g} / {declared.base:,.6g} / {given.high:,.6g}")
    if given.overridden and given.reason:
        parts.append(where_known(given.reason, language))
    if given.source:
        page = f", {declared.page}" if declared.page else ""
        parts.append(f"{given.source.title}{page}: {given.source.url}")
    if declared.as_of:
        parts.append(f"{declared.as_of:%Y-%m-%d}")
    if declared.note and not given.source:
        parts.append(declared.note.in_language(language))
    return "; ".join(parts)


def as_document(node: Node, language: str = "en") -> dict[str, Any]:
    """The tree as plain data; units and kinds are codes."""
    document: dict[str, Any] = {
        "id": node.id, "label": node.label, "unit": node.unit, "year": node.year,
        "value": None if math.isnan(node.value) else node.value, "alternative": node.alternative,
        "note": node.note,
    }  # fmt: skip
    if node.input:
        declared = node.input.declaration
        document["assumption"] = {
            "kind": node.input.kind, "low": node.input.low, "base": declared.base, "high": node.input.high,
            "as_of": declared.as_of.isoformat() if declared.as_of else None, "page": declared.page,
            "source": node.input.source.model_dump(mode="json") if node.input.source else None,
            "note": declared.note.in_language(language) if declared.note else "",
        }  # fmt: skip
    else:
        document |= {"sentence": node.sentence, "formula": node.formula, "repeated": node.repeated,
                     "parts": [as_document(part, language) for part in node.parts]}  # fmt: skip
    return document
