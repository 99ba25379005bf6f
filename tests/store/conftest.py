"""Databases as they are in use: a file of SQLite, and a PostgreSQL server of their own if there is one."""

import os
import shutil
import subprocess
import tempfile
from itertools import count
from pathlib import Path

import pytest

from tco.store import Store

NUMBERS = count()


@pytest.fixture(scope="session")
def server():
    """The address of a PostgreSQL server, without the database's name; listens on a socket file only."""
    psycopg = pytest.importorskip("psycopg", reason="psycopg is not installed")
    installed = sorted(Path("/usr/lib/postgresql").glob("*/bin")) if os.name == "posix" else []
    programs = os.pathsep.join([str(each) for each in reversed(installed)] + [os.environ.get("PATH", "")])
    control = shutil.which("pg_ctl", path=programs)
    if control is None:
        pytest.skip("no PostgreSQL server is installed (apt-get install postgresql)")
    account = {"user": "postgres"} if os.geteuid() == 0 else {}  # the server refuses to run as root
    folder = tempfile.mkdtemp(prefix="pg")
    if account:
        shutil.chown(folder, "postgres")
    data = f"{folder}/data"
    options = f"-c listen_addresses='' -c fsync=off -k {folder}"

    def run(*command):
        subprocess.run(
            [control, "--pgdata", data, *command],
            check=True,
            cwd=folder,
            stdout=subprocess.DEVNULL,
            **account,
        )

    try:
        run("--silent", "--options", "--auth=trust --username=postgres --encoding=UTF8", "initdb")
        run("--silent", "--wait", "--options", options, "--log", f"{folder}/log", "start")
        try:
            with psycopg.connect(host=folder, user="postgres", autocommit=True) as connection:
                yield folder, connection
        finally:
            run("--silent", "--mode=immediate", "stop")
    finally:
        shutil.rmtree(folder)


def sqlite(folder):
    return f"sqlite:///{folder}/drafts.sqlite"


@pytest.fixture(params=["sqlite", "postgresql"])
def address(request, tmp_path):
    """The address of an empty database, of each kind."""
    if request.param == "sqlite":
        return sqlite(tmp_path)
    folder, connection = request.getfixturevalue("server")
    name = f"drafts{next(NUMBERS)}"
    connection.execute(f"CREATE DATABASE {name}")
    return f"postgresql+psycopg://postgres@/{name}?host={folder}"


@pytest.fixture
def opened():
    """Opens stores and closes them after the test."""
    stores = []

    def open_store(address):
        stores.append(Store.open(address))
        return stores[-1]

    yield open_store
    for store in stores:
        store.close()


@pytest.fixture
def store(address, opened):
    return opened(address)


@pytest.fixture
def file(tmp_path):
    """The file of a SQLite store that is not made yet."""
    return tmp_path / "drafts.sqlite"


@pytest.fixture
def file_store(file, opened):
    return opened(f"sqlite:///{file}")
