"""Lease or buy; allowed imports: the standard library."""

from tco.finance.depreciation import sln
from tco.finance.discounting import annuity_factor, npv


def lease_flows(
    price: float, lease_payment: float, years: int, *, tax_rate: float = 0, salvage: float = 0
) -> list[float]:
    """Yearly cash of leasing instead of buying: the price is saved, payments follow.

    Args:
        price: Money saved in year 0.
        lease_payment: Money per year, paid at the end of each year.
        years: Length of lease and of straight-line depreciation to `salvage`.
        tax_rate: Fraction; 0 for a tax-exempt hospital.
        salvage: Money that the owner would get at the end, untaxed since it equals the book value.

    Returns:
        Money in the years 0 to `years`.

    Raises:
        ValueError: Years are not positive.
    """
    lost_shield = sln(price, salvage, years) * tax_rate
    yearly = -(lease_payment * (1 - tax_rate) + lost_shield)
    return [price, *[yearly] * (years - 1), yearly - salvage]


def lease_npv(
    price: float,
    lease_payment: float,
    years: int,
    borrowing_rate: float,
    *,
    tax_rate: float = 0,
    salvage: float = 0,
) -> float:
    """Advantage of leasing over buying, discounted at the after-tax cost of borrowing (Ross et al., ch. 26).

    Args:
        price: Money saved in year 0.
        lease_payment: Money per year, paid at the end of each year.
        years: Length of the lease.
        borrowing_rate: Fraction per year before tax.
        tax_rate: Fraction; 0 for a tax-exempt hospital.
        salvage: Money that the owner would get at the end.

    Returns:
        Money today; above 0 leasing is cheaper.

    Raises:
        ValueError: Years are not positive, or the rate is not a finite fraction above -1.
    """
    flows = lease_flows(price, lease_payment, years, tax_rate=tax_rate, salvage=salvage)
    return float(npv(flows, borrowing_rate * (1 - tax_rate)))


def break_even_lease_payment(
    price: float, years: int, borrowing_rate: float, *, tax_rate: float = 0, salvage: float = 0
) -> float:
    """Highest yearly lease or subscription payment before tax at which buying is not yet cheaper.

    Args:
        price: Money saved in year 0.
        years: Length of the lease.
        borrowing_rate: Fraction per year before tax.
        tax_rate: Fraction below 1; 0 for a tax-exempt hospital.
        salvage: Money that the owner would get at the end.

    Returns:
        Money per year at which `lease_npv` is 0.

    Raises:
        ValueError: As `lease_npv`, or the tax rate is not below 1.
    """
    if not tax_rate < 1:
        raise ValueError(f"the tax rate must be below 1, not {tax_rate}")
    affordable = lease_npv(price, 0, years, borrowing_rate, tax_rate=tax_rate, salvage=salvage)
    return float(affordable / annuity_factor(borrowing_rate * (1 - tax_rate), years) / (1 - tax_rate))
