"""Files that this program made to be taken away, told when they come back where a case is looked for.

Promise: a table or document of results is known by its own headings, whatever its name. Imports `exports`,
`intake` and the words only.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from exports.results_csv import HEADERS
from tco.intake import Table
from tco.ui.words import LANGUAGES, Words

#: What only a document of results says together.
RESULT = frozenset({"model_version", "case_hash", "alternatives"})
LOOKED_AT = 3  # rows


def is_json(content: bytes) -> bool:
    """Whether a file is a JSON document."""
    return isinstance(_document(content), Mapping | list)


def is_own_json(content: bytes) -> bool:
    """Whether a JSON document has the results of a case."""
    document = _document(content)
    return isinstance(document, Mapping) and document.keys() >= RESULT


def is_own_table(table: Table) -> bool:
    """Whether a table has the headings of one that a page lets download."""
    known = [*HEADERS.values(), *(_years(Words(language)) for language in LANGUAGES)]
    rows = [tuple(row) for row in table.rows[:LOOKED_AT]]
    return any(row[: len(headings)] == tuple(headings) for row in rows for headings in known)


def _years(words: Words) -> tuple[str, str]:
    return words("years.csv_alternative"), words("years.csv_view")


def _document(content: bytes) -> Any:
    try:
        return json.loads(content.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        return None
