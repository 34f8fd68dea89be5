"""Each answer of the API takes a place in the queue of the process, behind pages and before pictures."""

from __future__ import annotations

from starlette.types import ASGIApp, Receive, Scope, Send

from runtime.queue import QUEUE, BusyError, Priority
from web import problems


class Queued:
    """Lets one request after the other through; they wait without a thread, as pages need the server's."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Hold a place until the answer is made; what is around this keeps it, so a slow client holds none."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        try:
            # The route stands there once it is found: its pattern, and nothing that someone has typed.
            async with QUEUE.admitted(
                Priority.API, lambda: f"answer of {getattr(scope.get('route'), 'path', 'the API')}"
            ):
                await self.app(scope, receive, send)
        except BusyError as busy:
            await problems.busy(busy.retry_seconds)(scope, receive, send)
