"""Results: what a bound case answers, by alternative, metric, line and category.

Promise: nothing is computed here that is not a line of the model; a metric without a value is None and its
note says why. Imports numpy, `compute`, `inputs`, `model`, `binding`, `case`, `labels` and `language` only.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any

import numpy as np

from tco.binding import bind
from tco.case import Case
from tco.compute import evaluate
from tco.inputs import BoundModel
from tco.labels import CATEGORIES
from tco.language import ONCE, POINTS, Category, Place
from tco.model import HISTORY, Instance, LineRef, Model

CALIBRATION_TOLERANCE = 0.2
MODEL_VERSION = "1.1.0"
METRICS = (
    "total_cost", "present_value", "equivalent_annual_cost", "cost_per_bed_year", "capex_share",
    "saving_total", "saving_total_pct", "saving_pv", "saving_pv_pct", "run_rate_saving_pct", "npv", "irr",
    "mirr", "roi", "sir", "airr", "payback_years", "discounted_payback_years", "peak_extra_funding",
    "peak_extra_funding_date", "residual_total", "present_value_with_risk", "leaving_cost",
    "electricity_total", "carbon_total",
)  # fmt: skip
ONE_CHANGE = (
    "the yearly difference does not change sign exactly once from extra cost to saving",
    "차이의 부호가 추가 지출에서 절감으로 정확히 한 번 바뀌지 않습니다",
)
REASONS = {
    "capex_share": ("there is no cost to take a share of", "비용이 없어 비중을 정의할 수 없습니다"),
    "saving_total_pct": ("the baseline costs nothing", "기준안 비용이 0입니다"),
    "saving_pv_pct": ("the baseline's present value is 0", "기준안의 현재가치가 0입니다"),
    "run_rate_saving_pct": ("the baseline has no run rate", "기준안의 경상비용이 0입니다"),
    "irr": ONE_CHANGE,
    "mirr": ONE_CHANGE,
    "roi": ("nothing is spent more than in the baseline", "기준안보다 더 지출하는 항목이 없습니다"),
    "sir": ("no more capital is invested than in the baseline", "기준안보다 자본투자가 크지 않습니다"),
    "airr": ("there is no extra investment that saves something", "절감을 낳는 추가 투자가 없습니다"),
    "payback_years": ("never within {horizon:g} years", "{horizon:g}년 안에 회수되지 않습니다"),
    "discounted_payback_years": ("never within {horizon:g} years", "{horizon:g}년 안에 회수되지 않습니다"),
    "cost_per_bed_year": ("the case has no beds", "병상이 없는 사례입니다"),
}
NO_HOSPITAL = ("the case has no hospital", "병원 정보가 없는 사례입니다")
ITSELF = ("this is the baseline", "기준안입니다")


@dataclass(frozen=True)
class Result:
    """The evaluated case.

    Attributes:
        lines: every line as computed, see `compute.evaluate`; one evaluation, no draws.
    """

    bound: BoundModel
    lines: Mapping[str, Any]

    @cached_property
    def horizon(self) -> int:
        """The last year that counts."""
        return int(round(float(self.bound.values()["horizon"])))  # type: ignore[arg-type]

    @property
    def years(self) -> list[int]:
        """Years 0..N."""
        return list(range(self.horizon + 1))

    @property
    def alternatives(self) -> tuple[str, ...]:
        """Ids in the order of the case."""
        return self.bound.alternatives

    def row(self, alternative: str, line: str) -> Any:
        """All columns of a line: 16 years, 31 with a history, 31 half-years, or 1."""
        array = self.lines[line]
        at = self.alternatives.index(alternative) if array.shape[-2] > 1 else 0
        return array[at]

    def yearly(self, alternative: str, line: str) -> Any:
        """The line's values in years 0..N; a single value stands in every year."""
        row, instance = self.row(alternative, line), self.bound.model.instances[line]
        if instance.line.axis == ONCE:
            return np.repeat(row, self.horizon + 1)
        start = HISTORY if instance.line.history else 0
        return row[start : start + self.horizon + 1]

    def value(self, alternative: str, line: str) -> float:
        """The value of a line that has only one."""
        return float(self.row(alternative, line)[0])

    @property
    def comparative(self) -> frozenset[str]:
        """Lines that compare with the baseline, directly or through others."""
        return _comparative(self.bound.model)

    def metric(self, alternative: str, name: str) -> float | None:
        """A metric's value, None where it is not defined."""
        instance = self.bound.model.instances.get(name)
        if instance is None or (name in self.comparative and alternative == self.bound.case.baseline):
            return None
        flag = instance.line.defined_by
        if flag and self.value(alternative, flag.replace("__", ".")) == 0.0:
            return None
        value = self.value(alternative, name)
        return value if np.isfinite(value) else None

    def metrics(self, alternative: str) -> dict[str, float | None]:
        """All metrics of an alternative."""
        return {name: self.metric(alternative, name) for name in METRICS}

    def notes(self, alternative: str, language: str = "en") -> dict[str, str]:
        """Why a metric has no value, and what qualifies one that has."""
        korean = language == "ko"
        notes = {}
        for name, value in self.metrics(alternative).items():
            if value is None:
                itself = name in self.comparative and alternative == self.bound.case.baseline
                reason = ITSELF if itself else REASONS.get(name, NO_HOSPITAL)
                notes[name] = reason[korean].format(horizon=self.horizon)
        if alternative != self.bound.case.baseline:
            notes.update(self._payback_notes(alternative, korean))
        return notes

    def _payback_notes(self, alternative: str, korean: bool) -> dict[str, str]:
        notes = {}
        for metric, basis in (("payback_years", "plain"), ("discounted_payback_years", "discounted")):
            outstanding = self.row(alternative, f"outstanding.{basis}")
            if not outstanding.any():
                notes[metric] = "추가 자금이 필요하지 않습니다" if korean else "no extra funding is needed"
            elif self.is_lost_again(alternative, basis):
                notes[metric] = "회수 후 다시 역전됩니다" if korean else "it is recovered and lost again"
        return notes

    def is_lost_again(self, alternative: str, basis: str = "plain") -> bool:
        """Whether extra funding is recovered, and outstanding again at the horizon."""
        outstanding, recovered = (
            self.row(alternative, f"{each}.{basis}") for each in ("outstanding", "recovered")
        )
        return bool(outstanding[-1] and recovered.any())

    def categories(self) -> list[str]:
        """Cost categories that the case has, in the order of display."""
        present = [
            category for category in Category if f"category_cash.{category}" in self.bound.model.instances
        ]
        return [
            str(category)
            for category in present
            if any(self.yearly(each, f"category_cash.{category}").any() for each in self.alternatives)
        ]

    def calibration(self, alternative: str | None = None) -> list[dict[str, Any]]:
        """Last year's spending by category beside the model's year 1 of the baseline."""
        name = alternative or self.bound.case.baseline
        rows = []
        for category, actual in self.bound.case.spending.items():
            line = f"category_cash.{category}"
            known = line in self.bound.model.instances
            modelled = float(self.yearly(name, line)[1]) if known else 0.0
            ratio = modelled / actual if actual else None
            rows.append(
                {"category": str(category), "actual": actual, "modelled": modelled, "ratio": ratio,
                 "warning": ratio is None or abs(ratio - 1) > CALIBRATION_TOLERANCE}
            )  # fmt: skip
        return rows

    def title(self, alternative: str, language: str) -> str:
        """The alternative's name."""
        return self.bound.case.alternatives[alternative].title.in_language(language)

    def label(self, line: str, language: str) -> str:
        """The line's label with the labels of its members."""
        instance = self.bound.model.instances[line]
        label = instance.line.label_ko if language == "ko" else instance.line.label
        named = [self._member(family, member, language) for family, member in instance.keys.items()]
        return f"{label} ({', '.join(named)})" if named else label

    def _member(self, family: str, member: str, language: str) -> str:
        label = CATEGORIES[Category(member)] if family == "category" else self.bound.label_of_member(member)
        return label.in_language(language) if label else member

    @cached_property
    def case_hash(self) -> str:
        """The case's fingerprint with model and pack."""
        return self.bound.case.fingerprint(MODEL_VERSION, self.bound.pack.label)

    def document(self, language: str = "en") -> dict[str, Any]:
        """The result as plain data: the contract of `tco evaluate --json`."""
        return {
            "model_version": MODEL_VERSION,
            "pack": self.bound.pack.label,
            "case": self.bound.case.id,
            "case_hash": self.case_hash,
            "scenario": self.bound.case.scenario,
            "currency": self.bound.pack.head.currency,
            "years": self.years,
            "baseline": self.bound.case.baseline,
            "alternatives": {each: self._alternative(each, language) for each in self.alternatives},
            "calibration": self.calibration(),
        }

    def _alternative(self, alternative: str, language: str) -> dict[str, Any]:
        yearly = {
            key: [float(value) for value in self.yearly(alternative, key)]
            for key, instance in self.bound.model.instances.items()
            if instance.line.axis != POINTS and instance.line.place is not Place.METRIC
        }
        return {
            "title": self.title(alternative, language),
            "metrics": self.metrics(alternative),
            "notes": self.notes(alternative, language),
            "lines": yearly,
        }


@lru_cache(maxsize=64)
def _comparative(model: Model) -> frozenset[str]:
    found: set[str] = set()
    for step in model.steps:
        for key in step:
            instance = model.instances[key]
            if _reads_baseline(instance) or found & set(instance.dependencies):
                found.add(key)
    return frozenset(found)


def _reads_baseline(instance: Instance) -> bool:
    return any(isinstance(ref, LineRef) and ref.baseline for ref in instance.references.values())


def run(case: Case) -> Result:
    """Bind and evaluate a case; raises `Problems` with everything that is wrong."""
    bound = bind(case)
    return Result(bound, evaluate(bound))
