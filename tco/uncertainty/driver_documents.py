"""Drivers, switching values and joint moves as plain data: the contract of `--json`.

Promise: no date and nothing that is not a number where one belongs; the same input gives the same bytes.
Imports `drivers`, `heatmap`, `required`, `switching_values`, `driver_sentences`, `switching_text`,
`switching`, `figures` and `results` only.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

from tco.figures import input_label
from tco.results import MODEL_VERSION, Result
from tco.switching import Driver, Point
from tco.uncertainty import driver_sentences as sentences
from tco.uncertainty.drivers import Influence, RankInfluence
from tco.uncertainty.heatmap import HeatMap
from tco.uncertainty.heatmap import document as heat_data
from tco.uncertainty.required import Required
from tco.uncertainty.switching_text import heat_title, switch_line
from tco.uncertainty.switching_values import Switch


def head(result: Result, alternative: str = "") -> dict[str, Any]:
    """What was asked."""
    case = result.bound.case
    found = {"model_version": MODEL_VERSION, "pack": result.bound.pack.label, "case": case.id,
             "case_hash": result.case_hash, "currency": result.bound.pack.head.currency,
             "baseline": case.baseline}  # fmt: skip
    return found | ({"alternative": alternative} if alternative else {})


def drivers_document(
    result: Result, alternative: str, bars: Sequence[Driver], influence: Influence,
    ranks: RankInfluence | None, language: str,
) -> dict[str, Any]:  # fmt: skip
    """Tornado, Sobol indices and, where the case has correlations, rank shares."""
    words = sentences.words_for(result.bound, language)
    text = list(sentences.tornado_lines(result, alternative, bars, words))
    text += sentences.index_lines(result.bound, influence, words)
    text += sentences.rank_lines(result.bound, ranks, words) if ranks else []
    return {
        **head(result, alternative),
        "saving_pv": result.value(alternative, "saving_pv"),
        "tornado": [_bar(result, each, language) for each in bars],
        "sobol": _indices(result, influence, language),
        "rank_regression": _ranks(result, ranks, language) if ranks else None,
        "sentences": [each.strip() for each in text],
    }


def _input(result: Result, key: str, language: str) -> dict[str, Any]:
    return {"key": key, "label": input_label(result.bound, key).in_language(language)}


def _bar(result: Result, bar: Driver, language: str) -> dict[str, Any]:
    declared = result.bound.inputs[bar.key].declaration
    return {
        **_input(result, bar.key, language), "unit": declared.unit,
        "own": result.bound.values()[bar.key], "low": bar.values[0], "high": bar.values[-1],
        "saving_at_low": bar.savings[0], "saving_at_high": bar.savings[-1], "swing": bar.swing,
        "least": min(bar.savings), "greatest": max(bar.savings),
        "switching_values": [_point(each) for each in bar.points], "touches": list(bar.touches),
    }  # fmt: skip


def _point(point: Point) -> dict[str, Any]:
    return {"value": point.value, "saves_above": point.rises, "jumps": point.jumps}


def _known(value: float) -> float | None:
    return float(value) if math.isfinite(value) else None


def _indices(result: Result, found: Influence, language: str) -> dict[str, Any]:
    indices = found.indices
    rows = [
        {**_input(result, found.keys[at], language), "first": _known(indices.first[at]),
         "first_error": _known(indices.first_error[at]), "total": _known(indices.total[at]),
         "total_error": _known(indices.total_error[at])}
        for at in found.order
    ]  # fmt: skip
    return {
        "draws": indices.draws, "seed": found.seed, "scrambles": found.scrambles,
        "variance": indices.variance, "complete": indices.complete, "assumes_independent_inputs": True,
        "sum_of_first": _known(indices.alone), "sum_of_first_error": _known(indices.alone_error),
        "correlated_pairs": [{"between": [each.first, each.second], "rank": each.rank}
                             for each in found.correlated],
        "inputs": rows,
    }  # fmt: skip


def _ranks(result: Result, found: RankInfluence, language: str) -> dict[str, Any]:
    ranks = found.ranks
    rows = [
        {**_input(result, found.keys[at], language), "share": _known(ranks.shares[at]),
         "error": _known(ranks.errors[at]), "coefficient": _known(ranks.coefficients[at])}
        for at in found.order
    ]  # fmt: skip
    return {"draws": found.draws, "enough_draws": found.draws >= found.enough,
            "explained": _known(ranks.explained), "inputs": rows}  # fmt: skip


def heat_document(result: Result, heat: HeatMap, language: str) -> dict[str, Any]:
    """A two-way map with its line of no saving."""
    words = sentences.words_for(result.bound, language)
    labels = [sentences.label_of(result.bound, key, words) for key in heat.keys]
    said = heat_title(result, heat, words)
    return {**head(result, heat.alternative), **heat_data(heat), "labels": labels, "sentence": said}


def switch_document(result: Result, found: Sequence[Switch], language: str) -> dict[str, Any]:
    """The switching values of one input in one or more alternatives."""
    words = sentences.words_for(result.bound, language)
    return {**head(result), "switching": [_switch(result, each, words, language) for each in found]}


def _switch(result: Result, found: Switch, words: Any, language: str) -> dict[str, Any]:
    return {
        **_input(result, found.key, language), "alternative": found.alternative, "share": found.share,
        "own": found.own, "low": found.low, "high": found.high, "range_searched": found.searched,
        "moves_the_saving": found.matters, "values": [_point(each) for each in found.points],
        "touches": list(found.touches),
        "least_share": found.least, "greatest_share": found.most,
        "sentence": switch_line(result, found, words),
    }  # fmt: skip


def required_document(result: Result, found: Required, language: str) -> dict[str, Any]:
    """The smallest joint move."""
    words = sentences.words_for(result.bound, language)
    return {
        **head(result, found.alternative),
        "figure": str(found.quantity), "comparison": found.condition.comparison,
        "number": found.condition.number, "now": found.now, "reached": found.reached, "met": found.met,
        "distance": found.distance, "largest": found.largest.key if found.largest else None,
        "inputs": list(found.inputs), "inputs_named": found.named,
        "drawn_together": [[each.first, each.second] for each in found.together],
        "moves": [
            {"key": each.key, "label": each.label.in_language(language), "unit": each.unit,
             "from": each.start, "to": each.end, "printed": each.printed, "parts_of_range": each.parts}
            for each in found.moves
        ],
        "sentences": list(sentences.required_lines(result, found, words)),
    }  # fmt: skip
