"""Production entry: the dashboard as an ASGI application, started by `streamlit run server.py`.

The page as Streamlit serves it guesses where its server is: below the address of each page first, which costs a
visitor of a shared link two failed requests before the right one. Here the page is told. What every page needs is
loaded before the first visitor comes, so that a class that opens one link at once finds it ready.
"""

from __future__ import annotations

import importlib
import logging

import streamlit as st
from starlette.middleware import Middleware
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from components import catalog, frame
from footprint.load import DatasetError

BASE = b"<script>window.__streamlit={BACKEND_BASE_URL:location.origin+'/'}</script>"
MARK = b"<head>"


class TellBase:
    """Writes the server's address into the page."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass everything through; requests for a page come back plain, complete and with the address."""
        asks = scope["type"] == "http" and scope["method"] == "GET"
        if not asks or b"text/html" not in dict(scope["headers"]).get(b"accept", b""):
            await self.app(scope, receive, send)
            return
        plain = [(name, value) for name, value in scope["headers"] if name != b"accept-encoding"]
        messages: list[Message] = []

        async def keep(message: Message) -> None:
            messages.append(message)

        await self.app({**scope, "headers": plain}, receive, keep)
        start, body = messages[0], b"".join(message.get("body", b"") for message in messages[1:])
        if start["status"] != 200 or not dict(start["headers"]).get(b"content-type", b"").startswith(b"text/html"):
            for message in messages:
                await send(message)
            return
        told = body.replace(MARK, MARK + BASE, 1)
        headers = [(name, value) for name, value in start["headers"] if name != b"content-length"]
        await send({**start, "headers": [*headers, (b"content-length", str(len(told)).encode())]})
        await send({"type": "http.response.body", "body": told})


def warm_up() -> None:
    """Import what the pages import and compute what they share; a broken data set is told to each visitor instead."""
    for name in frame.PAGES.values():
        importlib.import_module(f"components.blocks.{name}")
    try:
        catalog.warm_up()
    except DatasetError as error:
        logging.getLogger(__name__).error("%s", error)


warm_up()
app = st.App("app.py", middleware=[Middleware(TellBase)])
