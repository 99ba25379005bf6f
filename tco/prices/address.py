"""Price lists at an address: taken over https from a public server into a file that is deleted afterwards.

Promise: no other scheme, no private or local machine (also not by a redirect or by what a name resolves to),
no more than a limit of bytes and of seconds, no proxy. Imports `errors` and `files` only.
"""

from __future__ import annotations

import http.client
import ipaddress
import socket
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from http import HTTPStatus
from pathlib import Path, PurePosixPath
from typing import IO, Any
from urllib.parse import urlsplit

from tco.errors import UserError
from tco.prices.files import PriceFile, given

SECONDS_OF_SILENCE = 30.0
SECONDS_IN_ALL = 1800.0
LARGEST = 2 * 1024**3
BLOCK = 1 << 20
WAY_OUT = "or download the list in a browser and give the file"


def is_address(place: str) -> bool:
    """Whether the user means an address and not a file."""
    return "://" in place


@contextmanager
def fetched(places: Sequence[str]) -> Iterator[list[PriceFile]]:
    """The files that are named, those at an address for as long as they are needed."""
    with ExitStack() as stack:
        files: list[PriceFile] = []
        for place in places:
            file = stack.enter_context(_fetched(place)) if is_address(place) else given(place)
            same = sum(file.name == each.path.name for each in files)
            files.append(replace(file, name=f"{file.name} ({same + 1})") if same else file)
        yield files


@contextmanager
def _fetched(address: str) -> Iterator[PriceFile]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "list"
        with path.open("wb") as target:
            _download(address, target)
        yield PriceFile(path, PurePosixPath(urlsplit(address).path).name or "list", _without_query(address))


def _without_query(address: str) -> str:
    """The address as a source names it: a query may hold a key."""
    parts = urlsplit(address)
    return f"https://{parts.hostname}{parts.path}"


def _download(address: str, target: IO[bytes]) -> None:
    check(address)
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}), Redirects(), _PublicHandler())
    request = urllib.request.Request(
        address, headers={"User-Agent": "hospital-tco", "Accept-Encoding": "identity"}
    )
    try:
        with opener.open(request, timeout=SECONDS_OF_SILENCE) as answer:
            save(answer, target, address)
    except urllib.error.HTTPError as error:
        reason = HTTPStatus(error.code).phrase if error.code in set(HTTPStatus) else ""
        raise UserError(f"{address} answers {error.code} {reason}: check the address, {WAY_OUT}") from error
    except (OSError, http.client.HTTPException) as error:  # URLError, timeouts and broken connections too
        cause = getattr(error, "reason", None) or error
        raise UserError(f"{address} cannot be reached ({cause}): check the connection, {WAY_OUT}") from error


def save(source: Any, target: IO[bytes], address: str, largest: int = LARGEST) -> None:
    """Copy a stream within the limits of size and time."""
    size, begin = 0, time.monotonic()
    while block := source.read(BLOCK):
        size += len(block)
        if size > largest:
            raise UserError(f"{address} is larger than {largest / 1024**3:g} GB: give the list of one region")
        if time.monotonic() - begin > SECONDS_IN_ALL:
            raise UserError(
                f"{address} takes longer than {SECONDS_IN_ALL / 60:g} minutes: try later, {WAY_OUT}"
            )
        target.write(block)


def check(address: str) -> None:
    """Refuse an address that is not a plain public one; what its name stands for is checked on connecting."""
    try:
        parts = urlsplit(address)
        host, port = parts.hostname, parts.port
    except ValueError as error:
        raise UserError(f"'{address}' is not an address: {error}") from error
    if parts.scheme != "https":
        raise UserError(f"'{address}' is not an https address: only those are read; {WAY_OUT}")
    if not host or port not in (None, 443) or parts.username or parts.password:
        raise UserError(f"'{address}' must be https://HOST/PATH, without port, user name and password")
    try:
        numeric = ipaddress.ip_address(host)
    except ValueError:
        return
    refuse_private(str(numeric), host)


def refuse_private(found: str, host: str) -> None:
    """Refuse a machine that is not on the public internet."""
    numeric = ipaddress.ip_address(found.partition("%")[0])
    mapped = getattr(numeric, "ipv4_mapped", None)
    if not (mapped or numeric).is_global or numeric.is_multicast:
        raise UserError(
            f"'{host}' is a machine of a private network ({found}): prices are read from public ones"
        )


class Redirects(urllib.request.HTTPRedirectHandler):
    """Follows a redirect only to what would be read directly."""

    max_redirections = 4

    def redirect_request(self, req: Any, fp: Any, code: int, msg: str, headers: Any, newurl: str) -> Any:
        """The next request, or a refusal."""
        check(newurl)
        return super().redirect_request(req, fp, code, msg, headers, newurl)


class _PublicConnection(http.client.HTTPSConnection):
    """Connects to the very machine that was found to be a public one."""

    def connect(self) -> None:
        found = socket.getaddrinfo(self.host, self.port or 443, type=socket.SOCK_STREAM)
        for *_, target in found:
            refuse_private(str(target[0]), self.host)
        self.sock = socket.create_connection((str(found[0][4][0]), self.port or 443), self.timeout)
        context: Any = self._context  # type: ignore[attr-defined]
        self.sock = context.wrap_socket(self.sock, server_hostname=self.host)


class _PublicHandler(urllib.request.HTTPSHandler):
    def https_open(self, req: urllib.request.Request) -> Any:
        return self.do_open(_PublicConnection, req)
