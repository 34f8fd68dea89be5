"""Cache by key: each value is computed once, by whoever asks for it first; only those who want the same key wait.

No lock is held while a value is computed or waited for. Where threads would wait for each other in a circle, the last
one computes the value itself, so a circle costs time and never stops anyone. An error is not kept. The watchdog may
interrupt a computation at any step (runtime/interruption.py): its end is written so that nobody waits for it for ever.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Any, Generic, TypeVar, overload

from runtime.locks import Lock

V = TypeVar("V")
_MISSING: Any = object()


class _Computation:
    """A value that one thread computes and others wait for."""

    __slots__ = ("done", "thread", "value")

    def __init__(self) -> None:
        self.thread = threading.get_ident()
        self.done = threading.Event()
        self.value: Any = _MISSING  # stays so where the computation failed


_waiting: dict[int, _Computation] = {}  # thread -> what it waits for, in whichever cache
_waiting_lock = Lock("computations that threads wait for")
_here = threading.local()


def computing() -> bool:
    """Whether this thread is computing a value that others may wait for."""
    return bool(getattr(_here, "depth", 0))


class Cache(Generic[V]):
    """Values by key, at most `size` of them; the one that was asked for longest ago goes first."""

    def __init__(self, name: str, size: int | None = None) -> None:
        self.size = size
        self._lock = Lock(name)
        self._values: OrderedDict[Hashable, V] = OrderedDict()
        self._computations: dict[Hashable, _Computation] = {}

    def get(self, key: Hashable, compute: Callable[[], V]) -> V:
        """The value of a key, computed by `compute` where it is not there.

        Raises
        ------
        RecursionError where the computation of a key asks for that key; whatever `compute` raises.
        """
        while True:
            with self._lock:
                value: V = self._values.get(key, _MISSING)
                if value is not _MISSING:
                    if self.size is not None:
                        self._values.move_to_end(key)
                    return value
                computation = self._computations.get(key)
                if computation is None:
                    own = self._computations[key] = _Computation()
                    break
            if not _wait(computation):
                return compute()
            if computation.value is not _MISSING:
                shared: V = computation.value
                return shared
        return self._computed(key, own, compute)

    def put(self, key: Hashable, value: V) -> None:
        """Keep a value that is there already, in place of any other."""
        with self._lock:
            self._values[key] = value

    def _computed(self, key: Hashable, own: _Computation, compute: Callable[[], V]) -> V:
        depth = getattr(_here, "depth", 0)
        try:
            _here.depth = depth + 1
            value = own.value = compute()
        finally:  # an interruption too lets the next one try
            _here.depth = depth
            try:
                self._end(key, own)
            except BaseException:  # at most one interruption comes, and it may come here
                self._end(key, own)
                raise
        return value

    def _end(self, key: Hashable, own: _Computation) -> None:
        """Keep the value, if there is one, and wake who waits for it; a second time changes nothing."""
        with self._lock:
            if self._computations.get(key) is own:
                if own.value is not _MISSING:
                    self._values[key] = own.value
                    if self.size is not None and len(self._values) > self.size:
                        self._values.popitem(last=False)
                del self._computations[key]
        own.done.set()

    def __len__(self) -> int:
        return len(self._values)


def _wait(computation: _Computation) -> bool:
    """Wait until another thread's computation has ended; False where that one waits for this thread, in turn."""
    thread = threading.get_ident()
    with _waiting_lock:
        if computation.thread == thread:
            raise RecursionError("the computation of a value asks for that value")
        following: _Computation | None = computation
        while following is not None:
            if following.thread == thread:
                return False
            following = _waiting.get(following.thread)
        _waiting[thread] = computation
    try:
        computation.done.wait()
    finally:
        with _waiting_lock:
            del _waiting[thread]
    return True


class lazy(Generic[V]):  # noqa: N801 (used as a decorator, like property)
    """Property that is computed when first asked for and kept in its object, without a lock.

    functools.cached_property has one lock for all objects of a class before Python 3.12, held while it computes. Two
    threads that ask at the same moment both compute, which is right for values without side effects.
    """

    def __init__(self, compute: Callable[[Any], V]) -> None:
        self.compute = compute
        self.__doc__ = compute.__doc__

    def __set_name__(self, owner: type, name: str) -> None:
        self.name = name

    @overload
    def __get__(self, instance: None, owner: type) -> lazy[V]: ...

    @overload
    def __get__(self, instance: object, owner: type) -> V: ...

    def __get__(self, instance: object | None, owner: type) -> lazy[V] | V:
        if instance is None:
            return self
        value = instance.__dict__[self.name] = self.compute(instance)
        return value
