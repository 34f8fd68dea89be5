"""The connection by which charts come ahead of the run that draws them (components/ahead.py)."""

from __future__ import annotations

import asyncio
import threading
from contextlib import suppress

from starlette.routing import WebSocketRoute
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from starlette.websockets import WebSocket, WebSocketDisconnect

from components import ahead
from components.host.connection import STREAM

NAME = ahead.HEADER.lower().encode()
MOST_WAITING = 8  # charts; of a slow visitor's the later ones come with their run
TURN_SECONDS = 0.01  # at most, that a run waits until the server's own thread has its turn, which then sends at once
PATIENCE_SECONDS = 0.06  # at most, that Streamlit's words wait for the chart


async def charts(socket: WebSocket) -> None:
    """Send a visitor's charts until the browser leaves; an empty word of its says that it has drawn one."""
    await socket.accept()
    visitor = ahead.named(socket.query_params.get("visitor", ""))
    if visitor is None:
        await socket.close()
        return
    waiting: asyncio.Queue[bytes] = asyncio.Queue(MOST_WAITING)
    loop = asyncio.get_running_loop()

    def keep(chart: bytes, taken: threading.Event) -> None:
        with suppress(asyncio.QueueFull):
            waiting.put_nowait(chart)
        taken.set()

    def send(chart: bytes, urgent: bool) -> None:
        with suppress(RuntimeError):  # the server is being stopped
            taken = threading.Event()
            loop.call_soon_threadsafe(keep, chart, taken)
            if urgent:
                taken.wait(TURN_SECONDS)

    visitor.send = send
    sending = asyncio.create_task(_send(waiting, socket))
    try:
        while (message := await socket.receive()).get("text") == "":
            visitor.let_pass()
        if message["type"] != "websocket.disconnect":
            await socket.close()
    finally:
        sending.cancel()
        if visitor.send is send:  # else the browser has come back by another connection
            visitor.send = None


async def _send(waiting: asyncio.Queue[bytes], socket: WebSocket) -> None:
    with suppress(WebSocketDisconnect):
        while True:
            await socket.send_bytes(await waiting.get())


ROUTES = (WebSocketRoute(ahead.PATH, charts),)


class Named:
    """Gives each visitor of Streamlit's connection a name, and lets the charts of a run go first.

    Streamlit says first that a run has begun. Its page goes through all its elements for it, twice, and a chart that
    came right behind would wait 20 ms for that; one that is drawn but not shown yet, 8 ms.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass everything through."""
        if scope["type"] != "websocket" or not scope["path"].endswith(STREAM):
            await self.app(scope, receive, send)
            return
        visitor, passing, loop = ahead.connected(), asyncio.Event(), asyncio.get_running_loop()
        passing.set()

        def let_pass() -> None:
            with suppress(RuntimeError):  # the server is being stopped
                loop.call_soon_threadsafe(passing.set)

        visitor.let_pass = let_pass

        async def hear() -> Message:
            message = await receive()
            if visitor.send:
                visitor.drawing = False
                passing.clear()
                loop.call_later(PATIENCE_SECONDS, passing.set)
            return message

        async def say(message: Message) -> None:
            await passing.wait()
            await send(message)

        headers = [(name, value) for name, value in scope["headers"] if name != NAME]
        named = {**scope, "headers": [*headers, (NAME, visitor.name.encode())]}
        await self.app(named, hear, say)
