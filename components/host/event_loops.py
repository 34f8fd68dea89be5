"""Event loops of sessions: Streamlit opens one for each, with three descriptors, and nothing here ever runs in it.

Streamlit keeps it as long as the session, so that an object of some library bound to it stays valid from run to run.
No page of ours makes such an object. The one place where this project reaches into Streamlit's sessions; a test looks
its names up in the installed package.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Generator
from typing import Any, TypeVar

from streamlit.runtime import websocket_session_manager
from streamlit.runtime.app_session import AppSession

T = TypeVar("T")


class Idle(asyncio.BaseEventLoop):
    """An event loop without a selector: it takes no descriptor, as nothing is watched before it is driven."""

    def run_until_complete(self, future: Generator[Any, None, T] | Awaitable[T]) -> T:
        """Drive what is asked for in a loop that is closed right after."""
        loop = asyncio.new_event_loop()
        try:
            return loop.run_until_complete(future)
        finally:
            loop.close()


class Session(AppSession):
    """A session of Streamlit's that keeps no selector open between its runs."""

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self._script_event_loop.close()
        self._script_event_loop = Idle()


def install() -> None:
    """Have Streamlit make its sessions of this kind from now on."""
    vars(websocket_session_manager)["AppSession"] = Session
