"""Last year's spending beside the model's year 1, category by category.

Promise: the comparison is `Result.calibration`; added is what a reader must know to trust it: purchases
come in lumps, some categories follow from others, and the model's amounts are before value-added tax.
Imports `results` and what is below it.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

from tco.assumptions import Text
from tco.calibrate.ledger import COMPARED
from tco.case import Case
from tco.labels import CATEGORIES
from tco.language import Category
from tco.results import CALIBRATION_TOLERANCE, Result

LUMPY = Text(
    en="purchases come in lumps: one year says little; compare the average of a refresh cycle (--average)",
    ko="장비 구매는 해마다 고르지 않으므로 교체주기 평균과 비교하십시오(--average)",
)
AVERAGE = Text(en="average of a refresh cycle", ko="교체주기 평균")
FOLLOWS = Text(
    en="follows from the other categories and has no price of its own to rescale",
    ko="다른 항목에서 계산되므로 직접 조정할 단가가 없습니다",
)
NOTHING = Text(
    en="the model has no such cost in year 1: nothing to rescale; add a line of your own if it belongs in",
    ko="모형의 1년 차에 해당 비용이 없어 조정할 수 없습니다. 필요하면 추가 항목으로 넣으십시오",
)


@dataclass(frozen=True)
class Row:
    """One category, spent and modelled.

    Attributes:
        actual: last year's spending; None where none was given.
        modelled: the baseline's year 1, or the average of a refresh cycle where that was asked for.
        ratio: modelled over actual; None without an amount to compare with.
        warning: whether they are more than 20 % apart.
        average: of equipment, the yearly average over a refresh cycle; None otherwise.
    """

    category: Category
    actual: float | None
    modelled: float
    ratio: float | None
    warning: bool
    average: float | None = None
    note: Text | None = None

    @property
    def label(self) -> Text:
        """The category's name."""
        return CATEGORIES[self.category]


def with_spending(case: Case, spending: Mapping[Category, float]) -> Case:
    """The case with these amounts in place of its own of the same categories."""
    merged = {**case.spending, **spending}
    ordered = {category: merged[category] for category in Category if category in merged}
    return case.model_copy(update={"spending": ordered})


def compare(result: Result, average: bool = False) -> list[Row]:
    """Every category that was spent on or is modelled, in the order of display.

    Args:
        result: the evaluated case with its spending.
        average: hold equipment against the average of a refresh cycle instead of year 1.
    """
    given = {Category(row["category"]): row for row in result.calibration()}
    rows = []
    for category in (*COMPARED, *(each for each in given if each not in COMPARED)):
        if category in given:
            rows.append(_given(result, given[category], category, average))
        elif modelled_of(result, category):
            rows.append(Row(category, None, modelled_of(result, category), None, False))
    return rows


def _given(result: Result, found: Mapping[str, float], category: Category, average: bool) -> Row:
    actual, modelled = float(found["actual"]), float(found["modelled"])
    ratio: float | None = found["ratio"]
    warning = bool(found["warning"])
    if category is not Category.EQUIPMENT:
        return Row(category, actual, modelled, ratio, warning, note=None if modelled else NOTHING)
    mean = modelled_of(result, category, average=True)
    if not average:
        return Row(category, actual, modelled, ratio, warning, mean, LUMPY)
    ratio = mean / actual if actual else None
    return Row(
        category, actual, mean, ratio, ratio is None or abs(ratio - 1) > CALIBRATION_TOLERANCE, mean, AVERAGE
    )


def modelled_of(result: Result, category: str, average: bool = False) -> float:
    """What the baseline pays for a category in year 1, or on average over a refresh cycle."""
    line = f"category_cash.{category}"
    if line not in result.bound.model.instances:
        return 0.0
    yearly = result.yearly(result.bound.case.baseline, line)
    years = cycle(result) if average else 1
    return float(yearly[1 : years + 1].mean())


def cycle(result: Result) -> int:
    """The years of a refresh cycle of the servers, at most the horizon."""
    line = "service_life.servers"
    if line not in result.bound.model.instances:
        return result.horizon
    life = float(result.yearly(result.bound.case.baseline, line)[1])
    return max(1, min(result.horizon, math.ceil(life)))


def without_vat(result: Result, spending: Mapping[Category, float]) -> dict[Category, float]:
    """Amounts that include tax which is not recovered, as the model counts them: net, the tax under taxes."""
    rate = vat_rate(result)
    taxed = {each.category for each in result.bound.model.instances.values() if each.in_headline and each.vat}
    split, tax = {}, spending.get(Category.TAXES, 0.0)
    for category, amount in spending.items():
        if category in taxed:
            split[category] = amount / (1 + rate)
            tax += amount - split[category]
        elif category is not Category.TAXES:
            split[category] = amount
    return {**split, Category.TAXES: tax} if tax else split


def vat_rate(result: Result) -> float:
    """The share of the price that value-added tax adds and nobody gives back, in year 1."""
    if "unrecovered_vat" not in result.bound.model.instances:
        return 0.0
    return float(result.yearly(result.bound.case.baseline, "unrecovered_vat")[1])
