"""What every page is given, and the parts that pages share.

Promise: a page shows what its view holds; each picture has a message, a text for those who do not see it and
a table behind it; each number can be a link to its explanation. Imports streamlit, the engine and the page's
own modules.
"""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property

import streamlit as st

from tco.edits import Path
from tco.results import MODEL_VERSION, Result
from tco.ui import tables
from tco.ui.address import place_of
from tco.ui.anew import VIEW
from tco.ui.answers import Question
from tco.ui.charts import CONFIG
from tco.ui.choice import Choice
from tco.ui.drawing import Drawing
from tco.ui.gate import gate
from tco.ui.input_edits import changes
from tco.ui.links import href, link
from tco.ui.state import touch
from tco.ui.told import tell_now
from tco.ui.words import Words

#: A browser that loads what draws pictures shows nothing new for about a second; in the state of a session
#: stands whether it has been given a moment for what is above the first of them.
MOMENT, GIVEN = 0.3, "moment_given"  # seconds
PUSHED = ("bridge", "yearly")  # pictures that are wider than a narrow screen; the style shows the hint there


@dataclass(frozen=True)
class View:
    """What a page shows.

    Attributes:
        choice: what the visitor works on; pages change it by `state.edit` only.
        result: of the case as edited.
        unchanged: of the case as opened.
        alternative: compared with the baseline.
        own: parameters of the address that only this page reads, such as `line` of the explanation.
    """

    choice: Choice
    result: Result
    unchanged: Result
    alternative: str
    words: Words
    own: Mapping[str, str]

    @property
    def question(self) -> Question:
        """What the result answers."""
        return self.choice.question

    @property
    def currency(self) -> str:
        """The currency of the case."""
        return self.result.bound.pack.head.currency

    @property
    def baseline(self) -> str:
        """Id of the alternative that all others are compared with."""
        return self.result.bound.case.baseline

    @property
    def versions(self) -> str:
        """What made the figures, in one line."""
        result = self.result
        known = {"model": MODEL_VERSION, "pack": result.bound.pack.label, "hash": result.case_hash}
        return self.words("download.version", **known)

    @property
    def is_single(self) -> bool:
        """Whether there is nothing to compare: only one alternative is left."""
        return len(self.result.alternatives) == 1

    def title(self, alternative: str) -> str:
        """An alternative's name in the language of the page."""
        return self.result.title(alternative, self.words.language)

    def href(self, page: str, **own: str) -> str:
        """The address of a page that shows this case."""
        return href(page, {**self._place, **own})

    @cached_property
    def changed(self) -> Mapping[str, Path]:
        """The inputs that differ from the case as opened, with their places in the document."""
        return changes(self.choice.original, self.choice.document)

    @cached_property
    def _place(self) -> Mapping[str, str]:
        return place_of(self.choice, self.result.case_hash)

    def explained(self, text: str, line: str, alternative: str, year: int | None = None) -> str:
        """A number as a link to its explanation, as HTML; `text` is escaped here."""
        own = {"line": line, "of": alternative} | ({} if year is None else {"year": str(year)})
        return link(text, self.href("explain", **own), self.words("explain.open"))


def touched(view: View) -> View:
    """The view for a change made on the page; another choice may have taken the place of what was shown."""
    latest: View = st.session_state.get(VIEW, view)
    return replace(latest, choice=touch())


def heading(key: str, words: Words) -> None:
    """The heading of a section."""
    st.html(tables.heading(words(key)))


def picture(
    key: str, message: str, drawing: Drawing, alt: str, table: str, words: Words, note: str = ""
) -> None:
    """Message, picture, a note below it as HTML, and its figures as a table behind it."""
    _let_the_page_appear()
    with st.container(key=f"tco_picture_{key}"):
        st.html(tables.paragraph(f"**{message}**") + tables.paragraph(drawing.title, "tco-chart-title"))
        with st.container(key=f"tco_chart_{key}"):
            st.plotly_chart(
                drawing.untitled, width="stretch", theme=None, config=CONFIG, alt=alt, key=f"chart:{key}"
            )
        if key.startswith(PUSHED):
            note = tables.paragraph(words("frame.push"), "tco-faint tco-push tco-screen") + note
        if note:
            st.html(note)
    if table:
        with st.expander(words("frame.data"), key=f"data:{key}"):
            st.html(table)


def _let_the_page_appear() -> None:
    """Before the first picture of a session: the sentence above it is what a visitor came for."""
    if GIVEN not in st.session_state:
        st.session_state[GIVEN] = True
        tell_now()
        with gate.left():
            time.sleep(MOMENT)
