"""Whether a number's rule is the same for every alternative, and what applies to one side only, and why.

Promise: the formula is one for all alternatives by construction; sides and reasons are those of `tco
symmetry`. Imports streamlit, the engine and the page's own modules.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from html import escape

import streamlit as st

from tco.explain import Node
from tco.symmetry import Rule, Symmetry, as_document
from tco.symmetry.sides import other_side
from tco.ui import awaited
from tco.ui.background import Job
from tco.ui.input_text import plain
from tco.ui.parts import Place, room
from tco.ui.tables import framed, paragraph, rich, table
from tco.ui.view import View, heading

OPEN = "field:explain_sides"


def show(view: View, node: Node, shared: bool) -> None:
    """The section of an explained number."""
    words = view.words
    heading("explain.sides", words)
    st.html(paragraph(words("explain.sides_common" if shared else "explain.sides_formula")))
    if not st.toggle(words("explain.sides_open"), key=OPEN, help=plain(words("explain.sides_wait"))):
        return
    if not other_side(view.result.bound.case):
        st.html(paragraph(words("explain.side_none")))
        return
    job, place = awaited.ask("sides", view.question), room()
    awaited.fill([job], lambda: _fill(view, node, job, place), words)


def _fill(view: View, node: Node, job: Job, place: Place) -> None:
    place.empty()
    known: Symmetry | None = awaited.outcome(job, place, view.words)
    if known is not None:
        place.html(_found(view, node, known))


def _found(view: View, node: Node, known: Symmetry) -> str:
    """The rules that concern the number; closed below them those of the case, and what both sides serve."""
    words, here = view.words, concerned(known, node)
    shown = _table(here, known, view) if here else paragraph(words("explain.sides_here_none"), "tco-faint")
    said = words("explain.sides_all", count=len(known.rules), one_sided=len(known.one_sided))
    both = words("explain.sides_services", count=len(known.services))
    idle = words("explain.sides_idle", list=", ".join(known.idle)) if known.idle else ""
    return (
        f"<h3>{escape(words('explain.sides_here'))}</h3>{shown}"
        + _closed(said, _table(known.rules, known, view))
        + _closed(both, _services(known, view))
        + paragraph(idle, "tco-faint")
    )


def _closed(title: str, inside: str) -> str:
    return f'<details class="tco-group"><summary>{escape(title)}</summary>{inside}</details>'


def _services(known: Symmetry, view: View) -> str:
    """Each need that own equipment serves by one rule and the cloud by another, with both."""
    words = view.words
    header = [words("explain.need"), words("explain.side_own"), words("explain.side_cloud")]
    rows = [
        (each["label"], _labels(each["own_lines"], view), _labels(each["cloud_lines"], view))
        for each in as_document(known, words.language)["services"]
    ]
    return table(header, rows, frozenset({0, 1, 2}))


def _labels(lines: Iterable[str], view: View) -> str:
    """The lines' names; one that exists for several members once."""
    korean, instances = view.words.language == "ko", view.result.bound.model.instances
    named = (instances[line].line for line in lines if line in instances)
    return ", ".join(dict.fromkeys(each.label_ko if korean else each.label for each in named))


def concerned(known: Symmetry, node: Node) -> list[Rule]:
    """The rules that move the line, or that one of the assumptions shown with it belongs to."""
    levels = (node.parts, [each for part in node.parts for each in part.parts])
    inputs = {part.id for level in levels for part in level if part.input is not None}
    return [rule for rule in known.rules if node.id in _lines(rule) or inputs & set(rule.values)]


def _lines(rule: Rule) -> set[str]:
    return {*rule.own, *(line for lines in rule.cloud.values() for line in lines)}


def _table(rules: Iterable[Rule], known: Symmetry, view: View) -> str:
    words = view.words
    labels = {rule.name: rule.label.in_language(words.language) for rule in known.rules}
    header = [words("table.item"), words("explain.side"), words("explain.side_reason")]
    rows = (
        f'<tr><th scope="row">{escape(rule.label.in_language(words.language))} '
        f"<code>{escape(rule.name)}</code></th>"
        f'<td class="text">{escape(words(f"explain.side_{rule.side}"))}</td>'
        f'<td class="text">{rich(" ".join(_reasons(rule, view, labels)))}</td></tr>'
        for rule in rules
    )
    return framed(header, rows, words("explain.side_reason"), style="tco-reasons")


def _reasons(rule: Rule, view: View, labels: Mapping[str, str]) -> Iterable[str]:
    """Why it applies to one side, what does its work on the other, and where it does not apply."""
    words = view.words
    if rule.absent:
        titles = ", ".join(words.quoted(view.title(each)) for each in rule.absent)
        yield words("explain.side_absent", list=titles) + "."
    if rule.reason is not None:
        yield rule.reason.text.in_language(words.language)
        others = ", ".join(labels.get(each, each) for each in rule.reason.counterparts)
        if others:
            yield words("explain.side_counterparts", list=others) + "."
    for why in rule.special.values():
        yield why.in_language(words.language) if why else ""
    if rule.unexplained:
        yield f"**{words('explain.side_unexplained')}**"
