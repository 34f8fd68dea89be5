"""The watchdog of a process: ends work that hangs, and the process where that does not help.

Whoever started the process starts it again: systemd, a container's restart policy, or `make class`. Containers and
proxies go on with a process that hangs, so it has to end by itself.
"""

from __future__ import annotations

import asyncio
import faulthandler
import logging
import os
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from runtime.interruption import InterruptedWork
from runtime.queue import Priority, RunQueue, Ticket

MOST_LATE = 3  # pieces of work that go on without a place, at the same time
FAILED = 70  # exit status: an internal error of a program (EX_SOFTWARE in sysexits.h)
LOOKS = 10  # in the shortest of the limits
LONGEST_PAUSE_SECONDS = 1.0
BEAT_SECONDS = 1.0
ROOT = Path(__file__).parents[1]


@dataclass(frozen=True)
class Limits:
    """How long something may last [s]."""

    run_seconds: float = 10.0  # a place in the queue
    end_seconds: float = 30.0  # work that was asked to end
    silent_seconds: float = 20.0  # without a turn for the watchdog or for the server's own thread
    probe_seconds: float = 10.0  # from one probe to the next


@dataclass(frozen=True)
class Probe:
    """How the watchdog's last probe went."""

    passed: bool
    at: float  # [s] of the monotonic clock
    took_seconds: float


def end_process(reason: str) -> None:
    """Write one line and end at once: threads that hang can be ended by nothing else."""
    logging.getLogger(__name__).critical("%s: the process ends", reason)
    logging.shutdown()
    sys.stderr.flush()
    os._exit(FAILED)


class Watchdog:
    """Watches over a queue from threads of its own.

    `probe` is a small page, made in the queue again and again. `alarm` also ends a process in which Python itself gets
    no turn; then no line can be written, and Python's list of what its threads were doing takes its place.
    """

    def __init__(
        self,
        queue: RunQueue,
        probe: Callable[[], object],
        limits: Limits = Limits(),
        end: Callable[[str], None] = end_process,
        alarm: bool = False,
    ) -> None:
        self.queue, self.probe, self.limits, self.end, self.alarm = queue, probe, limits, end, alarm
        self._stopped = threading.Event()
        self._last: Probe | None = None
        self._started = self._beaten = time.monotonic()
        self._asked: float | None = None  # since when a probe waits for its place [s]

    def start(self) -> None:
        """Begin; in the process that serves, as threads do not outlive a fork."""
        self._started = self._beaten = time.monotonic()
        for target in (self._watch, self._keep_probing):
            threading.Thread(target=target, name="watchdog", daemon=True).start()

    def stop(self) -> None:
        """End watching."""
        self._stopped.set()
        if self.alarm:
            faulthandler.cancel_dump_traceback_later()

    async def beat(self) -> None:
        """Show, as a task of the server's own thread, that it has its turns."""
        while True:
            self._beaten = time.monotonic()
            await asyncio.sleep(min(BEAT_SECONDS, self._pause()))

    def health(self) -> tuple[bool, dict[str, Any]]:
        """Whether the last probe passed and is recent, and what the queue does; nothing is computed for it."""
        now, last = time.monotonic(), self._last
        age = now - (last.at if last else self._started)
        passed = (last is None or last.passed) and age < self.limits.probe_seconds + self.limits.silent_seconds
        probe = {"passed": last.passed, "took_seconds": round(last.took_seconds, 4)} if last else {}
        load = asdict(self.queue.load())
        return passed, {"probe": probe | {"age_seconds": round(age, 3)}} | load

    def _pause(self) -> float:
        limits = self.limits
        shortest = min(limits.run_seconds, limits.end_seconds, limits.silent_seconds, limits.probe_seconds)
        return min(LONGEST_PAUSE_SECONDS, shortest / LOOKS)

    def _watch(self) -> None:
        while not self._stopped.wait(self._pause()):
            if self.alarm:
                faulthandler.dump_traceback_later(self.limits.silent_seconds, exit=True)
            if reason := self._look():
                self.end(reason)
        if self.alarm:
            faulthandler.cancel_dump_traceback_later()

    def _look(self) -> str:
        """Take the place back from work that holds it too long; why the process has to end, if it has to."""
        limits = self.limits
        if ticket := self.queue.revoke(limits.run_seconds):
            logging.getLogger(__name__).error(
                "%s has held its place for %g s and is asked to end%s", ticket.about(), limits.run_seconds, _at(ticket)
            )
            ticket.tell()
        late, now = self.queue.late(), time.monotonic()
        for stuck in late:
            self.queue.interrupt(stuck)
            if now - stuck.revoked > limits.end_seconds:
                return f"{stuck.about()} has not ended {limits.end_seconds:g} s after it was asked to{_at(stuck)}"
        if len(late) >= MOST_LATE:
            return f"{len(late)} pieces of work do not end, the last one {late[-1].about()}{_at(late[-1])}"
        if self._asked is not None and now - self._asked > limits.silent_seconds:
            return f"the queue has given no place for {limits.silent_seconds:g} s"
        if now - self._beaten > limits.silent_seconds:
            return f"the server's own thread has had no turn for {limits.silent_seconds:g} s"
        return ""

    def _keep_probing(self) -> None:
        while True:
            self.probe_once()
            if self._stopped.wait(self.limits.probe_seconds):
                return

    def probe_once(self) -> None:
        """Make the small page in the queue and keep how it went."""
        self._asked = started = time.monotonic()
        passed = False
        try:
            with self.queue.place(Priority.PROBE, lambda: "the watchdog's probe"):
                self._asked, started = None, time.monotonic()
                self.probe()
            passed = True
        except (Exception, InterruptedWork) as error:
            if self._last is None or self._last.passed:
                logging.getLogger(__name__).error("the watchdog's probe failed: %r", error)
        self._asked, now = None, time.monotonic()
        self._last = Probe(passed, now, now - started)


def _at(ticket: Ticket) -> str:
    """Where in the program its thread is at this moment."""
    frame = sys._current_frames().get(ticket.thread)
    while frame and not Path(frame.f_code.co_filename).is_relative_to(ROOT):
        frame = frame.f_back
    if frame is None:
        return ""
    return f", at {Path(frame.f_code.co_filename).relative_to(ROOT).as_posix()}:{frame.f_lineno}"
