"""Serves the web app on this computer.

Promise: the same page as ``streamlit run app.py``, but compressed, with security headers that let no outside
host in, and without Streamlit's port search or file watching.
Allowed imports: the standard library and tco.errors; streamlit, starlette and uvicorn inside the functions
only, so that the command line starts without them. Nothing of the model.
"""

from __future__ import annotations

import base64
import errno
import hashlib
import os
import re
import secrets
import socket
import sys
import webbrowser
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from tco.errors import UserError

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response
    from starlette.types import ASGIApp, Message, Receive, Scope, Send
    from streamlit import App

LOOPBACK = ("127.0.0.1", "::1", "localhost")

#: The scripts that a page may run inline, by language: each sets the language that a screen reader speaks.
#: The content security policy lets in exactly these and Streamlit's own, so a page takes them from here.
PAGE_SCRIPTS = {
    language: f"document.documentElement.lang = '{language}'\n"
    + Path(__file__).with_name("page.js").read_text(encoding="utf-8")
    for language in ("ko", "en")
}

#: Another one after each start, by which a page learns that its session is gone.
INSTANCE = secrets.token_hex(8)

#: Allowed beside the page's own host. Streamlit and Plotly write style attributes and show images and
#: downloads from memory.
CONTENT_POLICY = (
    "default-src 'self'; script-src 'self' {scripts}; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data: blob:; media-src 'self' data: blob:; font-src 'self' data:; "
    "worker-src 'self' blob:; object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'none'"
)


class SecurityHeaders:
    """ASGI middleware that adds fixed headers to every answer."""

    def __init__(self, app: ASGIApp, headers: dict[str, str]) -> None:
        self.app = app
        self.headers = [(name.lower().encode(), value.encode()) for name, value in headers.items()]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answers one request."""

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                ours = {name for name, _ in self.headers}
                theirs = [pair for pair in message.get("headers", []) if pair[0].lower() not in ours]
                message = {**message, "headers": [*theirs, *self.headers]}
            await send(message)

        await self.app(scope, receive, send_with_headers)


def serve(port: int, host: str = "127.0.0.1") -> None:
    """Serves the app until it is stopped.

    Args:
        port: where to listen.
        host: the address to listen on; anything but this computer itself is for use behind a proxy.

    Raises:
        UserError: the port cannot be used; the message says what to do.
    """
    import uvicorn

    listener = _listen(host, port)
    app = _build_app()
    _set_options(host)
    server = uvicorn.Server(
        uvicorn.Config(app, log_level="warning", access_log=False, server_header=False, ws_max_size=2**25)
    )
    address = f"http://{'localhost' if host in LOOPBACK else host}:{port}"
    print(f"The calculator is at {address} (Ctrl+C stops it).", flush=True)
    if _has_screen():
        webbrowser.open_new_tab(address)
    try:
        server.run(sockets=[listener])
    except KeyboardInterrupt:
        pass


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


def _build_app() -> App:
    import streamlit
    from starlette.middleware import Middleware
    from starlette.middleware.gzip import GZipMiddleware
    from starlette.routing import Route

    start_page = (Path(streamlit.__file__).parent / "static" / "index.html").read_text(encoding="utf-8")
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
            Middleware(GZipMiddleware, minimum_size=1000, compresslevel=5),
        ],
    )


async def _instance(request: Request) -> Response:
    from starlette.responses import PlainTextResponse

    return PlainTextResponse(INSTANCE, headers={"Cache-Control": "no-store"})


def _set_options(host: str) -> None:
    """Sets what differs from ``streamlit run``; only after the app exists are its settings read."""
    from streamlit import config

    config.set_option("server.fileWatcherType", "none")
    if host not in LOOPBACK:
        config.set_option("server.allowedHosts", [])
        config.set_option("server.address", host)  # by it a page knows that others may be looking


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
