"""Tables and small blocks of the page as HTML that reads aloud and prints.

Promise: numbers are right-aligned in figures of equal width, units stand in headers, totals stand out by weight,
and all text is escaped. Pure functions; imports pandas and `amounts` only.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape

import pandas as pd

from tco.ui.amounts import cell

STYLE = """
<style>
.stMain .block-container, [data-testid="stMainBlockContainer"] { max-width: 1180px; padding-top: 2.6rem; }
[data-testid="InputInstructions"] { display: none; }
.tco-title { font-size: .95rem; opacity: .72; margin: 0; }
h1.tco-headline { font-size: 1.72rem; line-height: 1.42; font-weight: 400; margin: .1rem 0 .3rem; padding: 0; word-break: keep-all; }
h1.tco-headline strong { font-weight: 700; }
.tco-text { font-size: 1rem; line-height: 1.6; margin: .15rem 0; word-break: keep-all; max-width: 62rem; }
.tco-faint { opacity: .72; font-size: .875rem; line-height: 1.5; margin: .2rem 0; word-break: keep-all; max-width: 62rem; }
.tco-claim { border-left: 4px solid rgba(128,128,128,.55); padding: .1rem 0 .1rem .9rem; margin: .7rem 0 .4rem; }
.tco-claim b { font-weight: 700; }
dl.tco-figures { display: grid; grid-template-columns: repeat(auto-fit, minmax(225px, 1fr)); gap: 1.1rem 2rem; margin: 1rem 0 .2rem; }
dl.tco-figures div { border-top: 2px solid rgba(128,128,128,.45); padding-top: .45rem; }
dl.tco-figures dt { font-size: .875rem; opacity: .75; font-weight: 400; }
dl.tco-figures dd { margin: .1rem 0 0; font-size: 1.22rem; font-weight: 700; font-variant-numeric: tabular-nums; line-height: 1.35; word-break: keep-all; }
dl.tco-figures dd small { display: block; font-size: .8125rem; font-weight: 400; opacity: .72; margin-top: .15rem; }
.tco-scroll { overflow-x: auto; }
table.tco { border-collapse: collapse; width: 100%; font-size: .875rem; font-variant-numeric: tabular-nums; }
table.tco th, table.tco td { padding: .32rem .55rem; border-bottom: 1px solid rgba(128,128,128,.22); text-align: right; white-space: nowrap; font-weight: 400; }
table.tco thead th { border-bottom: 2px solid rgba(128,128,128,.55); font-size: .8125rem; vertical-align: bottom; opacity: .85; }
table.tco th:first-child, table.tco td.text { text-align: left; }
table.tco.wide th:first-child { position: sticky; left: 0; background: var(--tco-paper, transparent); }
table.tco td.text { white-space: normal; word-break: keep-all; }
table.tco tbody th { word-break: keep-all; }
table.tco tr.total th, table.tco tr.total td { font-weight: 700; border-bottom: 1px solid rgba(128,128,128,.55); }
table.tco tr.line th { padding-left: 1.6rem; opacity: .8; white-space: normal; min-width: 12rem; } table.tco tr.line td { opacity: .8; }
ul.tco-list { margin: .3rem 0 .3rem 1.1rem; padding: 0; line-height: 1.6; } ul.tco-list li { margin: .15rem 0; word-break: keep-all; }
.tco-input { font-size: .8125rem; margin: -.35rem 0 .1rem; }
.tco-kind { border: 1px solid currentColor; border-radius: 3px; padding: 0 .3rem; font-size: .75rem; opacity: .75; margin-right: .45rem; }
.tco-quote_needed, .tco-own { font-weight: 700; opacity: 1; }
.tco-unit { opacity: .75; }
.tco-range { display: flex; align-items: center; gap: .45rem; margin-top: .3rem; opacity: .85; font-variant-numeric: tabular-nums; white-space: nowrap; font-size: .75rem; }
.tco-track { position: relative; flex: 1; min-width: 3rem; height: 4px; background: rgba(128,128,128,.32); border-radius: 2px; }
.tco-track i { position: absolute; top: -4px; width: 2px; height: 12px; margin-left: -1px; background: currentColor; opacity: .6; }
.tco-track b { position: absolute; top: -3px; width: 10px; height: 10px; margin-left: -5px; border-radius: 50%; background: currentColor; }
.tco-version { font-size: .8125rem; opacity: .72; margin-top: .6rem; }
</style>
"""


def rich(text: str) -> str:
    """Escaped text in which **this** is strong."""
    parts = escape(text).split("**")
    return "".join(f"<strong>{part}</strong>" if at % 2 else part for at, part in enumerate(parts))


def paragraph(text: str, style: str = "tco-text") -> str:
    """A paragraph of the page."""
    return f'<p class="{style}">{rich(text)}</p>' if text else ""


def bullets(texts: Iterable[str]) -> str:
    """A list of sentences."""
    return f'<ul class="tco-list">{"".join(f"<li>{rich(text)}</li>" for text in texts)}</ul>'


def figures(entries: Iterable[tuple[str, str, str]]) -> str:
    """Key figures: name, value, what it means."""
    cells = (
        f"<div><dt>{escape(name)}</dt><dd>{escape(value)}<small>{escape(note)}</small></dd></div>"
        for name, value, note in entries
    )
    return f'<dl class="tco-figures">{"".join(cells)}</dl>'


def table(header: Sequence[str], rows: Iterable[Sequence[str]], text_columns: frozenset[int] = frozenset({0})) -> str:
    """A small table of ready texts; the first column names the row."""
    head = "".join(f'<th scope="col">{escape(each)}</th>' for each in header)
    body = "".join(
        "<tr>"
        + "".join(
            f'<th scope="row">{rich(each)}</th>' if at == 0
            else f'<td{" class=" + chr(34) + "text" + chr(34) if at in text_columns else ""}>{rich(each)}</td>'
            for at, each in enumerate(row)
        )
        + "</tr>"
        for row in rows
    )  # fmt: skip
    return f'<div class="tco-scroll"><table class="tco"><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>'


def year_table(frame: pd.DataFrame, header: Sequence[str], scale: float, caption: str) -> str:
    """Years as columns; `level` 0 is a total, 2 a line inside its category."""
    style = {0: "total", 1: "", 2: "line"}
    head = "".join(f'<th scope="col">{escape(each)}</th>' for each in header)
    body = []
    for row in frame.itertuples(index=False):
        name, level, *values = row
        cells = "".join(f"<td>{cell(float(value), scale)}</td>" for value in values)
        body.append(f'<tr class="{style[int(level)]}"><th scope="row">{escape(str(name))}</th>{cells}</tr>')
    return (
        f'<div class="tco-scroll"><table class="tco wide"><caption class="tco-faint" style="text-align:left">'
        f"{rich(caption)}</caption><thead><tr>{head}</tr></thead><tbody>{''.join(body)}</tbody></table></div>"
    )
