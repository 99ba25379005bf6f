"""What would have to be true for each of some conditions, as sentences.

Promise: nothing is said that the numbers do not hold; people who read no command line get the same sentences
without the line that puts the values back by options. Pure functions; imports `required`, `driver_sentences`,
`figures` and `wording` only.
"""

from __future__ import annotations

from collections.abc import Iterator

from tco.figures import Figures
from tco.inputs import BoundModel
from tco.results import Result
from tco.uncertainty.driver_sentences import label_of, together
from tco.uncertainty.required import Required
from tco.wording import Words

SMALL_PART = 0.005  # of a range


def required_lines(result: Result, found: Required, words: Words) -> Iterator[str]:
    """What would have to be true, in a few sentences, and among which inputs that was searched."""
    yield _required(result, found, words)
    if found.moves or not found.met:
        yield from _searched(result.bound, found, words)
    if found.met and found.largest:
        largest = found.largest
        yield words(
            "req.size", distance=words.figure(found.distance, "%"),
            part=words.figure(abs(largest.parts), "%"), largest=largest.label.in_language(words.language),
        )  # fmt: skip
        back = " ".join(f"--set {each.key}={each.printed!r}" for each in found.moves)
        yield words("req.put_back", list=back)


def said(result: Result, found: Required, words: Words) -> tuple[str, ...]:
    """What has to move, and how far that is."""
    options = words("req.put_back", list="")
    return tuple(each for each in required_lines(result, found, words) if not each.startswith(options))


def _searched(bound: BoundModel, found: Required, words: Words) -> Iterator[str]:
    labels = [label_of(bound, key, words) for key in found.inputs]
    if labels:
        key = "req.searched_named" if found.named else "req.searched"
        yield words(key, count=len(labels), list=", ".join(labels))
    if found.together:
        yield together(bound, found.together, words)


def _required(result: Result, found: Required, words: Words) -> str:
    places = {
        "alternative": result.title(found.alternative, words.language),
        "label": found.label.in_language(words.language), "now": _figure(result, found, found.now, words),
        "claimed": words.claimed(found.condition.comparison, found.condition.number, found.unit),
    }  # fmt: skip
    listed = ", ".join(_moved(found, words))
    if found.met:
        return words("req.needs", list=listed, **places) if found.moves else words("req.holds", **places)
    count = len(found.inputs)
    if not count:
        return words("req.unmoved", **places)
    if not found.moves:
        return words("req.stuck", count=count, **places)
    reached = _figure(result, found, found.reached, words)
    return words("req.unreachable", list=listed, count=count, reached=reached, **places)


def _figure(result: Result, found: Required, value: float | None, words: Words) -> str:
    if value is not None:
        return words.figure(value, found.unit)
    reason = Figures(result).why_undefined(found.quantity)
    return words("req.undefined", reason=reason.in_language(words.language))


def _moved(found: Required, words: Words) -> Iterator[str]:
    """Each move that is worth a word, the small ones counted."""
    told = [each for each in found.moves if abs(each.parts) >= SMALL_PART] or list(found.moves[:1])
    for each in told:
        label = each.label.in_language(words.language)
        unit = words.unit_beside(label, each.unit)
        start, end = (words.figure(value, unit) for value in (each.start, each.printed))
        yield words("req.move", label=label, start=start, end=end)
    if len(told) < len(found.moves):
        yield words("req.more", count=len(found.moves) - len(told))
