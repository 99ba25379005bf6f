"""Writes a picture of every page in both languages to docs/screenshots (`make screenshots`).

Promise: the app is served on a free port with drafts of its own, so that nobody's drafts are read or shown;
a picture is taken when nothing on the page is being computed any more. Imports the standard library,
playwright, pillow and, for the names of the pages, `tco.ui.pages`.
"""

from __future__ import annotations

import io
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from PIL import Image
from playwright.sync_api import Page, sync_playwright

from tco.ui.pages import PAGES
from tco.ui.words import LANGUAGES

ROOT = Path(__file__).parents[1]
FOLDER = ROOT / "docs" / "screenshots"
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
FLAGS = ["--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--hide-scrollbars",
         "--font-render-hinting=none"]  # fmt: skip
WIDE, NARROW, TALLEST = 1440, 390, 4000  # pixels
SMALLER = ("answer", "inputs")  # also on a phone and in the dark
COLOURS = 256
PATIENCE = 90  # seconds
STILL = 800  # milliseconds without a change, after which a page is complete
WATCH = """(still) => new Promise((done) => {
  let last = Date.now();
  const busy = () => document.querySelector(
    '[data-testid="stStatusWidget"], [data-stale="true"], .stSpinner');
  const watcher = new MutationObserver(() => { last = Date.now(); });
  watcher.observe(document.body, { subtree: true, childList: true, attributes: true, characterData: true });
  const look = () => {
    if (busy()) last = Date.now();
    if (Date.now() - last > still) { watcher.disconnect(); done(true); } else setTimeout(look, 100);
  };
  look();
})"""
HEIGHT = """() => Math.max(...[...document.querySelectorAll(
  '[data-testid="stMain"], [data-testid="stSidebarContent"]')].map((each) => each.scrollHeight))"""


@dataclass(frozen=True)
class Shot:
    """A picture to be taken."""

    page: str
    language: str
    width: int = WIDE
    scheme: Literal["light", "dark"] = "light"

    @property
    def file(self) -> Path:
        """Where it goes."""
        extra = "-phone" * (self.width == NARROW) + "-dark" * (self.scheme == "dark")
        return FOLDER / self.language / f"{self.page}{extra}.png"


def shots() -> list[Shot]:
    """All pictures: each page, and some of them on a phone and in the dark."""
    wide = [Shot(page.name, language) for language in LANGUAGES for page in PAGES]
    phone = [Shot(page, language, NARROW) for language in LANGUAGES for page in SMALLER]
    dark = [Shot(page, language, WIDE, "dark") for language in LANGUAGES for page in SMALLER]
    return [*wide, *phone, *dark]


@contextmanager
def served() -> Iterator[str]:
    """The address of the app, with drafts of its own."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-c", f"from tco.serve import serve; serve({port})"]
    with tempfile.TemporaryDirectory() as folder:
        environment = {**os.environ, "TCO_DATABASE": f"sqlite:///{folder}/drafts.sqlite"}
        server = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL)
        try:
            wait(server, f"http://127.0.0.1:{port}/_stcore/health")
            yield f"http://localhost:{port}"
        finally:
            server.terminate()
            server.wait(30)


def wait(server: subprocess.Popen[bytes], health: str) -> None:
    """Until the app answers."""
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until and server.poll() is None:
        try:
            with urllib.request.urlopen(health, timeout=1):
                return
        except OSError:
            time.sleep(0.2)
    sys.exit("the app did not start")


def settle(page: Page) -> None:
    """Wait until the page is complete."""
    page.locator(".tco-title").wait_for()
    page.evaluate("document.fonts.ready")
    for _ in range(PATIENCE):
        page.evaluate(WATCH, STILL)
        if not page.locator(".tco-later").count():
            return
        page.wait_for_timeout(1000)
    sys.exit(f"{page.url}: still computing after {PATIENCE} seconds")


def take(page: Page, address: str, shot: Shot) -> bytes:
    """One picture, as a small PNG."""
    size = {"width": shot.width, "height": 1000}
    page.set_viewport_size(size)
    page.emulate_media(color_scheme=shot.scheme, reduced_motion="reduce")
    path = "" if shot.page == "start" else shot.page
    page.goto(f"{address}/{path}?lang={shot.language}")
    settle(page)
    page.set_viewport_size({**size, "height": min(TALLEST, max(1000, int(page.evaluate(HEIGHT)) + 40))})
    settle(page)
    return smaller(page.screenshot(animations="disabled", caret="hide"))


def smaller(content: bytes) -> bytes:
    """The same picture in its most frequent colours, each of them exact: colours mean something."""
    buffer = io.BytesIO()
    with Image.open(io.BytesIO(content)) as picture:
        whole = picture.convert("RGB")
    counted = sorted(whole.getcolors(whole.width * whole.height) or [], reverse=True)
    palette = Image.new("P", (1, 1))
    palette.putpalette([part for _, colour in counted[:COLOURS] for part in colour])  # type: ignore[union-attr]
    whole.quantize(palette=palette, dither=Image.Dither.NONE).save(buffer, "PNG", optimize=True)
    return buffer.getvalue()


def main() -> None:
    """Take all pictures; those of pages that are gone go too."""
    found = next((path for path in map(shutil.which, BROWSERS) if path), None)
    if found is None:
        sys.exit("no Chromium was found; `bash .ci/system_packages.sh browser` installs it or says how")
    total, wanted = 0, shots()
    with served() as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=FLAGS)
        page = browser.new_page()
        page.set_default_timeout(PATIENCE * 1000)
        for shot in wanted:
            content = take(page, address, shot)
            total += len(content)
            shot.file.parent.mkdir(parents=True, exist_ok=True)
            shot.file.write_bytes(content)
            print(f"{len(content) / 1000:6.0f} kB  {shot.file.relative_to(ROOT)}", flush=True)
        browser.close()
    for file in set(FOLDER.rglob("*.png")) - {shot.file for shot in wanted}:
        file.unlink()
    print(f"{total / 1000:6.0f} kB  in all")


if __name__ == "__main__":
    main()
