"""The web app: `streamlit run app.py`, or `make run`.

Promise: page configuration and navigation only; what a page shows is in `tco.ui`. Imports streamlit and
`tco.ui` only.
"""

import streamlit as st

from tco.ui.pages import carry_over, navigation
from tco.ui.state import spoken
from tco.ui.words import Words


def main() -> None:
    """Configure the page and run the one that was chosen."""
    carry_over()
    words = Words(spoken())
    page = st.navigation(navigation(words), position="top")
    title = f"{page.title} – {words('app.tab')}"
    st.set_page_config(page_title=title, layout="wide", initial_sidebar_state=340)
    page.run()


main()
