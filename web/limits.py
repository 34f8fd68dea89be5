"""Rate limiter: so many requests a visitor, and far more an address, as a whole school may stand behind one.

Whoever has a name (web/visitors.py) is limited by it; all of an address together meet a bound that no class reaches.
What else is too much is refused as work, not as people: the queue lets so much wait (runtime/queue.py).
"""

from __future__ import annotations

import ipaddress
import math
import time
from dataclasses import dataclass
from http import HTTPStatus

from limits import RateLimitItem, RateLimitItemPerSecond
from limits.aio.storage import MemoryStorage
from limits.aio.strategies import FixedWindowRateLimiter
from starlette.types import ASGIApp, Receive, Scope, Send

from web import forwarded, problems
from web.visitors import Names

WINDOW_SECONDS = 10
SITE_BITS = 64  # of an address of version 6: who has one has all that begin with them (RFC 6177)


@dataclass(frozen=True)
class Rates:
    """Requests within ten seconds of the first; then it begins anew."""

    visitor: int
    address: int


API = Rates(visitor=100, address=2000)
PICTURES = Rates(visitor=20, address=200)
CHARTS = Rates(visitor=500, address=20_000)  # a slider asks for the next one when the last has come, 30 a second


class RateLimit:
    """Answers 429 to whoever asks faster than the rates allow."""

    def __init__(self, app: ASGIApp, *, paths: tuple[str, ...], rates: Rates, names: Names, proxies: int = 0) -> None:
        self.app, self.paths, self.names, self.proxies = app, paths, names, proxies
        self.visitor, self.address = (
            RateLimitItemPerSecond(amount, WINDOW_SECONDS) for amount in (rates.visitor, rates.address)
        )
        self.limiter = FixedWindowRateLimiter(MemoryStorage())

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a request through that is within the rates."""
        if scope["type"] == "http" and scope["path"].startswith(self.paths):
            seconds = await self._wait(scope)
            if seconds:
                answer = problems.respond(HTTPStatus.TOO_MANY_REQUESTS, f"Ask again in {seconds} s.")
                answer.headers["Retry-After"] = str(seconds)
                await answer(scope, receive, send)
                return
        await self.app(scope, receive, send)

    async def _wait(self, scope: Scope) -> int:
        """Count a request; where it is one too many, the time until the next may come [s]."""
        # The visitor first: what is refused there does not count against the others of the address.
        if (name := self.names.of(scope)) and (seconds := await self._over(self.visitor, name)):
            return seconds
        return await self._over(self.address, site(forwarded.client(scope, self.proxies)))

    async def _over(self, rate: RateLimitItem, key: str) -> int:
        if await self.limiter.hit(rate, key):
            return 0
        stats = await self.limiter.get_window_stats(rate, key)
        return max(1, math.ceil(stats.reset_time - time.time()))


def site(address: str) -> str:
    """What counts as one address: of version 6, the part that one network is given."""
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return address
    if isinstance(parsed, ipaddress.IPv4Address):
        return str(parsed)
    return str(parsed.ipv4_mapped or ipaddress.ip_network((parsed, SITE_BITS), strict=False))
