"""Rows of checks at the foot of each alternative's sheet: the books must balance, nobody lacks equipment.

Promise: each row is a formula over finished lines, the last of a block 0 when the model is right; none of
them feeds the model. Imports numpy and this package only.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from exports.excel_formula import BEFORE, HERE
from exports.grid import LAST, LETTERS, TOTAL, YEAR, ZERO
from exports.layout import Layout
from exports.rows import CASH_GAP, UNITS_GAP

Array = Any
YEARS = LAST - ZERO + 1


@dataclass(frozen=True)
class CheckRow:
    """One row of checks.

    Attributes:
        template: the formula of the row's cells.
        values: its values in years 0..15, or one value.
        once: whether it is one cell in the column of constants.
    """

    label: tuple[str, str]
    template: str
    values: Array
    unit: str = "money"
    once: bool = False


class Checks:
    """The rows of checks of one alternative."""

    def __init__(self, layout: Layout, alternative: str):
        self.layout, self.alternative, self.result = layout, alternative, layout.result
        self.number = layout.alternative.number
        self.rules: dict[str, Callable[[], CheckRow]] = {
            "standing": self._standing,
            "opening": self._opening,
            "capitalised": self._capitalised,
            "charged": self._charged,
            "proceeds": self._proceeds,
            "closing": self._closing,
            "book_gap": self._book_gap,
            CASH_GAP: self._cash_gap,
        }

    def row(self, key: str) -> CheckRow:
        """The row of a key."""
        name, _, fleet = key.partition(".")
        return self._units(fleet) if name == UNITS_GAP else self.rules[name]()

    # -- pieces ------------------------------------------------------------------------------------

    def _cell(self, key: str) -> str:
        return f"{HERE}{self.number[key]}"

    def _known(self, *keys: str) -> list[str]:
        return [key for key in keys if key in self.layout.model.instances]

    def _all_of(self, line: str) -> list[str]:
        return [each.id for each in self.layout.model.of_line(line)]

    def _years(self, key: str) -> Array:
        return np.asarray(self.result.row(self.alternative, key), dtype=float)

    def _sum(self, keys: list[str]) -> Array:
        return sum((self._years(key) for key in keys), np.zeros(YEARS))

    def _span(self, keys: list[str]) -> str:
        rows = sorted(self.number[key] for key in keys)
        return f"SUM({HERE}{rows[0]}:{HERE}{rows[-1]})"

    def _shared(self, key: str) -> str:
        return self.layout.line_cells(key, "", self.alternative).here

    # -- the book value, from opening to closing -----------------------------------------------------

    def _standing(self) -> CheckRow:
        values = self._years("book_value_total") * (np.arange(YEARS) == 0)
        formula = f"={self._cell('book_value_total')}*({HERE}${YEAR}=0)"
        label = ("결정일 장부가액", "Book value on the day of the decision")
        return CheckRow(label, formula, values)

    def _opening(self) -> CheckRow:
        values = np.concatenate([[0.0], self._closing_values()[:-1]])
        label = ("기초 장부가액", "Opening book value")
        return CheckRow(label, f"={BEFORE}{self.number['closing']}", values)

    def _capitalised(self) -> CheckRow:
        parts = []
        if self._known("capitalised_equipment"):
            parts.append(self._cell("capitalised_equipment"))
        if self._all_of("custom_begun"):
            parts.append(self._span(self._all_of("custom_begun")))
        label = ("+ 자본화(부가세 포함)", "+ capitalised, tax included")
        return CheckRow(label, f"={'+'.join(parts)}", self._capitalised_values())

    def _capitalised_values(self) -> Array:
        return self._sum(self._known("capitalised_equipment")) + self._sum(self._all_of("custom_begun"))

    def _charged(self) -> CheckRow:
        keys = self._known("depreciation_total", "write_off_total")
        formula = "=" + "+".join(self._cell(key) for key in keys)
        return CheckRow(("− 상각과 제각손실", "− depreciation and write-offs"), formula, self._sum(keys))

    def _proceeds(self) -> CheckRow:
        keys = self._all_of("resale_proceeds")
        formula = f"={self._span(keys)}" if keys else f"=0*{HERE}${YEAR}"
        return CheckRow(("처분 수입(−)", "Proceeds (negative)"), formula, self._sum(keys))

    def _closing(self) -> CheckRow:
        formula = f"={self._cell('opening')}+{self._cell('standing')}+{self._cell('capitalised')}"
        formula += f"-{self._cell('charged')}+{self._cell('proceeds')}"
        return CheckRow(("= 기말 장부가액", "= closing book value"), formula, self._closing_values())

    def _closing_values(self) -> Array:
        charged = self._sum(self._known("depreciation_total", "write_off_total"))
        moves = self._capitalised_values() - charged + self._sum(self._all_of("resale_proceeds"))
        moves[0] += self._years("book_value_total")[0]
        return np.cumsum(moves)

    def _book_gap(self) -> CheckRow:
        values = self._closing_values() - self._years("book_value_total")
        formula = f"={self._cell('closing')}-{self._cell('book_value_total')}"
        return CheckRow(("기말 장부가액과의 차이", "Difference from the book value"), formula, values)

    # -- units and cash ------------------------------------------------------------------------------

    def _units(self, fleet: str) -> CheckRow:
        """Survivors kept and units bought, against the need; more only where a policy buys more."""
        needed, stock = f"required.{fleet}.year_end", f"survivors.{fleet}"
        kept, new = f"keep.{fleet}", f"bought.{fleet}"
        target = self.layout.model.instances[f"target.{fleet}"]
        policy, buying = self.layout.input_of(target, "bridge_by_buying", self.alternative)
        have, want = f"{self._cell(stock)}*{self._cell(kept)}+{self._cell(new)}", self._cell(needed)
        gap = f"MAX({want}-({have}),({have}-{want})*(1-{policy.here}))"
        units = self._years(stock) * self._years(kept) + self._years(new) - self._years(needed)
        values = self._years("after_decision") * np.maximum(-units, units * (1 - buying))
        label = ("보유 수량과 필요 수량의 차이", "Units had against units needed")
        return CheckRow(label, f"={self._shared('after_decision')}*{gap}", values, unit="unit")

    def _cash_gap(self) -> CheckRow:
        """Cash, less the profit-and-loss view and taxes, is what the book value has changed by."""
        taxes, flags = self._known("income_tax", "reserve_relief"), self._years("in_horizon")
        totals = [f"-{LETTERS[TOTAL]}{self.number[key]}" for key in ("profit_and_loss", *taxes)]
        formula = f"={LETTERS[TOTAL]}{self.number['nominal_cash']}{''.join(totals)}"
        value = float((self._years("nominal_cash") - self._years("profit_and_loss")) @ flags)
        value -= float(self._sum(taxes) @ flags)
        if self._known("book_value_total"):
            number, last = (
                self.number["book_value_total"],
                self.layout.line_cells("last_year", "", self.alternative),
            )
            first = f"{LETTERS[ZERO]}{number}"
            formula += f"+{first}-SUMPRODUCT({first}:{LETTERS[LAST]}{number},{last.fixed})"
            formula += f"+{LETTERS[TOTAL]}{self.number['horizon_write_off']}"
            book = self._years("book_value_total")
            value += float(book[0] - book @ self._years("last_year"))
            value += float(self._years("horizon_write_off") @ flags)
        label = (
            "현금 − 손익 − 세금 − 장부가액 증감",
            "Cash − profit and loss − taxes − change of book value",
        )
        return CheckRow(label, formula, np.array([value]), once=True)
