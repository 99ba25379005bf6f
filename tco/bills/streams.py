"""Bills as text files, read row by row: large ones need no more memory than small ones.

Promise: a packed file that unpacks beyond the limit is refused where it passes it; what is no text is
refused by name. Spreadsheets come through `exports.reading` instead. Imports `errors` and `intake` only.
"""

from __future__ import annotations

import codecs
import csv
import gzip
import io
import re
import zlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Protocol

from tco.errors import UserError
from tco.intake import Cell

MEGABYTE = 1_000_000
LARGEST = 50 * MEGABYTE
LARGEST_UNPACKED = 200 * MEGABYTE
MOST_TIMES = 100  # bills pack about 20 times; a bomb packs 1,000 times
LONGEST_LINE = 1_000_000
SAMPLE = 30
HEAD = 200_000
BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"),
)  # fmt: skip
TEXTS = (".csv", ".csv.gz", ".tsv", ".tsv.gz", ".txt")


class Rows(Protocol):
    """What a bill is read from: a `Stream`, or a table of `tco.intake`."""

    @property
    def origin(self) -> str:
        """The file's name."""

    @property
    def date_1904(self) -> bool:
        """Whether serial numbers of dates count from 1904."""

    def numbered(self) -> Iterator[tuple[int, tuple[Cell, ...]]]:
        """Each row with its number."""


@dataclass(frozen=True)
class Stream:
    """A text file of rows, plain or packed; it may be read again and again."""

    source: Path | bytes
    origin: str
    date_1904: bool = False

    @property
    def is_packed(self) -> bool:
        """Whether the file is packed."""
        return self.origin.lower().endswith(".gz")

    def numbered(self) -> Iterator[tuple[int, tuple[Cell, ...]]]:
        """Each row with its number."""
        encoding, delimiter = self._form()
        with self._opened() as file, io.TextIOWrapper(file, encoding=encoding, newline="") as text:
            rows = csv.reader(self._lines(text), delimiter=delimiter)
            try:
                for number, row in enumerate(rows, 1):
                    yield number, tuple(row)
            except (csv.Error, UnicodeDecodeError) as error:
                raise UserError(
                    f"{self.origin}, line {rows.line_num + 1}: is no readable text ({error}); "
                    "save it as csv in UTF-8 and try again"
                ) from error

    def _form(self) -> tuple[str, str]:
        """Encoding and delimiter, from the file's beginning."""
        with self._opened() as file:
            head = file.read(HEAD) or b""
            while self.is_packed and file.read(MEGABYTE):
                pass  # a bomb is refused before the first of its rows is read
        encoding = next((name for mark, name in BYTE_ORDER_MARKS if head.startswith(mark)), "")
        if not encoding and b"\0" in head:
            raise UserError(f"{self.origin}: is no text file; give csv, csv.gz or xlsx")
        encoding = encoding or ("utf-8" if _is_utf8(head) else "cp949")
        return encoding, _delimiter(head.decode(encoding, errors="replace"))

    def _lines(self, text: io.TextIOWrapper) -> Iterator[str]:
        """Lines of a bearable length: a file without line ends would be read as one."""
        while line := text.readline(LONGEST_LINE):
            if len(line) == LONGEST_LINE and line[-1] not in "\r\n":
                raise UserError(
                    f"{self.origin}: a line is longer than {LONGEST_LINE:,} letters; is this a bill?"
                )
            yield line

    def _opened(self) -> IO[bytes]:
        size = len(self.source) if isinstance(self.source, bytes) else _size_of(self.source)
        if size > LARGEST:
            raise UserError(
                f"{self.origin}: {size / MEGABYTE:,.0f} MB is above the limit of {LARGEST // MEGABYTE} MB; "
                "give a file for each month, or export by day or month instead of by hour"
            )
        if size == 0:
            raise UserError(f"{self.origin}: is empty; export it again")
        file: IO[bytes] = (
            io.BytesIO(self.source) if isinstance(self.source, bytes) else self.source.open("rb")
        )
        if not self.is_packed:
            return file
        return io.BufferedReader(
            _Bounded(file, self.origin, min(LARGEST_UNPACKED, MOST_TIMES * size + MEGABYTE))
        )


class _Bounded(io.RawIOBase):
    """A packed file that refuses to unpack beyond a limit."""

    def __init__(self, file: IO[bytes], origin: str, limit: int):
        self.file, self.unpacked = file, gzip.GzipFile(fileobj=file)
        self.origin, self.limit, self.count = origin, limit, 0

    def readable(self) -> bool:
        return True

    def close(self) -> None:
        self.file.close()
        super().close()

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        try:
            chunk = self.unpacked.read(len(buffer))
        except (OSError, EOFError, zlib.error) as error:
            raise UserError(f"{self.origin}: cannot be unpacked ({error}); export it again") from error
        self.count += len(chunk)
        if self.count > self.limit:
            raise UserError(
                f"{self.origin}: unpacks to more than {self.limit / MEGABYTE:,.0f} MB, which no bill of this "
                "size does; unpack it yourself and give the csv"
            )
        buffer[: len(chunk)] = chunk
        return len(chunk)


def _size_of(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError as error:
        raise UserError(f"{path.name}: cannot be read ({error.strerror}); check the name") from error


def _delimiter(text: str) -> str:
    """What stands equally often in most of the first lines, outside of quotation marks."""
    lines = [re.sub(r'"[^"]*"', "", line) for line in text.splitlines()[:SAMPLE] if line.strip()]

    def agreeing(delimiter: str) -> tuple[int, int]:
        counts = Counter(line.count(delimiter) for line in lines if delimiter in line)
        return max(((times, count) for count, times in counts.items()), default=(0, 0))

    return max(("\t", ";", ","), key=agreeing)


def _is_utf8(head: bytes) -> bool:
    try:
        codecs.getincrementaldecoder("utf-8")().decode(head)
    except UnicodeDecodeError:
        return False
    return True
