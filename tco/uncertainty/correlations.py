"""Inputs that are high or low together: from pairs of rank correlations to a Gaussian copula.

Promise: pairs of the case replace those that ship; stated pairs that can hold together are drawn as they
are stated, and those that contradict one another are brought to the nearest that can, which is said. Pairs
that nobody stated are independent, or what follows from the stated ones where these leave no room for that.
Imports numpy, `assumptions`, `inputs` and `uncertainty_settings`; scipy when draws are made.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, NamedTuple

import numpy as np

from tco.assumptions import Text
from tco.inputs import BoundModel, Same
from tco.uncertainty_settings import Uncertainty, default_correlations

Array = Any
#: Who reads an input: the members of its line, and its ids by alternative.
Readers = list[tuple[frozenset[str], tuple[str, ...]]]
FULL = 1.0 - 1e-12
SMALLEST_EIGENVALUE = 1e-8
SWEEPS, HELD = 200, 1e-3  # of the completion; how far from what was stated it may end
REPAIRS = 40


class Pair(NamedTuple):
    """Two drawn inputs with their rank correlation; `own` where the case itself states it."""

    first: str
    second: str
    rank: float
    own: bool


def pairs(bound: BoundModel, settings: Uncertainty, keys: Iterable[str]) -> tuple[Pair, ...]:
    """The pairs that hold among the inputs drawn."""
    drawn = set(keys)
    found: dict[frozenset[str], Pair] = {}
    for default in default_correlations():
        for first, second in _named(Same(bound.resolved), default.between, default.same_owner):
            if first != second and {first, second} <= drawn:
                found.setdefault(frozenset((first, second)), Pair(first, second, default.rank, False))
    for own in settings.correlations:
        if set(own.between) <= drawn:
            found[frozenset(own.between)] = Pair(*own.between, own.rank, True)
    return tuple(pair for pair in found.values() if pair.rank)


def idle(settings: Uncertainty, keys: Iterable[str]) -> list[Text]:
    """What is said of the case's own pairs with an input that is not drawn."""
    drawn = set(keys)
    return [
        Text(
            en=f"{key} is not drawn (no range, or fixed): its correlation with {other} has no effect.",
            ko=f"{key}: 범위가 없거나 고정되어 뽑지 않습니다. 상관 쌍({other})은 효과가 없습니다.",
        )
        for pair in settings.correlations
        for key, other in (pair.between, pair.between[::-1])
        if key not in drawn
    ]


@lru_cache(maxsize=128)
def _named(same: Same, names: tuple[str, str], same_owner: bool) -> tuple[tuple[str, str], ...]:
    """Inputs of both names; with the same owner, those that one part of one alternative reads together."""
    readers: dict[str, Readers] = {}
    for (_, ref), ids in same.resolved.items():
        if ref.name in names:
            readers.setdefault(ref.name, []).append((frozenset(ref.members), ids))
    first, second = (readers.get(name, []) for name in names)
    return tuple(dict.fromkeys(_read_together(first, second, same_owner)))


def _read_together(first: Readers, second: Readers, same_owner: bool) -> Iterator[tuple[str, str]]:
    for members, ids in first:
        for others, other_ids in second:
            if not same_owner:
                yield from ((one, other) for one in ids for other in other_ids)
            elif members <= others or others <= members:
                width = max(len(ids), len(other_ids))
                yield from zip(ids * (width // len(ids)), other_ids * (width // len(other_ids)), strict=True)


@dataclass
class Copula:
    """How independent columns become correlated ones.

    Attributes:
        twins: columns that copy another one, or its mirror image where the sign is negative.
        parts: columns that are mixed, with the factor that mixes their normal scores.
    """

    twins: dict[int, tuple[int, int]] = field(default_factory=dict)
    parts: list[tuple[list[int], Array]] = field(default_factory=list)
    notes: list[Text] = field(default_factory=list)

    def apply(self, uniform: Array) -> None:
        """Correlate independent columns, given as (columns, draws), in place."""
        from scipy.special import ndtr, ndtri

        for columns, factor in self.parts:
            uniform[columns] = ndtr(factor @ ndtri(uniform[columns]))
        for column, (origin, sign) in self.twins.items():
            uniform[column] = uniform[origin] if sign > 0 else 1.0 - uniform[origin]


def copula(keys: Sequence[str], stated: Sequence[Pair]) -> Copula:
    """The copula of the pairs; inputs in full correlation share one column."""
    at = {key: place for place, key in enumerate(keys)}
    made = Copula()
    group = _groups(at, stated, made)
    made.twins = {place: (origin, sign) for place, (origin, sign) in group.items() if place != origin}
    edges = _edges(at, stated, group, made)
    for columns in _components(edges):
        matrix = np.eye(len(columns))
        known = np.eye(len(columns), dtype=bool)
        for (one, other), ranks in edges.items():
            if one in columns:
                i, j = columns.index(one), columns.index(other)
                matrix[i, j] = matrix[j, i] = 2.0 * np.sin(np.pi * float(np.mean(ranks)) / 6.0)
                known[i, j] = known[j, i] = True
        names = [keys[column] for column in columns]
        made.parts.append((columns, _factor(matrix, known, names, made)))
    return made


def _groups(at: Mapping[str, int], stated: Sequence[Pair], made: Copula) -> dict[int, tuple[int, int]]:
    """For every input its group's first column and whether it moves with it (1) or against it (-1)."""
    group = {place: (place, 1) for place in at.values()}
    for pair in (each for each in stated if abs(each.rank) >= FULL):
        (one, sign), (other, mirrored) = group[at[pair.first]], group[at[pair.second]]
        turn = sign * mirrored * (1 if pair.rank > 0 else -1)
        if one == other and turn < 0:
            made.notes.append(_left_out(pair))
        elif one != other:
            origin, moved = min(one, other), max(one, other)
            for place, (old, direction) in list(group.items()):
                if old == moved:
                    group[place] = (origin, direction * turn)
    return group


def _edges(
    at: Mapping[str, int], stated: Sequence[Pair], group: Mapping[int, tuple[int, int]], made: Copula
) -> dict[tuple[int, int], list[float]]:
    """Ranks between groups: several pairs of the same two groups are averaged."""
    edges: dict[tuple[int, int], list[float]] = {}
    for pair in (each for each in stated if abs(each.rank) < FULL):
        (one, sign), (other, mirrored) = group[at[pair.first]], group[at[pair.second]]
        if one == other:
            made.notes.append(_left_out(pair))
        else:
            edges.setdefault((min(one, other), max(one, other)), []).append(pair.rank * sign * mirrored)
    return edges


def _components(edges: Iterable[tuple[int, int]]) -> list[list[int]]:
    """Columns that hang together, each set in order."""
    sets: list[set[int]] = []
    for edge in edges:
        touching = [each for each in sets if each.intersection(edge)]
        sets = [each for each in sets if each not in touching] + [set(edge).union(*touching)]
    return sorted(sorted(each) for each in sets)


def _factor(matrix: Array, stated: Array, keys: Sequence[str], made: Copula) -> Array:
    """The lower triangular factor of the matrix, of one with other unstated pairs, or of the nearest one."""
    if _is_definite(matrix):
        return np.linalg.cholesky(matrix)
    found = completed(matrix, stated)
    if found is None:
        found = _repaired(matrix, stated)
        gap = np.where(stated, np.abs(_ranks(found) - _ranks(matrix)), 0.0)
        i, j = divmod(int(np.argmax(gap)), len(gap))
        asked, drawn = float(_ranks(matrix)[i, j]), float(_ranks(found)[i, j])
        made.notes.append(_repair_note(keys, (keys[i], keys[j]), asked, drawn))
    return np.linalg.cholesky(found)


def _is_definite(matrix: Array) -> bool:
    return bool(np.linalg.eigvalsh(matrix)[0] >= SMALLEST_EIGENVALUE)


def completed(matrix: Array, stated: Array) -> Array | None:
    """The stated entries as they are, all others as they follow from them; None where that cannot be.

    What follows is that two inputs tell of one another through stated pairs alone, so that along a chain
    correlations multiply: the completion with the largest determinant, by fitting one pair after the other.
    """
    found = np.eye(len(matrix))
    pairs_stated = np.argwhere(np.triu(stated, 1)).tolist()
    for _ in range(SWEEPS):
        for pair in pairs_stated:
            there = np.ix_(pair, pair)
            known = np.linalg.inv(found[there])
            change = known @ (matrix[there] - found[there]) @ known
            found = found + found[:, pair] @ change @ found[pair, :]
        if np.abs(found - matrix)[stated].max() < 1e-9:
            break
    held = np.abs(found - matrix)[stated].max() < HELD
    return _unit(found) if held and _is_definite(found) else None


def _repaired(matrix: Array, stated: Array) -> Array:
    """The nearest correlation matrix as far as the stated pairs go: the others give way again and again."""
    found = matrix
    for _ in range(1 if stated.all() else REPAIRS):
        found = nearest_correlation(np.where(stated, matrix, found))
    return found


def _unit(matrix: Array) -> Array:
    scale = np.sqrt(np.diag(matrix))
    return matrix / np.outer(scale, scale)


def nearest_correlation(matrix: Array, rounds: int = 500) -> Array:
    """The nearest positive definite correlation matrix, by alternating projections (Higham 2002)."""
    found, correction = matrix.copy(), np.zeros_like(matrix)
    for _ in range(rounds):
        shifted = found - correction
        values, vectors = np.linalg.eigh(shifted)
        definite = (vectors * np.maximum(values, SMALLEST_EIGENVALUE)) @ vectors.T
        correction = definite - shifted
        step, found = found, definite.copy()
        np.fill_diagonal(found, 1.0)
        if np.abs(found - step).max() < 1e-12:
            break
    values, vectors = np.linalg.eigh(found)
    found = (vectors * np.maximum(values, SMALLEST_EIGENVALUE)) @ vectors.T
    return _unit(found)


def _ranks(matrix: Array) -> Array:
    return 6.0 / np.pi * np.arcsin(matrix / 2.0)


def _repair_note(keys: Sequence[str], pair: tuple[str, str], now: float, then: float) -> Text:
    named = ", ".join(keys)
    return Text(
        en=f"The rank correlations of {named} cannot hold together; the nearest ones that can are drawn. "
        f"The largest change: {pair[0]} with {pair[1]}, {now:.2f} asked, {then:.2f} drawn.",
        ko=f"{named}의 순위상관은 함께 성립할 수 없어, 성립 가능한 가장 가까운 값으로 뽑습니다. "
        f"가장 큰 변화: {pair[0]}·{pair[1]}, 요청 {now:.2f}, 적용 {then:.2f}.",
    )


def _left_out(pair: Pair) -> Text:
    return Text(
        en=f"{pair.first} and {pair.second} are drawn together through other pairs of rank 1 or −1; "
        f"their own rank of {pair.rank:g} is left out.",
        ko=f"{pair.first}·{pair.second}의 순위상관 {pair.rank:g}은 적용하지 않습니다: "
        "순위상관 1 또는 −1인 다른 쌍에 의해 함께 움직입니다.",
    )
