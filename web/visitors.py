"""Names of visitors: a signed random cookie given with the page, by which limits tell pupils behind one address apart.

It says nothing about anyone, is read by the limits alone and is gone when the browser is closed. Whoever makes one up
has none, as its signature is wrong, and counts by address.
"""

from __future__ import annotations

import hashlib
import secrets
from http import HTTPStatus

from itsdangerous import BadSignature, TimestampSigner
from starlette.datastructures import MutableHeaders
from starlette.requests import HTTPConnection
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from web import forwarded

COOKIE = "visitor"
RANDOM_BYTES = 16
LONGEST_AGE_SECONDS = 86_400  # of a name; the next page brings a new one


class Names:
    """Signs names and knows its own again; all processes that share the secret do."""

    def __init__(self, secret: str) -> None:
        self._signer = TimestampSigner(secret, salt=__name__, digest_method=hashlib.sha256)

    def new(self) -> str:
        """A name that nobody has."""
        return self._signer.sign(secrets.token_urlsafe(RANDOM_BYTES)).decode()

    def of(self, scope: Scope) -> str:
        """Name of whoever asks; empty where none was given by us, or too long ago."""
        signed = HTTPConnection(scope).cookies.get(COOKIE, "")
        try:
            return self._signer.unsign(signed, max_age=LONGEST_AGE_SECONDS).decode()
        except BadSignature:
            return ""


class NamedVisitors:
    """Gives a name with each page to a visitor who has none."""

    def __init__(self, app: ASGIApp, *, names: Names, path: str = "/", proxies: int = 0) -> None:
        self.app, self.names, self.path, self.proxies = app, names, path, proxies

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass everything through; a page gets the cookie, and is nobody else's then."""
        if scope["type"] != "http" or scope["method"] != "GET" or self.names.of(scope):
            await self.app(scope, receive, send)
            return

        async def named(message: Message) -> None:
            if message["type"] == "http.response.start" and message["status"] == HTTPStatus.OK:
                message = {**message, "headers": list(message["headers"])}  # the page is kept for others
                headers = MutableHeaders(raw=message["headers"])
                if headers.get("content-type", "").startswith("text/html"):
                    headers.append("Set-Cookie", self._cookie(scope))
                    headers["Cache-Control"] = "private, no-cache"
            await send(message)

        await self.app(scope, receive, named)

    def _cookie(self, scope: Scope) -> str:
        secure = "; Secure" if forwarded.scheme(scope, self.proxies) == "https" else ""
        return f"{COOKIE}={self.names.new()}; Path={self.path}; HttpOnly; SameSite=Lax{secure}"
