"""What drives the saving: each input over its own range, and its share of the uncertainty of all.

Promise: a bar is an evaluation of the case at both ends of a range and at some values inside, so that an
input is not passed over whose effect turns back; it moves one input alone. Sobol indices take the inputs as
independent, and what is correlated in the case is said beside them; shares by rank regression keep the
correlations. Imports numpy, `asked`, `sobol`, `sampling`, `correlations`, `simulation`, `switching`, `inputs`
and `uncertainty_settings` only.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from tco.inputs import BoundModel
from tco.switching import Driver, swings, switching_points
from tco.uncertainty.asked import Asked
from tco.uncertainty.correlations import Pair, pairs
from tco.uncertainty.sampling import check, spreads
from tco.uncertainty.simulation import PRESENT_VALUE, Simulation, simulate
from tco.uncertainty.simulation import Progress as Told
from tco.uncertainty.sobol import Indices, Progress, RankShares, rank_regression, sobol_indices
from tco.uncertainty_settings import Uncertainty

Array = Any
TOP = 12
INSIDE = 5  # values of each range: both ends and those between them
DRAWS = 1024  # points of the indices; each input costs as many evaluations
FEWEST = 2  # draws for each input of a rank regression, below which its shares tell nothing


@dataclass(frozen=True)
class Influence:
    """Sobol indices of the saving.

    Attributes:
        keys: the inputs that are drawn and that the saving depends on.
        correlated: pairs that the case draws together, which the indices pass over.
    """

    alternative: str
    keys: tuple[str, ...]
    indices: Indices
    correlated: tuple[Pair, ...]
    seed: int
    scrambles: int

    @property
    def order(self) -> list[int]:
        """Places of the inputs, the largest total index first."""
        return _falling(self.indices.total)


@dataclass(frozen=True)
class RankInfluence:
    """Shares by rank regression, correlations kept."""

    alternative: str
    keys: tuple[str, ...]
    ranks: RankShares
    draws: int

    @property
    def enough(self) -> int:
        """How many draws the shares need at the least."""
        return FEWEST * len(self.keys)

    @property
    def order(self) -> list[int]:
        """Places of the inputs, the largest share first."""
        return _falling(self.ranks.shares)


def _falling(values: Array) -> list[int]:
    """Stable, and what is not known last."""
    return [int(at) for at in np.argsort(-np.nan_to_num(values, nan=-np.inf), kind="stable")]


def tornado(bound: BoundModel, alternative: str, top: int = TOP) -> list[Driver]:
    """The inputs with the largest effect over their own ranges, with their switching values."""
    largest = [each for each in swings(bound, alternative, n=INSIDE) if each.swing > 0][:top]
    turning = switching_points(bound, alternative, [each.key for each in largest])
    return [
        replace(bar, points=each.points, touches=each.touches)
        for bar, each in zip(largest, turning, strict=True)
    ]


def sobol(
    bound: BoundModel, alternative: str, settings: Uncertainty, n: int = DRAWS,
    progress: Progress | None = None,
) -> Influence:  # fmt: skip
    """First-order and total indices of the saving in present value, inputs taken as independent.

    Raises `Problems` where the settings ask for what the case cannot give.
    """
    check(bound, settings)
    asked = Asked(bound, alternative)
    drawn = {key: each for key, each in spreads(bound, settings).items() if key in asked.read}
    keys = tuple(drawn)
    found = sobol_indices(
        lambda values: _savings(asked, keys, values),
        [each.quantile for each in drawn.values()], n, min(settings.scrambles, n), settings.seed, progress,
    )  # fmt: skip
    return Influence(
        alternative, keys, found, pairs(bound, settings, keys), settings.seed, min(settings.scrambles, n)
    )


def rank_shares(simulation: Simulation, alternative: str) -> RankInfluence:
    """Shares of the saving's ranks, from a simulation; inputs that this saving does not read are left out."""
    at = [simulation.alternatives.index(each) for each in (simulation.bound.case.baseline, alternative)]
    savings = simulation.present_value[:, at[0]] - simulation.present_value[:, at[1]]
    read, drawn = Asked(simulation.bound, alternative).read, simulation.sample
    at = [place for place, key in enumerate(drawn.keys) if key in read]
    found = rank_regression(drawn.values[:, at], savings, drawn.scramble)
    return RankInfluence(alternative, tuple(drawn.keys[each] for each in at), found, len(savings))


def rank_shares_of(
    bound: BoundModel, alternative: str, settings: Uncertainty, progress: Told | None = None
) -> RankInfluence:
    """The same from draws of its own; progress as in `simulate`."""
    pair = (bound.case.baseline, alternative)
    return rank_shares(simulate(bound, settings, pair, (PRESENT_VALUE,), progress), alternative)


def _savings(asked: Asked, keys: Sequence[str], values: Array) -> Array:
    return asked(dict(zip(keys, values.T, strict=True))) if keys else np.full(len(values), asked.own)
