"""The table of all inputs that a case could read: pack, price books, and what the case itself gives.

Promise: every value is held against its declaration; what is outside its bounds, or is declared
nowhere, is collected as a sentence with place, value, bound and remedy. Imports `case`,
`assumptions`, `inputs` and `errors` only.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cache, cached_property, lru_cache

from tco.assumptions import Assumption, Pack, PriceBook, Source, Text
from tco.case import TIMINGS, Alternative, Case, Override
from tco.errors import nearest
from tco.inputs import COLUMNS, Input

RESOURCES = ("compute", "archive", "backup", "standby")
TIMING_GROUPS = frozenset({"capital", "running", "end", "borrowing", "repayment", "rents"})
REGISTERS = {"register": "unit", "register_price": "money/unit"}
NO_BOOK = {
    "processor_price": 0.0, "memory_per_priced_processor": 1.0, "fast_storage_price": 0.0,
    "archive_storage_price": 0.0, "backup_storage_price": 0.0, "retrieval_price": 0.0, "egress_price": 0.0,
    "port_price": 0.0, "fast_port_price": 0.0, "commitment_discount": 0.0, "support_minimum": 0.0,
    "exchange_rate": 1.0, "exchange_rate_drift": 0.0,
}  # fmt: skip
NO_BOOK_ROWS = {
    "outbound_thresholds": "GB/month", "outbound_steps": "money/GB", "support_thresholds": "money/month",
    "support_steps": "1",
}  # fmt: skip
ROW_LABELS = {
    "outbound_thresholds": Text(en="Outbound traffic: tier begins at", ko="외부 전송 구간 시작"),
    "outbound_steps": Text(en="Outbound traffic: price step of the tier", ko="외부 전송 구간 단가 증분"),
    "support_thresholds": Text(en="Support plan: tier begins at", ko="기술지원 구간 시작"),
    "support_steps": Text(en="Support plan: rate step of the tier", ko="기술지원 구간 요율 증분"),
    "register": Text(en="Asset register by year of purchase", ko="자산대장(도입연도별)"),
    "register_price": Text(en="Price paid per unit by year of purchase", ko="취득단가(도입연도별)"),
    "escalation_rates": Text(en="Escalation by year", ko="연도별 상승률"),
}


def moves_anything(alternative: Alternative) -> bool:
    """Whether any part of any workload moves."""
    return bool(alternative.moves or any(each.moves for each in alternative.workloads.values()))


@dataclass
class Table:
    """Inputs by id, filled from general to specific.

    Attributes:
        names: the parameters that the model asks for.
        problems: what was found wrong, as sentences.
    """

    case: Case
    pack: Pack
    books: Mapping[str, PriceBook]
    names: frozenset[str]
    inputs: dict[str, Input] = field(default_factory=dict)
    problems: list[str] = field(default_factory=list)

    def add_pack(self) -> None:
        """Everything that the pack declares with a base."""
        self.inputs.update(_of_pack(self.pack))

    def add_books(self) -> None:
        """The price books of the case, and the zeroes that stand for none."""
        for name, book in self.books.items():
            self.inputs.update(_of_book(name, book))
        self.inputs.update(_of_no_book())

    def add_row(
        self, key: str, unit: str, values: Iterable[float], *, fixed: bool = False, at: int = 0
    ) -> None:
        """A row of numbers by column, the first of them `at`."""
        self.inputs[key] = _row(key, unit, tuple(values), fixed, at)

    def give(self, key: str, value: float) -> None:
        """A value that the structure of the case gives; its declaration says what is possible."""
        declaration = self._declaration(key)
        if declaration is None:
            name = key.rsplit(".", 1)[-1]
            self.problems.append(f"{key}: no pack declares '{name}'; add it to assumptions/common")
            return
        self._check_bounds(key, value, declaration)
        self.inputs[key] = Input(key, declaration, value, overridden=True)

    def override(self, place: str, key: str, given: float | Override) -> None:
        """A case's own value of any input."""
        override = given if isinstance(given, Override) else Override(value=given)
        declaration = self._declaration(key)
        if declaration is None:
            self.problems.append(f"{place}.{key}: is not an assumption{nearest(key, self._known(key))}")
            return
        if declaration.kind == "definition":
            self.problems.append(
                f"{place}.{key}: is a definition ({declaration.label.en}) and cannot be changed"
            )
            return
        for part, number in (("", override.value), (".low", override.low), (".high", override.high)):
            if number is not None:
                self._check_bounds(f"{place}.{key}{part}", number, declaration)
        low, base, high = declaration.low, declaration.base, declaration.high
        if override.low is not None or override.high is not None:
            low, base, high = override.low, override.value, override.high
            low, high = (base if low is None else low), (base if high is None else high)
            if not low <= base <= high:
                self.problems.append(f"{place}.{key}: {base:g} is outside its own range {low:g}..{high:g}")
        self.inputs[key] = Input(
            key, declaration, override.value, low, base, high,
            overridden=True, reason=override.reason, source=self._source(key, declaration),
        )  # fmt: skip

    def _source(self, key: str, declaration: Assumption) -> Source | None:
        known = self.inputs.get(key)
        return known.source if known else self.pack.sources.get(declaration.source)

    def _declaration(self, key: str) -> Assumption | None:
        """What is declared of a key: its own entry, or that of the same name for fewer members."""
        if key in self.inputs and self.inputs[key].series is None:
            return self.inputs[key].declaration
        *owners, name = key.split(".")
        customs = {line.id for line in self.case.custom_lines}
        if any(owner not in self._scopes for owner in owners):
            return self.pack.assumptions.get(key)
        for owner in reversed(owners):
            found = self.pack.assumptions.get(f"{'custom' if owner in customs else owner}.{name}")
            if found:
                return found
        for book in self._books_of(owners):
            if name in book.assumptions:
                return book.assumptions[name]
        plain = self.pack.assumptions.get(name)
        return plain if plain and (not owners or name in self.names) else None

    def is_declared(self, key: str) -> bool:
        """Whether the pack or a price book has an entry of exactly this name."""
        book, _, name = key.partition(".")
        return key in self.pack.assumptions or (book in self.books and name in self.books[book].assumptions)

    @cached_property
    def _scopes(self) -> set[str]:
        members = {*self.case.workloads, *self.pack.fleets, *self.pack.roles, *self.pack.modalities}
        customs = {line.id for line in self.case.custom_lines}
        return members | customs | set(self.case.alternatives) | set(self.books) | TIMING_GROUPS

    def _books_of(self, owners: list[str]) -> Iterator[PriceBook]:
        for owner in owners:
            alternative = self.case.alternatives.get(owner)
            name = (alternative.price_book if alternative else owner) or ""
            if name in self.books:
                yield self.books[name]

    def _known(self, key: str) -> list[str]:
        """What may have been meant: every input, and every name for the members that the key names."""
        owner = key.rpartition(".")[0]
        known = [*self.inputs, *self.names, *(f"{owner}.{name}" for name in self.names if owner)]
        return [each for each in known if each != key]

    def _check_bounds(self, place: str, value: float, declaration: Assumption) -> None:
        low, high = declaration.minimum, declaration.maximum
        about = "; ".join(part for part in (declaration.label.en, declaration.origin) if part)
        if low is not None and value < low:
            self.problems.append(f"{place}: {value:g} is below the minimum {low:g} ({about})")
        elif high is not None and value > high:
            self.problems.append(f"{place}: {value:g} is above the maximum {high:g} ({about})")
        elif declaration.format == "flag" and value not in (0.0, 1.0):
            self.problems.append(f"{place}: {value:g} is neither 0 nor 1 ({about})")
        elif declaration.format == "timing" and value not in TIMINGS.values():
            self.problems.append(f"{place}: {value:g} is not 0 (end), 0.5 (middle) or 1 (start) ({about})")
        elif declaration.format == "whole" and value != int(value):
            self.problems.append(f"{place}: {value:g} is not a whole number ({about})")


# --- What is declared is the same for every case ------------------------------------------------------------


@lru_cache(maxsize=16)
def _of_pack(pack: Pack) -> Mapping[str, Input]:
    return {
        key: _declared(key, each, each.base, pack.sources)
        for key, each in pack.assumptions.items()
        if not key.startswith("custom.") and each.base is not None
    }


@lru_cache(maxsize=64)
def _of_book(name: str, book: PriceBook) -> Mapping[str, Input]:
    found = {
        f"{name}.{key}": _declared(f"{name}.{key}", each, each.base or 0.0, book.sources)
        for key, each in book.assumptions.items()
    }
    for kind in ("outbound", "support"):
        tiers = book.tiers.get(kind)
        source = book.sources.get(tiers.source) if tiers else None
        rows = {"thresholds": tiers.thresholds(), "steps": tiers.increments()} if tiers else {}
        for part in ("thresholds", "steps"):
            key = f"{name}.{kind}_{part}"
            row = _row(key, NO_BOOK_ROWS[f"{kind}_{part}"], tuple(rows.get(part, ())), not tiers)
            found[key] = replace(row, source=source)
    return found


@cache
def _of_no_book() -> Mapping[str, Input]:
    label, found = Text(en="No price book", ko="가격표 없음"), {}
    for name, value in NO_BOOK.items():
        key = f"no_price_book.{name}"
        declaration = Assumption(id=name, label=label, unit="1", base=value, kind="convention")
        found[key] = Input(key, declaration, value, fixed=True)
    rows = {f"no_price_book.{name}": unit for name, unit in NO_BOOK_ROWS.items()}
    return found | {key: _row(key, unit, (), True) for key, unit in rows.items()}


def _declared(key: str, declaration: Assumption, value: float, sources: Mapping[str, Source]) -> Input:
    return Input(
        key, declaration, value, declaration.low, declaration.base, declaration.high,
        source=sources.get(declaration.source), fixed=declaration.kind == "definition",
    )  # fmt: skip


@lru_cache(maxsize=256)
def _row(key: str, unit: str, values: tuple[float, ...], fixed: bool, at: int = 0) -> Input:
    row = (*[0.0] * at, *values, *[0.0] * (COLUMNS - at - len(values)))
    label = ROW_LABELS[key.rsplit(".", 1)[-1]]
    declaration = Assumption(id=key, label=label, unit=unit, base=sum(row), kind="convention")
    return Input(key, declaration, sum(row), series=row, fixed=fixed, overridden=not fixed)
