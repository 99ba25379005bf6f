"""Packs and price books, loaded from their files and checked as wholes.

Promise: an entry declared twice, a source that is not there and an unknown table are refused, with all
problems named at once. Imports pydantic, this package and `errors` only.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib.resources.abc import Traversable
from typing import Any

from pydantic import ValidationError

from tco.assumptions.declared import Assumption, Pack, PriceBook, Source
from tco.assumptions.files import data_folder, read_toml, validation_messages
from tco.errors import Problems, UserError, nearest


def _assumptions(tables: Mapping[str, Any], origin: str, problems: list[str]) -> dict[str, Assumption]:
    found = {}
    for key, table in tables.items():
        if not isinstance(table, dict):
            problems.append(f"{origin}: '{key}' stands outside any table")
            continue
        try:
            found[key] = Assumption(id=key, origin=origin, **table)
        except ValidationError as error:
            problems.extend(validation_messages(error, f"{origin}: {key}"))
        except TypeError as error:
            problems.append(f"{origin}: {key}: {error}")
    return found


def _merge(folder: Traversable, skip: frozenset[str], problems: list[str]) -> dict[str, Assumption]:
    merged: dict[str, Assumption] = {}
    for file in sorted(folder.iterdir(), key=lambda each: each.name):
        if not file.name.endswith(".toml") or file.name in skip:
            continue
        origin = f"{folder.name}/{file.name}"
        for key, assumption in _assumptions(read_toml(file), origin, problems).items():
            if key in merged:
                problems.append(f"{origin}: '{key}' is already declared in {merged[key].origin}")
            merged[key] = assumption
    return merged


def _check_sources(
    entries: Mapping[str, Any], sources: Mapping[str, Source], where: str, problems: list[str]
) -> None:
    for key, entry in entries.items():
        if entry.source and entry.source not in sources:
            hint = nearest(entry.source, sources)
            problems.append(f"{where}: {key}: source '{entry.source}' is not in sources{hint}")


def pack_ids() -> list[str]:
    """Ids of the packs that exist."""
    return sorted(each.name for each in data_folder().iterdir() if each.joinpath("pack.toml").is_file())


@cache
def load_pack(pack_id: str) -> Pack:
    """The pack with the common conventions; raises `UserError` with every problem found."""
    if pack_id not in pack_ids():
        raise UserError(
            f"pack '{pack_id}' does not exist{nearest(pack_id, pack_ids())}; "
            f"there are: {', '.join(pack_ids())}"
        )
    folder = data_folder().joinpath(pack_id)
    problems: list[str] = []
    common = _merge(data_folder().joinpath("common"), frozenset(), problems)
    own = _merge(folder, frozenset({"pack.toml", "sources.toml"}), problems)
    problems += [f"{own[key].origin}: '{key}' is a common convention" for key in own.keys() & common.keys()]
    head = read_toml(folder.joinpath("pack.toml"))
    try:
        sources = {key: Source(**each) for key, each in read_toml(folder.joinpath("sources.toml")).items()}
        pack = Pack(
            head=head.pop("pack", {}),
            sources=sources,
            assumptions=common | own,
            **{family: head.pop(family, {}) for family in ("fleets", "workloads", "roles", "modalities")},
        )
    except ValidationError as error:
        raise Problems(f"pack {pack_id}", [*problems, *validation_messages(error, pack_id)]) from error
    problems += [f"{pack_id}/pack.toml: unknown table '{key}'" for key in head]
    _check_sources(pack.assumptions, pack.sources, pack_id, problems)
    if problems:
        raise Problems(f"pack {pack_id}", problems)
    return pack


@cache
def book_ids() -> tuple[str, ...]:
    """Ids of the price books that exist."""
    folder = data_folder().joinpath("price_books")
    found = (each.name for each in folder.iterdir() if each.name.endswith(".toml"))
    return tuple(sorted(name.removesuffix(".toml") for name in found))


@cache
def load_book(book_id: str) -> PriceBook:
    """The price book; raises `UserError` with every problem found."""
    if book_id not in book_ids():
        raise UserError(
            f"price book '{book_id}' does not exist{nearest(book_id, book_ids())}; "
            f"there are: {', '.join(book_ids())}"
        )
    file = data_folder().joinpath("price_books", f"{book_id}.toml")
    return book_of(read_toml(file), file.name)


def book_of(given: Mapping[str, Any], origin: str) -> PriceBook:
    """A price book from the tables of a file; raises `Problems` with everything that is wrong."""
    tables, problems = dict(given), list[str]()
    head, sources, tiers = (tables.pop(key, {}) for key in ("book", "sources", "tiers"))
    entries = _assumptions(tables, origin, problems)
    try:
        book = PriceBook(head=head, sources=sources, tiers=tiers, assumptions=entries)
    except ValidationError as error:
        raise Problems(origin, [*problems, *validation_messages(error, origin)]) from error
    _check_sources(book.assumptions, book.sources, origin, problems)
    _check_sources(book.tiers, book.sources, origin, problems)
    if problems:
        raise Problems(f"price book {origin}", problems)
    return book
