"""The worker process: its answers, its limits, and that nothing of it is left."""

from __future__ import annotations

import subprocess
import threading
from pathlib import Path

import pytest

from runtime.worker import JobError, OutOfMemoryError, OutOfTimeError, Worker

JOBS = "tests.runtime.jobs"


def ignored(share: float) -> None:
    """A visitor who does not look."""


@pytest.fixture
def worker() -> Worker:
    return Worker(memory_mib=400, seconds=60)


def test_a_job_answers_with_an_object_and_bytes(worker: Worker) -> None:
    heard: list[float] = []
    content = bytes(range(256)) * 20_000
    answer, found = worker.run(f"{JOBS}:double", content, ("a", 1), heard.append)
    assert answer["settings"] == ["a", 1]
    assert found == content * 2
    assert heard == [0.0, 0.25, 0.5, 0.75, 1.0]


def test_each_job_has_a_process_of_its_own(worker: Worker) -> None:
    first, second = (worker.run(f"{JOBS}:double", b"", None, ignored)[0]["process"] for _ in range(2))
    assert first != second


def test_what_needs_too_much_memory_ends_as_such(worker: Worker) -> None:
    assert worker.run(f"{JOBS}:fill", b"", 100, ignored)[0] == 100
    with pytest.raises(OutOfMemoryError):
        worker.run(f"{JOBS}:fill", b"", 1000, ignored)


def test_what_lasts_too_long_ends_even_in_the_middle_of_c_code() -> None:
    with pytest.raises(OutOfTimeError):
        Worker(memory_mib=400, seconds=1).run(f"{JOBS}:sleep", b"", 3600, ignored)


def test_a_crash_ends_its_own_process_alone(worker: Worker) -> None:
    with pytest.raises(JobError):
        worker.run(f"{JOBS}:crash", b"", None, ignored)
    assert worker.run(f"{JOBS}:double", b"x", None, ignored)[1] == b"xx"


def test_a_job_whose_visitor_moves_on_is_ended(monkeypatch: pytest.MonkeyPatch, worker: Worker) -> None:
    started: list[subprocess.Popen[bytes]] = []

    class Watched(subprocess.Popen[bytes]):
        def __init__(self, *arguments: object, **more: object) -> None:
            super().__init__(*arguments, **more)  # type: ignore[call-overload]
            started.append(self)

    monkeypatch.setattr(subprocess, "Popen", Watched)

    def moved_on(share: float) -> None:
        if share:
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        worker.run(f"{JOBS}:slow", b"", None, moved_on)
    assert [process.poll() is not None for process in started] == [True]
    assert not Path(f"/proc/{started[0].pid}").exists()


def test_one_job_runs_at_a_time(monkeypatch: pytest.MonkeyPatch, worker: Worker) -> None:
    inside, most, lock = 0, 0, threading.Lock()
    popen = subprocess.Popen

    def counted(*arguments: object, **more: object) -> object:
        nonlocal inside, most
        process = popen(*arguments, **more)  # type: ignore[call-overload]
        wait = process.wait
        with lock:
            inside += 1
            most = max(most, inside)

        def ended(*times: object) -> int:
            nonlocal inside
            code: int = wait()
            with lock:
                inside = 0
            return code

        process.wait = ended
        return process

    monkeypatch.setattr(subprocess, "Popen", counted)
    answers: list[bytes] = []

    def run(letter: bytes) -> None:
        answers.append(worker.run(f"{JOBS}:double", letter, None, ignored)[1])

    visitors = [threading.Thread(target=run, args=(letter,)) for letter in (b"a", b"b", b"c")]
    for visitor in visitors:
        visitor.start()
    for visitor in visitors:
        visitor.join()
    assert sorted(answers) == [b"aa", b"bb", b"cc"]
    assert most == 1
