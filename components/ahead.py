"""A chart that changed goes to its visitor's browser ahead of the rest of the run (docs/decisions/0010).

Streamlit's page goes through all that it shows before a component may draw what it was sent. Where the server offers a
second connection (web/ahead.py), the browser has the chart drawn by then; elsewhere the chart comes with the run.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable
from weakref import WeakValueDictionary

import streamlit as st

VISITOR = "ahead"
COMPONENT = "listen"  # which tells the browser its visitor's name
PATH = "/ahead"  # of the connection


class Visitor:
    """A session: its secret name, what its browser was sent of each chart, and the connection, once there is one."""

    def __init__(self) -> None:
        self.name = secrets.token_urlsafe(16)
        self.send: Callable[[bytes], None] | None = None
        self.shown: dict[str, tuple[int, int]] = {}  # key of a chart -> fingerprint, how often it changed

    def number(self, key: str, content: str) -> tuple[int, bool]:
        """How often a chart has changed, now that this is its content, and whether it just did."""
        fingerprint = hash(content)
        before, count = self.shown.get(key, (fingerprint, 0))
        changed = fingerprint != before
        self.shown[key] = fingerprint, count + changed
        return count + changed, changed


_visitors: WeakValueDictionary[str, Visitor] = WeakValueDictionary()  # a session that ends takes its own along


def here() -> Visitor:
    """The visitor of this run."""
    visitor: Visitor | None = st.session_state.get(VISITOR)
    if visitor is None:
        st.session_state[VISITOR] = visitor = Visitor()
        _visitors[visitor.name] = visitor
    return visitor


def named(name: str) -> Visitor | None:
    """The visitor of this name, whose session still lives."""
    return _visitors.get(name)
