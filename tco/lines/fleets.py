"""Own equipment: one vintage rule for every fleet. Imports the language only.

A vintage bought in year v serves `life` years, v … v + life − 1. What is bought is what the need
exceeds the survivors; what is no longer needed is released pro rata over the vintages, which are
therefore carried divided by the share kept until they were bought. `a__b` is member b of line a.
"""

from tco.language import (
    ONCE,
    at_least,
    equal,
    line,
    maximum,
    minimum,
    previous,
    ratio,
    round_up,
    row_sum,
    still_serving,
    total,
)

FLEET = {"each": ("fleet",)}
AT_MOMENT = {"each": ("fleet", "moment")}
PRODUCTION = {"unit": "unit", "name": "production_units", **AT_MOMENT}
WHOLE = {"unit": "unit", "name": "whole_units", **FLEET}
STANDBY = {"unit": "1", "name": "standby_share", **AT_MOMENT}


@line("Units for production", "운영용 소요량", only={"fleet": "servers"}, **PRODUCTION)
def server_units(own_cores_total, cores_per_server, own_memory_total, memory_per_server, headroom):
    """Servers are sized by cores or memory, whichever binds, with headroom."""
    return maximum(own_cores_total / cores_per_server, own_memory_total / memory_per_server) * (1 + headroom)


@line("Units for production", "운영용 소요량", only={"fleet": "fast_storage"}, **PRODUCTION)
def fast_storage_units(own_fast_total, unit_capacity, headroom):
    """Flash is sized by capacity with headroom."""
    return own_fast_total / unit_capacity * (1 + headroom)


@line("Units for production", "운영용 소요량", only={"fleet": "archive_storage"}, **PRODUCTION)
def archive_units(own_archive_total, unit_capacity, headroom):
    """The archive is sized by capacity with headroom."""
    return own_archive_total / unit_capacity * (1 + headroom)


@line("Units for production", "운영용 소요량", only={"fleet": "backup_storage"}, **PRODUCTION)
def backup_units(own_backup_total, unit_capacity, headroom):
    """Backup storage is sized by capacity with headroom."""
    return own_backup_total / unit_capacity * (1 + headroom)


@line("Units for production", "운영용 소요량", only={"fleet": "network"}, **PRODUCTION)
def network_units(
    required__servers, servers_per_rack, required__fast_storage, required__archive_storage,
    required__backup_storage, storage_units_per_rack,
):  # fmt: skip
    """One set of switches serves one rack of servers or storage."""
    storage = required__fast_storage + required__archive_storage + required__backup_storage
    return required__servers / servers_per_rack + storage / storage_units_per_rack


@line("Units for production", "운영용 소요량", only={"fleet": "plant"}, **PRODUCTION)
def plant_units(equipment_load_total, unit_capacity, headroom):
    """Power protection and cooling are sized by the load of the equipment that they carry."""
    return equipment_load_total / unit_capacity * (1 + headroom)


@line("Units if nothing moved", "전부 자체 운영 시 소요량", only={"fleet": "servers"}, **WHOLE)
def whole_server_units(cores_total, cores_per_server, memory_total, memory_per_server, headroom):
    """Standby is sized for what it stands in for, wherever that runs."""
    return maximum(cores_total / cores_per_server, memory_total / memory_per_server) * (1 + headroom)


@line("Units if nothing moved", "전부 자체 운영 시 소요량", only={"fleet": "fast_storage"}, **WHOLE)
def whole_fast_storage_units(fast_storage_total, unit_capacity, headroom):
    """Standby is sized for what it stands in for, wherever that runs."""
    return fast_storage_total / unit_capacity * (1 + headroom)


@line("Units if nothing moved", "전부 자체 운영 시 소요량", only={"fleet": "archive_storage"}, **WHOLE)
def whole_archive_units(archive_storage_total, unit_capacity, headroom):
    """Standby is sized for what it stands in for, wherever that runs."""
    return archive_storage_total / unit_capacity * (1 + headroom)


@line("Units if nothing moved", "전부 자체 운영 시 소요량", only={"fleet": "backup_storage"}, **WHOLE)
def whole_backup_units(backup_storage_total, unit_capacity, headroom):
    """Standby is sized for what it stands in for, wherever that runs."""
    return backup_storage_total / unit_capacity * (1 + headroom)


@line("Share with own standby", "자체 대기 비율", only={"fleet": "servers"}, **STANDBY)
def standby_share_of_servers(own_standby_cores_total, cores_total):
    """Standby servers are kept for the workloads whose standby is on own equipment."""
    return ratio(own_standby_cores_total, cores_total)


@line("Share with own standby", "자체 대기 비율", only={"fleet": "fast_storage"}, **STANDBY)
def standby_share_of_fast_storage(own_standby_fast_total, fast_storage_total):
    """The standby copy of fast storage is kept for the same workloads."""
    return ratio(own_standby_fast_total, fast_storage_total)


@line("Share with own standby", "자체 대기 비율", only={"fleet": "archive_storage"}, **STANDBY)
def standby_share_of_archive(own_standby_archive_total, archive_storage_total):
    """The second copy of the archive is kept for the same workloads."""
    return ratio(own_standby_archive_total, archive_storage_total)


@line("Share with own standby", "자체 대기 비율", only={"fleet": "backup_storage"}, **STANDBY)
def standby_share_of_backup(own_backup_total, backup_storage_total):
    """A second backup copy stands where the first stands."""
    return ratio(own_backup_total, backup_storage_total)


@line("Units for standby, in full", "대기용 소요량(전체)", unit="unit", **FLEET)
def standby_units(whole_units, standby_ratio, rounding_digits):
    """The second site holds a share of the production fleet in whole units."""
    return round_up(whole_units, rounding_digits) * standby_ratio


@line("Units required", "필요 수량", unit="unit", **AT_MOMENT)
def required(production_units, standby_units, standby_share, rounding_digits):
    """Production in whole units, plus the standby share of it, in whole units."""
    return round_up(
        round_up(production_units, rounding_digits) + standby_units * standby_share, rounding_digits
    )


@line("Units required", "필요 수량", unit="unit", name="required", only={"fleet": "network"}, **AT_MOMENT)
def required_network(production_units, rounding_digits):
    """The racks of the second site are counted with the first's."""
    return round_up(production_units, rounding_digits)


@line("Units required", "필요 수량", unit="unit", name="required", only={"fleet": "plant"}, **AT_MOMENT)
def required_plant(production_units, rounding_digits):
    """The plant of the second site is counted with the first's."""
    return round_up(production_units, rounding_digits)


@line("Load of the equipment", "장비 전력 부하", unit="kW", excluding=("plant",), **AT_MOMENT)
def equipment_load(required, power_draw, watts_per_kilowatt):
    """Whole units draw their average power."""
    return required * power_draw / watts_per_kilowatt


total(
    "equipment_load_total", "Load of all equipment", "전체 장비 전력 부하", unit="kW",
    of=("equipment_load",), sentence="Servers, storage and network draw power.", each=("moment",),
)  # fmt: skip


@line("Service life", "사용 연한", unit="1", each=("fleet",), history=True)
def service_life(refresh_cycle, refresh_shortening, shortest_refresh_cycle, year):
    """The refresh cycle may shorten from vintage to vintage, down to a floor; what stands keeps today's."""
    return maximum(
        minimum(shortest_refresh_cycle, refresh_cycle), refresh_cycle - refresh_shortening * maximum(0, year)
    )


@line("First year without the vintage", "교체 연도", unit="1", each=("fleet",), history=True)
def expiry(year, service_life):
    """A vintage serves the whole of its life; the part of a year left at the end serves in part."""
    return year + service_life


@line(
    "Units standing today, by vintage",
    "현재 보유 수량(도입연도별)",
    unit="unit",
    each=("fleet",),
    history=True,
)
def existing(registered, register, standing_cycle, standing_units, year):
    """The asset register where there is one; otherwise the fleet stands evenly spread over today's cycle."""
    spread = standing_units * minimum(maximum(standing_cycle + year, 0), 1) / standing_cycle
    past = at_least(0, year)
    return past * (registered * register + (1 - registered) * spread)


@line("Units standing today", "현재 보유 수량", unit="unit", each=("fleet",), axis=ONCE)
def standing_units(required_today, standing_count, standing_known):
    """Without a count the hospital is taken to own what it needs today."""
    return standing_known * standing_count + (1 - standing_known) * required_today


@line("Units needed today", "현재 필요 수량", unit="unit", each=("fleet",), axis=ONCE)
def required_today(first_requirement):
    """Need in year 0, before anything moves."""
    return row_sum(first_requirement)


@line("Need in year 0", "0년 차 소요량", unit="unit", **FLEET)
def first_requirement(required__year_end, year):
    """Only year 0 counts."""
    return required__year_end * equal(year, 0)


@line("Units to have", "목표 수량", unit="unit", **FLEET)
def target(required__year_end, required__peak, bridge_by_buying):
    """Bought is what the year's end needs; buying for the year's peak is a policy that a case may choose."""
    return required__year_end + bridge_by_buying * maximum(0, required__peak - required__year_end)


@line("Of today's units still serving", "현 보유분 존속 수량", unit="unit", **FLEET)
def standing_survivors(existing, expiry):
    """What stands today serves to the end of its life, before releases."""
    return still_serving(existing, expiry)


@line("Survivors", "존속 수량", unit="unit", **FLEET)
def survivors(kept, standing_survivors, carried, expiry):
    """Units of earlier years that still serve and have not been released."""
    return previous(kept) * (standing_survivors + still_serving(carried, expiry))


@line("Units bought", "구매 수량", unit="unit", **FLEET)
def bought(after_decision, target, survivors):
    """Bought is what the survivors do not cover."""
    return after_decision * maximum(0, target - survivors)


@line("Share kept of the survivors", "존속분 유지 비율", unit="1", **FLEET)
def keep(survivors, target, required__year_end):
    """What the year's end no longer needs is released, the same share of every vintage."""
    standing = maximum(survivors, target)
    return 1 - ratio(standing - required__year_end, standing)


@line("Share kept so far", "누적 유지 비율", unit="1", **FLEET)
def kept(kept, year, keep, smallest_kept_share):
    """Releases multiply up; released units are gone for good."""
    return (previous(kept) + equal(year, 0)) * maximum(smallest_kept_share, keep)


@line("Units carried", "이월 환산 수량", unit="unit", **FLEET)
def carried(bought, kept):
    """A vintage is carried undiminished by earlier releases; those of its own year reduce it too."""
    return ratio(bought, previous(kept))


@line("Units run on beyond their life", "연장 운영 수량", unit="unit", **FLEET)
def extended(after_decision, required__peak, survivors, bought):
    """The gap to the year's peak is bridged by running expired units on."""
    return after_decision * maximum(0, required__peak - survivors - bought)


@line("Share released in the year", "연간 처분 비율", unit="1", **FLEET)
def released_share(after_decision, kept):
    """Of each vintage as carried."""
    return after_decision * (previous(kept) - kept)


@line("Vintages", "도입연도별 수량", unit="unit", each=("fleet",), history=True)
def vintages(existing, carried):
    """What stood on the day of the decision and what was bought since."""
    return existing + carried
