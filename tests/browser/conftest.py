"""The app in its own process on a free port, and Chromium as a person would use it."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from pathlib import Path

import pytest

pytest.register_assert_rewrite("visits")

ROOT = Path(__file__).parents[2]
FLAGS = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
         "--disable-background-networking", "--disable-component-update", "--disable-sync"]  # fmt: skip
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
START_SECONDS = 60


@pytest.fixture(scope="session")
def browser_type_launch_args():
    found = next((path for path in map(shutil.which, BROWSERS) if path), None)
    if found is None:
        pytest.fail("no Chromium was found; `bash .ci/system_packages.sh browser` installs it or says how")
    return {"executable_path": found, "args": FLAGS}


def pytest_collection_modifyitems(items):
    """A test that fails in Chromium is run once more, and counted as such: all share two processors.

    Not so a test of faults, which looks for what goes wrong only now and then.
    """
    for item in items:
        if item.get_closest_marker("browser") and not item.path.name.startswith("test_faults"):
            item.add_marker(pytest.mark.flaky(reruns=1))


class Server:
    """`tco serve` in its own process, which can be stopped, frozen, killed and started again at its port."""

    def __init__(self, database=None):
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self.address = f"http://localhost:{self.port}"
        self.environment = {**os.environ, **({"TCO_DATABASE": f"sqlite:///{database}"} if database else {})}
        self.process = None
        self.said = tempfile.TemporaryFile()

    def start(self):
        command = [sys.executable, "-c", f"from tco.serve import serve; serve({self.port})"]
        self.process = subprocess.Popen(
            command, cwd=ROOT, env=self.environment, stdout=subprocess.DEVNULL, stderr=self.said
        )
        _wait(self, f"http://127.0.0.1:{self.port}/_stcore/health")
        return self

    def signal(self, number):
        self.process.send_signal(number)

    def kill(self):
        """Without a chance to write anything down."""
        self.process.kill()
        self.process.wait(30)

    def stop(self):
        """Ends it, frozen or not."""
        self.signal(signal.SIGCONT)
        self.process.terminate()
        self.process.wait(30)

    def errors(self):
        """What it wrote to standard error since its first start."""
        self.said.seek(0)
        return self.said.read().decode()


@pytest.fixture(scope="session")
def app_address():
    """Where `tco serve` answers; the server is stopped afterwards."""
    server = Server().start()
    try:
        yield server.address
    finally:
        server.stop()


def _wait(server, health):
    end = time.monotonic() + START_SECONDS
    while time.monotonic() < end:
        if server.process.poll() is not None:
            pytest.fail(f"the app ended: {server.errors()}")
        try:
            with urllib.request.urlopen(health, timeout=1):
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.2)
    pytest.fail(f"the app did not answer within {START_SECONDS} seconds")
