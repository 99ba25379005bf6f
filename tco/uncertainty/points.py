"""Points spread evenly over a cube of many inputs: scrambled Sobol, in independent scrambles.

Promise: the same seed, scrambles and inputs give the same bytes, in one piece or in blocks and from any
thread; point i belongs to scramble i modulo their number. Imports numpy; scipy when points are made.
"""

from __future__ import annotations

from threading import Lock
from typing import Any

import numpy as np

Array = Any
Kind = tuple[int, int, int]
BITS = 30
HALF_CELL = 2.0 ** -(BITS + 1)
MOST_IDLE = 24
TILE = 64  # points turned over at a time: they stay in the processor's cache
_IDLE: list[_Engines] = []
_LOCK = Lock()


def points(seed: int, scrambles: int, inputs: int, n: int, start: int) -> Array:
    """Points `start` to `start + n` as (inputs, n), each strictly between 0 and 1.

    Args:
        seed: of all scrambles; each has its own stream of it.
        scrambles: how many; divides `n` and `start`.
        inputs: dimensions of the cube; may be none.
        n: number of points over all scrambles.
        start: first point.
    """
    if not inputs:
        return np.empty((0, n))
    engines = _taken((seed, scrambles, inputs), start // scrambles)
    rows = [engine.random(n // scrambles) for engine in engines.each]
    engines.at += n // scrambles
    _returned(engines)
    cells = np.empty((inputs, n // scrambles, scrambles))
    for at in range(0, n // scrambles, TILE):
        for scramble, row in enumerate(rows):
            cells[:, at : at + TILE, scramble] = row[at : at + TILE].T
    cells += HALF_CELL  # the middle of a cell: at 0 itself a score would be infinite
    return cells.reshape(inputs, n)


class _Engines:
    """One engine per scramble, all at the same point; scrambling them is what takes long."""

    def __init__(self, kind: Kind):
        from scipy.stats import qmc

        seed, scrambles, inputs = kind
        self.kind, self.at = kind, 0
        self.each = [
            qmc.Sobol(inputs, scramble=True, bits=BITS, rng=np.random.default_rng(stream))
            for stream in np.random.SeedSequence(seed).spawn(scrambles)
        ]

    def move_to(self, point: int) -> None:
        """Forward, or from the beginning where the point lies behind."""
        if point < self.at:
            for engine in self.each:
                engine.reset()
            self.at = 0
        if point > self.at:
            for engine in self.each:
                engine.fast_forward(point - self.at)
        self.at = point


def _taken(kind: Kind, point: int) -> _Engines:
    """Engines at a point that no other thread uses: of the idle ones those nearest behind it."""
    with _LOCK:
        alike = [each for each in _IDLE if each.kind == kind]
        found = max(alike, key=lambda each: (each.at <= point, each.at), default=None)
        if found:
            _IDLE.remove(found)
    found = found or _Engines(kind)
    found.move_to(point)
    return found


def _returned(engines: _Engines) -> None:
    with _LOCK:
        _IDLE.append(engines)
        del _IDLE[:-MOST_IDLE]
