"""Whether an alternative is the cheapest whatever is drawn, as far as bounds can prove it.

Promise: a yes holds for every draw within the limits of its inputs; a no says nothing, since the bounds of a
difference grow with every input that both sides share. Imports `plan`, `sampling`, `simulation` and
`reduced` only.
"""

from __future__ import annotations

from collections.abc import Sequence

from tco.reduced import reduced
from tco.uncertainty.plan import plan_for
from tco.uncertainty.sampling import Sampler, Source
from tco.uncertainty.simulation import PRESENT_VALUE, Simulation


def is_certain(simulation: Simulation, best: str, alternatives: Sequence[str]) -> bool:
    """Whether the most that the best one may cost is no more than the least of each other one."""
    bound, lines = simulation.bound, tuple(simulation.lines)
    part = reduced(bound, lines, simulation.alternatives)
    limits = Source(Sampler(bound, simulation.settings), 0).limits()
    cells = plan_for(part, limits, lines).cells[PRESENT_VALUE]
    at = {name: part.alternatives.index(name) if cells.shape[0] > 1 else 0 for name in alternatives}
    most = float(cells.high[at[best], 0])
    return all(most <= float(cells.low[place, 0]) for name, place in at.items() if name != best)
