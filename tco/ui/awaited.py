"""What a page awaits from the second process: shown when it comes, without holding the page up.

Promise: the page waits a moment where that is enough, else it is told what follows; a result that comes later
is filled in at its place by itself, nothing else is drawn again, and what a person is typing stays. Imports
streamlit, `errors`, `background`, `browser`, `gate`, `guard`, `parts`, `tables`, `told` and the words only.
"""

from __future__ import annotations

import secrets
import time
from collections.abc import Callable, Sequence
from typing import Any

import streamlit as st

from tco.errors import UserError
from tco.ui.background import Job, lane
from tco.ui.browser import TOUCHED
from tco.ui.gate import gate
from tco.ui.guard import guarded
from tco.ui.parts import Place, part
from tco.ui.tables import bullets, paragraph, sentences_of
from tco.ui.told import tell_now
from tco.ui.words import Words

PATIENCE, SLICE = 0.4, 0.02  # seconds
SOONEST, LATEST = 0.5, 20.0  # seconds to the next look


def ask(task: str, *arguments: Any) -> Job:
    """Have something computed; the newest question of this session counts."""
    return lane(task).ask(task, arguments, _owner())


def done(task: str, *arguments: Any) -> Job | None:
    """The job where it is done already; nothing is asked."""
    return lane(task).done(task, arguments)


def stop(task: str) -> None:
    """Take back what this session asked; what is under way for nobody else is broken off."""
    lane(task).stop(task, _owner())


def _owner() -> str:
    owner: str = st.session_state.setdefault("owner", secrets.token_hex(8))
    return owner


def result(task: str, *arguments: Any) -> Any:
    """What is computed, however long it takes; meanwhile the page shows what it has drawn.

    Raises:
        UserError: the question has no answer, as the message says.
        RuntimeError: it could not be computed.
    """
    job = ask(task, *arguments)
    tell_now()
    while not _is_finished(job):
        _give_way()
        job = ask(task, *arguments) if job.dropped else job
    return job.result


def outcome(job: Job, place: Place, words: Words) -> Any:
    """What was computed; or None, and `place` says why."""
    found, why = answered(job, words)
    if why:
        place.html(why)
    return found


def answered(job: Job, words: Words) -> tuple[Any, str]:
    """What was computed; or None, and why, as HTML."""
    if not job.finished.is_set():
        return None, paragraph(words(f"later.{job.key[0]}"), "tco-faint")
    try:
        return job.result, ""
    except UserError as error:
        return None, bullets(sentences_of(error, words.language))
    except RuntimeError:
        return None, paragraph(words("later.failed"), "tco-faint")


def fill(jobs: Sequence[Job], show: Callable[[], None], words: Words) -> None:
    """Have `show` draw what depends on the jobs: now, and again once all are done if they are not yet.

    It draws into rooms of the page, into each of them every time: Streamlit keeps room for the second only
    where the first has drawn. Buttons and fields must stand where `fill` itself is called.
    """
    _wait(jobs)
    if _settled(jobs):
        guarded("what comes later", words, show)
    else:
        _fill(jobs, show, words)


def _wait(jobs: Sequence[Job]) -> None:
    """A moment, where it is likely to be enough."""
    until = time.monotonic() + PATIENCE
    tell_now()
    for job in jobs:
        if _expected(job) <= PATIENCE:
            while not _is_finished(job) and not job.dropped and time.monotonic() < until:
                _give_way()


@part()
def _fill(jobs: Sequence[Job], show: Callable[[], None], words: Words) -> None:
    """Until all is done, the page presses a button that nobody sees, which draws this part again.

    The browser may send a change together with the press, as if it concerned this part only.
    """
    if TOUCHED in st.session_state:
        st.rerun()
    with gate.passed():
        guarded("what comes later", words, show)
    if not _settled(jobs):
        waited = (time.monotonic() - job.asked for job in jobs if not job.finished.is_set())
        soon = min(max(SOONEST, *map(_expected, jobs), *waited), LATEST)
        st.html(f'<i class="tco-later" data-after="{soon:.1f}" data-look="{time.monotonic()}"></i>')
        st.button(words("later.look"), key="tco_later", on_click=_look, args=(jobs,))


def _look(jobs: Sequence[Job]) -> None:
    """What gave way to a newer question has to be asked again, by the whole page."""
    if any(job.dropped for job in jobs):
        st.session_state[TOUCHED] = True


def _expected(job: Job) -> float:
    return lane(job.key[0]).expected(job)


def _is_finished(job: Job) -> bool:
    """Whether it is, after a moment in which others have their turn."""
    if job.finished.is_set():
        return True
    with gate.left():
        return job.finished.wait(SLICE)


def _give_way() -> None:
    """Let Streamlit turn to a newer change, as it does at each look at the session."""
    st.session_state.get("owner")


def _settled(jobs: Sequence[Job]) -> bool:
    return all(job.finished.is_set() for job in jobs)
