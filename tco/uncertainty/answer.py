"""Everything that a simulation answers, in one place: for sentences, pages, sheets and JSON.

Promise: `document` is plain data without dates, so that the same case and seed give the same bytes; what has
no value is None. Imports `simulation`, `statistics`, `conditions`, `correlations`, `results`, `estimates` and
`sentences` only.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from tco.results import MODEL_VERSION, Result
from tco.uncertainty import statistics
from tco.uncertainty.conditions import Claim, about
from tco.uncertainty.correlations import Pair, pairs
from tco.uncertainty.estimates import Estimate
from tco.uncertainty.simulation import Simulation
from tco.uncertainty.statistics import Contest, Payback, Summary, YearOfFan

COSTS = ("present_value", "total_cost", "equivalent_annual_cost")
AGAINST_BASELINE = ("saving_pv", "saving_pv_pct", "saving_total", "saving_total_pct", "run_rate_saving_pct",
                    "payback_years", "irr", "peak_extra_funding")  # fmt: skip


@dataclass(frozen=True)
class Versus:
    """One alternative against the baseline.

    Attributes:
        asked: the claims that are about it.
        claims: how probably each of them holds.
        fan: empty where the lines that it is made from were not kept; so is the payback None.
    """

    alternative: str
    contest: Contest
    asked: tuple[Claim, ...]
    claims: tuple[Estimate, ...]
    metrics: dict[str, Summary]
    fan: tuple[YearOfFan, ...]
    payback: Payback | None


@dataclass(frozen=True)
class Answer:
    """What the futures say.

    Attributes:
        claims: what is asked of every alternative that it is about.
        chosen: the one alternative that is asked about; all where empty.
        target: the standard error that was asked of the probabilities; 0 where none was.
        target_of_saving: the same of the saving in present value, its mean and its middle.
    """

    simulation: Simulation
    claims: tuple[Claim, ...] = ()
    chosen: str = ""
    target: float = 0.0
    target_of_saving: float = 0.0

    @cached_property
    def result(self) -> Result:
        """For the names of things; not evaluated."""
        return Result(self.simulation.bound, {})

    @property
    def names(self) -> tuple[str, ...]:
        """The alternatives that are told about."""
        return tuple(name for name in self.simulation.others if self.chosen in ("", name))

    @cached_property
    def cheapest(self) -> tuple[dict[str, Estimate], Estimate]:
        """How probably each alternative is the cheapest, and how probable a tie is."""
        return statistics.cheapest(self.simulation)

    @cached_property
    def largest_error(self) -> float:
        """Of all probabilities; infinite where it cannot be told."""
        return statistics.largest_error(self.simulation, self.claims)

    @cached_property
    def error_of_saving(self) -> float:
        """The larger one of the saving's mean and middle over all alternatives; infinite where unknown."""
        savings = [statistics.summary(self.simulation, name, "saving_pv") for name in self.names]
        found = [part.error for each in savings for part in (each.mean, each.quantiles[50])]
        return max((math.inf if error is None else error for error in found), default=0.0)

    @property
    def reached(self) -> bool:
        """Whether no standard error is larger than was asked for."""
        asked = ((self.target, "largest_error"), (self.target_of_saving, "error_of_saving"))
        return all(not target or getattr(self, name) <= target for target, name in asked)

    @cached_property
    def linked(self) -> tuple[Pair, ...]:
        """The pairs that are drawn together, of inputs that can move a figure."""
        return pairs(self.simulation.bound, self.simulation.settings, self.simulation.moving)

    @cached_property
    def baseline(self) -> dict[str, Summary]:
        """The baseline's own figures."""
        return self._metrics(self.simulation.baseline, COSTS)

    @cached_property
    def versus(self) -> dict[str, Versus]:
        """Each alternative against the baseline."""
        return {name: self._versus(name) for name in self.names}

    def _versus(self, name: str) -> Versus:
        simulation = self.simulation
        asked = about(simulation.bound, self.claims, name)
        return Versus(
            name,
            statistics.against_baseline(simulation, name),
            asked,
            tuple(statistics.holds(simulation, name, claim) for claim in asked),
            self._metrics(name, (*COSTS, *AGAINST_BASELINE)),
            statistics.fan(simulation, name) if "total_cash" in simulation.lines else (),
            statistics.payback(simulation, name) if statistics.PAYBACK <= simulation.lines.keys() else None,
        )

    def _metrics(self, name: str, wanted: Sequence[str]) -> dict[str, Summary]:
        known = [each for each in wanted if each in self.simulation.lines]
        return {each: statistics.summary(self.simulation, name, each) for each in known}

    def document(self, language: str = "en") -> dict[str, Any]:
        """The answer as plain data: the contract of `tco simulate --json`."""
        from tco.uncertainty.sentences import notes, sentences, words_of

        simulation, bound = self.simulation, self.simulation.bound
        keys = simulation.sample.keys
        shares, tie = self.cheapest
        return {
            "model_version": MODEL_VERSION,
            "pack": bound.pack.label,
            "case": bound.case.id,
            "case_hash": self.result.case_hash,
            "scenario": bound.case.scenario,
            "currency": bound.pack.head.currency,
            "baseline": simulation.baseline,
            "horizon": simulation.horizon,
            "seed": simulation.settings.seed,
            "draws": simulation.draws,
            "draws_wanted": simulation.wanted,
            "stopped": simulation.stopped,
            "scrambles": simulation.settings.scrambles,
            "target_error": self.target or None,
            "target_error_of_saving": self.target_of_saving or None,
            "largest_error": self.largest_error if math.isfinite(self.largest_error) else None,
            "inputs": list(keys),
            "inputs_that_move_a_figure": list(simulation.moving),
            "correlations": [pair._asdict() for pair in pairs(bound, simulation.settings, keys)],
            "notes": list(notes(self, words_of(self, language))),
            "sentences": sentences(self, language),
            "cheapest": _documents(shares),
            "tie": tie.document(),
            "metrics_of_baseline": {key: _summary(each) for key, each in self.baseline.items()},
            "alternatives": {name: self._alternative(each, language) for name, each in self.versus.items()},
        }

    def _alternative(self, each: Versus, language: str) -> dict[str, Any]:
        claims = zip(each.asked, each.claims, strict=True)
        return {
            "title": self.result.title(each.alternative, language),
            "less": each.contest.less.document(),
            "same": each.contest.same.document(),
            "more": each.contest.more.document(),
            "claims": [{**_claim(claim), "probability": found.document()} for claim, found in claims],
            "metrics": {key: _summary(found) for key, found in each.metrics.items()},
            "cumulative_saving": [
                {"year": at.year, "mean": at.mean.document(), **_levels(at.quantiles)} for at in each.fan
            ],
            "payback": _payback(each.payback),
        }


def _claim(asked: Claim) -> dict[str, Any]:
    condition = asked.condition
    return {"metric": asked.metric, "year": asked.quantity.year, "comparison": condition.comparison,
            "number": condition.number}  # fmt: skip


def _payback(found: Payback | None) -> dict[str, Any] | None:
    if found is None:
        return None
    return {
        "none_needed": found.none_needed.document(),
        "recovered": found.recovered.document(),
        "by_year": [each.document() for each in found.by_year],
        "lost_again": found.lost_again.document(),
        "never": found.never.document(),
    }


def _documents(found: Mapping[str, Estimate]) -> dict[str, Any]:
    return {key: each.document() for key, each in found.items()}


def _levels(found: Mapping[int, Estimate]) -> dict[str, Any]:
    return _documents({f"p{level}": each for level, each in found.items()})


def _summary(found: Summary) -> dict[str, Any]:
    """Percentiles of a payback are None where they are `never`."""
    return {
        "defined": found.defined.document(), "mean": found.mean.document(), **_levels(found.quantiles),
    }  # fmt: skip
