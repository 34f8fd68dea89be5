"""The place of a visitor's run in the queue of the process, and what he is told when it is taken back."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from urllib.parse import parse_qsl

import streamlit as st

from components.host import runs
from components.host.runs import Run
from content.language import messages
from content.language.messages import Text
from content.state import parameters
from runtime.interruption import InterruptedWork
from runtime.queue import QUEUE, BusyError, Priority

NAMES = frozenset((*parameters.SHARED, *(name for names in parameters.PAGE_PARAMETERS.values() for name in names)))

released = QUEUE.released


class _Visit:
    """Who is told, and in which language."""

    def __init__(self, run: Run, t: Text | None) -> None:
        self.run = run
        self.t, self.page = t or Text(messages.guess(st.context.locale)), "…"

    def about(self) -> str:
        """Page and address with the names of its parameters, never their values."""
        return described("run", self.page, self.run.query)

    def tell(self) -> None:
        """Draw a notice on the page from another thread, as the visitor's own may hang."""
        draw = partial(self.run.draw_from_this_thread, self._draw)
        threading.Thread(target=draw, name="notice", daemon=True).start()

    def _draw(self) -> None:
        words = self.t("error.slow")
        st.error(words)
        st.toast(words, duration="infinite")  # he may be looking at another part of the page


_here = threading.local()


@contextmanager
def place(t: Text | None = None) -> Iterator[None]:
    """Hold a place in the queue, and end the run with a notice on its page where it is taken back."""
    run = runs.current()
    visit = _Visit(run, t) if run else None
    before, _here.visit = getattr(_here, "visit", None), visit
    try:
        if visit:
            with QUEUE.place(Priority.RUN, visit.about, visit.tell):
                yield
        else:  # a file that a visitor has asked for
            with QUEUE.place(Priority.RUN, lambda: "a file"):
                yield
    except InterruptedWork:
        if visit:
            runs.end()
        raise BusyError("this took too long and was ended") from None
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
