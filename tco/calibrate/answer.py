"""Calibration as one answer: accounts, comparison and what was rescaled; also as plain data.

Promise: nothing is added to what the parts say. Imports `results`, `case`, `language` and this package only.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from tco.calibrate.comparison import Row, compare, vat_rate, with_spending, without_vat
from tco.calibrate.ledger import Account, Ledger
from tco.calibrate.rescaling import Rescaled, calibrated
from tco.case import Case
from tco.language import Category
from tco.results import Result, run


@dataclass(frozen=True)
class Calibration:
    """Last year's spending held against a case.

    Attributes:
        result: the case with the spending, rescaled where that was asked for.
        rows: each category, spent and modelled.
        ledger: the export that was read; None if amounts were only typed.
        rescaled: what was rescaled; None if nothing was asked for.
    """

    result: Result
    rows: list[Row]
    ledger: Ledger | None
    rescaled: Rescaled | None

    @property
    def vat_rate(self) -> float:
        """The value-added tax that the model's amounts are before."""
        return vat_rate(self.result)

    def document(self) -> dict[str, Any]:
        """The contract of `tco calibrate --json`."""
        case = self.result.bound.case
        return {
            "case": case.id,
            "pack": self.result.bound.pack.label,
            "baseline": case.baseline,
            "currency": self.result.bound.pack.head.currency,
            "vat_rate": self.vat_rate,
            "calibration": [_row(each) for each in self.rows],
            "accounts": _ledger(self.ledger) if self.ledger else None,
            "rescaled": _rescaled(self.rescaled) if self.rescaled else None,
        }


def calibration(
    case: Case, ledger: Ledger | None = None, typed: Mapping[Category, float] | None = None,
    rescale: Iterable[str] = (), *, average: bool = False, with_vat: bool = False,
) -> Calibration:  # fmt: skip
    """Last year's spending beside year 1, and the categories named rescaled to it.

    Args:
        case: its own `spending` holds where neither the ledger nor an amount typed says otherwise.
        ledger: what a chart-of-accounts export says.
        typed: amounts by category; they stand before those of the ledger.
        rescale: categories to fit, or `all`.
        average: hold equipment against the average of a refresh cycle instead of year 1.
        with_vat: the amounts given include value-added tax that is not recovered.
    """
    spending = {**(ledger.spending() if ledger else {}), **(typed or {})}
    result = run(case)
    case = with_spending(case, without_vat(result, spending) if with_vat else spending)
    names = list(rescale)
    fitted = calibrated(case, names, average) if names else None
    result = run(fitted.case if fitted else case)
    return Calibration(result, compare(result, average), ledger, fitted)


def _row(each: Row) -> dict[str, Any]:
    return {
        "category": str(each.category), "label": each.label.model_dump(), "actual": each.actual,
        "modelled": each.modelled, "ratio": each.ratio, "warning": each.warning,
        "average": each.average, "note": each.note.model_dump() if each.note else None,
    }  # fmt: skip


def _ledger(ledger: Ledger) -> dict[str, Any]:
    return {
        "origin": ledger.origin, "columns": dict(ledger.headers), "rows": len(ledger.accounts),
        "sums": ledger.sums(), "stated_total": ledger.stated_total(),
        "used": [_account(each) for each in ledger.used],
        "left_out": [_account(each) for each in ledger.left_out],
        "unrecognised": [_account(each) for each in ledger.unrecognised],
    }  # fmt: skip


def _account(each: Account) -> dict[str, Any]:
    return {
        "row": each.row, "code": each.code, "name": each.name, "amount": each.amount,
        "category": str(each.category) if each.category else None, "word": each.word,
        "reason": each.reason.model_dump() if each.reason else None,
    }  # fmt: skip


def _rescaled(each: Rescaled) -> dict[str, Any]:
    return {
        "factors": dict(each.factors),
        "siblings": {
            key: {"of": sibling.of, "reason": sibling.reason.model_dump()}
            for key, sibling in each.siblings.items()
        },
        "outside": list(each.outside),
        "skipped": {str(category): reason.model_dump() for category, reason in each.skipped.items()},
        "remains": {str(category): value for category, value in each.remains.items()},
        "moved": {str(category): list(pair) for category, pair in each.moved.items()},
        "present_values": {name: list(pair) for name, pair in each.present_values.items()},
    }
