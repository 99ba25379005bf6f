"""Power, room and standby site. Imports the language only."""

from tco.language import ONCE, Category, Treatment, equal, line, maximum, row_sum, total

FACILITIES = {"category": Category.FACILITIES, "treatment": Treatment.RUNNING, "vat": True}


@line("Electricity used", "전력 사용량", unit="kWh")
def electricity_used(
    equipment_load_total__average, power_usage_effectiveness, hours_per_year, after_decision
):
    """The average load all year, with cooling and losses on top."""
    return equipment_load_total__average * power_usage_effectiveness * hours_per_year * after_decision


@line("Electricity", "전기요금", unit="money", **FACILITIES)
def electricity(electricity_used, electricity_price, energy_price_index):
    """All-in price per kilowatt-hour."""
    return electricity_used * electricity_price * energy_price_index


@line("Demand charge", "전력 기본요금", unit="money", **FACILITIES)
def demand_charge(
    equipment_load_total__peak, power_usage_effectiveness, demand_price, months_per_year, energy_price_index,
    after_decision,
):  # fmt: skip
    """Where the tariff splits it off, the demand charge follows the year's peak load."""
    return (
        equipment_load_total__peak
        * power_usage_effectiveness
        * demand_price
        * months_per_year
        * energy_price_index
        * after_decision
    )


@line("Units required if nothing moved", "전부 자체 운영 시 필요 수량", unit="unit",
      each=("fleet",), excluding=("plant", "network"))  # fmt: skip
def whole_required(whole_units, standby_units):
    """Production and standby."""
    return whole_units + standby_units


@line("Racks if nothing moved", "전부 자체 운영 시 랙 수", unit="unit")
def whole_racks(
    whole_required__servers, servers_per_rack, whole_required__fast_storage, whole_required__archive_storage,
    whole_required__backup_storage, storage_units_per_rack,
):  # fmt: skip
    """As the network is sized."""
    storage = whole_required__fast_storage + whole_required__archive_storage + whole_required__backup_storage
    return whole_required__servers / servers_per_rack + storage / storage_units_per_rack


@line("Load if nothing moved", "전부 자체 운영 시 부하", unit="kW", each=("fleet",),
      excluding=("plant",))  # fmt: skip
def whole_load(whole_required, power_draw, watts_per_kilowatt):
    """What the hospital's own rooms were laid out for."""
    return whole_required * power_draw / watts_per_kilowatt


@line("Load if nothing moved", "전부 자체 운영 시 부하", unit="kW", name="whole_load",
      each=("fleet",), only={"fleet": "network"})  # fmt: skip
def whole_network_load(whole_racks, power_draw, watts_per_kilowatt):
    """The network follows the racks."""
    return whole_racks * power_draw / watts_per_kilowatt


total("whole_load_total", "Load if nothing moved, all", "전부 자체 운영 시 부하 합계", unit="kW",
      of=("whole_load",), sentence="Servers, storage and network.")  # fmt: skip


@line("Load that the room was laid out for", "상면 설계 부하", unit="kW")
def room_in_first_year(whole_load_total, year):
    """Only year 0 counts."""
    return whole_load_total * equal(year, 0)


@line("Room laid out", "상면 설계 부하", unit="kW", axis=ONCE)
def room_laid_out(room_in_first_year):
    """The room that stands today was laid out for today's equipment."""
    return row_sum(room_in_first_year)


@line("Room load paid for", "상면 부담 부하", unit="kW")
def room_load(equipment_load_total__average, room_laid_out, avoidable_room_share):
    """A room that cannot be put to other use goes on costing; only its avoidable share follows the load."""
    emptied = maximum(0, room_laid_out - equipment_load_total__average)
    return equipment_load_total__average + (1 - avoidable_room_share) * emptied


@line("Room and running of the plant", "상면·기반시설 운영", unit="money", **FACILITIES)
def room(room_load, room_price, months_per_year, general_price_index, after_decision):
    """Space, security, upkeep of power and cooling, per kilowatt of equipment."""
    return room_load * room_price * months_per_year * general_price_index * after_decision


@line("Standby equipment at the second site", "재해복구센터 장비 부하", unit="kW", each=("fleet",),
      excluding=("plant", "network"))  # fmt: skip
def standby_load(standby_units, standby_share__average, power_draw, watts_per_kilowatt):
    """The standby share of each fleet stands at another site."""
    return standby_units * standby_share__average * power_draw / watts_per_kilowatt


total("standby_load_total", "Standby equipment at the second site, all", "재해복구센터 장비 부하 합계",
      unit="kW", of=("standby_load",), sentence="Servers and storage.")  # fmt: skip


@line("Standby site", "재해복구센터", unit="money", **FACILITIES)
def standby_site(
    standby_load_total, standby_site_price, months_per_year, general_price_index, after_decision
):
    """Rent of the second site beyond what a room of one's own costs, per kilowatt."""
    return standby_load_total * standby_site_price * months_per_year * general_price_index * after_decision
