"""Tables as text for spreadsheet programs (csv).

Promise: Korean letters are read as such; no text can be taken for a formula. Imports the standard library
only.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from typing import TypeVar

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "\0", "−", "＝", "＋", "－", "＠")
T = TypeVar("T")


def harmless(cell: T) -> T | str:
    """A text that a spreadsheet program would take for a formula begins with an apostrophe; numbers stay."""
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(FORMULA_STARTS) else cell


def as_csv(header: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    """The table in UTF-8 with a byte order mark."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow([harmless(each) for each in header])
    writer.writerows([[harmless(each) for each in row] for row in rows])
    return text.getvalue().encode("utf-8-sig")
