"""Any sequence of edits, undos, redos, jumps and reopenings, against a model that is a dictionary."""

import json

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from tco.store import Conflict, NotStored, Store
from tco.store import log as revision_log

MOST, UNDO = 4, 2


class Editing(RuleBasedStateMachine):
    """One draft; `address` names the database."""

    address: str

    @initialize(content=st.integers(0, 1))
    def begin(self, content):
        self.store = Store.open(self.address)
        self.saved = self.store.create("file", "0", json.dumps(content), {})
        self.contents, self.parents, self.current = {0: 0}, {0: None}, 0
        self.latest, self.version = 0, 1
        if content:
            self.append(content)

    def append(self, content):
        self.latest += 1
        self.contents[self.latest], self.parents[self.latest] = content, self.current
        self.current = self.latest
        way, number = {0}, self.current
        for _ in range(UNDO + 1):
            way.add(number)
            number = self.parents[number] or 0
        while len(self.contents) > MOST:
            gone = min(set(self.contents) - way)
            del self.contents[gone]
            parent = self.parents.pop(gone)
            self.parents = {each: parent if of == gone else of for each, of in self.parents.items()}

    def move(self, number):
        if number is not None and number != self.current:
            self.current = number
            self.version += 1

    def child(self):
        return max((each for each, parent in self.parents.items() if parent == self.current), default=None)

    @rule(contents=st.lists(st.integers(0, 5), min_size=1, max_size=6))
    def edit(self, contents):
        for content in contents:
            self.saved = self.store.edit(self.saved.id, self.version, f" {content}", {})
            if content != self.contents[self.current]:
                self.append(content)
                self.version += 1

    @rule()
    def undo(self):
        self.saved = self.store.undo(self.saved.id, self.version)
        self.move(self.parents[self.current])

    @rule()
    def redo(self):
        self.saved = self.store.redo(self.saved.id, self.version)
        self.move(self.child())

    @rule(number=st.integers(0, 14))
    def show(self, number):
        if number in self.contents:
            self.saved = self.store.show(self.saved.id, self.version, number)
            self.move(number)
        else:
            with pytest.raises(NotStored):
                self.store.show(self.saved.id, self.version, number)

    @rule(content=st.integers(0, 5), behind=st.integers(1, 3))
    def write_late(self, content, behind):
        with pytest.raises(Conflict) as error:
            self.store.edit(self.saved.id, self.version - behind, str(content), {})
        assert error.value.theirs == self.saved

    @rule(content=st.integers(0, 5))
    def find(self, content):
        newest = max((each for each, of in self.contents.items() if of == content), default=None)
        assert self.store.number_of(self.saved.id, str(content)) == newest

    @rule()
    def reopen(self):
        self.store.close()
        self.store = Store.open(self.address)

    @invariant()
    def the_draft_is_the_models(self):
        draft = self.store.load(self.saved.id)
        assert draft == self.saved
        found = (
            draft.number,
            draft.version,
            draft.undo,
            draft.redo,
            draft.original,
            json.loads(draft.document),
        )
        content = self.contents[self.current]
        assert found == (self.current, self.version, self.parents[self.current], self.child(), "0", content)

    def teardown(self):
        if hasattr(self, "store"):
            self.store.forget(self.saved.id)
            assert self.store.recent() == []
            self.store.close()


def test_a_draft_behaves_like_a_dictionary_of_revisions(address, monkeypatch):
    monkeypatch.setattr(revision_log, "MOST_REVISIONS", MOST)
    monkeypatch.setattr(revision_log, "UNDO_KEPT", UNDO)
    examples = 40 if address.startswith("sqlite") else 10
    machine = type("EditingThere", (Editing,), {"address": address})
    checks = [HealthCheck.too_slow, HealthCheck.data_too_large]
    run_state_machine_as_test(
        machine,
        settings=settings(
            max_examples=examples, stateful_step_count=25, deadline=None, suppress_health_check=checks
        ),
    )
