"""Rows of an asset register: each is used, or explained.

Promise: rows in = rows used + rows explained, and so for units and purchase prices. Imports this package,
`tco.intake` and `tco.errors` only.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from tco.errors import UserError
from tco.intake import Cell, Column, Matched, is_empty, parse_number
from tco.intake.columns import folded
from tco.intake.dates import Middle
from tco.intake.values import plain
from tco.register.cells import CAPACITY_UNITS, LIFE_UNITS, POWER_UNITS, Headers, RowCells, is_blank, text_of
from tco.register.classes import IGNORE, NOT_PART, PIECE, SOFTWARE, STORAGE, classify, vocabulary
from tco.register.records import Asset, Explained, Reading, vintage_of
from tco.register.words import REASONS

OLDEST = -15
MOST_ROWS = 10_000
COLUMNS = tuple(
    Column(key, tuple(each["words"]), each["required"], tuple(each["never"]))
    for key, each in vocabulary()["columns"].items()
)
TOTAL_ROW = re.compile(r"(합계|소계|총계|총합계|누계|계|합|total|sub ?total|grand total|sum)(\b.*)?")
EXAMPLE = re.compile(r"^\s*[\[(<]\s*(예시|예|example)\s*[\])>]", re.IGNORECASE)
GONE = re.compile(r"폐기|매각|처분|불용|반납|망실|dispos|retired|sold|scrap|written off", re.IGNORECASE)
KEPT = re.compile(
    r"(미|비)\s*(처분|폐기)|아님|not disposed|사용\s*중|운용|정상|in use|active|^n$|^no$", re.IGNORECASE
)


def read_rows(matched: Matched, reading: Reading) -> Iterator[Asset | Explained]:
    """Every row below the header, used or explained; blank rows between them too."""
    filled = sum(1 for _, row in matched.body() if row)
    if filled > MOST_ROWS:
        raise UserError(
            f"{matched.table.place} has {filled:,} filled rows, more than {MOST_ROWS:,}; keep those of "
            "the data centre's equipment, or split the register"
        )
    blank, headers = 0, Headers(matched, reading)
    for number, row in matched.body():
        if not row or is_blank(row):
            blank += 1
            continue
        if blank:
            yield _blank(number - blank, blank)
            blank = 0
        yield _outcome(RowCells(headers, number, row))
    if blank:
        yield _blank(matched.table.first_row + len(matched.table.rows) - blank, blank)


def _blank(first: int, rows: int) -> Explained:
    return Explained(first, "empty", REASONS["empty"], "", "", rows=rows)


def _outcome(row: RowCells) -> Asset | Explained:
    """The first reason that holds keeps a row out; unreadable cells matter only in what would be used."""
    why = _not_an_asset(row)
    if why:
        return row.explained(why)
    fleet = classify(row.name, row.kind, row.headers.reading.classes)
    if fleet in ("", IGNORE, NOT_PART, PIECE, SOFTWARE):
        return row.explained(fleet or "unrecognised", kind=row.kind or row.name, name=row.name)
    purchased = row.purchased()
    if row.problems or purchased is None:
        return row.unreadable()
    return _dated(row, fleet, purchased)


def _not_an_asset(row: RowCells) -> str:
    if is_empty(row.cells.get("date")) and _is_total(row):
        return "total"
    if any(isinstance(each, str) and EXAMPLE.match(each) for each in row.whole):
        return "example"
    titles = row.headers.matched.headers
    if row.name == titles["asset"] and all(text_of(row.cells[key]) == each for key, each in titles.items()):
        return "header"
    if _is_gone(row.cells.get("status"), row.headers.dated_disposals):
        return "disposed"
    return "" if row.name or row.kind else "nameless"


def _is_total(row: RowCells) -> bool:
    first = next((each for each in row.whole if not is_empty(each)), None)
    texts = [folded(each) for each in (row.cells.get("asset"), row.cells.get("class"), first)]
    return any(TOTAL_ROW.fullmatch(text) for text in texts if text)


def _is_gone(cell: Cell, dated: bool) -> bool:
    """A status that says so, or any date in a column of disposals."""
    if is_empty(cell) or (isinstance(cell, str) and KEPT.search(plain(cell))):
        return False
    return dated or bool(GONE.search(text_of(cell)))


def _dated(row: RowCells, fleet: str, purchased: date) -> Asset | Explained:
    decision = row.headers.reading.decision_date
    if isinstance(purchased, Middle) and purchased.first <= decision < purchased:
        purchased = decision
    if purchased > decision:
        return row.explained("future", date=purchased, decision=decision)
    if row.count is None:
        return row.explained("no_count")
    if row.count <= 0 or row.count != int(row.count):
        return row.explained("count", count=row.count)
    if row.price is not None and row.price < 0:
        return row.explained("negative", price=row.price)
    vintage = vintage_of(purchased, decision)
    if vintage < OLDEST:
        return row.explained("too_old", date=purchased)
    return _used(row, fleet, purchased, vintage)


def _used(row: RowCells, fleet: str, purchased: date, vintage: int) -> Asset | Explained:
    terabytes = row.total_of("capacity", CAPACITY_UNITS) if fleet in STORAGE else None
    kilowatts = row.total_of("power", POWER_UNITS)
    life = row.read("life", lambda cell: parse_number(cell, LIFE_UNITS))
    if row.problems:
        return row.unreadable()
    if fleet in STORAGE and not terabytes:
        return row.without_capacity()
    if life is not None and not 1 <= life <= 40:
        return row.explained("life", life=life)
    if (kilowatts or 0) < 0 or (terabytes or 0) < 0:
        return row.explained("below_zero")
    return Asset(
        row.number, row.name, row.kind, fleet, row.count or 0.0, purchased, vintage,
        row.price or None, life, kilowatts or None, terabytes, row.own_book(),
    )  # fmt: skip
