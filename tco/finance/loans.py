"""Loan and annuity functions of spreadsheets, with their argument order and signs: received +, paid -.

Rates are per period; `due` is a spreadsheet's type 1, payment at the start of each period. What has no
finite answer
raises `ValueError`. Allowed imports: numpy, pyxirr, the standard library.
"""

import math

import numpy as np
import pyxirr

from tco.finance._checks import compounding_rate
from tco.finance.returns import irr


def pmt(rate: float, periods: float, present: float, future: float = 0, *, due: bool = False) -> float:
    """Level payment per period that takes `present` to `-future`, as PMT().

    Args:
        rate: Fraction per period.
        periods: Number of payments.
        present: Money at the start.
        future: Money left at the end.
        due: Payment at the start of each period.

    Returns:
        Money per period.

    Raises:
        ValueError: No finite answer exists, or the rate is not a finite fraction above -1.
    """
    compounding_rate(rate)
    return _existing("payment", pyxirr.pmt(rate, periods, present, future, pmt_at_beginning=due))


def pv(rate: float, periods: float, payment: float, future: float = 0, *, due: bool = False) -> float:
    """Value at the start of level payments and a final amount, as PV().

    Args:
        rate: Fraction per period.
        periods: Number of payments.
        payment: Money per period.
        future: Money at the end.
        due: Payment at the start of each period.

    Returns:
        Money, of the opposite sign to what is paid.

    Raises:
        ValueError: As `pmt`.
    """
    compounding_rate(rate)
    return _existing("present value", pyxirr.pv(rate, periods, payment, future, pmt_at_beginning=due))


def fv(rate: float, periods: float, payment: float, present: float = 0, *, due: bool = False) -> float:
    """Value at the end of level payments and an initial amount, as FV().

    Args:
        rate: Fraction per period.
        periods: Number of payments.
        payment: Money per period.
        present: Money at the start.
        due: Payment at the start of each period.

    Returns:
        Money, of the opposite sign to what is paid.

    Raises:
        ValueError: As `pmt`.
    """
    compounding_rate(rate)
    return _existing("future value", pyxirr.fv(rate, periods, payment, present, pmt_at_beginning=due))


def nper(rate: float, payment: float, present: float, future: float = 0, *, due: bool = False) -> float:
    """Number of level payments that takes `present` to `-future`, not necessarily whole, as NPER().

    Args:
        rate: Fraction per period.
        payment: Money per period.
        present: Money at the start.
        future: Money left at the end.
        due: Payment at the start of each period.

    Returns:
        Periods.

    Raises:
        ValueError: The payments never get there, or the rate is not a finite fraction above -1.
    """
    compounding_rate(rate)
    return _existing("number of periods", pyxirr.nper(rate, payment, present, future, pmt_at_beginning=due))


def rate(periods: int, payment: float, present: float, future: float = 0, *, due: bool = False) -> float:
    """Rate at which level payments take `present` to `-future`, as RATE(), only where it must be unique.

    Args:
        periods: Whole number of payments.
        payment: Money per period.
        present: Money at the start.
        future: Money left at the end.
        due: Payment at the start of each period.

    Returns:
        A fraction per period above -1.

    Raises:
        ValueError: The money changes its direction not once, but never or several times.
    """
    # pyxirr.rate fails on ordinary loans: 12 payments at 25 % give it -184 %.
    flows = np.zeros(periods + 1)
    flows[:-1] += payment * due
    flows[1:] += payment * (not due)
    flows[0] += present
    flows[-1] += future
    return _existing("rate", irr(flows))


def ipmt(
    rate: float, period: int, periods: int, present: float, future: float = 0, *, due: bool = False
) -> float:
    """Interest part of one of the level payments, as IPMT().

    Args:
        rate: Fraction per period.
        period: Which payment, from 1 to `periods`.
        periods: Number of payments.
        present: Money at the start.
        future: Money left at the end.
        due: Payment at the start of each period.

    Returns:
        Money.

    Raises:
        ValueError: The period lies outside 1 to `periods`, or as `pmt`.
    """
    compounding_rate(rate)
    return _existing(
        "interest part", pyxirr.ipmt(rate, period, periods, present, future, pmt_at_beginning=due)
    )


def ppmt(
    rate: float, period: int, periods: int, present: float, future: float = 0, *, due: bool = False
) -> float:
    """Principal part of one of the level payments, as PPMT().

    Args:
        rate: Fraction per period.
        period: Which payment, from 1 to `periods`.
        periods: Number of payments.
        present: Money at the start.
        future: Money left at the end.
        due: Payment at the start of each period.

    Returns:
        Money; with `ipmt` of the same period it adds up to `pmt`.

    Raises:
        ValueError: As `ipmt`.
    """
    compounding_rate(rate)
    return _existing(
        "principal part", pyxirr.ppmt(rate, period, periods, present, future, pmt_at_beginning=due)
    )


def _existing(what: str, value: float | None) -> float:
    if value is None or not math.isfinite(value):
        raise ValueError(f"these arguments allow no finite {what}; check signs, rate and number of periods")
    return value
