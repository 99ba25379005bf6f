"""Draws of the uncertain inputs: scrambled Sobol points, correlated, turned into values.

Promise: the same case and seed give the same bytes, in one piece or in blocks; draw i belongs to scramble i
modulo their number, so that the first draws of a longer run are those of a shorter one. Imports numpy,
`assumptions`, `correlations`, `distributions`, `points`, `errors`, `inputs`, `switching` and
`uncertainty_settings`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from tco.assumptions import Text
from tco.errors import Problems, nearest
from tco.inputs import BoundModel, Input
from tco.switching import range_of
from tco.uncertainty.correlations import FULL, Copula, Pair, copula, idle, pairs
from tco.uncertainty.distributions import Spread, mode_of, spread_of
from tco.uncertainty.points import points
from tco.uncertainty_settings import Distribution, Uncertainty

Array = Any
CHOICES = ("horizon",)  # one question for all futures, whatever its range
BLOCK = 8192  # draws turned into values at a time: a column of them stays in the processor's cache


@dataclass(frozen=True)
class Sample:
    """Values of the drawn inputs.

    Attributes:
        given: the values as (draws, inputs), or what makes them when they are first asked for.
        scramble: which independent repetition each draw belongs to.
        notes: what was not drawn as asked.
    """

    keys: tuple[str, ...]
    given: Array | Callable[[], Array]
    scramble: Array
    seed: int
    notes: tuple[Text, ...] = ()

    @cached_property
    def values(self) -> Array:
        """(Draws, inputs); each input's column lies in one piece."""
        return self.given() if callable(self.given) else self.given


def draws(sample: Sample) -> dict[str, Array]:
    """Input id to its values, as the engine takes them."""
    return {key: sample.values[:, at] for at, key in enumerate(sample.keys)}


def spreads(bound: BoundModel, settings: Uncertainty) -> dict[str, Spread]:
    """The inputs that are drawn, in the order of first use: those with a range that an alternative reads."""
    read = {key for ids in bound.resolved.values() for key in ids}
    found = {
        key: spread_of(bound, each, settings.distributions.get(key))
        for key, each in bound.inputs.items()
        if key in read and key not in CHOICES
    }
    return {key: spread for key, spread in found.items() if spread is not None}


def drawn_together(bound: BoundModel, settings: Uncertainty, keys: Iterable[str]) -> tuple[Pair, ...]:
    """The pairs in full correlation to which one of the keys belongs."""
    named = set(keys)
    found = pairs(bound, settings, spreads(bound, settings))
    return tuple(pair for pair in found if abs(pair.rank) >= FULL and named & {pair.first, pair.second})


def sample(bound: BoundModel, settings: Uncertainty, n: int | None = None, start: int = 0) -> Sample:
    """Draws start, start + 1, …, n of them; as many as the settings say where n is left out.

    Raises:
        Problems: with everything that the settings ask for and cannot have.
    """
    return Sampler(bound, settings).sample(settings.draws if n is None else n, start)


class Sampler:
    """The draws of one case, made block by block, in any order and by several threads."""

    def __init__(self, bound: BoundModel, settings: Uncertainty):
        check(bound, settings)
        self.settings = settings
        found = spreads(bound, settings)
        stated = pairs(bound, settings, found)
        linked = {key for pair in stated for key in (pair.first, pair.second)}
        # the first dimensions are the most even two by two, so that stated correlations come out as stated
        self.keys = (*(key for key in found if key in linked), *(key for key in found if key not in linked))
        self.spreads = {key: found[key] for key in self.keys}
        self.copula: Copula = copula(self.keys, stated)
        self.copula.notes += idle(settings, self.keys)

    def sample(self, n: int, start: int = 0) -> Sample:
        """Draws from `start` on; both numbers are multiples of the number of scrambles."""
        values = np.empty((len(self.keys), n))
        for at in range(0, n, BLOCK):
            size = min(BLOCK, n - at)
            values[:, at : at + size] = self.block(size, start + at)
        return self.described(n, start, values.T)

    def described(self, n: int, start: int, given: Array | Callable[[], Array]) -> Sample:
        """A sample of these draws, whose values are given or made later."""
        scramble = np.arange(start, start + n) % self.settings.scrambles
        return Sample(self.keys, given, scramble, self.settings.seed, tuple(self.copula.notes))

    def columns(self, keys: Iterable[str], n: int) -> dict[str, Array]:
        """Some inputs on draws 0 to n, without keeping the others."""
        found = {key: np.empty(n) for key in keys}
        for start in range(0, n, BLOCK):
            part = self.block(min(BLOCK, n - start), start)
            for key, column in found.items():
                column[start : start + BLOCK] = part[self.keys.index(key)]
        return found

    def block(self, n: int, start: int) -> Array:
        """Values as (inputs, draws)."""
        settings = self.settings
        if n % settings.scrambles or start % settings.scrambles:
            raise ValueError(f"{start} and {n} must be multiples of {settings.scrambles} scrambles")
        cells = points(settings.seed, settings.scrambles, len(self.keys), n, start)
        self.copula.apply(cells)
        for row, spread in enumerate(self.spreads.values()):
            cells[row] = spread.quantile(cells[row])
        return cells


@dataclass
class Source:
    """Draws `start` to `start + count` of a sampler, made when the engine asks for them."""

    sampler: Sampler
    count: int
    start: int = 0

    def limits(self) -> dict[str, tuple[float, float]]:
        """For each input the numbers between which all its draws lie."""
        return {key: spread.limits for key, spread in self.sampler.spreads.items()}

    def part(self, at: slice) -> dict[str, Array]:
        """The draws of a range."""
        values = self.sampler.block(at.stop - at.start, self.start + at.start)
        return dict(zip(self.sampler.keys, values, strict=True))


def check(bound: BoundModel, settings: Uncertainty) -> None:
    """Raise `Problems` with everything that the settings ask of inputs that the case cannot give."""
    problems = [
        f"uncertainty.distributions.{key}: {problem}"
        for key, asked in settings.distributions.items()
        for problem in _distribution_problems(bound, key, asked)
    ]
    problems += _correlation_problems(bound.inputs, settings)
    if problems:
        raise Problems("uncertainty", problems)


def _distribution_problems(bound: BoundModel, key: str, asked: Distribution) -> Iterator[str]:
    each = bound.inputs.get(key)
    if each is None:
        yield f"is not an input that this case reads{nearest(key, bound.inputs)}"
    elif asked.kind == "fixed":
        return
    elif key in CHOICES:
        yield "is one question for all futures and is not drawn; remove its distribution"
    elif range_of(each) is None:
        yield "has no range to be drawn from; give it low and high under overrides"
    else:
        yield from _lognormal_problems(bound, each) if asked.kind == "lognormal" else ()
        yield from _value_problems(each, asked)


def _value_problems(each: Input, asked: Distribution) -> Iterator[str]:
    declared = each.declaration
    for value in asked.values:
        if declared.minimum is not None and value < declared.minimum:
            yield f"the value {value:g} is below the minimum {declared.minimum:g}; raise it"
        elif declared.maximum is not None and value > declared.maximum:
            yield f"the value {value:g} is above the maximum {declared.maximum:g}; lower it"
        elif declared.format == "whole" and value != int(value):
            yield f"the value {value:g} is not a whole number; round it"


def _lognormal_problems(bound: BoundModel, each: Input) -> Iterator[str]:
    """Half of the futures lie on each side of the middle value: at an end they would be one number."""
    (low, high), middle = range_of(each) or (0.0, 0.0), mode_of(bound, each)
    if low <= 0:
        yield f"a lognormal needs a range above 0, but low is {low:g}; choose pert"
    elif not low < middle < high:
        yield (
            f"half of a lognormal lies on each side of the value, but {middle:g} is an end of the range; "
            "move that end away from it, or choose pert"
        )


def _correlation_problems(inputs: Mapping[str, Input], settings: Uncertainty) -> Iterator[str]:
    seen: dict[frozenset[str], float] = {}
    for at, each in enumerate(settings.correlations):
        place = f"uncertainty.correlations[{at}]"
        for key in each.between:
            if key not in inputs:
                yield f"{place}: '{key}' is not an input that this case reads{nearest(key, inputs)}"
        before = seen.setdefault(frozenset(each.between), each.rank)
        if before != each.rank:
            pair = " and ".join(each.between)
            yield f"{place}: {pair} have the rank {each.rank:g} here and {before:g} before; keep one"
