"""Rates of return and when they exist; allowed imports: numpy, the standard library."""

from collections.abc import Sequence
from datetime import date

import numpy as np
from numpy.typing import ArrayLike, NDArray

from tco.finance._checks import (
    FloatArray,
    Numbers,
    compounding_rate,
    finite_flows,
    flow_row,
    years_since_first,
)
from tco.finance.discounting import discount_factor, npv

# Newton steps at most this often, and once more after a step this small, which squares the remaining error.
MOST_STEPS = 100
SMALL_STEP = 1e-9
# Rows solved together, so that they stay in the processor's cache.
BLOCK = 500


def sign_changes(flows: ArrayLike) -> int:
    """Number of changes of sign, zeros skipped: above one, a rate of return need not be unique (Descartes).

    Args:
        flows: Money in order of time, shape (T,).

    Returns:
        A count from 0 to T - 1.

    Raises:
        ValueError: Flows are not one finite series.
    """
    signs = np.sign(flow_row(flows))
    return int(np.count_nonzero(np.diff(signs[signs != 0])))


def irr(flows: ArrayLike) -> float | None:
    """Internal rate of return, given only where it must be unique: one change of sign, either way.

    Args:
        flows: Money at the times 0, 1, 2 and so on, shape (T,).

    Returns:
        A fraction per period above -1, or None.

    Raises:
        ValueError: Flows are not one finite series.
    """
    amounts = flow_row(flows)
    if sign_changes(amounts) != 1:
        return None
    return _solve_row(amounts, np.arange(amounts.size))


def irr_batch(flows: ArrayLike) -> FloatArray:
    """Internal rate of return of many investments at once: exactly one change of sign, from - to +.

    Args:
        flows: Money at the times 0, 1, 2 and so on, shape (..., T).

    Returns:
        Fractions per period, shape (...); nan where the flows are not an investment of that form.

    Raises:
        ValueError: A flow is not finite.
    """
    amounts = finite_flows(flows)
    rows = amounts.reshape(-1, amounts.shape[-1])
    rates = np.full(len(rows), np.nan)
    conventional = np.flatnonzero(_invests_then_earns(rows))
    for start in range(0, conventional.size, BLOCK):
        block = conventional[start : start + BLOCK]
        rates[block] = _solve_investments(rows[block], np.arange(rows.shape[-1]))
    return rates.reshape(amounts.shape[:-1])


def mirr(flows: ArrayLike, finance_rate: float, reinvest_rate: float) -> float | None:
    """MIRR() of a spreadsheet: spending is financed at one rate, receipts are reinvested at another.

    Args:
        flows: Money at the times 0, 1, 2 and so on, shape (T,).
        finance_rate: Fraction per period for the negative flows.
        reinvest_rate: Fraction per period for the positive flows.

    Returns:
        A fraction per period, or None without both spending and receipts.

    Raises:
        ValueError: Flows are not one finite series, or a rate is not a finite fraction above -1.
    """
    result = float(mirr_batch(flow_row(flows), finance_rate, reinvest_rate))
    return None if np.isnan(result) else result


def mirr_batch(flows: ArrayLike, finance_rate: ArrayLike, reinvest_rate: ArrayLike) -> Numbers:
    """Modified internal rate of return of many series at once, as `mirr`.

    Args:
        flows: Money at the times 0, 1, 2 and so on, shape (..., T).
        finance_rate: Fraction per period for the negative flows; one number or one per series.
        reinvest_rate: Fraction per period for the positive flows; one number or one per series.

    Returns:
        Fractions per period, shape (...); nan without both spending and receipts.

    Raises:
        ValueError: As `mirr`.
    """
    amounts = finite_flows(flows)
    periods = amounts.shape[-1] - 1
    spent = -npv(np.minimum(amounts, 0), finance_rate)
    earned = npv(np.maximum(amounts, 0), reinvest_rate) / discount_factor(reinvest_rate, periods)
    defined = (spent > 0) & (earned > 0)
    multiple = np.divide(earned, spent, out=np.full(np.shape(spent), np.nan), where=defined)
    return multiple[()] ** (1 / max(periods, 1)) - 1


def xirr(flows: ArrayLike, dates: Sequence[date]) -> float | None:
    """XIRR() of a spreadsheet: actual days over 365; given only for one change of sign in order of date.

    Args:
        flows: Money, shape (T,).
        dates: One date per flow; none before the first.

    Returns:
        A fraction per year above -1, or None (also when all flows that matter share one day).

    Raises:
        ValueError: Flows are not one finite series, do not pair with dates, or a date precedes the first.
    """
    amounts = flow_row(flows)
    days, day_of_flow = np.unique(years_since_first(dates, amounts.size), return_inverse=True)
    per_day = np.bincount(day_of_flow, weights=amounts).astype(np.float64)
    if sign_changes(per_day) != 1:
        return None
    return _solve_row(per_day, days)


def adjusted_irr(savings_to_investment: ArrayLike, discount_rate: ArrayLike, years: ArrayLike) -> Numbers:
    """Adjusted internal rate of return (NIST Handbook 135): savings are reinvested at the discount rate.

    Args:
        savings_to_investment: Discounted savings / discounted extra investment, 0 or more; any shape.
        discount_rate: Fraction per year.
        years: Positive length of the study period.

    Returns:
        (1 + discount_rate) * ratio ** (1 / years) - 1, in the common shape.

    Raises:
        ValueError: A ratio is below 0, years are not positive, or a rate is not a finite fraction above -1.
    """
    ratios = np.asarray(savings_to_investment, dtype=np.float64)
    spans = np.asarray(years, dtype=np.float64)
    if not ((ratios >= 0).all() and (spans > 0).all()):
        raise ValueError(f"the ratio {ratios} must be 0 or more and the years {spans} above 0")
    return (1 + compounding_rate(discount_rate)) * ratios ** (1 / spans) - 1


def _invests_then_earns(rows: FloatArray) -> NDArray[np.bool_]:
    paid, received = rows < 0, rows > 0
    last_paid = rows.shape[-1] - 1 - paid[:, ::-1].argmax(axis=-1)
    both = paid.any(axis=-1) & received.any(axis=-1)
    return np.asarray(both & (last_paid < received.argmax(axis=-1)))


def _solve_row(flows: FloatArray, times: ArrayLike) -> float | None:
    first = flows[flows != 0][0]
    rate = float(_solve_investments(-np.sign(first) * flows[np.newaxis, :], np.asarray(times))[0])
    return None if np.isnan(rate) else rate


def _solve_investments(rows: FloatArray, times: NDArray[np.number]) -> FloatArray:
    """Solve log PV(receipts) = log PV(spending) for the log of the discount factor.

    Where all spending precedes all receipts, the difference of the logs rises at least as fast as the
    shortest gap between two dates. So the root is unique, lies between 0 and -difference(0) / gap, and Newton
    needs few steps, whatever the unit of money. pyxirr.irr wants an NPV within 1e-9 in that unit and returns
    None for most flows in the billions, as sums in won are.
    """
    gap = np.diff(times).min()
    with np.errstate(divide="ignore"):
        logs = np.log(np.maximum(-rows, 0)), np.log(np.maximum(rows, 0))
    log_factor = np.zeros(len(rows))
    height, slope = _log_ratio(*logs, times, log_factor)
    below, above = np.minimum(-height / gap, 0), np.maximum(-height / gap, 0)
    for _ in range(MOST_STEPS):
        below, above = np.where(height < 0, log_factor, below), np.where(height > 0, log_factor, above)
        newton = log_factor - height / slope
        inside = (newton >= below) & (newton <= above)
        previous, log_factor = log_factor, np.where(inside, newton, (below + above) / 2)
        if (np.abs(log_factor - previous) <= SMALL_STEP * (1 + np.abs(previous))).all():
            break
        height, slope = _log_ratio(*logs, times, log_factor)
    with np.errstate(over="ignore"):
        rates = np.expm1(-log_factor)
    return np.where(np.isfinite(rates), rates, np.nan)


def _log_ratio(
    spent: FloatArray, received: FloatArray, times: NDArray[np.number], log_factor: FloatArray
) -> tuple[FloatArray, FloatArray]:
    discount = np.outer(log_factor, times)
    spent_value, spent_time = _log_value(spent + discount, times)
    received_value, received_time = _log_value(received + discount, times)
    return received_value - spent_value, received_time - spent_time


def _log_value(logs: FloatArray, times: NDArray[np.number]) -> tuple[FloatArray, FloatArray]:
    """Log of the sum of exponentials without overflow, and the mean time weighted by them."""
    largest = logs.max(axis=-1)
    weights = np.exp(logs - largest[:, np.newaxis])
    total = weights.sum(axis=-1)
    return largest + np.log(total), weights @ times / total
