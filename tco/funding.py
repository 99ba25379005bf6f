"""Own equipment bought, on a loan, or leased: the same purchases paid in four ways.

Promise: each way is the model evaluated with its share of financing set to all or nothing; every figure is a
line of it. Imports numpy, `compute`, `inputs`, `results`, `assumptions` and `errors` only.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from tco.assumptions import Text
from tco.compute import evaluate
from tco.errors import UserError, nearest
from tco.inputs import BoundModel
from tco.results import Result

SWITCHES = ("financed_share", "leased_share", "lease_on_balance_sheet")
WAYS = {
    "buying": (Text(en="Bought from own funds", ko="자기자금 구매"), (0.0, 0.0, 1.0)),
    "loan": (Text(en="Bought on a loan", ko="대출 구매"), (1.0, 0.0, 1.0)),
    "lease": (Text(en="Leased, on the balance sheet", ko="리스(자산 계상)"), (0.0, 1.0, 1.0)),
    "rental": (Text(en="Leased, off the balance sheet", ko="리스(비용 처리)"), (0.0, 1.0, 0.0)),
}
TERMS = ("loan_rate", "loan_term", "lease_rate", "lease_term", "lease_balloon")
ROWS = {
    "cash": ("total_cash",),
    "profit_and_loss": ("profit_and_loss",),
    "capital_budget": ("capital_budget",),
    "running_budget": ("running_budget",),
    "payments": ("loan_payments", "loan_settlement", "lease_rents", "lease_last_amount", "lease_settlement"),
    "interest": ("interest", "lease_interest"),
    "outstanding": ("loan_outstanding", "lease_outstanding"),
    "end_values": ("end_values",),
}
FIGURES = {
    "discount_rate": ("discount_rate_applied",),
    "total_cost": ("total_cost",),
    "present_value": ("present_value",),
    "interest_total": ("interest",),
}
RATES = {"loan": "loan_rate", "lease": "lease_rate", "rental": "lease_rate"}


HEADS = (
    ("총비용", "total cost"), ("현재가치", "present value"), ("이자 합계", "interest"),
    ("자본예산", "capital budget"), ("운영예산", "running budget"),
)  # fmt: skip


@dataclass(frozen=True)
class Way:
    """One way of paying for the equipment of an alternative; rows hold years 0..N."""

    id: str
    title: Text
    total_cost: float
    present_value: float
    rows: dict[str, list[float]]

    def document(self, language: str) -> dict[str, Any]:
        """As plain data."""
        figures = {"total_cost": self.total_cost, "present_value": self.present_value}
        totals = {"interest_total": sum(self.rows["interest"])}
        return {"id": self.id, "title": self.title.in_language(language), **figures, **totals, **self.rows}


@dataclass(frozen=True)
class Funding:
    """An alternative's equipment paid for in every way.

    Attributes:
        discount_rate: nominal, a year; what a rate of interest is to be held against.
        terms: the values of loan and lease, by input.
    """

    result: Result
    alternative: str
    discount_rate: float
    terms: dict[str, float]
    ways: tuple[Way, ...]

    def document(self, language: str = "en") -> dict[str, Any]:
        """The contract of `tco fund --json`."""
        return {
            "case": self.result.bound.case.id,
            "alternative": self.alternative,
            "title": self.result.title(self.alternative, language),
            "currency": self.result.bound.pack.head.currency,
            "units": self._units(),
            "years": self.result.years,
            "discount_rate": self.discount_rate,
            "terms": self.terms,
            "ways": [each.document(language) for each in self.ways],
        }

    def _units(self) -> dict[str, str]:
        """By key of the document, the unit of the lines that it is made of, or of the input."""
        bound = self.result.bound
        made_of = {key: lines[0] for key, lines in (FIGURES | ROWS).items()}
        units = {key: bound.model.of_line(line)[0].line.unit for key, line in made_of.items()}
        for (_, ref), ids in bound.resolved.items():
            if ref.name in TERMS:
                units[ref.name] = bound.inputs[ids[0]].declaration.unit
        return units

    def lines(self, language: str = "en") -> Iterator[str]:
        """The comparison as text."""
        korean = language == "ko"
        yield f"{self.result.title(self.alternative, language)} ({self.alternative}), " + (
            f"{self.result.bound.pack.head.currency}, {'할인율' if korean else 'discount rate'} "
            f"{self.discount_rate:.2%} ({'명목' if korean else 'nominal'})"
        )
        yield ", ".join(f"{key} {value:g}" for key, value in self.terms.items())
        yield f"{'':<32}" + "".join(f"{each[not korean]:>20}" for each in HEADS)
        for way in self.ways:
            sums = (sum(way.rows[key]) for key in ("interest", "capital_budget", "running_budget"))
            figures = (way.total_cost, way.present_value, *sums)
            shown = "".join(f"{round(each) + 0:>20,}" for each in figures)
            yield f"{way.title.in_language(language):<32}{shown}"
        for key, title in (("cash", ("현금지출", "cash")), ("profit_and_loss", ("손익", "profit and loss"))):
            yield f"\n{title[not korean]:<32}" + "".join(f"{year:>16}" for year in self.result.years)
            for way in self.ways:
                row = "".join(f"{each:>16,.0f}" for each in way.rows[key])
                yield f"{way.title.in_language(language):<32}{row}"
        yield ""
        yield from (self._sentence(way, korean) for way in self.ways if way.id in RATES)

    def _sentence(self, way: Way, korean: bool) -> str:
        """What paying later does to the present value, and the rate that decides it."""
        difference, rate = way.present_value - self.ways[0].present_value, self.terms[RATES[way.id]]
        if korean:
            verb = "큽니다" if difference > 0 else "작습니다"
            return (
                f"{way.title.ko}: 현재가치가 자기자금 구매보다 {abs(difference):,.0f} {verb}. "
                f"이자율 {rate:.2%}, 할인율 {self.discount_rate:.2%}."
            )
        side = "more" if difference > 0 else "less"
        return (
            f"{way.title.en}: {abs(difference):,.0f} {side} than buying in present value, with interest of "
            f"{rate:.2%} against a discount rate of {self.discount_rate:.2%}."
        )


def compare(result: Result, alternative: str = "") -> Funding:
    """The equipment of an alternative (the baseline's without one) paid for in every way.

    Raises:
        UserError: for an unknown alternative or a case without equipment.
    """
    name = alternative or result.bound.case.baseline
    if name not in result.alternatives:
        hint = nearest(name, result.alternatives)
        raise UserError(f"'{name}' is not an alternative{hint}; there are: {', '.join(result.alternatives)}")
    if "purchases_total" not in result.bound.model.instances:
        raise UserError("the case has no own equipment to finance; add workloads")
    ways = tuple(_way(result, name, way) for way in WAYS)
    rate = result.value(name, "discount_rate_applied")
    return Funding(result, name, rate, _terms(result.bound, name), ways)


def _way(result: Result, alternative: str, way: str) -> Way:
    title, settings = WAYS[way]
    values = dict(result.bound.values())
    for key in values:
        if key.rsplit(".", 1)[-1] in SWITCHES:
            values[key] = settings[SWITCHES.index(key.rsplit(".", 1)[-1])]
    paid = replace(result, lines=evaluate(result.bound, values))
    rows = {
        name: sum(paid.yearly(alternative, line) for line in lines).tolist() for name, lines in ROWS.items()
    }
    total, present = (paid.value(alternative, each) for each in ("total_cost", "present_value"))
    return Way(way, title, total, present, rows)


def _terms(bound: BoundModel, alternative: str) -> dict[str, float]:
    at, values, found = bound.alternatives.index(alternative), bound.values(), {}
    for (_, ref), ids in bound.resolved.items():
        if ref.name in TERMS:
            found[ref.name] = float(values[ids[at] if len(ids) > 1 else ids[0]])  # type: ignore[arg-type]
    return {name: found[name] for name in TERMS}
