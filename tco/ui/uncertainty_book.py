"""The workbook with the sheet Uncertainty, made in a process of its own when somebody asks for it.

Promise: the file is that of `tco simulate --no-fast --xlsx` for the same case on the same day; whoever does
not ask gets the workbook as it is without; what nobody asks any more is not made. Imports streamlit, the
page's own modules and, when it is made, the engine and `exports`.
"""

from __future__ import annotations

from datetime import date

import streamlit as st

from tco.ui import awaited, tables
from tco.ui.answers import Question, answer
from tco.ui.background import Job
from tco.ui.parts import Place
from tco.ui.state import touch
from tco.ui.view import View
from tco.uncertainty.conditions import ARTICLE, published

PRESSED = "book_pressed"
Asked = tuple[Question, str, date]
EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def made(question: Question, language: str, day: date) -> bytes:
    """The file: all alternatives, draws and seed of the case, the article's claim where it applies."""
    from exports.uncertainty import workbook
    from tco.uncertainty.answer import Answer
    from tco.uncertainty.simulation import DEFAULT_LINES, simulate

    bound = answer(question).bound
    simulation = simulate(
        bound, bound.case.uncertainty, lines=(*DEFAULT_LINES, ARTICLE.metric), compiled=False
    )
    return workbook(Answer(simulation, published(bound)), day, language, compiled=False)


def show(view: View, name: str) -> None:
    """A button that has it made, the file once it is."""
    words, asked = view.words, (view.question, view.words.language, date.today())
    _give_way(asked)
    pressed = PRESSED in st.session_state
    job = awaited.ask("book", *asked) if pressed else awaited.done("book", *asked)
    if job is not None:
        awaited.fill([job], lambda: _made(job, view, name), words)
        return
    button, note = _row()
    note.html(tables.paragraph(words("download.book_note", draws=f"{_draws(view):,}")))
    button.button(
        words("download.book_make"), key="book_make", on_click=_press, args=(asked,), width="stretch"
    )


def _give_way(asked: Asked) -> None:
    """An older question ends; one that was under way for the same case is asked anew."""
    pressed: Asked | None = st.session_state.get(PRESSED)
    if pressed in (None, asked):
        return
    goes_on = pressed[0] == asked[0] and awaited.done("book", *pressed) is None
    _forget()
    if goes_on:
        _press(asked)


def _row() -> tuple[Place, Place]:
    left, right = st.columns([1, 3], vertical_alignment="center")
    return left.empty(), right.empty()


def _draws(view: View) -> int:
    return view.result.bound.case.uncertainty.draws


def _press(asked: Asked) -> None:
    st.session_state[PRESSED] = asked


def _stop() -> None:
    touch()
    _forget()


def _forget() -> None:
    st.session_state.pop(PRESSED, None)
    awaited.stop("book")


def _made(job: Job, view: View, name: str) -> None:
    words, (button, note) = view.words, _row()
    file: bytes | None = awaited.outcome(job, note, words)
    if file is not None:
        button.download_button(
            words("download.book"), data=file, file_name=f"{name}-uncertainty.xlsx", mime=EXCEL,
            on_click="ignore", key="download:book", width="stretch",
        )  # fmt: skip
        note.html(tables.paragraph(words("download.book_ready", draws=f"{_draws(view):,}")))
    elif not job.finished.is_set():
        button.button(words("download.book_stop"), key="book_stop", on_click=_stop, width="stretch")
    else:
        _forget()
