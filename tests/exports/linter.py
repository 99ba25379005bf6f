"""What a model reviewer would complain about, read from the file alone.

After the FAST Standard and the twenty checks: one formula per row along the years, no constant but the
universal ones, no banned function, nothing hidden or merged, short formulas, names that are no cells.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import openpyxl
from openpyxl.formula import Tokenizer
from openpyxl.formula.translate import Translator
from openpyxl.utils import column_index_from_string, range_boundaries
from spreadsheet import Value, values

BANNED = frozenset(
    {"OFFSET", "INDIRECT", "NPV", "XNPV", "NOW", "TODAY", "RAND", "RANDBETWEEN", "WEBSERVICE",
     "HYPERLINK", "CELL", "INFO", "CHOOSE"}
)  # fmt: skip
UNIVERSAL = frozenset({0, 1, 2, 12, 24, 100, 1000})
LONGEST = 120
CALCULATIONS = ("Timeline", "Compare")
#: columns along the years, where one formula serves the whole row; on Summary, rows of alternatives stand
#: beside tables by year, which alone reach the last of these columns
YEARS = {"calculation": (6, 36), "Summary": (3, 18)}
NAME = re.compile(r"[A-Za-z_\\][A-Za-z0-9_.\\]*")
CELL = re.compile(r"[A-Za-z]{1,3}[0-9]+|[rRcC]|[rR][0-9]*[cC][0-9]*")
LINK = re.compile(r"=(?:[A-Za-z0-9_]+!)?\$?[A-Z]{1,3}\$?[0-9]+")
#: a text or a quoted name, which stays as it is, or the address of a cell
ADDRESS = re.compile(r"""("[^"]*"|'[^']*')|(?<![\w.$])(\$?)([A-Z]{1,3})(\$?)([0-9]+)(?![\w.(!])""")
ERRORS = frozenset({"#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!"})


def complaints(file: Path) -> list[str]:
    """Everything found, one sentence each."""
    book, stored = openpyxl.load_workbook(file), values(file)
    found, known = [*_names(book), *_structure(book)], {}
    calculations = [name for name in book.sheetnames if _is_calculation(name, book)]
    for sheet in book:
        years = YEARS["calculation"] if sheet.title in calculations else YEARS.get(sheet.title, (0, -1))
        found += _cells(sheet, stored[sheet.title], years, known)
        if sheet.title in calculations:
            found += _rows(sheet)
    return [*found, *_chains(book), *_validations(book)]


def _is_calculation(name: str, book: Any) -> bool:
    at = book.sheetnames.index
    return name in CALCULATIONS or at("Timeline") < at(name) < at("Compare")


def _names(book: Any) -> Iterator[str]:
    for name, defined in book.defined_names.items():
        if not NAME.fullmatch(name) or CELL.fullmatch(name):
            yield f"name {name}: not a name that a spreadsheet accepts"
        if "#REF" in defined.attr_text or "!" not in defined.attr_text:
            yield f"name {name}: refers to no cell"


def _structure(book: Any) -> Iterator[str]:
    for sheet in book:
        if sheet.sheet_state != "visible":
            yield f"{sheet.title}: hidden"
        if sheet.merged_cells.ranges:
            yield f"{sheet.title}: merged cells"
        if any(each.hidden for each in (*sheet.row_dimensions.values(), *sheet.column_dimensions.values())):
            yield f"{sheet.title}: hidden rows or columns"
        if not sheet.freeze_panes:
            yield f"{sheet.title}: nothing is frozen"
        if sheet.title != "Checks" and sheet["B2"].value != "=Checks!$B$2":
            yield f"{sheet.title}: the master check is not in its frozen rows"
        if sheet.page_setup.orientation != "landscape" or sheet.page_setup.paperSize != 9:
            yield f"{sheet.title}: does not print on A4 landscape"


def _cells(
    sheet: Any, stored: dict[str, Value], years: tuple[int, int], known: dict[str, list[str]]
) -> Iterator[str]:
    """Problems of the cells; `known` are those of each pattern, as most formulas are a neighbour's."""
    first, last = years
    for row in sheet.iter_rows():
        patterns = {cell: _pattern(cell) for cell in row if cell.data_type == "f"}
        for cell, pattern in patterns.items():
            if pattern not in known:
                known[pattern] = list(_formula(cell.value))
            for problem in (*_length(cell.value), *known[pattern], *_stored(stored.get(cell.coordinate))):
                yield f"{sheet.title}!{cell.coordinate}: {problem}"
        if last > 0 and (sheet.title != "Summary" or row[last - 1].data_type == "f"):
            yield from _series(row[first - 1 : last], patterns)


def _series(row: tuple[Any, ...], patterns: dict[Any, str]) -> Iterator[str]:
    """Cells along the years that are not the formula of the year before."""
    for before, cell in pairwise(row):
        if before not in patterns:
            continue
        place = f"{cell.parent.title}!{cell.coordinate}"
        if cell not in patterns:
            if isinstance(cell.value, int | float):
                yield f"{place}: typed number inside a row of formulas"
        elif patterns[cell] != patterns[before]:
            moved = Translator(before.value, origin=before.coordinate).translate_formula(cell.coordinate)
            yield f"{place}: {cell.value} breaks the row, expected {moved}"


def _pattern(cell: Any) -> str:
    """A formula with its addresses as seen from its cell: the same along a row that holds one formula."""

    def seen(found: re.Match[str]) -> str:
        kept, fixed_column, letters, fixed_row, number = found.groups()
        if kept is not None:
            return kept
        across = letters if fixed_column else column_index_from_string(letters) - cell.column
        down = number if fixed_row else int(number) - cell.row
        return f"[{fixed_column}{across},{fixed_row}{down}]"

    return ADDRESS.sub(seen, cell.value)


def _length(text: str) -> Iterator[str]:
    if len(text) > LONGEST:
        yield f"{len(text)} characters long"


def _stored(value: Value | None) -> Iterator[str]:
    if value in (None, "") or value in ERRORS:
        yield f"stored value {value}"


def _formula(text: str) -> Iterator[str]:
    if "[" in text:
        yield "refers to another file"
    tokens = Tokenizer(text).items
    yield from _functions(tokens)
    numbers = {float(each.value) for each in tokens if (each.type, each.subtype) == ("OPERAND", "NUMBER")}
    if numbers - UNIVERSAL:
        yield f"holds the constants {sorted(numbers - UNIVERSAL)}"


def _functions(tokens: list[Any]) -> Iterator[str]:
    stack: list[str] = []
    for token in tokens:
        if token.type not in ("FUNC", "PAREN"):
            continue
        name = token.value.rstrip("(").upper()
        if token.subtype != "OPEN":
            stack.pop()
            continue
        if name == "IF" and "IF" in stack:
            yield "an IF inside an IF"
        if name in BANNED:
            yield f"uses {name}"
        stack.append(name)


def _rows(sheet: Any) -> Iterator[str]:
    """Every row with formulas has a label and a unit, the empty column is empty, and numbers stand alone."""
    for row in sheet.iter_rows(min_row=5):
        cells = row[2:36]
        if not any(cell.value is not None for cell in cells):
            continue
        if not row[0].value or not row[1].value:
            yield f"{sheet.title}!A{row[0].row}: a row without label or unit"
        if row[4].value is not None:
            yield f"{sheet.title}!E{row[0].row}: the column before the first year is not empty"
        for cell in cells:
            if cell.data_type == "s":
                yield f"{sheet.title}!{cell.coordinate}: text in a row of numbers"


def _chains(book: Any) -> Iterator[str]:
    """Cells that only repeat a cell that only repeats a cell."""
    for sheet in book:
        for row in sheet.iter_rows(min_row=3):
            for cell in row:
                if cell.data_type == "f" and LINK.fullmatch(cell.value):
                    target, _, place = cell.value[1:].rpartition("!")
                    source = book[target or sheet.title][place.replace("$", "")]
                    if source.data_type == "f" and LINK.fullmatch(source.value):
                        chain = f"{cell.value[1:]}, which repeats {source.value[1:]}"
                        yield f"{sheet.title}!{cell.coordinate} repeats {chain}"


def _validations(book: Any) -> Iterator[str]:
    """Every input has a rule with a message, and a live value stays where its name points."""
    covered = set()
    sheet = book["Inputs"]
    for rule in sheet.data_validations.dataValidation:
        for area in rule.sqref.ranges:
            left, top, right, bottom = range_boundaries(area.coord)
            covered |= {(row, column) for row in range(top, bottom + 1) for column in range(left, right + 1)}
            if not rule.error or not rule.prompt:
                yield f"Inputs!{area.coord}: a rule without a message"
    for name, defined in book.defined_names.items():
        target, _, place = defined.attr_text.rpartition("!")
        if target == "Inputs":
            left, top, *_ = range_boundaries(place.replace("$", ""))
            if (top, left) not in covered:
                yield f"{name}: no rule says what may be typed"
