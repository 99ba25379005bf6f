"""Sizing as one answer: figures, what was changed for them, and warnings; also as plain data.

Promise: nothing is added to what the parts say. Imports `case`, `results`, `assumptions`, `inputs` and this
package only.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from tco.assumptions import Text
from tco.case import Case, Override
from tco.inputs import Input
from tco.results import Result
from tco.sizing.inventory import Derived, inventory
from tco.sizing.plausibility import SizingWarning, warnings

MEANING = Text(
    en="low and high: every assumption behind a figure at that end of its range, all at once",
    ko="하한·상한: 해당 수치의 모든 가정을 동시에 범위의 한쪽 끝에 둔 값",
)


@dataclass(frozen=True)
class Sizing:
    """The inventory of a case with its warnings.

    Attributes:
        changed: by input id, what overruling has written into the case.
    """

    result: Result
    figures: list[Derived]
    changed: dict[str, Any]
    warnings: list[SizingWarning]

    def document(self) -> dict[str, Any]:
        """The contract of `tco size --json`."""
        return {
            "case": self.result.bound.case.id,
            "pack": self.result.bound.pack.label,
            "baseline": self.result.bound.case.baseline,
            "currency": self.result.bound.pack.head.currency,
            "low_and_high": MEANING.model_dump(),
            "figures": [_as_document(each) for each in self.figures],
            "changed": self.changed,
            "warnings": [_warning(each) for each in self.warnings],
        }


def sized(result: Result, before: Case | None = None, language: str = "en") -> Sizing:
    """The sizing of a result; `before` is the case before figures were overruled."""
    changed = changes(before, result.bound.case) if before else {}
    return Sizing(result, inventory(result, language), changed, warnings(result))


def changes(before: Case, after: Case) -> dict[str, Any]:
    """The values that a case has been given between two states of it, by the input's id."""
    changed: dict[str, Any] = {}
    places = [("", before.hospital, after.hospital), ("", before.overrides, after.overrides)]
    for name, alternative in after.alternatives.items():
        places.append((f"{name}.", before.alternatives[name].overrides, alternative.overrides))
    for prefix, old, new in places:
        for key, given in new.items():
            if isinstance(given, Override) and given != old.get(key):
                changed[prefix + key] = given.model_dump()
    for fleet, register in after.fleets.items():
        if register != before.fleets.get(fleet):
            changed[f"fleets.{fleet}.count"] = {"value": register.count, "reason": "inventory"}
    return changed


def _as_document(each: Derived) -> dict[str, Any]:
    return {
        "id": each.figure.key, "label": each.label, "group": each.figure.kind.group,
        "member": each.figure.member, "line": each.figure.line, "year": each.year, "unit": each.unit,
        "value": each.value, "low": each.low, "high": each.high, "rule": each.rule,
        "sentence": each.sentence, "inputs": [_input(given) for given in each.inputs],
        "lines": list(each.lines), "overruled_by": [choice.name for choice in each.figure.kind.choices],
    }  # fmt: skip


def _input(given: Input) -> dict[str, Any]:
    declared = given.declaration
    return {
        "id": given.id, "label": declared.label.model_dump(), "value": given.value, "low": given.low,
        "high": given.high, "unit": declared.unit, "kind": given.kind,
        "as_of": declared.as_of.isoformat() if declared.as_of else None, "reason": given.reason,
        "source": given.source.model_dump(mode="json") if given.source else None, "page": declared.page,
        "note": declared.note.model_dump() if declared.note else None,
    }  # fmt: skip


def _warning(each: SizingWarning) -> dict[str, Any]:
    return {
        "id": each.id, "label": each.label.model_dump(), "value": each.value, "low": each.low,
        "high": each.high, "basis": each.basis, "sentence": each.sentence.model_dump(),
        "note": each.note.model_dump(), "source": each.source.model_dump(mode="json"),
    }  # fmt: skip
