"""Files to start from: what an upload is, told by its content, and what becomes of it.

Promise: a file that cannot be used changes nothing and is answered with everything that is wrong with it; a
case file is opened, a workbook and a register are shown before they are taken over. Imports streamlit, the
engine, the page's own modules and, when a table is read, `exports`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import partial
from html import escape
from typing import Any

import streamlit as st

from tco.assumptions import parse_toml
from tco.case import parse_case
from tco.errors import UserError
from tco.ui import frame, start_exports
from tco.ui.choice import OWN_FILE
from tco.ui.state import open_case, touch
from tco.ui.tables import paragraph
from tco.ui.view import View, heading
from tco.ui.words import Words

LARGEST, LARGEST_CASE = 5_000_000, 1_000_000
MEGABYTES = 5
CASE, RETURNED, REGISTER = "case", "returned", "register"
UPLOAD, SAID, COUNT, COLUMNS_CHOSEN = "start_upload", "start_said", "start_uploads", "start_columns"
ZIP, WORKBOOKS = b"PK", (".xlsx", ".xlsm")
CASE_LINES = re.compile(
    rb"^\s*(\[(hospital|workloads|alternatives|overrides)[\].]|pack\s*=|format\s*=)", re.M
)
COMMANDS = {"bills": "tco bill", "prices": "tco prices"}


class Worded(UserError):
    """What is wrong with a file, in the words of the page."""


@dataclass(frozen=True)
class Upload:
    """What was uploaded.

    Attributes:
        content: a returned workbook or the table of a register, as its reader gives it.
        problem: why it cannot be used, if it cannot.
    """

    kind: str
    name: str
    content: Any = None
    problem: UserError | None = None


@dataclass(frozen=True)
class Said:
    """What was done, said once: the key of the sentence, and what stands in it."""

    key: str
    values: Mapping[str, Any] = field(default_factory=dict)


def said(words: Words) -> None:
    """What became of the last upload, on the page that follows."""
    last = st.session_state.pop(SAID, None)
    if last is not None:
        text = words(last.key, **{key: _title(value, words) for key, value in last.values.items()})
        st.html(f'<div role="status" class="tco-alert">{paragraph(text)}</div>')


def _title(value: Any, words: Words) -> Any:
    return words.quoted(value[words.language]) if isinstance(value, Mapping) else value


def show(view: View) -> None:
    """The field for files, and what was found in the last one."""
    words = view.words
    heading("file.heading", words)
    quoted = {name: json.dumps(words(f"file.{name}"), ensure_ascii=False) for name in ("choose", "too_large")}
    st.html(
        "<style>:root { "
        + f"--tco-choose: {quoted['choose']}; --tco-too-large: {quoted['too_large']}".replace("<", "")
        + " }</style>"
    )
    key = f"tco_upload_{st.session_state.get(COUNT, 0)}"
    with st.container(key="tco_upload"):
        st.file_uploader(
            words("file.upload"), key=key, max_upload_size=MEGABYTES, on_change=_receive, args=(key,)
        )
    st.html(paragraph(words("file.hint"), "tco-faint"))
    commands = {name: f"<code>{escape(each)}</code>" for name, each in COMMANDS.items()}
    st.html(f'<p class="tco-faint">{words("file.command", **commands)}</p>')
    _template(view)
    upload = st.session_state.get(UPLOAD)
    if upload is not None:
        _shown(upload, view)


def _template(view: View) -> None:
    def make() -> bytes:
        from exports.register_template import template_xlsx

        return template_xlsx(view.words.language, view.currency)

    st.download_button(
        view.words("file.template"), data=make, file_name="asset_register.xlsx", type="tertiary",
        on_click="ignore", key="download:register_template",
    )  # fmt: skip


def _shown(upload: Upload, view: View) -> None:
    words = view.words
    if isinstance(upload.problem, Worded):
        text = f"**{words('file.broken', name=upload.name)}** {upload.problem}"
        st.html(f'<div role="alert" class="tco-alert">{paragraph(text)}</div>')
    elif upload.problem is not None:
        frame.problems(words("file.broken", name=upload.name), words("file.kept"), upload.problem, words)
    elif upload.kind == RETURNED:
        from tco.ui import start_returned

        start_returned.show(upload, view)
    else:
        from tco.ui import start_register

        start_register.show(upload, view)


def discard_button(words: Words) -> None:
    """The way back from what was uploaded."""
    st.button(words("file.discard"), key="discard", on_click=finish)


def finish(done: Said | None = None) -> None:
    """Forget the upload, with an empty field for the next one."""
    touch()
    forget()
    st.session_state[COUNT] = st.session_state.get(COUNT, 0) + 1
    if done is not None:
        st.session_state[SAID] = done


def forget() -> None:
    """Drop what was found in the last upload, and what was chosen for it."""
    fields = [key for key in st.session_state if str(key).startswith("field:register")]
    for key in [UPLOAD, COLUMNS_CHOSEN, *fields]:
        st.session_state.pop(key, None)


def refuse(upload: Upload, error: UserError) -> None:
    """Keep the upload on the screen with what is wrong with it."""
    st.session_state[UPLOAD] = Upload(upload.kind, upload.name, upload.content, error)


def _receive(key: str) -> None:
    """Read what was uploaded; a case file is opened at once."""
    choice, file = touch(), st.session_state.get(key)
    forget()
    if file is None:
        return
    words, content = Words(choice.language), file.getvalue()
    name = re.sub(r"[\x00-\x1f\x7f]", "", file.name)[:80] or "upload"
    upload = received(content, name, words)
    if upload.kind == CASE and upload.problem is None:
        _open_case(upload)
    else:
        st.session_state[UPLOAD] = upload


def _open_case(upload: Upload) -> None:
    """Open a case file, or say what is wrong with its values."""
    try:
        open_case(OWN_FILE, upload.content)
    except UserError as error:
        refuse(upload, error)
    else:
        finish(Said("file.opened", {"name": upload.name, "title": upload.content["title"]}))


def kind_of(content: bytes, name: str) -> str:
    """What a file is: a case file, a workbook of this program, or else a table; raises `UserError`."""
    if content.startswith(ZIP):
        from exports.returned import is_returned

        return RETURNED if is_returned(content, name) else REGISTER
    return CASE if CASE_LINES.search(content) or name.lower().endswith(".toml") else REGISTER


def received(content: bytes, name: str, words: Words) -> Upload:
    """A file read as what it is, or what is wrong with it."""
    kind = CASE
    try:
        if len(content) > LARGEST:
            raise Worded(words("file.too_large"))
        kind = kind_of(content, name)
        return Upload(kind, name, _read(kind, content, name, words))
    except UserError as error:
        return Upload(kind, name, problem=error)


def _read(kind: str, content: bytes, name: str, words: Words) -> Any:
    if kind == CASE:
        return _case(content, name, words)
    if kind == RETURNED:
        from exports.returned import read_returned

        return read_returned(content, name)
    return _table(content, name, words)


def _table(content: bytes, name: str, words: Words) -> Any:
    """The table of a register; what is none, or one that this program made, is called what it is."""
    from exports.reading import has_header, read_table
    from tco.register import is_register

    if start_exports.is_json(content):
        raise Worded(words("file.result" if start_exports.is_own_json(content) else "file.json"))
    table = read_table(content, origin=name, fits=partial(is_register, columns={}))
    if start_exports.is_own_table(table):
        raise Worded(words("file.result"))
    if not is_register(table, {}):
        if name.lower().endswith(WORKBOOKS) and not content.startswith(ZIP):
            raise Worded(words("file.no_workbook"))
        if not has_header(table):
            raise Worded(words("file.no_table"))
    return table


def _case(content: bytes, name: str, words: Words) -> dict[str, Any]:
    """The document of a case file, as the store keeps documents."""
    if len(content) > LARGEST_CASE:
        raise Worded(words("file.large", name=name))
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Worded(words("file.encoding", name=name)) from error
    document: dict[str, Any] = json.loads(json.dumps(parse_toml(text, name), default=str))
    parse_case(document, name)
    return document
