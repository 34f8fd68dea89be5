"""The page's scripts as files (components/modules.py)."""

from __future__ import annotations

import mimetypes
from http import HTTPStatus

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from components import modules
from web import problems
from web.assets import FOREVER


async def script(request: Request) -> Response:
    """One of them."""
    path = request.path_params["path"]
    text = modules.files().get(path)
    if text is None:
        return problems.respond(HTTPStatus.NOT_FOUND, "No such script.")
    kind, _ = mimetypes.guess_type(path)
    return Response(text, media_type=kind, headers={"Cache-Control": FOREVER})


ROUTES = (Route(modules.prefix() + "{path:path}", script, methods=["GET"]),)
