"""The store of drafts.

Promise: every write is one transaction, and is on the disk when the method returns; one store may be used by
many threads, one database by many processes. Imports the other modules of the package, and sqlalchemy.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import replace
from datetime import timedelta
from typing import Self

from sqlalchemy import Connection, Engine, delete, insert, or_, select, update

from tco.store import log
from tco.store.content import checked_digest, digest, is_identifier, new_identifier, packed
from tco.store.draft import Draft, NotStored
from tco.store.failures import CHANGE_LOST, NOTHING_READ, NOTHING_SAVED, StoreUnavailable, told, unavailable
from tco.store.place import Place, connect, find, writing
from tco.store.schema import bring_up_to_date
from tco.store.tables import drafts

KEPT_FOR = timedelta(days=400)
TOUCHED_EVERY = timedelta(days=1)


class Store:
    """Drafts in a database; made by `Store.open`."""

    def __init__(self, engine: Engine, place: Place):
        self._engine = engine
        self._place = place
        self._identity = place.identity()

    @classmethod
    def open(cls, url: str | None = None) -> Self:
        """Opens the drafts, brings their schema up to date and removes what was untouched for long.

        Args:
            url: of a database; by default the one that TCO_DATABASE names, else a file of the user's own.

        Raises:
            StoreUnavailable: nothing can be saved there; the message says why and what to do.
        """
        place = find(url)
        engine = connect(place)
        try:
            with told(str(place), NOTHING_SAVED):
                bring_up_to_date(engine, place)
        except BaseException:
            engine.dispose()
            raise
        store = cls(engine, place)
        with suppress(StoreUnavailable):  # what cannot be removed now is removed at the next opening
            store._remove_untouched()
        return store

    def close(self) -> None:
        """Gives back the connections."""
        self._engine.dispose()

    def create(self, origin: str, original: str, document: str, view: Mapping[str, str]) -> Draft:
        """A new draft: revision 0 is the case as opened, revision 1 its edit, if that differs."""
        draft_id, moment = new_identifier(), log.now()
        digests = checked_digest(original), checked_digest(document)
        last = int(digests[0] != digests[1])
        with self._writing() as connection:
            connection.execute(
                insert(drafts).values(
                    id=draft_id, origin=origin, view=packed(view), current=last, latest=last, version=1,
                    saved_at=moment, touched_at=moment,
                )
            )  # fmt: skip
            log.add(connection, draft_id, 0, None, original, digests[0])
            if last:
                log.add(connection, draft_id, 1, 0, document, digests[1])
            return _stored(connection, draft_id)

    def load(self, draft_id: str) -> Draft | None:
        """The draft of that id, which may be any text."""
        if not is_identifier(draft_id):
            return None
        with self._reading() as connection:
            return log.read(connection, draft_id)

    def edit(self, draft_id: str, version: int, document: str, view: Mapping[str, str]) -> Draft:
        """Writes a revision after the current one; a document of equal content adds none.

        Raises:
            Conflict: somebody else wrote since that version.
            NotStored: the draft was forgotten.
            StoreUnavailable: the change cannot be saved.
        """
        new = checked_digest(document)
        with self._writing() as connection:
            draft = replace(log.hold(connection, draft_id, version), view=view)
            if new == digest(draft.document):
                connection.execute(update(drafts).where(drafts.c.id == draft_id).values(view=packed(view)))
                return draft
            return log.append(connection, draft, document, new)

    def undo(self, draft_id: str, version: int) -> Draft:
        """Goes back to the revision that the current one was made from; stays at the first."""
        return self._move(draft_id, version, lambda draft: draft.undo)

    def redo(self, draft_id: str, version: int) -> Draft:
        """Goes on to the newest revision that was made from the current one; stays at the last."""
        return self._move(draft_id, version, lambda draft: draft.redo)

    def show(self, draft_id: str, version: int, number: int) -> Draft:
        """Makes an existing revision the current one.

        Raises:
            NotStored: there is no such revision.
        """
        return self._move(draft_id, version, lambda _: number)

    def number_of(self, draft_id: str, document: str) -> int | None:
        """The newest revision whose content equals a document, which may be any text."""
        sought = digest(document)
        if sought is None or not is_identifier(draft_id):
            return None
        with self._reading() as connection:
            return log.number_of(connection, draft_id, sought)

    def before(self, draft: Draft) -> str | None:
        """The document that the draft's current revision was made from; none of the case as opened."""
        if draft.undo is None:
            return None
        with self._reading() as connection:
            return log.document_of(connection, draft.id, draft.undo)

    def keep_view(self, draft_id: str, view: Mapping[str, str]) -> None:
        """Keeps what is looked at; the last one to say so wins, and an equal view costs no write."""
        if not is_identifier(draft_id):
            return
        text, moment = packed(view), log.now()
        differs = or_(drafts.c.view != text, drafts.c.touched_at < moment - TOUCHED_EVERY)
        with self._reading() as connection:
            if not connection.execute(select(drafts.c.id).where(drafts.c.id == draft_id, differs)).first():
                return
        with self._writing() as connection:
            connection.execute(
                update(drafts).where(drafts.c.id == draft_id).values(view=text, touched_at=moment)
            )

    def recent(self, limit: int = 10) -> list[Draft]:
        """The drafts that were saved last, newest first."""
        newest = log.READ.order_by(drafts.c.saved_at.desc(), drafts.c.id).limit(limit)
        with self._reading() as connection:
            return [log.of_row(row) for row in connection.execute(newest)]

    def forget(self, draft_id: str) -> None:
        """Removes a draft with all its revisions, if it is there."""
        if is_identifier(draft_id):
            with self._writing() as connection:
                connection.execute(delete(drafts).where(drafts.c.id == draft_id))

    def _move(self, draft_id: str, version: int, target: Callable[[Draft], int | None]) -> Draft:
        with self._writing() as connection:
            draft = log.hold(connection, draft_id, version)
            number = target(draft)
            if number is None or number == draft.number:
                return draft
            if not log.is_stored(connection, draft_id, number):
                raise NotStored(
                    f"{CHANGE_LOST}: revision {number} of this draft is no longer stored. "
                    f"Undo step by step instead, or make the change again"
                )
            log.show(connection, draft_id, number)
            return _stored(connection, draft_id)

    def _remove_untouched(self) -> None:
        """Looks before it writes, so that opening waits for nobody."""
        untouched = drafts.c.touched_at < log.now() - KEPT_FOR
        with self._reading() as connection:
            if not connection.execute(select(drafts.c.id).where(untouched).limit(1)).first():
                return
        with self._writing() as connection:
            connection.execute(delete(drafts).where(untouched))

    @contextmanager
    def _reading(self) -> Iterator[Connection]:
        with told(str(self._place), NOTHING_READ), self._engine.connect() as connection:
            yield connection

    @contextmanager
    def _writing(self) -> Iterator[Connection]:
        if self._place.identity() != self._identity:
            why = "the file was removed or replaced while the program was running"
            step = "Put it back, or start the program again"
            raise unavailable(str(self._place), CHANGE_LOST, why, step)
        with told(str(self._place), CHANGE_LOST), writing(self._engine) as connection:
            yield connection


def _stored(connection: Connection, draft_id: str) -> Draft:
    draft = log.read(connection, draft_id)
    assert draft is not None
    return draft
