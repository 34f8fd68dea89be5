"""A real server and a real browser."""

from __future__ import annotations

import os
import re
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO

import pytest
from playwright.sync_api import Browser, sync_playwright

ROOT = Path(__file__).parents[2]
FIND_CHROMIUM = ("sh", str(Path(__file__).parent / "chromium.sh"), "--find")
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
START_SECONDS = 60
ALONE = {"FORWARDED_ALLOW_IPS": ""}  # as every way of starting it sets: nobody forwards anything
LOG_BYTES = 1_000_000
TROUBLE = re.compile(r"Traceback|Error|Exception|Warning|deprecated", re.IGNORECASE)  # in the server's log


@dataclass(frozen=True)
class Server:
    """A running dashboard."""

    url: str
    process: subprocess.Popen[bytes]
    output: IO[bytes]

    def said(self) -> str:
        """What it has written to its terminal so far; read without moving the place where it writes on."""
        return os.pread(self.output.fileno(), LOG_BYTES, 0).decode(errors="replace")

    def stop(self) -> None:
        """End it."""
        self.process.terminate()
        try:
            self.process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()


def free_port() -> int:
    """A port of this machine that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def start_server(
    entry: str = "app.py", cwd: Path = ROOT, port: int = 0, inside: Sequence[str] = (), **environment: str
) -> Server:
    """A fresh server on the given or a free port, healthy and never visited; `inside` is a command around it."""
    port = port or free_port()
    command = [*inside, sys.executable, "-m", "streamlit", "run", entry, "--server.port", str(port)]
    options = ["--server.address", "127.0.0.1", "--server.headless", "true"]
    output = tempfile.TemporaryFile()  # noqa: SIM115 (lives as long as the server; the system removes it)
    process = subprocess.Popen(
        [*command, *options],
        cwd=cwd,
        stdout=output,
        stderr=subprocess.STDOUT,
        env=os.environ | ALONE | environment,
    )
    server = Server(f"http://127.0.0.1:{port}", process, output)
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        try:
            with urllib.request.urlopen(f"{server.url}/health", timeout=1):
                return server
        except urllib.error.HTTPError:
            return server  # it answers, if only that something is wrong with it
        except OSError:
            if process.poll() is not None:
                break
            time.sleep(0.1)
    server.stop()
    raise RuntimeError(f"the server did not start:\n{server.said()}")


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    """One server for all tests that do not need a fresh one; at the end it must have logged no trouble."""
    running = start_server()
    yield running
    running.stop()
    assert not TROUBLE.search(running.said()), running.said()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium for all tests; each test takes its own contexts."""
    path = subprocess.run(FIND_CHROMIUM, capture_output=True, text=True, check=False).stdout.strip()
    if not path:
        pytest.fail("no Chromium found: run `make chromium`")
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=path, args=list(FLAGS))
        yield running
        running.close()
