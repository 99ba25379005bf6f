"""The web app: `streamlit run app.py`, or `make run`.

Promise: page configuration and navigation only; what a page shows is in `tco.ui`. Imports streamlit and
`tco.ui` only.
"""

import streamlit as st

from tco.ui.browser import renew_address
from tco.ui.pages import navigation
from tco.ui.state import spoken
from tco.ui.theme_once import read_theme_once
from tco.ui.told import tell_in_few_pieces
from tco.ui.unbroken import take_changes_whole
from tco.ui.words import Words


def main() -> None:
    """Configure the page and run the one that was chosen."""
    take_changes_whole()
    read_theme_once()
    tell_in_few_pieces()
    renew_address()
    words = Words(spoken())
    page = st.navigation(navigation(words), position="top")
    title = f"{page.title} – {words('app.tab')}"
    st.set_page_config(page_title=title, layout="wide", initial_sidebar_state=340)
    page.run()


main()
