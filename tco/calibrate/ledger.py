"""What a chart-of-accounts export says, once its rows are read.

Promise: rows read = rows used + rows left out with a reason + rows not recognised, and so do the amounts.
Imports `assumptions` and the language only.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from tco.assumptions import Text
from tco.language import Category

COMPARED = tuple(
    category
    for category in Category
    if category not in (Category.UNCHANGED, Category.RISK, Category.LEAVING, Category.RESIDUAL)
)
SMALLEST = 0.5
TOTAL = Text(en="a total of other rows, not counted again", ko="다른 행의 합계이므로 다시 더하지 않습니다")
PARENT = Text(
    en="the sum of its sub-accounts, not counted again", ko="하위 계정의 합계이므로 다시 더하지 않습니다"
)
HEADER = Text(en="the header once more", ko="머리글 반복")
NAMELESS = Text(en="has no account name", ko="계정명이 없습니다")
NO_AMOUNT = Text(en="has no amount", ko="금액이 없습니다")
BY_USER = Text(en="left out as told", ko="사용자가 제외했습니다")


@dataclass(frozen=True)
class Account:
    """One row of the export.

    Attributes:
        amount: what was spent; 0 where nothing could be read.
        category: the category of cost it counts to; None if it does not count.
        word: the word of the name that decided.
        reason: why it does not count; None for a row that counts or is not recognised.
    """

    row: int
    code: str
    name: str
    amount: float
    category: Category | None = None
    word: str = ""
    reason: Text | None = None
    adds_up: bool = False

    @property
    def is_recognised(self) -> bool:
        """Whether it counts, or it is known why not."""
        return self.category is not None or self.reason is not None


@dataclass(frozen=True)
class Ledger:
    """What a chart-of-accounts export says.

    Attributes:
        accounts: every row below the header that is not blank.
        headers: which column was read as what.
    """

    origin: str
    accounts: tuple[Account, ...]
    headers: Mapping[str, str]

    @property
    def used(self) -> tuple[Account, ...]:
        """Rows that count to a category."""
        return tuple(each for each in self.accounts if each.category is not None)

    @property
    def left_out(self) -> tuple[Account, ...]:
        """Rows that do not count, with their reasons."""
        return tuple(each for each in self.accounts if each.reason is not None)

    @property
    def unrecognised(self) -> tuple[Account, ...]:
        """Rows whose names say nothing known; they count nowhere until the user says where."""
        return tuple(each for each in self.accounts if not each.is_recognised)

    def spending(self) -> dict[Category, float]:
        """The amounts that count, by category."""
        found: dict[Category, float] = {}
        for each in self.used:
            assert each.category is not None
            found[each.category] = found.get(each.category, 0.0) + each.amount
        return {category: found[category] for category in COMPARED if category in found}

    def sums(self) -> dict[str, float]:
        """What was read once, and where it went; the first is the sum of the others."""
        once = [each for each in self.accounts if not each.adds_up]
        return {
            "read": sum(each.amount for each in once),
            "used": sum(each.amount for each in self.used),
            "left_out": sum(each.amount for each in self.left_out if not each.adds_up),
            "unrecognised": sum(each.amount for each in self.unrecognised),
        }

    def stated_total(self) -> float | None:
        """The file's own total of what was read, else the largest that it states; None if it states none."""
        read = self.sums()["read"]
        stated = [each.amount for each in self.accounts if each.reason == TOTAL]
        return min(stated, key=lambda total: (abs(total - read) > SMALLEST, -abs(total)), default=None)
