"""Two price books beside each other: which entries moved, and whose totals move with them.

Promise: totals are those of the case itself, evaluated with the old book, with the new one, and with the old
one in which a single entry is new; what the single effects do not add up to is shown. Imports `case`,
`results`, `assumptions`, `errors` and `book_file` only.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from tco.assumptions import Assumption, PriceBook, Text, Tiers
from tco.case import Case
from tco.errors import UserError
from tco.prices.book_file import tables_of
from tco.results import Result, run

AMOUNTS = ("present_value", "total_cost")
Entry = Assumption | Tiers


@dataclass(frozen=True)
class Move:
    """An entry that differs between the books; None where one of them has none."""

    key: str
    old: Entry | None
    new: Entry | None

    @property
    def label(self) -> Text:
        """What it is."""
        entry = self.new or self.old
        return entry.label if entry and entry.label else Text(en=self.key, ko=self.key)

    @property
    def percent(self) -> float | None:
        """By how much the price moved; for tiers, that of the first step that costs something."""
        old, new = value_of(self.old), value_of(self.new)
        return 100 * (new / old - 1) if old and new is not None else None


@dataclass(frozen=True)
class Totals:
    """An alternative that uses the book.

    Attributes:
        effects: by entry, by how much each amount would change if this entry alone were new.
    """

    alternative: str
    title: Text
    before: Mapping[str, float]
    after: Mapping[str, float]
    effects: Mapping[str, Mapping[str, float]]

    def change(self, amount: str) -> float:
        """After less before."""
        return self.after[amount] - self.before[amount]

    def together(self, amount: str) -> float:
        """What the change has beyond the single effects: entries that work on each other."""
        return self.change(amount) - sum(effect[amount] for effect in self.effects.values())


@dataclass(frozen=True)
class Comparison:
    """The answer."""

    old: PriceBook
    new: PriceBook
    moves: tuple[Move, ...]
    totals: tuple[Totals, ...]
    currency: str


def compare(old: PriceBook, new: PriceBook, case: Case) -> Comparison:
    """What changes in the case when the new book takes the place of the old one."""
    if old.head.currency != new.head.currency:
        raise UserError(
            f"'{old.head.id}' is in {old.head.currency}, '{new.head.id}' in {new.head.currency}: "
            "only books in the same currency can be compared entry by entry"
        )
    users = [name for name, each in case.alternatives.items() if each.price_book == old.head.id]
    if not users:
        used = sorted({each.price_book for each in case.alternatives.values() if each.price_book})
        raise UserError(
            f"no alternative of '{case.id}' uses the price book '{old.head.id}'; "
            f"used are: {', '.join(used) or 'none'}"
        )
    moves = tuple(moved(old, new))
    before = run(with_book(case, old))
    after = run(with_book(case, mixed(old, new, moves)))
    single = {each.key: run(with_book(case, mixed(old, new, (each,)))) for each in moves if each.new}
    totals = tuple(_totals(name, before, after, single) for name in users)
    return Comparison(old, new, moves, totals, before.bound.pack.head.currency)


def moved(old: PriceBook, new: PriceBook) -> Iterator[Move]:
    """Entries whose figures differ; dates, sources and notes alone are no move."""
    for key in dict.fromkeys((*old.assumptions, *new.assumptions)):
        before, after = old.assumptions.get(key), new.assumptions.get(key)
        if before is None or after is None or not _same(before, after):
            yield Move(key, before, after)
    for key in dict.fromkeys((*old.tiers, *new.tiers)):
        lower, upper = old.tiers.get(key), new.tiers.get(key)
        if lower is None or upper is None or lower.steps != upper.steps:
            yield Move(f"tiers.{key}", lower, upper)


def _same(before: Assumption, after: Assumption) -> bool:
    pairs = ((before.low, after.low), (before.base, after.base), (before.high, after.high))
    return all(old == new or (old and new and math.isclose(old, new, rel_tol=1e-9)) for old, new in pairs)


def value_of(entry: Entry | None) -> float | None:
    """An entry's price; of tiers, the first that is not free."""
    if isinstance(entry, Tiers):
        return next((step.price for step in entry.steps if step.price), 0.0)
    return entry.base if entry else None


def mixed(book: PriceBook, other: PriceBook, moves: tuple[Move, ...]) -> PriceBook:
    """The book with some entries of another one; an entry that the other one lacks stays."""
    entries, tiers = dict(book.assumptions), dict(book.tiers)
    for move in moves:
        if isinstance(move.new, Tiers):
            tiers[move.key.removeprefix("tiers.")] = move.new
        elif move.new:
            entries[move.key] = move.new
    sources = {**other.sources, **book.sources}
    return book.model_copy(update={"assumptions": entries, "tiers": tiers, "sources": sources})


def with_book(case: Case, book: PriceBook) -> Case:
    """The case with its own copy of a book, which takes the place of a shipped one of the same id."""
    return case.model_copy(update={"price_books": {**case.price_books, book.head.id: tables_of(book)}})


def _totals(name: str, before: Result, after: Result, single: Mapping[str, Result]) -> Totals:
    start = _amounts(before, name)
    effects = {
        key: {amount: value - start[amount] for amount, value in _amounts(result, name).items()}
        for key, result in single.items()
    }
    title = before.bound.case.alternatives[name].title
    return Totals(name, title, start, _amounts(after, name), effects)


def _amounts(result: Result, alternative: str) -> dict[str, float]:
    return {amount: result.value(alternative, amount) for amount in AMOUNTS}
