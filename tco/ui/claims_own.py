"""Claims of the visitor's own: what was typed as a claim of the case, and the case's claims as fields.

Promise: whatever cannot be tested is named with its remedy, all of it together, before anything changes; a
claim that is left as it was keeps every word. Pure functions; imports `edits`, `case` and `figures`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from tco.amounts import parse
from tco.case import CaseClaim
from tco.edits import Document, with_part
from tco.errors import UserError
from tco.figures import LARGEST, Figures
from tco.labels import part_in, whole_unit
from tco.language import ONCE
from tco.results import METRICS, Result
from tco.ui.address import exact
from tco.ui.words import Words
from tco.wording import PLURALS

COMPARISONS = (">=", "<=", ">", "<")
YEARLY = ("operations_staff", "downtime_hours", "run_rate")
SINGLE = ("cloud_round_trip",)
FAMILIES = ("screen_wait", "study_wait", "study_wait_average", "category_cash")
LONGEST_TEXT = 500


@dataclass(frozen=True)
class Typed:
    """A claim as it stands in the fields; `alternative` is empty where it is about all."""

    text: str = ""
    speaker: str = ""
    date: str = ""
    source: str = ""
    metric: str = "saving_pv_pct"
    comparison: str = ">="
    number: str = ""
    alternative: str = ""


def choices(result: Result, words: Words, used: Sequence[str] = ()) -> dict[str, str]:
    """The figures that a claim can be held against, by name, each with its unit."""
    figures, instances = Figures(result), result.bound.model.instances
    names = [each for each in (*METRICS, *SINGLE) if each in instances]
    names += [f"{each}@last" for each in YEARLY if each in instances]
    for family in FAMILIES:
        for each in result.bound.model.of_line(family):
            names.append(each.id if each.line.axis == ONCE else f"{each.id}@last")
    found = {}
    for name in dict.fromkeys([*names, *used]):
        try:
            quantity = figures.quantity(name)
        except UserError:
            continue
        label = figures.label(quantity).in_language(words.language)
        unit = unit_text(figures.unit(quantity), result, words)
        found[name] = f"{label} ({unit})" if unit else label
    return found


def unit_text(unit: str, result: Result, words: Words) -> str:
    """A unit as it stands behind a figure; nothing for a plain number."""
    if unit in ("%", "1"):
        return unit.removesuffix("1")
    currency = words(f"claims.currency.{result.bound.pack.head.currency}")
    whole = whole_unit(words.language, unit)
    head, *per = (currency if part == "money" else part_in(words.language, part) for part in whole.split("/"))
    return "/".join([PLURALS.get(head, head), *per])


def fields_of(claim: Mapping[str, Any], result: Result, language: str) -> Typed:
    """A claim of the case as it is typed."""
    known = CaseClaim.model_validate(claim)
    texts = [each.in_language(language) if each else "" for each in (known.text, known.speaker)]
    figures = Figures(result)
    shown = known.number
    try:
        if figures.unit(figures.quantity(known.metric)) == "%":
            shown = known.number * 100
    except UserError:
        pass
    return Typed(texts[0], texts[1], str(known.date or ""), known.source, known.metric, known.comparison,
                 exact(round(shown, 10)), known.alternative or "")  # fmt: skip


def known_fields(claim: Mapping[str, Any], result: Result, words: Words) -> Typed:
    """The same, with the first choice in place of a figure or an alternative that the case does not have."""
    typed, case = fields_of(claim, result, words.language), result.bound.case
    known = typed.metric in choices(result, words, (typed.metric,))
    there = typed.alternative in case.alternatives and typed.alternative != case.baseline
    return replace(
        typed,
        metric=typed.metric if known else Typed.metric,
        alternative=typed.alternative if there else "",
    )


def read(typed: Typed, key: str, before: Mapping[str, Any] | None, result: Result, words: Words) -> Document:
    """The claim as the case keeps it.

    Raises:
        ValueError: with one sentence for each thing that is wrong.
    """
    problems = list(_problems(typed, result, words))
    if problems:
        raise ValueError(*problems)
    found: Document = {"id": key, "metric": typed.metric, "comparison": typed.comparison,
                       "number": _number(typed, result)}  # fmt: skip
    for name in ("text", "speaker"):
        text = getattr(typed, name).strip()
        if text:
            found[name] = _both(text, (before or {}).get(name), words.language)
    if typed.date.strip():
        found["date"] = typed.date.strip()
    if typed.source.strip():
        found["source"] = typed.source.strip()
    if typed.alternative:
        found["alternative"] = typed.alternative
    return found


def _both(text: str, before: Any, language: str) -> dict[str, str]:
    """One text for both languages, unless the other language has one of its own."""
    other = "en" if language == "ko" else "ko"
    apart = isinstance(before, Mapping) and before.get(other) and before.get(other) != before.get(language)
    return {language: text, other: before[other] if apart else text}


def _problems(typed: Typed, result: Result, words: Words) -> Iterator[str]:
    try:
        _number(typed, result)
    except ValueError:
        yield words("claims.wrong_number", value=typed.number.strip() or "–")
    if typed.date.strip() and not _is_date(typed.date.strip()):
        yield words("claims.wrong_date", value=typed.date.strip())
    for name in ("text", "speaker", "source"):
        length = len(getattr(typed, name))
        if length > LONGEST_TEXT:
            field = words(f"claims.field.{name}")
            yield words("claims.too_long", field=field, length=length, longest=LONGEST_TEXT)


def _is_date(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return len(text) == len("2026-01-01")


def _number(typed: Typed, result: Result) -> float:
    """The number in the unit of the figure; a share is typed as a percentage."""
    figures = Figures(result)
    share = figures.unit(figures.quantity(typed.metric)) == "%"
    text = typed.number.strip()
    value = parse(text.removesuffix("%").strip() if share else text)
    if not abs(value) <= LARGEST:
        raise ValueError(text)
    return round(value / 100, 12) if share else value


def claims_of(document: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The case's own claims."""
    return [dict(each) for each in document.get("claims", ())]


def new_id(taken: Sequence[str]) -> str:
    """An id that no claim has."""
    numbers = range(1, len(taken) + 2)
    return next(key for key in (f"own_{each}" for each in numbers) if key not in taken)


def with_claim(document: Mapping[str, Any], claim: Document) -> Document:
    """The document with a claim in the place of the one with its id, or at the end."""
    claims = claims_of(document)
    at = next((each for each, old in enumerate(claims) if old["id"] == claim["id"]), len(claims))
    return with_part(document, ("claims",), [*claims[:at], claim, *claims[at + 1 :]])


def without_claim(document: Mapping[str, Any], key: str) -> Document:
    """The document without a claim."""
    return with_part(
        document, ("claims",), [each for each in claims_of(document) if each["id"] != key] or None
    )
