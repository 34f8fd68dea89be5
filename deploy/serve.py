"""The dashboard for a full class: a process for each core behind nginx, and this one, which watches over them.

usage: python deploy/serve.py port processes

It imports the program once, so that the processes share its memory, and serves nobody itself. A process that has died
or is silent is started again; whatever way this one ends, nothing of it stays behind.
"""

from __future__ import annotations

import ctypes
import gc
import importlib
import logging
import multiprocessing
import os
import runpy
import secrets
import select
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from types import FrameType
from typing import Any

ROOT = Path(__file__).parents[1]
HOST = "127.0.0.1"
# Elsewhere a process must not go on with what another one has loaded: each loads it itself.
SHARING = sys.platform == "linux"
CONTEXT: Any = multiprocessing.get_context("fork" if SHARING else "spawn")
LOOK_SECONDS = 1.0  # from one look to the next, and what an answer may take
SILENT_SECONDS = 5.0  # without an answer
START_SECONDS = 60.0  # until the first answer
STOP_SECONDS = 5.0  # to end when asked to
ATTEMPTS = 2  # of all processes, none of which ever answers
PR_SET_PDEATHSIG = 1  # prctl(2)
# Runs until this process is gone, whatever became of it: then nginx ends and its folder goes.
CLEANER = 'cat >/dev/null; kill "$(cat "$0/nginx.pid")"; sleep 1; rm -rf "$0"'


class EndError(Exception):
    """Why the class cannot be served, in a sentence."""


class StopError(Exception):
    """Someone asked this process to end."""


def say(sentence: str) -> None:
    """Write to the terminal."""
    print(sentence, flush=True)  # noqa: T201 (who runs `make class` reads it)


class Process:
    """One process of the dashboard, started again whenever it is gone."""

    def __init__(self, number: int, port: int) -> None:
        self.number, self.port, self.attempts = number, port, 0
        self.start()

    def start(self) -> None:
        """Start it; whoever asks for it meanwhile is sent to another one."""
        self.attempts += 1
        self.answered, self.last = False, time.monotonic()
        self.process = CONTEXT.Process(target=serve, args=(self.port, os.getpid()), daemon=True)
        self.process.start()

    def look(self, answers: bool) -> None:
        """Take down whether it answers; start it again where it has died or been silent for too long."""
        now = time.monotonic()
        if answers:
            self.answered, self.attempts, self.last = True, 0, now
        if not self.process.is_alive():
            self._again(f"ended (exit status {self.process.exitcode})")
        elif now - self.last > (SILENT_SECONDS if self.answered else START_SECONDS):
            self.process.kill()
            self.process.join()
            self._again("did not answer any more")

    def _again(self, what: str) -> None:
        say(f"Process {self.number} on port {self.port} {what}; it is started again.")
        self.start()


def serve(port: int, parent: int) -> None:
    """What such a process does, and that it ends with the one that started it."""
    for name in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(name, signal.SIG_DFL)
    if SHARING:  # also where Python itself hangs
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
        if os.getppid() != parent:
            return
    else:
        threading.Thread(target=_end_with_parent, daemon=True).start()
    options = {"server.port": port, "server.address": HOST, "server.headless": "true"}
    sys.argv = ["streamlit", "run", str(ROOT / "app.py"), *(f"--{name}={value}" for name, value in options.items())]
    sys.stdout = open(os.devnull, "w")  # noqa: SIM115 (the address of each process is of no use to anyone)
    # The port of this process is no change of settings in the meantime.
    logging.getLogger("streamlit.config").addFilter(lambda record: record.levelno > logging.WARNING)
    runpy.run_module("streamlit", run_name="__main__")  # `App.run` would not read the environment


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent:
        parent.join()
        os._exit(1)


def answering(ports: Sequence[int]) -> set[int]:
    """Ports that answer within a second, whatever they answer; all are asked at once."""
    asked, alive = dict[socket.socket, int](), set[int]()
    for port in ports:
        try:
            connection = socket.create_connection((HOST, port), LOOK_SECONDS)
            asked[connection] = port
            connection.sendall(b"GET /health HTTP/1.0\r\n\r\n")
        except OSError:
            continue
    deadline = time.monotonic() + LOOK_SECONDS
    while asked and (left := deadline - time.monotonic()) > 0:
        for connection in select.select(list(asked), [], [], left)[0]:
            port = asked.pop(connection)
            with connection:
                try:
                    if connection.recv(4) == b"HTTP":
                        alive.add(port)
                except OSError:
                    continue
    for connection in asked:
        connection.close()
    return alive


class Front:
    """Nginx, which visitors speak with; its folder goes when this process is gone."""

    def __init__(self, port: int, ports: Sequence[int]) -> None:
        try:
            self.folder = tempfile.mkdtemp(prefix="model-footprint-")
            Path(self.folder).chmod(0o711)  # started by root, nginx works as another user, who keeps charts in it
            text = (ROOT / "deploy" / "nginx.conf").read_text()
            servers = "\n".join(f"        server {HOST}:{process_port};" for process_port in ports)
            for name, value in {"@folder@": self.folder, "@port@": str(port), "@servers@": servers}.items():
                text = text.replace(name, value)
            Path(self.folder, "nginx.conf").write_text(text)
        except OSError as error:
            raise EndError(f"The settings of nginx cannot be written to {tempfile.gettempdir()}: {error}") from error
        command = ["sh", "-c", CLEANER, self.folder]
        self.cleaner = subprocess.Popen(
            command, stdin=subprocess.PIPE, stderr=subprocess.DEVNULL, start_new_session=True
        )

    def start(self) -> None:
        """Start it, in a group of its own, to end all of it even when its master is gone."""
        command = ["nginx", "-p", self.folder, "-c", f"{self.folder}/nginx.conf"]
        self.process = subprocess.Popen(command, start_new_session=True)

    def look(self) -> None:
        """Start it again where it has ended."""
        if self.process.poll() is not None:
            self._end()
            say(f"nginx ended (exit status {self.process.returncode}); it is started again.")
            self.start()

    def stop(self) -> None:
        """End it and remove what it wrote."""
        if hasattr(self, "process"):
            self.process.terminate()
            with suppress(subprocess.TimeoutExpired):
                self.process.wait(STOP_SECONDS)
            self._end()
        if self.cleaner.stdin:
            self.cleaner.stdin.close()
        self.cleaner.wait()

    def _end(self) -> None:
        with suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)


def watch(port: int, count: int) -> None:
    """Start all, and look after them until someone ends this."""
    ports = [port + number for number in range(1, count + 1)]
    processes, front = list[Process](), None
    try:
        processes.extend(Process(number, process_port) for number, process_port in enumerate(ports, 1))
        front = Front(port, ports)
        while True:
            looked = time.monotonic()
            answers = answering(ports)
            for process in processes:
                process.look(process.port in answers)
            if all(not process.answered and process.attempts > ATTEMPTS for process in processes):
                raise EndError("None of the processes can be started.")
            if hasattr(front, "process"):
                front.look()
            elif all(process.answered for process in processes):
                front.start()
                say(f"Ready for a class: http://localhost:{port} ({count} processes)")
            time.sleep(max(0.0, looked + LOOK_SECONDS - time.monotonic()))
    finally:
        for name in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(name, signal.SIG_IGN)
        for process in processes:
            process.process.terminate()
        for process in processes:
            process.process.join(STOP_SECONDS)
            process.process.kill()
        if front:
            front.stop()


def _free(port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("", port))
        except (OSError, OverflowError) as error:
            raise EndError(f"Port {port} cannot be used: {getattr(error, 'strerror', None) or error}.") from error


def _stop(number: int, frame: FrameType | None) -> None:
    raise StopError


def _number(name: str, text: str) -> int:
    if not text.isascii() or not text.isdecimal() or int(text) < 1:
        raise EndError(f"{name} must be a whole number from 1, not {text!r}.")
    return int(text)


def main(port: str, processes: str) -> int:
    """Serve a class; the exit status."""
    for name in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(name, _stop)
    try:
        first, count = _number("PORT", port), _number("PROCESSES", processes)
        for listening in range(first, first + count + 1):
            _free(listening)
        if subprocess.run(["sh", str(ROOT / "deploy" / "install-nginx.sh")], check=False).returncode:
            return 1
        os.environ.setdefault("STREAMLIT_SERVER_COOKIE_SECRET", secrets.token_hex(32))
        os.environ["FOOTPRINT_PROXIES"] = "1"
        os.environ["FORWARDED_ALLOW_IPS"] = ""  # whom to believe is ours to say
        os.chdir(ROOT)
        if SHARING:
            sys.path.insert(0, str(ROOT))
            importlib.import_module("app")  # it raises the limit of file descriptors too: nginx takes two a visitor
            gc.collect()
            gc.freeze()  # the garbage collector would write to what is shared, and so copy it
        watch(first, count)
    except EndError as error:
        say(str(error))
        return 1
    except StopError:
        pass
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
