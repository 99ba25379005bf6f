"""A result as one flat table (csv): a row for each alternative, line and metric, a column for each year.

Promise: every number is a cell of the result; no text can be taken for a formula by a spreadsheet program.
Imports the standard library, `language` and `results` only.
"""

from __future__ import annotations

import csv
import io
import math
from collections.abc import Iterator

from tco.labels import CATEGORIES
from tco.language import ONCE, POINTS, Place
from tco.results import Result

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "\0")
HEADERS = {
    "en": ("alternative id", "alternative", "line id", "line", "category", "unit", "value"),
    "ko": ("대안 id", "대안", "행 id", "행", "항목", "단위", "값"),
}
Cell = str | float | None


def results_csv(result: Result, language: str = "en") -> bytes:
    """The table in UTF-8 with a byte order mark, so that spreadsheet programs read Korean letters."""
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, lineterminator="\r\n")
    first = result.bound.decision_date.year
    writer.writerow([*HEADERS[language], *(str(first + year) for year in result.years)])
    for row in _rows(result, language):
        writer.writerow([harmless(cell) for cell in row])
    return b"\xef\xbb\xbf" + stream.getvalue().encode()


def harmless(cell: Cell) -> Cell:
    """A text that a spreadsheet program would take for a formula begins with an apostrophe; numbers stay."""
    if isinstance(cell, str) and cell.startswith(FORMULA_STARTS):
        return f"'{cell}"
    return cell


def _rows(result: Result, language: str) -> Iterator[list[Cell]]:
    for name in result.alternatives:
        metrics = result.metrics(name)
        for key, instance in result.bound.model.instances.items():
            if instance.line.axis == POINTS:
                continue
            category = CATEGORIES[instance.category].in_language(language) if instance.category else ""
            label, unit = result.label(key, language), instance.line.unit
            head: list[Cell] = [name, result.title(name, language), key, label, category, unit]
            if key in metrics:
                yield [*head, metrics[key]]
            elif instance.line.axis == ONCE:
                yield [*head, _finite(result.value(name, key))]
            elif instance.line.place is not Place.METRIC:
                yield [*head, None, *map(_finite, result.yearly(name, key))]


def _finite(value: float) -> float | None:
    return float(value) if math.isfinite(value) else None
