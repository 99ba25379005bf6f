"""What a page awaits from the second process: shown when it comes, without holding the page up.

Promise: the page waits a moment where that is enough, else it is told that the rest follows; a result that
comes later redraws the page, which looks for it no more often than it can be there. Imports streamlit,
`background`, `tables` and the words only.
"""

from __future__ import annotations

import secrets
import time
from collections.abc import Sequence
from typing import Any

import streamlit as st

from tco.errors import UserError
from tco.ui.background import Job, background
from tco.ui.tables import bullets, paragraph, sentences_of
from tco.ui.words import Words

Place = st.delta_generator.DeltaGenerator
PATIENCE, SLICE = 0.8, 0.05  # seconds
SOONEST, LATEST = 1.0, 20.0  # seconds to the next look


def ask(task: str, *arguments: Any) -> Job:
    """Have something computed; the newest question of this session counts."""
    owner = st.session_state.setdefault("owner", secrets.token_hex(8))
    return background.ask(task, arguments, owner)


def outcome(job: Job, place: Place, words: Words) -> Any:
    """What was computed; or None, and `place` says why."""
    until = job.asked + PATIENCE
    if background.expected(job) <= PATIENCE:
        while not job.finished.wait(SLICE) and not job.dropped and time.monotonic() < until:
            place.empty()  # lets Streamlit turn to a newer change
    if not job.finished.is_set():
        place.html(paragraph(words("later.waiting"), "tco-faint"))
        return None
    try:
        return job.result
    except UserError as error:
        place.html(bullets(sentences_of(error, words.language)))
    except RuntimeError:
        place.html(paragraph(words("later.failed"), "tco-faint"))
    return None


def follow(jobs: Sequence[Job]) -> None:
    """Redraw the page once all of it is there."""
    if not _settled(jobs):
        soon = max(background.expected(job) for job in jobs)
        st.fragment(_look, run_every=min(max(soon, SOONEST), LATEST))(jobs)


def _look(jobs: Sequence[Job]) -> None:
    if _settled(jobs) or any(job.dropped for job in jobs):
        st.session_state["touched"] = True  # the browser may still send the address from before a change
        st.rerun()


def _settled(jobs: Sequence[Job]) -> bool:
    return all(job.finished.is_set() for job in jobs)
