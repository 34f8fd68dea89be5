"""A page that loses its network or its server goes on by itself, at the same view."""

from __future__ import annotations

import re
import signal
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, WebSocketRoute, expect

from components import modules
from tests.browser.conftest import Server, free_port, start_server
from tests.browser.visitor import CONNECTED, Visit, move, states, visit

pytestmark = pytest.mark.browser
VIEW = "emissions?model=bloom-176b&region=FRA&lang=en"


class Network:
    """A way to a server that can be cut: all connections end, and no new one is taken."""

    def __init__(self, server_port: int) -> None:
        self.server_port, self.up, self.open = server_port, True, list[socket.socket]()
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.port = self.listener.getsockname()[1]
        threading.Thread(target=self._accept, daemon=True).start()

    def _accept(self) -> None:
        while True:
            try:
                near, _ = self.listener.accept()
                if not self.up:
                    near.close()
                    continue
                far = socket.create_connection(("127.0.0.1", self.server_port))
            except OSError:
                return
            self.open += [near, far]
            for source, target in ((near, far), (far, near)):
                threading.Thread(target=self._pass_on, args=(source, target), daemon=True).start()

    @staticmethod
    def _pass_on(source: socket.socket, target: socket.socket) -> None:
        try:
            while block := source.recv(65_536):
                target.sendall(block)
        except OSError:
            pass
        for end in (source, target):
            end.close()

    def cut(self) -> None:
        """Nothing goes through any more."""
        self.up = False
        for end in self.open:
            try:
                end.shutdown(socket.SHUT_RDWR)
            except OSError:
                continue  # had ended by itself
        self.open.clear()

    def mend(self) -> None:
        """New connections go through again."""
        self.up = True


@pytest.fixture
def network(server: Server) -> Iterator[Network]:
    found = Network(int(urlsplit(server.url).port or 0))
    yield found
    found.cut()
    found.listener.close()


def changed(found: Visit) -> tuple[str, list[str], str]:
    """What stands on the page once a slider was moved."""
    move(found, "pue", "End", "2.00")
    return found.headline, found.cards, found.page.url


def goes_on(found: Visit, before: tuple[str, list[str], str]) -> None:
    """The page stands as it stood, and answers again."""
    found.page.wait_for_selector(CONNECTED)
    found.settle()
    assert (found.headline, found.cards, found.page.url) == before
    move(found, "pue", "Home", "published")
    assert found.headline != before[0]
    assert changed(found) == before


def test_a_lost_network(browser: Browser, network: Network) -> None:
    with visit(browser, f"http://127.0.0.1:{network.port}/{VIEW}") as found:
        before = changed(found)
        network.cut()
        found.page.wait_for_selector(CONNECTED, state="detached")
        network.mend()
        goes_on(found, before)


@contextmanager
def started(port: int) -> Iterator[Server]:
    """A server that stands until it is killed, or at the latest to the end."""
    found = start_server(port=port)
    try:
        yield found
    finally:
        found.stop()


def test_a_server_that_is_killed_and_started_again(browser: Browser) -> None:
    port = free_port()
    with started(port) as first, visit(browser, f"{first.url}/{VIEW}") as found:
        before = changed(found)
        first.process.kill()
        found.page.wait_for_selector(CONNECTED, state="detached")
        with started(port):
            goes_on(found, before)


def test_a_tab_that_sleeps_until_the_server_has_forgotten_it(browser: Browser) -> None:
    port = free_port()
    with started(port) as first, visit(browser, f"{first.url}/{VIEW}") as found:
        before = changed(found)
        tab = found.page.context.new_cdp_session(found.page)
        tab.send("Page.setWebLifecycleState", {"state": "frozen"})
        first.process.kill()
        first.process.wait()
        with started(port):
            with found.page.expect_websocket():
                tab.send("Page.setWebLifecycleState", {"state": "active"})
            goes_on(found, before)


def test_a_slider_that_moves_while_the_server_is_killed(browser: Browser) -> None:
    port = free_port()
    with started(port) as first, visit(browser, f"{first.url}/{VIEW}") as found:
        before = changed(found)
        first.process.send_signal(signal.SIGSTOP)  # hears of nothing any more
        found.page.locator(".st-key-pue-en").get_by_role("slider").press("Home")
        first.process.kill()
        found.page.wait_for_selector(CONNECTED, state="detached")
        with started(port):
            found.page.wait_for_url(states("pue", "published"))
            expect(found.page.locator("h1")).not_to_have_text(before[0])
            assert changed(found) == before


def test_a_move_beside_the_question_after_a_return(browser: Browser, server: Server) -> None:
    waiting: list[Callable[[], None]] = []
    holding: list[bool] = []

    def until_waiting(count: int, page: Page) -> None:
        for _ in range(100):
            if len(waiting) < count:
                page.wait_for_timeout(50)
        assert len(waiting) == count

    def connect(near: WebSocketRoute) -> None:
        far = near.connect_to_server()

        def say(message: str | bytes) -> None:
            waiting.append(partial(far.send, message)) if holding else far.send(message)

        near.on_message(say)

    def watch(page: Page) -> None:
        page.route_web_socket(re.compile("_stcore/stream"), connect)

    with visit(browser, f"{server.url}/{VIEW}", before=watch) as found:
        before = changed(found)
        holding.append(True)  # both then say the address before the move
        found.page.locator(".st-key-pue-en").get_by_role("slider").press("Home")
        until_waiting(1, found.page)
        found.page.evaluate(f"import('{modules.address(modules.ENTRY)}').then(page => page.runAgain())")
        until_waiting(2, found.page)
        for send in waiting:
            send()
        holding.clear()
        found.page.wait_for_url(states("pue", "published"))
        found.settle()
        expect(found.page.locator("h1")).not_to_have_text(before[0])
        assert found.address["pue"] == "published"
