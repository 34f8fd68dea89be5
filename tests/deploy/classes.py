"""A class as `make class` starts it."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from tests.browser.conftest import ROOT, START_SECONDS

PATIENCE_SECONDS = 60  # only a fault reaches it


def free_ports(count: int) -> int:
    """The first of so many ports in a row that nobody listens on."""
    while True:
        with ExitStack() as stack, socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            first = int(probe.getsockname()[1])
            try:
                for port in range(first + 1, first + count):
                    stack.enter_context(socket.socket()).bind(("127.0.0.1", port))
            except (OSError, OverflowError):
                continue
            return first


def command(port: int, processes: int | str) -> list[str]:
    """What `make class` runs."""
    return [sys.executable, "deploy/serve.py", str(port), str(processes)]


def running(port: int) -> list[int]:
    """Ids of the processes of a class: the one that watches and those that it watches."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            words = (folder / "cmdline").read_bytes().split(b"\0")
        except OSError:
            continue
        if words[1:3] == [b"deploy/serve.py", str(port).encode()]:
            found.append(int(folder.name))
    return found


def taken(port: int) -> bool:
    """Whether somebody listens on a port."""
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def until(condition: Callable[[], object]) -> None:
    """Wait until something is true."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.05)


@dataclass
class Class:
    """A class that is being served."""

    port: int
    process: subprocess.Popen[str]
    lines: list[str] = field(default_factory=list)  # on its terminal

    @property
    def processes(self) -> list[int]:
        """Those that serve."""
        return [one for one in running(self.port) if one != self.process.pid]

    def read(self) -> None:
        """Take down what it says, until it ends."""
        assert self.process.stdout
        self.lines.extend(iter(self.process.stdout.readline, ""))

    def says(self, words: str) -> bool:
        """Whether a line on its terminal has these words."""
        return any(words in line for line in self.lines)


@contextmanager
def serving(port: int, processes: int, **environment: str) -> Iterator[Class]:
    """A class that is ready; nothing of it may stay behind."""
    process = subprocess.Popen(
        command(port, processes),
        cwd=ROOT,
        env=os.environ | environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    served = Class(port, process)
    reading = threading.Thread(target=served.read, daemon=True)
    reading.start()
    try:
        deadline = time.monotonic() + 2 * START_SECONDS
        while not served.says("Ready"):
            assert process.poll() is None, served.lines
            assert time.monotonic() < deadline, served.lines
            time.sleep(0.05)
        yield served
    finally:
        process.terminate()
        process.wait(timeout=PATIENCE_SECONDS)
        until(lambda: running(port) == [])
        until(lambda: not any(map(taken, range(port, port + processes + 1))))
