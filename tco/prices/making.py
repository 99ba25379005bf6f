"""The price book that results: the base book's entries, replaced by what the price list gives.

Promise: an entry of another provider or region is never passed off as this one's: it becomes a placeholder
that names where it is from. The book is read back as its file will be. Imports `assumptions` and this
package only.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from itertools import count
from typing import NamedTuple

from tco.assumptions import Assumption, BookHead, PriceBook, Source, Step, Text, Tiers, book_of
from tco.prices.book_file import tables_of
from tco.prices.entries import Draft, declared
from tco.prices.selection import Selection

DATED = re.compile(r" \(\d{4}-\d{2}-\d{2}\)$")
LONGEST_ID = 40
FOREIGN = Text(
    en="From the book {book} ({provider}, {region}, {date}), not this provider's price: ask for it. {source}",
    ko="{book} 가격표({provider}, {region}, {date})의 값으로, 이 공급자의 단가를 확인하십시오. {source}",
)
FAST_PORT_LABEL = Text(en="Price of a fast connection port per hour", ko="고속 접속 포트 시간당 단가")


class Frame(NamedTuple):
    """What a book is about, apart from its entries."""

    provider: str
    publisher: str
    title: Text
    region: str
    book_id: str = ""
    read_on: date | None = None


def make(frame: Frame, selection: Selection, found: Sequence[Draft], dates: Mapping[str, date]) -> PriceBook:
    """The book; `dates` says from when each of the entries found holds."""
    lists, as_of = selection.reading.lists, max(dates.values())
    source_ids = dict(zip((facts.file for facts in lists), _new_ids(selection, as_of), strict=False))
    new = {
        source_ids[facts.file]: Source(
            title=f"{frame.publisher}, {facts.service} {facts.version}".strip(), url=facts.address,
            publisher=frame.publisher, published=facts.published or "",
            retrieved=frame.read_on or facts.published or as_of, confidence="high",
        )
        for facts in lists
    }  # fmt: skip
    assumptions, tiers = _base_entries(selection)
    for draft in found:
        source = source_ids[draft.offers[0].source]
        if draft.steps:
            tiers["outbound"] = _tiers(selection, draft, source, dates[draft.key])
        elif entry := declared(selection, draft.key):
            assumptions[draft.key] = _entry(entry, draft, source, dates[draft.key])
    used = {each.source for each in assumptions.values()} | {each.source for each in tiers.values()}
    sources = {key: each for key, each in {**selection.base.sources, **new}.items() if key in used}
    head = _head(frame, selection, as_of)
    book = PriceBook(head=head, sources=sources, assumptions=assumptions, tiers=tiers)
    return book_of(tables_of(book), head.id)


def _new_ids(selection: Selection, as_of: date) -> Iterator[str]:
    """Names of sources that the base book does not use."""
    names = (f"list_{as_of:%Y%m%d}_{number}" for number in count(1))
    return (each for each in names if each not in selection.base.sources)


def _entry(entry: Assumption, draft: Draft, source: str, day: date) -> Assumption:
    if draft.key == "memory_per_priced_processor":
        return entry.model_copy(update={"base": draft.base, "note": draft.note})
    label = FAST_PORT_LABEL if entry.id != draft.key else entry.label
    return entry.model_copy(
        update={"id": draft.key, "label": label, "low": draft.low, "base": draft.base, "high": draft.high,
                "kind": "sourced", "source": source, "page": draft.page, "as_of": day, "note": draft.note}
    )  # fmt: skip


def _tiers(selection: Selection, draft: Draft, source: str, day: date) -> Tiers:
    known = selection.base.tiers.get("outbound")
    label = known.label if known else Text(en="Outbound traffic", ko="외부 전송 단가")
    steps = tuple(Step.model_validate({"from": start, "price": price}) for start, price in draft.steps)
    return Tiers(
        unit="money/GB", steps=steps, label=label, kind="sourced", source=source, page=draft.page,
        as_of=day, note=draft.note,
    )  # fmt: skip


def _head(frame: Frame, selection: Selection, as_of: date) -> BookHead:
    base, day = selection.base.head, f"{as_of:%Y%m%d}"
    if selection.like:
        name, title = re.sub(r"_\d{8}$", "", base.id), base.title
    else:
        name = f"{frame.provider}_{re.sub(r'[^a-z0-9]+', '_', frame.region.lower()).strip('_')}"
        title = Text(en=f"{frame.title.en} {frame.region}", ko=f"{frame.title.ko} {frame.region}")
    en, ko = (f"{DATED.sub('', each)} ({as_of.isoformat()})" for each in (title.en, title.ko))
    return BookHead(
        id=frame.book_id or f"{name[: LONGEST_ID - len(day) - 1]}_{day}", title=Text(en=en, ko=ko),
        provider=frame.publisher, region=frame.region, currency=base.currency, as_of=as_of,
    )  # fmt: skip


def _base_entries(selection: Selection) -> tuple[dict[str, Assumption], dict[str, Tiers]]:
    """The base book's entries: as they are, or marked as another provider's."""
    base = selection.base
    if selection.like:
        return dict(base.assumptions), dict(base.tiers)
    entries = {key: each.model_copy(update=_foreign(each, base)) for key, each in base.assumptions.items()}
    return entries, {key: each.model_copy(update=_foreign(each, base)) for key, each in base.tiers.items()}


def _foreign(entry: Assumption | Tiers, base: PriceBook) -> dict[str, object]:
    if entry.kind not in ("sourced", "judgement", "quote_needed"):
        return {}
    head, source = base.head, base.sources.get(entry.source)
    words = {
        "book": head.id, "provider": head.provider, "region": head.region, "date": entry.as_of,
        "source": f"{source.title}, {source.url}" if source else "",
    }  # fmt: skip
    note = Text(en=FOREIGN.en.format(**words).strip(), ko=FOREIGN.ko.format(**words).strip())
    return {"kind": "quote_needed", "source": "", "page": "", "note": note}
