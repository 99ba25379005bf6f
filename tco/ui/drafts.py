"""A visitor's edits in the store: saved when they are made, found again on arrival, undone and redone.

Promise: an edit is saved before anything is drawn from it; what cannot be saved stays on the page and is
said; another window's edit is never written over. Imports `store`, `edits`, `errors`, `address`, `answers`,
`choice` and the words only.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import cache
from typing import TypeVar

from tco.edits import Document
from tco.errors import UserError
from tco.store import Conflict, Draft, NotStored, Store, StoreUnavailable
from tco.ui.address import read_address
from tco.ui.answers import answer
from tco.ui.choice import OWN_FILE, Choice, Notice
from tco.ui.words import LANGUAGES

LOG = logging.getLogger(__name__)
T = TypeVar("T")


@cache
def store() -> Store:
    """The one store of this process; an attempt that failed is made again next time."""
    return Store.open()


def text_of(document: Document) -> str:
    """A document as the store keeps it."""
    return json.dumps(document, ensure_ascii=False, default=str)


def arrive(address: Mapping[str, str]) -> Choice:
    """The choice of a new session: the draft that the address names, else what the address says."""
    try:
        draft = store().load(address.get("draft", ""))
    except StoreUnavailable as error:
        LOG.warning("%s", error)
        return _without_draft(address, Notice("draft.unread", {"why": error.problems}))
    if draft is None:
        return _without_draft(address, Notice("draft.gone" if "case" in address else "draft.lost", {}))
    choice = of_draft(draft)
    try:
        answer(choice.first_question)
    except UserError as error:
        return _without_draft(address, Notice("draft.outdated", {"why": error.problems}))
    choice.restored = True
    if "case" in address:
        _add_what_the_address_says(choice, read_address(address))
    _look(choice, address)
    _keep_view(choice)
    return choice


def _keep_view(choice: Choice) -> None:
    """A draft that is only looked at stays as long as one that is edited."""
    try:
        if choice.draft is not None:
            store().keep_view(choice.draft.id, choice.view)
    except StoreUnavailable as error:
        LOG.warning("%s", error)


def _without_draft(address: Mapping[str, str], notice: Notice) -> Choice:
    """What the address says of itself, and why the draft that it names is not opened."""
    choice = read_address(address)
    if address.get("draft"):
        choice.notices.append(notice)
    return choice


def _add_what_the_address_says(choice: Choice, sent: Choice) -> None:
    """An earlier state of the draft is an old address; a later one is opened; one it never had is an edit."""
    is_older = _is_of_older_preset(choice, sent)
    known = _tried(choice, lambda draft: store().number_of(draft.id, text_of(sent.document)))
    if known is not None and choice.draft is not None and known > choice.draft.number:
        _move(choice, lambda draft: store().show(draft.id, draft.version, known))
    elif sent.case == choice.case and known is None and not choice.unsaved and not is_older:
        choice.document = sent.document
        save(choice)
    choice.notices = sent.notices
    if is_older or (known is not None and sent.document == choice.document):
        choice.sent_check = sent.sent_check


def _is_of_older_preset(choice: Choice, sent: Choice) -> bool:
    """Whether a release has changed the preset since, so that an address stands for another case by now."""
    return sent.case == choice.case != OWN_FILE and sent.original != choice.original


def follow(choice: Choice, address: Mapping[str, str]) -> Choice:
    """The choice after the address changed under an open page: Back, Forward, a link, a typed value."""
    named = address.get("draft", "")
    if named and (choice.draft is None or named != choice.draft.id):
        return arrive(address)
    if choice.draft is not None and named == choice.draft.id and "case" not in address:
        _look(choice, address)
        return choice
    sent = read_address(address)
    if sent.case != choice.case:
        return sent
    if sent.document != choice.document and not _is_of_older_preset(choice, sent):
        _return_to(choice, sent.document)
    choice.notices, choice.sent_check = sent.notices, sent.sent_check
    _look(choice, address)
    return choice


def _return_to(choice: Choice, document: Document) -> None:
    """Show the revision that an address stands for, or save it as a new one."""
    number = _tried(choice, lambda draft: store().number_of(draft.id, text_of(document)))
    choice.document = document
    if number is None:
        save(choice)
    else:
        _move(choice, lambda draft: store().show(draft.id, draft.version, number))


def _look(choice: Choice, address: Mapping[str, str]) -> None:
    """Language and alternative as the address has them."""
    if address.get("lang") in LANGUAGES:
        choice.language = address["lang"]
    if address.get("vs") in choice.document.get("alternatives", {}):
        choice.alternative = address["vs"]


def of_draft(draft: Draft) -> Choice:
    """A stored draft as a choice."""
    original, document = json.loads(draft.original), json.loads(draft.document)
    language = draft.view.get("language", LANGUAGES[0])
    return Choice(
        language=language if language in LANGUAGES else LANGUAGES[0], case=draft.origin, original=original,
        document=document, alternative=draft.view.get("alternative", ""), draft=draft,
    )  # fmt: skip


def save(choice: Choice) -> None:
    """Save the document of a choice as the next revision of its draft; the first edit makes the draft."""
    if choice.theirs is not None:
        return
    document = text_of(choice.document)
    try:
        if choice.draft is None:
            original = text_of(choice.original)
            choice.draft = store().create(choice.case, original, document, choice.view)
        else:
            draft = choice.draft
            choice.draft = store().edit(draft.id, draft.version, document, choice.view)
        choice.unsaved = ""
    except Conflict as conflict:
        choice.theirs, choice.unsaved = conflict.theirs, ""
    except NotStored:
        _save_anew(choice)
    except StoreUnavailable as error:
        LOG.warning("%s", error)
        choice.unsaved = str(error)


def _save_anew(choice: Choice) -> None:
    """What is on the screen goes on as a draft of its own after its draft was removed elsewhere."""
    choice.draft = None
    save(choice)


def keep_view(choice: Choice) -> None:
    """Write down what is looked at, once after each change of it; no work is lost where that fails."""
    draft = choice.draft
    if draft is None or dict(draft.view) == choice.view:
        return
    choice.draft = replace(draft, view=choice.view)
    try:
        store().keep_view(draft.id, choice.view)
    except StoreUnavailable as error:
        LOG.warning("%s", error)


def has_unsaved(choice: Choice) -> bool:
    """Whether the screen shows an edit that could not be written into the draft."""
    draft = choice.draft
    return bool(choice.unsaved) and draft is not None and choice.document != json.loads(draft.document)


def can_undo(choice: Choice) -> bool:
    """Whether there is an edit to take back."""
    draft = choice.draft
    if draft is None or choice.theirs is not None:
        return False
    return draft.undo is not None or has_unsaved(choice)


def can_redo(choice: Choice) -> bool:
    """Whether there is an edit to make again; after another one that is not saved yet there is none."""
    draft = choice.draft
    if draft is None or choice.theirs is not None:
        return False
    return draft.redo is not None and not has_unsaved(choice)


def undo(choice: Choice) -> None:
    """Take the last edit back; one that could not be saved is not in the draft, which is shown again."""
    if choice.draft is not None and has_unsaved(choice):
        choice.document, choice.unsaved = json.loads(choice.draft.document), ""
        return
    _move(choice, lambda draft: store().undo(draft.id, draft.version))


def redo(choice: Choice) -> None:
    """Make the edit again that was taken back."""
    _move(choice, lambda draft: store().redo(draft.id, draft.version))


def take_theirs(choice: Choice) -> None:
    """Go on from what the other window saved; one's own edit is kept as a draft of its own."""
    theirs, choice.theirs = choice.theirs, None
    assert theirs is not None
    _tried(choice, lambda _: store().create(choice.case, text_of(choice.original), text_of(choice.document),
                                            choice.view))  # fmt: skip
    choice.draft, choice.document = theirs, json.loads(theirs.document)


def keep_mine(choice: Choice) -> None:
    """Save one's own state after what the other window saved, which can be had back by undoing."""
    choice.draft, choice.theirs = choice.theirs, None
    save(choice)


def keep_both(choice: Choice) -> None:
    """Go on in a draft of one's own; the other window keeps the old one."""
    choice.draft, choice.theirs = None, None
    save(choice)


def _move(choice: Choice, step: Callable[[Draft], Draft]) -> None:
    moved = _tried(choice, step)
    if moved is not None:
        choice.draft, choice.document, choice.unsaved = moved, json.loads(moved.document), ""


def _tried(choice: Choice, step: Callable[[Draft], T]) -> T | None:
    """What a step on the draft gave; nothing where another window was faster, or it cannot be made."""
    try:
        return step(choice.draft) if choice.draft is not None else None
    except Conflict as conflict:
        choice.theirs, choice.unsaved = conflict.theirs, ""
    except NotStored:
        _save_anew(choice)
    except StoreUnavailable as error:
        LOG.warning("%s", error)
        choice.unsaved = str(error)
    return None
