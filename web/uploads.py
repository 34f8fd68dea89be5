"""Admission of uploads, at the door: what is refused is told as a problem document and read no further."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from http import HTTPStatus

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from components import admission
from components.host import files
from components.host.connection import STREAM
from web import problems

IDLE_SECONDS = 30  # without a byte, after which a sender is given up
RETRY_SECONDS = 10
DRAINED = 2 * admission.MOST_OF_SESSION  # bytes of a refused body that are let pass
MEGABYTES = admission.MOST_OF_SESSION // admission.MB
WORDS = {
    HTTPStatus.FORBIDDEN: "Files are taken from visitors of the page Your model alone.",
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE: f"At most {MEGABYTES} MB of a visitor may wait to be read.",
    HTTPStatus.SERVICE_UNAVAILABLE: "Another file is being received; try again in a moment.",
    HTTPStatus.REQUEST_TIMEOUT: f"No byte came for {IDLE_SECONDS} s.",
}


class Uploads:
    """Lets files in that a page has asked for, one at a time a visitor, and frees those of visitors who have left."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on what is no upload."""
        if scope["type"] == "websocket" and scope["path"].endswith(STREAM):
            try:
                await self.app(scope, receive, send)
            finally:
                admission.note_left()
                asyncio.get_running_loop().call_later(admission.GRACE_SECONDS + 1, admission.forget_left)
            return
        upload = files.PATH.fullmatch(scope["path"]) if scope["type"] == "http" else None
        if upload and scope["method"] == "PUT":
            await self._put(scope, receive, send, **upload.groupdict())
            return
        await self.app(scope, receive, send)
        if upload and scope["method"] == "DELETE":
            admission.taken(upload["session"], upload["file"])

    async def _put(self, scope: Scope, receive: Receive, send: Send, session: str, file: str) -> None:
        stated = Headers(scope=scope).get("content-length", "")
        more = True
        refused = admission.begin(session, int(stated) if stated.isdecimal() else 0)
        if refused is None:
            door = _Door(receive, send, session)
            try:
                await door.pass_through(self.app, scope)
            finally:
                admission.end(session, file, kept=door.status == HTTPStatus.NO_CONTENT)
            refused, more = door.refused, door.more
        if refused:
            if more:
                await _drain(receive)
            answer = problems.respond(refused, WORDS[refused])
            if refused == HTTPStatus.SERVICE_UNAVAILABLE:
                answer.headers["Retry-After"] = str(RETRY_SECONDS)
            await answer(scope, receive, send)


async def _drain(receive: Receive) -> None:
    """Let the rest of a body pass unkept: a browser that still sends does not read why it was refused."""
    left = DRAINED
    with suppress(TimeoutError):
        while left > 0:
            message = await asyncio.wait_for(receive(), IDLE_SECONDS)
            left -= len(message.get("body", b""))
            if message["type"] != "http.request" or not message.get("more_body"):
                return


class _Door:
    """Counts what comes through; when it is too much, the application hears that its client has gone."""

    def __init__(self, receive: Receive, send: Send, session: str) -> None:
        self._receive, self._send, self._session = receive, send, session
        self.refused: HTTPStatus | None = None
        self.more = True  # of the body is to come
        self.status = 0

    async def pass_through(self, app: ASGIApp, scope: Scope) -> None:
        """Let the application receive the file; a refusal keeps its own answer from being sent."""
        try:
            await app(scope, self.receive, self.send)
        except Exception:
            if self.refused is None:
                raise

    async def receive(self) -> Message:
        """The next part, if there is room for it."""
        if self.refused:
            return {"type": "http.disconnect"}
        try:
            message = await asyncio.wait_for(self._receive(), IDLE_SECONDS)
        except TimeoutError:
            self.refused, self.more = HTTPStatus.REQUEST_TIMEOUT, False
            return {"type": "http.disconnect"}
        self.more = message.get("more_body", False)
        if message["type"] == "http.request":
            self.refused = admission.receive(self._session, len(message.get("body", b"")))
            if self.refused:
                return {"type": "http.disconnect"}
        return message

    async def send(self, message: Message) -> None:
        """The application's answer, unless it was refused meanwhile."""
        if self.refused:
            return
        if message["type"] == "http.response.start":
            self.status = message["status"]
        with suppress(OSError):
            await self._send(message)
