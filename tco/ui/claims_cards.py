"""A claim as a block that opens: the words and the verdict first, then figures, what it would take, evidence.

Promise: the verdict is a word; what was read of a claim stands with publisher, date and confidence, for and
against alike; all texts are escaped. Pure functions; imports `claims` and the page's own text modules only.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from html import escape
from typing import Any

from tco.claims import Claim, Finding
from tco.claims import sentences as said
from tco.claims.data import LatencyTest
from tco.claims.words import Words as Figures
from tco.ui import claims_tables
from tco.ui.claims_answers import Tested
from tco.ui.links import link, outside
from tco.ui.tables import bullets, paragraph, rich
from tco.ui.words import Words

SUMMED_UP = ("metric", "wait", "level")
DIRECTIONS = ("against", "for", "context")


@dataclass(frozen=True)
class Shelf:
    """What all cards of a page share.

    Attributes:
        first: the alternative whose figures come before the others'.
        uncertainty: where the chance of a claim is worked out.
        chances: by claim, in how many futures it holds, as far as that is known.
    """

    tested: Tested
    first: str
    figures: Figures
    words: Words
    uncertainty: str
    chances: Mapping[str, str]

    def told(self, finding: Finding) -> Mapping[str, Any]:
        """A finding in words."""
        return self.tested.told(self.words.language)[finding.id]

    def named(self, text: str) -> str:
        """A text in which claims are called by what they say instead of by their ids."""
        known = self.tested.told(self.words.language)
        pattern = r"\b(" + "|".join(map(re.escape, known)) + r")\b"
        return re.sub(pattern, lambda match: self.words.quoted(str(known[match[1]]["text"])), text)


def card(finding: Finding, shelf: Shelf) -> str:
    """The whole block."""
    return f'<details class="tco-said">{_summary(finding, shelf)}{body(finding, shelf)}</details>'


def _summary(finding: Finding, shelf: Shelf) -> str:
    told, words = shelf.told(finding), shelf.words
    verdict = words(f"claims.verdict.{finding.verdict}")
    facts = [words("claims.printed", printed=told["printed"])]
    here = _here(told, shelf)
    if here:
        facts.append(words("claims.here_is", value=here))
    return (
        f'<summary><span class="tco-said-text">{escape(words.quoted(told["text"]))}</span>'
        f'<span class="tco-said-facts">{escape(" · ".join(facts))}</span>'
        f'<span class="tco-verdict tco-verdict-{finding.verdict}">{escape(verdict)}</span></summary>'
    )


def _here(told: Mapping[str, Any], shelf: Shelf) -> str:
    """The first figure of the alternative that is looked at."""
    own = [each for each in told["measures"] if each["alternative"] == shelf.first]
    if told["test"] not in SUMMED_UP or not own or own[0]["measured"] is None:
        return ""
    value = claims_tables.in_words(own[0], shelf.figures, shelf.words)
    if told["test"] != "level":
        return value
    return shelf.words("claims.level_here", label=own[0]["label"], value=value)


def body(finding: Finding, shelf: Shelf) -> str:
    """What stands below the words once a claim is opened."""
    told, words = shelf.told(finding), shelf.words
    result = shelf.tested.report.bench.result
    parts = [
        paragraph(shelf.named(_verdict_sentence(told, words))),
        _provenance(told, shelf),
        paragraph(words("claims.tested", text=shelf.named(told["tested"])), "tco-faint"),
        claims_tables.of_finding(told, result, shelf.first, shelf.figures, words),
        _inputs(finding, shelf),
        _to_be_true(finding, shelf),
        _chance(finding, shelf),
        _evidence(told, words),
    ]
    return f'<div class="tco-said-body">{"".join(parts)}</div>'


def _verdict_sentence(told: Mapping[str, Any], words: Words) -> str:
    """The verdict with its reason; a list of costs stands in the table instead."""
    text = told["by_how_much"]
    if told["test"] == "cost":
        text = words("claims.why_not", reason=told["reason"])
    verdict = words("claims.verdict." + told["verdict"])
    return f"**{verdict[:1].upper()}{verdict[1:]}.** {text}"


def _provenance(told: Mapping[str, Any], shelf: Shelf) -> str:
    """Who said it, when, where it was read, and what else was printed for it."""
    words, source = shelf.words, told["source"]
    facts = [escape(each) for each in (told["speaker"], told["date"]) if each]
    if isinstance(source, dict):
        facts.append(reference(source, words))
    elif source:
        facts.append(outside(source, source))
    text = " · ".join(facts) or escape(words("claims.no_source"))
    rows = [f'<p class="tco-faint">{escape(words("claims.said_by"))} {text}</p>']
    known = shelf.tested.told(words.language)
    for key in ("rivals", "rival_to"):
        rows += [
            paragraph(words(f"claims.{key}", text=words.quoted(known[other]["text"])), "tco-faint")
            for other in told[key]
            if other in known
        ]
    return "".join(rows)


def reference(source: Mapping[str, Any], words: Words) -> str:
    """Publisher, title, date and confidence of a source, with its address."""
    remark = f" ({escape(source['remark'])})" if source.get("remark") else ""
    published = str(source["published"]) or words("claims.undated")
    confidence = words("inputs.confidence", level=words(f"inputs.{source['confidence']}"))
    title = outside(source["title"], source["url"])
    return f"{escape(source['publisher'])}{remark}, {title}, {escape(published)}, {escape(confidence)}"


def _inputs(finding: Finding, shelf: Shelf) -> str:
    """The inputs that a reader needs beside the verdict."""
    shown = finding.outcome.inputs
    if not shown:
        return ""
    texts = [said.shown_input(each, shelf.figures).removesuffix(f" [{each.id}]") for each in shown]
    return f"<h3>{escape(shelf.words('claims.inputs'))}</h3>{bullets(texts)}"


def _to_be_true(finding: Finding, shelf: Shelf) -> str:
    """What would have to be true, or that it is still being searched for."""
    words, report, needs = shelf.words, shelf.tested.report, finding.outcome.needs
    needs = tuple(each for each in needs if each.wanted.alternative == shelf.first) or needs
    texts = [said.need(report, each, shelf.figures) for each in needs]
    if isinstance(finding.said, Claim) and isinstance(finding.said.test, LatencyTest):
        texts += said.latency_reach(finding.said.test, shelf.figures)
    head = f"<h3>{escape(words('claims.to_be_true'))}</h3>"
    if finding.outcome.wanted and not shelf.tested.complete:
        return head + bullets(texts) + paragraph(words("claims.searching"), "tco-faint")
    if not texts:
        return ""
    note = words("claims.one_at_a_time") if needs else ""
    return head + bullets(texts) + paragraph(note, "tco-faint")


def _chance(finding: Finding, shelf: Shelf) -> str:
    """In how many futures it holds, or where that is worked out."""
    words = shelf.words
    if finding.id not in shelf.chances:
        return ""
    known = shelf.chances[finding.id]
    text = words("claims.chance", chance=f"**{known}**") if known else words("claims.chance_open")
    return f'<p class="tco-text">{rich(text)} {link(words("claims.chance_link"), shelf.uncertainty)}</p>'


def _evidence(told: Mapping[str, Any], words: Words) -> str:
    """What others found, for and against alike."""
    found = told["evidence"]
    if not found:
        return ""
    parts = [f"<h3>{escape(words('claims.evidence'))}</h3>"]
    for direction in DIRECTIONS:
        items = [_item(each, words) for each in found if each["direction"] == direction]
        if items:
            parts.append(f"<h4>{escape(words(f'claims.direction.{direction}'))}</h4>")
            parts.append(f'<ul class="tco-list">{"".join(items)}</ul>')
    return "".join(parts)


def _item(each: Mapping[str, Any], words: Words) -> str:
    return f"<li>{escape(each['text'])}<br><small>{'; '.join(_cited(each, words))}</small></li>"


def _cited(each: Mapping[str, Any], words: Words) -> Iterator[str]:
    if each["searched_in_vain_until"]:
        yield escape(words("claims.searched", date=each["searched_in_vain_until"]))
    for source in each["sources"]:
        yield reference(source, words)
