"""The rows of a chart-of-accounts export: which columns hold names and amounts, and what a row says.

Promise: an amount is that of the column of amounts, else debit less credit, else the sum of the months; a row
that cannot be read keeps its place with the reason. Imports `intake`, `assumptions`, `errors` and this
package only.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from tco.assumptions import Text
from tco.calibrate.ledger import HEADER, NAMELESS, NO_AMOUNT, TOTAL, Account
from tco.calibrate.words import is_total
from tco.errors import Problems
from tco.intake.columns import Column, Matched
from tco.intake.money import parse_money, unit_named
from tco.intake.table import Cell, Row
from tco.intake.unreadable import Unreadable
from tco.intake.values import is_empty, plain

CODES = "계정코드, 계정과목코드, 과목코드, 계정번호, account code, account number, gl code, code, 코드"
NAMES = "계정과목명, 계정과목, 계정명, account name, account, 세목, 과목, 계정, 항목, description, 적요, name"
AMOUNTS = (
    "금액, 합계, 당기, 집행액, 결산액, 발생액, 실적, 연간합계, 누계, 잔액, 지출액, amount, actual, total, "
    "year to date, balance, spent"
)
COLUMNS = (
    Column("code", tuple(CODES.split(", "))),
    Column("name", tuple(NAMES.split(", ")), required=True),
    Column("amount", tuple(AMOUNTS.split(", "))),
    Column("debit", ("차변", "차변합계", "차변금액", "debit", "debits")),
    Column("credit", ("대변", "대변합계", "대변금액", "credit", "credits")),
)
MONTH = re.compile(
    r"(?:(?:20)?\d\d\s*[-./년]\s*)?(?:1[0-2]|0?[1-9])\s*월?|"
    r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|sept|oct|nov|dec)[a-z]*(?:[ -]*(?:20)?\d\d)?"
)


class Reader:
    """Rows of one export, with the columns that hold amounts."""

    def __init__(self, matched: Matched, currency: str):
        self.matched, self.currency = matched, currency
        self.header = matched.row(matched.header_row)
        self.header_of_names = self._text(self.header, "name")
        self.months = self._months()
        both = {"debit", "credit"} & set(matched.columns)
        total = "amount" in matched.columns and not (both and "amount" not in matched.corrected)
        self.kind = "amount" if total else "sides" if both else "months"
        if self.kind == "months" and not self.months:
            known = ", ".join(plain(cell) for cell in self.header if not is_empty(cell))
            raise Problems(
                f"{matched.table.place}, row {matched.header_row}",
                [f"no column of amounts among: {known}; name it with --map amount=HEADER"],
            )

    @property
    def headers(self) -> dict[str, str]:
        """Which column was read as what."""
        unused = {"amount": ("amount",), "sides": ("debit", "credit"), "months": ()}[self.kind]
        read = {key: text for key, text in self.matched.headers.items() if key in ("code", "name", *unused)}
        if self.kind == "months":
            read["months"] = ", ".join(plain(self.header[at]) for at in self.months)
        return read

    def rows(self) -> Iterator[tuple[int, Row]]:
        """The rows below the header that say anything, with their numbers."""
        for number, row in self.matched.table.numbered():
            if number > self.matched.header_row and not all(is_empty(cell) for cell in row):
                yield number, row

    def account(self, number: int, row: Row) -> Account:
        """What a row says; with the reason where it does not count."""
        code, name = self._text(row, "code"), self._text(row, "name")
        blank = Account(number, code, name, 0.0)
        if name == self.header_of_names:
            return replace(blank, reason=HEADER, adds_up=True)
        try:
            amount = self._amount(row)
        except Unreadable as error:
            return replace(blank, reason=Text(en=f"amount {error}", ko=f"금액 {error.ko}"))
        if amount is None:
            return replace(blank, reason=NO_AMOUNT if name else NAMELESS)
        found = Account(number, code, name, amount)
        if not name:
            return replace(found, reason=TOTAL if is_total(code) else NAMELESS, adds_up=is_total(code))
        return replace(found, reason=TOTAL, adds_up=True) if is_total(name) else found

    def _months(self) -> list[int]:
        taken = set(self.matched.columns.values())
        texts = {at: plain(cell).casefold() for at, cell in enumerate(self.header) if at not in taken}
        return [at for at, text in texts.items() if MONTH.fullmatch(re.sub(r"\([^)]*\)", "", text).strip())]

    def _text(self, row: Row, key: str) -> str:
        at = self.matched.columns.get(key)
        cell: Cell = row[at] if at is not None and at < len(row) else None
        if isinstance(cell, float) and cell.is_integer():
            cell = int(cell)
        return "" if is_empty(cell) else re.sub(r"\s+", " ", plain(cell))

    def _amount(self, row: Row) -> float | None:
        if self.kind == "amount":
            return self._money(row, self.matched.columns["amount"])
        if self.kind == "sides":
            sides = {key: at for key, at in self.matched.columns.items() if key in ("debit", "credit")}
            found = {key: self._money(row, at) for key, at in sides.items()}
            if all(value is None for value in found.values()):
                return None
            return (found.get("debit") or 0.0) - (found.get("credit") or 0.0)
        parts = [self._money(row, at) for at in self.months]
        return None if all(part is None for part in parts) else sum(part or 0.0 for part in parts)

    def _money(self, row: Row, at: int) -> float | None:
        cell = row[at] if at < len(row) else None
        if is_empty(cell):
            return None
        unit = unit_named(self.header[at]) or self.matched.unit("name")
        return parse_money(cell, unit, self.currency)
