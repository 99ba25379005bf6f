"""A failing database: a message says what is not saved, why, where and what next; nothing is destroyed."""

import json
import os
import shutil
import sqlite3
import stat
import subprocess
import sys
import tempfile
from contextlib import closing, contextmanager
from pathlib import Path

import alembic.command  # noqa: F401  so that an account without rights need not read it
import pytest
from sqlalchemy import create_engine, text

from tco.errors import UserError
from tco.store import Store, StoreUnavailable, place

CHANGE = "Your last change is not saved: "
NOTHING = "Nothing that you type can be saved: "
LARGE = json.dumps("x" * 500_000)


def message_of(work):
    """The message with which work is refused: whole sentences, one line, no traceback."""
    with pytest.raises(StoreUnavailable) as error:
        work()
    assert isinstance(error.value, UserError)
    assert "\n" not in str(error.value)
    return str(error.value)


def begun(store):
    return store.create("file", '"opened"', '"edited"', {"language": "ko"})


@contextmanager
def without_rights():
    """As an account that owns nothing; the tests may run as root, whom no file mode stops."""
    if os.geteuid() != 0:
        yield
        return
    os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(0)


@pytest.fixture
def open_folder():
    """A folder that every account may enter."""
    folder = Path(tempfile.mkdtemp())
    folder.chmod(0o755)
    yield folder
    folder.chmod(0o755)
    shutil.rmtree(folder)


# --- Writing fails ------------------------------------------------------------------------------------------


def test_a_full_database_keeps_what_it_has(file, opened, monkeypatch):
    draft = begun(opened(f"sqlite:///{file}"))
    monkeypatch.setattr(place, "PRAGMAS", (*place.PRAGMAS, "max_page_count=60"))
    store = opened(f"sqlite:///{file}")
    message = message_of(lambda: store.edit(draft.id, draft.version, LARGE, {}))
    assert message.startswith(f"{CHANGE}the disk is full. Free some space on it, then make the change again.")
    assert message.endswith(f"The drafts are in {file}")
    assert store.load(draft.id) == draft
    assert store.edit(draft.id, draft.version, '"small"', {}).number == 2


FILE_LIMIT = """
import resource, signal, sys
from tco.store import Store, StoreUnavailable
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
store = Store.open(sys.argv[1])
draft = store.create("file", '"opened"', '"edited"', {})
resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, resource.RLIM_INFINITY))
try:
    store.edit(draft.id, draft.version, sys.stdin.read(), {})
except StoreUnavailable as error:
    print(error)
assert store.load(draft.id) == draft
resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
print(store.edit(draft.id, draft.version, '"later"', {}).number)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="limits of a process are POSIX's")
def test_a_write_that_the_disk_refuses_changes_nothing_and_works_again_later(file):
    program = [sys.executable, "-c", FILE_LIMIT, f"sqlite:///{file}"]
    done = subprocess.run(program, input=LARGE, capture_output=True, text=True, check=True)
    message, number = done.stdout.splitlines()
    assert message.startswith(f"{CHANGE}the disk refuses it; it may be full, over its quota or taken out.")
    assert message.endswith(f"The drafts are in {file}")
    assert number == "2"


def test_a_locked_database_is_named_as_locked_and_still_read(address, opened, monkeypatch):
    options = {"timeout": 0.2, "isolation_level": None}
    monkeypatch.setitem(place.OPTIONS, "sqlite", {"connect_args": options})
    monkeypatch.setitem(place.OPTIONS, "postgresql", {"connect_args": {"options": "-c lock_timeout=200"}})
    store = opened(address)
    draft = begun(store)
    engine = create_engine(address)
    with engine.begin() as other:
        other.execute(text("UPDATE drafts SET origin = origin"))
        message = message_of(lambda: store.edit(draft.id, draft.version, '"new"', {}))
        assert store.load(draft.id) == draft
        assert opened(address).recent() == [draft]
    engine.dispose()
    assert message.startswith(f"{CHANGE}another program keeps the drafts locked. Close what has them open")
    assert store.edit(draft.id, draft.version, '"new"', {}).number == 2


@pytest.mark.parametrize("replaced", [False, True], ids=["removed", "replaced"])
def test_a_file_that_was_taken_away_is_noticed(file, opened, file_store, replaced):
    draft = begun(file_store)
    away = file.with_name("away.sqlite")
    file.rename(away)
    if replaced:
        opened(f"sqlite:///{file}")
    message = message_of(lambda: file_store.edit(draft.id, draft.version, '"new"', {}))
    assert message.startswith(
        f"{CHANGE}the file was removed or replaced while the program was running. Put it back"
    )
    if not replaced:
        away.rename(file)
        assert file_store.edit(draft.id, draft.version, '"new"', {}).number == 2


# --- Opening fails ------------------------------------------------------------------------------------------


def test_a_folder_that_may_not_be_written(open_folder):
    open_folder.chmod(0o555)
    with without_rights():
        message = message_of(lambda: Store.open(f"sqlite:///{open_folder}/drafts.sqlite"))
    assert message.startswith(
        f"{NOTHING}the file can be neither opened nor made: its folder is missing, or may not"
    )
    assert message.endswith(f"The drafts are in {open_folder}/drafts.sqlite")
    assert list(open_folder.iterdir()) == []


def test_a_file_that_may_not_be_written_is_read(open_folder):
    address = f"sqlite:///{open_folder}/drafts.sqlite"
    with closing(Store.open(address)) as store:
        draft = begun(store)
        open_folder.chmod(0o777)
        for each in open_folder.iterdir():
            each.chmod(0o444)
        with without_rights(), closing(Store.open(address)) as reader:
            assert reader.load(draft.id) == draft
            message = message_of(lambda: reader.edit(draft.id, draft.version, '"new"', {}))
        assert message.startswith(
            f"{CHANGE}the drafts or their folder may not be written. Allow this program"
        )
        assert store.load(draft.id) == draft


def garbage(file):
    file.write_bytes(b"\x00\xff no database at all " * 500)


def letter(file):
    file.write_text("Dear colleagues,\n", encoding="utf-8")


def cut(file):
    made(file)
    file.write_bytes(file.read_bytes()[:6000])


def holed(file):
    made(file)
    content = bytearray(file.read_bytes())
    content[4096:] = os.urandom(len(content) - 4096)
    file.write_bytes(content)


def made(file):
    with closing(Store.open(f"sqlite:///{file}")) as store:
        begun(store)


@pytest.mark.parametrize(
    ("damage", "why"),
    [
        (garbage, "the file is not a database of drafts"),
        (letter, "the file is not a database of drafts"),
        (cut, "the file is damaged"),
        (holed, "the file is damaged"),
    ],
)
def test_a_broken_file_is_refused_and_left_as_it_is(file, damage, why):
    damage(file)
    before = file.read_bytes()
    message = message_of(lambda: Store.open(f"sqlite:///{file}"))
    assert message.startswith(
        f"{NOTHING}{why}. Nothing in it was changed; move it to a safe place, or set TCO_DATA"
    )
    assert message.endswith(f"The drafts are in {file}")
    assert file.read_bytes() == before
    assert list(file.parent.iterdir()) == [file]


def test_a_document_on_a_damaged_page_is_said_to_be_damaged(file, opened):
    with closing(Store.open(f"sqlite:///{file}")) as store:
        draft = store.create("file", LARGE, '"edited"', {})
    with sqlite3.connect(file) as connection:
        root = connection.execute("SELECT rootpage FROM sqlite_master WHERE name = 'revisions'").fetchone()[0]
    connection.close()
    content = bytearray(file.read_bytes())
    content[(root - 1) * 4096 : root * 4096] = b"\xff" * 4096
    file.write_bytes(content)
    store = opened(f"sqlite:///{file}")
    message = message_of(lambda: store.load(draft.id))
    assert message.startswith(
        "The saved drafts cannot be read: the file is damaged. Nothing in it was changed"
    )


def test_a_folder_that_is_not_there_is_not_made(tmp_path):
    message = message_of(lambda: Store.open(f"sqlite:///{tmp_path}/missing/drafts.sqlite"))
    assert message.startswith(f"{NOTHING}the folder does not exist. Make it, or set TCO_DATABASE")
    assert not (tmp_path / "missing").exists()


def test_a_folder_in_place_of_the_file(file):
    file.mkdir()
    assert "the file can be neither opened nor made" in message_of(lambda: Store.open(f"sqlite:///{file}"))


# --- Where the drafts are -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("address", "why"),
    [
        ("/data/drafts.sqlite", "is not the address of a database"),
        ("postgresql://name:secret@server:port/base", "is not the address of a database"),
        ("mysql://name:secret@server/base", "names a database that is not supported (mysql)"),
        ("oracle+nothing://secret@x", "names a database that is not supported (oracle)"),
        ("sqlite://", "names a database in memory, which keeps nothing"),
        ("sqlite:///:memory:", "names a database in memory, which keeps nothing"),
    ],
)
def test_an_address_that_names_no_place(address, why, monkeypatch):
    monkeypatch.setenv("TCO_DATABASE", address)
    message = message_of(Store.open)
    assert message.startswith(
        f"{NOTHING}TCO_DATABASE {why}. Write it like sqlite:////full/path/drafts.sqlite"
    )
    assert "secret" not in message


def test_a_driver_that_is_missing():
    message = message_of(lambda: Store.open("postgresql+nothing://name:secret@server/base"))
    assert message.startswith(f"{NOTHING}the driver of the database is missing. Install it")
    assert "secret" not in message


def test_a_server_that_is_not_there(monkeypatch):
    pytest.importorskip("psycopg")
    message = message_of(lambda: Store.open("postgresql://name:secret@127.0.0.1:1/base"))
    assert message.startswith(f"{NOTHING}the database server does not answer. Start it or ask who runs it")
    assert message.endswith("The drafts are in postgresql://name:***@127.0.0.1:1/base")


def test_a_server_that_does_not_know_the_database(server):
    folder, _ = server
    message = message_of(lambda: Store.open(f"postgresql+psycopg://postgres:secret@/missing?host={folder}"))
    assert message.startswith(
        f"{NOTHING}the database server does not let this program in. Check name, password"
    )
    assert "secret" not in message


def test_a_server_that_restarts_is_found_again(server, opened):
    folder, control = server
    control.execute("CREATE DATABASE restarted")
    store = opened(f"postgresql+psycopg://postgres@/restarted?host={folder}")
    draft = begun(store)
    control.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = 'restarted'")
    assert store.edit(draft.id, draft.version, '"new"', {}).number == 2


@pytest.fixture
def own_folder(tmp_path, monkeypatch):
    """The user's data folder, wherever the system has it."""
    monkeypatch.delenv("TCO_DATABASE", raising=False)
    monkeypatch.setattr("platformdirs.user_data_dir", lambda name, **_: str(tmp_path / "share" / name))
    return tmp_path / "share" / "hospital-tco"


def test_without_an_address_the_drafts_are_in_a_folder_of_the_users_own(own_folder):
    with closing(Store.open()) as store:
        draft = begun(store)
    assert {each.name for each in own_folder.iterdir()} == {"drafts.sqlite"}
    if os.name == "posix":
        assert stat.S_IMODE(own_folder.stat().st_mode) == 0o700
    with closing(Store.open(f"sqlite:///{own_folder}/drafts.sqlite")) as store:
        assert store.load(draft.id) == draft


def test_the_environment_names_another_place(own_folder, file, monkeypatch):
    monkeypatch.setenv("TCO_DATABASE", f"sqlite:///{file}")
    with closing(Store.open()):
        assert file.exists()
    assert not own_folder.exists()


def test_a_folder_of_the_users_own_that_cannot_be_made(own_folder):
    own_folder.parent.write_text("in the way", encoding="utf-8")
    message = message_of(Store.open)
    assert message.startswith(f"{NOTHING}the folder cannot be made (")
    assert message.endswith(f"The drafts are in {own_folder}")
