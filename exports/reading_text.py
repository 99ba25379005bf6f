"""Reads a csv file in the encodings and with the separators that Korean and European programs write.

Promise: the text is decoded without a loss or refused; a broken quote is named by its row. Imports
`tco.intake.table` and `tco.errors` only.
"""

from __future__ import annotations

import codecs
import csv
import io
from collections import Counter

from tco.errors import UserError
from tco.intake.table import Row, Table, column_letters

SEPARATORS = ",;\t|"
BYTES_PER_CELL = 8  # so many bytes of the limit allow one cell
MOST_COLUMNS, MOST_ROWS, MOST_KNOWN = 1_000, 1_048_576, 50_000
MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig", "UTF-8"), (codecs.BOM_UTF32_LE, "utf-32", "UTF-32"),
    (codecs.BOM_UTF16_LE, "utf-16", "UTF-16"), (codecs.BOM_UTF16_BE, "utf-16", "UTF-16"),
)  # fmt: skip
SAVE_AS = "open it in a spreadsheet program and save it as CSV UTF-8"


def read_text(content: bytes, name: str, limit: int) -> Table:
    """The table of a csv file's content."""
    text, encoding = _decoded(content, name)
    if "\x00" in text:
        raise UserError(f"{name} is neither a text nor a workbook; choose an .xlsx or csv file")
    separator, text = _separator(text)
    rows: list[Row] = []
    known: dict[str, str | None] = {"": None}
    cells = blank = 0
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    del text
    try:
        for fields in reader:
            filled = _trimmed(fields, known)
            if not filled:
                blank += 1
                continue
            cells += len(filled)
            _check_size(name, len(rows) + blank + 1, len(filled), cells, limit)
            rows.extend([()] * blank)
            rows.append(filled)
            blank = 0
    except csv.Error as error:
        place = f"{name}, row {len(rows) + blank + 1}"
        raise UserError(f"{place}: {_reason(str(error))}; {SAVE_AS}") from error
    notes = (f"{encoding}, separated by {'tabs' if separator == chr(9) else separator}",)
    return Table(name, tuple(rows), notes=notes)


def _decoded(content: bytes, name: str) -> tuple[str, str]:
    for mark, codec, shown in MARKS:
        if content.startswith(mark):
            return _strictly(content, codec, shown, name), shown
    codec = _wide(content[:4096])
    if codec:
        return _strictly(content, codec, "UTF-16", name), "UTF-16"
    for codec, shown in (("utf-8", "UTF-8"), ("cp949", "CP949")):
        try:
            return content.decode(codec), shown
        except UnicodeDecodeError:
            continue
    raise UserError(f"{name} is neither UTF-8, UTF-16 nor Korean CP949 (EUC-KR); {SAVE_AS}")


def _strictly(content: bytes, codec: str, shown: str, name: str) -> str:
    try:
        return content.decode(codec)
    except UnicodeDecodeError as error:
        raise UserError(
            f"{name} begins as {shown}, but is broken at byte {error.start}; {SAVE_AS}"
        ) from error


def _wide(start: bytes) -> str:
    """The byte order of UTF-16 without a mark: digits and separators leave every second byte 0."""
    even, odd = start[::2].count(0), start[1::2].count(0)
    if even + odd < max(2, len(start) // 50):
        return ""
    if min(even, odd) > max(even, odd) // 10:
        return ""
    return "utf-16-le" if odd > even else "utf-16-be"


def _separator(text: str) -> tuple[str, str]:
    """The separator with which most rows have the same number of fields; Excel's `sep=` line decides."""
    first, _, rest = text.partition("\n")
    if first[:4].casefold() == "sep=" and len(first.strip()) == 5:
        return first.strip()[4], rest
    sample = text[:20_000]
    if len(text) > len(sample):
        sample = sample.rpartition("\n")[0] or sample
    return max(SEPARATORS, key=lambda each: _regularity(sample, each)), text


def _regularity(sample: str, separator: str) -> tuple[int, int]:
    try:
        lengths = [len(row) for row in csv.reader(io.StringIO(sample, newline=""), delimiter=separator)]
    except csv.Error:
        return 0, 0
    several = Counter(each for each in lengths if each > 1)
    return max(((count, length) for length, count in several.items()), default=(0, 0))


def _trimmed(fields: list[str], known: dict[str, str | None]) -> Row:
    """The row without empty fields at its end; equal texts are kept once."""
    while fields and not fields[-1].strip():
        fields.pop()
    if len(known) < MOST_KNOWN:
        return tuple([known.setdefault(each, each) for each in fields])
    return tuple([known.get(each, each) for each in fields])


def _check_size(name: str, row: int, columns: int, cells: int, limit: int) -> None:
    if columns > MOST_COLUMNS:
        raise UserError(
            f"{name}, row {row}: {columns:,} columns, more than {MOST_COLUMNS:,} "
            f"({column_letters(MOST_COLUMNS - 1)}); keep only the columns that are needed"
        )
    if cells > limit // BYTES_PER_CELL or row > MOST_ROWS:
        raise UserError(
            f"{name}: more than {limit // BYTES_PER_CELL:,} cells or {MOST_ROWS:,} rows (at row {row:,}); "
            "keep only the rows and columns that are needed"
        )


def _reason(error: str) -> str:
    if "unexpected end" in error:
        return "a quotation mark is opened and never closed"
    if "expected after" in error:
        return "a quotation mark stands inside a quoted text without being doubled"
    if "field larger" in error:
        return "a cell is longer than 131,072 characters, or a quotation mark is never closed"
    return error
