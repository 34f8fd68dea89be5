"""Base path: the whole site may lie below a path of its host (`server.baseUrlPath`), and everything of ours with it.

Streamlit's router sees addresses as they come; what stands in front of it sees them without the base, so that no other
middleware needs to know of one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from starlette.routing import BaseRoute, Mount, Route, WebSocketRoute
from starlette.types import ASGIApp, Receive, Scope, Send

REMOVED = "model_footprint.base_path"  # in a scope: what has been removed from its path


def below(base: str, routes: Iterable[BaseRoute]) -> Iterator[BaseRoute]:
    """The same routes below a path.

    Raises
    ------
    TypeError for a kind of route that the project does not use.
    """
    for route in routes:
        match route:
            case Mount():
                yield Mount(base + route.path, route.app)
            case WebSocketRoute():
                yield WebSocketRoute(base + route.path, route.endpoint)
            case Route():
                yield Route(base + route.path, route.endpoint, methods=list(route.methods or ()) or None)
            case _:
                raise TypeError(f"{route!r} cannot be put below a path")


class WithoutBasePath:
    """Removes the base from the path of what comes in: the outermost middleware."""

    def __init__(self, app: ASGIApp, *, base: str) -> None:
        self.app, self.base = app, base

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass everything through; what lies outside of the base as it is."""
        path = str(scope.get("path", ""))
        if self.base and (path == self.base or path.startswith(f"{self.base}/")):
            scope = {**scope, "path": path[len(self.base) :] or "/", REMOVED: self.base}
        await self.app(scope, receive, send)


class WithBasePath:
    """Puts the base back: the innermost middleware."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass everything through."""
        if base := scope.get(REMOVED):
            scope = {**scope, "path": base + scope["path"]}
        await self.app(scope, receive, send)
