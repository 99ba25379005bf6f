"""Refusals that every finance module shares; allowed imports: numpy, the standard library."""

from collections.abc import Sequence
from datetime import date
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import ArrayLike, NDArray

FloatArray: TypeAlias = NDArray[np.float64]
# A number for plain numbers, an array for arrays: numpy's own stubs say Any here too.
Numbers: TypeAlias = Any


def finite_flows(flows: ArrayLike) -> FloatArray:
    """Refuse flows that are not finite, since every comparison with nan would quietly be false."""
    amounts = np.asarray(flows, dtype=np.float64)
    if amounts.ndim == 0:
        raise ValueError("flows must be a series of amounts, not one number")
    if not np.isfinite(amounts).all():
        raise ValueError("flows must be finite numbers; found nan or infinity")
    return amounts


def flow_row(flows: ArrayLike) -> FloatArray:
    """Refuse anything but one finite series."""
    amounts = finite_flows(flows)
    if amounts.ndim != 1:
        raise ValueError(f"flows must be one series, not shape {amounts.shape}; a batch has its own function")
    return amounts


def compounding_rate(rate: ArrayLike) -> Numbers:
    """Refuse a rate at or below -1, where nothing compounds."""
    rates = np.asarray(rate, dtype=np.float64)
    if not (np.isfinite(rates).all() and (rates > -1).all()):
        raise ValueError(f"a rate must be a finite fraction above -1, not {rates}")
    return rates[()]


def years_since_first(dates: Sequence[date], count: int) -> FloatArray:
    """Count actual days over 365 from the first date, which no other date may precede."""
    if len(dates) != count:
        raise ValueError(f"{count} flows need as many dates, not {len(dates)}")
    days = np.array([(day - dates[0]).days for day in dates], dtype=np.float64)
    if (days < 0).any():
        raise ValueError(f"no date may precede the first, {dates[0]}")
    return days / 365
