"""The site below a path of its host."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import BaseRoute, Host, Mount, Route
from starlette.testclient import TestClient
from starlette.types import ASGIApp, Receive, Scope, Send

from web.base_path import WithBasePath, WithoutBasePath, below

SEEN: list[str] = []


class Note:
    """Notes the path that a middleware in between sees."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        SEEN.append(scope["path"])
        await self.app(scope, receive, send)


async def path(request: Request) -> PlainTextResponse:
    return PlainTextResponse(request.scope["path"])


def site(base: str) -> Callable[[str], str]:
    """What a site below a base answers, and 404 where it has nothing."""
    inner = Starlette(routes=[Route("/names", path)])
    routes = list(below(base, [Route("/growth", path), Mount("/api", inner)]))
    middleware = [Middleware(WithoutBasePath, base=base), Middleware(Note), Middleware(WithBasePath)]
    client = TestClient(Starlette(routes=routes, middleware=middleware))
    return lambda address: client.get(address).text


@pytest.mark.parametrize("base", ["", "/carbon", "/a/b"])
def test_everything_lies_below_the_base_and_middleware_sees_none(base: str) -> None:
    SEEN.clear()
    ask = site(base)
    assert ask(f"{base}/growth") == f"{base}/growth"
    assert ask(f"{base}/api/names").endswith("/names")
    assert SEEN == ["/growth", "/api/names"]


def test_what_lies_outside_of_the_base_is_not_found() -> None:
    ask = site("/carbon")
    assert ask("/growth") == ask("/carbonara/growth") == "Not Found"


def test_an_unknown_kind_of_route_is_refused() -> None:
    route: BaseRoute = Host("example.org", Starlette())
    with pytest.raises(TypeError):
        list(below("/carbon", [route]))
