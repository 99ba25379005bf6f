"""A draft as the pages see it, and what can be wrong with a write to it.

Promise: a draft is a value; nothing changes it. Imports `errors` and `failures` only.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from tco.errors import UserError
from tco.store.failures import StoreUnavailable


@dataclass(frozen=True)
class Draft:
    """A case being edited, at its current revision.

    Attributes:
        id: unguessable and fit for an address.
        origin: id of the preset it began from, or "file".
        original: JSON text of the case as opened, which is revision 0.
        document: JSON text of the current revision.
        view: language and alternative looked at.
        number: the current revision.
        version: grows with every edit, undo, redo and show; who writes names the version that they saw.
        undo: the revision that undoing leads to, if any.
        redo: the revision that redoing leads to, if any.
        saved_at: when the current revision was made the current one, in UTC.
    """

    id: str
    origin: str
    original: str
    document: str
    view: Mapping[str, str]
    number: int
    version: int
    undo: int | None
    redo: int | None
    saved_at: datetime


class Conflict(UserError):
    """Somebody else wrote first; `theirs` is what they saved, and nothing of ours was written."""

    def __init__(self, theirs: Draft):
        self.theirs = theirs
        super().__init__(
            f"Your last change is not saved: another window changed this draft at "
            f"{theirs.saved_at:%Y-%m-%d %H:%M:%S} UTC. Compare the two, then keep one of them or both"
        )


class NotStored(StoreUnavailable):
    """The draft, or one revision of it, is not there (any more); what one has can be saved as a new draft."""
