"""Further futures that come while a page is being drawn."""

import pytest
import streamlit

from tco.ui import uncertainty_draws
from tco.ui.choice import Choice
from tco.ui.uncertainty_futures import Asked
from tco.ui.words import Words


class Again(Exception):
    """The page is drawn anew."""


class Complete:
    """A job that finished after the page had looked for its result."""

    finished, wanted = True, True


def again():
    raise Again


def test_what_finished_after_the_page_looked_is_shown_and_not_called_failed(monkeypatch):
    asked = Asked(Choice().question, "cloud_ncp", 0, 4096)
    monkeypatch.setattr(streamlit, "rerun", again)
    monkeypatch.setattr(uncertainty_draws, "_job", Complete)
    monkeypatch.setattr(uncertainty_draws, "kept", lambda known: known == asked)
    with pytest.raises(Again):
        uncertainty_draws.status(asked, None, Words("en"))
