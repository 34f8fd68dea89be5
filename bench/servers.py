"""The servers that are measured: the dashboard as `make run` and `make class` start it, and the bare page twice."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from socket import socket

ROOT = Path(__file__).parents[1]
BARE_PAGE = str(Path(__file__).parent / "bare_page.py")
START_SECONDS = 60
STOP_SECONDS = 10
POLL_SECONDS = 0.005  # small beside a start of some seconds
KIB_PER_MIB = 1024


@dataclass(frozen=True)
class Target:
    """Something that Streamlit can serve."""

    name: str
    entry: str
    options: tuple[str, ...] = ()
    words: tuple[str, ...] = ()  # for the script itself
    in_project: bool = False  # whether the settings of the project apply


APP = Target("app", str(ROOT / "app.py"), in_project=True)
BARE = Target("bare", BARE_PAGE)
TUNED = Target(
    "bare tuned",
    BARE_PAGE,
    ("--runner.postScriptGC", "false", "--server.fileWatcherType", "none"),
    ("--", "freeze"),
)
TARGETS = (APP, BARE, TUNED)
CLASS = Target("class", str(ROOT / "deploy" / "serve.py"), in_project=True)  # a process for each core


@dataclass(frozen=True)
class Server:
    """A server that answers."""

    target: Target
    port: int
    process: subprocess.Popen[bytes]
    started_after_ms: float

    @property
    def url(self) -> str:
        """Address of the first page."""
        return f"http://127.0.0.1:{self.port}"

    def rss_mib(self) -> float:
        """Memory that it holds now; what several processes share counts once."""
        if self.target is not CLASS:
            return resident_mib(self.process.pid)
        return sum(map(proportional_mib, _family(self.process.pid)))


def resident_mib(process_id: int) -> float:
    """Resident memory of a process: from Linux itself, as small images lack `ps`, which other systems have."""
    status = Path(f"/proc/{process_id}/status")
    if status.exists():
        line = next(line for line in status.read_text().splitlines() if line.startswith("VmRSS:"))
        return int(line.split()[1]) / KIB_PER_MIB
    listed = subprocess.run(["ps", "-o", "rss=", "-p", str(process_id)], capture_output=True, text=True, check=True)
    return int(listed.stdout) / KIB_PER_MIB


def proportional_mib(process_id: int) -> float:
    """Memory of a process, of what it shares with others its part; all of it where the system does not tell."""
    rollup = Path(f"/proc/{process_id}/smaps_rollup")
    if not rollup.exists():
        return resident_mib(process_id)
    line = next(line for line in rollup.read_text().splitlines() if line.startswith("Pss:"))
    return int(line.split()[1]) / KIB_PER_MIB


def _family(process_id: int) -> list[int]:
    """A process and all that it has started."""
    pairs = _parents()
    family = [process_id]
    for parent in family:  # grows while it is walked through
        family += [child for child, its_parent in pairs if its_parent == parent]
    return family


def _parents() -> list[tuple[int, int]]:
    """Each process and who has started it; from Linux itself, as above."""
    if Path("/proc/self/status").exists():
        pairs = []
        for status in Path("/proc").glob("[0-9]*/status"):
            with suppress(OSError):  # ended meanwhile
                parent = next(line for line in status.read_text().splitlines() if line.startswith("PPid:"))
                pairs.append((int(status.parent.name), int(parent.split()[1])))
        return pairs
    listed = subprocess.run(["ps", "-A", "-o", "pid=,ppid="], capture_output=True, text=True, check=True).stdout
    return [(int(child), int(parent)) for child, parent in map(str.split, listed.splitlines())]


@contextmanager
def running(target: Target) -> Iterator[Server]:
    """A fresh server that nobody has visited yet; the time from its start until it answers is kept."""
    port = _free_port()
    # A bare page starts in an empty folder: Streamlit takes the settings of the folder that it starts in.
    with tempfile.TemporaryDirectory() as empty, tempfile.TemporaryFile() as log:
        started = time.perf_counter()
        process = subprocess.Popen(
            _command(target, port), cwd=ROOT if target.in_project else empty, stdout=log, stderr=subprocess.STDOUT
        )
        try:
            if not _answers(process, f"http://127.0.0.1:{port}/_stcore/health"):
                log.seek(0)
                raise RuntimeError(f"{target.name} did not start:\n{log.read().decode(errors='replace')}")
            yield Server(target, port, process, (time.perf_counter() - started) * 1000)
        finally:
            _stop(process)


def _command(target: Target, port: int) -> list[str]:
    if target is CLASS:
        return [sys.executable, target.entry, str(port), str(os.cpu_count() or 1)]
    local = ["--server.address", "127.0.0.1", "--server.port", str(port), "--server.headless", "true"]
    # Statistics would leave the machine, and a machine without internet would be measured waiting for them.
    quiet = ["--server.showEmailPrompt", "false", "--browser.gatherUsageStats", "false"]
    return [sys.executable, "-m", "streamlit", "run", target.entry, *local, *quiet, *target.options, *target.words]


def _free_port() -> int:
    with socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _answers(process: subprocess.Popen[bytes], address: str) -> bool:
    deadline = time.perf_counter() + START_SECONDS
    while time.perf_counter() < deadline and process.poll() is None:
        try:
            with urllib.request.urlopen(address, timeout=1):
                return True
        except OSError:
            time.sleep(POLL_SECONDS)
    return False


def _stop(process: subprocess.Popen[bytes]) -> None:
    process.terminate()
    try:
        process.wait(timeout=STOP_SECONDS)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
