"""Headers that tell a browser what this site may do, and who may hold it in a frame."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterable

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

INLINE = re.compile(r"<script>(.*?)</script>", re.DOTALL)
PLAIN = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}


def digest(script: str) -> str:
    """How a policy names an inline script that may run."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()}'"


def policy(markup: Iterable[str], frame_origins: Iterable[str]) -> str:
    """Content security policy that lets the inline scripts of this markup run, and no others.

    Styles have to be inline: Streamlit and Plotly write them as they draw. Charts make blobs for downloads, and
    Streamlit runs the script of a component from one, which only a script that runs already can make. Fonts and small
    pictures come as data. Nothing comes from elsewhere.
    """
    scripts = sorted({digest(script) for text in markup for script in INLINE.findall(text)})
    rules = {
        "default-src": ["'self'"],
        "script-src": ["'self'", "blob:", *scripts],
        "style-src": ["'self'", "'unsafe-inline'"],
        "img-src": ["'self'", "data:", "blob:"],
        "font-src": ["'self'", "data:"],
        "connect-src": ["'self'"],
        "worker-src": ["'self'", "blob:"],
        "object-src": ["'none'"],
        "base-uri": ["'none'"],
        "form-action": ["'self'"],
        "frame-ancestors": ["'self'", *frame_origins],
    }
    return "; ".join(" ".join((name, *values)) for name, values in rules.items())


class SecurityHeaders:
    """Adds the headers to every answer that does not bring its own."""

    def __init__(self, app: ASGIApp, *, content_policy: str) -> None:
        self.app = app
        self.headers = {"Content-Security-Policy": content_policy, **PLAIN}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass everything through."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in self.headers.items():
                    headers.setdefault(name, value)
            await send(message)

        await self.app(scope, receive, guarded)
