"""The CSV edition of AWS's bulk price lists: the same products and terms, one row for each price.

Promise: what a row means is given to the same rules as the JSON edition. Imports `errors`, `files` and
`offers` only.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Mapping
from typing import Any

from tco.errors import UserError
from tco.prices.files import PriceFile
from tco.prices.offers import text_of

PREAMBLE = 12
NEEDED = ("sku", "termtype", "unit", "priceperunit", "currency")


def is_csv(file: PriceFile) -> bool:
    """Whether a list is of the CSV edition."""
    return re.match(rb'\s*"?FormatVersion"?\s*,', file.head()) is not None


def header(file: PriceFile) -> dict[str, str]:
    """What stands above the table, with the JSON edition's names."""
    names = {"offercode": "offerCode", "version": "version", "publicationdate": "publicationDate"}
    found = {}
    for row in _rows(file):
        if _key(row[0] if row else "") == "sku":
            break
        if len(row) > 1 and _key(row[0]) in names:
            found[names[_key(row[0])]] = text_of(row[1])
    return found


def rows(file: PriceFile) -> Iterator[dict[str, str]]:
    """Every row of the table by the names of its columns: small letters and digits only."""
    columns: list[str] = []
    for number, row in enumerate(_rows(file), 1):
        if columns:
            yield dict(zip(columns, row, strict=False))
        elif row and _key(row[0]) == "sku":
            columns = [_key(each) for each in row]
            missing = [each for each in NEEDED if each not in columns]
            if missing:
                raise UserError(f"{file.name}, line {number}: has no column for {', '.join(missing)}")
        elif number > PREAMBLE:
            raise UserError(f"{file.name}: no row that begins with SKU in the first {PREAMBLE} lines")


def _rows(file: PriceFile) -> Iterator[list[str]]:
    with file.open() as stream:
        text = io.TextIOWrapper(io.BufferedReader(_Raw(stream)), "utf-8", newline="")
        try:
            yield from csv.reader(text, strict=True)
        except csv.Error as error:
            raise UserError(f"{file.name} is cut off or no valid CSV ({error}): download it again") from error


class _Raw(io.RawIOBase):
    """Any stream with `read` as one that a text can be read from."""

    def __init__(self, stream: Any):
        self.stream = stream

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        block = self.stream.read(len(buffer))
        buffer[: len(block)] = block
        return len(block)


def dimension(row: Mapping[str, str]) -> dict[str, Any]:
    """A row's price as the JSON edition has it."""
    return {
        "unit": row.get("unit"),
        "beginRange": row.get("startingrange"),
        "pricePerUnit": {row.get("currency", ""): row.get("priceperunit")},
    }


def term(row: Mapping[str, str]) -> dict[str, str | None]:
    """A row's commitment as the JSON edition has it."""
    return {
        "LeaseContractLength": row.get("leasecontractlength"),
        "OfferingClass": row.get("offeringclass"),
        "PurchaseOption": row.get("purchaseoption"),
    }


def _key(name: str) -> str:
    return re.sub(r"[^a-z0-9]", "", name.lower())
