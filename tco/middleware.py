"""What the server does around Streamlit: headers, host names, addresses of pages.

Promise: every answer carries the headers; a request under another name is refused; an address without a page
is answered with "no page". Imports the standard library, and starlette inside the functions.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

#: Paths below which Streamlit answers; all others are pages, or nothing.
SERVED = ("_stcore", "_tco", "app", "component", "media", "static")
NOT_FOUND = (
    '<!DOCTYPE html><html lang="ko"><meta charset="utf-8"><title>404</title>'
    '<p>이 주소에는 페이지가 없습니다. <a href="/">처음으로</a></p>'
    '<p lang="en">There is no page at this address. <a href="/">To the start</a></p></html>'
)
REFUSED = (
    "이 이름으로는 계산기를 열 수 없습니다. 운영자는 tco serve --allow-host 로 이름을 허용할 수 있습니다.\n"
    "The calculator does not answer under this name. Who runs it can allow it with tco serve --allow-host.\n"
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


class KnownHosts:
    """ASGI middleware that answers only under allowed names, so that no other site can pose as this one."""

    def __init__(self, app: ASGIApp, names: Sequence[str]) -> None:
        self.app = app
        self.names = frozenset(names)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Passes one request on, or refuses it."""
        if scope["type"] in ("http", "websocket") and _host_name(scope) not in self.names:
            from starlette.responses import PlainTextResponse

            await PlainTextResponse(REFUSED, status_code=400)(scope, receive, send)
            return
        await self.app(scope, receive, send)


class Pages:
    """ASGI middleware that answers a page's address with the start of the app, and others with "no page"."""

    def __init__(self, app: ASGIApp, start: str, names: Sequence[str]) -> None:
        self.app = app
        self.start = start
        self.paths = frozenset(("/", *(f"/{name}" for name in names)))

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answers one request for a page; passes the others on."""
        path = scope.get("path", "")
        if scope["type"] != "http" or scope["method"] not in ("GET", "HEAD") or not _is_page(path):
            await self.app(scope, receive, send)
            return
        from starlette.responses import HTMLResponse

        found = path in self.paths
        headers = {"Cache-Control": "no-cache"}
        answer = HTMLResponse(self.start if found else NOT_FOUND, 200 if found else 404, headers)
        await answer(scope, receive, send)


def _is_page(path: str) -> bool:
    """Whether a path is in the form of a page's, not of a file or of Streamlit's own."""
    parts = path.removeprefix("/").split("/")
    in_form = "." not in parts[-1] and "\\" not in path and not path.startswith("//")
    return in_form and parts[0] not in SERVED and (parts[-1] != "" or path == "/")


def _host_name(scope: Scope) -> str | None:
    """The name under which a request comes, or nothing where it has none or none that can be read."""
    found = [value for name, value in scope["headers"] if name == b"host"]
    try:
        name = urlsplit(f"//{found[0].decode('ascii')}").hostname if len(found) == 1 else None
    except ValueError:
        return None
    return name.rstrip(".") if name else None
