"""Inputs as a reader meets them beside a verdict. Imports `bench` and `findings` only."""

from __future__ import annotations

from tco.assumptions import Text
from tco.claims.bench import Bench
from tco.claims.findings import Shown


def shown(bench: Bench, key: str) -> Shown:
    """An input with value and range; its label says whom it holds for, where others have their own."""
    each = bench.input(key)
    declared = each.declaration.id.split(".")
    owners = [owner for owner in key.split(".")[:-1] if owner not in declared]
    label = Text(en=_label(bench, key, owners, "en"), ko=_label(bench, key, owners, "ko"))
    unit = "%" if each.declaration.format == "percent" else each.declaration.unit
    return Shown(key, label, unit, bench.own(key), each.low, each.high)


def _label(bench: Bench, key: str, owners: list[str], language: str) -> str:
    names = [_owner(bench, owner, language) for owner in owners]
    return " · ".join([bench.input(key).declaration.label.in_language(language), *filter(None, names)])


def _owner(bench: Bench, owner: str, language: str) -> str:
    bound = bench.bound
    if owner in bound.books:
        return bound.books[owner].head.title.in_language(language)
    if owner in bound.case.alternatives:
        return bench.result.title(owner, language)
    found = bound.label_of_member(owner)
    return found.in_language(language) if found else ""
