"""What the three questions of the first page do to a case, and what the presets are.

Promise: an answer is an edit of the document that the other pages can make too; what a visitor does not say
is left as the preset has it. Pure functions; imports `amounts`, the case, packs, `edits`, `plans` and
`rescale` only.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from math import isclose
from typing import Any

from tco.amounts import significant
from tco.assumptions import Pack, load_pack
from tco.case import parse_case, presets
from tco.edits import Document, part_of, put_back, with_part, with_value
from tco.plans import MOST, OWN, RESOURCES, copied, in_quote, names, placed, renamed, with_quote
from tco.rescale import rescaled

KEEP, MOVE, HYBRID, QUOTE = KINDS = ("keep", "move", "hybrid", "quote")
MONTHS = 12
DIGITS = 12  # of a fee by the year, which is kept by the month
#: Presets that are counted in sites, with how many; what grows with them ends in one of these names.
SITES = {"kr-clinics-10": 10}
OF_SITES = ("_fixed", "line_price", "vendor_management_staff", "cost_management_staff")
COUNTED_BY = "users_fixed"


@dataclass(frozen=True)
class Preset:
    """A preset in figures: what it stands for, from its document and pack.

    Attributes:
        sites: where it is counted in sites, beds being 0.
        tax: the income-tax rate.
    """

    id: str
    pack: Pack
    title: Mapping[str, str]
    beds: float
    sites: int
    workloads: tuple[str, ...]
    tax: float

    @property
    def country(self) -> str:
        """The country's code."""
        return self.pack.head.country


@cache
def known_presets() -> tuple[Preset, ...]:
    """The presets by country, Korea first, the smallest hospital first, and those without beds last."""
    found = [_preset(name, document) for name, document in presets().items()]
    order = list(dict.fromkeys(each.country for each in found))
    return tuple(sorted(found, key=lambda each: (order.index(each.country), each.sites, each.beds)))


def _preset(name: str, document: Mapping[str, Any]) -> Preset:
    pack = load_pack(document["pack"])
    base = pack.assumptions["income_tax_rate"].base or 0.0
    tax = number_of(part_of(document, ("overrides", "income_tax_rate")), base)
    beds = number_of(part_of(document, ("hospital", "beds")), 0.0)
    return Preset(
        name, pack, document["title"], beds, SITES.get(name, 0), tuple(document.get("workloads", ())), tax
    )


def number_of(given: Any, default: float) -> float:
    """The number that a document gives, in either of its forms."""
    found = given.get("value") if isinstance(given, Mapping) else given
    return float(found) if isinstance(found, int | float) and not isinstance(found, bool) else default


def beds_of(document: Mapping[str, Any]) -> float:
    """Beds in operation."""
    hospital = number_of(part_of(document, ("hospital", "beds")), 0.0)
    return number_of(part_of(document, ("overrides", "beds")), hospital)


def with_beds(document: Document, original: Mapping[str, Any], beds: float) -> Document:
    """The document with other beds; those of the original are no edit."""
    if beds == beds_of(original):
        return put_back(document, original, ("overrides", "beds"))
    return with_value(document, "beds", beds)


def sites_of(document: Mapping[str, Any], original: Mapping[str, Any], sites: int) -> int:
    """How many sites a document counts, told by its users."""
    path = ("overrides", COUNTED_BY)
    before = number_of(part_of(original, path), 0.0)
    return max(1, round(sites * number_of(part_of(document, path), before) / before)) if before else sites


def with_sites(document: Document, original: Mapping[str, Any], sites: int, wanted: int) -> Document:
    """The document with what grows with the sites multiplied; every other figure stays as it was typed."""
    path, before = ("overrides",), sites_of(document, original, sites)
    keys = [
        key
        for key, given in original.get("overrides", {}).items()
        if key.endswith(OF_SITES) and number_of(given, 0.0)
    ]
    if wanted == sites:
        for key in keys:
            document = put_back(document, original, (*path, key))
    else:
        reason = f"sites: {wanted} in place of {sites}"
        changed = rescaled(parse_case(original), dict.fromkeys(keys, wanted / sites), reason)
        given = changed.model_dump(mode="json", exclude_none=True, exclude_defaults=True)["overrides"]
        for key in keys:
            document = with_part(document, (*path, key), given[key])
    return _with_fees(document, original, wanted / before)


def _with_fees(document: Document, original: Mapping[str, Any], factor: float) -> Document:
    """Lump sums for as many sites; one that is the original's again but for rounding is the original's."""
    for name in names(document):
        place = ("alternatives", name, "quote", "lump_sum")
        quoted, first = part_of(document, place), part_of(original, place)
        if quoted:
            fee = quoted * factor
            document = with_part(document, place, first if first and isclose(fee, first) else fee)
    return document


def kind_of(document: Mapping[str, Any], name: str) -> str:
    """What an alternative stands for: own equipment, everything moved, a part moved, or a quote."""
    if in_quote(document, name):
        return QUOTE
    moved = [placed(document, name, each) for each in document.get("workloads", {})]
    if all(each.place == OWN for each in moved):
        return KEEP
    return MOVE if all(set(each.resources) == set(RESOURCES) for each in moved) else HYBRID


def of_kind(document: Mapping[str, Any], kind: str) -> list[str]:
    """The alternatives of a kind that can be compared with the baseline."""
    baseline = document.get("baseline", "stay")
    return [name for name in names(document) if name != baseline and kind_of(document, name) == kind]


def kinds(document: Mapping[str, Any]) -> list[str]:
    """What can be on the table; a quote can be added while there is room for an alternative."""
    room = len(names(document)) < MOST
    return [kind for kind in KINDS if of_kind(document, kind) or (kind == QUOTE and room)]


def quote_of(document: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    """The terms of an alternative's quote."""
    return part_of(document, ("alternatives", name, "quote")) or {}


def fee_of(quote: Mapping[str, Any], per_bed: bool) -> float:
    """The fee as it is asked for: per bed and month, or in all a year."""
    if per_bed:
        return float(quote.get("price_per_bed") or 0.0)
    return significant(float(quote.get("lump_sum") or 0.0) * MONTHS, DIGITS)


def terms(fee: float, per_bed: bool) -> dict[str, float | None]:
    """A fee as terms of a quote, which has lump sums by the month."""
    return {
        "price_per_bed": fee if per_bed else None,
        "lump_sum": None if per_bed else fee / MONTHS,
        "price_per_user": None,
    }


def quoted(
    document: Document, name: str, fields: Mapping[str, Any], title: Mapping[str, str], book: str
) -> tuple[Document, str]:
    """The document with a quote's terms; a new quoted alternative moves what the first full move does.

    The price book is taken where there is none yet.
    """
    if not name:
        models = of_kind(document, MOVE) or of_kind(document, HYBRID) or names(document)
        document, name = copied(document, models[0], title["en"])
        document = renamed(document, name, title["ko"], title["en"])
        document = with_part(document, ("alternatives", name, "overrides"), None)
    return with_quote(document, name, fields, book), name
