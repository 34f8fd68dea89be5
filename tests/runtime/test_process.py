"""A real server whose page hangs: what other visitors, its own visitor and whoever started it notice."""

from __future__ import annotations

import asyncio
import json
import re
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any
from urllib.error import HTTPError

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.Element_pb2 import Element
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import connect

from bench.session import PROTOCOL, Session, opened
from content.language.messages import Text
from runtime.watchdog import FAILED
from tests.browser.conftest import ROOT, Server, start_server

PATIENCE_SECONDS = 60  # only a fault reaches it
NEVER = "3600"  # seconds
SECRET = "my-own-model-name"


@contextmanager
def hanging(kind: str, **seconds: str) -> Iterator[Server]:
    """The server with pages that hang (tests/runtime/hanging.py), and shortened limits."""
    limits = {"RUN": "1", "END": NEVER, "SILENT": NEVER, "PROBE": "1"} | seconds
    named: dict[str, Any] = {f"FOOTPRINT_{name}_SECONDS": value for name, value in limits.items()}
    server = start_server("tests/runtime/hanging.py", HANGS=kind, PYTHONPATH=str(ROOT), **named)
    try:
        yield server
    finally:
        server.process.kill()
        server.process.wait()


def port(server: Server) -> int:
    return int(server.url.rsplit(":", 1)[1])


def health(server: Server) -> tuple[int, dict[str, Any]]:
    """Status and answer of `/health`."""
    try:
        with urllib.request.urlopen(f"{server.url}/health", timeout=PATIENCE_SECONDS) as answer:
            return answer.status, json.load(answer)
    except HTTPError as refused:
        return refused.code, json.load(refused)


@dataclass
class Unlucky(Session):
    """A visitor of the page that hangs."""

    alerts: asyncio.Queue[str] = field(default_factory=asyncio.Queue)
    hanging: asyncio.Event = field(default_factory=asyncio.Event)

    def _note_element(self, element: Element) -> None:
        super()._note_element(element)
        if element.WhichOneof("type") == "alert":
            self.alerts.put_nowait(element.alert.body)

    def note(self, message: ForwardMsg) -> None:
        super().note(message)
        self.hanging.set()


async def unlucky(server: Server, language: str) -> tuple[Unlucky, asyncio.Task[Any]]:
    """He opens the page that hangs, with a name of his own in the address."""
    socket = await connect(f"ws://127.0.0.1:{port(server)}/_stcore/stream", subprotocols=[PROTOCOL], max_size=None)
    visitor = Unlucky(socket, "method")
    visitor.query = f"lang={language}&pue=1.10&{SECRET}={SECRET}"
    run = asyncio.create_task(visitor.run(BackMsg()))
    await visitor.hanging.wait()
    return visitor, run


async def _other_visitors_go_on(server: Server, language: str) -> None:
    async with opened(port(server), "emissions") as other:
        hung, run = await unlucky(server, language)
        for _ in range(3):
            await asyncio.wait_for(other.move(), PATIENCE_SECONDS)  # the page hangs for ten minutes
        words = await asyncio.wait_for(hung.alerts.get(), PATIENCE_SECONDS)
        assert words == Text(language)("error.slow")
        run.cancel()


def test_a_page_that_computes_for_ever_is_ended_and_its_visitor_is_told() -> None:
    with hanging("python") as server:
        asyncio.run(_other_visitors_go_on(server, "zh"))
        status, state = health(server)
        assert (status, state["late"]) == (HTTPStatus.OK, 0)  # it was ended
        assert server.process.poll() is None
        assert re.search(r"run of /method \([a-z_, ]*pue[a-z_, ]*\) has held its place for 1 s", server.said())
        assert SECRET not in server.said()
        assert "1.10" not in server.said()


def test_a_page_that_waits_outside_of_python_loses_its_place_and_its_visitor_is_told() -> None:
    with hanging("waiting") as server:
        asyncio.run(_other_visitors_go_on(server, "en"))
        status, state = health(server)
        assert (status, state["late"]) == (HTTPStatus.OK, 1)  # it still waits, without a place


async def _until_it_ends(server: Server) -> None:
    visitor, _ = await unlucky(server, "en")
    await asyncio.to_thread(server.process.wait, PATIENCE_SECONDS)
    assert visitor.alerts.qsize() <= 1


def test_a_process_whose_page_does_not_end_ends_itself_with_one_line() -> None:
    with hanging("waiting", END="1") as server:
        asyncio.run(_until_it_ends(server))
        assert server.process.returncode == FAILED
        lines = [line for line in server.said().splitlines() if line.endswith("the process ends")]
        (line,) = lines
        assert re.match(r"run of /method \([a-z_, ]*pue[a-z_, ]*\) has not ended 1 s after it was asked to", line)
        assert "tests/runtime/hanging.py" in line  # where it hangs
        assert SECRET not in server.said()


def test_three_pages_that_do_not_end_are_enough() -> None:
    async def three(server: Server) -> None:
        visitors = [await unlucky(server, "en") for _ in range(3)]
        await asyncio.to_thread(server.process.wait, PATIENCE_SECONDS)
        assert len(visitors) == 3

    with hanging("waiting") as server:
        asyncio.run(three(server))
        assert server.process.returncode == FAILED
        assert "3 pieces of work do not end" in server.said()


def test_a_process_ends_whose_interpreter_is_held() -> None:
    with hanging("interpreter", SILENT="3") as server:
        asyncio.run(_until_it_ends(server))
        assert server.process.returncode not in (None, 0)
        assert "tests/runtime/hanging.py" in server.said()
        assert SECRET not in server.said()


def test_a_probe_that_fails_is_seen_at_the_health_check() -> None:
    with hanging("probe") as server:
        status, state = health(server)
        assert (status, state["status"]) == (HTTPStatus.SERVICE_UNAVAILABLE, "failing")
        assert state["probe"]["passed"] is False
