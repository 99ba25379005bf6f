"""Present values and the factors behind them; allowed imports: numpy, the standard library."""

from collections.abc import Sequence
from datetime import date

import numpy as np
from numpy.typing import ArrayLike

from tco.finance._checks import Numbers, compounding_rate, finite_flows, flow_row, years_since_first


def discount_factor(rate: ArrayLike, years_from_start: ArrayLike) -> Numbers:
    """Value today of one unit of money that is paid after some years.

    Args:
        rate: Discount rate per year, a fraction; any shape.
        years_from_start: Years, not necessarily whole; any shape that broadcasts with `rate`.

    Returns:
        (1 + rate) ** -years, in the common shape.

    Raises:
        ValueError: A rate is not a finite fraction above -1.
    """
    return (1 + compounding_rate(rate)) ** -np.asarray(years_from_start, dtype=np.float64)


def present_value(flows: ArrayLike, times: ArrayLike, rate: ArrayLike) -> Numbers:
    """Sum of the flows, each discounted from its own date.

    Args:
        flows: Money, shape (..., T).
        times: Years from the start, shape (T,) or any that broadcasts with `flows`.
        rate: Discount rate per year, a fraction; one number or one per series, shape (...).

    Returns:
        Money, shape (...); a number for one series.

    Raises:
        ValueError: A flow is not finite, or a rate is not a finite fraction above -1.
    """
    rates = np.asarray(rate, dtype=np.float64)[..., np.newaxis]
    return (finite_flows(flows) * discount_factor(rates, times)).sum(axis=-1)


def npv(flows: ArrayLike, rate: ArrayLike) -> Numbers:
    """Net present value in the meaning of finance: the first flow falls today and is not discounted.

    Args:
        flows: Money at the times 0, 1, 2 and so on, shape (..., T).
        rate: Discount rate per period, a fraction; one number or one per series.

    Returns:
        Money, shape (...).

    Raises:
        ValueError: As `present_value`.
    """
    amounts = finite_flows(flows)
    return present_value(amounts, np.arange(amounts.shape[-1]), rate)


def spreadsheet_npv(flows: ArrayLike, rate: ArrayLike) -> Numbers:
    """NPV() of a spreadsheet, which discounts even the first value by one period.

    Args:
        flows: Money at the ends of the periods 1, 2, 3 and so on, shape (..., T).
        rate: Discount rate per period, a fraction; one number or one per series.

    Returns:
        Money, shape (...).

    Raises:
        ValueError: As `present_value`.
    """
    amounts = finite_flows(flows)
    return present_value(amounts, np.arange(1, amounts.shape[-1] + 1), rate)


def xnpv(flows: ArrayLike, dates: Sequence[date], rate: float) -> float:
    """XNPV() of a spreadsheet: actual days over 365 from the first date, whatever the leap years.

    Args:
        flows: Money, shape (T,).
        dates: One date per flow; none before the first.
        rate: Discount rate per year, a fraction.

    Returns:
        Money on the first date.

    Raises:
        ValueError: Flows and dates do not pair, a date precedes the first, or as `present_value`.
    """
    amounts = flow_row(flows)
    return float(present_value(amounts, years_since_first(dates, amounts.size), rate))


def annuity_factor(rate: ArrayLike, years: ArrayLike) -> Numbers:
    """Present value of one unit of money at the end of each year; the number of years itself at rate 0.

    Args:
        rate: Discount rate per year, a fraction; any shape.
        years: Positive number of years, not necessarily whole; broadcasts with `rate`.

    Returns:
        (1 - (1 + rate) ** -years) / rate, in the common shape.

    Raises:
        ValueError: Years are not positive, or a rate is not a finite fraction above -1.
    """
    rates, spans = np.broadcast_arrays(compounding_rate(rate), np.asarray(years, dtype=np.float64))
    if not (spans > 0).all():
        raise ValueError(f"years must be above 0, not {spans}")
    # expm1 and log1p keep the digits that 1 - (1 + rate) ** -years loses at rates near 0.
    shrinkage = -np.expm1(-spans * np.log1p(rates))
    return np.divide(shrinkage, rates, out=spans.copy(), where=rates != 0)[()]


def equivalent_annual_cost(present_value: ArrayLike, rate: ArrayLike, years: ArrayLike) -> Numbers:
    """Level cost at the end of each year that has the given present value; a plain average at rate 0.

    Args:
        present_value: Money today; any shape.
        rate: Discount rate per year, a fraction.
        years: Positive number of years.

    Returns:
        Money per year, in the common shape.

    Raises:
        ValueError: As `annuity_factor`.
    """
    return np.asarray(present_value, dtype=np.float64) / annuity_factor(rate, years)


def real_to_nominal(real: ArrayLike, inflation: ArrayLike) -> Numbers:
    """Nominal rate that earns the real rate on top of inflation (Fisher, exact rather than the sum).

    Args:
        real: Rate per year above inflation, a fraction; any shape.
        inflation: General inflation per year, a fraction.

    Returns:
        (1 + real) * (1 + inflation) - 1.

    Raises:
        ValueError: A rate is not a finite fraction above -1.
    """
    return (1 + compounding_rate(real)) * (1 + compounding_rate(inflation)) - 1


def nominal_to_real(nominal: ArrayLike, inflation: ArrayLike) -> Numbers:
    """Real rate left of a nominal one after inflation (Fisher), the inverse of `real_to_nominal`.

    Args:
        nominal: Rate per year in money of the day, a fraction; any shape.
        inflation: General inflation per year, a fraction.

    Returns:
        (1 + nominal) / (1 + inflation) - 1.

    Raises:
        ValueError: A rate is not a finite fraction above -1.
    """
    return (1 + compounding_rate(nominal)) / (1 + compounding_rate(inflation)) - 1
