"""Pages are drawn one after the other, whoever asks."""

from __future__ import annotations

import threading
import time

import pytest

from components import frame


def test_one_page_is_drawn_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    inside, most = 0, 0

    def draw() -> None:
        nonlocal inside, most
        inside += 1
        most = max(most, inside)
        time.sleep(0.01)
        inside -= 1

    monkeypatch.setattr(frame, "_draw", draw)
    visitors = [threading.Thread(target=frame.run) for _ in range(8)]
    for visitor in visitors:
        visitor.start()
    for visitor in visitors:
        visitor.join()
    assert most == 1


def test_a_run_that_fails_gives_its_turn_back(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail() -> None:
        raise ValueError("broken")

    monkeypatch.setattr(frame, "_draw", fail)
    for _ in range(2):
        with pytest.raises(ValueError, match="broken"):
            frame.run()
