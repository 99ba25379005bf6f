"""A report as plain data and as text.

Promise: the data hold every number of a verdict (figure, number, difference, ids of lines and inputs) and no
value that JSON has not; the text says the same. Imports the package's own modules, `case` and `results`.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from tco.case import CaseClaim
from tco.claims import sentences
from tco.claims.data import Claim, ClaimSource, Evidence, LatencyTest
from tco.claims.examine import Finding, Report
from tco.claims.findings import Cost, Effect, Left, Measure, Need, NeededValue, Shown
from tco.claims.words import Words
from tco.results import MODEL_VERSION


def as_document(report: Report, language: str = "en") -> dict[str, Any]:
    """The report as plain data: the contract of `tco claims --json`."""
    words, result = _words(report, language), report.bench.result
    return {
        "model_version": MODEL_VERSION,
        "pack": result.bound.pack.label,
        "case": result.bound.case.id,
        "case_hash": result.case_hash,
        "currency": words.currency,
        "language": words.language,
        "horizon": result.horizon,
        "baseline": report.bench.baseline,
        "alternatives": list(report.bench.others),
        "alternatives_that_move": list(report.bench.moving),
        "verdict_words": words("words"),
        "claims": [_finding(report, each, words) for each in report.findings],
    }


def _words(report: Report, language: str, short: bool = False) -> Words:
    return Words(language, report.bench.bound.pack.head.currency, short)


def _finding(report: Report, finding: Finding, words: Words) -> dict[str, Any]:
    outcome = finding.outcome
    head = _published(report, finding.id, finding.said, words) if isinstance(finding.said, Claim) else _added(
        report, finding, finding.said, words
    )  # fmt: skip
    return {
        "id": finding.id,
        **head,
        "test": finding.kind,
        "verdict": finding.verdict,
        "by_alternative": outcome.by_alternative(),
        "by_how_much": sentences.how_much(report, finding, words),
        "reason": outcome.reason.in_language(words.language) if outcome.reason else "",
        "untested": outcome.untested.in_language(words.language) if outcome.untested else "",
        "measures": [_measure(each, words) for each in outcome.measures],
        "effects": [_effect(each, words) for each in outcome.effects],
        "costs": [_cost(each, words) for each in outcome.costs],
        "inputs": [_shown(each, words) for each in outcome.inputs],
        "what_would_have_to_be_true": [_need(report, each, words) for each in outcome.needs],
        "sentences": list(_sentences(report, finding, words)),
    }


def _published(report: Report, key: str, said: Claim, words: Words) -> dict[str, Any]:
    claims, language = report.claims, words.language
    return {
        "worry": claims.worries[said.worry].in_language(language),
        "text": said.text.in_language(language),
        "speaker": claims.speaker_of(said).in_language(language),
        "date": str(claims.source_of(said).published),
        "source": _source(claims.source_of(said), words),
        "printed": said.printed.in_language(language),
        "figure": said.figure,
        "rivals": list(claims.rivals_of(key)),
        "rival_to": list(said.rival_to),
        "tested": said.tested.in_language(language),
        "evidence": [_evidence(report, each, words) for each in said.evidence],
    }


def _added(report: Report, finding: Finding, said: CaseClaim, words: Words) -> dict[str, Any]:
    quantity = report.bench.quantity(said.metric)
    unit = report.bench.unit(quantity)
    claimed = words.claimed(said.comparison, said.number, unit)
    label = report.bench.label(quantity).in_language(words.language)
    return {
        "worry": "",
        "text": said.text.in_language(words.language) if said.text else f"{label} {claimed}",
        "speaker": said.speaker.in_language(words.language) if said.speaker else "",
        "date": str(said.date or ""),
        "source": said.source,
        "printed": claimed,
        "figure": said.number,
        "rivals": [],
        "rival_to": [],
        "tested": words("tested_metric", label=label, claimed=claimed),
        "evidence": [],
    }


def _source(source: ClaimSource, words: Words) -> dict[str, Any]:
    remark = source.remark.in_language(words.language) if source.remark else ""
    return source.model_dump(mode="json") | {"remark": remark}


def _publisher(source: dict[str, Any], words: Words) -> str:
    """Who published it, with what has to be known of him, and when."""
    remark = f" ({source['remark']})" if source["remark"] else ""
    return f"{source['publisher']}{remark} {source['published'] or words('undated')}"


def _evidence(report: Report, each: Evidence, words: Words) -> dict[str, Any]:
    return {
        "direction": each.direction,
        "text": each.text.in_language(words.language),
        "sources": [_source(report.claims.sources[id], words) for id in each.sources],
        "searched_in_vain_until": each.searched.isoformat() if each.searched else None,
    }


def _measure(each: Measure, words: Words) -> dict[str, Any]:
    return {
        "alternative": each.alternative, "ids": list(each.ids),
        "label": each.label.in_language(words.language),
        "unit": each.unit, "measured": each.measured, "of_baseline": each.of_baseline,
        "comparison": each.condition.comparison, "claimed": each.condition.number,
        "difference": each.difference, "verdict": each.verdict,
        "note": each.note.in_language(words.language) if each.note else "",
    }  # fmt: skip


def _effect(each: Effect, words: Words) -> dict[str, Any]:
    return {
        "alternative": each.alternative, "id": each.id, "label": each.label.in_language(words.language),
        "unit": each.unit, "setting": each.setting, "before": each.before, "after": each.after,
        "moved": each.moved, "wanted": each.wanted.number if each.wanted else None,
        "share_of_missing": each.share_of_missing, "limit": each.limit, "without_limit": each.unlimited,
    }  # fmt: skip


def _cost(each: Cost, words: Words) -> dict[str, Any]:
    label = each.label.in_language(words.language)
    note = each.note.in_language(words.language) if each.note else ""
    return {"alternative": each.alternative, "label": label, "ids": list(each.ids), "unit": each.unit,
            "amount": each.amount, "note": note}  # fmt: skip


def _shown(each: Shown, words: Words) -> dict[str, Any]:
    return {"id": each.id, "label": each.label.in_language(words.language), "unit": each.unit,
            "value": each.value, "low": each.low, "high": each.high}  # fmt: skip


def _need(report: Report, each: Need, words: Words) -> dict[str, Any]:
    return {
        "alternative": each.wanted.alternative, "ids": list(each.wanted.ids),
        "share_of_baseline": each.wanted.share, "comparison": each.wanted.condition.comparison,
        "number": each.wanted.condition.number, "met": each.met, "inputs_moved": each.searched,
        "values": [_needed(value, words) for value in each.values],
        "nearest": _needed(each.nearest, words) if each.nearest else None, "reached": each.reached,
        "left": [_left(left, words) for left in each.left],
        "sentence": sentences.need(report, each, words),
    }  # fmt: skip


def _left(each: Left, words: Words) -> dict[str, Any]:
    parts = [{"id": part.id, "label": part.label.in_language(words.language), "amount": part.amount}
             for part in each.parts]  # fmt: skip
    return {**_shown(each.input, words), "at": each.value, "reached": each.reached, "parts": parts}


def _needed(each: NeededValue, words: Words) -> dict[str, Any]:
    side = "at_least" if each.at_least else "at_most"
    return {"input": _shown(each.input, words), "value": each.value, "side": side}


def _sentences(report: Report, finding: Finding, words: Words) -> Iterator[str]:
    """The findings as sentences: figures, effects, costs."""
    outcome = finding.outcome
    unit = outcome.inputs[0].unit if outcome.effects and outcome.inputs else "1"
    yield from (sentences.measure(report, each, words) for each in outcome.measures)
    yield from (sentences.effect(report, each, unit, words) for each in outcome.effects if each.moved)
    yield from (sentences.cost(report, each, words) for each in outcome.costs)


def as_text(report: Report, language: str = "en") -> Iterator[str]:
    """The report as lines: first every verdict, then each claim with what it rests on."""
    words, result = _words(report, language, short=True), report.bench.result
    source = report.claims.source
    yield words(
        "heading", publisher=source.publisher, date=source.published, case=result.bound.case.id,
        title=result.bound.case.title.in_language(words.language), pack=result.bound.pack.label,
    )  # fmt: skip
    yield words("speaker", speaker=report.claims.speaker.in_language(words.language), url=source.url)
    yield words("words")
    yield words("compared")
    for name in (report.bench.baseline, *report.bench.others):
        key = "baseline" if name == report.bench.baseline else "alternative"
        yield "  " + words(key, id=name, title=result.title(name, words.language))
    yield ""
    for finding in report.findings:
        verdict = words(f"verdicts.{finding.verdict}")
        yield f"{finding.id}: {verdict}. {sentences.how_much(report, finding, words)}"
    for finding in report.findings:
        yield ""
        yield from _details(report, finding, words)
    if any(finding.outcome.needs for finding in report.findings):
        yield ""
        yield words("need_joint")


def _details(report: Report, finding: Finding, words: Words) -> Iterator[str]:
    head = _finding(report, finding, words)
    worry = f" ({head['worry']})" if head["worry"] else ""
    yield f"{finding.id}{worry}: {head['text']}"
    yield from (f"  {line}" for line in _provenance(report, head, words))
    yield "  " + words("tested", text=head["tested"])
    yield "  " + words("verdict", verdict=words(f"verdicts.{finding.verdict}"), how_much=head["by_how_much"])
    yield from (f"    - {each}" for each in head["sentences"])
    yield from (f"    · {sentences.shown_input(each, words)}" for each in finding.outcome.inputs)
    true = [sentences.need(report, each, words) for each in finding.outcome.needs]
    if isinstance(finding.said, Claim) and isinstance(finding.said.test, LatencyTest):
        true += sentences.latency_reach(finding.said.test, words)
    if true:
        yield "  " + words("to_be_true")
        yield from (f"    - {each}" for each in true)
    for each in head["evidence"]:
        yield "  " + words(f"evidence_{each['direction']}", text=each["text"], sources=_cited(each, words))


def _provenance(report: Report, head: dict[str, Any], words: Words) -> Iterator[str]:
    source = head["source"]
    if isinstance(source, dict):
        yield words("said", speaker=head["speaker"], publisher=source["publisher"], date=head["date"],
                    printed=head["printed"])  # fmt: skip
    else:
        yield ", ".join(filter(None, (head["speaker"], head["date"], source))) or words("added")
    for key in ("rivals", "rival_to"):
        for other in head[key]:
            yield words(key, list=f"{other}: {_told(report, other, words)}")


def _told(report: Report, key: str, words: Words) -> str:
    """Another claim, with the outlet that printed it."""
    claim = report.claims.claims[key]
    source = report.claims.source_of(claim)
    return f"{claim.text.in_language(words.language)} [{_publisher(_source(source, words), words)}]"


def _cited(each: dict[str, Any], words: Words) -> str:
    if each["searched_in_vain_until"]:
        return words("searched", date=each["searched_in_vain_until"])
    return "; ".join(f"{_publisher(source, words)}, {source['url']}" for source in each["sources"])
