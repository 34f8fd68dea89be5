"""The run of the script that a thread is in: whose it is, how it is ended, and how another thread draws into it."""

from __future__ import annotations

from collections.abc import Callable
from copy import copy
from typing import NoReturn

from streamlit.runtime.scriptrunner import StopException, add_script_run_ctx, get_script_run_ctx
from streamlit.runtime.scriptrunner_utils.script_run_context import ScriptRunContext


class Run:
    """A run of the script."""

    def __init__(self, context: ScriptRunContext) -> None:
        self._context = context

    @property
    def query(self) -> str:
        """Query of the address, as the browser wrote it."""
        return self._context.query_string

    def draw_from_this_thread(self, draw: Callable[[], None]) -> None:
        """Draw into the run from a thread of no run."""
        add_script_run_ctx(ctx=copy(self._context))
        draw()


def current() -> Run | None:
    """The run of this thread; None outside of one."""
    context = get_script_run_ctx(suppress_warning=True)
    return Run(context) if context else None


def session_id() -> str | None:
    """Streamlit's name of the session whose run this thread is in."""
    context = get_script_run_ctx()
    return context.session_id if context else None


def end() -> NoReturn:
    """End the run of this thread at once, with what it has drawn."""
    raise StopException
