"""Visitors who ask for more than they read, over a line that takes next to nothing, slow nobody."""

from __future__ import annotations

import asyncio
import socket
from concurrent.futures import ThreadPoolExecutor
from contextlib import AsyncExitStack
from urllib.parse import urlsplit

import pytest
from streamlit.proto.BackMsg_pb2 import BackMsg
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed

from bench.session import PROTOCOL, opened
from tests.browser.conftest import start_server

pytestmark = pytest.mark.browser
SLOW = 4  # such visitors
WINDOW_BYTES = 4096  # that a line of theirs takes ahead
ASKED_EVERY_SECONDS = 0.05
MOVES = 30  # of the visitor beside them


async def _slow(stack: AsyncExitStack, port: int) -> ClientConnection:
    """A connection whose other end never reads."""
    line = socket.socket()
    line.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, WINDOW_BYTES)
    line.connect(("127.0.0.1", port))
    line.setblocking(False)
    address = f"ws://127.0.0.1:{port}/_stcore/stream"
    return await stack.enter_async_context(connect(address, subprotocols=[PROTOCOL], sock=line, max_queue=1))


async def _ask_on(visitor: ClientConnection) -> None:
    """Ask for a page again and again, each time for another state; one that is shut out stays away."""
    number = 0
    try:
        while True:
            question = BackMsg()
            question.rerun_script.page_name = "growth"
            question.rerun_script.query_string = f"own={number}"
            await visitor.send(question.SerializeToString())
            number += 1
            await asyncio.sleep(ASKED_EVERY_SECONDS)
    except ConnectionClosed:
        return


async def _class(port: int) -> None:
    async with AsyncExitStack() as stack:
        slow = [await _slow(stack, port) for _ in range(SLOW)]
        asking = [asyncio.create_task(_ask_on(visitor)) for visitor in slow]
        beside = await stack.enter_async_context(opened(port, "emissions"))
        await beside.run()
        for _ in range(MOVES):
            await beside.move()  # gives up after a minute
        assert not any(visitor.transport.is_reading() for visitor in slow)
        for task in asking:
            task.cancel()
        again = await stack.enter_async_context(opened(port, "growth"))
        assert (await again.run()).received_bytes
        for visitor in slow:
            visitor.transport.abort()


def test_whoever_is_beside_them_is_answered() -> None:
    server = start_server()  # of its own: Streamlit logs a trace where it shuts such a visitor out
    try:
        with ThreadPoolExecutor(1) as apart:  # in the tests' own thread runs the loop that drives the browser
            apart.submit(asyncio.run, _class(int(urlsplit(server.url).port or 0))).result()
    finally:
        server.stop()
