"""The twin of a quote: the same moves, dates and overlap, priced by a price book alone.

Promise: a twin differs from its quote in nothing but how it is priced; what the case says of the one in
overrides and custom lines holds for the other. Imports `case`, `table`, `assumptions` and `errors` only.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tco.assumptions import Text, book_ids
from tco.case import Alternative, Case, CustomLine, Placement
from tco.errors import Problems, nearest
from tco.table import moves_anything

OF_THE_QUOTE = ("quote_", "includes_", "renewal_increase", "subscribed")


def quoted(case: Case) -> dict[str, Alternative]:
    """The alternatives with a quote that is used."""
    return {name: each for name, each in case.alternatives.items() if each.quote and moves_anything(each)}


def free_name(case: Case, name: str) -> str:
    """The name, or one like it that nothing in the case has."""
    while name in case.alternatives or name in case.workloads:
        name = f"{name}_x"
    return name


def book_for(case: Case, name: str, book: str = "") -> str:
    """The price book of a quote's twin: the one asked for, its own, or the first of the others."""
    others = (each.price_book for each in case.alternatives.values() if each.price_book)
    return book or case.alternatives[name].price_book or next(others, "")


def with_twins(case: Case, twins: Mapping[str, str], book: str = "") -> Case:
    """The case with a twin for each quote: the same moves, dates and overlap without the quote."""
    known = book_ids()
    unknown = [f"--book: '{book}' is not a price book{nearest(book, known)}; there are: {', '.join(known)}"]
    problems = unknown if book and book not in known else []
    for name in twins:
        if not book_for(case, name, book):
            problems.append(
                f"alternatives.{name}: has no price book to build the price up from, nor has any other "
                f"alternative; give --book, one of {', '.join(known)}"
            )
    if problems:
        raise Problems(case.id, problems)
    added = {twin: _twin(case.alternatives[name], book_for(case, name, book)) for name, twin in twins.items()}
    overrides = dict(case.overrides)
    for name, twin in twins.items():
        overrides |= _of_the_twin(case.overrides, name, twin)
    return case.model_copy(
        update={
            "alternatives": {**case.alternatives, **added},
            "overrides": overrides,
            "custom_lines": tuple(_for_twins(line, twins) for line in case.custom_lines),
        }
    )


def _of_the_twin(overrides: Mapping[str, Any], name: str, twin: str) -> dict[str, Any]:
    return {
        f"{twin}.{key.removeprefix(f'{name}.')}": value
        for key, value in overrides.items()
        if key.startswith(f"{name}.") and not _of_the_quote(key)
    }


def _for_twins(line: CustomLine, twins: Mapping[str, str]) -> CustomLine:
    more = tuple(twins[name] for name in line.alternatives if name in twins)
    return line.model_copy(update={"alternatives": (*line.alternatives, *more)})


def _twin(alternative: Alternative, book: str) -> Alternative:
    title = alternative.title
    return alternative.model_copy(
        update={
            "quote": None,
            "subscribed": None,
            "price_book": book,
            "title": Text(en=f"{title.en}, by list prices ({book})", ko=f"{title.ko}, 정가 산출({book})"),
            "workloads": {
                key: Placement(**each.model_dump(exclude={"subscribed"}))
                for key, each in alternative.workloads.items()
            },
            "overrides": {key: each for key, each in alternative.overrides.items() if not _of_the_quote(key)},
        }
    )


def _of_the_quote(key: str) -> bool:
    return key.rsplit(".", 1)[-1].startswith(OF_THE_QUOTE)
