"""A simulation's answer as lines of text: sentences first, then every statistic with its standard error.

Promise: what is printed is what `Answer.document` holds. Imports `amounts`, `answer`, `estimates`,
`sentences`, `wording` and `statistics` only.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from tco.amounts import significant
from tco.uncertainty.answer import Answer, Versus
from tco.uncertainty.estimates import Estimate
from tco.uncertainty.sentences import chance, claim_text, figure, sentences, title, unit_of, words_of
from tco.uncertainty.statistics import Summary
from tco.wording import Words

ENDS = (5, 50, 95)


def lines(answer: Answer, language: str) -> list[str]:
    """The whole answer as text."""
    words = words_of(answer, language)
    found = sentences(answer, language)
    if not answer.simulation.sample.keys:
        return found
    baseline = answer.simulation.baseline
    found += ["", words("sim.detail", alternative=title(answer, baseline, words))]
    found.append(_probability("sim.probability_cheapest", answer.cheapest[0][baseline], words))
    found += [_summary(answer, each, words) for each in answer.baseline.values()]
    for each in answer.versus.values():
        found += ["", *_detail(answer, each, words)]
    return found


def _detail(answer: Answer, each: Versus, words: Words) -> Iterator[str]:
    yield words("sim.detail", alternative=title(answer, each.alternative, words))
    yield _probability("sim.probability_less", each.contest.less, words)
    yield _probability("sim.probability_cheapest", answer.cheapest[0][each.alternative], words)
    for asked, share in zip(each.asked, each.claims, strict=True):
        said = claim_text(answer, asked, words)
        yield f"  {words('sim.probability_claim', claim=said)}: {_share(share, words)}"
    yield from (_summary(answer, found, words) for found in each.metrics.values())
    if each.fan:
        yield f"  {words('sim.fan')}"
    for at in each.fan:
        levels = {level: at.quantiles[level] for level in ENDS}
        said = _levels(answer, "total_cost", levels, words)
        yield f"    {words('sim.year', year=at.year)}: {said}, {_mean(answer, 'total_cost', at.mean, words)}"


def _probability(key: str, found: Estimate, words: Words) -> str:
    return f"  {words(key)}: {_share(found, words)}"


def _share(found: Estimate, words: Words) -> str:
    error = f" (±{words.points(found.error)})" if found.error is not None else ""
    return words.percent(found.value, found.error) + error


def _summary(answer: Answer, found: Summary, words: Words) -> str:
    label = answer.result.label(found.name, words.language)
    if found.defined.value < 1.0:
        label += words("sim.share_of", chance=chance(found.defined, answer.simulation.draws, words))
    if found.defined.value == 0.0:
        return f"  {label}"
    said = _levels(answer, found.name, found.quantiles, words)
    return f"  {label}: {said}, {_mean(answer, found.name, found.mean, words)}"


def _levels(answer: Answer, metric: str, found: Mapping[int, Estimate], words: Words) -> str:
    return ", ".join(f"P{level} {_value(answer, metric, each, words)}" for level, each in found.items())


def _mean(answer: Answer, metric: str, found: Estimate, words: Words) -> str:
    return f"{words('sim.mean')} {_value(answer, metric, found, words)}"


def _value(answer: Answer, metric: str, found: Estimate, words: Words) -> str:
    """The value to the digits that its error carries, of an amount at least one, and the error to two."""
    share = unit_of(answer, metric) == "%"
    said = figure(answer, metric, found.rounded if share else found.told, words, found.error)
    if not found.error:
        return said
    size = significant(found.error, 2)
    return f"{said} (±{words.points(size) if share else figure(answer, metric, size, words)})"
