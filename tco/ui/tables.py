"""Tables and small blocks of the page as HTML that reads aloud and prints.

Promise: numbers are right-aligned in figures of equal width, units stand in headers, totals stand out by
weight, and all text is escaped. Pure functions; imports `amounts`, `errors` and `messages` only.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape

from tco.amounts import GAP
from tco.errors import UserError
from tco.messages import in_language

TINT = "4d"  # 30 % of a colour


def rich(text: str) -> str:
    """Escaped text in which **this** is strong; a number stays with its per cent sign."""
    parts = escape(text).replace(" %", f"{GAP}%").split("**")
    return "".join(f"<strong>{part}</strong>" if at % 2 else part for at, part in enumerate(parts))


def paragraph(text: str, style: str = "tco-text") -> str:
    """A paragraph of the page."""
    return f'<p class="{style}">{rich(text)}</p>' if text else ""


def sentences_of(error: UserError, language: str) -> list[str]:
    """What is wrong, in the language of the page."""
    return [in_language(each, language) for each in error.problems]


def page_heading(text: str) -> str:
    """What a page says first."""
    return f'<h1 class="tco-headline">{rich(text)}</h1>'


def heading(text: str) -> str:
    """What a section is about."""
    return f"<h2>{escape(text)}</h2>"


def bullets(texts: Iterable[str]) -> str:
    """A list of sentences."""
    return f'<ul class="tco-list">{"".join(f"<li>{rich(text)}</li>" for text in texts)}</ul>'


def scrolled(table: str, region: str = "", style: str = "") -> str:
    """A table in an area that the keyboard reaches and that is pushed sideways where there is no room."""
    named = f' role="region" aria-label="{escape(region)}"' if region else ""
    return f'<div class="{f"tco-scroll {style}".rstrip()}" tabindex="0"{named}>{table}</div>'


def linked(
    header: Sequence[str], rows: Iterable[Sequence[str]], text_columns: frozenset[int] = frozenset({0}),
    region: str = "",
) -> str:  # fmt: skip
    """A small table whose cells after the first are HTML already, such as links."""
    body = []
    for name, *cells in rows:
        styles = (' class="text"' if at in text_columns else "" for at in range(1, len(cells) + 1))
        inside = "".join(f"<td{style}>{cell}</td>" for style, cell in zip(styles, cells, strict=True))
        body.append(f'<tr><th scope="row">{rich(name)}</th>{inside}</tr>')
    return framed(header, body, region or _name(header), text_columns)


def framed(
    header: Sequence[str], body: Iterable[str], region: str, text_columns: frozenset[int] = frozenset(),
    style: str = "",
) -> str:  # fmt: skip
    """A table around rows that are HTML already."""
    styles = (' class="text"' if at in text_columns else "" for at in range(len(header)))
    cells = (f'<th scope="col"{each}>{escape(text)}</th>' for each, text in zip(styles, header, strict=True))
    inside = f"<thead><tr>{''.join(cells)}</tr></thead><tbody>{''.join(body)}</tbody>"
    return scrolled(f'<table class="{f"tco {style}".rstrip()}">{inside}</table>', region)


def figures(entries: Iterable[tuple[str, str, str]]) -> str:
    """Key figures: name, value as HTML, what it means."""
    cells = (
        f"<div><dt>{escape(name)}</dt><dd>{value}<small>{escape(note)}</small></dd></div>"
        for name, value, note in entries
    )
    return f'<dl class="tco-figures">{"".join(cells)}</dl>'


def table(
    header: Sequence[str], rows: Iterable[Sequence[str]], text_columns: frozenset[int] = frozenset({0}),
    region: str = "",
) -> str:  # fmt: skip
    """A small table of ready texts; the first column names the row."""
    return linked(header, ([name, *map(rich, cells)] for name, *cells in rows), text_columns, region)


def _name(header: Sequence[str]) -> str:
    """What its first columns are called, for a table that nobody has named."""
    return ", ".join([" ".join(each.split()) for each in header if each and not each.isdigit()][:3])


def legend(entries: Iterable[tuple[str, str, bool]]) -> str:
    """Label, colour and whether it is drawn as an outline, for pictures side by side."""
    chips = (
        f'<span><i style="border-color:{colour};background:{colour}{TINT if outlined else ""}"></i>'
        f"{escape(label)}</span>"
        for label, colour, outlined in entries
    )
    return f'<div class="tco-legend" aria-hidden="true">{"".join(chips)}</div>'
