"""Visitors without a browser: websocket clients that speak Streamlit's protocol, each changing one input.

A client does what the browser does: it sends the address and the fields, takes a new address over, and
presses the button for the parts that follow later after the time that the page gives.
"""

import asyncio
import random
import re
import time
from contextlib import suppress
from dataclasses import dataclass
from itertools import cycle

import websockets
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

SLOW = 60
AFTER = re.compile(r'data-after="([\d.]+)"')
#: More numbers of beds than anything keeps; from about twice as many on a hospital needs other machines.
BEDS = cycle(range(300, 700))
FINISHED = (
    ForwardMsg.FINISHED_SUCCESSFULLY, ForwardMsg.FINISHED_FRAGMENT_RUN_SUCCESSFULLY,
    ForwardMsg.FINISHED_WITH_COMPILE_ERROR,
)  # fmt: skip


@dataclass(frozen=True)
class Reply:
    """Seconds from a change to the sentence that it changes, and to the end of the script."""

    sentence: float
    whole: float
    complete: bool


class Visitor:
    """One open page of the app or of the bare one."""

    def __init__(self, server, page, field):
        self.server, self.page, self.field = server, page, field
        self.hash, self.query, self.widget, self.text, self.part = "", "", "", True, ""
        self._after, self._look, self._looked = 0.0, None, ""
        self._answers = True
        self._ends = asyncio.Queue()
        self._since, self._sentence = 0.0, None

    async def open(self):
        """The page as a visitor finds it."""
        address = f"ws://127.0.0.1:{self.server.port}/_stcore/stream"
        self.socket = await websockets.connect(
            address, subprotocols=["streamlit", "PLACEHOLDER_AUTH_TOKEN"], max_size=None, compression=None,
            ping_interval=None,
        )  # fmt: skip
        self._reader = asyncio.create_task(self._read())
        return await self._run(self._message())

    async def close(self):
        self._look_no_more()
        self._reader.cancel()
        with suppress(asyncio.CancelledError):
            await self._reader
        await self.socket.close()

    async def change(self, value):
        """Another value in the field."""
        message = self._message(self.part)
        state = message.rerun_script.widget_states.widgets.add()
        state.id = self.widget
        if self.text:
            state.string_value = str(value)
        else:
            state.int_value = value
        return await self._run(message)

    def _message(self, part=""):
        message = BackMsg()
        message.rerun_script.fragment_id = part
        message.rerun_script.query_string = self.query
        message.rerun_script.page_script_hash = self.hash
        message.rerun_script.page_name = "" if self.hash else self.page
        return message

    async def _run(self, message):
        self._look_no_more()
        while not self._ends.empty():
            self._ends.get_nowait()
        self._since, self._sentence = time.perf_counter(), None
        await self.socket.send(message.SerializeToString())
        async with asyncio.timeout(SLOW):
            fine = await self._ends.get()
        whole = time.perf_counter() - self._since
        return Reply(self._sentence or whole, whole, fine)

    async def _read(self):
        try:
            async for raw in self.socket:
                message = ForwardMsg()
                message.ParseFromString(raw)
                self._take(message)
        finally:
            self._ends.put_nowait(False)

    def _take(self, message):
        kind = message.WhichOneof("type")
        if kind == "delta" and message.delta.WhichOneof("type") == "new_element":
            self._element(message.delta.new_element, message.delta.fragment_id)
        elif kind == "new_session":
            self._look_no_more()
            self._answers = list(message.metadata.run.fragment_ids) != [self._looked]
        elif kind == "navigation":
            self.hash = message.navigation.page_script_hash
        elif kind == "page_info_changed":
            self.query = message.page_info_changed.query_string
        elif kind == "script_finished" and message.script_finished in FINISHED and self._answers:
            self._ends.put_nowait(message.script_finished != ForwardMsg.FINISHED_WITH_COMPILE_ERROR)

    def _element(self, element, part):
        kind = element.WhichOneof("type")
        if kind in ("text_input", "number_input"):
            found = getattr(element, kind).id
            if found.endswith(f"-{self.field}"):
                self.widget, self.text, self.part = found, kind == "text_input", part
        elif kind == "html" and (found := AFTER.search(element.html.body)):
            self._after = float(found[1])
        elif kind == "button" and element.button.id.endswith("-tco_later"):
            self._looked, self._look = part, asyncio.create_task(self._press(element.button.id, part))
        elif self._answers and (kind == "metric" or (kind == "html" and element.html.body[:3] == "<h1")):
            self._sentence = self._sentence or time.perf_counter() - self._since

    def _look_no_more(self):
        if self._look is not None:
            self._look.cancel()
            self._look = None

    async def _press(self, button, part):
        await asyncio.sleep(self._after)
        message = self._message(part)
        state = message.rerun_script.widget_states.widgets.add()
        state.id, state.trigger_value = button, True
        await self.socket.send(message.SerializeToString())


async def _keep_changing(visitor, period, until, replies):
    await asyncio.sleep(random.random() * period)
    while (start := time.perf_counter()) < until:
        replies.append(await visitor.change(next(BEDS)))
        await asyncio.sleep(max(0.0, period - (time.perf_counter() - start)))


@dataclass(frozen=True)
class Load:
    """What so many visitors had to wait for, and what it took."""

    visitors: int
    replies: list
    seconds: list
    memory: list

    @property
    def complete(self):
        return all(each.complete for each in self.replies)


async def loads(server, page, field, counts, period, seconds):
    """The load of each number of visitors, one after the other; each keeps the visitors of the one before."""
    visitors = []
    try:
        for number in counts:
            while len(visitors) < number:
                visitors.append(Visitor(server, page, field))
                await visitors[-1].open()
            before, until, replies = server.seconds(), time.perf_counter() + seconds, []
            async with asyncio.TaskGroup() as group:
                for each in visitors:
                    group.create_task(_keep_changing(each, period, until, replies))
            taken = [after - start for after, start in zip(server.seconds(), before, strict=False)]
            yield Load(number, replies, taken, server.memory())
    finally:
        for each in visitors:
            await each.close()


async def long_session(server, page, field, stops):
    """Changes in one session without a pause; the memory after each number of them."""
    visitor = Visitor(server, page, field)
    await visitor.open()
    for number in range(1, max(stops) + 1):
        await visitor.change(next(BEDS))
        if number in stops:
            yield number, server.memory()
    await visitor.close()
