"""Reads a workbook that this program exported and somebody changed, as changes of the case inside it.

Promise: what was typed over is a change with its cell, or a remark that says why it is not taken over; the
file is read behind the limits of `reading`, and nothing of it is computed. Imports `results`, `edits`,
`assumptions`, `case`, `errors` and this package only.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from exports.case_sheet import case_text
from exports.layout import CASE, CHECKS, COMPARE, COVER, INPUTS, SOURCES, SUMMARY, TIMELINE, Layout
from exports.reading import LIMIT
from exports.reading_xlsx import Book
from exports.returned_inputs import SCENARIO, Change, Inputs, Remark, own_range
from tco.assumptions import parse_toml
from tco.case import parse_case
from tco.edits import Document, with_part, with_range, with_value
from tco.errors import UserError
from tco.results import MODEL_VERSION, Result, run

PARTS = ("value", "low", "high")
EXPORT_AGAIN = "export the workbook again and change that one, or open the case file instead"


@dataclass(frozen=True)
class Returned:
    """A returned workbook.

    Attributes:
        result: of the case inside it, as it was exported.
        document: that case.
    """

    result: Result
    document: Document
    changes: tuple[Change, ...]
    remarks: tuple[Remark, ...]

    @property
    def changed(self) -> Document:
        """The case with what was typed over."""
        return with_changes(self.document, self.changes, self.result)


def is_returned(content: bytes, name: str, limit: int = LIMIT) -> bool:
    """Whether a workbook is one of this program's."""
    sheets = set(Book(content, name, limit).sheets)
    return INPUTS in sheets and (CASE in sheets or {COVER, CHECKS} <= sheets)


def read_returned(content: bytes, name: str, limit: int = LIMIT) -> Returned:
    """What a returned workbook holds.

    Raises:
        UserError: it cannot be read, does not say which case it is, or that case cannot be computed.
    """
    if len(content) > limit:
        raise UserError(
            f"{name} has {len(content) / 1e6:,.1f} MB, more than the {limit / 1e6:,.0f} MB that are read; "
            f"{EXPORT_AGAIN}"
        )
    book = Book(content, name, limit)
    for sheet in (CASE, INPUTS):
        if sheet not in book.sheets:
            raise UserError(f"{name} has no sheet '{sheet}', so its case is unknown; {EXPORT_AGAIN}")
    found = case_text(book.cells_of(CASE).rows())
    if found is None:
        raise UserError(f"{name}, sheet '{CASE}': the case file does not stand there; {EXPORT_AGAIN}")
    mark, text = found
    document = json.loads(json.dumps(parse_toml(text, f"{name}, sheet '{CASE}'"), default=str))
    result = run(parse_case(document, f"{name}, sheet '{CASE}'"))
    inputs = Inputs(result, document, book.cells_of(INPUTS))
    changes = tuple(inputs.changes())
    remarks = (*_versions(result, mark), *_sheets(result, book), *inputs.remarks)
    return Returned(result, document, changes, remarks)


def with_changes(document: Document, changes: tuple[Change, ...], result: Result) -> Document:
    """A document with changes put into it; parts of a range that were not typed over stay."""
    by_id: dict[str, dict[str, Any]] = {}
    for each in changes:
        by_id.setdefault(each.id, {})[each.part] = each.after
    for key, parts in by_id.items():
        if key == SCENARIO:
            document = with_part(document, (SCENARIO,), parts["value"])
            continue
        known = result.bound.inputs[key]
        value, low, high = (parts.get(part, getattr(known, part)) for part in PARTS)
        ranged = "low" in parts or "high" in parts or own_range(document, key)
        document = with_range(document, key, low, value, high) if ranged else with_value(document, key, value)
    return document


def _versions(result: Result, mark: tuple[str, str, str]) -> Iterator[Remark]:
    """Where the workbook comes from another version, or its case was changed by hand."""
    model, pack, check = mark
    now = f"{MODEL_VERSION}, {result.bound.pack.label}"
    if (sent := f"{model}, {pack}") != now:
        yield Remark("version", values={"sent": sent, "now": now})
    elif check != result.case_hash:
        yield Remark("case_changed", CASE)


def _sheets(result: Result, book: Book) -> Iterator[Remark]:
    """Sheets that are gone or new; only Inputs and Case are read."""
    exported = {COVER, SUMMARY, TIMELINE, COMPARE, CHECKS, SOURCES, *Layout(result).sheet.values()}
    missing = sorted(exported - set(book.sheets))
    if missing:
        yield Remark("sheets_missing", values={"sheets": ", ".join(missing)})
