"""A number's parts as a list that opens two levels deep, down to assumptions with range, source and date.

Promise: every part is a link to its own explanation; nothing is shown that the rule does not use. Pure
functions; imports `explain`, `results` and the page's own text modules only.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from html import escape

from tco.explain import Node
from tco.inputs import Input
from tco.messages import where_known
from tco.results import Result
from tco.ui.explain_asked import when
from tco.ui.explain_links import Links
from tco.ui.input_text import track, value_text
from tco.ui.links import outside
from tco.ui.unit_text import plain_number, value_with_unit
from tco.ui.view import View

WIDEST = 14  # parts of the first level that still open to a second
NOISE = 1e-12  # of the largest part: what two sums that cancel leave behind


@dataclass(frozen=True)
class Tree:
    """What the list is drawn with."""

    view: View
    links: Links

    def html(self, node: Node) -> str:
        """The parts of a number."""
        words = self.view.words
        if not node.parts:
            return f'<p class="tco-faint">{escape(words("explain.parts_none"))}</p>'
        return self._list(node, len(node.parts) <= WIDEST)

    def _list(self, node: Node, deeper: bool) -> str:
        inside = "".join(f"<li>{self._part(part, node, deeper)}</li>" for part in node.parts)
        if node.zeros:
            said = self.view.words("explain.zeros", count=node.zeros)
            inside += f'<li class="tco-faint">{escape(said)}</li>'
        return f'<ul class="tco-parts">{inside}</ul>'

    def _part(self, part: Node, above: Node, deeper: bool) -> str:
        if part.input is not None:
            return assumption(part, part.input, self.view)
        link = self.links.number(part.label, part.id, part.alternative, part.year)
        about = " · ".join(self._about(part, above))
        small = f" <small>{escape(about)}</small>" if about else ""
        value = escape(value_with_unit(part.value, part.unit, part.currency, self.view.words))
        inside = self._list(part, False) if deeper and part.parts else ""
        return f'<div class="tco-part"><span>{link}{small}</span><b>{value}</b></div>{inside}'

    def _about(self, part: Node, above: Node) -> Iterator[str]:
        """Whose number it is and of which year, where that is another than above; why it has no value."""
        words, result = self.view.words, self.view.result
        instance = result.bound.model.instances[part.id]
        if part.alternative != above.alternative:
            yield words("explain.of_other", alternative=words.quoted(self.view.title(part.alternative)))
        if part.year is not None and part.year != above.year:
            yield when(instance, part.year, result, words)
        if part.note:
            yield part.note


def without_noise(node: Node, result: Result) -> Node:
    """The node with those parts of its totals counted as zero that are but the rounding of larger ones."""
    if node.input is not None:
        return node
    parts = [without_noise(part, result) for part in node.parts]
    if not result.bound.model.instances[node.id].line.is_total:
        return replace(node, parts=parts)
    largest = max((abs(part.value) for part in parts), default=0.0)
    kept = [part for part in parts if not abs(part.value) <= NOISE * largest]
    return replace(node, parts=kept, zeros=node.zeros + len(parts) - len(kept))


def assumption(node: Node, given: Input, view: View) -> str:
    """An assumption: its value, range, kind, source and date."""
    words, bound = view.words, view.result.bound
    if given.fixed or given.series is not None:
        said = words("explain.is_constant" if given.fixed else "explain.is_input")
        name = f"<small>{escape(said)}</small>"
        value = plain_number(node.value) if given.series is None else words("explain.series")
        drawn = ""
    else:
        name, value = f"<code>{escape(given.id)}</code>", value_text(given, node.value, bound, words)
        drawn = track(given, node.value, bound, words)
    head = f"<span>{escape(node.label)} {name}</span><b>{escape(value)}</b>"
    origin = f"{drawn}{provenance(given, view)}"
    return f'<div class="tco-part">{head}</div><div class="tco-origin">{origin}</div>'


def provenance(given: Input, view: View) -> str:
    """Where a value comes from, with a link to the source."""
    rows = list(_origin(given, view))
    note = given.declaration.note
    if note:
        rows.append(escape(note.in_language(view.words.language)))
    return f"<small>{'<br>'.join(rows)}</small>" if rows else ""


def _origin(given: Input, view: View) -> Iterator[str]:
    words, declared = view.words, given.declaration
    if given.overridden and given.reason:
        yield escape(words("explain.reason", reason=where_known(given.reason, words.language)))
    facts = []
    if given.source:
        said = outside(words("explain.source", title=given.source.title), str(given.source.url))
        published = (given.source.publisher, given.source.published, declared.page)
        facts = [said, *(escape(str(each)) for each in published if each)]
        facts.append(escape(words("inputs.retrieved", date=given.source.retrieved)))
    if declared.as_of:
        facts.append(escape(words("explain.as_of", date=declared.as_of)))
    if facts:
        yield " · ".join(facts)


def assumptions(node: Node) -> list[Input]:
    """The assumptions of the two open levels that can be typed, each once, the nearest first."""
    levels = [node.parts, [each for part in node.parts for each in part.parts]]
    found = {part.input.id: part.input for level in levels for part in level if part.input is not None}
    return [each for each in found.values() if not each.fixed and each.series is None]
