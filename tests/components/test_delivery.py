"""What a run draws is sent together."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.runtime.scriptrunner import RerunData, RerunException

from components import delivery

DRAWN = [ForwardMsg(hash=str(number)) for number in range(3)]


class Context:
    """A run as Streamlit knows it."""

    def __init__(self) -> None:
        self.sent: list[ForwardMsg] = []
        self.requests: list[RerunException] = []  # of its visitor's, who has moved on
        self._enqueue: Callable[[ForwardMsg], None] = self.send

    def send(self, message: ForwardMsg) -> None:
        """As Streamlit does: a request goes before a message."""
        if self.sent and self.requests:
            raise self.requests.pop()
        self.sent.append(message)

    def draw(self) -> None:
        """Some elements."""
        for message in DRAWN:
            self._enqueue(message)

    def draw_and_fail(self) -> None:
        """A page with a fault."""
        with delivery.together():
            self.draw()
            raise ValueError("broken")

    def draw_together(self) -> None:
        """A page."""
        with delivery.together():
            self.draw()


@pytest.fixture
def context(monkeypatch: pytest.MonkeyPatch) -> Context:
    """The run that is under way."""
    found = Context()
    monkeypatch.setattr(delivery, "get_script_run_ctx", lambda: found)
    return found


def test_nothing_goes_before_all_is_drawn(context: Context) -> None:
    with delivery.together():
        context.draw()
        assert context.sent == []
    assert context.sent == DRAWN
    context.draw()
    assert context.sent == DRAWN * 2


def test_a_run_that_fails_shows_how_far_it_came(context: Context) -> None:
    with pytest.raises(ValueError, match="broken"):
        context.draw_and_fail()
    assert context.sent == DRAWN


def test_who_moves_on_sees_this_state_first(context: Context) -> None:
    context.requests = [RerunException(RerunData())]
    with pytest.raises(RerunException):
        context.draw_together()
    assert context.sent == DRAWN
