"""A rule of choice improved in hindsight: where another choice would have saved most on the very draws.

Promise: the improved rule chooses differently over one stretch of one order of the draws, and no such
change would have saved more; equal values are never told apart. Chance flatters it, so its value is an
allowance for what a rule learnt elsewhere misses, and no estimate. Imports numpy only.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import numpy as np

Array = Any


@dataclass(frozen=True)
class Rule:
    """A choice for each draw.

    Attributes:
        taken: (draws, differences): which alternative is taken instead of the one chosen without knowing.
        actual: (draws, differences): how much more each costs than that one.
        expected: the same as predicted from the known inputs by other draws.
    """

    taken: Array
    actual: Array
    expected: Array


def improved(rule: Rule, values: Array) -> Rule:
    """The rule with its best change over a stretch of the values, which may still save less than none."""
    order = np.argsort(values, kind="stable")
    ends = np.flatnonzero(np.diff(values[order], append=np.inf)) + 1
    gains = -(rule.actual * rule.taken).sum(axis=1)
    choices = np.concatenate([np.zeros((len(values), 1)), -rule.actual], axis=1)
    steps = (choices - gains[:, None])[order]
    saved = np.concatenate([np.zeros((1, steps.shape[1])), np.cumsum(steps, axis=0)[ends - 1]])
    lowest = np.minimum.accumulate(saved[:-1], axis=0)
    end, choice = np.unravel_index(int((saved[1:] - lowest).argmax()), lowest.shape)
    start = int(saved[: end + 1, choice].argmin())
    stretch = order[(ends[start - 1] if start else 0) : ends[end]]
    taken = rule.taken.copy()
    taken[stretch] = np.arange(taken.shape[1]) == choice - 1
    return replace(rule, taken=taken)
