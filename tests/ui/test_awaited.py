"""What comes later is drawn at its place alone, but never instead of a change that came along with it."""

from app_pages import open_page
from streamlit.testing.v1 import AppTest

from tco.edits import packed
from tco.ui import awaited, inputs_panel
from tco.ui.background import Job
from tco.ui.browser import TOUCHED


def page():
    import streamlit as st

    from tco.ui import awaited
    from tco.ui.background import Job
    from tco.ui.browser import TOUCHED
    from tco.ui.words import Words

    changed = st.session_state.pop("changed", False)
    if changed:
        st.session_state[TOUCHED] = (
            True  # as a change does, after which the whole page has not been drawn yet
        )
    else:
        st.session_state.pop(TOUCHED, None)
    st.session_state["pages"] = st.session_state.get("pages", 0) + 1
    awaited._fill([Job(("turns", ()), "")], lambda: st.write("a part"), Words("en"))


def test_a_change_that_comes_along_with_a_press_asks_for_the_whole_page():
    app = AppTest.from_function(page)
    app.session_state["changed"] = True
    app.run()
    assert app.session_state["pages"] == 2
    assert [each.value for each in app.markdown] == ["a part"]
    assert not app.exception


def test_without_a_change_the_page_is_drawn_once():
    app = AppTest.from_function(page).run()
    assert app.session_state["pages"] == 1


def test_what_gave_way_to_a_newer_question_is_asked_again_by_the_whole_page(monkeypatch):
    state: dict[str, bool] = {}
    monkeypatch.setattr(awaited.st, "session_state", state)
    job = Job(("turns", ()), "")
    awaited._look([job])
    assert TOUCHED not in state
    job.dropped = True
    awaited._look([job])
    assert state[TOUCHED]


def test_the_first_futures_are_asked_for_before_anything_is_drawn(monkeypatch):
    seen, ask, show = [], awaited.ask, inputs_panel.show
    monkeypatch.setattr(awaited, "ask", lambda task, *given: seen.append(task) or ask(task, *given))
    monkeypatch.setattr(awaited, "stop", lambda task: seen.append(f"no more {task}"))
    monkeypatch.setattr(inputs_panel, "show", lambda *given: seen.append("inputs") or show(*given))
    edits = packed({"uncertainty": {"seed": 41}})
    open_page("uncertainty", case="kr-clinics-10", vs="subscription_example", edits=edits)
    assert seen[:3] == ["no more moves", "futures", "inputs"]
