"""Where the drafts are, and the connections to them.

Promise: nothing but SQLite's pragmas and the waiting times differs between databases. Imports `failures`,
sqlalchemy and, for the user's own folder, platformdirs.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError

from tco.store.failures import ELSEWHERE, NOTHING_SAVED, StoreUnavailable, unavailable

VARIABLE = "TCO_DATABASE"
EXAMPLES = "sqlite:////full/path/drafts.sqlite or postgresql://name:password@server/database"
WAIT = 5  # seconds, for a lock or a server

# FULL: a commit is on the disk before it is acknowledged, so that a loss of power takes nothing either.
PRAGMAS = ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON")
OPTIONS: dict[str, dict[str, Any]] = {
    "sqlite": {"connect_args": {"isolation_level": None, "timeout": WAIT}},
    "postgresql": {
        "pool_pre_ping": True,
        "connect_args": {"connect_timeout": WAIT, "options": f"-c lock_timeout={WAIT}s"},
    },
}


@dataclass(frozen=True)
class Place:
    """A database; `file` is where SQLite keeps it."""

    url: URL
    file: Path | None

    def __str__(self) -> str:
        return str(self.file or self.url.render_as_string(hide_password=True))

    def identity(self) -> tuple[int, int] | None:
        """What tells the file from another one put in its place."""
        try:
            found = os.stat(self.file) if self.file else None
        except OSError:
            return None
        return (found.st_dev, found.st_ino) if found else None


def find(url: str | None) -> Place:
    """The place that is asked for, else the one that the environment names, else the user's own.

    Raises:
        StoreUnavailable: there is no such place.
    """
    text = url or os.environ.get(VARIABLE)
    if not text:
        return _own()
    named = "The address of the store" if url else VARIABLE
    try:
        parsed = make_url(text)
    except (ArgumentError, ValueError) as error:
        raise _useless(named, "is not the address of a database") from error
    if parsed.get_backend_name() == "postgresql":
        return Place(parsed, None)
    if parsed.get_backend_name() != "sqlite":
        raise _useless(named, f"names a database that is not supported ({parsed.get_backend_name()})")
    if not parsed.database or parsed.database == ":memory:":
        raise _useless(named, "names a database in memory, which keeps nothing")
    return _with_folder(Place(parsed, Path(parsed.database).absolute()))


def connect(place: Place) -> Engine:
    """The connections to a place; the first one is made when it is needed."""
    try:
        engine = create_engine(place.url, **OPTIONS[place.url.get_backend_name()])
    except (ArgumentError, ImportError) as error:
        step = f"Install it (for PostgreSQL: pip install 'psycopg[binary]'), {ELSEWHERE}"
        raise unavailable(str(place), NOTHING_SAVED, "the driver of the database is missing", step) from error
    if place.file:
        event.listen(engine, "connect", _set_pragmas)
    return engine


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """One transaction, to the end of which nobody else writes to the rows that it locks."""
    with engine.begin() as connection:
        if engine.dialect.name == "sqlite":
            # Taken at once: a lock that grows from reading to writing could fail without a wait.
            connection.exec_driver_sql("BEGIN IMMEDIATE")
        yield connection


def _set_pragmas(connection: sqlite3.Connection, _record: object) -> None:
    with closing(connection.cursor()) as cursor:
        for pragma in PRAGMAS:
            cursor.execute(f"PRAGMA {pragma}")


def _own() -> Place:
    from platformdirs import user_data_dir

    folder = Path(user_data_dir("hospital-tco", appauthor=False))
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        why = f"the folder cannot be made ({error.strerror})"
        step = f"Allow this program to make it, {ELSEWHERE}"
        raise unavailable(str(folder), NOTHING_SAVED, why, step) from error
    file = folder / "drafts.sqlite"
    return Place(URL.create("sqlite", database=str(file)), file)


def _with_folder(place: Place) -> Place:
    """A folder that the user names is not made: it may be a disk that is not there yet."""
    if place.file and not place.file.parent.is_dir():
        why, step = "the folder does not exist", f"Make it, {ELSEWHERE}"
        raise unavailable(str(place), NOTHING_SAVED, why, step)
    return place


def _useless(named: str, why: str) -> StoreUnavailable:
    return StoreUnavailable(f"{NOTHING_SAVED}: {named} {why}. Write it like {EXAMPLES}")
