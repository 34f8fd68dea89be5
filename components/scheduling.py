"""The place of a visitor's run in the queue of the process, and what he is told when it is taken back."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from copy import copy
from urllib.parse import parse_qsl

import streamlit as st
from streamlit.runtime.scriptrunner import StopException, add_script_run_ctx, get_script_run_ctx
from streamlit.runtime.scriptrunner_utils.script_run_context import ScriptRunContext

from content.language import messages
from content.language.messages import Text
from content.state import parameters
from runtime.interruption import InterruptedWork
from runtime.queue import QUEUE, BusyError, Priority

NAMES = frozenset((*parameters.SHARED, *(name for names in parameters.PAGE_PARAMETERS.values() for name in names)))

released = QUEUE.released


class _Visit:
    """Who is told, and in which language."""

    def __init__(self, context: ScriptRunContext, t: Text | None) -> None:
        self.context, self.send = context, context._enqueue
        self.t, self.page = t or Text(messages.guess(st.context.locale)), "…"

    def about(self) -> str:
        """Page and address with the names of its parameters, never their values."""
        return described("run", self.page, self.context.query_string)

    def tell(self) -> None:
        """Draw a notice on the page from another thread, as the visitor's own may hang."""
        threading.Thread(target=self._draw, name="notice", daemon=True).start()

    def _draw(self) -> None:
        context = copy(self.context)
        context._enqueue = self.send  # what the run has drawn so far may be held back; the notice is not
        add_script_run_ctx(ctx=context)
        words = self.t("error.slow")
        st.error(words)
        st.toast(words, duration="infinite")  # he may be looking at another part of the page


_here = threading.local()


@contextmanager
def place(t: Text | None = None) -> Iterator[None]:
    """Hold a place in the queue, and end the run with a notice on its page where it is taken back."""
    context = get_script_run_ctx(suppress_warning=True)
    visit = _Visit(context, t) if context else None
    before, _here.visit = getattr(_here, "visit", None), visit
    try:
        if visit:
            with QUEUE.place(Priority.RUN, visit.about, visit.tell):
                yield
        else:  # a file that a visitor has asked for
            with QUEUE.place(Priority.RUN, lambda: "a file"):
                yield
    except InterruptedWork:
        raise (StopException() if visit else BusyError("this took too long and was ended")) from None
    finally:
        _here.visit = before


def introduce(t: Text, page: str) -> None:
    """Whom this run is for and what it draws, now that both are known."""
    if visit := getattr(_here, "visit", None):
        visit.t, visit.page = t, page


def described(work: str, page: str, query: str) -> str:
    """Work for the log: the address by its page and the names of its parameters; nothing that a visitor has typed."""
    names = sorted({name for name, _ in parse_qsl(query, keep_blank_values=True)} & NAMES)
    address = page if page in parameters.PAGE_PARAMETERS else "…"
    return f"{work} of /{address}" + (f" ({', '.join(names)})" if names else "")
