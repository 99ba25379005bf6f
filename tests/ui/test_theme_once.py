"""The theme that is read once is the one that Streamlit would read every time."""

import pytest
from streamlit import config
from streamlit.proto.NewSession_pb2 import NewSession
from streamlit.runtime import app_session

from tco.ui import theme_once

PARTS = ("", ".light", ".dark", ".sidebar", ".light.sidebar", ".dark.sidebar")


@pytest.fixture
def once(monkeypatch):
    """Streamlit's own way of reading it, and the one that keeps it."""
    read = getattr(app_session, theme_once.READ)
    read = getattr(read, "__wrapped__", read)
    monkeypatch.setattr(app_session, theme_once.READ, read)
    theme_once.read_theme_once()
    theme_once.read_theme_once()
    return read, getattr(app_session, theme_once.READ)


def theme(read):
    message = NewSession()
    for section in (f"theme{part}" for part in PARTS):
        place = message.custom_theme
        for name in section.split(".")[1:]:
            place = getattr(place, name)
        read(place, section)
    return message


def test_every_time_it_is_what_the_settings_say(once, monkeypatch):
    read, kept = once
    config.get_option("theme.base")  # the settings of the project are read
    first = theme(kept)
    assert first == theme(kept) == theme(read)
    assert first.custom_theme.font_faces
    asked = []
    monkeypatch.setattr(config, "get_options_for_section", asked.append)
    assert theme(kept) == first
    assert not asked


def test_a_section_without_settings_says_nothing(once):
    message = NewSession()
    once[1](message.custom_theme.light.sidebar, "theme.light.sidebar")
    assert not message.HasField("custom_theme")
