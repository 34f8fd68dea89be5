"""What `make class` does when something ends, hangs or cannot be started."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import urllib.request
from pathlib import Path

import pytest

from tests.browser.conftest import ROOT
from tests.deploy.classes import PATIENCE_SECONDS, command, free_ports, running, serving, taken, until

pytestmark = pytest.mark.skipif(not shutil.which("nginx"), reason="nginx is not installed")
PROCESSES = 2


def answers(port: int) -> bool:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/health", timeout=1):
            return True
    except OSError:
        return False


def ended(port: int, processes: int | str) -> subprocess.CompletedProcess[str]:
    """A class that could not be served."""
    found = subprocess.run(
        command(port, processes),
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        timeout=PATIENCE_SECONDS,
    )
    assert found.returncode == 1
    assert len(found.stdout.splitlines()) == 1, found.stdout
    assert "Traceback" not in found.stderr
    assert running(port) == []
    return found


def test_a_dead_a_silent_and_a_front_process_are_started_again_and_nothing_stays_behind(tmp_path: Path) -> None:
    port = free_ports(PROCESSES + 1)
    with serving(port, PROCESSES, TMPDIR=str(tmp_path)) as served:
        first, second = served.processes
        os.kill(first, signal.SIGKILL)
        until(lambda: served.says("ended (exit status -9); it is started again"))
        os.kill(second, signal.SIGSTOP)
        until(lambda: served.says("did not answer any more; it is started again"))
        until(lambda: len(served.processes) == PROCESSES and not {first, second} & set(served.processes))
        until(lambda: all(answers(port + number) for number in range(1, PROCESSES + 1)))
        (folder,) = tmp_path.iterdir()
        os.kill(int((folder / "nginx.pid").read_text()), signal.SIGKILL)
        until(lambda: served.says("nginx ended"))
        until(lambda: answers(port))
    until(lambda: not list(tmp_path.iterdir()))


def test_nothing_stays_behind_when_the_one_that_watches_is_killed(tmp_path: Path) -> None:
    port = free_ports(PROCESSES + 1)
    with serving(port, PROCESSES, TMPDIR=str(tmp_path)) as served:
        os.kill(served.processes[0], signal.SIGSTOP)  # not even of one that hangs
        served.process.kill()
        until(lambda: running(port) == [])
        until(lambda: not any(map(taken, range(port, port + PROCESSES + 1))))
        until(lambda: not list(tmp_path.iterdir()))


@pytest.mark.parametrize("number", range(PROCESSES + 1))
def test_a_port_that_is_taken_is_said(number: int) -> None:
    port = free_ports(PROCESSES + 1)
    with socket.socket() as other:
        other.bind(("127.0.0.1", port + number))
        other.listen()
        assert ended(port, PROCESSES).stdout.startswith(f"Port {port + number} cannot be used: ")


@pytest.mark.parametrize("processes", ["0", "abc", "-1", ""])
def test_a_number_of_processes_that_is_none_is_said(processes: str) -> None:
    assert ended(free_ports(1), processes).stdout.startswith("PROCESSES must be a whole number from 1")


def test_it_is_said_when_none_can_be_started() -> None:
    found = subprocess.run(
        command(free_ports(PROCESSES + 1), PROCESSES),
        cwd=ROOT,
        env=os.environ | {"STREAMLIT_SERVER_SSL_CERT_FILE": "/nonexistent"},
        capture_output=True,
        text=True,
        check=False,
        timeout=2 * PATIENCE_SECONDS,
    )
    assert found.stdout.splitlines()[-1] == "None of the processes can be started."
    assert found.returncode == 1
