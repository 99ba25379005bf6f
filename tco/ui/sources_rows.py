"""What the page "Sources & method" lists, read from packs, price books, claims and the model's own lines.

Promise: every row stands for an entry of a file or a rule of the model; what a source supports is read from
the inputs that cite it; nothing is listed that the case does not have. Pure functions; imports the engine,
`input_text` and `words` only.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import tco
from tco.assumptions import Source
from tco.claims import load_claims
from tco.claims.examine import PUBLISHED
from tco.inputs import BoundModel, Input
from tco.labels import CATEGORIES, sentence_of
from tco.language import Category, Line
from tco.results import MODEL_VERSION, Result
from tco.sizing import expectations
from tco.symmetry import Symmetry
from tco.ui.input_text import label, range_text, value_text
from tco.ui.words import Words

SYMMETRY_ORDER = ("own", "cloud")
UNDATED = ("", "undated")


@dataclass(frozen=True)
class Cell:
    """A text of a table, with where it leads.

    Attributes:
        parts: what the text is put together from, where each part leads elsewhere.
    """

    text: str
    href: str = ""
    outside: bool = False
    parts: tuple[Cell, ...] = ()


Row = tuple[Cell, ...]
Href = Callable[..., str]


def plain(*texts: str) -> Row:
    """Cells that lead nowhere."""
    return tuple(Cell(each) for each in texts)


def versions(result: Result, words: Words) -> Iterator[Row]:
    """What the figures were made with."""
    bound = result.bound
    head = bound.pack.head
    title = head.title.in_language(words.language)
    yield plain(words("sources.version.model"), MODEL_VERSION)
    yield plain(words("sources.version.program"), tco.__version__)
    yield plain(words("sources.version.pack"), f"{title}, {head.version} ({head.as_of})")
    for book in bound.books.values():
        name = f"{book.head.title.in_language(words.language)}, {book.head.currency} ({book.head.as_of})"
        yield plain(words("sources.version.book"), name)
    yield plain(words("sources.version.decision"), str(bound.decision_date))
    yield plain(words("sources.version.check"), result.case_hash)


def cost_lines(result: Result, words: Words, href: Href) -> Iterator[tuple[str, list[Row]]]:
    """By category, every cost line of the case with its policy in one sentence."""
    found: dict[Category, dict[str, Row]] = {}
    for instance in result.bound.model.instances.values():
        line = instance.line
        if line.category is not None and not line.is_total:
            rows = found.setdefault(line.category, {})
            rows.setdefault(_rule(line), _line_row(instance.id, line, result, words, href))
    for category in Category:
        if category in found:
            yield CATEGORIES[category].in_language(words.language), list(found[category].values())


def _rule(line: Line) -> str:
    """One row for each rule: a line may have another for certain members."""
    return ".".join([line.id, *line.only.values()])


def _line_row(key: str, line: Line, result: Result, words: Words, href: Href) -> Row:
    name = line.label_ko if words.language == "ko" else line.label
    members = [result.bound.label_of_member(each) for each in line.only.values()]
    named = ", ".join(each.in_language(words.language) for each in members if each)
    target = href("explain", line=key, of=result.bound.case.baseline)
    return (Cell(f"{name} ({named})" if named else name, target), Cell(sentence_of(line, words.language)))


def sources(bound: BoundModel, words: Words, href: Href) -> Iterator[Row]:
    """Every source of the pack, the price books, the checks of size and the claims, with what it supports."""
    supported = _supported(bound)
    known = [bound.pack.sources, *(book.sources for book in bound.books.values())]
    for each in _once(known):
        named = {label(one, bound, words): one for one in supported.get(each, {}).values()}
        parts = tuple(Cell(text, _input_page(one, href)) for text, one in named.items())
        text = "; ".join(named) or words("sources.not_used")
        yield (*_source_cells(each, words), Cell(text, parts=parts))
    for expected in expectations():
        label_of = words("sources.size", label=expected.label.in_language(words.language))
        yield (*_source_cells(expected.source, words), Cell(label_of))
    claims = load_claims(PUBLISHED)
    for source in claims.sources.values():
        yield (*_source_cells(source, words), Cell(words("sources.claims_evidence"), href("claims")))


def _input_page(each: Input, href: Href) -> str:
    """Where an input is changed."""
    return href("inputs", find=each.id, show="all")


def _once(known: Sequence[Mapping[str, Source]]) -> list[Source]:
    return list(dict.fromkeys(each for sources in known for each in sources.values()))


def _supported(bound: BoundModel) -> dict[Source, dict[str, Input]]:
    found: dict[Source, dict[str, Input]] = {}
    for each in bound.inputs.values():
        if each.source is not None:
            found.setdefault(each.source, {})[each.id] = each
    return found


def _source_cells(source: Source, words: Words) -> Row:
    published = str(source.published) if source.published not in UNDATED else words("claims.undated")
    confidence = words(f"inputs.{source.confidence}")
    dates = (Cell(published), Cell(str(source.retrieved)), Cell(confidence))
    return (Cell(source.title, source.url, outside=True), Cell(source.publisher), *dates)


def values(bound: BoundModel, kind: str, words: Words, href: Href) -> Iterator[Row]:
    """The inputs of one kind: value, range, date, and what their note says."""
    for each in bound.live:
        if each.kind == kind and each.series is None:
            note = each.declaration.note.in_language(words.language) if each.declaration.note else ""
            ends = range_text(each, each.low, each.high, words) if each.has_range else "–"  # type: ignore[arg-type]
            yield (
                Cell(label(each, bound, words), _input_page(each, href)),
                Cell(value_text(each, each.value, bound, words)), Cell(ends),
                Cell(str(each.declaration.as_of or "–")),
                Cell(" ".join(filter(None, (each.reason, note))) or "–"),
            )  # fmt: skip


def counts(bound: BoundModel) -> dict[str, int]:
    """How many inputs of each kind stand behind the case."""
    kinds = ("sourced", "judgement", "quote_needed", "own", "convention", "definition")
    return {kind: sum(each.kind == kind for each in bound.live) for kind in kinds}


def one_sided(found: Symmetry, words: Words) -> Iterator[Row]:
    """What applies to one side only, with the reason and what does its work on the other."""
    labels = {rule.name: rule.label.in_language(words.language) for rule in found.rules}
    for side in SYMMETRY_ORDER:
        for rule in (each for each in found.one_sided if each.side == side):
            why = rule.reason.text.in_language(words.language) if rule.reason else words("sources.no_reason")
            others = rule.reason.counterparts if rule.reason else ()
            listed = ", ".join(labels[each] for each in others if each in labels) or "–"
            name = rule.label.in_language(words.language)
            yield plain(name, words(f"sources.side.{side}"), why, listed)
