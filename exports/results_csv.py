"""A result as one flat table (csv): a row for each alternative, line and metric, a column for each year.

Promise: every number is a cell of the result; no text can be taken for a formula by a spreadsheet program.
Imports `csv_text`, `labels`, `language` and `results` only.
"""

from __future__ import annotations

import math
from collections.abc import Iterator

from exports.csv_text import as_csv
from tco.labels import CATEGORIES
from tco.language import ONCE, POINTS, Place
from tco.results import Result

HEADERS = {
    "en": ("alternative id", "alternative", "line id", "line", "category", "unit", "value"),
    "ko": ("대안 id", "대안", "행 id", "행", "항목", "단위", "값"),
}
Cell = str | float | None


def results_csv(result: Result, language: str = "en") -> bytes:
    """The table, with its names in one language."""
    first = result.bound.decision_date.year
    header = [*HEADERS[language], *(str(first + year) for year in result.years)]
    return as_csv(header, _rows(result, language))


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
