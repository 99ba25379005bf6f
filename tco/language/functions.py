"""The functions of the language: each exists for every interpreter or not at all.

Promise: at most fourteen functions; called with numbers or arrays they compute (last axis the
year), called with a formula they return a formula. The four *row functions* need whole rows: in a
rule their row arguments must be plain names. May import numpy, `tco.finance` and `formula` only.

A row argument may be a plain array, read as a full row, or a `Row`, which knows where its first
column stands relative to the columns being computed (histories begin before year 0; a line that
depends on its own earlier years is computed one column at a time).
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any

import numpy as np
from numpy.lib.mixins import NDArrayOperatorsMixin

from tco.finance.returns import irr_batch
from tco.language.formula import Call, Name, Number, Operation, as_formula

Array = Any
FUNCTIONS: dict[str, Callable[..., Any]] = {}
ON_ARRAYS: dict[str, Callable[..., Array]] = {}  # the same, which know no formulas
ROW_ARGUMENTS: dict[str, frozenset[int]] = {}
FORMULAS = frozenset({Name, Number, Operation, Call})
EARLIER_ONLY = frozenset({"previous", "still_serving"})


class Row(NDArrayOperatorsMixin):
    """A whole row as a row function sees it while some columns of another line are computed.

    In plain arithmetic it stands for its cells in the computed columns.

    Args:
        values: array whose last axis is the row's own columns.
        lead: how many of the row's columns stand before the first computed column.
        column: the one computed column, counted from that first one; None for all columns.
        width: how many columns are computed when `column` is None.
    """

    __slots__ = ("column", "lead", "values", "width")

    def __init__(self, values: Array, lead: int = 0, column: int | None = None, width: int | None = None):
        self.values = values
        self.lead = lead
        self.column = column
        self.width = values.shape[-1] - lead if width is None else width

    @property
    def cells(self) -> Array:
        """The row's values in the computed columns."""
        if self.column is None:
            return self.values[..., self.lead : self.lead + self.width]
        return self.values[..., self.lead + self.column]

    def __array__(self, dtype: Any = None, copy: bool | None = None) -> Array:
        """The cells, for numpy functions that are not ufuncs."""
        return np.asarray(self.cells, dtype=dtype)

    def __array_ufunc__(self, ufunc: Any, method: str, *inputs: Any, **options: Any) -> Any:
        """Arithmetic on a row is arithmetic on its cells."""
        plain = (each.cells if isinstance(each, Row) else each for each in inputs)
        return getattr(ufunc, method)(*plain, **options)


def _as_row(value: Array) -> Row:
    return value if isinstance(value, Row) else Row(np.asarray(value, dtype=float))


def function(*row_arguments: int) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Add a function to the language; `row_arguments` are the positions that must be whole rows."""

    def add(compute: Callable[..., Any]) -> Callable[..., Any]:
        name = compute.__name__
        ROW_ARGUMENTS[name] = frozenset(row_arguments)

        def dispatch(*arguments: Any) -> Any:
            if FORMULAS.isdisjoint(map(type, arguments)):
                return compute(*arguments)
            return Call(name, tuple(as_formula(each) for each in arguments))

        dispatch.__name__, dispatch.__doc__ = name, compute.__doc__
        FUNCTIONS[name], ON_ARRAYS[name] = dispatch, compute
        return dispatch

    return add


@function()
def minimum(left: Array, right: Array) -> Array:
    """The smaller of two values."""
    return np.minimum(left, right)


@function()
def maximum(left: Array, right: Array) -> Array:
    """The larger of two values."""
    return np.maximum(left, right)


@function()
def at_least(left: Array, right: Array) -> Array:
    """1 where left is at least right, else 0."""
    return np.greater_equal(left, right).astype(float)


@function()
def equal(left: Array, right: Array) -> Array:
    """1 where the two are equal, else 0."""
    return np.equal(left, right).astype(float)


@function()
def ratio(numerator: Array, denominator: Array) -> Array:
    """Numerator / denominator, and 0 where the denominator is 0."""
    denominator = np.asarray(denominator, dtype=float)
    zero = denominator == 0.0
    if not np.count_nonzero(zero):
        return numerator / denominator
    return np.where(zero, 0.0, numerator / np.where(zero, 1.0, denominator))


@function()
def round_up(value: Array, digits: Array) -> Array:
    """The next whole number, after rounding away noise beyond `digits` decimals."""
    scale = 10.0 ** np.asarray(digits, dtype=float)
    value = np.asarray(value, dtype=float)
    return np.ceil(np.copysign(np.floor(np.abs(value) * scale + 0.5), value) / scale) + 0.0


@function(0)
def previous(row: Array) -> Array:
    """The row's value one year earlier, 0 before its first year."""
    row = _as_row(row)
    if row.column is not None:
        at = row.column + row.lead - 1
        return row.values[..., at] if at >= 0 else np.zeros_like(row.values[..., 0])
    if row.lead:
        return row.values[..., row.lead - 1 : row.lead - 1 + row.width]
    shifted = np.zeros_like(row.values)
    shifted[..., 1:] = row.values[..., :-1]
    return shifted


def _window_sum(amounts: Array, expiry: Array, including: int, weight: Callable[[Array], Array]) -> Array:
    """Amounts of the columns up to the computed one, weighted by a function of expiry minus year."""
    amounts, expiry = _as_row(amounts), _as_row(expiry)
    surplus = expiry.lead - amounts.lead
    ends = expiry.values[..., surplus:] if surplus else expiry.values
    if amounts.column is not None:
        stop = amounts.column + amounts.lead + including
        return np.add.reduce(amounts.values[..., :stop] * weight(ends[..., :stop] - amounts.column), axis=-1)
    size = amounts.values.shape[-1]
    columns, later = _years_and_later(size, amounts.lead, amounts.width, including)
    weights = weight(ends[..., None, :] - columns)
    np.copyto(weights, 0.0, where=later)
    return np.matmul(weights, amounts.values[..., None])[..., 0]


@cache
def _years_and_later(size: int, lead: int, width: int, including: int) -> tuple[Array, Array]:
    """The computed columns, and which of a row's own columns stand after each of them."""
    years = np.arange(lead, lead + width)[:, None]
    return years - lead, np.arange(size)[None, :] >= years + including


def _share_of_year(left: Array) -> Array:
    np.maximum(left, 0.0, out=left)  # in its place: these are the largest arrays of a batch of draws
    return np.minimum(left, 1.0, out=left)


def _years_after(left: Array) -> Array:
    np.subtract(left, 1.0, out=left)
    return np.maximum(left, 0.0, out=left)


@function(0, 1)
def still_serving(amounts: Array, expiry: Array) -> Array:
    """What earlier years' amounts still serve in this year: all of it before `expiry`, a part at the end.

    `expiry` is the first year in which a vintage no longer serves, on the same year count as the
    columns (column 0 of the computed row is year 0).
    """
    return _window_sum(amounts, expiry, 0, _share_of_year)


@function(0, 1)
def years_remaining(amounts: Array, expiry: Array) -> Array:
    """Amounts of this and earlier years times the years that they have left after this year."""
    return _window_sum(amounts, expiry, 1, _years_after)


@function(0, 1)
def on_date(amounts: Array, dates: Array, date: Array) -> Array:
    """The sum of the amounts of a row that fall due on a date."""
    amounts, dates = _as_row(amounts).values, _as_row(dates).values
    due = dates[..., None, :] == np.asarray(date)[..., :, None]
    return np.matmul(due.astype(float), amounts[..., None])[..., 0]


@function(1, 2)
def tiered(volume: Array, thresholds: Array, steps: Array) -> Array:
    """The cost of a volume whose unit price rises by `steps` beyond each threshold."""
    thresholds, steps = _as_row(thresholds).values, _as_row(steps).values
    beyond = np.maximum(np.asarray(volume)[..., None] - thresholds[..., None, :], 0.0)
    return (beyond * steps[..., None, :]).sum(axis=-1)


@function(0)
def row_sum(row: Array) -> Array:
    """The sum of a row, as a row of one column."""
    return _as_row(row).values.sum(axis=-1, keepdims=True)


@function(0)
def internal_rate(row: Array, guess: Array) -> Array:
    """The rate per column at which the row's present value is 0, where there is exactly one.

    Not-a-number otherwise. The guess is what a spreadsheet needs; it does not change the result.
    """
    values = _as_row(row).values
    return irr_batch(values)[..., None] + 0.0 * np.asarray(guess)
