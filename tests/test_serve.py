"""The server as an outsider meets it: names, headers, uploads, paths, and the settings it insists on."""

import http.client
import json
import re
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest
from streamlit import config

from tco import serve
from tco.cli import main
from tco.errors import Problems, UserError
from tco.safe_settings import RULES, check, names_allowed, unsafe
from tco.ui.pages import PAGES

ROOT = Path(__file__).parents[1]
TRACE = re.compile(rb'Traceback|File "/|site-packages')
MEGABYTE = 1024 * 1024


def start(*arguments, folder=ROOT):
    command = [sys.executable, "-m", "tco.cli", "serve", *arguments]
    return subprocess.Popen(command, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE)


@pytest.fixture(scope="module")
def port():
    """Of a server that a proxy of the name tco.hospital.example stands before."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        free = probe.getsockname()[1]
    with start("--port", str(free), "--allow-host", "tco.hospital.example") as server:
        try:
            until = time.monotonic() + 60
            while time.monotonic() < until and server.poll() is None:
                try:
                    socket.create_connection(("127.0.0.1", free), timeout=1).close()
                    break
                except OSError:
                    time.sleep(0.1)
            yield free
        finally:
            server.terminate()


def ask(port, path="/", host="localhost", method="GET", body=None, **headers):
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    connection.putrequest(method, path, skip_host=True, skip_accept_encoding=True)
    sent = {"Host": host, **headers} if host else headers
    for name, value in sent.items():
        connection.putheader(name.replace("_", "-"), value)
    if body is not None:
        connection.putheader("Content-Length", str(len(body)))
    connection.endheaders(body)
    answer = connection.getresponse()
    content = answer.read()
    connection.close()
    assert not TRACE.search(content)
    return answer, content


# --- What an outsider gets ---------------------------------------------------------------------------------


def test_every_answer_carries_the_security_headers(port):
    paths = ["/", "/nowhere", "/_tco/instance", "/_stcore/health", "/_stcore/host-config",
             "/app/static/icon.png", "/app/static/none.png", "/favicon.png", "/media/none"]  # fmt: skip
    for path in paths:
        for host in ("localhost", "evil.example"):
            answer, _ = ask(port, path, host)
            policy = answer.headers["Content-Security-Policy"]
            assert "default-src 'self'" in policy
            assert "frame-ancestors 'none'" in policy
            assert "unsafe-inline" not in policy.partition("script-src")[2].partition(";")[0]
            assert "unsafe-eval" not in policy
            assert not re.search(r"https?:|\*", policy)
            assert answer.headers["X-Content-Type-Options"] == "nosniff"
            assert answer.headers["X-Frame-Options"] == "DENY"
            assert answer.headers["Referrer-Policy"] == "no-referrer"
            assert answer.headers["Server"] is None


def test_it_answers_under_allowed_names_only(port):
    for host in (
        "localhost",
        f"LOCALHOST:{port}",
        "127.0.0.1",
        "[::1]:80",
        "tco.hospital.example",
        "localhost.",
    ):
        assert ask(port, host=host)[0].status == 200, host
    for host in ("evil.example", "localhost.evil.example", "evil.example:80", "a@localhost.example", "[", "",
                 "other.hospital.example", "169.254.169.254"):  # fmt: skip
        for path in ("/", "/answer", "/_stcore/health", "/_tco/instance"):
            assert ask(port, path, host)[0].status == 400, host


def handshake(port, host, origin):
    upgrade = {"Upgrade": "websocket", "Connection": "Upgrade", "Sec-WebSocket-Version": "13",
               "Sec-WebSocket-Key": "AAAAAAAAAAAAAAAAAAAAAA=="}  # fmt: skip
    head = "".join(
        f"{name}: {value}\r\n" for name, value in {"Host": host, "Origin": origin, **upgrade}.items()
    )
    with socket.create_connection(("127.0.0.1", port), timeout=30) as wire:
        wire.sendall(f"GET /_stcore/stream HTTP/1.1\r\n{head}\r\n".encode())
        return int(wire.recv(4096).split()[1])


def test_no_other_site_opens_a_session(port):
    assert handshake(port, "localhost", "http://localhost") == 101
    assert handshake(port, "tco.hospital.example", "https://tco.hospital.example") == 101
    assert handshake(port, "evil.example", "http://evil.example") in (400, 403)
    assert handshake(port, "localhost", "http://evil.example") in (400, 403)


def test_only_files_for_everyone_are_served(port):
    secrets = ["app.py", "pyproject.toml", "tco/serve.py", ".streamlit/config.toml", "etc/passwd"]
    ways = ["/{}", "/app/static/../{}", "/app/static/%2e%2e/{}", "/app/static/..%2f{}", "/static/../../{}",
            "/app/static/....//{}", "/media/../{}", "//{}", "/app/static/%5c..%5c{}", "/answer/../{}",
            "/app/static//{}", "/component/../{}", "/%2e%2e/%2e%2e/{}"]  # fmt: skip
    for way in ways:
        for name in secrets:
            answer, content = ask(port, way.format(name))
            assert not re.search(rb"import streamlit|hatchling|def serve|toolbarMode|root:", content), (
                way,
                name,
            )
            assert answer.status != 500
    assert ask(port, "/app/static/icon.png")[0].headers["Content-Type"] == "image/png"


def test_pages_are_found_and_others_are_said_to_be_missing(port):
    for page in ["", *(each.name for each in PAGES)]:
        answer, content = ask(port, f"/{page}?lang=ko")
        assert answer.status == 200, page
        assert b'<div id="root">' in content
    for path in ("/nowhere", "/answer/deep", "/start.php/x"):
        answer, content = ask(port, path)
        assert answer.status == 404
        assert "페이지가 없습니다".encode() in content


def test_the_first_page_names_no_other_place(port):
    _, content = ask(port, "/answer")
    text = content.decode()
    assert re.findall(r"(?:src|href)=\"(?!\./)([^\"]*)", text) == []
    assert "Streamlit</title>" not in text
    assert "<noscript><p>이 계산기에는" in text
    assert '<link rel="shortcut icon" href="./app/static/icon.png"' in text


def test_an_upload_needs_a_session_and_its_token(port):
    path = "/_stcore/upload_file/00000000-0000-0000-0000-000000000000/1"
    form = (
        b'--b\r\nContent-Disposition: form-data; name="f"; filename="f"\r\n\r\n' + b"x" * 9 + b"\r\n--b--\r\n"
    )
    kind = "multipart/form-data; boundary=b"
    assert ask(port, path, method="PUT", body=form, Content_Type=kind)[0].status == 403
    assert ask(port, path, method="DELETE")[0].status == 403
    token = {"X_Xsrftoken": "t", "Cookie": "_streamlit_xsrf=u"}
    assert ask(port, path, method="PUT", body=form, Content_Type=kind, **token)[0].status == 403


def test_what_is_not_asked_for_is_refused_without_a_trace(port):
    for method, path in (("POST", "/"), ("DELETE", "/answer"), ("POST", "/_tco/instance"), ("TRACE", "/"),
                         ("POST", "/_stcore/agent/interact"), ("POST", "/_stcore/agent/mcp")):  # fmt: skip
        assert ask(port, path, method=method, body=b"{}")[0].status in (400, 403, 404, 405), (method, path)
    long = ask(port, "/answer?edits=" + "A" * 60_000)[0].status
    assert long in (200, 400, 414)
    assert json.loads(ask(port, "/_stcore/host-config")[1])["enableCustomParentMessages"] is False


# --- The settings it insists on ----------------------------------------------------------------------------


def test_the_settings_of_the_project_are_safe():
    assert unsafe(config.get_option, config.get_where_defined) == []


@pytest.mark.parametrize(
    ("setting", "values"),
    [
        ("browser.gatherUsageStats", [True]),
        ("client.showErrorDetails", ["full", "stacktrace", "type", True]),
        ("client.toolbarMode", ["auto", "developer"]),
        ("global.developmentMode", [True]),
        ("runner.fastReruns", [True]),
        ("server.allowedHosts", [[], ["*"], ["localhost", "*.example"]]),
        ("server.enableAgentApi", [True]),
        ("server.enableCORS", [False]),
        ("server.enableXsrfProtection", [False]),
        ("server.maxUploadSize", [6, 200, 0, -1]),
    ],
)
def test_an_unsafe_setting_is_refused_by_name_value_and_remedy(setting, values):
    for value in values:
        with pytest.raises(Problems) as caught:
            check(lambda name, at=value: at if name == setting else config.get_option(name), str)
        (message,) = caught.value.problems
        must = next(rule.must for rule in RULES if rule.setting == setting)
        assert setting in message
        assert str(value).lower() in message.lower()
        assert must in message
        assert ".streamlit/config.toml" in message


def test_all_unsafe_settings_are_named_before_anything_is_served(tmp_path):
    file = tmp_path / ".streamlit" / "config.toml"
    file.parent.mkdir()
    file.write_text("[server]\nenableXsrfProtection = false\nenableCORS = false\n")
    with start("--port", "0", folder=tmp_path) as server:
        try:
            said, problem = server.communicate(timeout=30)
        finally:
            server.kill()
    assert server.returncode == 2
    assert said == b""
    assert f"server.enableXsrfProtection is false (from {file})" in problem.decode()
    assert b"server.enableCORS is false" in problem
    assert not TRACE.search(problem.replace(str(file).encode(), b""))


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--host", "0.0.0.0"], "--host 0.0.0.0 lets other computers in"),
        (["--host", "::"], "--host :: lets other computers in"),
        (["--host", "0.0.0.0", "--allow-host", "*"], "--allow-host *: must be a host name"),
        (["--allow-host", "http://tco.example"], "--allow-host http://tco.example: must be"),
        (["--allow-host", "tco.example:80"], "--allow-host tco.example:80: must be"),
        (["--allow-host", ""], "--allow-host : must be"),
    ],
)
def test_others_are_let_in_under_names_only(arguments, message, capsys):
    assert main(["serve", "--port", "0", *arguments]) == 2
    assert message in capsys.readouterr().err


def test_this_computer_is_always_allowed():
    assert set(serve.LOOPBACK) <= set(names_allowed("0.0.0.0", ["TCO.example", "10.0.0.7"]))
    assert {"tco.example", "10.0.0.7"} <= set(names_allowed("0.0.0.0", ["TCO.example", "10.0.0.7"]))
    with pytest.raises(UserError):
        names_allowed("10.0.0.7", [])


def test_the_server_knows_the_pages_of_the_app():
    assert set(serve.page_names()) == {each.name for each in PAGES}
