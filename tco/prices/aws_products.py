"""Which products of an AWS list a price book could use.

Promise: the reference machine is an Intel server of the m family without local disk, 4 GB per vCPU, Linux,
shared tenancy, no licensed software, on demand; an AMD one stands in for it. Imports `offers` only.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from tco.prices.offers import Kind, Reading, number_of

GB_PER_VCPU = 4.0
LOCATIONS = {
    "Asia Pacific (Seoul)": "ap-northeast-2", "Asia Pacific (Tokyo)": "ap-northeast-1",
    "Asia Pacific (Osaka)": "ap-northeast-3", "Asia Pacific (Singapore)": "ap-southeast-1",
    "US East (N. Virginia)": "us-east-1", "US East (Ohio)": "us-east-2", "US West (Oregon)": "us-west-2",
    "Europe (Ireland)": "eu-west-1", "Europe (London)": "eu-west-2", "Europe (Frankfurt)": "eu-central-1",
}  # fmt: skip
REGION = r"(?:[A-Z]{2,4}\d?-)?"  # how usage types begin outside of us-east-1
USAGES = (
    (Kind.FAST, REGION + r"EBS:VolumeUsage\.gp3"),
    (Kind.OTHER_FAST, REGION + r"EBS:VolumeUsage\.gp2"),
    (Kind.SNAPSHOT, REGION + r"EBS:SnapshotUsage"),
    (Kind.OBJECT, REGION + r"TimedStorage-ByteHrs"),
    (Kind.COLD, REGION + r"TimedStorage-GIR-ByteHrs"),
    (Kind.PORT, r"(?:.+-)?PortUsage:1G(?:bps)?"),
    (Kind.FAST_PORT, r"(?:.+-)?PortUsage:10G(?:bps)?"),
)
PLAIN = {
    "operatingsystem": ("Linux",),
    "tenancy": ("Shared",),
    "preinstalledsw": ("NA", ""),
    "capacitystatus": ("Used", ""),
    "licensemodel": ("No License required", ""),
    "marketoption": ("OnDemand", ""),
    "operation": ("RunInstances", ""),
}
SERVICES = ("AmazonEC2", "AmazonS3", "AWSDataTransfer", "AWSDirectConnect", "")


@dataclass(frozen=True)
class Product:
    """A product that a price book could use, before its price is known."""

    kind: Kind
    title: str
    names: tuple[str, ...] = ()
    size: float = 0.0
    memory: float = 0.0
    rank: int = 0


def family_of(product: Any) -> str:
    """The product family."""
    family = product.get("productFamily", product.get("productfamily")) if isinstance(product, dict) else ""
    return family if isinstance(family, str) else ""


def attributes_of(product: Any) -> dict[str, str]:
    """A product's attributes with names in lower case, as their case differs between editions."""
    given = product.get("attributes") if isinstance(product, dict) else None
    if not isinstance(given, dict):
        return {}
    return {str(key).lower(): value for key, value in given.items() if isinstance(value, str)}


def in_region(attributes: Mapping[str, str], region: str, reading: Reading) -> bool:
    """Whether a product is of the region; one that names none is."""
    code = attributes.get("fromregioncode") or attributes.get("regioncode")
    place = attributes.get("fromlocation") or attributes.get("location") or ""
    place = place.replace("EU (", "Europe (")
    if "AWS Region" in attributes.get("fromlocationtype", attributes.get("locationtype", "AWS Region")):
        code = code or LOCATIONS.get(place, place)
    if not code or code == region:
        return True
    reading.pass_over(code)
    return False


def recognised(family: str, attributes: Mapping[str, str]) -> Product | None:
    """What a product is to a price book, if anything."""
    if attributes.get("instancetype") and family in ("Compute Instance", ""):
        return _machine(attributes)
    usage = attributes.get("usagetype", "")
    if attributes.get("servicecode", "") not in SERVICES:
        return None
    if _is_outbound(attributes, usage):
        return Product(Kind.OUTBOUND, f"data transfer out to the internet, {usage}", (usage,))
    if "Outbound" in attributes.get("transfertype", "") and re.search(r"DataXfer-Out", usage):
        rank = 0 if attributes["transfertype"].startswith("IntraRegion") else 2
        place = attributes.get("tolocation", "")
        return Product(Kind.PRIVATE_OUT, f"Direct Connect data out, {usage} to {place}", (usage,), rank=rank)
    for kind, pattern in USAGES:
        if re.fullmatch(pattern, usage):
            return Product(kind, usage, (usage, attributes.get("volumeapiname", usage)))
    return None


def _is_outbound(attributes: Mapping[str, str], usage: str) -> bool:
    out = attributes.get("transfertype") == "AWS Outbound" and attributes.get("tolocation") == "External"
    return out and re.fullmatch(REGION + "DataTransfer-Out-Bytes", usage) is not None


def _machine(attributes: Mapping[str, str]) -> Product | None:
    name = attributes["instancetype"]
    if any(attributes.get(key, "") not in values for key, values in PLAIN.items()):
        return None
    processors = number_of(attributes.get("vcpu"))
    memory = number_of(attributes.get("memory", "").removesuffix("GiB"))
    if processors <= 0 or memory != GB_PER_VCPU * processors or not re.match(r"m\d+[^.]*\.\d*x?large$", name):
        return None
    return Product(Kind.MACHINE, name, (name,), processors, memory, _rank(attributes, name.partition(".")[0]))


def _rank(attributes: Mapping[str, str], family: str) -> int:
    features = re.sub(r"^m\d+", "", family)
    chip = attributes.get("physicalprocessor", "")
    if "EBS" not in attributes.get("storage", "EBS only") or re.search(r"[dnz]|flex|e\b", features):
        return 3
    if "Graviton" in chip or features.startswith("g"):
        return 2
    return 1 if "AMD" in chip or features.startswith("a") else 0
