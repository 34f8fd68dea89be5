"""Several processes behind nginx serve one class, and it notices nothing when one of them ends."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from urllib.request import urlopen

import pytest
from playwright.sync_api import Browser, WebSocket

from footprint import load
from tests.browser.visitor import CONNECTED, hand_in, move, visit
from tests.deploy.classes import Class, free_ports, serving

pytestmark = pytest.mark.browser
PROCESSES = 2
REGIONS = ("FRA", "POL", "SWE", "USA", "CHN", "DEU")  # as many visitors: some of them on each process
ROWS = 30_000  # of a file larger than nginx takes by itself
PATIENCE = 100  # ms, in which a page hears that its connection ended


def _connections(process: int) -> int:
    """How many sockets a process holds."""
    return sum(str(os.readlink(one)).startswith("socket:") for one in Path(f"/proc/{process}/fd").iterdir())


@pytest.fixture(scope="module")
def served() -> Iterator[Class]:
    """A running class of two processes."""
    with serving(free_ports(PROCESSES + 1), PROCESSES) as found:
        yield found


@pytest.fixture
def address(served: Class) -> str:
    return f"http://127.0.0.1:{served.port}"


def test_a_large_file_comes_through(browser: Browser, address: str) -> None:
    with visit(browser, f"{address}/yours?lang=en") as found:
        hand_in(found, ROWS)
        assert found.trouble == []


def test_nginx_keeps_a_chart_whose_address_names_program_and_data_and_gives_no_cookie_with_it(address: str) -> None:
    data = load.program()
    kept, other = (
        f"{address}/charts/overview/article?mfu=0.33&data={data}{more}" for more in (f"&v={data}.{data}", "")
    )
    answers = [urlopen(link) for link in (kept, kept, other, other)]
    assert [answer.headers["X-Cache"] for answer in answers] == ["MISS", "HIT", "MISS", "MISS"]
    assert not any(answer.headers["Set-Cookie"] for answer in answers)
    assert len({answer.read() for answer in answers}) == 1


def test_every_visitor_goes_on_when_a_process_dies(browser: Browser, served: Class, address: str) -> None:
    processes = served.processes
    assert len(processes) == PROCESSES
    with ExitStack() as stack:
        visitors = [
            stack.enter_context(visit(browser, f"{address}/emissions?model=bloom-176b&region={region}&lang=en"))
            for region in REGIONS
        ]
        reconnected: list[WebSocket] = []
        for found in visitors:
            assert "replica" in [cookie["name"] for cookie in found.page.context.cookies()]
            move(found, "pue", "End", "2.00")
            assert found.trouble == []
            found.page.on("websocket", lambda socket: reconnected.append(socket))
        sent = [(found.headline, found.cards, found.page.url) for found in visitors]
        os.kill(max(processes, key=_connections), signal.SIGKILL)  # at least half of the visitors are with it
        for found, before in zip(visitors, sent, strict=True):
            found.page.wait_for_timeout(PATIENCE)  # nobody reloads: the page finds the other process itself
            found.page.wait_for_selector(CONNECTED)
            found.settle()
            assert (found.headline, found.cards, found.page.url) == before
        assert reconnected
        for found, before in zip(visitors, sent, strict=True):
            move(found, "pue", "Home", "published")
            assert found.headline != before[0]
            move(found, "pue", "End", "2.00")
            assert (found.headline, found.cards, found.page.url) == before
        link = visitors[0].page.url
    with visit(browser, link) as receiver:
        assert (receiver.headline, receiver.cards, receiver.page.url) == sent[0]
