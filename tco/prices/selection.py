"""Which offer of a price list becomes an entry of the price book, and when that is for the user to say.

Promise: like is replaced by like. Of several candidates the one is taken that the base book's own note names;
where it names none and their prices differ, or none is of the reference kind, nothing is taken and the
candidates are listed. Imports `assumptions`, `errors` and `offers` only.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from tco.assumptions import PriceBook
from tco.errors import Problems, nearest
from tco.prices.offers import Kind, Offer, Reading

KEEP = "base"
REFERENCE = 2  # offers of this rank and above only widen a range


def same_price(offers: Sequence[Offer]) -> bool:
    """Whether all cost the same, in the price book's unit."""
    return all(math.isclose(each.price, offers[0].price, rel_tol=1e-9) for each in offers)


@dataclass
class Selection:
    """The offers chosen so far, and what could not be decided.

    Attributes:
        chosen: the user's own choice by entry: an SKU, or `base` to keep the base book's entry.
        like: whether the base book is of the same provider and region.
        ambiguous: candidates by entry, where it is for the user to choose.
    """

    reading: Reading
    base: PriceBook
    chosen: Mapping[str, str]
    like: bool = True
    ambiguous: dict[str, list[Offer]] = field(default_factory=dict)
    problems: list[str] = field(default_factory=list)

    def pick(self, key: str, kinds: Iterable[Kind], size: float = 0.0) -> Offer | None:
        """The offer for an entry: of the first of the kinds that the price list holds."""
        word = self.chosen.get(key)
        if word == KEEP:
            return None
        offers = self._usable(key, kinds, size)
        if word:
            return self._wanted(key, word, [each for kind in kinds for each in self.reading.of(kind)])
        lowest = min((each.rank for each in offers), default=REFERENCE)
        candidates = [each for each in offers if each.rank == lowest < REFERENCE]
        named = [each for each in candidates if self.names(key, each)]
        for group in (candidates, named):
            if group and same_price(group):
                return named[0] if named else group[0]
        if offers:
            known = self.ambiguous.setdefault(key, [])
            known += [each for each in candidates or offers if each not in known]
        return None

    def _usable(self, key: str, kinds: Iterable[Kind], size: float) -> list[Offer]:
        for kind in kinds:
            offers = [each for each in self.reading.of(kind) if not size or each.size == size]
            known = [each for each in offers if each.conversion]
            if known:
                return known
            units = sorted({each.unit.printed for each in offers})
            for each in offers[:1]:
                self.problems.append(
                    f"{key}: {each.title} (SKU {each.sku}) is priced per '{', '.join(units)}', a unit that "
                    f"is not known; `--choose {key}={KEEP}` keeps the base book's entry"
                )
        return []

    def _wanted(self, key: str, word: str, offers: Sequence[Offer]) -> Offer | None:
        found = [each for each in offers if each.is_called(word)]
        if not found:
            skus = [each.sku for each in offers]
            there = f"; there are: {', '.join(skus[:12])}" if skus else ": the price list has none for it"
            self.problems.append(f"--choose {key}={word}: is not a candidate{nearest(word, skus) or there}")
        elif not all(each.conversion for each in found):
            self.problems.append(f"--choose {key}={word}: unit '{found[0].unit.printed}' is not known")
        elif same_price(found):
            return found[0]
        else:
            self.ambiguous[key] = found
        return None

    def names(self, key: str, offer: Offer) -> bool:
        """Whether the base book's entry says that it was made from this product."""
        entry = self.base.assumptions.get(key) or self.base.tiers.get(key.removeprefix("tiers."))
        text = f"{entry.page} {entry.note.en if entry.note else ''}" if entry else ""
        words = (offer.sku, *offer.names)
        return any(
            len(word) > 2 and re.search(rf"(?<![\w.-]){re.escape(word)}(?![\w-])", text) for word in words
        )

    def others(self, key: str, kind: Kind) -> list[Offer]:
        """Every offer of a kind that the base book's entry names, with a known unit."""
        return [each for each in self.reading.of(kind) if each.conversion and self.names(key, each)]

    def prices(self, kind: Kind) -> list[Offer]:
        """Every offer of a kind with a known unit, the cheapest first."""
        known = [each for each in self.reading.of(kind) if each.conversion]
        return sorted(known, key=lambda each: each.price)

    def check_currency(self) -> None:
        """All offers must be in the base book's currency."""
        currency = self.base.head.currency
        other = sorted({each.currency or "none" for each in self.reading.offers.values()} - {currency})
        if other:
            self.problems.append(
                f"the price list is in {', '.join(other)}, but the base book '{self.base.head.id}' is in "
                f"{currency}: ask the provider for prices in {currency}, or name a base book in {other[0]}"
            )

    def check(self) -> None:
        """Refuse what was found wrong, all at once."""
        if self.problems:
            raise Problems("price list", list(dict.fromkeys(self.problems)))
