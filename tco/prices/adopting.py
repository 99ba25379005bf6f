"""A case that uses a price book of its own.

Promise: the book stands in the case itself, so that the case can be kept without the file. Imports
`assumptions`, `case`, `binding`, `errors` and this package only.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from tco.assumptions import BookHead, PriceBook, book_ids, book_of, load_book
from tco.binding import bind
from tco.case import Alternative, Case
from tco.errors import UserError, nearest
from tco.prices.comparing import with_book


def adopt(case: Case, book: PriceBook, alternatives: Sequence[str] = ()) -> Case:
    """The case with a copy of the book, used by the alternatives named.

    Where none is named, those change whose book is of the same provider and region. Values that the case
    itself gives for the replaced book go with it.
    """
    names = list(alternatives) or _like(case, book)
    for name in names:
        if name not in case.alternatives:
            hint = nearest(name, case.alternatives)
            raise UserError(
                f"'{name}' is not an alternative{hint}; there are: {', '.join(case.alternatives)}"
            )
    replaced = {case.alternatives[name].price_book for name in names}
    changed = {
        name: each.model_copy(update={"price_book": book.head.id}) if name in names else each
        for name, each in case.alternatives.items()
    }
    gone = {each for each in replaced - _used(changed) if each}
    own = {key: each for key, each in case.price_books.items() if key not in gone}
    overrides = {_renamed(key, gone, book.head.id): value for key, value in case.overrides.items()}
    updated = case.model_copy(update={"alternatives": changed, "price_books": own, "overrides": overrides})
    adopted = with_book(updated, book)
    bind(adopted)
    return adopted


def _used(alternatives: Mapping[str, Alternative]) -> set[str | None]:
    return {each.price_book for each in alternatives.values()}


def _renamed(key: str, gone: set[str], new: str) -> str:
    owner, dot, name = key.partition(".")
    return f"{new}.{name}" if dot and owner in gone else key


def _like(case: Case, book: PriceBook) -> list[str]:
    place = (book.head.provider, book.head.region)
    names = [
        name for name, each in case.alternatives.items()
        if (head := _head(case, each.price_book)) and (head.provider, head.region) == place
    ]  # fmt: skip
    if not names:
        raise UserError(
            f"no alternative of '{case.id}' uses a price book of {place[0]}, {place[1]}; "
            f"name those that shall: --alternative ID, one of {', '.join(case.alternatives)}"
        )
    return names


def _head(case: Case, book_id: str | None) -> BookHead | None:
    tables: Mapping[str, Any] | None = case.price_books.get(book_id or "")
    if tables is not None:
        return book_of(tables, f"price_books.{book_id}").head
    return load_book(book_id).head if book_id in book_ids() and book_id else None
