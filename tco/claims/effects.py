"""Tests of claims that a cost model cannot measure: what granting them moves, and what the service costs.

Promise: an effect is the model's own answer with the claim granted in full, beside the answer without it.
Imports numpy, `bench`, `data`, `findings`, `needed`, `shown`, `assumptions` and `figures` only.
"""

from __future__ import annotations

from collections.abc import Iterator
from math import prod

import numpy as np

from tco.assumptions import Text
from tco.claims.bench import Bench, Job
from tco.claims.data import AssumeTest, CostTest
from tco.claims.findings import Cost, Effect, Need, Outcome, Wanted
from tco.claims.needed import needed, over_bounds
from tco.claims.shown import shown
from tco.figures import NO_HOSPITAL, Condition, Quantity


def assume(bench: Bench, test: AssumeTest) -> Outcome:
    """The claim granted in full; of the first figure, for comparison, the ends of the input's range too."""
    keys = bench.ids(test.input, test.member)
    if not keys or not all(bench.has(each) for each in (*test.effects, test.target.quantity)):
        return Outcome(reason=NO_HOSPITAL)
    limits = bench.ids(test.limit) if test.limit else ()
    effects = tuple(_effects(bench, test, keys, limits))
    inputs = tuple(shown(bench, key) for key in (*keys, *limits))
    needs = tuple(_needs(bench, test, keys))
    return Outcome(effects=effects, inputs=inputs, needs=needs, reason=test.reason)


def _effects(
    bench: Bench, test: AssumeTest, keys: tuple[str, ...], limits: tuple[str, ...]
) -> Iterator[Effect]:
    quantities = [bench.quantity(each) for each in test.effects]
    each = bench.input(keys[0])
    ends = [end for end in (each.low, each.high) if each.has_range and end not in (None, test.value)]
    settings = [test.value, *(float(end) for end in ends if end is not None)]
    granted = bench.along([Job(keys, np.array(settings))], quantities)[0]
    claimed = [Job(keys, np.array([test.value]))]
    free = bench.along(claimed, quantities, dict.fromkeys(limits, 0.0))[0] if limits else None
    for name in bench.moving:
        at = bench.bound.alternatives.index(name)
        for column, quantity in enumerate(quantities):
            for row, setting in enumerate(settings if column == 0 else settings[:1]):
                unlimited = _number(free[0, column, at]) if free is not None and row == 0 else None
                yield Effect(
                    name, str(quantity), bench.label(quantity), bench.unit(quantity), setting,
                    bench.now(quantity, name), _number(granted[row, column, at]),
                    _wanted(bench, test, quantity), test.limit if unlimited is not None else "", unlimited,
                )  # fmt: skip


def _wanted(bench: Bench, test: AssumeTest, quantity: Quantity) -> Condition | None:
    """What the target asks of this figure, if it asks anything of it."""
    if bench.quantity(test.target.quantity) != quantity:
        return None
    of_baseline = bench.now(quantity, bench.baseline) if test.target.number is None else test.target.number
    return None if of_baseline is None else Condition(test.target.comparison, of_baseline)


def _needs(bench: Bench, test: AssumeTest, keys: tuple[str, ...]) -> list[Need]:
    """The value of this input, of all that are possible, that would meet the target."""
    quantity = bench.quantity(test.target.quantity)
    condition = _wanted(bench, test, quantity)
    if condition is None:
        return []
    label, unit = bench.label(quantity), bench.unit(quantity)
    wanted = [Wanted(name, label, unit, (str(quantity),), condition) for name in bench.moving]
    return needed(bench, wanted, [over_bounds(bench, keys)])


def cost(bench: Bench, test: CostTest) -> Outcome:
    """Present values of the service in every alternative, the baseline first."""
    named = (test.without, test.product)
    keys = [key for each in named if each for key in each.inputs] + list(test.inputs)
    if not all(bench.known_ids([key]) for key in keys) or not all(
        bench.bound.model.of_line(line) for line in test.lines
    ):
        return Outcome(reason=NO_HOSPITAL)
    costs = (*_of_lines(bench, test), *_without(bench, test), *_product(bench, test))
    inputs = tuple(shown(bench, key) for key in bench.known_ids(test.inputs))
    return Outcome(costs=costs, inputs=inputs, reason=test.reason)


def _of_lines(bench: Bench, test: CostTest) -> Iterator[Cost]:
    for line in test.lines:
        declared = bench.bound.model.of_line(line)[0].line
        label = Text(en=declared.label, ko=declared.label_ko)
        for name in (bench.baseline, *bench.moving):
            yield Cost(name, label, (line,), "money", bench.present_value_of(line, name))


def _without(bench: Bench, test: CostTest) -> Iterator[Cost]:
    """The fall of the present value as the inputs are set to 0."""
    if test.without is None:
        return
    keys = bench.known_ids(test.without.inputs)
    price = bench.quantity("present_value")
    row = bench.along([Job(keys, np.array([0.0]))], [price])[0]
    for name in (bench.baseline, *bench.moving):
        now = bench.now(price, name) or 0.0
        spared = now - float(row[0, 0, bench.bound.alternatives.index(name)])
        yield Cost(name, test.without.label, ("present_value", *keys), "money", spared)


def _product(bench: Bench, test: CostTest) -> Iterator[Cost]:
    """Multiplied inputs, each as it is for the baseline."""
    if test.product is not None:
        keys = [bench.known_ids([each])[0] for each in test.product.inputs]
        yield Cost("", test.product.label, tuple(keys), "money", prod(bench.own(key) for key in keys))


def _number(value: float) -> float | None:
    return float(value) if np.isfinite(value) else None
