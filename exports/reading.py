"""Reads what a user uploads: one table from an xlsx or csv file, behind limits.

Promise: whatever the file holds, it is read or refused by name within 2 seconds and 100 MB of extra
memory; a file that is too large is refused from its size, unread. Imports `tco.intake`, `tco.errors` and
this package only.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from exports.reading_text import read_text
from exports.reading_xlsx import Book
from tco.errors import UserError
from tco.intake.table import Table
from tco.intake.values import is_empty

LIMIT = 5_000_000
SAVE_AS = "open it in a spreadsheet program and save it as .xlsx or as CSV UTF-8"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
REFUSED = (
    (b"%PDF", "is a PDF, a picture of a table; ask for the table itself, or copy it into a spreadsheet and "
              "save that as .xlsx"),
    (b"{\\rtf", f"is a text document; {SAVE_AS}"),
    (b"\x1f\x8b", "is compressed (gzip); unpack it first"),
    (b"Rar!", "is a compressed archive; unpack it first"),
    (b"7z\xbc\xaf", "is a compressed archive; unpack it first"),
    (b"\x89PNG", "is a picture; the table itself is needed, as .xlsx or csv"),
    (b"\xff\xd8\xff", "is a picture; the table itself is needed, as .xlsx or csv"),
)  # fmt: skip
PAGES = (b"<!doctype html", b"<html", b"<table", b"<meta")


def read_table(
    source: str | Path | bytes,
    origin: str = "",
    sheet: str | None = None,
    limit: int = LIMIT,
    fits: Callable[[Table], bool] | None = None,
) -> Table:
    """The table of a file.

    Args:
        source: the file's path, or its content.
        origin: the name to use in messages; default the file's own.
        sheet: the sheet to read; default the first one that fits.
        limit: the largest file in bytes; the number of cells that are read grows with it.
        fits: whether a sheet is the wanted one; default has a row with two texts, as a header has.

    Returns:
        The table; its attributes say which sheet was read and which were not.

    Raises:
        UserError: the file cannot be read, with what to do.
    """
    name = origin or ("upload" if isinstance(source, bytes) else Path(source).name)
    content = source if isinstance(source, bytes) else _content(Path(source), name, limit)
    if len(content) > limit:
        raise _too_large(name, len(content), limit)
    _refuse_other_kinds(content, name)
    if not content.startswith(b"PK"):
        if sheet is not None:
            raise UserError(f"{name} is a text file and has no sheets; leave out --sheet {sheet}")
        return read_text(content, name, limit)
    return _of_workbook(Book(content, name, limit), sheet, fits or has_header)


def has_header(table: Table) -> bool:
    """Whether a row has two texts or more."""
    return any(sum(isinstance(cell, str) and not is_empty(cell) for cell in row) > 1 for row in table.rows)


def _content(path: Path, name: str, limit: int) -> bytes:
    try:
        if not path.is_file():
            what = "is a folder" if path.is_dir() else "is not a file" if path.exists() else "does not exist"
            raise UserError(f"{path} {what}; name an .xlsx or csv file")
        size = path.stat().st_size
        if size > limit:
            raise _too_large(name, size, limit)
        with path.open("rb") as file:
            return file.read(limit + 1)
    except (OSError, ValueError) as error:
        raise UserError(f"cannot read {path}: {getattr(error, 'strerror', None) or error}") from error


def _too_large(name: str, size: int, limit: int) -> UserError:
    return UserError(
        f"{name} has {size / 1e6:,.1f} MB, more than the {limit / 1e6:,.0f} MB that are read; keep only the "
        "sheet and columns that are needed, without pictures, and try again"
    )


def _refuse_other_kinds(content: bytes, name: str) -> None:
    if not content.strip():
        raise UserError(f"{name} is empty; choose the file with the table")
    if content.startswith(OLE):
        raise UserError(f"{name} {_ole_kind(content)}")
    for start, what in REFUSED:
        if content.startswith(start):
            raise UserError(f"{name} {what}")
    beginning = content[:512].removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    if beginning.startswith(PAGES):
        raise UserError(f"{name} is a web page with the ending of a table; {SAVE_AS}")
    if beginning.startswith(b"<?xml"):
        raise UserError(f"{name} is an XML file; {SAVE_AS}")


def _ole_kind(content: bytes) -> str:
    if "EncryptedPackage".encode("utf-16-le") in content:
        return "is protected by a password; save a copy without the password and try again"
    if "Workbook".encode("utf-16-le") in content or "Book".encode("utf-16-le") in content:
        return f"is an Excel file of the old kind (.xls); {SAVE_AS}"
    if b"HWP Document File" in content:
        return "is a Hangul document (.hwp); copy the table into a spreadsheet and save that as .xlsx"
    return f"is an Office file of the old kind; {SAVE_AS}"


def _of_workbook(book: Book, wanted: str | None, fits: Callable[[Table], bool]) -> Table:
    """The sheet that is asked for, or the first that fits; if none does, the first that is not empty."""
    names = book.sheets
    if wanted is not None:
        chosen = _chosen(book, wanted)
        return replace(book.read(chosen), other_sheets=tuple(each for each in names if each != chosen))
    first: Table | None = None
    for name in [*book.visible, *(each for each in names if each not in book.visible)]:
        table = book.read(name)
        if fits(table):
            return replace(table, other_sheets=tuple(each for each in names if each != name))
        first = first or (table if table.rows else None)
    if first is None:
        raise UserError(
            f"{book.name} has no filled cell on its sheets ({_named(names)}); choose another file"
        )
    return replace(first, other_sheets=tuple(each for each in names if each != first.sheet))


def _chosen(book: Book, wanted: str) -> str:
    for name in book.sheets:
        if name.strip().casefold() == wanted.strip().casefold():
            return name
    raise UserError(f"{book.name} has no sheet '{wanted}'; there are: {_named(book.sheets)}")


def _named(names: Sequence[str]) -> str:
    return ", ".join(names[:20]) + (f" and {len(names) - 20} more" if len(names) > 20 else "")
