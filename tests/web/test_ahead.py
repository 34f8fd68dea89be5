"""The connection by which charts come ahead of their run."""

from __future__ import annotations

import time

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient
from starlette.websockets import WebSocketDisconnect

from components.ahead import PATH, Visitor
from web import ahead


@pytest.fixture
def visitor(monkeypatch: pytest.MonkeyPatch) -> Visitor:
    """The one whom the server knows."""
    known = Visitor()
    monkeypatch.setattr("components.ahead.named", {known.name: known}.get)
    return known


@pytest.fixture
def client() -> TestClient:
    """A browser."""
    return TestClient(Starlette(routes=ahead.ROUTES))


def wait_until_silent(visitor: Visitor) -> None:
    deadline = time.monotonic() + 10
    while visitor.send and time.monotonic() < deadline:
        time.sleep(0.01)
    assert visitor.send is None


def test_a_chart_arrives_while_the_browser_is_there(client: TestClient, visitor: Visitor) -> None:
    with client.websocket_connect(f"{PATH}?visitor={visitor.name}") as browser:
        while visitor.send is None:
            time.sleep(0.01)
        for chart in (b"one", b"two"):
            visitor.send(chart)
        assert [browser.receive_bytes(), browser.receive_bytes()] == [b"one", b"two"]
    wait_until_silent(visitor)


def test_nobody_else_is_listened_to(client: TestClient, visitor: Visitor) -> None:
    for name in ("", "unknown", visitor.name[:-1]):
        with client.websocket_connect(f"{PATH}?visitor={name}") as browser, pytest.raises(WebSocketDisconnect):
            browser.receive_bytes()
    assert visitor.send is None


def test_a_browser_that_speaks_is_left(client: TestClient, visitor: Visitor) -> None:
    with client.websocket_connect(f"{PATH}?visitor={visitor.name}") as browser:
        browser.send_text("a word")
        with pytest.raises(WebSocketDisconnect):
            browser.receive_bytes()
    wait_until_silent(visitor)
