"""A change is taken over as a whole: what else a browser asks for meanwhile comes afterwards.

Streamlit looks for newer requests whenever the state of a session is touched, and breaks off for them what
it is at, even before a click has been noted or within the function that saves what was typed. That change is
lost then, since the newer request brings the same value, which is no change any more. What waits for its turn
is forgotten as well: a change when the part of the page that it was made in is gone, and that a step back is
one when anything else is asked for. And where a change fails, it shows its own English error in place of the
page. All of it holds for one request after the other, which the setting `fastReruns` sees to.

Promise: beside `theme_once` and `told` the one place that reaches into Streamlit; a test sees that it still
holds; a change that fails is noted, and the page is shown all the same. Imports streamlit only.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import replace
from functools import wraps
from threading import local
from typing import Any

from streamlit.delta_generator import DeltaGenerator
from streamlit.proto.ClientState_pb2 import ClientState
from streamlit.runtime.app_session import AppSession
from streamlit.runtime.scriptrunner import get_script_run_ctx
from streamlit.runtime.scriptrunner.script_runner import ScriptRunner
from streamlit.runtime.scriptrunner_utils.script_requests import (
    RerunData,
    ScriptRequests,
    ScriptRequestType,
)
from streamlit.runtime.state.safe_session_state import SafeSessionState
from streamlit.runtime.state.session_state import SessionState

LOG = logging.getLogger(__name__)
#: In the state of a session as soon as Back, Forward or a link has led to another address.
GONE_TO = "gone_to"
#: In the state of a session where a change could not be taken over.
FAILED = "change_failed"
_taking = local()


def take_changes_whole() -> None:
    """Let nothing break a change off; once for the process, however often it is said."""
    for place, name, made in (
        (SafeSessionState, "on_script_will_rerun", _unbroken),
        (ScriptRunner, "_maybe_handle_execution_control_request", _later),
        (ScriptRequests, "_request_rerun_locked", _remembered),
        (AppSession, "request_rerun", _kept),
        (SessionState, "_run_callback_and_record_rerun", _noted),
    ):
        own = getattr(place, name)
        if not hasattr(own, "__wrapped__"):
            setattr(place, name, made(own))


def owned(place: DeltaGenerator, box: DeltaGenerator) -> DeltaGenerator:
    """An empty place as one of the part in which its box stands; Streamlit notes that of boxes only.

    It would refuse that something within the part draws into it when the part is drawn again.
    """
    place._creating_fragment_id = box._creating_fragment_id
    return place


def _unbroken(take: Callable[..., None]) -> Callable[..., None]:
    @wraps(take)
    def taken(state: SafeSessionState, *given: Any, is_history_navigation: bool = False, **more: Any) -> None:
        _taking.now = True
        try:
            if is_history_navigation:
                state[GONE_TO] = True
            take(state, *given, is_history_navigation=is_history_navigation, **more)
            _ask_for_page_where_part_is_gone()
        finally:
            _taking.now = False

    return taken


def _ask_for_page_where_part_is_gone() -> None:
    run = get_script_run_ctx()
    parts = run.fragment_ids_this_run if run is not None else None
    if run is None or not parts or any(map(run.fragment_storage.contains, parts)):
        return
    assert run.script_requests is not None
    run.script_requests.request_rerun(
        RerunData(
            query_string=run.query_string,
            page_script_hash=run.page_script_hash,
            cached_message_hashes=run.cached_message_hashes,
            context_info=run.context_info,
        )
    )


def _kept(ask: Callable[..., None]) -> Callable[..., None]:
    """What a browser asks for; of the whole page where the part that it concerns is gone."""

    @wraps(ask)
    def asked(session: AppSession, newer: ClientState | None) -> None:
        if newer and not newer.is_auto_rerun and not session.has_fragment(newer.fragment_id):
            newer.fragment_id = ""
        ask(session, newer)

    return asked


def _later(look: Callable[[ScriptRunner], None]) -> Callable[[ScriptRunner], None]:
    """A look for newer requests that waits until a change has been taken over."""

    @wraps(look)
    def looked(runner: ScriptRunner) -> None:
        if not getattr(_taking, "now", False):
            look(runner)

    return looked


def _remembered(ask: Callable[..., bool]) -> Callable[..., bool]:
    """That Back or Forward waits for its turn, also of what is asked for beside it."""

    @wraps(ask)
    def asked(requests: ScriptRequests, newer: RerunData) -> bool:
        waiting = requests._state is ScriptRequestType.RERUN and requests._rerun_data.is_history_navigation
        return ask(requests, replace(newer, is_history_navigation=True) if waiting else newer)

    return asked


def _noted(run: Callable[..., None]) -> Callable[..., None]:
    """What a change does, noted where it fails; the other changes are taken over, the page is shown."""

    @wraps(run)
    def noted(state: SessionState, *given: Any) -> None:
        try:
            run(state, *given)
        except Exception:
            LOG.exception("a change could not be taken over")
            state[FAILED] = True

    return noted
