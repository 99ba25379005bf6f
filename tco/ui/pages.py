"""What every page shares: choice, result, sidebar, language, and what is said when something is wrong.

Promise: a page always shows something useful; a traceback never reaches the visitor. Imports streamlit and
the page's own modules.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from pathlib import Path

import streamlit as st

from tco.errors import Problems, UserError
from tco.results import Result
from tco.serve import LANGUAGE_SCRIPTS
from tco.ui import answer_page, inputs_panel, uncertainty_page
from tco.ui.answers import Question, answer
from tco.ui.input_text import plain
from tco.ui.palette import first_to_compare
from tco.ui.state import Choice, current, hold, publish, touch
from tco.ui.tables import bullets, paragraph
from tco.ui.words import LANGUAGES, Words

STYLE = Path(__file__).with_name("page.css")
LANGUAGE_NAMES = {"ko": "한국어", "en": "English"}
LOG = logging.getLogger(__name__)
#: Fields whose values follow the choice, by the first part of their keys.
FIELDS = frozenset({"input", "spent", "case", "compare", "language", "futures_draws", "futures_seed",
                    "heat_first", "heat_second"})  # fmt: skip
Page = Callable[[Result, Question, str, Words], None]


def answer_view() -> None:
    """The page with the answer."""
    _view(answer_page.show)


def uncertainty_view() -> None:
    """The page that says how sure the answer is."""
    _view(uncertainty_page.show)


def carry_over() -> None:
    """The address of a page that was opened from another says nothing, and loses nothing.

    Until a visitor has gone from page to page, an empty address is the one he came with.
    """
    if st.session_state.get("wandered") and not st.query_params:
        st.query_params.from_dict(st.session_state["written"])


def _enter(page: str) -> Choice:
    """The choice; the fields of the page that was left go, those of this one only share their names."""
    if st.session_state.get("page", page) != page:
        st.session_state["wandered"] = True
        carry_over()
        for key in [str(key) for key in st.session_state if str(key).partition(":")[0] in FIELDS]:
            del st.session_state[key]
    st.session_state["page"] = page
    return current()


def _view(show: Page) -> None:
    """Choice, inputs and notices around what a page shows."""
    choice = _enter(show.__module__)
    words = Words(choice.language)
    st.html(STYLE)
    st.html(f"<script>{LANGUAGE_SCRIPTS[words.language]}</script>", unsafe_allow_javascript=True)
    st.html(f"<style>:root {{ --tco-choose: '{words('file.choose')}'; }}</style>")
    _head(words, choice)
    unchanged = answer(choice.question.unchanged())
    result = _result(choice, unchanged, words)
    alternative = _alternative(choice, unchanged)
    inputs_panel.show(choice, (result or unchanged).bound, unchanged.bound, alternative, words)
    _notices(choice, result, words)
    if result is None:
        return
    if alternative == result.bound.case.baseline:
        st.info(words("error.single"))
        return
    _compare(result, alternative, words)
    _guarded(show, result, choice.question, alternative, words)
    publish(choice, result.case_hash)


def _head(words: Words, choice: Choice) -> None:
    left, right = st.columns([5, 2], vertical_alignment="center")
    left.html(f'<p class="tco-title">{words("app.title")}</p>')
    with right.container(key="tco_language"):
        st.segmented_control(
            words("app.language"), LANGUAGES, format_func=LANGUAGE_NAMES.__getitem__, required=True,
            label_visibility="collapsed", key=hold("language", choice.language), on_change=_choose_language,
        )  # fmt: skip


def _choose_language() -> None:
    touch().language = st.session_state["language"]


def _alternative(choice: Choice, unchanged: Result) -> str:
    case = unchanged.bound.case
    return choice.alternative if choice.alternative in case.alternatives else first_to_compare(case)


def _compare(result: Result, alternative: str, words: Words) -> None:
    case = result.bound.case
    titles = {name: result.title(name, words.language) for name in case.alternatives if name != case.baseline}
    st.selectbox(
        words("app.compare"), list(titles), format_func=titles.__getitem__, key=hold("compare", alternative),
        on_change=_choose_alternative,
    )  # fmt: skip


def _choose_alternative() -> None:
    touch().alternative = st.session_state["compare"]


def _result(choice: Choice, unchanged: Result, words: Words) -> Result | None:
    """The result, or a message with the problems and the way out."""
    try:
        return answer(choice.question)
    except UserError as error:
        problems = error.problems if isinstance(error, Problems) else (str(error),)
        st.error(f"**{words('error.heading')}** {words('error.next')}")
        st.code("\n".join(problems), language=None, wrap_lines=True)
        return None


def _notices(choice: Choice, result: Result | None, words: Words) -> None:
    texts = [words(each.key, **each.values) for each in choice.notices]
    if result is not None and choice.sent_check and choice.sent_check != result.case_hash and not texts:
        texts.append(words("url.stale", sent=choice.sent_check, now=result.case_hash))
    if texts:
        with st.container(border=True):
            st.html(f'<div role="alert">{paragraph("**" + words("url.heading") + "**")}{bullets(texts)}'
                    f'{paragraph(words("url.next"), "tco-faint")}</div>')  # fmt: skip


def _guarded(show: Page, result: Result, question: Question, alternative: str, words: Words) -> None:
    """What goes wrong in showing a result is logged, not printed on the page."""
    try:
        show(result, question, alternative, words)
    except UserError as error:
        st.error(plain(str(error)))
    except (ArithmeticError, LookupError, TypeError, ValueError):
        LOG.exception("%s could not be shown for case %s", show.__module__, result.case_hash)
        st.error(words("error.unexpected"))
