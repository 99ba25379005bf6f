"""The spreadsheet interpreter: a rule's formula as the text of one cell.

Promise: the text computes what the numpy interpreter computes, for every function of the language; a
rule that would need an IF inside an IF is refused by name. Nothing is simplified. Imports `language` only.

A text is a template: `HERE` stands for the letters of the cell's own column, `BEFORE` for those of the
column to the left, so that one template serves a whole row.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from tco.language import Call, Formula, ModelError, Name, Number, Operation

HERE, BEFORE = "\x01", "\x02"
SIGN, SUM, PRODUCT, POWER, ATOM = 0, 1, 2, 3, 4
LEVELS = {"+": SUM, "-": SUM, "*": PRODUCT, "/": PRODUCT, "**": POWER}
IF = re.compile(r"(?<!SUM)IF\(")


@dataclass(frozen=True, slots=True)
class Cells:
    """Where a parameter's cells stand, seen from the cell that reads them.

    Attributes:
        row: the row's number, from 1.
        sheet: `Sheet!`, or nothing on the same sheet.
        column: the letters of its only column; empty for a row along the years.
        first: the letters of the row's first column.
        last: the letters of its last column.
        lead: the letters of the empty column before its first.
        pinned: the row is read at a fixed place (the years, the half-years).
        constant: the text that stands for the parameter where there are no cells.
    """

    row: int
    sheet: str = ""
    column: str = ""
    first: str = ""
    last: str = ""
    lead: str = ""
    pinned: bool = False
    constant: str = ""

    @property
    def here(self) -> str:
        """The value that counts in the reading cell's own column."""
        if self.column:
            return f"{self.sheet}${self.column}${self.row}"
        return self.constant or f"{self.sheet}{HERE}{'$' if self.pinned else ''}{self.row}"

    @property
    def before(self) -> str:
        """The value one column earlier."""
        return self.constant or f"{self.sheet}{BEFORE}{self.row}"

    @property
    def whole(self) -> str:
        """All cells of the row."""
        return self.constant or f"{self.sheet}${self.first}{self.row}:${self.last}{self.row}"

    @property
    def fixed(self) -> str:
        """All cells of the row, at a fixed place."""
        return f"{self.sheet}${self.first}${self.row}:${self.last}${self.row}"


def cell_formula(
    line: str, formula: Formula, cells: Mapping[str, Cells], year: str = "", defined_by: str = ""
) -> str:
    """The template of a rule's cells, with its equals sign.

    Args:
        line: the line's id, for messages.
        formula: the rule, as traced.
        cells: each parameter's cells.
        year: the row that holds the years, as a template.
        defined_by: a cell that is 1 where the formula has a value; elsewhere "n/a" stands. It also
            keeps the formula's own denominators from being 0.
    """
    printer = _Printer(line, cells, year, guarded=bool(defined_by))
    text = printer.text(formula)
    return f'=IF({defined_by}=1,{text},"n/a")' if defined_by else f"={text}"


def filled(template: str, here: str, before: str) -> str:
    """The text of one cell."""
    return template.replace(HERE, here).replace(BEFORE, before)


class _Printer:
    def __init__(self, line: str, cells: Mapping[str, Cells], year: str, guarded: bool):
        self.line, self.cells, self.year, self.guarded = line, cells, year, guarded

    def text(self, formula: Formula) -> str:
        """The text as a function's argument or as the whole cell."""
        return self.print(formula)[0]

    def print(self, formula: Formula) -> tuple[str, int]:
        """The text and how tightly its outermost operation binds."""
        if isinstance(formula, Number):
            return repr(formula.value).removesuffix(".0"), ATOM
        if isinstance(formula, Name):
            return self.row(formula).here, ATOM
        if isinstance(formula, Operation):
            return self.operation(formula), LEVELS[formula.symbol]
        assert isinstance(formula, Call)
        return FORMS[formula.function](self, *formula.arguments)

    def operation(self, formula: Operation) -> str:
        level = LEVELS[formula.symbol]
        if level == POWER:
            return f"{self.inside(formula.left, ATOM)}^{self.inside(formula.right, ATOM)}"
        right = level if formula.symbol == "*" else level + 1
        return f"{self.inside(formula.left, level)}{formula.symbol}{self.inside(formula.right, right)}"

    def inside(self, formula: Formula, level: int) -> str:
        """The text as an operand, in brackets where it binds less tightly; powers always in brackets."""
        text, own = self.print(formula)
        return f"({text})" if own < level or own == POWER else text

    def number(self, formula: Formula) -> str:
        """The text as an argument of MIN or MAX, which pass over an empty cell instead of reading 0."""
        text = self.text(formula)
        return f"{text}+0" if isinstance(formula, Call) and formula.function == "previous" else text

    def row(self, name: Formula) -> Cells:
        assert isinstance(name, Name)
        return self.cells[name.id]


def _minimum(printer: _Printer, left: Formula, right: Formula) -> tuple[str, int]:
    return f"MIN({printer.number(left)},{printer.number(right)})", ATOM


def _maximum(printer: _Printer, left: Formula, right: Formula) -> tuple[str, int]:
    return f"MAX({printer.number(left)},{printer.number(right)})", ATOM


def _at_least(printer: _Printer, left: Formula, right: Formula) -> tuple[str, int]:
    return f"({printer.text(left)}>={printer.text(right)})*1", PRODUCT


def _equal(printer: _Printer, left: Formula, right: Formula) -> tuple[str, int]:
    return f"({printer.text(left)}={printer.text(right)})*1", PRODUCT


def _ratio(printer: _Printer, numerator: Formula, denominator: Formula) -> tuple[str, int]:
    quotient = f"{printer.inside(numerator, PRODUCT)}/{printer.inside(denominator, ATOM)}"
    if printer.guarded:
        return quotient, PRODUCT
    if IF.search(quotient):
        raise ModelError(f"line '{printer.line}' needs an IF inside an IF: give the inner ratio its own line")
    return f"IF({printer.text(denominator)}=0,0,{quotient})", ATOM


def _round_up(printer: _Printer, value: Formula, digits: Formula) -> tuple[str, int]:
    return f"-INT(-ROUND({printer.text(value)},{printer.text(digits)}))", SIGN


def _previous(printer: _Printer, row: Formula) -> tuple[str, int]:
    return printer.row(row).before, ATOM


def _still_serving(printer: _Printer, amounts: Formula, expiry: Formula) -> tuple[str, int]:
    served, ends = printer.row(amounts), printer.row(expiry)
    earlier = f"{served.sheet}${served.lead}{served.row}:{BEFORE}{served.row}"
    left = f"{ends.sheet}${served.lead}{ends.row}:{BEFORE}{ends.row}-{printer.year}"
    return f"SUMPRODUCT({earlier},ABS({left})-ABS({left}-1)+1)/2", PRODUCT


def _years_remaining(printer: _Printer, amounts: Formula, expiry: Formula) -> tuple[str, int]:
    served, ends = printer.row(amounts), printer.row(expiry)
    so_far = f"{served.sheet}${served.first}{served.row}:{HERE}{served.row}"
    until = f"{ends.sheet}${served.first}{ends.row}:{HERE}{ends.row}"
    return f"SUMPRODUCT({so_far}*({until}>{printer.year}+1),{until}-{printer.year}-1)", ATOM


def _on_date(printer: _Printer, amounts: Formula, dates: Formula, date: Formula) -> tuple[str, int]:
    return f"SUMIF({printer.row(dates).fixed},{printer.text(date)},{printer.row(amounts).whole})", ATOM


def _tiered(printer: _Printer, volume: Formula, thresholds: Formula, steps: Formula) -> tuple[str, int]:
    value, starts = printer.inside(volume, PRODUCT), printer.row(thresholds).fixed
    return f"SUMPRODUCT(({value}>{starts})*({value}-{starts}),{printer.row(steps).fixed})", ATOM


def _row_sum(printer: _Printer, row: Formula) -> tuple[str, int]:
    return f"SUM({printer.row(row).whole})", ATOM


def _internal_rate(printer: _Printer, row: Formula, guess: Formula) -> tuple[str, int]:
    return f"IRR({printer.row(row).whole},{printer.text(guess)})", ATOM


FORMS: dict[str, Callable[..., tuple[str, int]]] = {
    "minimum": _minimum, "maximum": _maximum, "at_least": _at_least, "equal": _equal, "ratio": _ratio,
    "round_up": _round_up, "previous": _previous, "still_serving": _still_serving,
    "years_remaining": _years_remaining, "on_date": _on_date, "tiered": _tiered, "row_sum": _row_sum,
    "internal_rate": _internal_rate,
}  # fmt: skip
