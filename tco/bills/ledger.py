"""The bills added up: by file, month, currency, kind, group and service, and nothing lost.

Promise: every row below a header is a charge or is counted with the reason why it is none; the same file
twice, and a month in two files, are refused by name. Imports `errors`, `intake` and this package only.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import NamedTuple

from tco.bills.calendar import name_of
from tco.bills.categories import Sorter, categories
from tco.bills.formats import USE, Charge, Layout, is_blank
from tco.bills.recognition import Wish, recognise
from tco.bills.streams import Rows
from tco.errors import Problems, UserError
from tco.intake import Cell

MOST_UNREAD = 0.01
MOST_REMEMBERED = 500_000
SHOWN = 5
SHORT_CHARGE = timedelta(days=2)  # what is charged by the hour or day shows how far a month has come


class Key(NamedTuple):
    """What charges are added up by."""

    month: int
    currency: str
    kind: str
    group: str
    service: str


@dataclass
class Sum:
    """Charges of one key: the cost compared, the cost as invoiced, and rows."""

    amount: float = 0.0
    billed: float = 0.0
    rows: int = 0


class Span(NamedTuple):
    """The days that charges for use cover: the first one, and the day after the last."""

    first: date
    last: date


@dataclass
class Bill:
    """One file, added up.

    Attributes:
        aside: reason to rows that are no charge.
        unread: reason to the numbers of rows that could not be read.
        repeated: charges whose row stands in the file before, cell by cell; they are counted.
    """

    layout: Layout
    origin: str
    rows: int = 0
    sums: dict[Key, Sum] = field(default_factory=dict)
    spans: dict[int, Span] = field(default_factory=dict)
    aside: dict[str, int] = field(default_factory=dict)
    unread: dict[str, list[int]] = field(default_factory=dict)
    digest: str = ""
    repeated: int = 0

    @property
    def months(self) -> list[int]:
        """The months that it has charges of."""
        return sorted({key.month for key in self.sums})

    @property
    def used(self) -> int:
        """Rows that are charges."""
        return sum(each.rows for each in self.sums.values())

    def add(self, charge: Charge, group: str) -> None:
        """Take in a charge."""
        key = Key(charge.month, charge.currency, charge.kind, group, charge.service.service)
        found = self.sums.setdefault(key, Sum())
        found.amount += charge.amount
        found.billed += charge.billed
        found.rows += 1
        if (
            charge.kind == USE
            and charge.start
            and (charge.end or charge.start) - charge.start <= SHORT_CHARGE
        ):
            end = max(charge.end or charge.start, charge.start + timedelta(days=1))
            span = self.spans.get(charge.month, Span(charge.start, end))
            self.spans[charge.month] = Span(min(span.first, charge.start), max(span.last, end))

    def problems(self) -> Iterator[str]:
        """Too many unreadable rows, or none readable."""
        unread = sum(map(len, self.unread.values()))
        if unread > MOST_UNREAD * self.rows or not self.used:
            for reason, numbers in self.unread.items():
                yield f"{self.origin}: {reason} ({_rows(numbers)})"
        if not self.used and not unread:
            yield f"{self.origin}: has a header but no charges below it; export the bill again"


def read(files: Iterable[Rows], wish: Wish, sorter: Sorter, parts: bool = False) -> list[Bill]:
    """Every file added up; raises `Problems` with everything that stands against it.

    Args:
        files: the bills.
        wish: how they are to be read.
        sorter: sorts charges into groups.
        parts: whether several files of one month are parts of one bill.
    """
    problems, bills = list(sorter.problems()), []
    for rows in files:
        try:
            bill = _read(rows, wish, sorter)
        except Problems as error:
            problems += [f"{rows.origin}: {each}" for each in error.problems]
        except UserError as error:
            problems.append(str(error))
        else:
            problems += bill.problems()
            bills.append(bill)
    problems += _twice(bills, parts)
    if bills and not problems:
        problems += sorter.unused()
    if problems:
        raise Problems("bill", problems)
    return bills


def _read(rows: Rows, wish: Wish, sorter: Sorter) -> Bill:
    layout = recognise(rows, wish)
    bill, digest = Bill(layout, rows.origin), hashlib.blake2b(digest_size=16)
    seen: set[int] = set()
    for number, row in rows.numbered():
        if number <= layout.header_row:
            continue
        said = repr(row)
        digest.update(said.encode())
        bill.rows += 1
        reason = _no_charge(layout, row)
        if reason:
            bill.aside[reason] = bill.aside.get(reason, 0) + 1
            continue
        try:
            charge = layout.charge(row)
        except ValueError as error:
            bill.unread.setdefault(str(error), []).append(number)
        else:
            bill.add(charge, sorter.group(charge.service))
            bill.repeated += _is_known(hash(said), seen)
    bill.digest = digest.hexdigest()
    return bill


def _is_known(row: int, seen: set[int]) -> bool:
    """Whether a row, by its hash, was seen before; of a long file the first rows are remembered."""
    if row in seen:
        return True
    if len(seen) < MOST_REMEMBERED:
        seen.add(row)
    return False


def _no_charge(layout: Layout, row: tuple[Cell, ...]) -> str:
    """Why a row is no charge; empty where it is one."""
    if all(is_blank(cell) for cell in row):
        return "blank"
    if all(layout.text(row, key) == header for key, header in layout.headers.items()):
        return "header repeated"
    if layout.format == "plain":
        words = categories().sum_words.rows
        said = (layout.text(row, key).rstrip(":").casefold() for key in ("month", "service"))
        if any(text in words for text in said):
            return "sum of other rows"
    return ""


def _twice(bills: list[Bill], parts: bool) -> Iterator[str]:
    first: dict[str, str] = {}
    owner: dict[int, str] = {}
    for bill in bills:
        if bill.digest in first:
            yield f"{bill.origin}: has the same rows as {first[bill.digest]}; leave one of them out"
            continue
        first[bill.digest] = bill.origin
        again = [month for month in bill.months if month in owner]
        if again and not parts:
            others = ", ".join(dict.fromkeys(owner[month] for month in again))
            yield (
                f"{bill.origin}: {', '.join(map(name_of, again))} is also in {others}; leave one out, or say "
                "--parts if they are parts of one bill"
            )
        owner |= {month: bill.origin for month in bill.months if month not in owner}


def _rows(numbers: list[int]) -> str:
    shown = ", ".join(map(str, numbers[:SHOWN]))
    more = f" and {len(numbers) - SHOWN:,} more" if len(numbers) > SHOWN else ""
    return f"row{'s' if len(numbers) > 1 else ''} {shown}{more}"
