"""What a visitor takes away: the workbook, the tables, the case file, a link, a view for paper.

Promise: a file is made from the result on the screen, which cannot change, and only when it is asked for; the
link opens exactly this case anywhere. Imports streamlit, the engine, the page's own modules and, when a file
is asked for, `exports`.
"""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from dataclasses import replace
from html import escape
from urllib.parse import urlsplit, urlunsplit

import streamlit as st

from tco.case import presets
from tco.case_file import to_toml
from tco.results import Result
from tco.ui import tables, uncertainty_book
from tco.ui.address import address_of, fits
from tco.ui.choice import Choice
from tco.ui.links import href, link
from tco.ui.uncertainty_book import EXCEL
from tco.ui.view import View, heading
from tco.ui.words import Words


def show(view: View) -> None:
    """Files first, then the link and the view for paper, and the versions that made the numbers."""
    words, result = view.words, view.result
    title = result.bound.case.title.in_language(words.language)
    said = words("download.headline", case=words.quoted(title))
    st.html(tables.page_heading(said) + tables.paragraph(words("download.lead")))
    heading("download.files", words)
    _files(result, words.language, view)
    heading("download.link_heading", words)
    _link(view)
    heading("download.paper", words)
    st.html(
        tables.paragraph(words("download.paper_note"))
        + f"<p>{link(words('download.print'), view.href('print'))}</p>"
    )
    st.html(tables.paragraph(view.versions, "tco-version"))


def _files(result: Result, language: str, view: View) -> None:
    words, name = view.words, f"tco-{result.bound.case.id}-{result.case_hash}"
    _file("workbook", lambda: workbook(result, language), f"{name}.xlsx", EXCEL, words)
    uncertainty_book.show(view, name)
    case = result.bound.case
    _file("case", lambda: to_toml(case).encode(), f"{name}.toml", "application/toml", words)
    _file("csv", lambda: table(result, language), f"{name}.csv", "text/csv", words)
    _file("json", lambda: as_json(result, language), f"{name}.json", "application/json", words)


def _file(key: str, make: Callable[[], bytes], file_name: str, mime: str, words: Words) -> None:
    left, right = st.columns([1, 3], vertical_alignment="center")
    left.download_button(
        words(f"download.{key}"), data=make, file_name=file_name, mime=mime, on_click="ignore",
        key=f"download:{key}", width="stretch",
    )  # fmt: skip
    right.html(tables.paragraph(words(f"download.{key}_note")))


def _link(view: View) -> None:
    """The whole case as a link; where it finds no room in one, the case file is named instead."""
    words = view.words
    choice = _from_this_release(view.choice)
    if not fits(choice):
        here = words("download.link_here") if view.choice.draft else ""
        st.html(tables.paragraph(words("download.link_long")) + tables.paragraph(here))
        return
    address = whole_link(st.context.url or "", choice, view)
    st.html(
        tables.paragraph(words("download.link"))
        + f'<p class="tco-link" id="tco-link" tabindex="0">{escape(address)}</p>'
        + f'<p><a class="tco-copy" role="button" href="#tco-link" data-done="{words("download.copied")}">'
        + f"{words('download.copy')}</a></p>"
    )


def _from_this_release(choice: Choice) -> Choice:
    """The same case told from the preset as it is now, since that is what a link is opened upon."""
    return replace(choice, original=dict(presets().get(choice.case, choice.original)))


def whole_link(url: str, choice: Choice, view: View) -> str:
    """The link with everything in it, without the name of the draft on this computer."""
    here = urlsplit(url)
    choice = replace(choice, draft=None, alternative=view.alternative)
    path = here.path.rpartition("/")[0] + "/"
    page = href("answer", address_of(choice, view.result.case_hash))
    return urlunsplit((here.scheme, here.netloc, path + page, "", ""))


def workbook(result: Result, language: str) -> bytes:
    """The live workbook."""
    from exports.workbook import write_workbook

    buffer = io.BytesIO()
    write_workbook(result, buffer, language)
    return buffer.getvalue()


def table(result: Result, language: str) -> bytes:
    """All lines and metrics as one flat table."""
    from exports.results_csv import results_csv

    return results_csv(result, language)


def as_json(result: Result, language: str) -> bytes:
    """All metrics and lines."""
    return json.dumps(result.document(language), ensure_ascii=False, indent=1).encode()
