"""Payback times; allowed imports: numpy, the standard library."""

import numpy as np
from numpy.typing import ArrayLike

from tco.finance._checks import FloatArray, finite_flows, flow_row

# What adding up may leave of an exact zero, as a share of the money that was added.
ROUNDING_SHARE = 1e-14


def payback(times: ArrayLike, flows: ArrayLike, *, whole_years: bool = False) -> float | None:
    """First time at which the running total, once negative, is 0 or more again, whatever follows.

    Discount the flows first for the discounted payback.

    Args:
        times: Years, strictly increasing, shape (T,).
        flows: Money at those times, shape (T,).
        whole_years: The end of that year (NIST), instead of linear interpolation between points.

    Returns:
        Years; 0 if the total is never negative, None if it never recovers.

    Raises:
        ValueError: Times do not increase or do not pair with the flows, or a flow is not finite.
    """
    result = float(payback_batch(times, flow_row(flows), whole_years=whole_years))
    return None if np.isnan(result) else result


def payback_batch(times: ArrayLike, flows: ArrayLike, *, whole_years: bool = False) -> FloatArray:
    """Payback of many series at once, as `payback`.

    Args:
        times: Years, strictly increasing, shape (T,).
        flows: Money at those times, shape (..., T).
        whole_years: As in `payback`.

    Returns:
        Years, shape (...); 0 where the total is never negative, nan where it never recovers.

    Raises:
        ValueError: As `payback`.
    """
    points, amounts = np.asarray(times, dtype=np.float64), finite_flows(flows)
    if points.shape != amounts.shape[-1:] or not (np.diff(points) > 0).all():
        raise ValueError(f"times must increase, one for each of the {amounts.shape[-1]} flows")
    crossings = _interpolated_crossings(points, _running_total(amounts))
    return np.asarray(np.ceil(crossings) if whole_years else crossings)


def _running_total(flows: FloatArray) -> FloatArray:
    total = flows.cumsum(axis=-1)
    exact_zero = np.abs(total) <= ROUNDING_SHARE * np.abs(flows).cumsum(axis=-1)
    return np.where(exact_zero, 0.0, total)


def _interpolated_crossings(times: FloatArray, total: FloatArray) -> FloatArray:
    recovers = (total[..., :-1] < 0) & (total[..., 1:] >= 0)
    before, after = total[..., :-1], total[..., 1:]
    share = np.divide(-before, after - before, out=np.zeros_like(before), where=recovers)
    when = np.where(recovers, times[:-1] + share * np.diff(times), np.inf).min(axis=-1, initial=np.inf)
    ever_negative = (total < 0).any(axis=-1)
    return np.where(ever_negative, np.where(np.isinf(when), np.nan, when), 0.0)
