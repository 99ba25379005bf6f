"""The theme is read from the settings once; Streamlit reads it again for everything that a browser asks.

Promise: a browser is sent the same theme; it holds until the server is started again. Imports streamlit only.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps

from streamlit.proto.NewSession_pb2 import CustomThemeConfig
from streamlit.runtime import app_session

READ = "_populate_theme_msg"
Read = Callable[[CustomThemeConfig, str], None]


def read_theme_once() -> None:
    """Keep what was read; once for the process, however often it is said."""
    own = getattr(app_session, READ)
    if not hasattr(own, "__wrapped__"):
        setattr(app_session, READ, _once(own))


def _once(read: Read) -> Read:
    known: dict[str, CustomThemeConfig] = {}

    @wraps(read)
    def filled(message: CustomThemeConfig, section: str = "theme") -> None:
        if section not in known:
            found = CustomThemeConfig()
            read(found, section)
            known[section] = found
        if known[section].ByteSize():  # else a section that says nothing would seem to say something
            message.MergeFrom(known[section])

    return filled
