"""Claims: what was said, whether it holds in this case, what it would take, the evidence for and against.

Promise: the verdicts come first and what would have to be true follows; the page computes nothing. Imports
streamlit, the engine and the page's own modules.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from html import escape

import streamlit as st

from tco.claims import Claim, Finding
from tco.claims.examine import SAVING
from tco.claims.findings import Verdict
from tco.claims.words import Words as Figures
from tco.messages import in_language
from tco.ui import claims_form, tables, uncertainty_answers
from tco.ui.claims_answers import Tested, complete, tested
from tco.ui.claims_cards import Shelf, card
from tco.ui.claims_own import claims_of
from tco.ui.links import outside
from tco.ui.uncertainty_draws import asked_for
from tco.ui.view import View, heading
from tco.ui.words import Words

SETS = ("article", "rivals", "own")
VERDICTS: tuple[Verdict, ...] = ("holds", "in_part", "fails", "cannot_be_tested")


def show(view: View) -> None:
    """The whole page below the choice of the alternative."""
    words, known = view.words, complete(view.question)
    found = known or tested(view.question, needs=False)
    st.html(tables.page_heading(headline(found.published, words)))
    st.html(_lead(found, words))
    draw = _own(found, view) if _chosen(found, words) == "own" else _printed(view)
    draw(found)
    if known is None:
        draw(tested(view.question, needs=True))


def headline(findings: Iterable[Finding], words: Words) -> str:
    """How many claims hold, and how many cannot be tested."""
    counts = Counter(each.verdict for each in findings)
    parts = [count_text(name, counts[name], words) for name in VERDICTS[:3]]
    return words(
        "claims.headline",
        total=counts.total(),
        tested=", ".join(parts),
        untested=count_text("cannot_be_tested", counts["cannot_be_tested"], words),
    )


def count_text(verdict: str, count: int, words: Words) -> str:
    """How many claims have a verdict."""
    return words(f"claims.count.{verdict}_{'some' if count else 'none'}", count=count)


def _lead(found: Tested, words: Words) -> str:
    claims = found.report.claims
    source = claims.source
    text = words(
        "claims.lead",
        speaker=claims.speaker.in_language(words.language),
        publisher=source.publisher,
        date=source.published,
    )
    article = outside(words("claim.source"), source.url)
    meaning = tables.paragraph(words("claims.meaning"), "tco-faint")
    return f'<p class="tco-text tco-reads">{tables.rich(text)} {article}</p>{meaning}'


def _chosen(found: Tested, words: Words) -> str:
    counts = {"article": len(found.published), "rivals": len(found.rivals), "own": len(found.own)}
    labels = {name: words(f"claims.set.{name}", count=counts[name]) for name in SETS}
    return st.segmented_control(
        words("claims.show"), SETS, format_func=labels.__getitem__, default=SETS[0], required=True,
        key="claims_set",
    ) or SETS[0]  # fmt: skip


def _printed(view: View) -> Callable[[Tested], None]:
    """A place for claims that were printed, and how it is filled, at once and again when all is known."""
    room, rivals = st.empty(), st.session_state["claims_set"] == "rivals"

    def draw(found: Tested) -> None:
        room.html(_groups(found.rivals if rivals else found.published, shelf_of(found, view)))

    return draw


def shelf_of(found: Tested, view: View) -> Shelf:
    """What all cards share."""
    return Shelf(
        found, view.alternative, Figures(view.words.language, view.currency), view.words,
        view.href("uncertainty"), {SAVING: _chance(view)},
    )  # fmt: skip


def _chance(view: View) -> str:
    """In how many futures the alternative saves what the article says, where that was worked out already."""
    found = uncertainty_answers.kept(asked_for(view))
    return found.said[view.words.language].chance_of_claim if found and found.inputs else ""


def _groups(findings: Iterable[Finding], shelf: Shelf) -> str:
    """Claims by the worry that they answer, in the order of the article."""
    groups: dict[str, list[Finding]] = {}
    for each in findings:
        if isinstance(each.said, Claim):
            groups.setdefault(each.said.worry, []).append(each)
    words, worries = shelf.words, shelf.tested.report.claims.worries
    blocks = []
    for key, group in groups.items():
        worry = words("claims.worry", worry=worries[key].in_language(words.language))
        blocks.append(f"<h2>{escape(worry)}</h2>{''.join(card(each, shelf) for each in group)}")
    return "".join(blocks)


def _own(found: Tested, view: View) -> Callable[[Tested], None]:
    """The visitor's claims with what changes them, and the fields for a new one."""
    words = view.words
    heading("claims.own_heading", words)
    if found.problems:
        problems = tables.bullets(in_language(each, words.language) for each in found.problems)
        text = tables.paragraph(f"**{words('claims.own_wrong')}**") + problems
        st.html(f'<div role="alert" class="tco-alert">{text}</div>')
    elif not found.own:
        st.html(tables.paragraph(words("claims.own_none")))
    told, rooms = found.told(words.language), {}
    for each in claims_of(view.choice.document):
        rooms[each["id"]] = st.empty()
        text = told[each["id"]]["text"] if each["id"] in told else each["id"]
        claims_form.buttons(each["id"], text, view)
    claims_form.form(view)

    def draw(tested: Tested) -> None:
        for each in tested.own:
            rooms[each.id].html(card(each, shelf_of(tested, view)))

    return draw
