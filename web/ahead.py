"""The connection by which charts come ahead of the run that draws them (components/ahead.py)."""

from __future__ import annotations

import asyncio
import threading
from contextlib import suppress

from starlette.routing import WebSocketRoute
from starlette.websockets import WebSocket, WebSocketDisconnect

from components import ahead

MOST_SECONDS = 0.01  # that a run waits until the server's own thread has its turn, which then sends at once
MOST_WAITING = 8  # charts; of a slow visitor's the later ones come with their run


async def charts(socket: WebSocket) -> None:
    """Send a visitor's charts until the browser leaves; it has nothing to say."""
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

    def send(chart: bytes) -> None:
        with suppress(RuntimeError):  # the server is being stopped
            taken = threading.Event()
            loop.call_soon_threadsafe(keep, chart, taken)
            taken.wait(MOST_SECONDS)

    visitor.send = send
    sending = asyncio.create_task(_send(waiting, socket))
    try:
        if (await socket.receive())["type"] != "websocket.disconnect":
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
