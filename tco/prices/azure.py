"""Answers of the Azure retail price API: pages of meters, alone, in a list or one after the other.

Promise: only primary meters of the region count (and of its zone, where Azure sells by zone). The list gives
no vCPU and no memory, so that the reference machine is told by Azure's naming: a D series of version 3 or
later has as many vCPU as its number says and 4 GB with each; letters mean AMD (a), ARM (p), local disk (d),
less memory (l). Windows, spot, low priority and developer prices do not count. A reservation is printed for
its whole term. Imports `assumptions`, `files` and `offers` only.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from tco.assumptions import Text
from tco.prices.files import PriceFile
from tco.prices.offers import (
    Kind,
    ListFacts,
    Measure,
    Offer,
    Reading,
    Unit,
    date_of,
    in_order,
    nothing_in,
    number_of,
    price_of,
    text_of,
)

HOURS = 730.0
HOURS_PER_YEAR = 8760.0
GB_PER_VCPU = 4.0
ADDRESS = "https://prices.azure.com/api/retail/prices"
MEASURES = {
    "hour": Measure.HOUR, "hours": Measure.HOUR, "gb/month": Measure.GB_MONTH, "gib/month": Measure.GB_MONTH,
    "gb/hour": Measure.GB_HOUR, "gib/hour": Measure.GB_HOUR, "gb": Measure.GB, "/month": Measure.MONTH,
    "month": Measure.MONTH, "/hour": Measure.HOUR,
}  # fmt: skip
BLOBS = ("Blob Storage", "General Block Blob", "General Block Blob v2")
DISK_SIZES = {"P10": 128.0, "P20": 512.0, "P30": 1024.0, "P40": 2048.0, "P50": 4096.0}
TERMS = {"1 Year": 1, "3 Years": 3}
BY_ZONE = ("ExpressRoute", "Bandwidth")
NEXT_PAGE = Text(
    en="Every file names a next page (NextPageLink): what is on pages that were not given is missing.",
    ko="모든 파일에 다음 쪽(NextPageLink)이 있어 제공되지 않은 쪽의 단가가 빠져 있습니다.",
)
IDENTITY = ("meterId", "skuId", "meterName", "productName", "armRegionName")
NAMES = ("skuId", "armSkuName", "skuName", "meterName", "productName")


@dataclass
class Meter:
    """A meter with its tiers and reservations, as its rows come in."""

    kind: Kind
    rows: list[Mapping[str, Any]] = field(default_factory=list)
    size: float = 0.0
    rank: int = 0
    file: str = ""


def read(files: Sequence[PriceFile], region: str, currency: str, reading: Reading) -> None:
    """Add what pages hold for a region; a meter's tiers may stand on different pages."""
    meters: dict[tuple[str, ...], Meter] = {}
    reserved: dict[str, dict[int, float]] = {}
    for file in files:
        count = 0
        for row in rows_of(file):
            count += 1
            if isinstance(row, dict) and _counts(row, region, reading):
                _sort(row, file.name, meters, reserved)
        if not count:
            raise nothing_in(
                file.name, "items", "did the filter match nothing? Its values are case-sensitive"
            )
        reading.records += count
        reading.lists.append(ListFacts(file.name, "retail prices", file.address or ADDRESS))
    if all(names_a_next_page(file) for file in files):
        reading.warnings.append(NEXT_PAGE)
    ids = Counter((each.kind, id_of(each)) for each in meters.values())
    for meter in meters.values():
        shared = ids[meter.kind, id_of(meter)] > 1
        try:
            reading.add(_offer(meter, reserved, shared))
        except ValueError as error:
            reading.problems.append(str(error))


def _sort(
    row: Mapping[str, Any], file: str, meters: dict[tuple[str, ...], Meter], reserved: dict[str, Any]
) -> None:
    if row.get("type", row.get("priceType")) == "Reservation":
        _reserve(row, reserved)
        return
    found = recognised(row)
    if found:
        found.file = file
        key = tuple(text_of(row.get(each)) for each in IDENTITY)
        meters.setdefault(key, found).rows.append(row)


def rows_of(file: PriceFile) -> Iterator[Any]:
    """Every price of one page, of a list of pages, or of a bare list of prices."""
    begin = re.match(rb"\s*\[\s*\{", file.head())
    if not begin:
        yield from file.items("Items.item")
    elif re.search(rb'"Items"\s*:', file.head()):
        yield from file.items("item.Items.item")
    else:
        yield from file.items("item")


def names_a_next_page(file: PriceFile) -> bool:
    """Whether the last page of a file says that there is another one."""
    prefix = "item.NextPageLink" if re.match(rb"\s*\[", file.head()) else "NextPageLink"
    links = list(file.items(prefix))
    return bool(links and links[-1])


def _counts(row: Mapping[str, Any], region: str, reading: Reading) -> bool:
    place = text_of(row.get("armRegionName"))
    zoned = row.get("serviceName") in BY_ZONE and (not place or place.startswith(("Zone", "Global")))
    if place != region and not zoned:
        reading.pass_over(place or "no region")
        return False
    return row.get("isPrimaryMeterRegion", True) is not False


def recognised(row: Mapping[str, Any]) -> Meter | None:
    """What a price is to a price book, if anything."""
    if row.get("type", row.get("priceType", "Consumption")) != "Consumption":
        return None
    service, product, meter = (text_of(row.get(key)) for key in ("serviceName", "productName", "meterName"))
    if service == "Virtual Machines":
        return _machine(row, product)
    if service == "Storage":
        return _storage(product, meter)
    if service == "Bandwidth" and meter == "Standard Data Transfer Out":
        return Meter(Kind.OUTBOUND, rank=0 if product in ("Rtn Preference: MGN", "Bandwidth") else 2)
    if service == "ExpressRoute":
        return _line(meter)
    return None


def _machine(row: Mapping[str, Any], product: str) -> Meter | None:
    names = " ".join(text_of(row.get(key)) for key in ("skuName", "meterName"))
    found = re.fullmatch(r"Standard_D(\d+)([a-z]*)_v([3-9]|\d\d)", text_of(row.get("armSkuName")))
    other = not product.startswith("Virtual Machines D") or product.endswith("Windows")
    if not found or other or re.search("Spot|Low Priority", names) or "l" in found[2]:
        return None
    letters = found[2]
    rank = 3 if re.search("[dcn]", letters) else 2 if "p" in letters else 1 if "a" in letters else 0
    return Meter(Kind.MACHINE, size=float(found[1]), rank=rank)


def _storage(product: str, meter: str) -> Meter | None:
    if product == "Azure Premium SSD v2" and meter.endswith("LRS Provisioned Capacity"):
        return Meter(Kind.FAST)
    disk = re.fullmatch(r"(P30)(?: LRS)?(?: Disk)?s?", meter)
    if product == "Premium SSD Managed Disks" and disk:
        return Meter(Kind.OTHER_FAST, size=DISK_SIZES[disk[1]])
    if product in BLOBS and meter in ("Hot LRS Data Stored", "Cold LRS Data Stored"):
        return Meter(Kind.OBJECT if meter.startswith("Hot") else Kind.COLD)
    if product.endswith("HDD Managed Disks") and meter in ("LRS Snapshots", "Snapshots LRS Snapshots"):
        return Meter(Kind.SNAPSHOT)
    return None


def _line(meter: str) -> Meter | None:
    kinds = {
        "Metered Data - Data Transfer Out": Kind.PRIVATE_OUT,
        "Standard Metered Data 1 Gbps Circuit": Kind.PORT,
        "Standard Metered Data 10 Gbps Circuit": Kind.FAST_PORT,
    }
    return Meter(kinds[meter]) if meter in kinds else None


def _reserve(row: Mapping[str, Any], reserved: dict[str, dict[int, float]]) -> None:
    years = TERMS.get(text_of(row.get("reservationTerm")), 0)
    total = number_of(row.get("retailPrice"), -1.0)
    if years and total > 0:
        reserved.setdefault(text_of(row.get("armSkuName")), {})[years] = total / (years * HOURS_PER_YEAR)


def unit_of(printed: str) -> Unit:
    """A unit such as `1 Hour`, `100 GB`, `1 GiB/Hour` or `1/Month`."""
    found = re.fullmatch(r"(\d+)(K?)\s*(.+)", printed)
    if not found or found[2] or not int(found[1]):
        return Unit(printed, None)
    return Unit(printed, MEASURES.get(found[3].lower()), float(found[1]))


def id_of(meter: Meter) -> str:
    """What Azure knows a meter by."""
    return next(
        filter(None, (text_of(meter.rows[0].get(key)) for key in ("meterId", "skuId", "meterName"))), ""
    )


def _offer(meter: Meter, reserved: Mapping[str, Mapping[int, float]], shared: bool) -> Offer:
    latest = max(text_of(row.get("effectiveStartDate")) for row in meter.rows)
    first = meter.rows[0]
    sku = id_of(meter) + (
        f"/{text_of(first.get('skuId'))}/{text_of(first.get('armRegionName'))}" if shared else ""
    )
    machine = text_of(first.get("armSkuName"))
    title = ", ".join(text_of(first.get(key)) for key in ("productName", "meterName"))
    zone = text_of(first.get("armRegionName"))
    place = f"{meter.file}: meter {sku} ({title})"
    steps = []
    for row in _in_force(meter.rows):
        start = price_of(row.get("tierMinimumUnits") or 0.0, f"{place}: tierMinimumUnits")
        steps.append((start, price_of(row.get("retailPrice"), place)))
    offer = Offer(
        meter.kind, sku, f"{title}{f', {zone}' if zone.startswith('Zone') else ''}",
        text_of(first.get("currencyCode")), unit_of(text_of(first.get("unitOfMeasure"))),
        in_order(steps, place), HOURS, meter.file, date_of(latest),
        (id_of(meter), *(text_of(first.get(key)) for key in NAMES)),
        meter.size, GB_PER_VCPU * meter.size, meter.rank,
    )  # fmt: skip
    terms = reserved.get(machine, {}) if meter.kind is Kind.MACHINE and offer.printed else {}
    saved = {years: 1 - hourly / offer.printed for years, hourly in terms.items() if hourly <= offer.printed}
    return replace(offer, committed=saved)


def _in_force(rows: list[Mapping[str, Any]]) -> Iterator[Mapping[str, Any]]:
    """Of several rows of a tier, those that began last."""
    latest: dict[Any, str] = {}
    for row in rows:
        tier, since = number_of(row.get("tierMinimumUnits")), text_of(row.get("effectiveStartDate"))
        latest[tier] = max(since, latest.get(tier, ""))
    for row in rows:
        if text_of(row.get("effectiveStartDate")) == latest[number_of(row.get("tierMinimumUnits"))]:
            yield row
