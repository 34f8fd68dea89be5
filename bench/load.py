"""How many visitors a server holds: each moves the first slider of the first page every two seconds."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass

from bench.figures import Spread, spread
from bench.servers import Server, Target, running
from bench.session import Session, opened

PAUSE_SECONDS = 2.0
HELD_MS = 500.0  # beyond this 95th percentile a server no longer holds its visitors
OPENING = 4  # visitors that open the page at the same time, so that arriving is not what is measured
SPARE = 7  # steps of the slider between one visitor and the next


@dataclass(frozen=True)
class Step:
    """One number of visitors on a fresh server."""

    target: str
    sessions: int
    answer_ms: Spread | None
    errors: int
    first_error: str
    rss_mib: float

    @property
    def held(self) -> bool:
        """Whether all visitors were answered, and soon."""
        return self.answer_ms is not None and not self.errors and self.answer_ms.p95 < HELD_MS


def climb(targets: Sequence[Target], steps: Sequence[int], moves: int) -> list[Step]:
    """More and more visitors on each server until it fails twice: once may be somebody else's doing.

    The last number comes to each server, so that its memory with so many is known, whether it holds them or not.
    """
    taken: list[Step] = []
    climbing = list(targets)
    for sessions in steps:
        for target in targets if sessions == steps[-1] else tuple(climbing):
            step = _try(target, sessions, moves)
            if target in climbing and not step.held:
                step = _try(target, sessions, moves)
            if target in climbing and not step.held:
                climbing.remove(target)
            taken.append(step)
    return taken


def _try(target: Target, sessions: int, moves: int) -> Step:
    with running(target) as server:
        return asyncio.run(_step(server, sessions, moves))


def held(steps: Sequence[Step]) -> dict[str, int]:
    """The number of visitors up to which each server held all, 0 where it held not even the first."""
    most: dict[str, int] = {}
    failed = set[str]()
    for step in steps:
        most.setdefault(step.target, 0)
        if not step.held:
            failed.add(step.target)
        elif step.target not in failed:
            most[step.target] = step.sessions
    return most


async def _step(server: Server, sessions: int, moves: int) -> Step:
    answers_ms: list[float] = []
    errors: list[str] = []
    async with AsyncExitStack() as stack:
        visitors = await arrive(stack, server.port, sessions, errors)
        start = time.perf_counter()
        await asyncio.gather(
            *(
                visit(visitor, start + PAUSE_SECONDS * number / sessions, moves, answers_ms, errors)
                for number, visitor in enumerate(visitors)
            )
        )
        rss_mib = server.rss_mib()
    return Step(server.target.name, sessions, spread(answers_ms), len(errors), (errors or [""])[0], round(rss_mib, 1))


async def arrive(stack: AsyncExitStack, port: int, sessions: int, errors: list[str]) -> list[Session]:
    """So many visitors who have seen their page, a few at a time."""
    gate = asyncio.Semaphore(OPENING)
    visitors: list[Session] = []

    async def come(number: int) -> None:
        async with gate:
            try:
                visitor = await stack.enter_async_context(opened(port, position=number * SPARE))
            except Exception as error:  # whatever goes wrong is counted and shown
                errors.append(repr(error))
            else:
                visitors.append(visitor)

    await asyncio.gather(*(come(number) for number in range(sessions)))
    return visitors


async def visit(visitor: Session, start: float, moves: int, answers_ms: list[float], errors: list[str]) -> None:
    """Move at set times, or at once where the answer to the last move came later than that."""
    try:
        for number in range(moves):
            await asyncio.sleep(max(0.0, start + number * PAUSE_SECONDS - time.perf_counter()))
            answers_ms.append((await visitor.move()).took_ms)
    except Exception as error:  # whatever goes wrong is counted and shown
        errors.append(repr(error))
