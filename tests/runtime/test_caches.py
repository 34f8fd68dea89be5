"""Locks that may not nest; caches in which nobody waits but for the value that he wants."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from typing import Any

import pytest

from runtime import locks
from runtime.caches import Cache, lazy
from runtime.interruption import InterruptedWork
from runtime.locks import Lock, NestedLockError

PATIENCE_SECONDS = 30  # only a deadlock reaches it


def at_once(*works: Callable[[], Any]) -> list[Any]:
    """What works return that run in threads of their own."""
    with ThreadPoolExecutor(len(works)) as pool:
        return [job.result(PATIENCE_SECONDS) for job in [pool.submit(work) for work in works]]


def test_a_second_lock_is_refused_while_one_is_held() -> None:
    first, second = Lock("first"), Lock("second")
    with first, pytest.raises(NestedLockError, match="second is asked for while first is held"), second:
        pass
    with second:
        assert locks.held() == "second"
    assert locks.held() == ""


def test_the_same_lock_twice_is_refused_too() -> None:
    lock = Lock("only")
    with lock, pytest.raises(NestedLockError), lock:
        pass


def test_a_value_is_computed_once_for_all_who_want_it() -> None:
    cache: Cache[int] = Cache("test")
    computed, begin = [], threading.Barrier(8)

    def compute() -> int:
        computed.append(1)
        return 42

    def ask() -> int:
        begin.wait(PATIENCE_SECONDS)
        return cache.get("key", compute)

    assert at_once(*[ask] * 8) == [42] * 8
    assert computed == [1]


def test_who_wants_another_key_waits_for_nobody() -> None:
    cache: Cache[str] = Cache("test")
    under_way, other_done = threading.Event(), threading.Event()

    def slow() -> str:
        under_way.set()
        assert other_done.wait(PATIENCE_SECONDS)
        return "slow"

    def quick() -> str:
        assert under_way.wait(PATIENCE_SECONDS)
        value = cache.get("quick", lambda: "quick")
        other_done.set()
        return value

    assert at_once(lambda: cache.get("slow", slow), quick) == ["slow", "quick"]


def test_no_lock_is_held_while_a_value_is_computed() -> None:
    outer: Cache[str] = Cache("outer")
    inner: Cache[str] = Cache("inner")
    assert outer.get(1, lambda: inner.get(2, lambda: locks.held() or "none")) == "none"


def test_threads_that_would_wait_for_each_other_do_not() -> None:
    cache: Cache[str] = Cache("test")
    both = threading.Barrier(2)

    def of(own: str, other: str) -> Callable[[], str]:
        def compute() -> str:
            both.wait(PATIENCE_SECONDS)  # each is computed by a thread of its own
            return own + cache.get(other, lambda: other)

        return compute

    first, second = at_once(lambda: cache.get("a", of("a", "b")), lambda: cache.get("b", of("b", "a")))
    assert {first, second} <= {"ab", "ba", "aba", "bab"}
    assert cache.get("a", str) == first


def test_a_circle_over_three_caches_ends() -> None:
    caches: list[Cache[int]] = [Cache(str(number)) for number in range(3)]
    all_here = threading.Barrier(3)

    def work(number: int) -> Callable[[], int]:
        def compute() -> int:
            all_here.wait(PATIENCE_SECONDS)
            return 1 + caches[(number + 1) % 3].get("key", lambda: 0)

        return lambda: caches[number].get("key", compute)

    assert sorted(at_once(*map(work, range(3)))) == [1, 2, 3]


def test_a_computation_that_asks_for_itself_is_told() -> None:
    cache: Cache[int] = Cache("test")

    def compute() -> int:
        return cache.get("key", compute)

    with pytest.raises(RecursionError):
        cache.get("key", compute)
    assert cache.get("key", lambda: 1) == 1


@pytest.mark.parametrize("error", [ValueError, InterruptedWork])
def test_who_waits_for_a_computation_that_fails_computes_himself(error: type[BaseException]) -> None:
    cache: Cache[str] = Cache("test")
    under_way, waiting = threading.Event(), threading.Event()

    def fail() -> str:
        under_way.set()
        assert waiting.wait(PATIENCE_SECONDS)
        raise error

    def first() -> str:
        try:
            return cache.get("key", fail)
        except error:
            return "failed"

    def second() -> str:
        assert under_way.wait(PATIENCE_SECONDS)
        waiting.set()
        return cache.get("key", lambda: "computed")

    assert at_once(first, second) == ["failed", "computed"]


class Key:
    """A key that is interrupted when it is looked at for the n-th time."""

    def __init__(self, step: int) -> None:
        self.step = step

    def __hash__(self) -> int:
        self.step -= 1
        if self.step == 0:
            raise InterruptedWork
        return 1


@pytest.mark.parametrize("step", range(1, 7))
def test_an_interruption_at_any_look_at_a_key_leaves_nobody_waiting(step: int) -> None:
    cache: Cache[str] = Cache("test")
    key = Key(step)

    def first() -> None:
        with suppress(InterruptedWork):
            cache.get(key, lambda: "first")

    at_once(first)
    key.step = 0
    assert at_once(lambda: cache.get(key, lambda: "second"))[0] in {"first", "second"}


def test_the_value_asked_for_longest_ago_goes_first() -> None:
    cache: Cache[int] = Cache("test", size=2)
    for key in (1, 2, 1, 3):
        cache.get(key, lambda: 0)
    assert len(cache) == 2
    assert cache.get(1, lambda: 99) == 0
    assert cache.get(2, lambda: 99) == 99


class Circle:
    """Something with a value that is computed when asked for."""

    def __init__(self, radius: float) -> None:
        self.radius = radius
        self.computed = 0

    @lazy
    def area(self) -> float:
        """Its area."""
        self.computed += 1
        return 3 * self.radius**2


def test_a_lazy_value_is_computed_once_in_each_object_and_holds_up_no_other() -> None:
    small, large = Circle(1), Circle(2)
    assert (small.area, small.area, large.area, small.computed) == (3, 3, 12, 1)
    assert Circle.area.__doc__ == "Its area."
