"""The log of a draft's revisions, inside a transaction.

Promise: a revision never changes once it is written; an edit after an undo begins a branch and the old branch
stays, until a draft has more than `MOST_REVISIONS`. Imports `content`, `draft`, `failures`, `tables`
and sqlalchemy only.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, Row, delete, func, insert, select, update

from tco.store.content import is_identifier, packed, unpacked
from tco.store.draft import Conflict, Draft, NotStored
from tco.store.failures import CHANGE_LOST
from tco.store.tables import drafts, revisions

MOST_REVISIONS = 500
UNDO_KEPT = 100

_first, _child = revisions.alias("first"), revisions.alias("child")
_redo = (
    select(func.max(_child.c.number))
    .where(_child.c.draft_id == drafts.c.id, _child.c.parent == drafts.c.current)
    .scalar_subquery()
)
# One statement, so that what it reads belongs together whoever writes meanwhile.
READ = (
    select(
        drafts,
        revisions.c.document,
        revisions.c.parent.label("undo"),
        _first.c.document.label("original"),
        _redo.label("redo"),
    )
    .join(revisions, (revisions.c.draft_id == drafts.c.id) & (revisions.c.number == drafts.c.current))
    .join(_first, (_first.c.draft_id == drafts.c.id) & (_first.c.number == 0))
)


def now() -> datetime:
    """The moment of a write."""
    return datetime.now(UTC)


def read(connection: Connection, draft_id: str) -> Draft | None:
    """The draft at its current revision."""
    row = connection.execute(READ.where(drafts.c.id == draft_id)).one_or_none()
    return None if row is None else of_row(row)


def of_row(row: Row[Any]) -> Draft:
    """A row of `READ` as a draft."""
    return Draft(
        id=row.id,
        origin=row.origin,
        original=row.original,
        document=row.document,
        view=unpacked(row.view),
        number=row.current,
        version=row.version,
        undo=row.undo,
        redo=row.redo,
        saved_at=row.saved_at,
    )


def hold(connection: Connection, draft_id: str, version: int) -> Draft:
    """The draft, locked until the end of the transaction.

    Raises:
        NotStored: there is no such draft.
        Conflict: somebody wrote since the version that the caller saw.
    """
    lock = select(drafts.c.id).where(drafts.c.id == draft_id).with_for_update()
    known = is_identifier(draft_id) and connection.execute(lock).one_or_none()
    draft = read(connection, draft_id) if known else None
    if draft is None:
        raise NotStored(f"{CHANGE_LOST}: this draft is no longer stored. Save it as a new draft")
    if draft.version != version:
        raise Conflict(draft)
    return draft


def append(connection: Connection, draft: Draft, document: str, digest: str) -> Draft:
    """Writes a revision after the current one of a draft that is held, and makes it the current one."""
    moment, number, version = now(), drafts.c.latest + 1, drafts.c.version + 1
    made = connection.execute(
        update(drafts)
        .where(drafts.c.id == draft.id)
        .values(view=packed(draft.view), current=number, latest=number, version=version,
                saved_at=moment, touched_at=moment)
        .returning(drafts.c.current, drafts.c.version)
    ).one()  # fmt: skip
    add(connection, draft.id, made.current, draft.number, document, digest)
    if made.current >= MOST_REVISIONS:
        _drop_oldest(connection, draft.id, made.current)
    return replace(
        draft, document=document, number=made.current, version=made.version, undo=draft.number, redo=None,
        saved_at=moment,
    )  # fmt: skip


def add(
    connection: Connection, draft_id: str, number: int, parent: int | None, document: str, digest: str
) -> None:
    """Writes a revision."""
    connection.execute(
        insert(revisions).values(
            draft_id=draft_id, number=number, parent=parent, document=document, digest=digest
        )
    )


def show(connection: Connection, draft_id: str, number: int) -> None:
    """Makes a revision the current one."""
    moment = now()
    connection.execute(
        update(drafts)
        .where(drafts.c.id == draft_id)
        .values(current=number, version=drafts.c.version + 1, saved_at=moment, touched_at=moment)
    )


def is_stored(connection: Connection, draft_id: str, number: int) -> bool:
    """Whether a draft still has a revision; the number may be any."""
    numbers = select(revisions.c.number).where(revisions.c.draft_id == draft_id)
    return number in connection.scalars(numbers).all()


def document_of(connection: Connection, draft_id: str, number: int) -> str | None:
    """The document of a revision, if it is still stored."""
    asked = select(revisions.c.document).where(revisions.c.draft_id == draft_id, revisions.c.number == number)
    document: str | None = connection.execute(asked).scalar_one_or_none()
    return document


def number_of(connection: Connection, draft_id: str, digest: str) -> int | None:
    """The newest revision of that content."""
    found = select(func.max(revisions.c.number)).where(
        revisions.c.draft_id == draft_id, revisions.c.digest == digest
    )
    number: int | None = connection.execute(found).scalar_one()
    return number


def _drop_oldest(connection: Connection, draft_id: str, current: int) -> None:
    """Keeps the draft as opened and the way back; what followed the dropped revision follows its parent."""
    own = revisions.c.draft_id == draft_id
    rows = connection.execute(select(revisions.c.number, revisions.c.parent).where(own))
    parents: dict[int, int | None] = {number: parent for number, parent in rows}
    if len(parents) <= MOST_REVISIONS:
        return
    oldest = min(parents.keys() - {0, *_way_back(parents, current)})
    followers = update(revisions).where(own, revisions.c.parent == oldest)
    connection.execute(followers.values(parent=parents[oldest]))
    connection.execute(delete(revisions).where(own, revisions.c.number == oldest))


def _way_back(parents: dict[int, int | None], current: int) -> Iterator[int]:
    number: int | None = current
    for _ in range(UNDO_KEPT + 1):
        if number is None:
            return
        yield number
        number = parents[number]
