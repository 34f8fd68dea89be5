"""The connection by which charts come ahead of their run."""

from __future__ import annotations

import time
from contextlib import suppress

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.routing import WebSocketRoute
from starlette.testclient import TestClient, WebSocketTestSession
from starlette.websockets import WebSocket, WebSocketDisconnect

from components.ahead import PATH, Visitor, connected, named
from components.host import connection
from web import ahead

ANSWERED: list[str] = []


@pytest.fixture
def visitor() -> Visitor:
    """Somebody who is connected."""
    return connected()


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
            visitor.send(chart, True)
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


async def stream(socket: WebSocket) -> None:
    """Streamlit's connection: two words in answer to each question, and a third once they are on their way."""
    await socket.accept()
    await socket.send_text(socket.headers["X-Visitor"])
    with suppress(WebSocketDisconnect):
        while True:
            question = await socket.receive_text()
            await socket.send_text("begun")
            ANSWERED.append(question)
            await socket.send_text(question)


@pytest.fixture
def site() -> TestClient:
    """A browser before Streamlit's connection and the second one."""
    routes = [*ahead.ROUTES, WebSocketRoute(connection.STREAM, stream)]
    return TestClient(Starlette(routes=routes, middleware=[Middleware(ahead.Named)]))


def test_the_server_alone_gives_the_name(site: TestClient) -> None:
    with site.websocket_connect(connection.STREAM, headers={"X-Visitor": "mine"}) as browser:
        assert named(browser.receive_text()) is not None
    assert named("mine") is None


def test_streamlit_waits_for_the_chart(site: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ahead, "PATIENCE_SECONDS", 1e6)
    with site, site.websocket_connect(connection.STREAM) as browser:
        name = browser.receive_text()
        ask(browser, "without a second connection")
        with site.websocket_connect(f"{PATH}?visitor={name}") as second:
            visitor = named(name)
            assert visitor
            while visitor.send is None:
                time.sleep(0.01)
            browser.send_text("with a chart")
            time.sleep(0.1)
            assert ANSWERED[-1] == "without a second connection"
            visitor.send(b"chart", True)
            assert second.receive_bytes() == b"chart"
            time.sleep(0.1)
            assert ANSWERED[-1] == "without a second connection"
            second.send_text("")  # it is drawn
            assert [browser.receive_text(), browser.receive_text()] == ["begun", "with a chart"]
            browser.send_text("without a chart")
            visitor.let_pass()  # the run has ended
            assert [browser.receive_text(), browser.receive_text()] == ["begun", "without a chart"]
            monkeypatch.setattr(ahead, "PATIENCE_SECONDS", 0.01)
            ask(browser, "in a long run")


def ask(browser: WebSocketTestSession, question: str) -> None:
    """Streamlit's answer comes."""
    browser.send_text(question)
    assert [browser.receive_text(), browser.receive_text()] == ["begun", question]
