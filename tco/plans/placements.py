"""Where the workloads of an alternative run: what moves, when, and who is paid for it.

Promise: whatever moves has a price; what is as in the whole alternative is not written down again. Imports
`alternatives`, `own_values`, `case`, `edits` and `errors` only.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, get_args

from tco.case import Resource
from tco.edits import Document, part_of, with_part
from tco.errors import UserError
from tco.plans.alternatives import alternative_of, with_book, workloads_of
from tco.plans.own_values import unhidden

RESOURCES: tuple[str, ...] = get_args(Resource)
OWN, BOOK, QUOTE = PLACES = ("own", "book", "quote")
#: Dates of a placement, and the input that each one sets.
DATES = {"start": "move_start", "duration": "move_duration", "overlap": "overlap"}
FIRST_QUOTE = {"price_per_bed": 0.0}


@dataclass(frozen=True)
class Placed:
    """Where one workload of one alternative runs, with what it takes over from the alternative.

    Attributes:
        place: on own equipment, moved and paid by the price book, or moved and in the quote.
        start: in months, as are `duration` and `overlap`; None: the pack's.
    """

    place: str
    resources: tuple[str, ...]
    start: float | None
    duration: float | None
    overlap: float | None


def placed(document: Mapping[str, Any], name: str, workload: str) -> Placed:
    """Where a workload runs in an alternative."""
    alternative = alternative_of(document, name)
    own = {**_shared(alternative), **alternative.get("workloads", {}).get(workload, {})}
    resources = tuple(each for each in RESOURCES if each in (own.get("moves") or ()))
    place = QUOTE if own.get("subscribed") and "quote" in alternative else BOOK
    return Placed(place if resources else OWN, resources, *(own.get(date) for date in DATES))


def in_quote(document: Mapping[str, Any], name: str) -> list[str]:
    """The workloads that an alternative's quote covers."""
    return [each for each in workloads_of(document) if placed(document, name, each).place == QUOTE]


def put(
    document: Mapping[str, Any], name: str, workload: str, place: str, book: str = "",
    quote: Mapping[str, Any] = FIRST_QUOTE,
) -> Document:  # fmt: skip
    """The document with a workload in another place.

    What moves for the first time moves whole. A price book is taken where there is none yet; the quote comes
    with the first workload in it, and goes with the last.
    """
    before = placed(document, name, workload)
    if place == before.place:
        return dict(document)
    resources = () if place == OWN else before.resources or RESOURCES
    changed: Document = dict(document)
    if place == QUOTE and "quote" not in alternative_of(document, name):
        changed = with_part(unquoted(changed, name), ("alternatives", name, "quote"), dict(quote))
    changed = _placed_at(changed, name, workload, resources, place == QUOTE)
    if before.place == QUOTE and not in_quote(changed, name):
        changed = unquoted(changed, name)
    return priced(changed, name, book) if resources else changed


def with_resources(
    document: Mapping[str, Any], name: str, workload: str, resources: Iterable[str], book: str = ""
) -> Document:
    """The document with other parts of a workload moving; without any it stays on own equipment."""
    wanted = set(resources)
    if not wanted:
        return put(document, name, workload, OWN, book)
    before = placed(document, name, workload)
    moving = tuple(each for each in RESOURCES if each in wanted)
    return priced(_placed_at(document, name, workload, moving, before.place == QUOTE), name, book)


def with_date(
    document: Mapping[str, Any], name: str, date: str, months: float | None, workload: str = ""
) -> Document:
    """The document with another date of a workload, or of all without one of their own; None: the usual."""
    alternative_of(document, name)
    key = f"{workload}.{DATES[date]}" if workload else DATES[date]
    path = ("alternatives", name, *(("workloads", workload) if workload else ()), date)
    return with_part(unhidden(document, name, [key]), path, months)


def _shared(alternative: Mapping[str, Any]) -> dict[str, Any]:
    return {key: alternative[key] for key in ("moves", "subscribed", *DATES) if key in alternative}


def _placed_at(
    document: Mapping[str, Any], name: str, workload: str, resources: tuple[str, ...], subscribed: bool
) -> Document:
    """The document with a workload placed so."""
    if workload not in workloads_of(document):
        raise UserError(
            f"workloads.{workload}: is not a workload; there are: {', '.join(workloads_of(document))}"
        )
    hidden = [f"{workload}.{each}_moves" for each in RESOURCES] + [f"{workload}.subscribed"]
    document = unhidden(document, name, hidden)
    shared = _shared(alternative_of(document, name))
    path = ("alternatives", name, "workloads", workload)
    same = set(resources) == set(shared.get("moves") or ())
    own = {**(part_of(document, path) or {}), "moves": None if same else list(resources)}
    own["subscribed"] = None if subscribed == bool(shared.get("subscribed")) else subscribed
    return with_part(document, path, {key: each for key, each in own.items() if each is not None} or None)


def priced(document: Document, name: str, book: str) -> Document:
    """The document with a price book for whatever moves."""
    if alternative_of(document, name).get("price_book"):
        return document
    if all(placed(document, name, each).place == OWN for each in workloads_of(document)):
        return document
    if not book:
        raise UserError(f"alternatives.{name}.price_book: is missing; choose one before anything moves")
    return with_book(document, name, book)


def unquoted(document: Mapping[str, Any], name: str) -> Document:
    """The document without an alternative's quote, and without a word of what it covered."""
    changed = with_part(document, ("alternatives", name, "quote"), None)
    changed = with_part(changed, ("alternatives", name, "subscribed"), None)
    for workload in part_of(changed, ("alternatives", name, "workloads")) or {}:
        changed = with_part(changed, ("alternatives", name, "workloads", workload, "subscribed"), None)
    return changed
