"""The version of the schema: read at every opening, and brought up to date when it is old.

Promise: a database of another program or of a newer version is refused untouched; Alembic is loaded only when
there is a step to take. Imports `failures`, `place`, sqlalchemy and, for a step, alembic.
"""

from __future__ import annotations

from pathlib import Path
from threading import Lock

from sqlalchemy import Connection, Engine, inspect, text
from sqlalchemy.exc import DBAPIError

from tco.store.failures import ELSEWHERE, NOTHING_SAVED, OTHER_FILE, unavailable
from tco.store.place import Place, writing

MIGRATIONS = Path(__file__).parent / "migrations"
REVISIONS = ("0001",)
HEAD = REVISIONS[-1]
VERSION_TABLE = "alembic_version"

_migrating = Lock()  # Alembic's context belongs to the whole process


def bring_up_to_date(engine: Engine, place: Place) -> None:
    """Takes the steps that are missing, all or none.

    Raises:
        StoreUnavailable: the database is not one of drafts, or of a newer version.
    """
    with engine.connect() as connection:
        if _is_current(connection, place):
            return
    try:
        with _migrating, writing(engine) as connection:
            _migrate(connection)
    except DBAPIError:
        # Another process may have taken the same steps at the same time.
        with engine.connect() as connection:
            if not _is_current(connection, place):
                raise


def _is_current(connection: Connection, place: Place) -> bool:
    tables = inspect(connection).get_table_names()
    if VERSION_TABLE not in tables:
        if tables:
            raise unavailable(str(place), NOTHING_SAVED, *OTHER_FILE)
        return False
    found = connection.scalars(text(f"SELECT version_num FROM {VERSION_TABLE}")).all()
    for each in found:
        if each not in REVISIONS:
            why = f"a newer version of the program made the drafts (their schema {each!r} is unknown here)"
            step = f"Nothing in them was changed; install that version, {ELSEWHERE}"
            raise unavailable(str(place), NOTHING_SAVED, why, step)
    return list(found) == [HEAD]


def _migrate(connection: Connection) -> None:
    """Takes the missing steps; none, where another thread or process was faster."""
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
