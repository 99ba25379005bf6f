"""An asset register on the first page: which column is which, what is used and why not, and its book values.

Promise: the reading is shown and can be changed before anything of it is taken over; rows used and rows
explained are set beside the file; all of it becomes one edit. Imports streamlit, the engine and the page's
own modules.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from html import escape
from typing import Any

import streamlit as st

from tco.amounts import cell, table_scale
from tco.case import Case
from tco.edits import Document, with_part
from tco.errors import Problems, UserError
from tco.intake import Table, column_letters
from tco.intake.values import legible
from tco.register import Choices, Explained, Register, book_values, evaluated, read_register
from tco.register.classes import FLEETS, IGNORE
from tco.register.register import VAT
from tco.register.report import remarks
from tco.register.rows import COLUMNS
from tco.register.words import LABELS, ORDERS
from tco.results import Result
from tco.ui import frame
from tco.ui.browser import offered
from tco.ui.input_text import plain as as_markdown
from tco.ui.start_upload import COLUMNS_CHOSEN, Said, Upload, discard_button, finish, refuse
from tco.ui.state import edit, touch
from tco.ui.tables import bullets, paragraph, sentences_of, table
from tco.ui.view import View
from tco.ui.words import Words

SHOWN, ASKED_CLASSES, ACROSS = 40, 6, 3
FIELD = "field:register"
COLUMN_FIELD, CLASS_FIELD = f"{FIELD}_column:", f"{FIELD}_class:"
HEADER_ROWS = 60
OPTIONS = {r"--map \w+=(HEADER|머리글)": "register.choose_column", r"--date-order": "register.order",
           r"--vat included": "register.vat"}  # fmt: skip
OWN_REASONS = {"unrecognised": "register.unrecognised", "ignore": "register.ignored"}


@dataclass(frozen=True)
class Read:
    """A register as it is read now, in the case on the screen where that can hold it."""

    register: Register
    case: Case | None
    result: Result | None
    problem: UserError | None


def show(upload: Upload, view: View) -> None:
    """Columns, reconciliation, book values, rows not used, and the two ways on."""
    words, sheet = view.words, upload.content
    assert isinstance(sheet, Table)
    st.html(f"<h3>{escape(words('register.heading', name=upload.name))}</h3>")
    try:
        read = _read(sheet, view)
    except UserError as error:
        _problem(error, words)
        _columns(sheet, None, words)
        discard_button(words)
        return
    _lead(read.register, view)
    _columns(sheet, read.register, words)
    _classes(read.register, words)
    _totals(read.register, view)
    if read.problem is not None:
        _problem(read.problem, words)
    elif read.result is not None:
        _fleets(read.register, read.result, view)
    _left_out(read.register, words)
    said = [on_screen(each, words) for each in remarks(read.register, read.result, words.language)]
    st.html(f"<h3>{escape(words('register.remarks'))}</h3>{bullets(said)}")
    with st.container(horizontal=True):
        count = len(read.register.assets)
        st.button(words("register.take", count=count), key="register:take", type="primary",
                  disabled=read.result is None, on_click=_take, args=(upload, read))  # fmt: skip
        discard_button(words)


def _problem(error: UserError, words: Words) -> None:
    said = [on_screen(each, words) for each in sentences_of(error, words.language)]
    frame.problems(words("register.cannot"), words("register.next"), Problems("", said), words)


def on_screen(text: str, words: Words) -> str:
    """A sentence of the reader, with the fields of the page in place of options of the command line."""
    for option, key in OPTIONS.items():
        text = re.sub(option, words.quoted(words(key)), text)
    return text


def _read(sheet: Table, view: View) -> Read:
    """The register with the corrections made on the page; raises `UserError` where it cannot be read."""
    register = read_register(sheet, view.result.bound, _choices())
    if not register.assets:
        return Read(register, None, None, None)
    try:
        case, result = evaluated(view.result.bound.case, register, register.matched.table.origin)
    except UserError as error:
        return Read(register, None, None, error)
    return Read(register, case, result, None)


def _choices() -> Choices:
    """What was chosen on the page; a field that was left alone says nothing."""
    classes = {
        str(key).removeprefix(CLASS_FIELD): str(value)
        for key, value in st.session_state.items()
        if str(key).startswith(CLASS_FIELD) and value
    }
    order, vat = (str(st.session_state.get(f"{FIELD}_{each}") or "") for each in ("order", "vat"))
    return Choices(dict(st.session_state.get(COLUMNS_CHOSEN, {})), classes, None, order, vat)


def _lead(register: Register, view: View) -> None:
    table_read, words = register.matched.table, view.words
    title = view.result.bound.case.title.in_language(words.language)
    date = register.reading.decision_date
    facts = {"place": table_read.place, "row": register.matched.header_row, "date": date, "title": title}
    st.html(paragraph(words("register.read", **facts)))


# --- What may be changed ------------------------------------------------------------------------------------


def _columns(sheet: Table, register: Register | None, words: Words) -> None:
    """A field for each column that is looked for, with the file's headers by their letters."""
    headers = _headers(sheet, register)
    found = register.matched.columns if register else {}
    st.html(f"<h3>{escape(words('register.columns'))}</h3>")
    with st.container(key="tco_register_columns"):
        places = _places()
        for column in COLUMNS:
            chosen = column_letters(found[column.key]) if column.key in found else ""
            options = list(dict.fromkeys([chosen, *headers]))
            next(places).selectbox(
                LABELS[column.key].in_language(words.language), options,
                format_func=partial(_header, headers, words),
                **offered(f"{COLUMN_FIELD}{column.key}", chosen, _choose_column, column.key, headers),
            )  # fmt: skip
        _ways(places, words)


def _choose_column(key: str, headers: dict[str, str]) -> None:
    """A column by its header, which finds its row again; by its letters where two are called the same."""
    touch()
    letters = st.session_state[f"{COLUMN_FIELD}{key}"]
    header = headers.get(letters, letters)
    name = header if list(headers.values()).count(header) == 1 else letters
    st.session_state[COLUMNS_CHOSEN] = {**st.session_state.get(COLUMNS_CHOSEN, {}), key: name}


def _places() -> Iterator[Any]:
    """Places for fields, row by row, so that they keep their order on a narrow screen."""
    while True:
        yield from st.columns(ACROSS)


def _ways(places: Iterator[Any], words: Words) -> None:
    """Order of dates, and whether tax is in the prices."""
    language = words.language
    orders = {"": words("register.order_auto")} | {
        key: text.in_language(language) for key, text in ORDERS.items()
    }
    ways = {"": words("register.vat_auto")} | {key: words(f"register.vat_{key}") for key in VAT}
    for name, options in (("order", orders), ("vat", ways)):
        next(places).selectbox(
            words(f"register.{name}"), list(options), format_func=options.__getitem__,
            key=f"{FIELD}_{name}", on_change=touch,
        )  # fmt: skip


def _header(headers: dict[str, str], words: Words, letters: str) -> str:
    return f"{letters} · {headers[letters]}" if letters in headers else letters or words("register.automatic")


def _headers(sheet: Table, register: Register | None) -> dict[str, str]:
    """The header of each column by its letters; of a table without a known header, its row of most texts."""
    if register is not None:
        row = register.matched.row(register.matched.header_row)
    else:
        first = sheet.rows[:HEADER_ROWS]
        row = max(first, key=lambda each: sum(isinstance(cell, str) for cell in each), default=())
    return {column_letters(at): legible(text)[:40] for at, text in enumerate(row) if text not in (None, "")}


def _classes(register: Register, words: Words) -> None:
    """The kinds of equipment that no word names, to be named."""
    unknown = [each.kind or each.name for each in register.explained if each.why == "unrecognised"]
    chosen = [
        str(key).removeprefix(CLASS_FIELD) for key in st.session_state if str(key).startswith(CLASS_FIELD)
    ]
    kinds = list(dict.fromkeys([*chosen, *unknown]))[:ASKED_CLASSES]
    if not kinds:
        return
    fleets = {name: words(f"register.fleet_names.{name}") for name in FLEETS}
    options = {"": words("register.unknown"), **fleets, IGNORE: words("register.leave_out")}
    st.html(f"<h3>{escape(words('register.classes'))}</h3>")
    places = _places()
    for kind in kinds:
        next(places).selectbox(
            as_markdown(kind), list(options), format_func=options.__getitem__, key=f"{CLASS_FIELD}{kind}",
            on_change=touch,
        )  # fmt: skip


# --- What was read ------------------------------------------------------------------------------------------


def _totals(register: Register, view: View) -> None:
    words = view.words
    parts = {"in_file": register.file_totals, "used": register.used_totals,
             "explained": register.explained_totals}  # fmt: skip
    scale, unit = table_scale(view.currency, words.language, max(each.price for each in parts.values()))
    header = [words("register.what"), words("register.rows"), words("register.units"),
              words("register.price", unit=unit)]  # fmt: skip
    rows = [
        (words(f"register.{name}"), f"{each.rows:,}", f"{each.units:,.6g}", cell(each.price, scale))
        for name, each in parts.items()
    ]
    agrees = paragraph(words("register.matches" if register.reconciles else "register.differs"))
    st.html(f"<h3>{escape(words('register.totals'))}</h3>{table(header, rows)}{agrees}")


def _fleets(register: Register, result: Result, view: View) -> None:
    """What was paid, and the book values of the register and of the model side by side."""
    words, values = view.words, book_values(register, result)
    largest = max((fleet.paid for fleet in register.fleets.values()), default=0.0)
    scale, unit = table_scale(view.currency, words.language, largest)
    header = [words(f"register.{each}") for each in ("fleet", "rows", "paid", "book", "model")]
    rows = [
        (register.titles[name].in_language(words.language), f"{len(fleet.assets):,}", cell(fleet.paid, scale),
         cell(values[name].register, scale), cell(values[name].model, scale))
        for name, fleet in register.fleets.items()
    ]  # fmt: skip
    note = paragraph(words("register.fleets_note", unit=unit), "tco-faint")
    st.html(f"<h3>{escape(words('register.fleets'))}</h3>{table(header, rows)}{note}")


def _left_out(register: Register, words: Words) -> None:
    listed = [each for each in register.explained if each.why != "empty"]
    blank = sum(each.rows for each in register.explained if each.why == "empty")
    if not register.assets:
        st.html(paragraph(words("register.none")))
    if listed:
        header = [words(f"register.{each}") for each in ("row", "name", "reason")]
        rows = [(f"{each.row}", each.name or each.kind, reason) for each, reason in _reasons(register, words)]
        st.html(f"<h3>{escape(words('register.left_out'))}</h3>{table(header, rows, frozenset({0, 1, 2}))}")
    if len(listed) > SHOWN:
        st.html(paragraph(words("register.more", count=len(listed) - SHOWN), "tco-faint"))
    if blank:
        st.html(paragraph(words("register.blank", count=blank), "tco-faint"))


def _reasons(register: Register, words: Words) -> Iterator[tuple[Explained, str]]:
    shown = [each for each in register.explained if each.why != "empty"][:SHOWN]
    for each in shown:
        own = OWN_REASONS.get(each.why)
        yield each, words(own) if own else on_screen(each.reason.in_language(words.language), words)


# --- Taking it over -----------------------------------------------------------------------------------------


def _take(upload: Upload, read: Read) -> None:
    """The register's fleets in the document, as one edit."""
    choice = touch()
    assert read.case is not None
    try:
        edit(with_fleets(choice.document, read.register, read.case))
    except UserError as error:
        refuse(upload, error)
        return
    finish(Said("register.taken", {"name": upload.name, "count": len(read.register.assets)}))


def with_fleets(document: Document, register: Register, case: Case) -> Document:
    """The document with a register's fleets, their lives and power, and its decision date."""
    changed = case.model_dump(mode="json", exclude_defaults=True)
    for name in register.fleets:
        document = with_part(document, ("fleets", name), changed["fleets"][name])
        for what in ("accounting_life", "power_draw"):
            key = f"{name}.{what}"
            if key in case.overrides:
                document = with_part(document, ("overrides", key), changed["overrides"][key])
    if "decision_date" in changed:
        document = with_part(document, ("decision_date",), changed["decision_date"])
    return document
