"""The page "Explain": any number opened to its rule, its cell in the workbook, its parts and its assumptions.

Promise: a number is shown as the engine has it, with what it is made of and nothing else, and every part
leads on. Imports streamlit, the engine and the page's own modules; `exports` when a cell is looked up.
"""

from __future__ import annotations

import math
from functools import lru_cache
from html import escape
from typing import TYPE_CHECKING

import streamlit as st

from tco.amounts import MINUS
from tco.explain import Node, explain
from tco.explained import agrees as agrees_with_parts
from tco.explained import in_numbers, recomputed
from tco.inputs import Input
from tco.language import ONCE, POINTS
from tco.ui import explain_asked, explain_list, explain_sides
from tco.ui.answers import Question, answer
from tco.ui.explain_along import across, along
from tco.ui.explain_asked import Asked, when
from tco.ui.explain_categories import by_category
from tco.ui.explain_links import Links
from tco.ui.explain_tree import Tree, assumptions, without_noise
from tco.ui.input_field import field
from tco.ui.links import link
from tco.ui.tables import bullets, page_heading, paragraph
from tco.ui.unit_text import node_text, plain_number, share_text, value_with_unit
from tco.ui.view import View, heading
from tco.ui.words import Words

if TYPE_CHECKING:
    from exports.layout import Layout

LEVELS = 2
MOST_FIELDS = 9
MOST_USES = 12


def show(view: View) -> None:
    """The list of all numbers, or one of them opened."""
    asked = explain_asked.read(view)
    if asked is None:
        _index(view)
        return
    result, words = view.result, view.words
    line = result.bound.model.instances[asked.line].line
    found = explain(result, asked.line, asked.alternative, asked.year, language=words.language, depth=LEVELS)
    node = without_noise(found, result)
    links = Links.of(view)
    _trail(view, asked, links)
    _head(view, node, asked)
    st.html(_made(view, node, asked))
    _section("explain.categories", by_category(view, node, links), words)
    years = "explain.along_dates" if line.axis == POINTS else "explain.along"
    _section(years, along(view, node, asked, links), words)
    heading("explain.parts", words)
    st.html(Tree(view, links).html(node))
    _fields(view, node)
    _uses(view, asked, links)
    explain_sides.show(view, node, line.once_per_case)


def _section(key: str, shown: str, words: Words) -> None:
    """What there is to show, under its heading; nothing where there is nothing."""
    if shown:
        heading(key, words)
        st.html(shown)


def _index(view: View) -> None:
    """The list; what the address asked for in vain is said first."""
    words, wrong = view.words, view.own.get("line", "")
    st.html(page_heading(words("explain.index")))
    if wrong:
        near = ", ".join(explain_asked.similar(view.result, wrong))
        key = "explain.unknown_line" if near else "explain.unknown_line_alone"
        st.html(f'<div role="alert">{paragraph(words(key, value=wrong, near=near))}</div>')
    st.html(paragraph(words("explain.index_lead"), "tco-faint"))
    explain_list.show(view)


def _trail(view: View, asked: Asked, links: Links) -> None:
    """The way here, each step a link back up."""
    words, result = view.words, view.result
    steps = [link(words("explain.all"), view.href("explain"))]
    for step in explain_asked.way(asked, result):
        label = result.label(step[0], words.language)
        here = f'<span aria-current="page">{escape(label)}</span>'
        steps.append(here if step == asked.step else links.number(label, *step))
    inside = "".join(f"<li>{each}</li>" for each in steps)
    st.html(f'<nav class="tco-trail" aria-label="{escape(words("explain.trail"))}"><ol>{inside}</ol></nav>')
    if asked.problems:
        st.html(f'<div role="alert">{bullets(asked.problems)}</div>')


def _head(view: View, node: Node, asked: Asked) -> None:
    """The number as a sentence, and the policy behind its rule."""
    said = headline(view, node, asked)
    st.html(page_heading(said) + paragraph(node.sentence))


def headline(view: View, node: Node, asked: Asked) -> str:
    """Whose number it is, of when, and what."""
    words, instance = view.words, view.result.bound.model.instances[node.id]
    shared = instance.line.once_per_case
    owner = words("explain.common") if shared else words.quoted(view.title(asked.alternative))
    date = when(instance, node.year, view.result, words)
    values = {"alternative": owner, "label": node.label, "when": date}
    if math.isnan(node.value):
        return words("explain.headline_undefined", note=node.note or words("explain.undefined"), **values)
    key = "explain.headline" if instance.line.axis != ONCE else "explain.headline_whole"
    return words(key, value=node_text(node, words), **values)


def _made(view: View, node: Node, asked: Asked) -> str:
    """The rule in words, with its numbers, computed again, and as it stands in the workbook."""
    words = view.words
    total = view.result.bound.model.instances[node.id].line.is_total
    rule = words("explain.sum_of_many", count=len(node.parts)) if total else node.formula
    rows = [(words("explain.formula"), escape(rule))]
    numbers = in_numbers(view.result, node, write, words.language)
    value = plain_number(node.value)
    if numbers not in ("", value) and not math.isnan(node.value):
        rows.append((words("explain.numbers"), f"{escape(numbers)} = {escape(value)}"))
    if node.parts:
        rows.append((words("explain.check"), escape(check_text(view, node))))
    rows.append((words("explain.excel"), _excel(view, asked)))
    inside = "".join(f"<dt>{escape(name)}</dt><dd>{text}</dd>" for name, text in rows)
    return f'<dl class="tco-made">{inside}</dl>'


def write(value: float, given: Input | None) -> str:
    """A number inside a formula; a negative one in brackets."""
    if given is not None and given.declaration.format == "percent":
        return share_text(value)
    text = plain_number(value)
    return f"({text})" if text.startswith(MINUS) else text


def check_text(view: View, node: Node) -> str:
    """Whether the number is what its shown parts make it."""
    words, value = view.words, recomputed(view.result, node)
    if value is None:
        return words("explain.check_none")
    key = "explain.check_yes" if agrees_with_parts(view.result, node) else "explain.check_no"
    return words(key, value=value_with_unit(value, node.unit, node.currency, words))


@lru_cache(maxsize=4)
def _layout(question: Question) -> Layout:
    from exports.layout import Layout

    return Layout(answer(question))


def _excel(view: View, asked: Asked) -> str:
    """The cell of the workbook, and its formula."""
    from exports.located import formula_at

    words = view.words
    place = formula_at(_layout(view.question), asked.alternative, asked.line, asked.year)
    if place is None:
        return escape(words("explain.excel_none"))
    where = words("explain.excel_at", sheet=place.sheet, cell=place.cell)
    return f"<code>{escape(place.formula)}</code><small>{escape(where)}</small>"


def _fields(view: View, node: Node) -> None:
    """The assumptions as fields, the nearest first."""
    words, found = view.words, assumptions(node)
    heading("explain.change", words)
    st.html(paragraph(words("explain.change_lead" if found else "explain.change_none"), "tco-faint"))
    for start in range(0, min(len(found), MOST_FIELDS), 3):
        for place, each in zip(st.columns(3), found[start : min(start + 3, MOST_FIELDS)], strict=False):
            with place:
                field(each, view)
    if len(found) > MOST_FIELDS:
        st.html(paragraph(words("explain.change_more", count=len(found) - MOST_FIELDS), "tco-faint"))


def _uses(view: View, asked: Asked, links: Links) -> None:
    """The lines that read this one, and the same line in the other alternatives."""
    words, result = view.words, view.result
    instances = result.bound.model.instances
    others = (each for key, each in instances.items() if key != asked.line)
    readers = [each.id for each in others if asked.line in each.dependencies]
    _section("explain.sides_table", across(view, asked, links), words)
    items = "".join(
        f"<li>{links.number(result.label(key, words.language), key, asked.alternative, asked.year)}</li>"
        for key in readers[:MOST_USES]
    )
    if len(readers) > MOST_USES:
        more = words("explain.into_more", count=len(readers) - MOST_USES)
        items += f'<li class="tco-faint">{escape(more)}</li>'
    said = f'<ul class="tco-parts tco-all">{items}</ul>' if items else paragraph(words("explain.into_none"))
    heading("explain.into", words)
    st.html(said)
