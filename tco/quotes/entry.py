"""Quotes typed in one line: `ID='price_per_bed=90000,setup_fee=5e8,term=5,includes=archive+backup'`.

Promise: everything that is wrong with every quote is said in one message, with what is possible. Imports
`case`, `assumptions` and `errors` only.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any, get_args

from tco.assumptions import book_ids
from tco.case import Case, Inclusion, Quote, Resource, parse_case
from tco.errors import Problems, nearest

NUMBERS = tuple(name for name in Quote.model_fields if name != "includes")
PRICES = ("price_per_bed", "price_per_user", "lump_sum")
DATES = ("start", "duration", "overlap")
KEYS = (*NUMBERS, "includes", "book", "moves", *DATES, "title")
RESOURCES: tuple[str, ...] = get_args(Resource)
ALWAYS_INCLUDED = "compute"


def with_quotes(case: Case, texts: Iterable[str], book: str = "") -> Case:
    """The case with a quoted alternative for each text; raises `Problems` with everything that is wrong."""
    document = case.model_dump(mode="json", exclude_defaults=True)
    alternatives = dict(document["alternatives"])
    problems: list[str] = []
    for text in texts:
        name, separator, terms = text.partition("=")
        if not separator or not name.strip() or name.strip() in KEYS:
            problems.append(
                f"--add {text}: must read ID='price_per_bed=90000,term=5,includes=archive+backup'"
            )
            continue
        name = name.strip()
        if name in alternatives:
            problems.append(f"--add {name}: is already an alternative; choose another id")
            continue
        entry = _Entry(name, terms, book)
        alternatives[name] = entry.alternative()
        problems += entry.problems
    try:
        added = parse_case({**document, "alternatives": alternatives}, case.id)
    except Problems as error:
        raise Problems("quotes", dict.fromkeys([*problems, *error.problems])) from error
    if problems:
        raise Problems("quotes", problems)
    return added


class _Entry:
    """One quote read from its terms, with what is wrong in it."""

    def __init__(self, name: str, text: str, book: str):
        self.name = name
        self.problems: list[str] = []
        self.terms = dict(self._terms(text))
        self.book = self.terms.get("book", book)

    def _terms(self, text: str) -> Iterator[tuple[str, str]]:
        seen: set[str] = set()
        for term in filter(None, (part.strip() for part in text.split(","))):
            key, separator, value = (part.strip() for part in term.partition("="))
            if not separator or not value:
                self._wrong(term, "must read key=value")
            elif key not in KEYS:
                self._wrong(key, f"is no term of a quote{nearest(key, KEYS)}; there are: {', '.join(KEYS)}")
            elif key in seen:
                self._wrong(key, "is given twice")
            else:
                seen.add(key)
                yield key, value

    def _wrong(self, place: str, what: str) -> None:
        self.problems.append(f"--add {self.name}: {place}: {what}")

    def alternative(self) -> dict[str, Any]:
        """The alternative as a table of a case file."""
        quote: dict[str, Any] = dict(self._numbers(NUMBERS))
        includes = self._words("includes", get_args(Inclusion))
        if not any(key in self.terms for key in PRICES):
            self._wrong("price", "is missing; give price_per_bed, price_per_user or lump_sum, a month")
        if self.book and self.book not in book_ids():
            there = ", ".join(book_ids())
            self._wrong(
                "book", f"'{self.book}' does not exist{nearest(self.book, book_ids())}; there are: {there}"
            )
        title = self.terms.get("title", self.name)
        known = {"price_book": self.book} if self.book in book_ids() else {}
        return {
            "title": {"en": title, "ko": title},
            "moves": self._words("moves", RESOURCES) or self._usual_moves(includes),
            "subscribed": True,
            "quote": {**quote, "includes": includes},
            **dict(self._numbers(DATES)),
            **known,
        }

    def _usual_moves(self, includes: list[str]) -> list[str]:
        """Everything that somebody prices: with a price book all, without one what the fee covers."""
        return [each for each in RESOURCES if self.book or each == ALWAYS_INCLUDED or each in includes]

    def _words(self, key: str, known: tuple[str, ...]) -> list[str]:
        words = [word for word in re.split(r"[+\s]+", self.terms.get(key, "")) if word]
        for word in words:
            if word not in known:
                self._wrong(key, f"'{word}' is unknown{nearest(word, known)}; there are: {', '.join(known)}")
        return list(dict.fromkeys(word for word in words if word in known))

    def _numbers(self, keys: tuple[str, ...]) -> Iterator[tuple[str, float]]:
        for key in keys:
            if key in self.terms:
                try:
                    yield key, float(self.terms[key])
                except ValueError:
                    self._wrong(key, f"'{self.terms[key]}' is not a number; write 90000, 5e8 or 0.03 for 3 %")
