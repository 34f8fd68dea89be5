"""What a run draws is sent together, through Streamlit's own queue of a run."""

from __future__ import annotations

import threading
from typing import Any
from unittest.mock import MagicMock

import pytest
import streamlit as st
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.runtime.scriptrunner import RerunData, RerunException
from streamlit.runtime.scriptrunner_utils.script_run_context import ScriptRunContext, ThreadState
from streamlit.runtime.scriptrunner_utils.script_run_context_attr import SCRIPT_RUN_CONTEXT_ATTR_NAME

from components.host import delivery

WORDS = ["first", "second", "third"]


class Queue:
    """Where Streamlit's context puts its messages: what its visitor has been sent."""

    def __init__(self) -> None:
        self.messages: list[ForwardMsg] = []
        self.requests: list[RerunException] = []  # of its visitor's, who has moved on

    def put(self, message: ForwardMsg) -> None:
        """As Streamlit does: a request goes before a message."""
        if self.messages and self.requests:
            raise self.requests.pop()
        self.messages.append(message)

    @property
    def words(self) -> list[str]:
        """Texts that were sent."""
        return [message.delta.new_element.text.body for message in self.messages]


@pytest.fixture
def queue(monkeypatch: pytest.MonkeyPatch) -> Queue:
    """Queue of a run of Streamlit's that is under way in this thread."""
    started = Queue()
    other: dict[str, Any] = {
        name: MagicMock() for name in ("session_state", "uploaded_file_mgr", "fragment_storage", "pages_manager")
    }
    context = ScriptRunContext("session", started.put, "", main_script_path="", user_info={}, **other)
    context.cursors = {}
    ThreadState.initialize()
    monkeypatch.setattr(threading.current_thread(), SCRIPT_RUN_CONTEXT_ATTR_NAME, context, raising=False)
    return started


def draw() -> None:
    """Some elements."""
    for word in WORDS:
        st.text(word)


def draw_together() -> None:
    """A page."""
    with delivery.together():
        draw()


def draw_together_and_fail() -> None:
    """A page with a fault."""
    with delivery.together():
        draw()
        raise ValueError("broken")


def test_nothing_goes_before_all_is_drawn(queue: Queue) -> None:
    with delivery.together():
        draw()
        assert queue.words == []
    assert queue.words == WORDS
    draw()
    assert queue.words == WORDS * 2


def test_a_run_that_fails_shows_how_far_it_came(queue: Queue) -> None:
    with pytest.raises(ValueError, match="broken"):
        draw_together_and_fail()
    assert queue.words == WORDS


def test_who_moves_on_sees_this_state_first(queue: Queue) -> None:
    queue.requests = [RerunException(RerunData())]
    with pytest.raises(RerunException):
        draw_together()
    assert queue.words == WORDS
