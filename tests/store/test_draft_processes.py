"""Several writers at once, and writers that are killed."""

import json
import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tco.store import Conflict

WRITERS = str(Path(__file__).with_name("writers.py"))


def started(*arguments):
    return subprocess.Popen(
        [sys.executable, WRITERS, *arguments], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )


def begun_at_once(writers):
    for each in writers:
        assert each.stdout.readline() == "ready\n"
    for each in writers:
        each.stdin.write("\n")
        each.stdin.flush()


def ended(process):
    said, _ = process.communicate(timeout=240)
    assert process.returncode == 0
    return said.split()


def test_two_processes_that_write_at_once_lose_nothing(store, address):
    draft = store.create("file", "[]", '["begun"]', {})
    writers = [started("add", address, draft.id, name, "60") for name in "ab"]
    begun_at_once(writers)
    for each in writers:
        ended(each)
    marks = json.loads(store.load(draft.id).document)
    assert [each for each in marks if each[0] == "a"] == [f"a{number}" for number in range(60)]
    assert [each for each in marks if each[0] == "b" and each != "begun"] == [
        f"b{number}" for number in range(60)
    ]
    assert len(marks) == 121
    assert store.load(draft.id).version == 121


def test_many_threads_of_one_store_lose_nothing(store):
    draft = store.create("file", "[]", '["begun"]', {})

    def add(name):
        for number in range(10):
            mine = store.load(draft.id)
            while True:
                document = json.dumps([*json.loads(mine.document), f"{name}{number}"])
                try:
                    store.edit(draft.id, mine.version, document, {})
                    break
                except Conflict as conflict:
                    mine = conflict.theirs

    with ThreadPoolExecutor(8) as threads:
        list(threads.map(add, "abcdefgh"))
    marks = json.loads(store.load(draft.id).document)
    assert sorted(marks[1:]) == sorted(f"{name}{number}" for name in "abcdefgh" for number in range(10))


def test_processes_that_open_an_empty_database_at_once_all_can_save(address, opened):
    writers = [started("open", address) for _ in range(4)]
    begun_at_once(writers)
    made = {ended(each)[0] for each in writers}
    assert {draft.id for draft in opened(address).recent()} == made


def test_threads_that_open_an_empty_database_at_once_all_can_save(address, opened):
    with ThreadPoolExecutor(8) as threads:
        made = list(threads.map(lambda _: opened(address).create("file", "0", "1", {}).id, range(8)))
    assert {draft.id for draft in opened(address).recent()} == set(made)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="the writers are forked")
def test_a_writer_killed_60_times_leaves_the_old_or_the_new_state(tmp_path):
    acknowledged = int(ended(started("kill", str(tmp_path), "60", "20261123"))[0])
    assert acknowledged > 100
