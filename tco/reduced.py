"""The part of a bound model that some lines need, so that many evaluations of them stay quick.

Promise: the lines asked for come out as from the whole model. Imports `inputs` and `model` only.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import lru_cache

from tco.inputs import BoundModel
from tco.model import InputRef, Model


def reduced(bound: BoundModel, lines: Iterable[str], alternatives: Sequence[str] = ()) -> BoundModel:
    """The lines asked for and those that they read, for some alternatives (all where none is named)."""
    kept = [name for name in bound.alternatives if not alternatives or name in alternatives]
    at = [bound.alternatives.index(name) for name in kept]
    chosen = {name: bound.case.alternatives[name] for name in kept}
    case = bound.case.model_copy(update={"alternatives": chosen})
    model = _ancestors(bound.model, tuple(sorted(set(lines))))
    asked = {
        (each.line.once_per_case, ref)
        for each in model.instances.values()
        for ref in each.references.values()
        if isinstance(ref, InputRef)
    }
    resolved = {
        question: ids if len(ids) == 1 else tuple(ids[each] for each in at)
        for question, ids in bound.resolved.items()
        if question in asked
    }
    return replace(bound, case=case, resolved=resolved, model=model)


@lru_cache(maxsize=128)
def _ancestors(model: Model, lines: tuple[str, ...]) -> Model:
    found: set[str] = set()
    rest = list(lines)
    while rest:
        key = rest.pop()
        if key not in found:
            found.add(key)
            rest.extend(model.instances[key].dependencies)
    return replace(
        model,
        instances={key: each for key, each in model.instances.items() if key in found},
        steps=tuple(step for step in model.steps if found.intersection(step)),
    )
