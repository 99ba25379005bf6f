"""What stands above every page: title, undo and redo, what is saved, language, notices, what is compared.

Promise: nothing that an address, a draft or another window did is passed over in silence. Imports streamlit,
the engine, `serve` and the page's own modules.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from html import escape
from textwrap import shorten

import streamlit as st

from tco.errors import UserError
from tco.messages import in_language
from tco.results import Result
from tco.serve import unsafe_settings
from tco.ui import drafts
from tco.ui.browser import local, offered, retitle
from tco.ui.choice import Choice, Notice
from tco.ui.difference_text import rows as difference_rows
from tco.ui.links import link
from tco.ui.parts import part
from tco.ui.state import touch
from tco.ui.tables import bullets, paragraph, rich, sentences_of, table
from tco.ui.view import View
from tco.ui.words import LANGUAGES, Words

RETRY = 10  # seconds
WAITED = "tco_waited"
MOST_REASONS, LONGEST_REASON = 2, 300  # the rest of a link that is wrong says no more
LANGUAGE_NAMES = {"ko": "한국어", "en": "English"}


def head(choice: Choice, words: Words) -> None:
    """Title and language; undo and redo once there is something to undo."""
    signs = "".join(
        f'<div id="tco-{each}" role="status" hidden>{escape(words(f"frame.{each}"))}</div>'
        for each in ("offline", "busy")
    )
    with st.container(horizontal=True, vertical_alignment="center", key="tco_head"):
        st.html(f'<p class="tco-title">{escape(words("app.title"))}</p>{signs}')
        if choice.draft is not None:
            _saved(choice, words)
        st.segmented_control(
            words("app.language"), LANGUAGES, format_func=LANGUAGE_NAMES.__getitem__, required=True,
            label_visibility="collapsed", width="content",
            **offered("language", choice.language, _choose_language),
        )  # fmt: skip


def says(choice: Choice, words: Words) -> Hashable:
    """What the head says."""
    return choice.draft is not None and (
        _saved_text(choice, words), drafts.can_undo(choice), drafts.can_redo(choice)
    )  # fmt: skip


def is_silent(choice: Choice, result: Result) -> bool:
    """Whether there is nothing to be noted above a page."""
    returned = bool(st.query_params.get("returned"))
    of_link = bool(choice.notices) or _is_stale(choice, result)
    return not (of_link or returned or _is_restored(choice) or choice.unsaved or choice.theirs)


def _is_stale(choice: Choice, result: Result) -> bool:
    """Whether a link was made when the case gave other figures."""
    return bool(choice.sent_check) and choice.sent_check != result.case_hash


def _is_restored(choice: Choice) -> bool:
    """Whether a draft was found on arrival that says something else than the case as it was opened."""
    return choice.restored and choice.draft is not None and choice.is_edited


def _saved_text(choice: Choice, words: Words) -> str:
    assert choice.draft is not None
    key = "frame.unsaved" if choice.unsaved or choice.theirs else "frame.saved"
    return words(key, time=local(choice.draft.saved_at, "%H:%M"))


def _saved(choice: Choice, words: Words) -> None:
    st.html(f'<p class="tco-faint">{escape(_saved_text(choice, words))}</p>', width="content")
    for name, possible in (("undo", drafts.can_undo(choice)), ("redo", drafts.can_redo(choice))):
        st.button(words(f"frame.{name}"), key=f"tco_{name}", on_click=_step, args=(name,),
                  disabled=not possible, type="tertiary")  # fmt: skip


def _step(name: str) -> None:
    {"undo": drafts.undo, "redo": drafts.redo}[name](touch())
    retitle()


def _choose_language() -> None:
    """Go on in a language; a browser that had not been sent the options yet has none to send back."""
    if st.session_state["language"] in LANGUAGES:
        touch().language = st.session_state["language"]
        retitle()


def compare(view: View) -> None:
    """The field for the alternative that is compared with the baseline."""
    case = view.result.bound.case
    titles = {name: view.title(name) for name in case.alternatives if name != case.baseline}
    if titles:
        others = frozenset(titles) - {view.alternative}
        st.selectbox(
            view.words("app.compare"), list(titles), format_func=titles.__getitem__,
            **offered("compare", view.alternative, _choose_alternative, others),
        )  # fmt: skip


def single(view: View) -> None:
    """Where only one alternative is left: that nothing can be compared, and where another one is added."""
    words, title = view.words, view.words.quoted(view.title(view.baseline))
    way = link(words("page.alternatives"), view.href("alternatives"))
    st.html(f'<p class="tco-text">{rich(words("alternatives.headline.single", baseline=title))} {way}</p>')


def _choose_alternative(others: frozenset[str]) -> None:
    """Compare with another one; a browser that was just given another language may send an old title back."""
    if st.session_state["compare"] in others:
        touch().alternative = st.session_state["compare"]


def problems(title: str, lead: str, error: UserError, words: Words) -> None:
    """What is wrong, all of it together, and the way out."""
    found = bullets(sentences_of(error, words.language))
    st.html(f'<div role="alert" class="tco-alert">{paragraph(f"**{title}** {lead}")}{found}</div>')


def warn_of_settings(words: Words) -> None:
    """What `tco serve` would have refused, where the app was started otherwise."""
    found = unsafe_settings()
    if found:
        said = [in_language(each, words.language) for each in found]
        _say(words("frame.unsafe"), said, words("frame.unsafe_next"))


def notices(choice: Choice, result: Result | None, words: Words) -> None:
    """What of a link could not be used, what was restored, what is not saved, what another window did."""
    warn_of_settings(words)
    texts = [_notice(each, words) for each in choice.notices]
    if texts:
        _say(words("url.heading"), texts, words("url.next"))
    elif result is not None and _is_stale(choice, result):
        said = words("url.stale", sent=choice.sent_check, now=result.case_hash)
        _say(words("url.stale_heading"), [said], words("url.stale_next"))
    if st.query_params.get("returned"):
        _say(words("frame.returned"), [], words("frame.returned_next"))
    elif _is_restored(choice) and choice.draft is not None:
        when = local(choice.draft.saved_at, "%Y-%m-%d %H:%M")
        st.html(paragraph(words("frame.restored", time=when), "tco-faint"))
    if choice.unsaved:
        _say(
            words("frame.unsaved_heading"),
            [in_language(choice.unsaved, words.language)],
            words("frame.unsaved_next"),
        )
        st.session_state[WAITED] = False
        _save_again()
    if choice.theirs is not None:
        _conflict(choice, words)


def _notice(notice: Notice, words: Words) -> str:
    """A sentence; the first of the reasons that it gives are in the reader's language as well."""
    values = dict(notice.values)
    if "why" in values:
        said = [in_language(each, words.language) for each in values["why"][:MOST_REASONS]]
        values["why"] = "; ".join(
            shorten(each, LONGEST_REASON, placeholder=" …").rstrip(".") for each in said
        )
    return words(notice.key, **values)


@part(run_every=RETRY)
def _save_again() -> None:
    """Try once more from time to time; the note goes when it is saved, or another window was faster."""
    if not st.session_state[WAITED]:
        st.session_state[WAITED] = True
        return
    choice = st.session_state["choice"]
    drafts.save(choice)
    if not choice.unsaved:
        st.rerun()


def _say(title: str, texts: list[str], after: str) -> None:
    with st.container(border=True):
        said = paragraph(f"**{title}**") + bullets(texts) + paragraph(after, "tco-faint")
        st.html(f'<div role="alert">{said}</div>')


def _conflict(choice: Choice, words: Words) -> None:
    """Both states side by side, and the three ways on."""
    theirs = choice.theirs
    assert theirs is not None
    header = [words(f"conflict.{each}") for each in ("place", "theirs", "mine")]
    rows = difference_rows(drafts.of_draft(theirs).document, choice.document, words)
    when = local(theirs.saved_at, "%H:%M")
    with st.container(border=True, key="tco_conflict"):
        lead = paragraph(f"**{words('conflict.heading', time=when)}** {words('conflict.lead')}")
        st.html(f'<div role="alert">{lead}</div>{table(header, rows, frozenset({0, 1, 2}))}')
        ways: tuple[tuple[str, Callable[[Choice], None]], ...] = (
            ("take", drafts.take_theirs), ("keep", drafts.keep_mine), ("both", drafts.keep_both),
        )  # fmt: skip
        with st.container(horizontal=True):
            for name, way in ways:
                text = words(f"conflict.{name}")
                st.button(text, key=f"conflict:{name}", on_click=_choose_way, args=(way,))


def _choose_way(way: Callable[[Choice], None]) -> None:
    way(touch())
