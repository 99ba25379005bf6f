"""Depreciation exactly as spreadsheets define it; allowed imports: the standard library.

Cost and salvage are money; life and periods share one unit, years or months.
"""

import math


def sln(cost: float, salvage: float, life: float) -> float:
    """Straight line: the same share of cost less salvage in every period, as SLN().

    Args:
        cost: Money paid.
        salvage: Money left at the end of the life; negative if disposal costs money.
        life: Positive number of periods.

    Returns:
        Money per period.

    Raises:
        ValueError: The life is not positive.
    """
    _check(life > 0, f"life must be above 0, not {life}")
    return (cost - salvage) / life


def syd(cost: float, salvage: float, life: float, period: float) -> float:
    """Sum of the years' digits: shares fall by one digit a period, as SYD().

    Args:
        cost: Money paid.
        salvage: Money left at the end of the life.
        life: Positive number of periods.
        period: From 1 to `life`.

    Returns:
        Money in that period.

    Raises:
        ValueError: The life is not positive or the period lies outside it.
    """
    _check(1 <= period <= life, f"period must lie between 1 and the life of {life}, not {period}")
    return (cost - salvage) * (life - period + 1) * 2 / (life * (life + 1))


def db(cost: float, salvage: float, life: int, period: int, month: int = 12) -> float:
    """Fixed declining balance with its rate rounded to three decimals, as DB().

    Args:
        cost: Money paid, not below `salvage`.
        salvage: Money left at the end of the life, not negative.
        life: Positive whole number of years.
        period: Year from 1 to `life`, or one more when the first year is not whole.
        month: Months of service in the first year, 1 to 12.

    Returns:
        Money in that year.

    Raises:
        ValueError: An argument lies outside its range.
    """
    _check_declining(cost, salvage, life)
    _check(1 <= month <= 12, f"month must lie between 1 and 12, not {month}")
    last = life + (month < 12)
    _check(1 <= period <= last, f"period must lie between 1 and {last}, not {period}")
    share = round(1 - (salvage / cost) ** (1 / life), 3) if cost else 0
    first = cost * share * month / 12
    if period == 1:
        return first
    book_value = (cost - first) * math.pow(1 - share, period - 2)
    return book_value * share * ((12 - month) / 12 if period > life else 1)


def ddb(cost: float, salvage: float, life: float, period: float, factor: float = 2) -> float:
    """Declining balance at `factor` times the straight-line share, never below salvage, as DDB().

    Args:
        cost: Money paid, not below `salvage`.
        salvage: Money left at the end of the life, not negative.
        life: Positive number of periods.
        period: From 1 to `life`.
        factor: Positive speed; 2 is double declining.

    Returns:
        Money in that period.

    Raises:
        ValueError: An argument lies outside its range.
    """
    _check_declining(cost, salvage, life)
    _check(1 <= period <= life, f"period must lie between 1 and the life of {life}, not {period}")
    _check(factor > 0, f"factor must be above 0, not {factor}")
    kept = max(0, 1 - factor / life)
    before, after = cost * math.pow(kept, period - 1), cost * math.pow(kept, period)
    return max(before - max(after, salvage), 0)


def vdb(
    cost: float, salvage: float, life: float, start: float, end: float, factor: float = 2, *,
    no_switch: bool = False,
) -> float:  # fmt: skip
    """Declining balance between two times, straight line from where that is faster, as VDB().

    Args:
        cost: Money paid, not below `salvage`.
        salvage: Money left at the end of the life, not negative.
        life: Positive number of periods.
        start: From 0; a part of a period counts in proportion.
        end: From `start` to `life`.
        factor: Positive speed; 2 is double declining.
        no_switch: Stay with the declining balance.

    Returns:
        Money from `start` to `end`.

    Raises:
        ValueError: An argument lies outside its range.
    """
    _check_declining(cost, salvage, life)
    _check(
        0 <= start <= end <= life,
        f"start {start} and end {end} must lie in order between 0 and the life of {life}",
    )
    _check(factor > 0, f"factor must be above 0, not {factor}")
    remaining, depreciated = cost - salvage, 0.0
    for period in range(math.ceil(end)):
        declining = min((remaining + salvage) * min(1, factor / life), remaining)
        straight = 0 if no_switch else remaining / (life - period)
        charge = max(declining, straight)
        depreciated += charge * max(0, min(end, period + 1) - max(start, period))
        remaining -= charge
    return depreciated


def _check_declining(cost: float, salvage: float, life: float) -> None:
    _check(0 <= salvage <= cost, f"salvage must lie between 0 and the cost of {cost}, not {salvage}")
    _check(life > 0, f"life must be above 0, not {life}")


def _check(holds: bool, otherwise: str) -> None:
    if not holds:
        raise ValueError(otherwise)
