"""Entries of a price book made from offers: value, range, date, source and the working in both languages.

Promise: an entry's base is a price of the list; its range comes from other prices of the list, and where the
list has none, from the base book's range in proportion, and the note says which. Imports `assumptions`,
`offers`, `selection` and `wording` only.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

from tco.assumptions import Assumption, Text
from tco.prices.offers import Kind, Offer
from tco.prices.selection import KEEP, Selection
from tco.wording import particle

MOST_STEPS = 31
BASES = {
    "fast_storage_price": (Kind.FAST, Kind.OTHER_FAST),
    "archive_storage_price": (Kind.OBJECT,),
    "backup_storage_price": (Kind.OBJECT,),
    "retrieval_price": (Kind.PRIVATE_OUT,),
    "port_price": (Kind.PORT,),
    "fast_port_price": (Kind.FAST_PORT,),
}
LOWS = {"archive_storage_price": Kind.COLD, "backup_storage_price": Kind.COLD}
HIGHS = {
    "fast_storage_price": Kind.OTHER_FAST,
    "backup_storage_price": Kind.SNAPSHOT,
}
PROCESSOR = "processor_price"
OUTBOUND = "tiers.outbound"
KEYS = (PROCESSOR, "memory_per_priced_processor", "commitment_discount", *BASES, "egress_price", OUTBOUND)
CHOICES = (PROCESSOR, *BASES, OUTBOUND)


@dataclass(frozen=True)
class Draft:
    """An entry that the price list gives.

    Attributes:
        offers: what it was made from; the first one dates it.
        steps: for tiers, from which volume on which price holds.
    """

    key: str
    base: float
    low: float
    high: float
    offers: tuple[Offer, ...]
    note: Text
    steps: tuple[tuple[float, float], ...] = ()

    @property
    def since(self) -> date | None:
        """The latest day from which one of its prices holds; None if one of them has no day."""
        days = [each.since for each in self.offers if each.since]
        return max(days) if len(days) == len(self.offers) else None

    @property
    def page(self) -> str:
        """What to look for in the price list."""
        return ", ".join(dict.fromkeys(f"{each.title} (SKU {each.sku})" for each in self.offers))[:300]


@dataclass
class Remarks:
    """Sentences of a note, in both languages."""

    en: list[str] = field(default_factory=list)
    ko: list[str] = field(default_factory=list)

    def add(self, en: str, ko: str) -> None:
        """One more sentence."""
        self.en.append(en)
        self.ko.append(ko)

    def text(self) -> Text:
        """The note."""
        return Text(en=" ".join(self.en), ko=" ".join(self.ko))


def drafts(selection: Selection, mean_of: Sequence[float]) -> list[Draft]:
    """Every entry that the price list gives; what cannot be decided is noted in the selection."""
    found = list(_processors(selection, mean_of))
    for key, kinds in BASES.items():
        offer = selection.pick(key, kinds)
        if offer:
            found.append(_priced(selection, key, offer))
    found += _outbound(selection)
    return [each for each in found if selection.chosen.get(each.key) != KEEP]


def _processors(selection: Selection, mean_of: Sequence[float]) -> Iterator[Draft]:
    picked = _machines(selection, mean_of)
    if not picked:
        return
    base = sum(each.price for each in picked) / len(picked)
    remarks = Remarks()
    workings = "; ".join(each.working for each in picked)
    mean = (" (mean of both)", " (두 값의 평균)") if len(picked) > 1 else ("", "")
    remarks.add(f"Working: {workings}{mean[0]}.", f"계산: {workings}{mean[1]}.")
    range_of = [*picked, *selection.others(PROCESSOR, Kind.MACHINE)]
    low, high = _ends(selection, PROCESSOR, base, range_of, remarks)
    used = tuple(dict.fromkeys((*picked, *_at(range_of, low, high))))
    yield Draft(PROCESSOR, base, low, high, used, remarks.text())
    first = picked[0]
    memory = first.memory / first.size
    each = f"{first.memory:g} GB / {first.size:g} vCPU: {first.title}."
    yield Draft("memory_per_priced_processor", memory, memory, memory, (first,), Text(en=each, ko=each))
    yield from _commitment(selection, [*picked, *range_of])


def _machines(selection: Selection, mean_of: Sequence[float]) -> list[Offer]:
    """The reference machine, or those of the sizes whose mean is the reference."""
    if PROCESSOR not in selection.chosen:
        sized = [selection.pick(PROCESSOR, (Kind.MACHINE,), size) for size in mean_of]
        known = [each for each in sized if each]
        if known or PROCESSOR in selection.ambiguous:
            return [] if PROCESSOR in selection.ambiguous else known
    found = selection.pick(PROCESSOR, (Kind.MACHINE,))
    return [found] if found else []


def _commitment(selection: Selection, machines: Sequence[Offer]) -> Iterator[Draft]:
    key = "commitment_discount"
    machine = next((each for each in machines if 1 in each.committed), None)
    if machine is None or selection.chosen.get(key) == KEEP:
        return
    base = machine.committed[1]
    known = selection.base.assumptions.get(key) if selection.like else None
    low = min(known.low if known and known.low is not None else 0.0, base)
    old_high = known.high if known and known.high is not None else base
    high = max(machine.committed.get(3, old_high), base)
    remarks = Remarks()
    remarks.add(
        f"{machine.title} (SKU {machine.sku}), one year without upfront payment against on demand.",
        f"{machine.title}(SKU {machine.sku}) 1년 약정(선납 없음)을 온디맨드와 비교한 값입니다.",
    )
    if 3 in machine.committed:
        remarks.add("High: three years.", "상한은 3년 약정입니다.")
    elif known:
        _as_before(selection, remarks)
    yield Draft(key, base, low, high, (machine,), remarks.text())


def _priced(selection: Selection, key: str, offer: Offer) -> Draft:
    remarks = Remarks()
    remarks.add(f"Working: {offer.working}.", f"계산: {offer.working}.")
    if len(offer.steps) > 1:
        remarks.add("The first tier that costs something.", "첫 유료 구간의 단가입니다.")
    others = _companions(selection, key, offer)
    low, high = _ends(selection, key, offer.price, [offer, *others], remarks)
    used = tuple(dict.fromkeys((offer, *_at(others, low, high))))
    return Draft(key, offer.price, low, high, used, remarks.text())


def _at(offers: Sequence[Offer], low: float, high: float) -> list[Offer]:
    """The offers whose price is an end of the range."""
    return [each for each in offers if any(math.isclose(each.price, end) for end in (low, high))]


def _companions(selection: Selection, key: str, offer: Offer) -> list[Offer]:
    """Other prices of the list that the entry's range goes to."""
    found: list[Offer] = []
    if key in LOWS:
        found += [each for each in selection.prices(LOWS[key])[:1] if each.price < offer.price]
    if key in HIGHS:
        found += [each for each in selection.prices(HIGHS[key])[-1:] if each.price > offer.price]
    if key == "retrieval_price":
        routes = selection.prices(Kind.PRIVATE_OUT)
        found += [*routes[:1], *routes[-1:]] if len(routes) > 1 else selection.prices(Kind.OUTBOUND)[-1:]
    return found


def _ends(
    selection: Selection, key: str, base: float, offers: Sequence[Offer], remarks: Remarks
) -> tuple[float, float]:
    """Low and high: other prices of the list; where it has none, the same provider's base in proportion."""
    cheap, dear = min(offers, key=lambda each: each.price), max(offers, key=lambda each: each.price)
    known = selection.base.assumptions.get(key) if selection.like else None
    low, high = min(cheap.price, base), max(dear.price, base)
    if low < base:
        remarks.add(f"Low: {cheap.working}.", f"하한: {cheap.working}.")
    if high > base:
        remarks.add(f"High: {dear.working}.", f"상한: {dear.working}.")
    if known and known.base and known.low is not None and known.high is not None:
        lower, upper = base * known.low / known.base, base * known.high / known.base
        if (low == base and lower < base) or (high == base and upper > base):
            low, high = low if low < base else lower, high if high > base else upper
            _as_before(selection, remarks)
    return min(float(f"{low:.12g}"), base), max(float(f"{high:.12g}"), base)


def _as_before(selection: Selection, remarks: Remarks) -> None:
    book = f"{selection.base.head.id} ({selection.base.head.as_of})"
    remarks.add(
        f"What of the range is not in the list follows the base book {book}.",
        f"목록에 없는 범위는 기준 가격표 {book}{particle(book, '을', '를')} 따릅니다.",
    )


def _outbound(selection: Selection) -> Iterator[Draft]:
    offer = selection.pick(OUTBOUND, (Kind.OUTBOUND,))
    if offer is None or offer.conversion is None:
        return
    factor, quantity = offer.conversion[0], offer.unit.quantity
    steps = [(start * quantity, price * factor) for start, price in offer.steps]
    remarks = Remarks()
    remarks.add(f"Working: {offer.working}.", f"계산: {offer.working}.")
    free = _free(selection) if steps[0][1] > 0 else 0.0
    if free:
        steps = [(0.0, 0.0), (free, steps[0][1]), *(each for each in steps[1:] if each[0] > free)]
        remarks.add(f"{free:g} GB free as in the base book.", f"무료 {free:g} GB는 기준 가격표를 따릅니다.")
    remarks.add(
        "The last price is kept beyond the last tier.", "마지막 구간 이후는 마지막 단가를 유지합니다."
    )
    yield Draft(OUTBOUND, offer.price, 0.0, 0.0, (offer,), remarks.text(), tuple(steps[:MOST_STEPS]))
    paid = [price for _, price in steps if price][:2]
    note = Text(
        en=f"Working: {offer.working}. The first two tiers that cost something are the range.",
        ko=f"계산: {offer.working}. 첫 두 유료 구간이 범위입니다.",
    )
    yield Draft("egress_price", paid[0], min(paid), max(paid), (offer,), note)


def _free(selection: Selection) -> float:
    """What the same provider's base book leaves free of charge."""
    tiers = selection.base.tiers.get("outbound") if selection.like else None
    if tiers is None or len(tiers.steps) < 2 or tiers.steps[0].price:
        return 0.0
    return tiers.steps[1].start


def declared(selection: Selection, key: str) -> Assumption | None:
    """The base book's declaration of an entry; a port may be declared by its slower one."""
    known = selection.base.assumptions
    return known.get(key) or (known.get("port_price") if key == "fast_port_price" else None)
