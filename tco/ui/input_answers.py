"""What inputs do to the answer, and what the model derives from them, kept by what was asked.

Promise: as for `answers`: a figure is found by its question only. Imports the engine, `answers`,
`input_edits` and what a view is.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from tco.effects import savings_at
from tco.errors import UserError
from tco.sizing import Derived, inventory
from tco.switching import range_of, swings
from tco.ui.answers import Question, answer
from tco.ui.input_edits import first_of
from tco.ui.view import View


def question_of(view: View) -> Question:
    """What the page's result answers: while the document is wrong, the case as it was opened."""
    return view.choice.first_question if view.result is view.unchanged else view.question


@lru_cache(maxsize=64)
def order(question: Question, alternative: str) -> Mapping[str, float]:
    """By input, how far it moves the difference over its range.

    Asked of the case as it was opened, so that no field changes its place while values are typed.
    """
    return {each.key: each.swing for each in swings(answer(question).bound, alternative)}


@lru_cache(maxsize=64)
def spans(question: Question, alternative: str, keys: tuple[str, ...]) -> Mapping[str, tuple[float, float]]:
    """The difference at the low and high end of each of these inputs; + where the alternative costs more."""
    bound = answer(question).bound
    ends = {key: ends for key in keys if (ends := range_of(bound.inputs[key])) is not None}
    return {key: (-low, -high) for key, (low, high) in savings_at(bound, alternative, ends).items()}


@lru_cache(maxsize=64)
def moves(
    question: Question, first: Question, alternative: str, keys: tuple[str, ...]
) -> Mapping[str, float]:
    """By input that was changed, how much the difference is moved by that alone."""
    bound, before = answer(question).bound, answer(first).bound
    scenario = bound.case.scenario
    pairs = {}
    for each in (bound.inputs[key] for key in keys if key in bound.inputs):
        was = first_of(each, before)
        if was is not None and each.series is None:
            pairs[each.id] = (was.in_scenario(scenario), each.in_scenario(scenario))
    return {key: first - now for key, (first, now) in savings_at(bound, alternative, pairs).items()}


@lru_cache(maxsize=16)
def derived(question: Question, language: str) -> tuple[Derived, ...]:
    """The sizes that the model derives, with their ranges; none where nothing is sized."""
    try:
        return tuple(inventory(answer(question), language))
    except UserError:
        return ()
