"""The pictures of previews over HTTP."""

from __future__ import annotations

from http import HTTPStatus

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from components import scheduling
from content import site
from content.language.messages import guess
from footprint.load import DatasetError
from runtime.queue import QUEUE, BusyError, Priority
from web import card, preview, problems

PATH = "/preview/"
KEEP = "public, max-age=86400"  # the address of a picture names the data version
PAGES = {record.name: address for address, record in site.PAGES.items()}


async def picture(request: Request) -> Response:
    """Picture of a page in the state that the query names, last in the queue; a few may wait, without a thread."""
    name = request.path_params["name"]
    if name not in PAGES:
        return problems.respond(HTTPStatus.NOT_FOUND, "There is no page of this name.")
    asked, language = dict(request.query_params), guess(request.headers.get("accept-language"))
    try:
        drawn = await QUEUE.run(
            Priority.PREVIEW,
            lambda: scheduling.described("picture", PAGES[name], request.url.query),
            lambda: card.draw(preview.preview(PAGES[name], asked, language)),
        )
    except DatasetError:
        return problems.respond(HTTPStatus.SERVICE_UNAVAILABLE, "The data set is not available.")
    except BusyError as busy:
        return problems.busy(busy.retry_seconds)
    return Response(drawn, media_type="image/png", headers={"Cache-Control": KEEP})


ROUTES = (Route(PATH + "{name}.png", picture),)
