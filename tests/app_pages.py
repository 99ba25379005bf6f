"""A page of the app without a browser, and what stands on it."""

import re
import time
from functools import cache
from pathlib import Path
from unittest.mock import patch

from streamlit.components.v2 import manifest_scanner
from streamlit.testing.v1 import AppTest
from streamlit.util import calc_hash

from tco.ui import view

PATIENCE = 180  # seconds: the second process gives way to everything else
APP = str(Path(__file__).parents[1] / "app.py")
# Every AppTest looks through all installed packages for components, which takes longer than the page itself.
manifest_scanner.scan_component_manifests = cache(manifest_scanner.scan_component_manifests)
view.MOMENT = 0.0  # there is no browser that would show anything meanwhile


def open_page(name, **address):
    """The page as an address opens it; `a__b` stands for the parameter `a.b`."""
    app = AppTest.from_file(APP, default_timeout=120)
    for key, value in address.items():
        app.query_params[key.replace("__", ".")] = value
    app._page_hash = calc_hash("" if name == "start" else name)
    return app.run()


def go_to(app, name):
    """Another page of the same session, through the menu."""
    app.query_params.clear()
    app._page_hash = calc_hash("" if name == "start" else name)
    return app.run()


def follow(app, **address):
    """Another address of the same page and session, by a link, Back or Forward."""
    app.query_params.update(address)
    with patch("tco.ui.browser._was_gone_to", return_value=True):
        return app.run()


def blocks(app):
    """The blocks of HTML, without styles and scripts."""
    bodies = [each.proto.body for each in app.get("html")]
    return [body for body in bodies if not body.lstrip().startswith(("<style", "<script"))]


def text(app):
    """What a reader sees in the blocks of HTML."""
    return re.sub(r"<[^>]+>", "", "\n".join(blocks(app))).replace("\u00a0", " ")


def headline(app):
    """The page's first sentence."""
    said = (body.partition("</h1>")[0] for body in blocks(app) if body.startswith("<h1"))
    return re.sub("<[^>]+>", "", next(said))


def address(app):
    """The parameters of the address."""
    return {key: value[0] if isinstance(value, list) else value for key, value in app.query_params.items()}


def wait_for(app, expected):
    """Look at the page again until the second process has answered and a text stands there."""
    end = time.monotonic() + PATIENCE
    while expected not in text(app) and time.monotonic() < end:
        time.sleep(0.2)
        app.run()
    assert expected in text(app)


def type_in(app, key, text):
    """Type into the field of an input and leave it."""
    app.text_input(key=f"input:{key}").set_value(str(text)).run()
