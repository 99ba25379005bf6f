"""What a database refuses, in plain words.

Promise: each message says what is not saved, why, where, and the next step, and never shows a password; an
error of the database never leaves the package as it is. Imports `errors` and sqlalchemy's errors only.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DBAPIError, SQLAlchemyError, TimeoutError

from tco.errors import UserError

NOTHING_SAVED = "Nothing that you type can be saved"
CHANGE_LOST = "Your last change is not saved"
NOTHING_READ = "The saved drafts cannot be read"

AGAIN = "then make the change again"
ELSEWHERE = "or set TCO_DATABASE to another place and start again"
KEEP = f"Nothing in it was changed; move it to a safe place, {ELSEWHERE}"

FULL = ("the disk is full", f"Free some space on it, {AGAIN}")
LOCKED = (
    "another program keeps the drafts locked",
    f"Close what has them open (a backup, a database viewer), {AGAIN}",
)
READ_ONLY = (
    "the drafts or their folder may not be written",
    f"Allow this program to write there, {ELSEWHERE}",
)
CLOSED = (
    "the file can be neither opened nor made: its folder is missing, or may not be written",
    f"Make the folder or allow this program to write there, {ELSEWHERE}",
)
REFUSED = (
    "the disk refuses it; it may be full, over its quota or taken out",
    f"Free some space on it or put it back, {AGAIN}",
)
DAMAGED = ("the file is damaged", KEEP)
OTHER_FILE = ("the file is not a database of drafts", KEEP)
NO_SERVER = ("the database server does not answer", f"Start it or ask who runs it, {AGAIN}")
NO_ENTRY = (
    "the database server does not let this program in",
    "Check name, password and database in TCO_DATABASE, and start again",
)

SQLITE = {
    sqlite3.SQLITE_BUSY: LOCKED,
    sqlite3.SQLITE_LOCKED: LOCKED,
    sqlite3.SQLITE_FULL: FULL,
    sqlite3.SQLITE_IOERR: REFUSED,
    sqlite3.SQLITE_READONLY: READ_ONLY,
    sqlite3.SQLITE_PERM: READ_ONLY,
    sqlite3.SQLITE_CANTOPEN: CLOSED,
    sqlite3.SQLITE_CORRUPT: DAMAGED,
    sqlite3.SQLITE_NOTADB: OTHER_FILE,
}
# By the beginning of the five characters of the SQL standard's states.
STATES = {
    "08": NO_SERVER,
    "25006": READ_ONLY,
    "28": NO_ENTRY,
    "3D": NO_ENTRY,
    "42501": READ_ONLY,
    "53100": FULL,
    "53": NO_SERVER,
    "55P03": LOCKED,
    "57014": LOCKED,
    "57P": NO_SERVER,
}


class StoreUnavailable(UserError):
    """Something could not be saved or read; what was saved before is unharmed."""


@contextmanager
def told(place: str, lost: str) -> Iterator[None]:
    """Turns every error of the database into a message.

    Args:
        place: where the drafts are.
        lost: what is not saved or read, as the beginning of a sentence.

    Raises:
        StoreUnavailable: the database failed.
    """
    try:
        yield
    except (SQLAlchemyError, sqlite3.Error) as error:
        raise unavailable(place, lost, *_reason(error)) from error


def unavailable(place: str, lost: str, why: str, step: str) -> StoreUnavailable:
    """The one form of such messages."""
    return StoreUnavailable(f"{lost}: {why}. {step}. The drafts are in {place}")


def _reason(error: Exception) -> tuple[str, str]:
    cause = error.orig if isinstance(error, DBAPIError) and error.orig else error
    code = getattr(cause, "sqlite_errorcode", None)
    state = getattr(cause, "sqlstate", None)
    if code is not None and code & 0xFF in SQLITE:
        return SQLITE[code & 0xFF]
    if isinstance(cause, TimeoutError):
        return LOCKED
    if code is None and state is None and type(cause).__name__ == "OperationalError":
        return _no_connection(str(cause))
    known = [reason for prefix, reason in STATES.items() if (state or "").startswith(prefix)]
    return known[0] if known else _unknown(cause)


def _no_connection(message: str) -> tuple[str, str]:
    """A refused login has no state of its own while a connection is being made."""
    entry = ("authentication failed", "does not exist", "no password", "no pg_hba.conf entry")
    return NO_ENTRY if any(each in message for each in entry) else NO_SERVER


def _unknown(cause: BaseException) -> tuple[str, str]:
    lines = str(cause).splitlines() or [type(cause).__name__]
    return f"the database refuses it ({lines[0]})", f"Start the program again, {ELSEWHERE}"
