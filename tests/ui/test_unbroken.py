"""A change that a newer request meets half way is taken over all the same."""

from types import SimpleNamespace

import pytest
from streamlit.proto.ClientState_pb2 import ClientState
from streamlit.proto.WidgetStates_pb2 import WidgetStates
from streamlit.runtime.fragment import MemoryFragmentStorage
from streamlit.runtime.scriptrunner.script_runner import ScriptRunner
from streamlit.runtime.scriptrunner_utils.script_requests import RerunData, ScriptRequests
from streamlit.runtime.state.safe_session_state import SafeSessionState
from streamlit.runtime.state.session_state import SessionState
from streamlit.testing.v1 import AppTest

from tco.ui import unbroken
from tco.ui.unbroken import GONE_TO, take_changes_whole


def page():
    """A field and a button whose functions are met by another request of the browser."""
    import streamlit as st
    from streamlit.runtime.scriptrunner import get_script_run_ctx
    from streamlit.runtime.scriptrunner_utils.script_requests import RerunData

    def met(name):
        run = get_script_run_ctx()
        states = st.session_state["sent"] if "sent" in st.session_state else None
        run.script_requests.request_rerun(RerunData(widget_states=states))
        st.session_state[name] = "begun"
        st.query_params["at"] = name
        st.session_state[name] = "done"

    st.text_input("Field", key="field", on_change=met, args=("typed",))
    st.button("Button", key="button", on_click=met, args=("clicked",))


def test_what_is_typed_and_clicked_while_another_request_comes_is_done_to_its_end():
    take_changes_whole()
    app = AppTest.from_function(page).run()
    app.text_input(key="field").set_value("new").run()
    assert app.session_state["typed"] == "done"
    app.button(key="button").click().run()
    assert app.session_state["clicked"] == "done"


def failing_page():
    import streamlit as st

    from tco.ui.unbroken import FAILED

    def fail():
        raise KeyError("a defect")

    def note():
        st.session_state["noted"] = True

    st.text_input("Field", key="field", on_change=fail)
    st.text_input("Other", key="other", on_change=note)
    st.text(f"failed: {st.session_state.pop(FAILED, False)}")


def test_a_change_that_fails_takes_neither_the_page_nor_other_changes_with_it(caplog):
    take_changes_whole()
    app = AppTest.from_function(failing_page).run()
    app.text_input(key="field").set_value("new")
    app.text_input(key="other").set_value("new").run()
    assert not app.exception
    assert app.session_state["noted"]
    assert [each.value for each in app.text] == ["failed: True"]
    assert "a defect" in caplog.text
    assert [each.value for each in app.run().text] == ["failed: False"]


def test_a_step_back_that_is_broken_off_is_still_known_to_be_one():
    take_changes_whole()
    state = SafeSessionState(SessionState(), lambda: None)
    state.on_script_will_rerun(None, is_history_navigation=True)
    state.on_script_will_rerun(None, is_history_navigation=False)
    assert state[GONE_TO]


def test_a_step_back_is_still_one_when_something_is_pressed_before_its_turn():
    take_changes_whole()
    requests = ScriptRequests()
    requests.request_rerun(RerunData(query_string="beds=540", is_history_navigation=True))
    requests.request_rerun(RerunData(query_string="beds=540", fragment_id="part"))
    taken = requests.on_scriptrunner_ready().rerun_data
    assert taken.is_history_navigation
    assert not taken.fragment_id_queue
    requests.request_rerun(RerunData(query_string="beds=540", fragment_id="part"))
    assert not requests.on_scriptrunner_ready().rerun_data.is_history_navigation


def clicked(button):
    states = WidgetStates()
    states.widgets.add(id=button, trigger_value=True)
    return states


@pytest.mark.parametrize(
    ("part", "timer", "asked"), [("there", False, "there"), ("gone", False, ""), ("gone", True, "gone")]
)
def test_a_change_made_in_a_part_that_is_gone_is_one_of_the_page(part, timer, asked):
    found, session = [], SimpleNamespace(has_fragment=lambda part: part == "there")
    newer = ClientState(fragment_id=part, is_auto_rerun=timer)
    unbroken._kept(lambda _, state: found.append(state.fragment_id))(session, newer)
    assert found == [asked]


def test_a_click_that_waits_is_not_lost_when_the_whole_page_is_asked_for():
    requests = ScriptRequests()
    requests.request_rerun(RerunData(fragment_id="there", widget_states=clicked("undo")))
    requests.request_rerun(RerunData(widget_states=WidgetStates()))
    taken = requests.on_scriptrunner_ready().rerun_data
    assert [(each.id, each.trigger_value) for each in taken.widget_states.widgets] == [("undo", True)]
    assert not taken.fragment_id_queue


def test_a_part_that_went_while_its_change_waited_has_the_whole_page_drawn(monkeypatch):
    run = SimpleNamespace(
        fragment_ids_this_run=["gone"],
        fragment_storage=MemoryFragmentStorage(),
        script_requests=ScriptRequests(),
        query_string="",
        page_script_hash="page",
        cached_message_hashes=frozenset(),
        context_info=None,
    )
    monkeypatch.setattr(unbroken, "get_script_run_ctx", lambda: run)
    unbroken._ask_for_page_where_part_is_gone()
    asked = run.script_requests.on_scriptrunner_ready().rerun_data
    assert (asked.page_script_hash, asked.fragment_id_queue) == ("page", [])


def test_without_it_streamlit_breaks_the_change_off(monkeypatch):
    """If this fails, Streamlit does it by itself by now, and the module can go."""
    for place, name in (
        (SafeSessionState, "on_script_will_rerun"),
        (ScriptRunner, "_maybe_handle_execution_control_request"),
    ):
        own = getattr(place, name)
        monkeypatch.setattr(place, name, getattr(own, "__wrapped__", own))
    app = AppTest.from_function(page).run()
    app.text_input(key="field").set_value("new").run()
    with pytest.raises(KeyError):
        app.session_state["typed"]
