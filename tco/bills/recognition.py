"""Which format a bill is in, where its columns stand, and which cost is compared.

Promise: FOCUS and CUR are known by the names of their columns; anything else is matched by its headers and
open to correction; what is missing is listed together. Imports `errors`, `intake` and this package only.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import islice

from tco.bills.formats import Layout
from tco.bills.streams import Rows
from tco.errors import Problems, nearest
from tco.intake import Cell, Column, Table, is_empty, match

HEAD_ROWS = 200
FOCUS: dict[str, tuple[str, ...]] = {
    "billed": ("billedcost",), "effective": ("effectivecost",), "currency": ("billingcurrency",),
    "month": ("billingperiodstart",), "start": ("chargeperiodstart",), "end": ("chargeperiodend",),
    "kind": ("chargecategory",), "class": ("chargeclass",), "frequency": ("chargefrequency",),
    "category": ("servicecategory",), "subcategory": ("servicesubcategory",), "service": ("servicename",),
    "meter": ("skumeter", "xusagetype", "xskumetername", "xskudescription"),
    "description": ("chargedescription",),
}  # fmt: skip
CUR: dict[str, tuple[str, ...]] = {
    "billed": ("lineitemunblendedcost",), "currency": ("lineitemcurrencycode",),
    "month": ("billbillingperiodstartdate",), "start": ("lineitemusagestartdate",),
    "end": ("lineitemusageenddate",), "kind": ("lineitemlineitemtype",), "service": ("lineitemproductcode",),
    "meter": ("lineitemusagetype",), "category": ("productproductfamily",),
    "savings_plan": ("savingsplansavingsplaneffectivecost",),
    "commitment": ("savingsplantotalcommitmenttodate",), "used": ("savingsplanusedcommitment",),
    "reservation": ("reservationeffectivecost",), "arn": ("reservationreservationarn",),
    "unused_upfront": ("reservationunusedamortizedupfrontfeeforbillingperiod",),
    "unused_recurring": ("reservationunusedrecurringfee",),
}  # fmt: skip
KNOWN = {"focus": FOCUS, "cur": CUR}
TELLING = {
    "focus": {"billedcost", "effectivecost", "chargecategory", "billingperiodstart", "chargeperiodstart",
              "servicename", "servicecategory", "billingcurrency"},
    "cur": {"lineitemunblendedcost", "lineitemlineitemtype", "lineitemproductcode", "lineitemusagetype",
            "billbillingperiodstartdate", "lineitemusagestartdate"},
}  # fmt: skip
ENOUGH = 3
NEEDED = {
    "focus": (("kind",), ("service", "category"), ("month", "start"), ("effective", "billed"), ("currency",)),
    "cur": (("kind",), ("service",), ("month", "start"), ("billed",), ("currency",)),
}
PLAIN = (
    Column("month", ("청구월", "이용월", "사용월", "청구년월", "이용년월", "년월", "billing month",
                     "invoice month", "month", "billing period", "기간", "date", "월"), required=True),
    Column("service", ("서비스", "서비스명", "service", "service name", "상품", "상품명", "product",
                       "category", "구분", "항목", "내역", "description"), required=True),
    Column("amount", ("청구금액", "이용금액", "사용금액", "금액", "amount", "cost", "charge", "이용요금",
                      "요금", "총액"), required=True),
    Column("meter", ("세부항목", "상세내역", "상세", "usage type", "meter", "detail", "item")),
    Column("kind", ("요금유형", "유형", "종류", "charge type", "charge category", "type", "kind")),
    Column("currency", ("통화", "currency", "billing currency")),
)  # fmt: skip
CODES = re.compile(r"\b(KRW|USD|GBP|EUR|JPY|CNY|SGD|AUD)\b")


@dataclass(frozen=True)
class Wish:
    """How bills are to be read.

    Attributes:
        home: the case's currency, that of a plain table which names none.
        corrections: the header that a column's key really is.
        cost: `effective` or `billed`; FOCUS and CUR only.
        currency: of rows that name none.
    """

    home: str
    corrections: Mapping[str, str] = field(default_factory=dict)
    cost: str = "effective"
    currency: str = ""


def recognise(rows: Rows, wish: Wish) -> Layout:
    """How a file is to be read; raises `Problems` with everything that stands against it."""
    head = tuple(islice(rows.numbered(), HEAD_ROWS))
    if not any(not is_empty(cell) for _, row in head for cell in row):
        raise Problems(rows.origin, ["has no rows; export the bill again"])
    for number, row in head:
        names = {_folded(cell) for cell in row}
        for form, telling in TELLING.items():
            if len(telling & names) >= ENOUGH:
                return _known(form, rows, number, row, wish)
    return _plain(rows, head, wish)


def _known(form: str, rows: Rows, number: int, row: tuple[Cell, ...], wish: Wish) -> Layout:
    found = {_folded(cell): at for at, cell in reversed(list(enumerate(row))) if not is_empty(cell)}
    positions = {}
    for key, names in KNOWN[form].items():
        at = next((found[name] for name in names if name in found), None)
        if at is not None:
            positions[key] = at
    problems = list(_correct(form, positions, found, wish.corrections))
    problems += _lacking(form, positions, wish.currency)
    if problems:
        raise Problems(f"{rows.origin}, row {number}", problems)
    cost = wish.cost
    if form == "focus" and cost not in positions:
        cost = "billed" if cost == "effective" else "effective"
    headers = {key: str(row[at]).strip() for key, at in positions.items()}
    return Layout(form, number, positions, headers, cost, wish.currency, date_1904=rows.date_1904)


def _correct(
    form: str, positions: dict[str, int], found: Mapping[str, int], corrections: Mapping[str, str]
) -> Iterator[str]:
    """Move columns to where the corrections point; what points nowhere is a problem."""
    keys = KNOWN[form]
    for key, header in corrections.items():
        if key not in keys:
            hint = nearest(key, keys)
            yield f"--map {key}=…: there is no column '{key}'{hint}; there are: {', '.join(keys)}"
        elif _folded(header) not in found:
            yield f"--map {key}={header}: there is no such header{nearest(_folded(header), found)}"
        else:
            positions[key] = found[_folded(header)]


def _lacking(form: str, positions: Mapping[str, int], currency: str) -> Iterator[str]:
    for choice in NEEDED[form]:
        if not positions.keys() & set(choice) and not (choice == ("currency",) and currency):
            names = " or ".join(KNOWN[form][key][0] for key in choice)
            way = ", or give --currency" if choice == ("currency",) else ""
            yield (
                f"a {form.upper()} bill needs the column {names}; export it, or say which it is with "
                f"--map {choice[0]}=HEADER{way}"
            )


def _plain(rows: Rows, head: tuple[tuple[int, tuple[Cell, ...]], ...], wish: Wish) -> Layout:
    """A table of any make; what has fewer cells than a charge is a title and no header."""
    table = Table(rows.origin, tuple(row for _, row in head), head[0][0], date_1904=rows.date_1904)
    wide = tuple(row if sum(not is_empty(cell) for cell in row) >= ENOUGH else () for row in table.rows)
    matched = replace(match(replace(table, rows=wide), PLAIN, wish.corrections), table=table)
    named = CODES.search(matched.headers["amount"].upper())
    currency = named[0] if named else wish.currency or wish.home
    return Layout(
        "plain", matched.header_row, matched.columns, matched.headers, "given", currency,
        matched.unit("amount"), rows.date_1904, matched.unused,
    )  # fmt: skip


def _folded(cell: Cell) -> str:
    """A column's name without case and punctuation: lineItem/UsageType and line_item_usage_type are one."""
    return re.sub(r"[^a-z0-9]", "", str(cell).casefold()) if isinstance(cell, str) else ""
