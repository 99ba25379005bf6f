"""The value of information as plain data and as sentences.

Promise: an amount is rounded to what its error supports, and one that is not surely above 0 is given by
what it stays below. Imports `information`, `knowing`, `amounts`, `wording` and `results` only.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from tco.amounts import GAP, money, percent, significant
from tco.results import MODEL_VERSION
from tco.uncertainty.information import Information, Worth
from tco.uncertainty.knowing import FEWEST, LARGEST, Estimate
from tco.wording import Words, read_texts

MOST_DIGITS = 3
RARELY = 0.001  # a share of draws below which percentages would say none
UNSEEN = 3.0  # of so many cases in all draws' place none is seen once in twenty times
EXACT = 6  # significant digits of plain data: what follows depends on the processor


def as_document(found: Information, language: str = "en") -> dict[str, Any]:
    """Everything that was found, as plain data."""
    simulation, words = found.simulation, words_of(found, language)
    bound = simulation.bound
    return {
        "model_version": MODEL_VERSION,
        "pack": bound.pack.label,
        "case": bound.case.id,
        "case_hash": bound.case.fingerprint(MODEL_VERSION, bound.pack.label),
        "currency": bound.pack.head.currency,
        "seed": simulation.settings.seed,
        "draws": simulation.draws,
        "scrambles": simulation.settings.scrambles,
        "expected_present_value": {key: _exact(each) for key, each in found.alternatives.items()},
        "best": found.best,
        "share_of_draws_with_another_cheaper": found.elsewhere,
        "draws_for_inputs": found.told_from,
        "no_draw_has_another_cheaper": found.settled,
        "proven_for_all_draws": found.certain,
        "everything": _estimate(found.everything),
        "inputs": [_worth(each, found, words) for each in found.inputs],
        "groups": [_worth(each, found, words) for each in found.groups],
        "summary": list(summary(found, words)),
        "notes": [each.in_language(words.language) for each in simulation.notes] + list(_notes(found, words)),
    }


def as_text(found: Information, language: str = "en") -> Iterator[str]:
    """The answer in sentences, then each input and group that is worth anything."""
    simulation, words = found.simulation, words_of(found, language)
    case, settings = simulation.bound.case, simulation.settings
    title, pack = case.title.in_language(words.language), simulation.bound.pack.label
    yield words("voi.heading", title=title, case=case.id, pack=pack)
    yield words("voi.draws", draws=f"{simulation.draws:,}", seed=settings.seed, scrambles=settings.scrambles)
    if found.told_from < simulation.draws and not found.settled:
        yield words("voi.draws_for_inputs", draws=f"{found.told_from:,}")
    yield from summary(found, words)
    quotes = [each for each in found.inputs if each.to_ask]
    yield from _part("voi.to_ask", quotes, found, words)
    yield from _part("voi.others", [each for each in found.inputs if not each.to_ask], found, words)
    yield from _part("voi.groups", found.groups, found, words)
    yield ""
    yield from (each.in_language(words.language) for each in simulation.notes)
    yield from _notes(found, words)


def words_of(found: Information, language: str) -> Words:
    """The texts of a language."""
    name = "ko" if language == "ko" else "en"
    texts = read_texts("tco.uncertainty", f"information.{name}.toml")
    return Words(texts, name, found.simulation.bound.pack.head.currency)


def unseen(draws: int) -> str:
    """The share of futures so rare that none of them may be among the draws."""
    return f"{100 * significant(min(1.0, UNSEEN / draws), 1):.7f}".rstrip("0").rstrip(".") + f"{GAP}%"


def summary(found: Information, words: Words) -> Iterator[str]:
    """What to choose now, what it is worth to know everything, and what to ask first."""
    yield _choice(found, words)
    if found.settled:
        best, draws = _title(found, found.best, words), found.simulation.draws
        key = "voi.nothing" if found.certain else "voi.nothing_seen"
        yield words(key, best=best, draws=f"{draws:,}", share=unseen(draws))
        return
    rarely = found.elsewhere < RARELY
    yield words(
        "voi.elsewhere_rarely" if rarely else "voi.elsewhere", share=percent(max(RARELY, found.elsewhere))
    )
    amount, error = amount_and_error(found.everything, words)
    yield words("voi.evpi", amount=amount, error=error)
    if found.inputs and found.inputs[0].to_ask and found.inputs[0].value.sure:
        yield sentence(found.inputs[0], found, words, "voi.first")
    if not any(each.value.limit for each in found.inputs):
        yield words("voi.none_at_all")
    elif not any(each.value.sure for each in found.inputs):
        yield words("voi.none", limit=_limit([each.value for each in found.inputs], words))


def sentence(each: Worth, found: Information, words: Words, key: str = "voi.worth") -> str:
    """What it is worth to find out one input or group."""
    label = each.label.in_language(words.language)
    if each.value.sure:
        amount, limit = amount_and_error(each.value, words)[0], _limit([each.value], words)
        return words(key, amount=amount, limit=limit, label=label)
    if each.value.limit == 0.0:
        return words("voi.worthless", label=label)
    return words("voi.unsure", limit=_limit([each.value], words), label=label)


def asking(each: Worth, found: Information, words: Words) -> str:
    """What it is worth against what it costs; nothing where no cost was given."""
    if each.cost is None:
        return ""
    unsure = "not_told" if found.simulation.draws < LARGEST else "never_told"
    key = {True: "worth_asking", False: "not_worth_asking", None: unsure}[each.worth_asking]
    amount, error = amount_and_error(each.value, words)
    cost = money(each.cost, words.currency, words.language)
    return words(f"voi.{key}", amount=amount, error=error, cost=cost, most=f"{LARGEST:,}")


def amount_and_error(value: Estimate, words: Words) -> tuple[str, str]:
    """An amount rounded to what its error supports, and the error behind it; if unsure what it is below."""
    if not value.sure and value.limit > 0.0:
        return words("voi.below", limit=_limit([value], words)), ""
    amount = money(value.amount, words.currency, words.language, supported_digits(value.amount, value.error))
    if not value.error:
        return amount, ""
    return amount, words("voi.error", amount=money(value.error, words.currency, words.language, 1))


def supported_digits(amount: float, error: float | None) -> int:
    """How many significant digits of an amount its error supports, 1 to 3."""
    if not error or amount <= 0.0:
        return MOST_DIGITS
    digits = math.floor(math.log10(amount)) - math.ceil(math.log10(error) - 1e-9) + 1
    return min(max(digits, 1), MOST_DIGITS)


def _choice(found: Information, words: Words) -> str:
    order = sorted(found.alternatives, key=lambda each: (each != found.best, found.alternatives[each]))
    least, second = (found.alternatives[each] for each in order[:2])
    places = {
        "best": _title(found, order[0], words),
        "next": _title(found, order[1], words),
        "amount": money(least, words.currency, words.language),
    }
    if second - least <= 1e-9 * abs(least):
        return words("voi.choice_tie", **places)
    return words("voi.choice", more=money(second - least, words.currency, words.language, 3), **places)


def _title(found: Information, alternative: str, words: Words) -> str:
    title = found.simulation.bound.case.alternatives[alternative].title
    return words("voi.title", text=title.in_language(words.language))


def _part(heading: str, worths: Sequence[Worth], found: Information, words: Words) -> Iterator[str]:
    """What is surely worth something, and what the user gave a cost for; the rest in one row."""
    named = [each for each in worths if each.value.sure or each.cost is not None]
    if not named and not (worths and any(each.value.sure for each in found.inputs)):
        return
    yield ""
    yield words(heading)
    for each in named:
        yield "  " + _row(each, found, words)
    if not named:
        yield "  " + words("voi.no_quote")
    rest = [each for each in worths if each not in named]
    if rest and max(each.value.limit for each in rest) > 0.0:
        yield "  " + words("voi.rest", count=len(rest), limit=_limit([each.value for each in rest], words))
    elif rest:
        yield "  " + words("voi.rest_nothing", count=len(rest))


def _row(each: Worth, found: Information, words: Words) -> str:
    amount, error = amount_and_error(each.value, words)
    label = each.label.in_language(words.language)
    row = words(
        "voi.row" if each.kind else "voi.group_row",
        amount=amount, error=error, label=label, id=" + ".join(each.keys), count=len(each.keys),
    )  # fmt: skip
    return ": ".join(filter(None, (row, asking(each, found, words))))


def _limit(values: Iterable[Estimate], words: Words) -> str:
    """An amount that none of them reaches, rounded up to two digits."""
    largest = max((each.limit for each in values), default=0.0)
    step = 10.0 ** (math.floor(math.log10(largest)) - 1) if largest > 0.0 else 1.0
    return money(math.ceil(largest / step) * step, words.currency, words.language)


def _notes(found: Information, words: Words) -> Iterator[str]:
    simulation = found.simulation
    if simulation.stopped:
        yield words("voi.stopped", draws=f"{simulation.draws:,}", wanted=f"{simulation.wanted:,}")
    if found.settled:
        return
    if simulation.settings.scrambles == 1:
        yield words("voi.one_scramble")
    if simulation.draws < FEWEST:
        yield words("voi.few", draws=simulation.draws)
    named = [each for each in found.inputs if each.value.sure or each.cost is not None]
    if any(len(each.keys) > 1 for each in named):
        yield words("voi.together")
    labels = {each.id: each.label.in_language(words.language) for each in found.inputs}
    also = [
        words("voi.also_one", label=labels[each.id], others=", ".join(labels[key] for key in known))
        for each in named
        if (known := [key for key in each.also if key in labels])
    ]
    if also:
        yield words("voi.also", list="; ".join(also))
    yield words("voi.method")


def _worth(each: Worth, found: Information, words: Words) -> dict[str, Any]:
    return {
        "id": each.id,
        "keys": list(each.keys),
        "label": each.label.in_language(words.language),
        "kind": each.kind,
        "can_be_asked_for": each.to_ask,
        "tells_also_of": list(each.also),
        **_estimate(each.value),
        "cost": each.cost,
        "worth_asking": each.worth_asking,
        "sentence": sentence(each, found, words),
    }


def _estimate(value: Estimate) -> dict[str, Any]:
    return {
        "amount": _exact(value.amount),
        "standard_error": None if value.error is None else _exact(value.error),
        "lower_limit": _exact(value.least),
        "upper_limit": _exact(value.limit),
        "surely_above_zero": value.sure,
    }


def _exact(value: float) -> float:
    return significant(value, EXACT)
