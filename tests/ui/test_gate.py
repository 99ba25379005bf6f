"""One page at a time, and nobody waits for himself."""

from concurrent.futures import ThreadPoolExecutor
from threading import Event

import pytest

from tco.ui.gate import Gate

LONG = 60


def passes(gate, seen):
    with gate.passed():
        seen.set()


@pytest.fixture
def other():
    with ThreadPoolExecutor(1) as pool:
        yield pool


def test_the_holder_passes_again_and_others_wait(other):
    gate, seen = Gate(), Event()
    with gate.passed(), gate.passed():
        waiting = other.submit(passes, gate, seen)
        assert not seen.wait(0.1)
    waiting.result(LONG)
    assert seen.is_set()


def test_who_waits_for_something_else_lets_the_others_through(other):
    gate, seen = Gate(), Event()
    with gate.passed():
        with gate.left():
            other.submit(passes, gate, seen).result(LONG)
        again = Event()
        waiting = other.submit(passes, gate, again)
        assert not again.wait(0.1)
    waiting.result(LONG)


def test_whether_somebody_waits_can_be_seen(other):
    gate, seen = Gate(), Event()
    with gate.passed():
        assert not gate.is_crowded
        waiting = other.submit(passes, gate, seen)
        while not gate.is_crowded:
            assert not waiting.done()
    waiting.result(LONG)
    assert not gate.is_crowded


def test_it_opens_whatever_goes_wrong_behind_it(other):
    gate, seen = Gate(), Event()
    with pytest.raises(KeyError), gate.passed(), gate.left():
        raise KeyError
    with pytest.raises(KeyError), gate.passed():
        raise KeyError
    other.submit(passes, gate, seen).result(LONG)


def test_who_does_not_hold_it_has_nothing_to_leave():
    gate = Gate()
    with gate.left(), gate.passed():
        pass
