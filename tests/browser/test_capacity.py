"""A server with few descriptors: whoever finds no place is told so, the others go on, and the log stays small."""

from __future__ import annotations

import asyncio
import threading
import urllib.error
import urllib.request
from collections.abc import Coroutine, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import AsyncExitStack, contextmanager
from pathlib import Path
from typing import Any, TypeVar

import pytest
from playwright.sync_api import Browser
from websockets.asyncio.client import connect
from websockets.exceptions import InvalidStatus

from bench.session import PROTOCOL, Session, opened
from tests.browser.conftest import Server, start_server

pytestmark = pytest.mark.browser
DESCRIPTORS = 160
VISITORS = 180  # of whom not all find a place
Answer = TypeVar("Answer")
LOG = 3_000  # bytes that are not many; a stack trace has about two thousand
FEW = ("sh", "-c", f'ulimit -n {DESCRIPTORS} && exec "$@"', "sh")


@pytest.fixture
def small() -> Iterator[Server]:
    running = start_server(inside=FEW)
    yield running
    running.stop()


def port(server: Server) -> int:
    return int(server.url.rsplit(":", 1)[1])


async def arrive(stack: AsyncExitStack, server: Server, visitors: int) -> tuple[list[Session], list[tuple[int, str]]]:
    """So many visitors one after the other: those who found a place, and what the others were answered."""
    came: list[Session] = []
    refused: list[tuple[int, str]] = []
    for _ in range(visitors):
        try:
            came.append(await stack.enter_async_context(opened(port(server))))
        except InvalidStatus as answer:
            refused.append((answer.response.status_code, answer.response.headers["Retry-After"]))
    return came, refused


def alone(work: Coroutine[Any, Any, Answer]) -> Answer:
    """Run it in a thread of its own: once a browser has been started, there is a loop in this one."""
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(asyncio.run, work).result()


@contextmanager
def crowd(server: Server) -> Iterator[None]:
    """All places are taken, by visitors in a thread of their own, as the browser's tests have a loop in this one."""
    here, over = threading.Event(), threading.Event()

    async def visits() -> None:
        async with AsyncExitStack() as stack:
            _, refused = await arrive(stack, server, VISITORS)
            assert refused
            here.set()
            await asyncio.to_thread(over.wait)

    with ThreadPoolExecutor() as pool:
        visiting = pool.submit(asyncio.run, visits())
        try:
            assert here.wait(120)
            yield
        finally:
            over.set()
        visiting.result(60)


def test_a_session_takes_one_descriptor(small: Server) -> None:
    def taken() -> int:
        return len(list(Path(f"/proc/{small.process.pid}/fd").iterdir()))

    async def visits() -> tuple[int, int]:
        before = taken()
        async with AsyncExitStack() as stack:
            await arrive(stack, small, 20)
            there = taken()
        return before, there

    before, there = alone(visits())
    assert there - before <= 20 + 2


def test_whoever_finds_no_place_is_told_and_the_others_go_on(small: Server) -> None:
    async def visits() -> None:
        async with AsyncExitStack() as stack:
            came, refused = await arrive(stack, small, VISITORS)
            assert len(came) > 40
            assert refused == [(503, "10")] * (VISITORS - len(came))
            assert refused
            for visitor in came:
                await visitor.move()
            await asyncio.to_thread(words)
            await came[0].move()
        async with opened(port(small)) as later:  # somebody left
            await later.move()

    def words() -> None:
        with pytest.raises(urllib.error.HTTPError) as answer:
            urllib.request.urlopen(f"{small.url}/growth?lang=zh", timeout=60)
        assert (answer.value.code, answer.value.headers["Retry-After"]) == (503, "10")
        assert "服务器已满" in answer.value.read().decode()
        with urllib.request.urlopen(f"{small.url}/health", timeout=60) as health:
            assert health.status == 200

    alone(visits())
    said = small.said()
    assert len(said) < LOG, said
    assert said.count("full: ") == 1
    assert "Traceback" not in said


def test_a_page_without_its_connection_turns_into_words_and_back(small: Server, browser: Browser) -> None:
    """It was sent before the last places were taken."""
    page = browser.new_context(locale="zh-CN").new_page()
    # The page itself is sent; what it asks for next finds nothing left.
    page.route_web_socket("**/_stcore/stream", lambda socket: socket.close())
    page.goto(f"{small.url}/growth")

    with crowd(small):
        page.wait_for_selector("text=服务器已满", timeout=60_000)
    page.wait_for_selector("#headline, [data-testid=stMain] h1", timeout=60_000)
    page.context.close()


def test_a_frame_that_is_no_message_ends_its_connection_with_one_line(small: Server) -> None:
    async def say(frame: str | bytes) -> int | None:
        async with connect(f"ws://127.0.0.1:{port(small)}/_stcore/stream", subprotocols=[PROTOCOL]) as socket:
            await socket.send(frame)
            await asyncio.wait_for(socket.wait_closed(), 60)
            return socket.close_code

    assert alone(say("text")) == 1003
    assert alone(say(b"\xff" * 40)) == 1002
    said = small.said()
    assert "Traceback" not in said
    assert said.count("no message of Streamlit's") == 2
