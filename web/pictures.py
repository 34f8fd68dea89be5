"""The pictures of previews over HTTP."""

from __future__ import annotations

import threading
from http import HTTPStatus

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from components import frame
from content.language.messages import guess
from footprint.load import DatasetError
from web import card, preview, problems

PATH = "/preview/"
KEEP = "public, max-age=86400"  # the address of a picture names the data version
PAGES = {name: address for address, name in frame.PAGES.items()}
_turn = threading.Lock()


def picture(request: Request) -> Response:
    """Picture of a page in the state that the query names."""
    name = request.path_params["name"]
    if name not in PAGES:
        return problems.respond(HTTPStatus.NOT_FOUND, "There is no page of this name.")
    try:
        found = preview.preview(PAGES[name], dict(request.query_params), guess(request.headers.get("accept-language")))
    except DatasetError:
        return problems.respond(HTTPStatus.SERVICE_UNAVAILABLE, "The data set is not available.")
    with _turn:  # one at a time: visitors who move a slider come first
        drawn = card.draw(found)
    return Response(drawn, media_type="image/png", headers={"Cache-Control": KEEP})


ROUTES = (Route(PATH + "{name}.png", picture),)
