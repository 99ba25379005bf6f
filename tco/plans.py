"""Edits of a document's alternatives: which there are, what each moves and when, how it is priced.

Promise: an edit returns a new document and leaves the old one as it was; a case that could be evaluated still
can; nothing of a removed alternative stays behind. Pure functions; imports `edits`, `titles`, `case` and
`errors` only.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass
from typing import Any, get_args

from tco.belonging import PAIRS, TABLES, books_of, is_of, keys_of, with_list, without, without_unused_books
from tco.case import Resource
from tco.edits import Document, part_of, with_part
from tco.errors import UserError
from tco.titles import free, given

MOST = 12
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


def names(document: Mapping[str, Any]) -> list[str]:
    """Ids of the alternatives in their order."""
    return list(document.get("alternatives", {}))


def placed(document: Mapping[str, Any], name: str, workload: str) -> Placed:
    """Where a workload runs in an alternative."""
    alternative = _alternative(document, name)
    own = {**_shared(alternative), **alternative.get("workloads", {}).get(workload, {})}
    resources = tuple(each for each in RESOURCES if each in (own.get("moves") or ()))
    place = QUOTE if own.get("subscribed") and "quote" in alternative else BOOK
    return Placed(place if resources else OWN, resources, *(own.get(date) for date in DATES))


def in_quote(document: Mapping[str, Any], name: str) -> list[str]:
    """The workloads that an alternative's quote covers."""
    return [each for each in _workloads(document) if placed(document, name, each).place == QUOTE]


def added(document: Mapping[str, Any], title: str) -> tuple[Document, str]:
    """The document with another alternative, in which everything stays on own equipment, and its id."""
    name = _free_name(document)
    return with_part(document, ("alternatives", name), {"title": free(document, title)}), name


def copied(document: Mapping[str, Any], name: str, title: str) -> tuple[Document, str]:
    """The document with a copy of an alternative, which all that the case says of the first holds for too."""
    new, copy = _free_name(document), deepcopy(dict(_alternative(document, name)))
    changed = with_part(document, ("alternatives", new), {**copy, "title": free(document, title)})
    for path in TABLES:
        table = part_of(document, path)
        if isinstance(table, Mapping):
            changed = with_part(changed, path, {**table, **_renamed_keys(table, name, new)} or None)
    changed = with_list(changed, ("custom_lines",), lambda line: [_also_for(line, name, new)])
    return with_list(changed, PAIRS, lambda pair: [pair, *_renamed_pair(pair, name, new)]), new


def renamed(document: Mapping[str, Any], name: str, ko: str = "", en: str = "") -> Document:
    """The document with another title; what is given in one language only is used for both."""
    _alternative(document, name)
    return with_part(document, ("alternatives", name, "title"), given(document, name, ko, en))


def removed(document: Mapping[str, Any], name: str) -> Document:
    """The document without an alternative, all that names it, and values of a price book that only it used.

    The baseline cannot be removed.
    """
    _alternative(document, name)
    if name == document.get("baseline", "stay"):
        raise UserError(
            f"alternatives.{name}: is the baseline; make another alternative the baseline, then remove it"
        )
    changed = with_part(document, ("alternatives", name), None)
    changed = with_list(changed, ("custom_lines",), lambda line: _only_for_others(line, name))
    changed = with_list(
        changed, ("claims",), lambda claim: [] if claim.get("alternative") == name else [claim]
    )
    return without_unused_books(without(changed, name), document)


def lost(document: Mapping[str, Any], changed: Mapping[str, Any], name: str) -> list[str]:
    """The inputs that went with an edit of an alternative, without those that carry its own name."""
    owners = sorted(books_of(document) - books_of(changed))
    return [key for owner in owners for key in keys_of(document, owner) if owner != name]


def with_baseline(document: Mapping[str, Any], name: str) -> Document:
    """The document with another baseline."""
    _alternative(document, name)
    return with_part(document, ("baseline",), name)


def with_book(document: Mapping[str, Any], name: str, book: str) -> Document:
    """The document with another price book for an alternative; values of one that nothing uses now go."""
    _alternative(document, name)
    return without_unused_books(with_part(document, ("alternatives", name, "price_book"), book), document)


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
    if place == QUOTE and "quote" not in _alternative(document, name):
        changed = with_part(_without_quote(changed, name), ("alternatives", name, "quote"), dict(quote))
    changed = _placed_at(changed, name, workload, resources, place == QUOTE)
    if before.place == QUOTE and not in_quote(changed, name):
        changed = _without_quote(changed, name)
    return _priced(changed, name, book) if resources else changed


def with_resources(
    document: Mapping[str, Any], name: str, workload: str, resources: Iterable[str], book: str = ""
) -> Document:
    """The document with other parts of a workload moving; without any it stays on own equipment."""
    wanted = set(resources)
    if not wanted:
        return put(document, name, workload, OWN, book)
    before = placed(document, name, workload)
    moving = tuple(each for each in RESOURCES if each in wanted)
    return _priced(_placed_at(document, name, workload, moving, before.place == QUOTE), name, book)


def with_date(
    document: Mapping[str, Any], name: str, date: str, months: float | None, workload: str = ""
) -> Document:
    """The document with another date of a workload, or of all without one of their own; None: the usual."""
    _alternative(document, name)
    key = f"{workload}.{DATES[date]}" if workload else DATES[date]
    path = ("alternatives", name, *(("workloads", workload) if workload else ()), date)
    return with_part(_unhidden(document, name, [key]), path, months)


def with_quote(document: Mapping[str, Any], name: str, fields: Mapping[str, Any], book: str = "") -> Document:
    """The document with terms of a quote; a new one covers what moves, or everything where nothing does.

    A term that is None, or an empty list, is left to its default.
    """
    if "quote" not in _alternative(document, name):
        workloads = _workloads(document)
        moving = [each for each in workloads if placed(document, name, each).place != OWN]
        for workload in moving or workloads:
            document = put(document, name, workload, QUOTE, book, {})
    hidden = [f"quote_{key}" for key in fields if key != "includes"]
    if "includes" in fields:
        hidden += [key for key in own_keys(document, name) if key.startswith("includes_")]
    document = _unhidden(document, name, [*hidden, *(key for key in fields if key == "renewal_increase")])
    before = part_of(document, ("alternatives", name, "quote")) or {}
    quote = {key: value for key, value in {**before, **fields}.items() if value not in (None, [], ())}
    return with_part(document, ("alternatives", name, "quote"), quote)


def without_quote(document: Mapping[str, Any], name: str, book: str = "") -> Document:
    """The document without an alternative's quote; what it covered is paid by the price book."""
    _alternative(document, name)
    return _priced(_without_quote(document, name), name, book)


def with_own_value(document: Mapping[str, Any], name: str, key: str, value: float) -> Document:
    """The document with a value of an input for one alternative only; a range given for it takes it in."""
    _alternative(document, name)
    here, inside = ("overrides", f"{name}.{key}"), ("alternatives", name, "overrides", key)
    path = inside if part_of(document, here) is None and part_of(document, inside) is not None else here
    return with_part(document, path, _revalued(part_of(document, path), value))


def without_own_value(document: Mapping[str, Any], name: str, key: str) -> Document:
    """The document in which an alternative takes an input's common value again."""
    return _unhidden(document, name, [key])


def own_keys(document: Mapping[str, Any], name: str) -> list[str]:
    """The inputs that an alternative has a value of its own for."""
    inside = part_of(document, ("alternatives", name, "overrides")) or {}
    return [*inside, *(key.removeprefix(f"{name}.") for key in keys_of(document, name))]


def _alternative(document: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    found = document.get("alternatives", {}).get(name)
    if not isinstance(found, Mapping):
        raise UserError(
            f"alternatives.{name}: is not an alternative; there are: {', '.join(names(document))}"
        )
    return found


def _workloads(document: Mapping[str, Any]) -> list[str]:
    return list(document.get("workloads", {}))


def _shared(alternative: Mapping[str, Any]) -> dict[str, Any]:
    return {key: alternative[key] for key in ("moves", "subscribed", *DATES) if key in alternative}


def _free_name(document: Mapping[str, Any]) -> str:
    """`alternative_2` and so on: a word of no pack, and of nothing else in the document."""
    if len(names(document)) >= MOST:
        raise UserError(f"alternatives: a case has at most {MOST}; remove one first")
    taken = {*names(document), *_workloads(document), *document.get("price_books", {})}
    taken |= {line.get("id") for line in document.get("custom_lines", ())}
    return next(f"alternative_{at}" for at in range(2, len(taken) + 3) if f"alternative_{at}" not in taken)


def _renamed_keys(table: Mapping[str, Any], name: str, new: str) -> dict[str, Any]:
    return {new + key.removeprefix(name): deepcopy(value) for key, value in table.items() if is_of(key, name)}


def _renamed_pair(pair: Mapping[str, Any], name: str, new: str) -> list[dict[str, Any]]:
    keys = [new + key.removeprefix(name) if is_of(key, name) else key for key in pair["between"]]
    return [] if keys == list(pair["between"]) else [{**pair, "between": keys}]


def _also_for(line: Mapping[str, Any], name: str, new: str) -> dict[str, Any]:
    more = [new] if name in line["alternatives"] else []
    return {**line, "alternatives": [*line["alternatives"], *more]}


def _only_for_others(line: Mapping[str, Any], name: str) -> list[Mapping[str, Any]]:
    others = [each for each in line["alternatives"] if each != name]
    if len(others) == len(line["alternatives"]):
        return [line]
    return [{**line, "alternatives": others}] if others else []


def _placed_at(
    document: Mapping[str, Any], name: str, workload: str, resources: tuple[str, ...], subscribed: bool
) -> Document:
    """What is as in the whole alternative is not written down again."""
    if workload not in _workloads(document):
        raise UserError(
            f"workloads.{workload}: is not a workload; there are: {', '.join(_workloads(document))}"
        )
    hidden = [f"{workload}.{each}_moves" for each in RESOURCES] + [f"{workload}.subscribed"]
    document = _unhidden(document, name, hidden)
    shared = _shared(_alternative(document, name))
    path = ("alternatives", name, "workloads", workload)
    same = set(resources) == set(shared.get("moves") or ())
    own = {**(part_of(document, path) or {}), "moves": None if same else list(resources)}
    own["subscribed"] = None if subscribed == bool(shared.get("subscribed")) else subscribed
    return with_part(document, path, {key: each for key, each in own.items() if each is not None} or None)


def _priced(document: Document, name: str, book: str) -> Document:
    """With a price book for whatever moves."""
    if _alternative(document, name).get("price_book"):
        return document
    if all(placed(document, name, each).place == OWN for each in _workloads(document)):
        return document
    if not book:
        raise UserError(f"alternatives.{name}.price_book: is missing; choose one before anything moves")
    return with_book(document, name, book)


def _without_quote(document: Mapping[str, Any], name: str) -> Document:
    changed = with_part(document, ("alternatives", name, "quote"), None)
    changed = with_part(changed, ("alternatives", name, "subscribed"), None)
    for workload in part_of(changed, ("alternatives", name, "workloads")) or {}:
        changed = with_part(changed, ("alternatives", name, "workloads", workload, "subscribed"), None)
    return changed


def _unhidden(document: Mapping[str, Any], name: str, keys: Sequence[str]) -> Document:
    """Without values of inputs that would hide what is said in another place."""
    changed: Document = dict(document)
    for key in set(keys) & set(own_keys(document, name)):
        changed = with_part(changed, ("alternatives", name, "overrides", key), None)
        for table in ("overrides", "hospital"):
            if table in changed:
                changed = with_part(changed, (table, f"{name}.{key}"), None)
    return changed


def _revalued(given: Any, value: float) -> Any:
    if not isinstance(given, Mapping):
        return value
    ends = {
        key: pick(given[key], value)
        for key, pick in (("low", min), ("high", max))
        if given.get(key) is not None
    }
    return {**given, **ends, "value": value}
