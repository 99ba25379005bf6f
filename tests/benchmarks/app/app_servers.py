"""A server of the app, or of the bare one, as a process, with what it takes of memory and processor."""

import os
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[3]
BARE_APP = Path(__file__).with_name("bare_app.py")
START_SECONDS = 60
TICKS = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True)
class Server:
    """Where a server answers, and its process."""

    kind: str
    port: int
    process: subprocess.Popen

    @property
    def address(self):
        return f"http://localhost:{self.port}"

    @property
    def processes(self):
        """The process that serves pages, then those that it started."""
        return [self.process.pid, *_children(self.process.pid)]

    def memory(self):
        """Proportional set size of each process in MB."""
        return [_memory(each) for each in self.processes]

    def seconds(self):
        """Processor seconds that each process has taken."""
        return [_seconds(each) for each in self.processes]


def _children(process):
    found = []
    for thread in Path(f"/proc/{process}/task").iterdir():
        with suppress(FileNotFoundError):  # a thread that ended meanwhile
            found += [int(each) for each in (thread / "children").read_text().split()]
    return found


def _memory(process):
    for row in Path(f"/proc/{process}/smaps_rollup").read_text().splitlines():
        if row.startswith("Pss:"):
            return int(row.split()[1]) / 1024
    return 0.0


def _seconds(process):
    fields = Path(f"/proc/{process}/stat").read_text().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / TICKS


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextmanager
def started(kind, port=None):
    """A server that answers, stopped and its drafts removed afterwards."""
    port = port or free_port()
    with tempfile.TemporaryDirectory() as folder:
        command, where = _command(kind, port), ROOT if kind == "ours" else folder
        settings = {**os.environ, "TCO_DATABASE": f"sqlite:///{folder}/drafts.sqlite"}
        log = Path(folder, "log")
        with log.open("wb") as said:
            process = subprocess.Popen(command, cwd=where, env=settings, stdout=said, stderr=said)
        try:
            _wait(process, f"http://127.0.0.1:{port}/_stcore/health", log)
            yield Server(kind, port, process)
        finally:
            process.terminate()
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                process.kill()


def _command(kind, port):
    if kind == "ours":
        return [sys.executable, "-c", f"from tco.serve import serve; serve({port})"]
    options = {"server.port": port, "server.address": "127.0.0.1", "runner.postScriptGC": "false",
               "server.fileWatcherType": "none", "server.headless": "true",
               "browser.gatherUsageStats": "false"}  # fmt: skip
    given = [text for name, value in options.items() for text in (f"--{name}", str(value))]
    return [sys.executable, "-m", "streamlit", "run", str(BARE_APP), *given]


def _wait(process, health, log):
    end = time.monotonic() + START_SECONDS
    while time.monotonic() < end:
        if process.poll() is not None:
            raise SystemExit(f"the server ended: {log.read_text(errors='replace')}")
        try:
            with urllib.request.urlopen(health, timeout=1):
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.02)
    raise SystemExit(f"the server did not answer within {START_SECONDS} seconds")


def percentile(values, share):
    """The value below which a share of the values lies, between two of them by proportion."""
    ordered = sorted(values)
    place = (len(ordered) - 1) * share
    low = int(place)
    return ordered[low] + (ordered[min(low + 1, len(ordered) - 1)] - ordered[low]) * (place - low)
