"""One formula on cells: the functions of the language as operations on draws.

Promise: each function means what `tco.language.functions` says; amounts are added in pairs. Imports
numpy, `language` and `cells`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from tco.language.formula import Call, Formula, Name, Number, Operation
from tco.language.functions import FUNCTIONS
from tco.uncertainty.cells import KNOWN, Cells, Graph, joined, widened

Array = Any
RATE = "internal_rate"
ZERO, ONE, TEN = (Cells(np.array(value)) for value in (0.0, 1.0, 10.0))
Weight = Callable[[Graph, Cells], Cells]


@dataclass(frozen=True)
class Window:
    """A whole row as a row function sees it; `column` is the one computed, None for all `width`."""

    cells: Cells
    lead: int
    column: int | None
    width: int

    @property
    def now(self) -> Cells:
        """The row's cells in the computed columns."""
        if self.column is None:
            return self.cells[..., self.lead : self.lead + self.width]
        return self.cells[..., self.lead + self.column]


Argument = Cells | Window
Names = Mapping[str, Argument]


def value_of(graph: Graph, formula: Formula | None, names: Names) -> Cells:
    """The cells of a formula whose parameters are these."""
    if isinstance(formula, Name):
        return now(names[formula.id])
    if isinstance(formula, Number):
        return Cells(np.array(formula.value))
    if isinstance(formula, Operation):
        left, right = (value_of(graph, each, names) for each in (formula.left, formula.right))
        return graph.apply(formula.symbol, left, right)
    assert isinstance(formula, Call)
    if formula.function in OF_ROWS:
        return OF_ROWS[formula.function](
            graph, *(_argument(graph, each, names) for each in formula.arguments)
        )
    left, right = (value_of(graph, each, names) for each in formula.arguments)
    if formula.function == "round_up":
        right = graph.apply("**", TEN, right)
    return graph.apply(formula.function, left, right)


def now(argument: Argument) -> Cells:
    """In plain arithmetic a row stands for its cells in the computed columns."""
    return argument.now if isinstance(argument, Window) else argument


def _argument(graph: Graph, formula: Formula, names: Names) -> Argument:
    return names[formula.id] if isinstance(formula, Name) else value_of(graph, formula, names)


def _previous(_: Graph, row: Window) -> Cells:
    cells, before = row.cells, row.lead - 1
    if row.column is not None:
        at = row.column + before
        return cells[..., at] if at >= 0 else Cells(np.zeros(cells.shape[:-1]))
    if row.lead:
        return cells[..., before : before + row.width]
    return joined([Cells(np.zeros((*cells.shape[:-1], 1))), cells[..., :-1]])


def _served(graph: Graph, left: Cells) -> Cells:
    return graph.apply("minimum", graph.apply("maximum", left, ZERO), ONE)


def _still_serving(graph: Graph, amounts: Window, expiry: Window) -> Cells:
    return _window_sum(graph, amounts, expiry, 0, _served)


def _left_after(graph: Graph, left: Cells) -> Cells:
    return graph.apply("maximum", graph.apply("-", left, ONE), ZERO)


def _years_remaining(graph: Graph, amounts: Window, expiry: Window) -> Cells:
    return _window_sum(graph, amounts, expiry, 1, _left_after)


def _window_sum(graph: Graph, amounts: Window, expiry: Window, including: int, weight: Weight) -> Cells:
    """Amounts of the columns up to the computed one, weighted by a function of expiry minus year."""
    ends = expiry.cells[..., expiry.lead - amounts.lead :]
    if amounts.column is not None:
        stop = amounts.column + amounts.lead + including
        if not stop:
            return Cells(np.zeros(amounts.cells.shape[:-1]))
        counted, ends = amounts.cells[..., :stop], ends[..., :stop]
        year = Cells(np.array(float(amounts.column)))
    else:
        years = np.arange(amounts.lead, amounts.lead + amounts.width)[:, None]
        past = np.arange(amounts.cells.shape[-1])[None, :] < years + including
        counted = _where(past, amounts.cells[..., None, :])
        ends, year = ends[..., None, :], Cells(years - float(amounts.lead))
    ends = _where((counted.codes != KNOWN) | (counted.low != 0.0), ends)
    weights = weight(graph, graph.apply("-", ends, year))
    return graph.added(graph.apply("*", counted, weights))


def _where(mask: Array, cells: Cells) -> Cells:
    """The cells where the mask holds, else 0."""
    cells = widened(cells, np.broadcast_shapes(mask.shape, cells.shape))
    low = np.where(mask, cells.low, 0.0)
    if cells.nodes is None:
        return Cells(low)
    return Cells(low, np.where(mask, cells.high, 0.0), np.where(mask, cells.nodes, KNOWN))


def _on_date(graph: Graph, amounts: Window, dates: Window, date: Argument) -> Cells:
    paid, due = amounts.cells[..., None, :], dates.cells[..., None, :]
    due = _where((paid.codes != KNOWN) | (paid.low != 0.0), due)
    return graph.added(graph.apply("*", paid, graph.apply("equal", due, now(date)[..., :, None])))


def _tiered(graph: Graph, volume: Argument, thresholds: Window, steps: Window) -> Cells:
    rises = steps.cells[..., None, :]
    beyond = graph.apply("-", now(volume)[..., :, None], thresholds.cells[..., None, :])
    beyond = _where((rises.codes != KNOWN) | (rises.low != 0.0), beyond)
    return graph.added(graph.apply("*", graph.apply("maximum", beyond, ZERO), rises))


def _row_sum(graph: Graph, row: Window) -> Cells:
    graph.rows.append(row.cells.codes)
    return graph.added(row.cells)[..., None]


def _internal_rate(graph: Graph, row: Window, _: Argument) -> Cells:
    """The rate is solved for each draw; nothing is known about it before."""
    cells = row.cells
    if cells.nodes is None:
        return Cells(FUNCTIONS[RATE](cells.low, 0.0))
    flat = cells.nodes.reshape(-1, cells.shape[-1])
    low = cells.low.reshape(flat.shape)
    found = []
    for codes, values in zip(flat.tolist(), low.tolist(), strict=True):
        operands = tuple(
            graph.number(value) if code == KNOWN else code for code, value in zip(codes, values, strict=True)
        )
        found.append(graph.node(RATE, operands))
    nodes = np.array(found).reshape(*cells.shape[:-1], 1)
    return Cells(np.full(nodes.shape, -np.inf), np.full(nodes.shape, np.inf), nodes)


OF_ROWS: dict[str, Callable[..., Cells]] = {
    "previous": _previous, "still_serving": _still_serving, "years_remaining": _years_remaining,
    "on_date": _on_date, "tiered": _tiered, "row_sum": _row_sum, RATE: _internal_rate,
}  # fmt: skip
