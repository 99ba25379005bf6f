import signal

import pytest


@pytest.fixture
def interrupted(monkeypatch):
    """What a command says of its progress while Ctrl-C is pressed at its first word."""
    told = []

    def say(text, passing=False):
        told.append(text)
        if len(told) == 1:
            signal.raise_signal(signal.SIGINT)

    monkeypatch.setattr("tco.cli.progress.QUIET", 0)
    monkeypatch.setattr("tco.cli.progress.say", say)
    before = signal.getsignal(signal.SIGINT)
    yield told
    assert signal.getsignal(signal.SIGINT) is before
    assert len(told) == 1
