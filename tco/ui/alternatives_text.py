"""The sentences and the list at the head of the page of alternatives.

Promise: which costs least is read from present values and true for every result; what cannot be computed has
no figure. Pure functions; imports `results`, `plans`, `amounts` and the page's pure modules only.
"""

from __future__ import annotations

from collections.abc import Mapping
from html import escape
from typing import Any

from tco import plans
from tco.amounts import cell, money, table_scale
from tco.results import Result
from tco.ui.palette import colours
from tco.ui.sentences import NOISE, change
from tco.ui.tables import scrolled
from tco.ui.view import View
from tco.ui.words import Words

PARTLY = "partly"


def headline(result: Result, words: Words) -> str:
    """How many are compared with which baseline, and which costs least."""
    baseline = result.bound.case.baseline
    values = {name: result.metric(name, "present_value") or 0.0 for name in result.alternatives}
    if len(values) == 1:
        return words(
            "alternatives.headline.single", baseline=words.quoted(result.title(baseline, words.language))
        )
    best = min(values, key=lambda name: values[name])
    parts: dict[str, Any] = {
        "count": len(values), "years": result.horizon,
        "baseline": words.quoted(result.title(baseline, words.language)),
        "best": words.quoted(result.title(best, words.language)),
        "amount": money(values[best], result.bound.pack.head.currency, words.language),
    }  # fmt: skip
    text = words(f"alternatives.headline.{'baseline' if best == baseline else 'other'}", **parts)
    noise = NOISE * abs(values[baseline])
    near = [words.quoted(result.title(name, words.language)) for name, value in values.items()
            if name != best and value - values[best] < noise]  # fmt: skip
    return text + (" " + words("alternatives.headline.near", others=", ".join(near)) if near else "")


def without_fee(result: Result, words: Words) -> str:
    """Which alternatives have a quote without any price."""
    names = [
        words.quoted(result.title(name, words.language))
        for name, each in result.bound.case.alternatives.items()
        if each.quote and not result.value(name, "quoted_fee")
    ]
    return words("alternatives.headline.without_fee", titles=", ".join(names)) if names else ""


def summary(document: Mapping[str, Any], name: str, words: Words) -> str:
    """How many workloads stay, move and are in the quote."""
    places = [_place(plans.placed(document, name, each)) for each in document.get("workloads", {})]
    parts = [
        words(f"alternatives.count.{place}", count=places.count(place))
        for place in (*plans.PLACES, PARTLY)
        if place in places
    ]
    return ", ".join(parts) or "–"


def _place(placed: plans.Placed) -> str:
    """Where a workload runs; one of which own equipment keeps a part has not simply moved."""
    return PARTLY if placed.place == plans.BOOK and placed.resources != plans.RESOURCES else placed.place


def listing(view: View, opened: str, computed: bool) -> str:
    """All alternatives with present value and difference, as HTML."""
    words, result, document = view.words, view.result, view.choice.document
    values = [result.metric(name, "present_value") or 0.0 for name in result.alternatives]
    scale, unit = table_scale(view.currency, words.language, max(map(abs, values)))
    header = [
        words(f"alternatives.list.{each}") for each in ("title", "present", "difference", "share", "moves")
    ]
    head = "".join(f'<th scope="col"{" class=text" if at in (0, 4) else ""}>{escape(each)}</th>'
                   for at, each in enumerate(header))  # fmt: skip
    body = "".join(_row(view, name, opened, scale, computed) for name in plans.names(document))
    caption = escape(words("alternatives.list.caption", unit=unit, years=result.horizon))
    inside = f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody>"
    table = scrolled(f'<table class="tco tco-plans">{inside}</table>', words("alternatives.list.name"))
    return f'<p class="tco-faint">{caption}</p>{table}'


def _row(view: View, name: str, opened: str, scale: float, computed: bool) -> str:
    words, document = view.words, view.choice.document
    marks = [words("alternatives.list.baseline")] if name == document.get("baseline", "stay") else []
    marks += [words("alternatives.list.open")] if name == opened else []
    colour = colours(view.result.bound.case).get(name, "#808080")
    chip = f'<i class="tco-chip" style="background:{colour}"></i>'
    said = "".join(f' <span class="tco-mark">{escape(each)}</span>' for each in marks)
    title = f"{chip}{escape(title_of(document, name, words.language))}{said}"
    cells = "".join(f"<td>{each}</td>" for each in _figures(view, name, scale, computed))
    current = ' aria-current="true"' if name == opened else ""
    moves = escape(summary(document, name, words))
    return f'<tr{current}><th scope="row">{title}</th>{cells}<td class="text">{moves}</td></tr>'


def _figures(view: View, name: str, scale: float, computed: bool) -> list[str]:
    """Present value, difference to the baseline and its share."""
    result, words = view.result, view.words
    if not computed or name not in result.alternatives:
        return ["–"] * 3
    value = view.explained(cell(result.metric(name, "present_value") or 0.0, scale), "present_value", name)
    saving = result.metric(name, "saving_pv")
    if saving is None:
        return [value, "–", "–"]
    difference = cell(-saving, scale)
    plus = "+" if saving < 0 and difference not in ("0", "–") else ""
    shown = view.explained(plus + difference, "saving_pv", name)
    return [value, shown, escape(change(result.metric(name, "saving_pv_pct"), words))]


def title_of(document: Mapping[str, Any], name: str, language: str) -> str:
    """An alternative's title in the document, which may be ahead of the result."""
    title = document["alternatives"][name].get("title", {})
    return str(title.get(language) or title.get("ko") or title.get("en") or name)
