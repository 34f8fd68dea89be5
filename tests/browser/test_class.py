"""Several processes behind nginx serve one class, and it notices nothing when one of them ends."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from playwright.sync_api import Browser, WebSocket

from tests.browser.conftest import ROOT, START_SECONDS
from tests.browser.visitor import CONNECTED, hand_in, move, visit

pytestmark = pytest.mark.browser
PROCESSES = 2
REGIONS = ("FRA", "POL", "SWE", "USA", "CHN", "DEU")  # as many visitors: some of them on each process
ROWS = 30_000  # of a file larger than nginx takes by itself
PATIENCE = 100  # ms, in which a page hears that its connection ended
WORKER = int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw"))
PORT = 18_610 + 10 * WORKER  # nginx; the processes stand on the ports behind it


def _processes() -> list[int]:
    """Ids of the processes that serve the dashboard on the ports of this class."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            words = (folder / "cmdline").read_bytes().split(b"\0")
        except OSError:
            continue
        if b"deploy/serve.py" in words and str(PORT + 1).encode() in words:
            found.append(int(folder.name))
    return found


def _connections(process: int) -> int:
    """How many sockets a process holds."""
    return sum(str(os.readlink(one)).startswith("socket:") for one in Path(f"/proc/{process}/fd").iterdir())


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    """A running class of two processes."""
    command = ["sh", "deploy/serve-class.sh", sys.executable, str(PORT), str(PROCESSES)]
    running = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    assert running.stdout
    deadline = time.monotonic() + 2 * START_SECONDS
    while "Ready" not in (line := running.stdout.readline()):
        assert line, f"ended: {running.wait()}"
        assert time.monotonic() < deadline
    yield f"http://127.0.0.1:{PORT}"
    running.terminate()
    running.wait(timeout=20)
    deadline = time.monotonic() + 20  # one whose first process was killed ends by itself
    while _processes() and time.monotonic() < deadline:
        time.sleep(0.1)
    assert _processes() == []


def test_a_large_file_comes_through(browser: Browser, address: str) -> None:
    with visit(browser, f"{address}/yours?lang=en") as found:
        hand_in(found, ROWS)
        assert found.trouble == []


def test_every_visitor_goes_on_when_a_process_dies(browser: Browser, address: str) -> None:
    processes = _processes()
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
