"""What a visit takes until the answer stands there: seconds, requests, and what comes over the line."""

import time
from dataclasses import dataclass

from app_changes import SLOW

AFTERWARDS = 3000  # milliseconds


@dataclass(frozen=True)
class Visit:
    """A page opened by a browser that has nothing of it yet.

    Attributes:
        kilobytes: of responses as they were sent, and of the websocket.
    """

    seconds: float
    requests: int
    kilobytes: float


def visit(browser, address, part):
    """Until a part of the page is there; counted for a while longer."""
    context = browser.new_context(viewport={"width": 1440, "height": 1400})
    page = context.new_page()
    page.set_default_timeout(SLOW)
    line = context.new_cdp_session(page)
    line.send("Network.enable")
    came = []
    line.on("Network.loadingFinished", lambda each: came.append(each["encodedDataLength"]))
    frames = []
    line.on("Network.webSocketFrameReceived", lambda each: frames.append(_size(each["response"])))
    start = time.perf_counter()
    page.goto(address)
    page.locator(part).first.wait_for()
    took = time.perf_counter() - start
    page.wait_for_timeout(AFTERWARDS)  # nothing says when the last picture has loaded what it needs
    context.close()
    return Visit(took, len(came), (sum(came) + sum(frames)) / 1024)


def _size(frame):
    """Bytes of a websocket's frame, which is told in base64 where it is no text."""
    length = len(frame["payloadData"])
    return length if frame["opcode"] == 1 else length * 3 / 4
