"""A class with links of its own beside visitors who move sliders: everybody is answered."""

from __future__ import annotations

import asyncio
import random
import threading
import urllib.request
from collections.abc import Iterator

import pytest

from bench import session
from tests.browser.conftest import Server, start_server

LINKS = 100
WITHIN_SECONDS = 2
MOVES = 40
PATIENCE_SECONDS = 60  # only a deadlock reaches it
PAGES = ("emissions", "model", "growth", "regions", "inference")


@pytest.fixture
def fresh_server() -> Iterator[Server]:
    """A server that nobody has visited: its caches hold what the start put there."""
    running = start_server()
    yield running
    running.stop()


def link(server: Server, number: int) -> str:
    """A what-if link that nobody has asked for before."""
    page = PAGES[number % len(PAGES)]
    settings = f"lang=en&pue={1 + number % 100 / 100:.2f}&mfu=0.{20 + number % 40}&model=gpt-3-175b"
    return f"{server.url}/{page}?{settings}"


def ask(server: Server, number: int, dice: random.Random, unanswered: list[str]) -> None:
    threading.Event().wait(dice.random() * WITHIN_SECONDS)
    question = urllib.request.Request(link(server, number), headers={"Accept": "text/html"})
    try:
        with urllib.request.urlopen(question, timeout=PATIENCE_SECONDS) as answer:
            answer.read()
    except OSError as error:
        unanswered.append(f"{question.full_url}: {error!r}")


async def move(server: Server) -> int:
    """Move a slider again and again; the number of answers."""
    async with session.opened(int(server.url.rpartition(":")[2]), "emissions") as visitor:
        for _ in range(MOVES):
            await asyncio.wait_for(visitor.move(), PATIENCE_SECONDS)
        return visitor.runs


def test_a_hundred_links_and_a_slider_are_all_answered(fresh_server: Server) -> None:
    dice, unanswered = random.Random(100), list[str]()
    class_ = [
        threading.Thread(target=ask, args=(fresh_server, number, dice, unanswered), daemon=True)
        for number in range(LINKS)
    ]
    for pupil in class_:
        pupil.start()
    assert asyncio.run(move(fresh_server)) == MOVES + 1
    for pupil in class_:
        pupil.join(PATIENCE_SECONDS)
    assert unanswered == []
    assert not any(pupil.is_alive() for pupil in class_)
    assert "NestedLock" not in fresh_server.said()
