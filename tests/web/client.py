"""What the web server adds, around a small site in place of Streamlit's."""

from __future__ import annotations

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import FileResponse, PlainTextResponse, Response
from starlette.routing import Route
from starlette.testclient import TestClient

from components.host import shell
from web import assets, page

SCRIPT = "const x = 'the same again'\n" * 2000
IMMUTABLE = {"Cache-Control": "public, immutable, max-age=31536000"}


async def asset(request: Request) -> Response:
    """A hashed file."""
    return PlainTextResponse(SCRIPT, media_type="text/javascript", headers=IMMUTABLE | {"ETag": '"1"'})


async def streamlit_page(request: Request) -> Response:
    """Streamlit's page, whatever its address."""
    return FileResponse(shell.FILE)


def site(*more: Middleware, address: str = "", proxies: int = 0) -> TestClient:
    """Asks the small site through the middleware."""
    middleware = [*more, Middleware(assets.CompressedAssets), Middleware(page.Page, address=address, proxies=proxies)]
    routes = [Route("/static/js/{name}", asset), Route("/{path:path}", streamlit_page)]
    return TestClient(Starlette(routes=routes, middleware=middleware))
