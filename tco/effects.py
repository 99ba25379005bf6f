"""What single inputs do to the difference between two alternatives, few of them and quickly.

Promise: a saving is the model's own, with one input at the value asked for and all others as in the case.
Imports numpy, `compute`, `inputs` and `reduced` only.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from tco.compute import evaluate
from tco.inputs import BoundModel
from tco.reduced import reduced

COST = "present_value"


def savings_at(
    bound: BoundModel, alternative: str, values: Mapping[str, Sequence[float]]
) -> dict[str, tuple[float, ...]]:
    """Baseline less alternative in present value, by input, with it at each of these values."""
    pair = reduced(bound, (COST,), sorted({bound.case.baseline, alternative}))
    own, keys = bound.values(), list(values)
    ends = np.cumsum([len(values[key]) for key in keys])
    if not keys or not ends[-1]:
        return {key: () for key in keys}
    count = max(2, int(ends[-1]))  # one number alone is not a draw
    columns = {key: np.full(count, float(own[key])) for key in keys}  # type: ignore[arg-type]
    for key, end in zip(keys, ends, strict=True):
        columns[key][end - len(values[key]) : end] = values[key]
    cost = evaluate(pair, columns)[COST]
    cost = np.broadcast_to(cost, (count, *cost.shape[-2:]))[..., 0]
    at = pair.alternatives.index(alternative)
    saving = (cost[:, pair.baseline] - cost[:, at]).tolist()
    return {key: tuple(saving[end - len(values[key]) : end]) for key, end in zip(keys, ends, strict=True)}
