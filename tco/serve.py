"""Serves the web app on this computer.

Promise: the same page as ``streamlit run app.py``, but compressed, with security headers that let no outside
host in, under no other name than those allowed, never with unsafe settings, and without Streamlit's port
search or file watching.
Allowed imports: the standard library, tco.errors, tco.middleware and tco.safe_settings; streamlit, starlette
and uvicorn inside the functions only, so that the command line starts without them. Nothing of the model.
"""

from __future__ import annotations

import base64
import errno
import hashlib
import json
import logging
import os
import re
import secrets
import socket
import sys
import tomllib
import webbrowser
from collections.abc import Iterable, Sequence
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from tco.errors import UserError
from tco.middleware import KnownHosts, Pages, SecurityHeaders
from tco.safe_settings import LOOPBACK, check, names_allowed, unsafe

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response
    from streamlit import App


def _page_script(language: str) -> str:
    """Sets the language that a screen reader speaks, and the names of Streamlit's own controls in it."""
    folder = Path(__file__).parent
    texts = (folder / "ui" / "texts" / language / "controls.toml").read_text(encoding="utf-8")
    names = json.dumps(tomllib.loads(texts)["controls"])
    script = (folder / "page.js").read_text(encoding="utf-8")
    return f"document.documentElement.lang = '{language}';\nwindow.tcoNames = {names};\n{script}"


#: The scripts that a page may run inline, by language. The content security policy lets in exactly these and
#: Streamlit's own, so a page takes them from here.
PAGE_SCRIPTS = {language: _page_script(language) for language in ("ko", "en")}

#: Tells Streamlit's page where its server is, which it would find by asking the wrong place first.
PLACE_SCRIPT = (
    "window.__streamlit = { BACKEND_BASE_URL: location.origin + location.pathname.replace(/[^/]*$/, '') }"
)
NO_SCRIPT = (
    "<noscript><p>이 계산기에는 자바스크립트가 필요합니다.</p>"
    '<p lang="en">This calculator needs JavaScript.</p></noscript>'
)

#: Streamlit forgets an icon that a page names while the next page is on its way.
ICON = "./app/static/icon.png"

#: Another one after each start, by which a page learns that its session is gone.
INSTANCE = secrets.token_hex(8)

PLACE = {
    "en": "The calculator is at {address} (Ctrl+C stops it).",
    "ko": "계산기 주소: {address} (Ctrl+C를 누르면 멈춥니다)",
}

#: Allowed beside the page's own host. Streamlit and Plotly write style attributes and show images and
#: downloads from memory.
CONTENT_POLICY = (
    "default-src 'self'; script-src 'self' {scripts}; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data: blob:; media-src 'self' data: blob:; font-src 'self' data:; "
    "worker-src 'self' blob:; object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'none'"
)


def serve(port: int, host: str = "127.0.0.1", names: Sequence[str] = (), language: str = "en") -> None:
    """Serves the app until it is stopped.

    Args:
        port: where to listen.
        host: the address to listen on; anything but this computer itself is for use behind a proxy.
        names: host names under which others open the app; needed as soon as others can reach it.
        language: in which the address is told.

    Raises:
        UserError: the port, a name or a setting cannot be used; the message says what to do.
    """
    import uvicorn

    allowed = names_allowed(host, names)
    listener = _listen(host, port)
    app = _build_app(allowed)
    _set_options(host, allowed, others=bool(names))
    server = uvicorn.Server(
        uvicorn.Config(
            app,
            log_level="warning",
            access_log=False,
            server_header=False,
            ws_max_size=2**25,
            ws_per_message_deflate=False,
        )
    )
    address = f"http://{'localhost' if host in LOOPBACK else host}:{port}"
    print(PLACE[language].format(address=address), flush=True)
    try:
        _warm_up()
        if _has_screen():
            webbrowser.open_new_tab(address)
        server.run(sockets=[listener])
    except KeyboardInterrupt:
        pass


def _warm_up() -> None:
    """Do what the first visitor would wait for; whatever goes wrong is said where he meets it.

    A browser that comes early waits for the connection. Beside the pages it would take both longer.
    """
    try:
        import_module("tco.ui.warm_up").serving_process()
    except Exception:  # noqa: BLE001 - the pages work without it
        logging.getLogger(__name__).warning("the warm-up ended early", exc_info=True)


def app_folder() -> Path:
    """The folder of ``app.py``, its settings and fonts: beside this file in a wheel, else the checkout."""
    package = Path(__file__).resolve().parent
    packed = package / "_app"
    return packed if packed.is_dir() else package.parent


def content_policy(inline_scripts: Iterable[str]) -> str:
    """The content security policy that lets in nothing from outside and only these inline scripts."""
    digests = [hashlib.sha256(script.encode()).digest() for script in inline_scripts]
    hashes = [f"'sha256-{base64.b64encode(digest).decode()}'" for digest in digests]
    return CONTENT_POLICY.format(scripts=" ".join(hashes))


def page_names() -> tuple[str, ...]:
    """The addresses of the app's pages, by the modules that show them."""
    found = sorted((Path(__file__).parent / "ui").glob("*_page.py"))
    return tuple(each.stem.removesuffix("_page") for each in found)


def unsafe_settings() -> list[str]:
    """What is wrong with the settings of the running server."""
    from streamlit import config

    return unsafe(config.get_option, config.get_where_defined)


def _build_app(names: Sequence[str]) -> App:
    import streamlit
    from starlette.middleware import Middleware
    from starlette.middleware.gzip import GZipMiddleware
    from starlette.routing import Route

    original = (Path(streamlit.__file__).parent / "static" / "index.html").read_text(encoding="utf-8")
    start_page = _start_page(original)
    own_scripts = re.findall(r"<script>(.*?)</script>", start_page, re.DOTALL)
    headers = {
        "Content-Security-Policy": content_policy([*own_scripts, *PAGE_SCRIPTS.values()]),
        "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
        "Referrer-Policy": "no-referrer",
        "X-Content-Type-Options": "nosniff",
        "X-Frame-Options": "DENY",
    }
    return streamlit.App(
        app_folder() / "app.py",
        routes=[Route("/_tco/instance", _instance)],
        middleware=[
            Middleware(SecurityHeaders, headers=headers),
            Middleware(KnownHosts, names=names),
            Middleware(GZipMiddleware, minimum_size=1000, compresslevel=5),
            Middleware(Pages, start=start_page, names=page_names()),
        ],
    )


def _start_page(original: str) -> str:
    """Streamlit's first page, which knows where its server is before it asks, and its language and title."""
    page = original.replace('<html lang="en">', '<html lang="ko">')
    page = re.sub(r"<title>.*?</title>", "<title>Hospital TCO</title>", page)
    page = page.replace('href="./favicon.png"', f'href="{ICON}"')
    page = re.sub(r"<noscript>.*?</noscript>", NO_SCRIPT, page, flags=re.DOTALL)
    return page.replace("<script>", f"<script>{PLACE_SCRIPT}</script>\n    <script>", 1)


async def _instance(request: Request) -> Response:
    from starlette.responses import PlainTextResponse

    return PlainTextResponse(INSTANCE, headers={"Cache-Control": "no-store"})


def _set_options(host: str, names: Sequence[str], others: bool) -> None:
    """Sets what differs from ``streamlit run``, and checks the rest; only after the app exists is it read.

    Args:
        host: the address listened on.
        names: under which the app may be opened.
        others: whether other people open it, such as through a proxy on this computer.
    """
    from streamlit import config

    config.set_option("server.fileWatcherType", "none")
    config.set_option("server.allowedHosts", list(names))
    if others or host not in LOOPBACK:
        config.set_option("server.address", names[-1])  # by it a page knows that others may be looking
    check(config.get_option, config.get_where_defined)


def _listen(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, port), family=family)
    except (OSError, OverflowError) as error:
        if isinstance(error, OSError) and error.errno == errno.EADDRINUSE:
            reason = "is taken: stop what uses it, or choose another"
        else:
            reason = f"cannot be used on {host} ({error}): choose another"
        free = port + 1 if port < 65535 else 8501
        raise UserError(f"Port {port} {reason}, for example --port {free}") from error


def _has_screen() -> bool:
    """Whether a person started this at a computer that can show a browser."""
    if not sys.stdout.isatty() or "CI" in os.environ:
        return False
    return sys.platform != "linux" or "DISPLAY" in os.environ or "WAYLAND_DISPLAY" in os.environ
