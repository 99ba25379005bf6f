"""A dated price book from a provider's own price list.

Promise: every entry says where it comes from: taken from the list with SKU, printed price and working, or
kept from the base book with its own date and source; nothing is dated by the clock. What the list holds
several times is not decided in silence. Imports `assumptions`, `errors`, `binding` and this package only.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from types import ModuleType
from typing import NamedTuple

from tco.assumptions import PriceBook, Text
from tco.binding import reads_like_a_cell
from tco.errors import Problems, UserError, nearest
from tco.prices import aws, azure, naver
from tco.prices.address import fetched
from tco.prices.book_file import load
from tco.prices.entries import CHOICES, KEYS, Draft, declared, drafts
from tco.prices.files import PriceFile, recognise
from tco.prices.making import LONGEST_ID, Frame, make
from tco.prices.offers import Offer, Reading
from tco.prices.selection import KEEP, Selection


class Provider(NamedTuple):
    """A provider: how its lists are read, and the sizes whose mean is its reference machine."""

    title: Text
    reader: ModuleType
    mean_of: tuple[float, ...] = ()
    publisher: str = ""


PROVIDERS = {
    "aws": Provider(Text(en="AWS", ko="AWS"), aws, (), "Amazon Web Services"),
    "azure": Provider(Text(en="Azure", ko="Azure"), azure, (), "Microsoft"),
    "naver": Provider(Text(en="Naver Cloud", ko="네이버클라우드"), naver, (2.0, 4.0), "Naver Cloud"),
}
REASONS = {
    "ambiguous": Text(en="candidates to choose from, see below", ko="아래 후보에서 선택 필요"),
    "chosen": Text(en="kept as asked", ko="요청에 따라 유지"),
    "absent": Text(en="not in the files given", ko="제공된 파일에 없음"),
    "never": Text(en="not in price lists", ko="가격 목록에 없는 항목"),
}
IDENTIFIER = re.compile(r"[a-z][a-z0-9_]*")


@dataclass(frozen=True)
class Request:
    """What is asked for.

    Attributes:
        base: id or file of the price book whose entries stand where the list has none.
        region: the provider's own name; empty for the base book's.
        chosen: an SKU by entry, or `base` to keep the base book's.
        as_of: the day on which the list holds, where it does not say so or was read later.
    """

    provider: str
    places: tuple[str, ...]
    base: str
    region: str = ""
    book_id: str = ""
    chosen: Mapping[str, str] = field(default_factory=dict)
    as_of: date | None = None


class Kept(NamedTuple):
    """An entry that stays as it is in the base book."""

    key: str
    reason: str
    as_of: date | None


@dataclass(frozen=True)
class Imported:
    """The price book with what was taken, kept and left open."""

    book: PriceBook
    base: PriceBook
    taken: tuple[Draft, ...]
    kept: tuple[Kept, ...]
    ambiguous: Mapping[str, Sequence[Offer]]
    reading: Reading
    warnings: tuple[Text, ...]

    @property
    def like(self) -> bool:
        """Whether the base book is of the same provider and region, so that the two can be compared."""
        old, new = self.base.head, self.book.head
        return (old.provider, old.region) == (new.provider, new.region)


def import_prices(request: Request) -> Imported:
    """Read price lists into a price book; raises `UserError` with everything that is wrong."""
    provider = _provider(request)
    base = load(request.base)
    region = request.region or base.head.region
    _check_choices(request.chosen)
    with fetched(request.places) as files:
        reading = _read(request.provider, files, region, base.head.currency)
    like = (base.head.provider, base.head.region) == (provider.publisher, region)
    selection = Selection(reading, base, request.chosen, like)
    selection.check_currency()
    selection.check()
    found = drafts(selection, provider.mean_of)
    selection.check()
    _check_found(found, selection, region)
    dates = _dates(found, request.as_of)
    frame = Frame(
        request.provider, provider.publisher, provider.title, region, request.book_id, request.as_of
    )
    book = make(frame, selection, found, dates)
    kept = tuple(_kept(selection, found))
    warnings = (*reading.warnings, *(_older(found, dates, base) if like else ()))
    return Imported(book, base, tuple(found), kept, selection.ambiguous, reading, warnings)


def _provider(request: Request) -> Provider:
    if request.provider not in PROVIDERS:
        hint = nearest(request.provider, PROVIDERS)
        raise UserError(f"'{request.provider}' is no provider{hint}; there are: {', '.join(PROVIDERS)}")
    if not request.places:
        raise UserError("give at least one file or address of a price list")
    name = request.book_id
    if name and (not IDENTIFIER.fullmatch(name) or len(name) > LONGEST_ID or reads_like_a_cell(name)):
        raise UserError(
            f"--id '{name}' must be small letters, digits and _, begin with a letter, have at most "
            f"{LONGEST_ID} characters and not read like a cell of a spreadsheet"
        )
    return PROVIDERS[request.provider]


def _check_choices(chosen: Mapping[str, str]) -> None:
    known = dict.fromkeys((*CHOICES, *KEYS))
    wrong = [
        f"--choose {key}={word}: '{key}' is no entry to choose{nearest(key, known)}; "
        f"there are: {', '.join(known)}"
        for key, word in chosen.items()
        if key not in known or (key not in CHOICES and word != KEEP)
    ]
    if wrong:
        raise Problems("choices", wrong)


def _read(provider: str, files: Sequence[PriceFile], region: str, currency: str) -> Reading:
    for file in files:
        recognise(file, provider)
    reading = Reading()
    PROVIDERS[provider].reader.read(files, region, currency, reading)
    reading.check()
    if not reading.offers:
        regions = sorted(reading.elsewhere, key=lambda each: -reading.elsewhere[each])
        others = f"; it has regions {', '.join(regions[:8])}: --region" if regions else ""
        raise UserError(
            f"none of the {reading.records:,} entries is a price that a price book uses in {region}{others}"
        )
    return reading


def _check_found(found: Sequence[Draft], selection: Selection, region: str) -> None:
    problems = []
    for draft in found:
        entry = declared(selection, draft.key)
        if draft.steps or entry is None:
            continue
        low, high = entry.minimum, entry.maximum
        for value in (draft.low, draft.base, draft.high):
            if (low is not None and value < low) or (high is not None and value > high):
                problems.append(
                    f"{draft.key}: {value:g} is outside {low:g}..{high:g} ({draft.offers[0].working})"
                )
                break
    if problems:
        raise Problems(f"price list of {region}", problems)


def _dates(found: Sequence[Draft], as_of: date | None) -> dict[str, date]:
    dates, problems = {}, []
    for draft in found:
        if as_of is None and draft.since is None:
            problems.append(
                f"{draft.key}: the list does not say since when its price holds; add --as-of YYYY-MM-DD, "
                "the day on which you read it"
            )
        elif as_of and draft.since and as_of < draft.since:
            problems.append(f"{draft.key}: its price holds from {draft.since}, after --as-of {as_of}")
        else:
            dates[draft.key] = as_of or draft.since or date.min
    if problems:
        raise Problems("dates", problems)
    return dates


def _older(found: Sequence[Draft], dates: Mapping[str, date], base: PriceBook) -> list[Text]:
    older = []
    for draft in found:
        entry = base.assumptions.get(draft.key)
        if entry and entry.as_of and dates[draft.key] < entry.as_of:
            older.append(f"{draft.key} ({dates[draft.key]} < {entry.as_of})")
    if not older:
        return []
    names = ", ".join(older)
    en, ko = "Older than what the base book has", "기준 가격표보다 오래된 항목"
    return [Text(en=f"{en}: {names}.", ko=f"{ko}: {names}.")]


def _kept(selection: Selection, found: Sequence[Draft]) -> list[Kept]:
    taken = {draft.key for draft in found}
    base = selection.base
    entries = [(key, each.as_of) for key, each in base.assumptions.items()]
    entries += [(f"tiers.{key}", each.as_of) for key, each in base.tiers.items()]
    return [Kept(key, _reason(key, selection), day) for key, day in entries if key not in taken]


def _reason(key: str, selection: Selection) -> str:
    source = {"egress_price": "tiers.outbound", "memory_per_priced_processor": "processor_price"}.get(
        key, key
    )
    if KEEP in (selection.chosen.get(key), selection.chosen.get(source)):
        return "chosen"
    if source in selection.ambiguous:
        return "ambiguous"
    return "absent" if key in KEYS else "never"
