"""Binding: a case, its model and its inputs brought together.

Promise: every parameter of a rule resolves to exactly one input per alternative, most specific
first (`<alternative>.<member>.<name>`, `<member>.<name>`, `<alternative>.<name>`, the price book's,
the currency's, `<name>`); what resolves to none is named with all other problems of the case.
Imports `case`, `assumptions`, `inputs`, `table`, `filling`, `model`, `lines.totals` and `errors` only.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from types import MappingProxyType
from typing import NamedTuple

from tco.assumptions import Pack, PriceBook, book_ids, book_of, load_book, load_pack
from tco.case import Alternative, Case, Placement
from tco.errors import Problems, UserError, nearest
from tco.filling import fill
from tco.inputs import BoundModel, Question
from tco.lines.totals import GROUPS
from tco.model import MOMENTS, CustomShape, InputRef, Model, Shape, build
from tco.table import Table, moves_anything

RESERVED = (*MOMENTS, *GROUPS, "plain", "discounted", "no_price_book")


def bind(case: Case) -> BoundModel:
    """The case with its model and every input resolved; raises `Problems` with everything that is wrong."""
    pack = load_pack(case.pack)
    problems = [*case.problems(), *_unknown_books(case)]
    priced = _with_known_books(case)
    names = {each.price_book for each in priced.alternatives.values() if each.price_book}
    books = {name: _book(case, name) for name in sorted(names)}
    clashes = list(_clashing_members(case, pack, books))
    if clashes:
        raise Problems(case.id, [*problems, *clashes])
    model = build(shape_of(case, pack))
    table = fill(Table(priced, pack, books, _names(model)))
    resolution = _resolution(model, _structure(table))
    problems += [*table.problems, *(_unresolved(table, *each) for each in resolution.missing)]
    problems += [*_unpriced_moves(case), *_idle_quotes(case)]
    problems += _useless_overrides(table, resolution)
    if problems:
        raise Problems(case.id, dict.fromkeys(problems))
    inputs = {key: table.inputs[key] for key in resolution.used}
    return BoundModel(case, pack, books, model, inputs, resolution.ids)


def _book(case: Case, name: str) -> PriceBook:
    """The case's own price book, or the one that ships under this id."""
    if name not in case.price_books:
        return load_book(name)
    book = book_of(case.price_books[name], f"price_books.{name}")
    if book.head.id != name:
        raise UserError(f"price_books.{name}: the book calls itself '{book.head.id}'; use that name here")
    return book


def _unknown_books(case: Case) -> Iterator[str]:
    known = [*case.price_books, *book_ids()]
    for key, alternative in case.alternatives.items():
        name = alternative.price_book
        if name and name not in known:
            yield (
                f"alternatives.{key}.price_book: price book '{name}' does not exist{nearest(name, known)}; "
                f"there are: {', '.join(known)}"
            )


def _with_known_books(case: Case) -> Case:
    """The case as far as its prices are known, so that its other problems can be found too."""
    known = [*case.price_books, *book_ids()]
    alternatives = {
        key: each if each.price_book in known else each.model_copy(update={"price_book": None})
        for key, each in case.alternatives.items()
    }
    return case.model_copy(update={"alternatives": alternatives})


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


class _Structure(NamedTuple):
    """What of a case decides which input answers a question; no number does.

    Attributes:
        inputs: the ids that have a value.
        owners: for each alternative where its prices are looked up, most specific first.
        timings: for each custom line the usual timing of its treatment.
    """

    inputs: tuple[str, ...]
    owners: tuple[tuple[str, tuple[str, ...]], ...]
    timings: tuple[tuple[str, str], ...]


class _Resolution(NamedTuple):
    """Each question's input ids; those in use, in the order of first use; and what has no answer."""

    ids: Mapping[Question, tuple[str, ...]]
    used: tuple[str, ...]
    missing: tuple[tuple[str | None, InputRef], ...]


def _structure(table: Table) -> _Structure:
    lines = table.case.custom_lines
    return _Structure(
        tuple(table.inputs),
        tuple((name, _price_owners(table, name)) for name in table.case.alternatives),
        tuple((line.id, "capital" if line.treatment == "capital" else "running") for line in lines),
    )


def _price_owners(table: Table, alternative: str) -> tuple[str, ...]:
    """The alternative's price book, and its currency where that is not the pack's."""
    book = table.case.alternatives[alternative].price_book
    if not book:
        return ("no_price_book",)
    currency = table.books[book].head.currency
    return (book,) if currency == table.pack.head.currency else (book, currency.lower())


@lru_cache(maxsize=64)
def _questions(model: Model) -> tuple[Question, ...]:
    asked = {
        (instance.line.once_per_case, ref): None
        for instance in model.instances.values()
        for ref in instance.references.values()
        if isinstance(ref, InputRef)
    }
    return tuple(asked)


@lru_cache(maxsize=64)
def _names(model: Model) -> frozenset[str]:
    """The parameters that the model asks for."""
    return frozenset(ref.name for _, ref in _questions(model))


@lru_cache(maxsize=64)
def _resolution(model: Model, structure: _Structure) -> _Resolution:
    """Found once for all cases of the same structure."""
    known, timings = frozenset(structure.inputs), dict(structure.timings)
    found: dict[Question, tuple[str, ...]] = {}
    missing: list[tuple[str | None, InputRef]] = []
    for shared, ref in _questions(model):
        ids = []
        members = _with_usual_timing(ref, timings)
        for name, owners in ((None, ()),) if shared else structure.owners:
            key = next((each for each in _candidates(ref.name, members, name, owners) if each in known), None)
            if key is None:
                missing.append((name, ref))
                break
            ids.append(key)
        found[shared, ref] = tuple(ids)
    used = dict.fromkeys(key for ids in found.values() for key in ids)
    return _Resolution(MappingProxyType(found), tuple(used), tuple(missing))


def _candidates(
    name: str, members: Sequence[str], alternative: str | None, owners: Sequence[str]
) -> Iterator[str]:
    if alternative:
        yield from (f"{alternative}.{member}.{name}" for member in members)
    yield from (f"{member}.{name}" for member in members)
    if alternative:
        yield f"{alternative}.{name}"
        yield from (f"{owner}.{name}" for owner in owners)
        if len(owners) == 1 and name.startswith("exchange_rate"):
            yield f"no_price_book.{name}"
    yield name


def _with_usual_timing(ref: InputRef, timings: Mapping[str, str]) -> tuple[str, ...]:
    """A custom line without a date of its own is paid as its treatment usually is."""
    if ref.name != "payment_offset":
        return ref.members
    return (*ref.members, *(timings[member] for member in ref.members if member in timings))


def _unresolved(table: Table, alternative: str | None, ref: InputRef) -> str:
    name = ref.name
    if name in table.pack.assumptions and table.pack.assumptions[name].kind == "own":
        return f"hospital.{name}: is missing; every hospital has its own"
    owner = f" for {', '.join(ref.members)}" if ref.members else ""
    where = f" in alternative '{alternative}'" if alternative else ""
    pack = table.pack.head.id
    return f"'{name}'{owner}{where} has no value: give it under overrides, or add it to {pack}"


def _clashing_members(case: Case, pack: Pack, books: Mapping[str, PriceBook]) -> Iterator[str]:
    families_of_pack = {*pack.workloads, *pack.fleets, *pack.roles, *pack.modalities}
    prefixes = {key.partition(".")[0] for key in pack.assumptions if "." in key} - families_of_pack
    reserved = {*prefixes, *RESERVED}
    taken: dict[str, str] = {}
    families: list[tuple[str, list[str]]] = [
        ("alternative", list(case.alternatives)), ("workload", list(case.workloads)),
        ("fleet", list(pack.fleets)), ("role", list(pack.roles)), ("modality", list(pack.modalities)),
        ("price book", list(books)), ("custom line", [line.id for line in case.custom_lines]),
    ]  # fmt: skip
    for family, members in families:
        for member in members:
            if member in taken:
                yield f"'{member}' is the id of a {taken[member]} and of a {family}; rename one"
            if member in reserved:
                yield f"'{member}' ({family}) is a word of the model; choose another id"
            if reads_like_a_cell(member):
                yield f"'{member}' reads like a cell of a spreadsheet; choose another id"
            taken[member] = family


def reads_like_a_cell(name: str) -> bool:
    """Whether a spreadsheet would take the name for a cell (`fte4`, `vat10`, `r`, `c`)."""
    letters = name.rstrip("0123456789")
    return name in ("r", "c") or (letters != name and letters.isalpha() and len(letters) <= 3)


def _unpriced_moves(case: Case) -> Iterator[str]:
    for name, alternative in case.alternatives.items():
        if moves_anything(alternative) and not alternative.price_book:
            for workload in case.workloads:
                left = _without_price(alternative, workload)
                if left:
                    yield (
                        f"alternatives.{name}: {', '.join(left)} of '{workload}' moves, but neither a quote "
                        "nor a price book says at what price; add price_book, or a quote that includes it"
                    )


def _idle_quotes(case: Case) -> Iterator[str]:
    for name, alternative in case.alternatives.items():
        covered = any(_in_quote(alternative, workload) for workload in case.workloads)
        if alternative.quote and case.workloads and not covered:
            yield (
                f"alternatives.{name}.quote: no workload both moves and is subscribed, so nothing would be "
                "paid for it; set subscribed = true and moves"
            )


def _in_quote(alternative: Alternative, workload: str) -> bool:
    own = alternative.workloads.get(workload, Placement())
    moves = alternative.moves if own.moves is None else own.moves
    return bool(moves and (alternative.subscribed if own.subscribed is None else own.subscribed))


def _without_price(alternative: Alternative, workload: str) -> list[str]:
    own = alternative.workloads.get(workload, Placement())
    moves = set((alternative.moves if own.moves is None else own.moves) or ())
    subscribed = alternative.subscribed if own.subscribed is None else own.subscribed
    if not (subscribed and alternative.quote):
        return sorted(moves)
    return sorted(moves - {"compute"} - set(alternative.quote.includes))


def _useless_overrides(table: Table, resolution: _Resolution) -> Iterator[str]:
    used = frozenset(resolution.used)
    common = {ids[0] for (shared, _), ids in resolution.ids.items() if shared and ids}
    for place, owner, key in _overrides_of_alternatives(table.case):
        if key in common or (f"{owner}.{key}" in table.inputs and f"{owner}.{key}" not in used):
            yield (
                f"{place}: has no effect there, since it is the same for all alternatives or not used; "
                f"set '{key}' under overrides instead"
            )
    for place, overrides in (("hospital", table.case.hospital), ("overrides", table.case.overrides)):
        for key in overrides:
            known = table.is_declared(key) or key.partition(".")[0] in table.case.alternatives
            if key in table.inputs and key not in used and "." in key and not known:
                hint = nearest(key, resolution.used)
                yield f"{place}.{key}: has no effect, no rule asks for it there{hint}"


def _overrides_of_alternatives(case: Case) -> Iterator[tuple[str, str, str]]:
    """Place, alternative and key of every value that is given for one alternative."""
    for name, alternative in case.alternatives.items():
        yield from ((f"alternatives.{name}.overrides.{key}", name, key) for key in alternative.overrides)
    for place, overrides in (("hospital", case.hospital), ("overrides", case.overrides)):
        for given in overrides:
            owner, _, key = given.partition(".")
            if owner in case.alternatives:
                yield f"{place}.{given}", owner, key
