"""Price lists as files: opened, recognised and read as a stream.

Promise: a file is never read as a whole; what it is, is told from its beginning, so that the wrong one is
refused by name at once. Imports ijson, `errors` and `offers` only.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO, cast

import ijson

from tco.errors import UserError
from tco.prices.offers import text_of

HEAD = 65_536
BLOCK = 262_144
LARGEST = 4 * 1024**3
LONGEST_TEXT = 4_000_000  # bytes without a quotation mark: no price list has such a text
DEEPEST = 100  # brackets in each other: a parser keeps the way to each, and price lists have about ten
NO_BRACKETS = bytes(set(range(256)) - set(b"{}[]"))
SIGNS = {
    "aws": (rb'"offerCode"\s*:', rb'"products"\s*:\s*\{', rb'^"?FormatVersion"?,'),
    "azure": (rb'"BillingCurrency"\s*:', rb'"Items"\s*:\s*\[', rb'"retailPrice"\s*:'),
    "naver": (rb'"?getProductPriceListResponse\b', rb'"?getPriceListResponse\b', rb'"productPriceList"\s*:'),
}
TITLES = {
    "aws": "an AWS bulk price list (offer file)",
    "azure": "an answer of the Azure retail price API",
    "naver": "an answer of Naver Cloud's getProductPriceList or getPriceList",
}
OTHERS = {
    rb'"(offers|regions)"\s*:\s*\{': "is AWS's index of price lists: give the file that it names as "
    "currentVersionUrl, or that of one region",
    rb'"PriceList"\s*:\s*\[': "is an answer of AWS's price list query API: give the bulk offer file instead",
    rb'"(responseError|errorCode|error)"\s*:|<(responseError|error)>': "is an error message of the service, "
    "not a price list: repeat the request",
    rb"^\x1f\x8b": "is compressed (gzip): unpack it first",
    rb"^PK\x03\x04": "is a zip archive or a workbook: unpack it, or give the provider's own file",
    rb"^\s*<(!doctype )?html": "is a web page, not a price list: was the address right?",
}


@dataclass(frozen=True)
class PriceFile:
    """A price list on this computer, and the address it was taken from, if it was."""

    path: Path
    name: str
    address: str = ""

    def head(self) -> bytes:
        """The beginning, as UTF-8."""
        with self.open() as stream:
            return stream.read(HEAD)

    @contextmanager
    def open(self) -> Iterator[BinaryIO]:
        """The content as UTF-8, whatever of the usual encodings the file has."""
        try:
            with self.path.open("rb") as raw:
                mark = raw.read(4)
                raw.seek(0)
                if mark.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
                    recoded = cast(BinaryIO, codecs.EncodedFile(raw, "utf-8", "utf-16"))
                    yield cast(BinaryIO, _Watched(recoded, self.name))
                    return
                raw.seek(len(codecs.BOM_UTF8) if mark.startswith(codecs.BOM_UTF8) else 0)
                yield cast(BinaryIO, _Watched(raw, self.name))
        except OSError as error:
            raise UserError(f"{self.name} cannot be read: {error.strerror or error}") from error
        except UnicodeError as error:
            raise UserError(f"{self.name} is not text in UTF-8 or UTF-16: {error}") from error

    @contextmanager
    def json(self) -> Iterator[BinaryIO]:
        """The content for a parser of JSON, which is not to be led into the deep."""
        with self.open() as stream:
            yield cast(BinaryIO, _Shallow(stream, self.name))

    def entries(self, prefix: str) -> Iterator[tuple[str, Any]]:
        """Names and values of the object at a place of the JSON."""
        with self.json() as stream, _readable(self.name):
            yield from ijson.kvitems(stream, prefix, use_float=True, buf_size=BLOCK)

    def items(self, prefix: str) -> Iterator[Any]:
        """The elements of the list at a place of the JSON; several documents may follow each other."""
        with self.json() as stream, _readable(self.name):
            yield from ijson.items(stream, prefix, use_float=True, buf_size=BLOCK, multiple_values=True)


class _Watched:
    """A stream that gives up on a text without end, which would otherwise be gathered in memory."""

    def __init__(self, stream: BinaryIO, name: str):
        self.stream, self.name, self.silent = stream, name, 0

    def read(self, size: int = -1) -> bytes:
        block = self.stream.read(size)
        self.silent = 0 if b'"' in block or b"<" in block else self.silent + len(block)
        if self.silent > LONGEST_TEXT:
            raise UserError(f"{self.name} has more than {LONGEST_TEXT:,} bytes without a quotation mark")
        return block


class _Shallow:
    """A stream of JSON that gives up on brackets without end inside each other; texts do not count."""

    def __init__(self, stream: BinaryIO, name: str):
        self.stream, self.name = stream, name
        self.depth, self.inside, self.cut = 0, 0, b""

    def read(self, size: int = -1) -> bytes:
        block = self.stream.read(size)
        for sign in self._brackets(block):
            self.depth += 1 if sign in b"{[" else -1
            if self.depth > DEEPEST:
                raise UserError(
                    f"{self.name} has more than {DEEPEST} brackets inside each other, which no price list "
                    "has: download it again"
                )
        return block

    def _brackets(self, block: bytes) -> bytes:
        """The brackets of a block outside of texts; an escape cut by the block's end waits for the next."""
        text = self.cut + block
        self.cut = b"\\" if (len(text) - len(text.rstrip(b"\\"))) % 2 else b""
        parts = text.replace(b"\\\\", b"").replace(b'\\"', b"").split(b'"')
        outside = b"".join(parts[self.inside :: 2])
        self.inside = (self.inside + len(parts) - 1) % 2
        return outside.translate(None, NO_BRACKETS)


@contextmanager
def _readable(name: str) -> Iterator[None]:
    try:
        yield
    except ijson.IncompleteJSONError as error:
        raise UserError(f"{name} is cut off or broken JSON ({_reason(error)}): download it again") from error
    except (ijson.JSONError, RecursionError, OverflowError) as error:
        raise UserError(f"{name} is not valid JSON ({_reason(error)}): download it again") from error


def _reason(error: BaseException) -> str:
    return text_of(str(error).strip().partition("\n")[0]) or type(error).__name__


def given(path: str) -> PriceFile:
    """A file that the user names."""
    file = Path(path)
    if not file.is_file():
        raise UserError(
            f"'{path}' is not a file: give the path of a price list, or an address that begins https://"
        )
    if file.stat().st_size > LARGEST:
        raise UserError(f"{file.name} is larger than {LARGEST // 1024**3} GB: give the file of one region")
    return PriceFile(file, file.name)


def recognise(file: PriceFile, provider: str) -> None:
    """Refuse what is no price list of the provider; says what it is instead."""
    head = file.head()
    if not head.strip():
        raise UserError(f"{file.name} is empty")
    found = [name for name, signs in SIGNS.items() if any(re.search(sign, head, re.M) for sign in signs)]
    if provider in found:
        return
    if found:
        raise UserError(
            f"{file.name} is {TITLES[found[0]]}, not {TITLES[provider]}: `tco prices import {found[0]}`"
        )
    for sign, what in OTHERS.items():
        if re.search(sign, head, re.I):
            raise UserError(f"{file.name} {what}")
    begin = text_of(head[:60].decode("utf-8", "replace"))
    raise UserError(f"{file.name} is not {TITLES[provider]}; it begins: {begin}")
