"""Parts of a page that may fail alone.

Promise: what goes wrong in a part is said in its place and logged, never printed as a traceback; the other
parts stay. Imports streamlit, `errors`, `frame` and the words only.
"""

from __future__ import annotations

import logging
from collections.abc import Callable

import streamlit as st

from tco.errors import UserError
from tco.ui import frame
from tco.ui.words import Words

LOG = logging.getLogger(__name__)


def guarded(part: str, words: Words, show: Callable[[], None]) -> None:
    """Show a part, or what is wrong with it."""
    try:
        show()
    except UserError as error:
        frame.problems(words("error.page"), "", error, words)
    except Exception:
        LOG.exception("%s could not be shown", part)
        st.error(words("error.unexpected"))
