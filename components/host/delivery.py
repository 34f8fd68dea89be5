"""What a run draws goes to the browser in one go.

A browser goes through the whole page as often as messages find it idle: a run whose messages came one by one had it do
so five times, one whose messages come together three times (docs/decisions/0009).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.runtime.scriptrunner import RerunException, StopException, get_script_run_ctx


@contextmanager
def together() -> Iterator[None]:
    """Hold what is drawn inside until it is complete, or as far as it came."""
    context = get_script_run_ctx()
    if context is None:  # imported, not run
        yield
        return
    held: list[ForwardMsg] = []
    send, context._enqueue = context._enqueue, held.append
    try:
        yield
    finally:
        context._enqueue = send
        _send(held, send)


def _send(held: Sequence[ForwardMsg], send: Callable[[ForwardMsg], None]) -> None:
    """Send all; a visitor who moves on meanwhile sees this state first: a slider that is dragged shows every run."""
    moved_on: RerunException | StopException | None = None
    for message in held:
        try:
            send(message)
        except (RerunException, StopException) as request:
            moved_on = request
            send(message)
    if moved_on:
        raise moved_on
