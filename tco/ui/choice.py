"""What a visitor has chosen: the case as opened, the case as edited, the language, what is compared.

Promise: a document is replaced, never changed in place. Imports `edits`, `store`, the case's presets,
`answers` and the words only.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from tco.case import presets
from tco.edits import Document, changed_inputs
from tco.store import Draft
from tco.ui.answers import Question
from tco.ui.words import LANGUAGES

OWN_FILE = "file"
DEFAULT_CASE = "kr-general-500"


@dataclass(frozen=True)
class Notice:
    """A part of an address that could not be used: the key of its sentence, and what stands in it."""

    key: str
    values: Mapping[str, Any]


@dataclass
class Choice:
    """The visitor's choices.

    Attributes:
        case: id of the preset that was opened, or "file".
        original: the case as opened, to which values are put back.
        document: the case as edited; equal to `original` as long as nothing was changed.
        alternative: picked to be compared with the baseline; empty until one was.
        draft: where the edits are saved; nothing before the first edit.
        restored: whether the draft was found on arrival.
        unsaved: why the last edit could not be saved, or nothing.
        theirs: what another window saved in the same draft meanwhile.
    """

    language: str = LANGUAGES[0]
    case: str = DEFAULT_CASE
    original: Document = field(default_factory=lambda: dict(presets()[DEFAULT_CASE]))
    document: Document = field(default_factory=lambda: dict(presets()[DEFAULT_CASE]))
    alternative: str = ""
    draft: Draft | None = None
    restored: bool = False
    unsaved: str = ""
    theirs: Draft | None = None
    sent_check: str = ""
    notices: list[Notice] = field(default_factory=list)
    _asked: list[tuple[Document, Question]] = field(default_factory=list, repr=False, compare=False)

    @property
    def changed(self) -> dict[str, Any]:
        """The inputs that were given another value or range."""
        return changed_inputs(self.original, self.document)

    @property
    def is_edited(self) -> bool:
        """Whether anything differs from the case as opened."""
        return self.document != self.original

    @property
    def compared(self) -> str:
        """The alternative that was picked, as long as the document has it beside the baseline."""
        baseline, alternatives = self.document.get("baseline", "stay"), self.document.get("alternatives", {})
        known = self.alternative in alternatives and self.alternative != baseline
        return self.alternative if known else ""

    @property
    def question(self) -> Question:
        """What is to be evaluated."""
        return self._question_of(self.document)

    @property
    def first_question(self) -> Question:
        """The case as it was opened."""
        return self._question_of(self.original)

    def _question_of(self, document: Document) -> Question:
        """Made once for each document; the newest two are kept."""
        for known, question in self._asked:
            if known is document:
                return question
        self._asked = [(document, Question.of(document)), *self._asked[:1]]
        return self._asked[0][1]

    @property
    def view(self) -> dict[str, str]:
        """How the case is looked at."""
        return {"language": self.language, "alternative": self.compared}
