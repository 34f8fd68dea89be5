"""Admission control: whoever comes is refused in words before the process has no file descriptor left.

A visitor takes one for the page's connection, and others for moments, as charts are fetched. Without any, nothing can
be accepted, read or refused any more, and each attempt fills the log.
"""

from __future__ import annotations

import logging
import os
import sys
import time
from collections.abc import Callable
from http import HTTPStatus
from pathlib import Path
from urllib.parse import parse_qs

from markupsafe import Markup
from starlette.datastructures import Headers
from starlette.responses import HTMLResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

from components.host import connection
from content.files import html_file
from content.language.messages import LANGUAGES, Text, guess
from web import page, problems

if sys.platform != "win32":
    import resource

TEMPLATES = Path(__file__).parent / "templates"
STYLE = Path(__file__).parent / "capacity.css"
LISTS = ("/proc/self/fd", "/dev/fd")  # a process's open descriptors on Linux, on a Mac
SHARE, LEAST, MOST = 8, 16, 256  # kept free: this part of the limit, within these bounds [descriptors]
RETRY_SECONDS = 10
# Said by uvicorn of each connection that is refused as HTTP does it, though it was answered.
ANSWERED = "ASGI callable returned without completing handshake."
LOG_SECONDS = 60.0  # between two lines that say the same


def raise_limit() -> None:
    """Let the process have as many descriptors as the system allows it: a shell's usual 1,024 end a class at 200."""
    if sys.platform == "win32":
        return
    _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    try:
        resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    except (OSError, ValueError) as error:  # a Mac calls its bound unlimited, and takes that for no number
        logging.getLogger(__name__).info("the limit of descriptors stays as it is: %s", error)


def limit() -> int:
    """Descriptors that the process may have; 0 where there is no limit."""
    if sys.platform == "win32":
        return 0
    soft, _ = resource.getrlimit(resource.RLIMIT_NOFILE)
    return 0 if soft == resource.RLIM_INFINITY else soft


def taken() -> int:
    """Descriptors that the process has; 0 where the system does not list them."""
    return next((len(os.listdir(name)) for name in LISTS if os.path.isdir(name)), 0)


class Capacity:
    """Answers 503 to whoever would begin a session when few descriptors are left; visitors who are there go on.

    A page is refused earlier than the connection that it opens next, so that who got the page gets its figures too.
    """

    def __init__(
        self, app: ASGIApp, *, most: int, count: Callable[[], int] = taken, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self.app, self.most, self.count, self.clock = app, most, count, clock
        self.kept_free = min(MOST, max(LEAST, most // SHARE))
        self.said = -LOG_SECONDS
        logging.getLogger("uvicorn.error").addFilter(_is_news)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on what is no visitor, and visitors as long as there is room."""
        stream = scope["type"] == "websocket" and scope["path"].endswith(connection.STREAM)
        if stream and not self._room(self.kept_free):
            await _refuse(send)
        elif not stream and page.wanted(scope) and not self._room(2 * self.kept_free):
            await _full(scope)(scope, receive, send)
        else:
            await self.app(scope, receive, send)

    def _room(self, kept_free: int) -> bool:
        """Whether more than so many descriptors are left; where none are, the log says so once in a while."""
        if not self.most or (count := self.count()) < self.most - kept_free:
            return True
        if self.clock() - self.said >= LOG_SECONDS:
            self.said = self.clock()
            logging.getLogger(__name__).warning(
                "full: %d of %d file descriptors are taken; who comes now is asked to wait", count, self.most
            )
        return False


def _is_news(record: logging.LogRecord) -> bool:
    return record.msg != ANSWERED


async def _refuse(send: Send) -> None:
    """Answer the opening of a connection as HTTP does; the page asks its address then, and says why (waiting.js)."""
    answer = problems.respond(HTTPStatus.SERVICE_UNAVAILABLE, "The server is full.")
    answer.headers["Retry-After"] = str(RETRY_SECONDS)
    start = {"type": "websocket.http.response.start", "status": answer.status_code, "headers": answer.raw_headers}
    await send(start)
    await send({"type": "websocket.http.response.body", "body": answer.body})


def _full(scope: Scope) -> Response:
    """A page of words in the visitor's language, which asks again by itself."""
    asked = parse_qs(scope["query_string"].decode("ascii", "ignore"), max_num_fields=None).get("lang", [""])[0]
    t = Text(asked if asked in LANGUAGES else guess(Headers(scope=scope).get("accept-language")))
    written = html_file.template("full.html", TEMPLATES).render(
        t=t,
        language=html_file.language_of(t),
        title=t("full.title"),
        seconds=RETRY_SECONDS,
        style=Markup(html_file.text_of(STYLE)),
    )
    return HTMLResponse(
        written,
        HTTPStatus.SERVICE_UNAVAILABLE,
        {"Retry-After": str(RETRY_SECONDS), "Cache-Control": "no-store", "Vary": "Accept-Language"},
    )
