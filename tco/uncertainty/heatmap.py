"""The saving over two inputs at once, with the line on which it is zero.

Promise: every cell is what the case gives with both values put in, and so is every point of the line,
where the saving is 0 or, at a point that says so, jumps over it. Imports numpy, `asked` and `inputs` only.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np

from tco.inputs import BoundModel
from tco.uncertainty.asked import Asked, is_whole

Array = Any
ROUNDS, PARTS = 5, 8
ZERO = 1e-6  # of the largest figure of the map


class Spot(NamedTuple):
    """A point of the line; it `jumps` where the saving passes 0 in a step."""

    a: float
    b: float
    jumps: bool


@dataclass(frozen=True)
class HeatMap:
    """A grid of savings.

    Attributes:
        savings: (values of a, values of b), in present value.
        contour: pieces of the line of no saving, each a row of points.
    """

    alternative: str
    keys: tuple[str, str]
    a: tuple[float, ...]
    b: tuple[float, ...]
    savings: Array
    own: Spot
    own_saving: float
    contour: tuple[tuple[Spot, ...], ...]


class _Edge(NamedTuple):
    """Two neighbouring points of the grid, by their places along a and b."""

    start: tuple[int, int]
    end: tuple[int, int]


def heat_map(bound: BoundModel, alternative: str, key_a: str, key_b: str, n: int = 21) -> HeatMap:
    """The saving in present value over the ranges of two inputs; both must have one and differ."""
    asked, keys = Asked(bound, alternative), (key_a, key_b)
    a, b = (_grid(asked, key, n) for key in keys)
    columns = {key_a: np.repeat(a, len(b)), key_b: np.tile(b, len(a))}
    savings = asked(columns).reshape(len(a), len(b))
    pieces = list(_pieces(savings))
    edges = list(dict.fromkeys(edge for piece in pieces for edge in piece))
    spots = dict(zip(edges, _refined(asked, keys, (a, b), savings, edges), strict=True))
    own = Spot(asked.value(key_a), asked.value(key_b), False)
    line = tuple(tuple(spots[edge] for edge in chain) for chain in _chains(pieces))
    return HeatMap(alternative, keys, tuple(a.tolist()), tuple(b.tolist()), savings, own, asked.own, line)


def _grid(asked: Asked, key: str, n: int) -> Array:
    grid = np.linspace(*asked.range_of(key), n)
    return np.unique(np.round(grid)) if is_whole(asked.bound.inputs[key]) else grid


def _pieces(savings: Array) -> Iterator[tuple[_Edge, _Edge]]:
    """Marching squares: for each cell the pairs of edges that the line enters and leaves by."""
    above = savings >= 0
    for i in range(savings.shape[0] - 1):
        for j in range(savings.shape[1] - 1):
            corners = [(i, j), (i + 1, j), (i + 1, j + 1), (i, j + 1)]
            crossed = [_edge(corners[at], corners[(at + 1) % 4]) for at in range(4)
                       if above[corners[at]] != above[corners[(at + 1) % 4]]]  # fmt: skip
            if len(crossed) == 2:
                yield crossed[0], crossed[1]
            elif crossed:
                yield from _saddle(crossed, savings, corners)


def _saddle(
    crossed: Sequence[_Edge], savings: Array, corners: Sequence[tuple[int, int]]
) -> Iterator[tuple[_Edge, _Edge]]:
    """Two lines through one cell: around the corners that differ in sign from its middle."""
    bottom, right, top, left = crossed
    middle = sum(float(savings[corner]) for corner in corners) >= 0
    first = float(savings[corners[0]]) >= 0
    yield from ((bottom, right), (top, left)) if middle == first else ((left, bottom), (right, top))


def _edge(start: tuple[int, int], end: tuple[int, int]) -> _Edge:
    return _Edge(*sorted((start, end)))


def _chains(pieces: Sequence[tuple[_Edge, _Edge]]) -> Iterator[list[_Edge]]:
    """The pieces joined at their common edges."""
    rest = list(pieces)
    while rest:
        chain = list(rest.pop(0))
        while any(_joined(chain, piece) for piece in rest):
            at = next(at for at, piece in enumerate(rest) if _joined(chain, piece))
            _join(chain, rest.pop(at))
        yield chain


def _joined(chain: Sequence[_Edge], piece: Sequence[_Edge]) -> bool:
    return chain[-1] in piece or chain[0] in piece


def _join(chain: list[_Edge], piece: tuple[_Edge, _Edge]) -> None:
    if chain[-1] in piece:
        chain.append(piece[1 - piece.index(chain[-1])])
    else:
        chain.insert(0, piece[1 - piece.index(chain[0])])


def _refined(
    asked: Asked, keys: tuple[str, str], grids: tuple[Array, Array], savings: Array, edges: Sequence[_Edge]
) -> list[Spot]:  # fmt: skip
    """Where each edge is crossed: its parts narrowed together, then the straight line between both ends."""
    if not edges:
        return []
    ends = np.array([[[grids[0][i], grids[1][j]] for i, j in edge] for edge in edges])
    figures = np.array([[savings[corner] for corner in edge] for edge in edges])
    parts = np.linspace(0, 1, PARTS + 1)[None, :, None]
    for _ in range(ROUNDS):
        points = ends[:, :1] + (ends[:, 1:] - ends[:, :1]) * parts
        row = _at(asked, keys, points)
        at = np.argmax((row[:, :-1] >= 0) != (row[:, 1:] >= 0), axis=1)
        every = np.arange(len(edges))
        ends = np.stack([points[every, at], points[every, at + 1]], axis=1)
        figures = np.stack([row[every, at], row[every, at + 1]], axis=1)
    gap = figures[:, 0] - figures[:, 1]
    share = np.divide(figures[:, 0], gap, out=np.full_like(gap, 0.5), where=gap != 0)[:, None]
    spots = ends[:, 0] + (ends[:, 1] - ends[:, 0]) * share
    left = np.abs(_at(asked, keys, spots[:, None, :])[:, 0])
    jumps = left > ZERO * np.abs(savings).max()
    return [Spot(float(a), float(b), bool(jump)) for (a, b), jump in zip(spots, jumps, strict=True)]


def _at(asked: Asked, keys: tuple[str, str], points: Array) -> Array:
    """The savings at points (edges, parts, 2)."""
    flat = points.reshape(-1, 2)
    return asked(dict(zip(keys, flat.T, strict=True))).reshape(points.shape[:2])


def document(heat: HeatMap) -> dict[str, Any]:
    """The map as plain data."""
    return {
        "alternative": heat.alternative, "keys": list(heat.keys), "a": list(heat.a), "b": list(heat.b),
        "measure": "saving_pv", "savings": heat.savings.tolist(),
        "own": {"a": heat.own.a, "b": heat.own.b, "saving": heat.own_saving},
        "zero_contour": [[{"a": each.a, "b": each.b, "jumps": each.jumps} for each in line]
                         for line in heat.contour],
    }  # fmt: skip
