"""Whether the server runs, and whether it can show figures: for whoever watches over it or sends visitors to it."""

from __future__ import annotations

from http import HTTPStatus

from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from content.tables import catalog
from footprint.load import DatasetError
from web import problems

FRESH = {"Cache-Control": "no-store"}


async def health(request: Request) -> Response:
    """The process answers."""
    return PlainTextResponse("ok", headers=FRESH)


def ready(request: Request) -> Response:
    """The data set is loaded."""
    try:
        version = catalog.dataset().version
    except DatasetError as error:
        return problems.respond(HTTPStatus.SERVICE_UNAVAILABLE, str(error))
    return JSONResponse({"status": "ready", "data_version": version}, headers=FRESH)


ROUTES = (Route("/health", health), Route("/ready", ready))
