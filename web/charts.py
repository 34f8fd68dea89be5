"""Charts over HTTP: what of a page's charts moves with a slider, as a function of the address.

An answer whose address names program and data never changes: a browser, nginx or any CDN may keep it.
"""

from __future__ import annotations

import asyncio
import gzip
import hashlib
from collections.abc import Mapping, Sequence
from functools import partial
from http import HTTPStatus

from cachetools import LRUCache
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from components import scheduling
from content import site
from content.files import chart_text
from content.files.chart_text import Held
from content.page import Page
from content.parts import Chart, walk
from content.state.form import SEPARATOR
from content.state.parameters import DATA
from content.tables import catalog, datasets
from content.view import View
from footprint import load
from footprint.load import DatasetError
from runtime.queue import QUEUE, BusyError, Priority
from web import problems
from web.api.revalidation import known
from web.assets import FOREVER, takes_gzip

PATH = "/charts/"
VERSION = "v"  # in a query: program and data that the answer is of
HELD = "held"  # in a query: name and value of the address value that moves, as its handle was taken
MOST_KEYS = 8  # charts in one answer
LONGEST = 2000  # bytes of a query
KEPT_BYTES = 16_000_000  # of answers, 1 to 10 kB each; the one asked for longest ago goes first
LEVEL = 4  # of compression: higher ones take longer than they save
STATES_KEPT = 256  # whose charts are kept for their axes
PAGES: Mapping[str, Page] = {page.name: page for page in site.PAGES.values()}

# Newest data version, path, query.
Key = tuple[str, str, str]


def version(data: str) -> str:
    """What an address must name for its answer to be kept for ever."""
    return f"{load.program()}.{data}"


class Charts:
    """Answers requests for charts; who asks for the same at one time waits for one computation."""

    def __init__(self) -> None:
        self.kept: LRUCache[Key, bytes] = LRUCache(KEPT_BYTES, getsizeof=len)
        self.made: dict[Key, asyncio.Task[bytes]] = {}

    async def answer(self, request: Request) -> Response:
        """The charts of these keys, compressed; those that the page has not are left out."""
        name, keys = request.path_params["page"], request.path_params["keys"].split(",")[:MOST_KEYS]
        query = request.url.query
        if name not in PAGES or len(query) > LONGEST:
            return problems.respond(HTTPStatus.NOT_FOUND, "There is no page of this name.")
        try:
            key = (datasets.newest(), request.url.path, query)
            body = self.kept.get(key) or await self._body(key, name, keys, dict(request.query_params))
        except DatasetError:
            return problems.respond(HTTPStatus.SERVICE_UNAVAILABLE, "The data set is not available.")
        except BusyError as busy:
            return problems.busy(busy.retry_seconds)
        return _response(request, body)

    async def _body(self, key: Key, name: str, keys: list[str], query: dict[str, str]) -> bytes:
        task = self.made.get(key)
        if task is None:
            about = partial(scheduling.described, "charts", PAGES[name].address, key[2])
            work = QUEUE.run(Priority.RUN, about, partial(_made, PAGES[name], keys, query))
            task = self.made[key] = asyncio.ensure_future(work)
            task.add_done_callback(lambda _: self.made.pop(key, None))
        body = await asyncio.shield(task)
        self.kept[key] = body
        return body


def _response(request: Request, body: bytes) -> Response:
    stated = request.query_params
    data = stated.get(DATA) or datasets.newest()
    headers = {"Content-Encoding": "gzip", "Vary": "Accept-Encoding"}
    if stated.get(VERSION) == version(data) and data in datasets.versions():  # of unknown data it is the newest's
        headers["Cache-Control"] = FOREVER
    else:
        mark = f'W/"{hashlib.sha256(body).hexdigest()[:32]}"'
        headers |= {"Cache-Control": "no-cache", "ETag": mark}
        if known(request.headers.get("if-none-match", ""), mark):
            return Response(status_code=HTTPStatus.NOT_MODIFIED, headers=headers)
    if not takes_gzip(request.headers):
        body = gzip.decompress(body)
        del headers["Content-Encoding"]
    return Response(body, media_type="text/plain", headers=headers)


def _made(page: Page, keys: list[str], query: dict[str, str]) -> bytes:
    """The charts as text, compressed: how they differ from those of the held state, or whole."""
    name, _, value = query.pop(HELD, "").partition(SEPARATOR)
    asked = query.get(DATA)
    with datasets.using(asked if asked in datasets.versions() else datasets.newest()):
        charts = drawn(page, View.of(query), keys)
        held = _held(page.name, View.of(query | {name: value}), tuple(charts)) if name else {}
        texts = (
            chart_text.moved(chart, held[key]) if key in held else chart_text.whole(chart, chart_text.words(chart))
            for key, chart in charts.items()
        )
        return gzip.compress("\n\n".join(texts).encode(), LEVEL, mtime=0)


def drawn(page: Page, view: View, keys: Sequence[str]) -> dict[str, Chart]:
    """The charts of a page by key, as far as it has them; nothing that stands behind the last of them is made."""
    made: dict[str, Chart] = {}
    for part in walk(page.parts(view)):
        if isinstance(part, Chart) and part.key in keys:
            made[part.key] = part
        if len(made) == len(keys):
            break
    return made


@catalog.shared(STATES_KEPT)
def _held(name: str, view: View, keys: tuple[str, ...]) -> dict[str, Held]:
    """Charts of the state in which a handle was taken: every position of it is compared to them."""
    return {key: chart_text.hold(chart) for key, chart in drawn(PAGES[name], view, keys).items()}


ROUTES = (Route(PATH + "{page}/{keys}", Charts().answer, methods=["GET"]),)
