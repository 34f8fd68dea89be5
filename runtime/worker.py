"""Worker process: one job on bytes that a stranger sent, with limits of memory and time, one job after the other.

Each job has a new process, which ends with it: what the job allocated is given back, a fault of a library ends nobody
else, and nothing is left of one visitor's file when the next one's is read. A fork of the serving process would take
over its threads' locks in whatever state they are; starting Python with the libraries takes half a second instead.

The answer is JSON and bytes, never a pickle: the process has read what a stranger wrote.
"""

from __future__ import annotations

import importlib
import io
import json
import os
import pickle
import queue
import signal
import struct
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO, Any, Protocol

ROOT = Path(__file__).parents[1]
MIB = 2**20
POLL_SECONDS = 0.5  # between two looks at whether the visitor of a waiting job is still there
NICENESS = 10  # pages of the serving process go first
FRAME = struct.Struct("!cQ")  # kind and length
PROGRESS, ANSWER, CONTENT, MEMORY = b"p", b"a", b"c", b"m"
# One thread each, and no allocator that reserves more than it is asked for: the limit is for the data.
ENVIRONMENT = {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1", "ARROW_DEFAULT_MEMORY_POOL": "system"}

Report = Callable[[float], None]  # share of the work that is done; raises where nobody waits for the rest


class Job(Protocol):
    """What a worker process does: returns an answer for JSON, and bytes."""

    def __call__(self, content: bytes, settings: Any, report: Report, /) -> tuple[Any, bytes]:
        """Work on the content; settings are the serving process's own words."""


class JobError(Exception):
    """The process ended without an answer."""


class OutOfMemoryError(JobError):
    """The job needed more memory than it may have."""


class OutOfTimeError(JobError):
    """The job lasted longer than it may."""


class Worker:
    """Runs jobs one after the other, in the order in which they are asked for."""

    def __init__(self, *, memory_mib: int, seconds: float) -> None:
        self._memory_mib, self._seconds = memory_mib, seconds
        self._free: queue.Queue[None] = queue.Queue()  # holds one token: whoever has it runs
        self._free.put(None)

    def run(self, job: str, content: bytes, settings: Any, report: Report) -> tuple[Any, bytes]:
        """Answer and bytes of a job `module:function`.

        `report` is called with the share that is done, 0 while the job waits; what it raises ends the job.
        Raises JobError where the process ends without an answer.
        """
        with self._place(report), self._process(job) as process:
            return self._answer(process, content, settings, report)

    @contextmanager
    def _place(self, report: Report) -> Iterator[None]:
        while True:
            report(0.0)
            with suppress(queue.Empty):
                self._free.get(timeout=POLL_SECONDS)
                break
        try:
            yield
        finally:
            self._free.put(None)

    @contextmanager
    def _process(self, job: str) -> Iterator[subprocess.Popen[bytes]]:
        command = [sys.executable, "-m", __name__, job, str(self._memory_mib), str(self._seconds)]
        process = subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            cwd=ROOT,
            env=os.environ | ENVIRONMENT,
            start_new_session=True,  # Ctrl-C in a terminal is for the server, which ends this one
        )
        try:
            yield process
        finally:
            process.kill()
            for pipe in (process.stdin, process.stdout):
                with suppress(OSError):
                    pipe.close()  # type: ignore[union-attr]
            process.wait()

    def _answer(
        self, process: subprocess.Popen[bytes], content: bytes, settings: Any, report: Report
    ) -> tuple[Any, bytes]:
        assert process.stdin
        assert process.stdout
        with suppress(BrokenPipeError):
            for part in (pickle.dumps(settings), content):
                process.stdin.write(FRAME.pack(CONTENT, len(part)))
                process.stdin.write(part)
            process.stdin.flush()
        answer = None
        while (frame := _frame(process.stdout)) is not None:
            kind, payload = frame
            if kind == PROGRESS:
                report(json.loads(payload))
            elif kind == ANSWER:
                answer = json.loads(payload)
            elif kind == MEMORY:
                raise OutOfMemoryError
            else:
                return answer, payload
        code = process.wait()
        if code == -getattr(signal, "SIGALRM", 0):
            raise OutOfTimeError
        if code in (-signal.SIGABRT, -getattr(signal, "SIGKILL", 0)):  # a library that finds no memory; the system's
            raise OutOfMemoryError
        raise JobError(f"exit status {code}")


def _frame(stream: IO[bytes]) -> tuple[bytes, bytes] | None:
    """Kind and content of the next frame; None where the stream ends before it is complete."""
    head = stream.read(FRAME.size)
    if len(head) < FRAME.size:
        return None
    kind, length = FRAME.unpack(head)
    content = io.BytesIO()  # gives its bytes without a copy; `read` of that length would hold them twice
    while length and (part := stream.read(min(length, MIB))):
        content.write(part)
        length -= len(part)
    return None if length else (kind, content.getvalue())


def main() -> None:
    """Do one job: what to do comes from the command line, on what from the standard input."""
    name, memory_mib, seconds = sys.argv[1:]
    # What a library prints goes to the log, not between the frames.
    out = os.fdopen(os.dup(1), "wb", closefd=True)
    os.dup2(2, 1)
    module, _, function = name.partition(":")
    job: Job = getattr(importlib.import_module(module), function)
    settings, content = (_frame(sys.stdin.buffer) for _ in range(2))
    if settings is None or content is None:
        return
    _limit(int(memory_mib), float(seconds))

    def send(kind: bytes, part: bytes) -> None:
        out.write(FRAME.pack(kind, len(part)))
        out.write(part)
        out.flush()

    try:
        arguments = pickle.loads(settings[1])  # the serving process wrote it
        answer, file = job(content[1], arguments, lambda share: send(PROGRESS, json.dumps(share).encode()))
        send(ANSWER, json.dumps(answer).encode())
        send(CONTENT, file)
    except MemoryError:
        send(MEMORY, b"")
    except BrokenPipeError:  # nobody waits for the rest
        os._exit(1)


def _limit(memory_mib: int, seconds: float) -> None:
    """Memory of the data that this process may hold, its time, its rank; nothing where a system has no such limits."""
    try:
        import resource
    except ImportError:  # Windows
        return
    for limit, most in ((resource.RLIMIT_DATA, memory_mib * MIB), (resource.RLIMIT_CORE, 0)):
        with suppress(ValueError, OSError):
            resource.setrlimit(limit, (most, most))
    signal.setitimer(signal.ITIMER_REAL, seconds)  # the alarm ends a process even in the middle of a library's work
    os.nice(NICENESS)
    with suppress(OSError):  # where the whole machine is short of memory, this is what may go
        Path("/proc/self/oom_score_adj").write_text("1000")


if __name__ == "__main__":
    main()
