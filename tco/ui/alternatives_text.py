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
from tco.ui.facts import Rival
from tco.ui.palette import colours
from tco.ui.sentences import change, cheapest
from tco.ui.tables import framed
from tco.ui.view import View
from tco.ui.words import Words

PARTLY = "partly"


def headline(result: Result, words: Words) -> str:
    """How many are compared with which baseline, and which costs least."""
    baseline = result.bound.case.baseline
    rivals = {
        name: Rival(result.title(name, words.language), result.metric(name, "present_value") or 0.0)
        for name in result.alternatives
    }
    first = rivals[baseline]
    if len(rivals) == 1:
        return words("alternatives.headline.single", baseline=words.quoted(first.title))
    best, near = cheapest(tuple(rivals.values()), first)
    parts: dict[str, Any] = {
        "count": len(rivals), "years": result.horizon,
        "baseline": words.quoted(first.title), "best": words.quoted(best.title),
        "amount": money(best.value, result.bound.pack.head.currency, words.language),
    }  # fmt: skip
    text = words(f"alternatives.headline.{'baseline' if best is first else 'other'}", **parts)
    others = ", ".join(words.quoted(each.title) for each in near)
    return text + (" " + words("alternatives.headline.near", others=others) if near else "")


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
    body = (_row(view, name, opened, scale, computed) for name in plans.names(document))
    caption = escape(words("alternatives.list.caption", unit=unit, years=result.horizon))
    table = framed(header, body, words("alternatives.list.name"), frozenset({0, 4}), "tco-plans")
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
