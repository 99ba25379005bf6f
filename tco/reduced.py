"""The part of a bound model that some lines need, so that many evaluations of them stay quick.

Promise: the lines asked for come out as from the whole model. Imports `inputs` and `model` only.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from types import MappingProxyType

from tco.inputs import BoundModel, Question, Same
from tco.model import InputRef, Model


def reduced(bound: BoundModel, lines: Iterable[str], alternatives: Sequence[str] = ()) -> BoundModel:
    """The lines asked for and those that they read, for some alternatives (all where none is named)."""
    kept = [name for name in bound.alternatives if not alternatives or name in alternatives]
    model = _ancestors(bound.model, tuple(sorted(set(lines))))
    if model is bound.model and len(kept) == len(bound.alternatives):
        return bound
    at = tuple(bound.alternatives.index(name) for name in kept)
    chosen = {name: bound.case.alternatives[name] for name in kept}
    case = bound.case.model_copy(update={"alternatives": chosen})
    return replace(bound, case=case, resolved=_resolved(Same(bound.resolved), model, at), model=model)


@lru_cache(maxsize=128)
def _resolved(whole: Same, model: Model, at: tuple[int, ...]) -> Mapping[Question, tuple[str, ...]]:
    asked = _asked(model)
    return MappingProxyType(
        {
            question: ids if len(ids) == 1 else tuple(ids[each] for each in at)
            for question, ids in whole.resolved.items()
            if question in asked
        }
    )


@lru_cache(maxsize=128)
def _asked(model: Model) -> frozenset[Question]:
    return frozenset(
        (each.line.once_per_case, ref)
        for each in model.instances.values()
        for ref in each.references.values()
        if isinstance(ref, InputRef)
    )


@lru_cache(maxsize=128)
def _ancestors(model: Model, lines: tuple[str, ...]) -> Model:
    found: set[str] = set()
    rest = list(lines)
    while rest:
        key = rest.pop()
        if key not in found:
            found.add(key)
            rest.extend(model.instances[key].dependencies)
    if len(found) == len(model.instances):
        return model
    return replace(
        model,
        instances={key: each for key, each in model.instances.items() if key in found},
        steps=tuple(step for step in model.steps if found.intersection(step)),
    )
