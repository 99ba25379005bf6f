"""A price book as the tables and the TOML text of its file.

Promise: what is written here is read back as the same price book. Imports `assumptions` and `errors` only.
"""

from __future__ import annotations

import datetime
import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from tco.assumptions import Assumption, PriceBook, Strict, Tiers, book_ids, book_of, load_book, read_toml
from tco.errors import UserError, nearest

LARGEST = 1_000_000
BARE = re.compile(r"[A-Za-z0-9_-]+")


def load(name: str) -> PriceBook:
    """The price book of a shipped id or of a file."""
    if name in book_ids():
        return load_book(name)
    path = Path(name)
    if not path.is_file():
        raise UserError(
            f"'{name}' is neither a price book nor a file{nearest(name, book_ids())}; "
            f"price books: {', '.join(book_ids())}"
        )
    if path.stat().st_size > LARGEST:
        raise UserError(
            f"{path.name} is larger than 1 MB: a price book is a short text; import a price list first"
        )
    tables = read_toml(path)
    if "book" not in tables:
        raise UserError(f"{path.name} is no price book: it has no table [book]")
    return book_of(tables, path.name)


def tables_of(book: PriceBook) -> dict[str, Any]:
    """The tables of a price book's file."""
    head = _plain(book.head)
    sources = {key: _plain(each) for key, each in book.sources.items()}
    entries = {key: _entry(each) for key, each in book.assumptions.items()}
    tiers = {key: _tiers(each) for key, each in book.tiers.items()}
    return {"book": head, "sources": sources, **entries, "tiers": tiers}


def _plain(model: Strict) -> dict[str, Any]:
    return model.model_dump(exclude_defaults=True, exclude_none=True, by_alias=True)


def _entry(entry: Assumption) -> dict[str, Any]:
    table = _plain(entry)
    return {key: value for key, value in table.items() if key not in ("id", "origin")}


def _tiers(tiers: Tiers) -> dict[str, Any]:
    return {**_plain(tiers), "steps": [step.model_dump(by_alias=True) for step in tiers.steps]}


def to_toml(book: PriceBook, comment: str = "") -> str:
    """The file of a price book."""
    tables = tables_of(book)
    lines = [f"# {line}" for line in comment.splitlines()] + [""]
    lines += _table("book", tables.pop("book"))
    sources, tiers = tables.pop("sources"), tables.pop("tiers")
    for family, members in (("sources.", sources), ("", tables), ("tiers.", tiers)):
        for key, table in members.items():
            lines += _table(f"{family}{_key(key)}", table)
    return "\n".join(lines).strip() + "\n"


def _table(name: str, table: Mapping[str, Any]) -> Iterator[str]:
    yield f"[{name}]"
    for key, value in table.items():
        if key == "steps":
            yield from ("steps = [", *(f"    {_value(step)}," for step in value), "]")
        else:
            yield f"{_key(key)} = {_value(value)}"
    yield ""


def _key(key: str) -> str:
    return key if BARE.fullmatch(key) else _text(key)


def _text(value: str) -> str:
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")


def _value(value: Any) -> str:
    if isinstance(value, Mapping):
        return f"{{ {', '.join(f'{_key(key)} = {_value(each)}' for key, each in value.items())} }}"
    if isinstance(value, datetime.date):
        return value.isoformat()
    if isinstance(value, int | float) and not isinstance(value, bool):
        return repr(value)
    return _text(str(value))
