"""The queue for all work that a process does for its visitors: one piece at a time, by priority, first in, first out.

Python runs one thread at a time, and threads that contend for it cost each other twice the time (docs/decisions/0007).
A place in the queue can be taken back from work that lasts too long: `runtime/watchdog.py` does so.

No deadlock with caches: whoever computes the value of a cache either holds a place or, as at the start, never asks for
one; and a place is released inside of no such computation. So whoever waits for a value waits for work that goes on.
"""

from __future__ import annotations

import asyncio
import math
import threading
from collections import deque
from collections.abc import AsyncIterator, Callable, Iterator, Mapping
from contextlib import asynccontextmanager, contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from enum import IntEnum
from functools import partial
from time import monotonic
from typing import TypeVar

import anyio
from anyio import to_thread

from runtime import caches, interruption, locks
from runtime.interruption import InterruptedWork
from runtime.locks import Lock

T = TypeVar("T")


class Priority(IntEnum):
    """Class of work; whoever waits in an earlier class goes first, but for one in MOST_PASSED."""

    PROBE = 0  # of the watchdog: it waits for the present work, and for one more at most
    RUN = 1  # a page with its charts, or a file that its visitor asked for
    PAGE = 2  # the headline that a page brings along before its first run
    API = 3
    PREVIEW = 4  # pictures for links that are pasted elsewhere


# How many may wait; more are refused. Visitors' runs never are.
MOST_WAITING: Mapping[Priority, float] = {Priority.API: 32, Priority.PREVIEW: 4}
PATIENCE_SECONDS: Mapping[Priority, float] = {Priority.PAGE: 2, Priority.API: 10, Priority.PREVIEW: 10}
MOST_PASSED = 100  # pieces of work in a row that go before a later class, a second or two; then one of that goes
RETRY_SECONDS = 5  # until someone who was refused may ask again
THREADS = 8  # of our own: one works, the others are left for work whose place was taken back


class BusyError(Exception):
    """There is no place in time, or it was taken back: a server answers 503 and says when to ask again."""

    retry_seconds = RETRY_SECONDS


def _nothing() -> None: ...


@dataclass(eq=False, slots=True)
class Ticket:
    """One piece of work, from the moment in which it asks for a place."""

    priority: Priority
    about: Callable[[], str]  # for the log; never says what a visitor has typed
    tell: Callable[[], None] = _nothing  # its visitor that the place was taken back
    wake: Callable[[], object] = _nothing
    since: float = 0.0  # waits, or holds the place [s]
    thread: int = 0  # that works on it at this moment
    revoked: float = math.inf  # when its place was taken back [s]
    interrupted: bool = False  # whether its thread was asked to end

    @property
    def late(self) -> bool:
        """Whether its place was taken back: it gets none again."""
        return self.revoked < math.inf


@dataclass(frozen=True)
class Load:
    """What a queue does at this moment."""

    running: int
    waiting: dict[str, int]  # by class
    longest_wait_seconds: float  # of those who wait now
    late: int  # pieces of work that go on without their place


class RunQueue:
    """Gives one place at a time to whoever waits longest in the first class that has anyone waiting."""

    def __init__(self) -> None:
        self._lock = Lock("queue")
        self._waiting: dict[Priority, deque[Ticket]] = {priority: deque() for priority in Priority}
        self._running: Ticket | None = None
        self._passed = 0  # pieces of work in a row that went before a later class
        self._late: list[Ticket] = []
        self._threads = anyio.CapacityLimiter(THREADS)
        self._here: ContextVar[Ticket | None] = ContextVar("place", default=None)

    @contextmanager
    def place(
        self, priority: Priority, about: Callable[[], str], tell: Callable[[], None] = _nothing
    ) -> Iterator[None]:
        """Wait in this thread for a place and hold it; work inside of work that has one goes on in that.

        Raises InterruptedWork at the end of work whose place was taken back, if not before.
        """
        if self._held():
            yield
            return
        ticket = Ticket(priority, about, tell)
        token = self._here.set(ticket)
        try:
            self._take(ticket)
            with self._working(ticket):
                yield
        finally:
            self._here.reset(token)
            self._leave(ticket)

    @contextmanager
    def released(self) -> Iterator[None]:
        """Release the place for something long, and wait for another one afterwards."""
        locks.assert_free_to_wait(caches.computing())
        ticket = self._held()
        if ticket is None:
            yield
            return
        self._rest(ticket)
        self._leave(ticket)
        yield
        self._take(ticket)
        with self._lock:
            ticket.thread = threading.get_ident()

    @asynccontextmanager
    async def admitted(self, priority: Priority, about: Callable[[], str]) -> AsyncIterator[Ticket]:
        """Wait for a place without a thread, as a server must with more requests than threads; raises BusyError."""
        loop, granted = asyncio.get_running_loop(), asyncio.Event()
        ticket = Ticket(priority, about, wake=lambda: loop.call_soon_threadsafe(granted.set))
        token = self._here.set(ticket)
        try:
            if not self._enter(ticket):
                try:
                    await asyncio.wait_for(granted.wait(), PATIENCE_SECONDS.get(priority))
                except TimeoutError:
                    raise BusyError("the server has too much to do") from None
            yield ticket
        finally:
            self._here.reset(token)
            self._leave(ticket)

    async def run(self, priority: Priority, about: Callable[[], str], function: Callable[[], T]) -> T:
        """Wait for a place without a thread, then compute in one; raises BusyError."""
        async with self.admitted(priority, about):
            # Threads of our own: those of the web server may all be taken by something else.
            return await to_thread.run_sync(partial(self._run, function), limiter=self._threads)

    def _run(self, function: Callable[[], T]) -> T:
        with self.working():
            return function()

    @contextmanager
    def working(self) -> Iterator[None]:
        """Tell which thread does the work of a place that was admitted; raises BusyError where it was taken back."""
        ticket = self._here.get()
        if ticket is None:
            yield
            return
        try:
            with self._working(ticket):
                yield
        except InterruptedWork:
            raise BusyError("this took too long and was ended") from None

    def _held(self) -> Ticket | None:
        """The ticket with which this very thread works; others may have inherited the context."""
        ticket = self._here.get()
        return ticket if ticket and ticket.thread == threading.get_ident() else None

    def load(self) -> Load:
        """What it does at this moment."""
        with self._lock:
            waiting = {priority.name.lower(): len(tickets) for priority, tickets in self._waiting.items()}
            first = [tickets[0].since for tickets in self._waiting.values() if tickets]
            longest = max(0.0, monotonic() - min(first, default=math.inf))
            return Load(int(self._running is not None), waiting, longest, len(self._late))

    def late(self) -> list[Ticket]:
        """Work that goes on though its place was taken back."""
        with self._lock:
            return list(self._late)

    def revoke(self, seconds: float) -> Ticket | None:
        """Take the place back from work that has held it for longer, and give it to the next one."""
        with self._lock:
            ticket = self._running
            if ticket is None or monotonic() - ticket.since < seconds:
                return None
            ticket.revoked = monotonic()
            self._late.append(ticket)
            following = self._next()
        _wake(following, self._leave)
        return ticket

    def interrupt(self, ticket: Ticket) -> None:
        """Ask late work to end: Python code does at its next step, anything else when it comes back to Python.

        Once for each ticket, and only while a thread works on it. Code that others share is left to finish first: ask
        again.
        """
        with self._lock:
            if ticket.thread and not ticket.interrupted:
                ticket.interrupted = interruption.ask(ticket.thread)

    def _enter(self, ticket: Ticket) -> bool:
        """Whether the place is free; else wait to be woken."""
        with self._lock:
            if ticket.late:
                raise InterruptedWork
            ticket.since, waiting = monotonic(), self._waiting[ticket.priority]
            if self._running is None:
                self._running = ticket
                return True
            if len(waiting) >= MOST_WAITING.get(ticket.priority, math.inf):
                raise BusyError("too many are waiting")
            waiting.append(ticket)
            return False

    def _take(self, ticket: Ticket) -> None:
        granted = threading.Event()
        ticket.wake = granted.set
        if not self._enter(ticket):
            granted.wait()

    @contextmanager
    def _working(self, ticket: Ticket) -> Iterator[None]:
        with self._lock:
            if ticket.late:
                raise InterruptedWork
            ticket.thread = threading.get_ident()
        try:
            yield
        finally:
            self._rest(ticket)
        if ticket.late:  # it came to an end by itself, after its visitor was told that it did not
            raise InterruptedWork

    def _rest(self, ticket: Ticket) -> None:
        try:
            self._unmark(ticket)
        except InterruptedWork:  # at most one comes
            self._unmark(ticket)

    def _unmark(self, ticket: Ticket) -> None:
        """From here on nobody interrupts the thread; what has not reached it yet must not meet its next work."""
        with self._lock:
            thread, ticket.thread = ticket.thread, 0
            if ticket.interrupted and thread:
                interruption.withdraw(thread)

    def _leave(self, ticket: Ticket) -> None:
        following = None
        with self._lock:
            if self._running is ticket:
                following = self._next()
            elif ticket in self._late:
                self._late.remove(ticket)
            elif ticket in self._waiting[ticket.priority]:
                self._waiting[ticket.priority].remove(ticket)
        _wake(following, self._leave)

    def _next(self) -> Ticket | None:
        """Give the place to whoever is first; called with the lock held."""
        self._running = None
        waiting = [tickets for tickets in self._waiting.values() if tickets]
        self._passed = self._passed + 1 if len(waiting) > 1 else 0
        if waiting:
            first = waiting[0]
            if self._passed > MOST_PASSED:
                first, self._passed = min(waiting[1:], key=lambda tickets: tickets[0].since), 0
            self._running = first.popleft()
            self._running.since = monotonic()
        return self._running


QUEUE = RunQueue()  # of this process


def _wake(ticket: Ticket | None, leave: Callable[[Ticket], None]) -> None:
    if ticket:
        try:
            ticket.wake()
        except RuntimeError:  # its event loop is closed: nobody is there to take the place
            leave(ticket)
