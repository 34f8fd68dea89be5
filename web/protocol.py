"""What a browser says over Streamlit's connection is one of its messages; whatever else comes ends that connection.

Streamlit ends it too, with a stack trace in the log for each.
"""

from __future__ import annotations

import logging

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from components.host import connection

UNSUPPORTED, BROKEN = 1003, 1002  # close codes of a text, of bytes that are no message (RFC 6455, section 7.4.1)


class Protocol:
    """Parser of incoming frames that lets messages pass."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass everything through that is not Streamlit's connection."""
        if scope["type"] != "websocket" or not scope["path"].endswith(connection.STREAM):
            await self.app(scope, receive, send)
            return

        async def hear() -> Message:
            message = await receive()
            code = _fault(message)
            if not code:
                return message
            logging.getLogger(__name__).warning("a frame that is no message of Streamlit's: connection closed")
            await send({"type": "websocket.close", "code": code})
            return {"type": "websocket.disconnect", "code": code}

        await self.app(scope, hear, send)


def _fault(message: Message) -> int:
    """Close code for a frame that is not a message; 0 for one that is."""
    if message["type"] != "websocket.receive":
        return 0
    content = message.get("bytes")
    if content is None:
        return UNSUPPORTED
    return 0 if connection.is_message(content) else BROKEN
