"""What the futures say: who is cheapest, how sure that is, and between which ends every figure lies.

Promise: each figure is an `Estimate` with its error; ties are shared and said; what is not defined in a
future is neither a success nor a number. Imports numpy, `simulation`, `conditions`,
`figures` and `estimates` only.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from tco.figures import column_of
from tco.uncertainty.conditions import Claim, about
from tco.uncertainty.estimates import LEVELS, Estimate, mean, probability, quantiles
from tco.uncertainty.simulation import Simulation

Array = Any
#: What a payback is told from.
PAYBACK = frozenset({"payback_years", "saving_total", "total_cost"})
TIE = 1e-9  # of the lower cost: what rounding in the last digits leaves is not a difference


@dataclass(frozen=True)
class Summary:
    """One figure of one alternative over all futures.

    Attributes:
        defined: in which share of the futures it has a value; the rest is over those.
        least: of all draws; `most` the same.
        never: whether it is infinite where it is not defined (a payback).
    """

    name: str
    defined: Estimate
    mean: Estimate
    quantiles: dict[int, Estimate]
    least: float
    most: float
    never: bool = False

    @property
    def is_one(self) -> bool:
        """Whether it is the same in all draws."""
        return self.least == self.most


@dataclass(frozen=True)
class Contest:
    """An alternative against the baseline, in present value: the three shares add up to 1."""

    less: Estimate
    same: Estimate
    more: Estimate


@dataclass(frozen=True)
class YearOfFan:
    """What has been saved by the end of a year, negative while the alternative has cost more.

    Attributes:
        is_one: whether it is the same in all draws.
    """

    year: int
    mean: Estimate
    quantiles: dict[int, Estimate]
    is_one: bool = False


@dataclass(frozen=True)
class Payback:
    """When extra funding is recovered; the shares of all kinds add up to 1.

    Attributes:
        none_needed: no extra funding is ever needed.
        recovered: in the course of the horizon, and still so at its end; by year in `by_year`.
        by_year: recovered in the course of the years 1, 2, …, N, and still so at the horizon.
        lost_again: recovered for a while, and not at the horizon.
        never: not within the horizon.
    """

    none_needed: Estimate
    recovered: Estimate
    by_year: tuple[Estimate, ...]
    lost_again: Estimate
    never: Estimate


def cheapest(simulation: Simulation) -> tuple[dict[str, Estimate], Estimate]:
    """For each alternative how probably it is the cheapest, ties shared; and how probable a tie is."""
    near = _nearly(simulation.present_value)
    count = near.sum(axis=1)
    shares = near / count[:, None]
    repetitions = simulation.settings.scrambles
    found = {name: probability(shares[:, at], repetitions) for at, name in enumerate(simulation.alternatives)}
    return found, probability(count > 1, repetitions)


def _nearly(costs: Array) -> Array:
    """Which costs are the lowest of their row."""
    lowest = costs.min(axis=1, keepdims=True)
    return costs <= lowest + TIE * np.abs(lowest)


def against_baseline(simulation: Simulation, alternative: str) -> Contest:
    """How probably the alternative costs less than the baseline, the same, and more."""
    costs = simulation.present_value
    here = costs[:, simulation.alternatives.index(alternative)]
    there = costs[:, simulation.alternatives.index(simulation.baseline)]
    margin = TIE * np.minimum(np.abs(here), np.abs(there))
    less, more = here < there - margin, here > there + margin
    shares = (probability(each, simulation.settings.scrambles) for each in (less, ~(less | more), more))
    return Contest(*shares)


def holds(simulation: Simulation, alternative: str, claim: Claim) -> Estimate:
    """How probably a claim about the alternative holds."""
    values = simulation.metric(alternative, claim.metric, column_of(simulation.bound, claim.quantity))
    return probability(claim.condition.where(values), simulation.settings.scrambles)


def summary(simulation: Simulation, alternative: str, name: str) -> Summary:
    """Mean and percentiles of a figure; a payback that never comes is longer than any other."""
    values = simulation.metric(alternative, name)
    never = name.endswith("payback_years")
    repetitions = simulation.settings.scrambles
    defined = probability(~np.isnan(values), repetitions)
    ranked = np.where(np.isnan(values), np.inf, values) if never else values
    known = ranked[~np.isnan(ranked)]
    least, most = (float(known.min()), float(known.max())) if len(known) else (np.nan, np.nan)
    return Summary(
        name, defined, mean(values, repetitions), quantiles(ranked, repetitions), least, most, never
    )


def fan(simulation: Simulation, alternative: str) -> tuple[YearOfFan, ...]:
    """The cumulative saving at the end of the years 0, 1, …, N."""
    saved = simulation.cumulative_saving(alternative)
    repetitions = simulation.settings.scrambles
    return tuple(
        YearOfFan(
            year, mean(each, repetitions), quantiles(each, repetitions, LEVELS), bool(np.ptp(each) == 0.0)
        )
        for year, each in enumerate(saved.T)
    )


def payback(simulation: Simulation, alternative: str) -> Payback:
    """The distribution of the payback, whole years from the decision."""
    years = simulation.metric(alternative, "payback_years")
    repetitions = simulation.settings.scrambles
    ends = np.ceil(np.round(years, 9))  # years are counted as they begin: 3.2 is in the course of year 4
    saved = simulation.metric(alternative, "saving_total")
    cost = simulation.metric(simulation.baseline, "total_cost")
    lost = (years > 0.0) & (saved < -TIE * np.abs(cost))
    recovered = (years > 0.0) & ~lost
    return Payback(
        none_needed=probability(years == 0.0, repetitions),
        recovered=probability(recovered, repetitions),
        by_year=tuple(
            probability((ends == year) & recovered, repetitions) for year in range(1, simulation.horizon + 1)
        ),
        lost_again=probability(lost, repetitions),
        never=probability(np.isnan(years), repetitions),
    )


def largest_error(simulation: Simulation, claims: tuple[Claim, ...] = ()) -> float:
    """The largest standard error of the probabilities: cheapest, less than the baseline, claims."""
    shares, _ = cheapest(simulation)
    found = [*shares.values()]
    for name in simulation.others:
        found.append(against_baseline(simulation, name).less)
        found += [holds(simulation, name, claim) for claim in about(simulation.bound, claims, name)]
    return max(np.inf if each.error is None else each.error for each in found)
