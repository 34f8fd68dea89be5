"""A chart that changed goes to its visitor's browser ahead of the rest of the run (docs/decisions/0010).

Streamlit's page goes through all that it shows before a component may draw what it was sent. Where the server offers a
second connection (web/ahead.py), the browser has the chart drawn by then; elsewhere the chart comes with the run.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable
from weakref import WeakValueDictionary

import streamlit as st

COMPONENT = "listen"  # which tells the browser the name of its visitor
PATH = "/ahead"  # of the second connection
HEADER = "X-Visitor"  # of the first one, with the name; set by the server itself


def _nothing() -> None:
    pass


class Visitor:
    """A browser at Streamlit's connection: its secret name, and what it was sent of each chart."""

    def __init__(self) -> None:
        self.name = secrets.token_urlsafe(16)
        self.shown: dict[str, tuple[int, int]] = {}  # key of a chart -> fingerprint, how often it changed
        # By the second connection, once there is one; the run waits until the first of its charts is on its way.
        self.send: Callable[[bytes, bool], None] | None = None
        self.drawing = False  # whether the browser was sent a chart of this run
        self.let_pass: Callable[[], None] = _nothing  # what Streamlit says meanwhile

    def number(self, key: str, content: str) -> tuple[int, bool]:
        """How often a chart has changed, now that this is its content, and whether it just did."""
        fingerprint = hash(content)
        before, count = self.shown.get(key, (fingerprint, 0))
        changed = fingerprint != before
        self.shown[key] = fingerprint, count + changed
        return count + changed, changed


_visitors: WeakValueDictionary[str, Visitor] = WeakValueDictionary()  # as long as they are connected


def connected() -> Visitor:
    """A visitor who has just come."""
    visitor = Visitor()
    _visitors[visitor.name] = visitor
    return visitor


def named(name: str) -> Visitor | None:
    """The visitor of this name."""
    return _visitors.get(name)


def here() -> Visitor | None:
    """The visitor of this run; None where the server offers no second connection."""
    return named(st.context.headers.get(HEADER, ""))


def end() -> None:
    """The run has drawn all that it has; without a chart the browser has nothing to do first."""
    visitor = here()
    if visitor and not visitor.drawing:
        visitor.let_pass()
