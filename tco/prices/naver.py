"""Answers of Naver Cloud's price list API (getProductPriceList, getPriceList), as JSON or XML.

Promise: the price per use (MTRAT) counts, the monthly flat one only for lines. The reference machine is the
Standard type with 4 GB per vCPU, without a disk in its price; of several sizes the mean of the one with 2 and
the one with 4 vCPU, whose prices per vCPU differ. A month has 720 hours, as the provider prints it. An answer
of getPriceList names no products; of it only what its descriptions name is used.
Imports defusedxml, `assumptions`, `errors`, `files` and `offers` only.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import iterparse

from tco.assumptions import Text
from tco.errors import UserError
from tco.prices.files import DEEPEST, PriceFile
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

HOURS = 720.0
GB_PER_VCPU = 4.0
GIGABYTE = 1024.0**3
ADDRESS = "https://billingapi.apigw.ntruss.com/billing/v1/product/"
UNITS = {
    "USAGE_HH": Measure.HOUR, "USAGE_MM": Measure.MONTH, "USAGE_TIME": Measure.MONTH,
    "STRG_1G_HH": Measure.GB_HOUR, "STRG_1G_MM": Measure.GB_MONTH, "AVG_SAVE_CAP_1G": Measure.GB_MONTH,
    "MMLY_AVG_SAVE_CAP_1G": Measure.GB_MONTH, "USAGE_1GB": Measure.GB, "GB": Measure.GB, "GBYTE": Measure.GB,
}  # fmt: skip
MORE = Text(
    en="The answer counts {total} products (totalRows), the files hold {count}: give all pages.",
    ko="응답의 전체 상품은 {total}개(totalRows)이나 파일에는 {count}개이므로 모든 쪽이 필요합니다.",
)
PRIVATE = re.compile(r"private|\bvpc\b|사설|내부", re.I)
OUTBOUND = re.compile(r"outbound|아웃바운드|data transfer out|network out", re.I)


def read(files: Sequence[PriceFile], region: str, currency: str, reading: Reading) -> None:
    """Add what answers hold for a region."""
    total, count = 0.0, 0
    for file in files:
        rows = 0
        for product in products_of(file):
            rows += 1
            if isinstance(product, Mapping):
                _add(product, region, file.name, reading)
        if not rows:
            raise nothing_in(file.name, "products", "did the request's filters match nothing?")
        count, total = count + rows, max(total, _total(file))
        reading.lists.append(ListFacts(file.name, "product prices", file.address or ADDRESS + _call(file)))
    reading.records += count
    if total > count:
        words = {"total": f"{total:g}", "count": count}
        reading.warnings.append(Text(en=MORE.en.format(**words), ko=MORE.ko.format(**words)))


def _call(file: PriceFile) -> str:
    return "getProductPriceList" if b"roductPriceList" in file.head() else "getPriceList"


def _total(file: PriceFile) -> float:
    found = re.search(rb'totalRows"?\s*[:>]\s*"?(\d+)', file.head())
    return float(found[1]) if found else 0.0


def products_of(file: PriceFile) -> Iterator[Any]:
    """Every product with its prices; a bare price stands for a product without a name."""
    if file.head().lstrip().startswith(b"<"):
        yield from _products_of_xml(file)
        return
    for name, child in (
        ("getProductPriceListResponse", "productPriceList"),
        ("getPriceListResponse", "priceList"),
    ):
        for place in (f"{name}.{child}.item", f"{child}.item"):
            for each in file.items(place):
                wrapped = each.get("productPrice", each.get("price")) if isinstance(each, dict) else None
                product = wrapped if isinstance(wrapped, dict) else each
                yield product if child == "productPriceList" else {"priceList": [product]}


def _products_of_xml(file: PriceFile) -> Iterator[Any]:
    depth: list[Element] = []
    try:
        with file.open() as stream:
            for event, element in iterparse(stream, events=("start", "end"), forbid_dtd=True):
                if event == "start":
                    depth.append(element)
                    if len(depth) > DEEPEST:
                        raise UserError(
                            f"{file.name} has more than {DEEPEST} elements inside each other, which no price "
                            "list has: download it again"
                        )
                    continue
                depth.pop()
                parent = depth[-1].tag if depth else ""
                if element.tag == "productPrice" and parent == "productPriceList":
                    yield _tree(element)
                    element.clear()
                elif element.tag == "price" and parent == "priceList" and "productPrice" not in _tags(depth):
                    yield {"priceList": [_tree(element)]}
                    element.clear()
    except (ParseError, DefusedXmlException) as error:
        raise UserError(
            f"{file.name} is cut off or broken XML ({text_of(error)}): download it again"
        ) from error


def _tags(elements: Sequence[Element]) -> list[str]:
    return [each.tag for each in elements]


def _tree(element: Element) -> Any:
    """An element as JSON would have it: a `…List` is a list of its children."""
    if not len(element):
        return (element.text or "").strip()
    if element.tag.endswith("List"):
        return [_tree(child) for child in element]
    return {child.tag: _tree(child) for child in element}


def code_of(value: Any) -> str:
    """The code of a coded value."""
    return text_of(value.get("code")) if isinstance(value, Mapping) else text_of(value)


def _add(product: Mapping[str, Any], region: str, file: str, reading: Reading) -> None:
    prices = product.get("priceList")
    for price in prices if isinstance(prices, list) else ():
        if not isinstance(price, Mapping) or not _is_in(price, region, reading):
            continue
        found = recognised(product, price)
        if found:
            try:
                reading.add(_offer(product, price, found, file))
            except ValueError as error:
                reading.problems.append(str(error))


def _is_in(price: Mapping[str, Any], region: str, reading: Reading) -> bool:
    given = price.get("region")
    code = text_of(given.get("regionCode")) if isinstance(given, Mapping) else text_of(given)
    if code and code != region:
        reading.pass_over(code)
        return False
    return True


def recognised(product: Mapping[str, Any], price: Mapping[str, Any]) -> Kind | None:
    """What a price is to a price book, if anything."""
    text = _words(product, price)
    measure = unit_of(price).measure
    kind = code_of(price.get("priceType"))
    if re.search(r"cloud connect", text, re.I) and kind in ("MTRAT", "FXSUM", ""):
        return (
            Kind.FAST_PORT
            if re.search(r"\b10 ?G", text)
            else Kind.PORT
            if re.search(r"\b1 ?G", text)
            else None
        )
    if kind not in ("MTRAT", ""):
        return None
    if _is_machine(product):
        return Kind.MACHINE
    if OUTBOUND.search(text) or "object storage" in text.lower() and measure is Measure.GB:
        return Kind.PRIVATE_OUT if PRIVATE.search(text) else Kind.OUTBOUND if OUTBOUND.search(text) else None
    return _stored(product, price, text)


def _words(product: Mapping[str, Any], price: Mapping[str, Any]) -> str:
    parts = [
        product.get(key) for key in ("productName", "productDescription", "productItemKind", "productType")
    ]
    parts += [price.get("priceDescription"), price.get("productRatingType")]
    return " ".join(
        text_of(each.get("codeName") or each.get("code")) if isinstance(each, Mapping) else text_of(each)
        for each in parts
    )


def _is_machine(product: Mapping[str, Any]) -> bool:
    code, kind = text_of(product.get("productCode")), code_of(product.get("productItemKind"))
    processors, memory = number_of(product.get("cpuCount")), number_of(product.get("memorySize")) / GIGABYTE
    standard = code_of(product.get("productType")) == "STAND" or re.search(r"\.STAND\.|SPSVRSTAND", code)
    server = kind in ("VSVR", "SVR", "") and not number_of(product.get("gpuCount"))
    return bool(server and standard and processors > 0 and abs(memory - GB_PER_VCPU * processors) < 0.01)


def _stored(product: Mapping[str, Any], price: Mapping[str, Any], text: str) -> Kind | None:
    rating = code_of(price.get("productRatingType"))
    per_request = unit_of(price).printed in ("REQ_CNT", "USAGE_HH")
    if per_request:
        return None
    if re.search(r"snapshot|스냅샷", text, re.I):
        return Kind.SNAPSHOT
    if re.search(r"archive storage|아카이브", text, re.I):
        return Kind.COLD
    if re.search(r"object storage|오브젝트", text, re.I):
        return Kind.OBJECT
    block = re.search(r"block storage|블록 ?스토리지", text, re.I) and rating in ("BST", "")
    return Kind.FAST if block and re.search(r"\bCB2\b|SSD", text) else None


def unit_of(price: Mapping[str, Any]) -> Unit:
    """The unit by its code."""
    code = code_of(price.get("unit"))
    return Unit(code, UNITS.get(code.upper()))


def _offer(product: Mapping[str, Any], price: Mapping[str, Any], kind: Kind, file: str) -> Offer:
    code, number = text_of(product.get("productCode")), text_of(price.get("priceNo"))
    name = text_of(product.get("productName")) or text_of(product.get("productDescription")) or "no name"
    place = f"{file}: {code or number} ({name})"
    processors = number_of(product.get("cpuCount"))
    generation = text_of(product.get("generationCode")).lower()
    disk = number_of(product.get("baseBlockStorageSize"))
    series = tuple(re.findall(r"\b[A-Z]{2}\d\b", name))
    return Offer(
        kind,
        f"{code}#{number}" if code and number else code or number,
        name, code_of(price.get("payCurrency")) or "", unit_of(price),
        _steps(price, place), HOURS, file, date_of(price.get("startDate")),
        (code, number, f"s{processors:g}-{generation}", *series),
        processors if kind is Kind.MACHINE else 0.0, number_of(product.get("memorySize")) / GIGABYTE,
        1 if kind is Kind.MACHINE and disk else 0, dict(_promises(price)),
    )  # fmt: skip


def _steps(price: Mapping[str, Any], place: str) -> tuple[tuple[float, float], ...]:
    """One price, or those of the sections; what is free comes before the first."""
    sections = price.get("periodUnitList")
    if code_of(price.get("ratingUnitType")) == "SECT" and isinstance(sections, list) and sections:
        steps = [
            (
                price_of(each.get("startValue") or 0.0, f"{place}: startValue"),
                price_of(each.get("price"), place),
            )
            for each in sections
            if isinstance(each, Mapping)
        ]
    else:
        steps = [(0.0, price_of(price.get("price"), place))]
    free = number_of(price.get("freeValue"))
    measured = UNITS.get(code_of(price.get("freeUnit")).upper()) is Measure.GB
    if free > 0 and measured and steps[0] == (0.0, steps[0][1]) and steps[0][1]:
        steps = [(0.0, 0.0), (free, steps[0][1]), *steps[1:]]
    return in_order(steps, place)


def _promises(price: Mapping[str, Any]) -> Iterator[tuple[int, float]]:
    """Commitments (`FXY1` is one year) whose discount is a rate; any other way of counting is left out."""
    promises = price.get("promiseList")
    for each in promises if isinstance(promises, list) else ():
        if isinstance(each, Mapping):
            years = re.fullmatch(r"FXY(\d)", code_of(each.get("promiseProductType")))
            method = each.get("discountProcessMethod")
            words = (
                " ".join(map(text_of, method.values())) if isinstance(method, Mapping) else text_of(method)
            )
            rate = number_of(each.get("discountAmount")) / 100
            if years and re.search(r"rate|percent|%|율", words, re.I) and 0 <= rate < 1:
                yield int(years[1]), rate
