"""All inputs of a case: grouped, searched, typed one by one or in a table, and put back.

Promise: what moves the difference most comes first; every change is marked and can be undone alone or with
all others; how many inputs are shown is always said. Imports streamlit, the engine and the page's own
modules.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape

import streamlit as st

from tco.edits import Path
from tco.inputs import Input
from tco.ui import input_answers, input_derived, input_groups, input_quotes, input_rows, input_table
from tco.ui.browser import held, offered
from tco.ui.input_edits import all_back, changes, is_structure
from tco.ui.input_groups import FILTERS, GROUPS, MAIN, group_of
from tco.ui.input_text import label, series_text, unit_text
from tco.ui.links import link
from tco.ui.scenario import SCENARIOS, choose
from tco.ui.state import edit, keep_own, touch
from tco.ui.tables import page_heading, paragraph, table
from tco.ui.view import View, heading

EACH_TIME, FEW = 12, 3
COUNT = "input_count"


@dataclass(frozen=True)
class Asked:
    """What of the inputs is shown: words to find, a filter, a group, and fields or a table."""

    find: str
    show: str
    group: str
    as_table: bool

    @property
    def across(self) -> bool:
        """Whether hits of all groups stand together."""
        return bool(self.find) or self.show not in ("compared", "all")


def show(view: View) -> None:
    """The whole page below the choice of the alternative."""
    changed = changes(view.choice.original, view.choice.document)
    asked = _asked(view)
    _lead(view, changed)
    _scenario(view)
    _controls(view, asked)
    fitting = _fitting(view, asked, changed)
    if not asked.across:
        _groups(view, asked, fitting)
        fitting = [each for each in fitting if group_of(each, view.result.bound) == asked.group]
    typed, rows, switches = _sorted(fitting, view)
    if not fitting:
        _nothing(view, asked)
    if asked.show == "quote_needed" and not asked.find:
        input_quotes.lead(typed, view)
    if asked.as_table and typed:
        _said_count(view, len(typed), len(fitting))
        input_table.show(typed, view)
    elif typed:
        _fields(typed, len(fitting), view, asked, changed)
    _rows_and_switches(rows, switches, view)
    if not asked.across:
        input_derived.show(asked.group, view)


def _asked(view: View) -> Asked:
    own = view.own
    shown = own.get("show", "")
    group = own.get("group", "")
    return Asked(
        own.get("find", "").strip()[:80], shown if shown in FILTERS else FILTERS[0],
        group if group in GROUPS else _leading(view), own.get("as") == "table",
    )  # fmt: skip


def _leading(view: View) -> str:
    """The group that is open until another is chosen."""
    return input_groups.leading(view.result.bound, view.alternative, _swings(view))


def _swings(view: View) -> Mapping[str, float]:
    """How far each input moves the difference; of an alternative that was added, in the case as it is."""
    known = view.alternative in view.unchanged.alternatives
    question = view.choice.first_question if known else view.question
    return input_answers.order(question, view.alternative)


def _lead(view: View, changed: Mapping[str, Path]) -> None:
    """What the comparison rests on, what was changed, and the ways to both."""
    words, bound = view.words, view.result.bound
    read = input_groups.compared(bound, view.alternative)
    kinds = [each.declaration.kind for each in read]
    titles = {"alternative": words.quoted(view.title(view.alternative)),
              "baseline": words.quoted(view.title(view.baseline))}  # fmt: skip
    st.html(page_heading(words("inputs.lead.headline", count=len(read), **titles)))
    counts = {"sourced": kinds.count("sourced"), "judgement": kinds.count("judgement"),
              "quotes": kinds.count("quote_needed")}  # fmt: skip
    now = words("inputs.lead.changed", count=len(changed)) if changed else words("inputs.lead.unchanged")
    ways = [link(words("inputs.lead.see_quotes"), view.href("inputs", show="quote_needed"))]
    if changed:
        ways.append(link(words("inputs.lead.see_changed"), view.href("inputs", show="changed")))
    st.html(
        paragraph(f"{words('inputs.lead.kinds', **counts)} **{now}**")
        + paragraph(words("inputs.lead.difference", **titles), "tco-faint")
        + f'<p class="tco-text tco-ways">{"".join(ways)}</p>'
    )
    if changed:
        st.button(
            words("inputs.changes.undo_all", count=len(changed)), key="input_undo_all", on_click=_undo_all
        )


def _undo_all() -> None:
    """Put every changed input back, in one edit."""
    choice = touch()
    paths = changes(choice.original, choice.document).values()
    edit(all_back(choice.document, choice.original, paths))


def _scenario(view: View) -> None:
    """At which end of their ranges the inputs are taken, and what that means."""
    words, scenario = view.words, view.result.bound.case.scenario
    st.segmented_control(
        words("inputs.scenario.label"), SCENARIOS, required=True,
        format_func=lambda name: words(f"inputs.scenario.{name}"),
        **offered("field:inputs:scenario", scenario, _choose_scenario),
    )  # fmt: skip
    st.html(paragraph(words(f"inputs.scenario.{scenario}_note"), "tco-faint"))


def _choose_scenario() -> None:
    choose(st.session_state["field:inputs:scenario"])


def _controls(view: View, asked: Asked) -> None:
    """Search, filter, and fields or table."""
    words = view.words
    find, shown, way = st.columns((5, 4, 3))
    with find:
        st.text_input(
            words("inputs.lead.find"), type="search", placeholder=words("inputs.lead.find_example"),
            max_chars=80, autocomplete="off", **held("field:inputs:find", asked.find, _ask, "find"),
        )  # fmt: skip
    with shown:
        st.selectbox(
            words("inputs.show.label"), FILTERS, format_func=lambda name: words(f"inputs.show.{name}"),
            **offered("field:inputs:show", asked.show, _ask, "show"),
        )  # fmt: skip
    with way:
        st.segmented_control(
            words("inputs.view.label"), ("fields", "table"), required=True,
            format_func=lambda name: words(f"inputs.view.{name}"),
            **offered("field:inputs:as", "table" if asked.as_table else "fields", _ask, "as"),
        )  # fmt: skip


def _ask(name: str) -> None:
    """Write what was asked for into the address, which the page reads."""
    st.session_state.pop(COUNT, None)
    st.session_state.pop(input_table.STATE, None)
    keep_own(**{name: str(st.session_state[f"field:inputs:{name}"] or "")})


def _fitting(view: View, asked: Asked, changed: Mapping[str, Path]) -> list[Input]:
    """The inputs that filter and search leave, those first that move the difference most."""
    bound = view.result.bound
    everything = asked.show in ("all", "changed")
    inputs = list(bound.live) if everything else input_groups.compared(bound, view.alternative)
    left = input_groups.found(input_groups.of_kind(inputs, asked.show, changed), bound, asked.find)
    return input_groups.by_name_first(input_groups.ordered(left, bound, _swings(view)), bound, asked.find)


def _groups(view: View, asked: Asked, fitting: Sequence[Input]) -> None:
    """One group at a time, each with its number of inputs."""
    words, bound = view.words, view.result.bound
    groups = [group_of(each, bound) for each in fitting]
    st.segmented_control(
        words("inputs.lead.group"), GROUPS, required=True, wrap=True,
        format_func=lambda name: f"{words(f'group.{name}')} {groups.count(name)}",
        **offered("field:inputs:group", asked.group, _ask, "group"),
    )  # fmt: skip


def _sorted(inputs: Sequence[Input], view: View) -> tuple[list[Input], list[Input], list[Input]]:
    """Those with a field, the rows of numbers, and the switches that are set elsewhere."""
    document = view.choice.document
    rows = [each for each in inputs if each.series is not None]
    switches = [each for each in inputs if each.series is None and is_structure(each, document)]
    apart = {each.id for each in (*rows, *switches)}
    return [each for each in inputs if each.id not in apart], rows, switches


def _fields(
    typed: Sequence[Input], fitting: int, view: View, asked: Asked, changed: Mapping[str, Path]
) -> None:
    """The first few inputs, and more of them on request."""
    words, bound = view.words, view.result.bound
    count = st.session_state.get(COUNT, EACH_TIME if asked.across or len(typed) <= MAIN + FEW else MAIN)
    shown = typed[:count]
    keys, question = tuple(each.id for each in shown), input_answers.question_of(view)
    spans = input_answers.spans(question, view.alternative, keys)
    mine = tuple(key for key in keys if key in changed)
    first = view.choice.first_question
    effects = input_rows.Effects(
        dict(spans), dict(input_answers.moves(question, first, view.alternative, mine)) if mine else {}
    )
    _said_count(view, len(shown), fitting)
    if not asked.across and len(shown) < len(typed):
        heading("inputs.lead.first", words)
    for each in shown:
        group = words(f"group.{group_of(each, bound)}") if asked.across else ""
        input_rows.row(each, view, effects, group)
    if len(shown) < len(typed):
        text = words("inputs.lead.further", count=len(typed) - len(shown))
        st.button(text, key="input_further", on_click=_further, args=(count,))


def _further(count: int) -> None:
    touch()
    st.session_state[COUNT] = count + EACH_TIME


def _said_count(view: View, shown: int, fitting: int) -> None:
    everything = len(view.result.bound.live)
    text = view.words("inputs.lead.count", shown=shown, found=fitting, all=everything)
    st.html(f'<div role="status">{paragraph(text, "tco-faint")}</div>')


def _nothing(view: View, asked: Asked) -> None:
    """What is missing, and the next step."""
    words, bound = view.words, view.result.bound
    if not asked.find:
        key = "none_changed" if asked.show == "changed" else "none_here"
        st.html(paragraph(words(f"inputs.lead.{key}")))
        return
    st.html(paragraph(f"**{words('inputs.lead.none', asked=asked.find)}**"))
    elsewhere = len(input_groups.found(bound.live, bound, asked.find)) if asked.show != "all" else 0
    if elsewhere:
        way = link(words("inputs.lead.see_all"), view.href("inputs", find=asked.find, show="all"))
        said = words("inputs.lead.none_elsewhere", count=elsewhere)
        st.html(f'<p class="tco-text">{escape(said)} {way}</p>')
    else:
        st.html(paragraph(words("inputs.lead.none_next")))


def _rows_and_switches(rows: Sequence[Input], switches: Sequence[Input], view: View) -> None:
    """What is given by tier or year, and what the alternatives decide: read here, set elsewhere."""
    words = view.words
    if rows:
        header = [words("inputs.table.label"), words("inputs.table.value"), words("inputs.table.unit"), ""]
        shown = table(header, [_series(each, view) for each in rows], frozenset({0, 1, 2, 3}))
        st.html(f"<h3>{escape(words('inputs.row.series_head'))}</h3>{shown}")
    if switches:
        way = link(words("inputs.row.structure_link"), view.href("alternatives"))
        said = words("inputs.row.structure_note", count=len(switches))
        st.html(f"<h3>{escape(words('inputs.row.structure_head'))}</h3>"
                f'<p class="tco-text">{escape(said)} {way}</p>')  # fmt: skip


def _series(each: Input, view: View) -> tuple[str, ...]:
    """A row of numbers: what it is, its values that are not nothing, and where it comes from."""
    words, bound = view.words, view.result.bound
    assert each.series is not None
    owner, last = each.id.partition(".")[0], each.id.rpartition(".")[2]
    origin = "book" if owner in bound.books else "register" if last.startswith("register") else "custom"
    source = f" {each.source.title}" if each.source else ""
    return (label(each, bound, words), series_text(each, words), unit_text(each, bound, words),
            words(f"inputs.row.series_{origin}") + source)  # fmt: skip
