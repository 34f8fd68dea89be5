"""Admission control for uploads: whose file is let in, and how much of it waits in memory to be read.

Streamlit takes any file of any session into memory. Here a session must have been drawn an uploader first, and what it
has sent counts until it is read. The server asks (web/uploads.py); a page names its session and tells what it has read.
Only the server's own thread adds; pages only take away, and each step is a single operation on a dictionary.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from http import HTTPStatus

from components.host import files, runs

MB = 1_000_000
MOST_OF_SESSION = 55 * MB  # that wait: one file of the greatest size with what surrounds it on its way
MOST_OF_PROCESS = 160 * MB
GRACE_SECONDS = 30  # that the file of a visitor who has left is kept; .streamlit/config.toml has the same


@dataclass
class Session:
    """A visitor who was drawn an uploader."""

    forget: Callable[[], None]  # empties what the page keeps of the file
    waiting: dict[str, int] = field(default_factory=dict)  # file -> bytes that no page has read yet
    receiving: int | None = None  # bytes so far of the file that is on its way
    left: float | None = None  # when the connection was seen to be closed [s]


_sessions: dict[str, Session] = {}


def expect(forget: Callable[[], None]) -> None:
    """The session of this run may send files from now on; `forget` is called when its visitor has left for good."""
    if session_id := runs.session_id():
        session = _sessions.setdefault(session_id, Session(forget))
        session.forget, session.left = forget, None


def let_go(widget: str) -> None:
    """The file in an uploader of this run's session has been read: its bytes are freed, the page goes on naming it."""
    if freed := files.free(widget):
        taken(*freed)


def taken(session_id: str, file_id: str) -> None:
    """A file waits no more."""
    if session := _sessions.get(session_id):
        session.waiting.pop(file_id, None)


def begin(session_id: str, size: int) -> HTTPStatus | None:
    """Begin to receive a file that is said to be of a size [bytes]; a status where it is not let in."""
    session = _sessions.get(session_id)
    if session is None:
        return HTTPStatus.FORBIDDEN
    if session.receiving is not None:
        return HTTPStatus.SERVICE_UNAVAILABLE
    if refused := room(session_id, size):
        return refused
    session.receiving = 0
    return None


def room(session_id: str, size: int) -> HTTPStatus | None:
    """Whether so many bytes more may wait [bytes]; a status where they may not."""
    session = _sessions.get(session_id)
    if session is None:  # its visitor has left meanwhile
        return HTTPStatus.FORBIDDEN
    if size + _waiting(session) > MOST_OF_SESSION:
        return HTTPStatus.REQUEST_ENTITY_TOO_LARGE
    if size + sum(map(_waiting, list(_sessions.values()))) > MOST_OF_PROCESS:
        return HTTPStatus.SERVICE_UNAVAILABLE
    return None


def receive(session_id: str, size: int) -> HTTPStatus | None:
    """So many bytes more have come [bytes]; a status where there is no room for them."""
    if refused := room(session_id, size):
        return refused
    session = _sessions[session_id]
    session.receiving = (session.receiving or 0) + size
    return None


def end(session_id: str, file_id: str, kept: bool) -> None:
    """A file has come, or will not."""
    if session := _sessions.get(session_id):
        if kept and session.receiving:
            session.waiting[file_id] = session.receiving
        session.receiving = None


def _waiting(session: Session) -> int:
    return sum(list(session.waiting.values())) + (session.receiving or 0)


def note_left(now: Callable[[], float] = time.monotonic) -> None:
    """A connection was closed: note whose."""
    for session_id, session in list(_sessions.items()):
        if session.left is None and not files.connected(session_id):
            session.left = now()


def forget_left(now: Callable[[], float] = time.monotonic) -> None:
    """Free the files of visitors who left and have not come back in time."""
    for session_id, session in list(_sessions.items()):
        if session.left is None or session.left > now() - GRACE_SECONDS:
            continue
        if files.connected(session_id):
            session.left = None
            continue
        del _sessions[session_id]
        session.forget()
        files.remove(session_id)
