"""A comparison with bills as plain data: the contract of `tco bill --json`.

Promise: everything that is said is in it, amounts in the case's money, shares as fractions. Imports
`messages` and this package only.
"""

from __future__ import annotations

from typing import Any

from tco.bills.calendar import name_of
from tco.bills.categories import categories, labels
from tco.bills.ledger import Bill
from tco.bills.notes import notes
from tco.bills.rebase import Fit, Rebased
from tco.bills.standing import Errors, Standing
from tco.bills.words import say
from tco.messages import in_language


def document(standing: Standing, rebased: Rebased, language: str = "en") -> dict[str, Any]:
    """The whole answer."""
    result = standing.result
    return {
        "case": result.bound.case.id,
        "alternative": standing.alternative,
        "title": result.title(standing.alternative, language),
        "currency": result.bound.pack.head.currency,
        "first_month": name_of(standing.first_month),
        "files": [_file(standing, bill, language) for bill in standing.bills],
        "exchange_rates": {
            currency: {"by_year": list(rate.by_year), "origin": rate.origin}
            for currency, rate in standing.rates.items()
        },
        "months": _months(standing),
        "groups": [_group(standing, name, language) for name in standing.groups],
        "total": _sums(standing.total_planned, standing.total_actual, standing) | {
            "errors": _errors(standing.errors())
        },
        "beside": [_beside(standing, kind, language) for kind in standing.kinds_beside],
        "planned_tax": float(standing.planned_tax[standing.full].sum()),
        "services": [
            {"service": service, "group": group, "amount": amount}
            for service, group, amount in standing.services()
        ],
        "outside": [
            {"month": name_of(month), "amount": amount} for month, amount in standing.outside().items()
        ],
        "reconciliation": standing.reconciliation(),
        "run_rate": standing.run_rate(),
        "rebased": _rebased(rebased, language),
        "notes": list(notes(standing, rebased, language)),
    }  # fmt: skip


def _file(standing: Standing, bill: Bill, language: str) -> dict[str, Any]:
    layout = bill.layout
    sums: dict[str, float] = {}
    billed: dict[str, float] = {}
    for key, each in bill.sums.items():
        sums[key.currency] = sums.get(key.currency, 0.0) + each.amount
        billed[key.currency] = billed.get(key.currency, 0.0) + each.billed
    instead = layout.format == "focus" and layout.cost != standing.options.cost
    return {
        "file": bill.origin,
        "format": layout.format,
        "label": say(layout.format, language),
        "cost": layout.cost,
        "reason": say(f"cost {layout.cost}{' instead' if instead else ''}", language),
        "columns": dict(layout.headers),
        "unused_columns": list(layout.unused),
        "months": [name_of(month) for month in bill.months],
        "rows": bill.rows,
        "rows_used": bill.used,
        "rows_explained": dict(bill.aside),
        "rows_unread": [
            {"reason": reason, "rows": numbers} for reason, numbers in bill.unread.items()
        ],
        "rows_repeated": bill.repeated,
        "total": sums,
        "total_billed": billed,
    }  # fmt: skip


def _months(standing: Standing) -> list[dict[str, Any]]:
    plan, actual = standing.total_planned, standing.total_actual
    return [
        {"month": name_of(month), "year": int(at) // 12 + 1, "state": state, "plan": float(plan[column]),
         "actual": None if state == "missing" else float(actual[column])}
        for column, (month, at, state) in enumerate(
            zip(standing.months, standing.at, standing.states, strict=True)
        )
    ]  # fmt: skip


def _group(standing: Standing, name: str, language: str) -> dict[str, Any]:
    plan, actual = standing.planned(name), standing.actual(name)
    return {
        "id": name,
        "label": labels([name], language)[name],
        "lines": list(categories().groups[name].lines),
        "plan": [float(each) for each in plan],
        "actual": [float(each) for each in actual],
        **_sums(plan, actual, standing),
        "errors": _errors(standing.errors(name)),
    }


def _sums(plan: Any, actual: Any, standing: Standing) -> dict[str, Any]:
    """Over the complete months."""
    planned, paid = float(plan[standing.full].sum()), float(actual[standing.full].sum())
    return {
        "plan_total": planned, "actual_total": paid, "difference": paid - planned,
        "ratio": paid / planned if planned else None,
    }  # fmt: skip


def _errors(found: Errors) -> dict[str, float | None]:
    return found._asdict()


def _beside(standing: Standing, kind: str, language: str) -> dict[str, Any]:
    row = standing.beside(kind)
    return {
        "kind": kind, "label": say(kind, language), "amounts": [float(each) for each in row],
        "amount": float(row.sum()),
    }  # fmt: skip


def _rebased(rebased: Rebased, language: str) -> dict[str, Any]:
    return {
        "groups": [_fit(fit, language) for fit in rebased.fits],
        "metrics": rebased.metrics(),
    }


def _fit(fit: Fit, language: str) -> dict[str, Any]:
    return {
        "id": fit.group,
        "label": labels([fit.group], language)[fit.group],
        "state": fit.state,
        "said": say(fit.state, language) + (f": {in_language(fit.message, language)}" if fit.message else ""),
        "factor": fit.factor,
        "plan": fit.planned,
        "actual": fit.actual,
        "remaining_difference": fit.rest,
        "drivers": [each._asdict() for each in fit.drivers],
    }
