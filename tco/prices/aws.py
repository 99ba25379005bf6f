"""AWS bulk price lists as JSON: the files of AmazonEC2, AmazonS3, AWSDataTransfer and AWSDirectConnect.

Promise: products and terms are read as a stream, and only what a price book could use is kept, so that the
file of a large region needs no more memory than a small one. Commitments are standard reserved instances
without upfront payment. Imports ijson, `aws_csv`, `aws_products`, `files` and `offers` only.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

import ijson

from tco.prices import aws_csv
from tco.prices.aws_products import Product, attributes_of, family_of, in_region, recognised
from tco.prices.files import BLOCK, PriceFile
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
ADDRESS = "https://pricing.us-east-1.amazonaws.com/offers/v1.0/aws/{service}/current/{region}/index.json"
UNITS = {
    "hrs": Measure.HOUR, "hr": Measure.HOUR, "hours": Measure.HOUR, "hour": Measure.HOUR,
    "gb-mo": Measure.GB_MONTH, "gb-month": Measure.GB_MONTH, "gb": Measure.GB,
    "gigabytes": Measure.GB,
}  # fmt: skip
TERMS = {"1yr": 1, "3yr": 3}


def read(files: Sequence[PriceFile], region: str, currency: str, reading: Reading) -> None:
    """Add what offer files hold for a region."""
    for file in files:
        _read(file, region, currency, reading)


def _read(file: PriceFile, region: str, currency: str, reading: Reading) -> None:
    facts = _facts(file, region)
    wanted: dict[str, Product] = {}
    of_csv = aws_csv.is_csv(file)
    rows = ((row.get("sku"), row) for row in aws_csv.rows(file)) if of_csv else file.entries("products")
    count = 0
    for sku, product in rows:
        count += 1
        attributes = product if of_csv else attributes_of(product)
        if sku not in wanted and in_region(attributes, region, reading):
            found = recognised(family_of(product), attributes)
            if found:
                wanted[str(sku)] = found
    if not count:
        raise nothing_in(file.name, "products", "is it the file of another service, or of an empty region?")
    reading.records += count
    reading.lists.append(facts)
    offers = _priced(file, wanted, currency, facts, reading)
    for sku, terms in _terms(file, "Reserved", wanted):
        offer = offers.get(sku)
        if offer and offer.kind is Kind.MACHINE:
            offers[sku] = replace(offer, committed={**offer.committed, **dict(_commitments(terms, offer))})
    for offer in offers.values():
        reading.add(offer)


def _terms(file: PriceFile, kind: str, wanted: Mapping[str, Product]) -> Iterator[tuple[str, Any]]:
    """Terms of the products wanted; the rows of a CSV are gathered first, as they come in any order."""
    if not aws_csv.is_csv(file):
        yield from (each for each in file.entries(f"terms.{kind}") if each[0] in wanted)
        return
    found: dict[str, dict[str, Any]] = {}
    for row in aws_csv.rows(file):
        if row.get("termtype") == kind and row.get("sku") in wanted:
            terms = found.setdefault(row["sku"], {})
            code = row.get("offertermcode", "")
            each = terms.setdefault(code, {"effectiveDate": row.get("effectivedate"), "priceDimensions": {}})
            each["termAttributes"] = aws_csv.term(row)
            rate = row.get("ratecode") or str(len(each["priceDimensions"]))
            each["priceDimensions"][rate] = aws_csv.dimension(row)
    yield from found.items()


def _facts(file: PriceFile, region: str) -> ListFacts:
    """What a list says of itself."""
    found = aws_csv.header(file) if aws_csv.is_csv(file) else _head_of_json(file)
    service = found.get("offerCode", "AmazonEC2")
    address = file.address or ADDRESS.format(service=service, region=region)
    published = date_of(found.get("publicationDate"))
    return ListFacts(file.name, service, address, published, found.get("version", ""))


def _head_of_json(file: PriceFile) -> dict[str, str]:
    found: dict[str, str] = {}
    with file.json() as stream:
        try:
            for prefix, event, value in ijson.parse(stream, buf_size=BLOCK):
                if event == "string" and "." not in prefix:
                    found[prefix] = text_of(value)
                elif event == "start_map" and prefix in ("products", "terms"):
                    break
        except ijson.JSONError:
            pass  # reading the products says what is broken, and where
    return found


def _priced(
    file: PriceFile, wanted: Mapping[str, Product], currency: str, facts: ListFacts, reading: Reading
) -> dict[str, Offer]:
    offers: dict[str, Offer] = {}
    for sku, terms in _terms(file, "OnDemand", wanted):
        for dimensions, since in _current(terms, facts.published):
            try:
                offer = offer_of(sku, wanted[sku], list(dimensions), currency, facts)
            except ValueError as error:
                reading.problems.append(str(error))
                continue
            offer = replace(offer, since=facts.published or since)
            if sku in offers:
                reading.add(offers[sku])
            offers[sku] = offer
    return offers


def _current(terms: Any, published: date | None) -> Iterator[tuple[list[Any], date | None]]:
    """Price dimensions of the terms in force: the latest that began by the day of publication."""
    dated: list[tuple[date | None, dict[str, Any]]] = [
        (date_of(each.get("effectiveDate")), each["priceDimensions"])
        for each in (terms.values() if isinstance(terms, dict) else ())
        if isinstance(each, dict) and isinstance(each.get("priceDimensions"), dict)
    ]
    begun = [each for each in dated if not (published and each[0] and each[0] > published)]
    latest = max((day for day, _ in begun if day), default=None)
    for day, dimensions in begun:
        if day == latest:
            yield list(dimensions.values()), day


def offer_of(sku: str, product: Product, dimensions: list[Any], currency: str, facts: ListFacts) -> Offer:
    """A product with its price dimensions; raises `ValueError` with a sentence."""
    title = text_of(product.title)
    place = f"{facts.file}: SKU {text_of(sku)} ({title})"
    units, currencies, steps = set(), set(), []
    for each in dimensions:
        prices = each.get("pricePerUnit") if isinstance(each, dict) else None
        if not isinstance(prices, dict) or not prices:
            raise ValueError(f"{place}: has no pricePerUnit")
        paid_in = currency if currency in prices else next(iter(prices))
        units.add(text_of(each.get("unit")))
        currencies.add(text_of(paid_in))
        start = price_of(each.get("beginRange") or "0", f"{place}: beginRange")
        steps.append((start, price_of(prices[paid_in], place)))
    if len(units) != 1 or len(currencies) != 1:
        raise ValueError(f"{place}: has prices in several units or currencies: {sorted(units | currencies)}")
    unit = units.pop()
    return Offer(
        product.kind, text_of(sku), title, currencies.pop(), Unit(unit, UNITS.get(unit.lower())),
        in_order(steps, place), HOURS, facts.file, facts.published, product.names, product.size,
        product.memory, product.rank,
    )  # fmt: skip


def _commitments(terms: Any, machine: Offer) -> Iterator[tuple[int, float]]:
    for each in terms.values() if isinstance(terms, dict) else ():
        attributes = each.get("termAttributes") if isinstance(each, dict) else None
        if isinstance(attributes, dict) and isinstance(each.get("priceDimensions"), dict):
            years = commitment_years(attributes)
            hourly = [dimension for dimension in each["priceDimensions"].values() if _is_hourly(dimension)]
            if years and len(hourly) == 1 and machine.printed:
                price = number_of(hourly[0].get("pricePerUnit", {}).get(machine.currency), -1.0)
                if 0 < price <= machine.printed:
                    yield years, 1 - price / machine.printed


def commitment_years(attributes: Mapping[str, Any]) -> int:
    """Years of a standard commitment without upfront payment; 0 for any other."""
    usual = attributes.get("OfferingClass") == "standard" and attributes.get("PurchaseOption") == "No Upfront"
    length = str(attributes.get("LeaseContractLength", "")).replace(" ", "")
    return TERMS.get(length, 0) if usual else 0


def _is_hourly(dimension: Any) -> bool:
    return isinstance(dimension, dict) and UNITS.get(text_of(dimension.get("unit")).lower()) is Measure.HOUR
