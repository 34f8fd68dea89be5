"""Whether the server runs, and whether it can show figures: for whoever watches over it or sends visitors to it.

Neither computes anything nor waits for anything: both say what the watchdog (runtime/watchdog.py) has seen last.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from http import HTTPStatus

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from content import site
from content.tables import datasets
from content.view import View
from footprint.load import DatasetError
from runtime.queue import QUEUE
from runtime.watchdog import Limits, Watchdog
from web import problems

FRESH = {"Cache-Control": "no-store"}
PAGE = "emissions"  # a page with a chart of many models, which is soon made again


class Health:
    """The watchdog of this process and what it says over HTTP."""

    def __init__(self, limits: Limits) -> None:
        self.watchdog = Watchdog(QUEUE, self.probe, limits, alarm=True)
        self.problem = "The data set is not loaded yet."

    @property
    def routes(self) -> tuple[Route, ...]:
        """Where it is asked."""
        return Route("/health", self.health), Route("/ready", self.ready)

    @asynccontextmanager
    async def watching(self) -> AsyncIterator[None]:
        """The watchdog watches as long as the server serves."""
        self.watchdog.start()
        beating = asyncio.create_task(self.watchdog.beat())
        try:
            yield
        finally:
            beating.cancel()
            self.watchdog.stop()

    def probe(self) -> None:
        """The finding of a page. A data set that cannot be read is no fault of the process: `/ready` tells it."""
        try:
            with QUEUE.released():  # it may come over a network
                datasets.newest()
            site.PAGES[PAGE].finding(View.of({}))
        except DatasetError as error:
            self.problem = str(error)

    async def health(self, request: Request) -> Response:
        """The process makes pages; else whoever runs it may start it again."""
        passed, state = self.watchdog.health()
        status = HTTPStatus.OK if passed else HTTPStatus.SERVICE_UNAVAILABLE
        return JSONResponse({"status": "ok" if passed else "failing"} | state, status, headers=FRESH)

    async def ready(self, request: Request) -> Response:
        """The data set is loaded, and pages are made."""
        version = datasets.loaded()
        if not version:
            return problems.respond(HTTPStatus.SERVICE_UNAVAILABLE, self.problem)
        if not self.watchdog.health()[0]:
            return problems.respond(HTTPStatus.SERVICE_UNAVAILABLE, "The server makes no pages at present.")
        return JSONResponse({"status": "ready", "data_version": version}, headers=FRESH)
