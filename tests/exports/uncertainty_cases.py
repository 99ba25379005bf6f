"""Cases with futures whose sheet Uncertainty the tests read, and how they read it."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path

from exports.uncertainty import Findings, find
from tco.case import parse_text
from tco.results import Result, run
from tco.uncertainty.answer import Answer
from tco.uncertainty.conditions import ARTICLE
from tco.uncertainty.simulation import simulate

sys.path.append(str(Path(__file__).parents[1] / "uncertainty"))
from small import CLOSE_CALL  # noqa: E402, F401 (the tests of the sheet read it from here)

DAY = date(2026, 11, 23)
SHEET = "Uncertainty"


def found_of(text: str, **wanted: object) -> tuple[Result, Findings]:
    result = run(parse_text(text))
    simulation = simulate(result.bound, result.bound.case.uncertainty, compiled=False, **wanted)
    return result, find(Answer(simulation, (ARTICLE,)), DAY, compiled=False)


def row_of(cells: dict[str, object], label: str) -> dict[str, object]:
    """The first row with this label, or whose label begins so, by column."""
    labels = {str(value): cell[1:] for cell, value in reversed(cells.items()) if cell[0] == "A"}
    at = labels.get(label) or next(row for text, row in reversed(labels.items()) if text.startswith(label))
    return {cell.rstrip("0123456789"): value for cell, value in cells.items()
            if cell.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ") == at}  # fmt: skip
