"""Days as people write them. Promise: one reading, or a sentence that names both. Imports this package only.

Policy: a year alone stands for its middle (1 July), a month alone for its 15th day.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from tco.intake.table import Cell
from tco.intake.unreadable import Ambiguous, Unreadable

MIDDLE_OF_YEAR, MIDDLE_OF_MONTH = (7, 1), 15
MONTHS = {
    name: at
    for at, name in enumerate(
        ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"), 1
    )
}
SERIALS = (18264.0, 73050.0)  # 1950 to 2099; smaller numbers are years, larger ones written dates
ORDERS = ("ymd", "dmy", "mdy")
CLOCK = re.compile(r"[\sT]+(오전|오후|am|pm)?\s*\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?\s*(am|pm|z)?$", re.IGNORECASE)
WEEKDAY = re.compile(r"\s*\((월|화|수|목|금|토|일|mon|tue|wed|thu|fri|sat|sun)\w*\)", re.IGNORECASE)
KOREAN = re.compile(r"'?(\d{4}|\d{2})\s*년(?:도)?(?:\s*(\d{1,2})\s*월(?:\s*(\d{1,2})\s*일)?)?")
PARTS = re.compile(r"('?)(\d{1,4})\s*([-./\s])\s*(\d{1,2})(?:\s*\3\s*(\d{1,4}))?\s*\.?")
NAMED = (
    re.compile(r"(?P<day>\d{1,2})[\s-]+(?P<month>[a-z]{3,9})\.?,?[\s-]+'?(?P<year>\d{4}|\d{2})"),
    re.compile(r"(?P<month>[a-z]{3,9})\.?\s+(?P<day>\d{1,2}),?\s+(?P<year>\d{4})"),
    re.compile(r"(?P<month>[a-z]{3,9})\.?[\s-]+'?(?P<year>\d{4}|\d{2})"),
)
HOW, HOW_KO = "write it as 2021-03-27", "2021-03-27처럼 적으십시오"


class Middle(date):
    """The middle of a year or month that was named without a day.

    Attributes:
        first: the first day of it.
    """

    first: date


@dataclass(frozen=True)
class Settled:
    """The order of a column's dates, from those of them that can be read in one order only.

    Attributes:
        order: `ymd`, `dmy` or `mdy`.
        witness: the first date that leaves no other order, as the file writes it.
    """

    order: str
    witness: str


def settled_orders(cells: Iterable[Cell]) -> dict[str, Settled]:
    """The order of each form of a column's dates (its sign and the figures of its year), by that form.

    Dates that contradict each other settle nothing, nor do dates of one form settle those of another.
    """
    found: dict[str, Settled] = {}
    orders = set()
    for cell in cells:
        parts = _parts_of(cell)
        if parts is None:
            continue
        readings = _readings(parts)
        if len(readings) == 1:
            order = next(iter(readings))
            orders.add(order)
            found.setdefault(_form(parts), Settled(order, str(cell).strip()))
    return found if len(orders) == 1 else {}


def settled_for(cell: Cell, settled: Mapping[str, Settled], order: str = "") -> Settled | None:
    """What settles a date that neither itself nor the order given for all does; None where nothing has to."""
    parts = _parts_of(cell)
    if parts is None:
        return None
    readings = _readings(parts)
    return None if order in readings or len(set(readings.values())) < 2 else settled.get(_form(parts))


def date_of_number(value: float, date_1904: bool) -> date:
    """A year, 20210327, 202103, 210327, or the serial number of a spreadsheet."""
    if not math.isfinite(value):
        raise _not_a_date(f"{value:g}")
    whole = int(value)
    if value == whole and 1950 <= whole <= 2100:
        return _day(whole)
    if SERIALS[0] <= value <= SERIALS[1]:
        return serial_date(value, date_1904)
    if value == whole and 10**5 <= whole < 10**8 and len(str(whole)) in (6, 8):
        return _of_digits(str(whole))
    raise _not_a_date(f"{value:g}")


def serial_date(value: float, date_1904: bool) -> date:
    """The day of a spreadsheet's serial number."""
    return (date(1904, 1, 1) if date_1904 else date(1899, 12, 30)) + timedelta(days=int(value))


def date_of_text(text: str, date_1904: bool = False, order: str = "") -> date:
    """The day that a text names; raises Unreadable with a sentence."""
    text = _bare(text)
    if re.fullmatch(r"\d+(\.\d+)?", text) and not re.fullmatch(r"\d{4}\.\d{1,2}", text):
        return (
            _of_digits(text)
            if len(text) in (6, 8) and text.isdigit()
            else date_of_number(float(text), date_1904)
        )
    korean = KOREAN.fullmatch(text)
    if korean:
        return _day(_year(korean[1]), *(int(each) for each in korean.groups()[1:] if each))
    for pattern in NAMED:
        named = pattern.fullmatch(text.casefold())
        if named and named["month"][:3] in MONTHS:
            day = named.groupdict().get("day")
            return _day(_year(named["year"]), MONTHS[named["month"][:3]], *([int(day)] if day else []))
    parts = PARTS.fullmatch(text)
    if parts:
        return _of_parts(text, parts, order)
    raise _not_a_date(f"'{text}'")


def _of_digits(text: str) -> date:
    """20210327, 210327, or 202103."""
    if len(text) == 8:
        return _day(int(text[:4]), int(text[4:6]), int(text[6:]))
    if 1950 <= int(text[:4]) <= 2100 and 1 <= int(text[4:]) <= 12:
        return _day(int(text[:4]), int(text[4:]))
    return _day(_year(text[:2]), int(text[2:4]), int(text[4:]))


def _of_parts(text: str, parts: re.Match[str], order: str) -> date:
    apostrophe, first, _, second, third = parts.groups()
    if apostrophe or len(first) == 4:
        return _day(_year(first), int(second), *([int(third)] if third else []))
    if third is None:
        raise Unreadable(
            f"'{text}' does not say its year clearly; {HOW}", f"'{text}'의 연도가 분명하지 않습니다. {HOW_KO}"
        )
    readings = _readings(parts)
    if order in readings:
        return readings[order]
    found = sorted(set(readings.values()))
    if not found:
        raise _not_a_date(f"'{text}'")
    if len(found) > 1:
        days = " or ".join(f"{each:%Y-%m-%d}" for each in found)
        days_ko = days.replace(" or ", " 또는 ")
        raise Ambiguous(
            f"'{text}' is ambiguous: {days}; {HOW}",
            f"'{text}'은(는) {days_ko}으로(로) 읽힐 수 있습니다. {HOW_KO}",
            tuple(readings),
        )
    return found[0]


def _bare(text: str) -> str:
    """Without time of day and weekday."""
    return WEEKDAY.sub("", CLOCK.sub("", text)).strip().replace("’", "'").replace("‘", "'")


def _parts_of(cell: Cell) -> re.Match[str] | None:
    """The three numbers of a date whose order its text does not say."""
    if not isinstance(cell, str):
        return None
    parts = PARTS.fullmatch(_bare(unicodedata.normalize("NFKC", cell).strip()))
    return parts if parts and parts[5] and not parts[1] and len(parts[2]) < 4 else None


def _readings(parts: re.Match[str]) -> dict[str, date]:
    """The day in each order that gives one."""
    _, first, _, second, third = parts.groups()
    readings = {}
    for each in ORDERS if len(third) < 3 else ORDERS[1:]:
        by_letter = dict(zip(each, (first, second, third), strict=True))
        try:
            readings[each] = _day(_year(by_letter["y"]), int(by_letter["m"]), int(by_letter["d"]))
        except ValueError:
            continue
    return readings


def _form(parts: re.Match[str]) -> str:
    """The sign between the numbers, and the figures of the last: dates of one form are written alike."""
    return f"{parts[3]}{len(parts[5])}"


def _year(text: str) -> int:
    """Two digits are of this century up to 69."""
    if len(text) == 4:
        return int(text)
    if len(text) != 2:
        raise _not_a_date(f"'{text}'")
    return int(text) + (2000 if int(text) < 70 else 1900)


def _day(year: int, month: int | None = None, day: int | None = None) -> date:
    if not 1950 <= year <= 2100:
        raise Unreadable(
            f"the year {year} is outside 1950..2100; {HOW}", f"{year}년은 1950~2100년을 벗어납니다. {HOW_KO}"
        )
    try:
        if month is not None and day is not None:
            return date(year, month, day)
        middle = Middle(year, *MIDDLE_OF_YEAR) if month is None else Middle(year, month, MIDDLE_OF_MONTH)
    except ValueError:
        shown = f"{year}-{month:02d}" + (f"-{day:02d}" if day is not None else "")
        raise Unreadable(
            f"{shown} is not a day of the calendar; {HOW}", f"{shown}은(는) 없는 날짜입니다. {HOW_KO}"
        ) from None
    middle.first = date(year, month or 1, 1)
    return middle


def _not_a_date(shown: str) -> Unreadable:
    return Unreadable(f"{shown} is not a date; {HOW}", f"{shown}은(는) 날짜가 아닙니다. {HOW_KO}")
