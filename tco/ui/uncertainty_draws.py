"""How many futures are drawn and from which seed; more of them in the background, with a way to stop.

Promise: the page never waits for more than the first draws. Imports streamlit, the engine and the page's own
modules.
"""

from __future__ import annotations

import streamlit as st

from tco.edits import with_part
from tco.ui.browser import held, offered
from tco.ui.parts import part
from tco.ui.state import choose_own, edit, touch
from tco.ui.tables import paragraph
from tco.ui.uncertainty_answers import CHOICES, Job, kept
from tco.ui.uncertainty_awaited import first
from tco.ui.uncertainty_futures import FIRST, Asked, Futures
from tco.ui.view import View
from tco.ui.words import Words

POLL = 0.4  # seconds between two looks at the progress
LARGEST_SEED = 2**31 - 1


def asked_for(view: View) -> Asked:
    """What this visitor asks for: the seed of the case, and as many futures as the address says."""
    sent = view.own.get("draws", "")
    draws = int(sent) if sent in map(str, CHOICES) else FIRST
    return Asked(view.question, view.alternative, view.result.bound.case.uncertainty.seed, draws)


def controls(asked: Asked, words: Words) -> None:
    """The fields for draws and seed."""
    left, right = st.columns([3, 2])
    left.segmented_control(
        words("uncertainty.draws"), CHOICES, format_func="{:,}".format, required=True,
        help=words("uncertainty.draws_help"),
        **offered("futures_draws", asked.draws, choose_own, "draws", "futures_draws"),
    )  # fmt: skip
    right.number_input(
        words("uncertainty.seed"), min_value=0, max_value=max(LARGEST_SEED, asked.seed), step=1, format="%d",
        help=words("uncertainty.seed_help"), **held("futures_seed", asked.seed, _choose_seed),
    )  # fmt: skip


def _choose_seed() -> None:
    """The seed is a part of the case, so that every copy of it draws the same futures."""
    value = st.session_state["futures_seed"]
    if value is not None:
        edit(with_part(touch().document, ("uncertainty", "seed"), int(value)))


def found_for(asked: Asked) -> Futures:
    """The best that is there for what is asked; where more is wanted, it is under way."""
    job = _job()
    if job is not None and job.asked != asked:
        job.stop()
        job = _set(None)
    found = kept(asked)
    if found is not None:
        _set(None)
        return found
    start = first(asked)
    if asked == asked.first:
        return start
    job = job or _set(Job(asked))
    return (job and job.result) or start


def status(asked: Asked, found: Futures, words: Words) -> None:
    """The progress of further draws, or that they were stopped."""
    job = _job()
    if job is None:
        return
    if not job.finished:
        _progress(job, f"{found.draws:,}", words)
        return
    if kept(asked) is not None:  # complete since the page was begun
        st.rerun()
    figures = {"now": f"{found.draws:,}", "wanted": f"{asked.draws:,}"}
    st.html(paragraph(words("uncertainty.failed" if job.wanted else "uncertainty.stopped", **figures)))
    st.button(words("uncertainty.go_on"), key="futures_go_on", on_click=_forget)


@part(run_every=POLL)
def _progress(job: Job, now: str, words: Words) -> None:
    if job.finished:
        st.rerun()
    done, wanted = f"{job.done:,}", f"{job.asked.draws:,}"
    st.progress(
        min(1.0, job.done / job.asked.draws), words("uncertainty.progress", done=done, wanted=wanted, now=now)
    )
    st.button(words("uncertainty.stop"), key="futures_stop", on_click=job.stop)


def _forget() -> None:
    _set(None)


def _job() -> Job | None:
    job: Job | None = st.session_state.get("futures_job")
    return job


def _set(job: Job | None) -> Job | None:
    st.session_state["futures_job"] = job
    return job
