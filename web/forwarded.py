"""Who asks, and by which scheme, as own proxies before the server say it.

Each proxy appends whom it answers, so what stands left of their entries is the client's own word and not believed.
"""

from __future__ import annotations

import re

from starlette.datastructures import Headers
from starlette.types import Scope

PORT = re.compile(r"\[?(?P<address>.*?)\]?(:\d+)?")  # some proxies add the port: 192.0.2.1:4711, [2001:db8::1]:4711
ONE_COLON = 1  # an address of version 6 without brackets has more


def client(scope: Scope, proxies: int) -> str:
    """Address of the client: the connection's, or behind own proxies the one that the outermost of them saw."""
    lines = Headers(scope=scope).getlist("x-forwarded-for")  # several say the same as one with commas (RFC 9110, 5.3)
    seen = [part.strip() for part in ",".join(lines).split(",") if part.strip()]
    if 0 < proxies <= len(seen):
        return _without_port(seen[-proxies])
    return scope["client"][0] if scope.get("client") else ""


def _without_port(address: str) -> str:
    if address.startswith("[") or address.count(":") == ONE_COLON:
        parts = PORT.fullmatch(address)
        return parts["address"] if parts else address
    return address


def scheme(scope: Scope, proxies: int) -> str:
    """`http` or `https`, as visitors see it."""
    return "https" if proxies and Headers(scope=scope).get("x-forwarded-proto") == "https" else str(scope["scheme"])
