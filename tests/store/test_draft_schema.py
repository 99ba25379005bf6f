"""The schema grows by steps: none is lost, none is half taken, and a newer one is refused."""

import shutil
import sqlite3
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine, text

from tco.store import Draft, StoreUnavailable, schema
from tco.store.tables import metadata

OLD = sorted(Path(__file__).parent.glob("schema_*.sql"))
STEP = """
import sqlalchemy as sa
from alembic import op
revision, down_revision = "9999", "{head}"
def upgrade():
    op.add_column("drafts", sa.Column("note", sa.Text, nullable=False, server_default="none"))
    op.create_table("notes", sa.Column("id", sa.Integer, primary_key=True))
    {more}
"""


@pytest.fixture
def next_version(tmp_path, monkeypatch):
    """Makes the program the one of tomorrow, which has one step more."""

    def become(more="pass"):
        folder = tmp_path / "50%" / "migrations"
        shutil.copytree(schema.MIGRATIONS, folder, ignore=shutil.ignore_patterns("__pycache__"))
        (folder / "versions" / "v9999_notes.py").write_text(STEP.format(head=schema.HEAD, more=more))
        monkeypatch.setattr(schema, "MIGRATIONS", folder)
        monkeypatch.setattr(schema, "REVISIONS", (*schema.REVISIONS, "9999"))
        monkeypatch.setattr(schema, "HEAD", "9999")

    return become


def asked(address, query):
    engine = create_engine(address)
    with engine.connect() as connection:
        rows = connection.execute(text(query)).all()
    engine.dispose()
    return [tuple(row) for row in rows]


def test_the_migrations_make_the_tables_that_the_store_uses(store, address):
    engine = create_engine(address)
    with engine.connect() as connection:
        context = MigrationContext.configure(
            connection, opts={"compare_type": True, "compare_server_default": True}
        )
        assert compare_metadata(context, metadata) == []
    engine.dispose()


def test_the_revisions_that_the_store_knows_are_those_of_its_migrations():
    config = Config()
    config.set_main_option("script_location", str(schema.MIGRATIONS))
    steps = ScriptDirectory.from_config(config).walk_revisions()
    assert [step.revision for step in steps] == list(reversed(schema.REVISIONS))
    assert [each.stem for each in OLD] == [f"schema_{revision}" for revision in schema.REVISIONS]


@pytest.mark.parametrize("old", OLD, ids=lambda each: each.stem)
def test_drafts_of_every_schema_are_read(old, file, opened):
    with sqlite3.connect(file) as connection:
        connection.executescript(old.read_text())
    connection.close()
    store = opened(f"sqlite:///{file}")
    draft = store.load(f"kept-since-{old.stem.replace('_', '-')}")
    assert draft == Draft(
        id=draft.id, origin="kr-general-500", original='{"beds": 500}',
        document='{"beds": 450, "name": "서울"}', view={"language": "ko"},
        number=1, version=3, undo=0, redo=2, saved_at=datetime(2126, 1, 2, 3, 4, 5, 6, tzinfo=UTC),
    )  # fmt: skip
    assert store.redo(draft.id, draft.version).document == '{"beds": 400}'


def test_a_step_keeps_every_draft_and_the_old_program_refuses_the_new_schema(
    address, opened, next_version, monkeypatch
):
    saved = opened(address).create("file", "{}", '{"가": 1}', {})
    with monkeypatch.context():
        next_version()
        assert opened(address).load(saved.id) == saved
        assert asked(address, "SELECT note FROM drafts") == [("none",)]
        monkeypatch.undo()
    with pytest.raises(StoreUnavailable) as error:
        opened(address)
    message = str(error.value)
    assert message.startswith(
        "Nothing that you type can be saved: a newer version of the program made the drafts"
    )
    assert "'9999' is unknown here" in message
    assert "install that version, or set TCO_DATABASE to another place" in message
    assert asked(address, "SELECT id FROM drafts") == [(saved.id,)]


def test_a_step_that_fails_is_not_half_taken(address, opened, next_version):
    saved = opened(address).create("file", "{}", '{"a": 1}', {})
    before = asked(address, "SELECT * FROM drafts")
    next_version(more='op.execute("SELECT nothing FROM nowhere")')
    with pytest.raises(StoreUnavailable, match="Nothing that you type can be saved: the database refuses it"):
        opened(address)
    assert asked(address, "SELECT version_num FROM alembic_version") == [(schema.REVISIONS[-2],)]
    assert asked(address, "SELECT * FROM drafts") == before
    assert saved.id == before[0][0]
    with pytest.raises(Exception, match="notes"):
        asked(address, "SELECT * FROM notes")


def test_a_database_of_another_program_is_left_alone(address, opened):
    engine = create_engine(address)
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE patients (name TEXT)"))
    engine.dispose()
    with pytest.raises(
        StoreUnavailable, match="is not a database of drafts. Nothing in it was changed; move it"
    ):
        opened(address)
    assert asked(address, "SELECT * FROM patients") == []
    with pytest.raises(Exception, match="drafts"):
        asked(address, "SELECT * FROM drafts")


@pytest.mark.parametrize(
    ("work", "loaded"),
    [
        ("import tco, tco.results, tco.cli", []),
        ("import tco.store", ["sqlalchemy"]),
        ("from tco.store import Store; Store.open({address!r}).recent()", ["sqlalchemy"]),
    ],
    ids=["the model", "the store", "a store that is up to date"],
)
def test_a_library_is_loaded_when_it_is_needed(work, loaded, file, file_store):
    names = ("sqlalchemy", "alembic", "platformdirs")
    work = work.format(address=f"sqlite:///{file}")
    program = f"import sys; {work}; print(*(each for each in {names} if each in sys.modules))"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.split() == loaded
