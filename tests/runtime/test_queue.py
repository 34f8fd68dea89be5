"""The queue: order, refusals, places that are taken back."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import partial

import pytest

from runtime import interruption, locks
from runtime import queue as queues
from runtime.caches import Cache
from runtime.interruption import InterruptedWork
from runtime.queue import MOST_WAITING, BusyError, Priority, RunQueue

PATIENCE_SECONDS = 60  # only a fault reaches it
about = partial(str, "a test")


class Worker(threading.Thread):
    """A visitor's thread; what it does is done in a place of the queue."""

    def __init__(self, queue: RunQueue, work: Callable[[], object], priority: Priority = Priority.RUN) -> None:
        super().__init__(daemon=True)
        self.queue, self.work, self.priority = queue, work, priority
        self.ended: BaseException | None = None
        self.start()

    def run(self) -> None:
        try:
            with self.queue.place(self.priority, about):
                self.work()
        except BaseException as error:
            self.ended = error

    def wait(self) -> None:
        self.join(PATIENCE_SECONDS)
        assert not self.is_alive()


def until(condition: Callable[[], object]) -> None:
    """Wait until something is true."""
    pause = threading.Event()
    for _ in range(PATIENCE_SECONDS * 200):
        if condition():
            return
        pause.wait(0.005)
    pytest.fail("it never became true")


@contextmanager
def occupied(queue: RunQueue) -> Iterator[None]:
    """Someone works until the end."""
    go_on = threading.Event()
    worker = Worker(queue, go_on.wait)
    until(lambda: queue.load().running)
    yield
    go_on.set()
    worker.wait()


def waiting(queue: RunQueue) -> int:
    return sum(queue.load().waiting.values())


def test_whoever_waits_longest_in_the_first_class_goes_first() -> None:
    queue, done = RunQueue(), list[str]()
    asked = [
        (Priority.PREVIEW, "picture 1"),
        (Priority.API, "answer"),
        (Priority.RUN, "run 1"),
        (Priority.PREVIEW, "picture 2"),
        (Priority.PAGE, "headline"),
        (Priority.RUN, "run 2"),
        (Priority.PROBE, "probe"),
    ]
    with occupied(queue):
        workers = list[Worker]()
        for priority, name in asked:
            workers.append(Worker(queue, partial(done.append, name), priority))
            until(lambda: waiting(queue) == len(workers))
    for worker in workers:
        worker.wait()
    assert done == ["probe", "run 1", "run 2", "headline", "answer", "picture 1", "picture 2"]


def test_a_later_class_is_passed_over_so_many_times_and_no_more(monkeypatch: pytest.MonkeyPatch) -> None:
    queue, done, workers = RunQueue(), list[Priority](), list[Worker]()
    monkeypatch.setattr(queues, "MOST_PASSED", passed := 8)  # each takes a thread
    with occupied(queue):
        for priority in (Priority.API, *[Priority.RUN] * 3 * passed, Priority.PREVIEW):
            workers.append(Worker(queue, partial(done.append, priority), priority))
            until(lambda: waiting(queue) == len(workers))
    for worker in workers:
        worker.wait()
    assert done.index(Priority.API) == passed
    assert done.index(Priority.PREVIEW) == 2 * passed + 1


@pytest.mark.parametrize("inside", [True, False])
def test_a_place_is_not_released_while_others_wait_for_a_value(inside: bool) -> None:
    queue, cache = RunQueue(), Cache[int]("test")

    def release() -> int:
        with queue.released():
            return 1

    with queue.place(Priority.RUN, about):
        if inside:
            with pytest.raises(locks.NestedLockError, match="is released while"):
                cache.get("key", release)
        assert release() == 1


def test_one_at_a_time() -> None:
    queue, inside, most = RunQueue(), list[int](), list[int]()

    def work() -> None:
        inside.append(1)
        most.append(len(inside))
        for _ in range(1000):
            pass
        inside.pop()

    workers = [Worker(queue, work) for _ in range(50)]
    for worker in workers:
        worker.wait()
    assert most == [1] * 50
    assert queue.load().running == 0


def test_work_inside_of_work_goes_on_in_its_place() -> None:
    queue = RunQueue()
    with queue.place(Priority.RUN, about), queue.place(Priority.RUN, about):
        assert queue.load().running == 1
    assert queue.load().running == 0


def test_something_long_holds_no_place() -> None:
    queue = RunQueue()
    with queue.place(Priority.RUN, about):
        with queue.released():
            Worker(queue, lambda: None).wait()
        assert queue.load().running == 1


def test_a_few_pictures_wait_and_more_are_refused() -> None:
    queue = RunQueue()

    async def ask(number: int) -> list[object]:
        asked = [queue.run(Priority.PREVIEW, about, lambda: "drawn") for _ in range(number)]
        answers = asyncio.gather(*asked, return_exceptions=True)
        await asyncio.sleep(0)
        while waiting(queue) < MOST_WAITING[Priority.PREVIEW]:
            await asyncio.sleep(0)
        go_on.set()
        return list(await answers)

    go_on = threading.Event()
    worker = Worker(queue, go_on.wait)
    until(lambda: queue.load().running)
    answers = asyncio.run(ask(20))
    worker.wait()
    assert answers.count("drawn") == MOST_WAITING[Priority.PREVIEW]
    assert sum(isinstance(answer, BusyError) for answer in answers) == 20 - MOST_WAITING[Priority.PREVIEW]


def test_whoever_goes_away_leaves_the_queue() -> None:
    queue = RunQueue()

    async def ask_and_go() -> None:
        asking = asyncio.create_task(queue.run(Priority.API, about, about))
        while not waiting(queue):
            await asyncio.sleep(0)
        asking.cancel()
        with suppress(asyncio.CancelledError):
            await asking

    with occupied(queue):
        asyncio.run(ask_and_go())
        assert waiting(queue) == 0


def test_a_place_that_is_taken_back_goes_to_the_next_one_and_is_given_to_it_alone() -> None:
    queue, go_on = RunQueue(), threading.Event()
    first = Worker(queue, go_on.wait)
    until(lambda: queue.load().running)
    second, third = Worker(queue, go_on.wait), Worker(queue, go_on.wait)
    until(lambda: waiting(queue) == 2)
    assert queue.revoke(0)
    load = queue.load()
    assert (load.running, waiting(queue), load.late) == (1, 1, 1)
    go_on.set()
    for worker in (first, second, third):
        worker.wait()
    assert [type(worker.ended) for worker in (first, second, third)] == [InterruptedWork, type(None), type(None)]
    load = queue.load()
    assert (load.running, load.late) == (0, 0)


def test_python_code_ends_at_its_next_step_even_where_it_handles_errors() -> None:
    queue, begun = RunQueue(), threading.Event()

    def endless() -> None:
        while True:
            with suppress(Exception):
                begun.set()

    worker = Worker(queue, endless)
    assert begun.wait(PATIENCE_SECONDS)
    late = queue.revoke(0)
    assert late
    while worker.is_alive():
        queue.interrupt(late)
        worker.join(0.01)
    assert isinstance(worker.ended, InterruptedWork)


def test_late_work_gets_no_place_again() -> None:
    queue, go_on = RunQueue(), threading.Event()
    reached = list[str]()

    def work() -> None:
        go_on.wait()
        with queue.released():
            reached.append("released")
        reached.append("a place again")

    worker = Worker(queue, work)
    until(lambda: queue.load().running)
    queue.revoke(0)
    go_on.set()
    worker.wait()
    assert reached == ["released"]
    assert isinstance(worker.ended, InterruptedWork)


def test_interruptions_at_any_moment_stay_inside_of_their_work_and_leave_the_queue_whole() -> None:
    queue, interrupted, astray = RunQueue(), list[int](), list[int]()

    def work_again_and_again() -> None:
        while len(interrupted) < 50:
            try:
                try:
                    with queue.place(Priority.RUN, about):
                        sum(number for number in range(1000))
                except InterruptedWork:
                    interrupted.append(1)
                sum(number for number in range(1000))
            except InterruptedWork:
                astray.append(1)

    thread = threading.Thread(target=work_again_and_again, daemon=True)
    thread.start()
    while thread.is_alive():
        if late := queue.revoke(0):
            queue.interrupt(late)
        for late in queue.late():
            queue.interrupt(late)
    assert not astray
    assert queue.load() == RunQueue().load()


def test_a_thread_in_shared_code_is_asked_later() -> None:
    queue, go_on = RunQueue(), threading.Event()
    worker = Worker(queue, go_on.wait)  # in the module threading
    until(lambda: queue.load().running)
    late = queue.revoke(0)
    assert late
    queue.interrupt(late)
    assert not late.interrupted
    go_on.set()
    worker.wait()


def test_an_interruption_that_was_withdrawn_does_not_meet_the_thread_s_next_work() -> None:
    """The web server gives the same thread to one request after the other."""
    for withdrawn in (True, False):
        blocked, ended = threading.Lock(), list[BaseException]()
        blocked.acquire()

        def work(blocked: threading.Lock = blocked, ended: list[BaseException] = ended) -> None:
            try:
                blocked.acquire()
            except InterruptedWork as interrupted:
                ended.append(interrupted)

        thread = threading.Thread(target=work, daemon=True)
        thread.start()
        until(lambda thread=thread: interruption.ask(thread.ident))  # type: ignore[misc]
        if withdrawn:
            interruption.withdraw(thread.ident or 0)
        blocked.release()
        thread.join(PATIENCE_SECONDS)
        assert bool(ended) is not withdrawn
