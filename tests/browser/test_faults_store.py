"""The drafts fail while a page is open: locked, gone, full, refused; each is said, none loses work."""

import os
import re
import resource
import shutil
import sqlite3
from contextlib import closing, contextmanager

import pytest
from visits import beds, download, settled, told

pytest_plugins = ["visits"]
pytestmark = pytest.mark.browser


def test_a_locked_store_is_said_and_the_page_goes_on_and_saves_by_itself(window, database):
    page = window()
    beds(page, 651)
    settled(page, 651)
    with closing(sqlite3.connect(database, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        beds(page, 652)
        told(page, "저장하지 못했습니다")
        told(page, "다른 프로그램이 초안을 잠그고 있습니다")
        settled(page, 652)
        other.execute("ROLLBACK")
    page.get_by_text("저장하지 못했습니다").wait_for(state="detached")
    page.goto(re.sub(r"&beds=\d+", "", re.sub(r"case=[^&]*&", "", page.url)))
    settled(page, 652)


def test_a_store_that_is_gone_takes_no_work_with_it(window, database, tmp_path):
    page = window()
    beds(page, 661)
    settled(page, 661)
    aside = tmp_path / "aside"
    aside.mkdir()
    files = [each for each in database.parent.iterdir() if each.name.startswith(database.name)]
    for each in files:
        shutil.move(each, aside / each.name)
    beds(page, 662)
    told(page, "저장하지 못했습니다")
    settled(page, 662)
    link = page.url
    shared = window(
        link.removeprefix(link.partition("/answer")[0]).removeprefix("/").replace("answer", "export")
    )
    assert b"662" in download(shared, "case")
    for each in list(database.parent.iterdir()):
        if each.name.startswith(database.name):
            os.remove(each)
    for each in files:
        shutil.move(aside / each.name, each)
    page.get_by_text("저장하지 못했습니다").wait_for(state="detached")
    settled(page, 662)


@contextmanager
def full_disk(server, _database):
    """The system refuses what the server writes, as it does when a disk is full."""
    unlimited = resource.prlimit(server.process.pid, resource.RLIMIT_FSIZE)
    resource.prlimit(server.process.pid, resource.RLIMIT_FSIZE, (4096, unlimited[1]))
    yield
    resource.prlimit(server.process.pid, resource.RLIMIT_FSIZE, unlimited)


@contextmanager
def read_only(_server, database):
    """What is stored can be read and not written; rights would not stop tests that run as root."""
    tables = ("drafts", "revisions")
    with closing(sqlite3.connect(database, isolation_level=None)) as other:
        for each in tables:
            for way in ("INSERT", "UPDATE"):
                other.execute(
                    f"CREATE TRIGGER no_{way}_{each} BEFORE {way} ON {each} "
                    "BEGIN SELECT RAISE(ABORT, 'read only'); END"
                )
        yield
        for each in tables:
            for way in ("INSERT", "UPDATE"):
                other.execute(f"DROP TRIGGER no_{way}_{each}")


@pytest.mark.parametrize(
    ("fault", "value", "why"),
    [
        (full_disk, 671, "디스크가 받아들이지 않습니다"),
        (read_only, 673, "read only"),
    ],
)
def test_a_store_that_refuses_is_said_and_the_edit_is_saved_later(
    window, server, database, fault, value, why
):
    page = window()
    beds(page, value)
    settled(page, value)
    with fault(server, database):
        beds(page, value + 1)
        told(page, "저장하지 못했습니다")
        settled(page, value + 1)
        told(page, why)
        page.get_by_role("link", name="연도별").first.click()
        page.wait_for_url(re.compile(rf"/years.*[?&]beds={value + 1}(&|$)"))
        told(page, "저장하지 못했습니다")
    page.get_by_text("저장하지 못했습니다").wait_for(state="detached")
    draft = re.search(r"draft=[^&]+", page.url)[0]
    settled(window(f"answer?{draft}"), value + 1)
