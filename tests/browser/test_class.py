"""Several processes behind nginx serve one class, and it notices nothing when one of them ends."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.conftest import ROOT, START_SECONDS
from tests.browser.visitor import visit

pytestmark = pytest.mark.browser
PROCESSES = 2
PORT = 18_610  # nginx; the processes stand on the ports behind it


def _processes(port: int) -> list[int]:
    """Ids of the processes that serve the dashboard on a port."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            words = (folder / "cmdline").read_bytes().split(b"\0")
        except OSError:
            continue
        if b"server.py" in words and str(port).encode() in words:
            found.append(int(folder.name))
    return found


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
    left = [process for number in range(PROCESSES) for process in _processes(PORT + 1 + number)]
    assert left == []


def test_a_link_survives_the_end_of_a_process(browser: Browser, address: str) -> None:
    link = f"{address}/emissions?model=bloom-176b&region=FRA&lang=en"
    with visit(browser, link) as sender:
        cookies = [cookie["name"] for cookie in sender.page.context.cookies()]
        assert "replica" in cookies
        slider = sender.page.locator(".st-key-pue-en").get_by_role("slider")
        slider.press("End")
        expect(sender.page).to_have_url(re.compile("pue=2.00"))
        sender.settle()
        assert sender.trouble == []
        sent, link = (sender.headline, sender.cards), sender.page.url
    for process in _processes(PORT + 1):
        os.kill(process, signal.SIGTERM)
    for _ in range(3):  # whichever process nginx would choose
        with visit(browser, link) as receiver:
            assert (receiver.headline, receiver.cards) == sent
