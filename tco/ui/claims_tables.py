"""The figures of a claim as tables: measures by alternative, effects of granting it, costs of a service.

Promise: every cell is a figure of the finding, in the unit that it was computed in; texts are escaped. Pure
functions; imports `claims`, `differences`, `results` and the page's own text modules only.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from tco.amounts import GAP, money
from tco.claims.words import Words as Figures
from tco.differences import savings
from tco.results import Result
from tco.ui import tables
from tco.ui.sentences import change, verdict
from tco.ui.words import Words

Told = Mapping[str, Any]
THREE_WAYS = {"saving_total_pct": "total", "saving_pv_pct": "present", "run_rate_saving_pct": "run_rate"}
WIDEST = 6  # columns of figures that still can be read side by side


def of_finding(told: Told, result: Result, first: str, figures: Figures, words: Words) -> str:
    """All tables of a finding, the alternative that is looked at first."""
    parts = [
        _measures(told, result, first, figures, words),
        _effects(told, result, first, figures, words),
        _costs(told, result, figures, words),
    ]
    return "".join(parts)


def _in_order(names: Sequence[str], first: str) -> list[str]:
    """Each alternative once, the one that is looked at before the others."""
    once = list(dict.fromkeys(names))
    return [first, *(each for each in once if each != first)] if first in once else once


def _titles(names: Sequence[str], result: Result, words: Words) -> dict[str, str]:
    return {name: result.title(name, words.language) for name in names}


def _measures(told: Told, result: Result, first: str, figures: Figures, words: Words) -> str:
    found = told["measures"]
    if not found:
        return ""
    columns = list(dict.fromkeys((each["label"], _claimed(each, figures)) for each in found))
    if not found[0]["alternative"] or len(columns) > WIDEST:
        return _long(found, result, first, figures, words)
    titles = _titles(_in_order([each["alternative"] for each in found], first), result, words)
    cells = {(each["alternative"], each["label"], _claimed(each, figures)): each for each in found}
    rows = [
        [title, *(_cell(cells.get((name, *column)), figures, words) for column in columns)]
        for name, title in titles.items()
    ]
    rows += _of_what(found, len(columns), result, first, words)
    header = [words("claims.alternative"), *(f"{label} {claimed}" for label, claimed in columns)]
    return tables.table(header, rows, region=words("claims.table_measures"))


def _claimed(each: Told, figures: Figures) -> str:
    return figures.claimed(each["comparison"], each["claimed"], each["unit"]).replace(" ", GAP)


def _cell(each: Told | None, figures: Figures, words: Words) -> str:
    """The figure and its verdict; or why there is none."""
    if each is None:
        return "–"
    if each["measured"] is None and each["note"]:
        return str(each["note"])
    return f"**{in_words(each, figures, words)}** · {words('claims.verdict.' + each['verdict'])}"


def in_words(each: Told, figures: Figures, words: Words) -> str:
    """A measured figure; a saving as what it costs more or less."""
    if each["measured"] is not None and each["ids"][0] in THREE_WAYS:
        return change(each["measured"], words)
    return figures.figure(each["measured"], each["unit"])


def _of_what(
    found: Sequence[Told], columns: int, result: Result, first: str, words: Words
) -> list[list[str]]:
    """For shares of what the baseline costs: that cost, measured in the same three ways."""
    names = [each["ids"][0] for each in found[:columns]]
    if not set(names) <= THREE_WAYS.keys():
        return []
    costs = {each.measure: each.baseline for each in savings(result, first)}
    currency = result.bound.pack.head.currency
    amounts = [money(costs[THREE_WAYS[name]], currency, words.language) for name in names]
    return [[words("claims.of_what"), *amounts]]


def _long(found: Sequence[Told], result: Result, first: str, figures: Figures, words: Words) -> str:
    """One row for each measure."""
    names = _in_order([each["alternative"] for each in found], first)
    ordered = sorted(found, key=lambda each: names.index(each["alternative"]))
    rows = [
        [
            " · ".join(filter(None, (_title(each, result, words), each["label"]))),
            _claimed(each, figures),
            _cell(each, figures, words),
        ]
        for each in ordered
    ]
    header = [words(f"claims.{key}") for key in ("figure", "claimed", "here")]
    return tables.table(header, rows, region=words("claims.table_measures"))


def _title(each: Told, result: Result, words: Words) -> str:
    return result.title(each["alternative"], words.language) if each["alternative"] else ""


def _effects(told: Told, result: Result, first: str, figures: Figures, words: Words) -> str:
    """What moves with the claim granted in full, alternative by alternative."""
    found = [each for each in told["effects"] if each["setting"] == told["effects"][0]["setting"]]
    if not found:
        return ""
    labels = list(dict.fromkeys(each["label"] for each in found))
    cells = {(each["alternative"], each["label"]): each for each in found}
    titles = _titles(_in_order([each["alternative"] for each in found], first), result, words)
    rows = [
        [title, *(_before_after(cells.get((name, label)), figures, words) for label in labels)]
        for name, title in titles.items()
    ]
    note = _limit(found, told["inputs"], figures, words)
    header, region = [words("claims.granted"), *labels], words("claims.table_effects")
    return tables.table(header, rows, region=region) + tables.bullets(note)


def _before_after(each: Told | None, figures: Figures, words: Words) -> str:
    """A figure before and after, with what lies between; of a saving, what it costs more or less."""
    if each is None or each["before"] is None or each["after"] is None:
        return "–"
    unit, is_saving = each["unit"], each["id"] in THREE_WAYS
    before, after = (figures.figure(each[name], unit) for name in ("before", "after"))
    moved = figures.change(each["moved"], unit)
    if is_saving:
        before, after = (_exactly(each[name], unit, figures, words) for name in ("before", "after"))
        moved = figures.size(abs(each["moved"]), unit)
    return f"{before} → **{after}** ({moved})" if each["moved"] else after


def _exactly(share: float, unit: str, figures: Figures, words: Words) -> str:
    """A saving in words, with the digits in which a small effect shows."""
    return words(f"change.{verdict(share, share)}", share=figures.figure(abs(share), unit))


def _limit(found: Sequence[Told], inputs: Sequence[Told], figures: Figures, words: Words) -> list[str]:
    """What would come out if nothing held the effect back, where something does."""
    held = [each for each in found
            if each["without_limit"] is not None and each["without_limit"] != each["after"]]  # fmt: skip
    if not held:
        return []
    largest = max(held, key=lambda each: abs(each["without_limit"] - each["after"]))
    labels = {each["id"].rpartition(".")[2]: each["label"] for each in inputs}
    return [
        words(
            "claims.without_limit",
            limit=words.quoted(labels.get(largest["limit"], "–")),
            label=largest["label"],
            value=figures.figure(largest["without_limit"], largest["unit"]),
        )
    ]


def _costs(told: Told, result: Result, figures: Figures, words: Words) -> str:
    found = told["costs"]
    if not found:
        return ""
    several = [each for each in found if each["alternative"]]
    labels = list(dict.fromkeys(each["label"] for each in several))
    cells = {(each["alternative"], each["label"]): each for each in several}
    titles = _titles(list(dict.fromkeys(each["alternative"] for each in several)), result, words)
    rows = [
        [title, *(_amount(cells.get((name, label)), figures) for label in labels)]
        for name, title in titles.items()
    ]
    one = [f"{each['label']}: {figures.figure(each['amount'], each['unit'])}"
           for each in found if not each["alternative"]]  # fmt: skip
    notes = dict.fromkeys(each["note"] for each in found if each["note"])
    header, region = [words("claims.alternative"), *labels], words("claims.table_costs")
    return tables.table(header, rows, region=region) + tables.bullets([*one, *notes])


def _amount(each: Told | None, figures: Figures) -> str:
    if each is None or not each["amount"]:
        return "–"
    return figures.figure(each["amount"], each["unit"])
