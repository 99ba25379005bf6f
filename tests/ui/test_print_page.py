"""The view for paper: what only a screen can do is not said on paper."""

import re

import pytest
from app_pages import blocks, open_page

from tco.ui.words import Words


@pytest.mark.parametrize("lang", ["ko", "en"])
def test_what_is_to_be_pressed_is_left_to_the_screen(lang):
    app = open_page("print", lang=lang)
    assert not app.exception
    words, shown = Words(lang), "".join(blocks(app))
    assert words("yearly.press") in shown
    on_paper = re.sub(r'<(span|p) class="tco-screen">.*?</\1>', "", shown)
    for key in ("yearly.press", "download.print_now", "download.back", "claim.source", "uncertainty.link"):
        assert words(key) not in on_paper, key
    assert words("yearly.unit", unit="").strip(" .") in on_paper
