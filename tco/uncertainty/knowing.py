"""What it is worth to know inputs before choosing: the expected cost of the choice without and with it.

Promise: the value of knowing some inputs is that of a rule which chooses by them alone, learnt on some
draws and tried on others. Such a rule is never better than the best one, so the value is not inflated by
chance, and an input that tells nothing is worth 0 within the error; what the rule misses makes it too small.
The limit allows for that: it is the value of the rule as it would have been improved in hindsight, on the
very draws that it is tried on, which chance flatters. What other, independent inputs add to the costs is
taken out first (its mean stays), which narrows the error and moves nothing. Errors come from the independent
scrambles. What happens in none of the draws is in none of the figures. Imports numpy, scipy,
`smoothing` and `hindsight` only.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, NamedTuple

import numpy as np

from tco.uncertainty.hindsight import Rule, improved
from tco.uncertainty.smoothing import (
    CONSTANT,
    Basis,
    Penalty,
    best,
    coefficients,
    functions_of,
    predictions,
    product,
    unseen,
)

Array = Any
LARGEST = 2**13  # draws that a rule is learnt and tried on; the value of knowing everything takes all
BLOCKS, FEWEST = 8, 64
ROUNDING = 1e-9  # of the largest cost: smaller differences are not of money
PER_INPUT, IN_GROUP = 3, 4
PARTNERS, HIGHEST, FEW, MOST = 10, 6, 4, 256
NOTHING = Penalty(0.0, CONSTANT)
OF_ONE = (NOTHING, *(Penalty(bent) for bent in (1e6, 1e-1, 1e-2, 1e-3, 1e-4, 1e-6)))
OF_ALL = tuple(Penalty(0.0, each) for each in (1e-5, 1e-4, 1e-3, 1e-2, 1e-1, CONSTANT))
OF_GROUP = (
    NOTHING,
    *(Penalty(bent, each) for bent in (1e-4, 1e-2) for each in (1e-5, 1e-3, 1e-2, 1e-1)),
)


@dataclass(frozen=True)
class Estimate:
    """An amount and how sure it is.

    Attributes:
        amount: never below 0.
        error: standard error; None where there are too few draws to tell it.
        limit: above it the amount hardly lies (97.5 %), as far as these draws tell.
        sure: whether the error holds the amount apart from 0 (99.5 %).
        least: below it the amount hardly lies (97.5 %); from 0.
    """

    amount: float
    error: float | None
    limit: float
    sure: bool
    least: float = 0.0


ZERO = Estimate(0.0, 0.0, 0.0, False)


class _Term(NamedTuple):
    """One function of the regression on everything."""

    inputs: frozenset[int]
    column: Array


class Choice:
    """Draws of a choice, which may be asked what it is worth to know inputs before choosing.

    Args:
        costs: (draws, alternatives); the alternative with the least expected cost is chosen.
        inputs: (draws, inputs), or of the first draws only; those that are drawn together are one.
        scramble: which independent repetition each draw belongs to.
        linked: pairs of inputs that are correlated; all others are independent.
    """

    def __init__(self, costs: Array, inputs: Array, scramble: Array, linked: Iterable[tuple[int, int]] = ()):
        if not np.isfinite(costs).all() or not np.isfinite(inputs).all():
            raise ValueError("costs and inputs of every draw must be finite numbers")
        self._all_costs = costs[_by_scramble(scramble)]
        self.scrambles = len(self._all_costs)
        self.chosen = int(self.means().argmin())
        rows = _by_scramble(scramble[: len(inputs)])[:, : max(1, LARGEST // self.scrambles)].ravel()
        self.n = rows.size
        self._inputs = inputs[rows]
        differences = np.delete(costs[rows] - costs[rows][:, [self.chosen]], self.chosen, axis=1)
        self.scale = float(np.abs(differences).max(initial=0.0))
        self._differences = differences / (self.scale or 1.0)
        self._components = _components(inputs.shape[1], linked)

    @cached_property
    def everything(self) -> Estimate:
        """What it is worth to know all inputs (expected value of perfect information)."""
        gains = self._all_costs[:, :, self.chosen] - self._all_costs.min(axis=2)
        gains[gains <= ROUNDING * np.abs(self._all_costs).max()] = 0.0
        found = self._estimate(gains.mean(axis=1), gains.ravel())
        return replace(found, sure=found.amount > 0.0) if found.amount else ZERO

    def knowing(self, columns: Sequence[int]) -> Estimate:
        """What it is worth to know some inputs; correlated ones tell of each other, and that counts."""
        most = self.everything
        if not most.amount or not columns:
            return ZERO
        if not self._blocks:
            return Estimate(0.0, None, most.limit, False)
        rule = self.rule(columns)
        found = self._worth(rule)
        limit = max(found.limit, *(self._worth(each).limit for each in self._improved(rule, columns)))
        return replace(found, amount=min(found.amount, most.amount), limit=min(limit, most.limit))

    def rule(self, columns: Sequence[int]) -> Rule:
        """Which difference each draw's choice by some inputs takes, learnt on other draws than it."""
        basis = functions_of(self._inputs[:, columns[0]]) if len(columns) == 1 else self._joint(columns)
        targets = self._targets(columns)
        penalties = OF_ONE if len(columns) == 1 else OF_GROUP
        predicted = predictions(basis, coefficients(basis, targets, penalties))
        actual = unseen(targets)
        at = best(predicted, actual)
        expected = predicted[at, :, np.arange(at.size)].T
        taken = expected.argmin(axis=1)[:, None] == np.arange(at.size)
        return Rule(taken & (expected < 0.0), actual, expected)

    def saved(self, rule: Rule) -> Array:
        """For each scramble, what is saved by choosing by the rule instead of without it.

        What was taken out has the mean 0 over all scrambles, but not in each: how the scrambles differ in it
        tells how far its mean is from the true one, and so belongs to the differences between them.
        """
        gains = -(rule.actual * rule.taken).sum(axis=1)
        out = (self._differences - rule.actual) @ rule.taken.mean(axis=0)
        return self.scale * (gains - out + out.mean()).reshape(self.scrambles, -1).mean(axis=1)

    def _improved(self, rule: Rule, columns: Sequence[int]) -> Iterator[Rule]:
        """The rule improved in hindsight along each input and, of several, along what it expects of them."""
        orders = [self._inputs[:, at] for at in columns[:FEW]]
        orders += list(rule.expected.T) if len(columns) > 1 else []
        for order in orders:
            yield improved(improved(rule, order), order)  # twice: what begins and ends has two ends to miss

    def _worth(self, rule: Rule) -> Estimate:
        return self._estimate(self.saved(rule), self.scale * (rule.actual * rule.taken).sum(axis=1))

    @cached_property
    def elsewhere(self) -> float:
        """The share of draws in which another alternative is cheaper, by more than rounding."""
        gains = self._all_costs[:, :, self.chosen] - self._all_costs.min(axis=2)
        return float((gains > ROUNDING * np.abs(self._all_costs).max()).mean())

    def means(self) -> Array:
        """The expected cost of each alternative."""
        return self._all_costs.mean(axis=(0, 1))

    def _estimate(self, means: Array, gains: Array) -> Estimate:
        """The mean of the scrambles' means, with its error told from their differences.

        The limits never lie nearer than by what one draw more or less of those with a gain would change:
        where a rare event falls alike into each scramble, these do not differ.
        """
        middle = float(means.mean())
        amount = max(0.0, middle)
        if means.size == 1:
            return Estimate(amount, None, amount, amount > 0.0)
        error = float(means.std(ddof=1) / np.sqrt(means.size))
        usual, strict = (_standard_errors(means.size, each) for each in (0.975, 0.995))
        changed = np.abs(gains[gains != 0.0])
        reach = usual * max(error, float(changed.mean()) / gains.size if changed.size else 0.0)
        limit, least = max(amount, middle + reach), max(0.0, middle - reach)
        return Estimate(amount, error, limit, amount > strict * error, least)

    @cached_property
    def _blocks(self) -> int:
        """Into how many parts the draws fall, of which each is tried once; 0 where they are too few."""
        if self.n < FEWEST or not self._differences.shape[1]:
            return 0
        return self.scrambles if self.scrambles % BLOCKS else BLOCKS

    @cached_property
    def _strength(self) -> Array:
        """(inputs, functions): how much of the differences each function of an input explains alone."""
        found = np.zeros((self._inputs.shape[1], IN_GROUP))
        spread = self._differences.std(axis=0)
        known = self._differences[:, spread > 0] / spread[spread > 0]
        for at, values in enumerate(self._inputs.T):
            columns = functions_of(values).columns[:, :IN_GROUP]
            found[at, : columns.shape[1]] = ((columns.T @ known / self.n) ** 2).max(axis=1, initial=0.0)
        return np.where(found > 6.0 / self.n, found, 0.0)

    def _strongest(self, columns: Iterable[int], most: int) -> list[int]:
        strength = self._strength.sum(axis=1)
        ranked = sorted(columns, key=lambda at: -strength[at])
        return [at for at in ranked[:most] if strength[at] > 0.0]

    def _products(self, columns: Iterable[int], most: int) -> list[_Term]:
        """Products of two inputs' functions, the straightest of the strongest inputs first."""
        functions = {at: functions_of(self._inputs[:, at]).columns for at in columns}
        pairs = [(one, other) for rank, other in enumerate(functions) for one in list(functions)[:rank]]
        chosen = [
            (one, other, p, degree - p)
            for degree in range(HIGHEST)
            for one, other in pairs
            for p in range(degree + 1)
            if p < functions[one].shape[1] and degree - p < functions[other].shape[1]
        ]
        return [
            _Term(frozenset((one, other)), product(functions[one][:, p], functions[other][:, q]))
            for one, other, p, q in chosen[:most]
        ]

    @cached_property
    def _terms(self) -> list[_Term]:
        strength = self._strength[:, :PER_INPUT]
        ranked = np.argsort(-strength, axis=None, kind="stable")[: min(self.n // 16, MOST)]
        terms = []
        for flat in ranked.tolist():
            at, number = divmod(flat, PER_INPUT)
            if strength[at, number] > 0.0:
                column = functions_of(self._inputs[:, at]).columns[:, number]
                terms.append(_Term(frozenset((at,)), column))
        partners = self._strongest(range(self._inputs.shape[1]), PARTNERS)
        return terms + self._products(partners, min(self.n // 32, MOST // 2))

    @cached_property
    def _explained(self) -> tuple[Array, Array]:
        """Coefficients of the regression on everything by block left out, and what it leaves."""
        columns = np.column_stack([each.column for each in self._terms] or [np.zeros((self.n, 0))])
        basis = Basis(columns, np.zeros(columns.shape[1]))
        targets = np.repeat(self._differences[None], self._blocks, axis=0)
        fitted = coefficients(basis, targets, OF_ALL)
        at = best(predictions(basis, fitted), self._differences)
        chosen = fitted[at, :, 1:, np.arange(at.size)].transpose(1, 2, 0)
        return chosen, targets - columns @ chosen

    def _targets(self, columns: Sequence[int]) -> Array:
        """(blocks, draws, differences) without what inputs independent of these add, but for its mean."""
        fitted, rest = self._explained
        near: frozenset[int] = frozenset().union(*(self._components[at] for at in columns))
        kept = [at for at, each in enumerate(self._terms) if each.inputs <= near]
        if not kept:
            return rest
        return rest + np.column_stack([self._terms[at].column for at in kept]) @ fitted[:, kept]

    def _joint(self, columns: Sequence[int]) -> Basis:
        """Functions of several inputs: those of each, and products of the strongest."""
        members = list(columns) if len(columns) <= FEW else self._strongest(columns, self.n // 64)
        bases = [functions_of(self._inputs[:, at]) for at in members]
        products = self._products(members[:PARTNERS], min(self.n // 32, MOST // 2))
        parts = [each.columns[:, :IN_GROUP] for each in bases] + [each.column[:, None] for each in products]
        roughness = [each.roughness[:IN_GROUP] for each in bases] + [np.zeros(len(products))]
        return Basis(np.concatenate([np.zeros((self.n, 0)), *parts], axis=1), np.concatenate(roughness))


def _standard_errors(scrambles: int, probability: float) -> float:
    """How many of them a mean is from the true one at most, with this probability."""
    from scipy.special import stdtrit

    return float(stdtrit(scrambles - 1, probability))


def _by_scramble(scramble: Array) -> Array:
    """Which draws belong to each scramble, as (scrambles, draws): of each as many as the shortest has.

    A single scramble is cut into parts: they stand in for independent ones.
    """
    counts = np.unique(scramble, return_counts=True)[1]
    if counts.size == 1 and counts[0] >= FEWEST:
        return np.arange(counts[0] // BLOCKS * BLOCKS).reshape(BLOCKS, -1)
    starts = np.cumsum(counts) - counts
    order = np.argsort(scramble, kind="stable")
    return np.stack([order[start : start + counts.min()] for start in starts])


def _components(count: int, linked: Iterable[tuple[int, int]]) -> list[frozenset[int]]:
    """For each input all those that it hangs together with through correlations, itself included."""
    found = [frozenset((at,)) for at in range(count)]
    for one, other in linked:
        joined = found[one] | found[other]
        for at in joined:
            found[at] = joined
    return found
