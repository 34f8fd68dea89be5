"""The page as the browser gets it: Streamlit's shell with first headline and a preview for links, compressed."""

from __future__ import annotations

import gzip
import logging
import re
from http import HTTPStatus
from urllib.parse import parse_qsl, unquote_to_bytes

from cachetools import LRUCache
from markupsafe import Markup
from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from components import drawing, modules, options, scheduling, urlstate
from components.host import shell
from components.host.shell import Shell, ShellError
from content import site
from content.language.messages import Text, guess
from content.state.received import ESCAPED
from content.tables import datasets
from footprint.load import DatasetError
from runtime.queue import QUEUE, BusyError, Priority
from web import forwarded, headline, preview
from web.assets import takes_gzip

PATH = options.base_path()
# The library that draws comes along with the page: a browser need not wait until the first chart asks for it.
HEAD = shell.head(PATH) + f'<link rel="preload" as="script" href="./{drawing.LIBRARY}">' + modules.preloads()
HOST = re.compile(r"[A-Za-z0-9.-]+(:\d{1,5})?|\[[0-9a-fA-F:]+\](:\d{1,5})?")
LEVEL = 5
FIELDS = 100  # parameters of an address that are looked at
KEPT_BYTES = 8_000_000  # of pages, about 4.5 kB each; the one asked for longest ago goes first
LONGEST = 2000  # bytes of a query whose page is kept
# What would have the page come compressed, in parts or not at all, and the marks of a page that is not this one.
ASKING = {b"accept-encoding", b"if-none-match", b"if-modified-since", b"range", b"if-range"}
MARKS = ("etag", "last-modified", "accept-ranges")

SEEN = (urlstate.SEEN.encode(), (ESCAPED + urlstate.SEEN).encode())

# Newest data version, path, query, language, the site's address, whether it is compressed.
Key = tuple[str, str, bytes, str, str, bool]


def markup() -> tuple[str, ...]:
    """All markup with scripts of its own that a page is served with.

    Raises
    ------
    ShellError where the installed Streamlit's page is not the one that is completed here.
    """
    return shell.installed().markup, HEAD, shell.early_script()


class Page:
    """Completes the page's HTML, and keeps what it made: it depends on address, language and data alone."""

    def __init__(self, app: ASGIApp, *, address: str = "", proxies: int = 0) -> None:
        self.app, self.address, self.proxies = app, address, proxies
        self.kept: LRUCache[Key, list[Message]] = LRUCache(KEPT_BYTES, getsizeof=_size)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass everything through; requests for a page come back complete."""
        if not wanted(scope):
            await self.app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        language, base = guess(headers.get("accept-language")), self._base(scope, headers)
        query = without_seen(scope["query_string"])
        key = (datasets.loaded(), scope["path"], query, language, base, takes_gzip(headers))
        messages = self.kept.get(key)
        if messages is None:
            messages = await self._made(key, scope, receive)
        for message in messages:
            await send(message)

    async def _made(self, key: Key, scope: Scope, receive: Receive) -> list[Message]:
        """Streamlit's answer, completed where it is the page."""
        messages: list[Message] = []

        async def keep(message: Message) -> None:
            messages.append(message)

        plain = [(name, value) for name, value in scope["headers"] if name not in ASKING]
        await self.app({**scope, "headers": plain}, receive, keep)
        start, body = messages[0], b"".join(message.get("body", b"") for message in messages[1:])
        headers = MutableHeaders(raw=list(start["headers"]))
        if start["status"] != HTTPStatus.OK or not headers.get("content-type", "").startswith("text/html"):
            return messages
        _, path, query, language, base, compressed = key
        try:
            page_shell = shell.read(body.decode())
        except ShellError as error:
            logging.getLogger(__name__).error("%s", error)
            return messages
        previewed = await _complete(page_shell, path.strip("/"), query, language, base)
        body = (previewed or page_shell.completed(HEAD)).encode()
        for name in MARKS:
            del headers[name]
        headers["Vary"] = "Accept-Encoding, Accept-Language"
        if compressed:
            body, headers["Content-Encoding"] = gzip.compress(body, LEVEL, mtime=0), "gzip"
        headers["Content-Length"] = str(len(body))
        made: list[Message] = [
            {**start, "headers": headers.raw},
            {"type": "http.response.body", "body": body},
        ]
        if previewed and "set-cookie" not in headers and len(query) <= LONGEST:
            self.kept[key] = made
        return made

    def _base(self, scope: Scope, headers: Headers) -> str:
        """Address of the site: as configured, else as the request names it."""
        host = headers.get("host", "")
        if self.address or not HOST.fullmatch(host):
            return self.address and self.address + PATH
        return f"{forwarded.scheme(scope, self.proxies)}://{host}{PATH}"


async def _complete(page_shell: Shell, page: str, query: bytes, language: str, base: str) -> str:
    """The page with preview and headline; empty where the queue has no place in time, for a visitor comes first."""
    if page not in site.PAGES:
        return ""
    try:
        return await QUEUE.run(
            Priority.PAGE,
            lambda: scheduling.described("headline", page, query.decode("ascii", "ignore")),
            lambda: _previewed(page_shell, page, query, language, base),
        )
    except BusyError as error:
        logging.getLogger(__name__).info("no preview: %s", error)
        return ""


def _previewed(page_shell: Shell, page: str, query: bytes, language: str, base: str) -> str:
    """The page with preview and headline of its address; empty where there are none."""
    try:
        asked = dict(parse_qsl(query.decode("ascii", "ignore"), max_num_fields=FIELDS))
        previewed = preview.preview(page, asked, language)
        drawn = headline.drawn(page, asked, language, page_shell.font)
    except (DatasetError, ValueError) as error:
        logging.getLogger(__name__).warning("no preview: %s", error)
        return ""
    without_scripts = Markup("<p>{}</p>").format(Text(previewed.language)("shell.noscript"))
    return page_shell.completed(HEAD, previewed.language, preview.tags(previewed, base), drawn, without_scripts)


def _size(messages: list[Message]) -> int:
    return sum(len(message.get("body", b"")) for message in messages)


def without_seen(query: bytes) -> bytes:
    """A query without what its sender saw: the page is the same for every such link, so it is kept once."""
    return b"&".join(part for part in query.split(b"&") if unquote_to_bytes(part.partition(b"=")[0]) not in SEEN)


def wanted(scope: Scope) -> bool:
    """Whether the page's HTML is asked for; programs that unfold links rarely say that they take it."""
    if scope["type"] != "http" or scope["method"] != "GET":
        return False
    return scope["path"].strip("/") in site.PAGES or b"text/html" in dict(scope["headers"]).get(b"accept", b"")
