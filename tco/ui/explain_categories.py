"""A total by cost category, beside the parts that its rule reads.

Promise: shown are lines of the model, each a link to its own explanation, and only where they add up to the
total. Pure functions; imports `explain` and the page's own text modules only.
"""

from __future__ import annotations

import math
from html import escape

from tco.explain import Node, explain
from tco.language import Category
from tco.results import Result
from tco.ui.explain_links import Links
from tco.ui.unit_text import value_with_unit
from tco.ui.view import View

#: Totals, with the line that each category has of them.
BY_CATEGORY = {
    "present_value": "category_value", "total_discounted": "category_discounted",
    "total_cash": "category_cash",
}  # fmt: skip
TOLERANCE = 1e-9


def of_total(result: Result, line: str) -> list[str]:
    """The lines by category that make up a total; none for any other line."""
    name = BY_CATEGORY.get(line)
    ids = [f"{name}.{category}" for category in Category] if name else []
    return [each for each in ids if each in result.bound.model.instances]


def by_category(view: View, node: Node, links: Links) -> str:
    """The categories of a total, the largest first; nothing for any other line."""
    words, result = view.words, view.result
    every = [
        explain(result, line, node.alternative, node.year or 0, language=words.language, depth=0)
        for line in of_total(result, node.id)
    ]
    if not math.isclose(math.fsum(each.value for each in every), node.value, rel_tol=TOLERANCE):
        return ""
    shown = sorted((each for each in every if each.value), key=lambda each: -abs(each.value))
    items = "".join(f"<li>{_part(each, links, view)}</li>" for each in shown)
    zeros = len(every) - len(shown)
    if zeros:
        items += f'<li class="tco-faint">{escape(words("explain.zeros", count=zeros))}</li>'
    return f'<ul class="tco-parts">{items}</ul>' if shown else ""


def _part(node: Node, links: Links, view: View) -> str:
    """A category's name and amount."""
    category = view.result.bound.model.instances[node.id].category
    name = view.words.category(category) if category else node.label
    link = links.number(name, node.id, node.alternative, node.year)
    value = escape(value_with_unit(node.value, node.unit, node.currency, view.words))
    return f'<div class="tco-part"><span>{link}</span><b>{value}</b></div>'
