"""Whether an alternative is the cheapest whatever is drawn, as far as bounds can prove it.

Promise: a yes holds for every draw within the limits of its inputs; a no says nothing, since bounds grow
with every input that both sides share, so that of many inputs nothing is tried. Imports `sampling`,
`simulation`, `tracing` and `reduced` only.
"""

from __future__ import annotations

from collections.abc import Sequence

from tco.reduced import reduced
from tco.uncertainty.sampling import Sampler, Source
from tco.uncertainty.simulation import PRESENT_VALUE, Simulation
from tco.uncertainty.tracing import trace

MOST = 24  # drawn inputs; following a whole hospital takes seconds and proves nothing


def is_certain(simulation: Simulation, best: str, alternatives: Sequence[str]) -> bool:
    """Whether the most that the best one may cost is no more than the least of each other one."""
    part = reduced(simulation.bound, (PRESENT_VALUE,), alternatives)
    read = {key for keys in part.resolved.values() for key in keys}
    limits = Source(Sampler(simulation.bound, simulation.settings), 0).limits()
    if len(read & limits.keys()) > MOST:
        return False
    cells = trace(part, limits, (PRESENT_VALUE,))[1][PRESENT_VALUE]
    at = {name: part.alternatives.index(name) if cells.shape[0] > 1 else 0 for name in alternatives}
    most = float(cells.high[at[best], 0])
    return all(most <= float(cells.low[place, 0]) for name, place in at.items() if name != best)
