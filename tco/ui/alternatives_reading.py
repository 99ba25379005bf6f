"""What the page of alternatives reads: the inputs of one alternative, and what the document gives of them.

Promise: a field shows what the document gives, also while the case cannot be computed. Pure functions;
imports `assumptions`, `edits`, `inputs`, `model`, `view` and the edits of inputs only.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from tco.assumptions import PriceBook, book_ids, book_of, load_book
from tco.edits import part_of
from tco.errors import UserError
from tco.inputs import BoundModel, Input
from tco.model import InputRef
from tco.ui.input_edits import place_of
from tco.ui.view import View


def is_computed(view: View) -> bool:
    """Whether the figures are those of the document, and not of the case as it was opened."""
    return view.result is not view.unchanged or not view.choice.is_edited


def own_input(view: View, name: str, key: str) -> Input | None:
    """An input as one alternative reads it, under the id of its own value; None where no rule asks for it."""
    owner, _, parameter = key.rpartition(".")
    bound = view.result.bound
    found = _asked(bound, name, parameter, (owner,) if owner else ())
    if found is None:
        return None
    own = f"{name}.{key}"
    otherwise = found.value if owner else _common(found, parameter, view)
    return replace(found, id=own, value=given(view.choice.document, own, otherwise))


def _common(found: Input, parameter: str, view: View) -> float:
    """What holds where a member has no value of its own, as the one has that was found."""
    declared = found.declaration
    if found.id == parameter or declared.id != parameter or declared.base is None:
        return found.value
    return given(view.choice.document, parameter, declared.base)


def _asked(bound: BoundModel, name: str, parameter: str, members: tuple[str, ...]) -> Input | None:
    at = bound.alternatives.index(name) if name in bound.alternatives else bound.baseline
    ids = bound.resolved.get((False, InputRef(parameter, members)))
    if ids is None and not members:
        ids = next(
            (each for (shared, ref), each in bound.resolved.items() if not shared and ref.name == parameter),
            None,
        )
    return bound.inputs[ids[at]] if ids else None


def given(document: Mapping[str, Any], key: str, otherwise: float) -> float:
    """The value that the document gives for one alternative, or another one."""
    found = part_of(document, place_of(document, key))
    found = found.get("value") if isinstance(found, Mapping) else found
    return float(found) if isinstance(found, int | float) else otherwise


def has_own(document: Mapping[str, Any], key: str) -> bool:
    """Whether the document gives an alternative a value of its own."""
    return part_of(document, place_of(document, key)) is not None


def books(view: View) -> tuple[dict[str, PriceBook], list[PriceBook]]:
    """The price books that can be chosen, by id, and those for whose currency the pack has no rate."""
    document = view.choice.document
    known = {name: load_book(name) for name in book_ids()}
    for name, tables in document.get("price_books", {}).items():
        try:
            known[name] = book_of(tables, f"price_books.{name}")
        except UserError:
            known.pop(name, None)
    pack = view.result.bound.pack
    rated = {key.removesuffix(".exchange_rate") for key in pack.assumptions if key.endswith(".exchange_rate")}
    currencies = {pack.head.currency, *(each.upper() for each in rated)}
    fit = {name: each for name, each in known.items() if each.head.currency in currencies}
    return fit, [each for name, each in known.items() if name not in fit]


def usual_book(view: View, name: str) -> str:
    """The price book of a move for which none was chosen: its own, another alternative's, or the first."""
    alternatives = view.choice.document.get("alternatives", {})
    fit, _ = books(view)
    used = [alternatives.get(name, {}).get("price_book")]
    used += [each.get("price_book") for each in alternatives.values()]
    used += [key for key, book in fit.items() if book.head.currency == view.currency]
    return next((each for each in [*used, *fit] if each in fit), "")
