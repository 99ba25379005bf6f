"""Random formulas over the whole language: what numpy computes, a spreadsheet computes."""

from __future__ import annotations

import random
from pathlib import Path

import numpy as np
import pytest
import xlsxwriter
from spreadsheet import recalculate, values

from exports.excel_formula import Cells, cell_formula, filled
from exports.grid import CONSTANT, FIRST, LAST, LETTERS, YEAR_ROW, ZERO, Sheet
from tco.language import (
    FUNCTIONS,
    ROW_ARGUMENTS,
    Call,
    Formula,
    ModelError,
    Name,
    Number,
    Operation,
    Row,
    ratio,
)

COUNT, YEARS, HISTORY = 400, 16, 15
#: name of a row in the sheet to its first column; the others are single values
ROWS = {
    "a": ZERO,
    "b": ZERO,
    "h": FIRST,
    "e": FIRST,
    "thresholds": FIRST,
    "steps": FIRST,
    "dates": ZERO,
    "small": ZERO,
}
ONCE = ("k", "m", "digits")
NUMBER = {name: at for at, name in enumerate((*ROWS, *ONCE), YEAR_ROW + 2)}


def numbers(seed: int) -> dict[str, np.ndarray]:
    draw = np.random.default_rng(seed)
    quarter = lambda size, low=-8, high=32: draw.integers(low, high, size) / 4  # noqa: E731
    return {
        "a": quarter(YEARS),
        "b": quarter(YEARS),
        "h": quarter(31),
        "e": np.arange(-HISTORY, YEARS) + draw.integers(2, 20, 31) / 4,
        "thresholds": np.concatenate([[0.0, 2.0, 5.0], np.zeros(28)]),
        "steps": np.concatenate([[1.5, -0.25, 0.75], np.zeros(28)]),
        "dates": draw.integers(0, 8, YEARS) / 2,
        "small": draw.integers(0, 4, YEARS) / 4,
        "k": np.array([2.5]),
        "m": np.array([0.0]),
        "digits": np.array([6.0]),
    }


class Maker:
    """Makes formulas, never a ratio inside a ratio nor a power of something negative."""

    def __init__(self, seed: int):
        self.random = random.Random(seed)

    def make(self, depth: int, plain: bool = False) -> Formula:
        if depth == 0 or self.random.random() < 0.1:
            return self.leaf()
        kind = self.random.choice(["operation"] * 4 + ["call"] * 4 + ["row"] * 3 + ["power"])
        if kind == "power":
            base = Operation("+", Number(1.0), Name(self.random.choice(["small", "k"])))
            exponent = Operation(self.random.choice("+-*"), Name("small"), self.leaf())
            return Operation("**", base, exponent)
        if kind == "operation":
            symbol = self.random.choice("+-*/")
            right = self.make(depth - 1, plain)
            if symbol == "/":
                right = Call("maximum", (right, Name("k")))
            return Operation(symbol, self.make(depth - 1, plain), right)
        return self.row_call(depth, plain) if kind == "row" else self.call(depth, plain)

    def leaf(self) -> Formula:
        if self.random.random() < 0.25:
            return Number(float(self.random.choice([0, 1])))
        return Name(self.random.choice(["a", "b", "h", "small", "k", "m"]))

    def call(self, depth: int, plain: bool) -> Formula:
        names = ["minimum", "maximum", "at_least", "equal", "round_up"] + (
            [] if plain else ["ratio", "ratio"]
        )
        name = self.random.choice(names)
        if name == "round_up":
            return Call(name, (self.make(depth - 1, plain), Name("digits")))
        inside = plain or name == "ratio"
        return Call(name, (self.make(depth - 1, inside), self.make(depth - 1, inside)))

    def row_call(self, depth: int, plain: bool) -> Formula:
        name = self.random.choice(
            ["previous", "still_serving", "years_remaining", "on_date", "tiered", "row_sum"]
        )
        if name == "previous":
            return Call(name, (Name(self.random.choice(["a", "b", "h"])),))
        if name == "row_sum":
            return Call(name, (Name(self.random.choice(["a", "h"])),))
        if name == "on_date":
            return Call(name, (Name("a"), Name("dates"), Name("small")))
        if name == "tiered":
            return Call(name, (self.make(depth - 1, plain), Name("thresholds"), Name("steps")))
        return Call(name, (Name(self.random.choice(["a", "h"])), Name("e")))


def compute(formula: Formula, given: dict[str, np.ndarray]) -> np.ndarray:
    """The numpy interpreter on a single formula, in years 0..15."""
    if isinstance(formula, Number):
        return np.full(YEARS, formula.value)
    if isinstance(formula, Name):
        return np.broadcast_to(given[formula.id][-YEARS:], (YEARS,))
    if isinstance(formula, Operation):
        left, right = compute(formula.left, given), compute(formula.right, given)
        return {"+": np.add, "-": np.subtract, "*": np.multiply, "/": np.divide, "**": np.power}[
            formula.symbol
        ](left, right)
    assert isinstance(formula, Call)
    arguments = [
        Row(given[part.id], len(given[part.id]) - YEARS, None, YEARS)
        if at in ROW_ARGUMENTS[formula.function]
        else compute(part, given)
        for at, part in enumerate(formula.arguments)
    ]
    return np.broadcast_to(FUNCTIONS[formula.function](*arguments), (YEARS,))


def cells() -> dict[str, Cells]:
    found = {name: Cells(NUMBER[name], column=LETTERS[CONSTANT]) for name in ONCE}
    for name, first in ROWS.items():
        found[name] = Cells(NUMBER[name], first=LETTERS[first], last=LETTERS[LAST], lead=LETTERS[first - 1])
    return found


def write(file: Path, formulas: list[Formula], given: dict[str, np.ndarray]) -> int:
    """A sheet with the given rows and one row per formula; returns the first formula's row number."""
    book = xlsxwriter.Workbook(file)
    sheet: Sheet = book.add_worksheet("Formulas", worksheet_class=Sheet)
    style = book.add_format()
    sheet.write_row(YEAR_ROW, FIRST, range(-HISTORY, YEARS))
    for name, number in NUMBER.items():
        sheet.write_row(number - 1, ROWS.get(name, CONSTANT), given[name])
    first = max(NUMBER.values()) + 2
    for at, formula in enumerate(formulas):
        template = cell_formula(f"line {at}", formula, cells(), f"\x01${YEAR_ROW + 1}")
        texts = [filled(template, LETTERS[column], LETTERS[column - 1]) for column in range(ZERO, LAST + 1)]
        sheet.live_row(first + at - 1, ZERO, texts, style, [0.0] * YEARS)
    book.close()
    return first


@pytest.mark.spreadsheet
def test_four_hundred_random_formulas_agree(tmp_path: Path) -> None:
    maker = Maker(20261123)
    formulas = [maker.make(4) for _ in range(COUNT)]
    given = numbers(7)
    first = write(tmp_path / "random.xlsx", formulas, given)
    found = values(recalculate([tmp_path / "random.xlsx"], tmp_path / "out")[0])["Formulas"]
    wrong = []
    for at, formula in enumerate(formulas):
        with np.errstate(all="ignore"):
            expected = compute(formula, given)
        template = cell_formula("", formula, cells(), f"\x01${YEAR_ROW + 1}")
        for year, value in enumerate(expected.tolist()):
            column = LETTERS[ZERO + year]
            cell = found.get(f"{column}{first + at}")
            if np.isfinite(value) and abs(value) < 1e300:
                agrees = isinstance(cell, float) and abs(cell - value) <= 1e-9 * max(1.0, abs(value))
                if not agrees:
                    text = filled(template, column, LETTERS[ZERO + year - 1])
                    wrong.append(f"{text}: numpy {value!r}, spreadsheet {cell!r}")
    assert not wrong, f"{len(wrong)} of {COUNT * YEARS} cells:\n" + "\n".join(wrong[:10])


def test_every_function_of_the_language_has_a_spreadsheet_form() -> None:
    from exports.excel_formula import FORMS

    assert set(FORMS) == set(FUNCTIONS)


def test_a_ratio_inside_a_ratio_is_refused_by_the_lines_name() -> None:
    formula = ratio(Name("a"), ratio(Name("b"), Name("k")))
    with pytest.raises(ModelError, match="line 'twice' needs an IF inside an IF"):
        cell_formula("twice", formula, cells())


@pytest.mark.parametrize(
    ("formula", "text"),
    [
        (Name("k") - (Name("k") - Name("k")), "=$C$13-($C$13-$C$13)"),
        (Name("k") / (Name("k") * Name("k")), "=$C$13/($C$13*$C$13)"),
        ((Name("k") + 1) ** Name("k"), "=($C$13+1)^$C$13"),
        (1 / (Name("k") + 1) ** Name("k"), "=1/(($C$13+1)^$C$13)"),
        (Call("at_least", (Name("k"), Name("m"))) * Name("k"), "=($C$13>=$C$14)*1*$C$13"),
        (Name("k") / Call("at_least", (Name("k"), Name("m"))), "=$C$13/(($C$13>=$C$14)*1)"),
        (Name("k") - Call("round_up", (Name("m"), Name("digits"))), "=$C$13-(-INT(-ROUND($C$14,$C$15)))"),
        (Call("maximum", (Call("previous", (Name("a"),)), Name("k"))), "=MAX(\x025+0,$C$13)"),
    ],
)
def test_brackets_stand_where_a_spreadsheet_needs_them(formula: Formula, text: str) -> None:
    assert cell_formula("line", formula, cells()) == text


def test_a_defined_figure_divides_without_asking_twice() -> None:
    text = cell_formula("line", ratio(Name("k"), Name("m")), cells(), defined_by="$C$9")
    assert text == '=IF($C$9=1,$C$13/$C$14,"n/a")'
