"""A visitor without a browser: speaks the websocket protocol of Streamlit and moves the first slider of a page."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from streamlit.proto.Alert_pb2 import Alert
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.Element_pb2 import Element
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.Slider_pb2 import Slider
from streamlit.proto.WidgetStates_pb2 import WidgetStates
from websockets.asyncio.client import ClientConnection, connect
from websockets.typing import Subprotocol

from components import drawing
from components.controls import slider

PROTOCOL = Subprotocol("streamlit")
ANSWER_SECONDS = 60  # only a hang reaches it
RUNS_REMEMBERED = 2  # a browser tells the server of the large messages that it has kept from so many runs


@dataclass(frozen=True)
class Run:
    """One run of a page's script as its visitor sees it: question sent to last message received."""

    took_ms: float
    received_bytes: int


class ScriptError(RuntimeError):
    """The page drew an exception."""


@dataclass(frozen=True)
class Handle:
    """A slider of a page: Streamlit's own, or one of ours."""

    label: str
    steps: int
    put: Callable[[BackMsg, int], None]  # says in a question where it stands


def handle(element: Element) -> Handle | None:
    """The slider that an element is; None for any other element."""
    if element.WhichOneof("type") == "slider":
        return _streamlits(element.slider)
    if element.bidi_component.component_name == slider.NAME:
        return _ours(element.bidi_component.id, json.loads(element.bidi_component.bytes))
    return None


def _streamlits(drawn: Slider) -> Handle:
    def put(question: BackMsg, position: int) -> None:
        widget = question.rerun_script.widget_states.widgets.add(id=drawn.id)
        widget.double_array_value.data.append(drawn.min + position * drawn.step)

    return Handle(drawn.label, round((drawn.max - drawn.min) / drawn.step) + 1, put)


def _ours(element_id: str, said: dict[str, Any]) -> Handle:
    def put(question: BackMsg, position: int) -> None:
        trigger(question.rerun_script.widget_states, element_id, slider.MOVED, said["ids"][position])

    return Handle(said["title"], len(said["ids"]), put)


def trigger(states: WidgetStates, element_id: str, event: str, value: str) -> None:
    """Add what a component has triggered and what it holds to the states of widgets, as Streamlit's script does."""
    states.widgets.add(id=element_id).json_value = "{}"
    triggered = states.widgets.add(id=f"$$STREAMLIT_INTERNAL_KEY_{element_id}__events")
    triggered.json_trigger_value = json.dumps([{"event": event, "value": value}])


@dataclass
class Session:
    """One open page."""

    socket: ClientConnection
    page: str
    first: Run = field(init=False)
    slider: Handle | None = None
    position: int = 0
    query: str = ""
    runs: int = 0
    charts: int = 0  # drawn in all runs so far
    kept: dict[str, int] = field(default_factory=dict)  # hash of a large message -> last run that it came in
    session_id: str = ""  # how Streamlit calls it
    alert: str = ""  # what the page says is wrong
    uploader: str = ""  # id of the page's first uploader of files
    cookies: str = ""  # of a proxy: to the same process

    async def run(self, state: BackMsg | None = None) -> Run:
        """Ask for a run and read until it has ended."""
        question = state or BackMsg()
        client = question.rerun_script
        client.page_name, client.query_string = self.page, self.query
        client.cached_message_hashes.extend(self._remembered())
        self.runs += 1
        received_bytes = 0
        started = time.perf_counter()
        await self.socket.send(question.SerializeToString())
        while True:
            raw = await asyncio.wait_for(self.socket.recv(decode=False), ANSWER_SECONDS)
            received_bytes += len(raw)
            message = ForwardMsg.FromString(raw)
            if message.WhichOneof("type") == "script_finished":
                return Run((time.perf_counter() - started) * 1000, received_bytes)
            self.note(message)

    async def move(self) -> Run:
        """Move the slider by one step and wait for the answer; a page without a slider runs again as it is."""
        if self.slider is None:
            return await self.run()
        self.position = (self.position + 1) % self.slider.steps
        question = BackMsg()
        self.slider.put(question, self.position)
        return await self.run(question)

    def _remembered(self) -> list[str]:
        self.kept = {name: run for name, run in self.kept.items() if self.runs - run < RUNS_REMEMBERED}
        return list(self.kept)

    def note(self, message: ForwardMsg) -> None:
        """Keep what a later question needs of a message."""
        kind = message.WhichOneof("type")
        if message.metadata.cacheable or kind == "ref_hash":
            self.kept[message.ref_hash or message.hash] = self.runs
        if kind == "page_info_changed":
            self.query = message.page_info_changed.query_string
        elif kind == "new_session":
            self.session_id = message.new_session.initialize.session_id
        elif kind == "delta" and message.delta.WhichOneof("type") == "new_element":
            self._note_element(message.delta.new_element)

    def _note_element(self, element: Element) -> None:
        kind = element.WhichOneof("type")
        if kind == "exception":
            raise ScriptError(element.exception.message)
        self.charts += kind == "plotly_chart" or drawing.is_chart(element.bidi_component)
        if self.slider is None:
            self.slider = handle(element)
        if kind == "alert" and element.alert.format == Alert.ERROR:
            self.alert = element.alert.body
        if kind == "file_uploader" and not self.uploader:
            self.uploader = element.file_uploader.id


@asynccontextmanager
async def opened(port: int, page: str = "", position: int = 0) -> AsyncIterator[Session]:
    """A connected session that has run once; its slider starts at a position of its own."""
    address = f"ws://127.0.0.1:{port}"
    options: dict[str, Any] = {"max_size": None, "open_timeout": ANSWER_SECONDS}
    async with AsyncExitStack() as stack:
        stream = connect(f"{address}/_stcore/stream", subprotocols=[PROTOCOL], **options)
        session = Session(await stack.enter_async_context(stream), page, position=position)
        kept = session.socket.response.headers.get_all("Set-Cookie") if session.socket.response else []
        session.cookies = "; ".join(cookie.split(";")[0] for cookie in kept)
        session.first = await session.run()
        yield session
