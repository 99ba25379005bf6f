"""Months as whole numbers, and what a cell says of one.

Promise: a year alone is no month. Imports `intake` and `errors` only.
"""

from __future__ import annotations

import re
from datetime import date, datetime
from functools import lru_cache

from tco.errors import UserError
from tco.intake import Cell, is_empty, parse_date

MONTHS = 12
HALF = 15  # a decision up to this day belongs to the month that has begun
ISO = re.compile(r"(\d{4})-(\d{2})(?:-(\d{2})(?:[ T].*)?)?")


def month_of(day: date) -> int:
    """The month of a day, counted from the year 0."""
    return day.year * MONTHS + day.month - 1


def name_of(month: int) -> str:
    """2027-01."""
    return f"{month // MONTHS:04d}-{month % MONTHS + 1:02d}"


def nearest_month(day: date) -> int:
    """The month whose first day is nearest: year 1 begins there."""
    return month_of(day) + (0 if day.day <= HALF else 1)


def parse_month(text: str, option: str) -> int:
    """The month that an option names."""
    found = re.fullmatch(r"(\d{4})-(\d{1,2})", text.strip())
    if not found or not 1 <= int(found[2]) <= MONTHS:
        raise UserError(f"{option} {text}: is not a month; write it as 2027-01")
    return int(found[1]) * MONTHS + int(found[2]) - 1


def first_day(month: int) -> date:
    """The month's first day."""
    return date(month // MONTHS, month % MONTHS + 1, 1)


def month_of_cell(cell: Cell, date_1904: bool = False) -> int:
    """The month that a cell names; raises ValueError with a sentence."""
    return month_of(day_of_cell(cell, date_1904))


def day_of_cell(cell: Cell, date_1904: bool = False) -> date:
    """The day (of a month alone, some day of it) that a cell names; raises ValueError with a sentence."""
    if isinstance(cell, str):
        return _day_of_text(cell.strip(), date_1904)
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, int | float) and not isinstance(cell, bool) and 1900 <= cell <= 2100:
        raise ValueError(f"{cell:g} is a year without a month; write it as {cell:g}-01")
    return parse_date(cell, date_1904)


@lru_cache(maxsize=4096)
def _day_of_text(text: str, date_1904: bool) -> date:
    found = ISO.fullmatch(text)
    if found:
        try:
            return date(int(found[1]), int(found[2]), int(found[3] or 1))
        except ValueError:
            raise ValueError(f"'{text}' is not a day of the calendar; write it as 2027-01-31") from None
    if not is_empty(text) and re.fullmatch(r"\d{4}\s*년?", text):
        raise ValueError(f"'{text}' is a year without a month; write it as 2027-01")
    return parse_date(text, date_1904)
