"""Programs that write to a store and are run, or killed, by the tests of processes.

writers.py add ADDRESS DRAFT NAME COUNT     adds marks to a draft, as soon as a line is read
writers.py kill FOLDER ROUNDS SEED          kills a writer at random points and looks at what is left
writers.py open ADDRESS                     opens and creates, as soon as a line is read
"""

import json
import os
import random
import signal
import sqlite3
import sys
import time
from pathlib import Path

import alembic.command  # noqa: F401  loaded before a writer begins, so that a kill can hit the migration itself

from tco.store import Conflict, Store


def wait():
    """Until all writers are there."""
    print("ready", flush=True)
    sys.stdin.readline()


def add(address, draft_id, name, count):
    store = Store.open(address)
    draft = store.load(draft_id)
    wait()
    for number in range(int(count)):
        while True:
            document = json.dumps([*json.loads(draft.document), f"{name}{number}"])
            try:
                draft = store.edit(draft_id, draft.version, document, {})
                break
            except Conflict as conflict:
                draft = conflict.theirs


def open_at_once(address):
    wait()
    print(Store.open(address).create("file", "0", "1", {}).id)


def halves(number):
    """A document of several pages that shows by itself when it is mixed of two."""
    return json.dumps({"first": number, "text": f"{number} " * 3000, "last": number})


def write_until_killed(address, chance, report):
    """Says what it will do, does it, says what it got."""

    def say(**what):
        os.write(report, (json.dumps(what) + "\n").encode())

    store = Store.open(address)
    draft = store.create("file", halves(0), halves(1), {})
    for number in range(2, 10**6):
        say(
            id=draft.id,
            version=draft.version,
            number=draft.number,
            written=json.loads(draft.document)["first"],
        )
        step = chance.choice(["edit", "edit", "edit", "undo", "redo", "show"])
        if step == "edit":
            say(next=number)
            draft = store.edit(draft.id, draft.version, halves(number), {})
        elif step == "show":
            say(next=0)
            draft = store.show(draft.id, draft.version, 0)
        else:
            target = draft.undo if step == "undo" else draft.redo
            say(shown=draft.number if target is None else target)
            draft = getattr(store, step)(draft.id, draft.version)


def killed(address, chance):
    """What a writer said before it was killed, while it opened the store or some changes later."""
    reader, report = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            os.close(reader)
            write_until_killed(address, chance, report)
        finally:
            os._exit(1)
    os.close(report)
    opening = chance.random() < 0.3
    awaited, said = 0 if opening else chance.randint(1, 20), b""
    while said.count(b"\n") < awaited and (more := os.read(reader, 4096)):
        said += more
    time.sleep(chance.random() * (0.06 if opening else 0.004))
    os.kill(child, signal.SIGKILL)
    with os.fdopen(reader, "rb") as rest:
        said += rest.read()
    status = os.waitpid(child, 0)[1]
    assert os.WTERMSIG(status) == signal.SIGKILL, "the writer ended by itself"
    return [json.loads(line) for line in said.splitlines()]


def look(address, said):
    """What is wrong after a kill; and whether the kill fell between an announcement and its answer."""
    store = Store.open(address)
    drafts = {each.id: each for each in store.recent(limit=10**6)}
    for draft in drafts.values():
        assert draft.document == halves(json.loads(draft.document)["first"]), "a mixed document"
        assert draft.original == halves(0), "a mixed original"
    answers = [each for each in said if "id" in each]
    for each in answers:
        assert store.number_of(each["id"], halves(each["written"])) is not None, (
            "an acknowledged edit is lost"
        )
    if answers:
        last, draft = answers[-1], drafts[answers[-1]["id"]]
        asked = said[-1] if "id" not in said[-1] else {}
        if draft.version == last["version"]:
            assert draft.number == last["number"], "another revision than acknowledged"
        else:
            assert asked, "something was written that nobody asked for"
            assert draft.version == last["version"] + 1, "more was written than asked for"
            written = json.loads(draft.document)["first"]
            assert written == asked.get("next", written), "another document than asked for"
            assert draft.number == asked.get("shown", draft.number), "another revision than asked for"
        again = store.edit(draft.id, draft.version, halves(-1), {})
        assert store.load(draft.id) == again, "editing does not go on"
    store.close()


HALF_WRITTEN = """
    SELECT count(*) FROM drafts WHERE latest IS NOT
    (SELECT max(number) FROM revisions WHERE draft_id = drafts.id HAVING count(*) = latest + 1)
"""


def kill(folder, rounds, seed):
    chance, acknowledged = random.Random(int(seed)), 0
    for number in range(int(rounds)):
        file = Path(folder) / f"{number if number % 3 == 0 else 'shared'}.sqlite"
        said = killed(f"sqlite:///{file}", chance)
        look(f"sqlite:///{file}", said)
        with sqlite3.connect(file) as connection:
            assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
            assert connection.execute(HALF_WRITTEN).fetchall() == [(0,)], "a half-written change"
        connection.close()
        acknowledged += sum("id" in each for each in said)
    print(acknowledged)


if __name__ == "__main__":
    {"add": add, "kill": kill, "open": open_at_once}[sys.argv[1]](*sys.argv[2:])
