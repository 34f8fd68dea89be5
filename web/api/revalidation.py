"""An answer that has not changed is not sent again: ETag, If-None-Match and how long to keep it."""

from __future__ import annotations

import hashlib
from http import HTTPStatus

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

KEEP = b"public, max-age=300, must-revalidate"  # then ask again: a new data set shows within five minutes


class Revalidation:
    """Marks each answer with a digest of its body.

    A digest is right whatever has changed, data or program; a mark made of the data's version alone would keep an
    answer alive that a better estimator no longer gives.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Hold the answer back until its digest is known."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        messages: list[Message] = []

        async def keep(message: Message) -> None:
            messages.append(message)

        await self.app(scope, receive, keep)
        start, body = messages[0], b"".join(message.get("body", b"") for message in messages[1:])
        headers = MutableHeaders(raw=list(start["headers"]))
        status = start["status"]
        if status == HTTPStatus.OK:
            mark = f'W/"{hashlib.sha256(body).hexdigest()[:32]}"'
            headers["ETag"], headers["Cache-Control"] = mark, KEEP.decode()
            if known(Headers(scope=scope).get("if-none-match", ""), mark):
                status, body = HTTPStatus.NOT_MODIFIED, b""
                del headers["Content-Length"], headers["Content-Type"]
        await send({**start, "status": int(status), "headers": headers.raw})
        await send({"type": "http.response.body", "body": body})


def known(if_none_match: str, mark: str) -> bool:
    """Whether a client holds the answer of this mark already (RFC 9110, 13.1.2: weak comparison)."""
    held = {part.strip().removeprefix("W/") for part in if_none_match.split(",")}
    return bool(held & {"*", mark.removeprefix("W/")})
