"""Lock that may not nest: whoever holds one asks for no other, so no two threads can wait for each other.

It guards a few steps on shared state. Values are computed, and others are waited for, outside of it
(`runtime/caches.py`). The tests switch on a check that raises where a thread asks for a second one.
"""

from __future__ import annotations

import os
import threading
from types import TracebackType

CHECK = "FOOTPRINT_CHECK_LOCKS"  # environment variable by which servers that tests start check too
_held = threading.local()
_checked = CHECK in os.environ


class NestedLockError(AssertionError):
    """A thread that holds a lock has asked for another one."""


def check(on: bool = True) -> None:
    """Raise NestedLockError from now on where locks nest; for tests, as it costs time at each use."""
    global _checked
    _checked = on


def held() -> str:
    """Name of the lock that this thread holds, while locks are checked; else empty."""
    return str(getattr(_held, "name", ""))


def assert_free_to_wait(computing: bool) -> None:
    """Raise NestedLockError, while locks are checked, where a place is released by who computes for others."""
    if _checked and computing:
        raise NestedLockError("a place in the queue is released while the value of a cache is computed")


class Lock:
    """A mutual exclusion lock, used as a context manager."""

    __slots__ = ("_lock", "name")

    def __init__(self, name: str) -> None:
        self.name = name
        self._lock = threading.Lock()

    def __enter__(self) -> None:
        if _checked:
            if held():
                raise NestedLockError(f"{self.name} is asked for while {held()} is held")
            self._lock.acquire()
            _held.name = self.name
            return
        self._lock.acquire()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if _checked:
            _held.name = ""
        self._lock.release()
