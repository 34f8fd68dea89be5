"""So many requests a client: a bucket of tokens for each, refilled as time passes."""

from __future__ import annotations

import math
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from http import HTTPStatus

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send

from web import problems

CLIENTS_KEPT = 10_000  # the least recent is forgotten first, and starts with a full bucket when it comes again

# For scripts of other sites, which the API is meant for: a browser shows them no answer, and no such header, without.
READABLE = {"Access-Control-Allow-Origin": "*", "Access-Control-Expose-Headers": "Retry-After"}


@dataclass
class Bucket:
    """Tokens of one client."""

    tokens: float
    filled: float  # when it was last refilled [s]


class Limit:
    """Answers 429 to a client that asks faster than its bucket fills."""

    def __init__(
        self,
        app: ASGIApp,
        *,
        paths: tuple[str, ...],
        per_second: float,
        burst: int,
        proxies: int = 0,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.app, self.paths, self.proxies, self.clock = app, paths, proxies, clock
        self.per_second, self.burst = per_second, burst
        self.buckets: OrderedDict[str, Bucket] = OrderedDict()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a request through that its client has a token for."""
        if scope["type"] == "http" and scope["path"].startswith(self.paths):
            wait = self.take(client(scope, self.proxies))
            if wait > 0:
                answer = problems.respond(HTTPStatus.TOO_MANY_REQUESTS, f"Ask again in {wait} s.")
                answer.headers.update({"Retry-After": str(wait), **READABLE})
                await answer(scope, receive, send)
                return
        await self.app(scope, receive, send)

    def take(self, name: str) -> int:
        """Take a token of a client; where there is none, the time until there is [s]."""
        now = self.clock()
        bucket = self.buckets.setdefault(name, Bucket(self.burst, now))
        self.buckets.move_to_end(name)
        if len(self.buckets) > CLIENTS_KEPT:
            self.buckets.popitem(last=False)
        bucket.tokens = min(self.burst, bucket.tokens + (now - bucket.filled) * self.per_second)
        bucket.filled = now
        if bucket.tokens < 1:
            return max(1, math.ceil((1 - bucket.tokens) / self.per_second))
        bucket.tokens -= 1
        return 0


def client(scope: Scope, proxies: int) -> str:
    """Address of the client: the connection's, or behind own proxies the one that the outermost of them saw.

    Each proxy appends whom it answers, so what stands left of their entries is the client's own word and not believed.
    """
    lines = Headers(scope=scope).getlist("x-forwarded-for")  # several say the same as one with commas (RFC 9110, 5.3)
    seen = [part.strip() for part in ",".join(lines).split(",") if part.strip()]
    if 0 < proxies <= len(seen):
        return seen[-proxies]
    return scope["client"][0] if scope.get("client") else ""
