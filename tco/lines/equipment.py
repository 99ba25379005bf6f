"""What own equipment costs: purchase, support, resale and what is left. Imports the language only."""

from tco.language import (
    Category,
    Treatment,
    equal,
    line,
    maximum,
    minimum,
    previous,
    still_serving,
    years_remaining,
)

FLEET = {"each": ("fleet",)}
BY_VINTAGE = {"each": ("fleet",), "history": True}
SUPPORT = {"each": ("fleet",), "category": Category.MAINTENANCE, "treatment": Treatment.RUNNING, "vat": True}


@line("Purchases", "장비 구매", unit="money", category=Category.EQUIPMENT, treatment=Treatment.CAPITAL,
      vat=True, each=("fleet",))  # fmt: skip
def purchases(bought, unit_price, equipment_price_index):
    """Units bought in the year, at that year's price."""
    return bought * unit_price * equipment_price_index


@line("Installation and data transfer at purchase", "설치·데이터 이관", unit="money",
      category=Category.EQUIPMENT, treatment=Treatment.RUNNING, vat=True, **FLEET)  # fmt: skip
def installation(purchases, installation_rate):
    """Services bought with the equipment: what replaces it has to be set up and filled again."""
    return purchases * installation_rate


@line("Price per unit, by vintage", "단가(도입연도별)", unit="money/unit", **BY_VINTAGE)
def vintage_price(register_price, unit_price, equipment_price_index):
    """What the register says was paid, otherwise today's price; later vintages at the price of their year."""
    return register_price + equal(register_price, 0) * unit_price * equipment_price_index


@line("Price paid, by vintage", "취득가액(도입연도별)", unit="money", **BY_VINTAGE)
def price_paid(vintages, vintage_price):
    """All units of the vintage."""
    return vintages * vintage_price


@line("Price paid per year of service", "사용연수당 취득가액", unit="money", **BY_VINTAGE)
def price_per_year(price_paid, service_life):
    """The price spread over the years of service, not over the accounting life."""
    return price_paid / service_life


@line("End of warranty", "무상보증 종료 연도", unit="1", **BY_VINTAGE)
def warranty_expiry(year, warranty, service_life):
    """Support in the warranty period is in the price."""
    return year + minimum(warranty, service_life)


@line("End of regular support", "정규 지원 종료 연도", unit="1", **BY_VINTAGE)
def support_expiry(year, regular_support, warranty, service_life):
    """Beyond the maker's usual period, and never within the warranty, support costs more."""
    return year + minimum(maximum(regular_support, warranty), service_life)


@line("Value in service", "운용 중 취득가액", unit="money", **FLEET)
def value_in_service(kept, price_paid, expiry, purchases):
    """Equipment in service at any time of the year is under contract for the whole year."""
    return previous(kept) * still_serving(price_paid, expiry) + purchases


@line("Value under warranty", "무상보증 중 취득가액", unit="money", **FLEET)
def value_under_warranty(kept, price_paid, warranty_expiry, warranty, purchases):
    """No support is paid on it."""
    return previous(kept) * still_serving(price_paid, warranty_expiry) + purchases * minimum(1, warranty)


@line("Value under warranty or regular support", "정규 지원 중 취득가액", unit="money", **FLEET)
def value_in_regular_support(kept, price_paid, support_expiry, regular_support, warranty, purchases):
    """Beyond it extended support begins."""
    first_year = minimum(1, maximum(regular_support, warranty))
    return previous(kept) * still_serving(price_paid, support_expiry) + purchases * first_year


@line("Hardware support", "하드웨어 유지보수", unit="money", **SUPPORT)
def support(value_in_regular_support, value_under_warranty, support_rate):
    """A yearly share of the price paid, from the end of the warranty."""
    return (value_in_regular_support - value_under_warranty) * support_rate


@line("Extended support", "연장 지원", unit="money", **SUPPORT)
def extended_support(value_in_service, value_in_regular_support, extended, unit_price, extended_support_rate):
    """Units beyond the maker's usual period, or run on through a move, cost more to support."""
    return (value_in_service - value_in_regular_support + extended * unit_price) * extended_support_rate


@line("End of resale value", "중고가치 소멸 연도", unit="1", **BY_VINTAGE)
def resale_expiry(year, resale_life, service_life):
    """The market pays for young equipment only."""
    return year + minimum(resale_life, service_life)


@line("Resale value per year left", "잔여연수당 중고가치", unit="money", **BY_VINTAGE)
def resale_per_year(price_paid, resale_factor, resale_life):
    """The market value falls evenly to nothing."""
    return price_paid * resale_factor / resale_life


@line("Proceeds of released equipment", "조기 처분 수입", unit="money", category=Category.EQUIPMENT,
      treatment=Treatment.CAPITAL, timing="end", **FLEET)  # fmt: skip
def resale_proceeds(released_share, resale_per_year, resale_expiry):
    """What a move releases early is sold at its market value; proceeds are negative costs."""
    return 0 - released_share * years_remaining(resale_per_year, resale_expiry)


@line("Price of the service left", "잔여 사용연수 취득가액", unit="money", **FLEET)
def value_left(kept, price_per_year, expiry):
    """The part of the price that is still to be served."""
    return kept * years_remaining(price_per_year, expiry)


@line("Residual value", "잔존가액", unit="money", category=Category.RESIDUAL, treatment=Treatment.CAPITAL,
      timing="end", **FLEET)  # fmt: skip
def residual_value(last_year, count_residual, value_left, unrecovered_vat):
    """Equipment alive at the horizon counts the part of its price, with tax, that it has still to serve."""
    return 0 - last_year * count_residual * value_left * (1 + unrecovered_vat)


@line("Equipment cost per year of service", "사용연수 기준 연간 장비비", unit="money", **FLEET)
def annualised_price(kept, price_per_year, expiry, purchases, service_life):
    """The yearly share of the price of everything in service, for a run rate free of purchase waves."""
    return previous(kept) * still_serving(price_per_year, expiry) + purchases / service_life


@line("Servers standing in year 0", "0년 차 보유 서버", unit="unit")
def servers_standing(standing_survivors__servers, existing__servers, year):
    """What stands on the day of the decision and still serves."""
    return (standing_survivors__servers + existing__servers) * equal(year, 0)


@line("Servers in service", "운용 서버", unit="unit")
def servers_in_service(survivors__servers, bought__servers, servers_standing):
    """During the year; in year 0 what stands."""
    return survivors__servers + bought__servers + servers_standing


@line("Servers taken out of service", "철거 서버", unit="unit")
def servers_decommissioned(servers_in_service, survivors__servers):
    """What served in the year before and no longer does, replaced or left by a move."""
    return maximum(0, previous(servers_in_service) - survivors__servers)


@line("Decommissioning", "철거·데이터 소거", unit="money", category=Category.EQUIPMENT,
      treatment=Treatment.RUNNING, vat=True)  # fmt: skip
def decommissioning(servers_decommissioned, decommissioning_price, wage_index):
    """Removal and certified erasure, on either side."""
    return servers_decommissioned * decommissioning_price * wage_index
