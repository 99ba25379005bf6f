"""Inputs: each number that the model of a case reads, with its provenance and its place of origin.

Promise: every parameter of a rule resolves to exactly one input per alternative, most specific
first (`<alternative>.<member>.<name>`, `<member>.<name>`, `<alternative>.<name>`, the price book's,
the currency's, `<name>`); one that resolves to none, or a value outside its bounds, is named.
Imports `case`, `assumptions`, `model` and `errors` only.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from tco.assumptions import Assumption, Pack, PriceBook, Source, Text, load_book, load_pack
from tco.case import TIMINGS, Alternative, Case, CustomLine, Override, Placement
from tco.errors import Problems, nearest
from tco.language import Place
from tco.model import HISTORY, LAST_YEAR, CustomShape, InputRef, Model, Shape, build

RESOURCES = ("compute", "archive", "backup", "standby")
COLUMNS = HISTORY + LAST_YEAR + 1
NO_BOOK = {
    "processor_price": 0.0, "memory_per_priced_processor": 1.0, "fast_storage_price": 0.0,
    "archive_storage_price": 0.0, "backup_storage_price": 0.0, "retrieval_price": 0.0, "egress_price": 0.0,
    "port_price": 0.0, "commitment_discount": 0.0, "support_minimum": 0.0, "exchange_rate": 1.0,
    "exchange_rate_drift": 0.0,
}  # fmt: skip
SERIES_NAMES = ("outbound_thresholds", "outbound_steps", "support_thresholds", "support_steps", "register",
                "escalation_rates")  # fmt: skip


@dataclass(frozen=True)
class Input:
    """One number (or row of numbers) that the model reads.

    Attributes:
        value: the case's own value: the override, or the base.
        series: for a row, its 31 values; `value` is then their sum.
        fixed: a constant of the structure (no price book, own currency), shown but not an input.
    """

    id: str
    declaration: Assumption
    value: float
    low: float | None = None
    high: float | None = None
    series: tuple[float, ...] | None = None
    overridden: bool = False
    reason: str = ""
    source: Source | None = None
    fixed: bool = False

    @property
    def has_range(self) -> bool:
        """Whether scenarios move it."""
        return self.low is not None and self.high is not None and self.low < self.high

    def in_scenario(self, scenario: str) -> float:
        """The value under `own`, `low`, `base` or `high`; without a range always the case's own."""
        if scenario == "own" or not self.has_range:
            return self.value
        return {"low": self.low, "base": self.declaration.base, "high": self.high}[scenario]  # type: ignore[return-value]

    @property
    def kind(self) -> str:
        """Sourced, judgement, quote needed, own or convention; a changed value is the hospital's own."""
        return "own" if self.overridden and self.declaration.kind != "convention" else self.declaration.kind


@dataclass(frozen=True)
class BoundModel:
    """A case with its model and inputs: everything that is needed to compute.

    Attributes:
        resolved: for each (name, members) that the model asks, the input's id per alternative; one id
            for lines that are shared.
    """

    case: Case
    pack: Pack
    books: Mapping[str, PriceBook]
    model: Model
    inputs: Mapping[str, Input]
    resolved: Mapping[tuple[bool, InputRef], tuple[str, ...]]

    @property
    def alternatives(self) -> tuple[str, ...]:
        """Ids in the order of the case."""
        return tuple(self.case.alternatives)

    @property
    def baseline(self) -> int:
        """The baseline's position."""
        return self.alternatives.index(self.case.baseline)

    @property
    def live(self) -> tuple[Input, ...]:
        """The inputs that a user may change, in the order of first use."""
        return tuple(each for each in self.inputs.values() if not each.fixed)

    def values(self) -> dict[str, float | tuple[float, ...]]:
        """Each input's value in the case's scenario."""
        return {
            key: each.series if each.series is not None else each.in_scenario(self.case.scenario)
            for key, each in self.inputs.items()
        }

    def label_of_member(self, member: str) -> Text | None:
        """The label of a workload, fleet, role, modality or custom line."""
        workload = self.case.workloads.get(member)
        if workload and workload.title:
            return workload.title
        for family in (self.pack.workloads, self.pack.fleets, self.pack.roles, self.pack.modalities):
            if member in family:
                return family[member].label
        return next((line.title for line in self.case.custom_lines if line.id == member), None)


def shape_of(case: Case, pack: Pack) -> Shape:
    """The structure that the case's model has."""
    customs = tuple(
        CustomShape(line.id, line.category, line.treatment == "capital", line.vat)
        for line in case.custom_lines
    )
    if not case.workloads:
        return Shape(customs=customs)
    return Shape(
        tuple(case.workloads), tuple(pack.fleets), tuple(pack.roles), tuple(pack.modalities), customs
    )


def bind(case: Case) -> BoundModel:
    """The case with its model and every input resolved; raises `Problems` with everything that is wrong."""
    pack = load_pack(case.pack)
    names = {each.price_book for each in case.alternatives.values() if each.price_book}
    books = {name: load_book(name) for name in sorted(names)}
    return _Binder(case, pack, books).bind()


@dataclass
class _Binder:
    case: Case
    pack: Pack
    books: Mapping[str, PriceBook]
    table: dict[str, Input] = field(default_factory=dict)
    problems: list[str] = field(default_factory=list)

    def bind(self) -> BoundModel:
        self._check_members()
        model = build(shape_of(self.case, self.pack))
        self.asked = {
            (instance.line.place is Place.SHARED or instance.line.id in ("payment_date", "discount_factor"), ref)
            for instance in model.instances.values()
            for ref in instance.references.values()
            if isinstance(ref, InputRef)
        }  # fmt: skip
        self._declare()
        resolved = {key: tuple(self._resolve_all(*key)) for key in sorted(self.asked, key=_order)}
        self._check_moves()
        self._check_overrides(resolved)
        if self.problems:
            raise Problems(self.case.id, dict.fromkeys(self.problems))
        used = dict.fromkeys(each for ids in resolved.values() for each in ids)
        return BoundModel(
            self.case, self.pack, self.books, model, {key: self.table[key] for key in used}, resolved
        )

    # -- what there is ---------------------------------------------------------------------------

    def _check_members(self) -> None:
        taken: dict[str, str] = {}
        for family, members in (
            ("alternative", self.case.alternatives), ("workload", self.case.workloads),
            ("fleet", self.pack.fleets), ("role", self.pack.roles), ("modality", self.pack.modalities),
            ("price book", self.books), ("custom line", [line.id for line in self.case.custom_lines]),
        ):  # fmt: skip
            for member in members:
                if member in taken:
                    self.problems.append(
                        f"'{member}' is the id of a {taken[member]} and of a {family}; rename one"
                    )
                if _is_cell_address(member):
                    self.problems.append(f"'{member}' reads like a cell of a spreadsheet; choose another id")
                taken[member] = family
        if self.problems:
            raise Problems(self.case.id, self.problems)

    def _declare(self) -> None:
        for key, each in self.pack.assumptions.items():
            if not key.startswith("custom.") and each.base is not None:
                self._add(key, each, each.base, self.pack.sources)
        for name, book in self.books.items():
            for key, each in book.assumptions.items():
                self._add(f"{name}.{key}", each, each.base or 0.0, book.sources)
            self._declare_tiers(name, book)
        for name in NO_BOOK:
            self._add_fixed(name)
        for line in self.case.custom_lines:
            self._declare_custom(line)
        for fleet, register in self.case.fleets.items():
            self._declare_register(fleet, register.vintages, register.count)
        for fleet in self.pack.fleets if self.case.workloads else ():
            if f"{fleet}.register" not in self.table:
                self._add_series(f"{fleet}.register", "unit", (), fixed=True)
        for name, alternative in self.case.alternatives.items():
            self._declare_alternative(name, alternative)
        if any(
            each.quote and "applications" in each.quote.includes for each in self.case.alternatives.values()
        ):
            self._set("count_unchanged", 1.0)
        for place, overrides in (("hospital", self.case.hospital), ("overrides", self.case.overrides)):
            for key, value in overrides.items():
                self._override(place, key, value)

    def _add(
        self, key: str, declaration: Assumption, value: float, sources: Mapping[str, Source], **more: bool
    ) -> None:
        source = sources.get(declaration.source)
        self.table[key] = Input(
            key, declaration, value, declaration.low, declaration.high, source=source, **more
        )

    def _add_fixed(self, name: str) -> None:
        declaration = Assumption(
            id=name,
            label=Text(en="No price book", ko="가격표 없음"),
            unit="1",
            base=NO_BOOK[name],
            kind="convention",
        )
        self.table[f"no_price_book.{name}"] = Input(
            f"no_price_book.{name}", declaration, NO_BOOK[name], fixed=True
        )

    def _add_series(
        self, key: str, unit: str, values: Iterable[float], label: Text | None = None, fixed: bool = False,
        source: Source | None = None, at: int = 0,
    ) -> None:  # fmt: skip
        series = [0.0] * COLUMNS
        for offset, value in enumerate(values):
            series[at + offset] = value
        declaration = Assumption(
            id=key, label=label or _series_label(key), unit=unit, base=sum(series), kind="convention"
        )
        self.table[key] = Input(
            key, declaration, sum(series), series=tuple(series), fixed=fixed, source=source,
            overridden=not fixed,
        )  # fmt: skip

    def _declare_tiers(self, name: str, book: PriceBook) -> None:
        for kind, unit in (("outbound", "GB/month"), ("support", "money/month")):
            tiers = book.tiers.get(kind)
            thresholds = tiers.thresholds() if tiers else ()
            increments = tiers.increments() if tiers else ()
            source = book.sources.get(tiers.source) if tiers else None
            self._add_series(f"{name}.{kind}_thresholds", unit, thresholds, source=source)
            price = tiers.unit if tiers else "1"
            self._add_series(f"{name}.{kind}_steps", price, increments, source=source)

    def _declare_register(self, fleet: str, vintages: Mapping[int, float], count: float | None) -> None:
        if fleet not in self.pack.fleets:
            hint = nearest(fleet, self.pack.fleets)
            self.problems.append(f"fleets.{fleet}: is not a fleet of {self.pack.head.id}{hint}")
            return
        if vintages:
            values = [vintages.get(year, 0.0) for year in range(-HISTORY, 1)]
            self._add_series(f"{fleet}.register", "unit", values)
            self._set(f"{fleet}.registered", 1.0)
        if count is not None:
            self._set(f"{fleet}.standing_known", 1.0)
            self._set(f"{fleet}.standing_count", count)

    def _declare_custom(self, line: CustomLine) -> None:
        rates = line.escalation if isinstance(line.escalation, tuple) else ()
        values = {
            "amount": line.amount,
            "first_year": line.first_year,
            "final_year": LAST_YEAR if line.last_year is None else line.last_year,
            "every_years": line.every,
            "escalation": 0.0 if rates else line.escalation,
            "accounting_life": line.accounting_life,
            "charged_vat": float(line.vat),
            "salvage_share": line.salvage_share,
            "salvage_amount": line.salvage_amount,
            "salvage_at_horizon": float(line.salvage_at == "horizon"),
        }
        for name, value in values.items():
            self._set(f"{line.id}.{name}", float(value))  # type: ignore[arg-type]
        if line.timing != "default":
            self._set(f"{line.id}.payment_offset", TIMINGS[line.timing])
        self._add_series(f"{line.id}.escalation_rates", "1", rates, fixed=not rates, at=HISTORY + 1)
        for name in self.case.alternatives:
            self._set(f"{name}.{line.id}.applies", float(name in line.alternatives))

    def _declare_alternative(self, name: str, alternative: Alternative) -> None:
        if alternative.price_book:
            currency = self.books[alternative.price_book].head.currency
            if currency != self.pack.head.currency and f"{currency.lower()}.exchange_rate" not in self.table:
                self.problems.append(
                    f"alternatives.{name}.price_book: prices are in {currency}, but {self.pack.head.id} "
                    f"has no '{currency.lower()}.exchange_rate'; add it to the pack"
                )
        if self._moves(alternative):
            self._declare_placement(name, alternative)
        if alternative.quote:
            quote = alternative.quote.model_dump(exclude={"includes"})
            for key, value in quote.items():
                target = key if key == "renewal_increase" else f"quote_{key}"
                self._set(f"{name}.{target}", value)
            for inclusion in alternative.quote.includes:
                self._set(f"{name}.includes_{inclusion}", 1.0)
            if alternative.start is not None:
                self._set(f"{name}.subscription_start", alternative.start)
        for key, value in alternative.overrides.items():
            self._override(f"alternatives.{name}.overrides", f"{name}.{key}", value)

    def _moves(self, alternative: Alternative) -> bool:
        return bool(alternative.moves or any(each.moves for each in alternative.workloads.values()))

    def _declare_placement(self, name: str, alternative: Alternative) -> None:
        for key, value in (("move_start", alternative.start), ("move_duration", alternative.duration),
                           ("overlap", alternative.overlap)):  # fmt: skip
            if value is not None:
                self._set(f"{name}.{key}", value)
        for workload in self.case.workloads:
            own = alternative.workloads.get(workload, Placement())
            moves = alternative.moves if own.moves is None else own.moves
            for resource in RESOURCES:
                self._set(f"{name}.{workload}.{resource}_moves", float(resource in (moves or ())))
            subscribed = alternative.subscribed if own.subscribed is None else own.subscribed
            if alternative.quote:
                self._set(f"{name}.{workload}.subscribed", float(bool(subscribed)))
            for key, value in (
                ("move_start", own.start),
                ("move_duration", own.duration),
                ("overlap", own.overlap),
            ):
                if value is not None:
                    self._set(f"{name}.{workload}.{key}", value)

    # -- setting values --------------------------------------------------------------------------

    def _set(self, key: str, value: float) -> None:
        """A value that the structure of the case gives; its declaration says what is possible."""
        declaration = self._declaration(key)
        if declaration is None:
            self.problems.append(
                f"{key}: no pack declares '{key.rsplit('.', 1)[-1]}'; add it to assumptions/common"
            )
            return
        self._check_bounds(key, value, declaration)
        self.table[key] = Input(key, declaration, value, overridden=True)

    def _override(self, place: str, key: str, given: float | Override) -> None:
        override = given if isinstance(given, Override) else Override(value=given)
        declaration = self._declaration(key)
        if declaration is None:
            self.problems.append(f"{place}.{key}: is not an assumption{nearest(key, self._known())}")
            return
        self._check_bounds(f"{place}.{key}", override.value, declaration)
        low = declaration.low if override.low is None else override.low
        high = declaration.high if override.high is None else override.high
        known = self.table.get(key)
        source = known.source if known else self.pack.sources.get(declaration.source)
        self.table[key] = Input(
            key,
            declaration,
            override.value,
            low,
            high,
            overridden=True,
            reason=override.reason,
            source=source,
        )

    def _declaration(self, key: str) -> Assumption | None:
        """What is declared of a key: its own entry, or that of the same name for fewer members."""
        if key in self.table and self.table[key].series is None:
            return self.table[key].declaration
        *owners, name = key.split(".")
        members = {*self.case.workloads, *self.pack.fleets, *self.pack.roles, *self.pack.modalities}
        customs = {line.id for line in self.case.custom_lines}
        scopes = members | customs | set(self.case.alternatives) | set(self.books)
        if any(
            owner not in scopes | {"capital", "running", "end", "borrowing", "repayment"} for owner in owners
        ):
            return self.pack.assumptions.get(key)
        for owner in reversed(owners):
            found = self.pack.assumptions.get("custom." + name if owner in customs else f"{owner}.{name}")
            if found:
                return found
        if set(owners) & customs:
            return self.pack.assumptions.get("custom." + name)
        for book in self._books_of(owners):
            if name in book.assumptions:
                return book.assumptions[name]
        plain = self.pack.assumptions.get(name)
        asked = {ref.name for _, ref in self.asked}
        return plain if plain and (not owners or name in asked) else None

    def _books_of(self, owners: list[str]) -> Iterator[PriceBook]:
        for owner in owners:
            name = self.case.alternatives[owner].price_book if owner in self.case.alternatives else owner
            if name in self.books:
                yield self.books[name]

    def _known(self) -> list[str]:
        return [*self.table, *(ref.name for _, ref in self.asked)]

    def _check_bounds(self, place: str, value: float, declaration: Assumption) -> None:
        low, high = declaration.minimum, declaration.maximum
        about = f"{declaration.label.en}; {declaration.origin}".removesuffix("; ")
        if low is not None and value < low:
            self.problems.append(f"{place}: {value:g} is below the minimum {low:g} ({about})")
        elif high is not None and value > high:
            self.problems.append(f"{place}: {value:g} is above the maximum {high:g} ({about})")
        elif declaration.format == "flag" and value not in (0.0, 1.0):
            self.problems.append(f"{place}: {value:g} is neither 0 nor 1 ({about})")
        elif declaration.format == "whole" and value != int(value):
            self.problems.append(f"{place}: {value:g} is not a whole number ({about})")

    # -- looking up ------------------------------------------------------------------------------

    def _resolve_all(self, shared: bool, ref: InputRef) -> Iterator[str]:
        for name in (None,) if shared else self.case.alternatives:
            found = next((key for key in self._candidates(name, ref) if key in self.table), None)
            if found is None:
                self.problems.append(self._unresolved(name, ref))
                return
            yield found

    def _candidates(self, alternative: str | None, ref: InputRef) -> Iterator[str]:
        name, members = ref.name, self._with_default_timing(ref)
        if alternative:
            yield from (f"{alternative}.{member}.{name}" for member in members)
        yield from (f"{member}.{name}" for member in members)
        if alternative:
            yield f"{alternative}.{name}"
            book = self.case.alternatives[alternative].price_book
            yield f"{book}.{name}"
            if book and (currency := self.books[book].head.currency) != self.pack.head.currency:
                yield f"{currency.lower()}.{name}"
            elif book is None or name.startswith("exchange_rate"):
                yield f"no_price_book.{name}"
        yield name

    def _with_default_timing(self, ref: InputRef) -> tuple[str, ...]:
        """A custom line without a date of its own is paid as its treatment usually is."""
        if ref.name != "payment_offset":
            return ref.members
        treatments = {line.id: line.treatment for line in self.case.custom_lines}
        usual = [
            "capital" if treatments[member] == "capital" else "running"
            for member in ref.members if member in treatments
        ]  # fmt: skip
        return (*ref.members, *usual)

    def _unresolved(self, alternative: str | None, ref: InputRef) -> str:
        owner = f" for {', '.join(ref.members)}" if ref.members else ""
        where = f" in alternative '{alternative}'" if alternative else ""
        name = ref.name
        if name in self.pack.assumptions and self.pack.assumptions[name].kind == "own":
            return f"hospital.{name}: is missing; every hospital has its own"
        return (
            f"'{name}'{owner}{where} has no value: give it under overrides, or add it to {self.pack.head.id}"
        )

    # -- sense -----------------------------------------------------------------------------------

    def _check_moves(self) -> None:
        for name, alternative in self.case.alternatives.items():
            if not self._moves(alternative) or alternative.price_book:
                continue
            includes = set(alternative.quote.includes) if alternative.quote else set()
            covered = {"compute", "archive"} | (includes & {"backup", "standby"})
            for workload in self.case.workloads:
                own = alternative.workloads.get(workload, Placement())
                moves = set((alternative.moves if own.moves is None else own.moves) or ())
                subscribed = alternative.subscribed if own.subscribed is None else own.subscribed
                left = moves - covered if subscribed and alternative.quote else moves
                if left:
                    self.problems.append(
                        f"alternatives.{name}: {', '.join(sorted(left))} of '{workload}' moves, but neither a quote "
                        "nor a price book says at what price; add price_book, or a quote that includes it"
                    )

    def _check_overrides(self, resolved: Mapping[tuple[bool, InputRef], tuple[str, ...]]) -> None:
        used = {each for ids in resolved.values() for each in ids}
        for name, alternative in self.case.alternatives.items():
            for key in alternative.overrides:
                if f"{name}.{key}" in self.table and f"{name}.{key}" not in used:
                    self.problems.append(
                        f"alternatives.{name}.overrides.{key}: has no effect there, since it is the same for all "
                        "alternatives or not used; set it under overrides instead"
                    )


def _order(key: tuple[bool, InputRef]) -> tuple[str, tuple[str, ...], bool]:
    return (key[1].name, key[1].members, key[0])


def _series_label(key: str) -> Text:
    labels = {
        "outbound_thresholds": Text(en="Outbound traffic: tier begins at", ko="외부 전송 구간 시작"),
        "outbound_steps": Text(en="Outbound traffic: price step of the tier", ko="외부 전송 구간 단가 증분"),
        "support_thresholds": Text(en="Support plan: tier begins at", ko="기술지원 구간 시작"),
        "support_steps": Text(en="Support plan: rate step of the tier", ko="기술지원 구간 요율 증분"),
        "register": Text(en="Asset register by year of purchase", ko="자산대장(도입연도별)"),
        "escalation_rates": Text(en="Escalation by year", ko="연도별 상승률"),
    }
    return labels[key.rsplit(".", 1)[-1]]


def _is_cell_address(name: str) -> bool:
    letters = name.rstrip("0123456789")
    return name in ("r", "c") or (letters != name and letters.isalpha() and len(letters) <= 3)
