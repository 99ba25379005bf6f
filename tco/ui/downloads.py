"""What a visitor takes away: the workbook, the result as JSON, the case file.

Promise: a file is made from the result on the screen, which cannot change, and only when it is asked for.
Imports streamlit and, when a workbook is asked for, `exports`.
"""

from __future__ import annotations

import io
import json
from collections.abc import Callable

import streamlit as st

from tco.case_file import to_toml
from tco.results import MODEL_VERSION, Result
from tco.ui.tables import paragraph
from tco.ui.words import Words

EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def show(result: Result, words: Words) -> None:
    """Three buttons, and the versions that made the numbers."""
    name = f"tco-{result.bound.case.id}-{result.case_hash}"
    files: tuple[tuple[str, Callable[[], bytes], str, str], ...] = (
        ("workbook", lambda: workbook(result, words.language), f"{name}.xlsx", EXCEL),
        ("json", lambda: as_json(result, words.language), f"{name}.json", "application/json"),
        ("case", lambda: to_toml(result.bound.case).encode(), f"{name}.toml", "application/toml"),
    )
    for column, (key, make, file_name, mime) in zip(st.columns(3), files, strict=True):
        with column:
            st.download_button(
                words(f"download.{key}"), data=make, file_name=file_name, mime=mime, on_click="ignore",
                key=f"download:{key}", width="stretch",
            )  # fmt: skip
            st.html(paragraph(words(f"download.{key}_note"), "tco-faint"))
    st.html(paragraph(words("download.link"), "tco-faint"))
    versions = {"model": MODEL_VERSION, "pack": result.bound.pack.label, "hash": result.case_hash}
    st.html(paragraph(words("download.version", **versions), "tco-version"))


def workbook(result: Result, language: str) -> bytes:
    """The live workbook."""
    from exports.workbook import write_workbook

    buffer = io.BytesIO()
    write_workbook(result, buffer, language)
    return buffer.getvalue()


def as_json(result: Result, language: str) -> bytes:
    """All metrics and lines."""
    return json.dumps(result.document(language), ensure_ascii=False, indent=1).encode()
