"""The profit-and-loss view of own equipment: depreciation, write-offs, book value. Language only.

Straight line over the accounting life, a full year in the year of purchase; value-added tax that is
not recovered is part of the cost. What is retired before the accounting life ends is written off.
"""

from tco.language import (
    ONCE,
    Place,
    at_least,
    line,
    maximum,
    minimum,
    previous,
    still_serving,
    total,
    years_remaining,
)

FLEET = {"each": ("fleet",)}
BY_VINTAGE = {"each": ("fleet",), "history": True}


@line("Share on the balance sheet, by vintage", "자산 계상 비율(도입연도별)", unit="1", history=True)
def booked_share(lease_share, lease_on_balance_sheet, year):
    """All but what is leased off the balance sheet after the decision."""
    return 1 - lease_share * (1 - lease_on_balance_sheet) * at_least(year, 1)


@line("Equipment capitalised", "자산 계상액", unit="money")
def capitalised_equipment(purchases_total, unrecovered_vat, booked_share):
    """Purchases with unrecovered tax."""
    return purchases_total * (1 + unrecovered_vat) * booked_share


@line("Depreciation per year, by vintage", "연간 상각액(도입연도별)", unit="money", **BY_VINTAGE)
def yearly_depreciation(price_paid, unrecovered_vat, booked_share, accounting_life):
    """Cost with unrecovered tax over the accounting life."""
    return price_paid * (1 + unrecovered_vat) * booked_share / accounting_life


@line("End of depreciation", "상각 종료 연도", unit="1", **BY_VINTAGE)
def depreciation_expiry(year, service_life, accounting_life):
    """At the latest when the equipment is retired."""
    return year + minimum(service_life, accounting_life)


@line("Left to write off at retirement", "폐기 시 미상각 잔액", unit="money", **BY_VINTAGE)
def stranded(yearly_depreciation, accounting_life, service_life):
    """Equipment replaced before the accounting life ends leaves a rest."""
    return yearly_depreciation * maximum(0, accounting_life - service_life)


@line("Depreciation in the year of purchase", "취득연도 감가상각비", unit="money", **FLEET)
def first_depreciation(purchases, unrecovered_vat, booked_share, accounting_life):
    """A full year."""
    return purchases * (1 + unrecovered_vat) * booked_share / accounting_life


@line("Depreciation", "감가상각비", unit="money", **FLEET)
def depreciation(kept, yearly_depreciation, depreciation_expiry, first_depreciation):
    """Earlier vintages still in use, and a full year for what is bought."""
    return previous(kept) * still_serving(yearly_depreciation, depreciation_expiry) + first_depreciation


@line("Rest of early retirements still standing", "조기 교체분 미상각 잔액", unit="money", **FLEET)
def stranded_standing(stranded, expiry):
    """The rest that will be written off when the vintages still in service are retired, before releases."""
    return still_serving(stranded, expiry) + stranded


@line("Write-off at retirement", "교체 시 제각손실", unit="money", **FLEET)
def retirement_write_off(after_decision, kept, stranded_standing, stranded, expiry):
    """Written off in the year in which the replacement begins to serve."""
    return after_decision * previous(kept) * (previous(stranded_standing) - still_serving(stranded, expiry))


@line("Book value before releases", "장부가액(처분 반영 전)", unit="money", **FLEET)
def carried_book_value(yearly_depreciation, depreciation_expiry, stranded_standing):
    """What the vintages carried have still to depreciate or to write off."""
    return years_remaining(yearly_depreciation, depreciation_expiry) + stranded_standing


@line("Book value", "장부가액", unit="money", **FLEET)
def book_value(kept, carried_book_value):
    """The part that has not been released."""
    return kept * carried_book_value


@line("Write-off of released equipment", "조기 처분 손실", unit="money", **FLEET)
def release_write_off(released_share, carried_book_value, resale_proceeds):
    """The book value of what a move releases, net of what it is sold for."""
    return released_share * carried_book_value + resale_proceeds


total("depreciation_total", "Depreciation", "감가상각비", unit="money",
      of=("depreciation", "custom_depreciation"), sentence="All equipment.")  # fmt: skip
total("write_off_total", "Write-offs", "제각손실", unit="money",
      of=("retirement_write_off", "release_write_off"), sentence="All equipment.")  # fmt: skip
total("book_value_total", "Book value", "장부가액", unit="money",
      of=("book_value", "custom_book_value"), sentence="All equipment.")  # fmt: skip


@line("Unrecovered value-added tax", "불공제 부가세율", unit="1", place=Place.SHARED, axis=ONCE)
def unrecovered_vat(vat_rate, vat_unrecovered_share):
    """Medical service is exempt, so input tax is mostly a cost, on either side."""
    return vat_rate * vat_unrecovered_share
