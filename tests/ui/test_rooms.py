"""A part that is drawn later stands alone in its box: nothing follows it there that would move with it.

Streamlit drops what it has not sent of a part when it draws the part again, the places the part stands in as
well. What follows in the same box was met by a page that had no place for it yet, and the page was gone.
"""

import pytest
from app_pages import open_page
from streamlit.runtime.forward_msg_queue import ForwardMsgQueue

from tco.ui import awaited

#: Each page that has something computed for later, with what opens that part.
PAGES = {
    "answer": {},
    "print": {},
    "sources": {},
    "uncertainty": {"case": "kr-clinics-10"},
    "alternatives": {"case": "kr-clinics-10", "open": "subscription_example"},
    "explain": {"line": "present_value", "of": "stay"},
    "export": {"case": "kr-clinics-10"},
}
#: How many parts there are at least: of the answer head, page, a group of inputs, and what comes later.
PARTS = {"answer": 4, "uncertainty": 3}
OPENED = {
    "alternatives": lambda app: app.segmented_control(key="field:alternatives:part").set_value("offer"),
    "explain": lambda app: app.toggle(key="field:explain_sides").set_value(True),
    "sources": lambda app: app.segmented_control(key="sources_part").set_value("symmetry"),
    "export": lambda app: app.button(key="book_make").click(),
}


@pytest.fixture
def sent(monkeypatch):
    """What a page sends while nothing that it awaits is done."""
    found = []
    monkeypatch.setattr(awaited, "_settled", lambda jobs: False)
    ForwardMsgQueue.on_before_enqueue_msg(lambda each: each.HasField("delta") and found.append(each))
    yield found
    ForwardMsgQueue.on_before_enqueue_msg(None)


@pytest.mark.parametrize("name", PAGES)
def test_nothing_stands_behind_a_part_in_its_box(sent, name):
    app = open_page(name, **PAGES[name])
    if name in OPENED:
        sent.clear()
        OPENED[name](app).run()
    paths = {(each.delta.fragment_id, tuple(each.metadata.delta_path)) for each in sent}
    parts = {part for part, _ in paths if part}
    assert len(parts) >= PARTS.get(name, 1)
    for part in parts:
        own = {path for each, path in paths if each == part}
        others = {path for each, path in paths if each != part} - own
        tops = {path for path in own if path[:-1] not in own}
        assert tops
        assert {path for path in others if follows(path, tops)} == set()


def follows(path, tops):
    """Whether it stands behind one of them in the same box."""
    return any(path[:-1] == top[:-1] and path[-1] > top[-1] for top in tops)
