"""Years, flags, price indexes and discount factors. Imports the language only."""

from tco.language import ONCE, Place, at_least, equal, line, maximum

SHARED = Place.SHARED


@line("Within the horizon", "분석기간 여부", unit="1", place=SHARED)
def in_horizon(horizon, year):
    """Years after the horizon do not count."""
    return at_least(horizon, year)


@line("After the decision", "결정 이후 여부", unit="1", place=SHARED)
def after_decision(year):
    """Year 0 is the day of the decision; running costs begin in year 1."""
    return at_least(year, 1)


@line("Last year of the horizon", "분석기간 마지막 해", unit="1", place=SHARED)
def last_year(horizon, year):
    """What is left is valued at the end of this year."""
    return equal(year, horizon)


@line("Months since the decision at the year's end", "결정 후 경과 개월(연말)", unit="month", place=SHARED)
def months_elapsed(year, months_per_year):
    """Year t covers the twelve months up to this date."""
    return year * months_per_year


@line("Years of escalation", "물가 상승 적용 연수", unit="1", place=SHARED, history=True)
def escalation_years(year, escalate_in_first_year):
    """Prices are today's in years 0 and 1 and grow from year 2, or from year 1 where a case says so."""
    return maximum(0, year - 1 + escalate_in_first_year)


@line("Years of growth in volume", "물량 증가 적용 연수", unit="1", place=SHARED)
def growth_years(year):
    """Volumes are today's in years 0 and 1 and grow from year 2, whatever prices do."""
    return maximum(0, year - 1)


@line("General price index", "일반 물가지수", unit="1", place=SHARED)
def general_price_index(general_inflation, escalation_years):
    """Services without a price trend of their own follow general inflation."""
    return (1 + general_inflation) ** escalation_years


@line("Wage index", "임금 지수", unit="1", place=SHARED)
def wage_index(wage_growth, escalation_years):
    """Pay grows at one rate for everybody, on either side."""
    return (1 + wage_growth) ** escalation_years


@line("Software price index", "소프트웨어 가격지수", unit="1", place=SHARED)
def software_price_index(software_price_growth, escalation_years):
    """Licences and software support follow one trend, on either side."""
    return (1 + software_price_growth) ** escalation_years


@line("Electricity price index", "전기요금 지수", unit="1", place=SHARED)
def energy_price_index(energy_price_growth, escalation_years):
    """Electricity has a trend of its own."""
    return (1 + energy_price_growth) ** escalation_years


@line("Price index of the equipment class", "장비 등급별 가격지수", unit="1", place=SHARED,
      each=("fleet",), history=True)  # fmt: skip
def equipment_price_index(price_growth, escalation_years):
    """Each class of equipment has its own price trend; what stands today was bought at today's price."""
    return (1 + price_growth) ** escalation_years


@line("Discount rate applied", "적용 할인율", unit="1", place=SHARED, axis=ONCE)
def discount_rate_applied(discount_rate, general_inflation, discount_rate_is_real, real_terms):
    """A real rate enters nominal work with inflation added, and the other way round."""
    return (1 + discount_rate) * (1 + general_inflation) ** (discount_rate_is_real - real_terms) - 1


@line("Date of payment", "지급 시점", unit="1", place=Place.FACTORS, each=("timing",))
def payment_date(year, payment_offset):
    """Each kind of payment has one date within its year; nothing is paid before the decision."""
    return maximum(0, year - payment_offset)


@line("In the prices of the decision", "결정 시점 가격 환산", unit="1", place=Place.FACTORS, each=("timing",))
def price_factor(general_inflation, real_terms, payment_date):
    """In constant prices, inflation up to the date of payment is taken out of every payment."""
    return 1 / (1 + general_inflation * real_terms) ** payment_date


@line("Discount factor", "할인계수", unit="1", place=Place.FACTORS, each=("timing",))
def discount_factor(discount_rate_applied, payment_date):
    """Money is discounted from its date of payment to the day of the decision."""
    return 1 / (1 + discount_rate_applied) ** payment_date
