"""Reads the cells of an xlsx workbook as a stream, with a count of everything that costs time or memory.

Promise: no part is unpacked further than its limit, a document type (the way in for XML bombs) is refused,
and blank rows and cells cost next to nothing. openpyxl needs 13 µs for a cell and reads blank rows, styles
and names before anybody can count them, so that its caller cannot keep a promise of two seconds; the parts
that matter here are four and small. Imports `tco.intake.table`, `tco.errors`, `reading_cells` and
`reading_xml` only.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any
from xml.parsers import expat

from exports.reading_cells import SheetCells, Strings, dates_of_styles
from exports.reading_xml import CHUNK, SAVE_AS, Parser, local_name
from tco.errors import UserError
from tco.intake.table import Table

MEMBERS = 2_000
DECLARED = 60  # declared size of all parts, as a multiple of the limit
UNPACKED = 30  # unpacked size of what is read, as a multiple of the limit
PARSED = 4  # the same without blank rows and cells
SMALL_PART = 3_000_000
ELEMENTS = 5  # so many bytes of the limit allow one tag
BYTES_PER_CELL = 20  # and so many a filled cell, or a gap between two
ALL_ROWS = 3_000_000  # of all sheets that are looked at, blank ones included
BLANK_CELL = re.compile(rb'<c r="[A-Z]{1,3}[0-9]{1,7}"[^<>]*/>')
BLANK_ROW = re.compile(rb'<row r="[0-9]{1,7}"[^<>]*(?:/>|>\s*</row>)')
BROKEN_ZIP = (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError, ValueError)
BROKEN_XML = (expat.ExpatError, LookupError, ValueError)  # the latter two name encodings nobody knows
OTHER_KINDS = (
    ("Index/Document.iwa", "is an Apple Numbers file; export it from Numbers as Excel (.xlsx)"),
    ("Index.zip", "is an Apple Numbers file; export it from Numbers as Excel (.xlsx)"),
    ("xl/workbook.bin", f"is a binary workbook (.xlsb); {SAVE_AS}"),
    ("word/document.xml", "is a Word document; copy the table into a spreadsheet and save that as .xlsx"),
    ("ppt/presentation.xml", "is a presentation; copy the table into a spreadsheet and save that as .xlsx"),
)  # fmt: skip


@dataclass(frozen=True)
class Sheet:
    """A sheet of the workbook: the part that holds it, and whether the user sees it."""

    part: str
    visible: bool


class Book:
    """The workbook of a file's content."""

    def __init__(self, content: bytes, name: str, limit: int):
        self.name, self.limit = name, limit
        self.unpacked = self.parsed = self.elements = self.cells = self.rows = 0
        self._zip = self._opened(content)
        self._parts = {each.filename: each for each in self._zip.infolist()}
        self._refuse_other_kinds()
        self._sheets, self.date_1904 = self._workbook()
        self._strings: list[str] | None = None
        self._dates: frozenset[int] | None = None

    @property
    def sheets(self) -> tuple[str, ...]:
        """Names of the sheets in the order of the workbook."""
        return tuple(self._sheets)

    @property
    def visible(self) -> tuple[str, ...]:
        """Names of the sheets that are not hidden."""
        return tuple(name for name, sheet in self._sheets.items() if sheet.visible)

    def read(self, name: str) -> Table:
        """The cells of a sheet as a table."""
        cells = self.cells_of(name)
        return Table(
            self.name, cells.rows(), sheet=name, date_1904=self.date_1904,
            notes=("dates count from 1904 in this workbook",) if self.date_1904 else (),
        )  # fmt: skip

    def cells_of(self, name: str) -> SheetCells:
        """The cells of a sheet, with their formulas."""
        strings, dates = self._shared_strings(), self._styles()
        cells = SheetCells(self.name, strings, dates, self.date_1904, self._count)
        self._parse(self._sheets[name].part, cells.handlers, blanks=True)
        self.rows += cells.last
        if self.rows > ALL_ROWS:
            raise UserError(f"{self.name} has filled cells far down on many sheets; say --sheet NAME")
        return cells

    def _opened(self, content: bytes) -> zipfile.ZipFile:
        if content.count(b"PK\x01\x02") > MEMBERS:
            raise UserError(f"{self.name} holds more than {MEMBERS:,} parts: no table needs them; {SAVE_AS}")
        try:
            opened = zipfile.ZipFile(io.BytesIO(content))
        except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
            raise UserError(f"{self.name} is broken or incomplete ({error}); {SAVE_AS}") from error
        declared = sum(each.file_size for each in opened.infolist())
        if declared > DECLARED * self.limit:
            raise UserError(
                f"{self.name} unpacks to {declared / 1e6:,.0f} MB, {declared / len(content):,.0f} times its "
                f"size; {SAVE_AS}, with only the sheet that is needed"
            )
        return opened

    def _refuse_other_kinds(self) -> None:
        for part, what in OTHER_KINDS:
            if part in self._parts:
                raise UserError(f"{self.name} {what}")
        if "mimetype" in self._parts:
            kind = b"".join(self._unpacked("mimetype", 200))
            what = "a Hangul document (.hwpx)" if b"hwp" in kind else "an OpenDocument file (.ods)"
            raise UserError(f"{self.name} is {what}; save the table as .xlsx")
        if "[Content_Types].xml" not in self._parts:
            raise UserError(f"{self.name} is a zip archive, not a workbook; unpack it and choose the table")

    def _workbook(self) -> tuple[dict[str, Sheet], bool]:
        """Sheets by name with their parts, and whether dates count from 1904."""
        part = self._target_of("_rels/.rels", "/officeDocument") or "xl/workbook.xml"
        folder = PurePosixPath(part).parent
        links = self._links(str(folder / "_rels" / f"{PurePosixPath(part).name}.rels"))
        listed: list[dict[str, str]] = []
        epochs: list[bool] = []

        def start(tag: str, attributes: dict[str, str]) -> None:
            if tag == "sheet":
                listed.append({local_name(key): value for key, value in attributes.items()})
            elif tag == "workbookPr":
                epochs.append(attributes.get("date1904", "0") in ("1", "true", "on"))

        self._parse_small(part, start)
        self._shared, self._style_part = (
            next((_joined(folder, target) for kind, target in links.values() if kind.endswith(end)), "")
            for end in ("/sharedStrings", "/styles")
        )
        sheets = {
            each.get("name", ""): Sheet(
                _joined(folder, links[each["id"]][1]), each.get("state") in (None, "visible")
            )
            for each in listed
            if links.get(each.get("id", ""), ("",))[0].endswith("/worksheet")
        }
        if not sheets:
            raise UserError(f"{self.name} is not a workbook with sheets of cells; {SAVE_AS}")
        return sheets, any(epochs)

    def _target_of(self, part: str, kind: str) -> str:
        links = self._links(part)
        return next(
            (_joined(PurePosixPath(), to) for type_, to in links.values() if type_.endswith(kind)), ""
        )

    def _links(self, part: str) -> dict[str, tuple[str, str]]:
        """Kind and target of each relationship of a part."""
        found: dict[str, tuple[str, str]] = {}

        def start(tag: str, attributes: dict[str, str]) -> None:
            if tag == "Relationship":
                found[attributes.get("Id", "")] = (attributes.get("Type", ""), attributes.get("Target", ""))

        self._parse_small(part, start)
        return found

    def _shared_strings(self) -> list[str]:
        if self._strings is None:
            strings = Strings(self.name, self._count)
            if self._shared in self._parts:
                self._parse(self._shared, strings.handlers)
            self._strings = strings.texts
        return self._strings

    def _styles(self) -> frozenset[int]:
        if self._dates is None:
            self._dates = frozenset()
            if self._style_part in self._parts:
                start, found = dates_of_styles()
                self._parse_small(self._style_part, start)
                self._dates = frozenset(found())
        return self._dates

    def _parse_small(self, part: str, start: Callable[[str, dict[str, str]], None]) -> None:
        if part not in self._parts:
            raise UserError(f"{self.name} is broken: its part {part} is missing; {SAVE_AS}")
        if self._parts[part].file_size > SMALL_PART:
            raise UserError(f"{self.name}: its part {part} is unusually large; {SAVE_AS}")
        self._parse(part, (start, lambda tag: None, lambda text: None))

    def _parse(self, part: str, handlers: tuple[Any, Any, Any], blanks: bool = False) -> None:
        """Feed a part to its handlers; blank rows and cells are left out before they cost anything."""
        if part not in self._parts:
            raise UserError(f"{self.name} is broken: its part {part} is missing; {SAVE_AS}")
        parser = Parser(self.name, handlers)
        try:
            for chunk in self._without_blanks(part) if blanks else self._unpacked(part):
                self.parsed += len(chunk)
                before = parser.elements
                parser.feed(chunk)
                self.elements += parser.elements - before
                self._check_parsed()
            parser.feed(b"", final=True)
        except BROKEN_XML as error:
            raise UserError(f"{self.name} is broken in {part} ({error}); {SAVE_AS}") from error

    def _check_parsed(self) -> None:
        if self.parsed > PARSED * self.limit or self.elements > self.limit // ELEMENTS:
            raise UserError(
                f"{self.name} holds more than {PARSED * self.limit / 1e6:,.0f} MB or "
                f"{self.limit // ELEMENTS:,} tags of cells; keep only the sheet and rows that are needed"
            )

    def _without_blanks(self, part: str) -> Iterator[bytes]:
        rest = b""
        for chunk in self._unpacked(part):
            block = rest + chunk
            cut = block.rfind(b"</row>") + 6
            if cut < 6:
                cut = block.rfind(b"/>") + 2
            cut = cut if cut > 5 else len(block) if len(block) > 8 * CHUNK else 0
            rest = block[cut:]
            yield BLANK_ROW.sub(b"", BLANK_CELL.sub(b"", block[:cut]))
        yield rest

    def _unpacked(self, part: str, most: int = 0) -> Iterator[bytes]:
        """A part in chunks, counted as it comes out whatever its size was said to be."""
        try:
            with self._zip.open(self._parts[part]) as file:
                while chunk := file.read(most or CHUNK):
                    self.unpacked += len(chunk)
                    if self.unpacked > UNPACKED * self.limit:
                        raise UserError(
                            f"{self.name} unpacks to more than {UNPACKED * self.limit / 1e6:,.0f} MB; "
                            f"{SAVE_AS}, with only the sheet that is needed"
                        )
                    yield chunk
                    if most:
                        return
        except BROKEN_ZIP as error:
            locked = "password" in str(error) or "encrypted" in str(error)
            what = "is protected by a password; save a copy without it" if locked else f"is broken ({error})"
            raise UserError(f"{self.name} {what}; {SAVE_AS}") from error

    def _count(self, cells: int) -> None:
        self.cells += cells
        if self.cells > self.limit // BYTES_PER_CELL:
            raise UserError(
                f"{self.name} holds more than {self.limit // BYTES_PER_CELL:,} filled cells; keep only "
                "the sheet, rows and columns that are needed, or save it as csv"
            )


def _joined(folder: PurePosixPath, target: str) -> str:
    """A part's full name; targets are relative to their folder or begin with a slash."""
    if target.startswith("/"):
        return target.lstrip("/")
    parts: list[str] = []
    for each in (folder / target).parts:
        parts = parts[:-1] if each == ".." else [*parts, each]
    return "/".join(parts)
