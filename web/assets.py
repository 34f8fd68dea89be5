"""Scripts and styles compressed once and kept: Streamlit sends them as they are.

Their names hold a digest of their content, so what was compressed once stays right as long as the process lives.
"""

from __future__ import annotations

import gzip

from anyio import to_thread
from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from components import drawing, modules

LIBRARY = f"/{drawing.LIBRARY}"  # its name holds its version
FOLDERS = ("/static/js/", "/static/css/", LIBRARY, modules.prefix())
FOREVER = "public, max-age=31536000, immutable"
REFUSED = "q=0"  # and q=0.5 too: whoever asks so gets the file as it is
LEVEL = 6  # higher ones take several times as long for a few per cent
CONDITIONAL = ("range", "if-none-match", "if-modified-since")


def takes_gzip(headers: Headers) -> bool:
    """Whether a client takes compressed answers."""
    codings = (part.partition(";") for part in headers.get("accept-encoding", "").split(","))
    return any(name.strip() == "gzip" and REFUSED not in rest.replace(" ", "") for name, _, rest in codings)


class CompressedAssets:
    """Sends hashed files compressed, from memory."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        self.kept: dict[str, list[Message]] = {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a plain request for an asset; pass all others through."""
        if not self._answers(scope):
            await self.app(scope, receive, send)
            return
        path = scope["path"]
        messages = self.kept.get(path)
        if messages is None:
            messages = await self._compressed(scope, receive)
            if b"immutable" in dict(messages[0]["headers"]).get(b"cache-control", b""):
                self.kept[path] = messages  # as many as there are files, a third of their size
        for message in messages:
            await send(message)

    def _answers(self, scope: Scope) -> bool:
        if scope["type"] != "http" or scope["method"] != "GET" or not scope["path"].startswith(FOLDERS):
            return False
        headers = Headers(scope=scope)
        return takes_gzip(headers) and not any(name in headers for name in CONDITIONAL)

    async def _compressed(self, scope: Scope, receive: Receive) -> list[Message]:
        """The answer of the server, compressed where it is a whole file."""
        messages: list[Message] = []

        async def keep(message: Message) -> None:
            messages.append(message)

        await self.app(scope, receive, keep)
        start, body = messages[0], b"".join(message.get("body", b"") for message in messages[1:])
        headers = MutableHeaders(raw=list(start["headers"]))
        if start["status"] == 200 and scope["path"] == LIBRARY:
            headers["Cache-Control"] = FOREVER
        if start["status"] == 200 and "content-encoding" not in headers:
            body = await to_thread.run_sync(lambda: gzip.compress(body, LEVEL, mtime=0))
            headers["Content-Encoding"], headers["Content-Length"] = "gzip", str(len(body))
            headers.add_vary_header("Accept-Encoding")
            if "etag" in headers:
                headers["ETag"] = "W/" + headers["etag"].removeprefix("W/")
        return [{**start, "headers": headers.raw}, {"type": "http.response.body", "body": body}]
