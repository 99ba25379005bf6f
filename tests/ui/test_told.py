"""What is drawn reaches the browser in few pieces, in its order, and a run that drew nothing not at all."""

import asyncio
from threading import Thread
from types import SimpleNamespace

import pytest
from streamlit.runtime.app_session import AppSession
from streamlit.runtime.scriptrunner.script_runner import ScriptRunnerEvent as Event

from tco.ui import told

RUN = [(Event.SCRIPT_STARTED, 2), (Event.ENQUEUE_FORWARD_MSG, 3), (Event.ENQUEUE_FORWARD_MSG, 4)]
END = (Event.FRAGMENT_STOPPED_WITH_SUCCESS, 5)


@pytest.fixture
def loop():
    made = asyncio.new_event_loop()
    yield made
    made.close()


@pytest.fixture
def heard(loop):
    """What was told so far, and a session that tells it."""
    found = []
    tell = told._together(lambda _, sender, event, **about: found.append((event, about["number"])))
    session = SimpleNamespace(_event_loop=loop)

    def take(*events):
        for event, number in events:
            tell(session, "runner", event=event, number=number)

    return found, take


def pass_time(loop, seconds=0.0):
    """In a thread of its own: a browser of other tests may have a loop at work in this one."""
    thread = Thread(target=loop.run_until_complete, args=(asyncio.sleep(seconds),))
    thread.start()
    thread.join()


def test_what_is_drawn_waits_for_more_and_its_end_has_all_of_it_told(heard, loop):
    found, take = heard
    take(*RUN)
    pass_time(loop)
    assert found == []
    take(END)
    pass_time(loop)
    assert found == [*RUN, END]


def test_it_waits_no_longer_than_a_moment(heard, loop):
    found, take = heard
    take(*RUN)
    pass_time(loop, 1.5 * told.MOMENT)
    assert found == RUN


def test_who_waits_has_it_told_before(heard, loop):
    found, take = heard
    take(*RUN)
    told.tell_now()
    pass_time(loop)
    assert found == RUN


def test_a_run_that_is_begun_anew_before_it_drew_anything_is_not_told_and_the_next_one_at_once(heard, loop):
    found, take = heard
    take((Event.SCRIPT_STARTED, 0), (Event.SCRIPT_STOPPED_FOR_RERUN, 1))
    pass_time(loop, 1.5 * told.MOMENT)
    assert found == []
    take(RUN[0])
    pass_time(loop)
    assert found == RUN[:1]
    take(*RUN[1:], END)
    pass_time(loop)
    assert found == [*RUN, END]


def test_a_run_that_drew_something_is_told_even_if_it_is_begun_anew(heard, loop):
    found, take = heard
    stopped = (Event.SCRIPT_STOPPED_FOR_RERUN, 5)
    take(*RUN, stopped)
    pass_time(loop)
    assert found == [*RUN, stopped]


def test_after_the_server_has_ended_nothing_is_told(heard, loop):
    found, take = heard
    loop.close()
    take(*RUN, END)
    told.tell_now()
    assert found == []


def test_streamlit_still_tells_by_this_function(monkeypatch):
    own = getattr(getattr(AppSession, told.TELL), "__wrapped__", getattr(AppSession, told.TELL))
    monkeypatch.setattr(AppSession, told.TELL, own)
    told.tell_in_few_pieces()
    told.tell_in_few_pieces()
    assert getattr(AppSession, told.TELL).__wrapped__ is own
