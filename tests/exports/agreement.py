"""How a recalculated workbook is held against the engine.

A cell agrees if it differs by less than 1e-9 of its value. Where the value is the small rest of a difference
of large amounts, no relative comparison is possible: then a thousandth of a won, or of a cent, is allowed.
"""

from __future__ import annotations

from pathlib import Path

from spreadsheet import Value, formulas, values

RELATIVE = 1e-9
REST = 1e-9
REST_OF_MONEY = 1e-3
MONEY_UNITS = ("원", "KRW", "USD", "백만", "천")


def disagreements(file: Path, recalculated: Path) -> tuple[list[str], int, float]:
    """Cells whose recalculated value is not the one stored, how many were compared, and the worst error."""
    found, compared, worst = [], 0, 0.0
    anew, texts = values(recalculated), values(file)
    for sheet, cells in formulas(file).items():
        for cell, (formula, stored) in cells.items():
            compared += 1
            value = anew[sheet].get(cell)
            unit = str(texts[sheet].get(f"B{cell.lstrip('ABCDEFGHIJKLMNOPQRSTUVWXYZ')}", ""))
            rest = REST_OF_MONEY if sheet == "Checks" or unit.startswith(MONEY_UNITS) else REST
            error = difference(stored, value, rest)
            worst = max(worst, error)
            if error > RELATIVE:
                found.append(f"{sheet}!{cell} ={formula}: stored {stored!r}, recalculated {value!r}")
    return found, compared, worst


def difference(expected: Value | None, found: Value | None, rest: float = REST) -> float:
    """The relative difference of two values; 1 where one is a text and they are not the same."""
    if not isinstance(expected, float) or not isinstance(found, float):
        return 0.0 if expected == found else 1.0
    gap = abs(expected - found)
    return 0.0 if gap <= rest else gap / max(abs(expected), abs(found))
