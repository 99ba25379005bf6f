"""Sentences about drivers and joint moves, made from their numbers.

Promise: nothing is said that the numbers do not hold; both languages have the same keys. Pure functions;
imports numpy, `drivers`, `sobol`, `sampling`, `correlations`, `required`, `switching`, `figures`, `inputs`,
`results` and `wording` only.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from tco.figures import SAVINGS, Figures, input_label
from tco.inputs import BoundModel
from tco.results import Result
from tco.switching import Driver
from tco.uncertainty.correlations import Pair
from tco.uncertainty.drivers import Influence, RankInfluence
from tco.uncertainty.required import Required
from tco.uncertainty.sampling import drawn_together
from tco.uncertainty.sobol import Indices
from tco.wording import Words, read_texts, signed

FEW = 12  # inputs listed
POOR = 0.5  # of the ranks' variance: below it the regression does not tell enough
SMALL_PART = 0.005  # of a range


def words_for(bound: BoundModel, language: str) -> Words:
    """The texts of this module's subjects for a case."""
    chosen = "ko" if language == "ko" else "en"
    return Words(read_texts("tco.uncertainty", f"drivers.{chosen}.toml"), chosen, bound.pack.head.currency)


def tornado_lines(result: Result, alternative: str, bars: Sequence[Driver], words: Words) -> Iterator[str]:
    """The heading, the saving now, and a line for each bar."""
    bound = result.bound
    yield words(
        "drv.heading", alternative=result.title(alternative, words.language),
        baseline=result.title(bound.case.baseline, words.language),
        title=bound.case.title.in_language(words.language), case=bound.case.id, pack=bound.pack.label,
    )  # fmt: skip
    saving, share = (result.value(alternative, line) for line in ("saving_pv", "saving_pv_pct"))
    yield words("drv.now", saving=words.figure(saving, "money"), share=words.figure(share, "%"))
    yield words("drv.bars") if bars else words("drv.no_bars")
    for bar in bars:
        yield "  " + _bar(bound, bar, words)
    if bars:
        yield tornado_title(bound, bars, words)
    yield from bars_together(bound, bars, words)


def bars_together(bound: BoundModel, bars: Sequence[Driver], words: Words) -> Iterator[str]:
    """That inputs of a tornado are drawn together in futures, and moved apart in it."""
    together = drawn_together(bound, bound.case.uncertainty, (bar.key for bar in bars))
    yield from together_line(bound, together, words)


def together_line(bound: BoundModel, pairs: Sequence[Pair], words: Words) -> Iterator[str]:
    """Pairs of inputs that are drawn together and were moved apart, if any, and what that means."""
    if pairs:
        named = [[label_of(bound, key, words) for key in (each.first, each.second)] for each in pairs]
        listed = "; ".join(words("drv.with", first=first, second=second) for first, second in named)
        yield words("drv.together", list=listed)


def tornado_title(bound: BoundModel, bars: Sequence[Driver], words: Words) -> str:
    """What the longest bar says."""
    ends = sorted(bars[0].savings)
    least, most = (words.figure(each, "money") for each in (ends[0], ends[-1]))
    return words("drv.top", label=label_of(bound, bars[0].key, words), least=least, most=most)


def _bar(bound: BoundModel, bar: Driver, words: Words) -> str:
    values = [figure_of(bound, bar.key, each, words) for each in bar.values]
    savings = [words.figure(each, "money") for each in bar.savings]
    own = float(bound.values()[bar.key])  # type: ignore[arg-type]
    turns = list(_turns(bound, bar, words))
    return words(
        "drv.bar", label=label_of(bound, bar.key, words), low=values[0], high=values[-1],
        own=figure_of(bound, bar.key, own, words), at_low=savings[0], at_high=savings[-1],
        swing=words.figure(bar.swing, "money"), id=bar.key, inside=_inside(bar, words),
        turns=words("drv.turns", list=", ".join(turns)) if turns else "",
    )  # fmt: skip


def _inside(bar: Driver, words: Words) -> str:
    """Between which savings an input moves, where not its ends are the least and the most."""
    least, most = min(bar.savings), max(bar.savings)
    if {least, most} <= {bar.savings[0], bar.savings[-1]}:
        return ""
    return words("drv.inside", least=words.figure(least, "money"), most=words.figure(most, "money"))


def _turns(bound: BoundModel, bar: Driver, words: Words) -> Iterator[str]:
    """Where the saving is zero, in rising order."""
    found = [(each.value, "drv.jump" if each.jumps else "") for each in bar.points]
    for value, key in sorted(found + [(value, "drv.touch") for value in bar.touches]):
        text = figure_of(bound, bar.key, value, words)
        yield words(key, value=text) if key else text


def index_lines(bound: BoundModel, found: Influence, words: Words) -> Iterator[str]:
    """The inputs with the largest total index, what they explain, and that they are taken as independent."""
    indices = found.indices
    if not indices.variance:
        yield words("drv.flat")
        return
    yield words("drv.indices", draws=indices.draws, seed=found.seed, scrambles=found.scrambles)
    for at in found.order[:FEW]:
        if np.isfinite(indices.total[at]):
            yield "  " + _index(bound, found, at, words)
    if not indices.complete:
        yield words("drv.stopped")
        return
    yield _sums(indices, words)
    if found.correlated:
        yield _independent(bound, found, words)


def _sums(indices: Indices, words: Words) -> str:
    """What the inputs explain alone; that they act together is said only where it shows beyond the error."""
    first = words.figure(indices.alone, "%")
    if indices.interacts is None:
        return words("drv.sums_once", first=first)
    key = "drv.sums" if indices.interacts else "drv.sums_unsure"
    return words(key, first=first, error=words.figure(indices.alone_error, "%"))


def _index(bound: BoundModel, found: Influence, at: int, words: Words) -> str:
    indices = found.indices
    key = found.keys[at]
    shares = [words.figure(max(0.0, float(each[at])), "%") for each in (indices.first, indices.total)]
    places = {"label": label_of(bound, key, words), "id": key, "first": shares[0], "total": shares[1]}
    if not np.isfinite(indices.total_error[at]):
        return words("drv.index_once", **places)
    errors = [words.figure(float(each[at]), "%") for each in (indices.first_error, indices.total_error)]
    return words("drv.index", first_error=errors[0], total_error=errors[1], **places)


def _independent(bound: BoundModel, found: Influence, words: Words) -> str:
    strongest = max(found.correlated, key=lambda each: abs(each.rank))
    return words(
        "drv.independent", count=len(found.correlated), rank=signed(strongest.rank),
        first=label_of(bound, strongest.first, words), second=label_of(bound, strongest.second, words),
    )  # fmt: skip


def rank_lines(bound: BoundModel, found: RankInfluence, words: Words) -> Iterator[str]:
    """The inputs with the largest shares by rank regression, where there are draws enough to tell them."""
    if found.draws < found.enough:
        yield words("drv.rank_few", draws=found.draws, count=len(found.keys), enough=found.enough)
        return
    explained = words.figure(found.ranks.explained, "%")
    yield words("drv.ranks", draws=found.draws, explained=explained)
    for at in found.order[:FEW]:
        yield "  " + _rank(bound, found, at, words)
    if found.ranks.explained < POOR:
        yield words("drv.rank_low", explained=explained)


def _rank(bound: BoundModel, found: RankInfluence, at: int, words: Words) -> str:
    ranks, key = found.ranks, found.keys[at]
    places = {
        "label": label_of(bound, key, words), "id": key, "share": words.figure(float(ranks.shares[at]), "%"),
        "direction": words("drv.up" if ranks.coefficients[at] > 0 else "drv.down"),
    }  # fmt: skip
    if not np.isfinite(ranks.errors[at]):
        return words("drv.rank_once", **places)
    return words("drv.rank", error=words.figure(float(ranks.errors[at]), "%"), **places)


def required_lines(result: Result, found: Required, words: Words) -> Iterator[str]:
    """What would have to be true, in a few sentences, and among which inputs that was searched."""
    yield _required(result, found, words)
    if found.moves or not found.met:
        yield from _searched(result.bound, found, words)
    if found.met and found.largest:
        yield size_line(found, words)
        back = " ".join(f"--set {each.key}={each.printed!r}" for each in found.moves)
        yield words("req.put_back", list=back)


def size_line(found: Required, words: Words) -> str:
    """How far a joint move goes, and the largest part of it."""
    largest = found.moves[0]
    return words(
        "req.size", distance=words.figure(found.distance, "%"), part=words.figure(abs(largest.parts), "%"),
        largest=largest.label.in_language(words.language),
    )  # fmt: skip


def _searched(bound: BoundModel, found: Required, words: Words) -> Iterator[str]:
    labels = [label_of(bound, key, words) for key in found.inputs]
    if labels:
        key = "req.searched_named" if found.named else "req.searched"
        yield words(key, count=len(labels), list=", ".join(labels))
    yield from together_line(bound, found.together, words)


def _required(result: Result, found: Required, words: Words) -> str:
    places = {
        "alternative": result.title(found.alternative, words.language),
        "label": found.label.in_language(words.language), "now": figure_told(result, found, found.now, words),
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
    reached = figure_told(result, found, found.reached, words)
    return words("req.unreachable", list=listed, count=count, reached=reached, **places)


def figure_told(result: Result, found: Required, value: float | None, words: Words) -> str:
    """The figure that a condition is about, or why it has none."""
    if value is not None:
        is_saving = found.quantity.line in SAVINGS
        return words.saving(value, found.unit) if is_saving else words.figure(value, found.unit)
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


def label_of(bound: BoundModel, key: str, words: Words) -> str:
    """An input's label."""
    return input_label(bound, key).in_language(words.language)


def figure_of(bound: BoundModel, key: str, value: float, words: Words) -> str:
    """A value of an input as people read it, beside its label."""
    each = bound.inputs[key].declaration
    unit = "%" if each.format == "percent" else each.unit
    return words.figure(value, words.unit_beside(label_of(bound, key, words), unit))
