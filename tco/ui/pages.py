"""The pages, and what surrounds each of them: choice, header, notices, what is said when something is wrong.

Promise: a page always shows something useful; a traceback never reaches the visitor. Imports streamlit, the
engine, `serve` and the page's own modules; a page's module only when it is shown.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from contextlib import nullcontext
from dataclasses import dataclass
from functools import cache, partial
from importlib import import_module
from pathlib import Path
from types import ModuleType

import streamlit as st

from tco.errors import UserError
from tco.results import Result
from tco.serve import PAGE_SCRIPTS
from tco.ui import anew, frame, scenario, tour
from tco.ui.anew import SAYS, VIEW
from tco.ui.answers import answer
from tco.ui.browser import AFTER, leave
from tco.ui.choice import Choice
from tco.ui.gate import gate
from tco.ui.guard import guarded
from tco.ui.palette import first_to_compare
from tco.ui.state import current, publish, spoken
from tco.ui.unbroken import FAILED
from tco.ui.view import View
from tco.ui.words import Words

STYLE = Path(__file__).with_name("page.css")
NO_SIDEBAR = STYLE.with_name("no_sidebar.css")
OWN_STYLES = {each.stem: each for each in STYLE.parent.glob("*_page.css")}
LOG = logging.getLogger(__name__)
#: Keys of fields whose values follow the choice, by their first part; they go when another page is opened.
FIELDS = frozenset({"input", "spent", "case", "compare", "language", "futures_draws", "futures_seed",
                    "heat_first", "heat_second", "moves_inputs", "field"})  # fmt: skip


@dataclass(frozen=True)
class Page:
    """A page of the app.

    Attributes:
        name: its address; `tco.ui.<name>_page` has its `show`.
        section: key of the menu it stands under; empty for the main ones.
        compares: whether the field for the alternative stands above it.
        alone: whether it has something to show of a case with one alternative.
        inputs: whether the main inputs stand beside it.
        parts: whether a change has only those parts of it drawn anew that say something else.
        ahead: whether it asks for something before anything is drawn, by the `ahead` of its module.
        own: parameters of the address that it reads itself.
        hidden: whether the menu leaves it out.
    """

    name: str
    section: str = ""
    compares: bool = True
    alone: bool = False
    inputs: bool = False
    parts: bool = False
    ahead: bool = False
    own: tuple[str, ...] = ()
    hidden: bool = False


PAGES = (
    Page("start", compares=False, alone=True, own=("tour",)),
    Page("answer", inputs=True, parts=True, own=("tour", "measure", "view")),
    Page("inputs", own=("find", "show", "group", "as")),
    Page("alternatives", compares=False, alone=True, own=("tour", "open")),
    Page("years", compares=False, alone=True, own=("view", "of", "tour")),
    Page("uncertainty", inputs=True, ahead=True, own=("draws", "tour")),
    Page("claims", "more"),
    Page("response", "more"),
    Page("explain", "more", compares=False, alone=True, own=("line", "of", "year", "tour")),
    Page("export", "more", alone=True, own=("tour",)),
    Page("sources", "more", compares=False, alone=True),
    Page("print", "more", compares=False, own=("measure", "view"), hidden=True),
)


def navigation(words: Words) -> Mapping[str, list[st.Page]]:
    """The pages for the menu at the top, by section."""
    found: dict[str, list[st.Page]] = {}
    for page in PAGES:
        section = words(f"page.{page.section}") if page.section else ""
        found.setdefault(section, []).append(
            st.Page(
                partial(_view, page), title=words(f"page.{page.name}"), url_path=page.name,
                default=page is PAGES[0], visibility="hidden" if page.hidden else "visible",
            )
        )  # fmt: skip
    return found


def _enter(page: str) -> Choice:
    """The choice; the fields of the page that was left go, those of this one only share their names."""
    if st.session_state.get("page", page) != page:
        leave([str(key) for key in st.session_state if str(key).partition(":")[0] in FIELDS])
    st.session_state["page"] = page
    return current()


def _view(page: Page) -> None:
    """A page, or one sentence where not even its frame can be drawn."""
    if st.session_state.pop(FAILED, False):
        st.error(Words(spoken())("error.change"))
    try:
        with gate.passed():
            _framed(page)
    except Exception:
        LOG.exception("%s could not be shown", page.name)
        st.error(Words(spoken())("error.unexpected"))


def _framed(page: Page) -> None:
    """Header, notices and fields around what a page shows."""
    state, choice = st.session_state, _enter(page.name)
    words = Words(choice.language)
    anew.begin()
    st.html(_style(page))
    st.html(f"<script>{PAGE_SCRIPTS[words.language]}</script>", unsafe_allow_javascript=True)
    part, box = partial(_part, page, words), st.container if page.parts else nullcontext
    with box():
        part("head", lambda: frame.head(state["choice"], words))
    result = _result(choice, words)
    view = state[VIEW] = _seen(page, choice, result)
    if page.ahead and result is not None and not view.is_single:
        guarded("what is asked ahead", words, lambda: _module(page).ahead(view))
    frame.notices(choice, result, words)
    state[AFTER] = partial(_renew, page) if page.parts and result is not None else None
    if page.inputs:
        with st.sidebar:
            guarded("the inputs", words, lambda: _inputs(view, part))
    if result is not None or page.name in ("start", "inputs", "alternatives"):
        with box():
            part("page", lambda: _body(page))
    anew.end()


def _seen(page: Page, choice: Choice, result: Result | None) -> View:
    """What the page shows; of a case that cannot be computed, as it was opened."""
    unchanged = answer(choice.first_question)
    own = {name: st.query_params[name] for name in page.own if name in st.query_params}
    words = Words(choice.language)
    return View(choice, result or unchanged, unchanged, _alternative(choice, result or unchanged), words, own)


def _part(page: Page, words: Words, name: str, draw: Callable[[], None]) -> None:
    """A part of a page; of some pages it can be drawn anew alone."""
    if page.parts:
        anew.part(name, lambda: guarded(name, words, draw))
    else:
        draw()


def _inputs(view: View, part: Callable[[str, Callable[[], None]], None]) -> None:
    st.session_state[SAYS] = _says(view)
    import_module("tco.ui.inputs_panel").show(view, part)


def _body(page: Page) -> None:
    """What stands below the notices."""
    view: View = st.session_state[VIEW]
    words, case = view.words, f"of case {view.result.case_hash}"
    guarded(f"tour {case}", words, lambda: tour.bar(view, page.name))
    publish(view.choice, view.result.case_hash, dict(view.own))
    scenario.notice(view)
    if view.is_single and not page.alone:
        frame.single(view)
    else:
        if page.compares:
            frame.compare(view)
        guarded(f"{page.name} {case}", words, lambda: _module(page).show(view))


def _module(page: Page) -> ModuleType:
    return import_module(f"tco.ui.{page.name}_page")


def _renew(page: Page) -> None:
    """After a change: what says something else now is drawn anew."""
    choice: Choice = st.session_state["choice"]
    try:
        view = _seen(page, choice, answer(choice.question))
    except UserError:
        return
    anew.ask(view, _says(view))


def _says(view: View) -> anew.Says:
    """What the parts of a page say, and what stands around them."""
    panel = import_module("tco.ui.inputs_panel")
    return {
        anew.AROUND: view.words.language if frame.is_silent(view.choice, view.result) else None,
        "head": frame.says(view.choice, view.words),
        **panel.says(view),
        "page": anew.ALWAYS,
    }


@cache
def _style(page: Page) -> str:
    """The style of all pages, with what this one has of its own."""
    files = (STYLE, OWN_STYLES.get(f"{page.name}_page"), None if page.inputs else NO_SIDEBAR)
    return f"<style>{''.join(file.read_text(encoding='utf-8') for file in files if file)}</style>"


def _alternative(choice: Choice, result: Result) -> str:
    case = result.bound.case
    known = choice.alternative in case.alternatives and choice.alternative != case.baseline
    return choice.alternative if known else first_to_compare(case)


def _result(choice: Choice, words: Words) -> Result | None:
    """The result, or a message with the problems and the way out."""
    try:
        return answer(choice.question)
    except UserError as error:
        frame.problems(words("error.heading"), words("error.next"), error, words)
        return None
